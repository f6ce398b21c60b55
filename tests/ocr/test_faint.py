"""Rows fainter than the rest of the page are read, or told as unread, but for what shines through."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from PIL import Image

from ocr.faint import is_read
from ocr.images import PageImage
from ocr.readers import Found, Readers
from ocr.reading import read_page
from ocr.settings import ReadingSettings
from ocr.tesseract import probe
from schemas.pages import Box, Page, Word
from tests.ocr.typed import LINES, pixels_of, typed_page

_PAPER = 245
_LETTER_CONTRAST = 215


def with_faint(faint: Sequence[int], ink: int = 180) -> Image.Image:
    """Give a typed page some of whose lines, by number, are of this grey."""
    dark = typed_page([line if at not in faint else "" for at, line in enumerate(LINES)])
    worn = pixels_of(typed_page([line if at in faint else "" for at, line in enumerate(LINES)]))
    grey = _PAPER - (_PAPER - worn.astype(float)) * (_PAPER - ink) / _LETTER_CONTRAST
    return Image.fromarray(np.minimum(pixels_of(dark), grey.astype(np.uint8)))


def read(page: Image.Image) -> Page:
    grain = np.random.default_rng(1).normal(0, 4, (page.height, page.width))
    pixels = np.clip(pixels_of(page) + grain, 0, 255).astype(np.uint8)
    return read_page(PageImage(pixels, 200), 1, ReadingSettings(), Readers(probe()))


def texts(page: Page) -> list[str]:
    return [line.text for line in page.lines]


@pytest.mark.parametrize("faint", [[1], [4], [3, 4, 5], [6]])
def test_faint_lines_are_read_in_their_places(faint: list[int]) -> None:
    assert texts(read(with_faint(faint))) == list(LINES)


def test_a_faint_line_that_is_not_read_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = Readers.read

    def misread(
        readers: Readers,
        images: Sequence[np.ndarray],
        dpi: int,
        seconds: float,
        options: Sequence[str] = (),
    ) -> Found:
        found = whole(readers, images, dpi, seconds, options)
        words = [
            tuple(word._replace(confidence=0.2) for word in line)
            if any(word.text == "told" for word in line)
            else line
            for line in found.words
        ]
        return found._replace(words=words)

    monkeypatch.setattr(Readers, "read", misread)
    page = read(with_faint([4]))
    assert len(texts(page)) == len(LINES) - 1
    (box,) = page.unread
    foot = 200 + 4 * 88 + 38
    assert box.y0 < foot - 10 < box.y1
    assert box.width > 900


def test_what_shines_through_between_lines_is_neither_read_nor_told() -> None:
    behind = with_faint(range(len(LINES)), ink=190).transpose(Image.Transpose.FLIP_LEFT_RIGHT)
    front = Image.new("L", behind.size, _PAPER)
    front.paste(typed_page().crop((0, 180, 1700, 1000)), (0, 1000))
    page = read(Image.fromarray(np.minimum(pixels_of(front), pixels_of(behind))))
    assert texts(page) == list(LINES)
    assert all(box.width < 300 for box in page.unread), "a short row may be neither"


@pytest.mark.parametrize(("words", "is_text"), [(["7", "6"], False), (["No.", "304"], True)])
def test_a_figure_or_two_are_no_faint_line(words: list[str], *, is_text: bool) -> None:
    read_so = [Word(text, 0.95, 0, Box(0, 0, 40, 20)) for text in words]
    assert is_read(read_so) is is_text
