"""A machine's own letters: how each sign of a page looks, learnt from its surest words.

A typewriter strikes each sign with the same type, worn the same way, and always in its place: so many
pixels from the one before, on one baseline. The mean of a sign's strikes in words that were read surely
shows what the sign looks like on this page, its closed bowls and lost serifs too, and any other place
can be compared with it. Nothing is known beforehand of machines or of languages.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import cv2
import numpy as np
import numpy.typing as npt

from ocr.baselines import baselines, middle_of
from ocr.reduced import Grey
from ocr.rows import Row
from ocr.scraps import SIDE_WHITE
from schemas.pages import Word

_PITCH = 20  # reduced pixels from letter to letter
_ABOVE, _BELOW = 25, 10  # reduced pixels of a sign's window above and below the baseline
_HIGH = _ABOVE + _BELOW
_REACH = (7, 6)  # reduced pixels down and across by which a place may be off
_OWN_REACH = (1, 2)  # the same for one letter within a word: it dances
_PAPER = 40.0  # grey: a window with hardly more contrast than this is like nothing
_AGAIN_REACH = (1, 1)  # the same once a strike was laid over the mean of the others
_OFF_CENTRE = 0.003  # likeness that a pixel off the expected place costs
_LEAST, _MOST = 4, 32  # strikes of which a sign is learnt
_ROUNDS = 2
_WORST = 10  # per cent of the strikes: specks lie over them, or they were misread
_ALIKE = 0.7  # likeness of the others to their mean, without which the sign is not known
_MOST_OFF = (0.45, 0.04)  # letters, and share of its length, by which a word may miss the pitch

Signs = npt.NDArray[np.float32]


class Place(NamedTuple):
    """Where a letter of a word stands: ``word`` and ``letter`` count from 0; page pixels."""

    word: int
    letter: int
    sign: str
    middle: float
    baseline: float


class Alphabet:
    """The signs of a page, learnt from places where they are surely read."""

    def __init__(self, pixels: Grey, pitch: float, known: Sequence[Place]) -> None:
        """Learn from ``known`` places on ``pixels``, uint8 (height, width), typed at ``pitch`` pixels.

        ``signs`` are those that were learnt; ``usual`` is how like its mean each sign mostly is.
        """
        self._scale = _PITCH / pitch
        method = cv2.INTER_AREA if self._scale < 1 else cv2.INTER_CUBIC
        small = cv2.resize(pixels, None, fx=self._scale, fy=self._scale, interpolation=method)
        margin = _HIGH + _PITCH
        self._ink = np.pad(cv2.bitwise_not(small), margin)
        self._margin = margin
        learnt = list(self._learnt(known))
        self.signs: tuple[str, ...] = tuple(sign for sign, *_ in learnt)
        self._shapes = np.array([shape for _, shape, _ in learnt], np.float32)
        self.usual: tuple[float, ...] = tuple(usual for *_, usual in learnt)

    def likeness(self, places: Sequence[Place]) -> Signs:
        """Tell how like each sign the places of one word look: float32 (places, signs), -1..1.

        The word as a whole may stand somewhat off its place, and each letter a little off the others.
        """
        down, across = self._shift(places)
        windows = [self._window(place, _OWN_REACH, (down, across)) for place in places]
        views = np.lib.stride_tricks.sliding_window_view(
            np.array(windows, np.float32), (_HIGH, _PITCH), axis=(1, 2)
        )
        strikes = _evened(views.reshape(len(places), -1, _HIGH * _PITCH))
        alike = strikes @ self._shapes.reshape(len(self.signs), -1).T
        return np.asarray(alike.max(axis=1), np.float32)

    def _shift(self, places: Sequence[Place]) -> tuple[int, int]:
        """Find how far off a word stands: where it is most like what was read. Down, across."""
        known = [place for place in places if place.sign in self.signs]
        if not known:
            return 0, 0
        maps = [
            np.maximum(_map(self._window(place, _REACH), self._shape(place.sign)), 0)
            for place in known
        ]
        total = np.mean(maps, axis=0) - _OFF_CENTRE * _DISTANCE
        down, across = np.unravel_index(int(total.argmax()), total.shape)
        return int(down) - _REACH[0], int(across) - _REACH[1]

    def _shape(self, sign: str) -> Signs:
        return np.asarray(self._shapes[self.signs.index(sign)], np.float32)

    def _learnt(self, known: Sequence[Place]) -> Iterator[tuple[str, Signs, float]]:
        by_sign: dict[str, list[Place]] = defaultdict(list)
        for place in known:
            by_sign[place.sign].append(place)
        for sign, places in sorted(by_sign.items()):
            if len(places) >= _LEAST:
                step = -(-len(places) // _MOST)
                shape, usual = self._mean([self._window(place, _REACH) for place in places[::step]])
                if usual >= _ALIKE:
                    yield sign, shape, usual

    def _mean(self, windows: Sequence[Signs]) -> tuple[Signs, float]:
        """Lay strikes over each other, each where it is most like the mean of all.

        Give that mean, and how like it all but the worst strikes are.
        """
        places = [(_REACH[0], _REACH[1])] * len(windows)
        reach = _REACH
        cut = [_cut(window, *place) for window, place in zip(windows, places, strict=True)]
        for _ in range(_ROUNDS):
            shape = _evened(np.median(cut, axis=0).ravel()).reshape(_HIGH, _PITCH)
            places = [
                _nearest_place(window, shape, place, reach)
                for window, place in zip(windows, places, strict=True)
            ]
            cut = [_cut(window, *place) for window, place in zip(windows, places, strict=True)]
            reach = _AGAIN_REACH
        mean = _evened(np.median(cut, axis=0).ravel())
        alike = _evened(np.array(cut).reshape(len(cut), -1)) @ mean
        return mean.reshape(_HIGH, _PITCH), float(np.percentile(alike, _WORST))

    def _window(
        self, place: Place, reach: tuple[int, int], shift: tuple[int, int] = (0, 0)
    ) -> Signs:
        """Cut out a place with ``reach`` around it, reduced; beyond the page is paper."""
        top = round(place.baseline * self._scale) - _ABOVE - reach[0] + shift[0] + self._margin
        left = round(place.middle * self._scale - _PITCH / 2) - reach[1] + shift[1] + self._margin
        high, wide = _HIGH + 2 * reach[0], _PITCH + 2 * reach[1]
        top = min(max(top, 0), self._ink.shape[0] - high)
        left = min(max(left, 0), self._ink.shape[1] - wide)
        return self._ink[top : top + high, left : left + wide].astype(np.float32)


_DISTANCE = np.add.outer(
    np.abs(np.arange(-_REACH[0], _REACH[0] + 1)), np.abs(np.arange(-_REACH[1], _REACH[1] + 1))
).astype(np.float32)


def places_of(words: Sequence[Word], pitch: float, rows: Sequence[Row] = ()) -> list[Place]:
    """Give the places of the letters of all words that keep the pitch, in the order of the words.

    ``rows`` are those that the words' lines count, where the page was read row by row.
    """
    return [
        place
        for number, (word, baseline) in enumerate(zip(words, baselines(words, rows), strict=True))
        if baseline is not None and _keeps(word, pitch)
        for place in _places(number, word, pitch, baseline)
    ]


def _places(number: int, word: Word, pitch: float, baseline: float) -> Iterator[Place]:
    middle, letters = middle_of(word), len(word.text)
    # In a long word the pitch's error adds up; a short one has more of it at its ends.
    step = (word.box.width + SIDE_WHITE * pitch) / letters if letters > 6 else pitch
    for letter, sign in enumerate(word.text):
        yield Place(number, letter, sign, middle + (letter - (letters - 1) / 2) * step, baseline)


def _keeps(word: Word, pitch: float) -> bool:
    """Tell whether a word is as long as its letters say."""
    letters, share = _MOST_OFF
    off = abs(word.box.width - (len(word.text) - SIDE_WHITE) * pitch)
    return off <= max(letters, share * len(word.text)) * pitch


def _nearest_place(
    window: Signs, shape: Signs, place: tuple[int, int], reach: tuple[int, int]
) -> tuple[int, int]:
    """Find where a window is most like a shape, at most ``reach`` from ``place``: down, across."""
    first = [max(0, at - by) for at, by in zip(place, reach, strict=True)]
    last = [min(2 * most, at + by) for at, by, most in zip(place, reach, _REACH, strict=True)]
    part = window[first[0] : last[0] + _HIGH, first[1] : last[1] + _PITCH]
    off = _DISTANCE[first[0] : last[0] + 1, first[1] : last[1] + 1]
    found = _map(part, shape) - _OFF_CENTRE * off
    down, across = np.unravel_index(int(found.argmax()), found.shape)
    return first[0] + int(down), first[1] + int(across)


def _map(window: Signs, shape: Signs) -> Signs:
    """Tell for each place of a window how like a shape it is, -1..1."""
    return np.asarray(cv2.matchTemplate(window, shape, cv2.TM_CCOEFF_NORMED), np.float32)


def _cut(window: Signs, down: int, across: int) -> Signs:
    return window[down : down + _HIGH, across : across + _PITCH]


def _evened(strikes: npt.NDArray[np.floating]) -> Signs:
    """Give windows (..., pixels) with mean 0 and length 1; shorter where there is hardly ink."""
    around = strikes - strikes.mean(axis=-1, keepdims=True)
    return np.asarray(
        around / (np.linalg.norm(around, axis=-1, keepdims=True) + _PAPER), np.float32
    )
