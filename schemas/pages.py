"""What a reading gives: words with boxes on an upright page image.

All coordinates are pixels of the upright page: the image after its quarter turn and tilt were undone.
The origin is the upper left corner; ``x1`` and ``y1`` are exclusive.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import mul
from typing import NamedTuple

from schemas.problems import Problem


class Box(NamedTuple):
    """A rectangle in pixels of the upright page; ``x1`` and ``y1`` are exclusive."""

    x0: int
    y0: int
    x1: int
    y1: int

    @property
    def width(self) -> int:
        """Pixels from side to side."""
        return self.x1 - self.x0

    @property
    def height(self) -> int:
        """Pixels from top to bottom."""
        return self.y1 - self.y0

    def covers(self, other: Box) -> bool:
        """Say whether the middle of ``other`` is within."""
        x, y = (other.x0 + other.x1) / 2, (other.y0 + other.y1) / 2
        return self.x0 <= x < self.x1 and self.y0 <= y < self.y1

    def is_covered(self, boxes: Iterable[Box]) -> bool:
        """Say whether the middle is within any of ``boxes``."""
        x, y = (self.x0 + self.x1) / 2, (self.y0 + self.y1) / 2
        return bool([x0 for x0, y0, x1, y1 in boxes if y0 <= y < y1 and x0 <= x < x1])

    @classmethod
    def around(cls, boxes: Iterable[Box]) -> Box:
        """Give the smallest box that holds all of ``boxes``. Raises ValueError when there are none."""
        (x0, y0, x1, y1), *others = boxes
        for left, top, right, foot in others:
            x0 = left if left < x0 else x0
            y0 = top if top < y0 else y0
            x1 = right if right > x1 else x1
            y1 = foot if foot > y1 else y1
        return cls(x0, y0, x1, y1)


class Word(NamedTuple):
    """A word as read. ``confidence`` is the engine's, 0..1; ``line`` counts the engine's lines from 0.

    ``struck`` says that a line is drawn, or letters are typed, through the word.
    """

    text: str
    confidence: float
    line: int
    box: Box
    struck: bool = False

    def part(self, start: int, end: int) -> Word:
        """Give the characters from ``start`` to ``end`` with their share of the box, in whole pixels."""
        letters = len(self.text)
        x0, x1 = (self.box.x0 + round(self.box.width * at / letters) for at in (start, end))
        return self._replace(text=self.text[start:end], box=self.box._replace(x0=x0, x1=x1))


class Line(NamedTuple):
    """The words of one line in reading order."""

    words: tuple[Word, ...]

    @property
    def text(self) -> str:
        """The words, one blank apart."""
        return " ".join(word.text for word in self.words)

    @property
    def box(self) -> Box:
        """What the line covers, in pixels."""
        return Box.around(word.box for word in self.words)


@dataclass(frozen=True, slots=True)
class Reading:
    """How a page was read: engine with version and model, hash of the settings, seconds it took."""

    engine: str
    profile: str
    seconds: float


@dataclass(frozen=True, slots=True)
class Page:
    """One page image of a source and what was read on it.

    ``number`` counts from 1 within the source. ``rotation`` (0, 90, 180, 270) is the clockwise turn, and
    ``skew_degrees`` the clockwise tilt, that were applied to the stored image to make it upright. ``dpi``
    is what the file says, or ``None``. A page that could not be used has a ``problem`` and no words, and
    its sizes are 0 where they are unknown; a page without type ``is_blank``. ``unread`` is where ink as high
    as type is that no word covers: lost type, or a stamp.
    """

    number: int
    image_sha256: str
    width: int
    height: int
    dpi: int | None
    rotation: int
    skew_degrees: float
    is_blank: bool
    words: tuple[Word, ...]
    reading: Reading | None
    problem: Problem | None = None
    unread: tuple[Box, ...] = ()

    @property
    def lines(self) -> tuple[Line, ...]:
        """The engine's lines, from the words' line numbers, in the order that it gave them."""
        return tuple(
            Line(tuple(words)) for _, words in groupby(self.words, key=lambda word: word.line)
        )

    @property
    def confidence(self) -> float | None:
        """Mean word confidence, weighted by letters, 0..1; ``None`` on a page without words."""
        return mean_confidence(self.words)


def mean_confidence(words: Sequence[Word]) -> float | None:
    """Give the mean confidence of words, weighted by letters, 0..1; ``None`` without letters."""
    lengths = [len(word.text) for word in words]
    letters = sum(lengths)
    weighed = sum(map(mul, [word.confidence for word in words], lengths))
    return weighed / letters if letters else None
