from __future__ import annotations

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from ocr.ink import find_ink
from ocr.pitch import pitch_of_ink
from ocr.readers import Readers
from ocr.reading import read_page
from ocr.settings import ReadingSettings
from ocr.tesseract import probe
from tests.ocr.typed import LINES, page_image, pixels_of, typed_page


def on_a_grid(pitch: float, lines: tuple[str, ...] = LINES) -> Image.Image:
    """Give a page typed at a fixed pitch, in pixels."""
    page = Image.new("L", (1900, 2200), 245)
    draw = ImageDraw.Draw(page)
    font = ImageFont.load_default(36)
    for row, line in enumerate(lines):
        for column, letter in enumerate(line):
            at = (150 + column * pitch + pitch / 2, 240 + 88 * row)
            draw.text(at, letter, fill=30, font=font, anchor="ms")
    return page


@pytest.mark.parametrize("pitch", [22, 24.5, 27, 30])
def test_the_pitch_is_measured_from_ink(pitch: float) -> None:
    measured = pitch_of_ink(find_ink(pixels_of(on_a_grid(pitch))))
    assert measured == pytest.approx(pitch, rel=0.03)


def test_no_pitch_is_made_up() -> None:
    rng = np.random.default_rng(3)
    page = Image.new("L", (1700, 2200), 245)
    draw = ImageDraw.Draw(page)
    for x, y in rng.uniform(100, 1600, (400, 2)):
        draw.ellipse((x, y, x + 18, y + 18), fill=30)
    assert pitch_of_ink(find_ink(pixels_of(page))) is None
    assert pitch_of_ink(find_ink(pixels_of(typed_page(())))) is None


def test_words_read_narrowed_stand_where_they_are_typed() -> None:
    page = page_image(on_a_grid(30))
    narrow, wide = (
        read_page(page, 1, ReadingSettings(narrow_type=switch), Readers(probe()))
        for switch in (True, False)
    )
    assert [line.text for line in narrow.lines] == list(LINES)
    both = [
        (word, true)
        for line, as_typed in zip(narrow.lines, wide.lines, strict=True)
        if len(line.words) == len(as_typed.words)  # a stop may stand apart where type is wide
        for word, true in zip(line.words, as_typed.words, strict=True)
    ]
    assert len(both) > len(narrow.words) / 2
    for word, true in both:
        assert word.text == true.text
        assert word.box.x0 == pytest.approx(true.box.x0, abs=6)
        assert word.box.x1 == pytest.approx(true.box.x1, abs=6)
