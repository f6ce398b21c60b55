"""Where there is ink on a page, and which of it may be type.

Works on the reduced page, where every later question (blank, upright, tilt, type size) is answered
in milliseconds. Assumes a whole sheet on the image: type between 1/270 and 1/40 of the longer side
high. Paper is what is light over a stretch wider than a letter; so black edges, shadows and dark
photographs are no ink, nor is a stamp's filled area.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

import cv2
import numpy as np
import numpy.typing as npt

from ocr.reduced import Grey, reduced

_PAPER_REACH = 33  # pixels; wider than a letter's strokes are apart
_DARKEST_PAPER = 60  # below it is a black edge, not paper
_LEAST_CONTRAST = 0.14  # of the paper's brightness; bleed-through mostly stays under it
_LETTER_HEIGHT = (6, 40)
_LETTER_WIDTH = (2, 48)
_DARK = 10  # percent of a page's strokes
_MOST_SHORT_LABELS = 2**16 - 1
# share of a page that is specks, from where those that touch outnumber the letters; of the height of that
# piece of ink with half of all ink in lower ones, what letters are higher than
_GRAINY, _AS_HIGH = 0.008, 0.6


@dataclass(frozen=True)
class Ink:
    """Ink of a page on its reduced image.

    ``mask`` is uint8 of shape (height, width), 255 where ink is. ``letters`` has a row (x, y,
    width, height) of int32 in reduced pixels for each piece of ink of a letter's size.
    ``type_mask`` is the mask of those alone, ``whole_mask`` that of all that is as high, however wide,
    ``fine_mask`` that of what is smaller too; ``joined`` has the pieces that are as high but wider, as
    letters with a line through them are. ``scale`` is reduced pixels for one page pixel.
    """

    mask: Grey
    type_mask: Grey
    fine_mask: Grey
    whole_mask: Grey
    letters: npt.NDArray[np.int32]
    joined: npt.NDArray[np.int32]
    scale: float

    @property
    def share(self) -> float:
        """Share of the page that is ink, 0..1."""
        return cv2.countNonZero(self.mask) / max(self.mask.size, 1)

    @cached_property
    def letter_height(self) -> float:
        """Height of a usual letter in page pixels, 0.0 when there are none."""
        if not len(self.letters):
            return 0.0
        wide, high = self.letters[:, 2], self.letters[:, 3]
        if cv2.countNonZero(self.specks) > _GRAINY * self.mask.size:
            order = np.argsort(high)
            area = np.cumsum((wide * high)[order])
            middle = high[order][np.searchsorted(area, area[-1] / 2)]
            high = high[high > _AS_HIGH * middle]
        return float(np.median(high)) / self.scale

    @cached_property
    def specks(self) -> Grey:
        """Mask of the ink that is lower than letters."""
        return np.asarray(cv2.subtract(self.fine_mask, self.whole_mask), np.uint8)


def find_ink(pixels: Grey) -> Ink:
    """Find the ink of a grey page, uint8 (height, width). Costs about 15 ms."""
    return ink_of(*reduced(pixels))


def ink_of(small: Grey, scale: float, *, faint: bool = False) -> Ink:
    """Find the ink of a page that is reduced already, by ``scale``.

    With ``faint`` all that has the least contrast is ink: specks and scrawl may outweigh faint type.
    """
    return _ink_in(_ink_mask(small, faint=faint), scale)


def fainter_ink(pixels: Grey, ink: Ink) -> Ink:
    """Find the ink of a page, grey, that is not in ``ink`` though it is darker than the paper.

    Pieces as high as the letters of ``ink`` alone are its letters. Costs about 20 ms.
    """
    small, scale = reduced(pixels)
    if (
        small.shape != ink.mask.shape
    ):  # the ink was found before the page was brought to a good size
        high, wide = ink.mask.shape
        small = np.asarray(cv2.resize(pixels, (wide, high), interpolation=cv2.INTER_AREA), np.uint8)
        scale = ink.scale
    lightness = _lightness(small)
    beside = lightness[cv2.dilate(ink.mask, np.ones((_HALO, _HALO), np.uint8)) == 0]
    threshold = 255.0 * (1 - _LEAST_CONTRAST)
    if beside.size:
        threshold = min(threshold, cv2.threshold(beside, 0, 255, cv2.THRESH_OTSU)[0])
    mask = np.asarray(cv2.threshold(lightness, threshold, 255, cv2.THRESH_BINARY_INV)[1], np.uint8)
    count, labels, stats, _ = cv2.connectedComponentsWithStats(mask, ltype=cv2.CV_32S)
    dark = np.bincount(labels[ink.mask > 0], minlength=count)
    is_fainter = dark < _MOST_DARK * stats[:, cv2.CC_STAT_AREA]
    is_fainter[0] = False
    fainter = _ink_in(np.where(is_fainter[labels], np.uint8(255), np.uint8(0)), scale)
    low, tall = (share * ink.letter_height * scale for share in _ALIKE)
    high = fainter.letters[:, 3]
    return replace(fainter, letters=fainter.letters[(high > low) & (high < tall)])


_HALO = 5
"""Reduced pixels, odd, over which half-tones are round dark ink."""

_MOST_DARK = 0.2
"""Share of a faint piece of ink that may be dark."""

_ALIKE = (0.6, 1.7)
"""Of a letter's height: letters of the same machine."""


