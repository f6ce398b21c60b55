"""The head of a cable's sheet of which the routing block cannot be read: what else stands there tells it.

A further page bears a number, a reference or a serial at most. A corner tag, a labelled reference, a copy
number and the wording of a re-issue stand on first pages alone; one of them makes a head together with a
piece of another kind.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache
from itertools import takewhile

from parsing.layout import Row
from parsing.lexicon import lexicon
from parsing.matching import (
    begins_with_a_number,
    capital_share,
    is_like,
    label_at_head,
    loose_label_at_head,
)
from parsing.references import find_references
from parsing.reissues import REISSUE
from parsing.stations import station_alone
from schemas.values.references import Serial

_HEAD_ROWS = 10
_LONGEST_ROW = 70
_MOST_STATIONS = 3
"""Stations in a head; more are a list of cables."""

_CAPITALS = 0.5
_SPECKS = " -~_.,:;+'\"°*"
TAG = "tag"
"""The kind of a corner tag among the pieces of a head."""

_OF_FIRST_PAGES = frozenset({TAG, "copy", "reference", "reissue"})
_OF_CABLES = frozenset({"number", "station", "serial"})


def is_head(rows: Sequence[Row]) -> bool:
    """Tell the rows of a page that begin with the head of a cable's sheet, its stations readable or not."""
    found: set[str] = set()
    for row in _short(rows):
        found.update(_kinds_of_first_pages(row))
        if len(found) > 1:
            return True
    return bool(found) and any(True for row in _short(rows) for _ in _kinds_beside(row))


def bears_pieces_of_head(rows: Sequence[Row]) -> bool:
    """Tell rows at the head of a page among which is anything that stands on first pages alone."""
    return any(True for row in _short(rows) for _ in _kinds_of_first_pages(row))


def bears_one_of(rows: Sequence[Row], kinds: Collection[str]) -> bool:
    """Tell rows at the head of a page among which is a piece of these ``kinds`` of first pages."""
    return any(kind in kinds for row in _short(rows) for kind in _kinds_of_first_pages(row))


def bears_a_head(rows: Sequence[Row]) -> bool:
    """Tell rows among which is a piece of a cable's head, or what a further page bears at its head."""
    found = kinds_at_head(rows)
    named = {"from", "to"} <= found or "serial" in found
    own = not found.isdisjoint(_OF_FIRST_PAGES)
    return own or named or any(any(find_references(row.text)) for row in rows[:_HEAD_ROWS])


def is_like_head(rows: Sequence[Row]) -> bool:
    """Tell the head of a cable among papers of which nothing tells that they are others: less is enough.

    Labels with a colon are none of it, which memoranda have as well.
    """
    stations = sum(_is_station(piece.text) for row in rows[:_HEAD_ROWS] for piece in row.segments)
    found = kinds_at_head(rows)
    if stations > _MOST_STATIONS or {"from", "to"} <= found:
        return False  # labels that can be read, without two stations behind them
    return len(found & (_OF_FIRST_PAGES | _OF_CABLES)) > 1


def _short(rows: Sequence[Row]) -> Iterator[Row]:
    """Give the rows at the head of a page, down to the first that is long."""
    return takewhile(lambda row: len(row.text) <= _LONGEST_ROW, rows[:_HEAD_ROWS])


def kinds_at_head(rows: Sequence[Row]) -> set[str]:
    """Give the kinds of pieces that stand on first pages alone, and of those that stand beside them."""
    return set(pieces_of_head(rows))


def pieces_of_head(rows: Sequence[Row], *, routed: bool = True) -> Iterator[str]:
    """Give the same of each piece, those of first pages before the others.

    Unless ``routed``, those of a routing block are not asked for.
    """
    short = list(_short(rows))
    for row in short:
        yield from _kinds_of_first_pages(row)
    for row in short:
        yield from _kinds_beside(row, routed=routed)


def _kinds_of_first_pages(row: Row) -> Iterator[str]:
    if row.segments[0].text.strip(" .,") in lexicon().origins.tags:
        yield TAG
    for segment in row.segments:
        if kind := _kind_of_first_pages(segment.text):
            yield kind


def _kinds_beside(row: Row, *, routed: bool = True) -> Iterator[str]:
    for segment in row.segments:
        text = segment.text
        if _kind_of_first_pages(text) is None and (kind := _kind_beside(text, routed=routed)):
            yield kind
    if routed:
        yield from _routed(row)


@lru_cache(maxsize=2048)
def _kind_of_first_pages(text: str) -> str | None:
    """Give the kind of a piece that stands on first pages alone, else ``None``."""
    if (label := loose_label_at_head(text, "copy")) is not None and label.colon:
        return "copy"
    if is_labelled_reference(text):
        return "reference"
    reissued = REISSUE.match(text.lstrip(_SPECKS)) or _names_a_reissue(text)
    return "reissue" if reissued else None


def _kind_beside(text: str, *, routed: bool) -> str | None:
    """Give the kind of a piece that stands beside those of first pages, else ``None``; a station first."""
    kind = _kind_above_stations(text)
    if (routed or kind is not None) and _is_station(text):
        return "station"
    return kind


def _kind_above_stations(text: str) -> str | None:
    if Serial.parse(text.strip(_SPECKS)) is not None:
        return "serial"
    label = loose_label_at_head(text, "issued")
    return "issued" if label is not None and label.colon else None


_REISSUE_WORDS = 5
"""Words of such a piece at most, a stamp's among them; more are a text that speaks of a re-issue."""

_LIKE_REISSUE = 0.85
"""Likeness of a word behind the number to that for a re-issue."""


def _names_a_reissue(text: str) -> bool:
    """Tell a piece whose word for a re-issue stands behind its number: ``T113 (Reissue)``."""
    words = text.split()
    return len(words) <= _REISSUE_WORDS and any(
        is_like(word.strip("()[]{}."), lexicon().reissue.forms, _LIKE_REISSUE) for word in words
    )


def _is_station(text: str) -> bool:
    """Tell a known station in capitals, however it was read, and nothing else."""
    return capital_share(text) >= _CAPITALS and station_alone(text) is not None


def is_labelled_reference(text: str) -> bool:
    """Tell a reference number behind its label."""
    labelled = loose_label_at_head(text, "reference") is not None
    return labelled and any(find_references(text))


def _routed(row: Row) -> list[str]:
    """Give the labels of a routing block that a row begins with: with a colon, or a figure after it."""
    text = row.text
    names = []
    for name in ("from", "to"):
        label = label_at_head(text, (name,))
        if label is not None and label.colon:
            names.append(name)
    if begins_with_a_number(text):
        names.append("number")
    return names
