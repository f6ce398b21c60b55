"""Finds how a page lies, from its ink.

Lines across or down, head up or down, tilt; and lays it upright.

Assumes lines of type in Latin letters. What is measured here costs milliseconds; a reading is
asked only where the ink leaves a doubt or says that the page is turned, and no page is turned
without a reading that is clearly better that way. Vertical script and pages that are half across,
half down break it: they stay as they are.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from ocr.ink import Ink
from ocr.reduced import Grey

_FEWEST_LETTERS = 12
_STRIP = 96  # reduced pixels: a line tilted by 5 degrees rises by a letter's height over it
_PITCH_REACH = 31  # reduced pixels, more than the distance of two lines
_ACROSS = 1.5  # evidence from which lines surely run across; its inverse: down
_MOST_TILT = 6.0  # degrees
_LEAST_TILT_PEAK = 1.15
_FEW_LETTERS = 250  # some four lines of type
_PROBE_SHARE = 0.14  # of a page's height that is read to find out whether it is turned
_CLEARLY_BETTER = 1.5
_WELL_READ = 8.0  # letters, below which a reading of the strip says nothing
_HARDLY_ANY, _ONE_WORD = 60, 5.0  # letters on a page, and of a word that is enough there
_SURELY_READ = (
    60.0  # letters, of some 300 on a strip of a full page: turned type gives none of that
)

Reader = Callable[[Grey], float]
"""Reads a piece of a page and gives the number of letters that were read well."""


@dataclass(frozen=True, slots=True)
class Lie:
    """How a page lies, as its ink says.

    ``across`` is over 1 when lines run across the page, under 1 when they run down, 1.0 without
    evidence. ``head_up`` is over 0 when letters stand on their feet, under 0 when on their heads,
    near 0 in capitals. ``slope`` is that of lines across the page, in degrees, as ``slope_of`` says.
    """

    across: float
    head_up: float
    slope: float

    @property
    def is_surely_across(self) -> bool:
        """Lines run across, beyond doubt."""
        return self.across >= _ACROSS

    @property
    def is_surely_down(self) -> bool:
        """Lines run down the page, beyond doubt."""
        return self.across <= 1 / _ACROSS


def lie_of(ink: Ink) -> Lie:
    """Measure how a page lies. Costs about 8 ms."""
    if len(ink.letters) < _FEWEST_LETTERS:
        return Lie(1.0, 0.0, 0.0)
    rows = _line_energy(ink.type_mask)
    columns = _line_energy(np.asarray(cv2.transpose(ink.type_mask), np.uint8))
    across = (rows + 1.0) / (columns + 1.0)
    angle, peak = _steepest(ink.letters)
    head_up = _head_up(ink.letters, angle) if across > 1 else 0.0
    return Lie(across, head_up, angle if peak >= _LEAST_TILT_PEAK else 0.0)


def _line_energy(mask: Grey) -> float:
    """Say how strongly ink gathers in rows.

    Squared deviation of row sums from their neighbourhood.
    """
    energy = 0.0
    for left in range(0, mask.shape[1], _STRIP):
        strip = mask[:, left : left + _STRIP]
        sums = np.asarray(cv2.reduce(strip, 1, cv2.REDUCE_SUM, dtype=cv2.CV_32F), np.float32) / 255
        deviation = sums - cv2.blur(sums, (1, _PITCH_REACH))
        energy += float(np.square(deviation).sum())
    return energy


def _head_up(letters: npt.NDArray[np.int32], angle: float) -> float:
    """Compare how sharply the feet and the heads of letters lie on lines.

    Most letters share a foot line.
    """
    at = np.array([angle])
    feet, heads = (float(_sharpness(*ends(letters), at)[0]) for ends in (_feet, _heads))
    return (feet - heads) / max(feet + heads, 1e-9)


def slope_of(ink: Ink) -> float:
    """Measure the slope of the lines in degrees, to about 0.1.

    Positive when they fall to the right.

    0.0 when there is too little type to say. Costs about 5 ms.
    """
    if len(ink.letters) < _FEWEST_LETTERS:
        return 0.0
    angle, peak = _steepest(ink.letters)
    return angle if peak >= _LEAST_TILT_PEAK else 0.0


def _steepest(letters: npt.NDArray[np.int32]) -> tuple[float, float]:
    """Find the slope at which feet and heads gather best, and how much better than usual it is."""

    def gathered(angles: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        return _sharpness(*_feet(letters), angles) + _sharpness(*_heads(letters), angles)

    coarse = np.arange(-_MOST_TILT, _MOST_TILT + 0.01, 0.2)
    found = gathered(coarse)
    best = float(coarse[int(found.argmax())])
    fine = best + np.arange(-0.3, 0.301, 0.05)
    sharp = gathered(fine)
    near = sharp - sharp.min()
    weights = (
        np.where(near >= 0.7 * near.max(), near, 0.0) if near.max() > 0 else np.ones_like(near)
    )
    return float((fine * weights).sum() / weights.sum()), float(
        sharp.max() / max(np.median(found), 1e-9)
    )


def _feet(
    letters: npt.NDArray[np.int32],
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    return letters[:, 0] + letters[:, 2] / 2, (letters[:, 1] + letters[:, 3]).astype(np.float64)


def _heads(
    letters: npt.NDArray[np.int32],
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    return letters[:, 0] + letters[:, 2] / 2, letters[:, 1].astype(np.float64)


def _sharpness(
    x: npt.NDArray[np.float64], y: npt.NDArray[np.float64], angles: npt.NDArray[np.float64]
) -> npt.NDArray[np.float64]:
    """Say for each slope how well points gather on such lines: mean squared count per pixel of height."""
    level = y - np.outer(np.tan(np.radians(angles)), x - x.mean())
    level -= level.min(axis=1, keepdims=True)
    whole = level.astype(np.int64)
    part = level - whole
    high = int(whole.max()) + 4  # a pixel is shared with the next, and blurred into those beside it
    bins = (whole + 1 + high * np.arange(len(angles))[:, None]).ravel()
    size = high * len(angles)
    counts = np.bincount(bins, 1 - part.ravel(), size) + np.bincount(bins + 1, part.ravel(), size)
    counts = counts.reshape(len(angles), high)
    smooth = 0.5 * counts
    smooth[:, 1:] += 0.25 * counts[:, :-1]
    smooth[:, :-1] += 0.25 * counts[:, 1:]
    return np.asarray(np.square(smooth).sum(axis=1) / len(x), np.float64)


def turned(pixels: Grey, rotation: int) -> Grey:
    """Turn a page clockwise by 0, 90, 180 or 270 degrees."""
    return np.ascontiguousarray(np.rot90(pixels, -(rotation // 90))) if rotation else pixels


def levelled(pixels: Grey, slope: float) -> Grey:
    """Turn a page whose lines fall to the right by ``slope`` degrees, so that they are level.

    The page grows so that no corner is lost; new area is white.
    """
    height, width = pixels.shape
    sine, cosine = abs(math.sin(math.radians(slope))), abs(math.cos(math.radians(slope)))
    size = (math.ceil(width * cosine + height * sine), math.ceil(width * sine + height * cosine))
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), slope, 1.0)
    matrix[:, 2] += (size[0] - width) / 2, (size[1] - height) / 2
    return np.asarray(
        cv2.warpAffine(pixels, matrix, size, flags=cv2.INTER_LINEAR, borderValue=255), np.uint8
    )


def sideways_turn(pixels: Grey, ink: Ink, read: Reader) -> int:
    """Give the clockwise turn (0, 90 or 270) that lays a page upright whose lines seem to run down.

    Reads the page's fullest strip first as the feet of its letters say; that is enough when a good part
    of it was well read. Else it is read in each position; 0 unless one is clearly better than as it lies.
    """
    well: dict[int, float] = {}
    for rotation in _by_feet(ink):
        well[rotation] = read(strip(turned(pixels, rotation), rotation, ink))
        if well[rotation] >= _SURELY_READ:
            return rotation
    best = max(well, key=lambda rotation: well[rotation])
    if well[best] < _least(ink):
        return 0
    return best if well[best] > _CLEARLY_BETTER * read(strip(pixels, 0, ink)) else 0


def _by_feet(ink: Ink) -> tuple[int, int]:
    """Give the two quarter turns, first the one after which letters stand on their feet, if there are any."""
    if not len(ink.letters):
        return 90, 270
    x, y, wide, high = ink.letters.T
    letters = np.stack([len(ink.mask) - y - high, x, high, wide], axis=1)  # turned by 90 degrees
    return (90, 270) if _head_up(letters, _steepest(letters)[0]) >= 0 else (270, 90)


def _least(ink: Ink) -> float:
    """Give the letters below which a reading says nothing: a word is enough where there is little else."""
    return _WELL_READ if len(ink.letters) >= _HARDLY_ANY else _ONE_WORD


def half_turn(pixels: Grey, ink: Ink, read: Reader) -> int:
    """Give the clockwise turn (0 or 180) that lays a page upright whose lines run across."""
    over = read(strip(turned(pixels, 180), 180, ink))
    if over < _least(ink):
        return 0
    return 180 if over > _CLEARLY_BETTER * read(strip(pixels, 0, ink)) else 0


def doubtful_turn(pixels: Grey, ink: Ink, lie: Lie, read: Reader) -> int:
    """Give the clockwise turn that lays a page upright of which ink says little; likelier ones first."""
    if lie.across < 1:
        return sideways_turn(pixels, ink, read) or half_turn(pixels, ink, read)
    over = half_turn(pixels, ink, read)
    return over if over or lie.is_surely_across else sideways_turn(pixels, ink, read)


def strip(pixels: Grey, rotation: int, ink: Ink) -> Grey:
    """Cut the strip with most letters out of a page turned by ``rotation`` since ``ink``.

    A page with few letters is left whole: on it the fullest strip may be a stain.
    """
    if len(ink.letters) < _FEW_LETTERS:
        return pixels
    mask = turned(ink.type_mask, rotation)
    rows = np.asarray(cv2.reduce(mask, 1, cv2.REDUCE_SUM, dtype=cv2.CV_32F))[:, 0]
    reach = max(1, round(len(rows) * _PROBE_SHARE))
    sums = np.convolve(rows, np.ones(reach), mode="valid")
    first = int(sums.argmax())
    return pixels[int(first / ink.scale) : int((first + reach) / ink.scale) + 1]
