"""Several messages on one sheet: where each begins, and what of the sheet belongs to which.

Each message has its own From, To and No, mostly below a heading ``Item 4``. What stands at the sheet's
head (reference, issue, classification) and notes that stand below the last message are for all of them. A
routing block at the head of a further page that says again what the one before said begins no message.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from rapidfuzz import fuzz

from parsing.clearing import Cleared
from parsing.dates import find_message_dates, find_month_and_year
from parsing.heads_overleaf import joined_overleaf
from parsing.items import items_of
from parsing.layout import Layout, Row
from parsing.matching import label_at_head
from parsing.message_ends import Above, ends_above
from parsing.message_heads import head_above
from parsing.note_headings import heading_of
from parsing.papers import is_line_of_words, leads_on
from parsing.routing import Routing, find_routing
from parsing.routing_places import labelled
from parsing.signature_parts import is_signature
from parsing.stamps import is_worded_stamp
from parsing.stations import MOST_WORDS, known_at_head

SHARED = (
    "classification",
    "classification_struck",
    "codewords",
    "origin",
    "reference_number",
    "reference_date",
    "sheet_serial",
    "issued_date",
    "copy_number",
    "is_reissue",
    "reissue_of",
)
"""Columns that a sheet says once for all its messages."""

_BELOW_ITEM = 9
"""Rows below its heading within which an item's routing block begins."""

_BELOW_RUINED = 4
"""The same of one whose labels were lost, whose station and date still stand there."""

_SURE = 0.7
"""Certainty of both stations at which a routing block without a heading begins a message."""

_AT_HEAD = 6
"""Rows at the head of a page within which a further message's stations stand."""

_ASIDE = 2
"""Letters by which what a note quotes stands to the right of the message's own stations."""

_HEAD_ROWS = 16
_SAME_NUMBERS = 80.0
_SURELY_READ = 0.85
_STATIONS = ("from_station", "to_station")
_SMALL_WORD = re.compile(r"(?<!\S)[a-z]{2,}[.,;:]?(?!\S)")
_SHORT = 24


@dataclass(frozen=True)
class Message:
    """A message's share of the pages of its sheet, without its heading ``Item 4``, which is ``item``.

    It ends with ``doubted`` words, if any, that can be typed above the next message.
    """

    pages: tuple[Cleared, ...]
    item: Row | None
    doubted: str | None = None


@dataclass(frozen=True, slots=True)
class _Block:
    """A routing block of a page, with the row that its message begins with, and its heading's row.

    What stands above it may be ``doubted`` to end the message before.
    """

    routing: Routing
    start: int
    item: int | None
    doubted: bool = False


@dataclass(frozen=True, slots=True)
class _Cut:
    """Where a message begins: page (by its place in the sheet) and row; ``item`` is the heading's row.

    What stands above it on its page may be ``doubted`` to end the message before.
    """

    page: int
    row: int
    item: int | None
    doubted: bool = False


def messages_of(pages: Sequence[Cleared]) -> list[Message]:
    """Part the pages of a sheet into its messages, of which there is at least one."""
    pages = joined_overleaf(pages)
    cuts = [_Cut(0, 0, None)]
    dropped: set[tuple[int, int]] = set()
    before: Routing | None = None
    for at, page in enumerate(pages):
        items = items_of(page.rows, page.layout)
        leading = pages[at - 1].rows if at else ()
        blocks = _not_quoted(_blocks(page, items, leading), page, leading)
        claimed = {block.item for block in blocks}
        first = blocks[0].routing.last + 1 if blocks else len(page.rows)
        begun = 0 if before else first
        further = [row for row in items if row >= begun and row not in claimed]
        ruined = [row for row in further if _is_ruined_item(page.rows, row)]
        for number, block in enumerate(blocks):
            if at == 0 and number == 0:
                cuts = _first_cuts(items, block)
            elif (
                number == 0  # below another block of its page, one begins a message
                and block.item is None
                and before
                and (block.routing.above_notes or _is_again(before, block.routing))
            ):
                dropped.update((at, row) for row in range(block.start, block.routing.last + 1))
                continue
            elif at and leads_on(pages[at - 1].rows) and _is_within_text(page.rows, block):
                continue
            elif block.item is not None or _is_sure(page.rows, block.routing):
                cuts.append(_Cut(at, block.start, block.item, block.doubted))
            else:
                continue
            before = block.routing
        cuts.extend(_Cut(at, row, row) for row in ruined)
    cuts.sort(key=lambda cut: (cut.page, cut.row))
    dropped.update((cut.page, cut.item) for cut in cuts if cut.item is not None)
    return [
        _message(pages, dropped, cut, following)
        for cut, following in zip(cuts, [*cuts[1:], None], strict=True)
    ]


