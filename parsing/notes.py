"""Comments (romans) and translator's notes (letters) at the end of a sheet.

A note begins with its label in brackets at the head of a line; its heading stands alone, before the first
note, or not at all. Labels follow one another, so the order repairs what OCR did to them.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from parsing.asked_notes import are_due, bears_signature
from parsing.label_scraps import behind_scrap
from parsing.lexicon import lexicon
from parsing.lost_labels import with_lost_labels
from parsing.matching import is_like
from parsing.note_headings import begins_a_note, goes_on_as_text, heading_of
from parsing.note_heads import find_heads
from parsing.note_labels import (
    is_sure,
    readings_at,
)
from parsing.note_lines import HeadLine, NoteHead
from parsing.note_wording import mended
from parsing.phrases import phrase_at_head
from parsing.prose import Line, join
from parsing.signature import is_numbered
from parsing.strays import below_notes, goes_on, is_of_the_sheet, without_foot
from parsing.unheaded_notes import unheaded
from parsing.worded_headings import is_worded_heading, stands_as_heading
from schemas.records import NoteSystem

_LONGEST_ANNOUNCEMENT = 4
"""Lines over which a correction sheet says which notes it replaces."""


_Heading = tuple[NoteSystem, int]
"""The heading of a system of notes, and where it ends in its line."""


@dataclass(frozen=True, slots=True)
class Note:
    """A note with its label and its lines joined; ``lines`` are for evidence."""

    system: NoteSystem
    label: str
    label_raw: str
    text: str
    page: int
    lines: tuple[Line, ...]


_SURELY = 0.85
"""Confidence of a line that tells where the further lines of notes begin."""


def notes_at(lines: Sequence[Line], *, only: bool) -> int | None:
    """Find the line that the notes of a message begin with; ``only`` notes stand on a correction sheet."""
    start = _begin_at(lines, only=only)
    while start is not None and is_numbered(lines[start]):
        at = start + 1  # ``Noe 26`` is no heading of notes
        further = _begin_at(lines[at:])
        start = None if further is None else at + further
    return start


def _begin_at(lines: Sequence[Line], *, only: bool = False) -> int | None:
    """Give the index of the line with which the notes begin, ``None`` when there are none.

    ``only`` says that the sheet holds nothing but notes, so that they begin at any label.
    """
    if only:
        told = _announced_until(lines)
        return next((at for at in range(told, len(lines)) if _begins(lines[at])), None)
    headings = _headings(lines)
    headed = headings[0][0] if headings else None
    first = unheaded(lines[:headed], {system for _, system in headings})
    if first is None:
        return headed
    if first and (_is_ruined_heading(lines[first - 1]) or stands_as_heading(lines, first - 1)):
        return first - 1
    return first


def _headings(lines: Sequence[Line]) -> list[tuple[int, NoteSystem]]:
    """Give the indices of the lines that are headings of notes, with their systems.

    What goes on as text is one where notes are due, and none that is plainly one follows in its system.
    """
    headings = [
        (at, heading[0])
        for at, line in enumerate(lines)
        if (heading := heading_of(line.row)) and not _is_above_signature(lines[at:])
    ]
    doubted = {at for at, _ in headings if goes_on_as_text(lines[at].row)}
    return [
        (at, system)
        for at, system in headings
        if at not in doubted
        or (
            not any(
                below > at and below not in doubted and other is system for below, other in headings
            )
            and are_due(lines, at, system)
            and not bears_signature(lines[at:])
        )
    ]


def _is_above_signature(lines: Sequence[Line]) -> bool:
    """Tell a heading, the first of some lines, below which one signs and nothing bears a label in brackets.

    It is a paragraph of the text: ``Comments of SMOKER: none.``
    """
    return bears_signature(lines[1:]) and not any(_BRACKETED.search(line.text) for line in lines)


def _begins(line: Line) -> bool:
    """Tell a line that begins a note, or scrawl in the margin before one."""
    return begins_a_note(line.text) or begins_a_note(line.text[behind_scrap(line.row) :])


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


def read_notes(
    lines: Sequence[Line], due: Sequence[str] = (), text: Sequence[Line] = ()
) -> tuple[list[Note], list[Line]]:
    """Read the notes from the lines that begin with them, and give the lines below that are of none.

    Of these a clerk's and those of stamps are not given.

    ``due`` are the labels of the notes when the sheet announces them, else they count from i and from a, or
    are those to which the markers of the ``text`` above point.
    """
    lines = without_foot(lines, _is_labelled)
    lines = [line for at, line in enumerate(lines) if not _is_lone_heading(lines, at)]
    read = [heading_of(line.row) for line in lines]
    placed = _head_lines(lines, read)
    headings = {at for at, heading in enumerate(read) if heading is not None}
    items = _items_within(placed)
    kept = [at for at, line in enumerate(placed) if line.at < len(line.text) and at not in items]
    own = [placed[at] for at in kept]
    heads = with_lost_labels(own, find_heads(own, due, text))
    begun = [kept[at] for at, _ in heads]
    below = below_notes(lines, {at: placed[at].left for at in begun}, headings)
    left = [lines[at] for at in sorted(below) if not _is_told(lines[at])]
    return _joined(lines, headings, [(kept[at], head) for at, head in heads], below), left


def _is_told(line: Line) -> bool:
    """Tell a line of the sheet, or a worn heading, with which nothing of the notes is lost."""
    heads = lexicon().notes.heads
    return is_of_the_sheet(line) or is_like(line.text.strip(" .:"), heads, _LIKE_HEAD)


_LIKE_HEAD = 0.8


def _is_lone_heading(lines: Sequence[Line], at: int) -> bool:
    """Tell a heading in other words above a note, ``Comments (continued):``, or any above the first."""
    text = lines[at].text
    if at + 1 == len(lines) or heading_of(lines[at].row) is not None:
        return False
    if at == 0:
        return stands_as_heading(lines, at)
    return is_worded_heading(text) and begins_a_note(lines[at + 1].text)


def _items_within(lines: Sequence[HeadLine]) -> set[int]:
    """Give the indices of the items (a), (b) of a list within a note, on a sheet with labels in brackets.

    The list begins below a colon, or where a note [a] stands above it; right of the labels of comments each
    is one.
    """
    items: set[int] = set()
    labels: set[str] = set()
    due = ""
    column = 0
    for at, line in enumerate(lines):
        if label := _BRACKETED.match(line.text, line.at):
            labels.add(label["label"])
            due = ""
            column = line.left
        item = _ITEM.match(line.text)
        if item is None:
            continue
        announced = not line.headed and lines[at - 1].text.endswith(":")
        if item["letter"] == "a" and labels and ("a" in labels or announced):
            due = "a"
        hangs = line.left > column + _HANGING * line.line.layout.letter
        if labels and hangs and line.system is NoteSystem.COMMENT:
            items.add(at)
        if item["letter"] == due:
            items.add(at)
            due = chr(ord(due) + 1)
    return items


_BRACKETED = re.compile(r"\[(?P<label>[a-z]{1,6})\]")
_HANGING = 2.0
"""Letters right of the labels from which a line hangs."""

_ITEM = re.compile(r"\((?P<letter>[a-z])\)\s")


def _is_labelled(line: Line) -> bool:
    """Tell a line that begins with a heading, or with a label in brackets."""
    return heading_of(line.row) is not None or any(map(is_sure, readings_at(line.text, 0)))


def _head_lines(lines: Sequence[Line], headings: Sequence[_Heading | None]) -> list[HeadLine]:
    """Give the lines with what the headings before them tell."""
    placed: list[HeadLine] = []
    system: NoteSystem | None = None
    headed = False
    above: Line | None = None
    for line, heading in zip(lines, headings, strict=True):
        at = 0
        if heading is not None:
            system, at = heading
            at += len(line.text[at:]) - len(line.text[at:].lstrip(" .:;,_-"))
        else:
            at = behind_scrap(line.row)
        placed.append(HeadLine(line, at, system, headed or heading is not None, above))
        headed = heading is not None and at >= len(line.text)
        above = line
    return placed


def _joined(
    lines: Sequence[Line],
    headings: set[int],
    heads: Sequence[tuple[int, NoteHead]],
    below: Collection[int],
) -> list[Note]:
    """Give the notes that begin at ``heads``, each with its lines, without those that lie across it.

    ``below`` are lines that are of none.
    """
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
            if at in below:
                continue
            column = columns.get(line.page)
            if at not in headings and goes_on(line, own[-1], column, right[page], hanging[page]):
                own.append(line)
        text = mended(join(own)[head.text_at :].strip())
        notes.append(Note(head.system, head.label, head.label_raw, text, page, tuple(own)))
    return notes
