"""A source's pages split into sheets: where a cable, a correction or another paper begins.

A page begins a sheet when it bears a routing block or what else tells a head, a correction's heading, or the
words of a memorandum or letter. Other pages go on with the sheet before them, unless they bear the reference
of another; a page that bears a number is never the first of a sheet, but it may be the first that is there.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from parsing.classification import read_classification
from parsing.clearing import clear
from parsing.corrections import is_correction
from parsing.going_on import counts_on, ends_a_message
from parsing.heads import bears_pieces_of_head, is_head, is_like_head
from parsing.items import item_number
from parsing.layout import Layout, Row
from parsing.lexicon import lexicon
from parsing.marked_messages import bears_gaps, explains_cover_names
from parsing.matching import likeness, loose_label_at_head
from parsing.messages import says_again
from parsing.page_numbers import says_continued
from parsing.page_order import in_order, typed_number
from parsing.papers import (
    is_left_blank,
    is_line_of_words,
    is_other_by_title,
    is_other_paper,
    is_running_text,
    is_surely_other,
    leads_on,
    leads_to_a_copy,
)
from parsing.references import find_references
from parsing.routing import COMMENT, Routing, find_routing
from parsing.sheet_marks import are_other, marks_in, references_in, serials_in
from parsing.strange_pages import (
    Kin,
    awaits_more,
    can_go_on,
    goes_on_in_text,
    is_about_a_sheet,
    kin_of,
)
from parsing.typed_pages import is_stray, is_text
from parsing.whole_heads import is_below_whole_head
from schemas.records import DocumentType, MarkKind
from schemas.values.references import Serial

_HEAD_ROWS = 16

_NUMBERED_ROWS = 4
"""Rows at the head of a numbered page within which its reference stands."""

_CROSSES = re.compile(r"X{3,5}")
"""What is typed over a corner tag."""

_OF_TEXT = (MarkKind.GAP, MarkKind.READING)

_NUMBER = 3
"""Letters and figures that a page's number is read as at most."""

_SURELY_READ = 0.8
"""Confidence of words at which two references that differ are two, and not one misread."""

_SAME_TEXT = 0.6
"""Likeness of the first words below two routing blocks at which they are of two copies."""


@dataclass(frozen=True, slots=True)
class SheetPages:
    """The pages of one sheet as they were typed; of a ``headless`` one the first was not found.

    ``doubted`` are those that nothing joins to the ones before, at which the cable had come to its end, or
    that bear a title of papers; one that lies beside the notes before it is of another sheet. ``left_blank``
    are the pages within the sheet that say that they are.
    """

    kind: DocumentType
    layouts: tuple[Layout, ...]
    headless: bool = False
    doubted: tuple[int, ...] = ()
    left_blank: tuple[int, ...] = ()


def split(layouts: Sequence[Layout]) -> list[SheetPages]:
    """Split the typed pages of a source into sheets. Pages with too little type are in none.

    A page that was left blank is a paper of its own between two sheets; within one it is in none.
    """
    blanks = [layout for layout in layouts if is_left_blank(layout.rows)]
    sheets = _split([layout for layout in layouts if layout not in blanks])
    for blank in blanks:
        own = blank.number
        numbers = [[layout.number for layout in sheet.layouts] for sheet in sheets]
        before = sum(min(of_sheet) < own for of_sheet in numbers)
        within = next((at for at, of in enumerate(numbers) if min(of) < own < max(of)), None)
        if within is None:
            sheets.insert(before, SheetPages(DocumentType.OTHER, (blank,)))
        else:
            left_blank = (*sheets[within].left_blank, own)
            sheets[within] = replace(sheets[within], left_blank=left_blank)
    return sheets


