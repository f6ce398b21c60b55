"""Dates as typists wrote them, and the spans that none of them leaves."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from schemas.records import Precision
from schemas.values.dates import (
    ISSUES,
    MESSAGES,
    MONTHS,
    Span,
    month_number,
    parse_day_and_month,
    parse_issue_date,
    parse_message_date,
)


def days(span: Span) -> st.SearchStrategy[date]:
    return st.dates(date(span.first, 1, 1), date(span.last, 12, 31))


DATE_LIKE = st.from_regex(
    r"\A\s?[0-9]{0,5}(st|nd|rd|th)?[ ./-]{0,3}([A-Za-z]{0,9}|[0-9]{1,5})[ .,/-]{0,3}[0-9]{0,5}\Z"
)
ANY_TEXT = st.text() | DATE_LIKE


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("7 April 46", date(1946, 4, 7)),
        ("26 July 1944", date(1944, 7, 26)),
        ("12 Nov. 1944", date(1944, 11, 12)),
        ("27th Aug. 40", date(1940, 8, 27)),
        ("16 Sept.45", date(1945, 9, 16)),
        ("4th Nov. 44", date(1944, 11, 4)),
        ("1st May 1945", date(1945, 5, 1)),
        ("22nd JUNE 41", date(1941, 6, 22)),
        ("3rd September, 1939", date(1939, 9, 3)),
        ("21 December 1943", date(1943, 12, 21)),
        ("29 February 1944", date(1944, 2, 29)),
        (" 8 May 45. ", date(1945, 5, 8)),
    ],
)
def test_message_dates_in_words(typed: str, day: date) -> None:
    found = parse_message_date(typed)
    assert found is not None
    assert found.day == day
    assert found.precision is Precision.DAY
    assert str(found) == day.isoformat()


@pytest.mark.parametrize(
    ("typed", "day", "precision"),
    [
        ("May 1944", date(1944, 5, 1), Precision.MONTH),
        ("Sept. 45", date(1945, 9, 1), Precision.MONTH),
        ("1943", date(1943, 1, 1), Precision.YEAR),
    ],
)
def test_what_is_left_out_is_the_first_of_its_span(
    typed: str, day: date, precision: Precision
) -> None:
    assert parse_message_date(typed) == (day, precision)


@pytest.mark.parametrize(
    "typed",
    ["", "28", "31 April 1944", "29 February 1943", "0 May 44", "12 Nov. 1951", "12 Nov. 38",
     "7 Aprill 46 1944", "12/11/1944", "XXXX", "1952", "45", "7 Foo 46"],
)  # fmt: skip
def test_no_message_date(typed: str) -> None:
    assert parse_message_date(typed) is None


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("15/4/1960", date(1960, 4, 15)),
        ("9/3/78", date(1978, 3, 9)),
        ("10-2-1967", date(1967, 2, 10)),
        ("3/11/1952", date(1952, 11, 3)),
        ("6/5/76", date(1976, 5, 6)),
        ("17.9.1968", date(1968, 9, 17)),
        ("25 July, 1966", date(1966, 7, 25)),
        ("1st March 1957", date(1957, 3, 1)),
    ],
)
def test_issue_dates_are_day_first(typed: str, day: date) -> None:
    assert parse_issue_date(typed) == day


@pytest.mark.parametrize(
    "typed",
    ["", "15/4", "4/15/1960", "31/6/1960", "9/3/81", "9/3/1944", "July 1966", "1966", "15/4-"],
)
def test_no_issue_date(typed: str) -> None:
    assert parse_issue_date(typed) is None


def test_a_date_without_a_year_is_the_one_nearest_to_the_message() -> None:
    assert parse_day_and_month("5th November", date(1944, 11, 4)) == date(1944, 11, 5)
    assert parse_day_and_month("30 Dec.", date(1944, 1, 2)) == date(1943, 12, 30)
    assert parse_day_and_month("2nd January", date(1943, 12, 30)) == date(1944, 1, 2)
    assert parse_day_and_month("29 February", date(1944, 3, 2)) == date(1944, 2, 29)
    assert parse_day_and_month("31 June", date(1944, 6, 2)) is None
    assert parse_day_and_month("November", date(1944, 6, 2)) is None


@pytest.mark.parametrize("number", range(1, 13))
def test_months_in_their_forms(number: int) -> None:
    name = MONTHS[number - 1]
    for form in (name, name.upper(), name.lower(), f"{name[:3]}.", f"{name[:4]},"):
        assert month_number(form) == number
    assert month_number("Febuary") is None


@given(
    days(MESSAGES),
    st.sampled_from(
        ["{d} {m} {y}", "{d}th {m} {yy}", "{d}{m}. {y}", "{d}. {m},{yy}", "{d} {m}{yy}"]
    ),
    st.sampled_from([3, 4, 9]),
)
def test_a_typed_message_date_is_read_again(day: date, form: str, letters: int) -> None:
    month = MONTHS[day.month - 1][:letters]
    typed = form.format(d=day.day, m=month, y=day.year, yy=f"{day.year % 100:02}")
    assert parse_message_date(typed) == (day, Precision.DAY)


@given(days(ISSUES), st.sampled_from("/-."), st.booleans(), st.booleans())
def test_a_typed_issue_date_is_read_again(day: date, sign: str, short: bool, zeros: bool) -> None:
    width = 2 if zeros else 1
    year = f"{day.year % 100:02}" if short else f"{day.year}"
    assert parse_issue_date(f"{day.day:0{width}}{sign}{day.month:0{width}}{sign}{year}") == day


@given(ANY_TEXT)
@example("\u0667 April \u0664\u0666")  # Arabic figures
@example("0000")
def test_no_text_gives_a_date_outside_its_span(text: str) -> None:
    message = parse_message_date(text)
    assert message is None or MESSAGES.first <= message.day.year <= MESSAGES.last
    issue = parse_issue_date(text)
    assert issue is None or ISSUES.first <= issue.year <= ISSUES.last


@given(ANY_TEXT, days(MESSAGES))
def test_no_text_gives_a_day_far_from_the_message(text: str, near: date) -> None:
    found = parse_day_and_month(text, near)
    if found is not None:
        assert MESSAGES.first <= found.year <= MESSAGES.last
        assert abs((found - near).days) <= 366


@given(st.text())
def test_any_text_is_a_month_or_none(text: str) -> None:
    assert month_number(text) in (None, *range(1, 13))
