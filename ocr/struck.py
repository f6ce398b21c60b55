"""Finds what is struck through: takes drawn lines out, and marks the words that they cross.

A strike is a drawn line through the middle of letters: ink runs on without a break for longer than
two letters are wide, and strokes of letters cross it. Underlines and form lines are met from one
side at most; the bars of E, H and A end with their letter. What is typed over a word
is found by ``ocr.overtyped``. Assumes level lines of type.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from ocr.ink import Ink
from ocr.overtyped import typed_over
from ocr.reduced import Grey
from ocr.rows import Row
from ocr.runs import Flags, flat_ink, jitter, long_pieces, standing
from ocr.scraps import pitch_of
from ocr.underlines import STEEP, Underline
from schemas.pages import Box, Word

_LEAST_LENGTH = 2.6  # letter heights
_LEAST_PIECE = 1.5  # letter heights: longer than a bar of a letter, short enough for a sloping line
_LINK = 0.7  # letter heights between pieces of one line
_LEAST_UNBROKEN = 0.85  # share of a line's length
_SHORT = 5.0  # letter heights: a line under one word must be unbroken, or it is serifs that touch
_SHORT_UNBROKEN = 0.97
_MOST_THICKNESS = 0.45  # letter heights
_MOST_RISE = 0.8  # letter heights over the whole line: lines drawn by hand rise and fall
_LEAST_CROSSED = 0.12  # share of a line's length at which strokes go on above and below it
_FAR = 0.4  # letter heights: where letters are beside a line that is long and unbroken
_BESIDE = 0.12  # share of its length at which they are above it, and below it
_THIN_SHARE = 20  # percentile of a line's thickness: between letters it is that of the pen
_MOST_CROSSED = 0.85  # more is a dark patch, not letters
_MOST_STANDING = 0.25  # share of its length on which whole letters stand: it is an underline
_NEAR = 0.15  # letter heights: where a stroke that crosses a line has ink above and below it
_SAME = 0.3  # letter heights between two findings of one line
_LEAST_COVERED = 0.6  # share of a word's width that a strike covers
_BEYOND = 0.3  # letter heights by which it is longer than the word
_FAR_BEYOND, _FARTHEST_BEYOND = 1.5, 4.0  # letter heights, where letters touch, and are clogged
_DOUBTFUL = 0.5  # confidence
# confidence of a word whose line is drawn: where letters touch, those of clogged words make one (of 20 lines
# through such words alone that were read less surely one was drawn, of 8 others 6)
_SURELY_READ = 0.8
_WHOLLY_COVERED = 0.9
_LOWEST, _TALLEST = 0.6, 2.5  # letter heights of a typed word
_CREASE = 4.0  # letter heights by which a line goes on beyond the type that it crosses
_LEAST_FILLED = 0.6  # share of a badly read word's places that a line fills that ends with it
_HALF_FILLED = 0.5  # the same of any word, where letters touch
_MOST_PLACES = 2.0  # a letter read: what is struck is read as fewer
_MIDDLE = (0.15, 0.85)  # of a word's height, from its top
_ANYWHERE = (-0.2, 1.1)  # where a slanted line leaves a word
_NEARBY = (-0.3, 1.25)  # where it touches the words that it goes on over
_X_RUN = re.compile(r"(?<![^\W_])(?:X{3,}|[Xx]{4,})(?![^\W_])")
_LIKE_X, _MOSTLY_X, _LONG_RUN = frozenset("XxKk"), 0.7, 6  # a row of X that was read nearly so


@dataclass(frozen=True, slots=True)
class Strike:
    """A line drawn through letters: what it covers, in pixels of the page.

    ``left`` and ``right`` are the rows in which its ends lie: a line by hand slopes.
    """

    box: Box
    left: float
    right: float

    def row(self, x: float) -> float:
        """Give the row in which it lies at ``x``."""
        return self.left + (self.right - self.left) * (x - self.box.x0) / max(self.box.width, 1)


def find_strikes(ink: Ink) -> tuple[Strike, ...]:
    """Find drawn lines that letters cross.

    ``ink`` is the upright, level page's. Costs about 10 ms.
    """
    height = ink.letter_height * ink.scale
    if height <= 0:
        return ()
    lines = flat_ink(ink.mask, height, _LEAST_PIECE)
    link = np.ones((2 * jitter(height) + 3, max(3, round(_LINK * height))), np.uint8)
    joined = np.asarray(cv2.morphologyEx(lines, cv2.MORPH_CLOSE, link), np.uint8)
    found = []
    for box, piece in long_pieces(joined, _LEAST_LENGTH * height):
        if box.height > _MOST_RISE * height + 0.03 * box.width:
            continue
        margin = round(1.2 * height)
        first = max(0, box.y0 - margin)
        rows, columns = slice(first, box.y1 + margin), slice(box.x0, box.x1)
        around = ink.mask[rows, columns] > 0
        part = np.zeros_like(around)
        own = slice(box.y0 - first, box.y1 - first)
        part[own] = piece & (lines[box.y0 : box.y1, columns] > 0)
        if _is_crossed(part, around, height):
            left, right = ((row + first) / ink.scale for row in _ends(part))
            found.append(Strike(Box(*(round(edge / ink.scale) for edge in box)), left, right))
    return tuple(found)


def _ends(line: Flags) -> tuple[float, float]:
    """Give the rows in which the ends of a line lie."""
    rows, columns = np.nonzero(line)
    slope, start = np.polyfit(columns, rows, 1)
    return float(start), float(start + slope * (line.shape[1] - 1))


def _is_crossed(line: Flags, ink: Flags, height: float) -> bool:
    """Tell whether a line is thin, hardly broken, and crossed by strokes.

    Column by column: ink goes on right above and right below it.
    """
    left, right = _ends(line)
    is_steep = abs(right - left) > STEEP * line.shape[1]
    if not is_steep and standing(line, ink, height) > _MOST_STANDING:
        return False
    columns = line.any(axis=0)
    is_short = line.shape[1] < _SHORT * height
    if columns.mean() < (_SHORT_UNBROKEN if is_short else _LEAST_UNBROKEN):
        return False
    top = line.argmax(axis=0)
    bottom = len(line) - line[::-1].argmax(axis=0)
    thickness = (bottom - top)[columns]
    if float(np.percentile(thickness, _THIN_SHARE)) > _MOST_THICKNESS * height:
        return False
    sums = np.zeros((len(ink) + 1, ink.shape[1]), np.int32)
    np.cumsum(ink, axis=0, out=sums[1:])
    at = np.arange(ink.shape[1])

    def beside(reach: float) -> tuple[Flags, Flags]:
        """Tell where ink is within ``reach`` letter heights above, and below."""
        near = max(1, round(reach * height))
        above = sums[top, at] > sums[np.maximum(top - near, 0), at]
        below = sums[np.minimum(bottom + near, len(ink)), at] > sums[bottom, at]
        return above & columns, below & columns

    is_drawn = not is_short and columns.mean() >= _SHORT_UNBROKEN
    if is_drawn and min(side.sum() for side in beside(_FAR)) >= _BESIDE * columns.sum():
        return True
    above, below = beside(_NEAR)
    crossed = (above & below).sum() / columns.sum()
    is_thin = float(np.median(thickness)) <= _MOST_THICKNESS * height
    return bool(is_thin and _LEAST_CROSSED <= crossed <= _MOST_CROSSED)


def is_one_of(line: Underline, strikes: Iterable[Strike], height: float) -> bool:
    """Tell whether what was taken for an underline is one of the lines that letters cross."""
    x, y = (line.x0 + line.x1) / 2, (line.y0 + line.y1) / 2
    return any(
        strike.box.x0 <= x <= strike.box.x1 and abs(strike.row(x) - y) <= _SAME * height
        for strike in strikes
    )


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
            _clear_line(part, round(_LEAST_PIECE * letter_height), margin)
    return cleared


def _clear_line(part: Grey, length: int, margin: int) -> None:
    """Make a drawn line in ``part`` paper, in place."""
    paper = int(np.percentile(part, 90))
    dark = int(np.percentile(part, 5))
    ink = (part < (paper + dark) // 2).astype(np.uint8)
    soft = cv2.dilate(ink, np.ones((3, 1), np.uint8))
    piece = np.ones((1, max(3, length)), np.uint8)
    line = np.asarray(cv2.morphologyEx(soft, cv2.MORPH_OPEN, piece), np.uint8) & ink
    if not line.any():
        return
    thickness = float(np.median(line.sum(axis=0)[line.any(axis=0)]))
    runs = _vertical_runs(ink)
    erase = (line > 0) & (runs <= thickness + margin)
    grown = cv2.dilate(erase.astype(np.uint8), np.ones((3, 1), np.uint8)) > 0
    stroke = (ink > 0) & (runs > thickness + margin)
    part[grown & ~stroke] = paper


def _vertical_runs(ink: Grey) -> npt.NDArray[np.int32]:
    """Give for each pixel the height of the unbroken ink above and below it, itself included."""
    down = np.zeros(ink.shape, np.int32)
    up = np.zeros(ink.shape, np.int32)
    for row in range(len(ink)):
        down[row] = (down[row - 1] + 1) * ink[row] if row else ink[row]
        back = len(ink) - 1 - row
        up[back] = (up[back + 1] + 1) * ink[back] if row else ink[back]
    return np.asarray(np.maximum(down + up - 1, 0), np.int32)


def mark_struck(
    pixels: Grey,
    strikes: Sequence[Strike],
    words: Sequence[Word],
    height: float,
    rows: Sequence[Row] = (),
    *,
    unborne: Collection[Box] = frozenset(),
) -> tuple[Word, ...]:
    """Give the words with ``struck`` set where a strike or overtyping goes through them.

    ``pixels`` are those of the page with its strikes, ``height`` is a letter's,
    ``rows`` are those that the words' lines count, where the page was read row by row, ``unborne`` the boxes
    of words before which one alone of two readings has a sign. Costs about 40 ms.
    """
    drawn = [strike for strike in strikes if not _is_crease(strike, words, height)]
    over = typed_over(pixels, words, rows, unborne, drawn=bool(drawn))
    pitch = pitch_of(words)
    beyond = (_FAR_BEYOND if over.touching else _BEYOND) * height
    if over.clogged:
        beyond = _FARTHEST_BEYOND * height

    def is_drawn(word: Word, filled: float) -> bool:
        if over.touching and (filled < _HALF_FILLED or word.confidence < _SURELY_READ):
            return False
        may_end = filled >= _LEAST_FILLED and not over.clogged
        return _is_struck(word, drawn, beyond, may_end=may_end)

    found = [
        not is_untyped
        and (
            is_over
            or _is_x_run(word.text)
            or (_may_be_typed(word, height, pitch) and is_drawn(word, filled))
        )
        for word, is_over, filled, is_untyped in zip(words, *over[:3], strict=True)
    ]
    along = _along(words, found, drawn)
    return tuple(
        word._replace(struck=is_found or at in along)
        for at, (word, is_found) in enumerate(zip(words, found, strict=True))
    )


def _along(
    words: Sequence[Word], found: Sequence[bool], strikes: Sequence[Strike]
) -> frozenset[int]:
    """Give the places of words over which a line goes on that is drawn through another word of their row.

    By hand it slopes, and leaves the middle of letters.
    """
    return frozenset(
        at
        for strike in strikes
        for line in {
            word.line
            for word, is_found in zip(words, found, strict=True)
            if is_found and _covers(strike, word) and _goes_through(strike, word.box)
        }
        for at, word in enumerate(words)
        if word.line == line and _covers(strike, word) and _goes_through(strike, word.box, _NEARBY)
    )


def _covers(strike: Strike, word: Word) -> bool:
    return _shared(word.box, [strike.box]) >= _LEAST_COVERED * word.box.width


def _is_crease(strike: Strike, words: Iterable[Word], height: float) -> bool:
    """Tell a line that goes on far beyond the type that it crosses: a crease, or a rule."""
    beside = [
        word.box for word in words if word.box.x1 > strike.box.x0 and word.box.x0 < strike.box.x1
    ]
    crossed = [box for box in beside if _goes_through(strike, box, _ANYWHERE)]
    if not crossed:
        return False
    around, off = Box.around(crossed), _CREASE * height
    return strike.box.x0 < around.x0 - off or strike.box.x1 > around.x1 + off


def _may_be_typed(word: Word, height: float, pitch: float | None) -> bool:
    """Tell what can be a typed word by its measures: scrawl, edges and two lines in one are not."""
    if not _LOWEST * height <= word.box.height <= _TALLEST * height:
        return False
    if pitch is None or word.confidence >= _DOUBTFUL:
        return True
    return word.box.width <= _MOST_PLACES * max(len(word.text), 1) * pitch


def _is_x_run(text: str) -> bool:
    alike = sum(sign in _LIKE_X for sign in text)
    return bool(_X_RUN.search(text)) or (
        len(text) >= _LONG_RUN and alike >= _MOSTLY_X * len(text) and "XXX" in text.upper()
    )


def _is_struck(word: Word, strikes: Sequence[Strike], beyond: float, *, may_end: bool) -> bool:
    """Tell whether strikes that end ``beyond`` the word cover it; others are letters that touch.

    A line that was read as hyphens beside a badly read word ``may_end`` with it.
    """
    through = [strike.box for strike in strikes if _goes_through(strike, word.box)]
    longer = [s for s in through if s.x0 < word.box.x0 - beyond or s.x1 > word.box.x1 + beyond]
    whole = may_end and word.confidence < _DOUBTFUL
    return _shared(word.box, longer) >= _LEAST_COVERED * word.box.width or (
        whole and _shared(word.box, through) >= _WHOLLY_COVERED * word.box.width
    )


def _goes_through(strike: Strike, word: Box, heights: tuple[float, float] = _MIDDLE) -> bool:
    """Tell a line that is between these heights of a word at its middle, shares from its top."""
    top, bottom = (word.y0 + share * word.height for share in heights)
    return top <= strike.row((word.x0 + word.x1) / 2) <= bottom


def _shared(word: Box, strikes: Iterable[Box]) -> int:
    """Give the pixels of a word's width that strikes cover."""
    return sum(max(0, min(word.x1, strike.x1) - max(word.x0, strike.x0)) for strike in strikes)
