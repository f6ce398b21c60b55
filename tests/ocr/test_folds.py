"""Folds across a page: found, taken out, and no line of type is lost in them."""

from __future__ import annotations

import pytest
from PIL import Image, ImageDraw

from ocr.folds import find_folds, without_folds
from ocr.ink import find_ink
from ocr.readers import Readers
from ocr.reading import read_page
from ocr.settings import ReadingSettings
from ocr.tesseract import probe
from schemas.pages import Page
from tests.ocr.typed import LINES, page_image, pixels_of, typed_page

_FEET = 200 + 3 * 88 + 38
"""The row on which the letters of the fourth line stand, in pixels."""


def folded(row: int, rise: int = 6, width: int = 5) -> Image.Image:
    page = typed_page()
    ImageDraw.Draw(page).line((0, row, page.width, row + rise), fill=30, width=width)
    return page


def read(page: Image.Image) -> Page:
    return read_page(page_image(page), 1, ReadingSettings(), Readers(probe()))


@pytest.mark.parametrize("off", [-32, -2, 4])
def test_a_line_of_type_that_a_fold_touches_is_read(off: int) -> None:
    page = read(folded(_FEET + off))
    words = [word for line in page.lines for word in line.text.split()]
    lost = set(" ".join(LINES).split()) - set(words)
    assert len(page.lines) == len(LINES)
    assert len(lost) <= 2
    assert not any(word.struck for word in page.words)


def test_words_on_a_fold_are_doubtful_and_no_others() -> None:
    page = read(folded(_FEET - 2))
    doubtful = {word.line for word in page.words if word.confidence < 0.6}
    assert doubtful == {3}


def test_a_fold_is_taken_out_beside_the_type_and_strokes_go_on_through_it() -> None:
    pixels = pixels_of(folded(_FEET - 12, rise=0))
    ink = find_ink(pixels)
    cleared = without_folds(pixels, find_folds(ink), ink.letter_height)
    band = cleared[_FEET - 15 : _FEET - 8]
    assert band[:, 1400:].min() > 200
    assert band[:, 150:1200].min() < 60


def test_lines_through_words_and_under_them_are_no_folds() -> None:
    for row in (_FEET - 12, _FEET + 6):
        page = typed_page()
        ImageDraw.Draw(page).line((140, row, 1210, row), fill=30, width=4)
        assert find_folds(find_ink(pixels_of(page))) == ()


def test_a_black_edge_is_no_fold() -> None:
    page = typed_page()
    ImageDraw.Draw(page).rectangle((0, 0, page.width, 60), fill=10)
    pixels = pixels_of(page)
    ink = find_ink(pixels)
    assert without_folds(pixels, find_folds(ink), ink.letter_height)[:60].max() < 60


def test_the_lines_of_ruled_paper_are_no_folds() -> None:
    page = typed_page()
    for row in range(_FEET - 200, _FEET + 200, 100):
        ImageDraw.Draw(page).line((0, row, page.width, row), fill=90, width=3)
    assert find_folds(find_ink(pixels_of(page))) == ()
