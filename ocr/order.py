"""Lines in the order in which a person reads them, where the engine's order cannot be right.

The engine parts a page into blocks and gives one after the other. Stamps, ruled frames and scrawl
beside type make it take the middle of a page for its head. Nobody reads a line before one that stands
above it in the same column; all else of the engine's order is kept, columns side by side too.
"""

from __future__ import annotations

import heapq
from collections.abc import Sequence
from itertools import groupby
from statistics import median
from typing import NamedTuple

from schemas.pages import Box, Word

_LEAST_STEP = 0.5  # heights of the lower of two lines between their middles


class _Line(NamedTuple):
    """A line as the engine gave it: its sides, and the usual middle and height of its words, in pixels."""

    words: tuple[Word, ...]
    x0: int
    x1: int
    middle: float
    height: float


def in_order(words: Sequence[Word]) -> tuple[Word, ...]:
    """Give the words with no line before one that stands above it; lines numbered from 0."""
    lines = [_line(tuple(line)) for _, line in groupby(words, key=lambda word: word.line)]
    above = [[at for at, other in enumerate(lines) if _stands_above(other, line)] for line in lines]
    below: list[list[int]] = [[] for _ in lines]
    for at, before in enumerate(above):
        for other in before:
            below[other].append(at)
    left = [len(before) for before in above]
    ready = [at for at, count in enumerate(left) if not count]  # in rising order: a heap
    ordered: list[Word] = []
    number = 0
    while ready:
        at = heapq.heappop(ready)
        ordered += (word._replace(line=number) for word in lines[at].words)
        number += 1
        for other in below[at]:
            left[other] -= 1
            if not left[other]:
                heapq.heappush(ready, other)
    return tuple(ordered)


def _line(words: tuple[Word, ...]) -> _Line:
    around = Box.around(word.box for word in words)
    middle = median((word.box.y0 + word.box.y1) / 2 for word in words)
    return _Line(words, around.x0, around.x1, middle, median(word.box.height for word in words))


def _stands_above(upper: _Line, lower: _Line) -> bool:
    """Tell whether a line stands above another in the same column; never both ways, nor in a ring."""
    step = _LEAST_STEP * min(upper.height, lower.height)
    return upper.middle + step < lower.middle and upper.x0 < lower.x1 and lower.x0 < upper.x1
