"""Comments (romans) and translator's notes (letters) at the end of a sheet.

A note begins with its label in brackets at the head of a line; its heading stands alone, before the first
note, or not at all. Labels follow one another, so the order repairs what OCR did to them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from parsing.dates import begins_with_a_day, find_message_dates, is_day_and_month
from parsing.gap_lines import bears_marks
from parsing.layout import Row
from parsing.lexicon import lexicon
from parsing.lost_labels import with_lost_labels
from parsing.matching import label_at_head, phrase_at_head
from parsing.named import is_name
from parsing.names import names_in
from parsing.note_headings import begins_a_note, heading_of
from parsing.note_heads import HeadLine, NoteHead, ends_a_note, find_heads, first_weight, follows
from parsing.note_labels import (
    LONGEST_LABEL,
    is_sure,
    readings_at,
    term_at,
)
from parsing.note_wording import mended
from parsing.prose import Line, join
from parsing.strays import goes_on, without_foot
from schemas.records import NoteSystem

_LISTED = re.compile(r"\([a-z0-9ivx]{1,3}\)")
"""The head of a numbered paragraph of the message."""

_LONGEST_ANNOUNCEMENT = 4
"""Lines over which a correction sheet says which notes it replaces."""


@dataclass(frozen=True, slots=True)
class Note:
    """A note with its label and its lines joined; ``lines`` are for evidence."""

    system: NoteSystem
    label: str
    label_raw: str
    text: str
    page: int
    lines: tuple[Line, ...]


_LABEL_ALONE = re.compile(r"[\[{(/£€fLZ][a-zUVX1|!]{1,6}[\]})/7J|](?=\s|$|[A-Z]\S*:)")
"""A label between signs that can be brackets, by itself or stuck to the term that it stands before."""

_SURELY_READ = 0.7
_SURELY = 0.85

_SCRAP = 6
"""Letters and figures that may stand before a label and be specks."""

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


def notes_at(lines: Sequence[Line], *, only: bool = False) -> int | None:
    """Give the index of the line with which the notes begin, ``None`` when there are none.

    ``only`` says that the sheet holds nothing but notes, so that they begin at any label.
    """
    if only:
        told = _announced_until(lines)
        return next((at for at in range(told, len(lines)) if _begins(lines[at])), None)
    headed = next((at for at, line in enumerate(lines) if heading_of(line.row) is not None), None)
    unheaded = _unheaded(lines if headed is None else lines[:headed])
    if unheaded is None:
        return headed
    return unheaded - 1 if unheaded and _is_ruined_heading(lines[unheaded - 1]) else unheaded


def _begins(line: Line) -> bool:
    """Tell a line that begins a note, or scrawl in the margin before one."""
    return begins_a_note(line.text) or begins_a_note(line.text[_behind_scrap(line.row) :])


def _announced_until(lines: Sequence[Line]) -> int:
    """Give the line after ``Please substitute the following in Footnotes [ii] and`` / ``[iv]:``, else 0."""
    for at, line in enumerate(lines):
        if phrase_at_head(line.text, lexicon().correction.instructions, 0.85) is None:
            continue
        for end in range(at, min(at + _LONGEST_ANNOUNCEMENT, len(lines))):
            if lines[end].text.rstrip().endswith((":", ";")):
                return end + 1
        return at + 1
    return 0


def _is_ruined_heading(line: Line) -> bool:
    """Tell a heading such as ``T.N.`` of which OCR left a scrap at the left edge."""
    beside = abs(line.row.box.x0 - line.layout.left) < 3 * line.layout.letter
    return len(line.text) <= 4 and beside and not line.layout.names.bear(line.text)


def _unheaded(lines: Sequence[Line]) -> int | None:
    """Find notes without a heading: a line with the first label, best with the second one soon after.

    They stand below the gaps of their page; a further page may be another message, its head unread.
    """
    last = {line.page: at for at, line in enumerate(lines) if bears_marks(line.text)}
    below = [at for at, line in enumerate(lines) if at > last.get(line.page, -1)]
    first = below[0] if below else len(lines)
    placed = [
        HeadLine(line, _behind_scrap(line.row), None, False, _can_begin(lines, at))
        for at, line in enumerate(lines[first:], first)
    ]
    for at in below:
        line = placed[at - first]
        if _LISTED.match(line.text) or not line.can_begin or begins_with_a_day(line.text):
            continue  # (a), (b) number paragraphs of the message
        sure = _SURE_APART if at and _stands_apart(line, lines[at - 1]) else _SURE
        for system in NoteSystem:
            weight = first_weight(line, system)
            if weight >= sure or (
                weight >= _LIKELY and _is_counted(placed[at - first + 1 :], system)
            ):
                return _first_in_column(lines, at, max(1, _below_marks(lines[:at])))
    return _terms_at(lines, max((1, *(at + 1 for at in last.values()))))


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
    apart = below.row.middle - line.row.middle > _SPACE_ABOVE * line.layout.line
    name = _IN_BRACKETS.sub("", line.text).strip(" .,")
    alone = len(name.split()) == 1 and is_name(name)
    return alone and (apart or line.layout.names.bear(name))


def _is_name_and_day(text: str) -> bool:
    """Tell a name with a day and its month behind it."""
    name, _, day = text.partition(" ")
    return is_name(name) and is_day_and_month(day)


_IN_BRACKETS = re.compile(r"\s?[\[({/][^\[\](){}]{1,30}[\])}/7]")
"""An original or a marker behind a name."""


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


def _is_counted(lines: Sequence[HeadLine], system: NoteSystem) -> bool:
    """Tell that labels go on soon after the first one."""
    return any(
        follows(line, system, _LIKELY) and not _LISTED.match(line.text)
        for line in lines[:_NEXT_WITHIN]
    )


def _stands_apart(line: HeadLine, above: Line) -> bool:
    """Tell a line with more space above it than lines of a text have."""
    step = line.line.row.middle - above.row.middle
    return line.line.page != above.page or step > _SPACE_ABOVE * line.line.layout.line


def read_notes(lines: Sequence[Line], due: Sequence[str] = ()) -> list[Note]:
    """Read the notes from the lines that begin with them.

    ``due`` are the labels of the notes when the sheet announces them, else they count from i and from a.
    """
    lines = without_foot(lines, _is_labelled)
    read = [heading_of(line.row) for line in lines]
    placed = _head_lines(lines, read)
    headings = {at for at, heading in enumerate(read) if heading is not None}
    items = _items_within(placed)
    kept = [at for at, line in enumerate(placed) if line.at < len(line.text) and at not in items]
    own = [placed[at] for at in kept]
    heads = with_lost_labels(own, find_heads(own, due))
    return _joined(lines, headings, [(kept[at], head) for at, head in heads])


def _items_within(lines: Sequence[HeadLine]) -> set[int]:
    """Give the indices of the items (a), (b) of a list within a note, on a sheet with labels in brackets.

    The list begins below a colon, or where a note [a] stands above it.
    """
    items: set[int] = set()
    labels: set[str] = set()
    due = ""
    for at, line in enumerate(lines):
        if label := _BRACKETED.match(line.text, line.at):
            labels.add(label["label"])
            due = ""
        item = _ITEM.match(line.text)
        if item is None:
            continue
        announced = not line.headed and lines[at - 1].text.endswith(":")
        if item["letter"] == "a" and labels and ("a" in labels or announced):
            due = "a"
        if item["letter"] == due:
            items.add(at)
            due = chr(ord(due) + 1)
    return items


_BRACKETED = re.compile(r"\[(?P<label>[a-z]{1,6})\]")
_ITEM = re.compile(r"\((?P<letter>[a-z])\)\s")


def _is_labelled(line: Line) -> bool:
    """Tell a line that begins with a heading, or with a label in brackets."""
    return heading_of(line.row) is not None or any(map(is_sure, readings_at(line.text, 0)))


def _can_begin(lines: Sequence[Line], at: int) -> bool:
    """Tell a line that a note can begin as far as the one before it tells."""
    return at == 0 or ends_a_note(lines[at - 1], lines[at])


def _head_lines(
    lines: Sequence[Line], headings: Sequence[tuple[NoteSystem, int] | None]
) -> list[HeadLine]:
    """Give the lines with what the headings before them tell."""
    placed: list[HeadLine] = []
    system: NoteSystem | None = None
    headed = False
    for index, (line, heading) in enumerate(zip(lines, headings, strict=True)):
        at = 0
        if heading is not None:
            system, at = heading
            at += len(line.text[at:]) - len(line.text[at:].lstrip(" .:;,_-"))
        else:
            at = _behind_scrap(line.row)
        ended = headed or heading is not None or _can_begin(lines, index)
        placed.append(HeadLine(line, at, system, headed or heading is not None, ended))
        headed = heading is not None and at >= len(line.text)
    return placed


def _behind_scrap(row: Row) -> int:
    """Give where a label begins that stands by itself behind a scrap in the margin, else 0."""
    if len(row.words) < 2:
        return 0
    if scraps := _scraps_before_label(row):
        return sum(len(word.text) + 1 for word in row.words[:scraps])
    own, *others = row.segments
    if others and sum(map(str.isalnum, own.text)) <= _SCRAP and own.sureness < _SURELY_READ:
        labelled = _LABEL_ALONE.match(others[0].text) is not None
        if labelled and _LABEL_ALONE.match(own.text) is None:
            return len(own.text) + 1
    scrap, label = row.words[0], row.words[1]
    apart = len(row.segments[0].words) == 1
    if _LABEL_ALONE.match(label.text) is None or _LABEL_ALONE.match(scrap.text) is not None:
        return 0
    if not apart and scrap.confidence >= _SURELY_READ:
        return 0
    return len(scrap.text) + 1 if sum(map(str.isalnum, scrap.text)) <= _SCRAP else 0


def _scraps_before_label(row: Row) -> int:
    """Count the words of a few signs in the margin with which a line begins, before a label in brackets."""
    for at, word in enumerate(row.words[: _MOST_SCRAPS + 1]):
        if _LABEL_ALONE.match(word.text):
            return at
        if sum(map(str.isalnum, word.text)) > _SHORT_SCRAP:
            return 0
    return 0


_MOST_SCRAPS, _SHORT_SCRAP = 3, 2


def _joined(
    lines: Sequence[Line], headings: set[int], heads: Sequence[tuple[int, NoteHead]]
) -> list[Note]:
    """Give the notes that begin at ``heads``, each with its lines, without those that lie across it."""
    columns = {lines[at].page: float(lines[at].left) for at, _ in heads if at not in headings}
    begun = {at for at, _ in heads}
    right: dict[int, int] = {}
    hanging: dict[int, list[int]] = {}
    for at, line in enumerate(lines):
        right[line.page] = max(line.row.box.x1, right.get(line.page, 0))
        edges = hanging.setdefault(line.page, [])
        if at not in begun and line.row.passage.sureness >= _SURELY:
            edges.append(line.left)
    notes = []
    for (start, head), end in zip(heads, (*(at for at, _ in heads[1:]), len(lines)), strict=False):
        page = lines[start].page
        own = [lines[start]]
        for at, line in enumerate(lines[start + 1 : end], start + 1):
            column = columns.get(line.page)
            if at not in headings and goes_on(line, own[-1], column, right[page], hanging[page]):
                own.append(line)
        text = mended(join(own)[head.text_at :].strip())
        notes.append(Note(head.system, head.label, head.label_raw, text, page, tuple(own)))
    return notes
