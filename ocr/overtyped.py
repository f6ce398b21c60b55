"""Words that X or hyphens are typed over: they were badly read, and something is at every place.

A word's letters are each of another shape; what is typed over them is not. So it is told by what all
places of a word share (``ocr.through``), beside what well-read words of the same page have there:
bold and clogged type is as dark as X. Pages without well-read words are not judged.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from ocr.ink import Ink
from ocr.reduced import Grey
from ocr.scraps import SIDE_WHITE, pitch_of
from ocr.through import Through, through
from schemas.pages import Box, Word

_WELL_READ = 0.85  # confidence
_SAMPLES, _FEWEST_SAMPLES, _FEWEST_LETTERS = 8, 5, 4
_SAMPLE_SHARE = 90  # percentile of the samples
_TALLEST = 1.5  # height of a word to its width; numbers up the margin are taller
_FEWEST_PLACES, _FEWEST_PIXELS = 2, 5
_NEIGHBOURS = 75  # percentile of the ink of well-read words on the lines around
_FEWEST_NEIGHBOURS = 3

_SMALL = frozenset(
    "abcdefghijlnopqrstuvz"
)  # what X is typed over is read as tall letters and signs
_MOST_SMALL = 0.4
_CROSSES = frozenset("XxKk")  # may be read surely
_CROSSED, _ABOVE_USUAL = 0.95, 0.03
_DENSE, _DENSE_SHORT = 1.27, 1.42  # ink against the neighbours'; of up to three places
_SHORT = 3
_HALF_CROSSED, _HALF_DENSE, _ILLEGIBLE = 0.8, 1.3, 0.2  # of what is read as no word at all
_HYPHENS, _HYPHEN_PLACES = 0.985, 5
_LONG, _LONG_ROWS = 8, (0.3, 0.75)  # chance does not fill so many places at one height
_VERY_LONG, _MOSTLY_HYPHENS = 12, 0.96  # places; the share of ink that is enough there
_CLEAR = (
    0.9  # of well-read words' width that is ink at one height: with more, type fills rows itself
)
_HYPHENS_MISREAD = 0.6  # confidence
_HYPHENS_INK = 0.95  # of a word for its width, against the page's usual


class UsualType(NamedTuple):
    """What type is like on a page: ink of each word, what seems to go through well-read ones.

    ``densities`` are shares of ink by word, ``density`` their median; ``ink`` is the median of words'
    ink for their width; ``pitch`` in page pixels, ``None`` when it is not known; ``line`` and
    ``crosses`` as in ``Through``, 0 to 1.
    """

    densities: npt.NDArray[np.float64]
    density: float
    ink: float
    pitch: float | None
    line: float
    crosses: float


def usual_type(ink: Ink, words: Sequence[Word]) -> UsualType | None:
    """Measure the words of a page; ``None`` when too few are well read."""
    pitch = pitch_of(words)
    sure = [w for w in words if w.confidence >= _WELL_READ and len(w.text) >= _FEWEST_LETTERS]
    parts = [(word, _cut(ink, word.box)) for word in sure[:: max(1, len(sure) // _SAMPLES)]]
    found = [
        through(part, _places(word, pitch))
        for word, part in parts
        if min(part.shape) >= _FEWEST_PIXELS
    ]
    if len(found) < _FEWEST_SAMPLES:
        return None
    densities = np.array([_density(_cut(ink, word.box)) for word in words])
    line, *_, crosses = np.percentile(found, _SAMPLE_SHARE, axis=0)
    return UsualType(
        densities=densities,
        density=float(np.median(densities)),
        ink=float(np.median(densities * [word.box.height for word in words])),
        pitch=pitch,
        line=float(line),
        crosses=float(crosses),
    )


def is_typed_over(words: Sequence[Word], at: int, ink: Ink, usual: UsualType) -> bool:
    """Tell whether X or hyphens go through the word at place ``at``."""
    word, box = words[at], words[at].box
    is_sure = word.confidence >= _WELL_READ and not _CROSSES.issuperset(word.text)
    if is_sure or box.height > _TALLEST * box.width or box.height < ink.letter_height:
        return False
    places, part = _places(word, usual.pitch), _cut(ink, box)
    if places < _FEWEST_PLACES or min(part.shape) < _FEWEST_PIXELS:
        return False
    if sum(letter in _SMALL for letter in word.text) > _MOST_SMALL * len(word.text):
        return False
    density = usual.densities[at] / max(usual.density, _neighbours_density(words, at, usual))
    may_be_dashed = (
        places >= _HYPHEN_PLACES
        and (word.confidence < _HYPHENS_MISREAD or places >= _LONG)
        and usual.line < _CLEAR
        and usual.densities[at] * box.height >= _HYPHENS_INK * usual.ink
    )
    if density < _DENSE and not may_be_dashed:
        return False
    found = through(part, places)
    return (may_be_dashed and _is_dashed(found, places)) or _is_crossed(
        word, found, places, float(density), usual
    )


def _is_crossed(word: Word, found: Through, places: int, density: float, usual: UsualType) -> bool:
    crossed = min(max(_CROSSED, usual.crosses + _ABOVE_USUAL), 1.0)
    if found.crosses >= crossed:
        return density >= (_DENSE_SHORT if places <= _SHORT else _DENSE)
    return (
        found.crosses >= _HALF_CROSSED
        and density >= _HALF_DENSE
        and places > _SHORT
        and word.confidence < _ILLEGIBLE
    )


def _is_dashed(found: Through, places: int) -> bool:
    """Tell a row of hyphens; small letters fill such rows by themselves."""
    least = _HYPHENS if places < _VERY_LONG else _MOSTLY_HYPHENS
    low, high = _LONG_ROWS
    is_level = places >= _LONG and found.hyphens >= least and low <= found.row <= high
    return found.level >= least or is_level


def _neighbours_density(words: Sequence[Word], at: int, usual: UsualType) -> float:
    """Give the ink of well-read words on this line and the next ones: a ribbon is not even."""
    line = words[at].line
    first = last = at
    while first > 0 and words[first - 1].line >= line - 1:
        first -= 1
    while last + 1 < len(words) and words[last + 1].line <= line + 1:
        last += 1
    near = [
        usual.densities[other]
        for other in range(first, last + 1)
        if words[other].confidence >= _WELL_READ and len(words[other].text) >= _SHORT
    ]
    return float(np.percentile(near, _NEIGHBOURS)) if len(near) >= _FEWEST_NEIGHBOURS else 0.0


def _places(word: Word, pitch: float | None) -> int:
    return max(1, round(word.box.width / pitch + SIDE_WHITE)) if pitch else len(word.text)


def _density(part: Grey) -> float:
    return float(part.mean()) if part.size else 0.0


def _cut(ink: Ink, box: Box) -> Grey:
    x0, y0, x1, y1 = (max(0, round(edge * ink.scale)) for edge in box)
    return ink.mask[y0:y1, x0:x1]
