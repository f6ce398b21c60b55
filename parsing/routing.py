"""The routing block of a cable: ``From``, ``To``, ``No`` and the date beside them.

Its lines stand under one another, so each is looked for by its label, by what its value looks like and by
its place below the one before; a label that OCR ruined is known by the other two.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from operator import itemgetter

from parsing.dates import find_message_dates
from parsing.findings import Finding, found
from parsing.heads import bears_pieces_of_head
from parsing.layout import Layout, Passage, Row
from parsing.lexicon import lexicon
from parsing.matching import begins_with_a_number, capital_share, is_like, label_at_head
from parsing.message_numbers import read_numbers
from parsing.routing_dates import read_date
from parsing.routing_order import (
    inverted,
    number_above,
    number_beside,
    parted_at_labels,
    receiver_beside,
)
from parsing.routing_places import (
    LONGEST_LABEL,
    NEAR_ROWS,
    Place,
    below,
    goes_on_in_words,
    is_figure,
    is_led_to,
    is_of_text,
    labelled,
    station_finding,
    station_of,
    value_after,
)
from parsing.stations import (
    MOST_WORDS,
    FoundStation,
    is_between_stations,
    station_alone,
    station_at_head,
)
from schemas.pages import Word
from schemas.values.labels import parse_roman

_LABELLED = 0.65
_SURELY_KNOWN, _BELOW_A_HEAD = 0.9, 0.8
"""Likeness to a known station of one without its label, and of one below other pieces of a head."""

_RUINED_LABEL = 0.6
"""Certainty of a place behind a ruined label."""

_MOST_UNLABELLED = _RUINED_LABEL + 1.0
"""What a pair counts at most of which the From was ruined."""

_SEARCHED_ROWS = 45
_LIKE_FROM = 0.6
_SURE_LABEL = 0.8
_ASIDE = 2
"""Letters by which the labels of one block may stand to the side of one another."""

_SMALL_WORD = re.compile(r"[A-Za-z]?[a-z]{3,}[.,]?")
_RUINED = 0.3
"""What a station counts that cannot be read after its label."""

_SCRAP = 2
_MOST_STATIONS = 3
"""Stations alone under one another of which two are a routing block; more are a list."""

COMMENT = re.compile(r"[\[{(/]([ivx1l]{1,5})[\]})/]\s?[^\W\d_a-z][^:]{1,30}:\s")
"""The head of a comment on a term, above which its sheet's own stations stand."""

_NOTED_WITHIN = 3
"""Rows below stations that a message has at the least."""

_HEAD = 0.45
"""Share of a page's height within which stations without labels are a routing block."""


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


