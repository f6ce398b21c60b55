"""Pages that are missing, in the wrong order, or of another sheet, as far as what they bear tells."""

from __future__ import annotations

from textwrap import fill

import pytest

from parsing.assemble import assemble
from schemas.problems import Code
from schemas.records import DocumentType, Record
from tests.parsing.pages import pages
from tests.parsing.test_bare_sheets import BARE
from tests.parsing.test_other_papers import MEMORANDUM

FIRST = """\
USSR                                        Ref. No:  3/NBF/T1902

                                            Issued:   3/8/1967

From:   TUNIS
To:     MOSCOW
No:     71                                               5th May 44

     The first thing to be said is that nothing was found [3 groups unre-
covered] in the shed.
"""


def overleaf(number: int, text: str, reference: str = "3/NBF/T1902") -> str:
    head = f"                       - {number} -                {reference}\n\n\n"
    return head + fill(text, 60, initial_indent="     ")


BODY = (
    "The first thing to be said is that nothing was found [3 groups unrecovered] in the shed.",
    "The second thing is that nobody had looked for it, since everybody was on the pier.",
    "The third thing is of no importance to those who were not there on that day.",
)
SECOND, THIRD = overleaf(2, BODY[1]), overleaf(3, BODY[2])


def codes(record: Record) -> set[Code]:
    return {problem.code for problem in record.sheet.problems}


def read(*texts: str) -> list[Record]:
    return list(assemble(pages(*texts)))


def test_pages_in_order_are_no_problem() -> None:
    (record,) = read(FIRST, SECOND, THIRD)
    assert record.sheet.body == "\n\n".join(BODY)
    assert not codes(record) & {Code.RECORD_PAGES_OUT_OF_ORDER, Code.RECORD_PAGE_MISSING}


@pytest.mark.parametrize(
    "order", [(FIRST, THIRD, SECOND), (SECOND, FIRST, THIRD), (THIRD, SECOND, FIRST)]
)
def test_pages_out_of_order_are_read_in_order_and_told(order: tuple[str, ...]) -> None:
    (record,) = read(*order)
    assert record.sheet.body == "\n\n".join(BODY)
    assert (record.sheet.first_page, record.sheet.last_page) == (1, 3)
    assert Code.RECORD_PAGES_OUT_OF_ORDER in codes(record)


def test_a_page_left_out_is_missed() -> None:
    (record,) = read(FIRST, THIRD)
    assert Code.RECORD_PAGE_MISSING in codes(record)
    assert record.sheet.body == "\n\n".join((BODY[0], BODY[2]))


def test_a_last_page_that_says_that_another_follows_is_missed() -> None:
    (record,) = read(FIRST + "                                       [Continued overleaf]\n")
    assert Code.RECORD_PAGE_MISSING in codes(record)


def test_a_page_that_is_there_twice_is_told() -> None:
    (record,) = read(FIRST, SECOND, SECOND)
    assert Code.RECORD_PAGES_OUT_OF_ORDER in codes(record)


def test_a_page_without_its_first_is_a_cable_that_lacks_one() -> None:
    (record,) = read(SECOND)
    assert record.sheet.document_type is DocumentType.CABLE
    assert record.sheet.reference_number == "3/NBF/T1902"
    assert record.sheet.body == BODY[1]
    assert {Code.RECORD_PAGE_MISSING, Code.RECORD_FIELD_MISSING} <= codes(record)


def test_a_page_of_another_sheet_is_not_of_the_one_before() -> None:
    first, other = read(FIRST, overleaf(2, "This is about mules.", "3/NBF/T1857"))
    assert first.sheet.body == BODY[0]
    assert (other.sheet.reference_number, other.sheet.body) == (
        "3/NBF/T1857",
        "This is about mules.",
    )


def test_a_reference_with_one_figure_misread_is_the_same() -> None:
    (record,) = read(FIRST, overleaf(2, BODY[1], "3/NBF/T1907"))
    assert record.sheet.page_count == 2


def test_a_numbered_page_goes_on_with_a_paper_that_is_no_cable() -> None:
    (record,) = read(MEMORANDUM, "                  - 2 -\n\n     4.  The rest is to be burnt.\n")
    assert (record.sheet.document_type, record.sheet.page_count) == (DocumentType.OTHER, 2)


def test_a_page_with_a_reference_after_another_paper_is_of_a_cable() -> None:
    kinds = [record.sheet.document_type for record in read(FIRST, MEMORANDUM, SECOND, BARE)]
    assert kinds == [
        DocumentType.CABLE,
        DocumentType.OTHER,
        DocumentType.CABLE,
        DocumentType.CABLE,
    ]
