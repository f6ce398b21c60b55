"""Corrections and papers that are no cables: said to be so, and nothing made up from them."""

from __future__ import annotations

from datetime import date

import pytest

from parsing.assemble import assemble
from schemas.records import DocumentType, Sheet
from tests.parsing.pages import bare, only_record, page, pages

CORRECTION = """\
                                  SECRET

                                CORRECTION


          Correction to Ref. No.:  3/NBF/T2017 (of 6/5/76)

          From:  WARSAW
          To:    MOSCOW
          No:    61                                 8th June 1943


          Please substitute the following in Footnotes [ii] and [iv]:


          [ii]   CARTER:  Identified since as a clerk of the port
                 office.

          [iv]   ORCHARD:  LISBON.
"""


def test_a_correction_sheet_is_no_message() -> None:
    record = only_record(CORRECTION)
    assert record.sheet.document_type is DocumentType.CORRECTION
    assert record.sheet.reference_number == "3/NBF/T2017"
    assert record.sheet.reference_date == date(1976, 5, 6)
    assert record.sheet.body == ""
    assert record.sheet.groups_unrecovered == 0


MEMORANDUM = """\
                             MEMORANDUM


TO:       Chief of the Section

FROM:     Registry

DATE:     12 March 1952

SUBJECT:  Return of borrowed files


     1.   The files borrowed in January have not been returned. The
registry must close its books by the end of the month.

     2.   Cable No. 211 from OSLO to MOSCOW of 9 August 1944 should be
among them.

                                             R. HOLLIS
"""
LETTER = """\
                                             14 Market Street,
                                             9th May, 1951


Dear Mr. Palmer,

     Thank you for the parcel of translations which came on Monday. I
have shown them to the others, who will write to you separately.

     The one from BERNE to MOSCOW seems to lack its second page.

                                   Yours sincerely,


                                   H. Lambert
"""
SLIP = """\
                     ROUTING SLIP

TO            INITIALS            DATE

Mr. Archer      ______            3/4/53

Miss Gibbs      ______

REMARKS:  Please return to Room 12 when read and say whether the
second copy may be destroyed.
"""


@pytest.mark.parametrize("paper", [MEMORANDUM, LETTER, SLIP], ids=["memorandum", "letter", "slip"])
def test_no_cable_is_made_of_another_paper(paper: str) -> None:
    record = only_record(paper)
    sheet = record.sheet
    assert sheet.document_type is DocumentType.OTHER
    bare_sheet = Sheet(document_type=DocumentType.OTHER, first_page=1, last_page=1, page_count=1)
    kept = {"ocr_confidence", "status", "problems"}
    assert sheet.model_dump(exclude=kept) == bare_sheet.model_dump(exclude=kept)
    assert (record.comments, record.marks, record.fields) == ((), (), ())


@pytest.mark.parametrize("paper", [MEMORANDUM, LETTER, SLIP], ids=["memorandum", "letter", "slip"])
def test_a_paper_between_cables_parts_them(paper: str) -> None:
    cable = bare("     We agree to everything that was asked for in your last.")
    kinds = [record.sheet.document_type for record in assemble(pages(cable, paper, cable))]
    assert kinds == [DocumentType.CABLE, DocumentType.OTHER, DocumentType.CABLE]


@pytest.mark.parametrize(
    "source", [(), ("",), ("", "", "")], ids=["no page", "blank", "three blank"]
)
def test_blank_pages_give_no_record(source: tuple[str, ...]) -> None:
    assert assemble(pages(*source)) == ()


def test_a_photograph_with_a_few_specks_gives_no_record() -> None:
    specks = page("  .    ;     iL\n\n        ~      J\n   |    ", confidence=0.21)
    assert assemble([specks]) == ()
