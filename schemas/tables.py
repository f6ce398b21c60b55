"""The tables' Arrow schemas, made from the row models so that a column is described in one place.

Each field carries its description in its metadata; each schema carries the schema version and the table's
name in its own. Raises TypeError at import when a model uses a type that has no column type here.
"""

from __future__ import annotations

import types
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints

import pyarrow as pa

from schemas import records
from schemas.records import SCHEMA_VERSION, Row


@dataclass(frozen=True, slots=True)
class Table:
    """A table of the contract: its row model, its key, and whether rows hang on a document."""

    name: str
    row: type[Row]
    key: tuple[str, ...]
    of_document: bool
    about: str

    @property
    def schema(self) -> pa.Schema:
        """Arrow schema with descriptions and version as metadata."""
        return _SCHEMAS[self.name]


def _table(name: str, row: type[Row], key: tuple[str, ...], about: str) -> Table:
    child = "document_id" in key and "document_id" not in row.model_fields
    return Table(name, row, key, child, about)


TABLES: Mapping[str, Table] = {
    table.name: table
    for table in (
        _table(
            "documents",
            records.Document,
            ("document_id",),
            "one row per sheet set (a cable as it was issued)",
        ),
        _table(
            "comments",
            records.Comment,
            ("document_id", "position"),
            "one row per note",
        ),
        _table(
            "marks",
            records.Mark,
            ("document_id", "field", "comment", "start", "end"),
            "one row per bracketed mark",
        ),
        _table(
            "mentions",
            records.Mention,
            ("document_id", "field", "comment", "start", "kind"),
            "one row per name or citation found",
        ),
        _table(
            "fields",
            records.FieldEvidence,
            ("document_id", "field"),
            "one row per filled header or signature field (the evidence)",
        ),
        _table(
            "pages",
            records.PageRow,
            ("source_sha256", "page"),
            "one row per page image, with its words",
        ),
        _table(
            "sources",
            records.SourceRow,
            ("source_uri", "source_sha256"),  # other bytes under an old name are another input
            "one row per input ever seen",
        ),
        _table("runs", records.RunRow, ("run_id",), "one row per run"),
        _table(
            "corrections",
            records.CorrectionRow,
            ("document_id", "field", "made_at"),
            "one row per value set by a person",
        ),
    )
}

_SCALARS: dict[type, pa.DataType] = {
    bool: pa.bool_(),
    int: pa.int32(),
    float: pa.float64(),
    str: pa.string(),
    date: pa.date32(),
    datetime: pa.timestamp("us", tz="UTC"),
}
_NAMED: dict[str, pa.DataType] = {"float32": pa.float32(), "int64": pa.int64()}


def _arrow_type(hint: Any) -> tuple[pa.DataType, bool]:
    """Give the column type of a Python type, and whether it may be null."""
    origin = get_origin(hint)
    if origin in (Union, types.UnionType):
        (inner,) = (arg for arg in get_args(hint) if arg is not type(None))
        return _arrow_type(inner)[0], True
    if origin is Annotated:
        base, *extras = get_args(hint)
        named = [_NAMED[extra] for extra in extras if isinstance(extra, str)]
        inner_type, nullable = _arrow_type(base)
        return (named[0] if named else inner_type), nullable
    if origin is tuple:
        return pa.list_(_arrow_type(get_args(hint)[0])[0]), False
    if isinstance(hint, type):
        if issubclass(hint, Enum):
            return pa.string(), False
        if issubclass(hint, Row):
            return pa.struct(_arrow_fields(hint)), False
        if hint in _SCALARS:
            return _SCALARS[hint], False
    raise TypeError(f"no column type for {hint!r}")


def _arrow_fields(row: type[Row]) -> list[pa.Field]:
    hints = get_type_hints(row, include_extras=True)
    fields = []
    for name, info in row.model_fields.items():
        column, nullable = _arrow_type(hints[name])
        fields.append(
            pa.field(name, column, nullable, metadata={"description": info.description or ""})
        )
    return fields


def _schema(table: Table) -> pa.Schema:
    fields = _arrow_fields(table.row)
    if table.of_document:
        about = {"description": "The document that the row belongs to"}
        fields.append(pa.field("document_id", pa.string(), nullable=False, metadata=about))
    fields.sort(key=lambda field: field.name not in table.key)  # the key's columns stand first
    return pa.schema(
        fields,
        metadata={"dropcopy.table": table.name, "dropcopy.schema_version": str(SCHEMA_VERSION)},
    )


_SCHEMAS: dict[str, pa.Schema] = {table.name: _schema(table) for table in TABLES.values()}
