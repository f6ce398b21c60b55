"""Lines that only lie across a text: stamps and handwriting that were read as words.

A line of running text begins where lines begin, and goes on with the line above, which is full. What begins
far to the right of that, below a line that has room for it, is none of the text. Such lines are left out of
text and notes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import zip_longest

from parsing.dates import names_a_month
from parsing.gap_lines import is_gap_line
from parsing.last_words import begins_with_others, surely_ends_sentence
from parsing.matching import label_at_head
from parsing.named import is_name
from parsing.prose import Line, has_room
from parsing.signature_parts import behind_scraps

_FAR_IN_NOTES = 14
"""Letters right of the labels beyond which no line of a note begins."""

_FAR = 20
"""Letters right of the left edge beyond which only gaps and signatures begin."""

_FAR_BELOW = 4.5
"""Line distances below which a note ends."""

_IN_LINE = 0.5
"""Letters within which two lines of a signature begin under one another."""

_HANGING = 0.6
"""Letters by which lines that hang at one stop of the carriage differ."""

_WITH_ORIGINAL = re.compile(r"[A-Z][\w']{2,}\s?\[[^\W\d_][\w' ]{2,}['\"]?\s?[\])}/|7J]\W{0,2}")
_READ = 0.7
_READ_WITH_RULES = 0.85
_RULES = frozenset("|[]!\\_~")


def without_strays(lines: Sequence[Line]) -> list[Line]:
    """Give the lines of a text without those that lie across it."""
    kept: list[Line] = []
    for line, below in zip_longest(lines, lines[1:]):
        if (
            not kept
            or kept[-1].page != line.page
            or not (_lies_across(line, kept[-1]) or _is_figure_apart(line, kept[-1]))
            or _is_name_above(line, below)
        ):
            kept.append(line)
    return kept


def _is_figure_apart(line: Line, before: Line) -> bool:
    """Tell a number alone outside the text, below a line with room for it: of a stamp, or in the margin."""
    if _FIGURES.fullmatch(line.text) is None or not has_room(before, line):
        return False
    if surely_ends_sentence(line.row) and begins_with_others(line.row.words[0], line.layout):
        return False
    aside = (line.left - line.layout.left) / line.layout.letter
    return aside < -_IN_MARGIN or aside > _FAR or _is_far_below(line, before)


_FIGURES = re.compile(r"\W{0,2}\d{1,3}\W{0,2}")
_IN_MARGIN = 2
"""Letters left of the text's edge from which a figure is none of it."""


def _is_name_above(line: Line, below: Line | None) -> bool:
    """Tell a name in capitals of a signature: with an original in brackets, or with its date below it."""
    if not is_name(line.text.split("[")[0].strip(" .,")):
        return False
    if _WITH_ORIGINAL.fullmatch(line.text) is not None:
        return True
    return (
        below is not None
        and below.page == line.page
        and abs(below.left - line.left) <= _IN_LINE * line.layout.letter
        and names_a_month(below.text)
    )


def _lies_across(line: Line, before: Line) -> bool:
    far = line.left > line.layout.left + _FAR * line.layout.letter
    if not far or is_gap_line(line.text) or not has_room(before, line) or _is_signed(line):
        return False
    if _is_signed(before) and any(
        abs(line.left - piece.box.x0) <= _IN_LINE * line.layout.letter
        for piece in before.row.segments
    ):
        return False
    least = _READ_WITH_RULES if _RULES & set(line.text) else _READ
    return line.row.passage.sureness < least


def _is_signed(line: Line) -> bool:
    """Tell a line of a signature: its number, also behind scrawl, a month, or a name that the page bears."""
    if label_at_head(line.text, ("number",)) or names_a_month(line.text):
        return True
    numbered = behind_scraps(line.passage)
    if numbered is not None and any(map(str.isdigit, numbered.text)):
        return True
    return line.layout.names.bear(line.text)


def _is_far_below(line: Line, before: Line) -> bool:
    """Tell a line with room above it for several that were lost: the foot of the page, a stamp."""
    step = line.row.middle - before.row.middle
    return step > _FAR_BELOW * min(line.layout.line, 2.5 * before.row.box.height)


def without_foot(lines: Sequence[Line], begins: Callable[[Line], bool]) -> list[Line]:
    """Give the lines of notes without those far below them: stamps at the foot of the page.

    ``begins`` tells a line with a heading, or the label of a note in brackets.
    """
    kept: list[Line] = []
    for line in lines:
        far = bool(kept) and kept[-1].page == line.page and _is_far_below(line, kept[-1])
        if not far or begins(line):
            kept.append(line)
    return kept


def goes_on(
    line: Line, before: Line, column: float | None, right: int, hanging: Sequence[int] = ()
) -> bool:
    """Tell a further line of a note from one that lies across.

    ``column`` is where the labels of the page stand and ``right`` where its notes end, in pixels;
    ``hanging`` is where further lines that were surely read begin.
    """
    if line.text.startswith("("):
        return True  # an identification, set below
    if before.page == line.page and _is_far_below(line, before):
        return False
    room = right - before.row.box.x1 > line.row.words[0].box.width + 2 * line.layout.letter
    if before.page != line.page or not room:
        return True
    far = column is not None and line.left > column + _FAR_IN_NOTES * line.layout.letter
    hangs = len(line.row.segments) == 1 and any(
        abs(line.left - edge) <= _HANGING * line.layout.letter for edge in hanging
    )
    return not far and (hangs or line.row.passage.sureness >= _READ)
