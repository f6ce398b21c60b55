"""Where on its lines a signature stands: under the label of its number, stamps and scraps to its left."""

from __future__ import annotations

from collections.abc import Sequence

from parsing.layout import Passage
from parsing.matching import label_at_head
from parsing.prose import Line
from parsing.signature_parts import is_signed
from parsing.stamps import is_worded_stamp

_SCRAP_BEFORE = 6
"""Letters and figures of a scrap to the left of a signature."""

_IN_LINE = 0.5
"""Letters within which two lines of a signature begin under one another."""


def label_column(line: Line) -> int | None:
    """Give where the label of the number stands in a line, with at most a scrap or stamps to its left."""
    if label_at_head(line.text, ("number",)):
        return line.left
    pieces = line.row.segments
    for at in range(1, len(pieces)):
        if label_at_head(pieces[at].text, ("number",)):
            return pieces[at].box.x0 if _are_scraps(pieces[:at]) else None
    return None


def _are_scraps(pieces: Sequence[Passage]) -> bool:
    """Tell the words of stamps and a scrap, none of them a name or date, from what a signature bears."""
    if any(is_signed(piece.text) for piece in pieces):
        return False
    scraps = [piece.text for piece in pieces if not is_worded_stamp(piece.text)]
    return sum(map(str.isalnum, "".join(scraps))) <= _SCRAP_BEFORE


def under(column: int | None, line: Line) -> Passage:
    """Give the part of a line that begins under the number, where a stamp stands to its left."""
    if column is None:
        return line.passage
    reach = _IN_LINE * line.layout.letter
    at = [abs(part.box.x0 - column) <= reach for part in line.row.segments]
    if not any(at[1:]):
        return line.passage
    words = [word for part in line.row.segments[at.index(True) :] for word in part.words]
    return Passage(words, line.page)
