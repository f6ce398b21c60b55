"""The closed list of codes, and the errors that carry them between processes."""

from __future__ import annotations

import pickle
import re

import pytest

from schemas.problems import (
    CODES,
    Code,
    DropcopyError,
    Problem,
    TerminalError,
    TransientError,
)

PLACES = {"source", "page", "record", "environment", "usage", "archive"}


def test_every_code_is_explained_and_nothing_else_is() -> None:
    assert set(CODES) == set(Code)


@pytest.mark.parametrize("code", list(Code))
def test_codes_say_what_is_in_trouble_and_what_to_do(code: Code) -> None:
    assert re.fullmatch(r"[a-z]+\.[a-z_]+", code)
    assert code.partition(".")[0] in PLACES
    assert code.name == code.replace(".", "_").upper()
    for sentence in CODES[code]:
        assert sentence[0].isupper()
        assert sentence.endswith((".", "?"))


@pytest.mark.parametrize("kind", [DropcopyError, TerminalError, TransientError])
@pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
def test_errors_survive_pickling(kind: type[DropcopyError], protocol: int) -> None:
    error = kind(Code.PAGE_TIMEOUT, "page 4 took 61 s")
    copy = pickle.loads(pickle.dumps(error, protocol))  # noqa: S301 -- our own bytes
    assert type(copy) is kind
    assert (copy.code, copy.message, copy.args) == (error.code, error.message, error.args)
    assert str(copy) == "page 4 took 61 s [page.timeout]"
    assert copy.problem == Problem(Code.PAGE_TIMEOUT, "page 4 took 61 s")


def test_whether_to_try_again_is_a_type() -> None:
    assert issubclass(TerminalError, DropcopyError)
    assert issubclass(TransientError, DropcopyError)
    assert not issubclass(TransientError, TerminalError)
    assert not issubclass(TerminalError, TransientError)


def test_a_problem_is_a_value_with_a_hint() -> None:
    problem = Problem(Code.SOURCE_ENCRYPTED, "b.pdf needs a password")
    assert problem.field is None
    assert problem.hint == CODES[Code.SOURCE_ENCRYPTED].hint == TerminalError(problem.code, "").hint
    assert pickle.loads(pickle.dumps(problem)) == problem  # noqa: S301 -- our own bytes
