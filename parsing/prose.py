"""Lines made into paragraphs: line ends rejoined, hyphens undone, page breaks remembered.

A paragraph begins by a first-line indent or by more space above than between its lines. A gap alone on its
line, set in the middle, does not end one. Where a page ends, the blank between two words is a form feed, so
that a place in the text still tells its page; ``readable`` takes them out.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from parsing.gap_lines import is_gap_line
from parsing.layout import Layout, Passage, Row
from parsing.raised import with_raised_words
from parsing.stamps import is_worded_stamp
from parsing.typed_over import is_speck, is_typed_over

PAGE_BREAK = "\f"

_SURE = 0.85
"""Confidence from which a row tells where lines begin."""

_BESIDE = 0.6
"""Letters by which lines that begin at one stop of the carriage differ."""

_FAR = 14
"""Letters right of a label beyond which no line of its note begins."""

_TALL = 1.7
"""Heights of a single-spaced line, in letter widths."""

_INDENT = 1.8
"""Letters by which a first line stands in."""

_SPACE_ABOVE = 1.3
"""Line distances above a row that begin a paragraph."""

_LINE_LEFT_OUT = 1.75
"""Line distances from which a line was left out above a row."""

_SHORT = 12
"""Letters by which a paragraph's last line ends before the others."""

_HANGS = 1.3
"""Letters by which lines of one column may differ."""

_HANGS_BELOW = 2.2
"""Letters by which a line hanging under an item may begin beside the item's text: at the next stop."""

_LISTED = re.compile(r"(?:\d{1,2}|[A-Z])\.\s|[(\[{/][^\w\s]?[a-z][)\]}/]\s")
"""The head of an item of a list in the message."""

_STAMPED_MONTH = re.compile(r"\W{0,4}(?:\w{1,2}\W{0,2})?[A-Z]{3}\W{0,2}19\d[\d!]\W{0,2}")
"""The month of a stamp, which has capitals where a typed one has small letters."""

_STOPS = (".", ":", "?", "!", '"')
_SENTENCE_ENDS = (*_STOPS, "]", "}")
_GAP_AT_HEAD = re.compile(r"[\[{(/£LZf1]?\s?\d{1,3} gr\w+")
"""The head of a line that begins with a gap, which stands in the middle of a line when it is long."""

_GOES_ON = ("-", ",", "(No.", " No.")
"""What ends a line in the middle of a sentence, besides a letter or figure."""

_HYPHEN = ("-", "¬", "=")
_HYPHENS = "-¬=~ "
"""What a hyphen at a line's end is read as, and with the specks behind it."""

_CAPITAL_END = re.compile(r"[A-Z]{2,}$|\b[A-Z]$")


@dataclass(frozen=True)
class Line:
    """A row of running text with the measures of its page."""

    row: Row
    layout: Layout

    @property
    def page(self) -> int:
        """Page within the source."""
        return self.row.page

    @cached_property
    def left(self) -> int:
        """Left edge in pixels, of the first word that is no speck."""
        typed = (word for word in self.row.words if any(map(_is_typed, word.text)))
        return next(typed, self.row.words[0]).box.x0

    @property
    def text(self) -> str:
        """The row's words, without those typed over with X."""
        return self.passage.text

    @cached_property
    def passage(self) -> Passage:
        """The row's words as a passage, without those typed over with X, and specks."""
        words = [
            word
            for word in self.row.words
            if not (is_speck(word) or is_typed_over(word, self.layout))
        ]
        return self.row.passage if len(words) == len(self.row.words) else Passage(words, self.page)


def _is_typed(char: str) -> bool:
    return char.isalnum() or char in "[](){}/%"


def lines_of(layout: Layout, rows: Sequence[Row]) -> list[Line]:
    """Give the rows of one page as lines, without scraps of stamps and specks, and words of stamps.

    Words that stand half a line off are in their line.

    What hangs below a line where other lines begin as well is no scrap, however it was read, nor is a gap.
    """
    lines: list[Line] = []
    for row in with_raised_words(layout, rows):
        kept = row.without_scraps(layout)
        if kept is None and (is_gap_line(row.text) or (lines and _hangs(row, lines[-1], rows))):
            kept = row
        if kept is None or _STAMPED_MONTH.fullmatch(kept.text) or is_worded_stamp(kept.text):
            continue
        lines.append(Line(kept, layout))
    return lines


def _hangs(row: Row, above: Line, rows: Sequence[Row]) -> bool:
    """Tell a row of one piece close below a line that was surely read, hanging where other lines do.

    Below a line that ends in the middle of a sentence, surely read or not, one may begin where that does.
    """
    layout = above.layout
    step = row.middle - above.row.middle
    near = 0 < step <= _SPACE_ABOVE * min(layout.line, 2 * _TALL * layout.letter)
    indent = (row.box.x0 - above.left) / layout.letter
    unended = above.text[-1:].isalnum() or above.text.endswith(_GOES_ON)
    hanging = _INDENT < indent <= _FAR and (unended or above.row.passage.sureness >= _SURE)
    hanging |= unended and abs(indent) <= _BESIDE
    if len(row.segments) > 1 or not near or not hanging or sum(map(str.isalnum, row.text)) < 2:
        return False
    sure = min(_SURE, layout.usual) if unended else _SURE
    return any(
        abs(other.box.x0 - row.box.x0) <= _BESIDE * layout.letter and other.passage.sureness >= sure
        for other in rows
    )


