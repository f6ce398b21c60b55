"""What a reading may cost and how it is done.

Bounds against hostile files, and the steps that can be switched.
"""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict, Field

if TYPE_CHECKING:
    from ocr.tesseract import Engine

TYPESCRIPT = "typescript"
"""The model that comes with dropcopy: Tesseract's English one, taught typescript (``bench/model``)."""

READING_VERSION = 55
"""Raised whenever our reading code gives other words, boxes, flags or unread places for the same image."""


class Limits(BaseModel):
    """Bounds on what is opened. What is over one is refused by a code, before it is decoded."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    max_bytes: int = Field(
        default=2 * 1024**3, ge=1, description="Bytes of one source, all its page files together"
    )
    max_pages: int = Field(default=5_000, ge=1, description="Pages of one source")
    max_pixels: int = Field(
        default=100_000_000,
        ge=10_000,
        le=178_000_000,
        description="Pixels of one page, up to 4 bytes each; A2 at 400 dpi has 62 million",
    )
    min_side: int = Field(
        default=100, ge=1, description="Pixels of a page's shorter side, below which no type fits"
    )


class ReadingSettings(BaseModel):
    """How a page is read. Every value is part of the profile that is kept with the words."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    language: str = Field(
        default=TYPESCRIPT,
        pattern=r"^[A-Za-z0-9_+/-]+$",
        description="The model that comes with dropcopy, or Tesseract's own: eng, eng+deu",
    )
    page_seconds: float = Field(
        default=120.0,
        gt=0,
        le=3_600,
        description="Seconds after which Tesseract is stopped on a page",
    )
    find_blank: bool = Field(default=True, description="Do not read pages without type")
    level_paper: bool = Field(
        default=True,
        description="Make grey paper white and its type black; clear doubtful pages of what shines through",
    )
    find_negatives: bool = Field(default=True, description="Read light type on dark paper")
    cut_edges: bool = Field(
        default=True, description="Make black edges, punch holes and blots paper"
    )
    find_upright: bool = Field(default=True, description="Undo quarter and half turns")
    level_lines: bool = Field(default=True, description="Undo tilt")
    scale_type: bool = Field(
        default=True,
        description="Read small type enlarged and large type reduced; boxes stay in page pixels",
    )
    narrow_type: bool = Field(
        default=True,
        description="Read type narrowed whose letters stand far apart; boxes stay in page pixels",
    )
    take_out_folds: bool = Field(
        default=True, description="Take folds across the page out before reading"
    )
    take_out_underlines: bool = Field(
        default=True, description="Take underlines out before reading"
    )
    find_rows: bool = Field(
        default=True,
        description="Find the rows of type from the ink and read each alone; else as Tesseract finds them",
    )
    find_faint_rows: bool = Field(
        default=True, description="Find the rows fainter than the rest of a page too"
    )
    read_short_rows_twice: bool = Field(
        default=True,
        description="Read rows of headers and signatures twice: what differs is doubtful",
    )
    compare_letters: bool = Field(
        default=True, description="Compare letters of doubtful words with the machine's own"
    )
    leave_out_scraps: bool = Field(
        default=True, description="Leave out lines that have not the measures of type"
    )
    find_macrons: bool = Field(
        default=True, description="Find the bar over a capital that the model reads without it"
    )
    find_struck: bool = Field(default=True, description="Find words that are struck through")

    def profile(self, engine: Engine) -> str:
        """Give 12 hex digits that change when the words of a page might.

        Settings, engine, model, our code.

        The time limit is left out: it decides whether a page is read, not what is read on it.
        """
        told = {
            "settings": self.model_dump(mode="json", exclude={"page_seconds"}),
            "engine": [engine.name, engine.version, engine.language, engine.model],
            "reading": READING_VERSION,
        }
        return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()[:12]
