"""What is left of a routing block of which a line was lost, or its stations cannot be read.

One station is told by the number and date below it, or by other pieces of a head above.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from parsing.dates import find_message_dates
from parsing.heads import bears_pieces_of_head
from parsing.layout import Layout, Passage, Row
from parsing.routing_places import NEAR_ROWS, Place, below, is_all_of, is_figure, known_station

_ASIDE = 2
"""Letters by which the labels of one block may stand to the side of one another."""

_SMALL_WORD = re.compile(r"[A-Za-z]?[a-z]{3,}[.,]?")
"""A word of running text, which no station is."""


def one_station(rows: Sequence[Row], senders: Sequence[Place]) -> Place | None:
    """Find a From line that stands without a To."""
    for place in senders:
        station = known_station(place)
        if station is None:
            continue
        if place.colon or (is_all_of(place, station) and _is_dated(rows, place.row)):
            return place
    return None


def receiver_alone(rows: Sequence[Row], receivers: Sequence[Place], layout: Layout) -> Place | None:
    """Find a To line of which the From line above was lost: a known station, number and date below it."""
    for place in receivers:
        if known_station(place) is None or not place.colon:
            continue
        edge = rows[place.row].segments[place.segment].box.x0
        number = next(below(rows, place, "number", layout, edge), None)
        if number is not None and number.row - place.row <= 2 and _is_dated(rows, place.row):
            return place
    return None


def below_a_head(
    rows: Sequence[Row], senders: Sequence[Place], receivers: Sequence[Place]
) -> tuple[Place | None, Place | None]:
    """Find the one station that was read with its label, where other pieces of a head stand above it.

    Gives the sender or the receiver, the other is ``None``.
    """
    for at, place in enumerate((*senders, *receivers)):
        station = known_station(place)
        if station is None or not place.colon:
            continue
        if is_all_of(place, station):
            named = place if bears_pieces_of_head(rows[: place.row]) else None
            return (named, None) if at < len(senders) else (None, named)
    return None, None


def labels_alone(
    rows: Sequence[Row], senders: Sequence[Place], receivers: Sequence[Place], layout: Layout
) -> tuple[Place, Place] | None:
    """Find From, To and No under one another where neither station can be read: number and date stand there.

    Where the To line was lost, the From line stands for both, below other pieces of a head. Words in small
    letters behind a label are of another paper, which has such labels as well.
    """
    for sender in senders:
        if not sender.colon or _is_worded(sender.value):
            continue
        edge = sender.edge(rows)
        for receiver in receivers:
            near = 0 < receiver.row - sender.row <= 2
            aside = abs(receiver.edge(rows) - edge) / layout.letter
            if not near or aside > _ASIDE or not receiver.colon or _is_worded(receiver.value):
                continue
            number = next(below(rows, receiver, "number", layout, edge), None)
            if number is not None and is_figure(number.value):
                return sender, receiver
        if _is_numbered_and_dated(rows, sender, layout) and bears_pieces_of_head(
            rows[: sender.row]
        ):
            return sender, sender
    return None


def _is_numbered_and_dated(rows: Sequence[Row], sender: Place, layout: Layout) -> bool:
    """Tell a From line of which the To line below was lost, No with its figures and the date below that."""
    edge = sender.edge(rows)
    number = next(below(rows, sender, "number", layout, edge), None)
    if number is None or not (number.colon and is_figure(number.value)):
        return False
    aside = abs(number.edge(rows) - edge) / layout.letter
    return aside <= _ASIDE and any(find_message_dates(rows[number.row].text))


def _is_worded(value: Passage) -> bool:
    return any(_SMALL_WORD.fullmatch(word.text) for word in value.words)


def _is_dated(rows: Sequence[Row], at: int) -> bool:
    """Tell a row with the message's date just below another."""
    return any(any(find_message_dates(row.text)) for row in rows[at + 1 : at + 1 + NEAR_ROWS])
