from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import psutil
import pytest

import ocr.readers
from ocr.readers import Readers
from ocr.reduced import Grey
from ocr.tesseract import Engine, probe
from schemas.pages import Box, Word
from schemas.problems import Code, TransientError
from tests.ocr.typed import LINES, pixels_of, typed_page

ENGINE = probe()
PAGE, BLOCK, RAW = ("--psm", "3"), ("--psm", "6"), ("--psm", "13")
PIXELS = np.full((20, 30), 255, np.uint8)


Fails = Callable[["StandIn", Sequence[Grey]], TransientError | None]


@dataclass
class Watch:
    """What is seen of the stand-ins for Tesseract, and what they are to fail at."""

    began: list[tuple[str, ...]] = field(default_factory=list)
    open: int = 0
    reading: int = 0
    most_open: int = 0
    most_reading: int = 0
    fails: Fails = lambda _standing, _images: None
    lock: threading.Lock = field(default_factory=threading.Lock)

    def start(
        self, _engine: Engine, _dpi: int, options: Sequence[str], _scratch: Path | None
    ) -> StandIn:
        with self.lock:
            self.began.append(tuple(options))
            self.open += 1
            self.most_open = max(self.open, self.most_open)
        return StandIn(self, "".join(options))


class StandIn:
    """Stands in for a Tesseract: reads what it was started with, on every image."""

    def __init__(self, watch: Watch, text: str) -> None:
        self.has_read = False
        self._watch = watch
        self._text = text

    def read(self, images: Sequence[Grey], _seconds: float) -> list[tuple[Word, ...]]:
        watch = self._watch
        with watch.lock:
            watch.reading += 1
            watch.most_reading = max(watch.reading, watch.most_reading)
        time.sleep(0.02)
        with watch.lock:
            watch.reading -= 1
        if (failure := watch.fails(self, images)) is not None:
            raise failure
        self.has_read = True
        return [(Word(self._text, 1.0, 0, Box(0, 0, image.shape[1], 1)),) for image in images]

    def close(self) -> None:
        with self._watch.lock:
            self._watch.open -= 1


@pytest.fixture
def watch(monkeypatch: pytest.MonkeyPatch) -> Watch:
    """Put stand-ins in place of Tesseract."""
    made = Watch()
    monkeypatch.setattr(ocr.readers, "Standing", made.start)
    return made


