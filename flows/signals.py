"""SIGINT and SIGTERM, noted by a handler that does nothing else; whoever waits acts on them."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from types import FrameType


@dataclass(slots=True)
class Signals:
    """Whether one came. A plain flag: an event's lock would be taken twice by two that come at once."""

    _came: bool = False

    def is_set(self) -> bool:
        """Say whether one came."""
        return self._came

    def set(self) -> None:
        """Note that one came."""
        self._came = True


@contextmanager
def noted_signals() -> Iterator[Signals]:
    """Note the signals instead of acting on them. The old handlers come back, unless one came.

    Then the command is ending, and a further one must not break into that. Outside the main thread,
    where Python allows no handlers, none is noted.
    """
    noted = Signals()
    if threading.current_thread() is not threading.main_thread():
        yield noted
        return

    def note(_number: int, _frame: FrameType | None) -> None:
        noted.set()

    before = {number: signal.signal(number, note) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield noted
    finally:
        if not noted.is_set():
            for number, handler in before.items():
                signal.signal(number, handler)
