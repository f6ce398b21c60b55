"""A line through several words goes through the white between them, where nothing else is.

Classifications are struck out as a whole. Where a pen went evenly through the letters, a network that reads
them all the same shows nothing; but level ink from word to word of a short row is a line.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby, pairwise

import numpy as np

from ocr.reduced import Grey
from ocr.rows import Row
from schemas.pages import Word

_MOST_WORDS = 5  # of a row: through a whole line of text goes a crease
_LEAST_SIGNS = 2  # of a word: specks and dashes are shorter
_WHITE = (0.25, 3.0)  # letter heights between two words
_BAND = (0.95, 0.02)  # letter heights above the foot between which a line goes through words
_LINE = (0.9, 0.15)  # the same for the line itself: an underline is lower
_DARK = 0.4  # of the contrast of the words' ink
_UNBROKEN = 0.9  # share of the white that the line fills
_THICK = 0.22  # letter heights from the line's middle, beyond which it is white
_MOST_ELSE = 0.25  # share of dark pixels beyond that
_LEAST_CONTRAST = 20.0  # grey


def bridged(
    pixels: Grey, words: Sequence[Word], rows: Sequence[Row], height: float
) -> frozenset[int]:
    """Give the places of words between which a level line goes.

    ``pixels`` are the upright page, ``rows`` those that the words' lines count, ``height`` a letter's.
    """
    found: set[int] = set()
    for line, row in groupby(range(len(words)), key=lambda at: words[at].line):
        typed = sorted(row, key=lambda at: words[at].box.x0)
        if line >= len(rows) or len(typed) > _MOST_WORDS:
            continue
        for before, after in pairwise(typed):
            if _is_bridged(pixels, words[before], words[after], rows[line], height):
                found.update((before, after))
    return frozenset(found)


def _is_bridged(pixels: Grey, before: Word, after: Word, row: Row, height: float) -> bool:
    x0, x1 = before.box.x1 + 1, after.box.x0 - 1
    least, most = (share * height for share in _WHITE)
    if min(len(before.text), len(after.text)) < _LEAST_SIGNS or not least <= x1 - x0 <= most:
        return False
    foot = float(row.foot[min(max((x0 + x1) // 2 - row.x0, 0), len(row.foot) - 1)])
    top, bottom = (round(foot - share * height) for share in _BAND)
    if top < 1 or bottom + 1 >= pixels.shape[0]:
        return False
    white = pixels[top - 1 : bottom + 1, x0:x1].astype(np.float32)
    letters = pixels[top:bottom, before.box.x0 : before.box.x1]
    paper = float(np.percentile(white, 75))
    contrast = paper - float(np.percentile(letters, 8)) if letters.size else 0.0
    if contrast < _LEAST_CONTRAST:
        return False
    dark = (paper - white) / contrast > _DARK
    filled = (dark[:-2] | dark[1:-1] | dark[2:]).mean(axis=1)
    middle = int(filled.argmax())
    beyond = np.abs(np.arange(len(filled)) - middle) > _THICK * height
    else_dark = float(dark[1:-1][beyond].mean()) if beyond.any() else 0.0
    above = (foot - top - middle) / height
    return (
        float(filled[middle]) >= _UNBROKEN
        and else_dark < _MOST_ELSE
        and _LINE[1] < above < _LINE[0]
    )
