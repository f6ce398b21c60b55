"""So many Tesseracts at a time, each kept for what is to be read next (``ocr.standing``)."""

from __future__ import annotations

import threading
import time
import weakref
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from ocr.reduced import Grey
from ocr.standing import Standing
from ocr.tesseract import Engine
from schemas.pages import Word
from schemas.problems import Code, TransientError

_WORTH_SHARING = 8
"""Images of a page from which two Tesseracts share them."""

_KINDS = 2
"""Kinds of reading that take turns page by page: rows as lines, and torn ones raw."""


class Found(NamedTuple):
    """What was read on each image, and the seconds that it took."""

    words: list[tuple[Word, ...]]
    seconds: float


@dataclass(frozen=True, slots=True)
class _Kind:
    """What a Tesseract was started for."""

    dpi: int
    options: tuple[str, ...]


class Readers:
    """At most ``at_once`` Tesseracts that read, and twice as many that wait. Any thread may ask.

    ``scratch`` is a folder for temporary files, which are removed again. ``asked`` is set once something is
    to be read. The Tesseracts end with ``close``, with the last reference to this, or with the process.
    """

    def __init__(self, engine: Engine, at_once: int = 1, scratch: Path | None = None) -> None:
        self.engine = engine
        self.asked = threading.Event()
        self._scratch = scratch
        self._at_once = at_once
        self._places = threading.Semaphore(at_once)
        self._has_begun = False
        self._idle: list[tuple[_Kind, Standing]] = []  # the last used last
        self._lock = threading.Lock()
        self._finalizer = weakref.finalize(self, _close, self._idle)

    def read(
        self, images: Sequence[Grey], dpi: int, seconds: float, options: Sequence[str] = ()
    ) -> Found:
        """Read upright grey images of one page within ``seconds``, not counting how long they wait.

        Two share them where a place is free, as at the end of a run: each image is read as it would be.
        What fails with a Tesseract that has read before is read again by a fresh one: a page harms no other.
        Raises as ``Standing.read``.
        """
        kind = _Kind(dpi, tuple(options))
        self.asked.set()
        with self._places:
            began = time.monotonic()
            if len(images) >= _WORTH_SHARING and self._places.acquire(blocking=False):
                words = self._by_two(kind, images, seconds)
            else:
                words = self._by_one(kind, images, seconds)
            return Found(words, time.monotonic() - began)

    def begin(self, dpi: int, options: Sequence[str] = ()) -> None:
        """Start the Tesseracts for what will be read first, while that is made ready. Once is enough."""
        kind = _Kind(dpi, tuple(options))
        with self._lock:
            if not self._has_begun:
                self._has_begun = True
                self._idle += [(kind, self._new(kind)) for _ in range(self._at_once)]

    def close(self) -> None:
        """End the Tesseracts that wait; none may read now."""
        with self._lock:
            _close(self._idle)

    def _new(self, kind: _Kind) -> Standing:
        return Standing(self.engine, kind.dpi, kind.options, self._scratch)

    def _take(self, kind: _Kind) -> Standing:
        """Give one of this kind that waits, or a new one."""
        with self._lock:
            for at, (its_kind, standing) in enumerate(self._idle):
                if its_kind == kind:
                    del self._idle[at]
                    return standing
        return self._new(kind)

    def _by_two(
        self, kind: _Kind, images: Sequence[Grey], seconds: float
    ) -> list[tuple[Word, ...]]:
        """Read with another Tesseract beside, whose place was taken and is given back."""
        words: list[tuple[Word, ...]] = [()] * len(images)
        try:
            with ThreadPoolExecutor(1, "beside") as beside:
                others = beside.submit(self._by_one, kind, images[1::2], seconds)
                words[::2] = self._by_one(kind, images[::2], seconds)
                words[1::2] = others.result()
        finally:
            self._places.release()
        return words

    def _by_one(
        self, kind: _Kind, images: Sequence[Grey], seconds: float
    ) -> list[tuple[Word, ...]]:
        """Read with one Tesseract that waits or is started; with a fresh one if that fails."""
        standing = self._take(kind)
        try:
            return self._by(standing, kind, images, seconds)
        except TransientError as error:
            if not standing.has_read or error.code is Code.PAGE_TIMEOUT:
                raise
            return self._by(self._new(kind), kind, images, seconds)

    def _by(
        self, standing: Standing, kind: _Kind, images: Sequence[Grey], seconds: float
    ) -> list[tuple[Word, ...]]:
        try:
            words = standing.read(images, seconds)
        except BaseException:
            standing.close()
            raise
        with self._lock:
            self._idle.append((kind, standing))
            most_idle = _KINDS * self._at_once
            unused = self._idle[:-most_idle]
            del self._idle[:-most_idle]
        _close(unused)
        return words


def _close(idle: list[tuple[_Kind, Standing]]) -> None:
    while idle:
        idle.pop()[1].close()
