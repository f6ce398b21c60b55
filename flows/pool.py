"""Reads pages in the order given, by a fixed number of threads.

The pool stands outside Prefect, so that reading starts before a server has started, and deals out
single pages, so that no thread waits for a long shard of another. At most ``window`` shards are
begun and not yet released: that bounds the words in memory.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field

from flows.work import Shard, SourceWork
from ocr.children import StoppedError
from ocr.opening import OpenSource, open_source
from ocr.reading import failed_page
from ocr.settings import Limits
from schemas.pages import Page
from schemas.problems import Code, DropcopyError, Problem

PAGES_IN_HAND = 2
"""Threads for each Tesseract: while it reads, other pages are made ready."""

ReadPage = Callable[[OpenSource, int], Page]
"""Reads one page of an open source. Raises DropcopyError when the page cannot be used."""

_STOP_SECONDS = 0.5
"""Within which a stop is known here that had reached Tesseract before: who stops a service, stops
all its processes at once.
"""


@dataclass(frozen=True, slots=True)
class ReadPiece:
    """What was read of one source for one shard: fewer pages when the run was stopped."""

    work: SourceWork
    pages: tuple[Page, ...]
    is_whole: bool


@dataclass(slots=True)
class _Pending:
    """A shard in the pool: its pages in order, how many were dealt out, and their results."""

    shard: Shard
    pages: Sequence[tuple[SourceWork, int]]
    results: list[Page | None]
    left: int
    dealt: int = 0
    done: threading.Event = field(default_factory=threading.Event)


@dataclass(frozen=True, slots=True)
class _Job:
    pending: _Pending
    place: int
    work: SourceWork
    page: int


class ReadingPool:
    """Threads that read. ``on_page`` is called from them after each page."""

    def __init__(
        self,
        threads: int,
        window: int,
        limits: Limits,
        read: ReadPage,
        on_page: Callable[[Page], None],
    ) -> None:
        self._limits = limits
        self._read = read
        self._on_page = on_page
        self._window = window
        self._waiting: deque[_Pending] = deque()
        self._shards: dict[int, _Pending] = {}
        self._begun: set[int] = set()
        self._changed = threading.Condition()
        self._stopped = False
        self._closed = False
        self._failure: DropcopyError | None = None
        self._threads = [
            threading.Thread(target=self._work, name=f"reader-{number}", daemon=True)
            for number in range(threads)
        ]
        for thread in self._threads:
            thread.start()

    def add(self, shard: Shard) -> None:
        """Queue the pages of a shard."""
        pages = [(piece.work, page) for piece in shard.pieces for page in piece.pages]
        pending = _Pending(shard, pages, [None] * len(pages), len(pages))
        with self._changed:
            self._shards[shard.number] = pending
            if pages and not self._stopped:
                self._waiting.append(pending)
            else:
                pending.done.set()
            self._changed.notify_all()

    def unreleased(self) -> tuple[int, ...]:
        """Give the numbers of the shards that were added and not yet released, in order."""
        with self._changed:
            return tuple(self._shards)

    def wait(self, number: int) -> tuple[ReadPiece, ...]:
        """Return when the shard is read, or the pool is stopped.

        May be called again until ``release``.

        Raises TerminalError ENVIRONMENT_* when Tesseract is gone.
        """
        pending = self._shards[number]
        pending.done.wait()
        if self._failure is not None:
            raise self._failure
        read = iter(pending.results)
        pieces = []
        for piece in pending.shard.pieces:
            pages = tuple(page for page in (next(read) for _ in piece.pages) if page is not None)
            pieces.append(ReadPiece(piece.work, pages, len(pages) == len(piece.pages)))
        return tuple(pieces)

    def is_done(self, number: int, seconds: float) -> bool:
        """Wait up to ``seconds`` for a shard, and say whether ``wait`` would return at once."""
        return self._shards[number].done.wait(seconds)

    def release(self, number: int) -> None:
        """Forget the shard's words, and let the next one begin."""
        with self._changed:
            self._shards.pop(number, None)
            self._begun.discard(number)
            self._changed.notify_all()

    def stop(self) -> None:
        """Begin no further page, keep what is read, wake all who wait.

        Children are the caller's to end.
        """
        with self._changed:
            self._stopped = True
            self._waiting.clear()
            for pending in self._shards.values():
                pending.done.set()
            self._changed.notify_all()

    def close(self, seconds: float = 5.0) -> None:
        """Stop, and wait for the threads to end."""
        self.stop()
        with self._changed:
            self._closed = True
            self._changed.notify_all()
        for thread in self._threads:
            thread.join(seconds)

    def _next(self) -> _Job | None:
        """Wait for a page of a shard that has begun or may begin; None when the pool is closed."""
        with self._changed:
            while not self._closed:
                if self._waiting:
                    pending = self._waiting[0]
                    if pending.dealt or len(self._begun) < self._window:
                        self._begun.add(pending.shard.number)
                        place = pending.dealt
                        pending.dealt += 1
                        if pending.dealt == len(pending.pages):
                            self._waiting.popleft()
                        return _Job(pending, place, *pending.pages[place])
                self._changed.wait()
        return None

    def _work(self) -> None:
        with ExitStack() as opened_now:
            now: tuple[int, OpenSource] | None = None
            while (job := self._next()) is not None:
                try:
                    if now is None or now[0] != job.work.number:
                        now = None
                        opened_now.close()
                        source = open_source(job.work.source, self._limits)
                        now = (job.work.number, opened_now.enter_context(source))
                    page = self._read(now[1], job.page)
                except StoppedError:
                    continue  # the page is not read
                except DropcopyError as error:
                    if error.code.value.startswith("environment."):
                        self._fail(error)
                        continue
                    page = failed_page(job.page, error.problem)
                except Exception as error:  # noqa: BLE001 - a page's failure is a value; its neighbours go on
                    text = f"{type(error).__name__}: {error}"
                    page = failed_page(job.page, Problem(Code.PAGE_READING_FAILED, text))
                self._finish(job, page)

    def _fail(self, error: DropcopyError) -> None:
        """End the pool for a trouble that every further page would have too; ``wait`` raises it."""
        self._failure = error
        self.stop()

    def _finish(self, job: _Job, page: Page) -> None:
        with self._changed:
            if page.problem is not None and page.problem.code is Code.PAGE_READING_FAILED:
                self._changed.wait_for(lambda: self._stopped, _STOP_SECONDS)
            if self._stopped:
                return  # its Tesseract was probably ended by us: it is not read
            job.pending.results[job.place] = page
            job.pending.left -= 1
            is_done = job.pending.left == 0
        self._on_page(page)
        if is_done:
            job.pending.done.set()
