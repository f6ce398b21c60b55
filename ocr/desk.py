"""Reading the pixels of one page: what is given to Tesseract, and where its words stand on the page.

Rows of type are found and cut out, and read each by itself: short ones twice, those of which Tesseract's
layout leaves nothing once more as raw lines (``ocr.second``), and numbers between dashes without these.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ocr.cutting import Cut, cut_rows
from ocr.dashes import is_number, number_on
from ocr.faint import box_of, darkened, faint_rows, is_read, mirrored, shines_through
from ocr.ink import Ink
from ocr.readers import Readers
from ocr.reduced import Grey, narrowed
from ocr.row_ends import Line
from ocr.rows import Row, find_rows, in_page_order
from ocr.second import (
    NARROWER,
    by_sureness,
    differing,
    doubted,
    doubtfully_signed,
    is_better,
    is_torn,
    read_twice,
    unborne,
)
from ocr.settings import TYPESCRIPT, ReadingSettings
from ocr.struck_signs import told
from schemas.pages import Box, Word
from schemas.problems import Code, TransientError

_PAGE = ("--psm", "3")
_BLOCK = ("--psm", "6")
_LINE = ("--psm", "7")
_RAW = ("--psm", "13")
_NO_INVERSION = (
    "-c",
    "tessedit_do_invert=0",
)  # type is dark on light: 5% faster, a little more precise
_USUAL_DPI = 300
_LEAST_SECONDS = 0.1  # for a reading of a page that has used up its time


@dataclass(frozen=True, slots=True)
class Read:
    """What was read: the words; row by row, the rows that their lines count, and boxes of doubtful words.

    A word is doubtful that a second reading does not bear out; ``unborne`` are the boxes of words before
    which one alone of two readings has a sign; ``unread`` the boxes of faint rows that were read badly.
    """

    words: tuple[Word, ...] = ()
    rows: tuple[Row, ...] = ()
    doubtful: frozenset[Box] = frozenset()
    unborne: frozenset[Box] = frozenset()
    unread: tuple[Box, ...] = ()

    def doubted(self) -> tuple[Word, ...]:
        """Give the words, the doubtful ones with less confidence."""
        return tuple(doubted(word) if word.box in self.doubtful else word for word in self.words)


@dataclass(slots=True)
class Desk:
    """What every reading of one page needs.

    ``narrowing`` is the width, 0..1, at which Tesseract gets what it is to read; ``spent`` its seconds.
    """

    settings: ReadingSettings
    readers: Readers
    narrowing: float = 1.0
    spent: float = 0.0

    def begin(self) -> None:
        """Have Tesseract started while the page is made ready, if it was not before."""
        options = _LINE if self.settings.find_rows else _PAGE
        self.readers.begin(_USUAL_DPI, (*options, *_NO_INVERSION))

    def page(self, pixels: Grey, ink: Ink) -> Read:
        """Read an upright page row by row, or as Tesseract parts it; boxes are pixels of ``pixels``.

        Raises as ``Standing.read``.
        """
        if self.settings.find_rows:
            return self._rows(pixels, ink)
        return Read(self._words(pixels, _PAGE))

    def block(self, pixels: Grey) -> tuple[Word, ...]:
        """Read a piece as one block of lines; else as ``page``."""
        return self._words(pixels, _BLOCK)

    def _words(self, pixels: Grey, options: tuple[str, ...]) -> tuple[Word, ...]:
        (words,) = self._read([narrowed(pixels, self.narrowing)], options)
        return tuple(word._replace(box=_widened(word.box, self.narrowing)) for word in words)

    def _rows(self, pixels: Grey, ink: Ink) -> Read:
        """Read a page row by row; lines count the rows."""
        narrow = narrowed(pixels, self.narrowing)
        found = find_rows(ink)
        faint = faint_rows(pixels, ink, found) if self.settings.find_faint_rows else []
        if faint:
            found = in_page_order([*found, *faint], ink.letter_height)
        cuts = list(cut_rows(narrow, found, ink, self.narrowing))
        faint_lines = [
            line for line, cut in enumerate(cuts) if any(cut.row is one for one in faint)
        ]
        for line in faint_lines:
            cuts[line] = replace(cuts[line], pixels=darkened(cuts[line].pixels))
        if not cuts:
            return Read()
        rows = tuple(cut.row for cut in cuts)
        read = self._read([cut.pixels for cut in cuts], _LINE)
        first = [self._placed(read[line], line, cut) for line, cut in enumerate(cuts)]
        for line, numbered in self._numbers(cuts, ink).items():
            first[line] = numbered
        is_twice = self.settings.read_short_rows_twice
        twice = read_twice(rows, first, ink.letter_height) if is_twice else []
        for_signs = set(doubtfully_signed(first) if is_twice else ()) - set(twice)
        doubtful: set[Box] = set()
        alone: set[Box] = set()
        lines = [*twice, *sorted(for_signs)]
        again = self._read([narrowed(cuts[line].pixels, NARROWER) for line in lines], _LINE)
        for line, words in zip(lines, again, strict=True):
            other = self._placed(words, line, cuts[line], NARROWER)
            if line not in for_signs:
                first[line], other = by_sureness(first[line], other)
                doubtful.update(word.box for word in differing(first[line], other))
            alone.update(word.box for word in unborne(first[line], other))
        torn = [line for line, words in enumerate(first) if is_torn(words)]
        for line, words in zip(torn, self._raw([cuts[line] for line in torn], ink), strict=True):
            raw = self._placed(words, line, cuts[line])
            if is_better(raw, first[line]):
                first[line] = raw
        unread = self._leave_out_unread(first, cuts, faint_lines, ink)
        return Read(
            tuple(word for words in first for word in words),
            rows,
            frozenset(doubtful),
            frozenset(alone),
            unread,
        )

    def _numbers(self, cuts: Sequence[Cut], ink: Ink) -> dict[int, list[Word]]:
        """Give the words of cuts that hold a number between dashes, where it is read surely by itself."""
        lines = (Line(cut.row.x0, cut.row.foot) for cut in cuts)
        found = [(at, dashed) for at, line in enumerate(lines) if (dashed := number_on(line, ink))]
        alone = [dashed.alone(cuts[at].pixels, cuts[at].x0, self.narrowing) for at, dashed in found]
        return {
            at: dashed.words(*self._placed(words, at, cuts[at]))
            for (at, dashed), words in zip(found, self._read(alone, _LINE), strict=True)
            if is_number(words)
        }

    def _leave_out_unread(
        self, read: list[list[Word]], cuts: Sequence[Cut], faint: Sequence[int], ink: Ink
    ) -> tuple[Box, ...]:
        """Leave the words of faint rows that were read badly out of ``read``; give the boxes of these rows.

        Rows that shine through from the back are none. ``faint`` are their places among the ``cuts``.
        """
        badly = [line for line in faint if not is_read(read[line])]
        behind = self._read([mirrored(cuts[line].pixels) for line in badly], _LINE)
        unread = [
            box_of(cuts[line].row, ink.letter_height)
            for line, words in zip(badly, behind, strict=True)
            if not shines_through(read[line], words)
        ]
        for line in badly:
            read[line] = []
        return tuple(unread)

    def _raw(self, cuts: Sequence[Cut], ink: Ink) -> list[tuple[Word, ...]]:
        """Read cuts past Tesseract's layout, which gives boxes as high as the cut."""
        read = self._read([cut.pixels for cut in cuts], _RAW)
        high = round(ink.letter_height)
        return [
            tuple(
                word._replace(box=word.box._replace(y0=max(0, cut.foot - high), y1=cut.foot))
                for word in words
            )
            for cut, words in zip(cuts, read, strict=True)
        ]

    def _placed(self, words: Sequence[Word], line: int, cut: Cut, width: float = 1.0) -> list[Word]:
        """Give the words read on a cut, made ``width`` times as wide, with boxes in page pixels."""
        return [
            word._replace(
                line=line,
                box=_widened(cut.on_page(_widened(word.box, width)), self.narrowing),
            )
            for word in words
        ]

    def _read(self, images: Sequence[Grey], options: tuple[str, ...]) -> list[tuple[Word, ...]]:
        if not images:
            return []
        seconds = max(self.settings.page_seconds - self.spent, _LEAST_SECONDS)
        try:
            found = self.readers.read(images, _USUAL_DPI, seconds, (*options, *_NO_INVERSION))
        except TransientError as error:
            if error.code is Code.PAGE_TIMEOUT:
                self.spent += seconds
            raise
        self.spent += found.seconds
        if self.readers.engine.language == TYPESCRIPT:
            return [told(words) for words in found.words]
        return found.words


def _widened(box: Box, narrowing: float) -> Box:
    """Bring a box on a narrowed image back to the image."""
    return Box(round(box.x0 / narrowing), box.y0, round(box.x1 / narrowing), box.y1)
