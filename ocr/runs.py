"""Long, flat pieces of ink: what strikes and underlines have in common.

Only the few pieces that are long enough are looked at; labelling every piece of a page costs
several times as much.
"""

from __future__ import annotations

from collections.abc import Iterator

import cv2
import numpy as np
import numpy.typing as npt

from ocr.reduced import Grey
from schemas.pages import Box

Flags = npt.NDArray[np.bool_]

_THIN = 20  # percentile of a line's thickness
_LETTER = (0.85, 1.15)  # letter heights above a line that letters stand on, where their heads are


def flat_ink(mask: Grey, height: float, least_piece: float) -> Grey:
    """Give the ink that runs level for ``least_piece`` letter heights, or a little less level."""
    reach = jitter(height)
    thick = cv2.dilate(mask, np.ones((2 * reach + 1, 1), np.uint8))
    piece = np.ones((1, max(3, round(least_piece * height))), np.uint8)
    return np.asarray(cv2.bitwise_and(cv2.morphologyEx(thick, cv2.MORPH_OPEN, piece), mask))


def jitter(height: float) -> int:
    """Give the pixels by which a level line of type or pen goes up and down."""
    return max(1, round(0.06 * height))


def standing(line: Flags, ink: Flags, height: float) -> float:
    """Give the share of a line's length on which letters stand, as ``letters_on`` tells them."""
    return float(letters_on(line, ink, height)[line.any(axis=0)].mean())


def letters_on(line: Flags, ink: Flags, height: float) -> Flags:
    """Tell the columns of a line on which letters stand: ink goes on as high as letters are.

    Above a line through letters is only a part of them. ``line`` is a part of ``ink``.
    """
    columns = line.any(axis=0)
    bottom = len(line) - line[::-1].argmax(axis=0)
    # Bars of letters that it touches count to it: it shows its own thickness where there are none.
    thickness = np.percentile((bottom - line.argmax(axis=0))[columns], _THIN)
    top = np.maximum(bottom - round(float(thickness)), 0)
    sums = np.zeros((len(ink) + 1, ink.shape[1]), np.int32)
    np.cumsum(ink, axis=0, out=sums[1:])
    at = np.arange(ink.shape[1])
    low, high = (np.maximum(top - round(share * height), 0) for share in _LETTER)
    return np.asarray(sums[low, at] > sums[high, at])


def long_pieces(joined: Grey, least_width: float) -> Iterator[tuple[Box, Flags]]:
    """Give each connected piece of ``joined`` that is wide enough: its box, and its pixels there."""
    contours, _ = cv2.findContours(joined, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    for contour in contours:
        x, y, wide, high = cv2.boundingRect(contour)
        if wide >= least_width:
            filled = np.zeros((high, wide), np.uint8)
            cv2.drawContours(filled, [contour], 0, 1, cv2.FILLED, offset=(-x, -y))
            piece = filled.astype(bool) & (joined[y : y + high, x : x + wide] > 0)
            yield Box(x, y, x + wide, y + high), piece
