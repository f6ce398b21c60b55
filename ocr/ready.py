"""Makes a page image ready to be read: dark edges and grey paper white, type black and of a good size.

Which of the ink is type is told on the reduced page. Beside a black stamp, an edge or a hole type may be so
much fainter that it is no ink to one threshold for the whole page: such a page is made ready for the one and
for the other, and read both ways.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from ocr.edges import cleared, dark_areas
from ocr.folds import Fold
from ocr.images import Grey
from ocr.ink import Ink, bears_type, ink_of, stroke_of
from ocr.paper import in_full_contrast, level_paper, paper_of
from ocr.reduced import reduced, scaled
from ocr.settings import ReadingSettings

_SMALL_TYPE = 15.0  # pixels of a letter's height, below which reading suffers
_GOOD_TYPE = 20.0  # pixels; larger targets measured worse
_MOST_ENLARGED = 4.0
_LONGEST = 8_000  # pixels of an enlarged page's longer side
# Tesseract reduces every line to 36 pixels; its page segmentation is quicker and a little surer on a
# page that comes reduced: at 19 words are read as at 22, in 5% less time.
_LARGE_TYPE = 21.5  # pixels
_AMPLE_TYPE = 19.0  # pixels


@dataclass(frozen=True, slots=True)
class Ready:
    """A page made ready: what is left is to lay it upright, and to read it.

    ``factor`` is pixels of it for one pixel of the page as it is stored. A blank page is not read. ``folds``
    are those that were taken out. The page ``may_be_faint`` of which most letters are fainter than its ink:
    what is dark may be a stamp; the one ``is_faint`` of which all ink is so faint, or was taken to be so.
    """

    pixels: Grey
    ink: Ink
    factor: float
    is_blank: bool = False
    rotation: int = 0
    slope: float = 0.0
    folds: tuple[Fold, ...] = ()
    may_be_faint: bool = False
    is_faint: bool = False


def made_ready(page: Grey, settings: ReadingSettings, *, faint: bool = False) -> Ready:
    """Bring type to the size that is read best, and make paper of what is none.

    What is to be done is found out on the reduced page. A page that bears no type stays as it is. A negative
    (a photostat's light type on dark paper) is made a positive. With ``faint`` the type is taken to be
    fainter than other ink.
    """
    ready = _made_ready(page, settings, faint=faint)
    if not settings.find_negatives or np.median(page[::_SAMPLED, ::_SAMPLED]) >= _DARK:
        return ready
    if not ready.is_blank and ready.ink.share < _INKED:
        return ready  # a sheet on a dark bed
    positive = _made_ready(np.invert(page), settings, faint=faint)
    is_negative = not positive.is_blank and positive.ink.share < ready.ink.share
    return positive if is_negative else ready


_DARK, _SAMPLED = 100, 8
"""Grey, 0..255, below which more than half of a dark page lies, by one pixel in so many across and down."""

_INKED = 0.1
"""Share of a page that type never covers."""


def _made_ready(page: Grey, settings: ReadingSettings, *, faint: bool) -> Ready:
    small, scale = reduced(page)
    areas = dark_areas(small) if settings.cut_edges else None
    small = small if areas is None else cleared(small, areas)
    paper = paper_of(small) if settings.level_paper else None
    small = small if paper is None else level_paper(small, paper)
    ink = ink_of(small, scale)
    is_faint = faint or not bears_type(ink)
    may_be_faint = not is_faint and _may_be_faint(small, scale, ink)
    if is_faint:
        ink = ink_of(small, scale, faint=True)
        if settings.find_blank and not bears_type(ink):
            return Ready(page, ink, 1.0, is_blank=True)
    factor = _factor(ink.letter_height, max(page.shape)) if settings.scale_type else 1.0
    pixels = scaled(page, factor)
    if areas is not None:
        pixels = cleared(pixels, areas)
    if paper is not None:
        pixels = level_paper(pixels, paper)
    if settings.level_paper:
        pixels = in_full_contrast(pixels, stroke_of(small, ink, faint=is_faint))
    ink = replace(ink, scale=scale / factor)
    return Ready(pixels, ink, factor, may_be_faint=may_be_faint, is_faint=is_faint)


def _may_be_faint(small: Grey, scale: float, ink: Ink) -> bool:
    """Tell a page with few letters, and many more in rows that are fainter than half of its darkest ink."""
    if len(ink.letters) >= _FEW_LETTERS:
        return False
    fainter = ink_of(small, scale, faint=True)
    return len(fainter.letters) >= _TIMES_AS_MANY * len(ink.letters) and bears_type(fainter)


_FEW_LETTERS, _TIMES_AS_MANY = 200, 2
"""Letters of a page that may be its stamps alone; how many times as many the typed ones are at least."""


def _factor(letter_height: float, long_side: int) -> float:
    """Give the scale at which type of this height, in pixels, is read best."""
    if letter_height > _LARGE_TYPE:
        return _AMPLE_TYPE / letter_height
    if 0 < letter_height < _SMALL_TYPE:
        enlarged = min(_GOOD_TYPE / letter_height, _MOST_ENLARGED, _LONGEST / long_side)
        return max(enlarged, 1.0)
    return 1.0
