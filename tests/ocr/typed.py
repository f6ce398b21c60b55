"""Typed pages made on the spot, for the tests of this folder."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageDraw, ImageFont

from ocr.images import PageImage

LINES = (
    "From: OSLO",
    "To: BERLIN",
    "The harbour was reached on the second day of the month",
    "He asks for money and a second set as soon as possible.",
    "We have told him to wait until the end of the month.",
    "Nothing further was said about the plans of the others.",
    "The workshop must give its answer before the week ends.",
)


def typed_page(
    lines: Sequence[str] = LINES,
    size: tuple[int, int] = (1700, 2200),
    letter: int = 40,
    spacing: float = 2.2,
) -> Image.Image:
    """Give a grey page with these lines, one under the other, ``spacing`` letters apart."""
    page = Image.new("L", size, 245)
    draw = ImageDraw.Draw(page)
    font = ImageFont.load_default(letter)
    for row, line in enumerate(lines):
        draw.text((150, 200 + round(row * letter * spacing)), line, fill=30, font=font)
    return page


def pixels_of(page: Image.Image) -> npt.NDArray[np.uint8]:
    """Give the page as uint8 (height, width)."""
    return np.asarray(page.convert("L"))


def page_image(page: Image.Image) -> PageImage:
    """Give the page as opening gives it."""
    return PageImage(pixels_of(page), 200)
