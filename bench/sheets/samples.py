"""Rebuilds ``samples/`` with its truth: ``python -m bench.sheets.samples [FOLDER]``.

Each sample shows one way in which sheets come. The seeds were chosen for what the sheets say; a
change of the vocabulary or the grammar changes the samples too.
"""

from __future__ import annotations

import argparse
import shutil
from dataclasses import dataclass, replace
from pathlib import Path

from bench.sheets.cable import Family, Level
from bench.sheets.camera import Tone
from bench.sheets.scan import Container
from bench.sheets.sets import Order, SheetSet, make_ordered, write_set, write_truth

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
_ONE = Order(sheets=1, several=False, blank_backs=False, turn=0)
_FAX = replace(_ONE, tone=Tone.BITONAL, dpi=300)
_GREY = replace(_ONE, tone=Tone.GREY, dpi=200)


@dataclass(frozen=True, slots=True)
class Sample:
    """A sample: how it is made, and what it is for."""

    name: str
    seed: int
    level: Level
    family: Family
    order: Order
    about: str


ALL = (
    Sample(
        "interrupted-by-distribution",
        9,
        Level.CLEAN,
        Family.A,
        replace(_FAX, container=Container.PDF),
        "Image-only PDF of two pages: a numbered sheet (family A) whose body is interrupted by "
        "`Distribution` and `[Continued overleaf]`.",
    ),
    Sample(
        "both-note-systems",
        8,
        Level.MODERATE,
        Family.A,
        replace(_FAX, container=Container.TIFF_G4),
        "Multi-page TIFF, fax compression (CCITT G4): family A with translator's notes `[a]` and "
        "comments `[i]`.",
    ),
    Sample(
        "three-sheets-blank-backs",
        1,
        Level.MODERATE,
        Family.B,
        replace(_FAX, container=Container.PDF, sheets=3, blank_backs=True),
        "One PDF with three sheets (the first of family B), the blank back of each between them.",
    ),
    Sample(
        "page-folder",
        2,
        Level.MODERATE,
        Family.B,
        replace(_GREY, container=Container.JPEG_FOLDER, quality=42),
        "A folder with one JPEG a page: a re-issued bare sheet (family B) of two pages.",
    ),
    Sample(
        "bare-sheet",
        1,
        Level.CLEAN,
        Family.B,
        replace(_FAX, container=Container.PNG),
        "PNG: a bare sheet (family B) with corner tag, serial and comments.",
    ),
    Sample(
        "consular",
        5,
        Level.CLEAN,
        Family.C,
        replace(_GREY, container=Container.JPEG2000, tone=Tone.COLOUR),
        "JPEG 2000 in colour: a consular cable (family C) with several numbers in one line.",
    ),
    Sample(
        "correction",
        2,
        Level.MODERATE,
        Family.CORRECTION,
        replace(_FAX, container=Container.PDF),
        "A correction sheet: footnotes for another sheet, no message.",
    ),
    Sample(
        "memorandum",
        3,
        Level.MODERATE,
        Family.MEMORANDUM,
        replace(_GREY, container=Container.JPEG, quality=45),
        "JPEG of a memorandum: not a cable, and nothing may be invented from it.",
    ),
    Sample(
        "routing-slip",
        1,
        Level.CLEAN,
        Family.MEMORANDUM,
        replace(_FAX, container=Container.PNG),
        "PNG of a routing slip: not a cable.",
    ),
    Sample(
        "slip-with-labels",
        13,
        Level.MODERATE,
        Family.MEMORANDUM,
        replace(_FAX, container=Container.TIFF_G4),
        "A routing slip whose labels are those of a cable's head (`TO`, `FROM`): not a cable.",
    ),
    Sample(
        "several-messages",
        8,
        Level.MODERATE,
        Family.A,
        replace(_FAX, container=Container.PDF, several=True),
        "A numbered sheet with several messages (`Item 1`, `Item 2`): a record each.",
    ),
    Sample(
        "turned-page",
        2,
        Level.MODERATE,
        Family.A,
        replace(_FAX, container=Container.PNG, turn=90, said_dpi=72),
        "A page that lies on its side, in a file that claims a wrong resolution.",
    ),
    Sample(
        "upside-down",
        3,
        Level.HARD,
        Family.B,
        replace(_GREY, container=Container.JPEG, turn=180, quality=45),
        "A hard page, upside down, grey, with JPEG damage.",
    ),
    Sample(
        "two-sheets-tiff",
        1,
        Level.MODERATE,
        Family.C,
        replace(_FAX, container=Container.TIFF_G4, sheets=2, blank_backs=True),
        "Multi-page fax TIFF with two sheets of family C and their blank backs.",
    ),
    Sample(
        "hard-two-pages",
        1,
        Level.HARD,
        Family.A,
        replace(_FAX, container=Container.PDF),
        "Image-only PDF of two hard pages: worn type, uneven ribbon, tilt.",
    ),
    Sample(
        "poor-text-layer",
        3,
        Level.MODERATE,
        Family.B,
        replace(_FAX, container=Container.PDF, text_layer=True),
        "A PDF that bears somebody's poor text layer, which must not be trusted.",
    ),
)

_HEAD = """# Samples

Small scans of fictional sheets with known content. Give `samples/scans` to `dropcopy ingest` whole;
`samples/truth/NAME.json` holds what each says, in the form that docs/own-truth.md describes.
Made by `python -m bench.sheets.samples`: do not edit by hand.

| scan | level | for |
|---|---|---|
"""


def make_sample(sample: Sample) -> SheetSet:
    """Make one sample."""
    order = replace(sample.order, name=sample.name)
    return make_ordered(sample.seed, sample.level, sample.family, order)


def rebuild(folder: Path) -> None:
    """Write all samples, their truth and the README into ``folder``, replacing what is there."""
    for part in ("scans", "truth"):
        shutil.rmtree(folder / part, ignore_errors=True)
    rows = []
    for sample in ALL:
        made = make_sample(sample)
        path = write_set(made, folder / "scans")
        write_truth(made, folder / "truth" / f"{sample.name}.json")
        rows.append(f"| `{path.name}` | {sample.level} | {sample.about} |\n")
    (folder / "README.md").write_text(_HEAD + "".join(rows), encoding="utf-8")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m bench.sheets.samples", description=__doc__)
    parser.add_argument("folder", type=Path, nargs="?", default=SAMPLES)
    rebuild(parser.parse_args().folder)
