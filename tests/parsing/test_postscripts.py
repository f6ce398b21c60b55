"""What stands below a signature or the notes and is neither: what a clerk wrote, stamps, postscripts."""

from __future__ import annotations

import pytest

from schemas.records import Status
from tests.parsing.pages import BODY, TEXT, body_of

WRITTEN = [
    "J. McA.",
    "PAGE 1 OF 1",
    "WS 12/4 (revised)",
    "S.F. 421/8      14a",
    "End of message",
    "Translated by: K.L.H.\n     Checked by:    A.J.V.",
    "Typed 26/5/70; checked AJV",
    "This sheet replaces 3/NBF/T12, which should be destroyed.",
    "Registry: please link with J1207.",
    "cc. to LUKA file",
    "(For Distribution see over)",
    "(ends)",
]


@pytest.mark.parametrize("last", [TEXT, "\n     He is ill.\n"])
@pytest.mark.parametrize("below", WRITTEN)
def test_what_a_clerk_wrote_below_a_signature_is_none_of_the_message(below: str, last: str) -> None:
    record = body_of(f"{last}\n     No. 12      GURON\n\n     {below}\n")
    sheet = record.sheet
    assert sheet.body == (BODY if last == TEXT else "He is ill.")
    assert (sheet.signature_serial, sheet.signature_name, record.comments) == (12, "GURON", ())
    assert sheet.status is Status.ACCEPTED or "replaces" in below


@pytest.mark.parametrize("below", ["SOKOL", "SOKOL[i]", "Naval Attache", "Greetings.", "RESIDENT"])
def test_words_right_below_a_signature_that_are_in_no_field_are_told(below: str) -> None:
    sheet = body_of(f"{TEXT}\n     No. 12      GURON\n\n     {below}\n").sheet
    assert (sheet.signature_name, sheet.status) == ("GURON", Status.REVIEW)
    assert any(below in problem.message for problem in sheet.problems)


@pytest.mark.parametrize("below", ["He is ill.", "Regards to all."])
def test_a_short_sentence_right_below_a_signature_is_of_the_message(below: str) -> None:
    sheet = body_of(f"{TEXT}\n     No. 12      GURON\n\n     {below}\n").sheet
    assert (sheet.signature_name, sheet.body) == ("GURON", f"{BODY}\n\n{below}")


@pytest.mark.parametrize("column", [5, 15])
@pytest.mark.parametrize("below", WRITTEN)
def test_what_a_clerk_wrote_below_the_notes_is_of_none(below: str, column: int) -> None:
    head = "Comments: " if column > 10 else "Comments:\n     "
    notes = f"     {head}[i]   GURON: A cook.\n{' ' * column}[ii]  He went away.\n"
    record = body_of(f"{TEXT}\n     No. 12      GURON[i]\n\n{notes}\n     {below}\n")
    assert [comment.text for comment in record.comments] == ["GURON: A cook.", "He went away."]


def test_lines_of_a_note_at_the_edge_where_others_go_on_are_of_it() -> None:
    notes = """\
     Comments:
     [i]   GURON: A cook, who was sent away in the spring of the
     year.

     He came back.
"""
    record = body_of(f"{TEXT}\n     No. 12      GURON[i]\n\n{notes}")
    assert record.comments[0].text.endswith("spring of the year. He came back.")
