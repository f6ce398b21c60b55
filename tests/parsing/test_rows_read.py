"""Sheets read row by row: letters well read, beside specks, stamps and what was lost of a line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import pytest

from parsing.assemble import assemble
from parsing.brackets import KnownLabels
from parsing.layout import lay_out
from parsing.named import read_named
from parsing.opening import read_opening
from parsing.prose import lines_of
from parsing.repair import find_message_dates
from parsing.titles import with_year
from schemas.records import Record
from tests.parsing.pages import bare, comments_of, page
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
    typed = page(text, struck=struck)
    words = tuple(
        word._replace(confidence=(sure or {}).get(word.text, word.confidence))
        for word in typed.words
    )
    (record,) = assemble([replace(typed, words=words)])
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
