"""Reads one page image: from the stored pixels to words on the upright page.

The steps: dark edges and grey paper are made white, and type black; blank pages are told by their ink and not
read; the page is turned and levelled; folds across it are taken out; small type is enlarged and large type
reduced, because Tesseract was trained on type of about 300 dpi; the rows of type are found and cut out, and
Tesseract reads each by itself; words that are struck through are marked; letters of doubtful words are
compared with the page's own; what is no type is left out. Each step can be switched in
``ReadingSettings``. What each is worth is measured in ``bench/``.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial

import cv2
import numpy as np
from threadpoolctl import threadpool_limits

from ocr.comparing import compared
from ocr.desk import Desk, Read
from ocr.folds import find_folds, touched, without_folds
from ocr.images import Grey, PageImage
from ocr.ink import Ink, find_ink
from ocr.leftover import typed_rows, unread_type
from ocr.macrons import with_macrons
from ocr.order import in_order
from ocr.paper import without_faint_ink
from ocr.pitch import pitch_of_ink
from ocr.readers import Readers
from ocr.ready import Ready, made_ready
from ocr.scraps import without_scraps
from ocr.settings import ReadingSettings
from ocr.struck import Strike, find_strikes, is_one_of, mark_struck, without_strikes
from ocr.underlines import find_underlines, without_underlines
from ocr.upright import doubtful_turn, half_turn, levelled, lie_of, sideways_turn, slope_of, turned
from schemas.pages import Box, Page, Reading, Word
from schemas.problems import Problem, TransientError

# One reading has one core; threads of OpenCV, and of the products of matrices below it and NumPy, would only
# take it from the neighbours, or wait for it (a fiftieth of a run's processor time).
cv2.setNumThreads(1)
threadpool_limits(1, user_api="blas")

_AMPLE_PITCH = 0.8  # letter heights; more is slower and no better, less loses letters of worn type
_NARROWEST, _HARDLY_NARROWED = 0.6, 0.97
_LEAST_TILT = 0.15  # degrees; less does not matter to the reading, and levelling blurs
_WELL_READ = 0.7  # confidence
_NO_SPECKS = 4  # letters
# mean confidence, below which a page may stand on its head, or its back be read
_DOUBTFUL_PAGE = 0.75
_BETTER_UNREAD = 0.6  # confidence of words, below which most are read of what is no type
_HEAD_UP = 0.08  # see ``upright.Lie``: typed pages have 0.17 and more
_LEGIBLE = 0.5  # confidence of a word that proves type on a page


@dataclass(frozen=True, slots=True)
class Bare:
    """An upright page without the lines under and through its words, as Tesseract gets it.

    ``struck`` are the pixels with ``strikes``, the lines through words, still in them.
    """

    pixels: Grey
    ink: Ink
    struck: Grey
    strikes: tuple[Strike, ...]


def read_page(
    image: PageImage,
    number: int,
    settings: ReadingSettings,
    readers: Readers,
) -> Page:
    """Read page ``number`` of a source. A page's own trouble comes back as its ``problem``.

    Raises only what is not the page's trouble: TerminalError(ENVIRONMENT_TESSERACT_MISSING), and
    ``ocr.children.StoppedError`` after ``terminate_children``.
    """
    began = time.thread_time()
    desk = Desk(settings, readers)
    desk.begin()
    ready = made_ready(image.pixels, settings)
    words: tuple[Word, ...] = ()
    read = Read()
    problem = None
    is_blank = ready.is_blank
    if not is_blank:
        try:
            ready, read = _read_either(image.pixels, ready, desk)
            words = read.doubted()
            is_blank = not any(map(_is_legible, words)) and not _bears_unread_rows(ready, desk)
        except TransientError as error:
            problem = error.problem
        else:
            words = words if any(map(_is_legible, words)) else ()
            if settings.find_macrons:
                words = with_macrons(words, ready.pixels)
    height, width = (round(side / ready.factor) for side in ready.pixels.shape)
    unread = (*unread_type(ready.ink, words), *read.unread) if words else ()
    if not words and not is_blank:
        unread = typed_rows(ready.ink)
    engine = readers.engine
    seconds = time.thread_time() - began + desk.spent
    return Page(
        number=number,
        image_sha256=image.sha256,
        width=width,
        height=height,
        dpi=image.dpi,
        rotation=ready.rotation,
        skew_degrees=round(0.0 - ready.slope, 2),
        is_blank=is_blank,
        words=tuple(word._replace(box=_unscaled(word.box, ready.factor)) for word in words),
        reading=Reading(str(engine), settings.profile(engine), round(seconds, 3)),
        problem=problem,
        unread=tuple(_unscaled(box, ready.factor) for box in unread),
    )


def failed_page(number: int, problem: Problem) -> Page:
    """Give the page that stands for an image that could not be opened."""
    return Page(number, "", 0, 0, None, 0, 0.0, False, (), None, problem)


def _narrowing(ink: Ink) -> float:
    """Give the width at which type is read best whose letters stand as far apart as these.

    Tesseract learned printed type, which is narrower; and its time is by width.
    """
    pitch = pitch_of_ink(ink)
    if pitch is None or not ink.letter_height:
        return 1.0
    narrowing = _AMPLE_PITCH * ink.letter_height / pitch
    return max(narrowing, _NARROWEST) if narrowing < _HARDLY_NARROWED else 1.0


def _read_either(page: Grey, ready: Ready, desk: Desk) -> tuple[Ready, Read]:
    """Read a page, and if its type may be fainter than its ink that too; give what is read better.

    Raises as ``Standing.read``.
    """
    read = _read_from_front(ready, desk)
    if not ready.may_be_faint:
        return read
    found = _read_from_front(made_ready(page, desk.settings, faint=True), desk)
    is_better = _letters_gained(found[1].words) > _letters_gained(read[1].words)
    return found if is_better or not any(map(_is_legible, read[1].words)) else read


def _read_from_front(ready: Ready, desk: Desk) -> tuple[Ready, Read]:
    """Read a page; no words where faint ones shine through from its back. Raises as ``Standing.read``."""
    ready, read = _read_upright(ready, desk)
    is_doubtful = _mean_confidence(read.words) < _DOUBTFUL_PAGE
    if ready.is_faint and is_doubtful and _shines_through(ready, read.words, desk):
        return ready, Read()
    return ready, read


def _shines_through(ready: Ready, words: Sequence[Word], desk: Desk) -> bool:
    """Tell type that is read better in a mirror than as it stands. Raises as ``Standing.read``."""
    behind = desk.block(np.ascontiguousarray(ready.pixels[:, ::-1]))
    return _letters_gained(behind) > max(_letters_gained(words), 0.0)


def _bears_unread_rows(ready: Ready, desk: Desk) -> bool:
    """Tell a page of which nothing was read with rows of type on it, that do not shine through from its back.

    Raises as ``Standing.read``.
    """
    return bool(typed_rows(ready.ink)) and not _shines_through(ready, (), desk)


def _unscaled(box: Box, factor: float) -> Box:
    """Bring a box back to the page as it is stored."""
    return Box(*(round(edge / factor) for edge in box))


def _read_upright(ready: Ready, desk: Desk) -> tuple[Ready, Read]:
    """Lay the page upright and read it. Raises as ``Standing.read``.

    A doubtful page is turned, and cleared of faint ink, only when the whole of it is read better that way.
    """
    if not desk.settings.find_upright:
        ready = _level(ready, slope_of(ready.ink), desk.settings)
        ready = without_folds_of(ready, desk.settings)
        return ready, _read_struck(ready, desk)
    weigh = partial(_letters_read, desk)
    lie = lie_of(ready.ink)
    slope = lie.slope
    if lie.is_surely_down:
        ready = _turn(ready, sideways_turn(ready.pixels, ready.ink, weigh))
        slope = slope_of(ready.ink)
    elif lie.head_up < -_HEAD_UP:
        ready = _turn(ready, half_turn(ready.pixels, ready.ink, weigh))
    ready = without_folds_of(_level(ready, slope, desk.settings), desk.settings)
    read = _read_struck(ready, desk)
    if (
        ready.rotation == 0
        and abs(lie.head_up) <= _HEAD_UP
        and _mean_confidence(read.words) < _DOUBTFUL_PAGE
    ):
        rotation = doubtful_turn(ready.pixels, ready.ink, lie, weigh)
        if rotation:
            other = _turn(ready, rotation)
            other = _level(other, slope_of(other.ink), desk.settings)
            other = without_folds_of(other, desk.settings)
            found = _read_struck(other, desk)
            if _well_read(found.words) > _well_read(read.words):  # a strip of specks says little
                ready, read = other, found
    if desk.settings.level_paper and _mean_confidence(read.words) < _DOUBTFUL_PAGE:
        found = _without_faint_ink(ready, desk)
        # What is left out of it stays in the page's ink, and is told as unread.
        read = max(read, found, key=lambda one: _letters_gained(one.words))
    return ready, read


def _without_faint_ink(ready: Ready, desk: Desk) -> Read:
    """Read a page again without its faint ink; nothing when it has none."""
    pixels = without_faint_ink(ready.pixels)
    if np.array_equal(pixels, ready.pixels):
        return Read()
    return _read_struck(replace(ready, pixels=pixels, ink=find_ink(pixels)), desk)


def _read_struck(ready: Ready, desk: Desk) -> Read:
    """Read an upright page with the lines through words taken out, and mark those words."""
    height = ready.ink.letter_height
    desk.narrowing = _narrowing(ready.ink) if desk.settings.narrow_type else 1.0
    bare = without_lines(ready, desk.settings)
    read = desk.page(bare.pixels, bare.ink)
    words = read.words
    if desk.settings.find_struck:
        words = mark_struck(
            bare.struck, bare.strikes, words, height, read.rows, unborne=read.unborne
        )
    words = touched(words, ready.folds, height)
    if desk.settings.compare_letters:
        words = compared(words, bare.pixels, read.rows)
    if desk.settings.leave_out_scraps:
        words = without_scraps(words)
    return replace(read, words=in_order(words))


def without_folds_of(ready: Ready, settings: ReadingSettings) -> Ready:
    """Take the folds across an upright page out of it."""
    folds = find_folds(ready.ink) if settings.take_out_folds else ()
    if not folds:
        return ready
    pixels = without_folds(ready.pixels, folds, ready.ink.letter_height)
    return replace(ready, pixels=pixels, ink=find_ink(pixels), folds=folds)


def without_lines(ready: Ready, settings: ReadingSettings) -> Bare:
    """Take the lines under words, and those through words, out of an upright page.

    A line low in capitals can be taken for one and the other: then it goes through them.
    """
    height, pixels, ink = ready.ink.letter_height, ready.pixels, ready.ink
    underlines = find_underlines(ink) if settings.take_out_underlines else ()
    if underlines and settings.find_struck:
        through = find_strikes(ink)
        underlines = tuple(line for line in underlines if not is_one_of(line, through, height))
    if underlines:
        pixels = without_underlines(pixels, underlines, height)
        ink = find_ink(pixels)  # letters that an underline held together are letters again
    struck, strikes = pixels, find_strikes(ink) if settings.find_struck else ()
    if strikes:
        pixels = without_strikes(pixels, strikes, height)
        ink = find_ink(pixels)
    return Bare(pixels, ink, struck, strikes)


def _turn(ready: Ready, rotation: int) -> Ready:
    """Turn clockwise; a page that was levelled before is levelled again from its ink."""
    if not rotation:
        return ready
    pixels = turned(ready.pixels, rotation)
    return replace(
        ready, pixels=pixels, ink=find_ink(pixels), rotation=(ready.rotation + rotation) % 360
    )


def _level(ready: Ready, slope: float, settings: ReadingSettings) -> Ready:
    if not settings.level_lines or abs(slope) < _LEAST_TILT:
        return ready
    # The ink is found anew: turning the reduced mask instead leaves stairs that look like strikes.
    pixels = levelled(ready.pixels, slope)
    return replace(ready, pixels=pixels, ink=find_ink(pixels), slope=ready.slope + slope)


def _letters(word: Word) -> int:
    return sum(map(str.isalnum, word.text))


def _letters_read(desk: Desk, pixels: Grey) -> float:
    """Read a piece that may lie any way, and count the letters of its well-read words."""
    return _well_read(desk.block(pixels))


def _well_read(words: Iterable[Word]) -> float:
    """Count the letters of well-read words: no figures, which stamps up the margin have.

    Specks make short words, and some are read down the page.
    """
    counted = (
        sum(map(str.isalpha, word.text))
        for word in words
        if word.confidence >= _WELL_READ and not _runs_down(word)
    )
    return float(sum(letters for letters in counted if letters >= _NO_SPECKS))


def _mean_confidence(words: Iterable[Word]) -> float:
    """Give the mean confidence by letters, 0..1; 0.0 without letters.

    What the engine read down the page is not read as it lies.
    """
    read = [(0.0 if _runs_down(word) else word.confidence, _letters(word)) for word in words]
    return sum(sure * count for sure, count in read) / max(sum(count for _, count in read), 1)


def _letters_gained(words: Iterable[Word]) -> float:
    """Count letters by how surely they are read; those of shades and grain count against them."""
    return sum((word.confidence - _BETTER_UNREAD) * _letters(word) for word in words)


def _runs_down(word: Word) -> bool:
    return word.box.height > word.box.width and _letters(word) >= _NO_SPECKS


def _is_legible(word: Word) -> bool:
    """Tell whether a word proves that the page bears type: two letters, or a sure digit."""
    letters = _letters(word)
    return (letters >= 2 and word.confidence >= _LEGIBLE) or (
        letters == 1 and word.confidence >= _WELL_READ and any(map(str.isdigit, word.text))
    )
