"""Addresses in rows of the header: beside a re-issue or a date, or above a date that stands lower.

The right-hand pieces of such rows are the header's, the first of the left-hand ones begins the message.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import takewhile

from parsing.dates import find_message_dates
from parsing.layout import Layout, Passage, Row, Segment
from parsing.opening_lines import opens
from parsing.prose import Line
from parsing.stamps import is_of_a_stamp
from schemas.values.stations import gazetteer

_READ = 0.75
"""Share of a page's sureness with which an address in the header was read at least."""

_GOES_ON = (",", "-")


def addresses_in(rows: Sequence[Row], layout: Layout) -> Iterator[Row]:
    """Give the addresses that stand in rows below a routing block's number, without what is beside them."""
    open_ended = False
    for row in rows:
        first = row.segments[0]
        if is_address(first, layout) or (open_ended and not any(find_message_dates(first.text))):
            yield Row(row.page, (first,))
            open_ended = first.text.endswith(_GOES_ON)
        else:
            open_ended = False


def is_address(segment: Segment, layout: Layout) -> bool:
    """Tell a piece that is an address or instruction, and neither stamp, date nor station."""
    if segment.sureness < _READ * layout.usual or is_of_a_stamp(segment.text):
        return False
    if any(find_message_dates(segment.text)) or segment.text.strip(" .").upper() in gazetteer():
        return False
    return opens(Line(Row(segment.page, (segment,)), layout))


def stands_beside_header(row: Row, layout: Layout, is_piece: Callable[[Passage], bool]) -> bool:
    """Tell a row of an address with nothing but pieces of the header to its right."""
    first, *others = row.segments
    return bool(others) and is_address(first, layout) and all(map(is_piece, others))


def end_of_pieces_below(
    rows: Sequence[Row], start: int, edge: float, is_piece: Callable[[Row], bool], layout: Layout
) -> int:
    """Give where the rows of header pieces end that stand below the address at ``start``, else ``start``.

    Each is of one piece, right of ``edge``.
    """

    def is_right_hand_piece(row: Row) -> bool:
        return _stands_right(row, edge) and is_piece(row)

    for below in range(start + 1, min(len(rows), start + 1 + _LONGEST)):
        if not _stands_right(rows[below], edge):
            continue
        if len(tuple(addresses_in(rows[start:below], layout))) < below - start:
            return start
        if is_piece(rows[below]):
            end = below + 1 + sum(1 for _ in takewhile(is_right_hand_piece, rows[below + 1 :]))
            return end_of_pieces_below(rows, end, edge, is_piece, layout)
    return start


def _stands_right(row: Row, edge: float) -> bool:
    """Tell a row of one piece that begins right of ``edge``."""
    return len(row.segments) == 1 and row.box.x0 >= edge


_LONGEST = 2
"""Rows of an address above pieces of the header, at most."""
