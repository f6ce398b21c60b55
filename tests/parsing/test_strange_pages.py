"""Pages behind a cable that bear no words of other papers, and yet are none of it."""

from __future__ import annotations

import pytest

from parsing.assemble import assemble
from schemas.problems import Code
from schemas.records import DocumentType, Status
from tests.parsing.pages import BODY, TEXT, bare, only_record, pages

TABLE = """\
     LIMA - MOSCOW TRAFFIC, 1943

     Month        Messages      Groups
     January         41         6,122
     February        38         5,840
     March           52         8,013
"""
COVER = """\
                       TOP SECRET VENONA


              LIMA TRAFFIC   -   VOLUME III

                  April - June 1943
"""
ESSAY = """\
     The traffic of the lane fell off in the spring, when the new
system was brought in, and has not come back since. Nothing is known
of the reasons for this.
"""
OCCURRENCES = """\
     LUKA                                      Card 1 of 2

     Cover-name of the boatman from the month of August.

     Occurs in:   LIMA to MOSCOW Nos. 401, 455 (1946)
                  MOSCOW to LIMA No. 310 (1946)
"""
SEPARATOR = """\


          BOX 14

          LIMA - MOSCOW
"""
BILL = """\
     To:  Messrs. Farrow & Gilpin                No. 418

     40 folders at 3d.                           10s.  0d.
      2 ribbons                                   3s.  6d.
"""
MINUTE = """\
     Mr. Ashdown.

     LUKA again. May we have the list of the boats?

                                   R.D.   4/6
"""
ERRATA = """\
     ERRATA

     Page 3, line 4, for "his boat" read "her boat".
     Page 7, footnote [ii], delete "not".
"""
REPORT = """\
     THE LIMA RESIDENCY, 1943-46

     There are two names that cannot be placed. LUKA [B% may be] the
owner of a boat. [14 groups unrecovered] stands behind his name.
"""
RECORD = """\
     TALE, Jan (alias LUKA)

     Born:      3/5/1909, Tacna
     Sources:   LIMA - MOSCOW No. 401; the register of the port

     Comment:   Not identical with LUKA of QUITO.
"""
STRANGE = {
    "table": TABLE,
    "cover": COVER,
    "essay": ESSAY,
    "card": OCCURRENCES,
    "separator": SEPARATOR,
    "left blank": "\n\n\n               THIS PAGE INTENTIONALLY LEFT BLANK\n",
    "bill": BILL,
    "minute": MINUTE,
    "errata": ERRATA,
    "report with marks": REPORT,
    "record of a person": RECORD,
}
UNSIGNED = """
Comments: [i] LUKA: Unidentified cover-name.
"""
NOTED = f"""
     No. 12     LUKA[i]
{UNSIGNED}"""
ENDS = {
    "notes below a signature": NOTED,
    "name alone": "\n                LUKA\n",
    "signature": "\n     No. 12     LUKA\n",
    "signature on two lines": "\n     No. 12\n     LUKA\n",
    "signature and its day": "\n     No. 12     LUKA\n     13th March.\n",
    "issue below notes": NOTED + "\n\n" + 45 * " " + "25 July, 1966\n",
}


@pytest.mark.parametrize("end", ENDS.values(), ids=ENDS)
@pytest.mark.parametrize("paper", STRANGE.values(), ids=STRANGE)
def test_a_page_behind_the_end_of_a_cable_is_none_of_it(paper: str, end: str) -> None:
    cable = bare(TEXT) + end
    records = assemble(pages(cable, paper, cable))
    kinds = [record.sheet.document_type for record in records]
    assert kinds == [DocumentType.CABLE, DocumentType.OTHER, DocumentType.CABLE]
    assert (records[0].sheet.signature_name, records[0].sheet.body) == ("LUKA", BODY)


@pytest.mark.parametrize("number", ["", "                    - 3 -\n\n"])
def test_a_heading_behind_notes_begins_another_paper_where_no_page_goes_on(number: str) -> None:
    records = assemble(pages(bare(TEXT) + UNSIGNED, TABLE, number + ESSAY))
    assert (len(records) == 1) is bool(number)


@pytest.mark.parametrize("number", ["", "                    - 2 -\n\n"])
def test_a_further_page_with_a_signature_of_its_own_is_of_another_sheet(number: str) -> None:
    page = f"{number}in the harbour, where 40 tons of ore lie.\n\n     No. 7     SEVER[iv]\n"
    first, second = assemble(pages(bare(TEXT) + ENDS["signature"], page))
    assert (first.sheet.body, first.sheet.signature_name) == (BODY, "LUKA")
    assert (second.sheet.document_type, second.sheet.status) == (DocumentType.CABLE, Status.REVIEW)


