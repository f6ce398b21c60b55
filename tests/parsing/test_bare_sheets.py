"""Bare sheets: families B (serial, re-issue, date at the foot) and C (trade and consular)."""

from __future__ import annotations

from datetime import date

import pytest

from parsing.assemble import assemble
from schemas.records import DocumentType, Precision, Record
from tests.parsing.pages import bare, comments_of, only_record, page, pages

BARE = """\
     MGB                                                        J1093

     From:  CARACAS                                    Reissue (T583)

     To:    MOSCOW

     No.:   112                                       3 December 1942


          To KAPITAN, copy to GUSAR[i] and MAYaK[ii].

     [7 groups unrecovered] the steamer left on the 1st without
     the letters which GAUCHO had promised for NOVEMBER. We have no
     other way of sending them before the spring.
                     [96 groups unrecoverable]


          No. 54       SOKOL[iii]
          2 December


     Comments:

     [i]    GUSAR:   Unidentified cover-name.
     [ii]   MAYaK:  Possibly the consul.
     [iii]  SOKOL:  Unidentified. (Identified as the second secretary)


                                                        14 June, 1967
"""


@pytest.fixture(scope="module")
def record() -> Record:
    return only_record(BARE)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("document_type", DocumentType.CABLE),
        ("classification", None),
        ("classification_struck", None),
        ("origin", "MGB"),
        ("reference_number", None),
        ("sheet_serial", "J1093"),
        ("issued_date", date(1967, 6, 14)),
        ("copy_number", None),
        ("is_reissue", True),
        ("reissue_of", "T583"),
        ("title", None),
        ("from_station", "CARACAS"),
        ("to_station", "MOSCOW"),
        ("message_numbers", (112,)),
        ("message_date", date(1942, 12, 3)),
        ("addressee", "KAPITAN"),
        ("copy_to", ("GUSAR", "MAYaK")),
        ("signature_serial", 54),
        ("signature_name", "SOKOL"),
        ("signature_date", date(1942, 12, 2)),
        ("distribution", None),
        ("groups_unrecovered", 7),
        ("groups_unrecoverable", 96),
    ],
)
def test_fields(record: Record, field: str, value: object) -> None:
    assert getattr(record.sheet, field) == value


def test_body(record: Record) -> None:
    assert record.sheet.body == (
        "[7 groups unrecovered] the steamer left on the 1st without the letters which GAUCHO had "
        "promised for NOVEMBER. We have no other way of sending them before the spring. "
        "[96 groups unrecoverable]"
    )


def test_notes(record: Record) -> None:
    notes = comments_of(record)
    assert [note.term for note in notes.values()] == ["GUSAR", "MAYaK", "SOKOL"]
    assert notes["i"].anchored_in == notes["ii"].anchored_in == ("copy_to",)
    assert notes["iii"].anchored_in == ("signature_name",)
    assert notes["iii"].identification == "the second secretary"


def test_columns_may_come_in_any_reading_order(record: Record) -> None:
    again = only_record(BARE, columns=True)
    assert again.sheet.model_dump(exclude={"ocr_confidence"}) == record.sheet.model_dump(
        exclude={"ocr_confidence"}
    )


CONSULAR = """\
     CONSULAR                                                   M217

     From:  BUENOS AIRES
     To:    MOSCOW
     No.:   7941,7942                                   16 Sept.45


          To Lisitsin.

     [14 groups unrecovered] 300 tons of hides [22 groups unrecovered]
     to be loaded in [1 group garbled] before the [31 groups
     unrecovered] price [2 groups unrecovered] refused.


                                                   Karpenko.
"""


def test_a_consular_sheet_has_several_numbers_and_surnames() -> None:
    sheet = only_record(CONSULAR).sheet
    assert sheet.document_type is DocumentType.CABLE
    assert sheet.from_station == "BUENOS AIRES"
    assert sheet.message_numbers == (7941, 7942)
    assert sheet.message_date == date(1945, 9, 16)
    assert sheet.sheet_serial == "M217"
    assert sheet.addressee == "Lisitsin"
    assert sheet.groups_unrecovered == 14 + 22 + 31 + 2
    assert sheet.groups_unrecoverable == 0
    assert sheet.body.startswith(
        "[14 groups unrecovered] 300 tons of hides [22 groups unrecovered]"
    )
    assert "[1 group garbled] before the [31 groups unrecovered] price" in sheet.body


def header(*lines: str) -> str:
    """Give a bare sheet whose routing block is these lines."""
    block = "\n".join(f"     {line}" for line in lines)
    return (
        "     KGB                                                J1440\n\n"
        f"{block}\n\n\n"
        "          We have met the new man and found that he is quite without\n"
        "     any means of support. He asks for a loan until the spring of\n"
        "     next year.\n"
    )


