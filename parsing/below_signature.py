"""What stands below a signature: stamps and handwriting, or notes whose heading was lost.

Notes have no gaps and no graded readings; a stamp is short, and stands far below or to the right.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from parsing.dates import begins_with_a_day
from parsing.gap_lines import bears_marks
from parsing.lexicon import lexicon
from parsing.named import is_name
from parsing.phrases import phrase_at_head
from parsing.prose import Line

_LONGEST_HEADING = 6
_LONGEST_BESIDE = 12
"""Characters of a heading, however it was read, beside which the first note stands."""
_MOST_STRAYS = 10
_LONGEST_STRAY = 40
_FAR_BELOW = 4
_ILL_READ = 0.75
"""Lines, characters, line distances and share of a page's sureness of what lies below a signature."""
_TERM = re.compile(r"\W{0,2}[^\W\d_][^:]{2,40}\s?[:;](?=\s|$)")
_LABELLED = re.compile(
    r"[\[{(/\\|£€¢LfICZt1]{1,2}\s?[ivxlIVX1|!]{1,6}|[\[{(/\\|£€¢LfICZt]{1,2}[a-z]"
)
_CLOSED = re.compile(r"\s?[\]})/\\|7Jj]|[lI1]\s")
_HEADED = re.compile(r"\W{0,3}[^\W\d_]{4,12}\W{0,2}[:;]\s?[\[{(/]\s?[ivx1lI]{1,5}[\])}/7]")
"""A word with a colon, whatever it was, and the label of the first note."""

_HEADING = re.compile(r"\W{0,2}[A-Za-z.]{3,12}\W{0,3}")


def strays_below(lines: Sequence[Line]) -> Iterator[int]:
    """Give how many of the last lines can be stamps below a signature: each by itself, or all by a gap."""
    each = True
    for below in range(1, min(_MOST_STRAYS, len(lines) - 1) + 1):
        line, above = lines[-below], lines[-below - 1]
        if len(line.text) > _LONGEST_STRAY or line.page != above.page:
            return
        each = each and _is_stray(line, above)
        if each or _is_far_below(line, above):
            yield below


def _is_far_below(line: Line, above: Line) -> bool:
    return line.row.middle - above.row.middle > _FAR_BELOW * line.layout.line


def _is_stray(line: Line, above: Line) -> bool:
    """Tell what is read of stamps and handwriting below a signature from lines of the text."""
    ill_read = line.passage.sureness < _ILL_READ * line.layout.usual
    return ill_read or _is_far_below(line, above) or stands_right(line)


def bears_gaps(lines: Sequence[Line]) -> bool:
    """Tell lines with gaps or graded readings, which stand in messages and in no note."""
    return any(bears_marks(line.text) for line in lines)


def notes_begin(lines: Sequence[Line], at: int, starts: Sequence[int]) -> bool:
    """Tell where notes begin, with a heading of which a few letters were read or without one."""
    if begins_with_a_day(lines[at].text):
        return False  # the signature's
    if _begins_notes(lines[at], starts=at in starts):
        return True
    ruined = len(lines[at].text) <= _LONGEST_HEADING and at + 1 < len(lines)
    return ruined and _LABELLED.match(lines[at + 1].text) is not None


def can_be_of_notes(line: Line) -> bool:
    """Tell a line that can begin a note: with a label or term, or in the words of an explanation."""
    explained = phrase_at_head(line.text, lexicon().notes.explanations, 0.9) is not None
    return explained or _begins_notes(line, starts=True)


def _begins_notes(line: Line, *, starts: bool) -> bool:
    """Tell a line that can be the first of the notes: a heading, or a paragraph with a label or term."""
    text = line.text.lstrip(" @*.,:;'\"-")
    headings = (*lexicon().notes.comments, *lexicon().notes.notes)
    headed = phrase_at_head(text[:24], headings, 0.86) is not None
    if headed and len(text.split()[0]) > 3:
        return True
    if not starts:
        return False
    if headed or _begins_with_label(text) or _has_label_beside(line) or _HEADED.match(text):
        return True
    if _HEADING.fullmatch(text) and not text.isupper():
        return True
    term = _TERM.match(text)
    return term is not None and is_name(term[0])


def _begins_with_label(text: str) -> bool:
    label = _LABELLED.match(text)
    return label is not None and _CLOSED.match(text, label.end()) is not None


def _has_label_beside(line: Line) -> bool:
    """Tell a line whose second piece is a note, beside a heading that can hardly be read."""
    first, *others = line.row.segments
    return (
        len(first.text) <= _LONGEST_BESIDE and bool(others) and _begins_with_label(others[0].text)
    )


def stands_right(line: Line) -> bool:
    """Tell a line that is set far to the right of the running text's edge."""
    return line.row.box.x0 > line.layout.left + 12 * line.layout.letter
