"""Finds underlines and takes them out: Tesseract loses or garbles the lines above them.

An underline, typed as a row of underscores or drawn, is thin, level ink, longer than the feet of
letters ever run together; letters stand right above it, and nothing hangs on it. Rows of hyphens
have no letters close above, and stay. Assumes level lines of type.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from ocr.ink import Ink
from ocr.reduced import Grey
from ocr.runs import Flags, flat_ink, jitter, letters_on, long_pieces, standing
from schemas.pages import Box

STEEP = 0.02
"""Rise of a line for its length: underlines had .002 at most, strikes that were taken for them .03."""

_PIECE = 0.6  # letter heights: an underscore is longer, most serifs are shorter
_RUN = 4.0  # letter heights of a line, and of no letter, that is joined with another line
_LONG_RUN = 16.0  # of which it is as long at least: slips under X were seen to run together over 9
_LINK = 0.5  # letter heights between underscores
_LEAST_LENGTH = 8.5  # letter heights; feet of letters were seen to run together over 7
_MOST_THICKNESS = 0.35  # letter heights
_LEAST_COVERED = 0.65  # share of its length that bears ink
_WHOLE = 0.9  # share of its length with ink, below which it may be made of feet of letters,
_MOST_PARTS = 0.6  # with more parts than this per letter height of length: feet are one a letter
_MOST_CROSSED = 0.1  # share of its length with ink right above and right below: a strike has more
_MOST_HANGING = 0.06  # share of its length with ink right below; more where it is surely too long
_SURE_LENGTH, _SURE_HANGING = 12.0, 0.8  # to be feet: the next line's heads may touch it
_LEAST_LEVEL = 0.8  # share of its length that lies on one straight line
_LEAST_STANDING = 0.25  # share of its length with a letter close above
_LEAST_TALL = (
    0.1  # share of its length on which whole letters stand: of those struck through, parts
)
_HEAVY = 0.5  # the same of heavy type, whose broad feet are of the line's own ink;
_BEYOND = 0.25  # letter heights by which a strike reaches beyond its words
_HEAVY_CROSSED = 0.3  # the heads of a close row may touch its line
_TAIL = 1.5  # pixels by which a tail reaches below the line's own lower edge
_NEAR, _CLOSE = 0.15, 0.7  # letter heights
_MOST_RISE = 1.0  # letter heights over the whole line, and what is added for its length:
_MOST_SLOPE = 0.03


@dataclass(frozen=True, slots=True)
class Underline:
    """A row of ink under letters: its middle from (x0, y0) to (x1, y1), in pixels of the page."""

    x0: float
    y0: float
    x1: float
    y1: float
    thickness: float


def find_underlines(ink: Ink) -> tuple[Underline, ...]:
    """Find the underlines of an upright, level page. Costs about 5 ms."""
    height = ink.letter_height * ink.scale
    if height <= 0:
        return ()
    lines = flat_ink(ink.mask, height, _PIECE)
    link = np.ones((2 * jitter(height) + 1, max(3, round(_LINK * height))), np.uint8)
    joined = np.asarray(cv2.morphologyEx(lines, cv2.MORPH_CLOSE, link), np.uint8)
    found = []
    for box, piece in _level_pieces(joined, height):
        margin = round(1.2 * height)
        first = max(0, box.y0 - margin)
        rows, columns = slice(first, box.y1 + margin), slice(box.x0, box.x1)
        around = ink.mask[rows, columns] > 0
        part = np.zeros_like(around)
        own = slice(box.y0 - first, box.y1 - first)
        part[own] = piece & (lines[box.y0 : box.y1, columns] > 0)
        line = _underline_in(part, around, height)
        if line is not None:
            edges = (box.x0, line.y0 + first, box.x1 - 1, line.y1 + first, line.thickness)
            found.append(Underline(*(edge / ink.scale for edge in edges)))
    return tuple(found)


def _level_pieces(joined: Grey, height: float) -> Iterator[tuple[Box, Flags]]:
    """Give the pieces of ``joined`` that can be a line; of lines joined by heavy letters, each by itself."""
    for box, piece in long_pieces(joined, _LEAST_LENGTH * height):
        if _is_level(box, height):
            yield box, piece
            continue
        runs = cv2.morphologyEx(
            piece.astype(np.uint8), cv2.MORPH_OPEN, np.ones((1, round(_RUN * height)), np.uint8)
        )
        for run, part in long_pieces(np.asarray(runs, np.uint8), _LONG_RUN * height):
            if _is_level(run, height):
                yield Box(box.x0 + run.x0, box.y0 + run.y0, box.x0 + run.x1, box.y0 + run.y1), part


def _is_level(box: Box, height: float) -> bool:
    return box.height <= _MOST_RISE * height + _MOST_SLOPE * box.width


def _underline_in(line: Flags, ink: Flags, height: float) -> Underline | None:
    """Give the underline that ``line``, a part of ``ink``, is, in pixels of the two; or none."""
    is_sure = line.shape[1] >= _SURE_LENGTH * height
    columns = line.any(axis=0)
    parts = int(np.count_nonzero(np.diff(columns.astype(np.int8), prepend=0) > 0))
    in_parts = columns.mean() < _WHOLE and parts * height > _MOST_PARTS * line.shape[1]
    if columns.mean() < _LEAST_COVERED or in_parts:
        return None
    at = np.arange(line.shape[1])
    top = line.argmax(axis=0)
    bottom = len(line) - line[::-1].argmax(axis=0)
    # Feet of letters stand on it: it shows its own thickness between them, and its own lower edge.
    thickness = float(np.percentile((bottom - top)[columns], 10 if is_sure else 50))
    if thickness > max(2.0, _MOST_THICKNESS * height):
        return None
    sums = np.zeros((len(ink) + 1, ink.shape[1]), np.int32)
    np.cumsum(ink, axis=0, out=sums[1:])
    near, close = max(1, round(_NEAR * height)), max(1, round(_CLOSE * height))
    below = (sums[np.minimum(bottom + near, len(ink)), at] > sums[bottom, at])[columns]
    above = (sums[top, at] > sums[np.maximum(top - near, 0), at])[columns]
    close_above = (sums[top, at] > sums[np.maximum(top - close, 0), at])[columns]
    if below.mean() > (_SURE_HANGING if is_sure else _MOST_HANGING):
        return None
    on_it = standing(line, ink, height)
    heavy = is_sure and on_it >= _HEAVY and not _reaches_beyond(line, ink, height)
    if on_it < _LEAST_TALL or not (heavy or close_above.mean() >= _LEAST_STANDING):
        return None
    if (above & below).mean() > (_HEAVY_CROSSED if heavy else _MOST_CROSSED):
        return None
    half = (thickness - 1) / 2
    # Heads of the next line may hang together with it, and feet of the line above.
    for middle in (bottom - 1 - half, top + half):
        course = _course(at[columns], middle[columns], height)
        if course is not None:
            if abs(course[0]) > STEEP:
                return None
            first, last = (float(np.polyval(course, end)) for end in (0, line.shape[1] - 1))
            return Underline(0.0, first, line.shape[1] - 1.0, last, thickness)
    return None


def _reaches_beyond(line: Flags, ink: Flags, height: float) -> bool:
    """Tell a line drawn from before the first letter that stands on it to behind the last: a low strike.

    An underline is typed below its letters, no further.
    """
    on_it = np.flatnonzero(letters_on(line, ink, height))
    if not on_it.size:
        return False
    before, behind = int(on_it[0]), line.shape[1] - 1 - int(on_it[-1])
    return bool(min(before, behind) > _BEYOND * height)


def _course(
    x: npt.NDArray[np.int_], middle: npt.NDArray[np.float64], height: float
) -> npt.NDArray[np.float64] | None:
    """Fit a straight line through most of the points; ``None`` where they do not lie on one."""
    off = np.abs(middle - np.polyval(np.polyfit(x, middle, 1), x))
    on_it = off <= np.median(off) + 1.0
    course = np.polyfit(x[on_it], middle[on_it], 1)
    level = np.abs(middle - np.polyval(course, x)) <= max(1.0, 0.12 * height)
    return np.asarray(course) if level.mean() >= _LEAST_LEVEL else None


def without_underlines(pixels: Grey, underlines: Sequence[Underline], letter_height: float) -> Grey:
    """Give the page with underlines made paper where no stroke of a letter crosses them.

    ``pixels`` are not changed.
    """
    if not underlines:
        return pixels
    cleared = pixels.copy()
    for line in underlines:
        _clear(cleared, line, letter_height)
    return cleared


def _clear(pixels: Grey, line: Underline, letter_height: float) -> None:
    """Make one underline of ``pixels`` paper, in place."""
    slack = line.thickness / 2 + max(2.0, 0.12 * letter_height)
    margin = round(letter_height + line.thickness)
    top, left = max(0, round(min(line.y0, line.y1)) - margin), max(0, round(line.x0) - 2)
    part = pixels[top : round(max(line.y0, line.y1)) + margin, left : round(line.x1) + 2]
    if not part.size:
        return
    paper, dark = int(np.percentile(part, 85)), int(np.percentile(part, 3))
    ink = (part < (paper + dark) / 2).astype(np.uint8)
    rows = np.arange(len(part))[:, None]
    slope = (line.y1 - line.y0) / max(line.x1 - line.x0, 1.0)
    off = rows - (line.y0 - top + (np.arange(part.shape[1]) + left - line.x0) * slope)[None, :]
    band = np.less_equal(np.abs(off), slack)
    flat = cv2.dilate(ink, np.ones((3, 1), np.uint8)) * band.astype(np.uint8)
    piece = np.ones((1, max(3, round(0.45 * letter_height))), np.uint8)
    row = np.asarray(cv2.morphologyEx(flat, cv2.MORPH_OPEN, piece), np.uint8)
    # Ink above the line that goes on above the band is a letter's foot; ink that goes on below the
    # band is a descender, or the next line's head.
    beyond = ink * (~band).astype(np.uint8)
    reach = np.ones((2 * round(slack) + 1, 1), np.uint8)
    foot = (cv2.dilate(beyond, reach) > 0) & (ink > 0) & (off < -line.thickness / 2 - 1)
    below = np.logical_and(beyond > 0, (off > 0) & (off <= slack + 2)).any(axis=0)
    below |= _tails(np.where((ink > 0) & band, off, -slack).max(axis=0), row, piece)
    erase = (cv2.dilate(row, np.ones((3, 3), np.uint8)) > 0) & band & ~foot & ~below
    part[erase] = paper


def _tails(lowest: npt.NDArray[np.float64], row: Grey, piece: npt.NDArray[np.uint8]) -> Flags:
    """Tell the columns where something narrower than ``piece`` hangs on a line: the tail of a semicolon.

    ``lowest`` is how far below the line's middle each column bears ink, in pixels.
    """
    lined = np.asarray(row.any(axis=0), np.bool_)
    if not lined.any():
        return lined
    hanging = lowest > float(np.median(lowest[lined])) + _TAIL
    wide = cv2.morphologyEx(hanging.astype(np.uint8)[None, :], cv2.MORPH_OPEN, piece)[0] > 0
    return np.asarray(hanging & ~wide, np.bool_)
