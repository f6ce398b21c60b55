from __future__ import annotations

import numpy as np
import numpy.typing as npt

from ocr.images import PageImage
from ocr.ink import find_ink
from ocr.paper import in_full_contrast, without_faint_ink
from ocr.readers import Readers
from ocr.reading import read_page
from ocr.settings import ReadingSettings
from ocr.tesseract import probe
from tests.ocr.typed import LINES, pixels_of, typed_page

Pixels = npt.NDArray[np.uint8]


def grainy(pixels: Pixels, spread: float) -> Pixels:
    grain = np.random.default_rng(1).normal(0, spread, pixels.shape)
    return np.clip(pixels + grain, 0, 255).astype(np.uint8)


def faint(pixels: Pixels, ink: int, paper: int) -> Pixels:
    """Give a page whose type is of this grey, and whose paper of that."""
    return (paper - (255 - pixels.astype(float)) / 255 * (paper - ink)).astype(np.uint8)


def read(pixels: Pixels) -> list[str]:
    page = read_page(PageImage(pixels, 200), 1, ReadingSettings(), Readers(probe()))
    return [line.text for line in page.lines]


def test_faint_type_gets_dark_and_paper_white() -> None:
    page = grainy(np.full((300, 300), 245, np.uint8), 8)
    page[100:110, 100:200] = 205
    page[150:160, 100:200] = 225
    made = in_full_contrast(page, stroke=205)
    assert made[100:110, 100:200].max() < 40
    assert 100 < made[150:160, 100:200].mean() < 200, "fainter type stays grey"
    assert np.median(made) == 255


def test_a_page_in_black_and_white_stays_as_it_is() -> None:
    page = np.full((300, 300), 255, np.uint8)
    page[100:110, 100:200] = 0
    assert np.array_equal(in_full_contrast(page, stroke=0), page)
    assert np.array_equal(without_faint_ink(page), page)


def test_faint_ink_goes_and_dark_ink_stays() -> None:
    page = np.full((300, 300), 255, np.uint8)
    page[100:110, 100:200] = 30
    page[150:160, 100:200] = 170
    made = without_faint_ink(page)
    assert made[150:160, 100:200].min() == 255
    assert made[100:110, 100:200].max() < 60


def test_the_lines_of_a_worn_ribbon_are_read_beside_darker_ones() -> None:
    dark = faint(pixels_of(typed_page(LINES[:2])), ink=165, paper=245)
    worn = faint(pixels_of(typed_page(["", "", *LINES[2:]])), ink=190, paper=245)
    assert read(grainy(np.minimum(dark, worn), 6)) == list(LINES)


def test_what_shines_through_the_paper_is_not_read() -> None:
    typed = pixels_of(typed_page(LINES[:3]))
    behind = pixels_of(typed_page(["", "", "", *LINES * 2]))[:, ::-1]
    assert read(grainy(np.minimum(typed, faint(behind, ink=185, paper=255)), 6)) == list(LINES[:3])


def test_grain_whose_specks_touch_makes_no_letters_small() -> None:
    typed = pixels_of(typed_page(letter=56)).copy()
    height = find_ink(typed).letter_height
    dice = np.random.default_rng(2)
    blot = np.repeat(np.repeat(dice.random((300, 450)) < 0.2, 2, axis=0), 2, axis=1)
    typed[1550:2150, 750:1650] = np.where(blot, 0, 255)
    assert abs(find_ink(typed).letter_height - height) <= 0.15 * height
