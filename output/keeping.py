"""How records become the archive's: children first, then the pages' places, documents, sources.

Assumes one writer. After a kill between two of these commits the next run finds the source not
recorded, or the record's hash not as it should be, and does the rest again: each step replaces,
none adds twice.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from output.commits import Committed, SourceRecords
from output.content import content_hash
from output.delta import DeltaTables, one_of, quoted
from output.readings import documents_of_pages
from output.rows import children_to_arrow, to_arrow
from output.scanning import among
from output.sightings import note
from schemas.identity import document_id
from schemas.records import Document, Record, Row

CHILDREN: Mapping[str, Callable[[Record], Sequence[Row]]] = {
    "comments": lambda record: record.comments,
    "marks": lambda record: record.marks,
    "mentions": lambda record: record.mentions,
    "fields": lambda record: record.fields,
}

SOURCES_A_COMMIT = 500
"""A predicate that names many more sources than this gets slow."""


@dataclass(frozen=True, slots=True)
class _Kept:
    """What tells whether a document that the archive holds is as it should be."""

    source_sha256: str
    source_uri: str
    revision: int
    run_id: str
    pipeline_version: str
    recorded_at: datetime
    content_hash: str


@dataclass(frozen=True, slots=True)
class _Incoming:
    """A record with the row of ``documents`` that it is to have."""

    document: Document
    record: Record
    kept: _Kept | None

    @property
    def changed(self) -> bool:
        return self.kept is None or self.kept.content_hash != self.document.content_hash

    @property
    def written(self) -> bool:
        """A scan that moved makes its rows new, not their content."""
        return self.changed or (
            self.kept is not None and self.kept.source_uri != self.document.source_uri
        )


def commit_sources(
    tables: DeltaTables,
    batch: Sequence[SourceRecords],
    *,
    pipeline_version: str,
    recorded_at: datetime,
) -> Committed:
    """See ``Archive.commit_sources``. Raises ValueError when a source or a sheet comes twice."""
    _refuse_twice("source", (one.source.source_sha256 for one in batch))
    documents = changed = removed = 0
    for start in range(0, len(batch), SOURCES_A_COMMIT):
        some = batch[start : start + SOURCES_A_COMMIT]
        kept = _kept_documents(tables, {one.source.source_sha256 for one in some})
        incoming = [
            coming for one in some for coming in _incoming(one, kept, pipeline_version, recorded_at)
        ]
        _refuse_twice("sheet", (one.document.document_id for one in incoming))
        gone = kept.keys() - {one.document.document_id for one in incoming}
        fresh = [one for one in incoming if one.changed]
        for name in CHILDREN:
            _replace_children(tables, name, fresh)
        _place_pages(tables, some, incoming)
        _replace_documents(tables, incoming, gone)
        for name in CHILDREN:
            _delete_existing(tables, name, gone)
        note(tables, [one.source for one in some])
        documents += len(incoming)
        changed += len(fresh)
        removed += len(gone)
    return Committed(documents, changed, removed)


def _refuse_twice(what: str, names: Iterable[str]) -> None:
    twice = [name for name, times in Counter(names).items() if times > 1]
    if twice:
        raise ValueError(f"{what} more than once in a commit: {', '.join(twice[:5])}")


def _kept_documents(tables: DeltaTables, sources: Collection[str]) -> dict[str, _Kept]:
    columns = ["document_id", *_Kept.__slots__]
    rows = tables.scan("documents", columns, among("source_sha256", sources)).to_pylist()
    return {row.pop("document_id"): _Kept(**row) for row in rows}


def _incoming(
    one: SourceRecords, kept: Mapping[str, _Kept], pipeline_version: str, recorded_at: datetime
) -> Iterable[_Incoming]:
    for record in one.records:
        sheet = record.sheet
        name = document_id(one.source.source_sha256, sheet.first_page, sheet.part)
        before = kept.get(name)
        content = content_hash(record)
        same = before is not None and before.content_hash == content
        document = Document(
            **dict(sheet),
            document_id=name,
            source_uri=one.source.source_uri,
            source_sha256=one.source.source_sha256,
            revision=1 if before is None else before.revision + (0 if same else 1),
            run_id=before.run_id if before and same else one.source.run_id,
            pipeline_version=before.pipeline_version if before and same else pipeline_version,
            recorded_at=before.recorded_at if before and same else recorded_at,
            content_hash=content,
        )
        yield _Incoming(document, record, before)


def _replace_children(tables: DeltaTables, name: str, fresh: Sequence[_Incoming]) -> None:
    ids = [one.document.document_id for one in fresh]
    rows = children_to_arrow(
        name,
        ((one.document.document_id, row) for one in fresh for row in CHILDREN[name](one.record)),
    )
    # Also for documents that are new: a killed run may have left children of theirs.
    stale = _existing(tables, name, ids)
    if stale:
        tables.replace(name, one_of("document_id", ids), rows)
    else:
        tables.append(name, rows)


def _replace_documents(
    tables: DeltaTables, incoming: Sequence[_Incoming], gone: Collection[str]
) -> None:
    written = [one for one in incoming if one.written]
    rows = to_arrow("documents", (one.document for one in written))
    replaced = {one.document.document_id for one in written if one.kept} | set(gone)
    if replaced:
        ids = {one.document.document_id for one in written} | replaced
        tables.replace("documents", one_of("document_id", ids), rows)
    else:
        tables.append("documents", rows)


def _existing(tables: DeltaTables, name: str, ids: Collection[str]) -> bool:
    if not ids:
        return False
    where = among("document_id", ids)
    return bool(tables.scan(name, ["document_id"], where).num_rows)


def _delete_existing(tables: DeltaTables, name: str, ids: Collection[str]) -> None:
    if _existing(tables, name, ids):
        tables.delete(name, one_of("document_id", ids))


def _place_pages(
    tables: DeltaTables, batch: Sequence[SourceRecords], incoming: Sequence[_Incoming]
) -> None:
    """Set ``document_id`` of the sources' pages where it is not as it should be."""
    spans: dict[str, list[tuple[str, int, int]]] = defaultdict(list)
    for one in incoming:
        document = one.document
        spans[document.source_sha256].append(
            (document.document_id, document.first_page, document.last_page)
        )
    sources = {one.source.source_sha256 for one in batch}
    columns = ["source_sha256", "page", "document_id", "is_blank", "reason"]
    usable: dict[str, set[int]] = defaultdict(set)
    held: list[tuple[str, int, str | None]] = []
    for row in tables.scan("pages", columns, among("source_sha256", sources)).to_pylist():
        held.append((row["source_sha256"], row["page"], row["document_id"]))
        if not row["is_blank"] and row["reason"] is None:
            usable[row["source_sha256"]].add(row["page"])
    places = {source: documents_of_pages(spans[source], usable[source]) for source in sources}
    moves = [
        (source, page, places[source].get(page))
        for source, page, place in held
        if place != places[source].get(page)
    ]
    if moves:
        tables.update("pages", {"document_id": _cases(moves)}, _pages_predicate(moves))


def _runs(moves: Iterable[tuple[str, int, str | None]]) -> list[tuple[str, int, int, str | None]]:
    """Join pages that follow each other in one document: (source, first, last, document_id)."""
    runs: list[tuple[str, int, int, str | None]] = []
    for source, page, place in sorted(moves, key=lambda move: move[:2]):
        if runs and runs[-1][0] == source and runs[-1][2] == page - 1 and runs[-1][3] == place:
            runs[-1] = (source, runs[-1][1], page, place)
        else:
            runs.append((source, page, page, place))
    return runs


def _cases(moves: Iterable[tuple[str, int, str | None]]) -> str:
    cases = " ".join(
        f"WHEN source_sha256 = {quoted(source)} AND page BETWEEN {first} AND {last}"
        f" THEN {'NULL' if place is None else quoted(place)}"
        for source, first, last, place in _runs(moves)
    )
    return f"CASE {cases} ELSE document_id END"


def _pages_predicate(moves: Iterable[tuple[str, int, str | None]]) -> str:
    return one_of("source_sha256", {source for source, _, _ in moves})
