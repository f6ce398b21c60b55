"""Brackets whose stroke the engine gave no character, and blanks that it saw between two, by their places.

Every letter of a typewriter takes one place, so a word's box tells how many characters were typed. The number
of a gap whose word is one place wider than its figures had its bracket before them (``18 groups`` of
``[18 groups``); one that is not has its bracket read as its first figure (``13 groups`` of ``[3 groups``),
which ``parsing.brackets`` decides. Brackets are narrow and stand at the outer sides of their places, so
between ``]`` and ``[`` a blank is seen where none was typed. Without a pitch nothing is concluded.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from parsing.brackets import is_unit
from parsing.layout import Segment
from parsing.pitch import places
from parsing.prose import Line
from schemas.pages import Box, Word

_Mend = Callable[[Sequence[Word], float | None], list[Word]]
"""Gives a segment's words mended, nothing when nothing was to mend."""

_BRACKET = "["
_COUNT = re.compile(r"\d+|T\d{1,2}")
"""The number of a gap; a T is made of the strokes of a bracket and a 1 where it takes two places."""

_COUNTED = re.compile(r"[\dT](?<!\S.)\d* (?:[^\sgroupGROUP]*[groupGROUP]){3}")
"""A word that may be such a number, and behind it one with three of the letters of a gap's unit."""


def as_on_paper(lines: Sequence[Line]) -> list[Line]:
    """Give the lines with the brackets that stand in the boxes of their gaps' numbers, marks joined."""
    opened = [_with(_opened, line) if _COUNTED.search(line.row.text) else line for line in lines]
    return [
        _with(_joined, line) if "] [" in line.row.text or "' [" in line.row.text else line
        for line in opened
    ]


def _with(mend: _Mend, line: Line) -> Line:
    """Give a line with its segments' words mended."""
    segments = [mend(segment.words, line.layout.pitch) for segment in line.row.segments]
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


def _opened(words: Sequence[Word], pitch: float | None) -> list[Word]:
    """Give a segment's words, brackets put before numbers of gaps; nothing when none is lacking."""
    lacking = [
        before
        for before, unit in enumerate(words[1:])
        if _COUNT.fullmatch(words[before].text)
        and is_unit(unit.text)
        and places(words[before], pitch) == len(words[before].text) + 1
    ]
    if not lacking:
        return []
    opened = list(words)
    for at in lacking:
        opened[at] = words[at]._replace(text=_BRACKET + words[at].text.replace("T", "1", 1))
    return opened


_MARK = re.compile(r"\[\S+\]|[A-Z]\S*'")
"""A mark, or a name with the soft sign at its end."""


def _joined(words: Sequence[Word], pitch: float | None) -> list[Word]:
    """Give a segment's words, marks joined that were typed without a blank; nothing when none was.

    The next word begins as many places behind a mark's beginning as the mark has signs. Both begin with
    a bracket, so that what these leave white cancels out.
    """
    joined = list(words[:1])
    for word in words[1:]:
        if pitch is not None and _is_stuck(joined[-1], word, pitch):
            before = joined[-1]
            joined[-1] = before._replace(
                text=before.text + word.text,
                confidence=min(before.confidence, word.confidence),
                box=Box.around((before.box, word.box)),
            )
        else:
            joined.append(word)
    return joined if len(joined) < len(words) else []


def _is_stuck(mark: Word, word: Word, pitch: float) -> bool:
    """Tell a word in brackets that was typed directly behind a mark."""
    if word.text[0] != _BRACKET or _MARK.fullmatch(mark.text) is None:
        return False
    return (word.box.x0 - mark.box.x0) / pitch < len(mark.text) + _HALF


_HALF = 0.5
