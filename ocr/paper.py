"""Paper made white where it is not: grey scans, shadows towards the edges, stains.

Tesseract parts ink from paper by one threshold for the whole page. On a grey scan whose paper darkens towards
an edge that threshold falls between light and dark paper, and half of the type is lost; a page that was
turned a little adds white corners and loses all of it. Bitonal and white pages are left as they are.
"""

from __future__ import annotations

import cv2
import numpy as np

from ocr.reduced import Grey, by_whole

_REDUCED = 4
"""By which the reduced page is reduced again."""

_REACH = 9
"""Pixels of that, over which paper is looked for: wider than a letter."""

_WHITE = 240
"""Grey of paper that needs no levelling."""

_DARKEST = 60
"""Grey below which an area is a black edge and no paper."""


def paper_of(page: Grey) -> Grey | None:
    """Find the brightness of the paper of a reduced page, reduced once more.

    ``None`` when the paper is white already. Costs about 1 ms.
    """
    small = by_whole(page, _REDUCED)
    reach = np.ones((_REACH, _REACH), np.uint8)
    paper = cv2.blur(cv2.morphologyEx(small, cv2.MORPH_CLOSE, reach), (_REACH, _REACH))
    if float(np.percentile(paper, 10)) >= _WHITE:
        return None
    return np.maximum(paper, _DARKEST).astype(np.uint8)


def level_paper(page: Grey, paper: Grey) -> Grey:
    """Divide a page, of any size, by the brightness of its paper.

    Costs about 20 ms at 9 million pixels.
    """
    height, width = page.shape
    full = cv2.resize(paper, (width, height), interpolation=cv2.INTER_LINEAR)
    return np.asarray(cv2.divide(page, full, scale=255.0), np.uint8)


_WHITE_POINT = 219
"""Grey, on levelled paper, from which nothing is ink (``ocr.ink`` asks for the same contrast)."""


def without_grain(pixels: Grey) -> Grey:
    """Give a levelled page with the grain of its paper white; the greys of ink are stretched evenly.

    For pages with hardly any type: Tesseract's threshold falls into the grain there, and a reading of a
    few words takes minutes. On full pages it costs faint strokes (measured), so they keep their grain.
    """
    table = np.clip(np.arange(256) * (255.0 / _WHITE_POINT), 0, 255).astype(np.uint8)
    return np.asarray(cv2.LUT(pixels, table), np.uint8)
