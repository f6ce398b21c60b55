"""Labels of notes as OCR reads them: ``[11]`` is ii, ``[1v]`` is iv, ``[V]`` is v."""

from __future__ import annotations

from collections.abc import Collection
from functools import lru_cache

from rapidfuzz.distance import Levenshtein

from schemas.values.labels import parse_letter, parse_roman

_ROMAN_LETTERS = str.maketrans(
    {"1": "i", "l": "i", "|": "i", "!": "i", "j": "i", "J": "i", "t": "i", "T": "i", "f": "i",
     "I": "i", "V": "v", "U": "v", "Y": "v", "y": "v", "X": "x", "L": "i", "7": "i", "r": "i", "w": "vi"}
)  # fmt: skip


@lru_cache(maxsize=2048)
def as_letters(read: str) -> str:
    """Give what was read with every figure and letter that stands for i, v or x made that letter."""
    return read.translate(_ROMAN_LETTERS).lower()


def repair_roman(read: str, known: Collection[str]) -> str | None:
    """Give the roman that was most likely typed, in lower case.

    A well-formed roman wins when the sheet has a note of that label; else the nearest label that it has,
    one letter off at most; else the well-formed roman itself. ``None`` when nothing fits.
    """
    plain = "".join(read.split())
    written = as_letters(plain)
    formed = written if parse_roman(written) else None
    if formed and (formed in known or not known):
        return formed
    near = [label for label in known if Levenshtein.distance(written, label) <= 1]
    if len(near) == 1 and len(written) > 1:
        return near[0]
    return formed


def repair_letter(read: str, known: Collection[str]) -> str | None:
    """Give the letter label that was typed, if ``read`` can be one."""
    if parse_letter(read) is None:
        lowered = read.lower()
        return lowered if lowered in known else None
    return read
