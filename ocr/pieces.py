"""Pieces of type that a reading has lost, found from the ink alone.

Letters stand in rows, and rows fall into pieces where white is wider than a blank. A piece whose
letters no word covers was lost: Tesseract's page segmentation drops what stands alone (a corner
tag, a signature) or beside a stain, and sometimes a line or half a page. Assumes an upright, level
page; stamps and handwriting give pieces too, whose reading shows that they are no type.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import ceil
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from ocr.ink import Ink
from schemas.pages import Box, Word

USUAL_HEIGHT = (0.6, 2.2)  # of the median letter's height
_MOST_WIDTH = 2.5
_AROUND = 2  # pixels by which a word's box may be too small
_IN_ROW = 0.5  # letter heights from a row's middle to that of its letters
_ROWS_APART = 0.8  # letter heights; typed rows are 1.5 and more apart
_PIECE_GAP = 6.0  # letter heights of white; two blanks after a full stop are less
_FEWEST_LOST = 2  # letters; one is a speck more often than not
_FEWEST_ALONE = 3  # lost letters where nothing was read beside them
_MARGIN = 0.4  # letter heights of paper above and below
_BEFORE, _AFTER = 1.0, 1.8  # and beside it: quotation marks, hyphens and stops are no letters
_BLUR = 0.1  # letter heights by which a letter's edge is blurred
_HALF_ROW = (0.6, 1.1)  # letter heights from a row's middle to its upper and lower edge

Letters = npt.NDArray[np.int32]
_LOST, _COVERED = -2, -1


@dataclass(frozen=True, slots=True)
class _Span:
    """From left to right, in page pixels: a letter (lost or covered), or a word of the reading."""

    x0: int
    x1: int
    what: int


class Lost(NamedTuple):
    """What a reading lost, and what it made of two rows.

    ``rows`` are the lost pieces by row, from above, and ``foreign`` what reaches into each row's pieces from
    the rows above and below it: boxes in page pixels. ``spanning`` are the places of words that the engine
    made of letters of two rows: they cover neither.
    """

    rows: list[list[Box]]
    foreign: list[list[Box]]
    spanning: frozenset[int]


def lost_pieces(ink: Ink, words: Sequence[Word], size: tuple[int, int]) -> Lost:
    """Find the lost pieces of a page of ``size`` (height, width) pixels.

    A piece of which words were read is whole: the words and what was lost beside them.
    """
    letters = _usual_letters(ink)
    if not len(letters):
        return Lost([], [], frozenset())
    height = ink.letter_height
    middles = _row_middles(letters, height * ink.scale)
    row_of = _nearest(letters[:, 1] + letters[:, 3] / 2, middles, _IN_ROW * height * ink.scale)
    spanning = frozenset(
        at for at, word in enumerate(words) if _spans(word, middles / ink.scale, height)
    )
    words = [word for at, word in enumerate(words) if at not in spanning]
    known = covered(letters / ink.scale, words, _AROUND)
    if len(known) - known.sum() < _FEWEST_LOST:
        return Lost([], [], spanning)
    read = _words_by_row(words, middles / ink.scale, height)
    every = np.concatenate([ink.letters, ink.joined])
    nearest = _nearest(every[:, 1] + every[:, 3] / 2, middles, float("inf"))
    rows, foreign = [], []
    for row, middle in enumerate(middles / ink.scale):
        mine = np.flatnonzero(row_of == row)
        boxes = np.rint(letters[mine] / ink.scale).astype(int)
        spans = [
            _Span(x, x + wide, _COVERED if is_known else _LOST)
            for (x, _, wide, _), is_known in zip(boxes.tolist(), known[mine].tolist(), strict=True)
        ]
        spans += [_Span(words[at].box.x0, words[at].box.x1, at) for at in read.get(row, ())]
        spans.sort(key=lambda span: (span.x0, span.x1))
        pieces = [
            _box(group, boxes, middle, height, size)
            for group in _apart(spans, _PIECE_GAP * height)
            if _is_lost(group)
        ]
        if pieces:
            rows.append(pieces)
            beside = every[np.abs(nearest - row) == 1]
            foreign.append(list(_outside(beside / ink.scale, middle, height)))
    return Lost(rows, foreign, spanning)


def _outside(pieces: npt.NDArray[np.floating], middle: float, height: float) -> Iterator[Box]:
    """Give the boxes of pieces of ink, in page pixels, without what reaches into the row of this middle."""
    near, edge = _HALF_ROW[0] * height, _BLUR * height
    for x, y, wide, high in pieces.tolist():
        top, foot = y - edge, y + high + edge
        if y + high / 2 < middle:
            foot = min(foot, middle - near)
        else:
            top = max(top, middle + near)
        if top < foot:
            yield Box(int(x - edge), int(top), ceil(x + wide + edge), ceil(foot))


def _usual_letters(ink: Ink) -> Letters:
    """Give the ink of a usual letter's size: rows (x, y, width, height) of reduced pixels."""
    height = ink.letter_height * ink.scale
    wide, high = ink.letters[:, 2], ink.letters[:, 3]
    low, tall = (share * height for share in USUAL_HEIGHT)
    return ink.letters[(high > low) & (high < tall) & (wide < _MOST_WIDTH * height)]


