"""Type on a page of which no word stands in the reading: what a lost field is known by.

Ink of a usual letter's height that no word covers, put together where it stands in one row. Letters of bold
type touch and are one piece of ink, so wide ink counts as well. Stamps, scrawl and rules of that height are
found too: whoever uses the boxes weighs them by their place and width.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from ocr.ink import Ink
from ocr.rows import USUAL_HEIGHT
from schemas.pages import Box, Word

_MARGIN = 0.15  # letter heights by which a word's box may be too small
_LEVEL = 0.5  # letter heights between the middles of neighbours in a row
_APART = 1.5  # letter heights of white between them; a blank is less
_LEAST_WIDTH = 1.5  # letter heights: two letters
_MOST = 200  # pieces of ink that no word covers; where more are, it is no type but grain


def unread_type(ink: Ink, words: Sequence[Word]) -> tuple[Box, ...]:
    """Give the boxes of unread type on an upright page, in page pixels, from left to right."""
    height = ink.letter_height
    pieces = np.concatenate([ink.letters, ink.joined]) / ink.scale
    low, tall = (share * height for share in USUAL_HEIGHT)
    pieces = pieces[(pieces[:, 3] > low) & (pieces[:, 3] < tall)]
    left = pieces[~_covered(pieces, words, _MARGIN * height)]
    if len(left) > _MOST:
        return ()
    groups: list[list[Box]] = []
    for x, y, wide, high in left[np.argsort(left[:, 0], kind="stable")].tolist():
        box = Box(round(x), round(y), round(x + wide), round(y + high))
        for group in groups:
            if _follows(group[-1], box, height):
                group.append(box)
                break
        else:
            groups.append([box])
    return tuple(
        Box.around(group)
        for group in groups
        if sum(box.width for box in group) >= _LEAST_WIDTH * height
    )


def _covered(
    pieces: npt.NDArray[np.floating], words: Sequence[Word], margin: float
) -> npt.NDArray[np.bool_]:
    """Tell which pieces of ink, rows (x, y, width, height), have their middle in a word.

    All in page pixels; a word's box may be too small by ``margin``.
    """
    if not words:
        return np.zeros(len(pieces), np.bool_)
    boxes = np.array([word.box for word in words], np.float64)
    x, y = ((pieces[:, side] + pieces[:, side + 2] / 2)[:, None] for side in (0, 1))
    across = (x >= boxes[:, 0] - margin) & (x <= boxes[:, 2] + margin)
    down = (y >= boxes[:, 1] - margin) & (y <= boxes[:, 3] + margin)
    return np.asarray((across & down).any(axis=1), np.bool_)


def _follows(before: Box, box: Box, height: float) -> bool:
    level = abs((before.y0 + before.y1) - (box.y0 + box.y1)) < 2 * _LEVEL * height
    return level and box.x0 - before.x1 < _APART * height
