"""The bar over a first letter, and the bars of the letter itself."""

from __future__ import annotations

import numpy as np
import pytest

from ocr.macrons import with_macrons
from ocr.reduced import Grey
from schemas.pages import Box, Word

_LETTER = 24
_TOP, _FOOT = 40, 80


def a_letter(left: int, *, stem: int, bar: bool) -> Grey:
    """Give a page with an E whose stem is so many pixels wide, a bar above it or none."""
    page = np.full((120, 220), 250, np.uint8)
    page[_TOP:_FOOT, left : left + stem] = 20
    for row in (_TOP, _TOP + 14, _FOOT - 4):
        page[row : row + 4, left : left + 20] = 20
    if bar:
        page[_TOP - 9 : _TOP - 5, left : left + 20] = 20
    return page


@pytest.mark.parametrize(
    ("text", "stem", "bar", "read"),
    [
        ("EKHO", 5, True, "ĒKHO"),
        ("EKHO", 5, False, "EKHO"),
        ("EKHO", 2, False, "EKHO"),
        ('"EKHO"', 5, True, '"ĒKHO"'),
        ('""EKHO"', 5, True, '""ĒKHO"'),
    ],
)
def test_a_bar_over_the_first_letter(text: str, stem: int, bar: bool, read: str) -> None:
    before = 1 if text.startswith('"') else 0
    letters = len(text.replace('""', '"'))
    page = a_letter(10 + before * _LETTER, stem=stem, bar=bar)
    word = Word(text, 0.9, 0, Box(10, _TOP - 9 if bar else _TOP, 10 + letters * _LETTER, _FOOT))
    assert with_macrons([word], page)[0].text == read


@pytest.mark.parametrize(
    ("higher", "head", "read"),
    [
        (7, 14, "ĒKHO"),  # the bar and the letter have run together
        (7, 20, "EKHO"),  # an E of its whole width, struck high
        (2, 14, "EKHO"),
        (20, 14, "EKHO"),  # the tail of a letter of the line above
    ],
)
def test_a_bar_that_touches_its_letter(higher: int, head: int, read: str) -> None:
    page = np.full((120, 220), 250, np.uint8)
    for place in range(4):
        page[_TOP:_FOOT, 10 + place * _LETTER : 30 + place * _LETTER] = 20
    page[_TOP - higher : _TOP, 10 : 10 + head] = 20
    word = Word("EKHO", 0.9, 0, Box(10, _TOP, 10 + 4 * _LETTER, _FOOT))
    assert with_macrons([word], page)[0].text == read


def test_feet_of_the_line_above_are_no_bar() -> None:
    page = np.full((120, 220), 250, np.uint8)
    for place in range(4):
        left = 10 + place * _LETTER
        page[_TOP:_FOOT, left : left + 20] = 20
        page[_TOP - 9 : _TOP - 5, left : left + 18] = 20
    word = Word("EKHO", 0.9, 0, Box(10, _TOP, 10 + 4 * _LETTER, _FOOT))
    assert with_macrons([word], page)[0].text == "EKHO"
