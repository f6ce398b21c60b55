"""Romans of comments and letters of notes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.values.labels import MAX_ROMAN, letter, parse_letter, parse_roman, roman


@pytest.mark.parametrize("number", range(1, MAX_ROMAN + 1))
def test_every_roman_is_read_again(number: int) -> None:
    assert parse_roman(roman(number)) == number
    assert parse_roman(roman(number).upper()) == number


def test_romans_are_all_different() -> None:
    assert len({roman(number) for number in range(1, MAX_ROMAN + 1)}) == MAX_ROMAN


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("i", 1),
        ("iv", 4),
        ("IX", 9),
        ("xiv", 14),
        ("XXVII", 27),
        ("xl", 40),
        ("xlix", 49),
        ("lxxxix", 89),
    ],
)
def test_romans_by_eye(written: str, number: int) -> None:
    assert parse_roman(written) == number
    assert roman(number) == written.lower()


@pytest.mark.parametrize(
    "text", ["", "iiii", "vv", "iix", "11", "1v", "xc", "i i", "a", "vl", "xxxx"]
)
def test_what_is_no_roman(text: str) -> None:
    assert parse_roman(text) is None


@pytest.mark.parametrize("number", [0, -1, MAX_ROMAN + 1])
def test_no_roman_is_written_outside_the_span(number: int) -> None:
    with pytest.raises(ValueError, match="no roman"):
        roman(number)


def test_letters_are_read_again() -> None:
    assert [parse_letter(letter(number)) for number in range(1, 27)] == list(range(1, 27))
    for number in (0, 27):
        with pytest.raises(ValueError, match="no letter"):
            letter(number)


@given(st.text() | st.text("ivxlIVXL"))
def test_any_text_is_a_label_or_none(text: str) -> None:
    number = parse_roman(text)
    assert number is None or roman(number) == text.lower()
    place = parse_letter(text)
    assert place is None or letter(place) == text
