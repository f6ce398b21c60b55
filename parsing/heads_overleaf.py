"""Heads of messages that a page break parts: title or heading of an item at the foot, stations overleaf."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from parsing.clearing import Cleared
from parsing.items import goes_on_below, is_apart, item_number
from parsing.matching import names_sender
from parsing.message_heads import head_above
from parsing.papers import ends_with_year

_BEGUN = 3
"""Rows at the head of a page within which the stations begin: a serial and a re-issue may stand above."""


def joined_overleaf(pages: Sequence[Cleared]) -> Sequence[Cleared]:
    """Put what a message bears at the foot of a page to its stations, which begin the next page.

    The first message of a sheet begins at the top of its first page, whatever stands there.
    """
    joined = list(pages)
    for at, page in enumerate(pages[1:], 1):
        before = joined[at - 1]
        first = _head_at_foot(before) if before.rows else None
        if first is None or not any(names_sender(row.text) for row in page.rows[:_BEGUN]):
            continue
        if any(names_sender(row.text) for one in joined[:at] for row in one.rows):
            joined[at - 1] = replace(before, rows=before.rows[:first])
            joined[at] = replace(page, rows=before.rows[first:] + page.rows)
    return joined


def _head_at_foot(page: Cleared) -> int | None:
    """Give the row with which the title or heading begins that a page ends with, apart from the text.

    The sentence of the text has come to its end.
    """
    rows, last = page.rows, len(page.rows) - 1
    first = last
    if ends_with_year(rows[last].text.strip()):
        first = head_above(rows, last + 1, 0, page.layout)
        if first > last:
            return None
        if first and item_number(rows[first - 1]):
            first -= 1
    elif not item_number(rows[last]):
        return None
    if not first or goes_on_below(rows[first - 1]):
        return None
    return first if is_apart(rows, first, page.layout) else None
