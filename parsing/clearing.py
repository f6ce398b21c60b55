"""Page furniture is cut away before the text is read, the list of a distribution with it.

It is looked for from the page's edges inwards, so that a body that speaks of pages keeps its words.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from parsing.archive_marks import is_mark_of_archive, is_of_furniture
from parsing.classification import Classified, read_classification
from parsing.dates import names_a_month
from parsing.distribution import cut_distribution
from parsing.foot_date import foot_date, is_lone
from parsing.furniture import FOOT, INITIALS_FROM, Edges, are_initials, is_borne_elsewhere, take
from parsing.issue_dates import find_issue_dates
from parsing.items import item_number
from parsing.last_words import are_last_words, begins_with_others, ends_sentence_of
from parsing.layout import Layout, Row, Segment
from parsing.matching import begins_with_a_number, names_sender
from parsing.message_ends import small_words
from parsing.message_heads import head_above
from parsing.offices import is_initials
from parsing.page_numbers import (
    is_continued,
    is_count_of_pages,
    number_alone,
    page_number,
    page_number_of,
)
from parsing.references import find_references
from parsing.scraps import is_lined_up
from parsing.stamps import is_mark_of_sheets, is_of_a_stamp
from schemas.values.references import Serial

_STRAY = 6
"""Letters and figures that a scrap at the foot of a page has at most."""

_BESIDE = 12
"""Letter widths from the left edge within which the label of an empty note stands."""

_SURELY_READ = 0.7
"""Mean confidence of a row from which it is no scrap."""

_FEWEST_WORDS = 3
"""Words in small letters of a line that is of text, however short."""

_READ = 0.5
"""Mean confidence of a row below which it is no text."""

_HARDLY_READ = 0.3
"""The same of a piece beside furniture below which it is what a stamp left."""

_HEAD_ROWS = 4
"""Rows at the top of a page among which its number stands."""

_ABOVE_STATIONS = 4
"""Rows below a message's serial within which its stations begin: a re-issue and a title may stand between."""

_TEXT_WIDTH = 0.6
"""Share of the text's width that a line of running text covers."""

_APART = 1.5
"""Line distances from the text of what is typed by itself at the edge of a page."""

_DATED = 20
"""Characters of a line that is a date at most."""

_RIGHT_BELOW = 2.0
"""Line distances from a signature's number to the name below it."""

_NEAR_END = 8
"""Letters by which the typist's initials end before the widest line, which the header can have."""

_WELL_BELOW = 2.5
"""Lines by which the typist's initials stand below all else, and a name not below its number."""

_MOST_BELOW = 4
"""Rows of stamps below what ends a page."""

_BARE_NUMBER = re.compile(r"No\.|\d{3,4}")
"""The label of a sender's number without one, or a number without its label, beside a name."""

_EMPTY_NOTE = re.compile(r"[\[{(/£fLZ]{1,2}[ivx1lI|]{1,5}[\]})/7J]")

_TWO_SMALL_WORDS = re.compile(r"\b[a-z]{3,}\b.*\b[a-z]{3,}\b")

_LETTERED = re.compile(r"[^\W\d_]{3}")
"""Letters of a word, which numbers and what was read of a reference have not."""


@dataclass(frozen=True)
class Cleared:
    """A page without its furniture."""

    layout: Layout
    rows: tuple[Row, ...]
    edges: Edges


@lru_cache(maxsize=16)
def clear(layout: Layout, *, top: bool) -> Cleared:
    """Cut the furniture of a page: at the foot always, at the head when ``top`` is set.

    The head of a sheet's first page is its header, which ``parsing.header`` reads. Pages are cleared once
    where sheets are parted by what is left of them and then read.
    """
    rows = list(layout.rows)
    edges = Edges()
    told = _cut_edge(rows, edges, layout, foot=True)
    last = rows[-_MOST_BELOW - 1 :]
    if top:
        _cut_above_number(rows, edges, layout)
        _cut_edge(rows, edges, layout, foot=False)
    cut_distribution(rows, edges, layout)
    if edges.foot_date is None and (dated := foot_date(rows, layout)) is not None:
        edges.foot_date = dated.date
        edges.cut.append(dated.row)
        rows.remove(dated.row)
    if told or rows[-_MOST_BELOW - 1 :] != last:
        _cut_edge(rows, edges, layout, foot=True)
    return Cleared(layout, tuple(rows), edges)


