"""Scans replaced by other bytes under the same name: the newest usable bytes of a URI own it.

Page files to which more were added are the same document under a longer name
(``schemas.scan_names``): there the longer run owns the files.

What stood there before leaves: its documents with their children, and its pages belong to none; the
words stay, so that bytes which come back are not read again. Its row in ``sources`` stays as
history, with ``replaced_by``. Bytes that are refused take nobody's place: a scan that is damaged
while it is copied costs no record.

Assumes one writer, and that all that a run saw is noted: only then is it known whether old bytes
moved elsewhere. The rows of ``sources`` are written last, so a kill leaves it to be done again.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import groupby

import pyarrow as pa
import pyarrow.compute as pc

from output.delta import DeltaTables, one_of
from output.rows import from_arrow, to_arrow
from output.scanning import among, is_set
from output.sightings import follow
from schemas.records import SourceRow, SourceState
from schemas.scan_names import covers
from schemas.tables import TABLES

_CHILDREN = tuple(
    name for name, table in TABLES.items() if table.of_document and name != "corrections"
)


_RUN_OF_FILES = r"\[[0-9]+-[0-9]+\]\.[^/.]+$"


@dataclass(frozen=True, slots=True)
class Outlived:
    """A source whose URI, or all whose files, newer usable bytes own: ``row``, their SHA-256."""

    row: SourceRow
    replaced_by: str


def outlived(sources: pa.Table) -> tuple[Outlived, ...]:
    """Find the rows of the table ``sources`` that newer bytes took the place of."""
    there = pc.and_(
        pc.is_null(sources.column("replaced_by")), pc.not_equal(sources.column("source_sha256"), "")
    )
    rows = sources.filter(there)
    same = _under_one_name(rows)
    gone = {(one.row.source_uri, one.row.source_sha256) for one in same}
    grown = (one for one in _in_longer_runs(rows) if _key(one.row) not in gone)
    return (*same, *grown)


def _key(row: SourceRow) -> tuple[str, str]:
    return row.source_uri, row.source_sha256


def _under_one_name(rows: pa.Table) -> list[Outlived]:
    """Find what is older than usable bytes at the same URI."""
    counts = rows.group_by("source_uri").aggregate([([], "count_all")])
    several = counts.filter(pc.greater(counts.column("count_all"), 1)).column("source_uri")
    found: list[Outlived] = []
    order = [("source_uri", "ascending"), ("last_seen", "descending")]
    doubtful = rows.filter(pc.is_in(rows.column("source_uri"), value_set=several)).sort_by(order)
    for _, group in groupby(from_arrow(SourceRow, doubtful), lambda row: row.source_uri):
        newest: str | None = None
        for row in group:
            if newest is not None:
                found.append(Outlived(row, newest))
            elif row.state is not SourceState.QUARANTINED:
                newest = row.source_sha256
    return found


def _in_longer_runs(rows: pa.Table) -> list[Outlived]:
    """Find page files, and runs of them, that a usable run seen later holds all of."""
    uris = rows.column("source_uri")
    usable = pc.not_equal(rows.column("state"), SourceState.QUARANTINED.value)
    is_run = pc.and_(usable, pc.match_substring_regex(uris, _RUN_OF_FILES))
    runs = from_arrow(SourceRow, rows.filter(is_run))
    if not runs:
        return []
    folder = pc.replace_substring_regex(uris, "/[^/]*$", "")
    folders = pa.array(sorted({run.source_uri.rpartition("/")[0] for run in runs}), pa.string())
    beside = from_arrow(SourceRow, rows.filter(pc.is_in(folder, value_set=folders)))
    by_folder: dict[str, list[SourceRow]] = {}
    for run in sorted(runs, key=lambda run: run.last_seen):
        by_folder.setdefault(run.source_uri.rpartition("/")[0], []).append(run)
    found = []
    for row in beside:
        longer = [
            run
            for run in by_folder[row.source_uri.rpartition("/")[0]]
            if run.last_seen > row.last_seen and covers(run.source_uri, row.source_uri)
        ]
        if longer:
            found.append(Outlived(row, longer[-1].source_sha256))
    return found


def retire(tables: DeltaTables) -> tuple[SourceRow, ...]:
    """Let leave what was outlived, and give its rows as they stood.

    Where the same bytes are still at another URI, as a duplicate, that one takes the records over.
    """
    gone = outlived(tables.scan("sources"))
    if not gone:
        return ()
    heirs = _heirs(tables, gone)
    _remove_documents(
        tables,
        {
            one.row.source_sha256
            for one in gone
            if one.row.state is SourceState.RECORDED and one.row.source_sha256 not in heirs
        },
    )
    rows: list[SourceRow] = []
    for one in gone:
        changes: dict[str, object] = {"replaced_by": one.replaced_by}
        heir = heirs.get(one.row.source_sha256)
        if one.row.state is SourceState.RECORDED and heir is not None:
            heir = heir.model_copy(
                update={
                    "state": SourceState.RECORDED,
                    "duplicate_of": None,
                    "media_type": one.row.media_type,
                    "page_count": one.row.page_count,
                    "ocr_profile": one.row.ocr_profile,
                    "pipeline_version": one.row.pipeline_version,
                }
            )
            follow(tables, heir)
            rows.append(heir)
            changes |= {"state": SourceState.DUPLICATE, "duplicate_of": heir.source_uri}
        rows.append(one.row.model_copy(update=changes))
    tables.upsert("sources", to_arrow("sources", rows))
    return tuple(one.row for one in gone)


def _heirs(tables: DeltaTables, gone: Sequence[Outlived]) -> dict[str, SourceRow]:
    """Give by SHA-256 the row, the latest seen, of a copy that is still at its URI."""
    leaving = {(one.row.source_uri, one.row.source_sha256) for one in gone}
    recorded = {one.row.source_sha256 for one in gone if one.row.state is SourceState.RECORDED}
    found = tables.scan("sources", None, among("source_sha256", recorded))
    rows = from_arrow(SourceRow, found.sort_by([("last_seen", "ascending")]))
    return {
        row.source_sha256: row
        for row in rows
        if row.state is SourceState.DUPLICATE
        and row.replaced_by is None
        and (row.source_uri, row.source_sha256) not in leaving
    }


def _remove_documents(tables: DeltaTables, sources: Collection[str]) -> None:
    """Remove the documents of sources, then what hangs on them, and last what the pages say.

    Documents that a killed run had removed already are known by their pages.
    """
    of_sources = among("source_sha256", sources)
    documents = tables.scan("documents", ["document_id"], of_sources).column(0).to_pylist()
    pages = tables.scan("pages", ["document_id"], of_sources & is_set("document_id"))
    ids = {*documents, *pages.column(0).to_pylist()}
    if not ids:
        return
    if documents:
        tables.delete("documents", one_of("document_id", ids))
    for name in _CHILDREN:
        if tables.scan(name, ["document_id"], among("document_id", ids)).num_rows:
            tables.delete(name, one_of("document_id", ids))
    if pages.num_rows:
        tables.update("pages", {"document_id": "NULL"}, one_of("document_id", ids))
