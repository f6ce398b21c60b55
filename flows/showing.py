"""``dropcopy show``: one record of an archive with its evidence, also drawn on the page."""

from __future__ import annotations

import sys
from pathlib import Path

from rich.console import Console
from rich.table import Table

from flows.exits import Exit
from flows.record_view import colour, show_record
from flows.settings import load
from flows.terminal import err, out, plain
from output import reading_back
from output.archive import Archive
from schemas.problems import Code, TerminalError
from schemas.records import Document, Record


def run_show(
    archive: str, name: str, *, image: Path | None, page: int | None, as_json: bool
) -> Exit:
    """Show a record, and write its picture if asked. Raises DropcopyError; the caller tells it."""
    opened = Archive.open(archive)
    document, record = reading_back.record(opened, name)
    if as_json:
        sys.stdout.write(_as_json(document, record) + "\n")
    else:
        console = out()
        show_record(console, record, document.document_id)
        _show_evidence(console, document, record)
    if image is not None:
        _write_picture(opened, document, record, image, page or document.first_page)
        err().print(plain(f"written: {image}"))
    return Exit.FINE


def _as_json(document: Document, record: Record) -> str:
    """Give the document's row with its children inside it."""
    whole = _Shown(**dict(document), **{name: getattr(record, name) for name in _CHILDREN})
    return whole.model_dump_json(indent=2)


_CHILDREN = ("comments", "marks", "mentions", "fields")


class _Shown(Document):
    """A document with what hangs on it."""

    comments: tuple[object, ...]
    marks: tuple[object, ...]
    mentions: tuple[object, ...]
    fields: tuple[object, ...]


def _show_evidence(console: Console, document: Document, record: Record) -> None:
    table = Table("field", "as read", "value", "sure", "page", "rule", box=None, header_style="dim")
    for field in record.fields:
        table.add_row(
            plain(field.field),
            plain(field.raw),
            plain(field.value),
            plain(f"{field.confidence:.2f}", colour(field.confidence)),
            str(field.page),
            plain(f"{field.rule} ({field.source.value})"),
        )
    console.print(table)
    console.print(
        plain(f"{document.source_uri}, revision {document.revision}, {document.run_id}", "dim")
    )


def _write_picture(
    archive: Archive, document: Document, record: Record, image: Path, number: int
) -> None:
    from flows.drawing import draw, upright_page  # noqa: PLC0415 - Pillow only for a picture

    page = next((p for p in reading_back.pages(archive, document) if p.number == number), None)
    if page is None:
        raise TerminalError(
            Code.ARCHIVE_DOCUMENT_NOT_FOUND,
            f"document {document.document_id} has no page {number}: "
            f"it has {document.first_page} to {document.last_page}",
        )
    upright = upright_page(document.source_uri, page, load().limits)
    fields = [field for field in record.fields if field.page == number]
    try:
        draw(upright, page.words, fields).save(image)
    except (OSError, ValueError) as error:
        raise TerminalError(
            Code.USAGE_BAD_SETTING, f"{image} cannot be written: {error}"
        ) from error
