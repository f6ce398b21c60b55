"""The head of a cable that is whole: what stands below its first words is text, whatever it quotes.

A cable passes on letters, notes and their headings. A paper about cables names them by their stations, number
and day as well, but leads to them in words, bears nothing else of their heads, or has no message below.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from parsing.heads import TAG, pieces_of_head
from parsing.layout import Layout, Row
from parsing.matching import label_at_head
from parsing.opening_lines import opens_by_its_words
from parsing.papers import (
    bears_label_of_memoranda,
    is_line_of_words,
    is_other_paper,
    leads_on,
    leads_to,
)
from parsing.routing import Routing
from parsing.signature_parts import is_signature

_OF_CABLES = frozenset({TAG, "serial", "copy", "reference", "reissue", "issued"})
"""What stands above the routing block; one of them can stand on another paper as well."""

_OF_BARE_SHEETS = frozenset({"serial", "reissue"})
"""What tells a bare sheet of which the tag was crossed out."""

_FEWEST_KINDS = 2
_ROUTED = frozenset({"from_station", "to_station", "message_numbers", "message_date"})
_BEGUN_WITHIN = 12
"""Rows below the routing block within which the message begins."""

_ASIDE = 2
"""Letters by which a label may stand to the side of the others of its form."""


def is_below_whole_head(layout: Layout, routing: Routing) -> bool:
    """Tell that all of a page that can be another paper's stands below a cable's head and first words."""
    rows, found = layout.rows, routing.findings.keys()
    above, below = rows[: routing.first], routing.last + 1
    if _leads(above):
        return False
    pieced, told = _pieces_of_cables(above)
    formed = _is_form(layout, routing, rows)
    if not formed and told and _is_routed(found):
        return True
    begun = _begun_at(rows, below)
    if formed and pieced and begun is not None:
        formed = _is_form(layout, routing, rows[: begun + 1])
    signed = any(map(is_signature, rows[below:]))
    if told and _is_routed(found):
        return signed or not formed
    if not found >= _ROUTED or formed:
        return False
    if signed or begun is None:
        return signed
    addressed = _is_address(rows[begun])
    first = rows[: begun if addressed else begun + 1]
    return (addressed or pieced) and not is_other_paper(first, first)


def _pieces_of_cables(above: Sequence[Row]) -> tuple[bool, bool]:
    """Tell pieces of a cable's head by their kinds: whether they are several, and tell a sheet for sure."""
    kinds: set[str] = set()
    for kind in pieces_of_head(above, routed=False):
        if kind not in _OF_CABLES:
            continue
        kinds.add(kind)
        pieced = len(kinds) >= _FEWEST_KINDS
        if pieced and (TAG in kinds or kinds >= _OF_BARE_SHEETS):
            return True, True
    return len(kinds) >= _FEWEST_KINDS, False


def _is_routed(found: Collection[str]) -> bool:
    """Tell a routing block of which at most one piece could not be read."""
    return len(_ROUTED.intersection(found)) >= len(_ROUTED) - 1


def _leads(above: Sequence[Row]) -> bool:
    """Tell rows above a routing block that are another paper's: words that lead to it, or what tells one."""
    return (
        any(map(is_line_of_words, above))
        or leads_on(above)
        or (bool(above) and leads_to(above[-1].text))
        or is_other_paper(above, above)
    )


def _begun_at(rows: Sequence[Row], start: int) -> int | None:
    """Give the row with which a message begins: its addressee, or words of its text."""
    within = range(start, min(len(rows), start + _BEGUN_WITHIN))
    return next((at for at in within if _is_address(rows[at]) or is_line_of_words(rows[at])), None)


def _is_address(row: Row) -> bool:
    """Tell the line of an addressee: no colon behind its ``To``, and no headings of columns beside it."""
    label = label_at_head(row.text, ("to",))
    if not opens_by_its_words(row.text) or (label is not None and label.colon):
        return False
    return not is_other_paper([row], [row])


def _is_form(layout: Layout, routing: Routing, rows: Sequence[Row]) -> bool:
    """Tell among rows a label of memoranda or slips that stands under those of a routing block."""
    reach = _ASIDE * layout.letter
    return any(
        bears_label_of_memoranda(row)
        for row in rows[routing.first :]
        if abs(row.box.x0 - routing.left) < reach
    )
