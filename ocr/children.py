"""Our child processes: one OpenMP thread each, known to us, and dead when we are.

Tesseract with its own threads is several times slower than one process a core, so
``OMP_THREAD_LIMIT=1`` is set in the children's environment, and only there. On Linux the kernel
kills a child when the thread that started it dies (``setpriv --pdeathsig``, part of util-linux),
so that a killed run leaves nothing behind; elsewhere, and without ``setpriv``, a child of a killed
run ends by itself with its page. Each child has a process group of its own: a terminal's Ctrl-C is
for us, and a Tesseract that died of it would look like one that failed.
"""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
import sys
import threading
import tty
import weakref
from collections import deque
from collections.abc import Sequence
from functools import cache
from typing import Any

_LOCK = threading.Lock()
_RUNNING: weakref.WeakSet[Child] = weakref.WeakSet()
_STOPPED = threading.Event()
_GRACE_SECONDS = 1.0
_MOST_SAID = 64
"""Pieces of standard error that are kept of a child that stays, the last ones."""


class StoppedError(Exception):
    """A child was not started, or was ended, because of ``terminate_children``."""


class Child(subprocess.Popen[bytes]):
    """A ``Popen`` of ours.

    Raises StoppedError after ``terminate_children``, FileNotFoundError without the program.
    """

    def __init__(self, args: Sequence[str], **options: Any) -> None:
        program = shutil.which(args[0])
        if program is None:
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), args[0])
        options["env"] = {**os.environ, "OMP_THREAD_LIMIT": "1"}
        options["process_group"] = 0
        with _LOCK:
            if _STOPPED.is_set():
                raise StoppedError
            super().__init__([*_dies_with_us(), program, *args[1:]], **options)
            _RUNNING.add(self)

    def kill(self) -> None:
        """Kill and reap, so that no zombie stays."""
        super().kill()
        self.wait()


class Talker(Child):
    """A child that stays and is talked with: asked on ``stdin``, it answers on ``stdout``.

    Its standard output is a terminal, so that it holds no answer back to write it with later ones. What it
    says on standard error is read by ``communicate``, which waits for its end and gives the last of it.
    """

    def __init__(self, args: Sequence[str], **options: Any) -> None:
        ours, its = os.openpty()
        try:
            tty.setraw(its)  # line ends stay as they are
            streams = {"stdin": subprocess.PIPE, "stdout": its, "stderr": subprocess.PIPE}
            super().__init__(args, **{**options, **streams})
        except BaseException:
            os.close(ours)
            raise
        finally:
            os.close(its)
        self.stdout = os.fdopen(ours, "rb", buffering=0)

    def communicate(
        self,
        input: bytes | None = None,  # noqa: A002, ARG002 - as Popen's; its questions are written by others
        timeout: float | None = None,
    ) -> tuple[bytes, bytes]:
        """Wait for its end, and give the last that it said on standard error."""
        said: deque[bytes] = deque(maxlen=_MOST_SAID)
        if self.stderr is not None:
            while piece := os.read(self.stderr.fileno(), 65_536):
                said.append(piece)
        self.wait(timeout)
        return b"", b"".join(said)


@cache
def _dies_with_us() -> tuple[str, ...]:
    setpriv = shutil.which("setpriv") if sys.platform == "linux" else None
    return (setpriv, "--pdeathsig", "KILL", "--") if setpriv else ()


def terminate_children() -> None:
    """End all children now, and start no more until ``accept_children``.

    For Ctrl-C; safe from any thread.
    """
    with _LOCK:
        _STOPPED.set()
        running = [child for child in _RUNNING if child.poll() is None]
    for child in running:
        child.terminate()
    for child in running:
        try:
            child.wait(_GRACE_SECONDS)
        except subprocess.TimeoutExpired:
            child.kill()


def accept_children() -> None:
    """Allow children again, at the start of a run in a process that had stopped them."""
    _STOPPED.clear()


def stopped() -> bool:
    """Tell whether ``terminate_children`` was called."""
    return _STOPPED.is_set()
