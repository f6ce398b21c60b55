"""Whole sheets and their records side by side, as text that a person can read.

Each picture is a file of ``__snapshots__/test_pictures``: the sheet as typed, then the record made
of it. After a change that is meant, write them anew with
``pytest tests/parsing/test_pictures.py --snapshot-update`` and read the difference.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode

from schemas.records import Record, Sheet
from tests.parsing.pages import only_record
from tests.parsing.test_bare_sheets import BARE, CONSULAR
from tests.parsing.test_numbered_sheet import FIRST, SECOND

PICTURES = {
    "numbered": (FIRST, SECOND),
    "bare": (BARE,),
    "consular": (CONSULAR,),
}
NOT_DRAWN = ("body", "ocr_confidence", "status", "problems")  # the last two go by fitted numbers
NEXT_PAGE = "- " * 38 + "next page\n"


class Picture(SingleFileSnapshotExtension):
    """One plain text file a picture."""

    _write_mode = WriteMode.TEXT
    file_extension = "txt"


def drawn(pages: tuple[str, ...], record: Record) -> str:
    """Draw a sheet and its record."""
    return "".join((NEXT_PAGE.join(pages), "=" * 80, "\n\n", *recorded(record)))


def recorded(record: Record) -> Iterator[str]:
    """Give what a record says: its fields, body, marks and comments."""
    for name in Sheet.model_fields:
        value = getattr(record.sheet, name)
        if name not in NOT_DRAWN and value not in (None, ()):
            yield f"{name:24}{_shown(value)}\n"
    yield f"\n{record.sheet.body}\n\n"
    for mark in record.marks:
        told = (mark.gap_kind, mark.groups, mark.grade, mark.term)
        more = ", ".join(str(part) for part in told if part is not None)
        where = mark.field if mark.comment is None else f"{mark.field} {mark.comment}"
        place = f"{where} {mark.start}-{mark.end}, page {mark.page}"
        yield f"{mark.kind:12} [{mark.text}]  ({place}){'  ' + more if more else ''}\n"
    yield "\n"
    for note in record.comments:
        yield f"{note.system:8} [{note.label}]  {note.text}\n"
        anchors = [f"body {at}" for at in note.anchors] + list(note.anchored_in)
        yield f"{'':8} {'':4}  term {note.term or '-'}; at {', '.join(anchors) or 'nothing'}"
        yield f"; is {note.identification}\n" if note.identification else "\n"


def _shown(value: object) -> str:
    if isinstance(value, tuple):
        return ", ".join(_shown(part) for part in value) or "(empty)"
    return str(value)


@pytest.mark.parametrize("name", PICTURES)
def test_picture(name: str, snapshot: SnapshotAssertion) -> None:
    pages = PICTURES[name]
    record = only_record(*pages, struck=("TOP", "SECRET"))
    assert drawn(pages, record) == snapshot(extension_class=Picture)
