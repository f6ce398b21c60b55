"""A numbered sheet (family A) of two pages, with everything that such a sheet bears."""

from __future__ import annotations

from datetime import date

import pytest

from parsing.assemble import assemble
from schemas.problems import Code
from schemas.records import (
    DocumentType,
    GapKind,
    MarkKind,
    NoteSystem,
    Precision,
    Record,
    Status,
)
from tests.parsing.pages import comments_of, inside, only_record, pages

FIRST = """\
                                  TOP SECRET


USSR                                        Ref. No:  3/NBF/T1873 (of 14/6/1954)

                                            Issued:   XXXX/17/9/1968

                                            Copy No:  207

                                RE-ISSUE


            "FERRYMAN" COMPLAINS OF THE OLD CIPHER PADS AND ASKS
            TO BE GIVEN A HOUSE NEAR THE PIER (1943)


From:   STOCKHOLM

To:     MOSCOW

No:     529                                               9th Oct. 43


     To ADMIRAL[i].

     On the 6th FERRYMAN [PAROMShchIK][ii] brought us [6 groups unre-
covered] for the PIER [PIRS][iii], [C% where it lies] at his
aunt's.[a] He asks for
                       [38 groups unrecoverable]
and a second boat. The answer of the BAKERY[iv] is awaited by all of


Distribution

XXXXXXXXXXXXXXXXXXXXXX

                                                  [Continued overleaf]

3/NBF/T1873                        [2 Pages]                          KLM

                                  TOP SECRET
"""
SECOND = """\
                                   - 2 -                     3/NBF/T1873


us. The extremely valu-
able FELLOW-
COUNTRYMAN must stay away until the 25th.

     He knows it.


     No. 118                                        TUNDRA[v]
     10th October


T.N.:      [a]    Or "his uncle's".

Comments:  [i]    ADMIRAL:  Captain of the tanker VOLGA.

           [ii]   FERRYMAN:  Unidentified cover-name.  See STOCKHOLM's
                  No. 402 of 1st July.

           [iii]  PIER:  GOTHENBURG.

           [iv]   BAKERY:  Unidentified.  (Identified as the naval mission)

           [v]    TUNDRA:  Unidentified cover-name.


                                  TOP SECRET
"""


@pytest.fixture(scope="module")
def record() -> Record:
    return only_record(FIRST, SECOND, struck=("TOP", "SECRET"))


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("document_type", DocumentType.CABLE),
        ("first_page", 1),
        ("last_page", 2),
        ("page_count", 2),
        ("part", None),
        ("classification", "TOP SECRET"),
        ("classification_struck", True),
        ("codewords", ()),
        ("origin", "USSR"),
        ("reference_number", "3/NBF/T1873"),
        ("reference_date", date(1954, 6, 14)),
        ("sheet_serial", None),
        ("issued_date", date(1968, 9, 17)),
        ("copy_number", 207),
        ("is_reissue", True),
        ("reissue_of", None),
        (
            "title",
            '"FERRYMAN" COMPLAINS OF THE OLD CIPHER PADS AND ASKS TO BE GIVEN A HOUSE NEAR THE PIER'
            " (1943)",
        ),
        ("from_station", "STOCKHOLM"),
        ("to_station", "MOSCOW"),
        ("message_numbers", (529,)),
        ("message_date", date(1943, 10, 9)),
        ("message_date_precision", Precision.DAY),
        ("addressee", "ADMIRAL"),
        ("copy_to", ()),
        ("handling", None),
        ("signature_serial", 118),
        ("signature_name", "TUNDRA"),
        ("signature_date", date(1943, 10, 10)),
        ("distribution", ()),
        ("groups_unrecovered", 6),
        ("groups_unrecoverable", 38),
    ],
)
def test_fields(record: Record, field: str, value: object) -> None:
    assert getattr(record.sheet, field) == value


def test_the_body_is_reading_text_without_furniture(record: Record) -> None:
    assert record.sheet.body == (
        "On the 6th FERRYMAN [PAROMShchIK][ii] brought us [6 groups unrecovered] for the PIER "
        "[PIRS][iii], [C% where it lies] at his aunt's.[a] He asks for [38 groups unrecoverable] "
        "and a second boat. The answer of the BAKERY[iv] is awaited by all of us. The extremely "
        "valuable FELLOW-COUNTRYMAN must stay away until the 25th.\n\n"
        "He knows it."
    )


def test_marks_by_kind(record: Record) -> None:
    assert inside(record, MarkKind.GAP) == ["6 groups unrecovered", "38 groups unrecoverable"]
    assert inside(record, MarkKind.READING) == ["C% where it lies"]
    assert inside(record, MarkKind.NOTE_MARKER) == ["ii", "iii", "a", "iv"]
    assert inside(record, MarkKind.ORIGINAL) == ["PAROMShchIK", "PIRS"]
    assert inside(record, MarkKind.INSERTION) == []


