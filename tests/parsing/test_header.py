"""The head of a numbered sheet in its variants, and what OCR makes of it."""

from __future__ import annotations

from datetime import date

import pytest

from parsing.assemble import assemble
from schemas.records import MarkKind, Record, Sheet
from tests.parsing.pages import Grid, inside, page

HEAD = """\
                                  TOP SECRET


USSR                                        Ref. No:  3/NBF/T1550 (of 14/6/1954)

                                            Issued:   17/9/1968

                                            Copy No:  204

                                RE-ISSUE


            THE DENTIST ASKS FOR NEWS OF THE "GARDENER" AND OF
            THE LETTERS WHICH WERE LEFT AT THE STATION (1944)


From:   HELSINKI

To:     MOSCOW

No:     88                                        2nd Feb. 44


     We have met the new man and found that he is quite without any
means of support. He asks for a loan until the spring of next
year, when his house will be sold.
"""
BODY = (
    "We have met the new man and found that he is quite without any means of support. He asks for "
    "a loan until the spring of next year, when his house will be sold."
)
TITLE = (
    'THE DENTIST ASKS FOR NEWS OF THE "GARDENER" AND OF THE LETTERS WHICH WERE LEFT AT THE STATION '
    "(1944)"
)


def record_of(text: str, struck: tuple[str, ...] = (), confidence: float = 0.95) -> Record:
    (record,) = assemble([page(text, struck=struck, confidence=confidence)])
    return record


def sheet_with(typed: str, other: str) -> Sheet:
    """Parse the sheet with ``other`` in the place of ``typed``."""
    assert typed in HEAD
    return record_of(HEAD.replace(typed, other)).sheet


def test_as_typed() -> None:
    sheet = record_of(HEAD).sheet
    assert sheet.title == TITLE
    assert sheet.body == BODY
    assert (sheet.reference_number, sheet.reference_date) == ("3/NBF/T1550", date(1954, 6, 14))
    assert (sheet.issued_date, sheet.copy_number) == (date(1968, 9, 17), 204)
    assert (sheet.is_reissue, sheet.reissue_of) == (True, None)


@pytest.mark.parametrize(
    "label", ["Ref. No:", "Ref No:", "Ref. No.:", "Reference:", "Ref. Nos", "Kef. No:", "Ref. Noe"]
)
def test_labels_of_the_reference(label: str) -> None:
    sheet = sheet_with("Ref. No:", label)
    assert (sheet.reference_number, sheet.reference_date) == ("3/NBF/T1550", date(1954, 6, 14))
    assert sheet.title == TITLE


@pytest.mark.parametrize(
    ("read", "reference"),
    [
        ("S/NBF/T1550", "S/NBF/T1550"),
        ("3/PPDT/T60", "3/PPDT/T60"),
        ("3/NBF/T155O", "3/NBF/T1550"),
        ("3/NBF/TI550", "3/NBF/T1550"),
        ("3/N8F/T1550", "3/NBF/T1550"),
        ("3 /NBF/T1550", "3/NBF/T1550"),
        ("3/NBF/ T1550", "3/NBF/T1550"),
    ],
)
def test_references(read: str, reference: str) -> None:
    assert sheet_with("3/NBF/T1550", read).reference_number == reference


@pytest.mark.parametrize(
    ("read", "day"),
    [
        ("3/11/1952", date(1952, 11, 3)),
        ("3/11/52", date(1952, 11, 3)),
        ("3/1l/1952", date(1952, 11, 3)),
        ("3/11/I952", date(1952, 11, 3)),
        ("3-11-1952", date(1952, 11, 3)),
        ("XXXX/3/11/1952", date(1952, 11, 3)),
        ("28", None),
        ("31/4/1960", None),
        ("3/11/1982", None),
    ],
)
def test_issue_dates(read: str, day: date | None) -> None:
    assert sheet_with("17/9/1968", read).issued_date == day


@pytest.mark.parametrize(
    ("read", "number"), [("204", 204), ("2O4", 204), ("l2", 12), ("301.", 301), ("XXX", None)]
)
def test_copy_numbers(read: str, number: int | None) -> None:
    assert sheet_with("204", read).copy_number == number


