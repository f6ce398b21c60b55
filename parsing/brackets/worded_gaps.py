"""Gaps with other words in them, ``[ca. 150 groups unrecovered]``: they stay as typed, as insertions.

How many groups such a gap has is not told by one number, so it is not counted.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from parsing.brackets.gaps import is_unit, settle_gaps
from parsing.brackets.signs import CLOSE, OPEN
from parsing.lexicon import lexicon
from schemas.records import Mark, MarkKind

_WORDS = re.compile(r"[A-Za-z]{4,}")
_NOT_ONE_NUMBER = re.compile(
    r"(?<![A-Za-z])(?:(?=[a-z]*[abcdehkmnpruvwxy])[A-Za-z][a-z]{2,20}|ca|of|or|to)[.:,]?\s"
    r"|\d,\d{3}\s|\d\s\d{3}\s|\d\s?[-/]\s?\d{1,3}\s"
)
"""A word, which letters read of figures are not, or two numbers, before the unit of a gap."""

_RANGE = re.compile(r"\s\d+\s?-\s?\d")
_FURTHER = re.compile(r"\s?[;:,]\s?(?!\d+ group)\w.{0,40}")
"""Which groups a gap is of, and what goes on behind its kind and names no other."""


def settle_all_gaps(text: str) -> str:
    """Settle as insertions the gaps with other words in them, then those read well, then the others."""
    if "roup" in text:
        text = _well_read().sub(rf"{OPEN}\1{CLOSE}", _in_brackets().sub(_settled, text))
    return settle_gaps(text)


@cache
def _of_one_kind() -> str:
    """Give the pattern of what is typed in a gap of one kind."""
    return rf"(?:1 group|(?:[2-9]|[1-9]\d\d?) groups) (?:{'|'.join(lexicon().gaps.kinds)})"


@cache
def _well_read() -> re.Pattern[str]:
    """Match a gap as it was typed, of one kind, behind which no other is.

    A stroke behind a letter can close a gap before it, and a figure behind that can be the bracket.
    """
    return re.compile(
        r"[\[({/] ?(?<!/ )(?!(?<=[a-z]/)(?!7 ))"
        rf"({_of_one_kind()})[\])}}/](?!7|\s*(?:and|&|,))"
    )


@cache
def _in_brackets() -> re.Pattern[str]:
    """Match what stands in brackets that were read surely, but for graded readings and gaps of one kind."""
    return re.compile(
        rf"\[(?P<inside>(?![A-D]\s?%|{_of_one_kind()}\])[^\[\]{{}}\n]{{9,120}})\](?!\])"
    )


def _settled(match: re.Match[str]) -> str:
    return f"{OPEN}{match['inside']}{CLOSE}" if _is_worded(match["inside"]) else match[0]


def _is_worded(inside: str) -> bool:
    """Tell the words of a gap that are more than one number, its unit and its kind."""
    unit = next((word for word in _WORDS.finditer(inside) if is_unit(word[0])), None)
    if unit is None:
        return False
    kind = _kind().search(inside, unit.end())
    if kind is None:
        return False
    if kind[0] in lexicon().gaps.other_kinds or _NOT_ONE_NUMBER.search(inside, 0, unit.start()):
        return True
    return (
        _RANGE.match(inside, unit.end()) is not None
        or _FURTHER.fullmatch(inside, kind.end()) is not None
    )


@cache
def _kind() -> re.Pattern[str]:
    """Match what is said of groups."""
    gaps = lexicon().gaps
    return re.compile(rf"\b(?:{'|'.join((*gaps.kinds, *gaps.other_kinds))})\b")


@cache
def _of_groups() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Match what is said of groups in brackets, and what is left of a gap outside of marks."""
    unit = rf"\b(?:{'|'.join(lexicon().gaps.unit)})\b"
    said = re.compile(rf"{unit}[\w\s.-]{{0,30}}?{_kind().pattern}", re.IGNORECASE)
    return said, re.compile(rf"{unit}\s\w+\]")


_COUNTED = re.compile(r"[^;:]+")
"""A gap that names nothing besides its groups."""


def uncounted_gap(text: str, marks: Iterable[Mark]) -> str | None:
    """Give the first gap of a text of which not all groups are counted, or what is left of one.

    ``marks`` are those of the text.
    """
    if "roup" not in text:
        return None
    said, left = _of_groups()
    outside = text
    for mark in marks:
        if mark.kind is MarkKind.GAP and (
            mark.groups is None or _COUNTED.fullmatch(mark.text) is None
        ):
            return mark.text
        if mark.kind is MarkKind.INSERTION and said.search(mark.text):
            return mark.text
        if mark.kind is MarkKind.GAP:
            outside = f"{outside[: mark.start]}{'-' * (mark.end - mark.start)}{outside[mark.end :]}"
    found = left.search(outside) if "roup" in outside else None
    return None if found is None else found[0]
