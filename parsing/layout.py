"""Rows and columns of a page, from the boxes of its words.

The engine's own lines are kept together, but its blocks are not trusted: pieces at one height are one row
again, and a row falls into segments where a gap is wider than a typist leaves between words. Assumes an
upright page (tilt below half a degree) and type of about one size.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import InitVar, dataclass, field
from itertools import accumulate, compress, pairwise
from operator import attrgetter, itemgetter
from statistics import median

from parsing.page_names import PageNames, names_in
from parsing.pitch import pitch_of
from parsing.read_twice import by_line, without_twice_read
from parsing.scraps import ends_with_label, is_read_as_type, is_scrap
from parsing.streaks import without_streaks
from parsing.typed_words import BRACKETS, as_typed
from schemas.pages import Box, Page, Word

_SEGMENT_GAP = 3.3
"""A gap of more letter widths than this parts two segments; two blanks after a full stop do not."""

RUNNING = 25
"""Characters of a row that is a line of running text."""

_SINGLE = 2.0
"""Letter widths of a single-spaced line at most."""

_JOINED = 2.6
"""Letter widths within which a short word at a line's end belongs to the line."""

_SIGN = re.compile(r"[^\W_]")
"""A letter or figure."""

_TWO_SIGNS = re.compile(r"[^\W_].*?[^\W_]")
"""Two letters or figures."""

_HIGHEST = 1.3
"""Letter widths that type is high at most: where lines stand close, boxes of words are higher."""

_TALLEST = 3.5
"""Letter heights that a word is high at most."""

_SAME_ROW = 0.6
"""Two pieces of type stand in one row when their middles differ by less than this share of a letter."""


class Passage:
    """Words joined by single blanks (``text``), which knows the word that each character came from."""

    __slots__ = ("_box", "_names", "_starts", "_sureness", "page", "text", "words")

    def __init__(self, words: Sequence[Word], page: int) -> None:
        self.words = tuple(words)
        self.page = page
        self.text = " ".join([word.text for word in self.words])
        self._names: tuple[tuple[str, Word], ...] | None = None
        self._starts: tuple[int, ...] | None = None
        self._box: Box | None = None
        self._sureness: float | None = None

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.text!r})"

    @property
    def names(self) -> tuple[tuple[str, Word], ...]:
        """The names in capitals, each with the word that bears it."""
        if self._names is None:
            self._names = tuple(
                [
                    (name, word)
                    for word in self.words
                    if not word.text.islower()
                    for name in names_in(word.text)
                ]
            )
        return self._names

    @property
    def starts(self) -> tuple[int, ...]:
        """Where each word begins in ``text``."""
        if self._starts is None:
            lengths = [len(word.text) + 1 for word in self.words[:-1]]
            self._starts = tuple(accumulate(lengths, initial=0)) if self.words else ()
        return self._starts

    @property
    def box(self) -> Box:
        """What the words cover, in pixels of the upright page."""
        if self._box is None:
            self._box = Box.around([word.box for word in self.words])
        return self._box

    @property
    def sureness(self) -> float:
        """Mean confidence of the words, 0..1; 0 without words."""
        if self._sureness is None:
            read = [word.confidence for word in self.words]
            self._sureness = sum(read) / len(read) if read else 0.0
        return self._sureness

    def words_between(self, start: int, end: int) -> tuple[Word, ...]:
        """Give the words that ``text[start:end]`` touches."""
        first = max(bisect_right(self.starts, start) - 1, 0)
        last = bisect_right(self.starts, max(end - 1, start))
        return self.words[first:last]

    def cut(self, start: int, end: int | None = None) -> Passage:
        """Give the passage of the words that begin within ``text[start:end]``."""
        first = bisect_left(self.starts, start)
        stop = bisect_left(self.starts, len(self.text) if end is None else end)
        return Passage(self.words[first:stop], self.page)

    def after(self, at: int) -> Passage:
        """Give the words from character ``at`` on; a word that begins before it is cut in two."""
        first = bisect_left(self.starts, at)
        words = self.words[first:]
        if first and (within := at - self.starts[first - 1]) < len(self.words[first - 1].text):
            word = self.words[first - 1]
            words = (word.part(within, len(word.text)), *words)
        return Passage(words, self.page)


class Segment(Passage):
    """Words of a row that stand together: a column's piece."""

    __slots__ = ()


