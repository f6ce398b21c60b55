"""Where a row of type begins and ends: at its first and last ink, with stops, but for grain beside it.

Masks are uint8 of an ink's reduced page, and all measures its pixels; ``height`` is a letter's.
"""

from __future__ import annotations

from typing import NamedTuple

import cv2
import numpy as np
import numpy.typing as npt

from ocr.ink import Ink
from ocr.reduced import Grey

TALL = 0.9  # letter heights above the foot with a letter's ink; an underline's is below
_END = 1.3  # letter heights of white before a stop that ends a row
_WINDOW = 1.5  # letter heights: a letter and what parts it from the next
_ABOVE, _BELOW = (1.7, 1.2), (-0.15, -0.55)  # letter heights above the foot: paper between rows
# share of a page that is specks; full stops and what breaks off letters are less
_LEAST_GRAIN = 0.0015
_GRAINY = 0.015  # share of a piece of it
# times as much ink: grain at most, and type whatever is beside it
_AS_GRAIN, _SURELY_TYPE = 2.5, 5.0

Floats = npt.NDArray[np.float64]
Columns = npt.NDArray[np.intp]


class Line(NamedTuple):
    """What letters stand on: at each of the columns from ``start`` on, the height of their feet."""

    start: int
    foot: Floats


def inked(mask: Grey, line: Line, height: float) -> Columns:
    """Give the columns, counted from the line's start, in which ink stands on it."""
    return np.flatnonzero(band_of(mask, line, (TALL * height, 0)).any(axis=0))


def grain_of(ink: Ink) -> Grey | None:
    """Give the mask of a page's specks, of ink that is no letter's; ``None`` where they are few."""
    is_grainy = cv2.countNonZero(ink.specks) > _LEAST_GRAIN * ink.specks.size
    return ink.specks if is_grainy else None


def without_grain(ink: Ink, grain: Grey, line: Line, height: float, columns: Columns) -> Columns:
    """Leave grain out at the ends of a line: hardly more ink than specks beside it."""
    step = round(_WINDOW * height)
    first, last = int(columns[0]), int(columns[-1]) + 1

    def shares(mask: Grey, reach: tuple[float, float]) -> Floats:
        """Give each column's share of ink between two heights above the line."""
        band = band_of(mask, line, (reach[0] * height, reach[1] * height))
        return np.asarray(band.mean(axis=0), np.float64)

    own = shares(ink.fine_mask, (TALL, 0.0))
    beside = [shares(grain, reach) for reach in (_ABOVE, _BELOW)]

    def contrast(at: int) -> float:
        """Give how many times as much ink there is as specks, infinite without grain."""
        around = slice(max(0, at - step), at + 2 * step)
        specks = min(float(share[around].mean()) for share in beside)
        if specks <= _GRAINY:
            return float("inf")
        return float(own[at : at + step].mean()) / specks

    def is_grain(at: int, further: int) -> bool:
        most = contrast(at)
        return most < _AS_GRAIN or (most < _SURELY_TYPE and contrast(further) < _AS_GRAIN)

    while first + 2 * step < last and is_grain(first, first + step):
        first += step
    while first + 2 * step < last and is_grain(last - step, last - 2 * step):
        last -= step
    return columns[(columns >= first) & (columns < last)]


def beyond(mask: Grey, end: int, foot: float, height: float, step: int) -> int:
    """Give the pixels by which stops, hyphens and brackets go on beyond an end of a row."""
    top, below = max(0, round(foot - TALL * height)), max(0, round(foot))
    reach = round(_END * height)
    most = 3 * reach + 1
    if step > 0:
        band = mask[top:below, end + 1 : end + 1 + most]
    else:
        band = mask[top:below, max(0, end - most) : end][:, ::-1]
    last = 0
    for at in np.flatnonzero(band.any(axis=0)).tolist():
        if at - last > reach:
            break
        last = at + 1
    return last


def band_of(mask: Grey, line: Line, reach: tuple[float, float]) -> npt.NDArray[np.bool_]:
    """Give where ink is between two heights above a line within the mask's columns, bent with it."""
    high, low = (round(edge) for edge in reach)
    band = np.arange(-high, -low)[:, None]
    rows = np.rint(line.foot).astype(int)[None, :] + band
    rows = np.minimum(np.maximum(rows, 0), len(mask) - 1)
    columns = np.arange(line.start, line.start + len(line.foot))
    return np.asarray(mask[rows, columns[None, :]] > 0)