@pytest.mark.parametrize(
    ("end", "overleaf"),
    [
        (UNSIGNED, ESSAY),
        (NOTED, "SECRET\n\n              She was in QUITO in the autumn of the year.\n"),
        (ENDS["signature"], ESSAY.replace("lane", "lane [3 groups unrecovered]")),
        (ENDS["signature"], "     He went.\n\n     No. 13     SEVER\n"),
    ],
    ids=["notes without signature", "column of the notes", "gap", "second signature"],
)
def test_a_page_that_nothing_joins_to_an_ended_cable_is_looked_at(end: str, overleaf: str) -> None:
    sheet = only_record(bare(TEXT) + end, overleaf).sheet
    codes = [problem.code for problem in sheet.problems]
    assert (sheet.page_count, Code.RECORD_KIND_UNSURE in codes) == (2, True)


def test_a_word_by_hand_behind_a_cable_is_no_text_of_it() -> None:
    sheet = only_record(bare(TEXT) + ENDS["signature"], "\n\n     Seen  RAL\n").sheet
    assert (sheet.body, sheet.last_page, sheet.status) == (BODY, 1, Status.REVIEW)


@pytest.mark.parametrize(
    "paper",
    [
        SEPARATOR,
        "     WORK SHEET      Page 14\n\n     27443 61102 88213\n     71928 46577 10293\n",
    ],
    ids=["separator", "figures"],
)
def test_a_paper_of_few_words_or_figures_is_one(paper: str) -> None:
    assert only_record(paper).sheet.document_type is DocumentType.OTHER


@pytest.mark.parametrize(
    ("end", "overleaf"),
    [
        ("\n     No. 12     LUKA\n", "                    3/NBF/T1907\n\n" + ESSAY),
        ("\n     No. 12     LUKA\n", "                          J1550\n\n" + ESSAY),
        ("\n     No. 12     LUKA\n", ESSAY.replace("lane", "lane [3 groups unrecovered]")),
        ("\n     No. 12     LUKA\n\n     [2 Pages]\n", ESSAY),
        ("\n     No. 12     LUKA\n\n     [Continued overleaf]\n", ESSAY),
        ("\n", ESSAY),
        (UNSIGNED, ESSAY),
        (NOTED, "[ii] TALE: Unidentified cover-name, which occurs in other messages too.\n"),
        (NOTED, "LTEJ      TALE: Unidentified cover-name, which occurs in other messages.\n"),
    ],
    ids=[
        "reference",
        "serial",
        "gap",
        "pages",
        "continued",
        "no end",
        "notes",
        "further notes",
        "worn label",
    ],
)
def test_a_page_that_can_be_of_the_cable_before_it_stays_with_it(end: str, overleaf: str) -> None:
    assert only_record(bare(TEXT) + end, overleaf).sheet.page_count == 2


def test_messages_listed_behind_words_are_no_routing_block() -> None:
    assert only_record(OCCURRENCES).sheet.document_type is DocumentType.OTHER


NAMED = """\
                                        Ref. No:  3/NBF/T1907
                                        Issued:   3/8/1967
                                        Copy No:  211

"""
ABOUT_A_SHEET = {
    "recall": 30 * " " + "RECALL\n\n" + NAMED + "     Please return the above to Registry.\n",
    "to holders": "TO ALL HOLDERS OF 3/NBF/T1907\n\n" + NAMED + "     Burn the last page.\n",
    "loan card": NAMED + "Lent to Mr. Gale on the 4th of June.\n",
    "cover sheet": "USSR\n" + NAMED + "             COVER SHEET\n\nName          Date\n",
}


@pytest.mark.parametrize("paper", ABOUT_A_SHEET.values(), ids=ABOUT_A_SHEET)
def test_a_paper_that_names_a_sheet_by_its_reference_is_no_cable(paper: str) -> None:
    assert only_record(paper).sheet.document_type is DocumentType.OTHER


@pytest.mark.parametrize(
    "rest",
    [
        "     THE SALE OF A BOAT (1943)\n",
        "From:  ss chub\n",
        "                                         14 March 1943\n",
        "     To LUKA.\n",
        "     He [C% sold] it.\n",
    ],
    ids=["title", "ruined station", "day", "addressee", "reading"],
)
def test_a_reference_with_a_piece_of_a_message_below_heads_a_cable(rest: str) -> None:
    assert only_record(f"{NAMED}{rest}\n{TEXT}").sheet.document_type is DocumentType.CABLE


