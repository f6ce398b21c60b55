"""Generated sheet sets with their truth and their readings, kept on disk.

A kept case is valid for one state of the generator and of the reading code: the folder's name is a
hash of both, with the reading's profile (settings, engine, model).
"""

from __future__ import annotations

import hashlib
import os
import tempfile
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from bench.sheets import Level, make_set, write_set
from ocr.inventory import find_sources
from ocr.opening import open_source
from ocr.readers import Readers
from ocr.reading import read_page
from ocr.settings import Limits, ReadingSettings
from ocr.tesseract import probe
from schemas.pages import Page
from schemas.records import Record

_ROOT = Path(__file__).resolve().parent.parent

CACHE = Path("build/readings")
"""Where readings are kept, in the folder where a program is run."""


class Case(BaseModel):
    """A generated set: what it is, what its records are, and what was read on its pages.

    ``reading_seconds`` are those of opening and reading all pages in one process.
    """

    model_config = ConfigDict(frozen=True)

    seed: int
    level: Level
    family: str
    face: str
    truth: tuple[Record, ...]
    pages: tuple[Page, ...]
    reading_seconds: float


@dataclass(frozen=True, slots=True)
class Readings:
    """Readings kept in a folder; what is not there yet is generated and read."""

    folder: Path

    @classmethod
    def current(cls, cache: Path, *, keep: bool = False) -> Readings:
        """Give the folder of the present state of generator, reading code and engine.

        With ``keep`` give the one last written, if there is any. Raises TerminalError without
        Tesseract.
        """
        kept = [path for path in cache.glob("*/") if any(path.iterdir())]
        if keep and kept:
            return cls(max(kept, key=lambda path: path.stat().st_mtime))
        settings = ReadingSettings()
        state = hashlib.sha256(settings.profile(probe(settings.language)).encode())
        for path in _code():
            state.update(path.read_bytes())
        return cls(cache / state.hexdigest()[:12])

    def case(self, seed: int, level: Level) -> Case:
        """Give a set with its reading. Several processes may ask for different ones at a time."""
        path = self.folder / f"{level}-{seed}.json"
        if path.is_file():
            return Case.model_validate_json(path.read_bytes())
        made = make_case(seed, level)
        self.folder.mkdir(parents=True, exist_ok=True)
        unfinished = path.with_suffix(f".{os.getpid()}")
        unfinished.write_text(made.model_dump_json(), encoding="utf-8")
        unfinished.replace(path)
        return made


def make_case(seed: int, level: Level) -> Case:
    """Generate a set, and read its files as they come from the disk."""
    made = make_set(seed, level)
    with tempfile.TemporaryDirectory(prefix="dropcopy-") as name:
        folder = Path(name)
        write_set(made, folder)
        started = time.perf_counter()
        pages = read_folder(folder)
        seconds = time.perf_counter() - started
    return Case(
        seed=seed,
        level=level,
        family=made.family.value,
        face=made.face,
        truth=made.truth,
        pages=pages,
        reading_seconds=seconds,
    )


def read_folder(folder: Path) -> tuple[Page, ...]:
    """Read the one source in a folder. Raises ValueError when it holds several."""
    settings, limits = ReadingSettings(), Limits()
    readers = Readers(probe(settings.language), scratch=folder)
    (source,) = find_sources([folder])
    with open_source(source, limits) as scan:
        return tuple(
            read_page(scan.page_image(number), number, settings, readers)
            for number in range(1, scan.page_count + 1)
        )


def _code() -> Iterable[Path]:
    """Code and data that sheets and readings are made by, in a fixed order."""
    for folder in (_ROOT / "bench" / "sheets", _ROOT / "ocr"):
        yield from sorted(path for path in folder.rglob("*") if path.suffix in {".py", ".toml"})
    yield _ROOT / "schemas" / "pages.py"
    yield _ROOT / "schemas" / "records.py"
