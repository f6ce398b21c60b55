"""Lines that only lie across a text: stamps and handwriting that were read as words.

A line of running text begins where lines begin, and goes on with the line above, which is full. What begins
far to the right of that, below a line that has room for it, is none of the text. Such lines are left out of
text and notes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from itertools import zip_longest

from parsing.clerks import is_clerks
from parsing.dates import names_a_month
from parsing.gap_lines import is_gap_line
from parsing.last_words import begins_with_others, surely_ends_sentence
from parsing.lexicon import lexicon
from parsing.matching import label_at_head
from parsing.mentions import cites_a_message
from parsing.named import is_name
from parsing.note_headings import begins_a_note
from parsing.note_labels import explains
from parsing.phrases import phrase_at_head
from parsing.prose import Line, has_room
from parsing.signature_parts import behind_scraps
from parsing.stamps import is_stamped, is_worded_stamp

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
    if numbered is not None and any(map(str.isdecimal, numbered.text)):
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


def below_notes(
    lines: Sequence[Line], begun: Mapping[int, int], headings: Collection[int]
) -> frozenset[int]:
    """Give the indices of lines apart from the notes where their labels begin, or left of that: no note's.

    ``begun`` maps the lines with which notes begin to where their labels do. Where further lines of notes
    begin there as well, nothing is known.
    """
    below: set[int] = set()
    last: int | None = None
    for at, line in enumerate(lines):
        last = at if at in begun or at in headings else last
        if last in (None, at) or at in below or not _is_apart(line, lines[at - 1]):
            continue
        labels = [left for head, left in begun.items() if lines[head].page == line.page]
        if not labels or line.left > min(labels) + _HANGING * line.layout.letter:
            continue
        end = next((to for to in range(at + 1, len(lines)) if to in begun or to in headings), None)
        run = lines[at:end]
        if (
            len(run) <= _MOST_BELOW
            and all(map(_is_clear, run))
            and not _go_on_from(lines[at - 1], run)
            and not _go_on_at(lines[:at], line, begun)
        ):
            below.update(range(at, at + len(run)))
    return frozenset(below)


_MOST_BELOW, _LONGEST_BELOW = 4, 70
"""Lines, and characters of each, that stand below notes and are none."""

_SINGLE, _SPACE_ABOVE = 2.3, 1.3
"""Letter widths of a single-spaced line at most, and lines above one that stands apart."""


def _is_apart(line: Line, before: Line) -> bool:
    """Tell a line with more space above it than lines of a note have."""
    step = line.row.middle - before.row.middle
    single = min(line.layout.line, _SINGLE * line.layout.letter)
    return line.page == before.page and step > _SPACE_ABOVE * single


def _is_clear(line: Line) -> bool:
    """Tell a short line, surely read, that begins with no label, no term and no identification."""
    text = line.text
    if len(text) > _LONGEST_BELOW or line.row.passage.sureness < _READ_WITH_RULES:
        return False
    if text[:1].islower() and not is_clerks(text):
        return False
    identified = phrase_at_head(text.lstrip("("), lexicon().notes.identified, _LIKE_IDENTIFIED)
    return identified is None and not explains(text) and not begins_a_note(text)


_LIKE_IDENTIFIED = 0.8


def is_of_the_sheet(line: Line) -> bool:
    """Tell a line in a clerk's words, or of a stamp, which is of no message and no note."""
    return is_clerks(line.text) or is_stamped(line.text) or is_worded_stamp(line.text)


def _go_on_from(before: Line, run: Sequence[Line]) -> bool:
    """Tell lines apart with which a note goes on: below no end of its sentence, or as notes begin or cite."""
    if before.text.rstrip().endswith(":") or any(cites_a_message(line.text) for line in run):
        return True
    if run[0].text.lstrip("(").startswith(lexicon().notes.explanations):
        return True
    return not (surely_ends_sentence(before.row) or all(map(is_of_the_sheet, run)))


def _go_on_at(lines: Sequence[Line], below: Line, begun: Collection[int]) -> bool:
    """Tell notes of which a further line begins where the line ``below`` them does, or left of that."""
    return any(
        at not in begun
        and line.page == below.page
        and line.left <= below.left + _HANGING * below.layout.letter
        and not _is_apart(line, lines[at - 1])
        for at, line in enumerate(lines[1:], 1)
    )
