"""Finds what is struck through, takes drawn lines out so that the words can be read, and marks the words.

A strike is a drawn line through the middle of letters: ink runs on without a break for longer than two
letters are wide, and strokes of letters cross it. Underlines and form lines are met from one side at
most; the bars of E, H and A end with their letter. A row of hyphens or of X typed over a word leaves
no line but more ink than letters have. Assumes level lines of type.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from ocr.ink import Grey, Ink
from schemas.pages import Box, Word

_LEAST_LENGTH = 2.6  # letter heights
_MOST_THICKNESS = 0.4  # letter heights, over the whole strike: lines drawn by hand rise and fall
_LEAST_CROSSED = 0.12  # share of a strike's length at which strokes go on above and below it
_NEAR = 0.22  # letter heights: where a stroke that crosses a line must have ink above and below it
_LEAST_COVERED = 0.6  # share of a word's width that a strike covers
_MIDDLE = (0.15, 0.85)  # of a word's height, from its top
_OVERTYPED = 1.45  # ink of a word typed over, against the page's usual
_OVERTYPED_LETTERS = frozenset("XxKk#*%&¥$BHMN8@¢EW§")
_X_RUN = re.compile(r"^[^\w]*[Xx]{3,}[^\w]*$")

Mask = npt.NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Strike:
    """A line drawn through letters: what it covers, in pixels of the page."""

    box: Box


def find_strikes(ink: Ink) -> tuple[Strike, ...]:
    """Find drawn lines that letters cross. ``ink`` is the upright, level page's. Costs about 8 ms."""
    height = ink.letter_height * ink.scale
    if height <= 0:
        return ()
    reach = max(1, round(0.06 * height))
    thick = cv2.dilate(ink.mask, np.ones((2 * reach + 1, 1), np.uint8))
    kernel = np.ones((1, max(3, round(_LEAST_LENGTH * height))), np.uint8)
    lines = np.asarray(cv2.morphologyEx(thick, cv2.MORPH_OPEN, kernel), np.uint8)
    lines = np.asarray(cv2.bitwise_and(lines, ink.mask), np.uint8)
    joined = np.asarray(
        cv2.dilate(lines, np.ones((2 * reach + 1, 2 * reach + 1), np.uint8)), np.uint8
    )
    _, _, stats, _ = cv2.connectedComponentsWithStats(joined, connectivity=8, ltype=cv2.CV_32S)
    return tuple(
        Strike(Box(*(round(edge / ink.scale) for edge in (x, y, x + w, y + h))))
        for x, y, w, h in (tuple(int(v) for v in row[:4]) for row in stats[1:])
        if h - 2 * reach <= _MOST_THICKNESS * height + 0.03 * w
        and w >= _LEAST_LENGTH * height
        and _is_crossed(ink.mask, Box(x, y, x + w, y + h), round(_NEAR * height))
    )


def _is_crossed(mask: Mask, box: Box, near: int) -> bool:
    above = mask[max(0, box.y0 - near) : max(1, box.y0), box.x0 : box.x1]
    below = mask[box.y1 : box.y1 + near, box.x0 : box.x1]
    if not above.size or not below.size:
        return False
    crossed = above.any(axis=0) & below.any(axis=0)
    return float(crossed.mean()) >= _LEAST_CROSSED


def without_strikes(pixels: Grey, strikes: Sequence[Strike], letter_height: float) -> Grey:
    """Give the page with drawn lines made paper where no stroke crosses them.

    ``pixels`` are not changed. Where ink in a column is much taller than the line, it is a stroke
    and stays.
    """
    if not strikes:
        return pixels
    cleared = pixels.copy()
    margin = max(2, round(0.1 * letter_height))
    for strike in strikes:
        box = strike.box
        top, bottom = max(0, box.y0 - 4 * margin), box.y1 + 4 * margin
        part = cleared[top:bottom, box.x0 : box.x1]
        if part.size:
            _clear_line(part, round(_LEAST_LENGTH * letter_height), margin)
    return cleared


def _clear_line(part: Grey, length: int, margin: int) -> None:
    """Make a drawn line in ``part`` paper, in place."""
    paper = int(np.percentile(part, 90))
    dark = int(np.percentile(part, 5))
    ink = (part < (paper + dark) // 2).astype(np.uint8)
    soft = cv2.dilate(ink, np.ones((3, 1), np.uint8))
    line = cv2.morphologyEx(soft, cv2.MORPH_OPEN, np.ones((1, max(3, length // 2)), np.uint8)) & ink
    if not line.any():
        return
    thickness = float(np.median(line.sum(axis=0)[line.any(axis=0)]))
    runs = _vertical_runs(ink)
    erase = (line > 0) & (runs <= thickness + margin)
    grown = cv2.dilate(erase.astype(np.uint8), np.ones((3, 1), np.uint8)) > 0
    stroke = (ink > 0) & (runs > thickness + margin)
    part[grown & ~stroke] = paper


def _vertical_runs(ink: Mask) -> npt.NDArray[np.int32]:
    """Give for each pixel the height of the unbroken ink above and below it, itself included."""
    down = np.zeros(ink.shape, np.int32)
    up = np.zeros(ink.shape, np.int32)
    for row in range(len(ink)):
        down[row] = (down[row - 1] + 1) * ink[row] if row else ink[row]
        back = len(ink) - 1 - row
        up[back] = (up[back + 1] + 1) * ink[back] if row else ink[back]
    return np.maximum(down + up - 1, 0)


def mark_struck(ink: Ink, strikes: Sequence[Strike], words: Sequence[Word]) -> tuple[Word, ...]:
    """Give the words with ``struck`` set where a strike or overtyping goes through them.

    ``ink`` is that of the page with its strikes. Costs about 5 ms.
    """
    densities = [_density(ink, word.box) for word in words]
    usual = float(np.median(densities)) if densities else 0.0
    boxes = [strike.box for strike in strikes]
    return tuple(
        word._replace(struck=_is_struck(word, boxes) or _is_overtyped(word, density, usual))
        for word, density in zip(words, densities, strict=True)
    )


def _is_struck(word: Word, strikes: Sequence[Box]) -> bool:
    return sum(_shared(word.box, strikes)) >= _LEAST_COVERED * word.box.width


def _shared(word: Box, strikes: Sequence[Box]) -> Iterator[int]:
    top, bottom = (word.y0 + share * word.height for share in _MIDDLE)
    for strike in strikes:
        if top <= (strike.y0 + strike.y1) / 2 <= bottom:
            yield max(0, min(word.x1, strike.x1) - max(word.x0, strike.x0))


def _is_overtyped(word: Word, density: float, usual: float) -> bool:
    if _X_RUN.match(word.text):
        return True
    hits = sum(letter in _OVERTYPED_LETTERS for letter in word.text)
    return len(word.text) >= 2 and density >= _OVERTYPED * usual and hits >= 0.5 * len(word.text)


def _density(ink: Ink, box: Box) -> float:
    x0, y0, x1, y1 = (round(edge * ink.scale) for edge in box)
    part = ink.mask[y0:y1, x0:x1]
    return float(part.mean()) if part.size else 0.0
