"""Pages of other papers, told by none of the words that papers bear: tables, cards, covers, essays.

Behind a cable such a page bears nothing of the sheet before it, which has come to its end: with its
signature, or with the date of issue at its foot. Below notes, which can go on, the page begins with a heading
besides. Recalls, loan cards and the like name a sheet by its reference, and nothing of its message.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import Enum

from parsing.brackets import canonical
from parsing.cable_ends import End, Ended, end_of, last_of, says_more
from parsing.clearing import Cleared, clear, is_serial_alone
from parsing.dates import find_message_dates
from parsing.heads import TAG, bears_one_of, kinds_at_head
from parsing.items import item_number
from parsing.layout import RUNNING, Layout, Row
from parsing.letters import is_headed, is_letter, is_like_letter
from parsing.matching import begins_with_a_number, label_at_head
from parsing.message_ends import is_note
from parsing.note_headings import begins_with_label, heading_of
from parsing.note_labels import explains
from parsing.page_order import typed_number
from parsing.papers import bears_title, ends_with_year, leads_on
from parsing.signature_parts import is_signature
from parsing.signed_ends import LONGEST_SIGNATURE, is_signed_at_end
from parsing.typed_pages import bears_few_words, is_typed
from schemas.records import MarkKind

_BRACKETS = "[]{}"
_NAMING = frozenset({"reference", "copy"})
_ALLOWED = _NAMING | {"issued", TAG}
_HEAD_ROWS = 16
_OF_TEXT = frozenset({MarkKind.GAP, MarkKind.READING})
"""Marks that are told whatever their brackets were read as; strokes of a date can be those of others."""

_ADDRESS = re.compile(r"To [A-Z]{4}")
_MOST_LINES = 8
"""Lines of running text of a paper that names a sheet."""

_ROUTED = ("from", "to", "number")
_LAST_ROWS = 2
"""Rows at the end of a message that its signature is: number and name, and the day below them."""

_ASIDE = 3
"""Letters by which a page may lie to the side of the one before it."""


class Kin(Enum):
    """What a page is to the cable before it, with which it begins nothing that papers or cables begin with.

    ``DOUBTED`` may be of the cable, though nothing on it says so; ``ASIDE`` is none of it by where it lies
    alone, and ``HEADLESS`` is a further page of another.
    """

    OWN = "own"
    DOUBTED = "doubted"
    STRANGE = "strange"
    ASIDE = "aside"
    HEADLESS = "headless"
    NONE = "none"


def kin_of(
    layout: Layout, pages: Sequence[Layout], following: Layout | None, *, corrects: bool = False
) -> Kin:
    """Tell what a page is to the cable whose ``pages`` stand before it, ``following`` the one behind it.

    What ``corrects`` a cable holds notes alone.
    """
    own = clear(layout, top=True)
    if not own.rows or _bears_furniture_of_sheets(own):
        return Kin.OWN
    ended = end_of(pages, corrects=corrects)
    if ended.end is End.OPEN:
        return _kin_to_unsigned(own, pages)
    begun = own.rows[0].text[:1].islower()
    if ended.end in (End.SIGNED, End.DONE) and any(map(is_signature, own.rows)):
        return Kin.HEADLESS if begun else Kin.DOUBTED
    if typed_number(layout.rows) is not None or _bears_notes(own.rows):
        return Kin.OWN
    if following is not None and typed_number(following.rows) == len(pages) + 2:
        return Kin.OWN
    if not is_typed(layout.page) and bears_few_words(layout.page):
        return Kin.NONE
    return _kin_without_sign(own, layout, ended)


def _kin_without_sign(page: Cleared, layout: Layout, ended: Ended) -> Kin:
    """Tell what a page is that bears no sign of the cable before it, which ended as told."""
    if not is_typed(layout.page) or page.rows[0].text[:1].islower():
        return Kin.DOUBTED
    if is_headed(page.rows) or is_letter(page.rows, layout):
        return Kin.STRANGE
    if ended.end is End.NOTED or any(map(_is_marked, page.rows)):
        return Kin.DOUBTED
    if ended.column is None:
        return Kin.STRANGE
    aside = [abs(row.box.x0 - ended.column) > _ASIDE * layout.letter for row in page.rows]
    return Kin.ASIDE if 2 * sum(aside) > len(aside) else Kin.DOUBTED


def _kin_to_unsigned(page: Cleared, pages: Sequence[Layout]) -> Kin:
    """Tell what a page is to a cable that can go on: its own, unless it bears the marks of a letter.

    A list that is signed with number and name, as cables are, is the cable's.
    """
    rows = page.rows
    if not is_like_letter(rows, page.layout) or awaits_more(pages):
        return Kin.OWN
    led = any(row.text.rstrip().endswith(":") for row in last_of(pages).rows[-1:])
    if led or typed_number(page.layout.rows) is not None or _bears_notes(rows):
        return Kin.OWN
    if not is_letter(rows, page.layout):
        return Kin.OWN if _is_signed_as_cable(rows) else Kin.DOUBTED
    return Kin.DOUBTED if any(map(_is_marked, rows)) else Kin.STRANGE


def _is_signed_as_cable(rows: Sequence[Row]) -> bool:
    """Tell a page with a cable's signature, number and name, on one row or at its end on several.

    A name alone can sign another paper.
    """
    if any(map(is_signature, rows)):
        return True
    numbered = any(begins_with_a_number(row.text) for row in rows[-LONGEST_SIGNATURE:])
    return numbered and is_signed_at_end(rows)


def awaits_more(pages: Sequence[Layout]) -> bool:
    """Tell pages of a cable behind which another is to stand: the last says so, or breaks off."""
    last = last_of(pages)
    return says_more(last, pages) or leads_on(last.rows)


def goes_on_in_text(layout: Layout, pages: Sequence[Layout]) -> bool:
    """Tell a page that goes on with a sentence of ``pages`` that break off, or is signed as they are not."""
    rows = clear(layout, top=True).rows
    if not rows or end_of(pages).end is not End.OPEN:
        return False
    begun = rows[0].text[:1].islower() and leads_on(last_of(pages).rows)
    return begun or any(map(is_signature, _above_notes(rows)[-_LAST_ROWS:]))


def can_go_on(layout: Layout, pages: Sequence[Layout], *, marked: bool) -> bool:
    """Tell a page with a signature or ``marked`` words, behind ``pages`` of a cable that are not signed."""
    rows = clear(layout, top=True).rows
    if not rows or end_of(pages).end is not End.OPEN:
        return False
    return marked or any(map(is_signature, _above_notes(rows)))


def _above_notes(rows: Sequence[Row]) -> Sequence[Row]:
    """Give the rows above the first heading of notes, or above the first note that bears its label."""
    return rows[: next((at for at, row in enumerate(rows) if is_note(row)), len(rows))]


def _bears_furniture_of_sheets(page: Cleared) -> bool:
    """Tell what further pages of a sheet bear at their edges: reference, serial, count, distribution.

    The serial can be that of a message which begins there.
    """
    edges = page.edges
    if edges.page_count or edges.continued or edges.references or edges.serials:
        return True
    if is_serial_alone(page.rows[0]):
        return True
    return edges.distribution is not None or any("/" in row.text for row in edges.cut)


def _bears_notes(rows: Sequence[Row]) -> bool:
    """Tell a page with notes: a label, a term that is explained, or a heading right above one of them."""
    return any(map(_is_note, rows)) or (heading_of(rows[0]) is not None and len(rows) > 1)


def _is_note(row: Row) -> bool:
    """Tell a row with a note, its label there or lost, or its heading before it."""
    if label_at_head(row.text, _ROUTED) is not None:
        return False
    heading = heading_of(row)
    text = row.text if heading is None else row.text[heading[1] :].lstrip(" .,:;-")
    return begins_with_label(text) or _explains(text)


def _explains(text: str) -> bool:
    """Tell a note without its label, or behind what was read of it."""
    return explains(text) or explains(text.partition(" ")[2])


def _is_of_a_cable(row: Row) -> bool:
    """Tell a row that is a heading of notes or an item, or bears a mark in brackets or a signature."""
    return heading_of(row) is not None or _is_marked(row)


def _is_marked(row: Row) -> bool:
    """Tell a row with a mark in brackets, of notes, with a signature, or with the heading of an item."""
    return (
        is_signature(row)
        or item_number(row) is not None
        or not set(row.text).isdisjoint(_BRACKETS)
        or begins_with_label(row.text)
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
