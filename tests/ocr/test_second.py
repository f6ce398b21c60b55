"""What a second reading of a short row bears out, and what a raw line is worth."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocr.rows import Row
from ocr.second import (
    by_sureness,
    differing,
    doubted,
    doubtfully_signed,
    is_better,
    is_torn,
    read_twice,
    unborne,
)
from schemas.pages import Box, Word


def words(text: str, confidence: float = 0.9) -> list[Word]:
    found, left = [], 0
    for part in text.split():
        found.append(Word(part, confidence, 0, Box(left, 0, left + 20 * len(part), 30)))
        left += 20 * (len(part) + 1)
    return found


@pytest.mark.parametrize(
    ("first", "second", "differ"),
    [
        ("No. 55", "No. 55", []),
        ("No. ES", "No. 55", ["ES"]),
        ("No. 115 LUKA", "No. 15 LUKA", ["115"]),
        ("No. 15 LUKA", "No. 115 LUKA", ["15"]),
        ("To: MOSCOW", "To MOSCOW.", []),  # stops come and go
        ("Copy No 14", "CopyNo 14", []),
        ("ATOS[i]", "ATOS[1]", ["ATOS[i]"]),
        ("5", "", []),  # it read nothing, and says nothing
        ("...", "x", []),
    ],
)
def test_words_that_are_read_otherwise_the_second_time(
    first: str, second: str, differ: list[str]
) -> None:
    assert [word.text for word in differing(words(first), words(second))] == differ


@given(st.text("AB1[]. ", max_size=12), st.text("AB1[]. ", max_size=12))
def test_what_differs_is_of_the_first_reading(first: str, second: str) -> None:
    read = words(first)
    assert set(differing(read, words(second))) <= set(read)
    assert differing(read, read) == []


def test_a_doubted_word_loses_confidence_alone() -> None:
    (word,) = words("55")
    assert doubted(word)._replace(confidence=word.confidence) == word
    assert doubted(word).confidence < word.confidence


def test_of_two_readings_of_a_row_the_surer_one_is_taken() -> None:
    first, second = words("No. ES", 0.6), words("No. 55", 0.9)
    assert by_sureness(first, second) == (second, first)
    assert by_sureness(second, first) == (second, first)
    assert by_sureness([], second) == (second, [])
    assert by_sureness(first, []) == (first, [])
    lost = words("No.", 0.95)
    assert by_sureness(first, lost) == (first, lost)


def test_short_rows_are_read_twice_that_end_no_paragraph() -> None:
    edges = [
        (100, 300),  # a header's row
        (100, 1000),
        (104, 350),  # the paragraph ends
        (250, 500),  # a signature
        (100, 900),
        (300, 560),  # the second line of a title in the middle
    ]
    rows = [
        Row(x0, x1, np.full(x1 - x0 + 1, 40.0 * at)) for at, (x0, x1) in enumerate(edges, start=1)
    ]
    assert read_twice(rows, [words("No. 55", 0.8)] * len(rows), 20.0) == [0, 3, 5]
    assert read_twice([], [], 20.0) == []


def test_a_row_of_any_width_of_which_nothing_was_read_is_read_twice() -> None:
    rows = [Row(100, 1000, np.full(901, 40.0 * at)) for at in range(3)]
    assert read_twice(rows, [words("No. 55"), [], words("No. 55")], 20.0) == [1]


def test_a_short_row_is_not_read_twice_all_of_which_was_read_surely() -> None:
    rows = [Row(100, 300, np.full(201, 40.0 * at)) for at in range(4)]
    rows.append(Row(100, 1000, np.full(901, 200.0)))
    sure, unsure, mixed = (
        words("No. 55", 0.95),
        words("55", 0.5),
        [*words("No."), *words("55", 0.5)],
    )
    assert read_twice(rows, [sure, unsure, mixed, [], sure], 20.0) == [1, 2, 3]


@pytest.mark.parametrize(
    ("text", "confidence", "is_type"),
    [
        ("USSR", 0.95, True),
        ("5", 0.95, False),
        ("USSR", 0.7, False),
        ("--", 0.95, False),
        ("the return value is ignored", 0.7, True),
        ("the return value is ignored", 0.4, False),
    ],
)
def test_a_raw_line_is_type_when_signs_are_surely_read(
    text: str, confidence: float, *, is_type: bool
) -> None:
    assert is_better(words(text, confidence), []) is is_type


def test_a_torn_row_is_read_better_as_a_raw_line_that_is_surer_and_no_shorter() -> None:
    torn, raw = words("le 3 - clti", 0.3), words("the sequences length is added", 0.6)
    assert is_torn(torn)
    assert is_torn([])
    assert not is_torn(words("the sequences"))
    assert is_better(raw, torn)
    assert not is_better(words("le", 0.9), torn)
    assert not is_better(words("the sequences length is added", 0.2), torn)


def test_a_rule_of_hyphens_is_not_read_as_a_raw_line() -> None:
    assert not is_torn(words("-------- ---", 0.1))
    assert is_torn(words("|", 0.1))


def signed(text: str, confidence: float = 0.6) -> list[Word]:
    """Give words of which those behind a sign are struck."""
    return [
        word._replace(text=word.text.lstrip("~"), struck=word.text.startswith("~"))
        for word in words(text, confidence)
    ]


def test_rows_with_a_sign_before_a_doubtful_word_are_read_twice() -> None:
    rows = [signed("He ~came"), signed("He came"), signed("~He came", 0.9), []]
    assert doubtfully_signed(rows) == [0]


@pytest.mark.parametrize(
    ("second", "alone"),
    [("He ~came in", []), ("He came ~in", ["came"]), ("He came in", ["came"]), ("", ["came"])],
)
def test_a_sign_that_one_reading_alone_has(second: str, alone: list[str]) -> None:
    assert [word.text for word in unborne(signed("He ~came in"), signed(second))] == alone
    assert unborne(signed("He ~came in", 0.9), signed(second)) == []
