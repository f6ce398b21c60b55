"""Titles made of several, and their years."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from parsing.assemble import assemble
from parsing.layout import lay_out
from parsing.names import Spellings
from parsing.title_rows import title_rows
from parsing.title_vocabulary import parted_at_signs
from parsing.title_years import with_year
from parsing.titles import title_of
from tests.parsing.pages import page
from tests.parsing.test_header import HEAD as NUMBERED


@pytest.mark.parametrize(
    ("read", "written"),
    [
        (
            '4. "OAK" IN OSLO (1944)\n"ELM" IN OSLO (1944)\n3. PAYMENTS TO OAK (1944)',
            '1. "OAK" IN OSLO (1944) 2. "ELM" IN OSLO (1944) 3. PAYMENTS TO OAK (1944)',
        ),
        ("KARLSEN'\"S JOURNEY TO OSLO (1944)", "KARLSEN'S JOURNEY TO OSLO (1944)"),
        ('LOSS OF "ELM") (1944)', 'LOSS OF "ELM" (1944)'),
        ("ELM ASKS FOR.A SECOND BAG (1944)", "ELM ASKS FOR A SECOND BAG (1944)"),
        ("PAYMENTS To KARLSEN (1944)", "PAYMENTS TO KARLSEN (1944)"),
        ("71. LOSS OF A BAG 2. NEW CLERK (1944)", "1. LOSS OF A BAG 2. NEW CLERK (1944)"),
        (
            '1. "OAK" IN OSLO (1944)\n27 "ELM" IN OSLO (1944)\n30 PAYMENTS TO OAK (1944)',
            '1. "OAK" IN OSLO (1944) 2. "ELM" IN OSLO (1944) 3. PAYMENTS TO OAK (1944)',
        ),
        (
            "1. LOSS OF A BAG (1944)\n25 MEN IN OSLO (1944)",
            "1. LOSS OF A BAG (1944) 25 MEN IN OSLO (1944)",
        ),
        (
            "LOSS OF A BAG (1944)\n27 SHIPS IN OSLO (1944)",
            "LOSS OF A BAG (1944) 27 SHIPS IN OSLO (1944)",
        ),
        ("I. LOSS OF A BAG 2: NEW CLERK (1944)", "1. LOSS OF A BAG 2. NEW CLERK (1944)"),
        ("LOSS OF BAG No. 5: NEW CLERK (1944)", "LOSS OF BAG No. 5: NEW CLERK (1944)"),
        ('LOSS OF " ELM" (1944)', 'LOSS OF "ELM" (1944)'),
        (
            "1. LOSS OF LINDQVIST\n2. LINDOVIST IN OSLO (1944)",
            "1. LOSS OF LINDQVIST 2. LINDQVIST IN OSLO (1944)",
        ),
        ("LINDOVIST IN OSLO (1944)", "LINDOVIST IN OSLO (1944)"),
        ('LOSS OF""ELM" (1944)', 'LOSS OF "ELM" (1944)'),
        ("LOSS OF A BAG\n2. NEW CLERK (1944)", "1. LOSS OF A BAG 2. NEW CLERK (1944)"),
        ("LOSS OF A BAG (1944)\nNEW CLERK (1944)", "LOSS OF A BAG (1944) NEW CLERK (1944)"),
        (
            "2. LOSS OF A BAG (1944)\n3. NEW CLERK (1944)",
            "2. LOSS OF A BAG (1944) 3. NEW CLERK (1944)",
        ),
    ],
)
def test_titles_that_are_numbered(read: str, written: str) -> None:
    layout = lay_out(page(read))
    assert title_of(layout.rows, Spellings.of((row.passage for row in layout.rows), ())) == written


@pytest.mark.parametrize(
    ("read", "written"),
    [
        ("LOSS OF A BAG 419441", "LOSS OF A BAG (1944)"),
        ("LOSS OF A BAG 41944]", "LOSS OF A BAG (1944)"),
        ("LOSS OF A BAG (19 4)", "LOSS OF A BAG (1944)"),
        ("LOSS OF A BAG (IN OSLO)", "LOSS OF A BAG (IN OSLO)"),
        ("LOSS OF A BAG 419331", "LOSS OF A BAG 419331"),
        ("LOSS OF BAG 1944", "LOSS OF BAG 1944"),
        ("LOSS OF A BAG (1①41)", "LOSS OF A BAG (1①41)"),  # a digit, but no figure
    ],
)
def test_the_year_at_the_end(read: str, written: str) -> None:
    assert with_year(read, 1944) == written


def test_capitals_and_a_bracket_hardly_read_are_a_scrap() -> None:
    rows = lay_out(page('XV) LOSS OF "ELM"', sure={"XV)": 0.1})).rows
    assert title_of(rows, Spellings.of([row.passage for row in rows], ())) == 'LOSS OF "ELM"'


def test_feet_of_letters_read_anew_below_a_title_are_no_words_of_it() -> None:
    read = page("LOSS OF A BAG IN\nOSLO (1944)")
    low = [
        word._replace(
            text="IOSS",
            confidence=0.4,
            line=9,
            box=word.box._replace(y0=word.box.y0 + 14, y1=word.box.y1 + 5),
        )
        for word in read.words
        if word.text == "LOSS"
    ]
    rows = lay_out(replace(read, words=(*read.words[:5], *low, *read.words[5:]))).rows
    written = title_of(rows, Spellings.of([row.passage for row in rows], ()))
    assert written == "LOSS OF A BAG IN OSLO (1944)"


def test_scrawl_beside_a_title_is_none_of_it() -> None:
    text = NUMBERED.replace("AND OF\n", "AND OF        r--\n", 1)
    (record,) = assemble([page(text)])
    assert "AND OF THE LETTERS" in (record.sheet.title or "")


@pytest.mark.parametrize("scrap", ["[19]", "7", "1/4"])
def test_figures_beside_a_title_are_none_of_it(scrap: str) -> None:
    text = f"              LOSS OF A BAG OF MAIL\n{scrap:14}FROM A SHIP (1944)\n" + TEXT
    layout = lay_out(page(text))
    rows = title_rows(layout.rows[:2], [False] * 2, layout)
    assert [row.text for row in rows] == ["LOSS OF A BAG OF MAIL", "FROM A SHIP (1944)"]


def test_a_title_whose_end_was_not_read_is_none() -> None:
    title = next(line for line in NUMBERED.splitlines() if line.strip().endswith("AND OF"))
    text = (
        NUMBERED[: NUMBERED.index(title) + len(title)]
        + "\n\n\n\n"
        + NUMBERED[NUMBERED.index("From:") :]
    )
    (record,) = assemble([page(text)])
    assert record.sheet.from_station is not None
    assert record.sheet.title is None


@pytest.mark.parametrize("year", ["(1944)", "(i944)", "(l944)", "[1944)"])
def test_a_date_above_a_title_is_none_of_its_lines(year: str) -> None:
    layout = lay_out(
        page(f"            16/11/1979\n      LOSS OF A BAG IN OSLO\n            {year}\n")
    )
    rows = title_rows(layout.rows, [False] * 3, layout)
    assert [row.text for row in rows] == ["LOSS OF A BAG IN OSLO", year]


def test_a_stamp_beside_a_title_is_none_of_it_though_its_month_was_misread() -> None:
    layout = lay_out(page("      LOSS OF A BAG IN OSLO          23]AN 1977\n"))
    assert [row.text for row in title_rows(layout.rows, [False], layout)] == [
        "LOSS OF A BAG IN OSLO"
    ]


def test_the_signature_of_the_message_above_is_no_line_of_a_title() -> None:
    layout = lay_out(page("      No. 486 ROTOR\n\n      LOSS OF A BAG IN OSLO (1944)\n"))
    rows = title_rows(layout.rows, [False] * 2, layout)
    assert [row.text for row in rows] == ["LOSS OF A BAG IN OSLO (1944)"]


@pytest.mark.parametrize(
    ("read", "sure", "written"),
    [
        # the tail of a semicolon goes with the underline that it touches
        ('LOSS OF "ELM": NEW CLERK', {'"ELM":': 0.57}, 'LOSS OF "ELM"; NEW CLERK'),
        ('"ELM". "OAK" AND A BAG: NEW CLERK', {}, '"ELM", "OAK" AND A BAG; NEW CLERK'),
        ('"ELM", "OAK" AND A BAG: NEW CLERK', {}, '"ELM", "OAK" AND A BAG: NEW CLERK'),
        ("LOSS OF A BAG: NEW CLERK", {}, "LOSS OF A BAG: NEW CLERK"),
        ("LOSS OF A BAG: (1944)", {"BAG:": 0.3}, "LOSS OF A BAG (1944)"),
        # the doubt about a word that is mended is about its letters, not about its sign
        ("PORTS AND CONYQYS: NEW CLERK", {"CONYQYS:": 0.64}, "PORTS AND CONVOYS: NEW CLERK"),
        ("7 7 LOSS OF A BAG", {"7": 0.4}, "LOSS OF A BAG"),
        ("7 BAGS OF MAIL", {}, "7 BAGS OF MAIL"),
        # a blank read as a sign
        (
            'COMPLAINTS OF"DELAYSMIN THE POST',
            {'OF"DELAYSMIN': 0.8},
            "COMPLAINTS OF DELAYS IN THE POST",
        ),
        ("TRANSPORT OF DELAYSMEN", {"DELAYSMEN": 0.8}, "TRANSPORT OF DELAYSMEN"),
        ("JOURNEY TO BEIRET AND BACK", {"BEIRET": 0.68}, "JOURNEY TO BEIRUT AND BACK"),
        ('LOSS OF ELM" IN OSLO', {}, 'LOSS OF "ELM" IN OSLO'),
        ('LOSS OF "BIG ELM" IN OSLO', {}, 'LOSS OF "BIG ELM" IN OSLO'),
        ('LOSS OF "IGOR \'", "ELM" AND A BAG', {}, 'LOSS OF "IGOR\'", "ELM" AND A BAG'),
    ],
)
def test_signs_and_specks_of_titles(read: str, sure: dict[str, float], written: str) -> None:
    layout = lay_out(page(read, sure=sure))
    assert title_of(layout.rows, Spellings.of((), ())) == written


@pytest.mark.parametrize(
    ("borne", "read", "written"),
    [
        ("ChAJKA left and ChAJKA stayed", 'LOSS OF "ChA IKA" (1944)', 'LOSS OF "ChAJKA" (1944)'),
        ("BEREZA left", '"BERE ZA", LOSS OF A BAG (1944)', '"BEREZA", LOSS OF A BAG (1944)'),
        ("BEREZA left, BERE stayed", 'LOSS OF "BERE ZA" (1944)', 'LOSS OF "BERE ZA" (1944)'),
        ("BEREZA left", 'LOSS OF "RED ELM" (1944)', 'LOSS OF "RED ELM" (1944)'),
    ],
)
def test_a_name_in_quotes_that_was_read_in_two_pieces_is_one_of_the_sheet(
    borne: str, read: str, written: str
) -> None:
    spellings = Spellings.of([row.passage for row in lay_out(page(borne)).rows])
    assert title_of(lay_out(page(read)).rows, spellings) == written


TEXT = "\n" + 4 * "We have met the new man and found that he is without any means.\n"


def test_a_line_below_one_that_ends_no_title_is_of_it_however_ill_read() -> None:
    text = '      LOSS OF A BAG OF MAIL FROM\n              ELM": IN ROME\n' + TEXT
    layout = lay_out(page(text, sure={'ELM":': 0.7, "IN": 0.8, "ROME": 0.3}))
    assert len(title_rows(layout.rows[:2], [False] * 2, layout)) == 2


def test_a_row_with_one_long_word_of_titles_is_of_the_title_however_ill_read() -> None:
    text = "      UNIDENTIFIED CQVEK-NANE OAK\n        AND A MEETING (1944)\n" + TEXT
    layout = lay_out(page(text, sure={"UNIDENTIFIED": 0.8, "CQVEK-NANE": 0.5, "OAK": 0.3}))
    assert len(title_rows(layout.rows[:2], [False] * 2, layout)) == 2


def test_a_line_above_one_that_begins_no_title_is_of_it_however_ill_read() -> None:
    text = '      "SEHUtJ" ASKS FURS\n   AND TO HAVE A BAG (1944)\n' + TEXT
    layout = lay_out(page(text, sure={'"SEHUtJ"': 0.3, "ASKS": 0.8, "FURS": 0.5}))
    assert len(title_rows(layout.rows[:2], [False] * 2, layout)) == 2


@pytest.mark.parametrize("lost", ["      ", "                      VARY   "])
def test_a_title_whose_beginning_was_not_read_is_none(lost: str) -> None:
    text = NUMBERED.replace('            THE DENTIST ASKS FOR NEWS OF THE "GARDENER" AND OF', lost)
    text = text.replace("THE LETTERS", "AND LETTERS")
    (record,) = assemble([page(text, sure={"VARY": 0.3})])
    assert record.sheet.title is None


@pytest.mark.parametrize("year", ["[1248]", "(1O44)", "(i944)"])
def test_a_year_alone_below_a_title_is_of_it_though_a_figure_was_misread(year: str) -> None:
    text = f"      LOSS OF A BAG IN OSLO\n                      {year}\n{TEXT}"
    layout = lay_out(page(text, sure={year: 0.4}))
    rows = title_rows(layout.rows[:2], [False] * 2, layout)
    assert [row.text for row in rows] == ["LOSS OF A BAG IN OSLO", year]


def test_words_in_quotes_are_no_classification_though_a_line_goes_through_some() -> None:
    title = '      INSTRUCTIONS FOR CONTACT WITH\n             "SEVER" IN ROME\n\n'
    text = (
        NUMBERED[: NUMBERED.index("            THE DENT")]
        + title
        + NUMBERED[NUMBERED.index("From:") :]
    )
    (record,) = assemble([page(text, struck=("IN", "ROME"))])
    assert record.sheet.title == 'INSTRUCTIONS FOR CONTACT WITH "SEVER" IN ROME'


@pytest.mark.parametrize(("sure", "year"), [(0.8, 1944), (0.95, 1941)])
def test_a_year_that_was_read_far_less_surely_than_the_message_s_is_that_one(
    sure: float, year: int
) -> None:
    text = NUMBERED.replace("(1944)", "(1941)")
    (record,) = assemble([page(text, sure={"(1941)": sure})])
    assert (record.sheet.title or "").endswith(f"({year})")
    assert record.sheet.message_date == date(1944, 2, 2)


def test_a_quoted_owner_keeps_the_sign_of_the_possessive() -> None:
    title = lay_out(page('LIMA RESIDENCY: "STANLEY\'S" NOTES ON THE FOREIGN OFFICE (1944)'))
    noted = lay_out(page("STANLEY has left the town, and STANLEY asks for STANLEY's letters."))
    spellings = Spellings.of((row.passage for row in noted.rows), ["STANLEY"])
    assert title_of(title.rows, spellings).startswith('LIMA RESIDENCY: "STANLEY\'S" NOTES')


@pytest.mark.parametrize(
    "title",
    [
        "LOSS OF A BAG OF THE 2ND AND 23rd ARMIES",
        "LOSS OF A BAG ON THE 1ST OF JUNE",
        "I. LOSS OF A BAG II. A NEW CLERK",
        "LOSS OF A BAG AND THE XXth ANNIVERSARY",
        "ANSWER TO MOSCOW'S No. 45 AND NO. 46",
        "ANSWER TO MOSCOW'S No.45 OF 9 MAY",
        '1. LOSS OF "ELM". 2. NEW CLERK. 3. BAGS FOR OSLO (1944)',
        "LOSS OF 15 BAGS AND OF 70 BAGS AT OSLO",
        "LOSS OF MAIL, BAGS & CASES",
        "NEWS FROM OSLO. A NEW CLERK",
        'LOSS OF A BAG BY "ELM". (1944)',
        "MEETING IN OSLO AT 5 P.M. (1944)",
        "THE END OF THE YEAR: NEW CLERKS",
    ],
)
def test_ordinals_and_numbers_of_a_title_stay_as_typed_and_so_do_stops(
    title: str,
) -> None:
    assert title_of(lay_out(page(title)).rows, Spellings.of((), ())) == title


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        ("LOSS OF THE ANTI-\nTANK GUNS OF OSLO", "LOSS OF THE ANTI-TANK GUNS OF OSLO"),
        ("LOSS OF A TRANS-\nMITTER, IN OSLO", "LOSS OF A TRANSMITTER, IN OSLO"),
        ("LOSS OF THE TRANS-\nMITTER; A BAG", "LOSS OF THE TRANSMITTER; A BAG"),
    ],
)
def test_a_word_of_a_title_that_is_broken_at_a_line_s_end_is_one(lines: str, title: str) -> None:
    assert title_of(lay_out(page(lines)).rows, Spellings.of((), ())) == title


def test_a_doubted_full_stop_before_the_number_of_a_title_is_a_speck() -> None:
    layout = lay_out(page("1. LOSS OF ELM. 2. NEW CLERK (1944)", sure={"ELM.": 0.6}))
    assert title_of(layout.rows, Spellings.of((), ())) == "1. LOSS OF ELM 2. NEW CLERK (1944)"


@pytest.mark.parametrize(
    "title",
    [
        "ISSUE OF PASSPORTS (1944)",
        "COPY OF A LETTER FROM THE MINISTER (1944)",
        "COPY NO. 2 OF A LETTER LOST (1944)",
        "A REFERENCE TO THE OLD LETTERS (1944)",
        "REGISTRY OF SHIPS (1944)",
    ],
)
def test_titles_that_begin_with_the_word_of_a_label_or_stamp(title: str) -> None:
    head, rest = NUMBERED.split('            THE DENTIST ASKS FOR NEWS OF THE "GARDENER" AND OF\n')
    text = f"{head}            {title}\n{rest[rest.index('From:') - 2 :]}"
    (record,) = assemble([page(text)])
    assert record.sheet.title == title


@pytest.mark.parametrize("title", ["6 MEN SENT (1944)", "PART 10 (1944)"])
def test_a_short_title_that_ends_with_its_year(title: str) -> None:
    layout = lay_out(page(f"            {title}\n{TEXT}"))
    assert [row.text for row in title_rows(layout.rows[:1], [False], layout)] == [title]


@pytest.mark.parametrize(
    ("sure", "read", "written"),
    [
        (0.9, "THE BOAT OF THE YEAR", "THE BOAT OF THE YEAR"),
        (0.9, "CONTROLS OF MAIL", "CONTROLS OF MAIL"),
        (0.9, "OUESTIONS OF MAIL", "QUESTIONS OF MAIL"),
        (0.6, "LOSS AT THE POPT", "LOSS AT THE PORT"),
        (0.6, "LOSS 0F A BAG 1N OSLO", "LOSS OF A BAG IN OSLO"),
        (0.6, "NEWS 70 THE MINISTER", "NEWS TO THE MINISTER"),
        (0.6, "NEW STATION. (1944)", "NEW STATION (1944)"),
        (0.6, "NEW STATION. * (1944)", "NEW STATION (1944)"),
    ],
)
def test_words_read_well_are_no_others_that_titles_are_made_of(
    sure: float, read: str, written: str
) -> None:
    layout = lay_out(page(read, confidence=sure))
    assert title_of(layout.rows, Spellings.of((), ())) == written


def test_a_closing_quotation_mark_read_as_an_apostrophe_behind_a_vowel_is_one() -> None:
    read = "PAYMENTS TO \"RYaBINA'; COMPLAINTS OF DELAYS (1944)"
    title = title_of(lay_out(page(read)).rows, Spellings.of((), ()))
    assert title == 'PAYMENTS TO "RYaBINA"; COMPLAINTS OF DELAYS (1944)'


def test_a_doubted_word_that_lacks_its_first_letter_is_the_one_of_titles() -> None:
    def written(sure: float) -> str:
        layout = lay_out(page("THE ANDLING OF CIPHER PADS (1944)", sure={"ANDLING": sure}))
        return title_of(layout.rows, Spellings.of((row.passage for row in layout.rows), ()))

    assert written(0.82) == "THE HANDLING OF CIPHER PADS (1944)"
    assert written(0.95) == "THE ANDLING OF CIPHER PADS (1944)"


def test_a_word_without_end_is_no_run_of_short_ones() -> None:
    assert parted_at_signs('OF"DELAYSMIN') == "OF DELAYS IN"
    assert parted_at_signs("DELAYSX" + 2000 * "TOX" + "TO") is None
