"""Rows of the contract to Arrow and back.

pyarrow checks nullability only when it writes, so rows come in as pydantic models, which check
everything.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeVar

import pyarrow as pa
import pyarrow.compute as pc

from schemas.records import Row
from schemas.tables import TABLES

R = TypeVar("R", bound=Row)


def to_arrow(name: str, rows: Iterable[Row]) -> pa.Table:
    """Make the Arrow table of rows that carry all columns of the table ``name``."""
    return pa.Table.from_pylist([row.model_dump() for row in rows], schema=TABLES[name].schema)


def children_to_arrow(name: str, rows: Iterable[tuple[str, Row]]) -> pa.Table:
    """Make the Arrow table of rows that hang on documents, from pairs (document_id, row)."""
    return pa.Table.from_pylist(
        [{"document_id": document_id, **row.model_dump()} for document_id, row in rows],
        schema=TABLES[name].schema,
    )


def from_arrow(row: type[R], table: pa.Table) -> tuple[R, ...]:
    """Make models of an Arrow table's rows; columns that the model has not are left out.

    Raises pydantic.ValidationError when a row is not as the contract says.
    """
    columns: Sequence[str] = [name for name in table.column_names if name in row.model_fields]
    defaulted = {
        name for name, field in row.model_fields.items() if not field.is_required()
    }  # null there: written before the column was added
    return tuple(
        row.model_validate(
            {
                name: value
                for name, value in values.items()
                if value is not None or name not in defaulted
            }
        )
        for values in table.select(columns).to_pylist()
    )


def conform(name: str, table: pa.Table, columns: Sequence[str]) -> pa.Table:
    """Give these columns of a table with the contract's types, nullability and descriptions.

    Where a column was added after a row was written, the row has the model's default.
    """
    schema = pa.schema(
        [TABLES[name].schema.field(column) for column in columns],
        metadata=TABLES[name].schema.metadata,
    )
    arrays = []
    for field in schema:
        column = table.column(field.name).cast(field.type)
        if not field.nullable and column.null_count:
            default = TABLES[name].row.model_fields[field.name].get_default()
            column = pc.coalesce(column, pa.scalar(default, field.type))
        arrays.append(column)
    return pa.Table.from_arrays(arrays, schema=schema)
