"""Words of one ink that a reader gave in two lines, each left once: where it was read more surely.

A page is read line by line, and where two strips overlap the ends of a line are read with each. Type of two
lines never covers the same place, so of two words that do one is none.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from operator import attrgetter, itemgetter

from schemas.pages import Box, Word

_COVERED = 0.6
"""Share of the smaller box that both words cover."""

_OFF = 0.45
"""Heights of the lower box by which the middles of two words of one line differ at most."""

_SURER = 0.03
"""What a word was read more surely, at least; else the one of the longer line stays."""

_MUCH_SURER, _LOW = 0.25, 0.7
"""The same, and the share of its height up to which, the other is but the foot or head of its letters."""


def without_twice_read(words: Sequence[Word]) -> list[Word]:
    """Give the words without those that another line bears at their place."""
    ordered = sorted(
        [(min([word.box.y0 for word in own]), own) for own in by_line(words)], key=itemgetter(0)
    )
    dropped: set[int] = set()
    for at, (_, own) in enumerate(ordered, start=1):
        foot = max([word.box.y1 for word in own])
        for top, other in ordered[at:]:
            if top >= foot:
                break
            dropped.update(_twice(own, other, top, foot))
    return [word for word in words if id(word) not in dropped] if dropped else list(words)


def by_line(words: Sequence[Word]) -> list[list[Word]]:
    """Give the words of each of the engine's lines, in the order that it gave them."""
    return [list(own) for _, own in groupby(words, key=attrgetter("line"))]


def _twice(one: Sequence[Word], other: Sequence[Word], top: int, foot: int) -> list[int]:
    """Give the identities of words of two lines that are less sure than one at their place.

    One line ends at ``foot``, and the other begins at ``top``, above that: between them the middles are of
    words that are level.
    """
    low = [word for word in one if word.box.y0 + word.box.y1 > 2 * top]
    high = [word for word in other if word.box.y0 + word.box.y1 < 2 * foot] if low else []
    dropped = []
    for word in low:
        for beside in high:
            if beside.box.x0 >= word.box.x1 or word.box.x0 >= beside.box.x1:
                continue  # most do not even touch
            surer = word.confidence - beside.confidence
            stays = len(one) >= len(other) if abs(surer) <= _SURER else surer > 0
            kept, left = (word, beside) if stays else (beside, word)
            same = _is_level(left.box, kept.box) or _is_part(left, kept)
            if same and _overlap(left.box, kept.box) >= _COVERED:
                dropped.append(id(left))
    return dropped


def _is_level(one: Box, other: Box) -> bool:
    """Tell boxes of one line by their middles; those of two lines only touch."""
    apart = abs(one.y0 + one.y1 - other.y0 - other.y1) / 2
    return apart <= _OFF * min(one.height, other.height)


def _is_part(scrap: Word, whole: Word) -> bool:
    """Tell what was read anew of the feet or heads of a word's letters, far less surely than that."""
    surer = whole.confidence - scrap.confidence
    return surer >= _MUCH_SURER and scrap.box.height <= _LOW * whole.box.height


def _overlap(one: Box, other: Box) -> float:
    """Give the share of the smaller of two boxes that both cover."""
    across = min(one.x1, other.x1) - max(one.x0, other.x0)
    down = min(one.y1, other.y1) - max(one.y0, other.y0)
    smaller = min(one.width * one.height, other.width * other.height)
    return across * down / smaller if across > 0 and down > 0 and smaller else 0.0
