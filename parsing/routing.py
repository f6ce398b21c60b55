"""The routing block of a cable: ``From``, ``To``, ``No`` and the date beside them.

Its lines stand under one another, so each is looked for by its label, by what its value looks like and by
its place below the one before; a label that OCR ruined is known by the other two.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from parsing.findings import Finding, found
from parsing.layout import Layout, Passage, Row, Segment
from parsing.lexicon import lexicon
from parsing.matching import FoundLabel, best_form, label_at_head
from parsing.message_numbers import read_numbers
from parsing.pitch import places
from parsing.repair import (
    find_message_dates,
)
from parsing.routing_dates import read_date
from parsing.stations import FoundStation, station_at_head
from schemas.pages import Word

_LABELLED = 0.65
_SEARCHED_ROWS = 45
_LONGEST_LABEL = 7
_FURTHER = 0.03
"""Certainty that a place loses for each row that it stands further down."""

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

_NEAR_ROWS = 4
_READ = 0.5
"""Confidence from which a name in capitals that no gazetteer has is a station."""

_HEAD = 0.45
"""Share of a page's height within which stations without labels are a routing block."""

_COLONS = ".:;,?!"
"""What stands after a label, typed or read."""

_ONE_FIGURE = re.compile(r"\w[.:;,]?")


@dataclass(frozen=True, slots=True)
class Place:
    """A segment of a row with what follows its label: the value may stand in the next segment.

    ``scraps`` counts the words of the segment that stand before the label.
    """

    row: int
    segment: int
    value: Passage
    certainty: float
    colon: bool
    scraps: int = 0

    def edge(self, rows: Sequence[Row]) -> int:
        """Give where the label begins, in pixels."""
        return rows[self.row].segments[self.segment].words[self.scraps].box.x0


@dataclass(frozen=True)
class Routing:
    """What the routing block says, and the rows that it covers (``first`` to ``last``, both included)."""

    first: int
    last: int
    left: int
    findings: dict[str, Finding[object]]


def _value_after(row: Row, index: int, value_at: int) -> Passage:
    segment = row.segments[index]
    rest = segment.after(value_at)
    following = next(
        (after for after in row.segments[index + 1 :] if any(c.isalnum() for c in after.text)), None
    )
    if following is None:
        return rest
    return (
        rest if any(map(str.isalnum, rest.text)) and not _is_colon(rest, following) else following
    )


def _is_colon(rest: Passage, following: Passage) -> bool:
    """Tell a colon that was read as a figure (``No.3:   86``) from a number beside a date."""
    if _ONE_FIGURE.fullmatch(rest.text) is None:
        return False
    if not following.text[0].isdigit():
        station = station_at_head(following.text)
        return rest.text[0].isdigit() and station is not None and station.known
    return not any(date.start == 0 for date in find_message_dates(following.text))


def _place(rows: Sequence[Row], at: int, index: int, label: FoundLabel) -> Place:
    """Give the place of a label, which has a colon too when a sign apart stands in the place of one."""
    segment = rows[at].segments[index]
    value = _value_after(rows[at], index, label.value_at)
    apart = segment.after(label.value_at) if value.words else None
    lone = apart is not None and apart.words[:1] != value.words[:1] and len(apart.text) == 1
    first = value.words[0].text if value.words else ""
    colon = label.colon or lone or (len(first) == 1 and not first.isalnum() and first not in "/([{")
    return Place(at, index, value, label.certainty, colon)


def _labelled(rows: Sequence[Row], name: str) -> Iterator[Place]:
    for at, row in enumerate(rows):
        for index, segment in enumerate(row.segments):
            label = label_at_head(segment.text, (name,))
            if label:
                yield _place(rows, at, index, label)


def _station(place: Place) -> FoundStation | None:
    """Read a station; one that the gazetteer has not must be read well."""
    station = station_at_head(place.value.text) if place.value.words else None
    if station is None or station.known:
        return station
    named = Passage(place.value.words[: station.words], place.value.page)
    return station if named.sureness >= _READ else None


