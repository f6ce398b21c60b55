"""Dates of issues as OCR reads them: day first in figures, whose strokes may be misread or lost, or in words.

Where the strokes tell no date, one is given only if no other can be meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from parsing.dates import (
    DATE_IN_FIGURES,
    DATE_IN_WORDS,
    FoundDate,
    day_in,
    repair_month,
    year_in,
)
from parsing.figures import as_figures, doubt
from schemas.records import Precision
from schemas.values.dates import TypedDate, parse_issue_date

_SLASH_AS_FIGURE = tuple(
    re.compile(
        rf"(?<![0-9/])(?P<day>\d{{{day}}})(?P<first>[71lI|J/.-])(?P<month>\d{{{month}}})"
        r"(?P<second>[71lI|J/.-])(?P<year>19\d\d|\d\d)(?![0-9/])"
    )
    for day in (1, 2)
    for month in (2, 1)
)


def _is_hyphened(match: re.Match[str]) -> bool:
    """Tell a date of whose strokes one is a hyphen or full stop, which is not read as a figure."""
    strokes = {match["first"], match["second"]}
    return bool(strokes & set(".-")) and not strokes <= set("/.-")


def _with_slashes(text: str) -> Iterator[FoundDate]:
    """Give dates of which a slash was read as a figure: ``3711/1952`` is 3/11/1952."""
    for pattern in _SLASH_AS_FIGURE:
        for match in pattern.finditer(text):
            if _is_hyphened(match):
                continue
            repaired = f"{match['day']}/{match['month']}/{match['year']}"
            if date := _issue(match, repaired, match["day"] + match["month"] + match["year"]):
                yield date._replace(kept=0.7)
                return


_STROKE_LOST = re.compile(
    r"(?<![0-9/.-])(?P<before>\d{1,4})\s?[/.-]\s?(?P<after>19\d\d|\d{2,6})(?![0-9/.-])"
)
"""A date of whose strokes one was lost: ``244-1971``, ``2-266``."""

_TYPED_IN_FIGURES = re.compile(r"[1-9]\d?/(?:[1-9]|1[0-2])/(?:19\d\d|\d\d)")
"""A date in figures as typed: no zero stands before a day or month."""


def _with_a_stroke(text: str) -> Iterator[FoundDate]:
    """Give a date of which a stroke was lost, where it can be one date only: ``112-1971`` can be two.

    Of ``23-1957`` the whole month can be lost: it is no date.
    """
    for match in _STROKE_LOST.finditer(text):
        before, after = match["before"], match["after"]
        readings = _with_a_stroke_in_the_year(before, after)
        if not _DAY_OF_TWO_FIGURES.fullmatch(before):
            readings.extend(f"{before[:at]}/{before[at:]}/{after}" for at in (1, 2))
        yield from _one_day(match, readings, 0.5)


_DAY_OF_TWO_FIGURES = re.compile(r"[12]\d|3[01]")


def _with_a_stroke_in_the_year(before: str, after: str) -> list[str]:
    """Give a day, and a month to which the year is glued, with a stroke between these at each place."""
    return [f"{before}/{after[:at]}/{after[at:]}" for at in (1, 2)]


def _one_day(match: re.Match[str], readings: Sequence[str], sure: float) -> Iterator[FoundDate]:
    """Give the date of a match that can be read so, where only one of the readings is a date."""
    typed = (reading for reading in readings if _TYPED_IN_FIGURES.fullmatch(reading))
    days = {day for reading in typed if (day := parse_issue_date(reading))}
    if len(days) == 1:
        value = TypedDate(days.pop(), Precision.DAY)
        yield FoundDate(value, match.start(), match.end(), sure)


_BLANKS_FOR_STROKES = re.compile(
    r"(?<![0-9.-])(?P<before>\d{1,2})[ /.-](?P<after>(?:\d{1,2}[ /.-]?)?(?:19\d\d|\d\d))(?!\d)"
)
"""A date between whose figures blanks were read: ``13 5 65``, ``27 61966``, ``23 4-57``."""

_BETWEEN = re.compile(r"[ /.-]")
_NO_STROKE, _ONE_STROKE = 0.3, 0.6
"""How sure such a date is: a stroke that was read tells what the other was."""


def find_worn_issue_dates(text: str) -> Iterator[FoundDate]:
    """Give the date of an issue behind its label of which a stroke was not read, if it can be one only."""
    for match in _BLANKS_FOR_STROKES.finditer(text):
        before, after = match["before"], match["after"]
        parts = _BETWEEN.split(after)
        readings = (
            [f"{before}/{parts[0]}/{parts[1]}"]
            if len(parts) > 1
            else _with_a_stroke_in_the_year(before, after)
        )
        is_bare = set(_BETWEEN.findall(match[0])) == {" "}
        yield from _one_day(match, readings, _NO_STROKE if is_bare else _ONE_STROKE)


@lru_cache(maxsize=2048)
def find_issue_dates(text: str) -> tuple[FoundDate, ...]:
    """Give the dates of issues in ``text``: day first in figures, or in words."""
    text = text.replace("///", "/7/")  # a seven between two slashes
    plain = tuple(_plain_issue_dates(text))
    if plain or sum(map(str.isdecimal, text)) < _FEWEST_FIGURES:
        return plain
    return tuple(_with_slashes(text)) or tuple(_with_a_stroke(text))


_FEWEST_FIGURES = 4
"""What dates have whose strokes were misread or lost: other figures of theirs were read as typed."""


def _plain_issue_dates(text: str) -> Iterator[FoundDate]:
    for match in DATE_IN_FIGURES.finditer(text):
        day, month = as_figures(match["day"]), as_figures(match["month"])
        year = year_in(match["year"])
        if date := _issue(match, f"{day}/{month}/{year}", day + month + year):
            yield date
    for match in DATE_IN_WORDS.finditer(text):
        name = repair_month(match["month"])
        if name is None or _lacks_a_figure(match):
            continue
        day, year = day_in(match["day"]), year_in(match["year"])
        if date := _issue(match, f"{day} {name} {year}", day + name + year):
            yield date


def _issue(match: re.Match[str], text: str, repaired: str) -> FoundDate | None:
    value = parse_issue_date(text)
    if value is None:
        return None
    read = match["day"] + match["month"].lower() + match["year"].replace(" ", "")
    typed = TypedDate(value, Precision.DAY)
    return FoundDate(typed, match.start(), match.end(), doubt(read, repaired))


_FIGURE_LOST = re.compile(r"[:;°*'^~«»=-]")
"""A sign right behind a day of one figure, in the place of another figure that it may have been."""


def _lacks_a_figure(match: re.Match[str]) -> bool:
    """Tell a day of one figure behind which a sign stands that no typist puts there: ``1: March``.

    Issues are decades apart from other dates of the sheet, none of which tells the day.
    """
    return len(match["day"]) == 1 and _FIGURE_LOST.match(match.string, match.end("day")) is not None
