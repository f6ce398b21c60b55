"""Names under a message that look like something else, and those who sign in more than one word."""

from __future__ import annotations

from datetime import date

import pytest

from parsing.assemble import assemble
from schemas.records import MentionKind
from tests.parsing.pages import BODY, TEXT, bare, body_of, comments_of, only_record, page

NOTES = """
        Comments:

        [i]    KLYON:  Unidentified cover-name.
        [ii]   BROCK:  Unidentified cover-name.
"""

LETTERED = """
        Notes:

        [a]    Sense uncertain.
        [d]    Given in English.
        [e]    Or "the mill".
"""


@pytest.mark.parametrize("name", ["BROCK", "STERK", "ĒKLUND", "SPRINKS"])
def test_a_name_with_one_vowel_that_was_surely_read_is_no_word_typed_over(name: str) -> None:
    sheet = body_of(f"{TEXT}\n\n             No. 97     {name}\n").sheet
    assert (sheet.signature_serial, sheet.signature_name, sheet.body) == (97, name, BODY)


@pytest.mark.parametrize(
    ("read", "sure", "name"),
    [("BRKRE", 0.6, None), ("BRKSTN", 0.95, None), ("BROCK", 0.6, "BROCK")],
    ids=["doubted", "without a vowel", "doubted, of a comment"],
)
def test_what_shows_through_crosses_is_no_name(read: str, sure: float, name: str | None) -> None:
    text = bare(f"{TEXT}\n\n             No. 97     {read}\n", NOTES)
    (record,) = assemble([page(text, sure={read: sure})])
    assert (record.sheet.signature_serial, record.sheet.signature_name) == (97, name)


@pytest.mark.parametrize("marker", ["[11]", "/11/", " [11]"])
def test_a_short_name_with_a_marker_of_strokes_is_no_stamped_date(marker: str) -> None:
    notes = NOTES.replace("BROCK", "GAJ")
    record = body_of(f"{TEXT}\n\n             No. 7      GAJ{marker}\n", notes)
    assert (record.sheet.signature_serial, record.sheet.signature_name) == (7, "GAJ")
    assert comments_of(record)["ii"].anchored_in == ("signature_name",)


@pytest.mark.parametrize("file", ["PF 40.218   Ser. 9a", "P.F. 40218", "SF.40,218/3 Vol. 2"])
def test_the_number_of_a_file_below_a_name_is_none_of_the_message(file: str) -> None:
    sheet = body_of(f"{TEXT}\n\n             KLYON\n{'':46}{file}\n").sheet
    assert (sheet.signature_name, sheet.body) == ("KLYON", BODY)


def test_the_number_of_a_file_in_a_sentence_is_the_sentence_s() -> None:
    text = TEXT.replace("the spring.", "the day when we find the\n        PF 40.218.")
    assert body_of(f"{text}\n\n             KLYON\n").sheet.body.endswith("find the PF 40.218.")


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("KLYON[i] and LOTOS", "KLYON and LOTOS"),
        ("KLYON[i], LOTOS and GRANIT[ii]", "KLYON, LOTOS and GRANIT"),
        ("The CONSUL", "The CONSUL"),
        ("Lt. Gen. BYKOV", "Lt. Gen. BYKOV"),
        ("Col. BYKOV[i]", "Col. BYKOV"),
        ("Major BYKOV and LOTOS", "Major BYKOV and LOTOS"),
        ("BYKOV's ASSISTANT", "BYKOV's ASSISTANT"),
        ("Name No. 47[i]", "[Name No. 47]"),
    ],
)
def test_signers_of_more_than_one_word_are_given_as_typed(typed: str, name: str) -> None:
    record = body_of(f"{TEXT}\n\n             No. 97      {typed}\n", NOTES)
    sheet = record.sheet
    assert (sheet.signature_serial, sheet.signature_name, sheet.body) == (97, name, BODY)
    marked = comments_of(record)["i"].anchored_in
    assert marked == (("signature_name",) if "[i]" in typed else ())


def test_a_title_of_rank_tells_a_signature_without_a_number() -> None:
    sheet = body_of(f"{TEXT}\n\n             Lt. Col. BYKOV\n").sheet
    assert (sheet.signature_name, sheet.body) == ("Lt. Col. BYKOV", BODY)


@pytest.mark.parametrize("line", ["KLYON and LEV.", "LEV and GAJ", "The CONSUL"])
def test_names_or_an_office_without_a_number_are_of_the_message(line: str) -> None:
    sheet = body_of(f"{TEXT}\n\n             {line}\n").sheet
    assert (sheet.signature_name, sheet.body) == (None, f"{BODY}\n\n{line}")


def test_each_of_several_signers_is_mentioned_without_a_title() -> None:
    record = body_of(f"{TEXT}\n\n             No. 97      Col. BYKOV and LOTOS\n")
    mentioned = [m.text for m in record.mentions if m.kind is MentionKind.COVER_NAME]
    assert mentioned == ["BYKOV", "LOTOS"]