def _split(layouts: Sequence[Layout]) -> list[SheetPages]:
    sheets: list[SheetPages] = []
    for layout, following in zip_longest(layouts, layouts[1:]):
        last = sheets[-1] if sheets else None
        kind = _begins(layout)
        if kind is DocumentType.OTHER and last is not None and _is_quoting(last, layout):
            kind = None
        elif kind is DocumentType.OTHER and last is not None and _can_be_titled(last, layout):
            sheets[-1] = _with(_doubting(last, layout), layout)
            continue
        if kind is DocumentType.CABLE and last is not None and _goes_on(last, layout):
            sheets[-1] = _with(last, layout)
        elif kind is DocumentType.CABLE and last is not None and _is_head_of(last, layout):
            sheets[-1] = replace(_with(last, layout, head=True), headless=False)
        elif kind is not None:
            sheets.append(SheetPages(kind, (layout,)))
        elif _is_headless(layout, last):
            sheets.append(SheetPages(DocumentType.CABLE, (layout,), headless=True))
        elif last is not None and not is_stray(layout.page):
            _join(sheets, layout, following)
        elif last is None and is_text(layout.page):
            told = bears_gaps(layout) or explains_cover_names(layout) or is_like_head(layout.rows)
            kind = DocumentType.CABLE if told else DocumentType.OTHER
            sheets.append(SheetPages(kind, (layout,)))
    return [replace(sheet, layouts=in_order(sheet.layouts)) for sheet in sheets]


def _is_quoting(sheet: SheetPages, layout: Layout) -> bool:
    """Tell a further page of a cable that quotes another paper.

    It bears its reference or serial, goes on with a sentence, or ends with the signature that is awaited.
    """
    if sheet.kind is not DocumentType.CABLE:
        return False
    if goes_on_in_text(layout, sheet.layouts):
        return True
    top, first = layout.rows[:1], sheet.layouts[0]
    joined = _bears_a_running_head(top, first) or _bears_its_serial_alone(top, first)
    return joined and awaits_more(sheet.layouts)


def _can_be_titled(sheet: SheetPages, layout: Layout) -> bool:
    """Tell a page by whose title alone it is a paper, where a cable can go on with it."""
    if sheet.kind is not DocumentType.CABLE:
        return False
    if not is_other_by_title(layout.rows[:_HEAD_ROWS], layout.rows):
        return False
    return can_go_on(layout, sheet.layouts, marked=bears_gaps(layout, _OF_TEXT))


def _doubting(sheet: SheetPages, layout: Layout) -> SheetPages:
    return replace(sheet, doubted=(*sheet.doubted, layout.number))


def _join(sheets: list[SheetPages], layout: Layout, following: Layout | None) -> None:
    """Put a page that begins nothing to the last sheet, or to what it is of when it is none of that."""
    last = sheets[-1]
    kin = Kin.OWN
    if last.kind is not DocumentType.OTHER:
        corrects = last.kind is DocumentType.CORRECTION
        kin = kin_of(layout, last.layouts, following, corrects=corrects)
    if kin in (Kin.OWN, Kin.DOUBTED):
        before = _doubting(last, layout) if kin is Kin.DOUBTED else last
        sheets[-1] = _with(before, layout)
    elif kin is not Kin.NONE:
        if kin is Kin.ASIDE:
            sheets[-1] = _doubting(last, layout)
        headless = kin is Kin.HEADLESS
        kind = DocumentType.CABLE if headless else DocumentType.OTHER
        sheets.append(SheetPages(kind, (layout,), headless=headless))


def is_known(sheet: SheetPages) -> bool:
    """Say whether a paper that is no cable bears the words of one of the kinds of papers."""
    rows = sheet.layouts[0].rows
    return is_left_blank(rows) or is_other_paper(rows[:_HEAD_ROWS], rows)


def _with(sheet: SheetPages, layout: Layout, *, head: bool = False) -> SheetPages:
    pages = (layout, *sheet.layouts) if head else (*sheet.layouts, layout)
    return replace(sheet, layouts=pages)


