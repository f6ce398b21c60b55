"""The tables against the published contract, repeated here as data so that neither drifts."""

from __future__ import annotations

import re

import pyarrow as pa
import pytest

from schemas.records import SCHEMA_VERSION
from schemas.tables import TABLES

TEXT, FLAG, WHOLE, REAL, DAY = (
    pa.string(), pa.bool_(), pa.int32(), pa.float32(), pa.date32(),
)  # fmt: skip
MOMENT = pa.timestamp("us", tz="UTC")
TEXTS, WHOLES = pa.list_(TEXT), pa.list_(WHOLE)
PROBLEM = {"code": TEXT, "field": TEXT, "message": TEXT}
WORD = {
    "text": TEXT, "confidence": REAL, "line": WHOLE,
    "x0": WHOLE, "y0": WHOLE, "x1": WHOLE, "y1": WHOLE,
}  # fmt: skip

CONTRACT: dict[str, dict[str, pa.DataType]] = {
    "documents": {
        "document_id": TEXT, "document_type": TEXT, "source_uri": TEXT, "source_sha256": TEXT,
        "first_page": WHOLE, "last_page": WHOLE, "page_count": WHOLE, "part": WHOLE,
        "classification": TEXT, "classification_struck": FLAG, "codewords": TEXTS, "origin": TEXT,
        "reference_number": TEXT, "reference_date": DAY, "sheet_serial": TEXT, "issued_date": DAY,
        "copy_number": WHOLE, "is_reissue": FLAG, "reissue_of": TEXT, "title": TEXT,
        "from_station": TEXT, "to_station": TEXT, "message_numbers": WHOLES, "message_date": DAY,
        "message_date_precision": TEXT, "addressee": TEXT, "copy_to": TEXTS, "handling": TEXT,
        "body": TEXT, "signature_serial": WHOLE, "signature_name": TEXT, "signature_date": DAY,
        "distribution": TEXTS, "groups_unrecovered": WHOLE, "groups_unrecoverable": WHOLE,
        "ocr_confidence": REAL, "status": TEXT, "revision": WHOLE, "run_id": TEXT,
        "pipeline_version": TEXT, "recorded_at": MOMENT,
    },
    "comments": {
        "document_id": TEXT, "system": TEXT, "label": TEXT, "label_raw": TEXT, "position": WHOLE,
        "term": TEXT, "text": TEXT, "identification": TEXT, "anchors": WHOLES, "anchored_in": TEXTS,
        "first_page": WHOLE,
    },
    "marks": {
        "document_id": TEXT, "field": TEXT, "start": WHOLE, "end": WHOLE, "kind": TEXT,
        "text": TEXT, "groups": WHOLE, "gap_kind": TEXT, "grade": TEXT, "term": TEXT, "page": WHOLE,
    },
    "mentions": {
        "document_id": TEXT, "kind": TEXT, "text": TEXT, "canonical": TEXT, "start": WHOLE,
        "end": WHOLE, "field": TEXT, "cited_station": TEXT, "cited_number": WHOLE,
        "cited_document_id": TEXT,
    },
    "fields": {
        "document_id": TEXT, "field": TEXT, "value": TEXT, "raw": TEXT, "confidence": REAL,
        "page": WHOLE, "x0": WHOLE, "y0": WHOLE, "x1": WHOLE, "y1": WHOLE, "rule": TEXT,
        "source": TEXT,
    },
    "pages": {
        "source_sha256": TEXT, "page": WHOLE, "document_id": TEXT, "image_sha256": TEXT,
        "width": WHOLE, "height": WHOLE, "dpi": WHOLE, "rotation": WHOLE, "skew_degrees": REAL,
        "ocr_confidence": REAL, "is_blank": FLAG, "ocr_engine": TEXT, "ocr_profile": TEXT,
        "ocr_seconds": REAL,
    },
    "sources": {
        "source_uri": TEXT, "source_sha256": TEXT, "bytes": pa.int64(), "media_type": TEXT,
        "page_count": WHOLE, "state": TEXT, "reason": TEXT, "message": TEXT, "duplicate_of": TEXT,
        "first_seen": MOMENT, "last_seen": MOMENT, "run_id": TEXT,
    },
    "runs": {
        "run_id": TEXT, "flow": TEXT, "started_at": MOMENT, "ended_at": MOMENT, "state": TEXT,
        "settings": TEXT, "versions": TEXT,
    },
    "corrections": {
        "document_id": TEXT, "field": TEXT, "old_value": TEXT, "new_value": TEXT, "author": TEXT,
        "made_at": MOMENT,
    },
}  # fmt: skip