def _row_middles(letters: Letters, height: float) -> npt.NDArray[np.float64]:
    """Find the middles of the rows, from above: where letters gather, in reduced pixels."""
    middles = letters[:, 1] + letters[:, 3] / 2
    counts = np.bincount(middles.astype(np.int64), weights=letters[:, 2])
    kernel = np.hanning(2 * max(1, round(0.25 * height)) + 3)[1:-1]
    smooth = np.convolve(counts, kernel / kernel.sum(), mode="same")
    reach = max(1, round(_ROWS_APART * height))
    taken = np.zeros(len(smooth), np.bool_)
    rows = []
    for at in np.argsort(-smooth, kind="stable"):
        if smooth[at] <= 0:
            break
        if not taken[at]:
            rows.append(float(at))
            taken[max(0, at - reach) : at + reach + 1] = True
    return np.sort(np.array(rows, np.float64))


def _nearest(
    values: npt.NDArray[np.float64], middles: npt.NDArray[np.float64], reach: float
) -> npt.NDArray[np.int64]:
    """Give for each value the nearest row, -1 where none is within ``reach``."""
    nearest = np.abs(values[:, None] - middles[None, :]).argmin(axis=1)
    return np.where(np.abs(values - middles[nearest]) <= reach, nearest, -1)


def covered(
    pieces: npt.NDArray[np.floating], words: Sequence[Word], margin: float
) -> npt.NDArray[np.bool_]:
    """Tell which pieces of ink, rows (x, y, width, height), have their middle in a word.

    All in page pixels; a word's box may be too small by ``margin``.
    """
    if not words:
        return np.zeros(len(pieces), np.bool_)
    boxes = np.array([word.box for word in words], np.float64)
    x, y = ((pieces[:, side] + pieces[:, side + 2] / 2)[:, None] for side in (0, 1))
    across = (x >= boxes[:, 0] - margin) & (x <= boxes[:, 2] + margin)
    down = (y >= boxes[:, 1] - margin) & (y <= boxes[:, 3] + margin)
    return np.asarray((across & down).any(axis=1), np.bool_)


def _spans(word: Word, middles: npt.NDArray[np.float64], height: float) -> bool:
    """Tell a word that the engine made of letters of two rows."""
    reach = _IN_ROW * height
    within = (middles > word.box.y0 + reach) & (middles < word.box.y1 - reach)
    return bool(within.sum() > 1)


def _words_by_row(
    words: Sequence[Word], middles: npt.NDArray[np.float64], height: float
) -> dict[int, list[int]]:
    if not words:
        return {}
    own = np.array([(word.box.y0 + word.box.y1) / 2 for word in words])
    rows: dict[int, list[int]] = {}
    for at, row in enumerate(_nearest(own, middles, 0.7 * height).tolist()):
        rows.setdefault(row, []).append(at)
    return rows


def _apart(spans: Iterable[_Span], gap: float) -> Iterator[list[_Span]]:
    """Part spans where more white than ``gap`` pixels stands between them."""
    group: list[_Span] = []
    end = 0
    for span in spans:
        if group and span.x0 - end > gap:
            yield group
            group = []
        end = max(end, span.x1) if group else span.x1
        group.append(span)
    if group:
        yield group


def _is_lost(group: Sequence[_Span]) -> bool:
    lost = sum(span.what == _LOST for span in group)
    was_read = any(span.what >= 0 for span in group)
    return lost >= (_FEWEST_LOST if was_read else _FEWEST_ALONE)


def _box(
    group: Sequence[_Span],
    letters: npt.NDArray[np.int_],
    middle: float,
    height: float,
    size: tuple[int, int],
) -> Box:
    """Give the box around a piece, with some paper; other rows do not widen it."""
    x0, x1 = group[0].x0, max(span.x1 for span in group)
    inside = letters[(letters[:, 0] >= x0) & (letters[:, 0] <= x1)]
    near, far = (share * height for share in _HALF_ROW)
    top, foot = middle - near, middle + near
    if len(inside):
        top = min(max(float(inside[:, 1].min()), middle - far), top)
        foot = max(min(float((inside[:, 1] + inside[:, 3]).max()), middle + far), foot)
    margin = _MARGIN * height
    return Box(
        max(0, round(x0 - _BEFORE * height)),
        max(0, round(top - margin)),
        min(size[1], round(x1 + _AFTER * height)),
        min(size[0], round(foot + margin)),
    )
