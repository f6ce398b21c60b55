"""Where paragraphs begin among the lines of a text.

A paragraph begins by a first-line indent or by more space above than between its lines. A gap alone on its
line, set in the middle, does not end one.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from parsing.gap_lines import is_gap_line
from parsing.prose import Line, has_room

_SURE = 0.85
"""Confidence of a last word behind which no full stop was lost."""

_SPACE_ABOVE = 1.3
"""Line distances above a row that begin a paragraph."""

_INDENT = 1.8
"""Letters by which a first line stands in."""

_SOME = 6
"""Lines at the commonest edge to one further left that can be the edge of the text."""

_CENTRED = 12
"""Letters from the left edge beyond which a gap is set in the middle of a line."""

_LINE_LEFT_OUT, _GAP_LEFT_OUT = 1.75, 2.6
"""Line distances from which a line was left out above a row, and above a gap in the middle of one."""

_SHORT = 12
"""Letters by which a paragraph's last line ends before the others."""

_ONE_STOP = 1.3
"""Letters by which lines differ that begin at one stop of the carriage."""

_HANGS = 1.3
"""Letters by which lines of one column may differ."""

_HANGS_BELOW = 2.2
"""Letters by which a line hanging under an item may begin beside the item's text: at the next stop."""

_LISTED = re.compile(
    r"(?:\d{1,2}|[A-Z])\.\s(?!(?![cosvwxz])[a-z]{2})|[(\[{/][^\w\s]?[a-z][)\]}/]\s"
)
"""The head of an item of a list in the message. It begins a sentence, which an initial does not."""

_PART = re.compile(r"\W?\s?Part [IVX1l|]{1,4}\W{0,2}")
"""The heading of a part of a message, on a line of its own: ``[Part I]``."""

_STOPS = (".", ":", "?", "!", '"')
_SENTENCE_ENDS = (*_STOPS, "]", "}")
_GAP_AT_HEAD = re.compile(r"[\[{(/£LZf1]?\s?\d{1,3} (?:[a-z]+ )?gr\w+")
"""The head of a line that begins with a gap, which stands in the middle of a line when it is long.

A slip can stand within it: ``[3 pasron groups unrecovered]``.
"""