@dataclass(eq=False, slots=True)
class Row:
    """All type at one height of a page, from left to right.

    ``passage`` are its ``words`` as one passage, ``text`` with one blank between them, columns or not.
    ``box`` is what the row covers and ``middle`` the height of its middle, in pixels; ``known_middle`` is
    that, where it was worked out before.
    """

    page: int
    segments: tuple[Segment, ...]
    known_middle: InitVar[float | None] = None
    passage: Passage = field(init=False, repr=False)
    words: tuple[Word, ...] = field(init=False, repr=False)
    text: str = field(init=False, repr=False)
    box: Box = field(init=False, repr=False)
    middle: float = field(init=False, repr=False)

    def __post_init__(self, known_middle: float | None) -> None:
        if len(self.segments) == 1:
            self.passage = self.segments[0]
        else:
            words = [word for segment in self.segments for word in segment.words]
            self.passage = Passage(words, self.page)
        self.words = self.passage.words
        self.text = self.passage.text
        self.box = self.passage.box
        self.middle = _middle(self.words) if known_middle is None else known_middle

    def without_scraps(self, layout: Layout) -> Row | None:
        """Leave out what is read far less surely than the page's type: specks, stamps.

        What begins where the page's lines begin is no scrap. Gives ``None`` when nothing is left.
        """
        if is_read_as_type(self.words, layout) and _TWO_SIGNS.search(self.text):
            return self
        kept: list[Segment] = []
        before = None
        for segment in self.segments:
            if not is_scrap(segment, layout) or (before is not None and ends_with_label(before)):
                kept.append(segment)
            before = segment
        signs = "".join([segment.text for segment in kept])
        if _TWO_SIGNS.search(signs) is None and (
            BRACKETS.isdisjoint(signs) or not signs.strip("|")
        ):
            return None
        return self if len(kept) == len(self.segments) else Row(self.page, tuple(kept))


@dataclass(eq=False, slots=True)
class Layout:
    """A page as rows, with the measures of its type in pixels.

    ``letter`` is the width of a letter with its share of the blank beside it, ``line`` the distance of
    consecutive rows of running text, ``left`` and ``right`` the edges of the running text. ``pitch`` is the
    width of a typed letter's place, ``None`` when the type has no steady one.

    ``number`` is the page's within its source, ``height`` are its pixels from top to bottom. ``usual`` tells
    how surely its words were read, 0..1, and ``names`` those in capitals that were surely read.
    """

    page: Page
    rows: tuple[Row, ...]
    letter: float
    line: float
    left: int
    right: int
    pitch: float | None = field(init=False)
    number: int = field(init=False)
    height: int = field(init=False)
    usual: float = field(init=False)
    names: PageNames = field(init=False)

    def __post_init__(self) -> None:
        self.pitch = pitch_of([piece.words for row in self.rows for piece in row.segments])
        self.number = self.page.number
        self.height = self.page.height
        self.usual = self.page.confidence or 0.0
        self.names = PageNames(self.page.words)

    @property
    def single(self) -> float:
        """Pixels between rows typed single-spaced, at most: on a double-spaced page too."""
        return min(self.line, _SINGLE * self.letter)

    def has_room(self, row: Row, word: Word, letter: float) -> bool:
        """Tell a row that has room behind it for a word and two letters, each ``letter`` pixels wide."""
        return self.right - row.box.x1 > word.box.width + 2 * letter


def _letter_width(words: Sequence[Word]) -> float:
    widths = [(word.box.x1 - word.box.x0) / len(word.text) for word in words if len(word.text) >= 4]
    return max(1.0, median(widths)) if widths else 20.0


def _type_of(words: Sequence[Word]) -> tuple[list[Word], float]:
    """Give the words that are no specks, rules or stamps beside the text, and the height of a letter."""
    heights = [word.box.y1 - word.box.y0 for word in words]
    signed = [word.text[:1].isalnum() or _SIGN.search(word.text) is not None for word in words]
    lettered = list(compress(heights, signed))
    letter = max(1.0, median(lettered)) if lettered else 30.0
    tallest = _TALLEST * letter
    typed = [
        word
        for word, height, is_signed in zip(words, heights, signed, strict=True)
        if height <= tallest and (is_signed or _is_typed_sign(word, letter))
    ]
    return typed, letter


def _is_typed_sign(word: Word, letter: float) -> bool:
    """Tell type without letter or figure from what an engine makes of specks and rules."""
    if not word.text or word.text.isspace():
        return False
    if word.box.height < 0.12 * letter and len(word.text) > 2:
        return False  # a drawn rule read as dashes
    return word.confidence >= 0.3 or any(char in "[](){}%" for char in word.text)


def segments_of(words: Sequence[Word], page: int, letter: float) -> tuple[Segment, ...]:
    """Part the words of a row, in their order, where the white between two is wide; ``letter`` in pixels."""
    wide = _SEGMENT_GAP * letter
    parted = [at for at in range(1, len(words)) if words[at].box.x0 - words[at - 1].box.x1 > wide]
    if not parted or _are_spaced_letters(words):
        return (Segment(words, page),)
    return tuple(
        [Segment(words[start:end], page) for start, end in pairwise([0, *parted, len(words)])]
    )


