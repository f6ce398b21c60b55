"""References and serials in rows, as sheets bear them at their heads."""

from __future__ import annotations

from collections.abc import Sequence

from rapidfuzz.distance import Levenshtein

from parsing.layout import Passage, Row
from parsing.references import find_references
from schemas.values.references import Reference, Serial


def serials_in(rows: Sequence[Row]) -> set[str]:
    """Give the serials that are pieces of rows by themselves."""
    pieces = (piece.text.strip(" .,") for row in rows for piece in row.segments)
    return {str(one) for one in map(Serial.parse, pieces) if one is not None}


def marks_in(rows: Sequence[Row]) -> set[str]:
    """Give the references and serials in rows."""
    return serials_in(rows) | set(map(str, references_in(rows)))


def references_in(rows: Sequence[Row], least: float = 0.0) -> list[Reference]:
    """Give the reference numbers in rows; with ``least``, those that were surely read as they stand."""
    return [
        found.value
        for row in rows
        for found in find_references(row.text)
        if not least
        or (found.kept == 1.0 and _sureness(row.passage, found.start, found.end) >= least)
    ]


def _sureness(passage: Passage, start: int, end: int) -> float:
    return min(word.confidence for word in passage.words_between(start, end))


def are_other(one: Reference, other: Reference) -> bool:
    """Tell references whose numbers differ by more than one misread figure."""
    return Levenshtein.distance(str(one.number), str(other.number)) > 1
