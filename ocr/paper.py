"""Paper made white where it is not: grey scans, shadows towards the edges, stains.

Tesseract parts ink from paper by one threshold for the whole page. On a grey scan whose paper darkens towards
an edge that threshold falls between light and dark paper, and half of the type is lost; a page that was
turned a little adds white corners and loses all of it. Bitonal and white pages are left as they are.
"""

from __future__ import annotations

import cv2
import numpy as np

from ocr.reduced import Grey, TwoSizes, by_whole

_REDUCED = 4
"""By which the reduced page is reduced again."""

_REACH = 9
"""Pixels of that, over which paper is looked for: wider than a letter."""

_WHITE = 240
"""Grey of paper that needs no levelling."""

_DARKEST = 60
"""Grey below which an area is a black edge and no paper."""


def level_paper(page: TwoSizes) -> TwoSizes:
    """Divide a grey page by the brightness of its paper.

    Gives ``page`` itself when the paper is white already. Costs about 25 ms on a grey page.
    """
    small = by_whole(page.small, _REDUCED)
    reach = np.ones((_REACH, _REACH), np.uint8)
    paper = cv2.blur(cv2.morphologyEx(small, cv2.MORPH_CLOSE, reach), (_REACH, _REACH))
    if float(np.percentile(paper, 10)) >= _WHITE:
        return page
    grey = np.maximum(paper, _DARKEST).astype(np.uint8)
    return TwoSizes(_divided(page.pixels, grey), _divided(page.small, grey), page.scale)


def _divided(pixels: Grey, paper: Grey) -> Grey:
    height, width = pixels.shape
    paper = np.asarray(cv2.resize(paper, (width, height), interpolation=cv2.INTER_LINEAR), np.uint8)
    return np.asarray(cv2.divide(pixels, paper, scale=255.0), np.uint8)


_WHITE_POINT = 219
"""Grey, on levelled paper, from which nothing is ink (``ocr.ink`` asks for the same contrast)."""


def without_grain(pixels: Grey) -> Grey:
    """Give a levelled page with the grain of its paper white; the greys of ink are stretched evenly.

    For pages with hardly any type: Tesseract's threshold falls into the grain there, and a reading of a
    few words takes minutes. On full pages it costs faint strokes (measured), so they keep their grain.
    """
    table = np.clip(np.arange(256) * (255.0 / _WHITE_POINT), 0, 255).astype(np.uint8)
    return np.asarray(cv2.LUT(pixels, table), np.uint8)
