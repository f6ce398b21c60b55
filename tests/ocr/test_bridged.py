"""A line between two words of a short row, and what only looks like one."""

from __future__ import annotations

import numpy as np
import pytest

from ocr.bridged import bridged
from ocr.reduced import Grey
from ocr.rows import Row
from schemas.pages import Box, Word

_FOOT, _HIGH = 60, 20
_EDGES = ((20, 80), (100, 180))


def page(line: tuple[int, int, int, int] | None = None) -> Grey:
    """Give two words as bars of letters, and a line: from column to column, and from row to row."""
    pixels = np.full((100, 220), 240, np.uint8)
    for x0, x1 in _EDGES:
        pixels[_FOOT - _HIGH : _FOOT, x0:x1:4] = 30
    if line is not None:
        x0, x1, y0, y1 = line
        pixels[y0:y1, x0:x1] = 60
    return pixels


def told(pixels: Grey, texts: tuple[str, ...] = ("TOP", "SECRET")) -> frozenset[int]:
    words = [
        Word(text, 0.95, 0, Box(x0, _FOOT - _HIGH, x1, _FOOT))
        for text, (x0, x1) in zip(texts, _EDGES, strict=True)
    ]
    return bridged(pixels, words, [Row(20, 180, np.full(161, float(_FOOT)))], float(_HIGH))


@pytest.mark.parametrize(
    ("line", "struck"),
    [
        (None, False),
        ((10, 190, 48, 51), True),
        ((10, 190, 52, 54), True),  # thin and low
        ((10, 190, 62, 64), False),  # an underline
        ((10, 190, 59, 61), False),  # one that letters stand in
        ((86, 94, 49, 51), False),  # a hyphen
        ((80, 100, 38, 62), False),  # a blot
    ],
)
def test_a_level_line_from_word_to_word(
    line: tuple[int, int, int, int] | None, *, struck: bool
) -> None:
    assert told(page(line)) == (frozenset({0, 1}) if struck else frozenset())


def test_specks_and_dashes_are_no_words() -> None:
    assert told(page((10, 190, 48, 51)), ("-", "SECRET")) == frozenset()
