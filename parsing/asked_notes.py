"""What the text tells of its notes: the markers that point to them, and the signature above them.

A list of the message looks like notes, and a term with its colon stands in any text; but only notes are
pointed to, and nobody signs below them.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence

from parsing.layout import Row
from parsing.matching import label_at_head
from parsing.prose import Line
from parsing.signature_parts import NUMBER, is_signed
from schemas.records import NoteSystem
from schemas.values.labels import parse_letter, parse_roman

_GLUED = r"(?:[^\W\d_]|[\]'\".?)])"
_OPENED = rf"[(\[{{£¢/|LZft](?:(?<={_GLUED}.)|(?<={_GLUED}\s[^(])|(?<=\d[\[{{£¢]))\s?"
_CLOSED = r"\s?[\]})/7J|\[]"
_MARKERS = {
    NoteSystem.COMMENT: re.compile(rf"{_OPENED}[ivxlIVX1|!]{{1,6}}{_CLOSED}"),
    NoteSystem.NOTE: re.compile(rf"{_OPENED}[a-hjkm-uwyz@02-9]{_CLOSED}"),
}
"""What a marker can be read as, behind the word that it stands by; a list's (a) stands apart."""

IN_BRACKETS = re.compile(r"\s?[\[({/][^\[\](){}]{1,30}[\])}/7]")
"""An original or a marker behind a name."""

_BESIDE_NAME = re.compile(rf"{IN_BRACKETS.pattern}|\s?\b19\d\d\b")
"""The same, or the year of a date."""

_LINES_SIGNED = 3
"""Lines of a signature."""


def are_due(lines: Sequence[Line], at: int, system: NoteSystem) -> bool:
    """Tell that the text above ``at`` bears what can be a marker of the system, or ends with a signature."""
    return ends_signed(lines[:at]) or first_marked(lines[:at], system) < at


def first_marked(lines: Sequence[Line], system: NoteSystem) -> int:
    """Give the first line that bears what can be a marker of the system, behind the last where none does."""
    marker = _MARKERS[system]
    marked = (at for at, line in enumerate(lines) if marker.search(line.text) is not None)
    return next(marked, len(lines))


def surely_marked(lines: Iterable[Line | Row]) -> Mapping[NoteSystem, Collection[int]]:
    """Give the numbers of the labels in markers of the text of which both brackets were read.

    Letters of which romans are made, and a j, are sooner of romans.
    """
    read = {label.replace("1", "i") for line in lines for label in _BOTH_READ.findall(line.text)}
    romans = {label: number for label in read if (number := parse_roman(label)) is not None}
    letters = {number for label in read - {*romans, "j"} if (number := parse_letter(label))}
    return {NoteSystem.COMMENT: set(romans.values()), NoteSystem.NOTE: letters}


_BOTH_READ = re.compile(r"[\[{/](?<=[^\W\d_].|[]'\".,;:?)].)([a-z1]|[ivxl1]{2,7})[\]}/7](?!\w)")


def ends_signed(lines: Sequence[Line]) -> bool:
    """Tell lines that end with a signature."""
    return bears_signature(lines[-_LINES_SIGNED:])


def bears_signature(lines: Sequence[Line]) -> bool:
    """Tell lines with the number and name of a signature among them."""
    return any(_is_signature(lines, at) for at in range(len(lines)))


def _is_signature(lines: Sequence[Line], at: int) -> bool:
    """Tell a line with a signature's number, and its name behind it or below."""
    text = lines[at].text
    label = label_at_head(text, ("number",))
    number = None if label is None else NUMBER.match(text, label.value_at)
    if number is None:
        return False
    name = text[number.end() :].strip(" .,:;'") or (
        lines[at + 1].text if at + 1 < len(lines) else ""
    )
    return is_signed(_BESIDE_NAME.sub("", name))
