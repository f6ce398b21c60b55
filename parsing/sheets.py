"""A source's pages split into sheets: where a cable, a correction or another paper begins.

A page begins a sheet when it bears a routing block, a correction's heading, or the words of a memorandum or
letter. Other pages go on with the sheet before them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from parsing.brackets import canonical
from parsing.furniture import page_number
from parsing.layout import Layout, Row
from parsing.lexicon import lexicon
from parsing.matching import likeness, phrase_at_head
from parsing.repair import find_references
from parsing.routing import find_routing
from schemas.pages import Page
from schemas.records import DocumentType, MarkKind

_HEAD_ROWS = 16
_FEWEST_WORDS = 12
_LEAST_CONFIDENCE = 0.45


@dataclass(frozen=True, slots=True)
class SheetPages:
    """The pages of one sheet."""

    kind: DocumentType
    layouts: tuple[Layout, ...]


def split(layouts: Sequence[Layout]) -> list[SheetPages]:
    """Split the typed pages of a source into sheets. Pages with too little type are in none."""
    sheets: list[SheetPages] = []
    for layout in layouts:
        kind = _begins(layout)
        if kind is None and sheets and not _is_stray(layout.page):
            last = sheets[-1]
            sheets[-1] = SheetPages(last.kind, (*last.layouts, layout))
        elif kind is not None:
            sheets.append(SheetPages(kind, (layout,)))
        elif _is_text(layout.page):
            kind = DocumentType.CABLE if _bears_gaps(layout) else DocumentType.OTHER
            sheets.append(SheetPages(kind, (layout,)))
    return sheets


def _begins(layout: Layout) -> DocumentType | None:
    """Tell what sheet the page begins, ``None`` when it begins none."""
    head = layout.rows[:_HEAD_ROWS]
    if _is_continued(head):
        return None
    if _is_correction(head):
        return DocumentType.CORRECTION
    if _is_other(layout.rows):
        return DocumentType.OTHER
    routing = find_routing(layout.rows, layout)
    if routing is not None and {"from_station", "to_station"} <= routing.findings.keys():
        return DocumentType.CABLE
    if routing is not None and "message_date" in routing.findings:
        return DocumentType.CABLE
    return None


def _is_continued(head: Sequence[Row]) -> bool:
    """Tell a page that bears a number above 1 at its head."""
    for row in head[:3]:
        for segment in row.segments:
            number = page_number(segment.text)
            if number is not None and number > 1:
                return True
    return False


def _is_correction(head: Sequence[Row]) -> bool:
    words = lexicon().correction
    for row in head:
        if any(likeness(row.text, heading) >= 0.85 for heading in words.headings):
            return True
        if phrase_at_head(row.text, words.references[:1], 0.85) and any(find_references(row.text)):
            return True
    return False


def _is_other(rows: Sequence[Row]) -> bool:
    """Tell a memorandum, a slip or a letter by its heading, its labels or its salutation."""
    words = lexicon().other
    head = rows[:_HEAD_ROWS]
    labels = set()
    for row in head:
        for segment in row.segments:
            if any(likeness(segment.text, heading) >= 0.86 for heading in words.headings):
                return True
            label, colon, _ = segment.text.partition(":")
            if colon and label.strip().upper() in words.labels:
                labels.add(label.strip().upper())
    if "SUBJECT" in labels and len(labels) >= 2:
        return True
    greeted = any(
        phrase_at_head(row.text, words.salutations[:7], 0.92) and len(row.text) < 40 for row in head
    )
    closed = any(
        phrase_at_head(row.text, words.closings, 0.86) and len(row.text) < 40 for row in rows
    )
    return greeted or closed


def _is_text(page: Page) -> bool:
    """Tell a typed page from a photograph with a few shapes read as letters."""
    typed = [word for word in page.words if sum(char.isalpha() for char in word.text) >= 3]
    if len(typed) < _FEWEST_WORDS:
        return False
    return sum(word.confidence for word in typed) / len(typed) >= _LEAST_CONFIDENCE


def _bears_gaps(layout: Layout) -> bool:
    """Tell a message by its gaps, which nothing but a cable has, where its header could not be read."""
    gaps = [mark for row in layout.rows for mark in canonical(row.text).marks]
    return any(mark.kind is MarkKind.GAP for mark in gaps)


def _is_stray(page: Page) -> bool:
    """Tell a page on which next to nothing was read."""
    typed = [word for word in page.words if sum(char.isalnum() for char in word.text) >= 2]
    return not typed or sum(word.confidence for word in typed) / len(typed) < 0.3
