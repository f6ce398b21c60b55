"""Those who read: bare Tesseract, dropcopy, and other programs; each page by page, on one core."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from pydantic import BaseModel, ConfigDict

from bench.reading.peers import OCRMYPDF, OCRMYPDF_CLEAN, RAPIDOCR, RAPIDOCR_WORKER, Peer
from bench.reading.watch import ENVIRONMENT, PeakMemory, run


class Answer(BaseModel):
    """What a worker says of a page: a line of JSON. A page that was not read has a ``problem``."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    text: str
    problem: str | None = None
    seconds: float
    cpu_seconds: float


@dataclass(frozen=True, slots=True)
class Read:
    """What a reader gave, and what the page cost. A page that was not read has a ``problem``."""

    text: str
    problem: str | None
    seconds: float
    cpu_seconds: float
    peak_bytes: int


Reader = Callable[[Path], Read]


class Worker:
    """A process that reads page after page: it gets paths, and gives an ``Answer`` for each.

    Its start is not counted.
    """

    def __init__(self, command: Sequence[str]) -> None:
        self._command = command
        self._process = subprocess.Popen(
            command, env=ENVIRONMENT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def __call__(self, page: Path) -> Read:
        """Read a page. Raises CalledProcessError when the worker has ended."""
        stdin, stdout = self._process.stdin, self._process.stdout
        if stdin is None or stdout is None:
            raise ValueError("the worker has no pipes")
        with PeakMemory(self._process.pid) as memory:
            stdin.write(f"{page}\n")
            stdin.flush()
            line = stdout.readline()
        if not line:
            raise subprocess.CalledProcessError(self._process.wait(), self._command)
        said = Answer.model_validate_json(line)
        return Read(
            said.text,
            said.problem,
            said.seconds,
            said.cpu_seconds,
            memory.peak_bytes,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self._process.communicate()  # its input ends, and so does it


class Program:
    """A program that is started for every page."""

    def __init__(self, command: Callable[[Path], Sequence[str]]) -> None:
        self._command = command

    def __call__(self, page: Path) -> Read:
        """Read a page."""
        ran = run(self._command(page))
        return Read(ran.output, ran.problem, ran.seconds, ran.cpu_seconds, ran.peak_bytes)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        """There is nothing to end."""


@dataclass(frozen=True, slots=True)
class Setting:
    """A reader with its options: how it is made ready, and the peer that must be there."""

    start: Callable[[], AbstractContextManager[Reader]]
    peer: Peer | None = None


def _tesseract(psm: int) -> Setting:
    def command(page: Path) -> Sequence[str]:
        return ["tesseract", str(page), "stdout", "--dpi", "300", "--psm", str(psm)]

    return Setting(lambda: Program(command))


def _ocrmypdf(peer: Peer, *options: str) -> Setting:
    """Ask for the text alone: no PDF is written, which is the least that it costs."""

    def command(page: Path) -> Sequence[str]:
        program = [peer.program("ocrmypdf"), "--quiet", "--jobs", "1", "--image-dpi", "300"]
        return [
            *program,
            *options,
            "--output-type",
            "none",
            "--sidecar",
            "-",
            str(page),
            os.devnull,
        ]

    return Setting(lambda: Program(command), peer)


READERS: dict[str, Setting] = {
    "tesseract": _tesseract(3),
    "tesseract-psm6": _tesseract(6),
    "ocrmypdf": _ocrmypdf(OCRMYPDF),
    "ocrmypdf-clean": _ocrmypdf(OCRMYPDF_CLEAN, "--deskew", "--clean"),
    "rapidocr": Setting(
        lambda: Worker([RAPIDOCR.program("python"), str(RAPIDOCR_WORKER)]), RAPIDOCR
    ),
    "dropcopy": Setting(lambda: Worker([sys.executable, "-m", "bench.reading.worker"])),
}
"""Those who can be asked, by name."""
