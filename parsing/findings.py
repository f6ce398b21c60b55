"""Findings: values with their evidence, on the way into a record."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

from pydantic import TypeAdapter

from parsing.layout import Passage
from schemas.pages import Box, Word
from schemas.records import FieldEvidence

T_co = TypeVar("T_co", covariant=True)
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Finding(Generic[T_co]):
    """A value, the words that bear it, the rule that found it, and how surely the rule did (0..1)."""

    value: T_co
    raw: str
    words: tuple[Word, ...]
    page: int
    rule: str
    certainty: float

    @property
    def confidence(self) -> float:
        """What rules choose among findings of one field by: their certainty, and how surely each was read.

        It is no probability: ``parsing.confidence`` gives that, of the field that was chosen.
        """
        if not self.words:
            return self.certainty
        sure = [word.confidence for word in self.words]
        read = sum(sure) / len(sure)
        return round(self.certainty * (0.4 + 0.4 * read + 0.2 * min(sure)), 4)


def texts_of(finding: Finding[object]) -> tuple[str, ...]:
    """Give a value as text, those of a list each by itself."""
    values = finding.value if isinstance(finding.value, tuple) else (finding.value,)
    return tuple(map(str, values))


def found(
    passage: Passage,
    value: T,
    rule: str,
    *,
    start: int = 0,
    end: int | None = None,
    certainty: float = 1.0,
) -> Finding[T]:
    """Make a finding of ``passage.text[start:end]``."""
    raw, words = passage.text, passage.words
    if start or end is not None:
        stop = len(raw) if end is None else end
        raw, words = raw[start:stop], passage.words_between(start, stop)
    return Finding(value, raw.strip(), words, passage.page, rule, certainty)


def as_text(value: object) -> str:
    """Write a value as the table ``fields`` shows it."""
    if isinstance(value, str):
        return str(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return ",".join(as_text(item) for item in value)
    return str(value)


def evidence(
    findings: Mapping[str, Finding[object]], probabilities: Mapping[str, float]
) -> tuple[FieldEvidence, ...]:
    """Give the rows of the table ``fields`` for the findings of a sheet, with their probabilities."""
    rows = []
    for field, finding in findings.items():
        words = finding.words
        x0, y0, x1, y1 = Box.around([word.box for word in words]) if words else _NOWHERE
        rows.append(
            {
                "field": field,
                "value": as_text(finding.value),
                "raw": finding.raw,
                "confidence": round(probabilities[field], 4),
                "page": finding.page,
                "x0": x0,
                "y0": y0,
                "x1": x1,
                "y1": y1,
                "rule": finding.rule,
            }
        )
    return _ROWS.validate_python(rows)


_NOWHERE = Box(0, 0, 0, 0)
_ROWS = TypeAdapter(tuple[FieldEvidence, ...])
