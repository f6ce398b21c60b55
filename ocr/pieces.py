"""Ink of a usual letter's height, and groups of it that stand side by side: type, of whatever it consists.

Letters of bold type touch and are one piece of ink, so wide ink counts as well. Stamps, scrawl and rules
of that height are among it.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from ocr.ink import Ink
from schemas.pages import Box

USUAL_HEIGHT = (0.6, 2.2)
"""Of the usual letter's height: what is a letter, a figure or a bracket."""

_LEVEL = 0.5  # letter heights between the middles of neighbours in a row
_APART = 1.5  # letter heights of white between them; a blank is less

Pieces = npt.NDArray[np.floating]
"""Rows (x, y, width, height), in page pixels."""


def usual_pieces(ink: Ink) -> Pieces:
    """Give the pieces of ink of a page that are as high as letters."""
    pieces = np.concatenate([ink.letters, ink.joined]) / ink.scale
    low, tall = (share * ink.letter_height for share in USUAL_HEIGHT)
    return np.asarray(pieces[(pieces[:, 3] > low) & (pieces[:, 3] < tall)])


def side_by_side(pieces: Pieces, height: float) -> list[list[Box]]:
    """Put pieces together that stand side by side, from left to right; a letter is ``height`` high."""
    groups: list[list[Box]] = []
    for x, y, wide, high in pieces[np.argsort(pieces[:, 0], kind="stable")].tolist():
        box = Box(round(x), round(y), round(x + wide), round(y + high))
        for group in groups:
            if _follows(group[-1], box, height):
                group.append(box)
                break
        else:
            groups.append([box])
    return groups


def _follows(before: Box, box: Box, height: float) -> bool:
    level = abs((before.y0 + before.y1) - (box.y0 + box.y1)) < 2 * _LEVEL * height
    return level and box.x0 - before.x1 < _APART * height
