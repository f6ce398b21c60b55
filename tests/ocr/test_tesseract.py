from __future__ import annotations

import stat
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from ocr.children import StoppedError
from ocr.readers import Readers
from ocr.reading import read_page
from ocr.settings import ReadingSettings
from ocr.standing import Standing
from ocr.tesseract import Engine, accept_children, probe, terminate_children
from schemas.pages import Word
from schemas.problems import Code, Problem, TerminalError, TransientError
from tests.ocr.typed import LINES, page_image, pixels_of, typed_page

ENGINE = Engine("tesseract", "5.0.0", "eng", "none")
HEAD = (
    "level\\tpage_num\\tblock_num\\tpar_num\\tline_num\\tword_num\\t"
    "left\\ttop\\twidth\\theight\\tconf\\ttext\\n"
)
PAGE = "1\\t1\\t0\\t0\\t0\\t0\\t0\\t0\\t1700\\t2200\\t-1\\t\\n"
WAIT = "\nwhile read -r name; do true; done"
Fake = Callable[[str], Path]


@pytest.fixture
def fake(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Fake:
    """Put a shell script in place of tesseract."""

    def make(script: str) -> Path:
        program = tmp_path / "bin" / "tesseract"
        program.parent.mkdir(exist_ok=True)
        program.write_text(f"#!/bin/sh\n{script}\n")
        program.chmod(program.stat().st_mode | stat.S_IXUSR)
        monkeypatch.setenv("PATH", f"{program.parent}:/usr/bin:/bin")
        return program

    return make


@pytest.fixture
def scratch(tmp_path: Path) -> Iterator[Path]:
    """Give a folder for temporary files, and see that nothing is left in it."""
    folder = tmp_path / "scratch"
    yield folder
    assert not folder.exists() or not list(folder.iterdir())


def read(scratch: Path, seconds: float = 20.0, pages: int = 1) -> list[tuple[Word, ...]]:
    standing = Standing(ENGINE, 300, scratch=scratch)
    try:
        return standing.read([pixels_of(typed_page())] * pages, seconds)
    finally:
        standing.close()


def problem_of(scratch: Path, seconds: float = 20.0) -> Problem:
    with pytest.raises(TransientError) as error:
        read(scratch, seconds)
    return error.value.problem


@pytest.mark.parametrize(
    ("script", "said"),
    [
        ("exit 1", "status 1"),
        ("echo 'no such model' >&2; exit 3", "status 3: no such model"),
        ("kill -SEGV $$", "status -11"),
        ("printf '\\377\\376 broken' >&2; exit 1", "no text"),
        ("exit 0", "without output"),
        ("printf 'no table\\n'", "without output"),
        (f"printf '{HEAD}{PAGE}'", "without output"),  # of two pages, with the blank one
        (f"printf '{HEAD}{PAGE}5\\t1\\t1\\t1\\t1\\t1\\t10\\t10\\n{PAGE}'{WAIT}", "understood"),
        (
            f"printf '{HEAD}{PAGE}5\\t1\\t1\\t1\\t1\\t1\\t1\\t1\\t9\\t9\\t90\\t\\377\\n{PAGE}'{WAIT}",
            "understood",
        ),
        (f"printf '{HEAD}{PAGE}{PAGE}{PAGE}'{WAIT}", "pages"),
    ],
)
def test_a_tesseract_that_fails_is_a_failed_reading(
    fake: Fake, scratch: Path, script: str, said: str
) -> None:
    fake(script)
    problem = problem_of(scratch)
    assert problem.code is Code.PAGE_READING_FAILED
    assert said in problem.message


def test_a_tesseract_that_hangs_is_ended(fake: Fake, scratch: Path) -> None:
    fake("exec sleep 60")
    began = time.monotonic()
    assert problem_of(scratch, seconds=0.5) == Problem(
        Code.PAGE_TIMEOUT, "reading took more than 0.5 seconds"
    )
    assert time.monotonic() - began < 5


def test_one_that_does_not_listen_is_killed(fake: Fake, scratch: Path) -> None:
    fake("trap '' TERM; while true; do sleep 0.2; done")
    began = time.monotonic()
    assert problem_of(scratch, seconds=0.5).code is Code.PAGE_TIMEOUT
    assert time.monotonic() - began < 5


def test_children_have_one_thread_and_words_are_parsed(fake: Fake, scratch: Path) -> None:
    fake(
        f"printf '{HEAD}{PAGE}5\\t1\\t1\\t1\\t1\\t1\\t10\\t20\\t50\\t30\\t91.5\\t%s\\n{PAGE}' "
        f"$OMP_THREAD_LIMIT{WAIT}"
    )
    ((word,),) = read(scratch)
    assert (word.text, word.confidence, word.line) == ("1", 0.915, 0)
    assert tuple(word.box) == (10, 20, 60, 50)


def test_more_images_than_a_pipe_holds_names_of_are_read(fake: Fake, scratch: Path) -> None:
    fake(f"printf '{HEAD}'; while read -r name; do printf '{PAGE}'; done")
    assert read(scratch, pages=450) == [()] * 450


def test_one_that_stays_reads_page_after_page_as_if_each_were_alone(scratch: Path) -> None:
    pages = [pixels_of(typed_page(LINES[at : at + 2])) for at in range(3)]
    standing = Standing(probe(), 300, ["--psm", "6"], scratch)
    together = standing.read(pages, 60.0)
    again = [standing.read([page], 60.0)[0] for page in reversed(pages)]
    standing.close()
    for page, words in zip(pages, together, strict=True):
        alone = Standing(probe(), 300, ["--psm", "6"], scratch)
        assert alone.read([page], 60.0) == [words]
        assert words
        alone.close()
    assert again[::-1] == together


def test_a_missing_tesseract_is_the_environments_trouble(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(TerminalError) as missing:
        probe()
    assert missing.value.code is Code.ENVIRONMENT_TESSERACT_MISSING
    with pytest.raises(TerminalError) as gone:
        read_page(page_image(typed_page()), 1, ReadingSettings(), Readers(ENGINE))
    assert gone.value.code is Code.ENVIRONMENT_TESSERACT_MISSING


def test_a_missing_model_is_named() -> None:
    with pytest.raises(TerminalError) as missing:
        probe("xyz")
    assert missing.value.code is Code.ENVIRONMENT_MODEL_MISSING
    assert "xyz" in missing.value.message


def test_the_engine_is_identified() -> None:
    engine = probe()
    assert engine.name == "tesseract"
    assert engine.version[0].isdigit()
    assert len(engine.model) == 8


def test_terminate_children_ends_the_running_and_starts_no_more(fake: Fake, scratch: Path) -> None:
    fake("exec sleep 60")
    raised: list[BaseException] = []

    def work() -> None:
        try:
            read(scratch, 60.0)
        except StoppedError as error:
            raised.append(error)

    worker = threading.Thread(target=work)
    worker.start()
    time.sleep(0.5)
    try:
        terminate_children()
        worker.join(5)
        assert not worker.is_alive()
        assert len(raised) == 1
        with pytest.raises(StoppedError):
            read(scratch, 60.0)
    finally:
        accept_children()


def test_the_profile_changes_with_what_changes_words() -> None:
    usual = ReadingSettings()
    assert usual.profile(ENGINE) == ReadingSettings(page_seconds=5).profile(ENGINE)
    assert usual.profile(ENGINE) != ReadingSettings(level_lines=False).profile(ENGINE)
    assert usual.profile(ENGINE) != usual.profile(Engine("tesseract", "5.0.0", "eng", "other"))
