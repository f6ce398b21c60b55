"""Rows cut out of a page and laid straight: what the engine gets, one line an image.

How much of the page is cut out round a row is what the model of typescript learned (``bench/model``):
it reads a line that is cut otherwise worse, also one with more white round it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from ocr.ink import Ink
from ocr.pitch import pitch_of_ink
from ocr.reduced import Grey
from ocr.rows import Row
from schemas.pages import Box

_ABOVE, _BELOW, _BESIDE = 1.05, 0.32, 0.45  # of the foot and the ends, in places of a letter
_PAPER = 0.2  # letter heights of paper on every side
_USUAL_PITCH = 1.2  # letter heights, where the page's own is not plain
_STRAIGHT = 1.5  # pixels by which a row may rise and fall uncorrected
_LEAST_HIGH, _LEAST_WIDE = 12, 8  # pixels


@dataclass(frozen=True, slots=True, eq=False)
class Cut:
    """A row of a page: its pixels, uint8 (height, width), dark on light.

    ``x0`` is the column of the page at which it begins; ``tops`` gives the row of the page that is its
    uppermost, at each of its columns. Letters stand on its own row ``foot``.
    """

    row: Row
    pixels: Grey
    x0: int
    tops: npt.NDArray[np.int64]
    foot: int

    def on_page(self, box: Box) -> Box:
        """Give the box on the page, in pixels, of a box on the cut."""
        middle = min(max((box.x0 + box.x1) // 2, 0), len(self.tops) - 1)
        top = int(self.tops[middle])
        return Box(box.x0 + self.x0, box.y0 + top, box.x1 + self.x0, box.y1 + top)


def cut_rows(pixels: Grey, rows: Sequence[Row], ink: Ink, narrowing: float = 1.0) -> Iterator[Cut]:
    """Cut rows out of an upright page, uint8 (height, width), that was made ``narrowing`` times as wide.

    ``rows`` and ``ink`` are of the page as it was before. What is too small for a letter is left out.
    """
    height = ink.letter_height
    pitch = pitch_of_ink(ink) or _USUAL_PITCH * height
    above, below = (round(share * pitch + _PAPER * height) for share in (_ABOVE, _BELOW))
    beside = _BESIDE * pitch + _PAPER * height
    for row in rows:
        x0 = max(0, round((row.x0 - beside) * narrowing))
        x1 = min(pixels.shape[1], round((row.x1 + beside) * narrowing))
        columns = np.arange(x0, x1)
        foot = np.interp(columns / narrowing, np.arange(row.x0, row.x1 + 1), row.foot)
        cut = _level(row, pixels, x0, foot, (above, below))
        if cut.pixels.shape[0] >= _LEAST_HIGH and cut.pixels.shape[1] >= _LEAST_WIDE:
            yield cut


def _level(
    row: Row, pixels: Grey, x0: int, foot: npt.NDArray[np.float64], reach: tuple[int, int]
) -> Cut:
    above, below = reach
    if not len(foot) or float(np.ptp(foot)) < _STRAIGHT:
        middle = round(float(foot.mean())) if len(foot) else 0
        top = max(0, middle - above)
        part = pixels[top : max(top, middle + below), x0 : x0 + len(foot)]
        return Cut(row, np.ascontiguousarray(part), x0, np.full(len(foot), top), middle - top)
    down = (foot[None, :] + np.arange(-above, below)[:, None]).astype(np.float32)
    across = np.broadcast_to(np.arange(x0, x0 + len(foot), dtype=np.float32), down.shape)
    straight = cv2.remap(
        pixels, np.ascontiguousarray(across), down, cv2.INTER_LINEAR, borderValue=255
    )
    tops = np.rint(foot).astype(np.int64) - above
    return Cut(row, np.asarray(straight, np.uint8), x0, tops, above)
