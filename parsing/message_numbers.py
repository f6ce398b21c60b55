"""Message numbers: one, a list or a range, with the date that is glued to them or follows on the line.

``58, 59s 60`` is 58, 59, 60; ``94727th Aug. 40`` is 947 and a date; a figure that was read twice is left out
where the width of its word says so.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from parsing.dates import ending_of, find_message_dates
from parsing.figures import FIGURE, as_figures, doubt
from parsing.layout import Passage
from parsing.pitch import over_read, places, without_doubled
from schemas.pages import Box, Word
from schemas.values.dates import MESSAGES
from schemas.values.numbers import parse_numbers

_OVER_READ = 0.6
"""What is left of the certainty when a word is wider read than typed, a zero stands before a number, or
another figure stands close behind it."""

_SURELY_READ = 0.85
"""Confidence of a word from which a stroke in it was typed, and is no 7."""

_PARTS = 2
_OFF_PLACE = 0.5
"""Part of a place by which a figure stands off its own."""

_ONE_PLACE = 2.2
"""Places between two words below which one sign was, at most."""

_LONGER_THAN_DAYS = 3
_LONGEST_RANGE = 9
"""By how much the last number of a range is above its first."""

_CLOSE = 3
"""By how much numbers of one list differ."""

_DATE_REACH = 14
"""Characters after a number within which a date that it belongs to has its month."""

_SEPARATOR = re.compile(r"(?<=\d)[sa;](?=\s\d+(?:\s|$)(?!\s*[A-Z][a-z]{2}))|(?<=\d);(?=\s?\d)")
"""A comma of a list of numbers as OCR reads it, of one character like the comma."""

_LABEL_LEFT = re.compile(
    r"^(?:\d[:;]\s?(?=\d{2})|[s8:;] (?=\d)(?!\d\d?\w{0,2}\s[A-Z][a-z]{2})"
    r"|\d (?=\d{2,5}(?:\s*$|\s+\d)))"
)
"""A figure that the full stop or colon of the label was read as: ``No.3: 7290``; none before a date."""

_FIRST_LOST = re.compile(r"[^\w\s](\d{1,4}),\s?(\d{2,5})(?!\d)")
_COMMA_READ = re.compile(r"(?<!\d)(\d{2,4}),?[59s][ -](\d{2,4})(?!\d)")
_COMMA_BETWEEN = re.compile(
    r"(?<!\d)(?:(\d\d)[59/](\d\d)|(\d{3})[59/]?(\d{3})|(\d{4})[59/]?(\d{4}))(?!\d)"
)
"""Two numbers, the comma after the first read as a figure or lost, or a stroke."""

_PARTED_FIRST = re.compile(r"(\d{1,4}) (\d{1,4}),\s?(\d{2,5})(?!\d)")
"""A number read in two parts, the one that follows on it behind a comma."""

_SPECK_AFTER = re.compile(r"(?<=\d)[!|](?=\s|$)")
"""A speck behind a number; a stroke that is read as one of these within figures is a 1."""

_FIRST_ONE = re.compile(r"^L(?=\d{2})")
_MARKER = r"\[[^\]\s]{1,5}[\]}]|\((?:[ivx]{1,4}|[a-h])\)"
"""The marker of a note, stuck to the number."""

_NUMBERS = re.compile(
    rf"(?:[^\w\s\[(]\s)?['`.,:;\"~*_><»« -]{{0,3}}"
    rf"(?P<numbers>{FIGURE}[{FIGURE[1:-1]}/]{{0,4}}(?:\s?(?:,\.|[&-]\s{{0,6}}|[,.])\s?{FIGURE}{{1,5}})*)"
    rf"(?=\s|$|[.;:*'\"]|[°©®](?:\s|$)|{_MARKER})"
)
_GLUED = re.compile(
    r"(?P<numbers>(?:\d{1,5}\s?[,-]\s?)*[0-9OlI]{1,5}?)\s?(?P<date>(?:[12]?[0-9OlIi]|3[01])\s?(?:st|nd|rd|th)[\s.,]*[A-Za-z].*)$"
)

_AND = re.compile(r"(?<=\w)\s?(?:,\s?)?and(?=\s\w)")
"""The word before the last number of a list."""

_TO = re.compile(r"(?<=\d{3})\sto\s(?=\d{3})")
"""The word between the first and the last number of a range."""

_GOES_ON = re.compile(r"\s?(?:,\s?)?(?:and|&)(?:\s|$)")
"""The same where that number cannot be read."""

_DAY = re.compile(r"(?:[12]?\d|3[01])(?:st|nd|rd|th)")
_DAY_OF_TWO = re.compile(r"(\d{2})\s?(?P<ending>st|nd|rd|th)")
_DAYS = 31


_STOP_WITHIN = re.compile(r"(?<!,)\.(?=\s?\w)")
"""A full stop between figures, where a comma was typed or a figure."""

_THOUSANDS = re.compile(r"\d{1,2},\d{3}")
"""One number with a comma, or two without a blank."""

_ZERO_BEFORE = re.compile(r"(?<!\d)0+(?=\d)")
"""Zeros before a number: seldom typed, so that another figure may have been read as 0."""


class NumbersRead(NamedTuple):
    """Numbers, empty when none can be told, up to character ``end``, and what follows them.

    ``kept`` is the share of the figures that needed no repair.
    """

    numbers: tuple[int, ...]
    end: int
    kept: float
    rest: Passage


def read_numbers(value: Passage, pitch: float | None) -> NumbersRead | None:
    """Read what stands after ``No``; ``None`` when it begins with no figures."""
    value = _with_hyphen(_whole(value, pitch), pitch)
    text = _SEPARATOR.sub(lambda read: read[0][:-1] + ",", value.text)
    text = _AND.sub(lambda read: "&".ljust(len(read[0])), text)
    text = _TO.sub(lambda read: "-".ljust(len(read[0])), text)
    text = _LABEL_LEFT.sub(lambda read: " " * len(read[0]), text)
    text = _without_sign_before_day(_SPECK_AFTER.sub(" ", text))
    text = _LISTED_APART.sub(_listed, _FIRST_ONE.sub("1", _consecutive(text)))
    glued = _GLUED.match(text)
    if glued and not _is_day(text):
        return _read_glued(value, text, glued)
    match = _NUMBERS.match(text)
    if match is None:
        return None
    if find_message_dates(text[: match.end() + _DATE_REACH]) and _is_date_head(text):
        if not _stands_before_month(value, pitch):
            return NumbersRead((), 0, 1.0, value)
        match = _NUMBERS.match(value.words[0].text) or match
    rest = value.after(match.end("numbers"))
    dates = [date for date in find_message_dates(text) if date.start < match.end("numbers")]
    within = [date for date in dates if not _is_listed(text[: date.start], date.value.day.day)]
    if within and within[0].start:
        rest = value.after(within[0].start)
        match = _NUMBERS.match(text[: within[0].start].rstrip(" .,&")) or match
    listed = match["numbers"].replace(",.", ",").replace(".", ",")
    repaired = as_figures(listed).replace("/", "7")
    end = match.end("numbers")
    kept = doubt(match["numbers"], repaired)
    if within != dates:
        kept *= _OVER_READ  # the last number may be the day of the date
    read = value.words_between(match.start("numbers"), end)
    if any(_excess(word, pitch) for word in read):
        kept *= _OVER_READ
        repaired = _without_doubled(repaired, read, pitch)
    if _ZERO_BEFORE.search(repaired) or _goes_on_with_figures(value, end, pitch):
        kept *= _OVER_READ
    numbers = parse_numbers(repaired)
    stopped = _STOP_WITHIN.search(match["numbers"]) and not _are_of_one_list(numbers)
    either = _THOUSANDS.fullmatch(match["numbers"]) and not _are_of_one_list(numbers)
    sure = all(word.confidence >= _SURELY_READ and not _excess(word, pitch) for word in read)
    stroke = "/" in match["numbers"] and sure
    if stopped or either or stroke or _GOES_ON.match(value.text[end:]):
        numbers = ()  # the stop is what was read of a figure, or the last number was not read
    return NumbersRead(numbers, end, kept, rest)


def _read_glued(value: Passage, text: str, glued: re.Match[str]) -> NumbersRead:
    """Part numbers from the day that is stuck to them: of ``4311st`` it is the 1st, for no 11 ends so."""
    day = _DAY_OF_TWO.match(glued["date"])
    further = day is not None and ending_of(day[1]) != day["ending"] == ending_of(day[1][1])
    end = glued.end("numbers") + further
    read = text[glued.start("numbers") : end]
    figures = as_figures(read)
    kept = doubt(read, figures)
    if day is not None and not further:
        kept *= _OVER_READ  # its first figure may be the number's last
    rest = value.after(glued.start("date") + further)
    return NumbersRead(parse_numbers(figures), end, kept, rest)


def _is_listed(before: str, number: int) -> bool:
    """Tell a number behind a comma or hyphen that goes on with those before it: ``25,26 March``."""
    last = _LAST_IN_LIST.search(before)
    if last is None:
        return False
    most = _LONGEST_RANGE if last["sign"] == "-" else 1
    return 0 < number - int(last["last"]) <= most


_LAST_IN_LIST = re.compile(r"(?P<last>\d+)\s?(?P<sign>[,&-])\s*$")


def _are_of_one_list(numbers: Sequence[int]) -> bool:
    """Tell numbers of which each stands close to the one before it."""
    return all(0 < after - before <= _CLOSE for before, after in pairwise(numbers))


def _whole(value: Passage, pitch: float | None) -> Passage:
    """Join a first number that was read as two words.

    Either no place is free between them, or the number behind the comma follows on the whole one.
    """
    if pitch is None or len(value.words) < _PARTS:
        return value
    first, second, *further = value.words
    if not (first.text.isdecimal() and second.text.strip(",").isdecimal()):
        return value
    parted = _PARTED_FIRST.match(value.text)
    listed = parted is not None and int(parted[3]) == int(parted[1] + parted[2]) + 1
    step = (second.box.x0 - first.box.x0) / pitch
    if not listed and abs(step - len(first.text)) > _OFF_PLACE:
        return value
    return Passage((_made_one(first, second), *further), value.page)


def _made_one(first: Word, second: Word, between: str = "") -> Word:
    """Give two words as one, no surer than either."""
    return first._replace(
        text=f"{first.text}{between}{second.text}",
        confidence=min(first.confidence, second.confidence),
        box=Box.around((first.box, second.box)),
    )


def _with_hyphen(value: Passage, pitch: float | None) -> Passage:
    """Join two numbers with one place between them whose hyphen was not read: ``1106 1110``.

    The day of a date can be stuck to the second: ``1106 11105th``. One that follows on the other would
    have a comma.
    """
    if pitch is None or len(value.words) < _PARTS:
        return value
    first, last, *further = value.words
    figures, behind = last.text[: len(first.text)], last.text[len(first.text) :]
    if behind and not _DAY.fullmatch(behind):
        return value
    if not (first.text.isdecimal() and figures.isdecimal() and len(first.text) == len(figures)):
        return value
    if len(first.text) < _LONGER_THAN_DAYS and further:
        return value  # the second can be the day of a date
    step = (last.box.x0 - first.box.x0) / pitch - len(first.text) - 1
    if abs(step) > _OFF_PLACE or not 1 < int(figures) - int(first.text) <= _LONGEST_RANGE:
        return value
    whole = _made_one(first, last, "-")
    doubted = whole._replace(confidence=_OVER_READ * whole.confidence)
    return Passage((doubted, *further), value.page)


def _goes_on_with_figures(value: Passage, end: int, pitch: float | None) -> bool:
    """Tell numbers a place behind which other figures stand that begin no date: a sign was lost there."""
    rest = value.after(end).words
    if pitch is None or not rest or not rest[0].text.strip(",.").isdecimal():
        return False
    text = value.text[end:].lstrip()
    before = value.words_between(0, end)[-1]
    apart = (rest[0].box.x0 - before.box.x1) / pitch
    return apart < _ONE_PLACE and not _is_date_head(text)


def _without_doubled(numbers: str, words: Sequence[Word], pitch: float | None) -> str:
    """Leave figures out that were read twice, by the words that are wider read than typed."""
    for word in words:
        read = as_figures(word.text).replace("/", "7")
        figures = "".join(char for char in read if char.isdecimal())
        if not figures or _excess(word, pitch) != 1:
            continue
        others = [int(other) for other in re.findall(r"\d+", numbers) if other != figures]
        if typed := _beside(figures, others) or without_doubled(figures):
            numbers = re.sub(rf"(?<!\d){figures}(?!\d)", typed, numbers, count=1)
    return numbers


def _excess(word: Word, pitch: float | None) -> int:
    """Give how many characters too many were read in a number of a list, its comma counted."""
    typed = places(word, pitch)
    if typed is None or not word.text.endswith(","):
        return over_read((word,), pitch)
    return max(0, len(word.text) - typed)


def _beside(figures: str, others: Sequence[int]) -> str | None:
    """Leave the one figure out that makes a number stand close to another of its list."""
    shorter = {figures[:at] + figures[at + 1 :] for at in range(len(figures))}
    close = [
        number
        for number in shorter
        if number and any(abs(int(number) - other) <= _CLOSE for other in others)
    ]
    return close[0] if len(close) == 1 else None


def _consecutive(text: str) -> str:
    """Put the comma back between two numbers that follow one another: ``5121 5122``.

    Of ``$20, 521`` the first figure of the first one is told by the second; the last of ``5205 521`` is the
    comma.
    """
    text = _COMMA_BETWEEN.sub(_with_comma, _COMMA_READ.sub(_with_comma, text))
    if match := _FIRST_LOST.match(text):
        before = str(int(match[2]) - 1)
        if len(before) == len(match[1]) + 1 and before.endswith(match[1]):
            return before + text[match.end(1) :]
    match = re.match(r"(\d{2,5}) (\d{2,5})(?!\d)", text)
    if match is None or int(match[2]) != int(match[1]) + 1 or _is_date_head(text[match.start(2) :]):
        return text
    return f"{match[1]},{text[match.start(2) :]}"


def _with_comma(read: re.Match[str]) -> str:
    """Give two numbers with the comma between them, where the second follows on the first and is no day."""
    before, after = (figures for figures in read.groups() if figures is not None)
    if int(after) != int(before) + 1 or _is_date_head(read.string[read.end() - len(after) :]):
        return read[0]
    return f"{before}, {after}"


_LISTED_APART = re.compile(r"(?<![\d/.-])(?P<one>\d{3,5}) (?=(?P<other>\d{3,5})(?=[\s,;]|$))")
_NEXT_LISTED = 9
"""What one of several numbers is more than the one before it, at most, the comma between them unread."""


def _listed(read: re.Match[str]) -> str:
    """Give a number with the comma that was not read before the next of the list, which is no year."""
    more = int(read["other"]) - int(read["one"])
    as_long = len(read["one"]) == len(read["other"])
    year = MESSAGES.year(read["other"]) is not None
    return f"{read['one']}," if as_long and 0 < more <= _NEXT_LISTED and not year else read[0]


def _without_sign_before_day(text: str) -> str:
    """Leave out the sign between a number and its date: ``119, 12th March`` lists no 1 before a 2nd."""
    parted = _BEFORE_DAY.search(text)
    if parted is None or ending_of(parted["day"]) != parted["ending"]:
        return text
    date = text[parted.start("day") :]
    return text[: parted.start()].ljust(parted.start("day")) + date if _is_date_head(date) else text


_BEFORE_DAY = re.compile(r"(?<=\d)\s?[,;-]\s?(?P<day>\d{1,2})(?P<ending>st|nd|rd|th)")


def _is_day(text: str) -> bool:
    """Tell a date that begins with a day of two figures from a number with a date behind it."""
    day = _DAY_OF_TWO.match(text)
    return day is not None and int(day[1]) <= _DAYS and _is_date_head(text)


def _stands_before_month(value: Passage, pitch: float | None) -> bool:
    """Tell a number two blanks before a month, where a day has one: ``13  Aug. 44``."""
    if pitch is None or len(value.words) < _PARTS or not value.words[0].text.isdecimal():
        return False
    number, month = value.words[:2]
    blanks = (month.box.x0 - number.box.x0) / pitch - len(number.text)
    return month.text[0].isalpha() and blanks > _TWO_BLANKS


_TWO_BLANKS = 1.6
"""Places free between two words from which two blanks were typed."""


def _is_date_head(text: str) -> bool:
    return any(date.start == 0 for date in find_message_dates(text))