@dataclass(frozen=True, slots=True)
class _Measures:
    """Of the running text on one page, in pixels: left and right edge, distance of its lines.

    ``blocks`` says that its paragraphs have no indent, only space between them; ``indents`` are those, in
    letters, of the text's lines that begin with a word.
    """

    left: float
    right: float
    step: float
    blocks: bool
    indents: tuple[float, ...] = ()

    def is_indented(self, line: Line) -> bool:
        """Tell a line that stands in, and if it begins with a gap, as lines of the text do that have none.

        The carriage is turned by hand for gaps, and does not come back to its stop.
        """
        indent = self.indent(line)
        if indent <= _INDENT or not self.indents or _GAP_AT_HEAD.match(line.text) is None:
            return indent > _INDENT
        return any(abs(indent - other) <= _ONE_STOP for other in self.indents)

    def indent(self, line: Line) -> float:
        """Give by how much a line stands in, in letters."""
        return (line.left - self.left) / line.layout.letter


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

    def goes_on(self, line: Line, *, hangs: bool = False) -> bool:
        """Tell a line that hangs under the item's text: on a further page, as the lines before it do."""
        near = abs(line.row.box.x0 - self.text) <= _HANGS_BELOW * line.layout.letter
        return near and (hangs or line.page == self.page)

    def is_hung_from(self, line: Line) -> bool:
        """Tell the line below the item's head that begins under its text, well right of its label."""
        stands_in = self.text - self.label > _INDENT * line.layout.letter
        return stands_in and self.goes_on(line) and _LISTED.match(line.text) is None

    def is_right_of(self, line: Line) -> bool:
        """Tell a line that begins further left than the item's label."""
        return line.left < self.label - _HANGS * line.layout.letter

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
        if item is not None and own is None and close and item.goes_on(line, hangs=hangs):
            hangs = True
        elif (
            before is None
            or (item is not None and own is not None and own.is_beside(item, line.layout.letter))
            or (own is not None and at + 1 < len(lines) and own.is_hung_from(lines[at + 1]))
            or _PART.fullmatch(line.text)
            or _PART.fullmatch(before.text)
            or (item is not None and hangs and item.is_right_of(line) and _ended(before, line))
            or _begins(line, before, measures)
            or _begins_alone(lines, at, measures)
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
    steps = _line_steps(lines)
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
        many = len(further) * 3 >= len(near)
        if further and (
            many or (len(further) * _SOME >= len(near) and _bears_edge(here, left - 1.5 * letter))
        ):
            left = min(further)
        right = max(line.row.box.x1 for line in here)
        step = steps[page]
        measures[page] = _Measures(left, right, step, _has_blocks(here, left, step))
    indents = tuple(
        indent
        for line in lines
        if (indent := measures[line.page].indent(line)) > _INDENT
        and _GAP_AT_HEAD.match(line.text) is None
    )
    return {page: replace(measured, indents=indents) for page, measured in measures.items()}


def _bears_edge(lines: Sequence[Line], right: float) -> bool:
    """Tell lines of which one that begins left of ``right`` goes on with a full one above it."""
    return any(
        line.left < right <= before.left
        and not has_room(before, line)
        and (line.text[:1].isalpha() or _GAP_AT_HEAD.match(line.text))
        and not is_gap_line(before.text)
        for before, line in pairwise(lines)
    )


def _has_blocks(lines: Sequence[Line], left: float, step: float) -> bool:
    """Tell lines of which those with more space above them begin at the left edge, all but a few."""
    spaced = [
        (line.left - left) / line.layout.letter
        for before, line in pairwise(lines)
        if line.row.middle - before.row.middle > _SPACE_ABOVE * step and not is_gap_line(line.text)
    ]
    return len(spaced) >= 2 and sum(indent <= _INDENT for indent in spaced) >= 0.75 * len(spaced)


def _line_steps(lines: Sequence[Line]) -> dict[int, float]:
    """Give the distance of the lines of each page, in pixels.

    That of a page with few lines, most of a signature's, is that of the page with most, by their letters.
    """
    pages: dict[int, list[Line]] = {}
    for line in lines:
        pages.setdefault(line.page, []).append(line)
    steps = {page: _line_step(here) for page, here in pages.items()}
    fullest = max(pages, key=lambda page: len(pages[page]), default=0)
    for page, here in pages.items():
        if not 1 < len(here) <= len(pages[fullest]) - _FEW_LINES:
            continue
        scale = here[0].layout.letter / pages[fullest][0].layout.letter
        first = here[1].row.middle - here[0].row.middle
        usual = scale * steps[fullest]
        if abs(first - usual) <= _SAME_STEP * first:  # a page that goes on with the text
            steps[page] = usual
    return steps


_FEW_LINES = 6
_SAME_STEP = 0.15
"""Part of a distance of lines by which another is the same."""


def _line_step(lines: Sequence[Line]) -> float:
    """Give the distance of the lines of one page, in pixels.

    Gaps are set by hand, and the lines of a signature stand close, so that near many of them the distances
    of the others tell it.
    """
    steps = [
        (
            after.row.middle - before.row.middle,
            is_gap_line(before.text)
            or is_gap_line(after.text)
            or (_is_short(before) and _is_short(after)),
        )
        for before, after in pairwise(lines)
    ]
    usual = lines[0].layout.line
    every = _step([step for step, _ in steps], usual)
    typed = [step for step, apart in steps if not apart]
    if len(typed) < _FEWEST_STEPS:
        return every
    return max(every, _step(typed, usual) if len(typed) >= _ENOUGH_STEPS else min(typed))


_FEWEST_STEPS, _ENOUGH_STEPS = 3, 5


def _is_short(line: Line) -> bool:
    """Tell a line that ends left of the middle of the text."""
    return line.row.box.x1 < (line.layout.left + line.layout.right) / 2


def _step(steps: Sequence[float], usual: float) -> float:
    """Give the commonest distance of lines, the smallest of the common ones."""
    if len(steps) < _FEWEST_STEPS:
        return min([usual * 1.5, *(step for step in steps if step > usual * 0.5)])
    ordered = sorted(steps)
    counts = [
        max(0, bisect_right(ordered, 1.1 * step) - bisect_left(ordered, 0.9 * step))
        for step in ordered
    ]
    most = max(counts)
    least = next(step for count, step in zip(counts, ordered, strict=True) if count >= 0.6 * most)
    return median(step for step in steps if abs(step - least) <= 0.1 * least)


def _begins(line: Line, before: Line, measures: Mapping[int, _Measures]) -> bool:
    here = measures[line.page]
    indent = here.indent(line)
    if line.page != before.page:
        above = measures[before.page]
        by_hand = is_gap_line(before.text) and above.indent(before) > _CENTRED
        if by_hand or _is_within(before, line):
            return False
        if here.blocks or (above.blocks and not here.is_indented(line)):
            return _ended(before, line)
        return (here.is_indented(line) and not is_gap_line(line.text)) or _is_apart(before, line)
    step = line.row.middle - before.row.middle
    if step < _GAP_LEFT_OUT * here.step and _is_set_apart(before, line, here):
        return False
    if step > _SPACE_ABOVE * here.step:
        flush = indent <= _INDENT and not here.blocks
        return not _goes_on(before, line, near=flush and step < _LINE_LEFT_OUT * here.step)
    return not _is_within(before, line) and _begins_close(line, before, here, indent)


def _begins_alone(lines: Sequence[Line], at: int, measures: Mapping[int, _Measures]) -> bool:
    """Tell the one line of text on a page, below a sentence, that stands in as lines before it do."""
    before, line = lines[at - 1 : at + 1]
    above = measures[before.page]
    below = lines[at + 1] if at + 1 < len(lines) else None
    alone = below is None or below.page != line.page or (
        below.row.middle - line.row.middle > _SPACE_ABOVE * above.step
    )  # fmt: skip
    indent = (line.left - above.left) / line.layout.letter
    return (
        line.page != before.page
        and alone
        and _ended(before, line)
        and any(abs(indent - other) <= _ONE_STOP for other in above.indents)
    )


def _begins_close(line: Line, before: Line, here: _Measures, indent: float) -> bool:
    """Tell a paragraph without space above it, by its ``indent`` in letters or as an item of a list."""
    if is_gap_line(line.text) or (
        _GAP_AT_HEAD.match(line.text) and not before.text.rstrip().endswith(_SENTENCE_ENDS)
    ):
        return False
    letter = line.layout.letter
    indent_before = here.indent(before)
    if _LISTED.match(line.text) and (
        before.text.endswith(":") or (_LISTED.match(before.text) and before.text.endswith("."))
    ):
        return True
    ended = indent_before > _INDENT and before.text.rstrip().endswith((".", ":", "]"))
    short = (here.right - before.row.box.x1) / letter > _SHORT
    return here.is_indented(line) and (
        indent - indent_before > 1.0 or is_gap_line(before.text) or short or ended
    )


def _is_set_apart(before: Line, line: Line, here: _Measures) -> bool:
    """Tell a gap set in the middle of a line below a sentence that has not ended, or the line below it.

    The carriage was turned by hand for it, and what was read of it is higher or lower than letters are.
    """
    centred = [
        one for one in (before, line) if one.left - here.left > _CENTRED * line.layout.letter
    ]
    if any(is_gap_line(one.text) for one in centred):
        return _SMALL.match(line.text) is not None or (
            line in centred and not _ends_sentence(before) and not before.text.endswith("-")
        )
    return False


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


def _is_apart(before: Line, line: Line) -> bool:
    """Tell the first line of a page that is no end of a sentence: short, after one that has ended."""
    free = line.layout.right - line.row.box.x1
    short = free > 0.5 * (line.layout.right - line.layout.left)
    return short and _ends_sentence(before) and not _ends_sentence(line)
