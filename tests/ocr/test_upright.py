"""Which turns are tried, and on what part of a page: nothing is read here."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from ocr.ink import find_ink
from ocr.reduced import Grey
from ocr.upright import Lie, Reader, doubtful_turn, half_turn, strip, turned
from tests.ocr.typed import LINES, pixels_of, typed_page


def reader_of(upright: Grey, letters: float = 40.0) -> tuple[list[Grey], Reader]:
    """Give a reader that reads a page only as it lies in ``upright``, and what it was given."""
    given: list[Grey] = []

    def read(pixels: Grey) -> float:
        given.append(pixels)
        same = pixels.shape == upright.shape and bool((pixels == upright).all())
        return letters if same else 0.0

    return given, read


def a_page(lines: Sequence[str]) -> Grey:
    return pixels_of(typed_page(lines))


def test_a_page_with_few_letters_is_probed_whole() -> None:
    page = a_page(LINES[:2])
    assert strip(page, 0, find_ink(page)).shape == page.shape


def test_a_full_page_is_probed_by_its_fullest_strip() -> None:
    page = a_page(LINES * 3)
    assert strip(page, 0, find_ink(page)).shape[0] < page.shape[0] / 4


@pytest.mark.parametrize(
    ("across", "rotation"), [(0.7, 90), (0.7, 270), (0.7, 180), (1.2, 180), (1.2, 90)]
)
def test_a_doubtful_page_is_turned_any_way(across: float, rotation: int) -> None:
    upright = a_page(LINES[:2])
    stored = turned(upright, 360 - rotation)
    _, read = reader_of(upright)
    assert doubtful_turn(stored, find_ink(stored), Lie(across, 0.0, 0.0), read) == rotation


def test_a_page_whose_lines_surely_run_across_is_not_laid_on_its_side() -> None:
    upright = a_page(LINES[:2])
    stored = turned(upright, 270)
    given, read = reader_of(upright)
    assert doubtful_turn(stored, find_ink(stored), Lie(2.0, 0.0, 0.0), read) == 0
    assert all(part.shape == stored.shape for part in given)


def test_a_page_of_ink_without_a_letter_is_read_in_each_position() -> None:
    blot = np.full((900, 700), 255, np.uint8)
    blot[200:700, 150:550] = 0
    given, read = reader_of(a_page(LINES[:2]))
    assert doubtful_turn(blot, find_ink(blot), Lie(0.8, 0.0, 0.0), read) == 0
    assert len(given) > 1


def test_a_page_that_is_read_as_well_as_it_lies_stays() -> None:
    page = a_page(LINES[:2])
    assert doubtful_turn(page, find_ink(page), Lie(0.8, 0.0, 0.0), lambda _: 30.0) == 0
    assert not np.array_equal(page, turned(page, 180))


@pytest.mark.parametrize(("lines", "rotation"), [(("Comment: [i]",), 180), (LINES[:3], 0)])
def test_one_word_is_enough_where_there_is_little_else(lines: Sequence[str], rotation: int) -> None:
    upright = a_page(lines)
    stored = turned(upright, 180)
    _, read = reader_of(upright, letters=6.0)
    assert half_turn(stored, find_ink(stored), read) == rotation
