"""The newest complete state of each table as one plain Parquet file, replaced whole by rename.

All files are staged before the first is renamed, so that the tables in ``latest/`` fit each other
but for the instant of the renames; ``documents`` comes last. Each file's metadata names the
versions of the Delta tables it was made from, by which a later run sees that nothing has changed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.dataset as ds
import pyarrow.parquet as pq

from output.archive import Archive
from output.citations import resolve
from output.rows import conform
from output.scanning import Where, read, span
from schemas.tables import TABLES

FOLDER = "latest"
MADE_FROM = b"dropcopy.made_from"

ROWS_AT_ONCE = 200_000
"""Rows sorted in memory at a time; a larger table is published in spans of its first key."""

ORDER: dict[str, tuple[str, ...]] = {
    **{name: table.key for name, table in TABLES.items()},
    "documents": ("source_uri", "first_page", "part", "document_id"),
    "runs": ("started_at", "run_id"),
}
"""What the rows of a published table are sorted by; nulls come first."""

LEFT_OUT = {"pages": ("words", "unread")}


def publish(archive: Archive) -> tuple[str, ...]:
    """Write ``latest/<table>.parquet`` for all nine tables; give the names of those rewritten.

    A table that has not changed since it was last published is left as it is.
    """
    staged: dict[str, str] = {}
    documents = archive.tables.dataset("documents")
    try:
        for name in sorted(TABLES, key=lambda name: name == "documents"):
            made_from = _made_from(archive, name)
            if _published_from(archive, name) != made_from:
                staged[name] = archive.place.staged_name()
                _write(archive, name, staged[name], made_from, documents)
        for name, at in staged.items():
            archive.place.move_in(at, f"{FOLDER}/{name}.parquet")
    except BaseException:
        for at in staged.values():
            archive.place.remove(at)
        raise
    return tuple(staged)


def columns_of(name: str) -> tuple[str, ...]:
    """Give the columns of a published table."""
    return tuple(c for c in TABLES[name].schema.names if c not in LEFT_OUT.get(name, ()))


def _hangs_on_documents(name: str) -> bool:
    return name == "pages" or (TABLES[name].of_document and name != "corrections")


def _made_from(archive: Archive, name: str) -> bytes:
    needed = [name, "documents"] if _hangs_on_documents(name) else [name]
    return " ".join(f"{table}@{archive.tables.version(table)}" for table in needed).encode()


def _published_from(archive: Archive, name: str) -> bytes | None:
    file = f"{FOLDER}/{name}.parquet"
    if not archive.place.has_file(file):
        return None
    with archive.place.reading(file) as stream:
        metadata = pq.read_schema(stream).metadata or {}
    version = b"dropcopy.schema_version"
    if metadata.get(version) != TABLES[name].schema.metadata[version]:
        return None
    made_from: bytes | None = metadata.get(MADE_FROM)
    return made_from


def _write(
    archive: Archive, name: str, staged: str, made_from: bytes, documents: ds.Dataset
) -> None:
    columns = columns_of(name)
    schema = pa.schema([TABLES[name].schema.field(column) for column in columns])
    schema = schema.with_metadata({**TABLES[name].schema.metadata, MADE_FROM: made_from})
    with (
        archive.place.sink(staged) as sink,
        pq.ParquetWriter(sink, schema, compression="zstd", compression_level=3) as writer,
    ):
        for rows in _sorted_spans(archive.tables.dataset(name), name, columns):
            whole = _only_of_documents(conform(name, rows, columns), name, documents)
            if name == "mentions":
                whole = resolve(whole, documents)
            writer.write_table(whole.cast(schema))


def _sorted_spans(dataset: ds.Dataset, name: str, columns: Sequence[str]) -> Iterator[pa.Table]:
    """Give all rows in order, as many at once as memory may hold."""
    order = [(column, "ascending", "at_start") for column in ORDER[name]]
    for some in _spans(dataset, ORDER[name][0]):
        yield read(dataset, columns, some).sort_by(order)


def _spans(dataset: ds.Dataset, column: str) -> Iterator[Where | None]:
    """Cut the values of a column that is never null into spans of about ``ROWS_AT_ONCE`` rows."""
    total = dataset.count_rows()
    cuts: list[object] = []
    if total > ROWS_AT_ONCE:
        values = read(dataset, [column]).column(0)
        values = values.take(pc.sort_indices(values))
        cuts = sorted({values[at].as_py() for at in range(ROWS_AT_ONCE, total, ROWS_AT_ONCE)})
    for low, high in pairwise([None, *cuts, None]):
        yield span(column, low, high)


def _only_of_documents(rows: pa.Table, name: str, documents: ds.Dataset) -> pa.Table:
    """Leave out what a killed run wrote for documents that never came: they are not there."""
    if not _hangs_on_documents(name) or not rows.num_rows:
        return rows
    ids = read(documents, ["document_id"]).column(0)
    there = pc.is_in(rows.column("document_id"), value_set=ids)
    if name != "pages":
        return rows.filter(there)
    at = rows.schema.get_field_index("document_id")
    mended = pc.if_else(there, rows.column("document_id"), pa.scalar(None, pa.string()))
    return rows.set_column(at, rows.schema.field(at), mended)
