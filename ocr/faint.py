"""Rows that are fainter than the rest of a page: a worn stretch of ribbon, a correction in another carbon.

Beside darker rows they are no ink to the page's threshold. They are found by themselves where no darker row
is, and what is read of them counts where it is read well. What shines through from the back is as faint, but
read better in a mirror; what is read badly either way is unread type.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ocr.ink import Ink, fainter_ink
from ocr.leftover import stand
from ocr.paper import in_full_contrast
from ocr.pieces import side_by_side, usual_pieces
from ocr.reduced import Grey
from ocr.rows import Row, find_rows
from ocr.second import sureness
from schemas.pages import Box, Word

_FEWEST = 2  # letters of a row, side by side on one foot
_STANDING = 0.6  # share of its letters on its foot
_OVER = 0.3  # share of a row's width over which a darker one may run
_APART = 0.7  # letter heights between the feet of two rows, less is one row
_LEAST_SURE = 0.7  # confidence of a faint row that is read
_WORD = 3  # letters and figures of a word
_DARK = 3  # percent of a faint row's pixels, at most as dark as its strokes
_MOST_ROWS = 60  # more is grain


def faint_rows(pixels: Grey, ink: Ink, rows: Sequence[Row]) -> list[Row]:
    """Find the rows of fainter type, in page pixels, where none of ``rows`` is. Costs about 30 ms."""
    fainter = fainter_ink(pixels, ink)
    height = ink.letter_height
    if len(fainter.letters) < _FEWEST:
        return []
    groups = [
        Box.around(group)
        for group in side_by_side(usual_pieces(fainter), height)
        if len(group) >= _FEWEST and stand(group, height) >= _STANDING
    ]
    if not groups:
        return []
    found = [
        row
        for row in find_rows(fainter)
        if any(_bears(row, group, height) for group in groups)
        and not any(_is_over(row, other, height) for other in rows)
    ]
    return found if len(found) <= _MOST_ROWS else []


def _bears(row: Row, group: Box, height: float) -> bool:
    """Tell whether letters side by side stand in a row."""
    middle = (group.x0 + group.x1) // 2
    if not row.x0 <= middle <= row.x1:
        return False
    return abs(float(row.foot[middle - row.x0]) - group.y1) < _APART * height


def _is_over(row: Row, other: Row, height: float) -> bool:
    """Tell whether another row runs where this one stands."""
    x0, x1 = max(row.x0, other.x0), min(row.x1, other.x1)
    if x1 - x0 < _OVER * (row.x1 - row.x0):
        return False
    middle = (x0 + x1) // 2
    apart = abs(float(row.foot[middle - row.x0] - other.foot[middle - other.x0]))
    return apart < _APART * height


def darkened(cut: Grey) -> Grey:
    """Give a faint row in full contrast."""
    return in_full_contrast(cut, float(np.percentile(cut, _DARK)))


def mirrored(cut: Grey) -> Grey:
    """Give a row as it stands on the back of its paper."""
    return np.ascontiguousarray(cut[:, ::-1])


def is_read(words: Sequence[Word]) -> bool:
    """Tell a faint row that is read well and bears a word: strokes of a pen are read as a figure or two."""
    is_worded = any(sum(map(str.isalnum, word.text)) >= _WORD for word in words)
    return is_worded and sureness(words) >= _LEAST_SURE


def shines_through(words: Sequence[Word], behind: Sequence[Word]) -> bool:
    """Tell a row that is read well in a mirror, and better than as it stands."""
    return is_read(behind) and sureness(behind) > sureness(words)


def box_of(row: Row, height: float) -> Box:
    """Give the box of a row's small letters, in page pixels."""
    foot = float(row.foot.mean())
    return Box(row.x0, max(0, round(foot - height)), row.x1, round(foot))
