"""The words of a page cut into their letters' places, and what runs through all of them.

A typewriter gives each letter the same place, so many pixels wide, on one baseline. What is typed or
drawn over a word lies at the same height, or in the same shape, in every place; letters are each of
another shape. The page is brought to ``PLACE`` pixels a place once, and words are cut out of that.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

import cv2
import numpy as np
import numpy.typing as npt

from ocr.baselines import baselines
from ocr.reduced import Grey, by_whole
from ocr.rows import Row
from ocr.scraps import SIDE_WHITE
from schemas.pages import Word

PLACE = 16
"""Pixels of a letter's place."""

ABOVE, BELOW = 20, 4
"""Rows of a strip, above and below its baseline."""

HIGH = ABOVE + BELOW
"""Rows of a strip."""

_INK, _FAINT_INK = 0.45, 0.22  # of the darkest ink of a word
_FAINTEST = 60  # grey of that ink, against the paper's
_FAR_OFF = 8  # pixels between a line's foot and a word's: descenders reach less deep
_AROUND = ((-21, -18), (5, 8))  # rows off the baseline
_FOOT = 0.4  # of the ink of a word's fullest row: descenders have less
_BESIDE, _OFF = 5, 2  # places beside a line of type, and how far off it
_SLOPED = 8  # rows by which a crease is higher or lower there
_LONG = 5  # places of a word, from which its own length tells its pitch
_MOST_PLACES = 60

Flags = npt.NDArray[np.bool_]
Strip = npt.NDArray[np.uint8]
"""A word's ink, 0 or 1, uint8 of shape (``HIGH``, places * ``PLACE``)."""

_HEIGHTS = np.arange(5, 13)  # above the baseline: between its serifs and those of small letters
_SLOPES = (-0.06, -0.04, -0.02, -0.01, 0.0, 0.01, 0.02, 0.04, 0.06)
_FILLED = 0.95  # share of a place that is ink
_CENTRE = slice(3, 13)  # of a place: a hyphen
_END = 2  # pixels at either end of a word that may be white
_SHARES = np.zeros((PLACE, 4), np.float32)  # of ink there, and in the whole of a place
_PARTS = (_CENTRE, slice(0, PLACE), slice(0, _END), slice(PLACE - _END, PLACE))
for _part, _where in enumerate(_PARTS):
    _SHARES[_where, _part] = 1 / len(range(PLACE)[_where])


class Level(NamedTuple):
    """The level row of ink that is fullest from the first place of a word to its last.

    ``whole`` is the share of ink in its whole length, 0..1, ``run`` the most places that follow each other
    and that any such row fills.
    """

    whole: float
    run: int


class Places:
    """The words of an upright page, uint8 (height, width), at ``pitch`` pixels from letter to letter."""

    def __init__(
        self, pixels: Grey, words: Sequence[Word], pitch: float, rows: Sequence[Row] = ()
    ) -> None:
        """Bring the page to ``PLACE`` pixels a letter. Costs about 10 ms at 9 million pixels."""
        self._scale = PLACE / pitch
        whole = max(1, int(1 / self._scale))
        small = by_whole(pixels, whole) if whole > 1 else pixels
        factor = self._scale * whole
        fitted = cv2.resize(small, None, fx=factor, fy=factor, interpolation=cv2.INTER_LINEAR)
        self._ink = cv2.copyMakeBorder(
            cv2.bitwise_not(fitted), ABOVE, ABOVE, PLACE, PLACE, cv2.BORDER_CONSTANT, value=0
        )
        self._words = words
        self._baselines = baselines(words, rows)
        self._are_exact = bool(rows)

    def count(self, at: int) -> int:
        """Give the number of places of a word; at least 1."""
        box = self._words[at].box
        return max(1, round(box.width * self._scale / PLACE + SIDE_WHITE))

    def part(self, at: int) -> Grey:
        """Cut a word out, its ink light: rows from above its capitals to below its baseline."""
        box = self._words[at].box
        wide = self.count(at) * PLACE
        own = round(box.width * self._scale + SIDE_WHITE * PLACE) if wide > _LONG * PLACE else wide
        top = self._foot(at)
        left = round((box.x0 + box.x1) / 2 * self._scale - own / 2) + PLACE
        top = min(max(top, 0), self._ink.shape[0] - HIGH)
        left = min(max(left, 0), max(self._ink.shape[1] - own, 0))
        part = self._ink[top : top + HIGH, left : left + own]
        if part.shape[1] != wide:  # the pitch's error adds up
            part = cv2.resize(part, (wide, HIGH), interpolation=cv2.INTER_LINEAR)
        return np.asarray(part, np.uint8)

    def around(self, at: int) -> tuple[float, float]:
        """Give the shares of ink above and below a word: grain has it there, and lines of type have not."""
        box, top = self._words[at].box, self._foot(at) + ABOVE
        left, right = (round(edge * self._scale) + PLACE for edge in (box.x0, box.x1))
        above, below = (
            share_of_ink(self._ink[top + first : top + last, left:right] >= _INK * _FAINTEST)
            for first, last in _AROUND
        )
        return above, below

    def beside(self, at: int) -> list[list[Strip]]:
        """Cut out what is beside the line of a word, a little off its ends: paper, or a crease.

        What goes across the page slopes, so it may be a little higher or lower there. Marks read as words
        without a letter or figure, as a piece of a crease is, are none of the line. Gives the strips of
        each end where there is room for them.
        """
        line = [
            word.box
            for word in self._words
            if word.line == self._words[at].line and any(map(str.isalnum, word.text))
        ]
        if not line:
            return []
        ends = min(box.x0 for box in line), max(box.x1 for box in line)
        foot, wide = self._foot(at), _BESIDE * PLACE
        found = []
        for end, off in zip(ends, (-_OFF * PLACE - wide, _OFF * PLACE), strict=True):
            left = round(end * self._scale) + PLACE + off
            if not 0 <= left <= self._ink.shape[1] - wide:
                continue
            parts = (
                np.asarray(self._ink[top : top + HIGH, left : left + wide], np.uint8)
                for top in (foot, foot - _SLOPED, foot + _SLOPED)
                if 0 <= top <= self._ink.shape[0] - HIGH
            )
            found.append([_inked_beside(part) for part in parts])
        return found

    def _foot(self, at: int) -> int:
        """Give the row of a word's baseline: its line's, or its own where it stands on no such line."""
        box, baseline = self._words[at].box, self._baselines[at]
        if baseline is not None and (
            self._are_exact or abs(baseline - box.y1) * self._scale <= _FAR_OFF
        ):
            return round(baseline * self._scale)
        first, last = (round(edge * self._scale) for edge in (box.y0, box.y1))
        left, right = (round(edge * self._scale) + PLACE for edge in (box.x0, box.x1))
        part = self._ink[first + ABOVE : last + ABOVE, left:right]
        if not part.size:
            return last
        rows = part.mean(axis=1)
        return first + 1 + int(np.flatnonzero(rows >= _FOOT * rows.max())[-1])


