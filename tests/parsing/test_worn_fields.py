"""Fields of worn sheets: what a cross-check within the sheet recovers, and what stays null."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import pytest

from parsing.assemble import assemble
from parsing.handling import mended, with_marker
from parsing.names import Spellings
from parsing.transliteration import doubted_capitals, name_capitals, russian_capitals
from schemas.records import Sheet
from tests.parsing.pages import bare, page
from tests.parsing.test_damaged_headers import BARE
from tests.parsing.test_header import HEAD as NUMBERED

TEXT = """
             We have met the new man and found that he is quite without
        any means of support. He asks for a loan until the spring.
"""
NOTES = """
        Comments:

        [i]    MAYaK:  Unidentified cover-name.
        [ii]   IL'ICh:  Unidentified cover-name.
"""


def sheet_of(text: str, unsure: Mapping[str, float] | None = None) -> Sheet:
    """Parse one page; ``unsure`` gives the confidence of words that were read badly."""
    (record,) = assemble([page(text, sure=unsure)])
    return record.sheet


@pytest.mark.parametrize(
    ("read", "name"),
    [
        ("ovoD", "OVOD"),
        ("MoSCoW", "MOSCOW"),
        ("KhUToR", "KhUTOR"),
        ("Cox", "Cox"),
        ("IL'Ich", "IL'ICh"),
        ("KLYONd", "KLYONd"),
        ("VYuGA", "VYuGA"),
        ("LUChNIK", "LUChNIK"),
    ],
)
def test_small_letters_that_are_capitals_where_a_name_must_stand(read: str, name: str) -> None:
    assert name_capitals(read) == name


@pytest.mark.parametrize(
    ("read", "name"),
    [
        ("LUKASHEV", "LUKAShEV"),
        ("BELYaKOY", "BELYaKOV"),
        ("GALLOWAY", "GALLOWAY"),
        ("MARSHALL", "MARSHALL"),
    ],
)
def test_a_name_read_badly_is_spelt_as_the_convention_has_it(read: str, name: str) -> None:
    assert doubted_capitals(read) == name


def test_a_c_stands_only_in_a_pair() -> None:
    assert russian_capitals("PCNELA") == "PChELA"
    assert russian_capitals("PICNIC") == "PICNIC"


def test_small_letters_are_lost_and_not_made() -> None:
    spellings = Spellings({"LUCHNIK": {"LUCHNIK": 2.0}})
    assert spellings.best("LUChNIK", 0.4) == "LUChNIK"


@pytest.mark.parametrize(
    ("signed", "name"),
    [("No. 97   IL'ich[ii]", "IL'ICh"), ("No. 97   mMayak", "MAYaK"), ("No. 97   Maxim", None)],
)
def test_a_name_not_in_capitals_is_the_term_of_a_comment(signed: str, name: str | None) -> None:
    sheet = sheet_of(bare(f"{TEXT}\n\n             {signed}\n", NOTES))
    assert (sheet.signature_serial, sheet.signature_name) == (97 if name else None, name)


@pytest.mark.parametrize(("confidence", "name"), [(0.2, "MAYaK"), (0.95, "MAVAR")])
def test_a_marker_tells_whose_name_was_read_badly(confidence: float, name: str) -> None:
    text = bare(f"             To MAVAR[i].\n{TEXT}", NOTES)
    assert sheet_of(text, {"MAVAR[i].": confidence}).addressee == name


@pytest.mark.parametrize(
    ("read", "typed"),
    [
        (
            "Personal, Report receipt to the CENTRE [TsENTR].",
            "Personal. Report receipt to the CENTRE [TsENTR].",
        ),
        (
            "To be handed to the MASTER ZMASTER7 immediately.",
            "To be handed to the MASTER [MASTER] immediately.",
        ),
        ("Decipher personally. i7", "Decipher personally."),
        ("fo be shown to no one else.", "To be shown to no one else."),
        ("Urgent. To be shan to no one else.", "Urgent. To be shown to no one else."),
        ("urgent. To be shown to no one else.", "Urgent. To be shown to no one else."),
        ("For the RESIDENT [(REZIDENT} only.", "For the RESIDENT [REZIDENT] only."),
        (
            "To be handed to the MASTER /MASTER/immediately.",
            "To be handed to the MASTER [MASTER] immediately.",
        ),
        (
            "Personal. Report receipt to the CENTRE [TsENIR].",
            "Personal. Report receipt to the CENTRE [TsENTR].",
        ),
        ("Decipher personally. f/i7", "Decipher personally."),
        ("Decipher personally. M17", "Decipher personally."),
        ("To be shown' to no one else ./1/", "To be shown to no one else."),
        ("Decipher personally. (121)", "Decipher personally."),
        ("To be, shown to no one else.", "To be shown to no one else."),
    ],
)
def test_instructions_are_mended(read: str, typed: str) -> None:
    assert with_marker(mended(read), ()) == typed


def test_an_instruction_ends_with_its_original_and_a_marker() -> None:
    text = bare(
        "        Personal. Report receipt to the CENTRE /TsENTR/. /1/\n"
        "        We have met the new man and found that he is quite without\n"
        "        any means of support. He asks for a loan until the spring.\n"
    )
    assert sheet_of(text).handling == "Personal. Report receipt to the CENTRE [TsENTR]."


@pytest.mark.parametrize("read", ["Po KAPITAN.", "®o KAPITAN."])
def test_an_addressee_behind_a_ruined_to(read: str) -> None:
    assert sheet_of(BARE.replace("To KAPITAN.", read)).addressee == "KAPITAN"


@pytest.mark.parametrize(
    ("read", "day"), [("Sth December", 5), ("2°December", 2), ("S December", None)]
)
def test_days_behind_what_was_misread(read: str, day: int | None) -> None:
    sheet = sheet_of(BARE.replace("3 December", read))
    assert sheet.message_date == (date(1942, 12, day) if day else date(1942, 12, 1))


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("From:  CARACAS", "From  3:     CARACAS"),
        ("From:  CARACAS", "FROWS     CARACAS"),
        ("To:    MOSCOW", "To  ¢      MOSKOW"),
        ("To:    MOSCOW", "708       M0SC0W"),
    ],
)
def test_labels_whose_colon_stands_apart_or_that_were_ruined(typed: str, read: str) -> None:
    sheet = sheet_of(BARE.replace(typed, read))
    assert (sheet.from_station, sheet.to_station) == ("CARACAS", "MOSCOW")
    assert sheet.message_numbers == (112,)


def test_a_receiver_with_number_and_date_needs_no_sender() -> None:
    lost = "     From:  CARACAS                                    Reissue (T583)\n"
    sheet = sheet_of(BARE.replace(lost, ""))
    assert (sheet.from_station, sheet.to_station) == (None, "MOSCOW")
    assert (sheet.message_numbers, sheet.message_date) == ((112,), date(1942, 12, 3))


def test_a_station_read_in_figures() -> None:
    assert sheet_of(BARE.replace("CARACAS", "0810   ")).from_station == "OSLO"


SIGNED = f"{TEXT}\n\n             No. 97      KLYON\n             15 March\n"
"""A message of the 14th with its signature."""


@pytest.mark.parametrize(
    "below",
    [
        "        1i7      KLYON:  Unidentified cover-name.",
        "        No .e8:          [a]  Or 'his sister'.",
        "        Or possibly 'under the roof'.",
    ],
)
def test_a_signature_above_notes_whose_heading_was_lost(below: str) -> None:
    sheet = sheet_of(bare(f"{SIGNED}\n\n{below}\n"))
    assert (sheet.signature_serial, sheet.signature_name) == (97, "KLYON")
    assert sheet.signature_date == date(1943, 3, 15)


def test_a_scrap_to_the_left_of_a_signature_is_none_of_it() -> None:
    sheet = sheet_of(bare(f"{TEXT}\n\n    NNN{'':40}No. 418 KLYON\n"), {"NNN": 0.56})
    assert (sheet.signature_serial, sheet.signature_name) == (418, "KLYON")


def test_a_number_behind_a_ruined_label_above_a_date() -> None:
    sheet = sheet_of(bare(f"{TEXT}\n\n{'':40}Zo. 415\n{'':40}15 March\n"))
    assert (sheet.signature_serial, sheet.signature_date) == (415, date(1943, 3, 15))


@pytest.mark.parametrize("stamp", ["24 AUG 1972", "XGRXSREKKXXHRNRXERXINE", "KLYON"])
def test_what_stands_alone_far_below_is_no_signature(stamp: str) -> None:
    sheet = sheet_of(bare(TEXT + "\n" * 20 + f"{'':40}{stamp}\n"))
    assert (sheet.signature_serial, sheet.signature_name) == (None, None)


def test_stamps_of_many_lines_below_a_gap_leave_the_signature() -> None:
    stamps = "\n".join(
        f"        {line}" for line in ("RECORDS", "DIVISION OF", "RECEIVED", "of N RECORDS", "AUG")
    )
    sheet = sheet_of(bare(SIGNED + "\n" * 10 + stamps))
    assert (sheet.signature_serial, sheet.signature_name) == (97, "KLYON")


def test_a_doubted_name_is_the_one_of_the_sheet_whose_letters_look_alike() -> None:
    spellings = Spellings({"STEKLO": {"STEKLO": 0.93}})
    assert spellings.best("STEALO", 0.8) == "STEKLO"
    assert spellings.best("STEALO", 0.9) == "STEALO"
    assert spellings.best("STEOLO", 0.8) == "STEOLO"


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("LETTERS", "LFTTFRS"),
        ("LETTERS", "LETTERs"),
        ("STATION", "STATTON"),
        ("LEFT AT", "LEFT AI"),
        ('"GARDENER"', "\"GARDENER'"),
        ("THE DENTIST", '"THE DENTIST'),
        ("LETTERS", "LETT ERS"),
        ("THE LETTERS", "THELETTERS"),
        ("FOR NEWS", "FOR'NEWS"),
        ("LETTERS", "LETT.ERS"),
        ("LETTERS", "LET'\"ERS"),
        ("LETTERS", "'LETTERS"),
        ("LEFT AT", "LEFT wn) AT"),
        ("LETTERS", "LETTERS?"),
        ("STATION", '"TATION'),
        ("FOR NEWS", "FO.. NEWS"),
        ("(1944)", "(194944)"),
        ("(1944)", "(1914)"),
    ],
)
def test_titles_are_mended_by_their_words(typed: str, read: str) -> None:
    sure = dict.fromkeys(read.split(), 0.9)
    (record,) = assemble([page(NUMBERED.replace(typed, read), sure=sure)])
    assert record.sheet.title == (
        'THE DENTIST ASKS FOR NEWS OF THE "GARDENER" AND OF THE LETTERS WHICH WERE LEFT AT THE '
        "STATION (1944)"
    )


@pytest.mark.parametrize(
    ("typed", "read", "part"),
    [
        ('"GARDENER" AND', '"GARDENER"S AND', '"GARDENER"; AND'),
        ('"GARDENER" AND', '"GARDENER". "OAK" AND', '"GARDENER", "OAK" AND'),
        ('"GARDENER" AND', '"GARDENER"; "OAK" AND', '"GARDENER", "OAK" AND'),
        ('"GARDENER" AND', '"GARDENER"$ AND', '"GARDENER"; AND'),
        ("THE DENTIST", "i. DENTIST (1943) 2. NEWS", "1. DENTIST (1944) 2. NEWS"),
        (
            "THE DENTIST",
            "4. DENTIST (1944) NEWS (1944) 3. NEWS",
            "1. DENTIST (1944) 2. NEWS (1944) 3. NEWS",
        ),
        ("NEWS OF", "INFORMA ION; OF", "INFORMATION; OF"),
        ("THE DENTIST", "DENTIST 'S. NEWS", "DENTIST'S NEWS"),
        ("THE DENTIST", 'DENTIST"S NEWS', "DENTIST'S NEWS"),
        ("NEWS OF", "COVER=-NAME OF", "COVER-NAME OF"),
        ("NEWS OF", "NEWS OF MI5 IN THE UK AND", "NEWS OF MI5 IN THE UK AND"),
    ],
)
def test_signs_of_titles(typed: str, read: str, part: str) -> None:
    assert part in (sheet_of(NUMBERED.replace(typed, read)).title or "")


def test_the_year_of_a_title_alone_on_its_line_beside_a_scrap() -> None:
    first = next(line for line in NUMBERED.splitlines() if "(1944)" in line)
    lines = f"{first.replace(' (1944)', '')}\n\nage.{'':40}(1944)"
    assert (sheet_of(NUMBERED.replace(first, lines)).title or "").endswith("(1944)")


def test_a_stamp_beside_a_line_of_the_title_is_none_of_it() -> None:
    first = next(line for line in NUMBERED.splitlines() if "THE DENTIST ASKS" in line)
    text = NUMBERED.replace(first, f"{'':70}REGISTRY\n{first:68}  17 JAN 1979")
    assert (sheet_of(text).title or "").startswith("THE DENTIST ASKS FOR NEWS OF THE")


@pytest.mark.parametrize(("read", "number"), [("31%", None), ("28)", None), ("204 ~", 204)])
def test_a_copy_number_of_which_a_figure_was_read_as_a_sign_is_null(
    read: str, number: int | None
) -> None:
    assert sheet_of(NUMBERED.replace("204", read)).copy_number == number


def test_a_serial_with_an_l_for_a_one() -> None:
    sheet = sheet_of(BARE.replace("Reissue (T583)", 'RELTSSUE "(TL615)'))
    assert (sheet.is_reissue, sheet.reissue_of) == (True, "T1615")


@pytest.mark.parametrize(
    ("read", "numbers"), [(">7428", (7428,)), ("$20, 521", (520, 521)), ("$20, 611", ())]
)
def test_message_numbers_behind_signs(read: str, numbers: tuple[int, ...]) -> None:
    assert sheet_of(BARE.replace("112     ", f"{read:8}")).message_numbers == numbers


@pytest.mark.parametrize("read", ["DATO KAPITAN.", "© KAPITAN."])
def test_an_addressee_behind_what_was_read_of_to(read: str) -> None:
    assert sheet_of(BARE.replace("To KAPITAN.", read), {"DATO": 0.35}).addressee == "KAPITAN"


def test_a_word_before_the_message_is_no_addressee() -> None:
    assert sheet_of(BARE.replace("To KAPITAN.", "Then KAPITAN left.")).addressee is None


def test_a_stamp_far_right_above_the_addressee_is_none_of_the_message() -> None:
    sheet = sheet_of(
        BARE.replace("          To KAPITAN.", f"{'':60}eh 2307\n\n          To KAPITAN.")
    )
    assert sheet.addressee == "KAPITAN"
    assert sheet.body.startswith("We have met the new man")


@pytest.mark.parametrize("opens", ["KAPITAN", "Decipher personally."])
def test_a_stamp_far_right_above_what_opens_the_message(opens: str) -> None:
    sheet = sheet_of(BARE.replace("          To KAPITAN.", f"{'':60}|e\n\n          {opens}"))
    assert opens in (sheet.addressee, sheet.handling)
    assert sheet.body.startswith("We have met the new man")


def test_a_stamp_at_the_right_is_no_title() -> None:
    first = BARE.splitlines()[1]
    assert sheet_of(BARE.replace(first, f"{first}\n{'':62}IN PART 3 NG")).title is None


def test_copies_without_their_commas() -> None:
    text = bare(f"        To KAPITAN[i], copy to LUKA[ii] SOKOL. BAZHAN[a].\n{TEXT}", NOTES)
    sheet = sheet_of(text)
    assert (sheet.addressee, sheet.copy_to) == ("KAPITAN", ("LUKA", "SOKOL", "BAZHAN"))


@pytest.mark.parametrize(
    ("read", "typed"),
    [
        ("To be handed to the MASTER MASTER? immediately.", "the MASTER [MASTER] immediately."),
        ("Decapher personal ly.", "Decipher personally."),
        ("Report receipt to the CENTRE /TGENTR7.", "the CENTRE /TsENTR7."),
    ],
)
def test_words_of_instructions_are_known(read: str, typed: str) -> None:
    assert mended(read).endswith(typed)


def test_a_stop_apart_from_the_original_before_it() -> None:
    text = "        Personal. Report receipt to the CENTRE [TsENTR] .[i]\n"
    handling = sheet_of(bare(text + TEXT, NOTES)).handling
    assert handling == "Personal. Report receipt to the CENTRE [TsENTR]."


def test_a_number_in_the_row_above_its_label() -> None:
    text = BARE.replace("     No.:   112 ", "            112\n     No.:       ")
    sheet = sheet_of(text)
    assert (sheet.message_numbers, sheet.message_date) == ((112,), date(1942, 12, 3))


def test_the_number_of_a_signature_is_no_heading_of_notes() -> None:
    sheet = sheet_of(bare(f"{TEXT}\n\n             Noe 26\n             KLYON\n", NOTES))
    assert (sheet.signature_serial, sheet.signature_name) == (26, "KLYON")


@pytest.mark.parametrize(
    ("read", "number"),
    [
        ("3/nbr/T1550", "3/NBF/T1550"),
        ("3/NBF/1%1550", "3/NBF/T1550"),
        ("3/KDC/T1550", "3/KDC/T1550"),
    ],
)
def test_offices_of_references(read: str, number: str) -> None:
    assert sheet_of(NUMBERED.replace("3/NBF/T1550", read)).reference_number == number


def test_a_letter_of_an_office_that_was_read_twice() -> None:
    typed = page(NUMBERED.replace("3/NBF/T1550", "3/KDC/T1550"))
    words = tuple(
        word._replace(text="3/KPDC/T1550") if word.text == "3/KDC/T1550" else word
        for word in typed.words
    )
    (record,) = assemble([replace(typed, words=words)])
    assert record.sheet.reference_number == "3/KDC/T1550"


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("AND OF", "AnD OF"),
        ("LETTERS", "LET ERS"),
    ],
)
def test_titles_lose_what_no_typist_typed(typed: str, read: str) -> None:
    assert (sheet_of(NUMBERED.replace(typed, read)).title or "").endswith(
        "AND OF THE LETTERS WHICH WERE LEFT AT THE STATION (1944)"
    )


def test_what_stands_below_the_end_of_a_list_is_none_of_it() -> None:
    foot = "\n\nDistribution\n\nFile\n\n3/NBF/T1550\n\n   PRANCH TILE\n"
    assert sheet_of(NUMBERED.rstrip("\n") + foot).distribution == ("File",)


@pytest.mark.parametrize(
    ("typed", "read"),
    [("To:    MOSCOW", "TOs   MOSCOW"), ("From:  CARACAS", "ELOM ce   CARACAS")],
)
def test_labels_with_a_letter_for_the_colon_and_in_two_pieces(typed: str, read: str) -> None:
    sheet = sheet_of(BARE.replace(typed, read))
    assert (sheet.from_station, sheet.to_station) == ("CARACAS", "MOSCOW")


def test_a_list_of_cables_is_none_though_its_heads_are_misread() -> None:
    rows = [("FROM", "T0", "HO.", "DATE"), ("MOSCOW", "BEIRUT", "311", "18 June 46")]
    rows += [("HARBIN", "MOSCOW", "328", "2 June 41"), ("MOSCOW", "MADRID", "758", "24 Oct. 1941")]
    rows += [("SOFIA", "MOSCOW", "519", "15 February 1941")] * 3
    text = "\n".join(f"{a:14}{b:14}{c:10}{d}" for a, b, c, d in rows)
    assert sheet_of("          LIST OF TRANSLATIONS SENT\n\n" + text).document_type == "other"


def test_a_stroke_behind_a_number_is_a_speck() -> None:
    assert sheet_of(BARE.replace("112 ", "55! ")).message_numbers == (55,)


def test_a_marker_without_its_opener_is_no_part_of_a_name() -> None:
    sheet = sheet_of(bare(f"{TEXT}\n\n             No. 97   MAYaKi17\n", NOTES))
    assert (sheet.signature_serial, sheet.signature_name) == (97, "MAYaK")


def test_a_known_name_far_right_between_text_and_notes_is_the_signature() -> None:
    text = TEXT.replace("the new man", "KLYON").rstrip() + TEXT.replace(" " * 13, " " * 8) * 2
    foot = "        ' Spelt out letter by letter.\n\n        The original has the plural.\n"
    sheet = sheet_of(bare(f"{text}\n\n{'':50}KLYON\n\n\n{foot}"))
    assert sheet.signature_name == "KLYON"


@pytest.mark.parametrize(
    ("first", "second", "serial"),
    [("J1098", "J1093", "J1093"), ("     ", "J1093", "J1093"), ("J1093", "J2244", "J1093")],
)
def test_the_serial_that_the_pages_bear_most_surely(first: str, second: str, serial: str) -> None:
    sure = {first: 0.4 if first != serial else 0.95}
    head = page(BARE.replace("J1093", first).replace("14 June, 1967", ""), sure=sure)
    further = page(f"{'':30}- 2 -{'':25}{second}\n\n\n     He asks for a loan.\n", 2)
    (record,) = assemble([head, further])
    assert record.sheet.sheet_serial == serial


@pytest.mark.parametrize("beside", ["SoS J1093", "J1093   ."])
def test_a_serial_beside_scraps(beside: str) -> None:
    sheet = sheet_of(BARE.replace("J1093", beside), {"SoS": 0.3, ".": 0.4})
    assert sheet.sheet_serial == "J1093"


def test_a_marker_to_a_note_that_is_not_known_is_no_part_of_a_name() -> None:
    sheet = sheet_of(bare(f"{TEXT}\n\n             No. 97   KLYONv117\n", NOTES))
    assert (sheet.signature_serial, sheet.signature_name) == (97, "KLYON")


@pytest.mark.parametrize(("read", "day"), [("Sth March", 5), ("S th March", None)])
def test_an_s_before_the_ending_of_a_day_is_a_five(read: str, day: int | None) -> None:
    text = bare(f"{TEXT}\n\n             No. 97   KLYON\n             {read}\n")
    sheet = sheet_of(text.replace("14 March", "4 March"))
    assert sheet.signature_date == (date(1943, 3, day) if day else None)


def test_an_s_is_a_nine_where_that_day_is_nearer_to_the_message() -> None:
    text = bare(f"{TEXT}\n\n             No. 97   KLYON\n             Sth March\n")
    assert sheet_of(text.replace("14 March", "10 March")).signature_date == date(1943, 3, 9)


def test_a_classification_struck_through_at_the_foot_is_no_scrap() -> None:
    text = BARE.rstrip() + f"\n\n\n{'':25}TOD ODCHET EIDER\n"
    (record,) = assemble(
        [page(text, struck=("TOD", "ODCHET", "EIDER"), sure={"ODCHET": 0.15, "EIDER": 0.15})]
    )
    assert (record.sheet.classification, record.sheet.codewords) == ("TOP SECRET", ("EIDER",))


def test_a_list_of_numbers_whose_comma_was_read_twice() -> None:
    assert sheet_of(BARE.replace("112   ", "29,.30")).message_numbers == (29, 30)


def test_the_second_figure_of_a_year_is_always_a_nine() -> None:
    assert sheet_of(BARE.replace("1942", "1342")).message_date == date(1942, 12, 3)


def test_a_header_without_its_date_and_with_another_number_begins_a_sheet() -> None:
    lost = BARE.replace("J1093", "").replace("3 December 1942", "").replace("112", "6938")
    records = assemble([page(BARE), page(lost.replace("We have met", "He knows"), 2)])
    assert [record.sheet.message_numbers for record in records] == [(112,), (6938,)]


def test_a_well_read_number_that_differs_by_a_figure_is_of_another_message() -> None:
    lost = BARE.replace("J1093", "").replace("3 December 1942", "").replace("112", "118")
    following = page(lost.replace("We have met", "He knows"), 2)
    records = assemble([page(BARE), following])
    assert [record.sheet.message_numbers for record in records] == [(112,), (118,)]


def test_each_code_word_is_that_of_the_line_that_bears_it_most_surely() -> None:
    head, foot = "VENONA/RRTNF", "VDNONA/DRIDE"
    text = NUMBERED.replace("TOP SECRET", f"TOP SECRET {head}", 1).rstrip("\n")
    text += f"\n\n\n                         TOD GDCRDT {foot}\n"
    struck = ("TOP", "SECRET", "TOD", "GDCRDT", head, foot)
    (record,) = assemble([page(text, struck=struck)])
    assert record.sheet.codewords == ("VENONA", "BRIDE")