DATED = "26 July 1944"


@pytest.mark.parametrize(
    ("lines", "numbers", "day"),
    [
        (("From: OSLO", "To: MOSCOW", f"No: 76          {DATED}"), (76,), date(1944, 7, 26)),
        (("From: OSLO", "TO: MOSCOW", f"No. 79          {DATED}"), (79,), date(1944, 7, 26)),
        (("From: OSLO", "To: MOSCOW", "No.: 1583 12 Nov. 1944"), (1583,), date(1944, 11, 12)),
        (("From: OSLO", "To: MOSCOW", "No.: 8 10 August 46"), (8,), date(1946, 8, 10)),
        (("From: OSLO", "To: MOSCOW", "No.: 94727th Aug. 40"), (947,), date(1940, 8, 27)),
        (("From: OSLO", "To: MOSCOW", f"No.: 84,85       {DATED}"), (84, 85), date(1944, 7, 26)),
        (("From: OSLO", "To: MOSCOW", f"No.: 84, 85      {DATED}"), (84, 85), date(1944, 7, 26)),
        (
            ("From: OSLO", "To: MOSCOW", f"Nos. 1106-1109    {DATED}"),
            (1106, 1107, 1108, 1109),
            date(1944, 7, 26),
        ),
        (("From: OSLO", "To: MOSCOW", f"Nos.: 84 and 85   {DATED}"), (84, 85), date(1944, 7, 26)),
        (
            ("From: OSLO", "To: MOSCOW", f"No: 84,85 and 88  {DATED}"),
            (84, 85, 88),
            date(1944, 7, 26),
        ),
        (("From: OSLO", "To: MOSCOW", f"No: 84, and 88    {DATED}"), (84, 88), date(1944, 7, 26)),
        (("From: OSLO", "To: MOSCOW", f"No.: 84[i]        {DATED}"), (84,), date(1944, 7, 26)),
        (("From: OSLO", "To: MOSCOW", f"No.: 84,85(a)     {DATED}"), (84, 85), date(1944, 7, 26)),
        (("From: OSLO", "To: MOSCOW", "No: 318          4th Nov. 44"), (318,), date(1944, 11, 4)),
        (("From: OSLO", "To: MOSCOW", "No: 318          16 Sept.45"), (318,), date(1945, 9, 16)),
        (
            ("From: OSLO", "To: MOSCOW", "No: 318    21st of March, 1944"),
            (318,),
            date(1944, 3, 21),
        ),
        (("From: OSLO", "To: MOSCOW", "No: 318", "Date: 21.3.44"), (318,), date(1944, 3, 21)),
        (("From: OSLO", "To: MOSCOW", "No: 318", "Date:       21.3.44"), (318,), date(1944, 3, 21)),
        (("From: OSLO", "To: MOSCOW", "No: 318       DATE: 21/3/44"), (318,), date(1944, 3, 21)),
    ],
)
def test_numbers_and_dates_in_the_routing_block(
    lines: tuple[str, ...], numbers: tuple[int, ...], day: date
) -> None:
    sheet = only_record(header(*lines)).sheet
    assert sheet.from_station == "OSLO"
    assert sheet.to_station == "MOSCOW"
    assert sheet.message_numbers == numbers
    assert (sheet.message_date, sheet.message_date_precision) == (day, Precision.DAY)
    assert sheet.body.startswith("We have met the new man")


@pytest.mark.parametrize("typed", ["21.3.44", "Date: 3.21.44", "Date: 21.3.54"])
def test_a_day_in_figures_is_the_messages_behind_its_label_alone(typed: str) -> None:
    block = header("From: OSLO", "To: MOSCOW", "No: 318", typed)
    assert only_record(block).sheet.message_date is None


def test_a_date_behind_its_label_that_is_none_is_no_text() -> None:
    sheet = only_record(header("From: OSLO", "To: MOSCOW", "No: 318", "Date: 3.21.44")).sheet
    assert sheet.body.startswith("We have met the new man")


@pytest.mark.parametrize("numbers", ["84 and", "84 and wo", "84, 85 & wo", "84 and 28 July 1944"])
def test_numbers_of_which_the_last_is_not_read_are_none(numbers: str) -> None:
    block = header("From: OSLO", "To: MOSCOW", f"No: {numbers}          {DATED}")
    assert only_record(block).sheet.message_numbers == ()


