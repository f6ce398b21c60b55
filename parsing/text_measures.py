"""The measures of running text, page by page: its edges, the distance of its lines, where they stand in."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from parsing.gap_lines import is_gap_line
from parsing.matching import begins_with_a_number
from parsing.prose import Line, ends_sentence, has_room

SPACE_ABOVE = 1.3
"""Line distances above a row that begin a paragraph."""

INDENT = 1.8
"""Letters by which a first line stands in."""

_SOME = 6
"""Lines at the commonest edge to one further left that can be the edge of the text."""

_ONE_STOP = 1.3
"""Letters by which lines differ that begin at one stop of the carriage."""

GAP_AT_HEAD = re.compile(r"[\[{(/£LZf1]?\s?\d{1,3} (?:[a-z]+ )?gr\w+")
"""The head of a line that begins with a gap, which stands in the middle of a line when it is long.

A slip can stand within it: ``[3 pasron groups unrecovered]``.
"""


@dataclass(frozen=True, slots=True)
class Measures:
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
        if indent <= INDENT or not self.indents or GAP_AT_HEAD.match(line.text) is None:
            return indent > INDENT
        return self.has_stop(indent)

    def has_stop(self, indent: float) -> bool:
        """Tell an indent, in letters, at which lines of the text begin with a word."""
        return any(abs(indent - other) <= _ONE_STOP for other in self.indents)

    def indent(self, line: Line) -> float:
        """Give by how much a line stands in, in letters."""
        return (line.left - self.left) / line.layout.letter


def measures_of(lines: Sequence[Line]) -> dict[int, Measures]:
    """Give the measures of the running text for each page: its left edge is where most lines begin."""
    measures: dict[int, Measures] = {}
    steps = _line_steps(lines)
    for page in {line.page for line in lines}:
        here = [line for line in lines if line.page == page]
        edges = [line.left for line in here]
        letter = here[0].layout.letter
        best = _commonest_edge(edges, int(0.8 * letter))
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
        measures[page] = Measures(left, right, step, _has_blocks(here, left, step))
    indents = tuple(
        indent
        for line in lines
        if (indent := measures[line.page].indent(line)) > INDENT
        and GAP_AT_HEAD.match(line.text) is None
    )
    return {page: replace(measured, indents=indents) for page, measured in measures.items()}


def _commonest_edge(edges: Sequence[int], reach: int) -> int:
    """Give the edge with most others within ``reach`` pixels of it, the leftmost of several."""
    ordered = sorted(edges)
    counts = {
        edge: bisect_right(ordered, edge + reach) - bisect_left(ordered, edge - reach)
        for edge in ordered
    }
    return max(counts, key=counts.__getitem__)


def _bears_edge(lines: Sequence[Line], right: float) -> bool:
    """Tell lines of which one that begins left of ``right`` goes on with a full one above it."""
    return any(
        line.left < right <= before.left
        and not has_room(before, line)
        and (line.text[:1].isalpha() or GAP_AT_HEAD.match(line.text))
        and not is_gap_line(before.text)
        for before, line in pairwise(lines)
    )


def stands_apart(lines: Sequence[Line], at: int) -> bool:
    """Tell a line with more space above it than lines of the text have, below one that can be a last one."""
    if at == 0:
        return False
    before, line = lines[at - 1 : at + 1]
    if before.page != line.page or not (has_room(before, line) or ends_sentence(before)):
        return False
    here = [other for other in lines if other.page == line.page]
    return line.row.middle - before.row.middle > SPACE_ABOVE * _line_step(here)


def _has_blocks(lines: Sequence[Line], left: float, step: float) -> bool:
    """Tell lines of which those with more space above them begin at the left edge, all but a few."""
    spaced = [
        (line.left - left) / line.layout.letter
        for before, line in pairwise(lines)
        if line.row.middle - before.row.middle > SPACE_ABOVE * step and not is_gap_line(line.text)
    ]
    return len(spaced) >= 2 and sum(indent <= INDENT for indent in spaced) >= 0.75 * len(spaced)


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
    layout = lines[0].layout
    half = (layout.left + layout.right) / 2  # a line that ends left of it is short
    told = [(line.row.middle, is_gap_line(line.text), line.row.box.x1 < half) for line in lines]
    steps = [
        (below - above, gap or gap_below or (short and short_below))
        for (above, gap, short), (below, gap_below, short_below) in pairwise(told)
    ]
    usual = layout.line
    every = _step([step for step, _ in steps], usual)
    typed = [step for step, apart in steps if not apart]
    if _FEWEST_STEPS <= len(typed) < len(steps):
        every = max(every, _step(typed, usual) if len(typed) >= _ENOUGH_STEPS else min(typed))
    single = min(usual, _SINGLE * layout.letter)
    near = SPACE_ABOVE * single
    return single if every > near and _are_paragraphs(lines, near, every) else every


_SINGLE = 2.3
"""Letter widths from line to line, at most, of single spacing: 2.0 in twelve pitch, 1.7 in ten."""


def _are_paragraphs(lines: Sequence[Line], near: float, step: float) -> bool:
    """Tell lines of which none goes on in the one up to ``step`` pixels below it: each ends a paragraph.

    What stands within ``near`` pixels goes on. Where a full line does, the others need no stop at their end.
    """
    goes_on = False
    apart: list[tuple[Line, Line]] = []
    for before, line in pairwise(lines):
        below = line.row.middle - before.row.middle
        if near < below <= (1 + _SAME_STEP) * step:
            apart.append((before, line))
        elif 0 < below <= near:
            goes_on = goes_on or not has_room(before, line)
    for before, line in apart:
        numbered = begins_with_a_number(before.text)  # a signature
        done = numbered or ends_sentence(before) or (goes_on and has_room(before, line))
        if not done or (line.text[:1].islower() and not numbered):
            return False
    return True


_FEWEST_STEPS, _ENOUGH_STEPS = 3, 5


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
    return median([step for step in steps if abs(step - least) <= 0.1 * least])
