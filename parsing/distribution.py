"""The distribution of a sheet: a heading alone on its row, at times read badly, and the list below."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from parsing.layout import Layout, Row, Segment
from parsing.lexicon import lexicon
from parsing.matching import best_form, is_x_run
from parsing.offices import is_initials
from schemas.pages import Word

_LIKE = 0.8
"""Likeness to ``Distribution`` of its heading."""

_RUINED, _UNSURE = 0.62, 0.85
"""Likeness that is enough for a word alone on its row that was read with less than this confidence."""

_LONGEST = 20

_BESIDE = 12
"""Letter widths by which a line of the list may stand to the side of its heading."""

_BESIDE_READ = 0.65
"""Confidence of a piece beside a line of the list below which it is a stamp."""

_READ = 0.5
"""Mean confidence of a row below which it is no line of a list."""

_SURELY_READ = 0.85
"""Confidence from which a figure in a line is none that a letter was read as."""

_STAMPED = 3
"""Letters and figures of a stamp behind an office, at most."""

_LIST_WIDTH = 12
"""Letter widths from its left edge within which a line of the list has letters."""


def distribution_at(rows: Sequence[Row]) -> int | None:
    """Give the row with the heading of a distribution; ``None`` when there is none."""
    for index, row in enumerate(rows):
        text = _uncrossed(row.segments[0].text)
        alike = _likeness_to_heading(text) if len(text) <= _LONGEST else 0.0
        if alike >= _LIKE or (alike >= _RUINED and _is_ill_read_word(row)):
            return index
    return None


@lru_cache(maxsize=8192)
def _likeness_to_heading(text: str) -> float:
    """Give how like the heading of a distribution a text is, 0..1."""
    return best_form(text, lexicon().furniture.distribution)[1]


def _uncrossed(text: str) -> str:
    """Leave out the list that was typed over with X on the line of its heading."""
    if "X" not in text.upper():
        return text
    first, blank, rest = text.partition(" ")
    return first if blank and all(map(is_x_run, rest.split())) else text


def _is_ill_read_word(row: Row) -> bool:
    """Tell a word alone on its row that was read unsurely."""
    unsure = max(word.confidence for word in row.words) < _UNSURE
    return unsure and len(row.words) == 1 and row.text.rstrip(":.").isalpha()


def is_list_line(pieces: Sequence[Segment], edge: int, letter: float) -> bool:
    """Tell a line of the list, which stands under its heading, from what is made of a stamp."""
    if not any(char.isalnum() for piece in pieces for char in piece.text):
        return False
    if is_initials(pieces[0].text) and abs(pieces[0].box.x0 - edge) <= letter:
        return True
    beside = abs(pieces[0].box.x0 - edge) <= _BESIDE * letter
    signs = sum(len(piece.text) for piece in pieces)
    return beside and sum(len(one.text) * one.sureness for one in pieces) >= _READ * signs


def list_row(row: Row, edge: int, letter: float, layout: Layout) -> Row | None:
    """Give a row of the list without its scraps; initials below the heading are none."""
    first = row.segments[0]
    if is_initials(first.text) and abs(first.box.x0 - edge) <= letter:
        return Row(row.page, (first,))
    kept = row.without_scraps(layout)
    if kept is None:
        return None
    first, *further = kept.segments  # a list is one column: a letter apart from it is a stamp's
    own = [
        first,
        *(
            piece
            for piece in further
            if sum(map(str.isalnum, piece.text)) > 1 and piece.sureness >= _BESIDE_READ
        ),
    ]
    return Row(row.page, tuple(map(_without_stamp, own)))


def are_surely_read(pieces: Sequence[Segment]) -> bool:
    """Tell pieces of a line of the list of which every word was surely read."""
    return all(word.confidence >= _SURELY_READ for piece in pieces for word in piece.words)


def _without_stamp(piece: Segment) -> Segment:
    """Leave out a few letters behind the closing parenthesis of an office, hardly read."""
    *own, last = piece.words
    stamped = own and own[-1].text.endswith(")") and last.confidence < _READ
    short = sum(map(str.isalnum, last.text)) <= _STAMPED
    return Segment(own, piece.page) if stamped and short else piece


def is_line_lost(last: Word, edge: int, layout: Layout) -> bool:
    """Tell type of which no word was read, a line below the last one of the list."""
    reach = _LIST_WIDTH * layout.letter
    return any(
        0 < box.y0 - last.box.y1 < layout.line and edge - layout.letter <= box.x0 < edge + reach
        for box in layout.page.unread
    )