def _find_stations(
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
    unlabelled = sender.certainty < _LABELLED
    return None if unlabelled and _is_listed(sender, _alone(rows), layout) else (sender, receiver)


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
    if not sender.value.words or sender.certainty < _SURE_LABEL:
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
    high = _HEAD * layout.height
    alone = _alone(rows, _BELOW_A_HEAD, high)
    bare = [place for place in alone if not place.value.text.endswith(".")]
    if not bare or not bears_pieces_of_head(rows[: bare[0].row]):
        bare = [place for place in bare if _is_surely_known(place)]
    for sender, receiver in pairwise(bare):
        if _is_listed(sender, bare, layout):
            continue
        aside = abs(sender.value.box.x0 - receiver.value.box.x0)
        if receiver.row - sender.row in (1, 2) and aside < 3 * layout.letter:
            return sender, receiver
    return None


def _is_surely_known(place: Place) -> bool:
    station = station_of(place)
    return station is not None and station.certainty >= _SURELY_KNOWN


def _alone(
    rows: Sequence[Row], least: float = _SURELY_KNOWN, lowest: float = math.inf
) -> list[Place]:
    """Give the known stations that are all of their piece of a row, alike by at least ``least``.

    They begin above ``lowest``, in pixels.
    """
    return [
        Place(at, index, segment, 0.6, False)
        for at, row in enumerate(rows)
        for index, segment in enumerate(row.segments)
        if len(segment.words) <= MOST_WORDS
        and segment.box.y0 < lowest
        and _is_in_capitals(segment.words)
        and (station := station_alone(segment.text))
        and station.certainty >= least
    ]


def _is_in_capitals(words: Sequence[Word]) -> bool:
    """Tell words typed as stations are: without the small letters of places in an address."""
    return capital_share("".join(word.text for word in words)) >= _CAPITALS


_CAPITALS = 0.6


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
            for label in (segment.words[:1], segment.words[:2]):
                ends = sum(len(word.text) + 1 for word in label)
                behind_scrap = len(label) > 1 and _is_behind_scrap(label)
                if len(label) > 1 and len(label[1].text) > _SCRAP and not behind_scrap:
                    break
                value = value_after(row, index, ends)
                station = station_at_head(value.text) if value.words else None
                if station and station.known and station.certainty >= 0.9:
                    if not _is_in_capitals(value.words[: station.words]):
                        break  # of an address: ``19 Lisbon Street, Oslo``
                    if is_between_stations(value.text):
                        break  # messages listed behind words: ``Occurs in: OSLO to MOSCOW 211``
                    scraps = 1 if behind_scrap else 0
                    yield Place(at, index, value, _RUINED_LABEL, False, scraps)
                    break


def _is_above_its_sender(rows: Sequence[Row], at: int, segment: Passage) -> bool:
    """Tell a line that bears ``To`` as it is typed, and a From line just below it."""
    label = label_at_head(segment.text, ("to",))
    if label is None or label.certainty < 1.0:
        return False
    return any(label_at_head(row.text, ("from",)) for row in rows[at + 1 : at + 1 + _ASIDE])


def _is_behind_scrap(words: Sequence[Word]) -> bool:
    """Tell a ruined label with its colon from the scrap of a few letters to its left: ``YY Ptom:``."""
    scrap, label = words[0].text, words[1].text
    short = len(label) <= LONGEST_LABEL and label[0].isalpha()
    return short and label.endswith((":", ";")) and len(scrap) < LONGEST_LABEL


def _is_like_from(text: str) -> bool:
    """Tell a word that stands apart from a station and is like the label before it: ``FROWS``."""
    return is_like(text, lexicon().labels["from"].forms, _LIKE_FROM)


def _one_station(rows: Sequence[Row], senders: Sequence[Place]) -> Place | None:
    """Find a From line that stands without a To."""
    for place in senders:
        station = station_of(place)
        if station is None or not station.known:
            continue
        if place.colon or (station.words == len(place.value.words) and _is_dated(rows, place.row)):
            return place
    return None


def _receiver_alone(
    rows: Sequence[Row], receivers: Sequence[Place], layout: Layout
) -> Place | None:
    """Find a To line of which the From line above was lost: a known station, number and date below it."""
    for place in receivers:
        station = station_of(place)
        if station is None or not station.known or not place.colon:
            continue
        edge = rows[place.row].segments[place.segment].box.x0
        number = next(below(rows, place, "number", layout, edge), None)
        if number is not None and number.row - place.row <= 2 and _is_dated(rows, place.row):
            return place
    return None


def _below_a_head(
    rows: Sequence[Row], senders: Sequence[Place], receivers: Sequence[Place]
) -> tuple[Place | None, Place | None]:
    """Find the one station that was read with its label, where other pieces of a head stand above it.

    Gives the sender or the receiver, the other is ``None``.
    """
    for at, place in enumerate((*senders, *receivers)):
        station = station_of(place)
        if station is None or not (station.known and place.colon):
            continue
        if station.words == len(place.value.words):
            named = place if bears_pieces_of_head(rows[: place.row]) else None
            return (named, None) if at < len(senders) else (None, named)
    return None, None


def _labels_alone(
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


def find_routing(rows: Sequence[Row], layout: Layout) -> Routing | None:
    """Find the routing block among the first rows of a sheet; ``None`` when the sheet has none."""
    return _find_routing(tuple(rows[: _SEARCHED_ROWS + _NOTED_WITHIN]), layout)


@lru_cache(maxsize=4)
def _find_routing(rows: tuple[Row, ...], layout: Layout) -> Routing | None:
    """Do so once where messages are parted by their blocks and then read."""
    searched = [parted_at_labels(row) for row in rows[:_SEARCHED_ROWS]]
    senders = list(labelled(searched, "from"))
    pair = _find_stations(searched, senders, layout)
    findings: dict[str, Finding[object]] = {}
    lone = None if pair else _one_station(searched, senders)
    receivers = [] if pair or lone else list(labelled(searched, "to"))
    only = _receiver_alone(searched, receivers, layout)
    labels = None if pair or only else _labels_alone(searched, senders, receivers, layout)
    if not (pair or lone or only or labels):
        lone, only = _below_a_head(searched, senders, receivers)
    if both := pair or labels:
        sender, receiver = both
    elif place := lone or only:
        sender, receiver = place, place
    else:
        return None
    origin, target = station_of(sender), station_of(receiver)
    if labels:  # a name that no gazetteer has is a ruin, beside another
        origin = origin if origin and origin.known else None
        target = target if target and target.known else None
    if origin and not only:
        findings["from_station"] = station_finding(sender, origin, "station after From")
    if target and not lone:
        findings["to_station"] = station_finding(receiver, target, "station after To")
    first, last = sorted((sender.row, receiver.row))
    edge = sender.edge(searched)
    lowest = sender if sender.row > receiver.row else receiver
    number = number_beside(searched, receiver) or _first_with_figures(
        [
            place
            for place in below(searched, lowest, "number", layout, edge)
            if not any(map(is_of_text, searched[lowest.row + 1 : place.row]))
        ]
    )
    dated_in: list[Passage] = []
    if number is not None:
        last = _read_number(number, findings, dated_in, layout.pitch)
    numbered = last
    above = number_above(searched, first, edge, layout)
    if above is not None and "message_numbers" not in findings:
        first = _read_number(above, findings, dated_in, layout.pitch)
    last = read_date(first, last, searched, dated_in, findings)
    told = max(sender.certainty, receiver.certainty) >= _LABELLED
    if not (told or "message_date" in findings or _is_numbered(searched, number, findings)):
        return None
    above_notes = _leads_to_notes(rows[last + 1 :])
    if above_notes and not (sender.colon and receiver.colon):
        return find_routing(rows[:first], layout)
    lower = 0 if number is None else last - numbered
    return Routing(first, last, edge, findings, above_notes, lower)


def _leads_to_notes(below: Sequence[Row]) -> bool:
    """Tell rows without a message, but with notes that go on.

    The stations above are cited in one, or with both labels the head of a further page.
    """
    labels = (COMMENT.match(row.text) for row in below[:_NOTED_WITHIN])
    first = next((parse_roman(label[1]) for label in labels if label is not None), None)
    return first is not None and first > 1


def _first_with_figures(places: Sequence[Place]) -> Place | None:
    """Give the surest place of the number, but for a label beside which no figures stand."""
    figured = (place for place in places if _bears_figures(place.value))
    first = next(iter(places), None)
    if first is None or first.certainty < _SURE_LABEL or _bears_figures(first.value):
        return first
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
