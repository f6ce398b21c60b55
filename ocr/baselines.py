"""Where the line stands on which the letters of a word have their feet."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from statistics import median

from ocr.rows import Row
from schemas.pages import Word

_HANGING = frozenset("gjpqy,;:Q()[]{}/\\|_$§\"'*-`~^°“”‘’—=+.")  # not surely on the baseline
_FEET = 5  # nearest words of a line whose feet give the baseline
_FOOT_READ = 0.5  # confidence of words whose feet count


def baselines(words: Sequence[Word], rows: Sequence[Row] = ()) -> list[float | None]:
    """Give each word's baseline, a row in page pixels; ``None`` on lines where no word tells it.

    Where the page was read row by row, ``rows`` are those that the words' lines count. Else the feet of
    the words tell, whose boxes are not that exact.
    """
    if rows:
        return [_foot(rows[word.line], middle_of(word)) for word in words]
    found: list[float | None] = []
    for _, group in groupby(words, key=lambda word: word.line):
        line = list(group)
        feet = [
            (middle_of(word), word.box.y1)
            for word in line
            if len(word.text) > 1
            and word.confidence > _FOOT_READ
            and _HANGING.isdisjoint(word.text)
        ]
        for word in line:
            middle = middle_of(word)
            nearest = sorted(feet, key=lambda foot: abs(foot[0] - middle))[:_FEET]
            found.append(median(foot for _, foot in nearest) if nearest else None)
    return found


def _foot(row: Row, x: float) -> float:
    return float(row.foot[min(max(round(x) - row.x0, 0), len(row.foot) - 1)])


def middle_of(word: Word) -> float:
    """Give the column in which a word has its middle, in page pixels."""
    return (word.box.x0 + word.box.x1) / 2
