"""Small sources, pages and records for the tests of the archive: content invented."""

from __future__ import annotations

import hashlib
from datetime import UTC, date, datetime, timedelta

from output.archive import Archive
from output.commits import SourceRecords
from schemas.pages import Box, Page, Reading, Word
from schemas.problems import Code, Problem
from schemas.records import (
    Comment,
    Document,
    DocumentType,
    FieldEvidence,
    Mark,
    MarkKind,
    NoteSystem,
    Precision,
    ProblemRow,
    Record,
    RunRow,
    RunState,
    Sheet,
    SourceRow,
    SourceState,
    Status,
)

START = datetime(2031, 5, 6, 7, 8, 9, tzinfo=UTC)
PROFILE = "profile-1"
VERSION = "9.9.9"


def later(seconds: int) -> datetime:
    return START + timedelta(seconds=seconds)


def digest(name: str) -> str:
    return hashlib.sha256(name.encode()).hexdigest()


def uri(name: str) -> str:
    return f"/scans/{name}.pdf"


def page(number: int, text: str = "two groups unrecovered", *, profile: str = PROFILE) -> Page:
    words = tuple(
        Word(word, 0.1 + 0.07 * at, at // 2, Box(10 * at, 20, 10 * at + 9, 40), struck=at == 1)
        for at, word in enumerate(text.split())
    )
    return Page(
        number=number,
        image_sha256=digest(f"{number} {text}"),
        width=2480,
        height=3508,
        dpi=300,
        rotation=0,
        skew_degrees=0.3,
        is_blank=not words,
        words=words,
        reading=Reading("tesseract 5.3.0 eng", profile, 1.25),
    )


def failed_page(number: int, code: Code = Code.PAGE_TIMEOUT) -> Page:
    return Page(
        number, "", 0, 0, None, 0, 0.0, False, (), None, Problem(code, "60 s were not enough")
    )


def record(
    reference: str = "3/NBF/T1904",
    *,
    first: int = 1,
    last: int = 2,
    part: int | None = None,
    body: str = "On the 2nd LAMPIST[i] gave [3 groups unrecovered].",
    status: Status = Status.REVIEW,
) -> Record:
    marker, gap = body.index("["), body.rindex("[")
    return Record(
        sheet=Sheet(
            document_type=DocumentType.CABLE,
            first_page=first,
            last_page=last,
            page_count=last - first + 1,
            part=part,
            classification="TOP SECRET",
            classification_struck=True,
            codewords=("VENONA",),
            reference_number=reference,
            issued_date=date(1968, 9, 17),
            title='"LAMPIST" ASKS FOR A SECOND TRANSMITTER (1944)',
            from_station="OSLO",
            to_station="MOSCOW",
            message_numbers=(318, 319),
            message_date=date(1944, 11, 4),
            message_date_precision=Precision.DAY,
            body=body,
            distribution=(),
            groups_unrecovered=3,
            ocr_confidence=0.87654321,
            status=status,
            problems=(
                ProblemRow(
                    code=Code.RECORD_FIELD_UNSURE, field="copy_number", message="read as 2O5"
                ),
            ),
        ),
        comments=(
            Comment(
                system=NoteSystem.COMMENT,
                label="i",
                label_raw="1",
                position=1,
                term="LAMPIST",
                text="LAMPIST: Unidentified cover-name.",
                anchors=(marker,),
                first_page=last,
            ),
        ),
        marks=(
            Mark(
                field="body",
                start=marker,
                end=marker + 3,
                kind=MarkKind.NOTE_MARKER,
                text="i",
                page=first,
            ),
            Mark(
                field="body",
                start=gap,
                end=len(body) - 1,
                kind=MarkKind.GAP,
                text="3 groups unrecovered",
                groups=3,
                page=first,
            ),
        ),
        fields=(
            FieldEvidence(
                field="from_station",
                value="OSLO",
                raw="0SLO",
                confidence=0.93,
                page=first,
                x0=10,
                y0=20,
                x1=90,
                y1=40,
                rule="label",
            ),
        ),
    )


def source(
    name: str,
    run_id: str,
    *,
    pages: int = 2,
    at: datetime = START,
    state: SourceState = SourceState.RECORDED,
    reason: Code | None = None,
    where: str | None = None,
    duplicate_of: str | None = None,
) -> SourceRow:
    return SourceRow(
        source_uri=where or uri(name),
        source_sha256=digest(name),
        bytes=1234,
        media_type="application/pdf",
        page_count=pages,
        state=state,
        reason=reason,
        message="it was not to be" if reason else None,
        duplicate_of=duplicate_of,
        first_seen=at,
        last_seen=at,
        run_id=run_id,
        ocr_profile=PROFILE,
        pipeline_version=VERSION,
    )


def begin(archive: Archive, at: datetime = START) -> str:
    return archive.begin_run("ingest", "{}", "{}", at)


def ended(run_id: str, at: datetime = START) -> RunRow:
    return RunRow(
        run_id=run_id,
        flow="ingest",
        started_at=at,
        ended_at=at + timedelta(seconds=5),
        state=RunState.COMPLETED,
        settings="{}",
        versions="{}",
    )


def keep(
    archive: Archive, run_id: str, name: str, *records: Record, pages: int = 2, at: datetime = START
) -> None:
    """Commit a source with its pages and records, as a run does."""
    archive.commit_pages(
        digest(name), [page(n + 1, f"{name} page {n}") for n in range(pages)], run_id
    )
    archive.commit_sources(
        [SourceRecords(source(name, run_id, pages=pages, at=at), records)],
        pipeline_version=VERSION,
        recorded_at=at,
    )


def documents(archive: Archive) -> dict[str, Document]:
    from output.rows import from_arrow

    rows = from_arrow(Document, archive.tables.scan("documents"))
    return {row.document_id: row for row in rows}
