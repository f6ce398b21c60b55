"""Comments (romans) and translator's notes (letters) at the end of a sheet.

A note begins with its label in brackets at the head of a line; its heading stands alone, before the first
note, or not at all. Labels follow one another, so the order repairs what OCR did to them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from rapidfuzz import fuzz

from parsing.labels import repair_roman
from parsing.layout import Row
from parsing.lexicon import lexicon
from parsing.matching import letters
from parsing.note_heads import (
    ITEM,
    NoteHead,
    explains,
    is_gap,
    is_sure,
    label_read,
    labels_a_term,
    next_label,
    read_head,
)
from parsing.prose import Line, join
from schemas.records import NoteSystem

_HEADING = re.compile(
    r"(?P<word>[A-Z][A-Za-z.']{1,12}(?: [Nn][Oo][Tt][Ee][Ss]?)?)\s?(?P<mark>[:;.,]*)(?=\s|$)"
)


@dataclass(frozen=True, slots=True)
class Note:
    """A note with its label and its lines joined; ``lines`` are for evidence."""

    system: NoteSystem
    label: str
    label_raw: str
    text: str
    page: int
    lines: tuple[Line, ...]


def heading_of(row: Row) -> tuple[NoteSystem, int] | None:
    """Tell a row that begins with a heading of notes: which system, and where the heading ends."""
    text = row.text
    match = _HEADING.match(text)
    if match is None:
        return None
    word = match["word"].strip()
    rest = text[match.end() :].strip(" .,:;-'\"")
    alone = not rest
    item = ITEM.match(rest)
    noted = item is not None and not is_gap(rest[item.end() :])
    if not (alone or noted or explains(rest) or labels_a_term(rest)):
        return None
    for system, forms in (
        (NoteSystem.COMMENT, lexicon().notes.comments),
        (NoteSystem.NOTE, lexicon().notes.notes),
    ):
        for form in forms:
            wanted, read = letters(form), letters(word)
            least = 100 if len(wanted) <= 3 and item is None else 78
            if fuzz.ratio(read, wanted) >= least:
                return system, match.end()
    return None


def notes_at(lines: Sequence[Line], *, only: bool = False) -> int | None:
    """Give the index of the line with which the notes begin, ``None`` when there are none.

    ``only`` says that the sheet holds nothing but notes, so that they begin at any label.
    """
    if only:
        return next((at for at, line in enumerate(lines) if ITEM.match(line.text)), None)
    headed = next((at for at, line in enumerate(lines) if heading_of(line.row) is not None), None)
    unheaded = _unheaded(lines if headed is None else lines[:headed])
    if unheaded is None:
        return headed
    return unheaded - 1 if unheaded and _is_ruined_heading(lines[unheaded - 1]) else unheaded


def _is_ruined_heading(line: Line) -> bool:
    """Tell a heading such as ``T.N.`` of which OCR left a scrap at the left edge."""
    beside = abs(line.row.box.x0 - line.layout.left) < 3 * line.layout.letter
    return len(line.text) <= 4 and beside


def _unheaded(lines: Sequence[Line]) -> int | None:
    """Find notes without a heading: a run of lines with labels that count from the first on."""
    labelled = [
        (at, match)
        for at, line in enumerate(lines)
        if (match := ITEM.match(line.text)) and not is_gap(line.text[match.end() :])
    ]
    reads = [label_read(match) for _, match in labelled]
    for which, (at, match) in enumerate(labelled):
        counted = which + 1 < len(reads) and (
            repair_roman(reads[which + 1], ()) == "ii" or reads[which + 1] == "b"
        )
        sure = is_sure(match)
        listed = match["open"] == "(" and match["close"] == ")"
        first = reads[which] == "a" or repair_roman(reads[which], ()) == "i"
        if listed:
            continue  # (a), (b) number paragraphs of the message
        if first and (sure or counted or explains(lines[at].text[match.end() :])):
            return at
    return next((at for at, line in enumerate(lines) if labels_a_term(line.text)), None)


def read_notes(lines: Sequence[Line], due: Sequence[str] = ()) -> list[Note]:
    """Read the notes from the lines that begin with them.

    ``due`` are the labels of the comments when the sheet announces them, else they count from i.
    """
    column = _label_column(lines)
    heads: list[tuple[int, NoteHead]] = []
    headings: set[int] = set()
    system: NoteSystem | None = None
    for index, line in enumerate(lines):
        at = 0
        heading = heading_of(line.row)
        if heading is not None:
            headings.add(index)
            system, at = heading
            at += len(line.text) - at - len(line.text[at:].lstrip())
            if at >= len(line.text):
                continue
        stands = column is not None and _left_of(line, at) <= column + 1.2 * line.layout.letter
        head = read_head(line.text, at, system, [head for _, head in heads], due, stands=stands)
        if head is None and _lost_its_label(line, at, lines[index - 1] if heads else None):
            label = next_label([head for _, head in heads], NoteSystem.COMMENT, due)
            head = NoteHead(NoteSystem.COMMENT, label, "", at)
        if head is not None:
            heads.append((index, head))
    return [_note(lines, headings, heads, which) for which in range(len(heads))]


def _note(
    lines: Sequence[Line], headings: set[int], heads: Sequence[tuple[int, NoteHead]], which: int
) -> Note:
    start, head = heads[which]
    end = heads[which + 1][0] if which + 1 < len(heads) else len(lines)
    own = [
        line for at, line in enumerate(lines[start:end], start) if at == start or at not in headings
    ]
    text = join(own)[head.text_at :].strip()
    return Note(head.system, head.label, head.label_raw, text, own[0].page, tuple(own))


def _lost_its_label(line: Line, at: int, before: Line | None) -> bool:
    """Tell a line that explains a new term, after a note that has ended, without a label before it."""
    ended = before is None or before.text.rstrip().endswith((".", ")"))
    return ended and explains(line.text[at:])


def _left_of(line: Line, at: int) -> int:
    """Give the left edge, in pixels, of the word at character ``at`` of a line."""
    words = line.row.passage.words_between(at, at + 1)
    return words[0].box.x0 if words else line.row.box.x0


def _label_column(lines: Sequence[Line]) -> float | None:
    """Give the column at which labels stand when notes hang: their further lines begin to the right."""
    edges = []
    for line in lines:
        heading = heading_of(line.row)
        at = 0 if heading is None else heading[1] + 1
        if ITEM.match(line.text[at:].lstrip()):
            edges.append(_left_of(line, at))
    if len(edges) < 2:
        return None
    column = median(edges)
    letter = lines[0].layout.letter
    hanging = [line for line in lines if line.row.box.x0 > column + 2.5 * letter]
    beside = [
        line
        for line in lines
        if abs(line.row.box.x0 - column) <= 1.2 * letter and ITEM.match(line.text) is None
    ]
    return column if len(hanging) >= len(beside) else None
