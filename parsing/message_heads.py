"""What a message of several bears above its stations: serial, re-issue, count, title.

A page can end with title or heading of the message whose stations stand on the next.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from parsing.last_words import surely_ends_sentence
from parsing.layout import Layout, Row
from parsing.lexicon import lexicon
from parsing.matching import capital_share, is_like, is_rule, is_x_run
from parsing.message_ends import begins_with_number, is_note, is_sender
from parsing.note_headings import heading_of
from parsing.papers import ends_with_year
from parsing.reissues import REISSUE
from parsing.signed_ends import is_signed_at_end
from schemas.values.references import Serial

_CAPITALS = 0.8
_SHORT = 24

_SMALL_WORD = re.compile(r"(?<!\S)[A-Z]?[a-z]{2,}(?!\S)")
"""A word as sentences have them, ``See`` before the name of a newspaper, and titles have not."""

_CLOSED = 1
"""Signs behind the serial of a re-issue."""

_CLOSE = 1.5
"""Single lines within which the lines of a title stand close together, also on a double-spaced page."""

_DOUBLE = 2.5
"""The same where a line was left free between them."""

_LISTED = re.compile(r"\((?P<label>[ivx]{1,4}|\d{1,2}|[a-z])\)\s")
"""The label of one of several titles."""

_FIRST_LABELS = (("i", "ii"), ("1", "2"), ("a", "b"))

_CENTRED = 5.0
"""Letters by which the middles of a title's lines differ at most."""


def head_above(rows: Sequence[Row], first: int, floor: int, layout: Layout) -> int:
    """Give the row that a message without a heading begins with, whose stations begin at ``first``."""
    start = first
    title: Row | None = None
    while start > floor:
        at = start - 1
        row = rows[at]
        text = row.text.strip()
        if ends_with_year(text):
            listed = _first_of_list(rows, at, floor)
            if listed is None and not is_title_with_year(row):
                break
            start = at if listed is None else listed
            title = rows[start]
            continue
        if title is not None and _is_of_title(row, title, rows[floor:at], layout):
            title = row
        elif is_rule(text) or is_x_run(text) or _is_head_piece(row):
            title = None
        else:
            break
        start = at
    return start


def _first_of_list(rows: Sequence[Row], last: int, floor: int) -> int | None:
    """Give the row with the first of several titles, each behind its label, the ``last`` with the year.

    Below a note they are notes, and below a text that points to the first of them.
    """
    labels: list[str] = []
    for at in range(last, floor - 1, -1):
        text = rows[at].text.strip()
        listed = _LISTED.match(text)
        if not _is_of_capitals(text if listed is None else text[listed.end() :]):
            return None
        if listed is None:
            continue
        labels.insert(0, listed["label"])
        if tuple(labels[:2]) in _FIRST_LABELS:
            above = rows[floor:at]
            noted = any(is_note(row) or f"({labels[0]})" in row.text for row in above)
            return None if noted else at
    return None


def _is_of_capitals(text: str) -> bool:
    """Tell capitals, among which no word stands as sentences have them."""
    return capital_share(text) > _CAPITALS and _SMALL_WORD.search(text) is None


def is_title_with_year(row: Row) -> bool:
    """Tell the last line of a title, with the year of its message, from that of a note."""
    text = row.text.strip()
    return ends_with_year(text) and _is_of_capitals(text) and not is_note(row)


def _is_of_title(row: Row, below: Row, above: Sequence[Row], layout: Layout) -> bool:
    """Tell a line of capitals that goes on with the title ``below``, from the end of another message.

    Lines of titles stand close together, or above each other in the middle or from the left a line apart. A
    name so apart signs the message ``above``, unless that has come to its end.
    """
    text = row.text.strip()
    if capital_share(text) <= _CAPITALS or begins_with_number(text) or is_note(row):
        return False
    lines = (below.middle - row.middle) / layout.single
    if lines <= _CLOSE:
        return True
    middles = [(one.box.x0 + one.box.x1) / 2 for one in (row, below)]
    aside = abs(row.box.x0 - below.box.x0)
    in_line = abs(middles[0] - middles[1]) <= _CENTRED * layout.letter or (
        lines <= _DOUBLE and aside <= layout.letter
    )
    return in_line and (not is_sender(row) or _is_ended(above))


def _is_ended(rows: Sequence[Row]) -> bool:
    """Tell rows of a message that end with its signature, or with a note that has come to its end."""
    if is_signed_at_end(rows):
        return True
    return any(heading_of(row) is not None for row in rows) and surely_ends_sentence(rows[-1])


@cache
def _label_of_message() -> re.Pattern[str]:
    """Match what counts a message above its stations: ``Serial 2``, ``Item 2 of 3``, ``(2)``."""
    words = "|".join(lexicon().items.labels)
    return re.compile(
        rf"\(\d{{1,2}}\)|(?:{words})\s(?:No\.?\s)?\w{{1,3}}(?:\sof\s\w{{1,3}})?\W{{0,2}}"
    )


def _is_head_piece(row: Row) -> bool:
    """Tell a row of nothing but what stands above stations, each piece of it."""
    return _is_of_head(row.text.strip()) or (
        len(row.segments) > 1 and all(_is_of_head(piece.text.strip()) for piece in row.segments)
    )


def _is_of_head(text: str) -> bool:
    if len(text) > _SHORT:
        return False
    if _label_of_message().fullmatch(text) or Serial.parse(text.rstrip(".")) is not None:
        return True
    if text in lexicon().origins.tags or is_like(text, lexicon().reissue.forms, 0.75):
        return True
    reissue = REISSUE.match(text)
    return reissue is not None and len(text) - reissue.end() <= _CLOSED
