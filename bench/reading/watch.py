"""What processes cost: seconds on the processor, and the most memory that they held."""

from __future__ import annotations

import os
import subprocess
import tempfile
import threading
import time
from collections.abc import Sequence
from contextlib import suppress
from types import TracebackType
from typing import NamedTuple, Self

import psutil

ENVIRONMENT = {**os.environ, "OMP_THREAD_LIMIT": "1", "OMP_NUM_THREADS": "1"}
"""One thread each: what can be compared, and for Tesseract what is fastest."""

_EVERY_SECONDS = 0.1  # asking for the children costs milliseconds


def cpu_seconds() -> float:
    """Give the seconds that this process and its children, those that go on too, have had of a processor.

    ``os.times`` counts a child once it has ended: of a Tesseract that stays, nothing until then.
    """
    ours = psutil.Process()
    spent = 0.0
    for process in (ours, *ours.children(recursive=True)):
        with suppress(psutil.NoSuchProcess):  # it has ended, and its parent counts it
            spent += sum(process.cpu_times()[:4])
    return spent


class PeakMemory:
    """Samples, while it is entered, what a process and its children hold together."""

    def __init__(self, pid: int) -> None:
        self._process = psutil.Process(pid)
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._sample, daemon=True)
        self.peak_bytes = 0

    def _sample(self) -> None:
        while True:
            self.peak_bytes = max(self.peak_bytes, self._held())
            if self._over.wait(_EVERY_SECONDS):
                return

    def _held(self) -> int:
        held = 0
        with suppress(psutil.NoSuchProcess):  # it has ended between two samples
            for process in (self._process, *self._process.children(recursive=True)):
                with suppress(psutil.NoSuchProcess):
                    held += process.memory_info().rss
        return held

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self._over.set()
        self._thread.join()


class Ran(NamedTuple):
    """What a command wrote, and what it cost, its children included.

    ``problem`` is the last line of its error output, if it failed; then ``output`` is empty.
    """

    output: str
    problem: str | None
    seconds: float
    cpu_seconds: float
    peak_bytes: int


def run(command: Sequence[str]) -> Ran:
    """Run a command to its end."""
    with tempfile.TemporaryFile() as output, tempfile.TemporaryFile() as errors:
        begun = time.perf_counter()
        child = subprocess.Popen(
            command, env=ENVIRONMENT, stdin=subprocess.DEVNULL, stdout=output, stderr=errors
        )
        with PeakMemory(child.pid) as memory:
            _, status, usage = os.wait4(child.pid, 0)
        seconds = time.perf_counter() - begun
        failed = os.waitstatus_to_exitcode(status)
        child.returncode = failed
        for file in (output, errors):
            file.seek(0)
        text = "" if failed else output.read().decode()
        told = errors.read().decode(errors="replace").strip().splitlines()
        problem = f"ended with {failed}: {told[-1] if told else ''}" if failed else None
    return Ran(text, problem, seconds, usage.ru_utime + usage.ru_stime, memory.peak_bytes)
