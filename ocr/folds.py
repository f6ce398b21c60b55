"""Finds folds and creases that run across a page, and takes them out: rows that they touch are lost else.

A fold is a straight, thin dark line, unbroken over most of the page's width and longer than its rows are:
lines under and through words end with these. Assumes an upright, level page.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from ocr.ink import Ink
from ocr.pieces import Pieces, usual_pieces
from ocr.reduced import Grey
from ocr.runs import Flags, flat_ink, jitter, long_pieces
from ocr.second import doubted
from schemas.pages import Box, Word

_PIECE = 1.5  # letter heights: longer than feet and bars of letters
_LINK = 1.5  # letter heights between pieces of one fold
_LEAST_LENGTH, _WHOLE_LENGTH = 0.5, 0.93  # of the page's width; and of what goes on over all of it
_BEYOND = 4.0  # letter heights by which it goes on beyond the type of the page
_SPECKS = 3  # pieces of ink that may be beside the type
_LEAST_COVERED = 0.8  # share of its length that bears ink
_THIN = 20  # percentile of its thickness: letters touch it
_MOST_THICKNESS = 0.6  # letter heights
_LEAST_STRAIGHT = 0.7  # share of its length that lies on one line,
_STRAIGHT = 0.25  # so near to it, in letter heights
_MOST_RISE = 0.05  # of its length
_REACH = 0.7  # letter heights above and below its middle, in which it ends
_WITHIN = 0.15  # letter heights from a word's feet and top, between which a fold hides parts of it
_MOST = 2  # on a page; more lines are of a form or of ruled paper
_SHADE = 0.12  # of its darkness, that is paper


@dataclass(frozen=True, slots=True)
class Fold:
    """The middle of a fold, from (x0, y0) to (x1, y1), in pixels of the page."""

    x0: float
    y0: float
    x1: float
    y1: float

    def row(self, x: float) -> float:
        """Give the row in which it lies at ``x``."""
        return self.y0 + (self.y1 - self.y0) * (x - self.x0) / max(self.x1 - self.x0, 1.0)


def find_folds(ink: Ink) -> tuple[Fold, ...]:
    """Find the folds across an upright, level page. Costs about 2 ms."""
    height = ink.letter_height * ink.scale
    pieces = usual_pieces(ink) * ink.scale
    if height <= 0 or not len(pieces):
        return ()
    left, right = _type_between(pieces, _BEYOND * height)
    lines = _thin(flat_ink(ink.mask, height, _PIECE), height)
    link = np.ones((2 * jitter(height) + 1, max(3, round(_LINK * height))), np.uint8)
    joined = np.asarray(cv2.morphologyEx(lines, cv2.MORPH_CLOSE, link), np.uint8)
    found = []
    wide = ink.mask.shape[1]
    for box, piece in long_pieces(joined, _LEAST_LENGTH * wide):
        if left <= box.x0 and box.x1 <= right and box.width < _WHOLE_LENGTH * wide:
            continue
        part = piece & (lines[box.y0 : box.y1, box.x0 : box.x1] > 0)
        ends = _ends(part, height)
        if ends is not None:
            edges = (box.x0, ends[0] + box.y0, box.x1, ends[1] + box.y0)
            found.append(Fold(*(edge / ink.scale for edge in edges)))
    return tuple(found) if len(found) <= _MOST else ()


def _type_between(pieces: Pieces, beyond: float) -> tuple[float, float]:
    """Give the columns between which the page's type stands, and ``beyond`` more, but for a few specks."""
    at = min(_SPECKS, len(pieces) - 1)
    left = float(np.partition(pieces[:, 0], at)[at])
    right = float(-np.partition(-(pieces[:, 0] + pieces[:, 2]), at)[at])
    return left - beyond, right + beyond


def _thin(lines: Grey, height: float) -> Grey:
    """Leave out what is broader than a fold: black edges of the page, in which folds end."""
    broad = np.ones((round(_MOST_THICKNESS * height) + 2, 1), np.uint8)
    return np.asarray(cv2.subtract(lines, cv2.morphologyEx(lines, cv2.MORPH_OPEN, broad)), np.uint8)