def _begins(layout: Layout) -> DocumentType | None:
    """Tell what sheet the page begins, ``None`` when it begins none."""
    head = layout.rows[:_HEAD_ROWS]
    if typed_number(head) is not None:
        return None
    if is_correction(head):
        return DocumentType.CORRECTION
    routing = _routing_of(layout)
    if _is_other(layout) and (routing is None or not is_below_whole_head(layout, routing)):
        return DocumentType.OTHER
    if routing is not None:
        return DocumentType.CABLE
    if is_head(layout.rows):
        return DocumentType.OTHER if is_about_a_sheet(layout) else DocumentType.CABLE
    return None


def _is_other(layout: Layout) -> bool:
    """Tell a page that bears the words of a paper, and no gaps unless they are surely quoted there."""
    head, rows = layout.rows[:_HEAD_ROWS], layout.rows
    return is_other_paper(head, rows) and (is_surely_other(head, rows) or not bears_gaps(layout))


def _routing_of(layout: Layout) -> Routing | None:
    """Give the routing block of a page that begins a cable with it; one that bears a number never does."""
    if typed_number(layout.rows) is not None:
        return None
    routing = find_routing(layout.rows, layout)
    while routing is not None and (
        is_running_text(above := layout.rows[: routing.first])
        or _is_cited(above, routing)
        or leads_to_a_copy(above)
    ):
        routing = find_routing(above, layout)  # that of a further message was read more surely
    if routing is None or routing.above_notes:
        return None
    if any(map(is_line_of_words, layout.rows[routing.first : routing.last + 1])):
        return None  # places that a newspaper names, not the stations of a cable
    stations = {"from_station", "to_station"} <= routing.findings.keys()
    return routing if stations or "message_date" in routing.findings else None


def _is_cited(above: Sequence[Row], routing: Routing) -> bool:
    """Tell stations of other cables, without day and number: in a note, or led to: ``see also in``."""
    noted = any(COMMENT.match(row.text) for row in above)
    return (leads_on(above) or noted) and routing.findings.keys() <= {"from_station", "to_station"}


def _goes_on(sheet: SheetPages, layout: Layout) -> bool:
    """Tell a page without a number that bears a routing block and yet goes on with the sheet.

    Either it begins with a further item of the sheet, or its header repeats the sheet's above other words.
    """
    if sheet.kind is not DocumentType.CABLE or (routing := _routing_of(layout)) is None:
        return False
    head = layout.rows[: routing.first]
    first = sheet.layouts[0]
    items = any(item_number(row) not in (None, "1") for row in head)
    other = _bears_a_tag(head) or _bears_a_serial_instead(head, first)
    if items and not other and not bears_pieces_of_head(head):
        return True
    if _is_next_number(head, sheet) or _bears_a_running_head(head, first):
        return True
    if _bears_its_serial_alone(head, first):
        return True
    if _begins_a_further(layout, routing, sheet):
        return True
    before = _routing_of(first)
    if before is None or not says_again(before, routing):
        return False
    return likeness(_below(first, before), _below(layout, routing)) < _SAME_TEXT


def _begins_a_further(layout: Layout, routing: Routing, sheet: SheetPages) -> bool:
    """Tell a page of the sheet on which a further message begins, whose serial may stand above it."""
    first, last = sheet.layouts[0], sheet.layouts[-1]
    above = layout.rows[: routing.first]
    if above and (ended := ends_a_message(above, clear(last, top=last is not first).rows)):
        own = above[:ended]
        return not bears_pieces_of_head(own) and marks_in(own) <= marks_in(first.rows[:_HEAD_ROWS])
    if not says_continued(last) and not counts_on(layout, sheet.layouts):
        return False
    return _is_of_sheet(layout, routing, first)


def _is_of_sheet(layout: Layout, routing: Routing, first: Layout) -> bool:
    """Tell a page with nothing on it, down to its routing block, that stands on first pages alone.

    A serial or reference there is that of the sheet, which begins with ``first``.
    """
    head = layout.rows[: routing.last + 1]
    if bears_pieces_of_head(head) or _bears_a_tag(head):
        return False
    own, known = marks_in(head), marks_in(first.rows[:_HEAD_ROWS])
    return own <= known