def _first_cuts(items: Sequence[int], block: _Block) -> list[_Cut]:
    """Give where the first message begins, and the second where the first one's stations were lost.

    An item's heading well above that of the first block tells it.
    """
    above = [at for at in items if block.item is not None and at < block.item]
    if not above:
        return [_Cut(0, 0, block.item)]
    return [_Cut(0, 0, above[0]), _Cut(0, block.start, block.item)]


def _message(
    pages: Sequence[Cleared],
    dropped: Collection[tuple[int, int]],
    cut: _Cut,
    following: _Cut | None,
) -> Message:
    last = len(pages) - 1 if following is None else following.page
    kept = []
    for at in range(cut.page, last + 1):
        start = cut.row if at == cut.page else 0
        end = following.row if following and at == following.page else len(pages[at].rows)
        own = [
            row
            for number, row in enumerate(pages[at].rows[start:end], start)
            if (at, number) not in dropped
        ]
        typed = any(not _is_stamp(row) for row in own)
        if typed or at == cut.page or (following is None and end == start):
            kept.append(Cleared(pages[at].layout, tuple(own), pages[at].edges))
    item = None if cut.item is None else pages[cut.page].rows[cut.item]
    doubted = pages[last].rows[0].text if following and following.doubted else None
    return Message(tuple(kept), item, doubted)


def _is_stamp(row: Row) -> bool:
    """Tell a row of nothing but a stamp and what is left of its frame."""
    pieces = [piece.text for piece in row.segments if any(map(str.isalnum, piece.text))]
    return all(is_worded_stamp(piece.strip("|_ -")) for piece in pieces)


def _is_again(before: Routing, after: Routing) -> bool:
    return after.first < _HEAD_ROWS and says_again(before, after)


def says_again(before: Routing, after: Routing) -> bool:
    """Tell a routing block that repeats another: the same stations, and the same date or none.

    A message has a date of its own; numbers are compared loosely, as one of the two may be misread. Above
    the same number one of the stations may be lost.
    """
    stations = [(_value(before, name), _value(after, name)) for name in _STATIONS]
    own, known = (_value(block, "message_numbers") for block in (after, before))
    is_same = own is not None and own == known
    alike = [one == other for one, other in stations if one is not None or not is_same]
    if None in (other for _, other in stations) or not alike or not all(alike):
        return False
    date = _value(after, "message_date")
    if is_same:
        return True
    is_near = own is None or known is None or _may_be_one_number(before, after)
    return is_near and date in (None, _value(before, "message_date"))


def _may_be_one_number(before: Routing, after: Routing) -> bool:
    """Tell numbers that differ by a figure: one more was read, or one of them with doubt."""
    found = [block.findings["message_numbers"] for block in (before, after)]
    doubted = any(word.confidence < _SURELY_READ for one in found for word in one.words)
    one, other = (str(finding.value) for finding in found)
    return (doubted or len(one) != len(other)) and fuzz.ratio(one, other) >= _SAME_NUMBERS


def _value(block: Routing, name: str) -> object:
    finding = block.findings.get(name)
    return None if finding is None else finding.value


def _blocks(page: Cleared, items: Sequence[int], leading: Sequence[Row]) -> list[_Block]:
    """Give the routing blocks of a page in their order, each surely the head of a message.

    ``items`` are the rows with the headings of items, ``leading`` those of the page before.
    """
    rows, layout = page.rows, page.layout
    first = find_routing(rows, layout)
    if first is None:
        return []
    if not items and len(_named(rows)) < 2:
        start = head_above(rows, first.first, 0, layout)
        end = ends_above(rows[:start], leading, _is_dated(first, rows[:start]))
        if end is Above.NONE:
            return [_Block(first, 0, None)]
        return [_Block(first, start, None, doubted=end is Above.DOUBTED)]
    found = list(_search(rows, 0, layout))
    blocks: list[_Block] = []
    for number, routing in enumerate(found):
        floor = 0 if number == 0 else found[number - 1].last + 1
        item = next(
            (at for at in reversed(items) if 0 < routing.first - at <= _BELOW_ITEM and at >= floor),
            None,
        )
        start = head_above(rows, routing.first, floor, layout) if item is None else item
        blocks.append(_Block(routing, start, item))
    return blocks


def _is_dated(routing: Routing, above: Sequence[Row]) -> bool:
    """Tell a routing block with the day of its message, which is none of those in the rows ``above``."""
    dated = routing.findings.get("message_date")
    return dated is not None and not any(word in row.words for row in above for word in dated.words)


