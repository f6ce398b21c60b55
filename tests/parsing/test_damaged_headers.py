"""Headers as OCR damages them: what the words still bear is read, what they do not stays null."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import pytest

from parsing.assemble import assemble
from parsing.pitch import over_read, pitch_of, without_doubled
from parsing.references import find_references
from parsing.stations import station_at_head
from schemas.pages import Box, Page, Word
from schemas.problems import Code
from schemas.records import Precision, Sheet, Status
from tests.parsing.pages import BARE_SHEET, page
from tests.parsing.test_header import BODY as NUMBERED_BODY
from tests.parsing.test_header import HEAD as NUMBERED

BARE = (
    BARE_SHEET
    + """\


                                                        14 June, 1967
"""
)


def sheet_of(text: str, read: Mapping[str, str] | None = None) -> Sheet:
    (record,) = assemble([page(text, read=read)])
    return record.sheet


def bare_with(typed: str, other: str) -> Sheet:
    """Parse the bare sheet with ``other`` in the place of ``typed``."""
    assert typed in BARE
    return sheet_of(BARE.replace(typed, other))


def numbered_with(typed: str, other: str) -> Sheet:
    """Parse the numbered sheet with ``other`` in the place of ``typed``."""
    assert typed in NUMBERED
    return sheet_of(NUMBERED.replace(typed, other))


@pytest.mark.parametrize(
    ("read", "station"),
    [
        ("TUKYU", "TOKYO"),
        ("MUSCUW", "MOSCOW"),
        ("USLU", "OSLO"),
        ("PARLS", "PARIS"),
        ("CANSERRA", "CANBERRA"),
        ("TURKU", "TURKU"),
        ("MCSCCW", "MOSCOW"),
        ("THE HAUE", "THE HAGUE"),
    ],
)
def test_stations_are_known_by_the_shapes_of_their_letters(read: str, station: str) -> None:
    found = station_at_head(read)
    assert found is not None
    assert (found.name, found.known) == (station, True)


@pytest.mark.parametrize("label", ["To:", "Tos", "Tot", "LO.", "fo:", "TO :", "'EO:8"])
def test_labels_of_the_receiver(label: str) -> None:
    sheet = bare_with("To:   ", label.ljust(6))
    assert (sheet.from_station, sheet.to_station) == ("CARACAS", "MOSCOW")
    assert sheet.message_numbers == (112,)
    assert sheet.addressee == "KAPITAN"


@pytest.mark.parametrize("read", ["MO5COW", "M0SCOW", "MOSC0W"])
def test_a_station_that_looks_like_a_label_and_figures_is_no_number(read: str) -> None:
    sheet = bare_with("MOSCOW", read)
    assert (sheet.to_station, sheet.message_numbers) == ("MOSCOW", (112,))
    assert sheet.addressee == "KAPITAN"


def test_a_name_that_was_ill_read_is_no_station() -> None:
    (record,) = assemble([page(BARE.replace("MOSCOW", "JUSBEN"), sure={"JUSBEN": 0.1})])
    assert record.sheet.to_station is None


@pytest.mark.parametrize(
    ("read", "numbers"),
    [
        ("58,59", (58, 59)),
        ("58, 59s 60", (58, 59, 60)),
        ("43/44", (43, 44)),
        ("58; 59", (58, 59)),
        ("5121 5122", (5121, 5122)),
        ("5121,5122 5124", (5121, 5122, 5124)),
        ("5121,5122 5124,5125", (5121, 5122, 5124, 5125)),
        ("5121 5161", (5121,)),
        ("'169", (169,)),
        ("1106-1110", (1106, 1107, 1108, 1109, 1110)),
        ("L755", (1755,)),
        ("1°9;,20,21", ()),
        ("3: 7290", (7290,)),
        ("s 7290", (7290,)),
        ("58, 59-60", (58, 59, 60)),
        ("$445", ()),
        ("445°", (445,)),
        ('445"', (445,)),
        ("544, 5455 546", (544, 545, 546)),
        ("3725373", (372, 373)),
        ("525-53", (52, 53)),
        ("26527", (26, 27)),
        ("26528", (26528,)),
        ("£55", (255,)),
        ("3 426", (426,)),
        ("34, 35,5 36", (34, 35, 36)),
        ("34233424, 3425", (3423, 3424, 3425)),
        ("2324", (2324,)),
    ],
)
def test_message_numbers(read: str, numbers: tuple[int, ...]) -> None:
    sheet = bare_with("112".ljust(11), read.ljust(11))
    assert sheet.message_numbers == numbers
    assert sheet.message_date == date(1942, 12, 3)


@pytest.mark.parametrize("label", ["No.3:", "No.8", "No.:s", "Nos3"])
def test_a_colon_read_as_a_figure_is_no_number(label: str) -> None:
    sheet = bare_with("No.:   112", f"{label:6}     112")
    assert (sheet.message_numbers, sheet.message_date) == ((112,), date(1942, 12, 3))


@pytest.mark.parametrize("read", ["Nowiiss7222", "Noo25577222"])
def test_a_label_read_together_with_its_number_ends_at_the_column(read: str) -> None:
    typed = "No.----7222"
    sheet = sheet_of(BARE.replace("No.:   112 ", typed), {typed: read})
    assert sheet.message_numbers == (7222,)


def test_a_number_glued_to_its_date_leaves_a_day_that_the_month_has() -> None:
    sheet = bare_with(
        "No.:   112                                       3 December 1942",
        "No.:   472nd December 1942",
    )
    assert (sheet.message_numbers, sheet.message_date) == ((47,), date(1942, 12, 2))


def test_a_list_of_numbers_glued_to_its_date() -> None:
    sheet = bare_with("112".ljust(11), "936,93714th December 1942")
    assert (sheet.message_numbers, sheet.message_date) == ((936, 937), date(1942, 12, 14))


def test_stations_without_labels_above_a_number() -> None:
    text = BARE.replace("From:  ", "       ").replace("To:    ", "to     ")
    sheet = sheet_of(text.replace("3 December 1942", ""))
    assert (sheet.from_station, sheet.to_station) == ("CARACAS", "MOSCOW")
    assert sheet.message_numbers == (112,)


def test_a_label_of_the_sender_whose_colon_was_read_as_a_letter() -> None:
    assert bare_with("From: ", "Proms ").from_station == "CARACAS"


def test_a_ruined_label_with_its_colon_is_a_label() -> None:
    text = BARE.replace("To:    MOSCOW", "TU:    NEW YJIRK")
    (record,) = assemble([page(text, sure={"YJIRK": 0.7})])
    assert record.sheet.to_station == "NEW YORK"


def test_a_receiver_lost_leaves_sender_number_and_date() -> None:
    text = BARE.replace("     To:    MOSCOW\n", "").replace("From:  ", "Prom   ")
    sheet = sheet_of(text.replace("No.:   112", "Note:: 112"))
    assert (sheet.from_station, sheet.to_station) == ("CARACAS", None)
    assert (sheet.message_numbers, sheet.message_date) == ((112,), date(1942, 12, 3))


def test_a_receiver_lost_and_a_sender_that_cannot_be_read_leave_number_date_and_title() -> None:
    text = NUMBERED.replace("To:     MOSCOW\n\n", "")
    sheet = sheet_of(text, {"HELSINKI": "HE]jN"})
    assert (sheet.from_station, sheet.to_station) == (None, None)
    assert (sheet.message_numbers, sheet.message_date) == ((88,), date(1944, 2, 2))
    assert sheet.title is not None
    assert sheet.title.startswith("THE DENTIST ASKS")


def test_scrawl_before_the_stations_leaves_them() -> None:
    text = BARE.replace("     From:  CARACAS", "7 26 From:  CARACAS")
    text = text.replace("     To:    MOSCOW", "   /X/To:   MOSCOW")
    (record,) = assemble([page(text, sure={"7": 0.16, "26": 0.7, "/X/To:": 0.0})])
    sheet = record.sheet
    assert (sheet.from_station, sheet.to_station) == ("CARACAS", "MOSCOW")


def test_scrawl_over_the_label_of_a_number_leaves_what_stands_below_the_stations() -> None:
    text = BARE.replace("     No.:   112  ", '  "CONh hE , 112 ')
    (record,) = assemble([page(text, sure={'"CONh': 0.0, "hE": 0.24, ",": 0.51})])
    assert record.sheet.message_numbers == (112,)


def test_a_date_below_the_numbers_beside_what_is_left_of_a_stamp() -> None:
    number = "No.:   112                                       3 December 1942"
    below = f"No.:   112\n{'':30}RELEASED\n{'':30}N PARTY{'':17}3 December 1942"
    (record,) = assemble([page(BARE.replace(number, below), sure={"N": 0.5, "PARTY": 0.6})])
    assert record.sheet.message_date == date(1942, 12, 3)


@pytest.mark.parametrize(
    ("typed", "number", "day"),
    [("4311st", 431, 1), ("43111th", 431, 11), ("4323rd", 43, 23), ("4313rd", 431, 3)],
)
def test_the_ending_of_a_day_parts_it_from_the_number_it_is_stuck_to(
    typed: str, number: int, day: int
) -> None:
    line = "No.:   112                                       3 December 1942"
    sheet = sheet_of(BARE.replace(line, f"No.:   {typed} December 1942"))
    assert (sheet.message_numbers, sheet.message_date) == ((number,), date(1942, 12, day))


def test_a_hyphen_lost_before_a_number_with_its_date_stuck_to_it() -> None:
    number = "No.:   112                                       3 December 1942"
    sheet = sheet_of(BARE.replace(number, "Nos.:  8938 894222nd December 1942"))
    assert sheet.message_numbers == (8938, 8939, 8940, 8941, 8942)
    assert sheet.message_date == date(1942, 12, 22)


def test_a_stamp_above_the_classification_is_no_title() -> None:
    text = BARE.replace("     MGB", f"{'':50}REGISTRY\n\n{'':30}CONFIDENTIAL\n\n     MGB")
    sheet = sheet_of(text)
    assert (sheet.title, sheet.classification) == (None, "CONFIDENTIAL")


def test_a_day_of_two_figures_is_no_number_with_a_date_behind_it() -> None:
    sheet = bare_with(
        "No.:   112                                       3 December 1942",
        "No.:                                             12th December 1942",
    )
    assert (sheet.message_numbers, sheet.message_date) == ((), date(1942, 12, 12))


def test_a_number_of_one_figure_stands_beside_its_date() -> None:
    sheet = bare_with("No.:   112                    ", "No.:7                         ")
    assert (sheet.message_numbers, sheet.message_date) == ((7,), date(1942, 12, 3))


def test_numbers_of_one_list_stand_close_together() -> None:
    sheet = sheet_of(BARE.replace("112         ", "950, 951    "), {"950,": "3950,"})
    assert sheet.message_numbers == (950, 951)


def test_a_number_and_a_date_without_any_label() -> None:
    text = BARE.replace("From:  ", "       ").replace("To:    MOSCOW", "       MOSCOW").replace(
        "No.:   112                                       3 December 1942",
        "       112  3 December 1942",
    )  # fmt: skip
    sheet = sheet_of(text)
    assert (sheet.from_station, sheet.to_station) == ("CARACAS", "MOSCOW")
    assert (sheet.message_numbers, sheet.message_date) == ((112,), date(1942, 12, 3))
    assert sheet.addressee == "KAPITAN"


@pytest.mark.parametrize(
    ("read", "day", "precision"),
    [
        ("3 December 1°42", date(1942, 12, 3), Precision.DAY),
        ("3 December» 1942", date(1942, 12, 3), Precision.DAY),
        ("47 Dec.42", date(1942, 12, 17), Precision.DAY),
        ("<7 Dec. 1942", date(1942, 12, 27), Precision.DAY),
        ("«7 Dec. 1942", date(1942, 12, 27), Precision.DAY),
        ("3:December»: 1942", date(1942, 12, 3), Precision.DAY),
        ("6th-Dec.. 1942", date(1942, 12, 6), Precision.DAY),
        ("<7 c-ept.42", date(1942, 9, 27), Precision.DAY),
        ("1lith Dec. 1942", date(1942, 12, 11), Precision.DAY),
        ("1lst Dec. 1942", date(1942, 12, 1), Precision.DAY),
        ("llth Dec. 1942", date(1942, 12, 11), Precision.DAY),
        ("lzth Dec. 1942", date(1942, 12, 12), Precision.DAY),
        ("«13th Dec. 1942", date(1942, 12, 13), Precision.DAY),
        ("3 Dec. 1442", date(1942, 12, 3), Precision.DAY),
        ("luth Dec. 1942", date(1942, 12, 10), Precision.DAY),
        ("io Dec. 1942", date(1942, 12, 10), Precision.DAY),
        ("3rd4 Dec. 1942", date(1942, 12, 3), Precision.DAY),
        ("3rd=Dec. 1942", date(1942, 12, 3), Precision.DAY),
        ("2na Dec. 1942", date(1942, 12, 2), Precision.DAY),
        ("3 Decem er 1942", date(1942, 12, 3), Precision.DAY),
        ("5S Dec. 1942", date(1942, 12, 5), Precision.DAY),
        ("5 Dec. an 1942", date(1942, 12, 5), Precision.DAY),
        ("27nd Dec. 1942", date(1942, 12, 22), Precision.DAY),
        ("9rd Dec. 1942", date(1942, 12, 3), Precision.DAY),
        ("3 Dec. 1742", date(1942, 12, 3), Precision.DAY),
        ("3 Dec. 2942", date(1942, 12, 3), Precision.DAY),
        ("Dec. 1942", date(1942, 12, 1), Precision.MONTH),
    ],
)
def test_message_dates(read: str, day: date, precision: Precision) -> None:
    sheet = bare_with("3 December 1942", read)
    assert (sheet.message_date, sheet.message_date_precision) == (day, precision)
    assert sheet.message_numbers == (112,)


@pytest.mark.parametrize(
    ("typed", "read", "field", "value"),
    [
        ("707", "7107", "message_numbers", (707,)),
        ("79", "719", "message_numbers", (79,)),
        ("(T215)", "(T1215)", "reissue_of", "T215"),
        ("(T1301)", "(171301)", "reissue_of", "T1301"),
        ("(T530)", "(T5350)", "reissue_of", "T530"),
        ("(T1215)", "(T1215)", "reissue_of", "T1215"),
        ("(T559)", "(1559)", "reissue_of", "T559"),
        ("7107", "7107", "message_numbers", (7107,)),
    ],
)
def test_a_word_is_as_wide_as_it_was_typed(
    typed: str, read: str, field: str, value: object
) -> None:
    place = "(T583)" if field == "reissue_of" else "112"
    sheet = sheet_of(BARE.replace(place, typed), {typed: read})
    assert getattr(sheet, field) == value


@pytest.mark.parametrize(
    ("figures", "left"), [("7107", "707"), ("551", "51"), ("5350", "530"), ("234", None)]
)
def test_the_figure_that_is_too_many(figures: str, left: str | None) -> None:
    assert without_doubled(figures) == left


def test_proportional_type_has_no_pitch() -> None:
    widths = (40, 90, 61, 120, 75, 33, 140, 58, 99, 71, 45, 83, 66)
    x = 0
    words = []
    for width in widths:
        words.append(Word("word", 0.95, 0, Box(x, 0, x + width, 30)))
        x += width + 12
    assert pitch_of([words]) is None
    assert over_read(words, None) == 0


@pytest.mark.parametrize(
    ("read", "of"),
    [
        ("Reissue(T583)", "T583"),
        ("Reissue ( 1583)", "T1583"),  # no letter was read in the blank
        ("7) Reissue (T583)", "T583"),
        ("Reissue (T583) X", "T583"),
        ("T583 (Reissue)", "T583"),
        ("-7583 (Reissue)-", "T583"),
        ('4 "T583 (Reissue)', "T583"),
        ("REISSUE (1583)", "T583"),
        ("Reigssue(T583)", "T583"),
        ("Reassue (T583)", "T583"),
        ("RE-ISSUE", None),
    ],
)
def test_reissues(read: str, of: str | None) -> None:
    sheet = bare_with("Reissue (T583)", read)
    assert (sheet.is_reissue, sheet.reissue_of) == (True, of)


@pytest.mark.parametrize(
    ("read", "serial"),
    [
        ("J/1093", "J1093"),
        ("M145", "M145"),
        ("3948", "J948"),
        ("51093", "J1093"),
        ("g1154", "J1154"),
        ("N557:", "N557"),
        (".K1/13", "K1713"),
        ("K71)", None),
        ("MS6", "M56"),
        ("MGB 7", None),
        ("J948 5 S", "J948"),
        ("No1", None),
    ],
)
def test_serials_in_the_corner(read: str, serial: str | None) -> None:
    assert bare_with("J1093", read).sheet_serial == serial


@pytest.mark.parametrize(
    ("typed", "read", "serial"),
    [("N7   ", "N7", "N7"), ("N7   ", "(N7)", None), ("N731 ", "N7", None), ("N7 X ", "N7", None)],
)
def test_a_serial_of_one_figure_is_read_whole_beside_the_tag_alone(
    typed: str, read: str, serial: str | None
) -> None:
    text = BARE.replace("J1093", typed)
    (record,) = assemble([page(text, read={typed.split(maxsplit=1)[0]: read})])
    assert record.sheet.sheet_serial == serial
    (doubted,) = assemble([page(text, read={typed.split(maxsplit=1)[0]: read}, sure={read: 0.8})])
    assert doubted.sheet.sheet_serial is None


def test_a_serial_beside_what_is_typed_over_is_read() -> None:
    assert bare_with("     J1093", "XXXX J1093").sheet_serial == "J1093"


def test_a_numbered_sheet_has_no_serial() -> None:
    assert sheet_of(NUMBERED).sheet_serial is None


def test_scrawl_on_a_numbered_sheet_is_no_serial() -> None:
    scrawled = NUMBERED.replace("From:   HELSINKI", f"From:   HELSINKI{'':34}J 22")
    (record,) = assemble([page(scrawled, sure={"J": 0.4, "22": 0.38})])
    assert record.sheet.sheet_serial is None
    assert record.sheet.from_station == "HELSINKI"


@pytest.mark.parametrize(
    ("foot", "day"),
    [
        ("14 June, 1967", date(1967, 6, 14)),
        ("8 July» 1972", date(1972, 7, 8)),
        ("28 September, 19/5", date(1975, 9, 28)),
        ("28///1972", date(1972, 7, 28)),
        ("Issued: 28/7/72", date(1972, 7, 28)),
        ("L2 May, 1969", date(1969, 5, 12)),
        ("28-7~72", date(1972, 7, 28)),
        ("20 AUG 1958", None),
        ("20 ANG 1958", None),
        ("20 AUG iy58", None),
        ("14 June, 196u", date(1960, 6, 14)),
        ("14/6/1568", date(1968, 6, 14)),
        (f"14 June, 1967 {30 * '.'}", date(1967, 6, 14)),
    ],
)
def test_dates_at_the_foot_and_stamps(foot: str, day: date | None) -> None:
    assert bare_with("14 June, 1967", foot).issued_date == day


def test_a_date_at_the_foot_beside_a_scrap() -> None:
    (record,) = assemble(
        [page(BARE.replace("       14 June, 1967", "etch   14 June, 1967"), sure={"etch": 0.1})]
    )
    assert record.sheet.issued_date == date(1967, 6, 14)


@pytest.mark.parametrize(("foot", "sure"), [("20 jAN 1967", 0.2), ("13 Mey 1961", 0.08)])
def test_a_date_at_the_foot_read_far_less_surely_than_type_is_a_stamp_s(
    foot: str, sure: float
) -> None:
    day, month, year = foot.split()
    typed = page(BARE.replace("14 June, 1967", foot), sure={day: 0.5, month: sure, year: 0.9})
    (record,) = assemble([typed])
    assert record.sheet.issued_date is None
    assert month not in record.sheet.body


def test_a_date_at_the_foot_beside_a_word_of_a_stamp() -> None:
    typed = page(
        BARE.replace("                     14 June, 1967", "VETO                 14 June, 1967"),
        sure={"VETO": 0.46},
    )
    (record,) = assemble([typed])
    assert record.sheet.issued_date == date(1967, 6, 14)


@pytest.mark.parametrize("stamp", ["22 MAY 951", "RELEASED"])
def test_a_date_at_the_foot_beside_a_stamp(stamp: str) -> None:
    stamped = BARE.replace(f"{'':21}14 June, 1967", f"{stamp:21} 14 June, 1967")
    assert sheet_of(stamped).issued_date == date(1967, 6, 14)


def test_a_day_that_is_one_more_than_the_number_before_it_is_a_day() -> None:
    number = "No.:   112                                       3 December 1942"
    sheet = sheet_of(BARE.replace(number, "No.:   23 24 December 1942"))
    assert (sheet.message_numbers, sheet.message_date) == ((23,), date(1942, 12, 24))


def test_a_hyphen_lost_between_numbers_of_two_figures_that_stand_alone() -> None:
    assert bare_with("112         ", "22 26       ").message_numbers == (22, 23, 24, 25, 26)


def test_a_blank_in_a_date_in_figures_is_a_stroke_that_was_lost() -> None:
    assert numbered_with("17/9/1968", "24 12-1966").issued_date == date(1966, 12, 24)


@pytest.mark.parametrize("typed", ["25,26,27", "25-27"])
def test_a_number_of_a_list_before_a_month_is_no_day(typed: str) -> None:
    number = "No.:   112                                       3 December 1942"
    (record,) = assemble([page(BARE.replace(number, f"Nos.:  {typed} December 1942"))])
    sheet = record.sheet
    assert sheet.message_numbers == (25, 26, 27)
    assert (sheet.message_date, sheet.message_date_precision) == (
        date(1942, 12, 1),
        Precision.MONTH,
    )
    assert sheet.status is Status.REVIEW


@pytest.mark.parametrize(
    ("typed", "numbers"),
    [
        ("7941, 7943, 7950-7952", (7941, 7943, 7950, 7951, 7952)),
        ("7941-43", (7941, 7942, 7943)),
        ("7941 to 7943", (7941, 7942, 7943)),
        ("7,941", ()),  # one number or two
        ("214/5", ()),  # a stroke surely read is no 7
    ],
)
def test_lists_and_ranges_of_numbers(typed: str, numbers: tuple[int, ...]) -> None:
    assert bare_with("112         ", typed.ljust(12)).message_numbers == numbers


def test_a_month_without_its_day_sends_the_record_to_review() -> None:
    assert bare_with("3 December 1942", "December 1942").status is Status.REVIEW
    assert bare_with("3 December 1942", "0 December 1942").status is Status.REVIEW
    assert bare_with("3 December 1942", "3 December 1942").status is Status.ACCEPTED


@pytest.mark.parametrize(
    ("typed", "day", "precision"),
    [
        ("27/8/40", date(1940, 8, 27), Precision.DAY),
        ("27.8.40", date(1940, 8, 27), Precision.DAY),
        ("Aug. 27, 1940", date(1940, 8, 27), Precision.DAY),
        ("AUGUST 27th 1940", date(1940, 8, 27), Precision.DAY),
        ("26-27 Aug. 40", date(1940, 8, 1), Precision.MONTH),  # one of two days
    ],
)
def test_dates_in_other_forms(typed: str, day: date, precision: Precision) -> None:
    sheet = bare_with("3 December 1942", typed)
    assert (sheet.message_date, sheet.message_date_precision) == (day, precision)
    assert (sheet.status is Status.REVIEW) == (precision is Precision.MONTH)


def test_a_date_in_figures_whose_day_can_be_its_month_is_for_a_person_to_read() -> None:
    sheet = bare_with("3 December 1942", "3/4/43")
    assert (sheet.message_date, sheet.status) == (None, Status.REVIEW)


def test_a_date_at_the_foot_above_scrawl_and_stamps() -> None:
    scrawl = {"oe7": 0.19, "l|4": 0.6, "nmn": 0.25, "(LYX)": 0.3, "FILE": 0.5}
    stamped = [*scrawl, "DO NOT REMOVE", "MICROFILMED"]
    foot = "14 June, 1967" + "".join(f"\n\n\n{' ' * 3 * at}{one}" for at, one in enumerate(stamped))
    (record,) = assemble([page(BARE.replace("14 June, 1967", foot), sure=scrawl)])
    assert record.sheet.issued_date == date(1967, 6, 14)


def test_a_reissue_behind_the_frame_of_a_stamp() -> None:
    stamp = {"|": 0.77, "70": 0.37, "Nf": 0.4, "PREM": 0.13, 'OJV"': 0.05}
    stamped = BARE.replace("Reissue (T583)", f"{' '.join(stamp)} [REISSUE (T583)")
    (record,) = assemble([page(stamped, sure=stamp)])
    assert (record.sheet.is_reissue, record.sheet.reissue_of) == (True, "T583")
    (typed,) = assemble([page(stamped)])
    assert typed.sheet.reissue_of is None


def test_a_prefix_read_twice_is_one() -> None:
    assert numbered_with("3/NBF/T1550", "S$/NBF/T1550").reference_number == "S/NBF/T1550"


@pytest.mark.parametrize("label", ["Igsued:", '"Igsued:', "Issued!", "Tssued:", "ae Issued:"])
def test_labels_of_the_issue(label: str) -> None:
    sheet = numbered_with("Issued: ", label + " ")
    assert sheet.issued_date == date(1968, 9, 17)


def test_values_below_the_reference_are_known_by_their_place() -> None:
    text = (
        NUMBERED.replace("Ref. No:  3/NBF", "          3/NBF")
        .replace("Issued:   17", "          17")
        .replace("Copy No:  204", "          204")
    )
    sheet = sheet_of(text)
    assert sheet.reference_number == "3/NBF/T1550"
    assert (sheet.issued_date, sheet.copy_number) == (date(1968, 9, 17), 204)
    assert sheet.body == NUMBERED_BODY


@pytest.mark.parametrize("label", ["Copy Wo:: ", "Copy Ni:  ", "Copy No.3 ", "Copy No.s: "])
def test_labels_of_the_copy(label: str) -> None:
    assert numbered_with("Copy No:  ", label).copy_number == 204


def test_a_figure_apart_is_the_rest_of_a_copy_number() -> None:
    assert numbered_with("204", "2 4").copy_number is None


def test_a_stamp_beside_the_copy_number_is_no_label_of_it() -> None:
    assert numbered_with("          Copy No:", "Copy      Copy No:").copy_number == 204


def test_a_stroke_lost_before_the_number_of_a_reference() -> None:
    assert numbered_with("3/NBF/T1550", "3/NBF T1550").reference_number == "3/NBF/T1550"


@pytest.mark.parametrize("read", ["3/NBF/i1550", "3/NBF/41550"])
def test_the_letter_before_the_number_of_a_reference_is_a_t(read: str) -> None:
    assert numbered_with("3/NBF/T1550", read).reference_number == "3/NBF/T1550"


def test_a_tag_with_a_speck_before_it() -> None:
    assert bare_with("     MGB ", "  -  MGB ").origin == "MGB"


def test_a_tag_read_as_two_words() -> None:
    assert bare_with("     MGB   ", "     NAN AL").origin == "NAVAL"
    assert bare_with("     MGB   ", "     JN KGB").origin is None  # or NKGB


def test_a_tag_that_a_stamp_touches() -> None:
    typed = page(BARE.replace("MGB          ", "MGB filed up "))
    words = tuple(
        word._replace(box=word.box._replace(y0=word.box.y0 + 12))
        if word.text in ("filed", "up")
        else word
        for word in typed.words
    )
    (record,) = assemble([replace(typed, words=words)])
    assert record.sheet.origin == "MGB"


def test_a_tag_beside_a_speck() -> None:
    (record,) = assemble([page(BARE.replace("MGB   ", "MGB 9 "), sure={"9": 0.15})])
    assert record.sheet.origin == "MGB"


def test_the_year_of_an_issue_is_of_this_century() -> None:
    assert numbered_with("14/6/1954", "14/6/1454").reference_date == date(1954, 6, 14)


def test_the_date_after_a_reference_needs_no_word_before_it() -> None:
    assert numbered_with("(of 14/6/1954)", "(ef 14/6/1954)").reference_date == date(1954, 6, 14)
    assert numbered_with("(of 14/6/1954)", "(of 14-6 54)").reference_date == date(1954, 6, 14)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ('"GARDENER"', ':"GARDENER"'),
        ('"GARDENER"', '""GARDENER"'),
        ('"GARDENER"', '"GARDENER™'),
        ("(1944)", "(1944) = 6,"),
        ("STATION (1944)", "STATION(1944)"),
        ("(1944)", "('944)"),
        ("(1944)", "(1944"),
        ("THE DENTIST", "@s-AcY THE DENTIST"),
        ("AND OF", "AND. 0F"),
        ("FOR NEWS", "F0R NEWS"),
        ("AND OF", "AND.OF"),
        ('"GARDENER"', '*GARDENER"'),
        ('"GARDENER"', '"GARDENER®'),
        ('"GARDENER"', '"GARDENER"*'),
    ],
)
def test_titles_lose_specks(typed: str, read: str) -> None:
    assert numbered_with(typed, read).title == (
        'THE DENTIST ASKS FOR NEWS OF THE "GARDENER" AND OF THE LETTERS WHICH WERE LEFT AT THE '
        "STATION (1944)"
    )


def test_the_year_of_the_title_decides_a_figure_that_is_in_doubt() -> None:
    (record,) = assemble([page(NUMBERED.replace("2nd Feb. 44", "2nd Feb. 49"), sure={"49": 0.4})])
    assert record.sheet.message_date == date(1944, 2, 2)
    (evidence,) = [row for row in record.fields if row.field == "message_date"]
    assert evidence.raw == "2nd Feb. 49"


@pytest.mark.parametrize(
    ("read", "codewords"),
    [
        ("SECRET-BREBE", ("BRIDE",)),
        ("SEERET-EEDER", ("EIDER",)),
        ("SECRETPDINAR", ("DINAR",)),
        ("SECREF-TRINE/VENONA", ("TRINE", "VENONA")),
        ("CONFEIDENTIAL-HIDER", ("EIDER",)),
    ],
)
def test_struck_code_words_glued_to_the_level(read: str, codewords: tuple[str, ...]) -> None:
    text = NUMBERED.replace("TOP SECRET", read)
    (record,) = assemble([page(text, struck=(read,))])
    assert record.sheet.codewords == codewords
    assert record.sheet.classification_struck is True


def test_a_word_that_can_be_either_of_two_code_words_is_read_as_none() -> None:
    text = NUMBERED.replace("TOP SECRET", "TOP SECRET BRINE")
    (record,) = assemble([page(text, struck=("TOP", "SECRET", "BRINE"))])
    assert (record.sheet.classification, record.sheet.codewords) == ("TOP SECRET", ())
    told = [(problem.code, problem.field) for problem in record.sheet.problems]
    assert (Code.RECORD_FIELD_LOST, "codewords") in told


@pytest.mark.parametrize("read", ["XBKXRESREX", "RREXXKKREE", "XQRXREKREX"])
def test_a_classification_crossed_out_is_known_by_its_length_and_its_blank(read: str) -> None:
    sheet = numbered_with("TOP SECRET", read)
    assert (sheet.classification, sheet.classification_struck) == ("TOP SECRET", True)


@pytest.mark.parametrize(
    ("read", "codewords"),
    [
        ("XORXEKKRKKX", ()),
        ("TBRXSESRESXXXXBXBEX", ()),
        ("TQPXSEKRETXXXBRXBE", ("BRIDE",)),
        ("TRRXSEERETXEXEREX PRBS", ()),
        ("X@RXSEEREXXXXEXBER", ("EIDER",)),
        ("PORALRERETXERIREXTRIUE", ()),
        ("TURXSEKRETXUENBNAXDRVE", ("VENONA", "DRUG")),
    ],
)
def test_code_words_shine_through_the_crosses_or_are_not_told(
    read: str, codewords: tuple[str, ...]
) -> None:
    sheet = numbered_with("TOP SECRET", read)
    assert (sheet.classification, sheet.classification_struck) == ("TOP SECRET", True)
    assert sheet.codewords == codewords


@pytest.mark.parametrize("read", ["SSNEXBENIXAE", "EBMEXRENTIAE"])
def test_a_long_level_without_a_blank_is_told_by_what_shines_through(read: str) -> None:
    assert numbered_with("TOP SECRET", read).classification == "CONFIDENTIAL"


@pytest.mark.parametrize("read", ["INTERNATIONAL", "EXTRAORDINARY"])
def test_a_long_word_is_no_level(read: str) -> None:
    assert numbered_with("TOP SECRET", read).classification is None


def struck_by(read: str, confidence: float) -> bool | None:
    """Parse the numbered sheet with an ill-read classification without a line seen through it."""
    sure = dict.fromkeys(read.split(), confidence)
    (record,) = assemble([page(NUMBERED.replace("TOP SECRET", read), sure=sure)])
    return record.sheet.classification_struck


def test_a_line_of_which_capitals_were_misread_on_a_good_page_is_struck() -> None:
    assert struck_by("TOR SFCRFT", 0.5) is True
    assert struck_by("TOP SECRET", 0.5) is False
    assert struck_by("TOR SFCRFT", 0.95) is False


def test_a_hyphen_behind_a_level_that_was_well_read_is_typed() -> None:
    assert numbered_with("TOP SECRET", "TOP SECRET-").classification_struck is False


def test_a_word_struck_through_is_known_by_the_shapes_of_its_letters() -> None:
    text = NUMBERED.replace("TOP SECRET", "BOD SEGNEG DPUG")
    (record,) = assemble([page(text, struck=("BOD", "SEGNEG", "DPUG"))])
    assert (record.sheet.classification, record.sheet.codewords) == ("TOP SECRET", ("DRUG",))


@pytest.mark.parametrize("read", ["SECRET JANE/FTNER", "SECRET JADE/EIDFR"])
def test_struck_code_words_are_known_by_the_shapes_of_their_letters(read: str) -> None:
    text = NUMBERED.replace("TOP SECRET", read)
    (record,) = assemble([page(text, struck=read.split())])
    assert record.sheet.codewords == ("JADE", "EIDER")


def test_code_words_far_from_their_level_are_beside_it() -> None:
    assert numbered_with("TOP SECRET", "TOP SECRET     JADE").codewords == ("JADE",)


@pytest.mark.parametrize("read", ["XXXXXXXXXX", "BXKRE", "MATERIALES"])
def test_other_words_in_its_place_are_no_classification(read: str) -> None:
    assert numbered_with("TOP SECRET", read).classification is None


@pytest.mark.parametrize("wording", ["EXTRACT", "ADDENDUM"])
def test_an_extract_is_no_classification(wording: str) -> None:
    sheet = bare_with("Reissue (T583)", wording)
    assert (sheet.classification, sheet.is_reissue) == (None, False)


def test_pieces_of_the_right_column_between_number_and_date() -> None:
    text = BARE.replace("                                    Reissue (T583)", "").replace(
        "No.:   112                                       3 December 1942",
        "No.:   112\n"
        "                                              T583 (Reissue)\n"
        "                                              3 December 1942",
    )
    sheet = sheet_of(text)
    assert (sheet.reissue_of, sheet.message_date) == ("T583", date(1942, 12, 3))
    assert (sheet.message_numbers, sheet.addressee) == ((112,), "KAPITAN")


def test_a_message_that_is_named_above_the_header_gives_no_date_of_issue() -> None:
    named = "     Caracas to Moscow, No. 112 of 3 December 1946\n"
    sheet = sheet_of(BARE.replace("     From:", named + "     From:"))
    assert sheet.reference_date is None
    assert sheet.message_date == date(1942, 12, 3)


@pytest.mark.parametrize("label", ["Copy Nor", "Copy ‘No:", "Copy Ne.", "Cony No:", "Cepy Ne:"])
def test_copy_numbers_behind_damaged_labels(label: str) -> None:
    assert numbered_with("Copy No: ", label + " ").copy_number == 204


def test_specks_beside_a_date_below_the_stations_are_none_of_it() -> None:
    head = "3 December 1942\n"
    sheet = bare_with(head, "\n" + " " * 55 + "3 December 1942 '--- -./] | ' --\n")
    assert sheet.message_date == date(1942, 12, 3)


def test_a_figure_read_twice_beside_a_slash_is_one() -> None:
    text = BARE.replace("112 ", "7767")
    assert sheet_of(text, {"7767": "77/67"}).message_numbers == (7767,)


def test_a_date_below_the_number_stands_beside_a_stamp() -> None:
    text = BARE.replace("112                                       3 December 1942", "112")
    head, below = text.split("112\n", 1)
    stamped = (
        f"{head}112\n\n          1 MAY 1971                             3 December 1942\n{below}"
    )
    sheet = sheet_of(stamped)
    assert (sheet.message_date, sheet.addressee) == (date(1942, 12, 3), "KAPITAN")


def test_a_label_behind_what_a_stamp_left_is_read() -> None:
    (record,) = assemble(
        [
            page(
                NUMBERED.replace("            Copy No:", " 42st; G-N- Copy No:") + NUMBERED_BODY,
                sure={"42st;": 0.2, "G-N-": 0.2},
            )
        ]
    )
    assert record.sheet.copy_number is not None


def test_a_slash_in_a_reference_is_a_seven() -> None:
    assert [str(one.value) for one in find_references("3/CDF/T16/2")] == ["3/CDF/T1672"]
    assert not list(find_references("3/CDF/T16/"))


@pytest.mark.parametrize(("read", "day"), [("13rd", 23), ("12nd", 22), ("13th", 13)])
def test_a_day_agrees_with_its_ending(read: str, day: int) -> None:
    assert bare_with("3 December", f"{read} December").message_date == date(1942, 12, day)


def test_figures_about_a_full_stop_are_numbers_of_one_list_or_none() -> None:
    assert bare_with("112", "87.3").message_numbers == ()
    assert bare_with("112", "87.88").message_numbers == (87, 88)


def test_a_month_two_blanks_behind_the_number_has_no_day() -> None:
    head, rest = BARE.split("112")
    below = rest.split("1942", 1)[1]
    sheet = sheet_of(f"{head}13  Aug. 1942{below}")
    assert (sheet.message_numbers, sheet.message_date) == ((13,), date(1942, 8, 1))
    assert sheet.message_date_precision is Precision.MONTH
    assert sheet_of(f"{head}13 Aug. 1942{below}").message_date == date(1942, 8, 13)


def test_one_station_with_its_label_is_read_below_other_pieces_of_a_head() -> None:
    sheet = sheet_of(NUMBERED_ALONE)
    assert (sheet.from_station, sheet.to_station) == (None, "NEW YORK")
    assert sheet.title == "LOSS OF A BAG IN MADRID (1946)"


NUMBERED_ALONE = """\
                                                Ref. No:  3/NBF/T1672

                                                Copy No.: 125

                 LOSS OF A BAG IN MADRID (1946)


     To:         NEW YORK


          The keeper of the ferry has been told to wait until the boats
     have left for the north, and the others are with the men of the mill.
