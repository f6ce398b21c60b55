"""Finds type that a reading has left out: letters on the page that no word covers.

The page segmentation of Tesseract sometimes loses a line, or half a page where dirt or a stamp
stands beside it. Pieces of ink of a usual letter's size show it. Stains and handwriting leave such
pieces too, but seldom many level ones close together.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt

from ocr.ink import Ink
from schemas.pages import Box, Word

_USUAL_HEIGHT = (0.6, 2.2)  # of the median letter's height
_MOST_WIDTH = 2.5
_AROUND = 2  # pixels by which a word's box may be too small
_SAME_ROW = 0.5  # letter heights
_NEXT = 3.0  # letter heights from one letter of a row to the next
_FEWEST_IN_ROW = 8
_MARGIN = 0.7  # letter heights of paper around a row

Letters = npt.NDArray[np.int32]


def uncovered_share(ink: Ink, words: Iterable[Word]) -> tuple[int, float]:
    """Count the letters that no word covers, and give their share of all letters on the page."""
    letters = _usual_letters(ink)
    left_out = _uncovered(letters, ink.scale, words)
    return len(left_out), len(left_out) / max(len(letters), 1)


def lost_rows(ink: Ink, words: Iterable[Word], most: int) -> tuple[Box, ...]:
    """Give the fullest rows of uncovered letters, at most ``most``: boxes in page pixels."""
    height = ink.letter_height * ink.scale
    rows = [
        row
        for row in _rows(_uncovered(_usual_letters(ink), ink.scale, words), height)
        if len(row) >= _FEWEST_IN_ROW
    ]
    rows.sort(key=len, reverse=True)
    return tuple(_box(row, _MARGIN * height, ink) for row in rows[:most])


def _usual_letters(ink: Ink) -> Letters:
    height = ink.letter_height * ink.scale
    wide, high = ink.letters[:, 2], ink.letters[:, 3]
    low, tall = (share * height for share in _USUAL_HEIGHT)
    return ink.letters[(high > low) & (high < tall) & (wide < _MOST_WIDTH * height)]


def _uncovered(letters: Letters, scale: float, words: Iterable[Word]) -> Letters:
    x, y = ((letters[:, side] + letters[:, side + 2] / 2) / scale for side in (0, 1))
    covered = np.zeros(len(letters), np.bool_)
    for word in words:
        box = word.box
        across = (x >= box.x0 - _AROUND) & (x <= box.x1 + _AROUND)
        covered |= across & (y >= box.y0 - _AROUND) & (y <= box.y1 + _AROUND)
    return letters[~covered]


def _rows(letters: Letters, height: float) -> list[Sequence[npt.NDArray[np.int32]]]:
    """Put letters that follow each other on a level into rows."""
    rows: list[list[npt.NDArray[np.int32]]] = []
    for letter in letters[np.argsort(letters[:, 0])]:
        foot = letter[1] + letter[3]
        for row in rows:
            last = row[-1]
            gap = letter[0] - (last[0] + last[2])
            if gap < _NEXT * height and abs(foot - last[1] - last[3]) < _SAME_ROW * height:
                row.append(letter)
                break
        else:
            rows.append([letter])
    return [tuple(row) for row in rows]


def _box(row: Sequence[npt.NDArray[np.int32]], margin: float, ink: Ink) -> Box:
    pieces = np.stack(row)
    high, wide = ink.mask.shape
    x0, y0 = (max(0.0, float(pieces[:, side].min()) - margin) for side in (0, 1))
    x1 = min(float(wide), float((pieces[:, 0] + pieces[:, 2]).max()) + margin)
    y1 = min(float(high), float((pieces[:, 1] + pieces[:, 3]).max()) + margin)
    return Box(*(round(edge / ink.scale) for edge in (x0, y0, x1, y1)))