MAY_BE_NULL: dict[str, set[str]] = {
    "documents": {
        "part", "classification", "classification_struck", "origin", "reference_number",
        "reference_date", "sheet_serial", "issued_date", "copy_number", "reissue_of", "title",
        "from_station", "to_station", "message_date", "message_date_precision", "addressee",
        "handling",
        "signature_serial", "signature_name", "signature_date", "distribution", "ocr_confidence",
    },
    "comments": {"term", "identification"},
    "marks": {"groups", "gap_kind", "grade", "term"},
    "mentions": {"cited_station", "cited_number", "cited_document_id"},
    "fields": set(),
    "corrections": {"old_value", "new_value"},
}  # fmt: skip


def _described(field: pa.Field) -> bool:
    text = (field.metadata or {}).get(b"description", b"").decode()
    return len(text) >= len("UTC")


def _within(column: pa.DataType) -> list[pa.Field]:
    """Give all fields of a nested type, at any depth."""
    if pa.types.is_list(column):
        return _within(column.value_type)
    if pa.types.is_struct(column):
        fields = [column.field(index) for index in range(column.num_fields)]
        return fields + [inner for field in fields for inner in _within(field.type)]
    return []


def test_the_tables_are_those_of_the_contract() -> None:
    assert set(TABLES) == set(CONTRACT)


@pytest.mark.parametrize("name", CONTRACT)
def test_columns_have_the_types_of_the_contract(name: str) -> None:
    schema = TABLES[name].schema
    found = {field.name: field.type for field in schema if field.name in CONTRACT[name]}
    assert found == CONTRACT[name]


@pytest.mark.parametrize("name", MAY_BE_NULL)
def test_columns_may_be_null_where_the_contract_says_so(name: str) -> None:
    schema = TABLES[name].schema
    nullable = {field for field in CONTRACT[name] if schema.field(field).nullable}
    assert nullable == MAY_BE_NULL[name]


@pytest.mark.parametrize(
    ("table", "column", "inside"), [("documents", "problems", PROBLEM), ("pages", "words", WORD)]
)
def test_lists_of_structs(table: str, column: str, inside: dict[str, pa.DataType]) -> None:
    kind = TABLES[table].schema.field(column).type
    assert pa.types.is_list(kind)
    found = {field.name: field.type for field in _within(kind) if field.name in inside}
    assert found == inside


@pytest.mark.parametrize("name", TABLES)
def test_every_column_is_described(name: str) -> None:
    schema = TABLES[name].schema
    bare = [field.name for field in schema if not _described(field)]
    bare += [
        inner.name for field in schema for inner in _within(field.type) if not _described(inner)
    ]
    assert not bare


@pytest.mark.parametrize("name", TABLES)
def test_schemas_say_their_table_and_version(name: str) -> None:
    metadata = TABLES[name].schema.metadata
    assert metadata[b"dropcopy.table"].decode() == name
    assert int(metadata[b"dropcopy.schema_version"]) == SCHEMA_VERSION


@pytest.mark.parametrize("name", TABLES)
def test_names_are_plain_and_keys_stand_first(name: str) -> None:
    table = TABLES[name]
    names = table.schema.names
    assert len(set(names)) == len(names)
    assert all(re.fullmatch(r"[a-z][a-z0-9_]*", column) for column in names)
    assert set(names[: len(table.key)]) == set(table.key)