def ask(readers: Readers, asked: Sequence[tuple[str, ...]]) -> list[str | Code]:
    """Ask with each of these options from a thread of its own, all at once."""
    told: list[str | Code | None] = [None] * len(asked)

    def work(at: int) -> None:
        try:
            ((word,),) = readers.read([PIXELS], 300, 20.0, asked[at]).words
            told[at] = word.text
        except TransientError as error:
            told[at] = error.code

    threads = [threading.Thread(target=work, args=(at,)) for at in range(len(asked))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return [what for what in told if what is not None]


def test_one_tesseract_is_kept_for_all_that_is_asked_alike(watch: Watch) -> None:
    readers = Readers(ENGINE)
    assert ask(readers, [PAGE] * 6) == ["--psm3"] * 6
    assert watch.began == [PAGE]
    assert readers.read([PIXELS, PIXELS], 300, 20.0, PAGE).seconds > 0.01
    readers.close()
    assert watch.open == 0


def test_those_for_the_first_page_are_started_before_it_asks(watch: Watch) -> None:
    readers = Readers(ENGINE, 2)
    readers.begin(300, PAGE)
    readers.begin(300, PAGE)
    assert watch.began == [PAGE, PAGE]
    assert ask(readers, [PAGE, PAGE]) == ["".join(PAGE)] * 2
    assert watch.began == [PAGE, PAGE], "they are what reads"
    readers.close()
    assert not watch.open


def test_no_more_read_than_allowed_and_twice_as_many_wait(watch: Watch) -> None:
    readers = Readers(ENGINE, at_once=2)
    asked = [PAGE, BLOCK, RAW] * 6
    assert ask(readers, asked) == ["".join(options) for options in asked]
    assert watch.most_reading == 2
    assert watch.most_open <= 6
    readers.close()
    assert watch.open == 0


ROWS = [np.full((20, 30 + more), 255, np.uint8) for more in range(9)]


@pytest.mark.parametrize(("at_once", "rows", "reading"), [(2, 9, 2), (2, 3, 1), (1, 9, 1)])
def test_two_share_the_rows_of_a_page_where_a_place_is_free(
    watch: Watch, at_once: int, rows: int, reading: int
) -> None:
    readers = Readers(ENGINE, at_once)
    words = readers.read(ROWS[:rows], 300, 20.0, PAGE).words
    assert [word.box.x1 for (word,) in words] == [30 + more for more in range(rows)]
    assert (watch.most_reading, watch.began) == (reading, [PAGE] * reading)
    readers.close()


@pytest.mark.parametrize("failing", [0, 1])
def test_a_failure_of_one_of_two_is_the_page_s_and_gives_both_places_back(
    watch: Watch, failing: int
) -> None:
    def on_row(_standing: StandIn, images: Sequence[Grey]) -> TransientError | None:
        fails = any(image.shape[1] == 30 + failing for image in images)
        return TransientError(Code.PAGE_TIMEOUT, "stood") if fails else None

    readers = Readers(ENGINE, at_once=2)
    watch.fails = on_row
    with pytest.raises(TransientError, match="stood"):
        readers.read(ROWS, 300, 20.0, PAGE)
    watch.fails, watch.most_reading = lambda _standing, _images: None, 0
    assert ask(readers, [PAGE] * 6) == ["--psm3"] * 6
    assert watch.most_reading == 2
    readers.close()
    assert watch.open == 0


def test_what_is_asked_otherwise_is_read_by_another(watch: Watch) -> None:
    readers = Readers(ENGINE)
    for options in (PAGE, RAW, PAGE, RAW, BLOCK, BLOCK, PAGE):
        readers.read([PIXELS], 300, 20.0, options)
    readers.read([PIXELS], 150, 20.0, PAGE)
    assert watch.began == [PAGE, RAW, BLOCK, PAGE, PAGE]
    readers.close()


def test_one_that_fails_after_others_is_read_again_by_a_fresh_one(
    watch: Watch,
) -> None:
    def after_another(standing: StandIn, _images: Sequence[Grey]) -> TransientError | None:
        failed = TransientError(Code.PAGE_READING_FAILED, "worn out")
        return failed if standing.has_read else None

    watch.fails = after_another
    readers = Readers(ENGINE)
    assert ask(readers, [PAGE] * 3) == ["--psm3"] * 3
    assert watch.began == [PAGE] * 3
    readers.close()
    assert watch.open == 0


@pytest.mark.parametrize(
    ("code", "starts"), [(Code.PAGE_READING_FAILED, 5), (Code.PAGE_TIMEOUT, 3)]
)
def test_one_that_fails_alone_too_has_failed_and_harms_no_other(
    watch: Watch, code: Code, starts: int
) -> None:
    def large(_standing: StandIn, images: Sequence[Grey]) -> TransientError | None:
        return TransientError(code, "no letters") if images[0].shape[0] > 20 else None

    watch.fails = large
    readers = Readers(ENGINE)
    for _ in range(2):
        readers.read([PIXELS], 300, 20.0, PAGE)
        with pytest.raises(TransientError) as failed:
            readers.read([np.full((30, 30), 255, np.uint8)], 300, 20.0, PAGE)
        assert failed.value.code is code
    readers.read([PIXELS], 300, 20.0, PAGE)
    readers.close()
    assert watch.began == [PAGE] * starts
    assert watch.open == 0


def test_the_last_reference_takes_the_tesseracts_with_it() -> None:
    readers = Readers(ENGINE)
    assert readers.read([pixels_of(typed_page(LINES[:2]))], 300, 60.0, PAGE).words[0]
    ours = psutil.Process()
    started = [child for child in ours.children() if child.name() == "tesseract"]
    assert started
    del readers
    assert not [child for child in started if child.is_running()]