def share_of_ink(strip: Strip | Flags) -> float:
    """Give the share of pixels that are ink, 0..1; 0.0 of none."""
    return int(np.count_nonzero(strip)) / strip.size if strip.size else 0.0


def inked(part: Grey, *, faint: bool = False) -> Strip:
    """Tell ink from paper; with ``faint`` what is faint beside letters is ink too, as thin lines are."""
    least = (_FAINT_INK if faint else _INK) * max(float(part.max(initial=0)), _FAINTEST)
    return np.asarray(cv2.threshold(part, least, 1, cv2.THRESH_BINARY)[1], np.uint8)


def _inked_beside(part: Grey) -> Strip:
    """Tell faint ink from paper beside type, which may be grey."""
    least = float(np.median(part)) + _FAINT_INK * _FAINTEST
    return np.asarray(cv2.threshold(part, least, 1, cv2.THRESH_BINARY)[1], np.uint8)


def rows_of(strip: Strip) -> Strip:
    """Let a row of ink be a pixel thicker on either side, as what is not quite level is."""
    return np.asarray(cv2.dilate(strip, np.ones((3, 1), np.uint8)), np.uint8)


def fullest(strip: Strip) -> Level:
    """Find the fullest row of a word, level or sloping a little."""
    places = strip.shape[1] // PLACE
    rows, columns = _paths(places)
    cells = rows_of(strip)[rows, columns].reshape(-1, PLACE).astype(np.float32)
    shares = (cells @ _SHARES).reshape(len(rows), places, -1)
    middles, whole, first, last = (shares[:, :, part] for part in range(_SHARES.shape[1]))
    emptier = np.sort(middles, axis=1)[:, : max(1, places // 4)].mean(axis=1)
    ends = (first[:, 0] + last[:, -1]) * _END
    length = (whole.sum(axis=1) * PLACE - ends) / (places * PLACE - 2 * _END)
    best = int(np.argmax(emptier + length))
    return Level(float(length[best]), _longest((whole >= _FILLED).T))


def joined(strip: Strip) -> float:
    """Give the most places in a row that have ink in all columns at the heights of lines."""
    band = strip[ABOVE - _HEIGHTS[-1] - 1 : ABOVE - _HEIGHTS[0] + 2]
    columns = band.max(axis=0).tobytes()
    return max(map(len, columns.split(b"\0"))) / PLACE


def _longest(filled: Flags) -> int:
    """Give the length of the longest run of filled places, of shape (places, rows), in any row."""
    length = most = np.zeros(filled.shape[1], np.int_)
    for place in filled:
        length = (length + 1) * place
        most = np.maximum(most, length)
    return int(most.max())


@lru_cache(maxsize=_MOST_PLACES)
def _paths(places: int) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.intp]]:
    """Give the rows, of shape (slopes * heights, width), and the columns of level lines."""
    columns = np.arange(places * PLACE)
    rise = np.outer(_SLOPES, columns - columns.mean())
    rows = ABOVE - _HEIGHTS[None, :, None] + np.round(rise)[:, None, :]
    rows = np.clip(rows, 0, HIGH - 1).astype(np.intp)
    return rows.reshape(-1, len(columns)), columns