@dataclass(frozen=True, slots=True)
class _Measures:
    """Of the running text on one page, in pixels: left and right edge, distance of its lines.

    ``blocks`` says that its paragraphs have no indent, only space between them.
    """

    left: float
    right: float
    step: float
    blocks: bool


@dataclass(frozen=True, slots=True)
class _Item:
    """An item of a list: where its label and its text begin, in pixels, on which page."""

    label: int
    text: int
    page: int

    @classmethod
    def of(cls, line: Line) -> _Item | None:
        """Give the item that a line begins, if it looks like one."""
        words = line.row.words
        if _LISTED.match(line.text) is None or len(words) < 2:
            return None
        return cls(words[0].box.x0, words[1].box.x0, line.page)

    def goes_on(self, line: Line) -> bool:
        """Tell a line that hangs under the item's text."""
        return (
            line.page == self.page
            and abs(line.row.box.x0 - self.text) <= _HANGS_BELOW * line.layout.letter
        )

    def is_beside(self, other: _Item, letter: float) -> bool:
        """Tell items of one list: their labels stand in one column."""
        return self.page != other.page or abs(self.label - other.label) <= _HANGS * letter


def paragraph_starts(lines: Sequence[Line]) -> list[int]:
    """Give the indices of the lines with which paragraphs begin, across pages.

    An item of a list is a paragraph; its further lines may hang under its text.
    """
    measures = _measures(lines)
    starts: list[int] = []
    item: _Item | None = None
    hangs = False
    for at, line in enumerate(lines):
        own = _Item.of(line)
        before = lines[at - 1] if at else None
        close = before is None or before.page != line.page or (
            line.row.middle - before.row.middle <= _SPACE_ABOVE * measures[line.page].step
        )  # fmt: skip
        if item is not None and own is None and close and item.goes_on(line):
            hangs = True
        elif (
            before is None
            or (item is not None and own is not None and own.is_beside(item, line.layout.letter))
            or (item is not None and hangs and line.left < item.label and _ended(before, line))
            or _begins(line, before, measures)
        ):
            starts.append(at)
            item, hangs = own, False
    return starts


def paragraphs(lines: Sequence[Line], starts: Sequence[int]) -> list[list[Line]]:
    """Group lines into paragraphs that begin at ``starts``."""
    within = [start for start in starts if start < len(lines)]
    if not within:
        return []
    return [
        list(lines[start:end]) for start, end in zip(within, [*within[1:], len(lines)], strict=True)
    ]


def _measures(lines: Sequence[Line]) -> dict[int, _Measures]:
    """Give the measures of the running text for each page: its left edge is where most lines begin."""
    measures: dict[int, _Measures] = {}
    for page in {line.page for line in lines}:
        here = [line for line in lines if line.page == page]
        edges = [line.left for line in here]
        letter = here[0].layout.letter
        best = max(
            set(edges),
            key=lambda edge: (sum(abs(edge - other) <= 0.8 * letter for other in edges), -edge),
        )
        near = [edge for edge in edges if abs(edge - best) <= 0.8 * letter]
        left = sum(near) / len(near)
        further = [edge for edge in edges if edge < left - 1.5 * letter]
        if len(further) * 3 >= len(near) and further:
            left = min(further)
        steps = [after.row.middle - before.row.middle for before, after in pairwise(here)]
        right = max(line.row.box.x1 for line in here)
        step = _step(steps, here[0].layout.line)
        measures[page] = _Measures(left, right, step, _has_blocks(here, left, step))
    return measures


def _has_blocks(lines: Sequence[Line], left: float, step: float) -> bool:
    """Tell lines of which those with more space above them begin at the left edge, all but a few."""
    spaced = [
        (line.left - left) / line.layout.letter
        for before, line in pairwise(lines)
        if line.row.middle - before.row.middle > _SPACE_ABOVE * step and not is_gap_line(line.text)
    ]
    return len(spaced) >= 2 and sum(indent <= _INDENT for indent in spaced) >= 0.75 * len(spaced)


def _step(steps: Sequence[float], usual: float) -> float:
    """Give the commonest distance of lines, the smallest of the common ones."""
    if len(steps) < 3:
        return min([usual * 1.5, *(step for step in steps if step > usual * 0.5)])
    counts = [
        (sum(abs(step - other) <= 0.1 * step for other in steps), step) for step in set(steps)
    ]
    most = max(count for count, _ in counts)
    return min(step for count, step in counts if count >= 0.6 * most)