def _are_spaced_letters(words: Sequence[Word]) -> bool:
    """Tell capitals typed with a blank behind each, and several between words: ``T O P   S E C R E T``."""
    return len(words) >= _FEWEST_SPACED and all(
        len(word.text) == 1 and word.text.isupper() for word in words
    )


_FEWEST_SPACED = 6


def _row(words: Sequence[Word], page: int, letter: float, middle: float) -> Row:
    ordered = sorted(words, key=_left)
    ends = [word.box.x1 for word in ordered]
    for at in range(len(ends) - 1) if sorted(ends) != ends else ():
        one, other = ordered[at : at + 2]
        read = ends[at + 1] < ends[at] and min(one.confidence, other.confidence) >= _ORDERED
        if read and one.line == other.line and words.index(other) < words.index(one):
            ordered[at : at + 2] = other, one  # its box is too wide; the reader tells their order
    return Row(page, segments_of(ordered, page, letter), middle)


_left = attrgetter("box.x0")

_ORDERED = 0.5
"""Confidence from which two words stand in the order in which they were read."""


def _middle(words: Sequence[Word]) -> float:
    """Give the height of the middle of words, in pixels: half of them stand above it."""
    doubled = sorted([word.box.y0 + word.box.y1 for word in words])
    half = len(doubled) // 2
    return (doubled[half] + doubled[~half]) / 4


def _rows(page: Page, words: Sequence[Word], letter: float, height: float) -> Iterator[Row]:
    pieces = [(_middle(piece), piece) for piece in by_line(words)]
    most = _SAME_ROW * min(height, _HIGHEST * letter)
    row: list[Word] = []
    middle = 0.0
    for here, piece in sorted(pieces, key=itemgetter(0)):
        if row and here - middle > most:
            yield _row(row, page.number, letter, middle)
            row = []
        middle = _middle([*row, *piece]) if row else here
        row.extend(piece)
    if row:
        yield _row(row, page.number, letter, middle)


def _edge(values: Sequence[int], letter: float, *, lowest: bool) -> int:
    """Give the commonest edge of running text: where most rows begin (or the far end of them)."""
    ordered = sorted(values)
    best, best_count = ordered[0 if lowest else -1], 0
    for value in ordered if lowest else reversed(ordered):
        count = bisect_right(ordered, value + letter) - bisect_left(ordered, value - letter)
        if count > best_count:
            best, best_count = value, count
    return best


def lay_out(page: Page) -> Layout:
    """Give a page's rows and measures. A page without words has no rows and nominal measures."""
    typed, height = _type_of(page.words)
    words = as_typed(without_streaks(without_twice_read(typed)))
    letter = _letter_width(words)
    rows = tuple(_rows(page, _within(words, letter), letter, height))
    if not rows:
        return Layout(page, (), letter, 2 * height, 0, page.width)
    steps = [after.middle - before.middle for before, after in pairwise(rows)]
    near = [step for step in steps if height * 0.8 < step < height * 4]
    long_rows = [row for row in rows if len(row.text) > RUNNING] or list(rows)
    return Layout(
        page=page,
        rows=rows,
        letter=letter,
        line=_commonest(near, height * 0.2) if near else 2 * height,
        left=_edge([row.box.x0 for row in long_rows], letter, lowest=True),
        right=max(row.box.x1 for row in long_rows),
    )


_ITEM = re.compile(r"[A-Z0-9]{1,2}\.")


def _within(words: Sequence[Word], letter: float) -> list[Word]:
    """Leave out scraps in the margins: punch holes and specks read as a character or two."""
    long = [word.box for word in words if len(word.text) >= 3]
    if len(long) < 20:
        return list(words)
    beyond = len(long) // 50
    left = sorted([box.x0 for box in long])[beyond] - letter
    right = sorted([box.x1 for box in long])[-(1 + beyond)] + letter
    return [
        word
        for at, word in enumerate(words)
        if len(word.text) > 2
        or (word.box.x1 > left and word.box.x0 < right)
        or _ITEM.fullmatch(word.text)
        or _is_beside(word, words[max(0, at - 1) : at + 2], letter)
    ]


def _is_beside(word: Word, neighbours: Sequence[Word], letter: float) -> bool:
    """Tell a short word that stands in a line, by its neighbours in the engine's order."""
    return any(
        other is not word
        and other.line == word.line
        and max(word.box.x0 - other.box.x1, other.box.x0 - word.box.x1) < _JOINED * letter
        for other in neighbours
    )


def _commonest(values: Sequence[float], width: float) -> float:
    """Give the middle of the most populous cluster of values, ``width`` pixels wide to each side."""
    ordered = sorted(values)
    spans = [
        (bisect_left(ordered, value - width), bisect_right(ordered, value + width))
        for value in ordered
    ]
    first, end = max(spans, key=lambda span: span[1] - span[0])
    return median(ordered[first:end])
