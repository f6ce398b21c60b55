"""Pages of other papers, told by none of the words that papers bear: tables, cards, covers, essays.

Behind a cable such a page bears nothing of the sheet before it, which has come to its end: with its
signature, or with the date of issue at its foot. Below notes, which can go on, the page begins with a heading
besides. Recalls, loan cards and the like name a sheet by its reference, and nothing of its message.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from parsing.brackets import canonical
from parsing.clearing import Cleared, clear
from parsing.dates import find_message_dates
from parsing.heads import TAG, bears_one_of, kinds_at_head
from parsing.layout import RUNNING, Layout, Row
from parsing.matching import begins_with_a_number, capital_share, characters_in
from parsing.messages import item_number
from parsing.note_headings import begins_a_note, heading_of
from parsing.note_labels import explains
from parsing.papers import bears_title, ends_with_year, leads_on
from parsing.signature_parts import is_signature, is_signed
from schemas.records import MarkKind

_BRACKETS = "[]{}"
_NAMING = frozenset({"reference", "copy"})
_ALLOWED = _NAMING | {"issued", TAG}
_HEAD_ROWS = 16
_OF_TEXT = frozenset({MarkKind.GAP, MarkKind.READING})
"""Marks that are told whatever their brackets were read as; strokes of a date can be those of others."""

_ADDRESS = re.compile(r"To [A-Z]{4}")
_FIGURE = re.compile(r"\d")
_LONGEST_SIGNATURE = 3
"""Rows of a signature: number, name and day."""

_MOST_LINES = 8
"""Lines of running text of a paper that names a sheet."""

_CAPITALS = 0.8
_SHORTEST_HEADING = 4
_FEWEST_WORDS = 8
_READ = 0.5
"""Mean confidence of the words of a page that was typed."""


def is_strange(layout: Layout, pages: Sequence[Layout]) -> bool:
    """Tell a page that is none of the cable whose ``pages`` stand before it."""
    if not _is_typed(layout):
        return False
    own = clear(layout, top=True)
    if not own.rows or _bears_what_sheets_bear(own):
        return False
    last = _last_of(pages)
    if _says_more(last, pages) or not last.rows:
        return False
    if any(heading_of(row) is not None for row in last.rows):
        ended = last.edges.foot_date is not None or _is_headed(own.rows)
        return ended and not leads_on(last.rows)
    return _is_signed_at_end(last.rows)


def awaits_more(pages: Sequence[Layout]) -> bool:
    """Tell pages of a cable behind which another is to stand: the last says so, or breaks off."""
    last = _last_of(pages)
    return _says_more(last, pages) or leads_on(last.rows)


def _last_of(pages: Sequence[Layout]) -> Cleared:
    return clear(pages[-1], top=len(pages) > 1)


def _says_more(last: Cleared, pages: Sequence[Layout]) -> bool:
    return last.edges.continued or (last.edges.page_count or 0) > len(pages)


def _is_typed(layout: Layout) -> bool:
    typed = [word.confidence for word in layout.page.words if characters_in(word.text) > 1]
    return len(typed) >= _FEWEST_WORDS and sum(typed) / len(typed) >= _READ


def _bears_what_sheets_bear(page: Cleared) -> bool:
    """Tell what further pages of a sheet bear: its number, reference, marks, notes, a signature."""
    edges, first = page.edges, page.rows[0].text
    if (edges.page_number or 1) > 1 or edges.page_count or edges.continued:
        return True
    if edges.references or edges.serials or any("/" in row.text for row in edges.cut):
        return True
    if first[:1].islower() or edges.distribution is not None:
        return True
    return any(_is_of_a_cable(row) or _explains(row.text) for row in page.rows)


def _explains(text: str) -> bool:
    """Tell a note without its label, or behind what was read of it."""
    return explains(text) or explains(text.partition(" ")[2])


def _is_of_a_cable(row: Row) -> bool:
    """Tell a row with a mark in brackets, of notes, with a signature, or with the heading of an item."""
    return (
        heading_of(row) is not None
        or is_signature(row)
        or item_number(row) is not None
        or not set(row.text).isdisjoint(_BRACKETS)
        or (not row.text[:1].isalnum() and begins_a_note(row.text))
        or any(mark.kind in _OF_TEXT for mark in canonical(row.text).marks)
    )


def is_about_a_sheet(layout: Layout) -> bool:
    """Tell a page that names a sheet by reference, issue and copy, and bears nothing else of a cable's.

    With a corner tag it must bear the title of a paper besides.
    """
    rows = layout.rows
    if len([row for row in rows if len(row.text) > RUNNING]) > _MOST_LINES:
        return False  # the text of a cable, its stations lost or not
    if not bears_one_of(rows, _NAMING):
        return False
    kinds = kinds_at_head(rows)
    if not kinds <= _ALLOWED or (TAG in kinds and not bears_title(rows)):
        return False
    head = rows[:_HEAD_ROWS]
    told = any(_ADDRESS.match(row.text) or any(find_message_dates(row.text)) for row in head)
    return (
        not told
        and not any(ends_with_year(row.text) for row in head)
        and not any(map(_is_of_a_cable, rows))
    )


def _is_signed_at_end(rows: Sequence[Row]) -> bool:
    """Tell rows that end with a signature: number and name on one line or on two, a day below or not."""
    dated = is_signed(rows[-1].text) and _FIGURE.search(rows[-1].text) is not None
    last = rows[-_LONGEST_SIGNATURE:-1] if dated else rows[1 - _LONGEST_SIGNATURE :]
    if last and is_signature(last[-1]):
        return True
    named = len(last) > 1 and is_signed(last[-1].text.partition("[")[0])
    return named and begins_with_a_number(last[-2].text)


def _is_headed(rows: Sequence[Row]) -> bool:
    """Tell rows that begin with a heading in capitals."""
    text = rows[0].segments[0].text
    return capital_share(text) >= _CAPITALS and characters_in(text) >= _SHORTEST_HEADING
