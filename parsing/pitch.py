"""The pitch of the type: every letter of a typewriter takes one place, so a word's width counts its letters.

Assumes type of one pitch on a page. What is set in another type, or proportionally, gives no pitch, and then
nothing is concluded.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise
from statistics import median

from parsing.transliteration import is_transliterated
from schemas.pages import Word

_SURE = 0.85
_FEWEST = 10
_STEADY = 0.06
"""Share of the pitch by which half the pairs of words may be away from it."""

_NARROW = "()[]'.,:;!|"
_WHITE = 0.2
"""Part of its place that a narrow sign leaves white besides."""

_SPECKS = "'`\".,:;~*-|"

_GLYPH = 0.28
"""Part of a place that the first and last glyph of a word leave white, taken together."""


def pitch_of(lines: Iterable[Sequence[Word]]) -> float | None:
    """Give the width of a place in pixels, from the starts of neighbouring words; ``None`` when unsteady."""
    steps = [
        (after.box.x0 - before.box.x0) / (len(before.text) + 1)
        for line in lines
        for before, after in pairwise(line)
        if len(before.text) >= 3 and before.confidence > _SURE and after.confidence > _SURE
    ]
    if len(steps) < _FEWEST:
        return None
    pitch = median(steps)
    return pitch if median([abs(step - pitch) for step in steps]) <= _STEADY * pitch else None


def places(word: Word, pitch: float | None) -> int | None:
    """Give the number of letters that a word was typed with, ``None`` without a pitch."""
    if pitch is None:
        return None
    return max(1, round(_length(word, pitch)))


def _length(word: Word, pitch: float) -> float:
    """Give how many places a word takes on the paper, a fraction where it is off the grid."""
    narrow = (word.text[0] in _NARROW) + (word.text[-1] in _NARROW)
    return (word.box.x1 - word.box.x0) / pitch + _GLYPH + _WHITE * narrow


def spare(word: Word, pitch: float) -> float:
    """Give how many places more a word takes on the paper than it has letters, less than 0 for fewer."""
    return _length(word, pitch) - len(word.text)


def over_read(words: Iterable[Word], pitch: float | None) -> int:
    """Give how many more characters were read in words than were typed, 0 when none or unknown.

    Specks at the ends of a word are not counted, typed or not.
    """
    excess = 0
    for word in words:
        typed = places(word, pitch)
        if typed is not None:
            excess += max(0, len(word.text.strip(_SPECKS)) - typed)
    return excess


_DOUBLED_LETTER = re.compile(r"([^\W\d_])\1", re.IGNORECASE)


def without_doubled_letter(name: str) -> str:
    """Leave out the second of two like letters, where a name has one such pair: ``ZhUUK``, ``POOLYuS``."""
    pairs = list(_DOUBLED_LETTER.finditer(name))
    if len(pairs) != 1:
        return name
    return name[: pairs[0].start()] + pairs[0][1] + name[pairs[0].end() :]


def without_spare_letter(name: str) -> str:
    """Leave out the one letter that a name was read with too many, where it can be told which.

    Either the one small letter that is no second of a digraph (``SnhchEGLOV``), or one of a pair.
    """
    if not is_transliterated(name):
        shorter = {
            name[:at] + name[at + 1 :] for at, char in enumerate(name) if at and char.islower()
        }
        formed = [one for one in shorter if is_transliterated(one)]
        return formed[0] if len(formed) == 1 else name
    return without_doubled_letter(name)


_TWICE = re.compile(r"(\d)\1")
_AGAIN = re.compile(r"(\d)(\d)\1")


def without_doubled(figures: str) -> str | None:
    """Leave out the one figure that is too many; ``None`` when it cannot be told which.

    A figure is read twice, or again after its neighbour; else it is a stroke that a neighbour's edge
    was taken for.
    """
    if match := _TWICE.search(figures):
        return figures[: match.start()] + figures[match.start() + 1 :]
    strokes = [at for at, char in enumerate(figures) if char == "1"]
    if len(strokes) == 1:
        return figures[: strokes[0]] + figures[strokes[0] + 1 :]
    if not strokes and (match := _AGAIN.search(figures)):
        return figures[: match.end() - 1] + figures[match.end() :]
    return None
