"""Signature lines in the other forms that offices typed them in, and those that cannot be read."""

from __future__ import annotations

from datetime import date

import pytest

from schemas.problems import Code
from schemas.records import Record, Status
from tests.parsing.pages import BODY, TEXT, body_of


def _signed(*lines: str) -> Record:
    under = "\n".join(f"        {line}" for line in lines)
    return body_of(f"{TEXT}\n\n{under}\n")


def _lost(record: Record) -> list[str | None]:
    return [one.field for one in record.sheet.problems if one.code is Code.RECORD_FIELD_LOST]


@pytest.mark.parametrize(
    ("line", "serial"),
    [
        ("No. l2                               MAJ", 12),
        ("No. [C% 736]                         MAJ", 736),
        ("736                                  MAJ", 736),
    ],
)
def test_a_short_name_far_beside_a_number_is_no_typists_initials(line: str, serial: int) -> None:
    sheet = _signed(line).sheet
    assert (sheet.signature_serial, sheet.signature_name, sheet.body) == (serial, "MAJ", BODY)


@pytest.mark.parametrize(
    "lines",
    [
        ("No. 736 of 12 March              KLYON",),
        ("No. 736 of 12 March 1943         KLYON",),
        ("No. 736 dated 12 March           KLYON",),
        ("No. 736, 12.3.43.                KLYON",),
        ("No. 736, 12/3/43                 KLYON",),
        ("No. 736       KLYON     12.3.43",),
        ("No. 736                          KLYON", "12/3"),
        ("12 March 1943, No. 736.          KLYON",),
        ("No. 736. March 12. KLYON",),
        ("No. 736                          KLYON", "March 12th, 1943"),
        ("KLYON     No. 736 of 12 March",),
    ],
)
def test_the_day_of_a_signature_stands_in_many_forms_and_places(lines: tuple[str, ...]) -> None:
    sheet = _signed(*lines).sheet
    assert (sheet.signature_serial, sheet.signature_name) == (736, "KLYON")
    assert (sheet.signature_date, sheet.body) == (date(1943, 3, 12), BODY)
    assert sheet.status is Status.ACCEPTED


def test_a_streak_behind_the_label_is_no_number() -> None:
    sheet = _signed("No.| 736    KLYON").sheet
    assert (sheet.signature_serial, sheet.signature_name, sheet.body) == (736, "KLYON", BODY)


@pytest.mark.parametrize("typed", ["12/9", "27/14"])
def test_figures_far_from_the_message_s_day_are_no_day_without_a_year(typed: str) -> None:
    assert _signed("No. 736     KLYON", typed).sheet.signature_date is None


@pytest.mark.parametrize("line", ["No. 36. MAJ. 12th March.", "No. 736   MAJ   12th March"])
def test_number_and_day_around_a_name_like_a_month_are_no_stamp(line: str) -> None:
    sheet = _signed(line).sheet
    assert (sheet.signature_name, sheet.signature_date) == ("MAJ", date(1943, 3, 12))


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("Ivan KLYON", "Ivan KLYON"),
        ("de BRESSAC", "de BRESSAC"),
        ("von der LUETZ", "von der LUETZ"),
        ("(signed) KLYON", "KLYON"),
        ("KLYON (sgd.)", "KLYON"),
        ("Deputy RESIDENT", "Deputy RESIDENT"),
        ("KLYON [2 groups unrecovered]", "KLYON"),
    ],
)
def test_first_names_small_words_and_what_says_signed_stand_beside_a_name(
    typed: str, name: str
) -> None:
    sheet = _signed(f"No. 736              {typed}").sheet
    assert (sheet.signature_serial, sheet.signature_name, sheet.body) == (736, name, BODY)


def test_what_says_signed_may_stand_above_the_number() -> None:
    sheet = _signed("(signed)  KLYON", "No. 736").sheet
    assert (sheet.signature_serial, sheet.signature_name, sheet.body) == (736, "KLYON", BODY)


@pytest.mark.parametrize("label", ["Serial No.", "Our No."])
def test_a_word_stands_before_the_label_of_a_number(label: str) -> None:
    sheet = _signed(f"{label} 736         KLYON").sheet
    assert (sheet.signature_serial, sheet.signature_name, sheet.body) == (736, "KLYON", BODY)


@pytest.mark.parametrize(
    ("lines", "serial"),
    [
        (("No. [C% 736]      KLYON",), 736),
        (("[C% No. 736]      KLYON",), 736),
        (("No. [B% 736]      [B% KLYON]",), 736),
        (("No. [C% 736]", "KLYON"), 736),
        (("No. [1 group unrecovered]      KLYON",), None),
        (("No. [1 group unrecovered]      [B% KLYON]",), None),
    ],
)
def test_a_number_may_be_graded_or_a_gap(lines: tuple[str, ...], serial: int | None) -> None:
    sheet = _signed(*lines).sheet
    assert (sheet.signature_serial, sheet.signature_name, sheet.body) == (serial, "KLYON", BODY)
    assert sheet.status is Status.ACCEPTED