def _station_finding(place: Place, station: FoundStation, rule: str) -> Finding[object]:
    words = Passage(place.value.words[: station.words], place.value.page)
    return found(words, station.name, rule, certainty=station.certainty * place.certainty)


def _below(
    rows: Sequence[Row], above: Place, name: str, layout: Layout, edge: int
) -> Iterator[Place]:
    """Give the places below another that can bear the label ``name``, surest first.

    ``edge`` is the left edge of the labels, in pixels.
    """
    found_places: list[Place] = []
    for at in range(above.row + 1, min(len(rows), above.row + 1 + _NEAR_ROWS)):
        for index, segment in enumerate(rows[at].segments):
            aside = abs(segment.box.x0 - edge) / layout.letter
            label = label_at_head(segment.text, (name,)) if aside <= 5 else None
            if label:
                found_places.append(_place(rows, at, index, label))
            elif (
                name == "number"
                and aside < 3
                and (figures := _in_column(segment, above, layout)) is not None
            ):
                found_places.append(Place(at, index, figures, 0.7, False))
            elif aside < 3 and (head := _ruined_label(segment) or _figures_for_to(segment, name)):
                value = _value_after(rows[at], index, head)
                if name == "to" or _is_figure(value):
                    colon = segment.words[0].text.endswith((":", ";"))
                    found_places.append(Place(at, index, value, 0.7, colon))
            elif _stands_below(segment, above, layout) and (
                name == "to" or segment.text[0].isdigit()
            ):
                found_places.append(Place(at, index, segment, 0.65, False))
    yield from sorted(
        found_places, key=lambda place: (_FURTHER * place.row - place.certainty, place.row)
    )


def _in_column(segment: Segment, above: Place, layout: Layout) -> Passage | None:
    """Give the figures of a word that runs from the label over the column of the values above.

    ``Nowiis7222`` is a label, a colon and a number that stands under the station.
    """
    word = segment.words[0]
    if layout.pitch is None or not above.value.words or not word.text[0].isalpha():
        return None
    column = above.value.box.x0
    at = round((column - word.box.x0) / layout.pitch)
    if places(word, layout.pitch) != len(word.text) or not 1 < at < len(word.text):
        return None
    return segment.after(at) if word.text[at:].isdigit() else None


def _is_figure(value: Passage) -> bool:
    """Tell a value that begins with a figure."""
    return re.match(r"[^\w/\[({|£]{0,2}[A-Za-z]?\d", value.text) is not None


def _stands_below(segment: Segment, above: Place, layout: Layout) -> bool:
    """Tell a segment that stands under the value above, its own label lost."""
    if not above.value.words:
        return False
    return abs(segment.box.x0 - above.value.box.x0) < 3 * layout.letter


def _figures_for_to(segment: Segment, name: str) -> int | None:
    """Give where the value begins after a ``TO:`` that was read as figures, alone in its piece."""
    ruined = name == "to" and re.fullmatch(r"[\dT]\w[\ds:;.?]?", segment.text)
    return len(segment.text) if ruined else None


def _ruined_label(segment: Segment) -> int | None:
    """Give where the value begins when the first word can be a short label that OCR ruined."""
    first = segment.words[0].text
    if len(segment.text) <= 7 and not segment.text[0].isdigit():
        return len(segment.text)
    if len(first.rstrip(_COLONS)) <= 4 and not first[0].isdigit():
        return len(first) + 1
    if len(first) <= _LONGEST_LABEL:
        rest = segment.text[len(first) + 1 :]
        station = station_at_head(rest)
        if station and station.known and station.certainty >= 0.9:
            return len(first) + 1
    return None