def _bears_a_serial_instead(rows: Sequence[Row], first: Layout) -> bool:
    """Tell rows with the serial of a bare sheet, where the sheet begun by ``first`` has a reference."""
    known = first.rows[:_HEAD_ROWS]
    return bool(serials_in(rows)) and bool(references_in(known)) and not serials_in(known)


def _is_next_number(rows: Sequence[Row], sheet: SheetPages) -> bool:
    """Tell rows that hold nothing but the number of the sheet's next page, its reference lost beside it."""
    text = " ".join(row.text for row in rows).strip()
    return text.rstrip(".") == str(len(sheet.layouts) + 1)


def _bears_a_tag(rows: Sequence[Row]) -> bool:
    """Tell the head of a sheet by its corner tag, crossed out or not, which further pages have not."""
    corners = [row.segments[0] for row in rows]
    return any(
        corner.text.strip() in lexicon().origins.tags
        or _CROSSES.fullmatch(corner.text.strip()) is not None
        for corner in corners
    )


def _bears_a_running_head(rows: Sequence[Row], first: Layout) -> bool:
    """Tell rows that begin with the sheet's reference, as a further page bears it, and at most a number.

    Its classification may stand above, and below it a title. The head of another sheet has the label before
    its reference, and more beside and below it.
    """
    own = references_in(rows)
    last = max((at for at, row in enumerate(rows) if references_in([row])), default=0)
    if bears_pieces_of_head(rows[last + 1 :]):
        return False
    pieces = [
        piece.text.strip()
        for row in rows[: last + 1]
        for piece in row.segments
        if read_classification(piece) is None
    ]
    others = [text for text in pieces if not any(find_references(text))]
    labelled = len(others) + len(own) < len(pieces) or any(
        loose_label_at_head(text, "reference") for text in pieces
    )
    if not own or labelled or any(sum(map(str.isalnum, text)) > _NUMBER for text in others):
        return False
    return all(reference in references_in(first.rows[:_HEAD_ROWS]) for reference in own)


def _bears_its_serial_alone(rows: Sequence[Row], first: Layout) -> bool:
    """Tell rows that hold the serial of a bare sheet, and neither a tag nor anything else but a number."""
    own = serials_in(rows)
    others = [
        piece.text
        for row in rows
        for piece in row.segments
        if Serial.parse(piece.text.strip(" .,")) is None and read_classification(piece) is None
    ]
    if _bears_a_tag(rows) or any(sum(map(str.isalnum, text)) > _NUMBER for text in others):
        return False
    return bool(own) and own <= serials_in(first.rows[:_HEAD_ROWS])


def _below(layout: Layout, routing: Routing) -> str:
    """Give the first words below a routing block."""
    rows = layout.rows[routing.last + 1 : routing.last + 7]
    return " ".join(row.text for row in rows)


def _is_headless(layout: Layout, last: SheetPages | None) -> bool:
    """Tell a numbered page that bears a reference which is not that of the sheet before it."""
    if typed_number(layout.rows) is None:
        return False
    own = references_in(layout.rows[:_NUMBERED_ROWS], _SURELY_READ)
    if last is None or last.kind is DocumentType.OTHER:
        return bool(own)
    known = [
        reference for one in last.layouts for reference in references_in(one.rows, _SURELY_READ)
    ]
    return bool(own and known) and all(are_other(one, other) for one in own for other in known)


def _is_head_of(sheet: SheetPages, layout: Layout) -> bool:
    """Tell the first page of a sheet whose further pages stand before it."""
    if not sheet.headless:
        return False
    own, known = references_in(layout.rows[:_HEAD_ROWS]), references_in(sheet.layouts[0].rows)
    return bool(own and known) and own[0] == known[0]
