"""What is an underline and what the feet of letters are, and what hangs on an underline."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from PIL import Image, ImageDraw

from ocr.ink import find_ink
from ocr.reduced import Grey
from ocr.underlines import find_underlines, without_underlines
from tests.ocr.typed import LINES, pixels_of, typed_page

_LEFT, _FOOT, _PITCH, _HIGH = 300, 1500, 36, 28
"""Where a word of drawn letters stands below the typed lines, in pixels."""

_CAPITAL = 24
"""Pixels of a capital of the typed lines."""


def a_word(letters: int, gap: int) -> Image.Image:
    """Give a typed page with a word of letters on broad feet, ``gap`` pixels of white between these."""
    page = typed_page(LINES)
    draw = ImageDraw.Draw(page)
    for at in range(letters):
        left = _LEFT + at * _PITCH
        middle = left + (_PITCH - gap) // 2
        for stem in (middle - 9, middle + 4):
            draw.rectangle((stem, _FOOT - _HIGH, stem + 5, _FOOT), fill=30)
        draw.rectangle((left, _FOOT - 4, left + _PITCH - gap - 1, _FOOT), fill=30)
    return page


def underlined() -> Image.Image:
    """Give a typed page of which one line is underlined, a semicolon at its end crossing the line."""
    page = typed_page(LINES)
    draw = ImageDraw.Draw(page)
    row = 200 + 2 * 88
    draw.rectangle((150, row + 46, 1250, row + 49), fill=30)
    draw.rectangle((1220, row + 22, 1228, row + 30), fill=30)
    draw.rectangle((1220, row + 40, 1228, row + 51), fill=30)
    return page


def cleared(page: Image.Image) -> Grey:
    pixels = pixels_of(page)
    ink = find_ink(pixels)
    return without_underlines(pixels, find_underlines(ink), ink.letter_height)


def test_feet_of_letters_in_a_row_are_no_underline() -> None:
    assert find_underlines(find_ink(pixels_of(a_word(12, 8)))) == ()


def test_a_line_under_a_row_is_taken_out() -> None:
    page = underlined()
    row = slice(200 + 2 * 88 + 46, 200 + 2 * 88 + 50)
    assert len(find_underlines(find_ink(pixels_of(page)))) == 1
    assert int(cleared(page)[row, 400:1000].min()) > 150


def test_what_hangs_on_an_underline_stays() -> None:
    tail = cleared(underlined())[200 + 2 * 88 + 40 : 200 + 2 * 88 + 52, 1222:1227]
    assert int(np.max(tail)) < 100


def test_the_heads_of_the_next_line_may_touch_an_underline() -> None:
    page = underlined()
    draw = ImageDraw.Draw(page)
    row = 200 + 2 * 88
    for left in range(170, 900, 44):  # letters with broad tops
        draw.rectangle((left, row + 50, left + 34, row + 58), fill=30)
        draw.rectangle((left + 14, row + 50, left + 19, row + 80), fill=30)
    assert int(cleared(page)[row + 46 : row + 48, 950:1200].min()) > 150


def heavy(rows: int, letters: int = 24) -> Image.Image:
    """Give a typed page with rows of letters whose broad feet are one with the underscores below them.

    Some letters are filled, and the heads of the next row touch the underscores.
    """
    page = typed_page(LINES)
    draw = ImageDraw.Draw(page)
    for row, at in product(range(rows), range(letters)):
        left, foot = _LEFT + at * _PITCH, _FOOT + row * (_CAPITAL + 9)
        draw.rectangle((left, foot + 3, left + 33, foot + 8), fill=30)
        if at % 6 == 5:
            continue  # a blank
        for stem in (left + 6, left + 20):
            draw.rectangle(
                (stem, foot - _CAPITAL, stem + (20 if at % 9 == 3 else 2), foot), fill=30
            )
        draw.rectangle((left + 4, foot - _CAPITAL, left + 26, foot - _CAPITAL + 2), fill=30)
        draw.rectangle((left, foot - 4, left + 31, foot + 3), fill=30)
    return page


@pytest.mark.parametrize("rows", [1, 2])
def test_underlines_that_heavy_type_stands_on_are_found(rows: int) -> None:
    assert len(find_underlines(find_ink(pixels_of(heavy(rows))))) == rows


def test_a_line_drawn_from_before_heavy_type_to_behind_it_is_no_underline() -> None:
    page = heavy(1)
    middle = _FOOT + 5
    ImageDraw.Draw(page).line(
        (_LEFT - 16, middle, _LEFT + 24 * _PITCH + 16, middle), fill=30, width=6
    )
    assert find_underlines(find_ink(pixels_of(page))) == ()


def test_short_rows_that_heavy_type_joins_are_feet_of_a_slip_under_crosses() -> None:
    assert find_underlines(find_ink(pixels_of(heavy(2, letters=8)))) == ()


def test_a_line_that_slopes_through_capitals_is_no_underline() -> None:
    page = typed_page(LINES)
    row = 200 + 2 * 88
    line = (150, row + 20, 1250, row + 52)  # from the middle of its letters to their feet
    ImageDraw.Draw(page).line(line, fill=30, width=4)
    assert find_underlines(find_ink(pixels_of(page))) == ()
