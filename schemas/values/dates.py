"""Dates of messages (1939-1950) and of issues (1945-1980).

Messages are dated in words (``7 April 46``, ``27th Aug. 40``, ``May 1944``), issues day first in figures
(``15/4/1960``, ``10-2-1967``) or in words (``25 July, 1966``). Two-digit years belong to the span of their
kind, so ``46`` is 1946.
"""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

from schemas.records import Precision


class Span(NamedTuple):
    """Years, both included, within which a date of one kind lies."""

    first: int
    last: int

    def year(self, typed: str) -> int | None:
        """Give the full year of a typed one (two or four digits), if it lies in the span."""
        value = int(typed) if len(typed) == 4 else 1900 + int(typed)
        return value if self.first <= value <= self.last else None


MESSAGES = Span(1939, 1950)
ISSUES = Span(1945, 1980)

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
MONTH_FORMS: dict[str, int] = {
    form: number
    for number, name in enumerate(MONTHS, start=1)
    for form in {name.lower(), name[:3].lower(), name[:4].lower()}
}
"""Lower-case forms of the months' names, without the full stop, to their numbers."""

_DAY = r"(?P<day>\d{1,2})\s*(?:st|nd|rd|th)?"
_MONTH = r"(?P<month>[A-Za-z]{3,9})"
_YEAR = r"(?P<year>\d{4}|\d{2})"
_IN_WORDS = re.compile(rf"{_DAY}\s*\.?\s*{_MONTH}\s*[.,]*\s*{_YEAR}(?!\d)", re.ASCII)
_WITHOUT_DAY = re.compile(rf"{_MONTH}\s*[.,]*\s*{_YEAR}(?!\d)", re.ASCII)
_WITHOUT_YEAR = re.compile(rf"{_DAY}\s*\.?\s*{_MONTH}", re.ASCII)
_YEAR_ALONE = re.compile(r"\d{4}", re.ASCII)
_IN_FIGURES = re.compile(
    r"(?P<day>\d{1,2})\s*[/.-]\s*(?P<month>\d{1,2})\s*[/.-]\s*(?P<year>\d{4}|\d{2})", re.ASCII
)


class TypedDate(NamedTuple):
    """A date and how much of it was typed; ``day`` is the first of the span."""

    day: date
    precision: Precision

    def __str__(self) -> str:
        return self.day.isoformat()


def _date(year: int | None, month: int | None, day: int) -> date | None:
    if year is None or month is None:
        return None
    try:
        return date(year, month, day)
    except ValueError:  # 31 April: the text is no date
        return None


def month_number(name: str) -> int | None:
    """Give 1..12 for a typed month (``Aug.``, ``Sept``, ``JULY``), else ``None``."""
    return MONTH_FORMS.get(name.strip(" .,").lower())


def _in_words(text: str, span: Span) -> TypedDate | None:
    text = text.strip(" .,")
    if match := _IN_WORDS.fullmatch(text):
        day = _date(span.year(match["year"]), month_number(match["month"]), int(match["day"]))
        return TypedDate(day, Precision.DAY) if day else None
    if match := _WITHOUT_DAY.fullmatch(text):
        day = _date(span.year(match["year"]), month_number(match["month"]), 1)
        return TypedDate(day, Precision.MONTH) if day else None
    if _YEAR_ALONE.fullmatch(text) and (year := span.year(text)):
        return TypedDate(date(year, 1, 1), Precision.YEAR)
    return None


def parse_message_date(text: str) -> TypedDate | None:
    """Read a message's date: ``7 April 46``, ``16 Sept.45``, ``May 1944``, ``1943``."""
    return _in_words(text, MESSAGES)


def parse_issue_date(text: str) -> date | None:
    """Read the date of an issue, day first: ``15/4/1960``, ``9/3/78``, ``25 July, 1966``."""
    if match := _IN_FIGURES.fullmatch(text.strip(" .,")):
        return _date(ISSUES.year(match["year"]), int(match["month"]), int(match["day"]))
    typed = _in_words(text, ISSUES)
    return typed.day if typed and typed.precision is Precision.DAY else None


def parse_day_and_month(text: str, near: date) -> date | None:
    """Read ``5th November`` as the day of that name closest to ``near`` within the messages' span."""
    match = _WITHOUT_YEAR.fullmatch(text.strip(" .,"))
    if match is None:
        return None
    month, day = month_number(match["month"]), int(match["day"])
    candidates = (
        _date(year, month, day)
        for year in (near.year - 1, near.year, near.year + 1)
        if MESSAGES.first <= year <= MESSAGES.last
    )
    return min(
        (found for found in candidates if found is not None),
        key=lambda found: abs((found - near).days),
        default=None,
    )
