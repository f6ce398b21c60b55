"""The heading of an item, which counts the messages of a sheet: ``Item 4``."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from parsing.layout import Layout, Row
from parsing.lexicon import lexicon
from parsing.matching import is_like
from parsing.papers import is_line_of_words

_ITEM = re.compile(
    r"(?:[^a-z\s]{1,2}\s)?\W{0,2}(?P<word>\w{3,5})\W{0,3}\s(?:No\.?\s)?(?P<number>\w{1,3})\W{0,2}"
)
"""The heading of an item, a scrap of the margin before it or not."""

_LONGEST_ITEM = 24
"""Characters of such a heading at most."""

_WITHIN_SENTENCE = (",", "-", "'", '"')
"""Signs at the end of a line after which its sentence goes on."""

_APART = 1.5
"""Lines of the text from which a row is apart from the one above it."""


def item_number(row: Row) -> str | None:
    """Read the heading of an item, ``Item 4``, else ``None``. A stamp may stand to its right."""
    first = row.segments[0].text
    if len(first) > _LONGEST_ITEM:
        return None
    for text in (row.text, first)[: len(row.segments)]:
        match = _ITEM.fullmatch(text)
        if match is not None and is_like(match["word"], lexicon().items.forms, 0.75):
            return match["number"]
    return None


def items_of(rows: Sequence[Row], layout: Layout) -> list[int]:
    """Give the rows of a page with the headings of items, none of which ends a sentence of the text."""
    return [
        at
        for at, row in enumerate(rows)
        if item_number(row)
        and not (at and not is_apart(rows, at, layout) and goes_on_below(rows[at - 1]))
    ]


def is_apart(rows: Sequence[Row], at: int, layout: Layout) -> bool:
    """Tell a row between which and the one above it a line was left free, as lines of the text stand.

    The usual line of a page with little text can be that of its head.
    """
    steps = [
        below.middle - row.middle
        for row, below in pairwise(rows)
        if is_line_of_words(row) and is_line_of_words(below)
    ]
    return rows[at].middle - rows[at - 1].middle > _APART * min(steps, default=layout.line)


def goes_on_below(row: Row) -> bool:
    """Tell a line of the text whose sentence ends on the row below it: with ``item 3.``, for one."""
    last = row.text[-1:]
    return is_line_of_words(row) and (last.isalnum() or last in _WITHIN_SENTENCE)