def _ends(line: Flags, height: float) -> tuple[float, float] | None:
    """Give the rows in which a fold's ends lie; ``None`` where the line is none: broken, bent or broad."""
    columns = line.any(axis=0)
    if columns.mean() < _LEAST_COVERED:
        return None
    top = line.argmax(axis=0)[columns]
    bottom = len(line) - 1 - line[::-1].argmax(axis=0)[columns]
    if float(np.percentile(bottom - top, _THIN)) + 1 > _MOST_THICKNESS * height:
        return None
    half = float(np.percentile(bottom - top, _THIN)) / 2
    for middle in ((top + bottom) / 2, top + half, bottom - half):  # letters are above it, or below
        course = _course(np.flatnonzero(columns), middle, height)
        if course is not None:
            return float(course[1]), float(np.polyval(course, line.shape[1] - 1))
    return None


def _course(
    x: npt.NDArray[np.int_], middle: npt.NDArray[np.float64], height: float
) -> npt.NDArray[np.float64] | None:
    """Fit a straight line through most of the points; ``None`` where they do not lie on one that is level."""
    course = np.polyfit(x, middle, 1)
    for _ in range(2):  # once more without the letters that touch it
        off = np.abs(middle - np.polyval(course, x))
        on_it = off <= np.median(off) + 1.0
        course = np.polyfit(x[on_it], middle[on_it], 1)
    straight = np.abs(middle - np.polyval(course, x)) <= max(1.5, _STRAIGHT * height)
    is_fold = abs(course[0]) <= _MOST_RISE and straight.mean() >= _LEAST_STRAIGHT
    return np.asarray(course) if is_fold else None


def without_folds(pixels: Grey, folds: Sequence[Fold], letter_height: float) -> Grey:
    """Give the page with each column of a fold going on from what is above it to what is below.

    So strokes that cross it stay. ``pixels`` are not changed.
    """
    if not folds:
        return pixels
    cleared = pixels.copy()
    for fold in folds:
        _clear(cleared, fold, round(_REACH * letter_height))
    return cleared


def _clear(pixels: Grey, fold: Fold, reach: int) -> None:
    """Take one fold out of ``pixels``, in place."""
    columns = np.arange(max(0, round(fold.x0)), min(pixels.shape[1], round(fold.x1)))
    middle = np.rint([fold.row(x) for x in columns.tolist()]).astype(int)
    offsets = np.arange(-reach - 1, reach + 2)
    rows = np.clip(middle[None, :] + offsets[:, None], 0, len(pixels) - 1)
    band = pixels[rows, columns]
    edges = _edges(band)
    if edges is None:
        return
    above, below = edges
    first, last = band[above].astype(np.float64), band[below].astype(np.float64)
    share = np.linspace(0, 1, below - above + 1)[:, None]
    filled = first + (last - first) * share
    pixels[rows[above : below + 1], columns] = np.rint(filled).astype(np.uint8)


def _edges(band: npt.NDArray[np.uint8]) -> tuple[int, int] | None:
    """Give the rows of a band around a fold that are next above it and next below.

    ``None`` where one of them is not in the band: a black edge. Letters that touch a fold are on less than
    half of its columns.
    """
    profile = np.median(band, axis=1)
    darkest = int(profile.argmin())
    paper = float(profile.max())
    dark = profile < paper - _SHADE * (paper - profile[darkest])
    above, below = np.flatnonzero(~dark[:darkest]), np.flatnonzero(~dark[darkest:])
    if not above.size or not below.size:
        return None
    return int(above[-1]), darkest + int(below[0])


def touched(words: Sequence[Word], folds: Sequence[Fold], letter_height: float) -> tuple[Word, ...]:
    """Give the words, those that a fold goes through doubtful and not struck.

    What is left of a fold is like a strike, and it hides parts of letters.
    """
    reach = _WITHIN * letter_height

    def is_touched(box: Box) -> bool:
        x = (box.x0 + box.x1) / 2
        return any(
            fold.x0 < x < fold.x1 and box.y0 + reach < fold.row(x) < box.y1 - reach
            for fold in folds
        )

    return tuple(
        doubted(word)._replace(struck=False) if is_touched(word.box) else word for word in words
    )
