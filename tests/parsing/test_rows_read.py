"""Sheets read row by row: letters well read, beside specks, stamps and what was lost of a line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import pytest

from parsing.assemble import assemble
from parsing.brackets import KnownLabels
from parsing.crossed_out import read_crossed
from parsing.dates import find_message_dates
from parsing.layout import lay_out
from parsing.named import read_named
from parsing.opening import read_opening
from parsing.prose import lines_of
from parsing.title_years import with_year
from schemas.problems import Code
from schemas.records import Record
from tests.parsing.pages import GRID, bare, comments_of, page, pages
from tests.parsing.test_damaged_headers import bare_with, numbered_with
from tests.parsing.test_header import HEAD as NUMBERED
from tests.parsing.test_header import TITLE

TEXT = """
     We have met the new man and found that he is quite without any
means of support. He asks for a loan until the spring of next
year, when his house will be sold.
"""


def record_of(
    text: str, sure: Mapping[str, float] | None = None, struck: tuple[str, ...] = ()
) -> Record:
    """Parse one page; ``sure`` gives how surely words were read that were read badly."""
    (record,) = assemble([page(text, struck=struck, sure=sure)])
    return record


@pytest.mark.parametrize("read", ["(of 14-6 1954)", "(of 14/6 1954)"])
def test_the_second_stroke_of_a_date_may_be_lost(read: str) -> None:
    assert numbered_with("(of 14/6/1954)", read).reference_date == date(1954, 6, 14)


@pytest.mark.parametrize("read", ["ith Oct. 1943", "[ith Oct. 1943", "1th Oct. 1943"])
def test_no_day_that_ends_with_th_is_the_first(read: str) -> None:
    (found,) = find_message_dates(read)
    assert found.value.day == date(1943, 10, 11)


def test_a_number_stamped_beside_a_tag_is_none_of_it() -> None:
    assert bare_with("MGB     ", "MGB 4372").origin == "MGB"


def test_a_letter_apart_from_a_line_of_the_title_is_none_of_it() -> None:
    text = NUMBERED.replace("            THE DENTIST", " O          THE DENTIST")
    assert record_of(text, {"O": 0.64}).sheet.title == TITLE


@pytest.mark.parametrize("read", ["LOSS OF A BAG (1", "LOSS OF A BAG (19", "LOSS OF A BAG (194"])
def test_a_year_that_was_begun_is_that_of_the_message(read: str) -> None:
    assert with_year(read, 1944) == "LOSS OF A BAG (1944)"


def test_a_list_typed_over_on_the_line_of_its_heading() -> None:
    foot = "Distribution XXXXXXXXXXXXXXXX YYYYYYXYYYYYYYY"
    record = record_of(bare(TEXT, foot))
    assert record.sheet.distribution == ()
    assert record.sheet.body.endswith("his house will be sold.")


def test_a_stamp_behind_the_copies_of_an_office_is_none_of_it() -> None:
    foot = "Distribution\nSection 4 (2) 51\nFile\n"
    assert record_of(bare(TEXT, foot), {"51": 0.41}).sheet.distribution == ("Section 4 (2)", "File")


def test_a_speck_in_the_last_letter_of_an_original() -> None:
    named = read_named("SMITH[KUZNET's][v]", KnownLabels(romans=frozenset(("v",))))
    assert named == ("SMITH", ("v",))


@pytest.mark.parametrize("label", ["Nb", "N6", "Ha"])
def test_a_label_of_the_senders_number_that_was_misread(label: str) -> None:
    sheet = record_of(bare(TEXT, f"{label} 548 TsAPLYa          6th April")).sheet
    assert (sheet.signature_serial, sheet.signature_name) == (548, "TsAPLYa")
    assert sheet.signature_date == date(1943, 4, 6)


def test_letters_hardly_read_beside_a_signature_are_none_of_it() -> None:
    text = bare(TEXT, "No. 27 ISKRA NC, 21 March 1943")
    assert record_of(text, {"NC,": 0.21}).sheet.signature_name == "ISKRA"


def test_an_instruction_ends_where_a_gap_stands() -> None:
    layout = lay_out(
        page("For the RESIDENT [REZIDENT] only.\n[2 groups unrecovered] your No. 1358.\n" + TEXT)
    )
    lines = lines_of(layout, layout.rows)
    opening = read_opening(lines, (0, 2), KnownLabels())
    assert opening.findings["handling"].value == "For the RESIDENT [REZIDENT] only."
    assert opening.taken == 1


def test_a_figure_read_for_the_first_letter_of_a_note() -> None:
    foot = "Notes:  [a]9pelt out letter by letter.\n        [b]Or 'money'.\n"
    notes = comments_of(record_of(bare(TEXT.replace("man", "man[a]"), foot)))
    assert (notes["a"].text, notes["b"].text) == ("9pelt out letter by letter.", "Or 'money'.")


@pytest.mark.parametrize("level", ["TQP SFCRFT", "TOP SECRFT", "CONFIDFNTIAL"])
def test_a_classification_by_the_shapes_of_its_letters(level: str) -> None:
    sheet = record_of(NUMBERED.replace("TOP SECRET", f"{level} - FINPR")).sheet
    assert sheet.classification in ("TOP SECRET", "CONFIDENTIAL")
    assert sheet.title == TITLE


def test_a_station_is_no_classification_though_its_letters_look_like_one() -> None:
    foot = "                               BEIRUT\n"
    assert record_of(bare(TEXT, foot)).sheet.classification is None


def test_stamps_below_the_struck_classification_at_the_foot() -> None:
    foot = """





                                                        /continued

                      OP-CECRE     DER

