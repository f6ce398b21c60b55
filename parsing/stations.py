"""A station's name at the head of a text: against the gazetteer where it is known, else as typed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from operator import itemgetter
from typing import NamedTuple

from rapidfuzz import fuzz, process
from rapidfuzz.distance import Levenshtein

from parsing.figures import LETTERS
from parsing.shapes import by_shape, is_misread, shape
from parsing.transliteration import folded, is_transliterated
from schemas.values.stations import gazetteer, nearest_station

_LIKE = 0.74
"""Likeness at which a name of the gazetteer is taken for what was typed."""

SURELY_KNOWN = 0.9
"""Likeness from which a station without its label is known."""

_BY_SHAPE = 0.97
"""What likeness counts when letters that look alike are taken for one."""

_SHORTEST = 4
"""Letters of a name from which its shape counts."""

_OTHER_LETTERS = LETTERS | {ord("8"): "S", ord("1"): "L"}
"""Figures to the other capital that each can be."""

_LONG, _PER_LETTER = 6, 4
"""Letters of a station of which any one may be misread, and of which one more may that looks like another."""

_LONGEST = 3
"""Words of a station's name."""

MOST_WORDS = 1 + _LONGEST
"""Words of a text that are a station at most: a scrap, and its name."""

_EDGE = re.compile(r"^[^A-Za-z0-9]+|[^A-Za-z0-9]+$")


@lru_cache(maxsize=4096)
def _nearest(typed: str, least: float) -> tuple[str, float]:
    """Give the known station most like ``typed``, letter by letter or by the letters' shapes.

    What is less like all of them by shape than ``least`` is so by its letters too, and is taken for none.
    """
    capitals = typed.upper()
    if capitals in gazetteer():
        return gazetteer()[capitals], 1.0
    formed = shape(capitals)
    every = _shapes_as_long(len(formed), least)
    if process.extractOne(formed, every, scorer=fuzz.ratio, score_cutoff=100 * least) is None:
        return "", 0.0
    name, like = nearest_station(typed)
    if like == 1.0 or len(typed) < _SHORTEST:
        return name, like
    near = process.extract(formed, _shapes().keys(), scorer=fuzz.ratio, score_cutoff=75, limit=4)
    for found, score, _ in near:
        changed = Levenshtein.distance(capitals, _shapes()[found]) > len(typed) // 2
        by_shape = _BY_SHAPE * score / 100.0
        if by_shape > like and not changed:
            name, like = gazetteer()[_shapes()[found]], by_shape
    return name, like


@cache
def _shapes() -> dict[str, str]:
    """Give the spellings of the gazetteer by their shapes."""
    return by_shape(gazetteer())


@lru_cache(maxsize=256)
def _shapes_as_long(length: int, least: float) -> tuple[str, ...]:
    """Give the shapes of all spellings that a text of so many letters can be as like by its length."""
    return tuple(
        [
            formed
            for other, shapes in _shapes_by_length().items()
            if fuzz.ratio("X" * length, "X" * other) >= 100 * least
            for formed in shapes
        ]
    )


@cache
def _shapes_by_length() -> dict[int, set[str]]:
    """Give the shapes of all spellings by the number of their letters."""
    shapes: dict[int, set[str]] = {}
    for spelling in gazetteer():
        shapes.setdefault(len(spelling), set()).add(shape(spelling))
    return shapes


class FoundStation(NamedTuple):
    """A station in the first ``words`` words of a text, and how surely it is that one (0..1)."""

    name: str
    words: int
    certainty: float
    known: bool


def station_at_head(text: str) -> FoundStation | None:
    """Read the station that ``text`` begins with; ``None`` when no word there is in capitals."""
    return known_at_head(text) or station_as_typed(text)


