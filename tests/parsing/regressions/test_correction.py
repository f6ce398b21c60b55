from __future__ import annotations

from schemas.records import DocumentType, NoteSystem
from tests.parsing.pages import comments_of, only_record
from tests.parsing.test_other_papers import CORRECTION


def test_a_correction_sheet_holds_the_notes_that_replace_others() -> None:
    record = only_record(CORRECTION)
    notes = comments_of(record)
    assert list(notes) == ["ii", "iv"]
    assert notes["ii"].text == "CARTER: Identified since as a clerk of the port office."
    assert notes["iv"].term == "ORCHARD"
    assert all(note.system is NoteSystem.COMMENT for note in notes.values())


def test_the_heading_of_a_correction_is_no_title() -> None:
    sheet = only_record(CORRECTION).sheet
    assert sheet.document_type is DocumentType.CORRECTION
    assert sheet.title is None
