"""How much of a piece of ink is filled where hyphens or X would go through letters.

Letters leave white between them and are each of another shape. So ink that runs level from the
first place of a word to its last is drawn; ink in the middle of every place at one height is a row of
hyphens; and both diagonals inked at every place are X typed over. Measured on the reduced ink, since
only ink of which no word was read is looked at.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

import cv2
import numpy as np
import numpy.typing as npt

from ocr.reduced import Grey

_SLOPES = np.arange(-0.06, 0.061, 0.02)  # of a line drawn by hand
_ROWS = (0.2, 0.8)  # share of a word's height, from its top: above and below are serifs
_CENTRE = (0.2, 0.8)  # share of a letter's place that a hyphen fills
_ALONG = np.linspace(0.08, 0.92, 11)  # of a diagonal of an X, from its top
_ARMS = (0.3, 0.38)  # how far an X reaches to the side, in letters' places
_ASIDE = (-1, 0, 1)  # pixels by which the carriage is off
_HEADROOM = (0.0, 0.1)  # share of a word's height above the X


class Through(NamedTuple):
    """How much of what may go through a word is ink, each 0..1, and at what height of the word.

    ``row``: where the best level line from end to end lies, 0 at the top; ``hyphens``: of that line in the
    middle of the letters' places; ``crosses``: of an X at each place, the mean.
    """

    row: float
    hyphens: float
    crosses: float


def through(part: Grey, places: int) -> Through:
    """Measure what goes through a word of ``places`` letters, cut out of an ``Ink.mask``."""
    return Through(*_line(part, places), _crosses(part, places))


def _line(part: Grey, places: int) -> tuple[float, float]:
    """Try level and slightly sloping lines, each a pixel thicker than drawn on either side."""
    high, wide = part.shape
    thick = cv2.dilate(part, np.ones((3, 1), np.uint8))
    rows, columns, centre = _paths(high, wide, places)
    inked = thick[rows, columns] > 0
    whole = inked.mean(axis=1)
    middle = inked[:, centre].mean(axis=1)
    best = int(np.argmax(whole + middle))
    return float(rows[best, wide // 2] / high), float(middle[best])


@lru_cache(maxsize=512)
def _paths(
    high: int, wide: int, places: int
) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.intp], npt.NDArray[np.bool_]]:
    """Give rows of shape (lines, width), their columns, and which columns are in a place's middle."""
    columns = np.arange(wide)
    rise = np.round(_SLOPES[:, None] * (columns - wide / 2)).astype(np.intp)
    starts = np.arange(int(_ROWS[0] * high), int(_ROWS[1] * high) + 1)
    rows = np.clip(starts[:, None, None] + rise, 0, high - 1).reshape(-1, wide)
    place = ((columns + 0.5) / wide * places) % 1
    return rows, columns, (place > _CENTRE[0]) & (place < _CENTRE[1])


def _crosses(part: Grey, places: int) -> float:
    """Give the mean over the places of the weaker diagonal of the best X there."""
    soft = cv2.dilate(part, np.ones((2, 2), np.uint8))
    rows, columns = _diagonals(*part.shape, places)
    inked = (soft[rows, columns] > 0).mean(axis=-1)
    return float(inked.min(axis=-1).max(axis=-1).mean())


@lru_cache(maxsize=512)
def _diagonals(
    high: int, wide: int, places: int
) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.intp]]:
    """Give the pixels of each X: both of shape (places, ways to lie, two diagonals, points)."""
    ways = [(aside, arm, head) for aside in _ASIDE for arm in _ARMS for head in _HEADROOM]
    aside, arm, head = (np.array(values)[None, :, None, None] for values in zip(*ways, strict=True))
    middle = (np.arange(places) + 0.5)[:, None, None, None] * wide / places
    lean = np.array([1.0, -1.0])[None, None, :, None]
    columns = np.round(middle + aside + lean * (_ALONG - 0.5) * 2 * arm * wide / places)
    rows = np.broadcast_to((head + _ALONG * (1 - head)) * high, columns.shape)
    return (
        np.clip(rows, 0, high - 1).astype(np.intp),
        np.clip(columns, 0, wide - 1).astype(np.intp),
    )
