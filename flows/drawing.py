"""Draws what was read onto the upright page: words lightly, struck ones crossed, fields by name."""

from __future__ import annotations

from collections.abc import Sequence
from math import inf

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from flows.record_view import colour
from flows.terminal import safe
from ocr.images import PageImage
from ocr.inventory import Source, find_sources, path_of
from ocr.opening import open_source
from ocr.settings import Limits
from ocr.upright import levelled, turned
from schemas.pages import Box, Page, Word
from schemas.problems import Code, TerminalError
from schemas.records import FieldEvidence

_COLOURS = {"green": (20, 130, 60), "yellow": (190, 120, 0), "red": (200, 30, 40)}
_WORD = (90, 130, 200, 110)
_STRUCK = (200, 30, 40, 200)
_LABEL_GROUND = (255, 255, 255, 230)
_TYPE_SHARE = 1 / 85
"""Height of a label's letters as a part of the page's height."""
_MOST_LETTERS = 44
_OVER_A_FIELD = 20
"""How much worse it is that a label covers a field or a label than that it covers a word."""
_NOT_DRAWN = frozenset({"message_date_precision"})  # stands where message_date stands


def upright_page(source_uri: str, page: Page, limits: Limits) -> Image.Image:
    """Take a page's image from its scan and lay it as it was read.

    Raises TerminalError: SOURCE_UNREADABLE when the scan is no longer there or its page is another
    one, and what opening raises.
    """
    with open_source(_source_at(source_uri), limits) as opened:
        if page.number > opened.page_count:
            raise TerminalError(
                Code.SOURCE_UNREADABLE, f"{source_uri} has no page {page.number} any more"
            )
        image: PageImage = opened.page_image(page.number)
    if page.image_sha256 and image.sha256 != page.image_sha256:
        raise TerminalError(
            Code.SOURCE_UNREADABLE, f"{source_uri} is not the scan that was read: its page differs"
        )
    return Image.fromarray(
        np.asarray(levelled(turned(image.pixels, page.rotation), -page.skew_degrees))
    )


def _source_at(source_uri: str) -> Source:
    path = path_of(source_uri)
    missing = TerminalError(Code.SOURCE_UNREADABLE, f"the scan is no longer at {source_uri}")
    if path.is_file():
        return Source(source_uri, (path,))
    folder = path if path.is_dir() else path.parent
    if not folder.is_dir():
        raise missing
    for source in find_sources([folder]):
        if source.uri == source_uri:
            return source
    raise missing


def draw(image: Image.Image, words: Sequence[Word], fields: Sequence[FieldEvidence]) -> Image.Image:
    """Give a coloured copy of a page with its words and fields marked.

    Boxes are pixels of ``image``.
    """
    fields = [field for field in fields if field.field not in _NOT_DRAWN]
    page = image.convert("RGB")
    pen = ImageDraw.Draw(page, "RGBA")
    line = max(2, page.height // 1200)
    for word in words:
        pen.rectangle(_corners(word.box, 2), outline=_WORD, width=max(1, line // 2))
        if word.struck:
            pen.line((word.box.x0, word.box.y1, word.box.x1, word.box.y0), fill=_STRUCK, width=line)
    boxes = [Box(field.x0, field.y0, field.x1, field.y1) for field in fields]
    for field, box in zip(fields, boxes, strict=True):
        pen.rectangle(_corners(box, 5), outline=_COLOURS[colour(field.confidence)], width=line + 1)
    taken = [(box, _OVER_A_FIELD) for box in boxes] + [(word.box, 1) for word in words]
    font = ImageFont.load_default(max(14, round(page.height * _TYPE_SHARE)))
    for field, box in zip(fields, boxes, strict=True):
        text = _label(field)
        place = _free_place(pen, text, font, box, size=page.size, taken=taken)
        taken.append((place, _OVER_A_FIELD))
        pen.rectangle(tuple(place), fill=_LABEL_GROUND, outline=_COLOURS[colour(field.confidence)])
        pen.text(
            (place.x0 + 4, place.y0 + 2), text, font=font, fill=_COLOURS[colour(field.confidence)]
        )
    return page


def _label(field: FieldEvidence) -> str:
    value = safe(field.value)
    if len(value) > _MOST_LETTERS:
        value = value[: _MOST_LETTERS - 3] + "..."
    return f"{field.field}: {value}  {field.confidence:.2f}"


def _free_place(
    pen: ImageDraw.ImageDraw,
    text: str,
    font: ImageFont.FreeTypeFont | ImageFont.ImageFont,
    box: Box,
    *,
    size: tuple[int, int],
    taken: Sequence[tuple[Box, int]],
) -> Box:
    """Find where a label covers least: above its box, below it, beside it, or else further off."""
    left, top, right, bottom = pen.textbbox((0, 0), text, font=font)
    width, height = round(right - min(left, 0)) + 8, round(bottom - min(top, 0)) + 6
    above = [(0, -(n * height + 8)) for n in (1, 2, 3)]
    below = [(0, box.height + 8 + n * height) for n in (0, 1, 2)]
    level = (box.height - height) // 2
    beside = [(box.width + 12 + n * width // 2, level) for n in range(5)]
    before = [(-(width + 12 + n * width // 2), level) for n in range(3)]
    near = [*above, *below, *beside, *before, (box.width - width, -height - 8)]
    further = sorted(
        (
            (across * width // 4, down * height // 2)
            for across in range(-_FURTHER, _FURTHER + 1)
            for down in range(-_FURTHER, _FURTHER + 1)
        ),
        key=lambda step: abs(step[0]) + abs(step[1]),
    )
    best, least = box, inf
    for across, down in (*near, *further):
        x0 = min(max(0, box.x0 + across), max(0, size[0] - width))
        y0 = min(max(0, box.y0 + down), max(0, size[1] - height))
        place = Box(x0, y0, x0 + width, y0 + height)
        covered = sum(weight * _overlap(place, other) for other, weight in taken)
        if covered < least:
            best, least = place, covered
        if not covered:
            break
    return best


_FURTHER = 12
"""Halves of a label's height, and quarters of its width, within which a place for it is looked for."""


def _overlap(one: Box, other: Box) -> int:
    across = min(one.x1, other.x1) - max(one.x0, other.x0)
    down = min(one.y1, other.y1) - max(one.y0, other.y0)
    return across * down if across > 0 and down > 0 else 0


def _corners(box: Box, margin: int) -> tuple[int, int, int, int]:
    return (box.x0 - margin, box.y0 - margin, box.x1 + margin, box.y1 + margin)
