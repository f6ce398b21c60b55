from __future__ import annotations

from pathlib import Path

import pytest

from flows.settings import as_markdown, environment_names, load
from schemas.problems import Code, TerminalError

DOCS = Path(__file__).parents[2] / "docs" / "settings.md"


def test_the_command_line_wins_over_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DROPCOPY_RUNNING__WORKERS", "3")
    assert load().running.workers == 3
    assert load(["running.workers=5"]).running.workers == 5


@pytest.mark.parametrize(
    ("assignment", "named"),
    [
        ("running.workers=0", "running.workers"),
        ("running.wrokers=2", "running.wrokers"),
        ("limits.max_pages=many", "limits.max_pages"),
        ("nonsense.x=1", "nonsense"),
        ("workers=2", "workers=2"),
        ("reading.language=../x y", "reading.language"),
    ],
)
def test_a_bad_setting_is_named(assignment: str, named: str) -> None:
    with pytest.raises(TerminalError) as caught:
        load([assignment])
    assert caught.value.code is Code.USAGE_BAD_SETTING
    assert named in caught.value.message


def test_an_unknown_variable_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DROPCOPY_RUNING__WORKERS", "3")
    with pytest.raises(TerminalError, match="DROPCOPY_RUNING__WORKERS"):
        load()


def test_a_malformed_section_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DROPCOPY_RUNNING", "{")
    with pytest.raises(TerminalError) as caught:
        load()
    assert caught.value.code is Code.USAGE_BAD_SETTING


def test_every_variable_can_be_set(monkeypatch: pytest.MonkeyPatch) -> None:
    defaults = load().model_dump()
    for name in environment_names():
        section, _, key = name.removeprefix("DROPCOPY_").lower().partition("__")
        monkeypatch.setenv(name, str(defaults[section][key]))
    assert load().model_dump() == defaults


def test_the_page_of_the_docs_is_current() -> None:
    assert DOCS.read_text() == as_markdown(), "run make docs"
