"""Capitals with a macron (``ĒKHO``), which the English model reads without it.

Transliterations write Russian ``Э`` as E with a bar above. The bar is seen in the image: over the first
letter of a word, a thin row of ink as wide as the letter's top, with white between.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from schemas.pages import Word

_LETTERS = {"E": "Ē"}
_ABOVE = 0.45
"""Share of a letter's height above its top within which the bar stands."""

_WHITE = 0.06
"""Share of dark pixels in the white below the bar at most: a thin stem alone has more."""


def with_macrons(words: Sequence[Word], pixels: NDArray[np.uint8]) -> tuple[Word, ...]:
    """Give the words with the macrons that the page shows; ``pixels`` is the grey upright page."""
    return tuple(
        _marked(word) if _first_letter(word) in _LETTERS and _has_bar(word, pixels) else word
        for word in words
    )


def _first_letter(word: Word) -> str:
    return next((char for char in word.text if char.isalpha()), "")


def _marked(word: Word) -> Word:
    letter = _first_letter(word)
    return word._replace(text=word.text.replace(letter, _LETTERS[letter], 1))


def _has_bar(word: Word, pixels: NDArray[np.uint8]) -> bool:
    """Look for a bar over the word's first letter."""
    box = word.box
    if len(word.text) < 3 or box.height < 8 or box.width < 12:
        return False
    typed = word.text.replace('""', '"')  # strokes of one mark read as two
    at = typed.index(_first_letter(word))
    letter = box.width / len(typed)
    left, right = round(box.x0 + at * letter), round(box.x0 + (at + 0.9) * letter)
    top = max(0, round(box.y0 - _ABOVE * box.height))
    crop = pixels[top : box.y1, max(0, left) : max(0, right)]
    if crop.size == 0:
        return False
    dark = crop < _threshold(crop)
    return _bar_over_letter(dark.mean(axis=1), box.height)


def _threshold(crop: NDArray[np.uint8]) -> float:
    """Give the grey halfway between the letter's ink and its paper."""
    ink, paper = np.percentile(crop, (5, 95))
    return float(ink + (paper - ink) * 0.55)


def _bar_over_letter(rows: NDArray[np.float64], height: int) -> bool:
    """Tell rows of ink (share of dark pixels, from above) that are a bar, white, and a letter's top."""
    inked = rows > 0.35
    runs = _runs(inked)
    for (start, end), (below, _) in pairwise(runs):
        thin = 1 <= end - start <= 0.2 * height
        white = below - end
        gap = rows[end:below]
        near = 1 <= white <= 0.3 * height and float(gap.min()) < _WHITE
        high = start < 0.75 * _ABOVE * height + 0.2 * height
        letter_left = len(rows) - below > 0.5 * height
        if thin and near and high and letter_left:
            return True
    return False


def _runs(inked: NDArray[np.bool_]) -> list[tuple[int, int]]:
    edges = np.flatnonzero(np.diff(np.concatenate(([False], inked, [False])).astype(np.int8)))
    return [(int(start), int(end)) for start, end in zip(edges[::2], edges[1::2], strict=True)]