@pytest.mark.parametrize(
    ("labels", "name"),
    [
        (("From:", "To:", "No:"), "as typed"),
        (("From:", "Tos", "No?"), "Tos"),
        (("From:", "fo?", "No:"), "fo?"),
        (("Prom:", "To:", "Noe"), "Prom"),
        (("Fron:", "T0:", "Ne:"), "Fron"),
        (("From", "To", "No."), "without colons"),
        (("From:", "Te:", "Nos"), "Te"),
    ],
)
def test_misread_labels(labels: tuple[str, ...], name: str) -> None:
    come, go, count = labels
    sheet = only_record(
        header(f"{come}   BERNE", f"{go}     MOSCOW", f"{count}     203               {DATED}")
    ).sheet
    assert (sheet.from_station, sheet.to_station) == ("BERNE", "MOSCOW"), name
    assert sheet.message_numbers == (203,)
    assert sheet.message_date == date(1944, 7, 26)


@pytest.mark.parametrize(
    ("read", "station"),
    [("M0SCOW", "MOSCOW"), ("MOSC0W", "MOSCOW"), ("MOSCON", "MOSCOW"), ("CANBERKA", "CANBERRA")],
)
def test_misread_stations(read: str, station: str) -> None:
    sheet = only_record(
        header("From: ROME", f"To:   {read}", f"No:   203             {DATED}")
    ).sheet
    assert sheet.to_station == station


@pytest.mark.parametrize(
    ("read", "sure", "station"),
    [
        ("PERTH", 0.9, "PERTH"),
        ("SALINA", 0.9, "SALINA"),
        ("ROMANIA", 0.9, "ROMANIA"),
        ("CANBERKA", 0.9, "CANBERRA"),
        ("MSCOW", 0.8, "MOSCOW"),
    ],
)
def test_a_station_that_was_surely_read_is_no_known_one_that_is_hardly_like_it(
    read: str, sure: float, station: str
) -> None:
    text = BARE.replace("CARACAS", read)
    (record,) = assemble([page(text, sure={read: sure})])
    assert record.sheet.from_station == station


@pytest.mark.parametrize(("typed", "station"), [("PORT VILA", "PORT VILA"), ("KhERSON", "KHERSON")])
def test_a_station_that_is_in_no_list_is_taken_as_typed(typed: str, station: str) -> None:
    sheet = only_record(
        header(f"From: {typed}", "To:   MOSCOW", f"No:   203             {DATED}")
    ).sheet
    assert sheet.from_station == station


@pytest.mark.parametrize(
    "form",
    [
        "Reissue (T583)",
        "Reissue(T583)",
        "T583 (Reissue)",
        "REISSUE (T583)",
        "2nd Reissue (T583)",
        "Second RE-ISSUE (T583)",
        "T583 (3rd Reissue)",
    ],
)
def test_reissue_wordings(form: str) -> None:
    sheet = only_record(BARE.replace("Reissue (T583)", form)).sheet
    assert sheet.is_reissue
    assert sheet.reissue_of == "T583"


def test_no_reissue_is_made_up() -> None:
    sheet = only_record(BARE.replace("Reissue (T583)", "")).sheet
    assert not sheet.is_reissue
    assert sheet.reissue_of is None


def test_sheets_of_one_source_are_kept_apart() -> None:
    first, second, third = assemble(pages(BARE, CONSULAR, "", bare("     We agree to everything.")))
    assert [first.sheet.sheet_serial, second.sheet.sheet_serial] == ["J1093", "M217"]
    assert third.sheet.sheet_serial == "J1550"
    assert [record.sheet.first_page for record in (first, second, third)] == [1, 2, 4]
    assert [record.sheet.last_page for record in (first, second, third)] == [1, 2, 4]
    assert second.sheet.copy_to == ()
    assert third.sheet.body == "We agree to everything."


@pytest.mark.parametrize("below", ["No. 54       SOKOL[iii]\n2 December", ""])
def test_a_sheet_issued_within_the_years_of_the_messages(below: str) -> None:
    text = BARE[: BARE.index("     No. 54")] + below + "\n" * 25 + " " * 60 + "14 June, 1950\n"
    sheet = only_record(text).sheet
    assert sheet.issued_date == date(1950, 6, 14)
    assert sheet.signature_date == (date(1942, 12, 2) if below else None)


def test_the_date_of_a_signature_is_none_of_an_issue() -> None:
    text = (
        BARE[: BARE.index("     No. 54")] + " " * 55 + "SOKOL[iii]\n" + " " * 55 + "2 Dec. 1942\n"
    )
    sheet = only_record("\n" * 40 + text).sheet
    assert sheet.issued_date is None
    assert sheet.signature_date == date(1942, 12, 2)


def test_what_is_read_of_a_tag_under_crosses_is_no_serial() -> None:
    text = bare("     He has left the town and will not be back.\n")
    typed = text.replace("MGB", "X77").replace("J1550", "     ")
    (record,) = assemble([page(typed, struck=("X77",), sure={"X77": 0.23})])
    assert record.sheet.sheet_serial is None
