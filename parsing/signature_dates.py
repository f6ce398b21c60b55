"""The date of a signature, mended by the message's, and what is left of one that OCR ruined."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from datetime import date

from parsing.dates import (
    FoundDate,
    find_day_and_month,
    find_message_dates,
    find_message_dates_in_figures,
    names_a_month,
    repair_month,
)
from parsing.findings import Finding, found
from parsing.layout import Passage
from parsing.lexicon import lexicon
from schemas.pages import Word
from schemas.records import Precision
from schemas.values.dates import MONTHS, TypedDate, parse_day_and_month, parse_message_date

_LONGEST_DATE = 26
_SHORTEST_MONTH = 3
_DOUBTED = 0.75
"""Confidence below which a year of a signature can be misread."""

_RUINED = 0.5
"""Confidence below which a short line under a signature can have been its date."""


def take_date(
    passage: Passage, findings: dict[str, Finding[object]], message: date | None
) -> Passage:
    """Take a date out of the passage; give what is left."""
    text = passage.text
    dates: Sequence[FoundDate] = find_message_dates(text)
    if not dates and message is not None:
        dates = list(find_day_and_month(text, TypedDate(message, Precision.DAY)))
        dates = dates or _behind_stroke(text, message)
    dates = dates or _in_figures(text, message) or _month_first(text, message)
    if not dates:
        return _without_unread_date(passage)
    date_found = dates[0]
    day = _day_near(date_found.value.day, text[date_found.start], message)
    day = _year_near(day, passage.words_between(date_found.start, date_found.end)[-1], message)
    findings["signature_date"] = found(
        passage, day, "date in the signature", start=date_found.start,
        end=date_found.end, certainty=0.5 + 0.5 * date_found.kept,
    )  # fmt: skip
    dated = passage.words_between(date_found.start, date_found.end)
    before = passage.words[: passage.words.index(dated[0])][-1:]
    if before and before[0].text.strip(",.") in lexicon().signature.before_dates:
        dated = (*before, *dated)
    return worded(Passage([word for word in passage.words if word not in dated], passage.page))


def _in_figures(text: str, message: date | None) -> list[FoundDate]:
    """Give the date in figures, day first; near the message's it is sure, and without a year only there."""
    dates = list(find_message_dates_in_figures(text))
    if message is None:
        return dates
    if not dates and (bare := _DAY_AND_MONTH.search(text)) and int(bare["month"]) in _MONTHS:
        month = MONTHS[int(bare["month"]) - 1]
        day = parse_day_and_month(f"{bare['day']} {month}", message)
        typed = [] if day is None else [TypedDate(day, Precision.DAY)]
        dates = [FoundDate(value, bare.start(), bare.end(), 1.0) for value in typed]
        return [one for one in dates if _is_near(one, message)]
    return [one._replace(kept=1.0) if _is_near(one, message) else one for one in dates]


_DAY_AND_MONTH = re.compile(r"(?<![\d/.-])(?P<day>[0-3]?\d)[/.](?P<month>[01]?\d)\.?(?=\s|$)")
_MONTHS = range(1, len(MONTHS) + 1)


def _is_near(found_date: FoundDate, message: date) -> bool:
    return abs((found_date.value.day - message).days) <= _FEW_DAYS


def _month_first(text: str, message: date | None) -> list[FoundDate]:
    """Give a date whose month stands before its day: ``Sept. 23rd``, ``March 12, 1943``."""
    match = _MONTH_FIRST.search(text)
    if match is None or not names_a_month(match["month"]):
        return []
    day = f"{match['day']} {match['month'].lower()}"
    if match["year"]:
        typed = parse_message_date(f"{day} {match['year']}")
    else:
        near = None if message is None else parse_day_and_month(day, message)
        typed = None if near is None else TypedDate(near, Precision.DAY)
    return [] if typed is None else [FoundDate(typed, match.start(), match.end(), 1.0)]


_MONTH_FIRST = re.compile(
    r"\b(?P<month>[A-Z][a-z]{2,8})\.?\s(?P<day>[0-3]?\d)(?:st|nd|rd|th)?(?:,?\s'?(?P<year>(?:19)?\d\d))?(?![\w/])"
)
"""A month, which is no name in capitals, and its day."""


def _without_unread_date(passage: Passage) -> Passage:
    """Leave out a month and the figures before it, of which no day can be told, beside a name."""
    words = passage.words
    for at, word in enumerate(words):
        plain = word.text.strip(" .,:;|'\"")
        small = plain[1:].islower() and len(plain) >= _SHORTEST_MONTH
        if not small or repair_month(plain) is None:
            continue
        first = at - 1 if at and any(map(str.isdecimal, words[at - 1].text)) else at
        if first == at and not names_a_month(plain):
            continue
        left = worded(Passage([*words[:first], *words[at + 1 :]], passage.page))
        return left if left.words else passage
    return passage


def _behind_stroke(text: str, message: date) -> list[FoundDate]:
    """Give the date near the message's of which the day was read with a stroke before it as three figures."""
    bare = _STROKE_AND_DAY.sub(" ", text)
    if bare == text:
        return []
    near = TypedDate(message, Precision.DAY)
    dates = [*find_message_dates(bare), *find_day_and_month(bare, near)]
    return [one._replace(kept=0.5 * one.kept) for one in dates if _is_near(one, message)]


_STROKE_AND_DAY = re.compile(r"(?<!\d)\d(?=[123]\d(?:[a-z]{2})?\s[A-Z][a-z]{2})")
_FEW_DAYS = 14
"""Days between message and signature, of which one must be misread where they are years apart."""


def _year_near(day: date, year: Word, message: date | None) -> date:
    """Give a day in the message's year where another, the word ``year``, was read and doubted."""
    if message is None or year.confidence >= _DOUBTED or abs((day - message).days) <= _FEW_DAYS:
        return day
    near = parse_day_and_month(f"{day.day} {day:%B}", message)
    return near if near and abs((near - message).days) <= _FEW_DAYS else day


def _day_near(day: date, read: str, message: date | None) -> date:
    """Give the day of a signature; of an S, which is a 5 or a 9, the one nearer to the message's."""
    if message is None or read not in "Ss":
        return day
    return min((day, day.replace(day=9)), key=lambda one: abs((one - message).days))


def is_unread_date(passage: Passage, above: Collection[str]) -> bool:
    """Tell a line below number or name that holds a month, with its day ruined."""
    if not above or "signature_date" in above:
        return False
    if len(passage.text) > _LONGEST_DATE or len(passage.words) > 3:
        return False
    return names_a_month(passage.text) or passage.sureness < _RUINED


def worded(passage: Passage) -> Passage:
    """Leave out words of signs alone."""
    return only(passage, [word for word in passage.words if any(map(str.isalnum, word.text))])


def only(passage: Passage, kept: Sequence[Word]) -> Passage:
    """Give a passage with those of its words that are kept."""
    return passage if len(kept) == len(passage.words) else Passage(kept, passage.page)
