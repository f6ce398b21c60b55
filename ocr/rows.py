"""Rows of type on a page, found from its ink, however they bend.

A blur along the line makes a ridge of every row of letters, broken ones too; ridges that go on at one
height are one row, and a white wider than some letters ends it (columns, a date at the right edge). The
feet of a row's letters tell how its line runs. Assumes an upright page, level within a degree or two.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import ceil
from statistics import median

import cv2
import numpy as np
import numpy.typing as npt

from ocr.dashes import between_dashes
from ocr.ink import Ink, label_type
from ocr.margins import without_lettering_up
from ocr.pieces import USUAL_HEIGHT, Pieces, side_by_side, usual_pieces
from ocr.reduced import Grey
from ocr.row_ends import Floats, Line, beyond, grain_of, inked, without_grain
from schemas.pages import Box

_ALONG, _ACROSS = 1.6, 0.3  # standard deviations of the blur, in letter heights
_COLUMN = 0.3  # letter heights: columns so wide are one to the blur
_APART = 0.55  # letter heights above and below a ridge in which it is the darkest
_FAINTEST = 0.12  # of a usual ridge, below which a blur is no row
_GAP = 6.0  # letter heights of white that end a row
_STEP = 0.6  # letter heights by which a row may rise or fall from piece to piece
_ONE_LINE = 0.4  # letter heights between the feet of pieces of one line
_FEW_SIGNS = 2.5  # letter heights
_ROWS_APART = 1.45  # letter heights; typed rows are 1.5 and more apart
_STANDING = 0.3  # letter heights between a row's foot and the feet of its letters
# share of a row's length over which another runs, and letter heights between them: an echo
_ECHOED, _ECHO_APART = 0.8, 1.1
_REACH = 0.75  # letter heights from a row's ridge to the middles of its letters
_WIDEST = 2.5
_FEWEST = 2  # letters that tell where a line runs
_BEND = (14, 40)  # letters from which a line may slope, and from which it may bend
_SLOPING = 14  # letter heights, the same
# letter heights by which feet may be off the middle one, in level and other lines
_ROUGHLY = (0.44, 1.1)
_ON_FOOT = 0.22  # letter heights by which feet on the line may be off it
_FOOT = 0.48  # letter heights from a ridge to the feet of its letters, where none tell
# of a row's length, and letter heights, that letters take up
_LEAST_TYPED, _LEAST_WIDTH = 0.05, 0.4
_LEAST_WHOLE = 0.35  # of its inked columns: of specks only those that touch are as large as letters
# letter heights beyond a row's ends, and below and above its foot, in which the middles of its signs stand
_HELD, _BELOW, _ABOVE = 0.3, 0.5, 1.5
_MOST_LEFT, _MOST_MISSED = 400, 40  # pieces of ink in no row, and groups of them; more are grain


@dataclass(frozen=True, slots=True)
class Row:
    """A row of type: from column ``x0`` to ``x1``, and the line its letters stand on, in page pixels.

    ``foot`` gives that line's height at each of the columns ``x0`` to ``x1``.
    """

    x0: int
    x1: int
    foot: Floats


def find_rows(ink: Ink) -> list[Row]:
    """Find the rows of an upright page, from above."""
    ink = without_lettering_up(ink)
    height = ink.letter_height * ink.scale
    if not height:
        return []
    chains = _chained(_ridges(ink, height), height)
    pieces, grain = _usual(ink, height), grain_of(ink)
    rows: list[Row] = []
    empty: list[Row] = []
    for chain, mine in zip(chains, _assigned(chains, pieces, height), strict=True):
        row = _row(chain, pieces[mine], ink, grain, height)
        if row is not None:
            stands = _bears_letters(row, pieces[mine], ink.scale, height)
            (rows if stands else empty).append(row)
    high = ink.letter_height
    rows += [row for row in empty if not any(_is_echo(row, other, high) for other in rows)]
    rows = joined(rows, high)
    return in_page_order(_without_stacks(joined([*rows, *_missed(rows, ink)], high), high), high)


def _missed(rows: Sequence[Row], ink: Ink) -> list[Row]:
    """Give rows of the letters that stand in none; lone ones only on the line of another row.

    Where lines stand close, heads that stand tall and feet that hang low make one ridge of two.
    """
    height = ink.letter_height
    pieces = usual_pieces(ink)
    left = pieces[~_held(pieces, rows, height)]
    if len(left) > _MOST_LEFT:
        return []
    groups = side_by_side(left, height)
    if len(groups) > _MOST_MISSED:
        return []
    missed = []
    for group in groups:
        box = Box.around(group)
        foot = float(np.median([letter.y1 for letter in group]))
        row = Row(box.x0, box.x1, np.full(box.width + 1, foot))
        if len(group) > 1 or any(
            _goes_on(*((row, other) if row.x0 < other.x0 else (other, row)), height)
            for other in rows
        ):
            missed.append(row)
    return missed


def _held(pieces: Pieces, rows: Iterable[Row], height: float) -> npt.NDArray[np.bool_]:
    """Tell which pieces of ink have their middle in a row."""
    middle, down = pieces[:, 0] + pieces[:, 2] / 2, pieces[:, 1] + pieces[:, 3] / 2
    held = np.zeros(len(pieces), np.bool_)
    for row in rows:
        inside = (middle >= row.x0 - _HELD * height) & (middle <= row.x1 + _HELD * height)
        above = np.interp(middle, np.arange(row.x0, row.x1 + 1), row.foot) - down
        held |= inside & (above > -_BELOW * height) & (above < _ABOVE * height)
    return held


def _bears_letters(row: Row, letters: npt.NDArray[np.int32], scale: float, height: float) -> bool:
    """Tell whether any of its letters, in reduced pixels, stands on a row's foot."""
    x, y, wide, high = letters.astype(np.float64).T
    foot = np.interp((x + wide / 2) / scale, np.arange(row.x0, row.x1 + 1), row.foot) * scale
    return bool((np.abs(foot - y - high) < _STANDING * height).any())