def test_what_marks_tell(record: Record) -> None:
    by_text = {mark.text: mark for mark in record.marks if mark.field == "body"}
    gap = by_text["38 groups unrecoverable"]
    assert (gap.groups, gap.gap_kind) == (38, GapKind.UNRECOVERABLE)
    assert by_text["C% where it lies"].grade == "C"
    assert by_text["PAROMShchIK"].term == "FERRYMAN"
    assert by_text["PIRS"].term == "PIER"
    assert {mark.page for mark in by_text.values()} == {1}


def test_notes(record: Record) -> None:
    notes = comments_of(record)
    assert list(notes) == ["a", "i", "ii", "iii", "iv", "v"]
    assert [note.position for note in notes.values()] == [1, 2, 3, 4, 5, 6]
    assert notes["a"].system is NoteSystem.NOTE
    assert all(notes[label].system is NoteSystem.COMMENT for label in ("i", "ii", "iii", "iv", "v"))
    assert notes["a"].text == 'Or "his uncle\'s".'
    assert notes["i"].text == "ADMIRAL: Captain of the tanker VOLGA."
    assert notes["ii"].text == (
        "FERRYMAN: Unidentified cover-name. See STOCKHOLM's No. 402 of 1st July."
    )
    assert [note.term for note in notes.values()] == [
        None, "ADMIRAL", "FERRYMAN", "PIER", "BAKERY", "TUNDRA",
    ]  # fmt: skip
    assert notes["iv"].identification == "the naval mission"
    assert notes["ii"].identification is None
    assert {note.first_page for note in notes.values()} == {2}


def test_notes_are_found_from_their_markers(record: Record) -> None:
    notes = comments_of(record)
    body = record.sheet.body
    for label in ("a", "ii", "iii", "iv"):
        (anchor,) = notes[label].anchors
        assert body[anchor:].startswith(f"[{label}]")
        assert notes[label].anchored_in == ()
    assert (notes["i"].anchors, notes["i"].anchored_in) == ((), ("addressee",))
    assert (notes["v"].anchors, notes["v"].anchored_in) == ((), ("signature_name",))


def test_each_field_has_its_evidence(record: Record) -> None:
    evidence = {field.field: field for field in record.fields}
    assert evidence["issued_date"].value == "1968-09-17"
    assert evidence["issued_date"].page == 1
    assert evidence["signature_name"].page == 2
    assert evidence["from_station"].raw == "STOCKHOLM"
    for field in record.fields:
        assert 0 <= field.x0 < field.x1 <= 2550
        assert 0 <= field.y0 < field.y1 <= 3300
        assert 0 < field.confidence <= 1
    station = evidence["to_station"]
    assert station.x0 == pytest.approx(240 + 8 * 25, abs=5)


def test_nothing_but_the_fitted_limits_can_send_the_sheet_to_a_person(record: Record) -> None:
    limits = {Code.RECORD_FIELD_UNSURE, Code.RECORD_FIELD_LOST}
    assert {problem.code for problem in record.sheet.problems} <= limits
    assert all(field.confidence > 0.8 for field in record.fields)
    assert record.sheet.ocr_confidence == pytest.approx(0.95)


def test_columns_may_come_in_any_reading_order(record: Record) -> None:
    again = only_record(FIRST, SECOND, struck=("TOP", "SECRET"), columns=True)
    assert again.sheet.model_dump(exclude={"ocr_confidence"}) == record.sheet.model_dump(
        exclude={"ocr_confidence"}
    )
    assert again.comments == record.comments


def test_unstruck_is_known_too() -> None:
    record = only_record(FIRST, SECOND)
    assert record.sheet.classification == "TOP SECRET"
    assert record.sheet.classification_struck is False


def test_a_blank_back_belongs_to_no_sheet() -> None:
    (record,) = assemble(pages(FIRST, SECOND, "", struck=("TOP", "SECRET")))
    assert (record.sheet.first_page, record.sheet.last_page, record.sheet.page_count) == (1, 2, 2)


def test_a_blank_page_between_does_not_part_a_sheet() -> None:
    (record,) = assemble(pages(FIRST, "", SECOND, "", struck=("TOP", "SECRET")))
    assert (record.sheet.first_page, record.sheet.last_page, record.sheet.page_count) == (1, 3, 2)
    assert record.sheet.body.endswith("He knows it.")
    assert comments_of(record)["ii"].first_page == 3


def test_a_missing_page_is_missed() -> None:
    (record,) = assemble(pages(FIRST))
    assert record.sheet.status is Status.REVIEW
    assert "record.page_missing" in {problem.code for problem in record.sheet.problems}


def test_a_title_says_whose() -> None:
    title = '"FERRYMAN" COMPLAINS OF THE OLD'
    record = only_record(FIRST.replace(title, "FERRYMAN'S COMPLAINTS OF OLD"), SECOND)
    assert record.sheet.title is not None
    assert record.sheet.title.startswith("FERRYMAN'S COMPLAINTS")
