"""A station's name at the head of a text: against the gazetteer where it is known, else as typed."""

from __future__ import annotations

import re
from typing import NamedTuple

from parsing.repair import LETTERS
from schemas.values.stations import nearest_station

_LIKE = 0.74
"""Likeness at which a name of the gazetteer is taken for what was typed."""

_EDGE = re.compile(r"^[^A-Za-z0-9]+|[^A-Za-z0-9]+$")


class FoundStation(NamedTuple):
    """A station in the first ``words`` words of a text, and how surely it is that one (0..1)."""

    name: str
    words: int
    certainty: float
    known: bool


def station_at_head(text: str) -> FoundStation | None:
    """Read the station that ``text`` begins with; ``None`` when no word there is in capitals."""
    every = text.split()
    skipped = 1 if len(every) > 1 and not any(char.isalpha() for char in every[0]) else 0
    words = every[skipped:]
    best: FoundStation | None = None
    for count in range(min(3, len(words)), 0, -1):
        typed = _EDGE.sub("", " ".join(words[:count])).translate(LETTERS)
        name, like = nearest_station(typed)
        if like >= _LIKE and (best is None or like > best.certainty):
            best = FoundStation(name, count + skipped, like, known=True)
    if best:
        return best
    taken = 0
    for word in words[:3]:
        letters = [char for char in word if char.isalpha()]
        if len(letters) < 2 or not all(char.isupper() for char in letters):
            break
        taken += 1
    if not taken:
        return None
    name = _EDGE.sub("", " ".join(words[:taken])).upper()
    return FoundStation(name, taken + skipped, 0.6, known=False)
