"""Routing blocks whose lines do not stand under one another in their order: on one line, or To above From.

Memoranda bear From and To so as well, so that a number or a day of the messages' years must stand with them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from parsing.dates import find_message_dates
from parsing.heads import bears_pieces_of_head
from parsing.layout import Layout, Row, Segment
from parsing.matching import begins_with_a_number, label_at_head
from parsing.routing_places import (
    Place,
    below,
    is_all_of,
    is_figure,
    is_of_text,
    known_station,
    labelled,
    station_of,
)

_NEAR = 2
"""Rows within which the lines of a block stand."""

_ASIDE = 2
"""Letters by which labels under one another may stand to the side."""


def parted_at_labels(row: Row) -> Row:
    """Part the pieces of a row that begins with ``From:`` before ``To:`` and ``No:``, close as they stand."""
    if not _bears_colon(row.text):
        return row
    sender = label_at_head(row.text, ("from",))
    if sender is None or not sender.colon or len(row.words) <= _NEAR:
        return row
    if not _bears_colon(row.text[sender.value_at :]):
        return row
    pieces = [piece for segment in row.segments for piece in _parted(segment)]
    if not any(_is_label(piece, "to") for piece in pieces):
        return row
    return Row(row.page, tuple(pieces))


def _bears_colon(text: str) -> bool:
    return ":" in text or ";" in text


def _parted(segment: Segment) -> Iterator[Segment]:
    words = segment.words
    rests = [Segment(words[at:], segment.page) for at in range(len(words))]
    heads = [
        at for at, rest in enumerate(rests) if _is_label(rest, "to") or _is_label(rest, "number")
    ]
    for start, end in pairwise(sorted({0, *heads, len(words)})):
        yield Segment(words[start:end], segment.page)


def _is_label(piece: Segment, name: str) -> bool:
    """Tell a piece that begins with a label as it is typed, with its colon."""
    label = label_at_head(piece.text, (name,))
    return label is not None and label.colon and label.certainty == 1.0


def receiver_beside(rows: Sequence[Row], sender: Place, layout: Layout) -> Place | None:
    """Find the ``To:`` on the line of the From, where a number or day stands with them."""
    row = rows[sender.row]
    for place in labelled((row,), "to"):
        if place.segment <= sender.segment or not place.colon or known_station(place) is None:
            continue
        receiver = replace(place, row=sender.row)
        dated = any(
            any(find_message_dates(near.text)) for near in rows[sender.row : sender.row + 1 + _NEAR]
        )
        return receiver if dated or _is_numbered(rows, receiver, layout, sender) else None
    return None


def inverted(
    rows: Sequence[Row], senders: Sequence[Place], layout: Layout
) -> tuple[Place, Place] | None:
    """Find a From line with the To line above it."""
    for sender in senders:
        receiver = _receiver_above(rows, sender, layout) if known_station(sender) else None
        if receiver is not None:
            return sender, receiver
    return None


def _receiver_above(rows: Sequence[Row], sender: Place, layout: Layout) -> Place | None:
    """Find the ``To:`` above the From, where a number stands below them or a piece of a head above."""
    first = max(0, sender.row - _NEAR)
    for place in labelled(rows[first : sender.row], "to"):
        receiver = replace(place, row=first + place.row)
        aside = abs(receiver.edge(rows) - sender.edge(rows)) / layout.letter
        if not _is_told(place) or known_station(place) is None or aside > _ASIDE:
            continue
        if not _is_told(sender):
            continue
        if _is_numbered(rows, sender, layout, sender) or bears_pieces_of_head(rows[: receiver.row]):
            return receiver
    return None


def _is_told(place: Place) -> bool:
    """Tell a line by its label's colon, or by a station behind its label that is all that stands there."""
    station = station_of(place)
    alone = station is not None and is_all_of(place, station)
    return place.colon or (alone and place.certainty == 1.0)


def number_beside(rows: Sequence[Row], receiver: Place) -> Place | None:
    """Find the ``No:`` on the line of the To, behind its station."""
    taken = receiver.value.words[0].box.x1 if known_station(receiver) else 0
    places = labelled((rows[receiver.row],), "number")
    beside = (
        replace(place, row=receiver.row)
        for place in places
        if place.segment > receiver.segment and is_figure(place.value)
    )
    return next(
        (place for place in beside if place.edge(rows) >= taken), None
    )  # none is ``MO5COW``


def number_above(rows: Sequence[Row], first: int, edge: int, layout: Layout) -> Place | None:
    """Find the ``No:`` in a line of its own right above the stations, where no text stands above it."""
    if not first or not begins_with_a_number(rows[first - 1].text):
        return None
    for place in labelled(rows[first - 1 : first], "number"):
        aside = abs(place.edge(rows[first - 1 : first]) - edge) / layout.letter
        if place.segment == 0 and aside <= _ASIDE and is_figure(place.value):
            signed = any(map(is_of_text, rows[:first]))
            return None if signed else replace(place, row=first - 1)
    return None


def _is_numbered(rows: Sequence[Row], last: Place, layout: Layout, sender: Place) -> bool:
    """Tell a block with its number beside or below the last of its stations."""
    under = next(below(rows, last, "number", layout, sender.edge(rows)), None)
    near = (
        under is not None
        and under.row - last.row <= _NEAR
        and begins_with_a_number(rows[under.row].text)
    )
    return near or number_beside(rows, last) is not None
