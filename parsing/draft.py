"""A record in the making: what was found of a message, and what of its pages it was found in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from parsing.findings import Finding
from parsing.layout import Row
from parsing.names import folded
from parsing.notes import Note
from parsing.prose import Line
from schemas import records
from schemas.records import Comment, MarkKind

PERSONS = ("addressee", "copy_to", "signature_name")
"""Columns that hold names of persons."""


@dataclass
class Draft:
    """A sheet in the making: findings by column, and what is no finding.

    ``beside_copies`` are the labels beside each of those who get copies.
    ``copies`` tells of a field how many places of the sheet bear its value, and how many another.
    ``head`` are the rows of the header, ``cut`` those cut away with the furniture, ``text`` the lines in
    which opening, text and signature were looked for, ``foot`` those below: notes, and what is among them.
    ``left`` are those below the notes that are of none, or below the signature and in no field.
    ``doubted_end`` are words above the next message of the sheet that may be none of this one.
    ``unread`` are fields of which something stands on the sheet that could not be read.
    ``continued`` says that the last of its pages tells of another. ``first``, for a later message, is the
    draft of the first one of the sheet, whose header is that of the sheet.
    """

    findings: dict[str, Finding[object]] = field(default_factory=dict)
    columns: dict[str, object] = field(default_factory=dict)
    anchored: dict[str, tuple[str, ...]] = field(default_factory=dict)
    beside_copies: tuple[tuple[str, ...], ...] = ()
    marks: list[records.Mark] = field(default_factory=list)
    comments: list[Comment] = field(default_factory=list)
    unbalanced: int = 0
    page_count_typed: int | None = None
    references: tuple[str, ...] = ()
    copies: dict[str, tuple[int, int]] = field(default_factory=dict)
    head: tuple[Row, ...] = ()
    cut: list[Row] = field(default_factory=list)
    text: tuple[Line, ...] = ()
    foot: tuple[Line, ...] = ()
    left: Sequence[Line] = ()
    doubted_end: str | None = None
    routed: bool = False
    unread: frozenset[str] = frozenset()
    continued: bool = False
    first: Draft | None = None
    notes: tuple[Note, ...] = ()
    lines: tuple[Line, ...] = ()
    """The lines of the text and of the notes: what the body and the comments were made from."""

    @cached_property
    def names(self) -> Counter[str]:
        """How often the lines bear each name in capitals, folded. Asked for when all lines are known."""
        return Counter([folded(name) for line in self.lines for name, _ in line.passage.names])

    def day_of(self, name: str) -> date | None:
        """Give the day that was found for a column; ``None`` where none was."""
        finding = self.findings.get(name)
        return finding.value if finding is not None and isinstance(finding.value, date) else None


def pointed_to(draft: Draft) -> set[str]:
    """Give the labels that the draft's markers bear, whatever field they stand in."""
    marked = {mark.text for mark in draft.marks if mark.kind is MarkKind.NOTE_MARKER}
    return marked | {label for labels in draft.anchored.values() for label in labels}
