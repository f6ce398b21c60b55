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


_LEAST_RANGE = 40
"""Greys between the darkest and the lightest ink, at least: fewer make noise of shades."""

_SAMPLED = 3
"""Every so many pixels are enough to find a page's threshold."""


def grain_passes_for_ink(pixels: Grey) -> bool:
    """Tell whether Tesseract would take the grain of levelled paper for ink.

    Its one threshold for a page is Otsu's, as here. Where type covers little of a page the threshold falls
    into the grain (242 on such pages; 116 to 206 on 65 others), and reading a few words takes many seconds.
    """
    sample = np.ascontiguousarray(pixels[::_SAMPLED, ::_SAMPLED])
    threshold, _ = cv2.threshold(sample, 0, 255, cv2.THRESH_BINARY | cv2.THRESH_OTSU)
    return threshold > _WHITE_POINT


def without_grain(pixels: Grey, stroke: float) -> Grey:
    """Give a levelled page with the grain of its paper white and its type black.

    ``stroke`` is the grey of a dark stroke: faint type is still far from the paper's white afterwards.
    For pages whose grain would pass for ink. On others it costs faint strokes (measured).
    """
    darkest = min(stroke, _WHITE_POINT - _LEAST_RANGE)
    table = np.clip((np.arange(256) - darkest) * (255.0 / (_WHITE_POINT - darkest)), 0, 255)
    return np.asarray(cv2.LUT(pixels, table.astype(np.uint8)), np.uint8)
