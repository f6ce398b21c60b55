"""Reads one page image: from the stored pixels to words on the upright page."""

from __future__ import annotations

import time
from pathlib import Path

from ocr.images import PageImage
from ocr.settings import ReadingSettings
from ocr.tesseract import Engine, read
from schemas.pages import Page, Reading
from schemas.problems import DropcopyError, Problem, TransientError


def read_page(
    image: PageImage,
    number: int,
    settings: ReadingSettings,
    engine: Engine,
    scratch: Path | None = None,
) -> Page:
    """Read page ``number`` of a source. A page's own trouble comes back as its ``problem``.

    ``scratch`` is a folder for temporary files, which are removed again. Raises only what is not the page's trouble:
    TerminalError(ENVIRONMENT_TESSERACT_MISSING), and ``ocr.children.StoppedError`` after ``terminate_children``.
    """
    began = time.monotonic()
    pixels = image.pixels
    height, width = pixels.shape
    try:
        words = read(
            pixels, image.dpi or 300, engine, settings.page_seconds, ("--psm", "3"), scratch
        )
        problem = None
    except TransientError as error:
        words, problem = (), error.problem
    seconds = time.monotonic() - began
    return Page(
        number=number,
        image_sha256=image.sha256,
        width=width,
        height=height,
        dpi=image.dpi,
        rotation=0,
        skew_degrees=0.0,
        is_blank=False,
        words=words,
        reading=Reading(str(engine), settings.profile(engine), round(seconds, 3)),
        problem=problem,
    )


def failed_page(number: int, problem: Problem) -> Page:
    """Give the page that stands for an image that could not be opened."""
    return Page(number, "", 0, 0, None, 0, 0.0, False, (), None, problem)
