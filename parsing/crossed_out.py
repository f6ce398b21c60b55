"""Classification lines typed over with X, letter by letter and blank by blank: ``XQRXSKRRKS`` is TOP SECRET.

A blank under an X is a clean X; a letter under one is read as K, R, E or another of many strokes, or as
itself. So the places of the blanks and the length tell the level, and letters that shine through tell code
words. One letter too many may have been read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from itertools import permutations
from typing import NamedTuple

from parsing.lexicon import lexicon
from parsing.matching import is_x_run
from parsing.shapes import look_alike

_CROSS = "X"
_STROKES = frozenset("XKREHBMN")
"""Capitals that a letter under an X is read as."""

_SIGNS, _STROKE = re.compile(r"[@#&*%$§®€¥£]"), "B"
"""Signs that a letter under an X is read as, to one of its many strokes."""

_SHORTEST = 9
_LONG = 10
"""Letters of a level that is told by those that shine through, without any blank."""

_STROKED, _ALIKE = 0.5, 0.75
"""What a letter counts that was read as one of many strokes, and as one of its own shape."""

_LIKE, _LIKE_WITHOUT_BLANK = 0.5, 0.6
"""Share of the letters of a wording that must not be lost."""

_CLEAR = 0.5
"""What the next wording with other code words must have lost more."""

_ONE_MORE = 0.75
"""What a letter too many weighs, in letters lost."""

_FILLED = 1
"""Blanks that may be read as a letter, where another is a clean X."""

_HYPHEN = "-"
_BETWEEN = (_CROSS, _CROSS + _HYPHEN + _CROSS)
"""What stands between level and code words: a blank, or a hyphen between blanks."""


class Crossed(NamedTuple):
    """A level and its code words, empty when they cannot be told, and how like the line is (0..1)."""

    level: str
    codewords: tuple[str, ...]
    likeness: float


class _Wording(NamedTuple):
    """A line as it is typed, crosses for its blanks, with its level and code words."""

    text: str
    level: str
    named: tuple[str, ...]


@lru_cache(maxsize=256)
def read_crossed(text: str) -> Crossed | None:
    """Read one word of capitals as a classification under crosses; ``None`` when it is none."""
    text = _SIGNS.sub(_STROKE, text)
    if len(text) < _SHORTEST or not (text.isalpha() and text.isupper()) or is_x_run(text):
        return None
    found = [
        (lost + _ONE_MORE * (typed != text), letters, level, named)
        for typed in (text, *_without_one(text))
        for wording, level, named in _possible(typed)
        if (lost := _lost(typed, wording)) is not None
        and lost <= (1 - _least(wording)) * (letters := _letters(wording))
    ]
    if not found:
        return None
    lost, letters, level, named = min(found)
    unsure = any(other[3] != named and other[0] - lost < _CLEAR for other in found)
    return Crossed(level, () if unsure else named, 1 - lost / letters)


def _possible(typed: str) -> Iterator[_Wording]:
    """Give the wordings as long as what was read, those with crosses where a cross was read."""
    for crossed in (False, True) if _CROSS in typed else (False,):
        yield from _wordings().get((len(typed), crossed), ())


def _without_one(text: str) -> Iterator[str]:
    """Give the text without one letter beside which its like stands, or a cross."""
    for at in range(1, len(text)):
        if {text[at - 1], text[at]} <= _STROKES | {text[at]}:
            yield text[:at] + text[at + 1 :]


def _least(wording: str) -> float:
    return _LIKE if _CROSS in wording else _LIKE_WITHOUT_BLANK


def _letters(wording: str) -> int:
    return len(wording) - wording.count(_CROSS) - wording.count(_HYPHEN)


def _lost(read: str, wording: str) -> float | None:
    """Give what is lost of a wording's letters in what was read; ``None`` where blanks are no crosses."""
    crosses = _crosses(wording)
    filled = sum(read[at] != _CROSS for at in crosses)
    if filled > _FILLED or (filled and filled == len(crosses)):
        return None
    return filled + sum(
        _lost_of(char, typed)
        for char, typed in zip(read, wording, strict=True)
        if char != typed != _CROSS
    )


@cache
def _crosses(wording: str) -> tuple[int, ...]:
    """Give the places of a wording's crosses."""
    return tuple(at for at, typed in enumerate(wording) if typed == _CROSS)


@cache
def _lost_of(read: str, typed: str) -> float:
    """Give what is lost of a letter that was read as another, or as a cross over it."""
    if typed == _HYPHEN or (read in _STROKES and not look_alike(read, typed)):
        return 1.0 - _STROKED
    return 1.0 - _ALIKE if look_alike(read, typed) else 1.0


@cache
def _wordings() -> Mapping[tuple[int, bool], Sequence[_Wording]]:
    """Give each level with none, one or two code words, by its length and whether blanks make crosses in it.

    A short level without a blank has nothing to be told by, unless a code word follows.
    """
    words = lexicon().classification
    pairs = [(), *((name,) for name in words.codewords), *permutations(words.codewords, 2)]
    found: dict[tuple[int, bool], list[_Wording]] = {}
    for level in words.levels:
        for named in pairs:
            for between in _BETWEEN if named else ("",):
                wording = level.replace(" ", _CROSS) + between + _CROSS.join(named)
                crossed = _CROSS in wording
                if crossed or len(wording) > _LONG:
                    found.setdefault((len(wording), crossed), []).append(
                        _Wording(wording, level, named)
                    )
    return found
