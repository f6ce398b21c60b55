"""Records: immutable, closed, bounded, and the same after JSON and Arrow."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, ValidationError

from schemas import records
from schemas.problems import Code
from schemas.records import (
    Comment,
    Document,
    DocumentType,
    FieldEvidence,
    GapKind,
    Mark,
    MarkKind,
    Mention,
    MentionKind,
    NoteSystem,
    Precision,
    ProblemRow,
    Record,
    Sheet,
)
from schemas.tables import TABLES

SHEET = Sheet(
    document_type=DocumentType.CABLE,
    first_page=1,
    last_page=2,
    page_count=2,
    classification="SECRET",
    classification_struck=True,
    codewords=("DRUG",),
    reference_number="3/NBF/T9071",
    reference_date=date(1953, 2, 1),
    from_station="QUITO",
    to_station="MOSCOW",
    message_numbers=(31, 32),
    message_date=date(1943, 5, 1),
    message_date_precision=Precision.MONTH,
    body="We saw [2 groups unrecovered] the PIER [PIRS][i].",
    distribution=(),
    groups_unrecovered=2,
    problems=(
        ProblemRow(code=Code.RECORD_FIELD_UNSURE, field="copy_number", message="read as 2O1"),
    ),
)
RECORD = Record(
    sheet=SHEET,
    comments=(
        Comment(
            system=NoteSystem.COMMENT, label="i", label_raw="1", position=1, term="PIER",
            text="PIER: GUAYAQUIL.", anchors=(46,), first_page=2,
        ),
    ),
    marks=(
        Mark(
            field="body", start=7, end=29, kind=MarkKind.GAP, text="2 groups unrecovered", groups=2,
            gap_kind=GapKind.UNRECOVERED, page=1,
        ),
    ),
    mentions=(
        Mention(
            kind=MentionKind.COVER_NAME, text="PIER", canonical="PIER", start=34, end=38,
            field="body",
        ),
    ),
    fields=(
        FieldEvidence(
            field="to_station", value="MOSCOW", raw="M0SCOW", confidence=0.9, page=1,
            x0=300, y0=400, x1=480, y1=432, rule="place after To",
        ),
    ),
)  # fmt: skip
KEPT = {
    "document_id": "00ff00ff00ff00ff-1",
    "source_uri": "scans/quito.tif",
    "source_sha256": "00ff" * 16,
    "revision": 1,
    "run_id": "r1",
    "pipeline_version": "0.1.0",
    "recorded_at": datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC),
    "content_hash": "ab" * 32,
}


def test_a_record_is_the_same_after_json() -> None:
    assert Record.model_validate_json(RECORD.model_dump_json()) == RECORD


def test_a_document_is_the_same_after_arrow() -> None:
    document = Document.model_validate({**SHEET.model_dump(), **KEPT})
    table = pa.Table.from_pylist([document.model_dump()], schema=TABLES["documents"].schema)
    table.validate(full=True)
    assert Document.model_validate(table.to_pylist()[0]) == document


@pytest.mark.parametrize(
    ("table", "row"),
    [
        ("comments", RECORD.comments[0]),
        ("marks", RECORD.marks[0]),
        ("mentions", RECORD.mentions[0]),
        ("fields", RECORD.fields[0]),
    ],
)
def test_children_are_the_same_after_arrow_and_bear_their_document(
    table: str, row: BaseModel
) -> None:
    columns = {"document_id": KEPT["document_id"], **row.model_dump()}
    kept = pa.Table.from_pylist([columns], schema=TABLES[table].schema).to_pylist()[0]
    assert kept.pop("document_id") == KEPT["document_id"]
    again = type(row).model_validate(kept).model_dump()
    confidence = row.model_dump().get("confidence")
    if confidence is not None:
        assert again.pop("confidence") == pytest.approx(confidence)
        assert again == {k: v for k, v in row.model_dump().items() if k != "confidence"}
    else:
        assert again == row.model_dump()


def test_an_unread_sheet_is_null_and_not_empty_text() -> None:
    sheet = Sheet(document_type=DocumentType.OTHER, first_page=1, last_page=1, page_count=1)
    assert sheet.title is None
    assert sheet.distribution is None
    assert sheet.classification_struck is None
    assert sheet.message_numbers == ()
    assert sheet.body == ""


def test_rows_are_immutable_and_closed() -> None:
    with pytest.raises(ValidationError):
        SHEET.title = "OTHER"  # type: ignore[misc]
    with pytest.raises(ValidationError):
        Sheet.model_validate({**SHEET.model_dump(), "colour": "red"})


@pytest.mark.parametrize(
    ("row", "field", "value"),
    [
        (SHEET, "first_page", 0),
        (SHEET, "page_count", 0),
        (SHEET, "message_numbers", (2**31,)),
        (SHEET, "ocr_confidence", 1.01),
        (SHEET, "groups_unrecovered", -1),
        (SHEET, "document_type", "letter"),
        (SHEET, "status", "fine"),
        (RECORD.marks[0], "grade", "E"),
        (RECORD.marks[0], "start", -1),
        (RECORD.marks[0], "gap_kind", "lost"),
        (RECORD.comments[0], "system", "footnote"),
        (RECORD.fields[0], "confidence", -0.1),
        (SHEET.problems[0], "code", "record.unheard_of"),
    ],
)
def test_values_outside_their_bounds_are_refused(row: BaseModel, field: str, value: object) -> None:
    with pytest.raises(ValidationError, match=field):
        type(row).model_validate({**row.model_dump(), field: value})


def test_every_row_of_the_tables_is_described_to_programs() -> None:
    for table in TABLES.values():
        properties = table.row.model_json_schema()["properties"]
        assert all(about.get("description") for about in properties.values())


@given(
    st.builds(
        Mark,
        field=st.sampled_from(["body", "title", "handling", "comments"]),
        start=st.integers(0, 10**6),
        end=st.integers(0, 10**6),
        text=st.text(st.characters(exclude_categories=["Cs"])),
        groups=st.none() | st.integers(0, 999),
        grade=st.none() | st.sampled_from("ABCD"),
        term=st.none() | st.text(st.characters(exclude_categories=["Cs"])),
        page=st.integers(1, 999),
        comment=st.none() | st.integers(1, 89),
    )
)
def test_any_mark_is_the_same_after_json(mark: records.Mark) -> None:
    assert Mark.model_validate_json(mark.model_dump_json()) == mark