@lru_cache(maxsize=4096)
def known_at_head(text: str, least: float = _LIKE) -> FoundStation | None:
    """Read the known station that ``text`` begins with, alike by at least ``least``, 0..1."""
    skipped, words = _without_scrap(text)
    best: FoundStation | None = None
    for count in range(min(_LONGEST, len(words)), 0, -1):
        name, like = _likest(words[:count], least)
        if like >= least and (best is None or like > best.certainty):
            best = FoundStation(name, count + skipped, like, known=True)
    return best


def station_as_typed(text: str) -> FoundStation | None:
    """Read the capitals at the head of ``text`` as a station; ``None`` where it begins with none."""
    skipped, words = _without_scrap(text)
    taken = 0
    for word in words[:_LONGEST]:
        letters = "".join(filter(str.isalpha, word))
        if len(letters) < 2 or not (letters.isupper() or _is_in_mixed_capitals(letters)):
            break
        taken += 1
    if not taken:
        return None
    name = _EDGE.sub("", " ".join(words[:taken])).upper()
    return FoundStation(name, taken + skipped, 0.6, known=False)


def is_likely_misread(read: str, name: str) -> bool:
    """Tell a text that may well be a spelling of the station ``name`` misread.

    A letter of a long one was lost, added or taken for another, or a few for such as look like them.
    """
    plain = folded(read.translate(LETTERS))
    for spelling in map(folded, _spellings()[name]):
        most = 1 + len(spelling) // _PER_LETTER
        if plain == spelling or is_misread(plain, spelling, most):
            return True
        if len(spelling) >= _LONG and Levenshtein.distance(plain, spelling, score_cutoff=1) == 1:
            return True
    return False


@cache
def _spellings() -> dict[str, list[str]]:
    """Give the spellings of every known station."""
    spellings: dict[str, list[str]] = {}
    for spelling, name in gazetteer().items():
        spellings.setdefault(name, []).append(spelling)
    return spellings


def _without_scrap(text: str) -> tuple[int, list[str]]:
    """Give the words of a text without a first one that has no letter, and how many those are."""
    words = text.split()
    if len(words) > 1 and not any(map(str.isalpha, words[0])):
        return 1, words[1:]
    return 0, words


def _likest(words: Sequence[str], least: float) -> tuple[str, float]:
    """Give the known station most like some words, of whose figures each can be one of two capitals.

    One that is less like them than ``least`` may be none.
    """
    read = _EDGE.sub("", " ".join(words))
    one, other = read.translate(LETTERS), read.translate(_OTHER_LETTERS)
    nearest = _nearest(one, least)
    return nearest if one == other else max(nearest, _nearest(other, least), key=itemgetter(1))


@lru_cache(maxsize=4096)
def station_alone(text: str, least: float = _LIKE) -> FoundStation | None:
    """Read the known station that is all of ``text`` but for a scrap before it, as like as ``least``."""
    skipped, words = _without_scrap(text)
    if len(words) > _LONGEST or _likest(words, least)[1] < least:
        return None
    station = known_at_head(text, least)
    return station if station and station.words == skipped + len(words) else None


def _is_in_mixed_capitals(word: str) -> bool:
    """Tell capitals in the mixed case of the transliteration: ``KhABOMAI``."""
    return sum(map(str.isupper, word)) > 1 and is_transliterated(word)


_BETWEEN = re.compile(r"\s(?:[-–—/]|to|TO)\s|(?<=[A-Z])[-–—/](?=[A-Z])")


def is_between_stations(text: str) -> bool:
    """Tell a text that begins as one which names a message does: ``OSLO - MOSCOW 318``."""
    if not text[:1].isupper():
        return False
    for match in _BETWEEN.finditer(text[:_LONGEST_SENDER]):
        sender, behind = text[: match.start()], text[match.end() :]
        if (
            behind[:1].isupper()
            and any(map(str.isdecimal, behind))
            and station_alone(sender, SURELY_KNOWN)
            and known_at_head(behind, SURELY_KNOWN)
        ):
            return True
    return False


_LONGEST_SENDER = 30
"""Characters within which the first of two stations ends."""
