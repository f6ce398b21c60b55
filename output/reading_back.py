"""One record with everything that hangs on it, found by its id or its reference number."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import TypeVar

import pyarrow as pa

from output.archive import Archive
from output.citations import resolve
from output.rows import conform, from_arrow
from output.scanning import among
from schemas.pages import Page
from schemas.problems import Code, TerminalError
from schemas.records import (
    Comment,
    Document,
    FieldEvidence,
    Mark,
    Mention,
    Record,
    Row,
    Sheet,
)
from schemas.tables import TABLES

R = TypeVar("R", bound=Row)

_NAMED_AT_MOST = 8


def record(archive: Archive, name: str) -> tuple[Document, Record]:
    """Give the document with this document_id, a unique beginning of one, or this reference number.

    Capitals and blanks at the ends do not matter. Raises TerminalError ARCHIVE_DOCUMENT_NOT_FOUND,
    and ARCHIVE_DOCUMENT_AMBIGUOUS naming those that fit.
    """
    document = _document(archive, name.strip())
    return document, Record(
        sheet=_sheet(document),
        comments=_children(archive, "comments", Comment, document),
        marks=_children(archive, "marks", Mark, document),
        mentions=_children(archive, "mentions", Mention, document),
        fields=_children(archive, "fields", FieldEvidence, document),
    )


def records_of(archive: Archive, sources: Iterable[str]) -> dict[str, tuple[Record, ...]]:
    """Give all records of sources by the sources' SHA-256, in the order of their pages and parts."""
    where = among("source_sha256", sources)
    documents = from_arrow(Document, archive.tables.scan("documents", None, where))
    ids = [document.document_id for document in documents]
    comments = _by_document(archive, "comments", Comment, ids)
    marks = _by_document(archive, "marks", Mark, ids)
    mentions = _by_document(archive, "mentions", Mention, ids)
    fields = _by_document(archive, "fields", FieldEvidence, ids)
    records: dict[str, tuple[Record, ...]] = {}
    for document in sorted(documents, key=lambda one: (one.first_page, one.part or 0)):
        name = document.document_id
        record = Record(
            sheet=_sheet(document),
            comments=comments.get(name, ()),
            marks=marks.get(name, ()),
            mentions=mentions.get(name, ()),
            fields=fields.get(name, ()),
        )
        kept = records.get(document.source_sha256, ())
        records[document.source_sha256] = (*kept, record)
    return records


def _sheet(document: Document) -> Sheet:
    columns = dict(document)
    return Sheet.model_validate({column: columns[column] for column in Sheet.model_fields})


def pages(archive: Archive, document: Document) -> tuple[Page, ...]:
    """Give the kept pages, with words, from the document's first page to its last."""
    for _, kept in archive.stored_pages([document.source_sha256]):
        return tuple(
            page for page in kept if document.first_page <= page.number <= document.last_page
        )
    return ()


def _document(archive: Archive, name: str) -> Document:
    columns = ["document_id", "reference_number"]
    known = archive.tables.scan("documents", columns).to_pylist()
    wanted = name.casefold()
    ids = [row["document_id"] for row in known]
    fitting = [one for one in ids if one == wanted]
    if not fitting:
        fitting = [
            row["document_id"]
            for row in known
            if (row["reference_number"] or "").casefold() == wanted and wanted
        ]
    if not fitting and wanted:
        fitting = [one for one in ids if one.startswith(wanted)]
    if not fitting:
        raise TerminalError(
            Code.ARCHIVE_DOCUMENT_NOT_FOUND, f"No document {name!r} in {archive.place}"
        )
    if len(fitting) > 1:
        named = ", ".join(sorted(fitting)[:_NAMED_AT_MOST])
        more = "" if len(fitting) <= _NAMED_AT_MOST else ", ..."
        raise TerminalError(
            Code.ARCHIVE_DOCUMENT_AMBIGUOUS,
            f"{len(fitting)} documents fit {name!r}: {named}{more}",
        )
    where = among("document_id", fitting)
    (document,) = from_arrow(Document, archive.tables.scan("documents", None, where))
    return document


def _children(archive: Archive, name: str, row: type[R], document: Document) -> tuple[R, ...]:
    return from_arrow(row, _rows(archive, name, [document.document_id]))


def _by_document(
    archive: Archive, name: str, row: type[R], documents: Sequence[str]
) -> dict[str, tuple[R, ...]]:
    """Give a table's rows by the document that they hang on, each document's in their order."""
    table = _rows(archive, name, documents)
    found: defaultdict[str, list[R]] = defaultdict(list)
    for document, one in zip(
        table.column("document_id").to_pylist(), from_arrow(row, table), strict=True
    ):
        found[document].append(one)
    return {document: tuple(rows) for document, rows in found.items()}


def _rows(archive: Archive, name: str, documents: Sequence[str]) -> pa.Table:
    """Give the rows of a table that hang on documents, in the order of its key; citations resolved."""
    table = TABLES[name]
    kept = archive.tables.scan(name, None, among("document_id", documents))
    order = [(column, "ascending", "at_start") for column in table.key]
    rows = conform(name, kept, table.schema.names).sort_by(order)
    return resolve(rows, archive.tables.dataset("documents")) if name == "mentions" else rows
