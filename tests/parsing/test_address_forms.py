"""Addresses with grades, gaps, remarks, senders and parts around the name, and those that cannot be read."""

from __future__ import annotations

import pytest

from schemas.problems import Code
from schemas.records import MarkKind, Record, Status
from tests.parsing.pages import BODY, TEXT, body_of, comments_of, inside

NOTES = """
        Comments:

        [i]    KLYON:  Unidentified cover-name.
"""


def _opened(*lines: str, foot: str = "") -> Record:
    above = "\n".join(f"        {line}" for line in lines)
    return body_of(f"{above}\n\n{TEXT}\n\n             No. 12     LUKA\n", foot)


def _lost(record: Record) -> list[str | None]:
    return [one.field for one in record.sheet.problems if one.code is Code.RECORD_FIELD_LOST]


@pytest.mark.parametrize(
    "line",
    [
        "To [B% KLYON].",
        "To [B% KLYON[i]].",
        "To [B% KLYON][i].",
        "To KLYON [1 group unrecovered].",
        'To "KLYON".',
        "To KLYON from ANTON.",
        "To KLYON, from ANTON[i].",
        "From LUKA to KLYON.",
    ],
)
def test_grades_gaps_quotation_marks_and_a_sender_stand_around_an_addressee(line: str) -> None:
    record = _opened(line, foot=NOTES)
    assert (record.sheet.addressee, record.sheet.body) == ("KLYON", BODY)
    assert record.sheet.status is Status.ACCEPTED


def test_a_marker_within_a_grade_is_the_addressee_s() -> None:
    record = _opened("To [B% KLYON[i]].", foot=NOTES)
    assert comments_of(record)["i"].anchored_in == ("addressee",)


@pytest.mark.parametrize(
    "line",
    ["KLYON is ill.", "- KLYON is ill.", '"KLYON" is ill.', "KLYON - ill.", "[B% KLYON] did it."],
)
def test_a_short_sentence_about_a_name_is_no_address(line: str) -> None:
    record = _opened(line)
    assert record.sheet.addressee is None
    assert record.sheet.body.replace("\n", " ").startswith(line)


def test_an_instruction_in_capitals_is_no_address() -> None:
    sheet = _opened("TO BE BURNT.").sheet
    assert (sheet.addressee, sheet.handling) == (None, "TO BE BURNT.")


@pytest.mark.parametrize(
    ("line", "copies"),
    [
        ("To KLYON; copy: LUKA, PETR.", ("LUKA", "PETR")),
        ("To KLYON, copies: LUKA and PETR.", ("LUKA", "PETR")),
        ("To [B% KLYON], copy to [C% LUKA].", ("LUKA",)),
        ("To KLYON, copy to LUKA and to the NEIGHBOURS.", ("LUKA", "the NEIGHBOURS")),
    ],
)
def test_copies_are_named_behind_a_colon_or_by_another_to(
    line: str, copies: tuple[str, ...]
) -> None:
    sheet = _opened(line).sheet
    assert (sheet.addressee, sheet.copy_to, sheet.body) == ("KLYON", copies, BODY)


@pytest.mark.parametrize(
    ("line", "handling"),
    [
        ("Personal. To KLYON.", "Personal."),
        ("Very urgent. To KLYON.", "Very urgent."),
        ("To KLYON (personally)", "To KLYON (personally)"),
        ("To KLYON, personal.", "To KLYON, personal."),
        ("To KLYON, to be destroyed after reading.", "To KLYON, to be destroyed after reading."),
    ],
)
def test_an_instruction_stands_before_an_address_or_behind_its_name(
    line: str, handling: str
) -> None:
    sheet = _opened(line).sheet
    assert (sheet.addressee, sheet.handling, sheet.body) == ("KLYON", handling, BODY)


@pytest.mark.parametrize(
    "line",
    [
        "Deciphered only by LUKA.",
        "Burn after reading.",
        "Joint message to LONDON and PARIS.",
        "Personal. To be deciphered by the RESIDENT [REZIDENT].",
    ],
)
def test_instructions_are_known_in_other_words(line: str) -> None:
    sheet = _opened(line).sheet
    assert (sheet.addressee, sheet.handling, sheet.body) == (None, line, BODY)


def test_a_department_has_a_number_and_its_name_in_small_letters() -> None:
    sheet = _opened("To the 8th Department.").sheet
    assert (sheet.addressee, sheet.body) == ("the 8th Department", BODY)


@pytest.mark.parametrize("blanks", [1, 6])
def test_the_number_of_a_part_before_an_address_is_of_the_text(blanks: int) -> None:
    sheet = _opened(f"[Part I]{' ' * blanks}To KLYON[i].", foot=NOTES).sheet
    assert (sheet.addressee, sheet.body) == ("KLYON", f"[Part I]\n\n{BODY}")


def test_a_text_goes_on_from_the_line_of_its_address() -> None:
    line = "To KLYON.  We have received your No. 512, of which the last two"
    record = body_of(f"        {line}\n   groups were lost.\n\n{TEXT}\n")
    assert record.sheet.addressee == "KLYON"
    begun = "We have received your No. 512, of which the last two groups were lost."
    assert (record.sheet.body or "").startswith(begun)


@pytest.mark.parametrize(("line", "name"), [("ToKLYON.", "KLYON"), ("TOPOL'.", None)])
def test_a_blank_that_was_not_typed_is_told_by_other_places_of_the_sheet(
    line: str, name: str | None
) -> None:
    record = _opened(line, foot=NOTES)
    assert record.sheet.addressee == name
    assert _lost(record) == ([] if name else ["addressee"])


def test_a_name_like_a_label_is_told_by_other_places_of_the_sheet() -> None:
    notes = NOTES.replace("KLYON", "TOPOL'")
    assert _opened("TOPOL'[i].", foot=notes).sheet.addressee == "TOPOL'"


def test_a_gap_in_the_place_of_the_name_is_of_the_text_with_its_groups() -> None:
    record = _opened("To [2 groups unrecovered].")
    sheet = record.sheet
    assert (sheet.addressee, sheet.body) == (None, f"To [2 groups unrecovered].\n\n{BODY}")
    assert (sheet.groups_unrecovered, inside(record, MarkKind.GAP)) == (2, ["2 groups unrecovered"])


@pytest.mark.parametrize(
    "line",
    ["For KLYON, personal.", "To KLYON: your No. 512.", "To [1 group unrecovered] and KLYON."],
)
def test_what_looks_like_an_address_and_is_not_read_as_one_sends_to_review(line: str) -> None:
    record = _opened(line)
    assert (record.sheet.addressee, _lost(record)) == (None, ["addressee"])
    assert record.sheet.status is Status.REVIEW


def test_a_sentence_that_begins_with_to_sends_no_record_to_review() -> None:
    line = "To KLYON and his wife we gave 200 dollars for the doctor."
    record = _opened(line)
    assert (record.sheet.body, _lost(record)) == (f"{line}\n\n{BODY}", [])
