"""The program tesseract, through pytesseract: what it is, and what it reads on an image.

Assumes Tesseract 4 or newer. pytesseract gets a file, not an image (with an image it writes a PNG
of its own, 0.3 s a page), and is loaded as a copy of our own: its children are ours
(``ocr.children``), and it does not import pandas, which would double the start-up time. Another
user of pytesseract in the same process is not affected.
"""

from __future__ import annotations

import builtins
import hashlib
import importlib.util
import re
import shlex
import subprocess
import sys
import tempfile
import types
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import cv2

from ocr.children import Child, StoppedError, accept_children, stopped, terminate_children
from ocr.reduced import Grey
from ocr.settings import TYPESCRIPT
from schemas.pages import Box, Word
from schemas.problems import Code, TerminalError, TransientError

__all__ = [
    "Engine",
    "accept_children",
    "probe",
    "read_together",
    "terminate_children",
]

_OWN_MODELS = Path(__file__).parent / "models"

_PROBE_SECONDS = 20.0
_PAGE_LEVEL, _WORD_LEVEL = "1", "5"
_COLUMNS = 12
_TABLE = b"level\tpage_num\t"


@dataclass(frozen=True, slots=True)
class Engine:
    """The program that reads, and its model: language and a hash of the model's file.

    ``models`` is the folder of a model that is not one of Tesseract's own.
    """

    name: str
    version: str
    language: str
    model: str
    models: Path | None = None

    def __str__(self) -> str:
        return f"{self.name} {self.version} {self.language} {self.model}"


def probe(language: str = TYPESCRIPT) -> Engine:
    """Find Tesseract, its version and the model for ``language``.

    ``typescript`` comes with dropcopy; others are Tesseract's own, several as in ``eng+deu``.

    Raises TerminalError: ENVIRONMENT_TESSERACT_MISSING, ENVIRONMENT_MODEL_MISSING.
    """
    told = _ask("--version")
    version = re.search(r"tesseract\s+v?(\d\S*)", told)
    if version is None:
        raise TerminalError(
            Code.ENVIRONMENT_TESSERACT_MISSING, "the program tesseract does not say its version"
        )
    if language == TYPESCRIPT:
        model = _short_hash(_OWN_MODELS / f"{TYPESCRIPT}.traineddata")
        return Engine("tesseract", version[1], language, model, _OWN_MODELS)
    listed = _ask("--list-langs")
    folder = re.search(r'"([^"]+)"', listed)
    models = set(listed.split("\n"))
    hashes = []
    for part in language.split("+"):
        if part not in models:
            raise TerminalError(
                Code.ENVIRONMENT_MODEL_MISSING, f"Tesseract has no model for {part}"
            )
        file = Path(folder[1]) / f"{part}.traineddata" if folder else None
        hashes.append(_short_hash(file) if file is not None and file.is_file() else "unknown")
    return Engine("tesseract", version[1], language, "+".join(hashes))


