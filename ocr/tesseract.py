"""The program tesseract, through pytesseract: what it is, how it is started, and how it ended.

Assumes Tesseract 4 or newer. pytesseract gets no image (it would write a PNG of it, and start Tesseract
anew for each), but has Tesseract read a list of files that goes on (``ocr.standing``). It is loaded as a
copy of our own: its children are ours (``ocr.children``), and it does not import pandas, which would double
the start-up time. Another user of pytesseract in the same process is not affected.
"""

from __future__ import annotations

import builtins
import hashlib
import importlib.util
import re
import shlex
import subprocess
import sys
import types
from collections.abc import Callable, Sequence
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from ocr.children import Child, StoppedError, Talker, accept_children, stopped, terminate_children
from ocr.settings import TYPESCRIPT
from schemas.problems import Code, TerminalError, TransientError

__all__ = [
    "Engine",
    "accept_children",
    "probe",
    "run",
    "terminate_children",
]

_OWN_MODELS = Path(__file__).parent / "models"

_PROBE_SECONDS = 20.0
_STREAMING = ("-c", "stream_filelist=1", "-c", "tessedit_create_tsv=1")
_STARTED: ContextVar[Callable[[Talker], None]] = ContextVar("_STARTED")
"""Who is told of the Tesseract that pytesseract starts."""


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


def run(
    engine: Engine, dpi: int, options: Sequence[str], started: Callable[[Talker], None]
) -> None:
    """Start Tesseract for images of so many dots an inch, and return when it ends.

    ``started`` gets it: file names, a line each, go to its ``stdin``, and its table of words comes on
    ``stdout`` while it reads. ``options`` are arguments for it (``["--psm", "6"]``).

    Raises TransientError(PAGE_READING_FAILED) when it fails or is killed; StoppedError after
    ``terminate_children``; TerminalError(ENVIRONMENT_TESSERACT_MISSING) when it is gone.
    """
    adapter = _pytesseract()
    models = ["--tessdata-dir", str(engine.models)] if engine.models is not None else []
    arguments = [*models, "--dpi", str(dpi), *options, *_STREAMING]
    _STARTED.set(started)
    try:
        adapter.run_tesseract(
            "stdin", "stdout", extension="tsv", lang=engine.language, config=shlex.join(arguments)
        )
    except adapter.TesseractNotFoundError as error:
        raise TerminalError(
            Code.ENVIRONMENT_TESSERACT_MISSING, "the program tesseract was not found"
        ) from error
    except adapter.TesseractError as error:
        if stopped():
            raise StoppedError from error
        said = " ".join(str(error.message).split())[-300:] or "it says nothing"
        raise TransientError(
            Code.PAGE_READING_FAILED, f"Tesseract failed with status {error.status}: {said}"
        ) from error
    except UnicodeDecodeError as error:
        raise TransientError(
            Code.PAGE_READING_FAILED, "Tesseract failed, and what it says is no text"
        ) from error


def _start(args: Sequence[str], **options: Any) -> Talker:
    """Stand in for ``Popen`` in pytesseract."""
    child = Talker(args, **options)
    _STARTED.get()(child)
    return child


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
    module.__dict__["subprocess"] = types.SimpleNamespace(**{**vars(subprocess), "Popen": _start})
    return module


def _import_without_pandas(name: str, *rest: Any) -> Any:
    if name == "pandas" and "pandas" not in sys.modules:
        raise ModuleNotFoundError(name)
    return builtins.__import__(name, *rest)
