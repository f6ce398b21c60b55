"""The date of a signature, mended by the message's, and what is left of one that OCR ruined."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from datetime import date

from parsing.dates import (
    FoundDate,
    find_day_and_month,
    find_message_dates,
    names_a_month,
    repair_month,
)
from parsing.findings import Finding, found
from parsing.layout import Passage
from schemas.pages import Word
from schemas.records import Precision
from schemas.values.dates import TypedDate, parse_day_and_month

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
    return worded(Passage([word for word in passage.words if word not in dated], passage.page))


def _without_unread_date(passage: Passage) -> Passage:
    """Leave out a month and the figures before it, of which no day can be told, beside a name."""
    words = passage.words
    for at, word in enumerate(words):
        plain = word.text.strip(" .,:;|'\"")
        small = plain[1:].islower() and len(plain) >= _SHORTEST_MONTH
        if not small or repair_month(plain) is None:
            continue
        first = at - 1 if at and any(map(str.isdigit, words[at - 1].text)) else at
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
    return [
        found_date._replace(kept=0.5 * found_date.kept)
        for found_date in dates
        if abs((found_date.value.day - message).days) <= _FEW_DAYS
    ]


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
