"""Pages whose type is fainter than other ink on them are read, and called blank only where no type is."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pytest
from PIL import Image, ImageDraw, ImageFont

from ocr.images import PageImage
from ocr.ink import find_ink
from ocr.leftover import typed_rows
from ocr.readers import Found, Readers
from ocr.reading import read_page
from ocr.settings import ReadingSettings
from ocr.tesseract import probe
from schemas.pages import Page
from tests.ocr.typed import LINES, pixels_of, typed_page

Pixels = npt.NDArray[np.uint8]
_PAPER = 245


def faint(page: Image.Image, ink: int) -> Image.Image:
    """Give a page whose type is of this grey."""
    pixels = pixels_of(page).astype(float)
    return Image.fromarray((_PAPER - (_PAPER - pixels) * (_PAPER - ink) / 215).astype(np.uint8))


def stamped(page: Image.Image, at: tuple[int, int] = (700, 1500)) -> Image.Image:
    """Give the page with a black stamp, as wide as some words."""
    draw = ImageDraw.Draw(page)
    draw.text(at, "SEEN 27", fill=15, font=ImageFont.load_default(110))
    draw.rectangle((at[0] - 40, at[1] - 20, at[0] + 500, at[1] + 150), outline=15, width=10)
    return page


def edged(page: Image.Image) -> Image.Image:
    """Give the page with a black edge, punch holes and a number by hand."""
    draw = ImageDraw.Draw(page)
    draw.rectangle((0, 0, 30, page.height), fill=10)
    for top in (600, 1500):
        draw.ellipse((60, top, 110, top + 50), fill=10)
    draw.text((1400, 60), "14 A", fill=30, font=ImageFont.load_default(90))
    return page


def read(page: Image.Image, grain: float = 4) -> Page:
    noise = np.random.default_rng(1).normal(0, grain, (page.height, page.width))
    pixels = np.clip(pixels_of(page) + noise, 0, 255).astype(np.uint8)
    return read_page(PageImage(pixels, 200), 1, ReadingSettings(), Readers(probe()))


def texts(page: Page) -> list[str]:
    return [line.text for line in page.lines]


def test_a_faint_page_is_read_beside_a_black_stamp() -> None:
    for ink in (170, 195):
        assert set(LINES) <= set(texts(read(stamped(faint(typed_page(), ink)))))


def test_a_faint_page_is_read_beside_an_edge_holes_and_a_number() -> None:
    page = read(edged(faint(typed_page(), 175)))
    assert not page.is_blank
    assert set(LINES) <= set(texts(page))


def test_what_shines_through_is_not_read_beside_a_stamp() -> None:
    behind = faint(typed_page(LINES * 3), 195).transpose(Image.Transpose.FLIP_LEFT_RIGHT)
    assert len(read(stamped(behind)).words) <= 4


def test_a_page_with_rows_of_which_nothing_is_read_is_not_blank(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(
        Readers, "read", lambda _, images, *_options: Found([()] * len(images), 0.0)
    )
    page = read(edged(faint(typed_page(), 175)))
    assert not page.is_blank
    assert page.words == ()
    assert len(page.unread) >= len(LINES) - 2
    assert read(edged(typed_page(()))).is_blank


def test_rows_of_letters_are_told_from_grain() -> None:
    assert len(typed_rows(find_ink(pixels_of(typed_page())))) >= len(LINES) - 2
    spots = np.random.default_rng(2).random((110, 85)) < 0.1
    grain = np.where(np.kron(spots, np.ones((20, 20))), 60, _PAPER).astype(np.uint8)
    assert typed_rows(find_ink(grain)) == ()
