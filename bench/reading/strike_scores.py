"""What is counted of struck words: whether each is flagged, and whether each flagged word is struck.

- A *struck word* is what stands between blanks of a passage that a line, X or hyphens go through, or
  a row of X of which nothing else is left; it has a letter or a figure. It is *found* when words
  flagged as struck cover at least half of its width on its line. A struck word of which no word was
  read counts as *told* when the reading tells its place as unread type, else it is missed. Recall is
  the share of struck words that are found or told.
- A *flagged word*, with a letter or a figure too, is right when it covers half of a struck word, or is
  half covered by struck words: one flagged word may be several struck ones, or a struck one and what is
  typed close beside it.
- A wrong flag is put down to the strike that is next to it on its line, at most ``_BESIDE`` pixels
  away, else to none.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from bench.sheets import Strike, StruckWord
from schemas.pages import Box, Page, Word

_HALF = 0.5
_BESIDE = 100  # pixels


class Missed(NamedTuple):
    """A struck word that is not flagged: where it stands on the page as read, what was read there."""

    word: StruckWord
    read: str
    is_told: bool


class Wrong(NamedTuple):
    """A flagged word that is not struck, and the strike beside it."""

    word: Word
    beside: Strike


@dataclass(frozen=True, slots=True)
class Strikes:
    """The struck words of a page, as found and as missed, and the flagged words that are right and wrong."""

    found: tuple[StruckWord, ...]
    missed: tuple[Missed, ...]
    right: tuple[tuple[Word, Strike], ...]
    wrong: tuple[Wrong, ...]


def compare(page: Page, struck: Sequence[StruckWord]) -> Strikes:
    """Compare the flags of a page with its struck words, whose boxes are pixels of the page as read."""
    flagged = [word for word in page.words if word.struck and _is_word(word.text)]
    boxes = [word.box for word in flagged]
    found, missed = [], []
    for word in struck:
        if not _is_word(word.text):
            continue
        if _covered(word.box, boxes) >= _HALF:
            found.append(word)
        else:
            at = [other.text for other in page.words if _shared(word.box, other.box) > 0]
            missed.append(
                Missed(word, " ".join(at), not at and _covered(word.box, page.unread) >= _HALF)
            )
    right, wrong = [], []
    for flag in flagged:
        strike = strike_in(flag.box, struck)
        if strike is None:
            wrong.append(Wrong(flag, _beside(flag.box, struck)))
        else:
            right.append((flag, strike))
    return Strikes(tuple(found), tuple(missed), tuple(right), tuple(wrong))


def strike_in(box: Box, struck: Iterable[StruckWord]) -> Strike | None:
    """Tell what goes through a word that was read in ``box``, if it is a struck word, or covers one."""
    own = [word for word in struck if _shared(word.box, box) > 0]
    is_struck = (
        any(_covered(word.box, [box]) >= _HALF for word in own)
        or _covered(box, [word.box for word in own]) >= _HALF
    )
    return own[0].strike if is_struck else None


def as_read(box: Box, scan: tuple[int, int], rotation: int, page: Page) -> Box:
    """Give the place on the page as read of a box of the scan before its turn.

    ``scan`` is (height, width) of that. ``rotation`` is the clockwise turn that undoes how the page is
    stored; where the reading applied another one, the box goes with it.
    """
    turn = math.radians(page.rotation - rotation + page.skew_degrees)
    middle_y, middle_x = (side / 2 for side in scan)
    corners = [(x - middle_x, y - middle_y) for x in (box.x0, box.x1) for y in (box.y0, box.y1)]
    xs = [x * math.cos(turn) - y * math.sin(turn) + page.width / 2 for x, y in corners]
    ys = [x * math.sin(turn) + y * math.cos(turn) + page.height / 2 for x, y in corners]
    return Box(*(round(edge) for edge in (min(xs), min(ys), max(xs), max(ys))))


def _is_word(text: str) -> bool:
    return any(map(str.isalnum, text))


def _beside(box: Box, struck: Iterable[StruckWord]) -> Strike:
    near = [
        (max(word.box.x0 - box.x1, box.x0 - word.box.x1), word.strike)
        for word in struck
        if _is_level(word.box, box)
    ]
    gap, strike = min(near, default=(_BESIDE + 1, Strike.NONE))
    return strike if gap <= _BESIDE else Strike.NONE


def _covered(box: Box, others: Iterable[Box]) -> float:
    """Give the share of a box's width that others on its line cover."""
    return sum(_shared(box, other) for other in others) / max(box.width, 1)


def _shared(box: Box, other: Box) -> int:
    if not _is_level(box, other):
        return 0
    return max(0, min(box.x1, other.x1) - max(box.x0, other.x0))


def _is_level(box: Box, other: Box) -> bool:
    shared = min(box.y1, other.y1) - max(box.y0, other.y0)
    return shared >= _HALF * min(box.height, other.height)
