"""A number between two dashes, as pages bear it: ``- 2 -``.

Its dashes are more ink than the number, and lower than letters, as specks are: it is told by its shape. In so
short a row the network leaves dashes out and doubts the rest; the number by itself it reads surely.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from ocr.ink import Ink
from ocr.reduced import Grey
from ocr.row_ends import TALL, Columns, Line, band_of
from schemas.pages import Word

# letter heights
_LONGEST = 12.0  # of a row that can be no more than such a number
_LENGTH = (0.3, 1.3)  # of a dash
_THICK = 0.45  # of a dash
_RAISED = (0.15, 0.7)  # from the foot to the middle of a dash
_LEVEL = 0.25  # between the middles of two dashes
_ALIKE = 0.35  # by which two dashes may differ in length
_AS_WHITE = 0.45  # by which the whites beside the number may
_LEAST_HIGH = 0.6  # of a number
_WIDEST = 2.6  # of a number of two figures
_MOST_WHITE = 2.2  # between a dash and the number
_BLANK = 0.7  # of that white; less has no blank in it
_LEAST_RUN = 0.15  # of columns with ink; narrower are chips of the dashes

_FEWEST_RUNS, _MOST_RUNS = 3, 6  # of columns with ink; a broken figure has several
_FILLED = 0.5  # share of a dash's length that is ink, in each of its rows
_PAPER = 90  # percent of a row's pixels that are no lighter
_READ = 0.8  # confidence of a number
_FIGURES = 2

Span = tuple[int, int]
"""The first column, and the one behind the last."""


class Dashed(NamedTuple):
    """A number between dashes: the columns of each, in pixels of the page."""

    before: Span
    number: Span
    after: Span
    is_apart: bool
    """Whether blanks stand beside the number."""

    def alone(self, row: Grey, x0: int, narrowing: float) -> Grey:
        """Make paper of the dashes on a row's pixels, cut out at column ``x0`` of the narrowed page."""
        sides = (self.before[1] + self.number[0]) / 2, (self.number[1] + self.after[0]) / 2
        left, right = (max(0, round(side * narrowing) - x0) for side in sides)
        bare = row.copy()
        bare[:, :left] = bare[:, right:] = int(np.percentile(row, _PAPER))
        return bare

    def words(self, number: Word) -> list[Word]:
        """Give the number with its dashes, which have its height and confidence."""
        x0, x1 = self.before[0], self.after[1]
        if not self.is_apart:
            return [number._replace(text=f"-{number.text}-", box=number.box._replace(x0=x0, x1=x1))]
        before, after = (
            number._replace(text="-", box=number.box._replace(x0=first, x1=last))
            for first, last in (self.before, self.after)
        )
        return [before, number, after]


def number_on(line: Line, ink: Ink) -> Dashed | None:
    """Find the number between dashes that is all that stands on a line, in pixels of the page."""
    scale, wide = ink.scale, len(line.foot)
    if wide > _LONGEST * ink.letter_height:
        return None
    start = int(line.start * scale)
    end = min(int((line.start + wide) * scale) + 1, ink.fine_mask.shape[1])
    columns = np.arange(start, end)
    foot = np.interp(columns / scale, np.arange(line.start, line.start + wide), line.foot) * scale
    spans = between_dashes(ink, Line(start, foot), ink.letter_height * scale)
    if spans is None:
        return None
    before, number, after = (
        (round((first + start) / scale), round((last + start) / scale)) for first, last in spans
    )
    white = min(number[0] - before[1], after[0] - number[1])
    return Dashed(before, number, after, white > _BLANK * ink.letter_height)


def is_number(words: tuple[Word, ...]) -> bool:
    """Tell figures that were read surely."""
    text = "".join(word.text for word in words)
    return (
        len(words) == 1
        and text.isdecimal()
        and len(text) <= _FIGURES
        and words[0].confidence >= _READ
    )


def between_dashes(ink: Ink, line: Line, height: float) -> tuple[Span, Span, Span] | None:
    """Give the columns of a dash, a number and a dash that are all that stands on a line.

    Columns are counted from the line's start; they and ``height``, a letter's, are reduced pixels.
    """
    if len(line.foot) > _LONGEST * height:
        return None
    band = band_of(ink.fine_mask, line, (TALL * height, 0))
    runs = _runs(np.flatnonzero(band.any(axis=0)), _LEAST_RUN * height)
    if not _FEWEST_RUNS <= len(runs) <= _MOST_RUNS:
        return None
    before, number, after = runs[0], (runs[1][0], runs[-2][1]), runs[-1]
    are_dashes = _are_dashes(band[:, slice(*before)], band[:, slice(*after)], height)
    whites = number[0] - before[1], after[0] - number[1]
    is_even = (
        abs(whites[0] - whites[1]) <= _AS_WHITE * height and max(whites) <= _MOST_WHITE * height
    )
    rows = np.flatnonzero(band[:, slice(*number)].any(axis=1))
    is_high = int(np.ptp(rows)) + 1 >= _LEAST_HIGH * height
    is_short = number[1] - number[0] <= _WIDEST * height
    return (before, number, after) if are_dashes and is_even and is_high and is_short else None


def _runs(columns: Columns, least: float) -> list[Span]:
    """Give the stretches of at least so many columns that follow each other."""
    parts = np.split(columns, np.flatnonzero(np.diff(columns) > 1) + 1)
    return [(int(part[0]), int(part[-1]) + 1) for part in parts if len(part) >= max(least, 1)]


def _are_dashes(before: npt.NDArray[np.bool_], after: npt.NDArray[np.bool_], height: float) -> bool:
    """Tell two dashes of one length at one height, on the pieces of a line's band that hold them."""
    heights = _dash(before, height), _dash(after, height)
    if heights[0] is None or heights[1] is None:
        return False
    is_level = abs(heights[0] - heights[1]) <= _LEVEL * height
    return is_level and abs(before.shape[1] - after.shape[1]) <= _ALIKE * height


def _dash(piece: npt.NDArray[np.bool_], height: float) -> float | None:
    """Give the height of a dash above the foot, in reduced pixels; ``None`` of what has not its shape."""
    rows = np.flatnonzero(piece.mean(axis=1) >= _FILLED)
    if not len(rows) or int(np.ptp(rows)) + 1 > _THICK * height:
        return None
    level = len(piece) - float(rows.mean())
    (low, high), (shortest, longest) = _RAISED, _LENGTH
    is_long = shortest * height <= piece.shape[1] <= longest * height
    return level if is_long and low * height <= level <= high * height else None