def _find_stations(rows: Sequence[Row], layout: Layout) -> tuple[Place, Place] | None:
    """Find the From and the To line: a labelled pair of stations, one below the other."""
    best: tuple[float, Place, Place] | None = None
    for sender in [*_labelled(rows, "from"), *_unlabelled(rows)]:
        origin = _station(sender)
        ruined = sender.value.words and sender.colon and sender.certainty >= _SURE_LABEL
        if origin is None and not ruined:
            continue
        for receiver in _below(rows, sender, "to", layout, sender.edge(rows)):
            target = _station(receiver)
            if target is None or receiver.row - sender.row > 3:
                continue
            if not receiver.colon and target.certainty < 0.9:
                continue  # an addressee's line, or noise
            if origin is None and not target.known:
                continue
            score = (
                (_RUINED if origin is None else origin.certainty) * sender.certainty
                + target.certainty * receiver.certainty
                - 0.15 * (receiver.row - sender.row)
                - 0.004 * sender.row
            )
            if best is None or score > best[0]:
                best = (score, sender, receiver)
    if best is None:
        return _bare_stations(rows, layout)
    _, sender, receiver = best
    unlabelled = sender.certainty < _LABELLED
    return None if unlabelled and _is_listed(sender, _alone(rows), layout) else (sender, receiver)


def _bare_stations(rows: Sequence[Row], layout: Layout) -> tuple[Place, Place] | None:
    """Find two known stations one below the other, of which both labels were lost."""
    bare = [
        place
        for place in _alone(rows)
        if not place.value.text.endswith(".") and place.value.box.y0 < _HEAD * layout.height
    ]
    for sender, receiver in pairwise(bare):
        if _is_listed(sender, bare, layout):
            continue
        aside = abs(sender.value.box.x0 - receiver.value.box.x0)
        if receiver.row - sender.row in (1, 2) and aside < 3 * layout.letter:
            return sender, receiver
    return None


def _alone(rows: Sequence[Row]) -> list[Place]:
    """Give the known stations that are all of their piece of a row."""
    return [
        Place(at, index, segment, 0.6, False)
        for at, row in enumerate(rows)
        for index, segment in enumerate(row.segments)
        if (station := station_at_head(segment.text))
        and station.known
        and station.certainty >= 0.9
        and station.words == len(segment.words)
    ]


def _is_listed(place: Place, stations: Sequence[Place], layout: Layout) -> bool:
    """Tell a station in a column of more than a routing block has."""
    edge, reach = place.value.box.x0, 3 * layout.letter
    return sum(abs(edge - other.value.box.x0) < reach for other in stations) > _MOST_STATIONS


def _unlabelled(rows: Sequence[Row]) -> Iterator[Place]:
    """Give places where a known station follows a short word: a From line with its label ruined."""
    for at, row in enumerate(rows):
        for index, segment in enumerate(row.segments):
            if len(segment.words[0].text) > _LONGEST_LABEL or len(segment.words) > 5:
                continue
            if len(segment.words) == 1 and not _is_like_from(segment.text):
                continue
            for label in (segment.words[:1], segment.words[:2]):
                ends = sum(len(word.text) + 1 for word in label)
                behind_scrap = len(label) > 1 and _is_behind_scrap(label)
                if len(label) > 1 and len(label[1].text) > _SCRAP and not behind_scrap:
                    break
                value = _value_after(row, index, ends)
                station = station_at_head(value.text) if value.words else None
                if station and station.known and station.certainty >= 0.9:
                    yield Place(at, index, value, 0.6, False, 1 if behind_scrap else 0)
                    break


def _is_behind_scrap(words: Sequence[Word]) -> bool:
    """Tell a ruined label with its colon from the scrap of a few letters to its left: ``YY Ptom:``."""
    scrap, label = words[0].text, words[1].text
    short = len(label) <= _LONGEST_LABEL and label[0].isalpha()
    return short and label.endswith((":", ";")) and len(scrap) < _LONGEST_LABEL


