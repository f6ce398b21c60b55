"""Signatures in all their orders, and lines that are none."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from parsing.assemble import assemble
from parsing.below_signature import notes_begin
from parsing.layout import lay_out
from parsing.prose import lines_of
from schemas.records import Status
from tests.parsing.pages import BODY, TEXT, bare, body_of, comments_of, page, pages

NOTES = """
        Comments:

        [i]    KLYON:  Unidentified cover-name.
"""


@pytest.mark.parametrize(
    ("typed", "begins"),
    [
        ("11 June", False),
        ("11 July.", False),
        ("17 June KLYON", False),
        ("[11] KLYON: Unidentified.", True),
    ],
)
def test_the_eleventh_of_a_month_is_no_label_of_a_note(typed: str, *, begins: bool) -> None:
    layout = lay_out(page(typed))
    lines = lines_of(layout, layout.rows)
    assert notes_begin(lines, 0, [0]) is begins


def test_a_date_and_name_above_notes_without_heading_are_a_signature() -> None:
    notes = "\n        [i]KLYON:  Possibly Miguel ROJAS, who was in LIMA in 1945.\n"
    text = TEXT + "\n             No. 97\n             17 March KLYON\n" + notes
    (record,) = assemble([page(bare(text))])
    assert record.sheet.signature_date == date(1943, 3, 17)
    assert record.sheet.signature_name == "KLYON"


@pytest.mark.parametrize(
    ("lines", "serial", "name", "day"),
    [
        (("No. 731", "LOTOS[i]"), 731, "LOTOS", None),
        (("No. 642 GRANIT", "11th March."), 642, "GRANIT", date(1943, 3, 11)),
        (("No. 518", "16 March 1943    OAK[DUB][i]"), 518, "OAK", date(1943, 3, 16)),
        (("No. 97                   KLYON[i]", "15th March"), 97, "KLYON", date(1943, 3, 15)),
        (("No. 97", "15 March", "KLYON[i]"), 97, "KLYON", date(1943, 3, 15)),
        (("KLYON[i]", "No. 97"), 97, "KLYON", None),
        (("No. 97    KLYON[i]", "Bth March"), 97, "KLYON", None),  # an 8, or a 13
        (("KLYON",), None, "KLYON", None),
        (("No. 12",), 12, None, None),
        (("YaKIMOV.",), None, "YaKIMOV", None),
        (("No: 31", "IL'IchEV"), 31, "IL'IchEV", None),
        (("Hoe: 174 KLYON", "22 March 1943"), 174, "KLYON", date(1943, 3, 22)),
        (("No. 385 KLYONd",), 385, "KLYON", None),
        (("No. 1211-.KLYON",), 1211, "KLYON", None),
        (("No=-38", "KLYON"), 38, "KLYON", None),
        (("wo. 14 KLYON .", "20th march"), 14, "KLYON", date(1943, 3, 20)),
        (("No. 317.KLYON/KLYON/",), 317, "KLYON", None),
        (("No. 31", "IL' IchEV"), 31, "IL'IchEV", None),
        (("12th March 1943  TEACHERZUChITEL'7",), None, "TEACHER", date(1943, 3, 12)),
        (("No. 31", "OvoD[1]"), 31, "OVOD", None),
        (("No. 485", "-3rd March. KLYON"), 485, "KLYON", date(1943, 3, 3)),
        (("No. 485", "KLYON", "luth March."), 485, "KLYON", date(1943, 3, 10)),
        (("No. 485  KLYON", "l*th March."), 485, "KLYON", None),
        (("No. XKX 321   KLYON",), 321, "KLYON", None),
        (("529 KLYON . 10 March",), 529, "KLYON", date(1943, 3, 10)),
        (("No. 237KLYON",), 237, "KLYON", None),
        (("No. 3t5 KLYON[i]", "15th March"), None, "KLYON", date(1943, 3, 15)),
        (("No. $20", "KLYON"), None, "KLYON", None),
        (("No. 97   93 parch KLYON",), 97, "KLYON", None),
        (("No. 97 March |", "KLYON"), 97, "KLYON", None),
        (("No. 97 KLYON", "9th Oecmmber"), 97, "KLYON", None),  # November is as like as December
        (("No. 97       | FILED |", "KLYON"), 97, "KLYON", None),
        (("No. 31", "IL°IchEV"), 31, "IL'IchEV", None),
        (("No. 31", "IL'*IchEV"), 31, "IL'IchEV", None),
        (("No. 31", "TOPOL*®[ix]"), 31, "TOPOL'", None),
        (("No. 31", "KLYON", "end March"), 31, "KLYON", date(1943, 3, 2)),
        (("MH Ho. 578 KLYON",), 578, "KLYON", None),
        (("No<:.275", "KLYON"), 275, "KLYON", None),
        (("12th March 1943  MIRON /MIRON7/17",), None, "MIRON", date(1943, 3, 12)),
    ],
)
def test_signatures(
    lines: tuple[str, ...], serial: int | None, name: str | None, day: date | None
) -> None:
    under = "\n".join(f"             {line}" for line in lines)
    sheet = body_of(f"{TEXT}\n\n{under}\n").sheet
    assert (sheet.signature_serial, sheet.signature_name, sheet.signature_date) == (
        serial,
        name,
        day,
    )
    assert sheet.body == BODY
    assert sheet.message_numbers == (62,)
    assert sheet.message_date == date(1943, 3, 14)


def test_a_signature_below_a_message_of_one_line() -> None:
    record = body_of(
        "             We have met the new man.\n\n             KLYON\n             15 March\n",
        NOTES,
    )
    assert (record.sheet.signature_name, record.sheet.body) == ("KLYON", "We have met the new man.")
    assert record.sheet.signature_date == date(1943, 3, 15)


def test_the_last_word_of_a_text_is_no_signature() -> None:
    sheet = body_of(
        "        We have met the new man, who is called by everybody here\n        KLYON"
    ).sheet
    assert (sheet.signature_name, sheet.body[-5:]) == (None, "KLYON")


@pytest.mark.parametrize("text", ["SIC", "SIC up"])
def test_a_scrap_that_was_hardly_read_is_no_signature(text: str) -> None:
    sure = dict.fromkeys(text.split(), 0.2)
    (record,) = assemble([page(bare(f"{TEXT}\n\n             {text}\n"), sure=sure)])
    assert (record.sheet.signature_name, record.sheet.body) == (None, BODY)


def test_the_last_word_of_a_text_above_a_number_is_no_name() -> None:
    text = TEXT.rstrip() + "\n\n        BEREZA.\n\n\n"
    signed = "                No. 97\n                KLYON\n                15 March\n\n\n"
    sheet = body_of(text + signed, NOTES).sheet
    assert (sheet.signature_serial, sheet.signature_name) == (97, "KLYON")
    assert sheet.signature_date == date(1943, 3, 15)
    assert sheet.body.endswith("BEREZA.")


def test_a_date_above_notes_without_a_heading_is_of_the_signature() -> None:
    signed = "\n\n                  KLYON\n                  15 March 1943\n\n"
    notes = """
        [1]      KLYON:  Unidentified cover-name.
        [11]     LOTOS:  Unidentified cover-name.
    """
    record = body_of(TEXT + signed, notes)
    assert (record.sheet.signature_name, record.sheet.signature_date) == (
        "KLYON",
        date(1943, 3, 15),
    )
    assert list(comments_of(record)) == ["i", "ii"]


def test_a_day_above_notes_without_a_heading_is_of_the_signature() -> None:
    signed = "\n\n                 No. 97\n                 KLYON\n                 13th March.\n\n"
    notes = """
        [i]      KLYON:  Unidentified cover-name.
        [ii]     LOTOS:  Unidentified cover-name.
    """
    sheet = body_of(TEXT + signed, notes).sheet
    assert (sheet.signature_serial, sheet.signature_date) == (97, date(1943, 3, 13))


def test_a_number_before_whose_box_a_figure_has_room_was_not_read_with_one_too_many() -> None:
    typed = page(bare(f"{TEXT}\n\n             No. 1197 KLYON\n", NOTES))
    words = tuple(
        word._replace(box=word.box._replace(x0=word.box.x0 + 30)) if word.text == "1197" else word
        for word in typed.words
    )
    (record,) = assemble([replace(typed, words=words)])
    assert record.sheet.signature_serial == 1197


def test_a_short_name_of_the_page_at_its_foot_is_a_signature_however_ill_read() -> None:
    text = TEXT.replace("new man", "KLYON and KLYON") + "\n\n                        KLYON,\n"
    (record,) = assemble([page(bare(text, ""), sure={"KLYON,": 0.3})])
    assert record.sheet.signature_name == "KLYON"


def test_a_ruined_heading_with_its_colon_is_no_signature() -> None:
    (record,) = assemble(
        [page(bare(TEXT + "\n\n        COISFFNTS :", ""), sure={"COISFFNTS": 0.05})]
    )
    assert record.sheet.signature_name is None


def test_a_number_keeps_its_line_whatever_became_of_the_name() -> None:
    typed = page(
        bare(f"{TEXT}\n\n             No. 1194 KLYONTINA/i7/\n             15 March\n", NOTES),
        sure={"KLYONTINA/i7/": 0.1},
    )
    (record,) = assemble([typed])
    assert record.sheet.signature_serial == 1194
    assert record.sheet.signature_date == date(1943, 3, 15)


def test_a_date_under_the_name_at_the_right_is_of_the_signature() -> None:
    (record,) = assemble(
        [
            page(
                bare(f"{TEXT}\n\n             No. 420{'':30}KLYON\n{'':50}13 Marcb\n", NOTES),
                sure={"13": 0.6, "Marcb": 0.6},
            )
        ]
    )
    assert record.sheet.signature_date == date(1943, 3, 13)


def test_a_number_ill_read_above_its_name_is_of_the_signature() -> None:
    (record,) = assemble(
        [
            page(
                bare(f"{TEXT}\n\n             No.'946\n             KLYON\n", NOTES),
                sure={"No.'946": 0.1},
            )
        ]
    )
    assert (record.sheet.signature_serial, record.sheet.signature_name) == (946, "KLYON")


@pytest.mark.parametrize(("name", "below"), [("KLYON[KLEN'}", ""), ("KLYON", "27th March")])
def test_a_name_far_right_that_was_ill_read_is_a_signature(name: str, below: str) -> None:
    typed = page(bare(f"{TEXT}\n\n{'':50}{name}\n{'':50}{below}\n", NOTES), sure={name: 0.6})
    (record,) = assemble([typed])
    assert (record.sheet.signature_name, record.sheet.body) == ("KLYON", BODY)


def test_a_name_with_its_original_is_a_signature_however_ill_read() -> None:
    ill_read = {"HUNTER[OKhOTNIK]": 0.2}
    (record,) = assemble(
        [page(bare(f"{TEXT}\n\n             HUNTER[OKhOTNIK]\n", NOTES), sure=ill_read)]
    )
    assert (record.sheet.signature_name, record.sheet.body) == ("HUNTER", BODY)


@pytest.mark.parametrize(("typed", "year"), [("14 March 1943", 1943), ("1943", 1943)])
def test_a_day_of_a_signature_is_of_the_year_of_the_message(typed: str, year: int) -> None:
    text = bare(f"{TEXT}\n\n             No. 31\n             KLYON\n             13th November\n")
    (record,) = assemble([page(text.replace("14 March 1943", typed))])
    assert record.sheet.signature_date == (
        date(year, 11, 13) if typed == "1943" else date(year - 1, 11, 13)
    )


def test_a_name_and_a_date_far_right_are_a_signature_whatever_stands_below() -> None:
    below = 'fay Or "his nurse".\n\n        fol   Or "hers".\n'
    record = body_of(f"{TEXT}\n\n{'':50}KLYON\n{'':50}15th March 1943\n\n\n        {below}")
    assert (record.sheet.signature_name, record.sheet.body) == ("KLYON", BODY)
    assert record.sheet.signature_date == date(1943, 3, 15)


@pytest.mark.parametrize(("read", "name"), [("ZhUUK", "ZhUK"), ("POOLYuS", "POLYuS")])
def test_a_letter_read_twice_is_told_by_the_width_of_the_name(read: str, name: str) -> None:
    typed = page(bare(f"{TEXT}\n\n             {name}\n"), read={name: read})
    (record,) = assemble([typed])
    assert record.sheet.signature_name == name


def test_the_month_of_a_stamp_between_the_lines_of_a_signature() -> None:
    signed = f"{TEXT}\n\n             No. 952 KLYON\n{'':45}AUG 1955\n             8 March.\n"
    sheet = body_of(signed, NOTES).sheet
    assert (sheet.signature_serial, sheet.signature_name) == (952, "KLYON")
    assert (sheet.signature_date, sheet.body) == (date(1943, 3, 8), BODY)


def test_a_name_of_the_page_close_above_notes_is_a_signature() -> None:
    text = """
             We have met the new man GRANIT and found that he is quite
        without any means of support. He asks for a loan until spring.

    No. 405
    GRANIT
    [i]  KLYON:  Unidentified cover-name.
    [ii] GRANIT:  Unidentified.
    """
    sheet = body_of(text).sheet
    assert (sheet.signature_serial, sheet.signature_name) == (405, "GRANIT")


def test_a_name_above_notes_without_a_heading_is_a_signature() -> None:
    notes = "        [i]  KLYON:  Unidentified cover-name.\n        [ii] GRANIT:  Unidentified.\n"
    record = body_of(f"{TEXT}\n\n             GRANIT\n", notes)
    assert (record.sheet.signature_name, record.sheet.body) == ("GRANIT", BODY)
    assert len(record.comments) == 2


def test_a_number_above_notes_is_of_the_signature_though_its_name_stands_in_their_column() -> None:
    signed = "             No. 91       KLYON      20th March\n"
    notes = (
        "        [i]               KLYON:  Unidentified cover-name.\n"
        "        [ii]              MASTER:  Members of another service.\n"
    )
    sheet = body_of(f"{TEXT}\n{signed}", notes).sheet
    assert (sheet.signature_serial, sheet.signature_name, sheet.body) == (91, "KLYON", BODY)


@pytest.mark.parametrize(
    "signed", ["16th March KLYON[1]", "16 March. KLYON[1]", "KLYON[1] 16 March"]
)
def test_name_and_day_above_notes_in_their_column_are_the_signature(signed: str) -> None:
    notes = (
        "   [1]       KLYON:  Unidentified cover-name. See also OSLO's\n"
        "             No. 12 of 9th May and all that is said there of him.\n"
    )
    signed = f"{TEXT * 4}\n\n{'':18}No. 91\n{'':18}{signed}\n"
    sheet = body_of(signed, notes).sheet
    assert (sheet.signature_serial, sheet.signature_name) == (91, "KLYON")
    assert sheet.signature_date == date(1943, 3, 16)


@pytest.mark.parametrize("heading", ["Footnotes: Eee :", "(\\(emments: [i]"])
def test_a_heading_stands_for_itself_whatever_stands_behind_it(heading: str) -> None:
    notes = f"        {heading} KLYON:  Unidentified cover-name.\n"
    sheet = body_of(f"{TEXT}\n\n             KLYON\n             15 March\n", notes).sheet
    assert (sheet.signature_name, sheet.body) == ("KLYON", BODY)


def test_a_signature_stands_before_the_notes_and_bears_markers() -> None:
    record = body_of(
        f"{TEXT}\n\n             No. 97      KLYON[1]\n             15th March\n", NOTES
    )
    assert record.sheet.signature_name == "KLYON"
    assert comments_of(record)["i"].anchored_in == ("signature_name",)


def test_stamps_below_a_signature_are_none_of_it() -> None:
    stamped = page(
        bare(
            f"{TEXT}\n\n             No. 1050             16 March 1943 KLYON\n"
            + " " * 60 + "FILED\n\n\n\n\n\n\n"
            + " " * 12 + "70 1AN L971\n"
        )
    )  # fmt: skip
    (record,) = assemble([stamped])
    sheet = record.sheet
    assert (sheet.signature_serial, sheet.signature_name) == (1050, "KLYON")
    assert (sheet.signature_date, sheet.body) == (date(1943, 3, 16), BODY)


def test_a_name_ill_read_under_its_number_is_the_signature() -> None:
    (record,) = assemble(
        [page(bare(f"{TEXT}\n\n{'':40}No. 548\n{'':40}KLYON[1]\n"), sure={"KLYON[1]": 0.38})]
    )
    assert record.sheet.signature_name == "KLYON"


def test_a_stamp_beside_a_signature_is_none_of_it() -> None:
    signed = f"{TEXT}\n\n{'':50}No. 1156\n             '5 NOV{'':31}24th March 1943 KLYON\n"
    (record,) = assemble([page(bare(signed))])
    sheet = record.sheet
    assert (sheet.signature_serial, sheet.signature_name) == (1156, "KLYON")
    assert (sheet.signature_date, sheet.body) == (date(1943, 3, 24), BODY)


def test_the_day_of_a_stamp_beside_a_signature_is_none_of_it() -> None:
    signed = f"             No. 26 KLYON{'':20}28JAN 1968\n             20th March\n"
    sheet = body_of(f"{TEXT}\n\n{signed}", NOTES).sheet
    assert (sheet.signature_serial, sheet.signature_name) == (26, "KLYON")
    assert sheet.signature_date == date(1943, 3, 20)


def test_a_name_with_its_original_above_notes_in_its_column_is_a_signature() -> None:
    notes = (
        "        [i]      KLYON:  Unidentified cover-name.\n"
        "        [ii]     MASTER:  Members of another service.\n"
    )
    overleaf = (
        f"                                             J1550\n\n{'':18}KLYON[KLEN] [i]\n\n{notes}"
    )
    last = "        that the ship is in [2 groups unrecovered]."
    text = "\n".join(["             He will pay for the second of the books", *GAPS, last])
    (record,) = assemble([page(bare(text)), page(overleaf, 2)])
    assert (record.sheet.signature_name, len(record.comments)) == ("KLYON", 2)


GAPS = ["        and [2 groups unrecovered] with all that is in them, he says,"] * 4


def test_a_slip_before_the_label_of_a_number_is_no_name() -> None:
    sheet = body_of(f"{TEXT}\n\n             ON No. 270 KLYON\n             6th September\n").sheet
    assert (sheet.signature_serial, sheet.signature_name) == (270, "KLYON")


def test_a_stamp_far_to_the_right_of_a_number_is_no_name() -> None:
    signed = f"{TEXT}\n\n   No. 315{'':40}RECEJLED\n   SATURN{'':36}DIV'SION OF 26 ODDS\n"
    read = dict.fromkeys(("RECEJLED", "DIV'SION", "OF", "26", "ODDS"), 0.55)
    (record,) = assemble([page(bare(signed), sure=read)])
    sheet = record.sheet
    assert (sheet.signature_serial, sheet.signature_name) == (315, "SATURN")
    assert sheet.body == BODY


def test_a_name_that_cannot_be_read_leaves_number_and_date() -> None:
    sheet = body_of(f"{TEXT}\n\n             No. 991\n             14 March 1943 DIx+KIOK\n").sheet
    assert (sheet.signature_serial, sheet.signature_name) == (991, None)
    assert (sheet.signature_date, sheet.body) == (date(1943, 3, 14), BODY)


def test_the_end_of_a_paragraph_is_no_signature() -> None:
    sheet = body_of("""
             We have met the new man and found that he is quite without
        any means of support. He was sent to us from the south by
        MOSCOW.
        """).sheet
    assert sheet.signature_name is None
    assert sheet.body.endswith("from the south by MOSCOW.")


@pytest.mark.parametrize(
    "first",
    [
        "fal Given in English in the original.",
        "[i] KLYON:  Unidentified cover-name.",
        "KLYON:  Unidentified cover-name.",
        "comnents:",
        "TON,\n        [a]  Or his house.",
    ],
)
def test_notes_without_a_heading_follow_a_signature(first: str) -> None:
    sheet = body_of(
        f"""{TEXT}

             No. 426
             KLYON
             12th March

        {first}
        """
    ).sheet
    assert (sheet.signature_serial, sheet.signature_name) == (426, "KLYON")
    assert sheet.body == BODY


@pytest.mark.parametrize(
    "line", ["IN", "No. 12 of the list was sold.", "See LONDON's No. 1035 of 2nd Jan."]
)
def test_lines_that_nobody_signed(line: str) -> None:
    sheet = body_of(f"{TEXT}\n\n             {line}\n").sheet
    assert sheet.signature_name is None


def test_scrawl_before_a_signature_far_to_the_right_makes_it_no_stray() -> None:
    signed = f"{'':37}[2 | No. 305\n{'':38}1d 9 December 1942 KLYON[i1]\n"
    (record,) = assemble(
        [page(bare(f"{TEXT}\n\n{signed}", NOTES), sure={"[2": 0.17, "|": 0.3, "1d": 0.0})]
    )
    sheet = record.sheet
    assert (sheet.signature_serial, sheet.signature_name) == (305, "KLYON")


def test_an_ill_read_signature_far_to_the_right_is_no_stray() -> None:
    text = bare(
        f"""{TEXT}

                                             No. 305
                                             KLYON[i1]
                                             13th March
        """,
        NOTES,
    )
    ill_read = dict.fromkeys(("KLYON[i1]", "13th", "March"), 0.6)
    (record,) = assemble([page(text, sure=ill_read)])
    sheet = record.sheet
    assert (sheet.signature_serial, sheet.signature_name) == (305, "KLYON")
    assert sheet.signature_date == date(1943, 3, 13)


def test_words_of_which_nothing_was_sure_are_no_name() -> None:
    (record,) = assemble(
        [
            page(
                bare(f"{TEXT}\n\n             No. 97\n             klyan mirun\n"),
                sure={"klyan": 0.0, "mirun": 0.0},
            )
        ]
    )
    assert record.sheet.signature_name is None


def test_a_number_cited_at_the_end_of_a_sentence_is_no_signature() -> None:
    record = body_of(
        """
             We have met the new man and he has told us all that he knows. As for your
        No. 44.

        LOTOS
        """
    )
    assert record.sheet.signature_name == "LOTOS"
    assert record.sheet.signature_serial is None
    assert record.sheet.body.endswith("As for your No. 44.")


def test_stamps_below_a_name_and_its_date_are_none_of_it() -> None:
    (record,) = assemble(
        [
            page(
                bare(f"{TEXT}\n\n        7th May 1943 KLYON\n\n{'':50}S25\n{'':50}363\n"),
                sure={"S25": 0.3, "363": 0.3},
            )
        ]
    )
    assert (record.sheet.signature_name, record.sheet.body) == ("KLYON", BODY)
    assert record.sheet.signature_date == date(1943, 5, 7)


def test_the_date_of_a_stamp_below_a_signature_is_neither_number_nor_name() -> None:
    signed = f"        KLYON\n        18 February\n\n\n{'':48}28 AUG [See\n"
    sheet = body_of(f"{TEXT}\n\n{signed}").sheet
    assert (sheet.signature_serial, sheet.signature_name) == (None, "KLYON")


def test_the_day_of_a_stamp_below_a_number_and_words_of_another_is_no_signature() -> None:
    signed = f"        No. 986 KLYON[ii] FR/ SIN OM KECORDS |\n{'':34}10 MAY\n"
    sheet = body_of(f"{TEXT}\n\n{signed}").sheet
    assert (sheet.signature_serial, sheet.signature_name) != (10, "MAY")
    assert sheet.signature_serial in (None, 986)


def test_a_stamp_between_the_lines_of_a_signature() -> None:
    signed = f"        No. 986\n        KLYON\n{'':50}COPY\n        18 February\n"
    sheet = body_of(f"{TEXT}\n\n{signed}", NOTES).sheet
    assert (sheet.signature_name, sheet.signature_date) == ("KLYON", date(1943, 2, 18))


def test_a_month_that_was_read_in_two_pieces_dates_the_signature() -> None:
    sheet = body_of(f"{TEXT}\n\n        No. 906 KLYON\n        9th Ma ch\n", NOTES).sheet
    assert (sheet.signature_serial, sheet.signature_name) == (906, "KLYON")
    assert sheet.signature_date == date(1943, 3, 9)


@pytest.mark.parametrize("name", ["SECRET JADE", "TOP SECRET"])
def test_a_classification_at_the_foot_is_no_name(name: str) -> None:
    assert body_of(f"{TEXT}\n\n{'':30}{name}\n", NOTES).sheet.signature_name is None


@pytest.mark.parametrize("scrap", ["i", "ry"])
def test_a_small_letter_or_two_before_a_name_are_none_of_it(scrap: str) -> None:
    assert (
        body_of(f"{TEXT}\n\n        No. 906 {scrap} KLYON\n", NOTES).sheet.signature_name == "KLYON"
    )


@pytest.mark.parametrize("left", ["''so,,,", ""])
def test_a_scrap_before_the_date_under_a_name_leaves_both(left: str) -> None:
    typed = page(bare(f"{TEXT}\n\n        KLYON[KLYON] [i]\n{left:8}17th March.\n", NOTES))
    words = tuple(
        word._replace(confidence=0.0) if word.text.startswith("''") else word
        for word in typed.words
    )
    (record,) = assemble([replace(typed, words=words)])
    assert (record.sheet.signature_name, record.sheet.body) == ("KLYON", BODY)
    assert record.sheet.signature_date == date(1943, 3, 17)


def test_a_name_hardly_read_above_its_date_at_the_right_is_the_signature() -> None:
    signed = f"{'':40}SMITH[KUZNETs]\n{'':40}20th March 1943\n"
    typed = page(bare(f"{TEXT}\n\n{signed}", NOTES), sure={"SMITH[KUZNETs]": 0.18})
    (record,) = assemble([typed])
    assert (record.sheet.signature_name, record.sheet.body) == ("SMITH", BODY)


def test_a_stamp_beside_the_number_of_a_signature() -> None:
    signed = f"        No. 26{'':30}DIVISION OF RECORDS |\n        20th March. KLYON\n"
    sheet = body_of(f"{TEXT}\n\n{signed}", NOTES).sheet
    assert (sheet.signature_serial, sheet.signature_name) == (26, "KLYON")


@pytest.mark.parametrize(
    ("signed", "sure"),
    [
        ("        SESE Tpy No. 986 KLYON\n", {"SESE": 0.14, "Tpy": 0.0}),
        ("        No. 986\n   RQ] 23 Jarnar; KLYON[ix]\n", {"RQ]": 0.24, "Jarnar;": 0.4}),
        ("        REGISTRY                   No. 986 KLYON\n", {}),
        ("        No. 986\n        KLYON[ix] CODY\n", {"CODY": 0.36}),
        ('        No. 986\n        KLYON" [ix]\n', {}),
        (
            "        No. 986\n   3S 718 March 1943 KLYON\n\n 72 SD\n",
            {"3S": 0.5, "72": 0.7, "SD": 0.3},
        ),
    ],
)
def test_scrawl_and_stamps_in_the_lines_of_a_signature(signed: str, sure: dict[str, float]) -> None:
    (record,) = assemble([page(bare(f"{TEXT}\n\n{signed}", NOTES), sure=sure)])
    sheet = record.sheet
    assert (sheet.signature_serial, sheet.signature_name, sheet.body) == (986, "KLYON", BODY)


@pytest.mark.parametrize(("read", "day"), [("718", 18), ("745", None), ("702", None)])
def test_a_stroke_before_a_day_near_the_message_s_is_none_of_it(read: str, day: int | None) -> None:
    sheet = body_of(f"{TEXT}\n\n        No. 986 KLYON\n        {read} March\n", NOTES).sheet
    assert sheet.signature_date == (None if day is None else date(1943, 3, day))


def test_a_stamp_below_a_name_alone_is_none_of_it() -> None:
    sheet = body_of(f"{TEXT}\n\n             KLYON\n\n{'':55}2 AUG 187,\n").sheet
    assert (sheet.signature_name, sheet.body) == ("KLYON", BODY)


def test_the_day_of_a_stamp_whose_year_was_not_read_signs_nothing() -> None:
    signed = f"{'':40}26 July KLYON\n\n\n\n\n\n{'':30}COPY\n{'':28}22 AUC ire.\n"
    sheet = body_of(f"{TEXT}\n\n{signed}").sheet
    assert (sheet.signature_name, sheet.body) == ("KLYON", BODY)


@pytest.mark.parametrize("signed", ["No. 986{0:30}LIGA", "{0:56}No. 986\n{0:56}SKAT"])
def test_a_short_name_far_right_at_the_foot_of_a_page_is_no_typist_s(signed: str) -> None:
    text = bare(f"{TEXT}\n\n" + signed.format("") + f"\n\n\n{'':40}[Continued overleaf]")
    (record,) = assemble(pages(text, NOTES))
    assert record.sheet.signature_serial == 986
    assert record.sheet.signature_name == signed[-4:]


@pytest.mark.parametrize("below", ["", "\n             KLYON"])
def test_figures_alone_below_a_text_can_be_the_senders_number(below: str) -> None:
    sheet = body_of(f"{TEXT}\n\n             304{below}\n").sheet
    assert sheet.status is Status.REVIEW
    assert "signature_serial" in {problem.field for problem in sheet.problems}


def test_figures_that_end_a_sentence_are_no_senders_number() -> None:
    sheet = body_of(f"{TEXT.rstrip()} The house was sold for\n     304.\n\n     KLYON\n").sheet
    assert (sheet.signature_name, sheet.status) == ("KLYON", Status.ACCEPTED)


@pytest.mark.parametrize(("sure", "name"), [(0.95, "LUK"), (0.3, None)])
def test_three_letters_right_of_short_lines_sign_where_they_were_surely_read(
    sure: float, name: str | None
) -> None:
    listed = "     1.  The price of the boat.\n     2.  The name of its former owner.\n"
    text = f"     We wish to know the following.\n{listed}\n{'':45}LUK\n"
    (record,) = assemble([page(bare(text), sure={"LUK": sure})])
    assert record.sheet.signature_name == name
    assert (record.sheet.body or "").endswith("The name of its former owner.")


def test_a_name_that_was_not_read_is_the_term_of_its_comment() -> None:
    notes = "\n        Comments:\n\n        [i]    NORTH:  Unidentified cover-name.\n"
    record = body_of(f"{TEXT}\n\n        No. 986 N(RTH[SEVER] [1]\n        15 March\n", notes)
    assert record.sheet.signature_name == "NORTH"


@pytest.mark.parametrize(("sure", "year"), [(0.4, 1943), (0.95, 1949)])
def test_a_doubted_year_of_a_signature_far_from_the_message_s_is_that_one(
    sure: float, year: int
) -> None:
    signed = f"{TEXT}\n\n        No. 986 KLYON\n        15 March 1949\n"
    (record,) = assemble([page(bare(signed, NOTES), sure={"1949": sure})])
    assert record.sheet.signature_date == date(year, 3, 15)


@pytest.mark.parametrize(
    "sentence",
    [
        "No. 405 is ANTON's.",
        "No. 17 ANTON's.",
        "No. 4 is PETER.",
        "No. 305. ANTON is ill.",
        "No. 44 to MARK.",
        "No. 405: see ANTON.",
    ],
)
def test_a_sentence_with_a_number_and_a_name_is_no_signature(sentence: str) -> None:
    body = f"{TEXT}\n     {sentence}\n\n{TEXT}\n\n     No. 12      GURON"
    sheet = body_of(body).sheet
    assert sheet.body == f"{BODY}\n\n{sentence}\n\n{BODY}"
    assert (sheet.signature_serial, sheet.signature_name) == (12, "GURON")


@pytest.mark.parametrize("notes", ["", "\n\n     Comments: [i]  GURON: Unidentified."])
@pytest.mark.parametrize("below", ["P.S. The boat has been sold.", "The boat has been sold."])
def test_text_below_a_signature_is_of_the_body(below: str, notes: str) -> None:
    marker = "[i]" if notes else ""
    sheet = body_of(f"{TEXT}\n\n     No. 12      GURON{marker}\n\n     {below}{notes}\n").sheet
    assert sheet.body == f"{BODY}\n\n{below}"
    assert (sheet.signature_serial, sheet.signature_name) == (12, "GURON")


@pytest.mark.parametrize(
    "signed", ["No. 12     [C% LUKA]", "No. 12     [C % LUKA].", "No. 12\n     [B% LUKA]"]
)
def test_a_name_signed_may_be_a_graded_reading(signed: str) -> None:
    sheet = body_of(f"{TEXT}\n\n     {signed}").sheet
    assert (sheet.body, sheet.signature_serial, sheet.signature_name) == (BODY, 12, "LUKA")


@pytest.mark.parametrize("notes", ["", "\n\n     Comments: [i]  GURON: Unidentified."])
@pytest.mark.parametrize(
    "last",
    [
        "Reply soon.",
        "He pays",
        'He wrote: "I am ill."',
        "[14 groups unrecoverable]",
        "He is coming with the last of the boats [4 groups unrecovered]",
        "He is coming with the last of the boats and brings along his\nnephew from the mill",
    ],
)
@pytest.mark.parametrize("signed", ["GURON", "No. 12                   GURON"])
def test_a_blank_line_parts_a_signature_at_the_left_edge_from_a_short_paragraph(
    signed: str, last: str, notes: str
) -> None:
    body = (
        f"     The minutes were lent to us for one night. They deal with the\ncoal.\n\n     {last}"
    )
    sheet = body_of(f"{body}\n\n{signed}{'[i]' if notes else ''}{notes}\n").sheet
    assert (sheet.body or "").endswith("\n\n" + last.replace("\n", " "))
    assert (sheet.signature_name, sheet.signature_serial) == (
        "GURON",
        12 if "12" in signed else None,
    )


def test_a_last_paragraph_like_a_signature_above_one_is_of_the_text() -> None:
    sheet = body_of(
        f"{TEXT}\n     In No. 12 STVOL\n\n     No. 9              GURON[i]\n{NOTES}"
    ).sheet
    assert sheet.body == f"{BODY}\n\nIn No. 12 STVOL"
    assert (sheet.signature_serial, sheet.signature_name) == (9, "GURON")


@pytest.mark.parametrize("column", [25, 40])
def test_a_word_in_capitals_between_paragraphs_is_their_heading_and_nobody_s_signature(
    column: int,
) -> None:
    sheet = body_of(f"{TEXT}{TEXT}\n\n{' ' * column}PLAN\n\n{TEXT}\n").sheet
    assert (sheet.signature_name, sheet.signature_serial) == (None, None)
    assert (sheet.body or "").endswith(f"\n\nPLAN\n\n{BODY}")


@pytest.mark.parametrize("name", ["VON der GOLTZ", "VAN den BERG", "JEAN de la TOUR"])
def test_a_small_word_within_a_name_makes_no_sentence_of_a_signature(name: str) -> None:
    sheet = body_of(f"{TEXT}\n\n     No. 12     {name}\n").sheet
    assert (sheet.signature_serial, sheet.body) == (12, BODY)
