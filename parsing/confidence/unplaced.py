"""What of a message's share of its pages is in no record: words without a place, and type without words.

Both are the ruins of lost fields, or stamps and scrawl. Where they stand tells what they can be of: a zone
begins or ends at the header, the first and the last line of the text, and the notes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from enum import StrEnum
from functools import cache, cached_property
from itertools import chain
from operator import attrgetter
from statistics import median
from typing import NamedTuple

from parsing.draft import Draft
from parsing.findings import Finding
from parsing.layout import Layout
from parsing.lexicon import lexicon
from parsing.matching import characters_in, is_x_run, letters
from parsing.prose import Line
from parsing.sheets import SheetPages
from schemas.pages import Box, Word
from schemas.records import DocumentType

_BOX = attrgetter("box")

_FEWEST = 2
"""Letters and figures below which a word is a speck."""

_MOST_LETTERS = 30.0
"""Letters of a piece that is as wide as a line: a rule or a scrawl may be wider."""

_HEIGHT = (0.8, 1.3)
"""Height of type, in heights of the page's words."""

_ABOVE = 4.0
"""Lines above the first row of a header that stands within a page."""

_AFTER = 2.5
"""Lines within which something stands beside or next below another."""

_IN_LINE = 3.0
"""Letters by which the beginnings of lines differ at most."""

_HEAD_OF_PAGE = 0.4
"""Share of the page's height within which the header of its first message begins."""


@cache
def _labels() -> frozenset[str]:
    """Give the words of the header's labels, typed and as OCR reads them."""
    forms = (form for label in lexicon().labels.values() for form in (*label.forms, *label.seen))
    return frozenset(letters(word) for form in forms for word in form.split())


def is_label(text: str) -> bool:
    """Tell a word of a label of the header."""
    return letters(text) in _labels()


class Zone(StrEnum):
    """A part of a message's pages."""

    MARGIN = "header, where lines begin"
    LEFT = "left of the header"
    RIGHT = "right of the header"
    OPENING = "head of the text"
    TEXT = "text"
    CLOSING = "end of the text"
    FOOT = "foot of a page"
    NOTES = "among the notes and below them"
    ELSEWHERE = "other messages"


class Loose(NamedTuple):
    """A piece without a place: its page, box, letters, and the word; ``None`` where none was read."""

    page: int
    box: Box
    letters: float
    word: Word | None

    @property
    def is_ink(self) -> bool:
        """No word was read of it."""
        return self.word is None


