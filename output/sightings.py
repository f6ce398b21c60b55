"""Rows of the table ``sources``: when an input was first and last seen, and what became of it.

An input is bytes at a place: the key is URI and SHA-256. Assumes one writer.
"""

from __future__ import annotations

from collections.abc import Sequence

import pyarrow as pa

from output.delta import DeltaTables, one_of
from output.rows import from_arrow, to_arrow
from output.scanning import among, differs
from schemas.records import SourceRow, SourceState

Key = tuple[str, str]


def note(tables: DeltaTables, rows: Sequence[SourceRow]) -> None:
    """Insert or replace rows; ``first_seen`` of an earlier sighting stays.

    Bytes are recorded at one URI only: when they are recorded at a new one, the row at the old
    becomes a duplicate and the documents follow. Once bytes could be read at a URI, the row that
    said it was unreadable goes.
    """
    moved = _moves(tables, rows)
    for _, new in moved:
        follow(tables, new)
    left = [
        old.model_copy(
            update={
                "state": SourceState.DUPLICATE,
                "duplicate_of": new.source_uri,
                "reason": None,
                "message": None,
            }
        )
        for old, new in moved
    ]
    given = {_key(row) for row in rows}
    _commit_rows(tables, [*(row for row in left if _key(row) not in given), *rows])


def _commit_rows(tables: DeltaTables, rows: Sequence[SourceRow]) -> None:
    if not rows:
        return
    incoming = {_key(row): row for row in rows}
    before = {
        _key(row): row
        for row in from_arrow(
            SourceRow,
            tables.scan("sources", None, among("source_uri", {row.source_uri for row in rows})),
        )
    }
    final = [_with_first_seen(row, before.get(key)) for key, row in incoming.items()]
    table = to_arrow("sources", final)
    if incoming.keys() & before.keys():
        tables.upsert("sources", table)
    else:
        tables.append("sources", table)
    readable = {row.source_uri for row in rows if row.source_sha256}
    stale = {uri for uri, digest in before if not digest and uri in readable}
    if stale:
        tables.delete("sources", f"source_sha256 = '' AND {one_of('source_uri', stale)}")


def _moves(tables: DeltaTables, rows: Sequence[SourceRow]) -> list[tuple[SourceRow, SourceRow]]:
    """Find the rows that a recorded row takes the place of: same bytes, recorded at another URI."""
    incoming = {
        row.source_sha256: row
        for row in rows
        if row.state is SourceState.RECORDED and row.source_sha256
    }
    where = among("source_sha256", incoming) & differs("state", SourceState.DUPLICATE)
    known = from_arrow(SourceRow, tables.scan("sources", None, where)) if incoming else ()
    return [
        (old, incoming[old.source_sha256])
        for old in known
        if old.source_uri != incoming[old.source_sha256].source_uri
    ]


def follow(tables: DeltaTables, row: SourceRow) -> None:
    """Let the documents of a source that moved say where it is now."""
    where = among("source_sha256", [row.source_sha256]) & differs("source_uri", row.source_uri)
    documents = tables.scan("documents", None, where)
    if documents.num_rows:
        at = documents.schema.get_field_index("source_uri")
        uris = pa.array([row.source_uri] * documents.num_rows, pa.string())
        tables.replace(
            "documents",
            one_of("document_id", documents.column("document_id").to_pylist()),
            documents.set_column(at, documents.schema.field(at), uris),
        )


def _with_first_seen(row: SourceRow, before: SourceRow | None) -> SourceRow:
    if before is None or before.first_seen >= row.first_seen:
        return row
    return row.model_copy(update={"first_seen": before.first_seen})


def _key(row: SourceRow) -> Key:
    return row.source_uri, row.source_sha256
