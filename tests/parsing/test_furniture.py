"""Page furniture never comes into the body, and the body keeps what only looks like it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from parsing.assemble import assemble
from schemas.problems import Code
from tests.parsing.pages import bare, body_of, comments_of, only_record, pages

HEAD = """\
USSR                                        Ref. No:  S/NBF/T1550

                                            Issued:   3/8/1961

                                            Copy No:  204


From:   HELSINKI

To:     MOSCOW

No:     88                                        2nd Feb. 44


     We have met the new man and found that he is quite without any
means of support. He asks for a loan until the spring of next
"""
TAIL = """\
year, when his house will be sold. The page which he tore from the
book of the 2 brothers was continued overleaf.
"""
BODY = (
    "We have met the new man and found that he is quite without any means of support. He asks for "
    "a loan until the spring of next year, when his house will be sold. The page which he tore "
    "from the book of the 2 brothers was continued overleaf."
)


@pytest.mark.parametrize(
    ("foot", "head", "told"),
    [
        ("", "", None),
        ("Papers of the Mission", "", "Papers of the Mission"),
        ("", "Second half", "Second half"),
        ("[12 groups unrecovered]", "", None),
        ("[12 groups unrecovered] He asks for more. He will be sel-", "", None),
    ],
)
def test_a_line_between_two_pages_within_a_sentence_is_told(
    foot: str, head: str, told: str | None
) -> None:
    further = f"{'- 2 -':>31}\n\n{head}\n\n{TAIL}{TAIL.capitalize()}{TAIL.capitalize()}"
    record = only_record(f"{HEAD}\n\n{foot}\n", further)
    unsure = [
        problem.message
        for problem in record.sheet.problems
        if problem.code is Code.RECORD_FIELD_UNSURE and problem.field == "body"
    ]
    within = "a line stands between two pages within a sentence"
    assert unsure == ([f"{within}: {told!r}"] if told else [])


@pytest.mark.parametrize(
    "below",
    [
        "",
        "     No. 97\n     ELM\n     5 November\n",
        "Comments: [i]  ELM: Unidentified.\n" + 14 * "It goes on.\n",
    ],
    ids=["nothing", "a signature", "notes"],
)
def test_the_first_of_lines_typed_wide_apart_is_of_the_sentence_around_it(below: str) -> None:
    typed = (
        "KOROBOV, who has it from the captain of the ship in which he came,\n"
        "was told that nothing is to be done before the end of the month of\n"
        "May, and that all of it is lost.\n"
    )
    further = f"{'- 2 -':>31}\n\n{typed}".replace("\n", "\n\n\n") + below
    sheet = only_record(HEAD, further).sheet
    assert "within a sentence" not in str(sheet.problems)


def test_a_stamp_below_the_classification_of_the_foot_leaves_that_out_of_the_text() -> None:
    first = HEAD + "\n" * 26 + " " * 30 + "TOP SECRET\n" + " " * 45 + "BOX 12 EMBASSY PAPERS"
    further = "                          - 2 -\n\n" + TAIL
    assert only_record(first, further).sheet.body == BODY


def test_a_classification_above_the_number_of_a_page_is_of_the_sheet() -> None:
    further = f"{'':20}SECRET JADE\n\n{'':25}- 2 -{'':15}S/NBF/T1550\n\n\n{TAIL}"
    record = only_record(HEAD, further)
    assert (record.sheet.classification, record.sheet.codewords) == ("SECRET", ("JADE",))


@pytest.mark.parametrize(
    "foot",
    [
        "",
        "\n\n                                        [Continued overleaf]",
        "\n\n                                        /Continued overleaf/",
        "\n\nS/NBF/T1550                   [3 Pages]                       AJV",
        "\n\n                              [2 Pages]",
        "\n\nDistribution\n\nXXXXXXXXXXXXXXXXX\n\n                          [Continued overleaf]\n"
        "\nS/NBF/T1550                   [2 Pages]                       AJV\n\n"
        "                               TOP SECRET",
        "\n\nDistribution\n\n\n\n\nS/NBF/T1550                [2 Pages]                       DWB",
        "\n\n                               TOP SECRET TRINE",
        "\n\n                                        [Continued overleaf]\n"
        "                               TOP SECRET TRINE\n\n                       2 AUS 1957",
        "\n\nS/NBF/T1550                   [3 Pages]                       AJV\n\n"
        "                               XBEXSEGREXXERXBEXEREE",
        "\n\n----------------------------------------------------------------",
        "\n\nS/NBP/Tl 550                  [3 Pages]                       AJV",
    ],
    ids=["none", "continued", "slashes", "pages and initials", "pages", "distribution",
         "blank list", "stamp", "stamped date", "crossed", "rule", "ruined reference"],
)  # fmt: skip
@pytest.mark.parametrize(
    "head",
    [
        "                               - 2 -                S/NBF/T1550\n\n",
        "                               - 2 -\n\n",
        "S/NBF/T1550\n\n                               - 2 -\n\n",
        "                             TOP SECRET\n\n                               - 2 -\n\n",
        "                             TQD SECRFT - TRTNF\n\n",
        "                               Page 2               S/NBF/T1550\n\n",
    ],
    ids=["one row", "number", "two rows", "stamp", "ruined stamp", "page"],
)
def test_nothing_around_the_page_break_is_body(foot: str, head: str) -> None:
    sheet = only_record(HEAD + foot, head + TAIL).sheet
    assert sheet.body == BODY
    assert sheet.reference_number == "S/NBF/T1550"
    assert sheet.copy_number == 204
    assert sheet.page_count == 2


@pytest.mark.parametrize(
    ("head", "scraps", "confidence"),
    [
        ("                               Page 2 Qo2e3N        S/NBF/T1550", {"Qo2e3N"}, 0.02),
        ("                               2.        S/NBF/T1550 8/%[", {"8/%["}, 0.12),
        (
            '           B.A CLE\n           ONC...4OV"                          S/NBF/T1550',
            {"B.A", "CLE", 'ONC...4OV"'},
            0.2,
        ),
    ],
    ids=["scrap behind the number", "scrap behind the reference", "stamp in the row"],
)
def test_what_was_hardly_read_beside_the_furniture_of_a_page_is_none_of_the_text(
    head: str, scraps: set[str], confidence: float
) -> None:
    first, typed = pages(HEAD, f"{head}\n\n{TAIL}")
    words = tuple(
        word._replace(confidence=confidence) if word.text in scraps else word
        for word in typed.words
    )
    (record,) = assemble([first, replace(typed, words=words)])
    assert (record.sheet.body, record.sheet.page_count) == (BODY, 2)


@pytest.mark.parametrize(
    "head",
    [
        "3/NBF/T2117 (of 9/4/1956)           - 2 -",
        "                - 2 -               3/NBF/T2117 (of 9/4/1956)",
        "3/NBF/T2117 (of 9/4/1956)\n                - 2 -",
        "3/NBF/T2117 [of 9/4/19S6}           Page 2 of 2",
    ],
)
def test_a_running_head_with_the_date_of_the_first_issue_is_none_of_the_text(head: str) -> None:
    first = bare("     The keeper of the ferry has been told to wait until the boats of\n")
    further = f"{head}\n\nthe north have left.\n"
    (record,) = assemble(pages(first, further))
    assert record.sheet.body == (
        "The keeper of the ferry has been told to wait until the boats of the north have left."
    )


@pytest.mark.parametrize("word", ["VENONA", "JADE", "KGB"])
@pytest.mark.parametrize("column", [0, 30, 55])
def test_a_code_word_or_tag_alone_at_the_edge_of_a_page_is_none_of_the_text(
    word: str, column: int
) -> None:
    stamp = " " * column + word
    first = f"{HEAD}\n\n\n{stamp}\n"
    further = f"{stamp}\n\n{'':26}- 2 -\n\n{TAIL}\n     No. 7      ROLAND\n"
    sheet = only_record(first, further).sheet
    assert (sheet.body, sheet.signature_name) == (BODY, "ROLAND")


def test_a_code_word_below_the_number_of_a_signature_is_a_name() -> None:
    sheet = only_record(f"{HEAD}month.\n\n     No. 7\n\n     JADE\n").sheet
    assert (sheet.signature_serial, sheet.signature_name) == (7, "JADE")


@pytest.mark.parametrize("words", ["20 paces.", "16 pages.", "12 Poles."])
def test_last_words_of_a_sentence_at_the_edge_of_a_page_count_no_pages(words: str) -> None:
    first = HEAD.replace("until the spring of next", "of which he spent on")
    further = f"{'':26}- 2 -\n\n{words}\n\n     The page was continued.\n"
    body = BODY.partition("until")[0] + f"of which he spent on {words}\n\nThe page was continued."
    sheet = only_record(first, further).sheet
    assert (sheet.body, sheet.problems) == (body, ())


def test_a_code_word_below_paragraphs_of_one_line_is_none_of_the_text() -> None:
    lines = [f"     The {number} man has gone home.\n\n" for number in ("1st", "2nd", "3rd", "4th")]
    further = f"{'':26}- 2 -\n\n     The last man has gone home.\n"
    sheet = only_record(f"{bare('')}{''.join(lines)}{'':50}VENONA\n", further).sheet
    assert (sheet.body or "").endswith("The last man has gone home.")
    assert "VENONA" not in (sheet.body or "VENONA")


@pytest.mark.parametrize(
    "lines",
    [
        ("He is named in footnote [i]", "of 3/NBF/T763."),
        ("Occurs also in 3/NBF/T1763;", "3/NBF/T1764."),
        ("See 3/PPDT/T1777.",),
        ("The file is marked", "TOP SECRET."),
    ],
    ids=["reference", "second reference", "reference alone", "classification"],
)
def test_the_last_words_of_a_note_are_no_foot_of_the_page(lines: tuple[str, ...]) -> None:
    note = ("\n" + 18 * " ").join(lines)
    record = only_record(
        bare("     LUKA[i] has gone.\n\n     No. 12     TALE\n") + f"\n\nComments:  [i]    {note}\n"
    )
    assert comments_of(record)["i"].text == " ".join(lines)
    assert (record.sheet.reference_number, record.sheet.classification) == (None, None)


def test_the_last_words_of_a_text_are_no_classification() -> None:
    sheet = only_record(
        bare("     LUKA has gone.\n\n     The paper was marked\nTOP SECRET.\n")
    ).sheet
    assert sheet.classification is None
    assert (sheet.body or "").endswith("was marked TOP SECRET.")


@pytest.mark.parametrize("foot", ["3/NBF/T763", "TOP SECRET"])
def test_what_stands_apart_below_a_note_is_the_foot_of_the_page(foot: str) -> None:
    text = bare("     LUKA[i] has gone.\n\n     No. 12     TALE\n")
    record = only_record(f"{text}\n\nComments:  [i]    Known by name\n\n\n{30 * ' '}{foot}\n")
    assert comments_of(record)["i"].text == "Known by name"


@pytest.mark.parametrize(
    ("foot", "head"),
    [
        ("S/NBF/T1550          Page 1 of 2 pages", "S/NBF/T1550          Page 2 of 2 pages"),
        ("S/NBF/T1550 - 1 -", "S/NBF/T1550 - 2 -"),
        ("[Page 1 of 2]", "[Page 2 of 2]"),
        ("PAGE 1 OF 2", "PAGE 2 OF 2"),
        (
            "S/NBF/T1550          [2 Pages]        (5 copies)",
            "Ref. No: S/NBF/T1550         TOP SECRET",
        ),
        (
            "Ref. No. S/NBF/T1550\nCopy No. 11\nPage 1 of 2",
            "Ref. No. S/NBF/T1550\nCopy No. 11\nSheet 2",
        ),
        ("KLH 4/2/72", "HELSINKI to MOSCOW No. 88 of 2 Feb. 44   Page 2"),
        ("../2", "2/..."),
        ("/over", "S/NBF/T1550 (contd.)"),
        ("Form 1711/B  (Rev. 4-58)", "(continuation of No. 88)"),
        ("[contd.]", "[contd.]          Page Two"),
        ("S/NBF/T1550", "HELSINKI - MOSCOW No. 88 (cont.)"),
        (f"S/NBF/T1550 {60 * '.'}", f"{30 * '.'} TOP SECRET {30 * '.'}"),
    ],
)
def test_forms_of_furniture_in_the_middle_of_a_sentence(foot: str, head: str) -> None:
    record = only_record(f"{HEAD}\n\n\n{foot}\n", f"{head}\n\n{TAIL}")
    assert record.sheet.body == BODY


@pytest.mark.parametrize(
    "last",
    ["page 2.", "of copy No. 11.", "(copy No. 11).", "OSA 4/2/44.", "over.", "Form 17 of his."],
)
def test_last_words_of_a_page_that_only_look_like_furniture(last: str) -> None:
    record = only_record(
        f"{HEAD}year {last}\n", f"             - 2 -\n\n{TAIL.replace('year, w', 'W')}"
    )
    assert f"year {last}" in (record.sheet.body or "")


@pytest.mark.parametrize("level", ["", "\n\n\n                             TOP SECRET"])
@pytest.mark.parametrize(
    "above",
    [
        "     Use the summer timetable for the wireless from now on.",
        "     To KLYON.",
        "     He has met KLYON[i].\n\n     No. 50   KEEL\n\nComments:  [i]    KLYON: A cook.",
    ],
    ids=["unsigned", "address", "note"],
)
def test_initials_alone_at_the_far_right_are_the_typists_where_the_page_ends_early(
    above: str, level: str
) -> None:
    head = HEAD.partition("     We have")[0]
    further = "                                  - 2 -\n\n     Nothing is known of his brother.\n"
    overleaf = (further,) if "KLYON." in above else ()
    alone = only_record(f"{head}{above}\n", *overleaf)
    record = only_record(f"{head}{above}\n\n\n{'':66}AJV\n{level}", *overleaf)
    for one in (alone, record):
        assert "AJV" not in one.sheet.body
    assert record.comments == alone.comments
    kept = {"body", "addressee", "signature_serial", "signature_name"}
    assert record.sheet.model_dump(include=kept) == alone.sheet.model_dump(include=kept)


@pytest.mark.parametrize(
    ("signed", "name"),
    [("\n\n" + " " * 50 + "MAJ", "MAJ"), ("\nNo. 50" + " " * 60 + "MAJ", "MAJ")],
    ids=["in the middle", "beside its number"],
)
def test_a_short_name_is_signed_left_of_that_or_beside_its_number(signed: str, name: str) -> None:
    head = HEAD.partition("     We have")[0]
    text = "     Use the summer timetable for the wireless from now on, and the winter\none for the rest."
    assert only_record(f"{head}{text}\n{signed}\n").sheet.signature_name == name


SPOKEN = """\
     He has met KLYON[i] at the house and says that the whole letter was
{last}
"""
SIGNED_AND_NOTED = "\n     No. 50   KEEL\n\nComments:  [i]    KLYON: A cook.\n"


def test_notes_below_a_sentence_that_ends_as_a_foot_does_are_notes() -> None:
    record = body_of(SPOKEN.format(last="continued overleaf.") + SIGNED_AND_NOTED)
    assert record.sheet.body.endswith("that the whole letter was continued overleaf.")
    assert record.sheet.signature_name == "KEEL"
    assert comments_of(record)["i"].text == "KLYON: A cook."


@pytest.mark.parametrize("last", ["page 3.", "continued overleaf."])
def test_a_sentence_at_the_foot_that_ends_with_a_page_keeps_it(last: str) -> None:
    head = HEAD.partition("     We have")[0]
    foot = "\n\n                                        [Continued overleaf]\n"
    overleaf = "                               - 2 -                S/NBF/T1550\n\n     He left.\n"
    sheet = only_record(head + SPOKEN.format(last=last) + foot, overleaf).sheet
    assert f"that the whole letter was {last}" in sheet.body
    assert sheet.body.endswith("He left.")


@pytest.mark.parametrize("number", ["Page 3.", "- 3 -"])
def test_a_number_apart_from_the_text_is_the_pages(number: str) -> None:
    text = HEAD.rstrip("\n")
    assert only_record(f"{text}\n\n\n{'':30}{number}\n", TAIL).sheet.body == BODY


def test_initials_that_end_before_the_widest_line_part_no_signature_from_its_day_overleaf() -> None:
    text = "     We have met the new man and he has gone home to see to the boats.\n"
    wide = f"{'':60}Office of the Registrar\n"
    first = wide + bare(f"{text}\nNo. 339 SEVER\n\n\n{'':66}DWB\n")
    (record,) = assemble(pages(first, "                 - 2 -\n\n7th May 1943\n"))
    assert record.sheet.signature_name == "SEVER"
    assert str(record.sheet.signature_date) == "1943-05-07"


CONTINUED = f"\n\n{'':40}[Continued overleaf]\n"
CODED = f"{'':24}TOP SECRET VENONA\n\n"


@pytest.mark.parametrize(
    ("foot", "head"),
    [
        (f"{CONTINUED}\n\n\n\n{'':30}5379", ""),
        (f"{CONTINUED}\n{'':30}[129/33", ""),
        (f"{CONTINUED}\n{CODED}\n{'':50}4711b", ""),
        (f"{CONTINUED}\nS/NBF/T1550\n\n\n\n\n\n\n{'':20}2393", ""),
        ("", f"{'':60}9951\n\n\n\n\n\n\n"),
        ("", f"{'':60}87b\n{CODED}"),
        ("", f"{'':60}[JU\n{CODED}{'':45}S/NBF/T1550\n\n\n"),
        ("", f"[497\n\n{CODED}\n\n"),
        ("", f"{'':60}[4 7\n{'':25}- 2 -\n\n"),
    ],
    ids=["below", "right below", "below all", "far below", "far above", "above a classification",
         "scrawl", "at the left", "above the number"],
)  # fmt: skip
def test_the_number_of_an_archive_keeps_no_furniture_in_the_text(foot: str, head: str) -> None:
    assert only_record(HEAD + foot, head + TAIL).sheet.body == BODY


def test_figures_that_are_typed_are_no_number_of_an_archive() -> None:
    signed = only_record(bare(f"{TAIL.capitalize()}\n\n     ELM\n     304\n")).sheet
    assert signed.signature_name == "ELM"
    assert "signature_serial" in {problem.field for problem in signed.problems}
    first, further = HEAD.rstrip("\n").rsplit(" ", 1)[0] + "\n", "1944\n\n     He left.\n"
    assert "until the spring of 1944 He left." in only_record(
        first, f"{'':25}- 2 -\n\n{further}"
    ).sheet.body.replace("\n\n", " ")
    born = only_record(bare("We have met him. He was born in"), f"{'':25}- 2 -\n\n1946.\n")
    assert born.sheet.body.endswith("born in 1946.")
    serial = f"{'':55}J1550\n{'':25}- 2 -\n\n{TAIL}"
    assert only_record(bare("We have met him. He asks for"), serial).sheet.sheet_serial == "J1550"


@pytest.mark.parametrize("left", ["[Continued overleaf]", "TOP SECRET VENONA", "S/NBF/T1550"])
def test_furniture_left_in_a_text_is_told(left: str) -> None:
    further = f"{'':25}- 2 -\n\nyear.\n{left:>45}\nHe will be sold by {TAIL}"
    first = f"{CODED}{HEAD}"
    told = [
        problem.message
        for problem in only_record(first, further).sheet.problems
        if problem.code is Code.RECORD_FIELD_UNSURE and "of the page" in problem.message
    ]
    assert told == [f"a line that is hardly of it, but of the page: {left!r}"]


def test_a_note_with_the_reference_of_its_own_sheet_is_told() -> None:
    noted = f"{TAIL}\nComments: [i]  ELM: The man.\n{'':15}S/NBF/T1550\n{'':15}It is said that he left.\n"
    sheet = only_record(HEAD, f"{'':25}- 2 -\n\n{noted}").sheet
    assert [problem.field for problem in sheet.problems if "of the page" in problem.message] == [
        "comments"
    ]


def test_the_reference_of_another_sheet_and_words_that_end_a_sentence_are_not_told() -> None:
    typed = (
        "     You told us in the spring of that year that what was said there\n"
        "was continued overleaf. The paper which he has is marked as\n"
        "SECRET. He left.\n\n"
        "     (To be continued)\n\n"
        "     We have met the new man and found that he is quite without any\n"
    )
    sheet = only_record(HEAD, f"{'':25}- 2 -\n\n{typed}{TAIL}").sheet
    assert "of the page" not in str(sheet.problems)
