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
from parsing.prose import Line, join
from schemas.records import NoteSystem
from schemas.values.labels import MAX_ROMAN, letter, parse_letter, parse_roman, roman

_HEADING = re.compile(r"(?P<word>[A-Za-z][A-Za-z.']{1,12}(?: [Nn][Oo][Tt][Ee][Ss]?)?)\s?(?P<mark>[:;.,]*)(?=\s|$)")
_ITEM = re.compile(
    r"(?P<open>[\[{(/\\|£€¢LltfICZ<])[fL\[(/]?\s?(?P<label>[ivxlIVXLYy1|!jtJTfrw]{1,7}|[a-z])\s?"
    r"(?P<close>[\]})/\\|7J1lIjd>][7/]?)(?:\s+|$|(?=[A-Z\"'(\[]))"
    r"|(?P<bare>[\[{(/£€¢])(?P<only>[ivxlIVXL1|!]{1,6}|[a-z])\s"
)

_SURE_OPEN = "[{/(£€¢"

_TERM = re.compile(r"[A-ZĀ-Ž][A-Za-zĀ-Ž'-]+(?: [A-Z][A-Za-z'-]*){0,3}\s?:")
_AS_FIGURES = re.compile(rf"[2/]?(?P<label>[1lIi]{{1,4}})7\s+(?={_TERM.pattern})")
"""A label of which everything was read as figures, before a term: ``117 LINE:`` is [ii]."""


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
    if not alone and _ITEM.match(rest) is None and _TERM.match(rest) is None:
        return None
    for system, forms in (
        (NoteSystem.COMMENT, lexicon().notes.comments),
        (NoteSystem.NOTE, lexicon().notes.notes),
    ):
        for form in forms:
            wanted, read = letters(form), letters(word)
            least = 100 if len(wanted) <= 3 else 78
            if fuzz.ratio(read, wanted) >= least:
                return system, match.end()
    return None


def notes_at(lines: Sequence[Line]) -> int | None:
    """Give the index of the line with which the notes begin, ``None`` when there are none."""
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
        if (match := _ITEM.match(line.text)) and not _is_gap(line.text[match.end() :])
    ]
    reads = [_label(match) for _, match in labelled]
    for which, (at, match) in enumerate(labelled):
        counted = which + 1 < len(reads) and (
            repair_roman(reads[which + 1], ()) == "ii" or reads[which + 1] == "b"
        )
        sure = bool(match["open"]) and match["open"] in _SURE_OPEN
        explains = _TERM.match(lines[at].text[match.end() :]) is not None
        first = reads[which] == "a" or repair_roman(reads[which], ()) == "i"
        if first and (sure or counted or explains):
            return at
    return None


def _is_gap(text: str) -> bool:
    """Tell the rest of a gap whose count was taken for a label."""
    return fuzz.ratio(text.lower()[:6], "groups") >= 60


def _label(match: re.Match[str]) -> str:
    return str(match["label"] or match["only"])


@dataclass(frozen=True, slots=True)
class _Head:
    """The head of a line on which a note begins: its label, and where its text begins."""

    system: NoteSystem
    label: str
    label_raw: str
    text_at: int


def read_notes(lines: Sequence[Line]) -> list[Note]:
    """Read the notes from the lines that begin with them."""
    column = _label_column(lines)
    heads: list[tuple[int, _Head]] = []
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
        head = _head(line.text, at, system, [head for _, head in heads], stands=stands)
        if head is None and _lost_its_label(line, at, lines[index - 1] if heads else None):
            label = _next_label([head for _, head in heads], NoteSystem.COMMENT)
            head = _Head(NoteSystem.COMMENT, label, "", at)
        if head is not None:
            heads.append((index, head))
    return [_note(lines, headings, heads, which) for which in range(len(heads))]


def _note(
    lines: Sequence[Line], headings: set[int], heads: Sequence[tuple[int, _Head]], which: int
) -> Note:
    start, head = heads[which]
    end = heads[which + 1][0] if which + 1 < len(heads) else len(lines)
    own = [line for at, line in enumerate(lines[start:end], start) if at == start or at not in headings]
    text = join(own)[head.text_at :].strip()
    return Note(head.system, head.label, head.label_raw, text, own[0].page, tuple(own))


