"""What was stamped on a sheet: words as ``REGISTRY``, dates in capitals, ``20 AUG 1958``, classifications."""

from __future__ import annotations

import re
from functools import cache

from parsing.lexicon import lexicon
from parsing.matching import capital_share, is_like
from schemas.values.dates import MESSAGES

_STAMP = re.compile(r"\d{1,2}\s?[A-Z0-9]{3}\s?(?:19)?(?P<year>\d{2})\W?")
_CENTURY = 1900


def is_issue_stamp(text: str) -> bool:
    """Tell the date of a stamp of a year when sheets were issued and no message was sent.

    Its month may be misread.
    """
    stamp = _STAMP.fullmatch(text)
    return stamp is not None and _CENTURY + int(stamp["year"]) > MESSAGES.last


_MARKER = r"\s?[\[({/\\]\s?[1lIi|!vVxX]{1,6}\s?[\])}/\\7]"
"""A marker of strokes, which a year is none of: the last of these are the forties, those of stamps later."""

_STAMPED = re.compile(
    rf"\d{{1,2}}\W{{0,2}}[A-Z0\]]{{3}}(?!{_MARKER})\W{{0,2}}(?:\d{{2}}|(?=\w?\d|\w\w\d)[^\W_]{{4}}\b)"
)


_YEAR_UNREAD = re.compile(r"\d{1,2}\s?[A-Z]{3}\s[a-z\d]{2,4}\W{0,2}")
"""The same and nothing else, of whose year small letters were made."""


def is_stamped(text: str) -> bool:
    """Tell the date of a stamp, ``20 AUG 1958``: months are typed with small letters."""
    return _STAMPED.search(text) is not None or _YEAR_UNREAD.fullmatch(text) is not None


_LIKE_STAMP = 0.85
_LIKE_LONG_STAMP, _LONG_STAMP = 0.75, 10
"""Likeness to the words of a stamp, of a line with as many characters and of a shorter one."""

_LONGEST_STAMP = 24
_FRAME = " |!_-'"


def is_worded_stamp(text: str) -> bool:
    """Tell a line of nothing but the words of a stamp, its day, and what is left of its frame."""
    if len(text) > _LONGEST_STAMP or capital_share(text) < 1.0:
        return False
    framed = _STAMPED.sub("", text).strip(_FRAME)
    least = _LIKE_LONG_STAMP if len(text) >= _LONG_STAMP else _LIKE_STAMP
    return is_like(framed, lexicon().furniture.stamps, least)


def is_mark_of_sheets(text: str) -> bool:
    """Tell a code word of the classification, or a corner tag, and nothing else."""
    return text in _marks_of_sheets()


@cache
def _marks_of_sheets() -> frozenset[str]:
    return frozenset((*lexicon().classification.codewords, *lexicon().origins.tags))


def is_file_number(text: str) -> bool:
    """Tell the number of the file in which a sheet was kept, ``PF 77.109  Ser. 14a``."""
    return _file_number().fullmatch(text.strip(_FRAME)) is not None


@cache
def _file_number() -> re.Pattern[str]:
    """Match the letters of a file with its figures, and what part of it the sheet was."""
    furniture = lexicon().furniture
    files = "|".join(r"\.?".join(letters) for letters in furniture.files)
    part = rf"\s(?:{'|'.join(furniture.file_parts)})\b\W{{0,2}}\d{{1,4}}[A-Za-z]?"
    return re.compile(rf"(?:{files})\W{{0,2}}\d[\d.,/-]+\d(?:/?[A-Z])?(?:{part})*")


def is_of_a_stamp(text: str) -> bool:
    """Tell the date of a stamp, or nothing but its words."""
    return is_stamped(text) or is_worded_stamp(text)


def is_ruined_level(text: str) -> bool:
    """Tell a classification too ill read to tell which: capitals, one word of them like that of a level."""
    words = text.split()
    if len(words) > _MOST_OF_LEVEL or capital_share(text) < 1.0:
        return False
    levels = {word for level in lexicon().classification.levels for word in level.split()}
    return any(is_like(word, tuple(levels), _LIKE_LEVEL) for word in words if len(word) >= _LEVEL)


_MOST_OF_LEVEL = 4
_LEVEL = 5
_LIKE_LEVEL = 0.8
"""Words of a classification, letters of a level's word, and its likeness to what was read."""


def is_of_classification(name: str) -> bool:
    """Tell the level or code words at the foot of a page."""
    levels = _words_of_levels()
    parts = set(name.split())
    return not parts.isdisjoint(levels) and parts <= levels | _codewords()


@cache
def _words_of_levels() -> frozenset[str]:
    return frozenset(part for form in lexicon().classification.levels for part in form.split())


@cache
def _codewords() -> frozenset[str]:
    return frozenset(part for form in lexicon().classification.codewords for part in form.split())
