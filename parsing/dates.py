"""Dates as OCR reads them: in words, in figures, without their year, with an ending misread.

What does not become a plausible date is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz import fuzz, process

from parsing.figures import FIGURE, FIGURES, LETTERS, as_figures, doubt
from schemas.values.dates import (
    MONTH_FORMS,
    MONTHS,
    TypedDate,
    parse_day_and_month,
    parse_message_date,
)


class FoundDate(NamedTuple):
    """A date at ``text[start:end]``; ``kept`` is the share of it that needed no repair."""

    value: TypedDate
    start: int
    end: int
    kept: float


_DAY = (
    rf"(?P<day>[\[(/][1lIi|](?=\s?th\b)|[\d<«]{FIGURE}{{0,3}}|{FIGURE}\d|L\d(?=\s)|[lIi|]{{1,2}}(?=\s|st|th)|[lIi|]{FIGURE}(?=\s?th)"
    r"|[1lIi|23][UuOoQDaC0](?=\s?[tf][hn])|[1lIi|][oO](?=\s)|[SsBGgqbOZz](?=(?:th|nd|rd)\b)|e(?=nd\b))"
)
"""A day with a figure at least, but for a lone stroke that is the 1st, a ten without one (``luth``, ``io``),
a letter before the ending of a day (``Sth``, ``end``), a 1 read as an L before another
figure, and one read as a bracket before another (``[ith``)."""

_TWICE = re.compile(r"\d[^\W\d]|[^\W\d]\d")
"""A figure beside a letter that can be the same figure, read once more."""

_TWOS = str.maketrans("<«", "22")
"""Signs read where the curl of a 2 is all that was left of it."""

_ORDINAL = r"(?:\s?(?:st|nd|rd|th|tn|ta|ht|tb|na|ra)\d?)?(?:\s[A-Z#&*@®¥%]{2,5}(?=\s))?"
"""The ending of a day with a speck read as a figure, and what is left of a word typed over after it."""

_OF = r"(?:\sof(?=\s))?"
DATE_IN_WORDS = re.compile(
    rf"(?<![A-Za-z0-9]){_DAY}{_ORDINAL}{_OF}(?:\s?[°*'^~«»=]|[\s.,:-])*"
    rf"(?P<month>[A-Za-z0-9][-~'*]?[A-Za-z][A-Za-z0-9]{{1,8}}(?:\s[a-z]{{2,4}}(?=\W{{1,3}}\d))?)(?:\.\s[a-z]{{1,3}}(?=\s\d))?\W{{0,4}}"
    rf"(?P<year>(?:[1lIi]|2(?=9))\s?[943587:.gqy¥°*'\"]\s?(?:{FIGURE}|/)[{FIGURE[1:-1]}/uU]|[1lIi]\s\d\d|{FIGURE}{{2}})(?:(?<=19[345]\d)\d)?(?![A-Za-z0-9])"
)
_MONTH_FIRST = re.compile(
    rf"(?<![\w,.])(?P<month>[A-Za-z]{{3,9}})\.?\s(?P<day>\d{{1,2}})(?:st|nd|rd|th)?"
    rf"(?:,\s?|\.\s?|\s)(?P<year>[1lI]9{FIGURE}{{2}})(?![A-Za-z0-9])"
)
"""The day behind its month, as an American types it, with the whole year."""

_MONTH_AND_YEAR = re.compile(
    rf"(?<![A-Za-z0-9])(?P<month>[A-Za-z]{{3,9}})[\s.,]*(?P<year>1\s?9\s?{FIGURE}{{2}}|{FIGURE}{{2}})(?![A-Za-z0-9])"
)
_DAY_AND_MONTH = re.compile(
    rf"(?<![A-Za-z0-9]){_DAY}{_ORDINAL}[\s.,]*"
    r"(?P<month>[A-Z][a-z]{1,4} [a-z]{2,7}(?=\W*\Z)|[A-Za-z]{3,10})(?![A-Za-z])"
)
DATE_IN_FIGURES = re.compile(
    rf"(?P<day>{FIGURE}{{1,2}})(?:\s?[/.,;~=-]\s?|\s(?={FIGURE}{{1,2}}[/.-]))(?P<month>{FIGURE}{{1,2}})(?:\s?[/.,;~=-]\s?|\s(?=[1lIi]9\d\d))"
    rf"(?P<year>(?:[1lIi]|2(?=9))\s?{FIGURE}\s?{FIGURE}{{2}}|{FIGURE}{{2}})(?![A-Za-z0-9])"
)
_MONTH_LIKENESS = 66.0


@lru_cache(maxsize=4096)
def repair_month(text: str) -> str | None:
    """Give the typed form of a month most like ``text``, if any is like enough, and no other as like."""
    letters = text.translate(LETTERS).strip(" .,").replace(" ", "").lower()
    if letters in MONTH_FORMS:
        return letters
    if len(letters) < 3:
        return None
    found = process.extract(
        letters, MONTH_FORMS.keys(), scorer=fuzz.ratio, score_cutoff=_MONTH_LIKENESS, limit=None
    )
    likest = [form for form, likeness, _ in found if likeness == found[0][1]]
    return likest[0] if len({MONTH_FORMS[form] for form in likest}) == 1 else None


def names_a_month(text: str) -> bool:
    """Tell a text that bears the name of a month, letter by letter, with or without its full stop."""
    words = re.findall(r"[A-Za-z]{3,}", text)
    return any(word.lower() in MONTH_FORMS for word in words)


_YEAR_FIGURES = {**FIGURES, **str.maketrans("/uU", "700", " ")}
"""What is read of the figures of a year, to these; blanks between them are none."""


def year_in(read: str) -> str:
    """Give the figures of a year; of four, the first two are always 19."""
    figures = read.translate(_YEAR_FIGURES)
    return "19" + figures[-2:] if len(figures) in (3, 4) else figures


@lru_cache(maxsize=2048)
def day_in(read: str) -> str:
    """Give the figures of a day; one that OCR read twice (``2Z1lst``) once.

    No month has forty days: a 4 before another figure is a 1, the one figure that ends in a like stroke.
    """
    if len(read) > 2:
        kept = [read[0]]
        for char in read[1:]:
            if char == kept[-1] or as_figures(char) != as_figures(kept[-1]):
                kept.append(char)
        read = "".join(kept)
    read = read.replace("L", "1")
    if _TWICE.fullmatch(read) and as_figures(read) in ("44", "55", "66", "88", "99"):
        read = read[0]
    figures = as_figures(re.sub(r"(?<=.)[UuaC]", "0", read).translate(_TWOS))
    if read == "e":
        return "2"  # the only day of one figure that ends with nd
    return "1" + figures[1] if re.fullmatch(r"4\d", figures) else figures


_ENDING = re.compile(r"\s?(?:nd|rd)\b")
_LAST_BY_ENDING = {"nd": "2", "rd": "3"}
"""The last figure of a day by its ending; ``st`` and ``th`` are left of other endings as well."""


_TWO_DAYS = frozenset("B")
"""Letters that are a figure as often as two: an 8, or a 13 whose figures touch."""


def _ending_day(match: re.Match[str]) -> str:
    """Give the figures of a day by its ending: ``1lith`` is the 11th, ``1lst`` the 1st, ``27nd`` the 22nd.

    No day ends with 1 and ``th`` but the 11th, of whose figures one is easily lost. Empty where the letter
    that was read can be two days.
    """
    read, day = match["day"], day_in(match["day"])
    if read in _TWO_DAYS:
        return ""
    if typed := _ENDING.match(match.string, match.end("day")):
        last = _LAST_BY_ENDING[typed[0].strip()]
        if day == "1" + last:
            return "2" + last  # no day between 10 and 20 ends so
        return day[:-1] + last if len(day) == 1 or day[0] == "2" else day
    ending = match.string[match.end("day") :].lstrip()[:2]
    if ending == "th" and as_figures(read.lstrip("[(/")) == "1":
        return "11"
    if day in ("1", "11") and len(read) > 1 and not read.isdecimal():
        return {"th": "11", "st": "1"}.get(ending, day)
    return day


_OTHER_ENDING = 0.3
"""What is left of the certainty of a day whose ending is that of another: one of the two was misread."""

_ENDINGS = {"1": "st", "2": "nd", "3": "rd"}


def _agreement(match: re.Match[str], day: str) -> float:
    """Give 1.0, and less for a day behind which the ending of another stands: ``23th``."""
    ending = match.string[match.end("day") :].lstrip()[:2]
    return _OTHER_ENDING if ending in {"st", "nd", "rd", "th"} - {ending_of(day)} else 1.0


def ending_of(day: str) -> str:
    """Give the ending that is typed behind the figures of a day: ``1st``, ``11th``, ``21st``."""
    return "th" if day[:-1] == "1" else _ENDINGS.get(day[-1:], "th")


@lru_cache(maxsize=2048)
def find_message_dates(text: str) -> tuple[FoundDate, ...]:
    """Give the dates in words, of the messages' span, in ``text``."""
    found = []
    for match in DATE_IN_WORDS.finditer(text):
        month = repair_month(match["month"])
        if month is None:
            continue
        day, year = _ending_day(match), year_in(match["year"])
        value = parse_message_date(f"{day} {month} {year}")
        if value is None and match["day"][0] in "<«":
            value = parse_message_date(f"{day_in(match['day'][1:])} {month} {year}")
        if value:
            read = match["day"] + match["month"].lower() + match["year"].replace(" ", "")
            kept = _agreement(match, day) * doubt(read, day + month + year)
            found.append(FoundDate(value, match.start(), match.end(), kept))
    return tuple(found) or tuple(_with_month_first(text))


def _with_month_first(text: str) -> Iterator[FoundDate]:
    """Give the dates whose day stands behind the month: ``Aug. 27, 1940``."""
    for match in _MONTH_FIRST.finditer(text):
        month = repair_month(match["month"])
        day, year = as_figures(match["day"]), as_figures(match["year"])
        value = parse_message_date(f"{day} {month} {year}") if month else None
        if value:
            read = match["month"].lower() + match["day"] + match["year"]
            kept = doubt(read, f"{month}{day}{year}")
            yield FoundDate(value, match.start(), match.end(), kept)


_EITHER_ORDER = 0.3
"""What is left of the certainty of a date in figures that can be a month and a day as well."""


def find_message_dates_in_figures(text: str) -> Iterator[FoundDate]:
    """Give the dates in figures, day first, of the messages' span: ``31.1.46``."""
    for match in DATE_IN_FIGURES.finditer(text):
        day, month = as_figures(match["day"]), as_figures(match["month"])
        year = year_in(match["year"])
        if not 1 <= int(month) <= len(MONTHS):
            continue
        if value := parse_message_date(f"{day} {MONTHS[int(month) - 1]} {year}"):
            read = match["day"] + match["month"] + match["year"].replace(" ", "")
            sure = 1.0 if int(day) > len(MONTHS) or int(day) == int(month) else _EITHER_ORDER
            kept = sure * doubt(read, day + month + year)
            yield FoundDate(value, match.start(), match.end(), kept)


def find_month_and_year(text: str) -> Iterator[FoundDate]:
    """Give months with a year, without a day, of the messages' span."""
    for match in _MONTH_AND_YEAR.finditer(text):
        month = repair_month(match["month"])
        if month is None:
            continue
        year = as_figures(match["year"].replace(" ", ""))
        value = parse_message_date(f"{month} {year}")
        if value:
            read = match["month"].lower() + match["year"].replace(" ", "")
            yield FoundDate(value, match.start(), match.end(), doubt(read, month + year))


def find_day_and_month(text: str, near: TypedDate) -> Iterator[FoundDate]:
    """Give dates without a year, as those closest to ``near``."""
    for match in _DAY_AND_MONTH.finditer(text):
        month = repair_month(match["month"])
        if month is None:
            continue
        day = _ending_day(match)
        value = parse_day_and_month(f"{day} {month}", near.day)
        if value:
            read = match["day"] + match["month"].lower()
            yield FoundDate(
                TypedDate(value, near.precision),
                match.start(),
                match.end(),
                _agreement(match, day) * doubt(read, day + month),
            )


def is_day_and_month(text: str) -> bool:
    """Tell a text that is a day and a month of no year, with nothing beside them."""
    match = _DAY_AND_MONTH.fullmatch(text.strip(" .,:;"))
    return match is not None and names_a_month(match["month"])


def is_day_of_message(text: str) -> bool:
    """Tell a day alone, of a year of messages or of none."""
    if is_day_and_month(text):
        return True
    dates = find_message_dates(text)
    return len(dates) == 1 and dates[0].end - dates[0].start >= len(text.strip().rstrip(".,"))


def begins_with_a_day(text: str) -> bool:
    """Tell a text that begins with a day and its month: ``17 J`` looks like the label of a note."""
    match = _DAY_AND_MONTH.match(text.lstrip(" .,:;"))
    return match is not None and names_a_month(match["month"])
