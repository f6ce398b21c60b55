"""Whether a record may be used unread: required fields, their confidence, and checks between fields."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from parsing.cable import Draft
from parsing.page_order import is_out_of_order, missing
from parsing.sheets import SheetPages
from schemas.problems import Code
from schemas.records import DocumentType, ProblemRow, Status

_REQUIRED = {
    DocumentType.CABLE: ("from_station", "to_station", "message_date"),
    DocumentType.CORRECTION: ("reference_number",),
    DocumentType.OTHER: (),
}
_REQUIRED_WITH_REFERENCE = ("reference_number", "issued_date")
_SURE_ENOUGH = 0.75
_POORLY_READ = 0.7


def judge(
    draft: Draft, pages: SheetPages, lost: tuple[int, ...]
) -> tuple[Status, tuple[ProblemRow, ...]]:
    """Give the status of a draft and the reasons for a review."""
    problems = tuple(_problems(draft, pages, lost))
    return (Status.REVIEW if problems else Status.ACCEPTED), problems


def _problems(draft: Draft, pages: SheetPages, lost: tuple[int, ...]) -> Iterator[ProblemRow]:
    for number in lost:
        yield ProblemRow(
            code=Code.RECORD_PAGE_FAILED, message=f"page {number} of the source could not be read"
        )
    if pages.kind is DocumentType.OTHER:
        return
    yield from _fields(draft, pages.kind)
    yield from _dates(draft)
    yield from _pages(draft, pages)
    yield from _notes(draft)
    if pages.kind is DocumentType.CABLE and not draft.columns.get("body"):
        yield ProblemRow(code=Code.RECORD_BODY_EMPTY, field="body", message="no text was found")
    if draft.unbalanced:
        yield ProblemRow(
            code=Code.RECORD_BRACKET_UNBALANCED,
            field="body",
            message=f"{draft.unbalanced} brackets have no partner",
        )
    read = [layout.page.confidence for layout in pages.layouts]
    known = [confidence for confidence in read if confidence is not None]
    if known and min(known) < _POORLY_READ:
        yield ProblemRow(
            code=Code.RECORD_POORLY_READ,
            message=f"words were read with a mean confidence of {min(known):.2f}",
        )


def _fields(draft: Draft, kind: DocumentType) -> Iterator[ProblemRow]:
    required = list(_REQUIRED[kind])
    if kind is DocumentType.CABLE and {"reference_number", "copy_number"} & draft.findings.keys():
        required.extend(_REQUIRED_WITH_REFERENCE)
    for name in required:
        if name not in draft.findings:
            yield ProblemRow(
                code=Code.RECORD_FIELD_MISSING, field=name, message=f"{name} was not found"
            )
    for name, finding in draft.findings.items():
        if finding.confidence < _SURE_ENOUGH:
            yield ProblemRow(
                code=Code.RECORD_FIELD_UNSURE,
                field=name,
                message=f"{name} was read as {finding.raw!r} with confidence {finding.confidence:.2f}",
            )


def _date(draft: Draft, name: str) -> date | None:
    finding = draft.findings.get(name)
    return finding.value if finding is not None and isinstance(finding.value, date) else None


def _dates(draft: Draft) -> Iterator[ProblemRow]:
    """Check that a message comes before its first issue, and that before its re-issue."""
    names = ("message_date", "reference_date", "issued_date")
    dated = [(name, day) for name in names if (day := _date(draft, name)) is not None]
    for (earlier, first), (later, second) in pairwise(dated):
        if first > second:
            yield ProblemRow(
                code=Code.RECORD_DATES_DISAGREE,
                field=later,
                message=f"{earlier} {first} is after {later} {second}",
            )


def _pages(draft: Draft, pages: SheetPages) -> Iterator[ProblemRow]:
    typed = draft.page_count_typed
    if typed is not None and typed > len(pages.layouts):
        yield ProblemRow(
            code=Code.RECORD_PAGE_MISSING,
            message=f"the sheet says {typed} pages, {len(pages.layouts)} were found",
        )
    elif gone := missing(pages.layouts):
        numbers = ", ".join(map(str, gone))
        yield ProblemRow(
            code=Code.RECORD_PAGE_MISSING, message=f"the numbers on the pages leave out {numbers}"
        )
    elif draft.continued:
        yield ProblemRow(
            code=Code.RECORD_PAGE_MISSING, message="the last page says that another follows"
        )
    if is_out_of_order(pages.layouts):
        yield ProblemRow(
            code=Code.RECORD_PAGES_OUT_OF_ORDER,
            message="the numbers typed on the pages do not rise in the order of the source",
        )
    if len(draft.references) > 1:
        yield ProblemRow(
            code=Code.RECORD_REFERENCES_DISAGREE,
            field="reference_number",
            message="the pages bear " + ", ".join(draft.references),
        )


def _notes(draft: Draft) -> Iterator[ProblemRow]:
    labels = {comment.label for comment in draft.comments}
    marked = {mark.text for mark in draft.marks if mark.kind == "note_marker"} | {
        label for found in draft.anchored.values() for label in found
    }
    for label in sorted(marked - labels):
        yield ProblemRow(
            code=Code.RECORD_MARKER_WITHOUT_NOTE,
            field="body",
            message=f"marker [{label}] points to no note",
        )
    for comment in draft.comments:
        if not comment.anchors and not comment.anchored_in and comment.label not in marked:
            yield ProblemRow(
                code=Code.RECORD_NOTE_WITHOUT_MARKER,
                field="comments",
                message=f"note [{comment.label}] is pointed to by no marker",
            )