def _lost_its_label(line: Line, at: int, before: Line | None) -> bool:
    """Tell a line that explains a new term, after a note that has ended, without a label before it."""
    ended = before is None or before.text.rstrip().endswith((".", ")"))
    return ended and _TERM.match(line.text, at) is not None


def _next_label(before: Sequence[_Head], system: NoteSystem) -> str:
    """Give the label that comes next in a system."""
    labels = [head.label for head in before if head.system is system]
    if system is NoteSystem.COMMENT:
        return roman(min(MAX_ROMAN, (parse_roman(labels[-1]) or 0) + 1 if labels else 1))
    return letter(min(26, (parse_letter(labels[-1]) or 0) + 1 if labels else 1))


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
        if _ITEM.match(line.text[at:].lstrip()):
            edges.append(_left_of(line, at))
    if len(edges) < 2:
        return None
    column = median(edges)
    letter = lines[0].layout.letter
    hanging = [line for line in lines if line.row.box.x0 > column + 2.5 * letter]
    beside = [
        line
        for line in lines
        if abs(line.row.box.x0 - column) <= 1.2 * letter and _ITEM.match(line.text) is None
    ]
    return column if len(hanging) >= len(beside) else None


_FIRST_WORD = re.compile(r"(?P<label>\S{1,8})\s+(?=\S)")
_PLAIN_WORD = re.compile(r"[A-Z]?[a-z]{2,}[.,:;]?|[A-Z]{4,}[:,.]?|\d+\.?")


def _head(
    text: str, at: int, system: NoteSystem | None, before: Sequence[_Head], *, stands: bool
) -> _Head | None:
    """Read a label at character ``at`` of a line, by the one that should come next.

    ``stands`` says that the line begins where labels stand, so that a label which OCR ruined is
    taken for the next one.
    """
    romans = [head.label for head in before if head.system is NoteSystem.COMMENT]
    next_roman = _next_label(before, NoteSystem.COMMENT)
    next_letter = _next_label(before, NoteSystem.NOTE)
    match = _ITEM.match(text[at:])
    if match is not None and _is_gap(text[at + match.end() :]):
        return None
    explains = bool(_TERM.match(text[at + match.end() :])) if match is not None else False
    if match is not None:
        read = _label(match)
        end = at + match.end()
        sure = (match["open"] or match["bare"]) in _SURE_OPEN
        if system is not NoteSystem.COMMENT and read == next_letter:
            return _Head(NoteSystem.NOTE, read, read, end)
        if system is NoteSystem.NOTE and parse_letter(read) and read not in "ivxl":
            return _Head(NoteSystem.NOTE, read, read, end)
        repaired = repair_roman(read, (next_roman,))
        if repaired == next_roman:
            return _Head(NoteSystem.COMMENT, next_roman, read, end)
        number, expected = parse_roman(repaired or ""), parse_roman(next_roman) or 1
        if number and sure and expected <= number <= expected + 3 and not stands:
            return _Head(NoteSystem.COMMENT, roman(number), read, end)
        if sure and read.islower() and parse_letter(read) and system is not NoteSystem.COMMENT:
            return _Head(NoteSystem.NOTE, read, read, end)
        if explains and romans:
            return _Head(NoteSystem.COMMENT, next_roman, read, end)
    numbered = _AS_FIGURES.match(text[at:])
    if numbered and next_roman in {
        repair_roman(numbered["label"], ()), repair_roman(numbered["label"][1:], ())
    }:  # fmt: skip
        return _Head(NoteSystem.COMMENT, next_roman, numbered["label"], at + numbered.end())
    if not stands:
        return None
    first = _FIRST_WORD.match(text[at:])
    if first is None or _PLAIN_WORD.fullmatch(first["label"]):
        return None
    end = at + first.end()
    if system is NoteSystem.NOTE:
        return _Head(NoteSystem.NOTE, next_letter, first["label"], end)
    return _Head(NoteSystem.COMMENT, next_roman, first["label"], end)
