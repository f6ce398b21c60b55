"""The place on the page where a mistake was made, cut out of the set made again from its seed."""

from __future__ import annotations

import base64
import io
import tempfile
from collections.abc import Sequence
from pathlib import Path

from PIL import Image

from bench.readings import Case
from bench.sheets import make_set, write_set
from flows.drawing import upright_page
from ocr.inventory import find_sources
from ocr.settings import Limits
from output.evaluation.scores import Mistake
from schemas.pages import Box, Page

_MARGIN = 0.02
"""Shown around a box, as a share of the page's width."""

_HEAD = 0.45
"""Share of a page that is shown where no box is known: the header stands there."""

_WIDEST = 900
"""Pixels to which a cut is reduced."""


def crops(case: Case, mistakes: Sequence[Mistake]) -> list[str]:
    """Give for each mistake in a set its place on the upright page, as a data URL of a PNG.

    Raises TerminalError SOURCE_UNREADABLE when the generator no longer makes the page that was read.
    """
    with tempfile.TemporaryDirectory(prefix="dropcopy-") as name:
        folder = Path(name)
        write_set(make_set(case.seed, case.level), folder)
        (source,) = find_sources([folder])
        images: dict[int, Image.Image] = {}
        urls = []
        for mistake in mistakes:
            page = _page(case, mistake.page)
            if page.number not in images:
                images[page.number] = upright_page(source.uri, page, Limits())
            urls.append(_data_url(images[page.number].crop(_place(page, mistake.box))))
        return urls


def _page(case: Case, number: int) -> Page:
    return next(page for page in case.pages if page.number == number)


def _place(page: Page, box: Box | None) -> Box:
    """Give the part of a page to show: a box with a margin and its whole line, else the head."""
    if box is None or not box.width:
        return Box(0, 0, page.width, round(_HEAD * page.height))
    margin = round(_MARGIN * page.width)
    return Box(
        max(0, box.x0 - 4 * margin),
        max(0, box.y0 - margin),
        min(page.width, box.x1 + 4 * margin),
        min(page.height, box.y1 + margin),
    )


def _data_url(image: Image.Image) -> str:
    small = image.convert("L")
    small.thumbnail((_WIDEST, _WIDEST))
    buffer = io.BytesIO()
    small.quantize(16).save(buffer, "PNG", optimize=True)
    return "data:image/png;base64," + base64.b64encode(buffer.getvalue()).decode("ascii")
