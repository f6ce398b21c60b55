"""Words typed half a line above or below their row, put at their place in it.

The carriage slipped, or the typist set a forgotten word between two lines. Lines of running text keep one
distance, so a row within it is no line: where its place in the row below is free, or else in the row above,
it stands there; where it is not, a few words were set over the blank that they belong to.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from math import inf
from operator import attrgetter

from parsing.gap_lines import is_gap_line
from parsing.last_words import begins_with_others, surely_ends_sentence
from parsing.layout import RUNNING, Layout, Row, segments_of
from parsing.typed_words import BRACKETS

_HALF = (0.4, 0.6)
"""Line distances between a raised word and its row."""

_NEAR = 5
"""Rows above and below within which lines have the same distance."""

_WELL_READ = 0.8
"""Share of the page's sureness of what is no stamp or scrawl across the lines."""

_SET_OVER = 4
"""Words at most that are set over a blank."""

_LONG = 3
"""Times that a row is as long as what is set over one of its blanks."""

_UNDER = 0.4
"""Letters by which what stands under one another begins at another place."""

_APART = 1.6
"""Letters from the end of a row within which its next word stands."""


def with_raised_words(layout: Layout, rows: Sequence[Row]) -> list[Row]:
    """Give the rows of running text with words that stand half a line off put into their row."""
    kept, steps = list(rows), _steps(rows)
    at = 0
    while at < len(kept):
        place = _place(layout, kept, steps, at) if _is_close(layout, kept, at) else None
        if place is None:
            at += 1
            continue
        kept[place] = _joined(layout, kept[place], kept[at])
        del kept[at]
        steps = _steps(kept)
    return kept


def _is_close(layout: Layout, rows: Sequence[Row], at: int) -> bool:
    """Tell a row that stands nearer to one beside it than lines do."""
    middle, line = rows[at].middle, layout.line
    return (at > 0 and abs(middle - rows[at - 1].middle) < line) or (
        at + 1 < len(rows) and abs(rows[at + 1].middle - middle) < line
    )


def _place(layout: Layout, rows: Sequence[Row], steps: Sequence[float], at: int) -> int | None:
    """Give the index of the row that row ``at`` belongs to; ``None`` when it is one of its own."""
    row = rows[at]
    beside = [other for other in (at + 1, at - 1) if 0 <= other < len(rows)]
    longer = [other for other in beside if len(rows[other].text) > len(row.text)]
    if not longer:
        return None
    step = min(
        [*steps[max(0, at - _NEAR) : max(0, at - 1)], *steps[at + 1 : at + _NEAR]], default=inf
    )
    half = [other for other in longer if _is_half_off(row, rows[other], step)]
    if not half or row.passage.sureness < _WELL_READ * layout.usual or is_gap_line(row.text):
        return None
    for other in half:
        if _is_free(layout, row, rows[other]) and not _is_last(layout, row, rows[other]):
            return other
    if len(half) < 2 or len(row.words) > _SET_OVER or _goes_on(layout, row, rows[at - 1]):
        return None
    return at + 1 if all(_is_over(row, rows[other]) for other in half) else None


def _is_last(layout: Layout, row: Row, other: Row) -> bool:
    """Tell the last words of a paragraph from raised ones before another row: both begin where others do."""
    first = other.words[0]
    before = row.box.x1 < first.box.x0 and begins_with_others(row.words[0], layout)
    return before and begins_with_others(first, layout) and surely_ends_sentence(row)


def _steps(rows: Sequence[Row]) -> list[float]:
    """Give the distance from each row to the next, in pixels, where both are lines; else it is infinite."""
    return [
        below.middle - above.middle
        if len(above.text) > RUNNING and len(below.text) > RUNNING
        else inf
        for above, below in pairwise(rows)
    ]


def _is_half_off(row: Row, other: Row, step: float) -> bool:
    """Tell a row half a line from another."""
    off = abs(row.middle - other.middle)
    return _HALF[0] * step <= off <= _HALF[1] * step


def _is_free(layout: Layout, row: Row, other: Row) -> bool:
    """Tell that no word of a row stands where those of another would, and that they leave no white."""
    words = sorted((*row.words, *other.words), key=attrgetter("box.x0"))
    own = frozenset(row.words)
    joined = False
    for before, after in pairwise(words):
        if (before in own) is (after in own):
            continue
        gap = after.box.x0 - before.box.x1
        if gap < 0:
            return False
        joined |= gap <= _APART * layout.letter
    return joined


def _is_over(row: Row, other: Row) -> bool:
    """Tell a row that stands within the ends of a long one, which a line under another does not."""
    return (
        len(other.text) > _LONG * len(row.text)
        and other.box.x0 < row.box.x0 - other.box.height
        and row.box.x1 < other.box.x1
    )


def _goes_on(layout: Layout, row: Row, above: Row) -> bool:
    """Tell a row that begins under the text of a note, which stands apart from its label."""
    label, *text = above.words[:2]
    own = text if label.text[0] in BRACKETS else []
    starts = [
        *(word.box.x0 for word in own),
        *(piece.box.x0 for piece in above.segments[1:]),
    ]
    return any(abs(row.box.x0 - start) <= _UNDER * layout.letter for start in starts)


def _joined(layout: Layout, row: Row, raised: Row) -> Row:
    """Give a row with raised words between its own, at the blank nearest to their middle."""
    words = sorted(row.words, key=attrgetter("box.x0"))
    if _is_free(layout, raised, row):
        words = sorted((*words, *raised.words), key=attrgetter("box.x0"))
    else:
        middle = (raised.box.x0 + raised.box.x1) / 2
        blanks = [(before.box.x1 + after.box.x0) / 2 for before, after in pairwise(words)]
        at = min(range(len(blanks)), key=lambda place: abs(blanks[place] - middle)) + 1
        words[at:at] = raised.words
    return Row(row.page, segments_of(words, row.page, layout.letter))