def _begins(line: Line, before: Line, measures: dict[int, _Measures]) -> bool:
    letter = line.layout.letter
    here = measures[line.page]
    indent = (line.left - here.left) / letter
    alone = is_gap_line(line.text)
    if line.page != before.page:
        if here.blocks:
            return _ended(before, line)
        if _is_within(before, line):
            return False
        return (indent > _INDENT and not alone) or _is_apart(before, line)
    step = line.row.middle - before.row.middle
    if step > _SPACE_ABOVE * here.step:
        flush = indent <= _INDENT and not here.blocks
        return not _goes_on(before, line, near=flush and step < _LINE_LEFT_OUT * here.step)
    if _is_within(before, line):
        return False
    if alone or (
        _GAP_AT_HEAD.match(line.text) and not before.text.rstrip().endswith(_SENTENCE_ENDS)
    ):
        return False
    indent_before = (before.left - here.left) / letter
    if _LISTED.match(line.text) and (
        before.text.endswith(":") or (_LISTED.match(before.text) and before.text.endswith("."))
    ):
        return True
    ended = indent_before > _INDENT and before.text.rstrip().endswith((".", ":", "]"))
    short = (here.right - before.row.box.x1) / letter > _SHORT
    return indent > _INDENT and (
        indent - indent_before > 1.0 or is_gap_line(before.text) or short or ended
    )


def _goes_on(before: Line, line: Line, *, near: bool) -> bool:
    """Tell a line in the middle of a sentence, whatever white, or lost line, is above it.

    One that begins with a capital must be ``near``: at the edge, and not so far below as with a line
    left out.
    """
    if _ends_sentence(before) or has_room(before, line):
        return False
    small = line.text[:1].islower() and line.text[1:2].islower()
    return small or (near and _is_well_read(before))


def _is_within(before: Line, line: Line) -> bool:
    """Tell a line that begins with a small letter behind one that ends no sentence, but for a bracket."""
    small = _SMALL.match(line.text) is not None
    return small and not before.text.rstrip().endswith(_STOPS)


_SMALL = re.compile(r"[a-z](?:[a-z]|\s)")
"""The head of a word in small letters."""


def _is_well_read(line: Line) -> bool:
    """Tell a line whose last word was read surely, so that no full stop behind it was lost."""
    return line.row.words[-1].confidence >= _SURE


def _ended(before: Line, line: Line) -> bool:
    """Tell a line that ends a sentence and leaves room for the first word of the next."""
    return _ends_sentence(before) and has_room(before, line)


def _ends_sentence(line: Line) -> bool:
    return line.text.rstrip().endswith(_SENTENCE_ENDS)


def has_room(before: Line, line: Line) -> bool:
    """Tell a line that has room for the first word of the one below it."""
    room = before.layout.right - before.row.box.x1
    return room > line.row.words[0].box.width + 2 * line.layout.letter


def _is_apart(before: Line, line: Line) -> bool:
    """Tell the first line of a page that is no end of a sentence: short, after one that has ended."""
    free = line.layout.right - line.row.box.x1
    short = free > 0.5 * (line.layout.right - line.layout.left)
    return short and _ends_sentence(before) and not _ends_sentence(line)


def join(lines: Sequence[Line]) -> str:
    """Join the lines of a paragraph: hyphens at line ends undone, a form feed where a page begins."""
    text = ""
    page = lines[0].page
    for line in lines:
        gap = " " if line.page == page else PAGE_BREAK
        page = line.page
        piece = line.text.strip()
        if not text:
            text = piece
            continue
        rejoins = _is_broken(text) and piece[:1].isalpha()
        text = _rejoin(text, piece, gap) if rejoins else f"{text}{gap}{piece}"
    return _S_IN_WORD.sub("s", text)


_S_IN_WORD = re.compile(r"(?<=[a-z])S(?=[a-z])|(?<=[a-z]{2})S(?![\w'.])")
"""A large S among small letters, which differs from the small one by its size alone."""


def _is_broken(text: str) -> bool:
    """Tell a text that ends with a hyphen behind a word."""
    word = text.rstrip(_HYPHENS)
    return text[len(word) :].startswith(_HYPHEN) and (word[-1:].isalnum() or word[-1:] == "_")


def _rejoin(text: str, piece: str, gap: str) -> str:
    """Put a word broken at a line end together; capitals keep their hyphen, as compounds do."""
    stem = text.rstrip().rstrip(_HYPHENS)
    breaks = gap if gap != " " else ""
    keeps = bool(_CAPITAL_END.search(stem)) and piece[:1].isupper()
    first, _, rest = piece.partition(" ")
    joined = stem + ("-" if keeps else "") + first
    if breaks:
        return joined + breaks + rest
    return f"{joined} {rest}" if rest else joined


def readable(text: str) -> str:
    """Give the text as people read it: form feeds made blanks."""
    return text.replace(PAGE_BREAK, " ")
