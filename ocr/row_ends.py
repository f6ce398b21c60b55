"""Where a row of type begins and ends: at its first and last ink, with stops, but for grain beside it.

Masks are uint8 of an ink's reduced page; ``foot`` is the line that letters stand on, at each of the columns
from ``start`` on; ``height`` is a letter's. All are in reduced pixels.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from ocr.reduced import Grey

_TALL = 0.9  # letter heights above the foot with a letter's ink; an underline's is below
_END = 1.3  # letter heights of white before a stop that ends a row
_WINDOW = 1.5  # letter heights: a letter and what parts it from the next
_ABOVE, _BELOW = (1.7, 1.2), (-0.15, -0.55)  # letter heights above the foot: paper between rows
_GRAINY, _AS_GRAIN = 0.015, 2.5  # share of paper that is ink, and by which type has more of it

Floats = npt.NDArray[np.float64]
Columns = npt.NDArray[np.intp]


def inked(mask: Grey, start: int, foot: Floats, height: float) -> Columns:
    """Give the columns, counted from ``start``, in which ink stands on the line."""
    return np.flatnonzero(_band(mask, start, foot, (_TALL * height, 0)).any(axis=0))


def without_grain(mask: Grey, start: int, foot: Floats, height: float, columns: Columns) -> Columns:
    """Leave grain out at the ends of a row's inked columns: it is as dense between rows as in them."""
    step = round(_WINDOW * height)
    dense = _dense(mask, start, foot, (_TALL * height, 0))
    above, below = (
        _dense(mask, start, foot, (high * height, low * height)) for high, low in (_ABOVE, _BELOW)
    )
    first, last = int(columns[0]), int(columns[-1]) + 1

    def is_grain(at: int) -> bool:
        around = slice(max(0, at - step), at + 2 * step)
        paper = min(float(above[around].mean()), float(below[around].mean()))
        typed = float(dense[at : at + step].mean())
        return paper > _GRAINY and typed < _AS_GRAIN * paper

    # A row begins with a word, and may end with a figure by itself.
    while first + 2 * step < last and (is_grain(first) or is_grain(first + step)):
        first += step
    while first + step < last and is_grain(last - step):
        last -= step
    return columns[(columns >= first) & (columns < last)]


def beyond(mask: Grey, end: int, foot: float, height: float, step: int) -> int:
    """Give the pixels by which stops, hyphens and brackets go on beyond an end of a row."""
    top, below = max(0, round(foot - _TALL * height)), max(0, round(foot))
    reach = round(_END * height)
    last = at = end
    while abs(at - last) <= reach and abs(at - end) <= 3 * reach and 0 <= at + step < mask.shape[1]:
        at += step
        if mask[top:below, at].any():
            last = at
    return abs(last - end)


def _dense(mask: Grey, start: int, foot: Floats, reach: tuple[float, float]) -> Floats:
    """Give the share of ink in each column, between two heights above the foot."""
    return np.asarray(_band(mask, start, foot, reach).mean(axis=0), np.float64)


def _band(
    mask: Grey, start: int, foot: Floats, reach: tuple[float, float]
) -> npt.NDArray[np.bool_]:
    high, low = (round(edge) for edge in reach)
    band = np.arange(-high, -low)[:, None]
    rows = np.clip(np.rint(foot).astype(int)[None, :] + band, 0, len(mask) - 1)
    return np.asarray(mask[rows, np.arange(start, start + len(foot))[None, :]] > 0)
