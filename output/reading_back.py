"""One record with everything that hangs on it, found by its id or its reference number."""

from __future__ import annotations

from typing import TypeVar

from output.archive import Archive
from output.rows import from_arrow
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
    columns = dict(document)
    sheet = Sheet.model_validate({column: columns[column] for column in Sheet.model_fields})
    return document, Record(
        sheet=sheet,
        comments=_children(archive, "comments", Comment, document),
        marks=_children(archive, "marks", Mark, document),
        mentions=_children(archive, "mentions", Mention, document),
        fields=_children(archive, "fields", FieldEvidence, document),
    )


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
    where = among("document_id", [document.document_id])
    order = [(column, "ascending", "at_start") for column in TABLES[name].key]
    return from_arrow(row, archive.tables.scan(name, None, where).sort_by(order))
