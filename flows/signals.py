"""SIGINT and SIGTERM, noted by a handler that does nothing else; whoever waits acts on them."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from types import FrameType


@dataclass(slots=True)
class Noted:
    """Whether one ``came``. A plain flag: an event's lock would be taken twice by two that come at once."""

    came: bool = False


@contextmanager
def noted_signals() -> Iterator[Noted]:
    """Note the signals instead of acting on them. The old handlers come back, unless one came.

    Then the command is ending, and a further one must not break into that. Outside the main thread,
    where Python allows no handlers, none is noted.
    """
    noted = Noted()
    if threading.current_thread() is not threading.main_thread():
        yield noted
        return

    def note(_number: int, _frame: FrameType | None) -> None:
        noted.came = True

    before = {number: signal.signal(number, note) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield noted
    finally:
        if not noted.came:
            for number, handler in before.items():
                signal.signal(number, handler)
