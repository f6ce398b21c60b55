"""The labels that a correction sheet announces: ``Please substitute the following in Footnotes [ii]:``.

They stand in a list behind the word for notes, so a piece of it is a label whatever became of its brackets.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from parsing.brackets import canonical
from parsing.lexicon import lexicon
from parsing.note_labels import readings_at
from parsing.prose import Line
from schemas.records import MarkKind
from schemas.values.labels import parse_letter, parse_roman

_PARTED = re.compile(r"\s*(?:,|\band\b|&)\s*")
_UNREAD_LABEL = re.compile(r"[ivxlIVX1|!jt]{1,8}")


def announced(lines: Sequence[Line]) -> tuple[str, ...]:
    """Give the labels in their order; one that cannot be read is empty, so that others keep their places."""
    text = " ".join(line.text for line in lines)
    words = "|".join(
        re.escape(word) for word in (*lexicon().notes.comments, *lexicon().notes.notes)
    )
    listed = re.search(rf"\b(?:{words})\s+(?P<list>[^:]+)[:;]?\s*\Z", text)
    if listed is None:
        return _marked(text)
    return tuple(map(_label, _PARTED.split(listed["list"].strip())))


def _label(text: str) -> str:
    """Give the label that a piece of the list is, empty when none or several can be read."""
    readings = readings_at(text, 0)
    best = max((reading.signs for reading in readings), default=0.0)
    surest = [reading for reading in readings if reading.signs == best]
    romans = {reading.roman for reading in surest if parse_roman(reading.roman) is not None}
    letters = {reading.raw for reading in surest if parse_letter(reading.raw) is not None}
    found = romans or letters
    return found.pop() if len(found) == 1 else ""


def _marked(text: str) -> tuple[str, ...]:
    """Give the labels of the markers in a text of which the wording was not read."""
    return tuple(
        mark.text if mark.kind is MarkKind.NOTE_MARKER else ""
        for mark in canonical(text).marks
        if mark.kind is MarkKind.NOTE_MARKER or _UNREAD_LABEL.fullmatch(mark.text)
    )
