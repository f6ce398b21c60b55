"""The stations of a routing block: its ``From`` and ``To`` lines, whose labels may be ruined or lost."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations, pairwise
from operator import itemgetter

from parsing.heads import bears_pieces_of_head
from parsing.layout import Layout, Passage, Row
from parsing.lexicon import lexicon
from parsing.matching import begins_with_a_number, capital_share, is_like, label_at_head
from parsing.routing_order import inverted, receiver_beside
from parsing.routing_places import (
    LONGEST_LABEL,
    Place,
    below,
    goes_on_in_words,
    is_led_to,
    station_of,
    value_after,
)
from parsing.stations import (
    MOST_WORDS,
    SURELY_KNOWN,
    FoundStation,
    is_between_stations,
    known_at_head,
    station_alone,
)
from schemas.pages import Word

_BELOW_A_HEAD = 0.8
"""Likeness to a known station of one without its label below other pieces of a head."""

_RUINED_LABEL = 0.6
"""Certainty of a place behind a label that is ruined or lost."""

_MOST_UNLABELLED = _RUINED_LABEL + 1.0
"""What a pair counts at most of which the From was ruined."""

LABELLED = 0.65
"""Certainty of a place from which its label was read."""

_LIKE_FROM = 0.6
"""Likeness to ``From`` of a word apart from a station that is that, ruined."""

SURE_LABEL = 0.8
"""Certainty of a label from which its line is of a block whatever stands behind it."""

_RUINED = 0.3
"""What a station counts that cannot be read after its label."""

_SCRAP = 2
"""Letters of a scrap behind a ruined label, at most."""

_MOST_STATIONS = 3
"""Stations alone under one another of which two are a routing block; more are a list."""

_CAPITALS = 0.6
"""Share of capitals among the letters of a station, at the least."""

_HEAD = 0.45
"""Share of a page's height within which stations without labels are a routing block."""

_RIGHT_BELOW = 2
"""Rows below a To line within which the From line of an inverted block stands."""


def find_stations(
    rows: Sequence[Row], senders: Sequence[Place], layout: Layout
) -> tuple[Place, Place] | None:
    """Find the From and the To line: a labelled pair of stations, one below the other."""
    pairs = list(_pairs(rows, senders, layout))
    if not pairs and (both := inverted(rows, senders, layout)):
        return both  # without its colon, each label could be the other, ruined
    if not any(score >= _MOST_UNLABELLED for score, _, _ in pairs):
        pairs.extend(_pairs(rows, _unlabelled(rows), layout))
    if not pairs:
        return _bare_stations(rows, layout)
    _, sender, receiver = max(pairs, key=itemgetter(0))
    if sender.certainty < LABELLED and _is_listed(sender, _alone(_in_capitals(rows)), layout):
        return None
    return sender, receiver


def _pairs(
    rows: Sequence[Row], senders: Iterable[Place], layout: Layout
) -> Iterator[tuple[float, Place, Place]]:
    """Give From lines with the To lines below or beside them, and how surely the two are a block's.

    Of To lines that cannot be surer than one before them the station is not read.
    """
    surest = -math.inf
    for sender in senders:
        origin = station_of(sender)
        ruined = _is_ruined(rows, sender)
        if (origin is None and not ruined) or goes_on_in_words(sender, origin):
            continue
        if is_led_to(rows, sender, layout) or _is_cited(sender):
            continue
        beside = receiver_beside(rows, sender, layout)
        under = below(rows, sender, "to", layout, sender.edge(rows))
        for receiver in under if beside is None else (beside,):
            if receiver.row - sender.row > 3 or _score(sender, origin, receiver) <= surest:
                continue
            target = station_of(receiver)
            if target is None:
                continue
            if not receiver.colon and target.certainty < 0.9:
                continue  # an addressee's line, or noise
            if goes_on_in_words(receiver, target):
                continue
            if origin is None and not target.known:
                continue
            score = _score(sender, origin, receiver, target.certainty)
            surest = max(surest, score)
            yield score, sender, receiver
            if receiver.row == sender.row + 1 and receiver.certainty * target.certainty == 1.0:
                break  # none below is surer


def _is_cited(sender: Place) -> bool:
    """Tell a line, no colon behind its label, that names a message: ``From OSLO to MOSCOW, No. 211``."""
    return not sender.colon and is_between_stations(sender.value.text)


def _score(
    sender: Place, origin: FoundStation | None, receiver: Place, target: float = 1.0
) -> float:
    """Tell how surely two lines are a block's; ``target`` is the certainty of the To line's station."""
    return (
        (_RUINED if origin is None else origin.certainty) * sender.certainty
        + target * receiver.certainty
        - 0.15 * (receiver.row - sender.row)
        - 0.004 * sender.row
    )


def _is_ruined(rows: Sequence[Row], sender: Place) -> bool:
    """Tell a From line, its station readable or not: by its colon, or by the To and No lines below it."""
    if not sender.value.words or sender.certainty < SURE_LABEL:
        return False
    if sender.colon:
        return True
    texts = [row.text for row in rows[sender.row + 1 : sender.row + 3]]
    routed = len(texts) > 1 and label_at_head(texts[0], ("to",)) and begins_with_a_number(texts[1])
    return bool(routed) and bears_pieces_of_head(rows[: sender.row])