def _not_quoted(
    blocks: Sequence[_Block], page: Cleared, leading: Sequence[Row]
) -> Sequence[_Block]:
    """Leave out the blocks of messages that another quotes, on the page or below ``leading`` rows.

    A heading that is doubted to be of the message before leads to none.
    """
    kept: list[_Block] = []
    for block in blocks:
        above = page.rows[kept[-1].routing.last + 1 if kept else 0 : block.start]
        own = kept[0] if kept else None
        led = above if kept or above else leading
        own_head = block.item is not None or block.doubted or not (kept or leading)
        if own_head or not _leads_to(led, own, block, page):
            kept.append(block)
    return kept


def _leads_to(above: Sequence[Row], own: _Block | None, block: _Block, page: Cleared) -> bool:
    """Tell text of a message that leads to one it quotes with a colon, before its signature.

    A note leads to one that stands to the right of the message's ``own`` block: notes can be left empty.
    """
    if not above or not above[-1].text.rstrip().endswith(":"):
        return False
    if any(heading_of(row) is not None for row in above):
        aside = 0 if own is None else block.routing.left - own.routing.left
        return aside > _ASIDE * page.layout.letter
    return any(map(is_line_of_words, above)) and not any(map(is_signature, above))


def _is_ruined_item(rows: Sequence[Row], at: int) -> bool:
    """Tell an item's heading close below which a station and a date stand, the labels before them lost.

    Or a number behind its label and a date, where the stations are those of the item before.
    """
    pieces = [piece for row in rows[at + 1 : at + 1 + _BELOW_RUINED] for piece in row.segments]
    stations = (known_at_head(piece.text) for piece in pieces if len(piece.words) <= MOST_WORDS)
    dated = any(
        any(find_message_dates(piece.text)) or any(find_month_and_year(piece.text))
        for piece in pieces
        if len(piece.text) <= _SHORT
    )
    return dated and (any(found is not None for found in stations) or _is_number_below(rows, at))


def _is_number_below(rows: Sequence[Row], at: int) -> bool:
    """Tell a number right below a heading, or a line below it, its label with a colon."""
    labels = (label_at_head(row.text, ("number",)) for row in rows[at + 1 : at + 3])
    return any(label is not None and label.colon for label in labels)


def _named(rows: Sequence[Row]) -> set[int]:
    """Give the rows that are From lines, by their label and a known station after it."""
    return {
        place.row for place in labelled(rows, "from") if known_at_head(place.value.text) is not None
    }


def _search(rows: Sequence[Row], offset: int, layout: Layout) -> Iterator[Routing]:
    """Find routing blocks from above to below: the best one, and those on both sides of it."""
    routing = find_routing(rows, layout)
    if routing is None or not _tells_a_message(routing):
        return
    yield from _search(rows[: routing.first], offset, layout)
    yield replace(routing, first=routing.first + offset, last=routing.last + offset)
    below = routing.last + 1
    yield from _search(rows[below:], offset + below, layout)


def _tells_a_message(routing: Routing) -> bool:
    """Tell a block with both stations, or with one, the number and the date."""
    told = routing.findings.keys()
    stations = told & set(_STATIONS)
    return len(stations) > 1 or (bool(stations) and {"message_numbers", "message_date"} <= told)


def _is_sure(rows: Sequence[Row], routing: Routing) -> bool:
    """Tell a block that begins a message: both stations sure, or one of them with number and date."""
    if not all(name in routing.findings for name in _STATIONS):
        return False
    if _is_of_text(rows[routing.first : routing.last + 1], routing):
        return False
    sure = [routing.findings[name].certainty >= _SURE for name in _STATIONS]
    numbered = {"message_numbers", "message_date"} <= routing.findings.keys()
    return all(sure) or (any(sure) and numbered and routing.first < _AT_HEAD)


def _is_within_text(rows: Sequence[Row], block: _Block) -> bool:
    """Tell stations at the head of a page, no colon before them: the sentence of the page before goes on."""
    if block.routing.first or block.item is not None:
        return False
    label = label_at_head(rows[0].text, ("from",))
    return label is not None and not label.colon


def _is_of_text(rows: Sequence[Row], routing: Routing) -> bool:
    """Tell the stations of a journey from those of a message: no number or day, in a sentence or bare."""
    if routing.findings.keys() - set(_STATIONS):
        return False
    worded = any(len(_SMALL_WORD.findall(row.text)) > 1 for row in rows)
    labels = [label_at_head(row.text, ("from", "to")) for row in rows]
    return worded or all(label is not None and not label.colon for label in labels)
