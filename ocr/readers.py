"""So many Tesseracts at a time; what waits for one is read together, with one start.

To start Tesseract and load its model costs 0.09 s of a processor, a tenth of an ordinary page. Whoever
waits for a reading and finds a place free reads what has waited longest, and others of its kind with
it; so one who waits alone waits for nobody.
"""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from ocr.reduced import Grey
from ocr.tesseract import Engine, read_together
from schemas.pages import Word
from schemas.problems import TransientError

_MOST_TOGETHER = 2
"""With more, one Tesseract takes all that wait, and the others then find one page each: more starts."""


class Found(NamedTuple):
    """What was read on each image, and the seconds that it took: a share where others were read too."""

    words: list[tuple[Word, ...]]
    seconds: float


@dataclass(slots=True, eq=False)
class _Wanted:
    """Images of a page that wait to be read, and what became of them: one of ``found`` and ``error``."""

    images: Sequence[Grey]
    dpi: int
    seconds: float
    options: tuple[str, ...]
    found: Found | None = None
    error: Exception | None = None

    @property
    def is_done(self) -> bool:
        return self.found is not None or self.error is not None


class Readers:
    """At most ``at_once`` Tesseracts; may be asked from any number of threads.

    ``scratch`` is a folder for temporary files, which are removed again.
    """

    def __init__(self, engine: Engine, at_once: int = 1, scratch: Path | None = None) -> None:
        self.engine = engine
        self._scratch = scratch
        self._free = at_once
        self._waiting: deque[_Wanted] = deque()
        self._changed = threading.Condition()

    def read(
        self, images: Sequence[Grey], dpi: int, seconds: float, options: Sequence[str] = ()
    ) -> Found:
        """Read upright grey images of one page within ``seconds``, not counting how long they wait.

        When a reading of several pages fails, each is read alone: a page harms no other. Raises as
        ``tesseract.read_together``.
        """
        mine = _Wanted(images, dpi, seconds, tuple(options))
        with self._changed:
            self._waiting.append(mine)
        while (together := self._turn(mine)) is not None:
            try:
                self._read(together)
            finally:
                with self._changed:
                    self._free += 1
                    self._changed.notify_all()
        if mine.error is not None:
            raise mine.error
        if mine.found is None:
            raise RuntimeError("a page was neither read nor refused")
        return mine.found

    def _turn(self, mine: _Wanted) -> list[_Wanted] | None:
        """Wait for a free place, and give what is to be read at it; ``None`` when mine is done."""
        with self._changed:
            self._changed.wait_for(lambda: mine.is_done or (self._free and self._waiting))
            if mine.is_done:
                return None
            self._free -= 1
            first = self._waiting[0]
            alike = [
                wanted
                for wanted in self._waiting
                if (wanted.options, wanted.dpi) == (first.options, first.dpi)
            ]
            together = alike[:_MOST_TOGETHER]
            for wanted in together:
                self._waiting.remove(wanted)
            return together

    def _read(self, together: Sequence[_Wanted]) -> None:
        try:
            self._read_at_once(together)
        except TransientError as error:
            if len(together) == 1:
                together[0].error = error
                return
            for wanted in together:
                self._read([wanted])
        except Exception as error:  # noqa: BLE001 - raised again by each thread that waits for it
            for wanted in together:
                wanted.error = error

    def _read_at_once(self, together: Sequence[_Wanted]) -> None:
        first = together[0]
        began = time.monotonic()
        read = read_together(
            [image for wanted in together for image in wanted.images],
            first.dpi,
            self.engine,
            min(wanted.seconds for wanted in together),
            options=first.options,
            scratch=self._scratch,
        )
        share = (time.monotonic() - began) / len(together)
        rest = iter(read)
        for wanted in together:
            wanted.found = Found(list(islice(rest, len(wanted.images))), share)