@pytest.mark.parametrize(
    "number", ["No. 97.   [1 group unrecovered]", "No. 97\n{0:13}[1 group unrecovered]"]
)
def test_a_name_that_was_not_recovered_leaves_number_and_date(number: str) -> None:
    sheet = body_of(f"{TEXT}\n\n             {number.format('')}\n             15 March\n").sheet
    assert (sheet.signature_serial, sheet.signature_date) == (97, date(1943, 3, 15))
    assert (sheet.signature_name, sheet.body) == (None, BODY)


def test_a_gap_behind_a_number_without_a_date_is_of_the_message() -> None:
    sheet = body_of(f"{TEXT}\n\n             No. 97 [2 groups unrecovered]\n").sheet
    assert (sheet.signature_serial, sheet.groups_unrecovered) == (None, 2)


@pytest.mark.parametrize(
    "signed",
    ["PALMA   No. 220   29 March", "29 March   No. 220   PALMA", "29 March  PALMA  No. 220"],
)
def test_number_name_and_date_stand_in_any_order(signed: str) -> None:
    sheet = body_of(f"     He left on the 18th, and asks no questions.\n\n     {signed}\n").sheet
    assert (sheet.signature_serial, sheet.signature_name) == (220, "PALMA")
    assert sheet.signature_date == date(1943, 3, 29)


def test_the_date_of_a_signature_below_a_repeated_head_is_its_own() -> None:
    first = bare("     He left on the 18th, and asks no questions.\n")
    second = """
        From: LIMA
        To:   MOSCOW
        No.:  62

             No. 856 DVINA
             31st March 1943

        Comment:
        [i] DVINA: Unidentified cover-name.
    """
    sheet = only_record(first, second).sheet
    assert (sheet.signature_serial, sheet.signature_name) == (856, "DVINA")
    assert sheet.signature_date == date(1943, 3, 31)
    assert sheet.message_date == date(1943, 3, 14)


def test_a_struck_slip_before_the_date_of_a_signature_is_left_out() -> None:
    text = bare(f"{TEXT}\n             No. 218 SOKOL\n             eth 9 March\n")
    (record,) = assemble([page(text, struck=("eth",))])
    assert (record.sheet.signature_serial, record.sheet.signature_name) == (218, "SOKOL")
    assert record.sheet.signature_date == date(1943, 3, 9)


@pytest.mark.parametrize("name", ["VASILIJ", "PROKOFIJ", "VITALIJ"])
def test_the_end_of_a_russian_name_is_no_marker(name: str) -> None:
    record = body_of(f"         To {name}.\n{TEXT}\n\n             No. 97     {name}\n", NOTES)
    assert (record.sheet.addressee, record.sheet.signature_name) == (name, name)
    assert comments_of(record)["i"].anchored_in == ()


@pytest.mark.parametrize("name", ["NIKOLAJ", "TIMOFEJ", "VIVALDI"])
def test_the_end_of_a_name_is_no_letter_of_a_note(name: str) -> None:
    record = body_of(f"         To {name}.\n{TEXT}\n\n             No. 97     {name}\n", LETTERED)
    assert (record.sheet.addressee, record.sheet.signature_name) == (name, name)


def test_a_marker_read_as_letters_stands_behind_the_term_of_its_comment() -> None:
    record = body_of(f"{TEXT}\n\n             No. 97     KLYONLIJ\n", NOTES)
    assert record.sheet.signature_name == "KLYON"
    assert comments_of(record)["i"].anchored_in == ("signature_name",)


@pytest.mark.parametrize("read", ["S. P. BORTsOV", "S. P. BORTSOV", "S.P. BORTsOV"])
def test_a_surname_that_a_comment_explains_keeps_its_initials(read: str) -> None:
    initials = read.rpartition("B")[0]
    foot = "Comments:  [i]    BORTsOV:  Unidentified cover-name.\n"
    signed = f"             No. 97\n             {read}[i]\n"
    record = body_of(f"         To {read}[i].\n{TEXT}\n\n{signed}", foot)
    name = f"{initials}BORTsOV"
    assert (record.sheet.addressee, record.sheet.signature_name) == (name, name)


@pytest.mark.parametrize("post", ["Naval Attache", "Consul General[ii]", "Ambassador."])
@pytest.mark.parametrize("between", ["     ", "\n             "])
def test_an_office_in_the_place_of_a_name_signs_below_or_beside_a_number(
    post: str, between: str
) -> None:
    record = body_of(f"{TEXT}\n\n             No. 97{between}{post}\n", NOTES)
    name = post.removesuffix("[ii]").rstrip(".")
    assert (record.sheet.signature_serial, record.sheet.signature_name) == (97, name)
    assert record.sheet.body == BODY


def test_an_office_without_a_number_is_of_the_text() -> None:
    assert body_of(f"{TEXT}\n\n             Ambassador\n").sheet.signature_name is None
