"""Notes whose heading was not read: where they begin below the text of a message."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from parsing.asked_notes import IN_BRACKETS, are_due, bears_signature, ends_signed, first_marked
from parsing.dates import begins_with_a_day, find_message_dates, is_day_and_month
from parsing.gap_lines import bears_marks
from parsing.label_scraps import behind_scrap
from parsing.matching import label_at_head
from parsing.named import is_name
from parsing.names import names_in
from parsing.note_labels import LONGEST_LABEL, term_at
from parsing.note_lines import HeadLine, first_weight, follows
from parsing.prose import Line
from schemas.records import NoteSystem

_LISTED = re.compile(r"\([a-z0-9ivx]{1,3}\)")
"""The head of a numbered paragraph of the message."""

_SURE = 5.5
"""Weight above which one line alone begins notes that have no heading."""

_SURE_APART = 3.6
"""The same for a line that stands apart from the one above."""

_LIKELY = 3.2
"""Weight above which it does when the next label follows."""

_WORDS_OF_DATE = 3
"""Words of a date that stands alone on its line."""

_SPACE_ABOVE = 1.6
"""Line distances above a line that stands apart."""

_FEWEST_TERMS = 2
_BESIDE = 2.5
"""Letters within which notes of one column begin."""

_OWN = 0.3
"""Share of the text's lines from which their column is that of the text."""

_HEADER_LABELS = ("from", "to", "number")
_NEXT_WITHIN = 7
"""Lines within which the second note follows the first, then."""


def unheaded(lines: Sequence[Line], headed: Collection[NoteSystem]) -> int | None:
    """Find notes without a heading: a line with the first label, best with the second one soon after.

    They stand below the gaps of their page; a further page may be another message, its head unread.
    ``headed`` are the systems of the headings below the lines.
    """
    last = {line.page: at for at, line in enumerate(lines) if bears_marks(line.text)}
    below = [at for at, line in enumerate(lines) if at > last.get(line.page, -1)]
    due = [system for system in NoteSystem if system not in headed]
    marked = min([first_marked(lines, system) for system in due], default=len(lines))
    for at in below:
        line = _placed(lines, at)
        if not (at > marked or line.is_opened or (due and ends_signed(lines[:at]))):
            continue
        if _LISTED.match(line.text) or begins_with_a_day(line.text) or not line.is_marked:
            continue  # (a), (b) number paragraphs of the message
        sure = _SURE_APART if at and _stands_apart(lines[at], lines[at - 1]) else _SURE
        for system in NoteSystem:
            weight = first_weight(line, system)
            likely = weight >= sure or (weight >= _LIKELY and _is_counted(lines, at, system))
            if likely and _can_be_notes(line, lines, at, system, headed):
                return _first_in_column(lines, at, max(1, _below_marks(lines[:at])))
    if NoteSystem.COMMENT in headed:
        return None
    return _terms_at(lines, max(1, _below_marks(lines)))


def _placed(lines: Sequence[Line], at: int) -> HeadLine:
    """Give a line as one of notes without a heading."""
    line = lines[at]
    return HeadLine(line, behind_scrap(line.row), None, False, lines[at - 1] if at else None)


def _can_be_notes(
    line: HeadLine,
    lines: Sequence[Line],
    at: int,
    system: NoteSystem,
    headed: Collection[NoteSystem],
) -> bool:
    """Tell what looks like the first note, at ``at``, from an item of a list in the message."""
    due = system not in headed and are_due(lines, at, system)
    signed = bears_signature(lines[at:])
    return (due and not signed) or (line.is_surely_labelled and (due or not signed))


def _terms_at(lines: Sequence[Line], below: int) -> int | None:
    """Give the line with which notes begin that are known by their terms alone, labels and heading lost.

    They stand ``below`` the last line with a gap; two of them begin with a term, of which the text bears
    one, or three. Lines above the first of them that begin in its column are notes as well.
    """
    heads = [at for at in range(below, len(lines)) if _term_of(lines[at].text)]
    if len(heads) < _FEWEST_TERMS or heads[0] == 0:
        return None
    first = heads[0]
    borne = {name for line in lines[:first] for name in names_in(line.text)}
    known = sum(any(name in borne for name in names_in(_term_of(lines[at].text))) for at in heads)
    if not known and len(heads) <= _FEWEST_TERMS:
        return None
    if not are_due(lines, first, NoteSystem.COMMENT) or bears_signature(lines[first:]):
        return None  # persons who speak, goods with their figures
    return _first_in_column(lines, first, below)


def _below_marks(lines: Sequence[Line]) -> int:
    """Give the line below the last that bears a gap or a graded reading, else the first."""
    return max((at + 1 for at, line in enumerate(lines) if bears_marks(line.text)), default=0)


_FEW_LINES = 3
"""Lines of the text that tell nothing of where its others begin."""


def _first_in_column(lines: Sequence[Line], first: int, least: int) -> int:
    """Give the first line from ``least`` on that stands in one column with the notes below it.

    Nothing is known where many of the text's own lines begin in that column.
    """
    column = _after_label(lines[first])
    reach = _BESIDE * lines[first].layout.letter
    above = lines[: least if least > _FEW_LINES else first]
    text = [line for line in above if line.page == lines[first].page]
    own = sum(abs(line.left - column) <= reach for line in text)
    if own > _OWN * len(text) or (not text and abs(lines[first].layout.left - column) <= reach):
        return first
    while (
        first > least
        and lines[first - 1].page == lines[first].page
        and abs(_after_label(lines[first - 1]) - column) <= reach
        and not bears_marks(lines[first - 1].text)
        and not _is_signed(lines[first - 1], lines[first])
    ):
        first -= 1
    return first


def _is_signed(line: Line, below: Line) -> bool:
    """Tell a name alone on its line, with space below it or of the page, a date or number: no note."""
    if label_at_head(line.text, ("number",)) is not None:
        return True
    dated = (
        bool(find_message_dates(line.text))
        or begins_with_a_day(line.text)
        or _is_name_and_day(line.text)
    )
    if dated and len(line.row.words) <= _WORDS_OF_DATE:
        return True
    name = IN_BRACKETS.sub("", line.text).strip(" .,")
    alone = len(name.split()) == 1 and is_name(name)
    return alone and (_stands_apart(below, line) or line.layout.names.bear(name))


def _is_name_and_day(text: str) -> bool:
    """Tell a name with a day and its month behind it."""
    name, _, day = text.partition(" ")
    return is_name(name) and is_day_and_month(day)


def _after_label(line: Line) -> int:
    """Give where the text of a note begins: behind its label, if that stands apart."""
    segments = line.row.segments
    labelled = len(segments) > 1 and len(segments[0].text) <= LONGEST_LABEL
    return segments[1 if labelled else 0].box.x0


def _term_of(text: str) -> str:
    """Give the term with which a line begins, behind a label or scraps of it; empty without one."""
    at = term_at(text, 0)
    if at is None or label_at_head(text[at:], _HEADER_LABELS):
        return ""
    return text[at : text.find(":", at)]


def _is_counted(lines: Sequence[Line], first: int, system: NoteSystem) -> bool:
    """Tell that labels go on soon after the first one."""
    further = range(first + 1, min(first + 1 + _NEXT_WITHIN, len(lines)))
    return any(
        follows(_placed(lines, at), system, _LIKELY) and not _LISTED.match(lines[at].text)
        for at in further
    )


def _stands_apart(line: Line, above: Line) -> bool:
    """Tell a line with more space above it than lines of a text have."""
    step = line.row.middle - above.row.middle
    return line.page != above.page or step > _SPACE_ABOVE * line.layout.line