def _cut_edge(rows: list[Row], edges: Edges, layout: Layout, *, foot: bool) -> bool:
    """Cut furniture from one end of ``rows``; tell whether the row that stays there bears some."""
    at = -1 if foot else 0
    while rows:
        if foot and len(rows) > 1 and _goes_on(rows[-1], rows[-2], layout):
            return False
        row = rows[at].without_scraps(layout) if foot else rows[at]
        struck = _struck_line(rows[at])
        if row is None or struck:
            edges.classified.extend(struck)
            edges.cut.append(rows.pop(at))
            continue
        marked = is_mark_of_archive(rows, layout, foot=foot)
        if (foot and not marked and _is_signed(rows, layout)) or (
            not foot and edges.page_number and _is_serial_of_message(rows, 0, layout)
        ):
            return False
        taken = [
            take(segment, edges, layout, foot=foot, lone=is_lone(row)) for segment in row.segments
        ]
        if not (
            all(taken)
            or (any(taken) and _only_scraps(row, taken))
            or (not foot and _is_bare_number(row, edges))
            or marked
            or _is_mark_apart(rows, at, layout)
            or (foot and _are_initials_apart(rows, layout))
            or (foot and (_is_stray(row, layout) or _is_below_furniture(rows, layout)))
        ):
            return any(taken)
        edges.cut.append(rows.pop(at))
    return False


def _is_mark_apart(rows: Sequence[Row], at: int, layout: Layout) -> bool:
    """Tell a code word or corner tag alone on the last row or the first, the text well apart from it.

    Over a date a code word would be a sender's name.
    """
    row = rows[at]
    if not is_mark_of_sheets(row.text) or not is_lone(row):
        return False
    if len(rows) == 1:
        return True
    beside = rows[-2 if at else 1]
    if at == 0 and any(page_number_of(piece) is not None for piece in beside.segments):
        return True
    dated = at == 0 and names_a_month(beside.text) and len(beside.text) <= _DATED
    in_line = begins_with_others(row.words[0], layout)
    line = layout.line if in_line else layout.single
    return not dated and abs(row.middle - beside.middle) > _APART * line


def _are_initials_apart(rows: Sequence[Row], layout: Layout) -> bool:
    """Tell a typist's initials alone on the last row, wherever the text ends: apart, where its lines end.

    A sender's name stands to the left of that, or right below the number, or is borne elsewhere as well.
    """
    row = rows[-1]
    if len(row.words) > 1 or len(rows) < 2 or not are_initials(row.text):
        return False
    if is_borne_elsewhere(row, rows):
        return False
    at_end = row.box.x1 >= layout.right - _NEAR_END * layout.letter
    right = row.box.x0 > INITIALS_FROM * layout.page.width
    line = layout.single
    return at_end and right and row.middle - rows[-2].middle > _WELL_BELOW * line


def _goes_on(row: Row, above: Row, layout: Layout) -> bool:
    """Tell the last words of a sentence, what it ends with (date, reference, page), or a note of one."""
    if are_last_words(row, above, layout) or _is_note_of_reference(row):
        return True
    if not ends_sentence_of(row, above, layout):
        return False
    if any(find_references(row.text)) or any(find_issue_dates(row.text)):
        return True
    if row.text[-1:] != ".":
        return False
    return read_classification(row.passage) is not None or page_number(row.text) is not None


def _is_note_of_reference(row: Row) -> bool:
    """Tell a note that is little more than a reference, behind its label in brackets or a heading."""
    labelled = any(_EMPTY_NOTE.fullmatch(word.text) for word in row.words[:-1][:2])
    return labelled and any(find_references(row.text))


def _is_signed(rows: Sequence[Row], layout: Layout) -> bool:
    """Tell the last row of a signature: the sender's number, or a name beside it or right below it."""
    row, above = rows[-1], rows[-2:-1]
    if any(map(_is_numbered, row.segments)):
        return True
    if not are_initials(row.text) and not is_mark_of_sheets(row.text):
        return False
    return any(
        abs(piece.box.x0 - row.box.x0) < layout.letter and begins_with_a_number(piece.text)
        for over in above
        for piece in over.segments
        if row.middle - over.middle <= _RIGHT_BELOW * layout.line
    )


def _is_numbered(piece: Segment) -> bool:
    """Tell a piece that begins with a sender's number, is its label alone, or figures alone."""
    return begins_with_a_number(piece.text) or _BARE_NUMBER.fullmatch(piece.text) is not None


def _struck_line(row: Row) -> list[Classified]:
    """Give the classification in a row that is struck through, and so was read like a scrap.

    A code word may stand apart behind it of which nothing can be told.
    """
    if not all(word.struck for word in row.words):
        return []
    classified = read_classification(row.passage) or read_classification(row.segments[0])
    return [] if classified is None else [classified]


def _bears_number(rows: Sequence[Row]) -> bool:
    """Tell rows of which one bears the number of its page."""
    return any(page_number_of(piece) is not None for row in rows for piece in row.segments)


def is_serial_alone(row: Row) -> bool:
    """Tell the serial of a sheet or a message, and nothing else."""
    return Serial.parse(row.text.strip(" .")) is not None


def _is_serial_of_message(rows: Sequence[Row], at: int, layout: Layout) -> bool:
    """Tell a serial alone on its row above the stations of a message, between which its title can stand.

    Above the heading of an item, or above anything else, it is the sheet's.
    """
    if not is_serial_alone(rows[at]):
        return False
    for below, row in enumerate(rows[at + 1 : at + 1 + _ABOVE_STATIONS], at + 1):
        if names_sender(row.text):
            return head_above(rows, below, at, layout) == at
        if item_number(row) is not None:
            return False
    return False