"""


def test_stations_without_labels_below_a_head_may_be_read_less_well() -> None:
    routed = "HE HAGUE\n                 MISCOW\n\n                      12 October 1946\n"
    sheet = sheet_of(NUMBERED_ALONE.replace("     To:         NEW YORK\n", f"{'':17}{routed}"))
    assert (sheet.from_station, sheet.to_station) == ("THE HAGUE", "MOSCOW")
    assert (sheet.message_numbers, sheet.message_date) == ((), date(1946, 10, 12))


@pytest.mark.parametrize("label", ["       ", "No.:   "])
def test_the_number_of_a_signature_is_not_the_message_s_that_was_lost(label: str) -> None:
    head = BARE.partition("     No.:   112")[0]
    text = "     The mules were sold on Friday to the man from the pier.\n"
    sheet = sheet_of(f"{head}     {label}{'':30}3 December 1942\n\n{text}\n     No. 40   MIRON\n")
    assert (sheet.message_numbers, sheet.message_date) == ((), date(1942, 12, 3))
    assert (sheet.signature_serial, sheet.signature_name) == (40, "MIRON")
    assert sheet.body == text.strip()


def test_a_line_of_the_text_below_stations_is_no_number() -> None:
    lines = "HE HAGUE\n                 MISCOW\n\n"
    text = f"{'':17}{lines}          foo 21 lamps were sold by the keeper of the ferry\n"
    assert (
        sheet_of(NUMBERED_ALONE.replace("     To:         NEW YORK\n", text)).message_numbers == ()
    )


def test_a_blank_in_a_year_is_the_nine_that_was_not_read() -> None:
    sheet = bare_with("3 December 1942", "3 December 1 42")
    assert (sheet.message_date, sheet.addressee) == (date(1942, 12, 3), "KAPITAN")


@pytest.mark.parametrize(
    ("read", "day"),
    [
        ("XXXX/13 5 65", date(1965, 5, 13)),
        ("23 4-57", date(1957, 4, 23)),
        ("23-4 57", date(1957, 4, 23)),
        ("27 61966", date(1966, 6, 27)),
        ("13 15 65", None),
    ],
)
def test_an_issue_whose_strokes_were_not_read_is_dated_where_it_can_be_one_day_only(
    read: str, day: date | None
) -> None:
    assert numbered_with("17/9/1968", read).issued_date == day


def test_a_station_stands_behind_its_label_and_a_scrap_before_that() -> None:
    (record,) = assemble([page(BARE.replace("     From:", "  mo |From:"), sure={"mo": 0.1})])
    assert (record.sheet.from_station, record.sheet.to_station) == ("CARACAS", "MOSCOW")


def test_a_date_beside_a_number_that_was_not_read_is_the_message_s_without_stations() -> None:
    head = "\n".join(line for line in BARE.splitlines() if "From" not in line and "To:" not in line)
    sheet = sheet_of(
        head.replace("J1093", "J1093\n\n                    Reissue (T583)").replace("112", "of3v")
    )
    assert (sheet.message_numbers, sheet.message_date) == ((), date(1942, 12, 3))


def test_two_numbers_between_which_one_sign_was_not_read_are_a_range() -> None:
    typed = bare_with("112      ", "6869-6873").message_numbers
    (record,) = assemble([with_hyphen_lost(page(BARE.replace("112      ", "6869-6873")))])
    assert record.sheet.message_numbers == typed == tuple(range(6869, 6874))
    (record,) = assemble([with_hyphen_lost(page(BARE.replace("112  ", "13-21")))])
    assert record.sheet.message_numbers == tuple(range(13, 22))  # the day stands elsewhere


def with_hyphen_lost(typed: Page) -> Page:
    """Give a page with the word of a range as two words, the hyphen's place left free."""
    words: list[Word] = []
    for word in typed.words:
        first, hyphen, last = word.text.partition("-")
        if not (hyphen and first.isdigit() and last.isdigit()):
            words.append(word)
            continue
        place = word.box.width / len(word.text)
        cut = round(word.box.x0 + place * len(first))
        words.append(word._replace(text=first, box=word.box._replace(x1=cut - 5)))
        words.append(word._replace(text=last, box=word.box._replace(x0=round(cut + place))))
    return replace(typed, words=tuple(words))


def test_scrawl_beside_a_level_that_was_well_read_is_no_code_word() -> None:
    assert numbered_with("TOP SECRET", "TOP SECRET [KADA/").codewords == ()
    assert numbered_with("TOP SECRET", "TOP SECRET JADF").codewords == ("JADE",)


@pytest.mark.parametrize(("sure", "year"), [(0.95, 1940), (0.5, 1944)])
def test_the_title_s_year_is_the_message_s_where_that_was_read_far_less_surely(
    sure: float, year: int
) -> None:
    (record,) = assemble([page(NUMBERED, read={"44": "40"}, sure={"40": sure})])
    assert record.sheet.message_date == date(year, 2, 2)