@pytest.mark.parametrize(
    "foot", ["\n     [2 Pages]\n", "\n     [Continued overleaf]\n", "He has\n"]
)
def test_a_further_page_that_quotes_a_letter_stays_where_it_is_awaited(foot: str) -> None:
    overleaf = f"""\
                          J1550

     Dear Sir,
     {ESSAY}
                    Yours faithfully,
"""
    assert only_record(bare(TEXT) + foot, overleaf).sheet.page_count == 2
    assert len(assemble(pages(bare(TEXT), overleaf))) == 2
    assert len(assemble(pages(bare(TEXT) + foot, overleaf.replace("J1550", "4th May 1951")))) == 2


def test_a_long_text_below_a_reference_is_of_a_cable_whose_stations_were_lost() -> None:
    lines = ["and the others were given the money that they had asked for, all of"] * 12
    sheet = only_record(f"{NAMED}\n\n     We have met him\n" + "\n".join(lines)).sheet
    assert sheet.document_type is DocumentType.CABLE
    assert "had asked for" in (sheet.body or "")


LETTER = """\

               Dear Anna,

               I resign.

                              Yours sincerely,
"""


@pytest.mark.parametrize(
    ("foot", "overleaf"),
    [
        ("     He speaks of the price of meal, which\n", f"has risen. She writes:\n{LETTER}"),
        ("     He has a letter.\n", f"     It reads:\n{LETTER}\n     No. 9     MAKSIM\n"),
    ],
    ids=["sentence", "signature"],
)
def test_a_further_page_without_a_number_quotes_a_letter(foot: str, overleaf: str) -> None:
    sheet = only_record(bare(TEXT) + foot, overleaf).sheet
    assert sheet.page_count == 2
    assert "I resign." in (sheet.body or "")


def test_a_letter_behind_a_cable_that_is_signed_is_a_paper_of_its_own() -> None:
    letter = f"     It reads:\n{LETTER}\n     No. 9     MAKSIM\n"
    assert len(assemble(pages(bare(TEXT) + ENDS["signature"], letter))) == 2


@pytest.mark.parametrize(
    "last", ["the price of herring meal for the boats of the company, which", "He left."]
)
def test_a_text_that_breaks_off_is_not_accepted(last: str) -> None:
    sheet = only_record(bare(f"{TEXT}{last}\n")).sheet
    codes = [problem.code for problem in sheet.problems]
    assert (Code.RECORD_PAGE_MISSING in codes) is (last != "He left.")


LATER = """\
They bought [2 groups unrecovered] in the town.

     No. 218   ORION[i]

Comments: [i]  ORION: Unidentified cover-name, which occurs in
               other messages of the lane.
          [ii] TALE: Unidentified cover-name.
"""
TITLES = [
    "VOLUME OF TRADE WAS SMALL IN JUNE.",
    "NOTES ON THE HOUSE",
    "CONTENTS",
    "QUESTIONNAIRE",
    "PRESS CUTTING",
]


@pytest.mark.parametrize("title", TITLES)
@pytest.mark.parametrize("marked", ["[2 groups unrecovered]", "a house"], ids=["gap", "plain"])
def test_a_page_signed_above_its_notes_goes_on_with_a_cable_that_is_not(
    title: str, marked: str
) -> None:
    overleaf = f"     {title}\n{LATER.replace('[2 groups unrecovered]', marked)}"
    sheet = only_record(bare(TEXT), overleaf).sheet
    codes = [problem.code for problem in sheet.problems]
    assert (sheet.page_count, sheet.signature_name) == (2, "ORION")
    assert "in the town." in (sheet.body or "")
    assert Code.RECORD_KIND_UNSURE not in codes


@pytest.mark.parametrize("title", TITLES)
@pytest.mark.parametrize("mark", ["[2 groups unrecovered]", "[C% a house]"], ids=["gap", "grade"])
def test_a_page_with_marks_of_a_text_is_no_paper_by_its_title_alone(title: str, mark: str) -> None:
    middle = f"     {title}\nThey bought {mark} in the town.\n"
    sheet = only_record(bare(TEXT), middle, "He left.\n\n     No. 218   ORION\n").sheet
    codes = [problem.code for problem in sheet.problems]
    assert (sheet.page_count, sheet.signature_name) == (3, "ORION")
    assert (Code.RECORD_KIND_UNSURE in codes) is (title in TITLES[2:])


