"""The head of a cable's sheet of which the routing block cannot be read: what else stands there tells it.

A further page bears a number, a reference or a serial at most. A corner tag, a labelled reference, a copy
number and the wording of a re-issue stand on first pages alone; one of them makes a head together with a
piece of another kind.
"""

from __future__ import annotations

from collections.abc import Sequence

from parsing.header_pieces import REISSUE
from parsing.layout import Row
from parsing.lexicon import lexicon
from parsing.matching import begins_with_a_number, is_like, label_at_head, loose_label_at_head
from parsing.references import find_references
from parsing.stations import station_at_head
from schemas.values.references import Serial

_HEAD_ROWS = 10
_LONGEST_ROW = 70
_MOST_STATIONS = 3
"""Stations in a head; more are a list of cables."""

_SPECKS = " -~_.,:;+'\"°*"
_OF_CABLES = frozenset({"number", "station", "serial"})


def is_head(rows: Sequence[Row]) -> bool:
    """Tell the rows of a page that begin with the head of a cable's sheet, its stations readable or not."""
    own, beside = _pieces(rows)
    return bool(own) and len(own) + len(beside) > 1


def bears_pieces_of_head(rows: Sequence[Row]) -> bool:
    """Tell rows at the head of a page among which is anything that stands on first pages alone."""
    return bool(_pieces(rows)[0])


def bears_a_head(rows: Sequence[Row]) -> bool:
    """Tell rows among which is a piece of a cable's head, or what a further page bears at its head."""
    own, beside = _pieces(rows)
    named = {"from", "to"} <= beside or "serial" in beside
    return bool(own) or named or any(any(find_references(row.text)) for row in rows[:_HEAD_ROWS])


def is_like_head(rows: Sequence[Row]) -> bool:
    """Tell the head of a cable among papers of which nothing tells that they are others: less is enough.

    Labels with a colon are none of it, which memoranda have as well.
    """
    stations = sum(_is_station(piece.text) for row in rows[:_HEAD_ROWS] for piece in row.segments)
    own, beside = _pieces(rows)
    if stations > _MOST_STATIONS or {"from", "to"} <= beside:
        return False  # labels that can be read, without two stations behind them
    return len(own | beside & _OF_CABLES) > 1


def _pieces(rows: Sequence[Row]) -> tuple[set[str], set[str]]:
    """Give the kinds of pieces that stand on first pages alone, and those that stand beside them."""
    own: set[str] = set()
    beside: set[str] = set()
    for row in rows[:_HEAD_ROWS]:
        if len(row.text) > _LONGEST_ROW:
            break
        if row.segments[0].text.strip(" .,") in lexicon().origins.tags:
            own.add("tag")
        for segment in row.segments:
            text = segment.text
            if (label := loose_label_at_head(text, "copy")) is not None and label.colon:
                own.add("copy")
            elif is_labelled_reference(text):
                own.add("reference")
            elif REISSUE.match(text.lstrip(_SPECKS)) or _names_a_reissue(text):
                own.add("reissue")
            elif _is_station(text):
                beside.add("station")
            elif Serial.parse(text.strip(_SPECKS)) is not None:
                beside.add("serial")
            elif (label := loose_label_at_head(text, "issued")) is not None and label.colon:
                beside.add("issued")
        beside.update(_routed(row))
    return own, beside


_REISSUE_WORDS = 5
"""Words of such a piece at most, a stamp's among them; more are a text that speaks of a re-issue."""

_LIKE_REISSUE = 0.85
"""Likeness of a word behind the number to that for a re-issue."""


def _names_a_reissue(text: str) -> bool:
    """Tell a piece whose word for a re-issue stands behind its number: ``T113 (Reissue)``."""
    return len(text.split()) <= _REISSUE_WORDS and any(
        is_like(word.strip("()[]{}."), lexicon().reissue.forms, _LIKE_REISSUE)
        for word in text.split()
    )


def _is_station(text: str) -> bool:
    """Tell a known station, however it was read, and nothing else."""
    station = station_at_head(text)
    return station is not None and station.known and station.words == len(text.split())


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
