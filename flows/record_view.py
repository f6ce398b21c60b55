"""A record for people: header fields with how sure they are, text, notes, problems."""

from __future__ import annotations

from collections.abc import Mapping

from rich.console import Console
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table

from flows.terminal import plain, safe
from schemas.records import Comment, FieldEvidence, Record, Sheet

_WIDTH = 100
_NOT_IN_HEADER = frozenset(
    {
        "body",
        "problems",
        "status",
        "document_type",
        "first_page",
        "last_page",
        "page_count",
        "ocr_confidence",
    }
)
SURE, UNSURE = 0.9, 0.6
"""Confidence from which a field is shown green, and below which red."""


def colour(confidence: float) -> str:
    """Give the colour of a confidence: green, yellow, red."""
    if confidence >= SURE:
        return "green"
    return "yellow" if confidence >= UNSURE else "red"


def show_record(console: Console, record: Record, heading: str = "") -> None:
    """Print one record."""
    sheet = record.sheet
    pages = f"page {sheet.first_page}"
    if sheet.last_page != sheet.first_page:
        pages = f"pages {sheet.first_page}-{sheet.last_page}"
    title = f"{heading}  {sheet.document_type.value}, {pages}, {sheet.status.value}".strip()
    console.print(Rule(plain(title, "bold"), align="left"), width=_WIDTH)
    console.print(_header(sheet, {field.field: field for field in record.fields}))
    for paragraph in filter(None, sheet.body.split("\n\n")):
        console.print(Padding(plain(paragraph), (0, 2, 1, 2)), width=_WIDTH)
    if record.comments:
        console.print(_notes(record.comments), width=_WIDTH)
    for problem in sheet.problems:
        place = f" ({problem.field})" if problem.field else ""
        console.print(
            plain(f"{problem.code.value}{place}: {problem.message}", "yellow"), width=_WIDTH
        )
    console.print()


def _header(sheet: Sheet, evidence: Mapping[str, FieldEvidence]) -> Table:
    table = Table(box=None, show_header=False, padding=(0, 2, 0, 0))
    for name in type(sheet).model_fields:
        value = getattr(sheet, name)
        if name in _NOT_IN_HEADER or value in (None, (), False, "", 0):
            continue
        found = evidence.get(name)
        sure = plain(f"{found.confidence:.2f}", colour(found.confidence)) if found else plain("")
        table.add_row(plain(name, "dim"), plain(_said(value)), sure)
    return table


def _notes(comments: tuple[Comment, ...]) -> Table:
    table = Table(box=None, show_header=False, padding=(0, 1, 0, 2))
    table.add_column(no_wrap=True)
    for comment in comments:
        table.add_row(plain(f"[{comment.label}]"), plain(comment.text))
    return table


def _said(value: object) -> str:
    if isinstance(value, tuple):
        return ", ".join(safe(str(one)) for one in value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)