def test_a_page_with_marks_and_a_title_behind_a_cable_that_is_signed_is_a_paper() -> None:
    paper = "     CONTENTS\n\nThey bought [2 groups unrecovered] in the town.\n"
    first, second = assemble(pages(bare(TEXT) + ENDS["signature"], paper))
    assert (first.sheet.page_count, second.sheet.document_type) == (1, DocumentType.OTHER)


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("     VOLUME III\n", DocumentType.OTHER),
        ("                         NOTES ON THE HOUSE\n", DocumentType.OTHER),
        ("     VOLUME OF TRADE\n", None),
        ("     VOLUME II OF THE LIST WAS SENT.\n", None),
        ("     NOTES ON THE HOUSE\n", None),
    ],
)
def test_words_of_a_title_are_one_with_a_number_or_in_the_middle(
    title: str, kind: DocumentType | None
) -> None:
    records = assemble(pages(bare(TEXT), f"{title}\nIt lies by the sea, and has a wall.\n"))
    assert [record.sheet.document_type for record in records[1:]] == ([kind] if kind else [])


BLANK = "\n\n\n               THIS PAGE INTENTIONALLY LEFT BLANK\n"


@pytest.mark.parametrize(
    "above", ["", "   TOP SECRET VENONA\n", "   3/NBF/T1907   - 2 -\n", "   - 2 -\n"]
)
def test_a_page_left_blank_within_a_cable_is_no_part_of_it(above: str) -> None:
    sheet = only_record(bare(TEXT), above + BLANK, LATER).sheet
    assert (sheet.first_page, sheet.last_page, sheet.signature_name) == (1, 3, "ORION")
    assert "BLANK" not in (sheet.body or "")
    assert "in the town." in (sheet.body or "")


@pytest.mark.parametrize("number", ["", "                    - {} -\n\n"])
@pytest.mark.parametrize("foot", ["", "\n     [3 Pages]\n"])
def test_a_page_left_blank_within_a_cable_is_not_missed(number: str, foot: str) -> None:
    blank, last = number.format(2) + BLANK, number.format(3) + LATER
    problems = only_record(bare(TEXT) + foot, blank, last).sheet.problems
    assert not {Code.RECORD_PAGE_FAILED, Code.RECORD_PAGE_MISSING} & {one.code for one in problems}


def test_a_page_left_blank_between_cables_is_of_neither() -> None:
    cable = bare(TEXT) + NOTED
    first, blank, last = assemble(pages(cable, BLANK, cable))
    assert (first.sheet.last_page, last.sheet.first_page) == (1, 3)
    assert (blank.sheet.document_type, blank.sheet.status) == (DocumentType.OTHER, Status.ACCEPTED)


COLUMN = 14 * " "


def test_an_indent_on_a_page_of_notes_makes_it_no_other_paper() -> None:
    overleaf = (
        "SECRET\n\n"
        f"{COLUMN}     She was in QUITO in the autumn of the year, and\n"
        f"{COLUMN}came back to the town in the spring.\n"
        f"{COLUMN}Nothing is known of her later.\n"
    )
    sheet = only_record(bare(TEXT) + NOTED, overleaf).sheet
    assert (sheet.page_count, sheet.status) == (2, Status.REVIEW)


@pytest.mark.parametrize(("paper", "doubted"), [(ESSAY, True), (TABLE, False)])
def test_a_cable_behind_which_a_page_is_taken_away_by_its_place_is_looked_at(
    paper: str, doubted: bool
) -> None:
    first, second = assemble(pages(bare(TEXT) + NOTED, paper))
    codes = [problem.code for problem in first.sheet.problems]
    assert second.sheet.document_type is DocumentType.OTHER
    assert (Code.RECORD_KIND_UNSURE in codes) is doubted


REGISTRAR = f"""\
Office of the Keeper
{"":50}3 May 1961

     The bearer may take two boxes from the strong room and keep
them until the end of the week. He has been told of the rules.

{"":40}H. Farrow
{"":40}Keeper
"""
RETURNED = f"""\
{"":23}ARTICLES RETURNED

     1.   Plan of the building, one sheet
     2.   Photographs, eleven
     3.   Keys to the lower store

{"":40}P. Gilpin
"""
CERTIFIED = f"""\
To whom it may concern

     The bearer is known to us and may be let in.

{"":40}K. L. Ashdown-Reeve
"""
LETTERS = {
    "dated": REGISTRAR,
    "list": RETURNED,
    "salutation": CERTIFIED,
    "rank and office": REGISTRAR.replace("H. Farrow", "Major H. McFarrow, Keeper"),
    "initials": REGISTRAR.replace("H. Farrow", "H. L. F."),
}
CORRECTED = """\
                                CORRECTION

     Correction to Ref. No.: 3/NBF/T134 (of 24/11/1965)

     Please substitute the following in Footnotes [i] and [ii]:

           [i]    KLYON: A cook.
           [ii]   TALE: Not identified.
"""