class Unplaced:
    """The pieces without a place of one message."""

    def __init__(self, draft: Draft, pages: SheetPages) -> None:
        self._draft = draft
        self._pages = pages

    @cached_property
    def pieces(self) -> tuple[Loose, ...]:
        """All pieces of the message, page by page."""
        return (*self.ink, *self._words())

    @cached_property
    def ink(self) -> tuple[Loose, ...]:
        """The pieces of which no word was read."""
        return tuple(piece for layout in self._pages.layouts for piece in self._ink(layout))

    def letters_in(self, zones: Collection[Zone], *, ink: bool) -> float:
        """Count the letters of unread type, or of words without a place, in some zones."""
        return sum(
            [piece.letters for piece, zone in self._zoned if zone in zones and piece.is_ink is ink]
        )

    @cached_property
    def _zoned(self) -> tuple[tuple[Loose, Zone], ...]:
        """The pieces, each with the zone that it stands in."""
        return tuple([(piece, self._zone(piece)) for piece in self.pieces])

    def ink_beside(self, finding: Finding[object]) -> float:
        """Count the letters of unread type among the words of a finding and next to them."""
        ink = [piece for piece in self.ink if piece.page == finding.page]
        if not finding.words or not ink:
            return 0.0
        layout = self._layout(finding.page)
        around = Box.around([word.box for word in finding.words])
        across, down = _AFTER * 2 * layout.letter, 0.3 * layout.line
        return sum(
            piece.letters
            for piece in ink
            if around.x0 - across < piece.box.x1
            and piece.box.x0 < around.x1 + across
            and around.y0 - down < (piece.box.y0 + piece.box.y1) / 2 < around.y1 + down
        )

    def _layout(self, page: int) -> Layout:
        return next(layout for layout in self._pages.layouts if layout.number == page)

    def _ink(self, layout: Layout) -> Iterator[Loose]:
        if not layout.page.unread:
            return
        heights = [foot - top for _, top, _, foot in map(_BOX, layout.page.words)]
        usual = median(heights) if heights else 0
        for box in layout.page.unread:
            if _HEIGHT[0] * usual <= box.height <= _HEIGHT[1] * usual:
                letters = min(_MOST_LETTERS, box.width / layout.letter)
                yield Loose(layout.number, box, letters, None)

    def _words(self) -> Iterator[Loose]:
        """Give the words within the message, and of the lines below it, that have no place."""
        for layout in self._pages.layouts:
            page = layout.number
            spans = (*self._text_span(layout), *self._foot_span(layout))
            if not spans:
                continue
            placed = self._placed.get(page, set())
            # nearly all words are placed as they were read
            for word in [word for word in layout.page.words if word.box not in placed]:
                middle = (word.box.y0 + word.box.y1) / 2
                if not [top for top, end in spans if top <= middle <= end]:
                    continue
                letters = characters_in(word.text)
                if letters < _FEWEST or is_x_run(word.text) or is_label(word.text):
                    continue
                if not word.box.is_covered(placed):
                    yield Loose(page, word.box, letters, word)

    def _foot_span(self, layout: Layout) -> Iterator[tuple[float, float]]:
        """Give from where to where the lines below the text stand on a page, in pixels."""
        boxes = [line.row.box for line in self._draft.foot if line.page == layout.number]
        if boxes:
            around = Box.around(boxes)
            yield float(around.y0), float(around.y1)

    def _text_span(self, layout: Layout) -> Iterator[tuple[float, float]]:
        """Give from where to where the message's text stands on a page, in pixels."""
        lines = self._draft.text
        if self._pages.kind is DocumentType.CORRECTION or not lines:
            return  # the words of a correction's text are kept nowhere
        if not lines[0].page <= layout.number <= lines[-1].page:
            return
        first, last = lines[0], lines[-1]
        top = first.row.box.y0 - layout.line if first.page == layout.number else 0.0
        if self._draft.head and self._draft.head[-1].page == layout.number:
            top = min(top, float(self._draft.head[-1].box.y1))
        end = last.row.box.y1 + _AFTER * layout.line
        yield top, end if last.page == layout.number else float(layout.height)

    @cached_property
    def _placed(self) -> dict[int, set[Box]]:
        """By page, the boxes of the words of header, furniture, findings, text and notes."""
        words: dict[int, list[Sequence[Word]]] = defaultdict(list)
        for row in (*self._draft.head, *self._draft.cut, *[line.row for line in self._draft.lines]):
            words[row.page].append(row.words)
        for finding in self._draft.findings.values():
            words[finding.page].append(finding.words)
        return {page: set(map(_BOX, chain.from_iterable(every))) for page, every in words.items()}

    @cached_property
    def _text(self) -> tuple[Line, ...]:
        """The lines of the text, without those of the notes."""
        of_notes = {id(line) for note in self._draft.notes for line in note.lines}
        lines = [line for line in self._draft.lines if id(line) not in of_notes]
        first = self._first_note
        return tuple(line for line in lines if first is None or _place(line) < first)

    @cached_property
    def _first_note(self) -> tuple[int, float] | None:
        return min(
            (_place(line) for note in self._draft.notes for line in note.lines), default=None
        )

    def _zone(self, piece: Loose) -> Zone:
        layout, box = self._layout(piece.page), piece.box
        at = (piece.page, (box.y0 + box.y1) / 2)
        if self._first_note is not None and at >= self._first_note:
            return Zone.NOTES
        head = self._draft.head
        if head and at < (head[0].page, _begin(head[0].page, head[0].box.y0, layout)):
            return Zone.ELSEWHERE
        if head and at <= (head[-1].page, head[-1].box.y1):
            return _zone_of_head(box, layout)
        return self._zone_of_text(at, layout)

    def _zone_of_text(self, at: tuple[int, float], layout: Layout) -> Zone:
        text = self._text
        if not text or at <= (text[0].page, text[0].row.box.y1):
            return Zone.OPENING if text else Zone.CLOSING
        on_page = [line for line in text if line.page == layout.number]
        if not on_page:
            return Zone.ELSEWHERE
        last = on_page[-1]
        if at[1] < last.row.box.y0 - _AFTER * layout.line:
            return Zone.TEXT
        if last is text[-1]:
            near = at[1] < last.row.box.y1 + _AFTER * 3 * layout.line
            return Zone.CLOSING if near else Zone.FOOT
        return Zone.FOOT if at[1] > last.row.box.y1 else Zone.TEXT


def _place(line: Line) -> tuple[int, float]:
    return line.page, float(line.row.box.y0)


def _zone_of_head(box: Box, layout: Layout) -> Zone:
    if abs(box.x0 - layout.left) <= _IN_LINE * layout.letter:
        return Zone.MARGIN
    return Zone.RIGHT if box.x0 > layout.page.width / 2 else Zone.LEFT


def _begin(page: int, top: int, layout: Layout) -> float:
    """Give where a header begins: with its page, or a few lines above its first row within one."""
    if page == layout.number and top > _HEAD_OF_PAGE * layout.page.height:
        return top - _ABOVE * layout.line
    return 0.0
