"""Message numbers: one, several in one line, a range."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.values.numbers import MAX_NUMBER, parse_number, parse_numbers

NUMBERS = st.integers(1, MAX_NUMBER)


@pytest.mark.parametrize(
    ("typed", "numbers"),
    [
        ("76", (76,)),
        ("76.", (76,)),
        ("7941,7942", (7941, 7942)),
        ("84, 85", (84, 85)),
        ("84 & 85", (84, 85)),
        ("1106-1110", (1106, 1107, 1108, 1109, 1110)),
        ("1106-10", (1106, 1107, 1108, 1109, 1110)),
        ("7941, 7943, 7950-7952", (7941, 7943, 7950, 7951, 7952)),
        ("1110-06", ()),
        ("", ()),
        ("0", ()),
        ("12,0", ()),
        ("1110-1106", ()),
        ("1-5000", ()),
        ("123456", ()),
        ("76 April", ()),
    ],
)
def test_numbers_as_typed(typed: str, numbers: tuple[int, ...]) -> None:
    assert parse_numbers(typed) == numbers


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("205", 205),
        (" 304. ", 304),
        ("0", None),
        ("", None),
        ("12a", None),
        ("123456", None),
        ("-3", None),
    ],
)
def test_one_number(typed: str, number: int | None) -> None:
    assert parse_number(typed) == number


@given(NUMBERS)
def test_a_written_number_is_read_again(number: int) -> None:
    assert parse_number(str(number)) == number
    assert parse_numbers(str(number)) == (number,)


@given(st.lists(NUMBERS, min_size=1, max_size=6), st.sampled_from([",", ", ", " & "]))
def test_a_written_list_is_read_again(numbers: list[int], sign: str) -> None:
    assert parse_numbers(sign.join(map(str, numbers))) == tuple(numbers)


@given(st.text() | st.text("0123456789,-& ."))
def test_any_text_gives_numbers_of_the_span_or_none(text: str) -> None:
    number = parse_number(text)
    assert number is None or 1 <= number <= MAX_NUMBER
    assert all(1 <= each <= MAX_NUMBER + 20 for each in parse_numbers(text))
