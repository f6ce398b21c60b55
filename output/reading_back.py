"""One record of an archive with everything that hangs on it, found by its id or its reference number."""

from __future__ import annotations

from output.archive import Archive
from schemas.pages import Page
from schemas.records import Document, Record


def record(archive: Archive, name: str) -> tuple[Document, Record]:
    """Give the document with this document_id, a unique beginning of one, or this reference number.

    Raises TerminalError ARCHIVE_DOCUMENT_NOT_FOUND, and ARCHIVE_DOCUMENT_AMBIGUOUS naming those that fit.
    """
    raise NotImplementedError


def pages(archive: Archive, document: Document) -> tuple[Page, ...]:
    """Give the kept pages, with words, from the document's first page to its last."""
    raise NotImplementedError
