from __future__ import annotations

import threading
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

import ocr.readers
from ocr.readers import Found, Readers
from ocr.reduced import Grey
from ocr.tesseract import Engine, probe, read_together
from schemas.pages import Word
from schemas.problems import Code, TransientError
from tests.ocr.typed import LINES, pixels_of, typed_page

ENGINE = probe()
PAGE, BLOCK = ("--psm", "3"), ("--psm", "6")


class Starts:
    """Stands before Tesseract: notes how many images each start got, and waits for ``go``."""

    def __init__(self) -> None:
        self.sizes: list[int] = []
        self.go = threading.Event()

    def __call__(
        self,
        images: Sequence[Grey],
        dpi: int,
        engine: Engine,
        seconds: float,
        *,
        options: Sequence[str] = (),
        scratch: Path | None = None,
    ) -> list[tuple[Word, ...]]:
        self.sizes.append(len(images))
        assert self.go.wait(30)
        return read_together(images, dpi, engine, seconds, options=options, scratch=scratch)


@pytest.fixture
def starts(monkeypatch: pytest.MonkeyPatch) -> Starts:
    stand_in = Starts()
    monkeypatch.setattr(ocr.readers, "read_together", stand_in)
    return stand_in


def ask(
    readers: Readers, asked: Sequence[tuple[Grey, tuple[str, ...]]], starts: Starts
) -> list[Found | Exception]:
    """Ask for each image from a thread of its own, all before the first is read."""
    told: list[Found | Exception | None] = [None] * len(asked)

    def work(at: int) -> None:
        pixels, options = asked[at]
        try:
            told[at] = readers.read([pixels], 300, 20.0, options)
        except TransientError as error:
            told[at] = error

    threads = [threading.Thread(target=work, args=(at,)) for at in range(len(asked))]
    for thread in threads:
        thread.start()
        time.sleep(0.05)
    starts.go.set()
    for thread in threads:
        thread.join(60)
    return [what for what in told if what is not None]


def test_what_waits_shares_a_start_and_is_read_as_if_alone(starts: Starts) -> None:
    pages = [pixels_of(typed_page(LINES[at : at + 2])) for at in range(4)]
    told = ask(Readers(ENGINE), [(page, PAGE) for page in pages], starts)
    assert starts.sizes == [1, 2, 1]
    for page, found in zip(pages, told, strict=True):
        assert isinstance(found, Found)
        (alone,) = read_together([page], 300, ENGINE, 20.0, options=PAGE)
        assert found.words == [alone]
        assert alone
        assert found.seconds > 0


def test_other_options_are_another_start(starts: Starts) -> None:
    page = pixels_of(typed_page(LINES[:2]))
    told = ask(Readers(ENGINE), [(page, PAGE), (page, PAGE), (page, BLOCK), (page, PAGE)], starts)
    assert len(told) == 4
    assert starts.sizes == [1, 2, 1]


def test_no_more_are_started_than_allowed(starts: Starts) -> None:
    page = pixels_of(typed_page(LINES[:2]))
    told = ask(Readers(ENGINE, at_once=2), [(page, PAGE)] * 6, starts)
    assert len(told) == 6
    assert starts.sizes[:2] == [1, 1]
    assert sum(starts.sizes) == 6
    assert len(starts.sizes) <= 4


def test_what_fails_among_others_is_read_alone(
    starts: Starts, monkeypatch: pytest.MonkeyPatch
) -> None:
    good, bad = pixels_of(typed_page(LINES[:2])), np.full((7, 7), 9, np.uint8)

    def refuses(images: Sequence[Grey], *rest: object, **named: object) -> list[tuple[Word, ...]]:
        read = starts(images, *rest, **named)  # type: ignore[arg-type]  # passed on as it came
        if any(image.shape == bad.shape for image in images):
            raise TransientError(Code.PAGE_READING_FAILED, "no letters")
        return read

    monkeypatch.setattr(ocr.readers, "read_together", refuses)
    told = ask(Readers(ENGINE), [(good, PAGE), (good, PAGE), (bad, PAGE), (good, PAGE)], starts)
    failed = [what for what in told if isinstance(what, Exception)]
    assert starts.sizes == [1, 2, 1, 1, 1]
    assert [what.code for what in failed if isinstance(what, TransientError)] == [
        Code.PAGE_READING_FAILED
    ]
    assert len(told) == 4
