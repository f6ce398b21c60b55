"""Capitals with a macron (``ĒKHO``), which the English model reads without it.

Transliterations write Russian ``Э`` as E with a bar above. The bar is seen in the image: over the first
letter of a word, a thin row of ink as wide as the letter's top, with white between; or, where the two
have run together, a letter that stands higher than the capitals behind it, with a narrower top than an E.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise, takewhile
from statistics import median

import numpy as np
from numpy.typing import NDArray

from schemas.pages import Word

_LETTERS = {"E": "Ē"}
_ABOVE = 0.45
"""Share of a letter's height above its top within which the bar stands."""

_WHITE = 0.06
"""Share of dark pixels in the white below the bar at most: a thin stem alone has more."""

_INKED = 0.25
"""Share of dark pixels from which a capital behind has ink at the height of the bar."""

_MOST_ABOVE = 0.5
"""Share of the capitals behind that have: such ink is the feet of the line above."""

_FEWEST = 2
"""Capitals behind a letter that tell how high it would be without a bar."""

_HIGHER = (1.08, 1.4)
"""Heights of those capitals that a letter with its bar has; a letter of the line above makes it higher."""

_ABOVE_THEM = 0.09
"""Heights of those capitals by which its top stands above theirs."""

_BAR_WIDTH = (0.4, 0.85)
"""Share of a letter's width that a bar takes up; the top of an E takes more."""

_HEAD = 0.1
"""Share of a letter's height that is its bar."""

_LEAST_INK = 2
"""Dark pixels of a row of a letter; fewer are specks."""

_WIDTH = 0.9
"""Share of a letter's place that is the letter's."""


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
    top = max(0, round(box.y0 - _ABOVE * box.height))
    capitals = list(takewhile(str.isupper, typed[at:]))
    letter = box.width / len(typed)
    crops = []
    for place in range(at, at + len(capitals)):
        left, right = round(box.x0 + place * letter), round(box.x0 + (place + _WIDTH) * letter)
        crops.append(pixels[top : box.y1, max(0, left) : max(0, right)])
    if not all(crop.size for crop in crops):
        return False
    dark = [crop < _threshold(crop) for crop in crops]
    bar = _bar_over_letter(dark[0].mean(axis=1), box.height)
    return (bar is not None and _is_alone(bar, dark[1:])) or _is_higher(dark)


def _is_alone(bar: tuple[int, int], behind: Sequence[NDArray[np.bool_]]) -> bool:
    """Tell a bar from the feet of the line above, which stand over the capitals ``behind`` as well."""
    inked = sum(float(letter[slice(*bar)].mean()) > _INKED for letter in behind)
    return inked <= _MOST_ABOVE * len(behind)


def _is_higher(letters: Sequence[NDArray[np.bool_]]) -> bool:
    """Tell whether the first of these capitals, ink of one band of the page, has a bar that touches it."""
    reaches = [_reach(letter) for letter in letters]
    behind = [reach for reach in reaches[1:] if reach is not None]
    if reaches[0] is None or len(behind) < _FEWEST:
        return False
    (top, foot), usual = reaches[0], float(median(end - start for start, end in behind))
    low, high = (share * usual for share in _HIGHER)
    above = float(median(start for start, _ in behind)) - top
    head = letters[0][top : top + max(1, round((foot - top) * _HEAD))]
    least, most = _BAR_WIDTH
    return (
        low <= foot - top <= high
        and above >= _ABOVE_THEM * usual
        and least <= float(head.mean(axis=1).max()) <= most
    )


def _reach(letter: NDArray[np.bool_]) -> tuple[int, int] | None:
    """Give the rows that a letter takes up: the longest run with ink."""
    runs = _runs(letter.sum(axis=1) >= _LEAST_INK)
    return max(runs, key=lambda run: run[1] - run[0], default=None)


def _threshold(crop: NDArray[np.uint8]) -> float:
    """Give the grey halfway between the letter's ink and its paper."""
    ink, paper = np.percentile(crop, (5, 95))
    return float(ink + (paper - ink) * 0.55)


def _bar_over_letter(rows: NDArray[np.float64], height: int) -> tuple[int, int] | None:
    """Give the rows of a bar where ink (share of dark pixels, from above) is a bar, white, and a letter."""
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
            return start, end
    return None


def _runs(inked: NDArray[np.bool_]) -> list[tuple[int, int]]:
    edges = np.flatnonzero(np.diff(np.concatenate(([False], inked, [False])).astype(np.int8)))
    return [(int(start), int(end)) for start, end in zip(edges[::2], edges[1::2], strict=True)]