def _is_echo(row: Row, other: Row, height: float) -> bool:
    """Tell the heads of brackets and capitals of another row, which make a ridge of their own."""
    shared = min(row.x1, other.x1) - max(row.x0, other.x0)
    if shared < _ECHOED * (row.x1 - row.x0):
        return False
    middle = min(max((row.x0 + row.x1) // 2, other.x0), other.x1)
    apart = abs(float(other.foot[middle - other.x0]) - float(row.foot.mean()))
    return apart < _ECHO_APART * height


def _without_stacks(rows: Sequence[Row], height: float) -> list[Row]:
    """Leave out signs that stand under each other closer than rows do: lettering that runs up the page."""
    short = [row for row in rows if row.x1 - row.x0 < _FEW_SIGNS * height]
    stacked = {id(row) for row in short if any(_is_stacked(row, near, height) for near in short)}
    return [row for row in rows if id(row) not in stacked]


def _is_stacked(row: Row, near: Row, height: float) -> bool:
    shared = min(row.x1, near.x1) - max(row.x0, near.x0)
    if row is near or shared <= 0.5 * min(row.x1 - row.x0, near.x1 - near.x0):
        return False
    return abs(float(row.foot.mean() - near.foot.mean())) < _ROWS_APART * height


def joined(rows: Iterable[Row], height: float) -> list[Row]:
    """Put pieces of one line together: a capital lifts a ridge, a hanging letter lowers it.

    ``height`` is a letter's, in page pixels.
    """
    found: list[Row] = []
    reaches: list[tuple[float, float]] = []  # what begins outside goes on with none
    most = max(_STEP, _ONE_LINE) * height
    for row in sorted(rows, key=lambda row: (row.x0, -row.x1)):
        begins = float(row.foot[0])
        near = (at for at, (top, bottom) in enumerate(reaches) if top < begins < bottom)
        at = next((at for at in near if _goes_on(found[at], row, height)), None)
        if at is None:
            found.append(row)
            reaches.append(_reach(row, most))
        elif row.x1 > found[at].x1:
            found[at] = _both(found[at], row)
            reaches[at] = _reach(found[at], most)
    return found


def _reach(row: Row, most: float) -> tuple[float, float]:
    """Give the heights from ``most`` pixels above a row's line to as many below it."""
    return float(row.foot.min()) - most, float(row.foot.max()) + most


def _goes_on(row: Row, after: Row, height: float) -> bool:
    """Tell whether the second, which begins to the right of the first, stands on the line of the first."""
    if after.x0 - row.x1 > _GAP * height:
        return False
    x0, x1 = min(after.x0, row.x1), min(max(after.x0, row.x1), after.x1)
    is_over = min(row.x1, after.x1) - after.x0 > 0.5 * (after.x1 - after.x0)
    most = (_STEP if is_over else _ONE_LINE) * height
    return bool(
        abs(row.foot[x0 - row.x0] - after.foot[0]) < most
        and abs(row.foot[min(x1, row.x1) - row.x0] - after.foot[x1 - after.x0]) < most
    )


def _both(row: Row, after: Row) -> Row:
    """Give both as one; where they lie over each other, the first."""
    start = max(after.x0, row.x1 + 1)
    columns = np.concatenate([np.arange(row.x0, row.x1 + 1), np.arange(start, after.x1 + 1)])
    feet = np.concatenate([row.foot, after.foot[start - after.x0 :]])
    return Row(row.x0, after.x1, np.interp(np.arange(row.x0, after.x1 + 1), columns, feet))


def in_page_order(rows: Iterable[Row], height: float) -> list[Row]:
    """Give the rows from above, those of one line from left to right."""
    ordered: list[Row] = []
    line: list[Row] = []
    for row in sorted(rows, key=lambda row: float(row.foot.mean())):
        if line and (
            row.foot.mean() - line[-1].foot.mean() > _ONE_LINE * height
            or any(row.x0 < other.x1 and other.x0 < row.x1 for other in line)
        ):
            ordered += sorted(line, key=lambda row: row.x0)
            line = []
        line.append(row)
    return ordered + sorted(line, key=lambda row: row.x0)


def _usual(ink: Ink, height: float) -> npt.NDArray[np.int32]:
    every = ink.letters
    is_high = (every[:, 3] > USUAL_HEIGHT[0] * height) & (every[:, 3] < USUAL_HEIGHT[1] * height)
    return every[is_high & (every[:, 2] < _WIDEST * height)]


def _ridges(ink: Ink, height: float) -> list[Floats]:
    """Give ridges of the blurred ink: arrays (columns, 2) of x and y in reduced pixels.

    The blur is so much wider than high that ``step`` columns are one to it.
    """
    step = max(1, round(_COLUMN * height))
    high, wide = ink.fine_mask.shape[0], ink.fine_mask.shape[1] // step
    if not wide:
        return []
    whole = np.s_[:, : wide * step]
    narrow = cv2.resize(ink.fine_mask[whole], (wide, high), interpolation=cv2.INTER_AREA)
    blurred = cv2.sepFilter2D(
        narrow, cv2.CV_8U, _bell(_ALONG * height / step), _bell(_ACROSS * height)
    )
    reach = max(1, round(_APART * height))
    highest = cv2.dilate(blurred, np.ones((2 * reach + 1, 1), np.uint8))
    tops = blurred == highest
    of_type = blurred[tops & (ink.type_mask[whole][:, step // 2 :: step] > 0)]
    usual = np.median(of_type) if of_type.size else 255
    crest = (tops & (blurred > max(1, _FAINTEST * usual))).astype(np.uint8)
    crest = np.asarray(cv2.dilate(crest, np.ones((3, 1), np.uint8)), np.uint8)
    count, labels, stats, _ = cv2.connectedComponentsWithStats(
        crest, connectivity=8, ltype=label_type(crest)
    )
    found = []
    for label in range(1, count):
        x, y, wide, high = stats[label, :4].tolist()
        part = labels[y : y + high, x : x + wide] == label
        down = (part * np.arange(y, y + high)[:, None]).sum(axis=0) / part.sum(axis=0)
        columns = np.arange(x * step, (x + wide) * step)
        middles = (np.arange(x, x + wide) + 0.5) * step - 0.5
        found.append(np.stack([columns, np.interp(columns, middles, down)], axis=1))
    return found


def _bell(deviation: float) -> Floats:
    """Give the weights of a blur. ``cv2.GaussianBlur`` takes five times as long over a mask."""
    return np.asarray(cv2.getGaussianKernel(round(6 * deviation) | 1, deviation), np.float64)


def _chained(ridges: Sequence[Floats], height: float) -> list[Floats]:
    """Put ridges together that go on at one height, or lie over each other."""
    chains: list[Floats] = []
    reaches: list[tuple[float, float]] = []  # what stands outside goes on with none of a chain
    most = _STEP * height
    for ridge in sorted(ridges, key=lambda ridge: ridge[0, 0]):
        top, bottom = float(ridge[:, 1].min()), float(ridge[:, 1].max())
        best, least = None, most
        for at, (highest, lowest) in enumerate(reaches):
            if highest < bottom and top < lowest:
                step = _step(chains[at], ridge, height)
                if step < least:
                    best, least = at, step
        if best is None:
            chains.append(ridge)
            reaches.append((top - most, bottom + most))
        else:
            chains[best] = _with(chains[best], ridge)
            highest, lowest = reaches[best]
            reaches[best] = min(highest, top - most), max(lowest, bottom + most)
    return chains


def _step(chain: Floats, ridge: Floats, height: float) -> float:
    """Give the reduced pixels by which a ridge that begins after a chain rises or falls from it."""
    if ridge[0, 0] > chain[-1, 0]:
        if ridge[0, 0] - chain[-1, 0] > _GAP * height:
            return float("inf")
        near = round(2 * height)
        return abs(float(ridge[:near, 1].mean() - chain[-near:, 1].mean()))
    over = ridge[ridge[:, 0] <= chain[-1, 0]]
    return abs(float((np.interp(over[:, 0], chain[:, 0], chain[:, 1]) - over[:, 1]).mean()))


def _with(chain: Floats, ridge: Floats) -> Floats:
    """Give both as one; where they lie over each other, the chain."""
    return np.concatenate([chain, ridge[ridge[:, 0] > chain[-1, 0]]])


def _assigned(
    chains: Sequence[Floats], pieces: npt.NDArray[np.int32], height: float
) -> list[npt.NDArray[np.bool_]]:
    """Tell for each chain which pieces are its letters."""
    x, y, wide, high = pieces.astype(np.float64).T
    middle, down = x + wide / 2, y + high / 2
    nearest = np.full(len(pieces), -1)
    off = np.full(len(pieces), _REACH * height)
    for at, chain in enumerate(chains):
        inside = (middle >= chain[0, 0]) & (middle <= chain[-1, 0])
        away = np.abs(np.interp(middle, chain[:, 0], chain[:, 1]) - down)
        closer = inside & (away < off)
        nearest[closer], off[closer] = at, away[closer]
    return [nearest == at for at in range(len(chains))]


def _row(
    chain: Floats, letters: npt.NDArray[np.int32], ink: Ink, grain: Grey | None, height: float
) -> Row | None:
    """Give the row of a ridge; ``None`` when hardly a letter stands in it."""
    start = int(chain[0, 0])
    columns = np.arange(start, int(chain[-1, 0]) + 1)
    foot = _foot(letters, height, columns)
    if foot is None:
        degree = 1 if len(columns) > _SLOPING * height else 0
        foot = _fitted(chain[:, 0], chain[:, 1], degree, columns) + _FOOT * height
    line = Line(start, foot)
    fine = inked(ink.fine_mask, line, height)
    if not len(fine):
        return None
    of_type = fine if grain is None else without_grain(ink, grain, line, height, fine)
    if not len(of_type):
        return None
    kept = slice(of_type[0], of_type[-1] + 1)
    columns, foot = columns[kept], foot[kept]
    typed = len(inked(ink.whole_mask, Line(int(columns[0]), foot), height))
    if typed < max(_LEAST_TYPED * len(columns), _LEAST_WIDTH * height):
        return None
    line = Line(int(columns[0]), foot)
    if typed < _LEAST_WHOLE * len(of_type) and between_dashes(ink, line, height) is None:
        return None
    left, right = int(columns[0]), int(columns[-1])
    if of_type[0] == fine[0]:
        left -= beyond(ink.mask, left, float(foot[0]), height, -1)
    if of_type[-1] == fine[-1]:
        right += beyond(ink.mask, right, float(foot[-1]), height, 1)
    right += 1
    x0, x1 = int(left / ink.scale), ceil(right / ink.scale)
    wanted = np.arange(x0, x1 + 1) * ink.scale
    return Row(x0, x1, np.interp(wanted, columns, foot) / ink.scale)


def _foot(
    letters: npt.NDArray[np.int32], height: float, columns: npt.NDArray[np.int_]
) -> Floats | None:
    """Give the line, at each of the columns, on which most of the letters stand; ``None`` without letters."""
    if len(letters) < _FEWEST:
        return None
    x, y, wide, high = letters.astype(np.float64).T
    middle, feet = x + wide / 2, y + high
    degree = sum(len(feet) >= least for least in _BEND)
    line = np.full(len(columns), median(feet.tolist()))
    off = np.abs(feet - line[0])
    fitted: npt.NDArray[np.bool_] | None = None
    for most in (_ROUGHLY[degree > 0], 2 * _ON_FOOT, _ON_FOOT, _ON_FOOT):
        standing = off < most * height
        if np.count_nonzero(standing) < _FEWEST + 4 * degree:
            break
        if fitted is not None and np.array_equal(standing, fitted):
            continue  # the same line again
        fitted = standing
        line = _fitted(middle[standing], feet[standing], degree, columns)
        off = np.abs(np.interp(middle, columns, line) - feet)
    return line


def _fitted(x: Floats, y: Floats, degree: int, columns: npt.NDArray[np.int_]) -> Floats:
    """Fit a curve through points, and give it at the columns; the median for degree 0."""
    if not degree:
        return np.full(len(columns), median(y.tolist()))
    middle = float(x.mean())
    return np.asarray(np.polyval(np.polyfit(x - middle, y, degree), columns - middle), np.float64)