def _bare_stations(rows: Sequence[Row], layout: Layout) -> tuple[Place, Place] | None:
    """Find two known stations one below the other, of which both labels were lost.

    Below other pieces of a head they may be read less well.
    """
    pieces = _in_capitals(rows, _HEAD * layout.height)
    if not any(_stands_below(one, other, layout) for one, other in combinations(pieces, 2)):
        return None
    alone = _alone(pieces, _BELOW_A_HEAD)
    bare = [place for place in alone if not place.value.text.endswith(".")]
    if not bare or not bears_pieces_of_head(rows[: bare[0].row]):
        bare = [place for place in bare if _is_surely_known(place)]
    for sender, receiver in pairwise(bare):
        if _stands_below(sender, receiver, layout) and not _is_listed(sender, bare, layout):
            return sender, receiver
    return None


def _stands_below(above: Place, place: Place, layout: Layout) -> bool:
    """Tell a place right below another, the row between them lost or not."""
    aside = abs(above.value.box.x0 - place.value.box.x0)
    return place.row - above.row in (1, 2) and aside < 3 * layout.letter


def _is_surely_known(place: Place) -> bool:
    station = station_of(place)
    return station is not None and station.certainty >= SURELY_KNOWN


def _in_capitals(rows: Sequence[Row], lowest: float = math.inf) -> list[Place]:
    """Give the pieces of rows that can be a station alone; they begin above ``lowest``, in pixels."""
    return [
        Place(at, index, segment, _RUINED_LABEL, False)
        for at, row in enumerate(rows)
        for index, segment in enumerate(row.segments)
        if len(segment.words) <= MOST_WORDS
        and segment.box.y0 < lowest
        and capital_share(segment.text) >= _CAPITALS
    ]


def _alone(pieces: Sequence[Place], least: float = SURELY_KNOWN) -> list[Place]:
    """Give those of some pieces that are known stations, alike by at least ``least``."""
    return [place for place in pieces if station_alone(place.value.text, least)]


def _is_listed(place: Place, stations: Sequence[Place], layout: Layout) -> bool:
    """Tell a station in a column of more than a routing block has."""
    edge, reach = place.value.box.x0, 3 * layout.letter
    return sum(abs(edge - other.value.box.x0) < reach for other in stations) > _MOST_STATIONS


def _unlabelled(rows: Sequence[Row]) -> Iterator[Place]:
    """Give places where a known station follows a short word: a From line with its label ruined."""
    for at, row in enumerate(rows):
        for index, segment in enumerate(row.segments):
            if len(segment.words[0].text) > LONGEST_LABEL or len(segment.words) > 5:
                continue
            if len(segment.words) == 1 and not _is_like_from(segment.text):
                continue
            if is_between_stations(segment.text) or _is_above_its_sender(rows, at, segment):
                continue  # a line of a list, or the To line
            first, *others = segment.words
            behind_scrap = bool(others) and _is_behind_scrap(first, others[0])
            scrapped = behind_scrap or (bool(others) and len(others[0].text) <= _SCRAP)
            ends = [len(first.text) + 1]
            if scrapped:
                ends.append(ends[0] + len(others[0].text) + 1)
            for value_at in ends:
                value = value_after(row, index, value_at)
                if value_at == ends[-1] and not _bears_capitals(value.words[:MOST_WORDS]):
                    break
                station = known_at_head(value.text, SURELY_KNOWN) if value.words else None
                if station is None:
                    continue
                scraps = 1 if behind_scrap and value_at > ends[0] else 0
                if _is_typed_station(value, station):
                    yield Place(at, index, value, _RUINED_LABEL, False, scraps)
                break


def _is_typed_station(value: Passage, station: FoundStation) -> bool:
    """Tell a station in capitals, and none of an address: ``19 Lisbon Street, Oslo``.

    Nor are messages listed so, behind words: ``Occurs in: OSLO to MOSCOW 211``.
    """
    typed = " ".join([word.text for word in value.words[: station.words]])
    return capital_share(typed) >= _CAPITALS and not is_between_stations(value.text)


def _bears_capitals(words: Sequence[Word]) -> bool:
    """Tell words of which one at least is in capitals, as those of a station are."""
    return any(capital_share(word.text) >= _CAPITALS for word in words)


def _is_above_its_sender(rows: Sequence[Row], at: int, segment: Passage) -> bool:
    """Tell a line that bears ``To`` as it is typed, and a From line just below it."""
    label = label_at_head(segment.text, ("to",))
    if label is None or label.certainty < 1.0:
        return False
    return any(label_at_head(row.text, ("from",)) for row in rows[at + 1 : at + 1 + _RIGHT_BELOW])


def _is_behind_scrap(scrap: Word, ruined: Word) -> bool:
    """Tell a ruined label with its colon from the scrap of a few letters to its left: ``YY Ptom:``."""
    label = ruined.text
    short = len(label) <= LONGEST_LABEL and label[0].isalpha()
    return short and label.endswith((":", ";")) and len(scrap.text) < LONGEST_LABEL


def _is_like_from(text: str) -> bool:
    """Tell a word that stands apart from a station and is like the label before it: ``FROWS``."""
    return is_like(text, lexicon().labels["from"].forms, _LIKE_FROM)