@pytest.mark.parametrize(
    "said", ["No signature", "Unsigned", "[signature unrecovered]", "[Name unrecovered]"]
)
def test_a_sheet_that_says_that_nobody_signed_lacks_no_name(said: str) -> None:
    sheet = _signed(f"No. 736              {said}").sheet
    assert (sheet.signature_serial, sheet.signature_name, sheet.body) == (736, None, BODY)
    assert sheet.status is Status.ACCEPTED


@pytest.mark.parametrize(
    "lines",
    [
        ("No. 736/1      KLYON",),
        ("No. 7[B% 36]   KLYON",),
        ("No. 3t5        KLYON",),
        ("KLYON.", "736"),
    ],
)
def test_a_number_that_cannot_be_read_is_none_and_sends_to_review(lines: tuple[str, ...]) -> None:
    record = _signed(*lines)
    sheet = record.sheet
    assert (sheet.signature_serial, sheet.signature_name, sheet.body) == (None, "KLYON", BODY)
    assert (sheet.status, _lost(record)) == (Status.REVIEW, ["signature_serial"])


def test_words_far_beside_a_number_are_of_the_signature_though_no_name_is_read() -> None:
    record = _signed("No. 736                         DIREKTOR's Deputy")
    assert (record.sheet.signature_serial, record.sheet.signature_name) == (736, None)
    assert (record.sheet.body, _lost(record)) == (BODY, ["signature_name"])


def test_a_table_s_last_row_is_no_signature() -> None:
    record = _signed("No. 12                          14 bags")
    assert record.sheet.signature_serial is None
    assert (record.sheet.body or "").endswith("14 bags")


@pytest.mark.parametrize(
    "lines",
    [
        ("No. 736  KLYON and another",),
        ("No. 736  Klyon",),
        ("Nos. 736 and 737      KLYON",),
        ("No. ...  KLYON",),
        ("No. 736", "and for KLYON the clerk"),
        ("No. 736 KLYON and another", "", "", "PALMA"),
    ],
)
def test_what_begins_as_a_signature_and_is_none_sends_to_review(lines: tuple[str, ...]) -> None:
    record = _signed(*lines)
    assert record.sheet.signature_serial is None
    assert record.sheet.status is Status.REVIEW
    assert "signature_serial" in _lost(record)


@pytest.mark.parametrize("line", ["No. 5 is ready.", "No. 736 was not received by us."])
def test_a_sentence_that_begins_with_a_number_is_no_signature(line: str) -> None:
    record = _signed(line)
    assert record.sheet.body == f"{BODY}\n\n{line}"
    assert _lost(record) == []


def test_a_signature_among_notes_sends_to_review() -> None:
    notes = "     Comments: [i]  KLYON: none.\n\n     No. 9                    MAKSIM\n"
    record = body_of(f"{TEXT}\n\n{notes}")
    assert record.sheet.signature_serial is None
    assert _lost(record) == ["signature_serial", "comments"]


def test_a_number_cited_in_a_note_is_no_signature() -> None:
    notes = "     Comments:  [i]  KLYON: Unidentified. See NEW YORK\n                     No. 9 LONDON.\n"
    assert _lost(body_of(f"{TEXT}\n\n{notes}")) == []


@pytest.mark.parametrize(
    "line",
    [
        "No. 14 Duke Street      LONDON",
        "No. 1 Rua Nova      PORTO",
        "No. 7 Passport    BETA",
        "No. 218   Received   ORION",
        "No. 218   Approved KLYON",
        "No. 218   Ivan Petrov KLYON",
        "No. 218   Ivan      KLYON",
        "No. 218   Ivan LONDON",
        *(
            f"No. 218    {word} ORION"
            for word in ("Secret", "Attention", "Greetings", "Copy", "Page", "Tell", "Send", "Your")
        ),
    ],
)
def test_a_word_before_capitals_that_is_no_first_name_sends_to_review(line: str) -> None:
    record = _signed(line)
    sheet = record.sheet
    assert (sheet.signature_serial, sheet.signature_name) == (None, None)
    assert (sheet.status, _lost(record)) == (Status.REVIEW, ["signature_serial"])


@pytest.mark.parametrize("name", ["Ivan MAJ", "I. KLYON"])
def test_one_first_name_or_initials_stand_before_a_name(name: str) -> None:
    sheet = _signed(f"No. 218   {name}").sheet
    assert (sheet.signature_serial, sheet.signature_name) == (218, name)
    assert sheet.status is Status.ACCEPTED


@pytest.mark.parametrize(
    ("line", "serial", "name"),
    [
        ("No. 218   [1 group unrecovered]", 218, None),
        ("No. [1 group unrecovered]   ORION", None, "ORION"),
        ("No. 218   ORION [2 groups unrecovered]", 218, "ORION"),
        ("No. 218   [3 groups unrecovered]   12 March", 218, None),
    ],
)
def test_what_is_left_of_a_signature_with_gaps_is_read(
    line: str, serial: int | None, name: str | None
) -> None:
    sheet = _signed(line).sheet
    assert (sheet.signature_serial, sheet.signature_name, sheet.body) == (serial, name, BODY)