"EGISTRY |
| 25 Y 19C5
"""
    sheet = record_of(
        bare(TEXT, 20 * "\n" + foot), {"OP-CECRE": 0.13}, struck=("OP-CECRE", "DER")
    ).sheet
    assert sheet.body == " ".join(TEXT.split())
    assert (sheet.classification, sheet.classification_struck) == ("TOP SECRET", True)


def test_the_word_of_a_stamp_behind_a_name_is_none_of_it() -> None:
    text = bare(TEXT, "No. 55 POLYuS         COPY         21 March 1943")
    sheet = record_of(text).sheet
    assert (sheet.signature_serial, sheet.signature_name) == (55, "POLYuS")
    assert sheet.signature_date == date(1943, 3, 21)


def test_a_name_hardly_read_where_paragraphs_begin_is_the_addressee() -> None:
    indented = TEXT.replace("     We have", "               We have")
    text = bare('               IGOR".\n\n' + indented + indented)
    assert record_of(text, {'IGOR".': 0.12}).sheet.addressee == "IGOR'"


def test_specks_before_a_heading_of_notes() -> None:
    foot = "2 3  Notes: [a] Sense uncertain.\n            [b] Or 'money'.\n"
    text = bare(TEXT.replace("man", "man[a]").replace("loan", "loan[b]"), foot)
    notes = comments_of(record_of(text, {"2": 0.5, "3": 0.5}))
    assert [note.text for note in notes.values()] == ["Sense uncertain.", "Or 'money'."]


@pytest.mark.parametrize(("typed", "read"), [("ShchEGLOV", "SnhchEGLOV"), ("GLUShKO", "GLUSHhKO")])
def test_a_letter_too_many_in_a_pair_that_is_one_letter(typed: str, read: str) -> None:
    text = bare(f"     To {typed}\n\n" + TEXT)
    (record,) = assemble([page(text, read={typed: read})])
    assert record.sheet.addressee == typed


def test_a_term_read_wider_than_typed_is_the_name_before_its_marker() -> None:
    foot = "No. 55 LIGHTHOUSE[i]\n\nComments:  [i]   LIGHTHOUSE : Unidentified.\n"
    typed = page(bare(TEXT, foot), read={"LIGHTHOUSE": "LIGIITHOUSE"})
    (record,) = assemble([typed])
    assert record.comments[0].term == "LIGHTHOUSE"


def test_words_read_with_two_lines_stand_once() -> None:
    typed = page(bare(TEXT))
    again = [
        word._replace(
            text="he", line=99, confidence=0.6,
            box=word.box._replace(y0=word.box.y0 - 10, y1=word.box.y1 - 10),
        )
        for word in typed.words
        if word.text in ("new", "loan")
    ]  # fmt: skip
    (record,) = assemble([replace(typed, words=(*again, *typed.words))])
    assert record.sheet.body == " ".join(TEXT.split())


def test_a_code_word_behind_a_crossed_out_hyphen_is_not_taken_for_another() -> None:
    crossed = read_crossed("OINKXHENTXKXXBHKRXHE")  # CONFIDENTIAL - BRIDE
    assert crossed is not None
    assert (crossed.level, crossed.codewords) == ("CONFIDENTIAL", ())


def test_a_serial_of_which_a_figure_was_lost_is_not_read() -> None:
    assert bare_with("     J1093", "     J1 93").sheet_serial is None
    assert bare_with("     J1093", "    J 1093").sheet_serial == "J1093"


def test_a_serial_parted_where_no_place_is_free() -> None:
    typed = page(bare(TEXT))
    serial = next(word for word in typed.words if word.text == "J1550")
    middle = serial.box.x0 + 2 * GRID.letter
    parts = (
        serial._replace(text="J1", box=serial.box._replace(x1=middle - 3)),
        serial._replace(text="550", box=serial.box._replace(x0=middle)),
    )
    words = tuple(part for word in typed.words for part in (parts if word is serial else (word,)))
    (record,) = assemble([replace(typed, words=words)])
    assert record.sheet.sheet_serial == "J1550"


@pytest.mark.parametrize(("read", "tag"), [("FGB", "KGB"), ("RUB", None), ("CRU", "GRU")])
def test_a_tag_by_the_shapes_of_its_letters(read: str, tag: str | None) -> None:
    assert bare_with("MGB", read).origin == tag  # RUB can be KGB or GRU


@pytest.mark.parametrize(("signed", "told"), [("TRAT", True), ("TRAL", False), ("TREM", False)])
def test_a_signature_a_letter_apart_from_another_name_of_the_sheet(signed: str, told: bool) -> None:
    body = "     To TRAL\n\n     TRAL has met the new man twice. He asks for a loan.\n"
    record = record_of(bare(body, f"No. 772\n{signed}"))
    contradicted = [
        problem.field
        for problem in record.sheet.problems
        if problem.code is Code.RECORD_FIELD_CONTRADICTED
    ]
    assert record.sheet.signature_name == signed
    assert contradicted == (["signature_name"] if told else [])


@pytest.mark.parametrize(
    ("read", "day"),
    [
        ("176-1971", date(1971, 6, 17)),
        ("9-660", date(1960, 6, 9)),
        ("301-1974", date(1974, 1, 30)),  # no zero is typed before a month
        ("112-1971", None),  # the 11th of February or the 1st of December
        ("23-1957", None),  # the 2nd of March, or a 23rd whose month was lost
        ("45-1957", date(1957, 5, 4)),
        ("1106-1110", None),
    ],
)
def test_a_date_of_which_a_hyphen_was_lost(read: str, day: date | None) -> None:
    assert numbered_with("17/9/1968", read).issued_date == day


def with_figures_apart(places: int) -> Record:
    """Parse a sheet of whose number 6249 the last two figures stand so many places apart."""
    typed = page(bare(TEXT).replace("62   ", "6249 "))
    number = next(word for word in typed.words if word.text == "6249")
    middle = number.box.x0 + 2 * GRID.letter
    shift = places * GRID.letter
    parts = (
        number._replace(text="62", box=number.box._replace(x1=middle - 6)),
        number._replace(
            text="49",
            box=number.box._replace(x0=middle + shift, x1=number.box.x1 + shift),
        ),
    )
    words = tuple(part for word in typed.words for part in (parts if word is number else (word,)))
    (record,) = assemble([replace(typed, words=words)])
    return record


def test_a_number_parted_where_no_place_is_free() -> None:
    assert with_figures_apart(0).sheet.message_numbers == (6249,)


def test_a_figure_close_behind_a_number_makes_it_unsure() -> None:
    apart, alone = (
        next(one for one in record.fields if one.field == "message_numbers")
        for record in (with_figures_apart(1), record_of(bare(TEXT)))
    )
    assert (apart.value, alone.value) == ("62", "62")
    assert apart.confidence < alone.confidence


def test_a_first_number_parted_is_told_by_the_one_that_follows() -> None:
    assert bare_with("No.:   112   ", "No.:   6 2, 63").message_numbers == (62, 63)


def test_a_letter_far_beside_the_list_is_none_of_it() -> None:
    foot = "Distribution\nSection 4 (2)\nFile                             J\n"
    assert record_of(bare(TEXT, foot)).sheet.distribution == ("Section 4 (2)", "File")


def test_a_line_of_the_list_that_was_not_read_makes_it_unsure() -> None:
    typed = page(bare(TEXT, "Distribution\nD.G.S.S.\n"))
    last = next(word for word in typed.words if word.text == "D.G.S.S.")
    below = last.box._replace(y0=last.box.y0 + GRID.line, y1=last.box.y1 + GRID.line)
    sure, unsure = (
        next(one.confidence for one in record.fields if one.field == "distribution")
        for unread in ((), (below,))
        for record in assemble([replace(typed, unread=unread)])
    )
    assert unsure < sure


def test_a_sign_in_the_place_of_a_days_second_figure() -> None:
    assert bare_with("14 June, 1967", "1: June, 1967").issued_date is None
    assert bare_with("14 June, 1967", "1 June, 1967").issued_date == date(1967, 6, 1)


MARKED = TEXT.replace("man", "man[a]").replace("means", "means[b]").replace("loan", "loan[c]")


def test_notes_of_which_the_first_labels_were_lost() -> None:
    foot = """