def _ink_in(mask: Grey, scale: float) -> Ink:
    """Give the pieces of the ink that is marked."""
    _, labels, stats, _ = cv2.connectedComponentsWithStats(
        mask, connectivity=8, ltype=label_type(mask)
    )
    wide, high = stats[:, cv2.CC_STAT_WIDTH], stats[:, cv2.CC_STAT_HEIGHT]
    is_high = (high >= _LETTER_HEIGHT[0]) & (high <= _LETTER_HEIGHT[1])
    is_fine = is_high | ((high < _LETTER_HEIGHT[0]) & (wide <= _LETTER_WIDTH[1]))
    is_high[0] = is_fine[0] = False  # the paper
    is_letter = is_high & (wide >= _LETTER_WIDTH[0]) & (wide <= _LETTER_WIDTH[1])
    is_joined = is_high & (wide > _LETTER_WIDTH[1])
    kind = is_letter.astype(np.uint8) + is_high + is_fine
    kinds = np.take(kind, np.asarray(labels), mode="clip")  # without a check of each label
    type_mask, whole_mask, fine_mask = (
        np.asarray(cv2.threshold(kinds, most, 255, cv2.THRESH_BINARY)[1], np.uint8)
        for most in (2, 1, 0)
    )
    letters, joined = (stats[kind, :4].astype(np.int32) for kind in (is_letter, is_joined))
    return Ink(mask, type_mask, fine_mask, whole_mask, letters, joined, scale)


def stroke_of(small: Grey, ink: Ink, *, faint: bool) -> float:
    """Give the grey of the type's strokes, 0..255, on the reduced page in which ``ink`` was found.

    What shines through the paper may be more than the type, but is lighter; beside ``faint`` type
    specks are darker.
    """
    strokes = small[ink.type_mask > 0]
    return float(np.percentile(strokes, 50 if faint else _DARK)) if strokes.size else 0.0


def label_type(mask: Grey) -> int:
    """Give the smallest type of label that surely suffices: with 16 bits it is three times faster."""
    starts = cv2.countNonZero(mask[:, 1:] & ~mask[:, :-1]) + cv2.countNonZero(mask[:, :1])
    return cv2.CV_16U if starts < _MOST_SHORT_LABELS else cv2.CV_32S


def _lightness(small: Grey) -> Grey:
    """Give a reduced page divided by the brightness of the paper around each pixel."""
    quarter = cv2.resize(small, None, fx=0.25, fy=0.25, interpolation=cv2.INTER_AREA)
    reach = np.ones((_PAPER_REACH // 4, _PAPER_REACH // 4), np.uint8)
    paper = cv2.blur(cv2.morphologyEx(quarter, cv2.MORPH_CLOSE, reach), (9, 9))
    paper = cv2.resize(paper, (small.shape[1], small.shape[0]), interpolation=cv2.INTER_LINEAR)
    return np.asarray(cv2.divide(small, np.maximum(paper, _DARKEST_PAPER), scale=255.0), np.uint8)


def _ink_mask(small: Grey, *, faint: bool) -> Grey:
    """Mark what is darker than the paper around it by more than half of the page's usual ink."""
    lightness = _lightness(small)
    threshold, _ = cv2.threshold(lightness, 0, 255, cv2.THRESH_BINARY | cv2.THRESH_OTSU)
    lightest = 255.0 * (1 - _LEAST_CONTRAST)
    threshold = lightest if faint else min(threshold, lightest)
    return np.asarray(cv2.threshold(lightness, threshold, 255, cv2.THRESH_BINARY_INV)[1], np.uint8)


def bears_type(ink: Ink) -> bool:
    """Tell whether some pieces of ink stand in a row as letters do.

    At least ``_SHORTEST_ROW``, of like size, close together.

    Specks, punch holes, creases and edges do not. Lines may run across or down. When in doubt it
    says yes: a reading then finds no words.
    """
    letters = ink.letters
    if len(letters) < _SHORTEST_ROW:
        return False
    if len(letters) > _SURELY_TYPE:
        return True
    return (
        _longest_row(letters) >= _SHORTEST_ROW
        or _longest_row(letters[:, [1, 0, 3, 2]]) >= _SHORTEST_ROW
    )


_SHORTEST_ROW = 3
_SURELY_TYPE = 400


def _longest_row(letters: npt.NDArray[np.int32]) -> int:
    """Give the most pieces that follow each other, at most two letters apart."""
    x, y, wide, high = (
        column.astype(np.float64) for column in letters[np.argsort(letters[:, 0])].T
    )
    middle = y + high / 2
    size = np.maximum(high, wide)
    gap = x[None, :] - (x + wide)[:, None]
    near = (gap > -0.3 * size[:, None]) & (gap < 2.5 * size[:, None])
    level = np.abs(middle[None, :] - middle[:, None]) < 0.4 * np.minimum(
        size[None, :], size[:, None]
    )
    alike = (high[None, :] < 1.6 * high[:, None]) & (high[:, None] < 1.6 * high[None, :])
    follows = near & level & alike
    np.fill_diagonal(follows, val=False)
    length = np.ones(len(x), np.int64)
    for piece in range(1, len(x)):
        before = follows[:piece, piece]
        if before.any():
            length[piece] = 1 + length[:piece][before].max()
    return int(length.max())
