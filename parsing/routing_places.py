"""Places of a routing block where a station, number or date can stand: behind a label, or below another.

A label that OCR ruined is known by its place below the one before and by what the value looks like.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile

from parsing.dates import find_message_dates, names_a_month
from parsing.findings import Finding, found
from parsing.layout import Layout, Passage, Row, Segment
from parsing.matching import (
    HARDLY_READ,
    FoundLabel,
    can_be_scrap,
    label_at_head,
    labels_behind_scraps,
)
from parsing.pitch import places
from parsing.stations import (
    SURELY_KNOWN,
    FoundStation,
    is_likely_misread,
    known_at_head,
    station_as_typed,
    station_at_head,
)
from schemas.pages import Word

LONGEST_LABEL = 7
"""Letters of a label at most, whatever it was read as."""

NEAR_ROWS = 4
"""Rows below a place within which the next one of its block stands."""

_FURTHER = 0.03
"""Certainty that a place loses for each row that it stands further down."""

_SURELY_READ = 0.85
"""Confidence from which the words of a station are those of no other that is hardly like it."""

_READ = 0.5
"""Confidence from which a name in capitals that no gazetteer has is a station."""

_COLONS = ".:;,?!"
"""What stands after a label, typed or read."""

_NEAR_EDGE = 3
"""Letters by which a label that cannot be read stands to the side of the others, at most."""

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


def value_after(row: Row, index: int, value_at: int) -> Passage:
    """Give what stands behind a label: in its own piece of the row, or in the next one."""
    rest = row.segments[index].after(value_at)
    worded = any(map(str.isalnum, rest.text))
    if worded and _ONE_FIGURE.fullmatch(rest.text) is None:
        return rest
    further = row.segments[index + 1 :]
    following = next((after for after in further if any(map(str.isalnum, after.text))), None)
    if following is None or (worded and not _is_colon(rest, following)):
        return rest
    return following


def _is_colon(rest: Passage, following: Passage) -> bool:
    """Tell a colon that was read as a figure (``No.3:   86``) from a number beside a date."""
    if not following.text[0].isdecimal():
        return rest.text[0].isdecimal() and known_at_head(following.text) is not None
    return not any(date.start == 0 for date in find_message_dates(following.text))


def _place(rows: Sequence[Row], at: int, index: int, label: FoundLabel, scraps: int = 0) -> Place:
    """Give the place of a label, which has a colon too when a sign apart stands in the place of one.

    ``scraps`` counts the words of its piece that stand before it.
    """
    segment = rows[at].segments[index]
    value_at = label.value_at + sum(len(word.text) + 1 for word in segment.words[:scraps])
    value = value_after(rows[at], index, value_at)
    one_sign = bool(value.words) and len(segment.text) == value_at + 1
    lone = one_sign and segment.after(value_at).words != value.words[:1]
    first = value.words[0].text if value.words else ""
    colon = label.colon or lone or (len(first) == 1 and not first.isalnum() and first not in "/([{")
    return Place(at, index, value, label.certainty, colon, scraps)


def labelled(rows: Sequence[Row], name: str) -> Iterator[Place]:
    """Give the places behind labels ``name``, from above to below."""
    names, stationed = (name,), name in _STATIONED
    for at, row in enumerate(rows):
        for index, segment in enumerate(row.segments):
            label = label_at_head(segment.text, names)
            if label:
                yield _place(rows, at, index, label)
            elif stationed and can_be_scrap(segment.words[0]):
                yield from _behind_scraps(rows, at, index, names)


_STATIONED = ("from", "to")


def _behind_scraps(
    rows: Sequence[Row], at: int, index: int, names: tuple[str, ...]
) -> Iterator[Place]:
    """Give the place of a label with its colon behind a word or two of its piece that were hardly read."""
    words = rows[at].segments[index].words
    scraps, label = next(labels_behind_scraps(words, names), (0, None))
    if label is None or scraps > _MOST_SCRAPS:
        return
    if all(len(word.text) <= LONGEST_LABEL for word in words[:scraps]):
        yield _place(rows, at, index, label, scraps)


_MOST_SCRAPS = 2


def station_of(place: Place) -> FoundStation | None:
    """Read a station; one that the gazetteer has not must be read well, and is none of it then."""
    station = station_at_head(place.value.text) if place.value.words else None
    if station is None:
        return None
    if station.known and not _is_surely_other(place.value.words[: station.words], station):
        return station
    if station.known:
        return station_as_typed(place.value.text)
    named = Passage(place.value.words[: station.words], place.value.page)
    return station if named.sureness >= _READ else None


def known_station(place: Place) -> FoundStation | None:
    """Give the known station at a place."""
    station = station_of(place)
    return station if station is not None and station.known else None


def is_all_of(place: Place, station: FoundStation) -> bool:
    """Tell a station that is all that stands at its place."""
    return station.words == len(place.value.words)


def _is_surely_other(words: Sequence[Word], station: FoundStation) -> bool:
    """Tell a station that was surely read and is hardly the known one that it is like."""
    if station.certainty == 1.0 or min(word.confidence for word in words) < _SURELY_READ:
        return False
    return not is_likely_misread(" ".join(word.text for word in words), station.name)


def goes_on_in_words(place: Place, station: FoundStation | None) -> bool:
    """Tell a station, no colon before it, behind which a sentence goes on: ``From LISBON by air on the``."""
    if place.colon or station is None:
        return False
    behind = place.value.words[station.words : station.words + _FEWEST_BEHIND]
    return len(behind) == _FEWEST_BEHIND and all(
        word.confidence >= HARDLY_READ and _OF_SENTENCE.fullmatch(word.text) for word in behind
    )


def is_led_to(rows: Sequence[Row], place: Place, layout: Layout) -> bool:
    """Tell a line, no colon behind its label, that follows on a sentence: ``Sold before the message``."""
    if place.colon or not place.row:
        return False
    above, own = rows[place.row - 1], rows[place.row]
    last, text = above.words[-1], above.words[-1].text.rstrip(":,")
    if not (text.islower() and text.isalpha() and last.confidence >= HARDLY_READ):
        return False
    near = own.middle - above.middle < _NEXT_LINE * layout.line
    return near and sum(_OF_SENTENCE.fullmatch(word.text) is not None for word in above.words) > 1


def is_of_text(row: Row) -> bool:
    """Tell a row with several words in small letters, which no row of a routing block has."""
    return len(_SMALL_WORDS.findall(row.text)) >= _FEWEST_OF_TEXT


_SMALL_WORDS = re.compile(r"\b[a-z]{2,}\b")
_FEWEST_OF_TEXT = 3

_FEWEST_BEHIND = 2
_OF_SENTENCE = re.compile(r"[a-z]+[.,;:]?")
_NEXT_LINE = 1.5
"""Lines between two rows of one paragraph, at most."""


def station_finding(place: Place, station: FoundStation, rule: str) -> Finding[object]:
    """Make a finding of a station at a place."""
    words = Passage(place.value.words[: station.words], place.value.page)
    return found(words, station.name, rule, certainty=station.certainty * place.certainty)


def below(
    rows: Sequence[Row], above: Place, name: str, layout: Layout, edge: int
) -> Iterator[Place]:
    """Give the places below another that bear the label ``name``, surest first, then those that can.

    ``edge`` is the left edge of the labels, in pixels.
    """
    told: list[Place] = []
    others: list[tuple[int, int, bool]] = []
    for at in range(above.row + 1, min(len(rows), above.row + 1 + NEAR_ROWS)):
        for index, segment in enumerate(rows[at].segments):
            aside = abs(segment.box.x0 - edge) / layout.letter
            scraps = _in_margin(segment, edge - layout.letter)
            text = (
                segment.text if not scraps else Passage(segment.words[scraps:], segment.page).text
            )
            label = label_at_head(text, (name,)) if aside <= 5 or scraps else None
            if label:
                told.append(_place(rows, at, index, label, scraps))
            else:
                others.append((at, index, aside < _NEAR_EDGE))
    yield from sorted(told, key=_surest)
    unlabelled = [
        _unlabelled(rows, at, index, above, layout, name=name, near=near)
        for at, index, near in others
    ]
    yield from sorted(filter(None, unlabelled), key=_surest)


def _surest(place: Place) -> tuple[float, int]:
    return _FURTHER * place.row - place.certainty, place.row


def _unlabelled(
    rows: Sequence[Row], at: int, index: int, above: Place, layout: Layout, *, name: str, near: bool
) -> Place | None:
    """Give a place below another whose label was ruined, ``near`` the edge of the others, or lost."""
    segment = rows[at].segments[index]
    if name == "number" and near and (figures := _in_column(segment, above, layout)) is not None:
        return Place(at, index, figures, 0.7, False)
    if near and (head := _ruined_label(segment) or _figures_for_to(segment, name)):
        value = value_after(rows[at], index, head)
        if name == "to" or (is_figure(value) and not _is_sentence(value)):
            return Place(at, index, value, 0.7, segment.words[0].text.endswith((":", ";")))
        return None
    under = _standing_below(segment, above, layout)
    if under is None or (name != "to" and not under.text[0].isdecimal()):
        return None
    return Place(at, index, under, 0.65, False)


def _in_margin(segment: Segment, edge: float) -> int:
    """Count the first words of a piece, but not all of them, that end left of ``edge``, in pixels."""
    for at, word in enumerate(segment.words[:-1]):
        if word.box.x1 >= edge:
            return at
    return len(segment.words) - 1


def _is_sentence(value: Passage) -> bool:
    """Tell words in small letters that are no month: a line of the text."""
    return any(
        _SMALL_WORD.fullmatch(word.text) and not names_a_month(word.text) for word in value.words
    )


_SMALL_WORD = re.compile(r"[a-z]{4,}[.,;:]?")


def _in_column(segment: Segment, above: Place, layout: Layout) -> Passage | None:
    """Give the figures of a word that runs from the label over the column of the values above.

    ``Nowiis7222`` is a label, a colon and a number that stands under the station.
    """
    word = segment.words[0]
    if not above.value.words or not (word.text[0].isalpha() and word.text[-1].isdecimal()):
        return None
    if layout.pitch is None:
        return None
    column = above.value.box.x0
    at = round((column - word.box.x0) / layout.pitch)
    if places(word, layout.pitch) != len(word.text) or not 1 < at < len(word.text):
        return None
    return segment.after(at) if word.text[at:].isdecimal() else None


def is_figure(value: Passage) -> bool:
    """Tell a value that begins with a figure."""
    return _FIGURE_FIRST.match(value.text) is not None


_FIGURE_FIRST = re.compile(r"[^\w/\[({|£]{0,2}[A-Za-z]?\d")


def _standing_below(segment: Segment, above: Place, layout: Layout) -> Passage | None:
    """Give what stands under the value above, its own label lost: a piece, or its end behind scrawl."""
    if not above.value.words:
        return None
    column, reach = above.value.box.x0, 3 * layout.letter
    if abs(segment.box.x0 - column) < reach:
        return segment
    behind = sum(1 for _ in takewhile(_is_scrawl, segment.words[:-1]))
    if not behind or abs(segment.words[behind].box.x0 - column) >= reach:
        return None
    return Passage(segment.words[behind:], segment.page)


def _is_scrawl(word: Word) -> bool:
    return word.confidence < HARDLY_READ or not any(map(str.isalnum, word.text))


def _figures_for_to(segment: Segment, name: str) -> int | None:
    """Give where the value begins after a ``TO:`` that was read as figures, alone in its piece."""
    ruined = name == "to" and _TO_AS_FIGURES.fullmatch(segment.text)
    return len(segment.text) if ruined else None


_TO_AS_FIGURES = re.compile(r"[\dT]\w[\ds:;.?]?")


def _ruined_label(segment: Segment) -> int | None:
    """Give where the value begins when the first word can be a short label that OCR ruined."""
    first = segment.words[0].text
    if len(segment.text) <= 7 and not segment.text[0].isdecimal():
        return len(segment.text)
    if len(first.rstrip(_COLONS)) <= 4 and not first[0].isdecimal():
        return len(first) + 1
    if len(first) <= LONGEST_LABEL:
        rest = segment.text[len(first) + 1 :]
        if known_at_head(rest, SURELY_KNOWN) is not None:
            return len(first) + 1
    return None
