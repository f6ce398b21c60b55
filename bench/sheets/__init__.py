"""Sheets of our own: fictional cables with their truth, typeset as scans.

``make_set`` composes a sheet set from a seed; ``write_set`` and ``write_truth`` put it on disk.
On the command line: ``python -m bench.sheets --seed 7 --level moderate --count 20 OUT``. The
faces that it types with are listed, with their Debian packages, in ``faces.toml``.
"""

from bench.sheets.cable import Cable, Family, Level, Strike
from bench.sheets.machine import StruckWord
from bench.sheets.scan import ScanFile
from bench.sheets.sets import (
    Order,
    SheetSet,
    make_ordered,
    make_set,
    typeset,
    typeset_text,
    write_set,
    write_truth,
)
from output.evaluation.truth import Truth, read_truth

__all__ = [
    "Cable",
    "Family",
    "Level",
    "Order",
    "ScanFile",
    "SheetSet",
    "Strike",
    "StruckWord",
    "Truth",
    "make_ordered",
    "make_set",
    "read_truth",
    "typeset",
    "typeset_text",
    "write_set",
    "write_truth",
]
