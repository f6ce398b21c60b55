"""Brackets whose stroke the engine gave no character, known by the place that they take on the paper.

Every letter of a typewriter takes one place, so a word's box tells how many characters were typed. The number
of a gap whose word is one place wider than its figures had its bracket before them (``18 groups`` of
``[18 groups``); one that is not has its bracket read as its first figure (``13 groups`` of ``[3 groups``),
which ``parsing.brackets`` decides. Without a pitch nothing is concluded.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from parsing.brackets import is_unit
from parsing.layout import Segment
from parsing.pitch import places
from parsing.prose import Line
from schemas.pages import Word

_BRACKET = "["
_COUNT = re.compile(r"\d+|T\d{1,2}")
"""The number of a gap; a T is made of the strokes of a bracket and a 1 where it takes two places."""

_NUMBERED = re.compile(r"[\dT](?<!\S.)\d* (?:[^\sgroupGROUP]*[groupGROUP]){3}")
"""A word that may be such a number, and behind it one with three of the letters of a gap's unit."""


def with_gaps_opened(lines: Sequence[Line]) -> list[Line]:
    """Give the lines with the brackets that stand in the boxes of their gaps' numbers."""
    return [_opened(line) if _NUMBERED.search(line.row.text) else line for line in lines]


def _opened(line: Line) -> Line:
    segments = [_words(segment.words, line.layout.pitch) for segment in line.row.segments]
    if not any(segments):
        return line
    page = line.row.page
    row = replace(
        line.row,
        segments=tuple(
            Segment(words, page) if words else segment
            for words, segment in zip(segments, line.row.segments, strict=True)
        ),
    )
    return replace(line, row=row)


def _words(words: Sequence[Word], pitch: float | None) -> list[Word]:
    """Give a segment's words, brackets put before numbers of gaps; nothing when none is lacking."""
    lacking = [
        before
        for before, unit in enumerate(words[1:])
        if is_unit(unit.text)
        and _COUNT.fullmatch(words[before].text)
        and places(words[before], pitch) == len(words[before].text) + 1
    ]
    if not lacking:
        return []
    opened = list(words)
    for at in lacking:
        opened[at] = words[at]._replace(text=_BRACKET + words[at].text.replace("T", "1", 1))
    return opened
