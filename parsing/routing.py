"""The routing block of a cable: ``From``, ``To``, ``No`` and the date beside them.

Its lines stand under one another, so each is looked for by its label, by what its value looks like and by
its place below the one before; a label that OCR ruined is known by the other two.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from parsing.dates import find_message_dates
from parsing.findings import Finding, found
from parsing.layout import Layout, Passage, Row
from parsing.matching import label_at_head
from parsing.message_numbers import read_numbers
from parsing.routing_dates import read_date
from parsing.routing_order import number_above, number_beside, parted_at_labels
from parsing.routing_places import (
    Place,
    below,
    is_figure,
    is_of_text,
    known_station,
    labelled,
    station_finding,
    station_of,
)
from parsing.routing_remains import below_a_head, labels_alone, one_station, receiver_alone
from parsing.routing_stations import LABELLED, SURE_LABEL, find_stations
from schemas.values.labels import parse_roman

_SEARCHED_ROWS = 45
"""Rows of a sheet among which its routing block stands."""

COMMENT = re.compile(r"[\[{(/]([ivx1l]{1,5})[\]})/]\s?[^\W\d_a-z][^:]{1,30}:\s")
"""The head of a comment on a term, above which its sheet's own stations stand."""

_NOTED_WITHIN = 3
"""Rows below stations that a message has at the least."""

_KNOWN_ROWS = _SEARCHED_ROWS + _NOTED_WITHIN


@dataclass(frozen=True)
class Routing:
    """What the routing block says, and the rows that it covers (``first`` to ``last``, both included).

    ``below`` counts the last of them that stand below the number. One ``above_notes`` repeats that of the
    sheet, on a further page where its notes go on.
    """

    first: int
    last: int
    left: int
    findings: dict[str, Finding[object]]
    above_notes: bool = False
    below: int = 0


def find_routing(rows: Sequence[Row], layout: Layout) -> Routing | None:
    """Find the routing block among the first of some rows of a page; ``None`` when they have none.

    It is that of the whole page where all rows of this are among them, and none where the page has none.
    """
    page, own = layout.rows[:_KNOWN_ROWS], tuple(rows[:_KNOWN_ROWS])
    routing = _find_routing(page, layout)
    if own == page or (routing is None and page[-1:] == layout.rows[-1:]):
        return routing
    if routing is not None and page[routing.first] in own:
        first, lines = own.index(page[routing.first]), routing.last - routing.first
        if own[first : first + lines + 1] == page[routing.first : routing.last + 1]:
            return replace(routing, first=first, last=first + lines)
    return _find_routing(own, layout)


@lru_cache(maxsize=16)
def _find_routing(rows: tuple[Row, ...], layout: Layout) -> Routing | None:
    """Do so once where sheets and messages are parted by their blocks and then read."""
    searched = [parted_at_labels(row) for row in rows[:_SEARCHED_ROWS]]
    senders = list(labelled(searched, "from"))
    pair = find_stations(searched, senders, layout)
    findings: dict[str, Finding[object]] = {}
    lone = None if pair else one_station(searched, senders)
    receivers = [] if pair or lone else list(labelled(searched, "to"))
    only = receiver_alone(searched, receivers, layout)
    labels = None if pair or only else labels_alone(searched, senders, receivers, layout)
    if not (pair or lone or only or labels):
        lone, only = below_a_head(searched, senders, receivers)
    if both := pair or labels:
        sender, receiver = both
    elif place := lone or only:
        sender, receiver = place, place
    else:
        return None
    read = known_station if labels else station_of  # other names are ruins where neither is read
    origin, target = read(sender), read(receiver)
    if origin and not only:
        findings["from_station"] = station_finding(sender, origin, "station after From")
    if target and not lone:
        findings["to_station"] = station_finding(receiver, target, "station after To")
    first, last = sorted((sender.row, receiver.row))
    edge = sender.edge(searched)
    lowest = sender if sender.row > receiver.row else receiver
    beside = number_beside(searched, receiver) or number_beside(searched, sender)
    number = beside or _first_with_figures(
        place
        for place in below(searched, lowest, "number", layout, edge)
        if not any(map(is_of_text, searched[lowest.row + 1 : place.row]))
    )
    dated_in: list[Passage] = []
    if number is not None:
        last = max(last, _read_number(number, findings, dated_in, layout.pitch))
    numbered = last
    above = number_above(searched, first, edge, layout)
    if above is not None and "message_numbers" not in findings:
        first = _read_number(above, findings, dated_in, layout.pitch)
    last = read_date(first, last, searched, dated_in, findings)
    told = max(sender.certainty, receiver.certainty) >= LABELLED
    if not (told or "message_date" in findings or _is_numbered(searched, number, findings)):
        return None
    above_notes = _leads_to_notes(rows[last + 1 :])
    if above_notes and not (sender.colon and receiver.colon):
        return _find_routing(rows[:first], layout)
    lower = 0 if number is None else last - numbered
    return Routing(first, last, edge, findings, above_notes, lower)


def _leads_to_notes(below: Sequence[Row]) -> bool:
    """Tell rows without a message, but with notes that go on.

    The stations above are cited in one, or with both labels the head of a further page.
    """
    labels = (COMMENT.match(row.text) for row in below[:_NOTED_WITHIN])
    first = next((parse_roman(label[1]) for label in labels if label is not None), None)
    return first is not None and first > 1


def _first_with_figures(places: Iterator[Place]) -> Place | None:
    """Give the surest place of the number, but for a label beside which no figures stand."""
    first = next(places, None)
    if first is None or first.certainty < SURE_LABEL or _bears_figures(first.value):
        return first
    figured = (place for place in places if _bears_figures(place.value))
    beside = next((place for place in figured if abs(place.row - first.row) <= 1), None)
    return first if beside is None else replace(beside, row=max(beside.row, first.row))


def _bears_figures(value: Passage) -> bool:
    """Tell a value that begins with figures which are no date's."""
    dated = any(date.start == 0 for date in find_message_dates(value.text))
    return bool(value.words) and is_figure(value) and not dated


def _is_numbered(
    rows: Sequence[Row], place: Place | None, findings: Mapping[str, Finding[object]]
) -> bool:
    """Tell a number that was read in a row that begins with its label."""
    if place is None or "message_numbers" not in findings:
        return False
    return label_at_head(rows[place.row].segments[0].text, ("number",)) is not None


def _read_number(
    place: Place,
    findings: dict[str, Finding[object]],
    dated_in: list[Passage],
    pitch: float | None,
) -> int:
    """Read the numbers at a place into ``findings``; what follows them goes to ``dated_in``."""
    read = read_numbers(place.value, pitch)
    if read is None:
        return place.row if place.certainty >= 0.85 else place.row - 1
    if read.rest.words:
        dated_in.append(read.rest)
    if read.numbers:
        findings["message_numbers"] = found(
            place.value, read.numbers, "number after No", end=read.end,
            certainty=place.certainty * read.kept,
        )  # fmt: skip
    return place.row