@pytest.mark.parametrize("label", ["Copy No.:", "Copy No:", "Copy Noe", "Cony No:", "Copy No"])
def test_labels_of_the_copy(label: str) -> None:
    assert sheet_with("Copy No:", label).copy_number == 204


@pytest.mark.parametrize("wording", ["RE-ISSUE", "REISSUE", "Reissue", "2nd RE-ISSUE", "RE-ISSUB"])
def test_reissue_wordings(wording: str) -> None:
    sheet = sheet_with("RE-ISSUE", wording)
    assert sheet.is_reissue
    assert sheet.title == TITLE


@pytest.mark.parametrize("wording", ["", "EXTRACT", "ADDENDUM"])
def test_no_reissue(wording: str) -> None:
    sheet = sheet_with("RE-ISSUE", wording)
    assert not sheet.is_reissue
    assert sheet.title == TITLE


@pytest.mark.parametrize(
    ("read", "level", "codewords"),
    [
        ("TOP SECRET", "TOP SECRET", ()),
        ("SECRET", "SECRET", ()),
        ("CONFIDENTIAL", "CONFIDENTIAL", ()),
        ("TOP SECRET VENONA", "TOP SECRET", ("VENONA",)),
        ("TOP SECRET TRINE", "TOP SECRET", ("TRINE",)),
        ("SECRET DRUG", "SECRET", ("DRUG",)),
        ("TOP SECRET BRIDE/VENONA", "TOP SECRET", ("BRIDE", "VENONA")),
        ("TQP SECREI", "TOP SECRET", ()),
        ("T O P   S E C R E T", "TOP SECRET", ()),
        ("MOST SECRET", "MOST SECRET", ()),
        ("MOST SECRET BRIDE", "MOST SECRET", ("BRIDE",)),
        ("UNCLASSIFIED", "UNCLASSIFIED", ()),
        ("TOP SECRET KEMUNE", "TOP SECRET", ()),
        ('" TOP SHCRET', "TOP SECRET", ()),
        ('"OP SECRET " JHDE', "TOP SECRET", ("JADE",)),
        ('CONFIDENTIAL " VENONA', "CONFIDENTIAL", ("VENONA",)),
    ],
)
def test_classifications(read: str, level: str, codewords: tuple[str, ...]) -> None:
    sheet = sheet_with("TOP SECRET", read)
    assert sheet.classification == level
    assert sheet.classification_struck is False
    assert sheet.codewords == codewords
    assert sheet.title == TITLE


@pytest.mark.parametrize("struck", [(), ("TOP", "SECRET")])
def test_a_stamp_of_release_beside_the_classification_is_none(struck: tuple[str, ...]) -> None:
    record = record_of(HEAD + "\n\n" + "UNCLASSIFIED".rjust(50), struck=struck)
    assert record.sheet.classification == "TOP SECRET"
    assert not any(problem.field == "classification" for problem in record.sheet.problems)


@pytest.mark.parametrize("read", ["TQP GEGREP", "-FOP-SEGRED", "TOP SEGRET", "TQP-SECRET"])
def test_a_struck_classification_is_known_from_ruins(read: str) -> None:
    record = record_of(HEAD.replace("TOP SECRET", read), struck=tuple(read.split()))
    assert record.sheet.classification == "TOP SECRET"
    assert record.sheet.classification_struck is True


def test_struck_code_words_are_known_from_ruins() -> None:
    ruins = ("TQP", "GEGREP", "BHTAR/VENONA")
    record = record_of(HEAD.replace("TOP SECRET", " ".join(ruins)), struck=ruins)
    assert record.sheet.classification == "TOP SECRET"
    assert record.sheet.codewords[-1:] == ("VENONA",)


@pytest.mark.parametrize("origin", ["USSR", "MGB", "KGB", "GRU"])
def test_origins(origin: str) -> None:
    assert sheet_with("USSR", origin).origin == origin


def test_a_crossed_out_corner_is_no_origin() -> None:
    assert sheet_with("USSR", "XXXX").origin is None


