"""Black edges, punch holes and blots, made paper before reading.

Tesseract takes a column of labels beside a black edge for a part of the edge, and loses it. What is
dark over more than a stroke of type is wide cannot be type. Works on the scan as it is: levelling
its paper first would lighten the dark areas too. Assumes type of at most 1/40 of the longer side.
"""

from __future__ import annotations

import cv2
import numpy as np

from ocr.reduced import Grey, by_whole

_LONG_SIDE = 800  # pixels of the reduced page
_THICK = 11  # reduced pixels, odd: twice a letter's stroke at its boldest
_GRAIN = 3  # reduced pixels over which noise within a dark area is smoothed
_DARK = 0.4  # of the page's usual white
_RIM = 7  # reduced pixels, odd: half-tones around a dark area


def dark_areas(page: Grey) -> Grey | None:
    """Find what is to be cut out of a reduced page: 0 and 1, reduced once more; ``None`` for nothing.

    Costs about 1 ms.
    """
    small = by_whole(page, max(1, round(max(page.shape) / _LONG_SIDE)))
    white = float(np.percentile(small, 75))
    dark = (cv2.blur(small, (_GRAIN, _GRAIN)) < _DARK * white).astype(np.uint8)
    # Beyond the page all is dark, so that a thin edge counts as thick.
    around = cv2.copyMakeBorder(dark, _THICK, _THICK, _THICK, _THICK, cv2.BORDER_CONSTANT, value=1)
    areas = cv2.morphologyEx(around, cv2.MORPH_OPEN, np.ones((_THICK, _THICK), np.uint8))
    areas = areas[_THICK:-_THICK, _THICK:-_THICK]
    if not areas.any():
        return None
    return np.asarray(cv2.dilate(areas, np.ones((_RIM, _RIM), np.uint8)), np.uint8)


def cleared(page: Grey, areas: Grey) -> Grey:
    """Give the page, of any size, with these areas white. Costs about 10 ms at 9 million pixels."""
    height, width = page.shape
    full = cv2.resize(255 * areas, (width, height), interpolation=cv2.INTER_NEAREST)
    return np.asarray(cv2.max(page, full), np.uint8)