Note:           Spelt out in full.
                Or 'money'.
          [c]   Given in English in the original.
"""
    notes = comments_of(record_of(bare(MARKED, foot)))
    assert {label: note.text for label, note in notes.items()} == {
        "a": "Spelt out in full.",
        "b": "Or 'money'.",
        "c": "Given in English in the original.",
    }


def test_a_label_between_others_is_not_told_where_two_lines_can_bear_it() -> None:
    foot = """
Notes:    [a]   Spelt out in full.
                Or 'money'.
                Or 'bread'.
          [c]   Given in English in the original.
"""
    assert "b" not in comments_of(record_of(bare(MARKED, foot)))


def test_a_label_hardly_read_without_its_closing_bracket() -> None:
    foot = "T.N.\n          [a     Or 'money'.\n"
    notes = comments_of(record_of(bare(TEXT.replace("man", "man[a]"), foot), {"[a": 0.4}))
    assert notes["a"].text == "Or 'money'."


def test_what_stands_beside_a_page_number_is_no_note() -> None:
    foot = "Comments:  [i]   KEEL: Unidentified.\n"
    further = "                     - 2 -                n1/ 17 10 10)\n\n           [ii]  MAST: A boat.\n"
    text = bare(TEXT.replace("man", "KEEL[i]").replace("loan", "MAST[ii]"), foot)
    (record,) = assemble(pages(text, further))
    assert [note.text for note in record.comments] == ["KEEL: Unidentified.", "MAST: A boat."]