def _is_like_from(text: str) -> bool:
    """Tell a word that stands apart from a station and is like the label before it: ``FROWS``."""
    return best_form(text, lexicon().labels["from"].forms)[1] >= _LIKE_FROM


def _one_station(rows: Sequence[Row]) -> Place | None:
    """Find a From line that stands without a To."""
    for place in _labelled(rows, "from"):
        station = _station(place)
        if station is None or not station.known:
            continue
        if place.colon or (station.words == len(place.value.words) and _is_dated(rows, place.row)):
            return place
    return None


def _receiver_alone(rows: Sequence[Row], layout: Layout) -> Place | None:
    """Find a To line of which the From line above was lost: a known station, number and date below it."""
    for place in _labelled(rows, "to"):
        station = _station(place)
        if station is None or not station.known or not place.colon:
            continue
        edge = rows[place.row].segments[place.segment].box.x0
        number = next(_below(rows, place, "number", layout, edge), None)
        if number is not None and number.row - place.row <= 2 and _is_dated(rows, place.row):
            return place
    return None


def _labels_alone(rows: Sequence[Row], layout: Layout) -> tuple[Place, Place] | None:
    """Find From, To and No under one another where neither station can be read: number and date stand there.

    Words in small letters behind a label are of another paper, which has such labels as well.
    """
    for sender in _labelled(rows, "from"):
        if not sender.colon or _is_worded(sender.value):
            continue
        edge = sender.edge(rows)
        for receiver in _labelled(rows, "to"):
            below = 0 < receiver.row - sender.row <= 2
            aside = abs(receiver.edge(rows) - edge) / layout.letter
            if not below or aside > _ASIDE or not receiver.colon or _is_worded(receiver.value):
                continue
            number = next(_below(rows, receiver, "number", layout, edge), None)
            if number is not None and _is_figure(number.value):
                return sender, receiver
    return None


def _is_worded(value: Passage) -> bool:
    return any(_SMALL_WORD.fullmatch(word.text) for word in value.words)


def _is_dated(rows: Sequence[Row], at: int) -> bool:
    """Tell a row with the message's date just below another."""
    return any(any(find_message_dates(row.text)) for row in rows[at + 1 : at + 1 + _NEAR_ROWS])


def find_routing(rows: Sequence[Row], layout: Layout) -> Routing | None:
    """Find the routing block among the first rows of a sheet; ``None`` when the sheet has none."""
    searched = rows[:_SEARCHED_ROWS]
    pair = _find_stations(searched, layout)
    findings: dict[str, Finding[object]] = {}
    lone = None if pair else _one_station(searched)
    only = None if pair or lone else _receiver_alone(searched, layout)
    labels = None if pair or lone or only else _labels_alone(searched, layout)
    if both := pair or labels:
        sender, receiver = both
    elif place := lone or only:
        sender, receiver = place, place
    else:
        return None
    origin, target = _station(sender), _station(receiver)
    if labels:  # a name that no gazetteer has is a ruin, beside another
        origin = origin if origin and origin.known else None
        target = target if target and target.known else None
    if origin and not only:
        findings["from_station"] = _station_finding(sender, origin, "station after From")
    if target and not lone:
        findings["to_station"] = _station_finding(receiver, target, "station after To")
    last = receiver.row
    edge = sender.edge(searched)
    number = _first_with_figures(list(_below(searched, receiver, "number", layout, edge)))
    dated_in: list[Passage] = []
    if number is not None:
        last = _read_number(number, findings, dated_in, layout.pitch)
    last = read_date(sender.row, last, searched, dated_in, findings)
    labelled = max(sender.certainty, receiver.certainty) >= _LABELLED
    if not (labelled or "message_date" in findings or _is_numbered(searched, number, findings)):
        return None
    return Routing(sender.row, last, edge, findings)


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
    return bool(value.words) and _is_figure(value) and not dated


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