def _cut_above_number(rows: list[Row], edges: Edges, layout: Layout) -> None:
    """Cut stamps and scraps above the row with a page's number, reference or serial, where no text stands."""
    for at, row in enumerate(rows[1:_HEAD_ROWS], 1):
        if _bears_number(rows[:at]) and _is_serial_of_message(rows, at, layout):
            return
        told = Edges()
        taken = [take(piece, told, layout, foot=False, lone=is_lone(row)) for piece in row.segments]
        if (told.page_number or told.references or told.serials) and _only_scraps(row, taken):
            if not any(_is_text(above, layout) for above in rows[:at]):
                for above in rows[:at]:
                    for piece in above.segments:
                        take(piece, edges, layout, foot=False, lone=is_lone(above))
                edges.cut.extend(rows[:at])
                del rows[:at]
            return


def _is_text(row: Row, layout: Layout) -> bool:
    """Tell a line of text, which no stamp is: long, from the left edge, or of words, and well read."""
    if is_of_a_stamp(row.text) or is_of_furniture(row):
        return False
    wide = row.box.width > _TEXT_WIDTH * (layout.right - layout.left)
    at_left = row.box.x0 < layout.left + _BESIDE * layout.letter
    worded = small_words(row.text) >= _FEWEST_WORDS
    return row.passage.sureness >= _READ and (wide or at_left or worded)


def _is_below_furniture(rows: Sequence[Row], layout: Layout) -> bool:
    """Tell initials alone on the last row, below a row that is all furniture, or what is no text.

    Below ``[Continued overleaf]`` and ``[3 Pages]`` no text stands, whatever was read there.
    """
    if len(rows) < 2 or _can_be_text(rows[-1]):
        return False
    if _is_below_end(rows, layout):
        return True
    above = [segment.text.strip() for segment in rows[-2].segments]
    told = [is_continued(text) or is_count_of_pages(text) for text in above]
    every = all(
        done or any(find_references(text)) or are_initials(text)
        for text, done in zip(above, told, strict=True)
    )
    return every and (any(told) or are_initials(rows[-1].text))


def _is_below_end(rows: Sequence[Row], layout: Layout) -> bool:
    """Tell a last row that a stamp left, below ``[Continued overleaf]`` or the classification of the foot."""
    for below, row in enumerate(reversed(rows)):
        if below and (
            _says_continued(row, rows[-below - 2 : -below - 1], layout)
            or (row.middle > FOOT * layout.height and _is_classification(row))
        ):
            return True
        if below == _MOST_BELOW or _can_be_text(row):
            return False
    return False


def _says_continued(row: Row, above: Sequence[Row], layout: Layout) -> bool:
    """Tell ``[Continued overleaf]``, which is not the end of a sentence in the row ``above``, if any."""
    said = any(is_continued(piece.text.strip()) for piece in row.segments)
    return said and not any(are_last_words(row, over, layout) for over in above)


def _is_classification(row: Row) -> bool:
    """Tell a row with a classification, struck through or not."""
    return read_classification(row.passage) is not None or bool(_struck_line(row))


def _can_be_text(row: Row) -> bool:
    """Tell a row that can be running text: two words of it are in small letters."""
    return _TWO_SMALL_WORDS.search(row.text) is not None


def _is_stray(row: Row, layout: Layout) -> bool:
    """Tell a scrap at the edge of a page: a few characters, ill read."""
    if row.passage.sureness >= _SURELY_READ or sum(map(str.isalnum, row.text)) > _STRAY:
        return False
    first = row.segments[0]
    if is_lined_up(first, layout) or _is_empty_note(row, layout) or is_initials(first.text):
        return False
    return not any(layout.names.bear(word.text) for word in row.words)  # a short signature


def _is_empty_note(row: Row, layout: Layout) -> bool:
    """Tell the label of a note that was left empty: alone on its row, near the edge where labels stand."""
    at_left = row.box.x0 < layout.left + _BESIDE * layout.letter
    return at_left and _EMPTY_NOTE.fullmatch(row.text.strip()) is not None


def _only_scraps(row: Row, taken: Sequence[bool]) -> bool:
    """Tell a row of furniture beside which only initials, a stamp, an ill-read number or reference stand."""
    return all(
        done
        or segment.sureness < _HARDLY_READ
        or are_initials(segment.text)
        or len(segment.text) <= _STRAY
        or not _LETTERED.search(segment.text)
        for segment, done in zip(row.segments, taken, strict=True)
    )


def _is_bare_number(row: Row, edges: Edges) -> bool:
    """Tell a page's number alone on its row, its dashes lost, and note it."""
    number = number_alone(row.text)
    if number is not None:
        edges.page_number = edges.page_number or number
    return number is not None
