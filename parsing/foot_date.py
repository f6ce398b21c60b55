"""The date of issue that stands alone at the foot of a sheet.

A date of the messages' years there can be that of a signature, which stands close below the text.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice
from typing import NamedTuple

from parsing.dates import FoundDate
from parsing.findings import Finding, found
from parsing.issue_dates import find_issue_dates
from parsing.last_words import ends_sentence_of
from parsing.layout import Layout, Row, Segment
from parsing.matching import is_longer, label_at_head
from parsing.note_headings import heading_of
from parsing.stamps import is_of_a_stamp, is_stamped
from schemas.values.dates import MESSAGES, TypedDate

_AS_SURE = 0.7
"""Share of a page's sureness below which a piece at the foot is of a stamp."""

_FOOT_ROWS = 5
_LONGEST, _MOST_LETTERS = 40, 30
"""Characters of a date with its label at most, and its letters and figures where dots lead to it."""

_WHOLE = 0.8
"""Share of a row that its date takes."""

_RIGHT = 0.6
"""Share of the page's width beyond which a date stands at its right."""

_LOW = 0.7
"""Share of the page's height below which its foot is."""

_FAR_BELOW = 3.0
"""Lines below the text at which no signature stands."""


class Dated(NamedTuple):
    """A row at the foot of a page, and its date."""

    row: Row
    date: Finding[TypedDate]


def foot_date(rows: Sequence[Row], layout: Layout) -> Dated | None:
    """Find the date of issue in the last typed rows of a page, above what could not be told from text."""
    typed = (
        row
        for row in reversed(rows)
        if any(is_as_sure_as_type(piece, layout) for piece in row.segments)
    )
    for whole in reversed(list(islice(typed, _FOOT_ROWS))):
        if all(is_longer(piece.text, _LONGEST, _MOST_LETTERS) for piece in whole.segments):
            continue
        row = _without_stamp(whole.without_scraps(layout), layout)
        if row is None or not is_lone(row) or is_stamped(row.text):
            continue
        read = next(iter(find_issue_dates(row.text)), None)
        if read is None:
            continue
        signed = read.value.day.year <= MESSAGES.last  # beside a signature, then
        if signed and not _is_below_notes(row, rows) and not _is_apart(row, rows, layout):
            continue
        if any(ends_sentence_of(row, above, layout) for above in _right_above(whole, rows)):
            continue
        if read.end - read.start >= _WHOLE * len(_value(row.text).strip(" .:;,")):
            certainty = 0.5 + 0.4 * read.kept
            date = found(row.passage, read.value, "date at the foot", certainty=certainty)
            return Dated(whole, date)
    return None


def date_alone(text: str) -> FoundDate | None:
    """Give the date of issue that is all of a text, and neither a stamp's nor beside a signature."""
    read = None if is_stamped(text) else next(iter(find_issue_dates(text)), None)
    if read is None or read.value.day.year <= MESSAGES.last:
        return None
    return read if read.end - read.start >= _WHOLE * len(text) else None


def _right_above(row: Row, rows: Sequence[Row]) -> Sequence[Row]:
    """Give the row above one of ``rows``, if there is any."""
    at = rows.index(row)
    return rows[max(0, at - 1) : at]


def _value(text: str) -> str:
    """Give a text without the label of an issue at its head: ``Issued: 3/9/1977``."""
    label = label_at_head(text, ("issued",))
    return text[label.value_at :] if label is not None and label.colon else text


def is_lone(row: Row) -> bool:
    """Tell a row with one segment of words."""
    return len([piece for piece in row.segments if any(map(str.isalnum, piece.text))]) == 1


def _without_stamp(row: Row | None, layout: Layout) -> Row | None:
    """Leave out the pieces of a row that were read far less surely than the page's type, and stamps."""
    if row is None:
        return None
    typed = [piece for piece in row.segments if is_as_sure_as_type(piece, layout)]
    if len(typed) > 1:
        typed = [piece for piece in typed if not is_of_a_stamp(piece.text)]
    if len(typed) == len(row.segments):
        return row
    return Row(row.page, tuple(typed)) if typed else None


def is_as_sure_as_type(piece: Segment, layout: Layout) -> bool:
    """Tell a piece that was read hardly less surely than the page's type: the dates of stamps are not."""
    return piece.sureness >= _AS_SURE * layout.usual


def _is_below_notes(row: Row, rows: Sequence[Row]) -> bool:
    """Tell a row below the heading of notes, and not of a message that begins below these."""
    for other in reversed([other for other in rows if other.middle < row.middle]):
        if heading_of(other) is not None:
            return True
        if label_at_head(other.text, ("from",)) is not None:
            return False
    return False


def _is_apart(row: Row, rows: Sequence[Row], layout: Layout) -> bool:
    """Tell a row at the right of the foot of a page, too far below the text to be of a signature."""
    above = max((other.middle for other in rows if other.middle < row.middle), default=0.0)
    right = row.box.x0 > _RIGHT * layout.page.width
    low = row.middle > _LOW * layout.height
    return right and low and row.middle - above > _FAR_BELOW * layout.line
