"""The message's date beside or below its routing lines: a day, or a month or year alone."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date as date_type

from parsing.dates import (
    FoundDate,
    find_message_dates,
    find_message_dates_in_figures,
    find_month_and_year,
)
from parsing.findings import Finding, found
from parsing.layout import Passage, Row, Segment
from parsing.matching import begins_with_a_number, characters_in, label_at_head
from parsing.opening_lines import opens_by_its_words
from parsing.routing_places import value_after
from parsing.stamps import is_of_a_stamp
from schemas.records import Precision
from schemas.values.dates import MESSAGES, MONTHS, TypedDate

_LONGEST = 34
"""Characters of a piece of a row that a date is."""

_SCRAP, _HARDLY_READ = 12, 0.65
"""Characters of what is left of a stamp beside a date, and its confidence."""

_BELOW = 3
"""Rows below the routing lines within which the date stands."""

_DATED = 0.65
"""Share of a piece below the routing block that is its date, the rest specks."""
_DAY_LACKING = 0.2
"""What is left of the certainty of a month without a day, which was lost more often than not typed."""

_YEAR_LEFT = re.compile(r"19[345]\d\W{0,2}$")
_YEAR_ONLY = re.compile(r"(?<!\d)(19[345]\d)(?!\d)")


def read_date(
    sender: int,
    last: int,
    rows: Sequence[Row],
    dated_in: Sequence[Passage],
    findings: dict[str, Finding[object]],
) -> int:
    """Read the message's date beside or just below the routing lines; give the block's last row."""
    candidates: list[tuple[float, int, Passage, FoundDate]] = []
    for passage in dated_in:
        candidates.extend(
            (2.0 + date.kept, last, passage, date) for date in _single_dates(passage.text)
        )
    numbers = findings["message_numbers"].words if "message_numbers" in findings else ()
    end = min(len(rows), last + 1 + _BELOW)
    signed = (at for at in range(last + 1, end) if begins_with_a_number(rows[at].text))
    rows = rows[: next(signed, end)]  # a date below is the signature's
    for at in range(max(0, sender - 1), len(rows)):
        candidates.extend(
            (1.0 + date.kept - 0.1 * abs(at - last), at, value, date)
            for value, date in _labelled_dates(rows[at])
        )
        for segment in rows[at].segments:
            if len(segment.text) > _LONGEST or (at > last + 1 and not _is_alone(segment, rows[at])):
                continue
            for date in _single_dates(segment.text):
                if segment.words_between(date.start, date.start + 1)[0] in numbers:
                    continue  # the message's number is no day of the month behind it
                share = characters_in(segment.text[date.start : date.end]) / characters_in(
                    segment.text
                )
                if at > last and share < _DATED:
                    continue
                candidates.append(
                    (1.0 + share + date.kept - 0.1 * abs(at - last), at, segment, date)
                )
    if not candidates:
        last = _read_vague_date(sender, last, rows, dated_in, findings)
        unread = "message_date" not in findings and (
            _is_unread_date(rows, last) or _is_cut_off(rows, last)
        )
        return last + 1 if unread else last
    _, at, passage, date = max(candidates, key=lambda candidate: candidate[0])
    _note_date(findings, passage, date, "date beside the number")
    return max(last, at)


def _single_dates(text: str) -> Iterator[FoundDate]:
    """Give the dates that are no second of two days, neither of which is the message's: ``26-27 Aug. 40``."""
    return (date for date in find_message_dates(text) if not _OTHER_DAY.search(text[: date.start]))


_OTHER_DAY = re.compile(r"(?<!\d)\d{1,2}\s?-\s?\Z")


def _labelled_dates(row: Row) -> Iterator[tuple[Passage, FoundDate]]:
    """Give the date in figures right behind its label: ``Date: 31.1.46``, and what bears it."""
    for index, segment in enumerate(row.segments):
        label = label_at_head(segment.text, ("date",))
        if label is None or not label.colon:
            continue
        value = value_after(row, index, label.value_at)
        date = next(find_message_dates_in_figures(value.text), None)
        if date is not None and not any(map(str.isalnum, value.text[: date.start])):
            yield value, date


def _is_alone(segment: Segment, row: Row) -> bool:
    """Tell a piece of a row beside which an address stands, or stamps, some of which can hardly be read."""
    return all(
        is_of_a_stamp(other.text)
        or opens_by_its_words(other.text)
        or not any(map(str.isalnum, other.text))
        or (len(other.text) <= _SCRAP and other.sureness < _HARDLY_READ)
        for other in row.segments
        if other is not segment
    )


def _is_unread_date(rows: Sequence[Row], last: int) -> bool:
    """Tell a date that OCR ruined, just below the routing block: its year or its label is left."""
    if last + 1 >= len(rows):
        return False
    text = rows[last + 1].text
    label = label_at_head(text, ("date",))
    left = _YEAR_LEFT.search(text) is not None or (label is not None and label.colon)
    return len(text) <= 20 and left


def _is_cut_off(rows: Sequence[Row], last: int) -> bool:
    """Tell a date of which the day alone stands there, just below the routing block."""
    return last + 1 < len(rows) and _DAY_ALONE.fullmatch(rows[last + 1].text.strip()) is not None


_DAY_ALONE = re.compile(r"(?:[12]?\d|3[01])(?:st|nd|rd|th)?")


def _read_vague_date(
    sender: int,
    last: int,
    rows: Sequence[Row],
    dated_in: Sequence[Passage],
    findings: dict[str, Finding[object]],
) -> int:
    """Read a date in figures, or one without a day: a month with a year, or a year alone."""
    for passage in (*dated_in, *rows[last].segments):
        if (date := _in_figures(passage)) is not None:
            _note_date(findings, passage, date, "figures beside the number")
            return last
    places = [(last, passage) for passage in dated_in] + [
        (at, segment)
        for at in range(sender, min(len(rows), last + 3))
        for segment in rows[at].segments
        if len(segment.text) <= 20
    ]
    for at, passage in places:
        for date in find_month_and_year(passage.text):
            # what is read before the month is a day that could not be told; few typists leave it out
            lost = any(char.isalnum() for char in passage.text[: date.start])
            told = date._replace(kept=0.0 if lost else _DAY_LACKING * date.kept)
            _note_date(findings, passage, told, "month beside the number")
            return max(last, at)
    for at, passage in places:
        match = _YEAR_ONLY.fullmatch(passage.text.strip(" ."))
        if match and MESSAGES.first <= int(match[1]) <= MESSAGES.last:
            value = TypedDate(date_type(int(match[1]), 1, 1), Precision.YEAR)
            _note_date(
                findings,
                passage,
                FoundDate(value, 0, len(passage.text), 1.0),
                "year beside the number",
            )
            return max(last, at)
    return last


def _in_figures(passage: Passage) -> FoundDate | None:
    """Give the date in figures that a passage is; none whose day can be its month: ``3.4.40``."""
    text = passage.text
    for date in find_message_dates_in_figures(text):
        alone = not any(map(str.isalnum, text[: date.start] + text[date.end :]))
        return date if alone and date.value.day.day > len(MONTHS) else None
    return None


def _note_date(
    findings: dict[str, Finding[object]], passage: Passage, date: FoundDate, rule: str
) -> None:
    certainty = 0.5 + 0.5 * date.kept
    findings["message_date"] = found(
        passage, date.value.day, rule, start=date.start, end=date.end, certainty=certainty
    )
    findings["message_date_precision"] = found(
        passage, date.value.precision, rule, start=date.start, end=date.end, certainty=certainty
    )
