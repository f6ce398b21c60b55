"""Comments (romans) and translator's notes (letters) at the end of a sheet.

A note begins with its label in brackets at the head of a line; its heading stands alone, before the first
note, or not at all. Labels follow one another, so the order repairs what OCR did to them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from parsing.labels import repair_roman
from parsing.layout import Row
from parsing.lexicon import lexicon
from parsing.matching import letters
from parsing.prose import Line, join
from schemas.records import NoteSystem
from schemas.values.labels import letter, parse_letter, parse_roman, roman

_HEADING = re.compile(r"(?P<word>[A-Za-z][A-Za-z.'’\s]{1,19}?[.sS]?)\s?(?P<mark>[:;]|$|(?=\s[\[(/{L|]))")
_ITEM = re.compile(
    r"(?P<open>[\[{(/\\|LltfIC<])\s?(?P<label>[ivxlIVXLYy1|!jtJTfrw]{1,7}|[a-z])\s?(?P<close>[\]})/\\|7J1lIjd>])"
    r"(?:\s+|(?=[A-Z\"'(\[]))|(?P<bare>[\[{(/])(?P<only>[ivxlIVXL1|!]{1,6}|[a-z])\s"
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
    rest = text[match.end() :].strip()
    alone = not rest
    if not alone and _ITEM.match(rest) is None:
        return None
    if not match["mark"] and not alone and rest[:1] not in "[(/{":
        return None
    for system, forms in (
        (NoteSystem.COMMENT, lexicon().notes.comments),
        (NoteSystem.NOTE, lexicon().notes.notes),
    ):
        for form in forms:
            wanted, read = letters(form), letters(word)
            least = 100 if len(wanted) <= 3 else 78
            if fuzz.ratio(read, wanted) >= least and (match["mark"] or alone or len(wanted) > 3):
                return system, match.end()
    return None


def notes_at(lines: Sequence[Line]) -> int | None:
    """Give the index of the line with which the notes begin, ``None`` when there are none."""
    for at, line in enumerate(lines):
        if heading_of(line.row) is not None:
            return at
    return _unheaded(lines)


def _unheaded(lines: Sequence[Line]) -> int | None:
    """Find notes without a heading: a run of lines with labels that count from the first on."""
    labelled = [(at, match) for at, line in enumerate(lines) if (match := _ITEM.match(line.text))]
    for at, match in labelled:
        read = _label(match)
        if repair_roman(read, ()) == "i" and match["open"] and match["open"] in "[{/(":
            return at
        if read == "a" and match["open"] and match["open"] in "[{/":
            return at
    return None


def _label(match: re.Match[str]) -> str:
    return str(match["label"] or match["only"])


def read_notes(lines: Sequence[Line]) -> list[Note]:
    """Read the notes from the lines that begin with them."""
    notes: list[Note] = []
    system: NoteSystem | None = None
    current: list[Line] = []
    opened: tuple[NoteSystem, str, str, int] | None = None

    def close() -> None:
        if opened and current:
            its_system, label, raw, skip = opened
            text = join(current)[skip:].strip()
            notes.append(Note(its_system, label, raw, text, current[0].page, tuple(current)))

    for line in lines:
        heading = heading_of(line.row)
        at = 0
        if heading is not None:
            close()
            current, opened = [], None
            system, at = heading
            while at < len(line.text) and line.text[at] == " ":
                at += 1
            if at >= len(line.text):
                continue
        item = _item(line.text[at:], system, notes, opened)
        if item is not None:
            close()
            its_system, label, raw, length = item
            opened = (its_system, label, raw, at + length)
            current = [line]
        elif opened is not None:
            current.append(line)
    close()
    return notes


def _item(
    text: str,
    system: NoteSystem | None,
    notes: Sequence[Note],
    opened: tuple[NoteSystem, str, str, int] | None,
) -> tuple[NoteSystem, str, str, int] | None:
    """Read a label at the head of a line, by the one that should come next."""
    match = _ITEM.match(text)
    if match is None:
        return None
    read = _label(match)
    last = {note.system: note.label for note in notes}
    if opened is not None:
        last[opened[0]] = opened[1]
    next_roman = roman((parse_roman(last.get(NoteSystem.COMMENT, "")) or 0) + 1)
    next_letter = letter(min(26, (parse_letter(last.get(NoteSystem.NOTE, "")) or 0) + 1))
    sure = (match["open"] or match["bare"]) in "[{/("
    if system is not NoteSystem.COMMENT and read == next_letter:
        return NoteSystem.NOTE, read, read, match.end()
    if system is NoteSystem.NOTE and parse_letter(read) and read not in "ivxl1":
        return NoteSystem.NOTE, read, read, match.end()
    repaired = repair_roman(read, (next_roman,))
    if repaired == next_roman:
        return NoteSystem.COMMENT, next_roman, read, match.end()
    number = parse_roman(repaired or "")
    expected = parse_roman(next_roman) or 1
    if number and sure and expected <= number <= expected + 3:
        return NoteSystem.COMMENT, roman(number), read, match.end()
    if sure and read.islower() and parse_letter(read) and system is not NoteSystem.COMMENT:
        return NoteSystem.NOTE, read, read, match.end()
    return None
