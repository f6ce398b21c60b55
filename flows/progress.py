"""How far a run is: a bar on a terminal, a line now and then elsewhere."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Protocol

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

_LINE_SECONDS = 10.0


class Tally(Protocol):
    """What is counted while a run goes on."""

    @property
    def total(self) -> int:
        """Pages to do, as far as it is known."""
        ...

    @property
    def done(self) -> int:
        """Pages done."""
        ...

    @property
    def is_planned(self) -> bool:
        """Whether ``total`` is final."""
        ...


@contextmanager
def shown(console: Console, what: str, tally: Callable[[], Tally]) -> Iterator[Callable[[], None]]:
    """Show a run's progress; the block is given a function to be called some times a second."""
    if console.is_terminal:
        with _bar(console, what, tally) as tick:
            yield tick
    else:
        yield _lines(console, what, tally)


@contextmanager
def _bar(console: Console, what: str, tally: Callable[[], Tally]) -> Iterator[Callable[[], None]]:
    began = time.monotonic()
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=console, transient=True, auto_refresh=False) as progress:
        bar = progress.add_task(what, total=None, rate="")

        def tick() -> None:
            now = tally()
            progress.update(
                bar,
                total=now.total or None,
                completed=now.done,
                rate=rate(now, time.monotonic() - began),
            )
            progress.refresh()

        yield tick


def _lines(console: Console, what: str, tally: Callable[[], Tally]) -> Callable[[], None]:
    began = time.monotonic()
    last = began
    said = -1

    def tick() -> None:
        nonlocal last, said
        now, at = tally(), time.monotonic()
        if at - last >= _LINE_SECONDS and now.done != said:
            last, said = at, now.done
            told = f"{what}: {now.done} of {now.total} pages"
            console.print(", ".join(filter(None, (told, rate(now, at - began)))))

    return tick


def rate(tally: Tally, seconds: float) -> str:
    """Say pages a second and, once the total is known, the time left."""
    if not tally.done or seconds <= 0:
        return ""
    speed = tally.done / seconds
    if not tally.is_planned:
        return f"{speed:.2f} pages/s"
    left = round((tally.total - tally.done) / speed)
    return f"{speed:.2f} pages/s, {left // 60}:{left % 60:02d} left"