@pytest.mark.parametrize(
    ("typed", "numbers"), [("032", (32,)), ("0088", (88,)), ("071,072", (71, 72))]
)
def test_a_number_with_a_zero_before_it(typed: str, numbers: tuple[int, ...]) -> None:
    assert sheet_with("No:     88", f"No:     {typed}").message_numbers == numbers


def test_no_title_is_made_up() -> None:
    head, _, rest = HEAD.partition("            THE DENTIST")
    sheet = record_of(head + rest[rest.index("From:") :]).sheet
    assert sheet.title is None
    assert sheet.from_station == "HELSINKI"
    assert sheet.body == BODY


def test_a_title_keeps_its_marks() -> None:
    record = record_of(
        HEAD.replace('"GARDENER" AND', '"GARDENER"[i] AND').replace(
            "STATION (1944)", "STATION (1944)"
        )
        + "\n\nComments:\n\n[i]   GARDENER:  Unidentified.\n"
    )
    title = record.sheet.title
    assert title == TITLE.replace('"GARDENER"', '"GARDENER"[i]')
    assert inside(record, MarkKind.NOTE_MARKER, "title") == ["i"]
    (mark,) = [mark for mark in record.marks if mark.field == "title"]
    assert title[mark.start : mark.end] == "[i]"
    assert record.comments[0].anchored_in == ("title",)


def test_a_title_of_one_line_and_a_list_of_titles() -> None:
    start, end = HEAD.index("            THE DENTIST"), HEAD.index("From:")
    one = record_of(HEAD[:start] + "            ARRIVAL OF A NEW CLERK (1944)\n\n\n" + HEAD[end:])
    assert one.sheet.title == "ARRIVAL OF A NEW CLERK (1944)"
    several = record_of(
        HEAD[:start]
        + "            1.  ARRIVAL OF A NEW CLERK\n"
        + "            2.  LOSS OF A BAG OF LETTERS (1944)\n\n\n"
        + HEAD[end:]
    )
    assert several.sheet.title == "1. ARRIVAL OF A NEW CLERK 2. LOSS OF A BAG OF LETTERS (1944)"


def test_pieces_of_the_right_column_may_stand_below_the_left_one() -> None:
    text = (
        HEAD.replace("Copy No:  204", "")
        .replace("To:     MOSCOW", "To:     MOSCOW                              Copy No:  204")
    )  # fmt: skip
    sheet = record_of(text).sheet
    assert (sheet.to_station, sheet.copy_number) == ("MOSCOW", 204)
    assert sheet.title == TITLE
    assert sheet.body == BODY


@pytest.mark.parametrize("letter", [14, 20, 25, 32])
def test_the_size_of_type_does_not_matter(letter: int) -> None:
    grid = Grid(letter=letter, line=2 * letter, left=8 * letter, top=200, width=100 * letter)
    (record,) = assemble([page(HEAD, grid=grid)])
    plain = record_of(HEAD)
    judged: dict[str, object] = {"status": "review", "problems": ()}
    assert record.sheet.model_copy(update=judged) == plain.sheet.model_copy(update=judged)


def test_what_is_ill_read_is_sent_to_a_person() -> None:
    record = record_of(HEAD, confidence=0.4)
    assert record.sheet.status == "review"
    assert "record.poorly_read" in {problem.code for problem in record.sheet.problems}


def test_dates_in_the_wrong_order_are_told() -> None:
    sheet = sheet_with("17/9/1968", "17/9/1951")
    assert sheet.issued_date == date(1951, 9, 17)
    assert sheet.status == "review"
    assert "record.dates_disagree" in {problem.code for problem in sheet.problems}


@pytest.mark.parametrize("struck", [(), ("TOP", "SECRET", "DINAR")])
def test_a_code_word_on_a_line_of_its_own_below_the_classification(struck: tuple[str, ...]) -> None:
    typed = HEAD.replace("TOP SECRET", f"TOP SECRET DINAR\n{'':36}TRINE")
    sheet = record_of(typed, struck=struck).sheet
    assert sheet.codewords == ("DINAR", "TRINE")
    assert sheet.classification_struck is bool(struck)
    assert sheet.title == TITLE
