"""Texts without their markers: a name is a name without ``[iv]``."""

from __future__ import annotations

from collections.abc import Sequence

from parsing.brackets.canonical import Bracketed, Mark
from schemas.records import MarkKind


def without_marks(text: str, marks: Sequence[Mark]) -> tuple[str, tuple[str, ...]]:
    """Give the text without its note markers and originals, and the markers' labels."""
    labels = []
    pieces: list[str] = []
    at = 0
    for mark in marks:
        if mark.start < at:
            continue
        if mark.kind is MarkKind.NOTE_MARKER:
            labels.append(mark.text)
        elif mark.kind is not MarkKind.ORIGINAL:
            continue
        pieces.append(text[at : mark.start])
        at = mark.end
    pieces.append(text[at:])
    return "".join(pieces), tuple(labels)


def without_markers(bracketed: Bracketed) -> tuple[str, tuple[Mark, ...], tuple[str, ...]]:
    """Give the text without note markers, the other marks moved to their new places, and the labels."""
    pieces: list[str] = []
    labels: list[str] = []
    cuts: list[tuple[int, int]] = []
    at = 0
    for mark in bracketed.marks:
        if mark.kind is MarkKind.NOTE_MARKER and mark.start >= at:
            piece = bracketed.text[at : mark.start]
            kept = piece.rstrip()
            cuts.append((at + len(kept), mark.end))
            pieces.append(kept)
            labels.append(mark.text)
            at = mark.end
    pieces.append(bracketed.text[at:])
    text = "".join(pieces)
    moved = []
    for mark in bracketed.marks:
        if mark.kind is MarkKind.NOTE_MARKER:
            continue
        shift = sum(end - start for start, end in cuts if end <= mark.start)
        inner = sum(end - start for start, end in cuts if mark.start < start and end <= mark.end)
        moved.append(
            Mark(
                mark.start - shift, mark.end - shift - inner, mark.kind,
                text[mark.start - shift + 1 : mark.end - shift - inner - 1],
                mark.groups, mark.gap_kind, mark.grade, mark.term,
            )
        )  # fmt: skip
    return text, tuple(moved), tuple(labels)