def _ask(question: str) -> str:
    try:
        child = Child(["tesseract", question], stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    except OSError as error:
        raise TerminalError(
            Code.ENVIRONMENT_TESSERACT_MISSING, "the program tesseract was not found"
        ) from error
    with child:
        try:
            told, _ = child.communicate(timeout=_PROBE_SECONDS)
        except subprocess.TimeoutExpired as error:
            child.kill()
            raise TerminalError(
                Code.ENVIRONMENT_TESSERACT_MISSING, f"tesseract {question} does not answer"
            ) from error
    return told.decode(errors="replace").replace("\r", "")


def _short_hash(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()[:8]


def read_together(
    images: Sequence[Grey],
    dpi: int,
    engine: Engine,
    seconds: float,
    *,
    options: Sequence[str] = (),
    scratch: Path | None = None,
) -> list[tuple[Word, ...]]:
    """Read upright grey images, uint8 (height, width), with one start of Tesseract; give their words.

    Boxes are pixels of the word's image; lines are the engine's. What is read on one image does not
    depend on the others (compared word for word).

    ``options`` are arguments for Tesseract (``["--psm", "6"]``). Files are written in a folder of
    their own under ``scratch`` (default: the system's folder for temporary files) and removed.

    Raises TransientError: PAGE_TIMEOUT after ``seconds`` for all; PAGE_READING_FAILED when Tesseract
    fails, is killed, or gives nothing; StoppedError after ``terminate_children``.
    TerminalError(ENVIRONMENT_TESSERACT_MISSING) when it is gone.
    """
    if scratch is not None:
        scratch.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(
        prefix="dropcopy-page-", dir=scratch, ignore_cleanup_errors=True
    ) as name:
        folder = Path(name)
        files = [folder / f"page-{number}.bmp" for number in range(len(images))]
        for file, pixels in zip(files, images, strict=True):
            if not cv2.imwrite(str(file), pixels):
                raise TransientError(
                    Code.PAGE_READING_FAILED, f"cannot write {file}: is the disk full?"
                )
        listed = files[0]
        if len(files) > 1:
            listed = folder / "pages.txt"
            listed.write_text("".join(f"{file}\n" for file in files))
        arguments = ["--dpi", str(dpi), *options, "-c", "tessedit_create_tsv=1"]
        base = folder / "words"
        if engine.models is not None:
            arguments = ["--tessdata-dir", str(engine.models), *arguments]
        _run(listed, base, engine.language, arguments, seconds)
        try:
            told = base.with_suffix(".tsv").read_bytes()
        except FileNotFoundError as error:
            raise TransientError(
                Code.PAGE_READING_FAILED, "Tesseract ended well without output"
            ) from error
    return _words(told, len(images))


def _run(image: Path, base: Path, language: str, arguments: Sequence[str], seconds: float) -> None:
    adapter = _pytesseract()
    try:
        adapter.run_tesseract(
            str(image),
            str(base),
            extension="tsv",
            lang=language,
            config=shlex.join(arguments),
            timeout=seconds,
        )
    except adapter.TesseractNotFoundError as error:
        raise TerminalError(
            Code.ENVIRONMENT_TESSERACT_MISSING, "the program tesseract was not found"
        ) from error
    except adapter.TesseractError as error:
        if stopped():
            raise StoppedError from error
        said = " ".join(str(error.message).split())[:300] or "it says nothing"
        raise TransientError(
            Code.PAGE_READING_FAILED, f"Tesseract failed with status {error.status}: {said}"
        ) from error
    except UnicodeDecodeError as error:
        raise TransientError(
            Code.PAGE_READING_FAILED, "Tesseract failed, and what it says is no text"
        ) from error
    except RuntimeError as error:  # pytesseract's only sign of a timeout
        raise TransientError(
            Code.PAGE_TIMEOUT, f"reading took more than {seconds:g} seconds"
        ) from error


def _words(told: bytes, images: int) -> list[tuple[Word, ...]]:
    """Parse Tesseract's table of so many images.

    Raises TransientError(PAGE_READING_FAILED) when it is cut off or no text.
    """
    if not told.startswith(_TABLE):
        raise TransientError(Code.PAGE_READING_FAILED, "Tesseract's output is no table of words")
    read: list[list[Word]] = []
    lines: dict[tuple[str, ...], int] = {}
    try:
        for row in told.decode("utf-8").split("\n")[1:]:
            cells = row.rstrip("\r").split("\t", _COLUMNS - 1)
            if cells[0] == _PAGE_LEVEL:
                read.append([])
                lines.clear()
            if cells[0] != _WORD_LEVEL:
                continue
            text = cells[11].strip()
            if not text:
                continue
            left, top, wide, high = (int(cell) for cell in cells[6:10])
            line = lines.setdefault(tuple(cells[2:5]), len(lines))
            confidence = min(max(float(cells[10]) / 100, 0.0), 1.0)
            box = Box(left, top, left + wide, top + high)
            read[-1].append(Word(text, confidence, line, box))
    except (ValueError, IndexError) as error:  # UnicodeDecodeError is a ValueError
        raise TransientError(
            Code.PAGE_READING_FAILED, f"Tesseract's output cannot be understood: {error}"
        ) from error
    if len(read) != images:
        raise TransientError(
            Code.PAGE_READING_FAILED, f"Tesseract's output has {len(read)} pages, not {images}"
        )
    return [tuple(words) for words in read]


@cache
def _pytesseract() -> Any:
    """Load our own copy of pytesseract's module, with our children and without pandas."""
    package = importlib.util.find_spec("pytesseract")
    if package is None or not package.submodule_search_locations:
        raise ModuleNotFoundError("pytesseract is not installed")
    file = Path(package.submodule_search_locations[0], "pytesseract.py")
    spec = importlib.util.spec_from_file_location("ocr._pytesseract", file)
    if spec is None or spec.loader is None:
        raise ModuleNotFoundError(f"cannot load {file}")
    module = importlib.util.module_from_spec(spec)
    module.__dict__["__builtins__"] = {**vars(builtins), "__import__": _import_without_pandas}
    spec.loader.exec_module(module)
    module.__dict__["subprocess"] = types.SimpleNamespace(**{**vars(subprocess), "Popen": Child})
    return module


def _import_without_pandas(name: str, *rest: Any) -> Any:
    if name == "pandas" and "pandas" not in sys.modules:
        raise ModuleNotFoundError(name)
    return builtins.__import__(name, *rest)
