"""Type on a page of which no word stands in the reading: what a lost field is known by.

Ink of a usual letter's height that no word covers, put together where it stands in one row. Stamps, scrawl
and rules of that height are found too: whoever uses the boxes weighs them by their place and width.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from ocr.ink import Ink
from ocr.pieces import Pieces, side_by_side, usual_pieces
from schemas.pages import Box, Word

_MARGIN = 0.15  # letter heights by which a word's box may be too small
_LEAST_WIDTH = 1.5  # letter heights: two letters
_MOST = 200  # pieces of ink that no word covers; where more are, it is no type but grain


def unread_type(ink: Ink, words: Sequence[Word]) -> tuple[Box, ...]:
    """Give the boxes of unread type on an upright page, in page pixels, from left to right."""
    height = ink.letter_height
    pieces = usual_pieces(ink)
    left = pieces[~_covered(pieces, words, _MARGIN * height)]
    if len(left) > _MOST:
        return ()
    return tuple(
        Box.around(group)
        for group in side_by_side(left, height)
        if sum(box.width for box in group) >= _LEAST_WIDTH * height
    )


def typed_rows(ink: Ink) -> tuple[Box, ...]:
    """Give the boxes, in page pixels, of what stands as rows of letters do; none where these are few.

    Grain and stains have pieces as high as letters too, but these do not stand on one line.
    """
    height = ink.letter_height
    rows = [
        Box.around(group)
        for group in side_by_side(usual_pieces(ink), height)
        if len(group) >= _ROW_LETTERS and stand(group, height) >= _STANDING
    ]
    return tuple(rows) if len(rows) >= _FEWEST_ROWS else ()


_ROW_LETTERS, _FEWEST_ROWS = 10, 3
_ON_FOOT, _STANDING = 0.2, 0.7
"""Letter heights between the feet of letters and their row's, and the share of them that is so near."""


def stand(group: Sequence[Box], height: float) -> float:
    """Give the share of letters in a group that stand on one foot; ``height`` is a letter's."""
    feet = np.array([box.y1 for box in group])
    return float((np.abs(feet - np.median(feet)) <= _ON_FOOT * height).mean())


def _covered(pieces: Pieces, words: Sequence[Word], margin: float) -> npt.NDArray[np.bool_]:
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