@pytest.mark.parametrize("letter", LETTERS.values(), ids=LETTERS)
@pytest.mark.parametrize(
    "end",
    [*ENDS.values(), "", UNSIGNED, "\n     No. 12\n     13 March 1943  LUKA\n"],
    ids=[*ENDS, "unsigned", "notes without signature", "day and name below the number"],
)
def test_a_letter_or_list_behind_a_cable_is_told_by_its_own_marks(end: str, letter: str) -> None:
    cable = bare(TEXT) + end
    records = assemble(pages(cable, letter, cable))
    kinds = [record.sheet.document_type for record in records]
    assert kinds == [DocumentType.CABLE, DocumentType.OTHER, DocumentType.CABLE]
    assert records[0].model_dump(include={"comments"}) == only_record(cable).model_dump(
        include={"comments"}
    )
    assert records[0].sheet.body == BODY


@pytest.mark.parametrize("letter", LETTERS.values(), ids=LETTERS)
def test_a_letter_or_list_behind_a_correction_is_no_note_of_it(letter: str) -> None:
    first, second = assemble(pages(CORRECTED, letter))
    assert [comment.text for comment in first.comments] == [
        "KLYON: A cook.",
        "TALE: Not identified.",
    ]
    assert second.sheet.document_type is DocumentType.OTHER


@pytest.mark.parametrize(
    ("overleaf", "looked_at"),
    [
        ("           [iii]  ORION: A boat.\n", False),
        ("                                  - 2 -\n\n                  He has left.\n", False),
        ("                  He has left the town.\n", True),
    ],
    ids=["further note", "number", "nothing"],
)
def test_a_further_page_of_a_correction_stays_with_it(overleaf: str, looked_at: bool) -> None:
    sheet = only_record(CORRECTED, overleaf).sheet
    codes = [problem.code for problem in sheet.problems]
    assert (sheet.page_count, Code.RECORD_KIND_UNSURE in codes) == (2, looked_at)


@pytest.mark.parametrize(
    ("foot", "overleaf", "looked_at"),
    [
        ("     He writes as follows:\n", REGISTRAR, False),
        ("     He speaks of the price of meal, which\n", REGISTRAR, False),
        ("     He left.\n", f"{'':34}- 2 -\n\n{RETURNED}", False),
        ("     He left.\n", RETURNED.replace("eleven", "[2 groups unrecovered]"), True),
        ("     He left.\n", RETURNED.partition("P. G")[0], True),
        ("     He left.\n", REGISTRAR.replace("3 May 1961", "3 May 1943"), True),
    ],
    ids=["led to", "sentence", "number", "gap", "unsigned list", "day of a message"],
)
def test_a_letter_that_a_message_can_quote_stays_or_is_looked_at(
    foot: str, overleaf: str, looked_at: bool
) -> None:
    sheet = only_record(bare(TEXT) + foot, overleaf).sheet
    codes = [problem.code for problem in sheet.problems]
    assert (sheet.page_count, Code.RECORD_KIND_UNSURE in codes) == (2, looked_at)


def test_a_page_behind_a_sentence_begun_by_a_marked_name_goes_on_with_it() -> None:
    text = "     KEEL[v] asked whether he may go on paying [1 group garbled]\n"
    further = f"{'':26}- 2 -\n\nto the keeper of the house.\n\n     No. 17   LIMPET\n"
    record = only_record(bare(text), further)
    assert record.sheet.body == (
        "KEEL[v] asked whether he may go on paying [1 group garbled] to the keeper of the house."
    )
    assert (record.sheet.signature_serial, record.sheet.signature_name) == (17, "LIMPET")


@pytest.mark.parametrize(
    "signed",
    ["     No. 17   KEEL\n", "     No. 17\n     KEEL\n", "     No. 17\n     KEEL\n     3 May\n"],
    ids=["beside", "below", "day"],
)
def test_a_list_that_is_signed_as_cables_are_is_of_the_cable(signed: str) -> None:
    listed = RETURNED.partition(f"\n{'':40}P. G")[0].replace("eleven", "eleven of the yard")
    sheet = only_record(bare(TEXT) + "     He left.\n", f"{listed}.\n\n{signed}").sheet
    codes = [problem.code for problem in sheet.problems]
    assert (sheet.page_count, Code.RECORD_KIND_UNSURE in codes) == (2, False)
    assert sheet.signature_name == "KEEL"
