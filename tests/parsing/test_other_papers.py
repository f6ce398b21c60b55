"""Corrections and papers that are no cables: said to be so, and nothing made up from them."""

from __future__ import annotations

from datetime import date

import pytest

from parsing.assemble import assemble
from schemas.records import DocumentType, Sheet, Status
from tests.parsing.pages import bare, only_record, page, pages
from tests.parsing.test_message_ends import NUMBERED

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


WRAPPED = """\
                                CORRECTION

          Correction to Ref. No.:  3/NBF/T2017 (of 6/5/76)

          Please substitute the following in Footnotes [ii] and
          [iv]:

          [ii]   CARTER:  Identified since as a clerk of the port
                 office.

          [iv]   ORCHARD:  LISBON.
"""


def test_labels_of_an_announcement_that_wraps_begin_no_note() -> None:
    record = only_record(WRAPPED)
    assert [(one.label, one.text) for one in record.comments] == [
        ("ii", "CARTER: Identified since as a clerk of the port office."),
        ("iv", "ORCHARD: LISBON."),
    ]


def test_a_line_of_a_comment_is_no_note_where_comments_alone_are_announced() -> None:
    wrapped = WRAPPED.replace(
        "a clerk of the port\n                 office.", "the clerk\n          of NARVIK No. 12."
    )
    record = only_record(wrapped)
    assert [one.label for one in record.comments] == ["ii", "iv"]


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


COVERING_LETTER = """\
                                                  Room 31
                                                  4th May 1955

Ref: D/4471

     Herewith twelve copies of the translation of

          From:  OSLO
          To:    MOSCOW
          No:    211                            9th August 1944

which replaces the version sent to you in March. Please destroy the
earlier copies and return the enclosed certificate.


                                        for Head of Section
"""
SLIP_WITHOUT_HEADING = """\
TO:       Mr. Archer

FROM:     LONDON

DATE:     3 April 1953

REMARKS:  Please return when read.

          ACTION      INFORMATION     FILE
"""
SLIP_WITH_STATIONS = """\
                  INTER-OFFICE ROUTING SLIP

FROM:  WASHINGTON                         DATE: 3 May 1956
TO:    LONDON

1.  Chief          initials     date
2.  Registry
3.  File
"""
DESPATCH = """\
No. 52

                                        LEGATION OF THE REPUBLIC
                                        Helsinki, January 27, 1943

Subject:  The grain harvest and the railways.


The Honorable
     The Secretary of State,
          Washington.

Sir:

     I have the honor to report that the harvest of this year is said
to have been the poorest since 1928. No figures have been published.

                                   Respectfully yours,
"""
DESPATCH_OVERLEAF = """\
                              - 3 -

have been the poorest since 1928. No figures have been published, but
the Minister told the correspondents that the railways would be used
for grain alone from now on.

     From Stockholm to Gothenburg no train has run since the 4th.
To the north of it there is nothing to be had at all.
"""
LIST = """\
                 LIST OF TRANSLATIONS SENT IN MAY

FROM        TO           NO.      DATE

OSLO        MOSCOW       211      9 Aug. 44
OSLO        MOSCOW       212      11 Aug. 44
BERNE       MOSCOW       17       2 Sept. 44
"""
TELEGRAM = """\
DEPARTMENT OF STATE
INCOMING TELEGRAM

FROM:  BUCHAREST
TO:    Secretary of State
NO:    1147, November 16, 5 p.m.

     The Minister of Finance has resigned. His successor has not yet
been named, but it is said that he will be a general.
"""
MEMORANDUM_WITHOUT_SUBJECT = """\
TO   : The Director
FROM : Chief, Records Branch
DATE : 4 June 1957

1.  The boxes have been moved to the cellar.

2.  The cellar is dry.
"""
MINUTES = """\
                              MINUTE SHEET

Reference ........  D/4471

     1.  Please see folio 12. The date of the message from MOSCOW to
BERNE is not that which is given on the sheet.

                                             4.6.57
"""
COVERING_LETTER_MISREAD = """\
               17 October, 1971

     Eerewith 10 copies of the translatien of
     From:  CARACAS
     To:    MOSCOW
     No:    459       29 Oct. 1939

which replaces the version sent to you earlier. Please destroy the
earlier copies and return the enclosed certificate.

     The attached list shows 36 items which are to be checked. The
question was discussed with Registry on 5th Dec. No translation has
been issued under this heading since December.

                         for Registry
"""
DOCUMENT_RECEIPT = """\
                          DOCUMENT RECEIPT

     Received from:    Communications Section
     To:   Mr. T. Ashdown
     Ref. No:  3/NBF/T2117      Copy No: 204
     No. of sheets:  2

     Signed ..................        Date .............
"""
WITHDRAWN = """\
     Piece:        HW 15/44
     No. of sheets:   3
     Withdrawn by:    P. J. Farrow
     Date:         1 October 1996
"""
CUTTING = """\
From THE DAILY POST, 12th March 1946

                  CLERK TELLS OF NIGHT AT THE EMBASSY

     OTTAWA, Monday. - A former clerk described to the court yesterday
how he had carried the papers out of the embassy under his shirt.
"""
RECALL = """\
     To:       Mr. R. Ashdown
     From:     Registry
     Ref. No:  S/NBF/T483
     Date:     9/3/78

          Your copy has not been returned. Please return it.
"""
TELEPRINTER = """\
     ZCZC ABC114 PP RUEAIJ
     DE RUQPA 12 0714
     P 071400Z AUG 58
     FM MELBOURNE
     TO WASHINGTON
     YOUR 114. NO TRACE.
     NNNN
"""
CIPHER_TELEGRAM = """\
     CIPHER TELEGRAM                                    No. 2214

     FROM:  LONDON
     TO:    WASHINGTON                                  3rd June, 1949

     Following for Gale from Farrow. We make nothing of it.
"""
FOR_THE_RECORD = """\
     TOP SECRET DINAR

     MEMORANDUM FOR THE RECORD                        12 November 1962

     1.  Mr. Farrow read the text:

         To VIKTOR. He asks for the plan [4 groups unrecovered].
"""
NOTE_ON = """\
                         NOTE ON HENRIK LIND

     1.  LIND was born at Gavle and came to the capital as a boy.
"""
PAPERS = {
    "document receipt": DOCUMENT_RECEIPT,
    "withdrawn": WITHDRAWN,
    "press cutting": CUTTING,
    "recall": RECALL,
    "teleprinter form": TELEPRINTER,
    "cipher telegram": CIPHER_TELEGRAM,
    "memorandum for the record": FOR_THE_RECORD,
    "note on a person": NOTE_ON,
    "memorandum": MEMORANDUM,
    "letter": LETTER,
    "slip": SLIP,
    "covering letter": COVERING_LETTER,
    "covering letter, misread": COVERING_LETTER_MISREAD,
    "slip without heading": SLIP_WITHOUT_HEADING,
    "slip with stations": SLIP_WITH_STATIONS,
    "despatch": DESPATCH,
    "despatch overleaf": DESPATCH_OVERLEAF,
    "list": LIST,
    "telegram": TELEGRAM,
    "memorandum without subject": MEMORANDUM_WITHOUT_SUBJECT,
    "minutes": MINUTES,
}


@pytest.mark.parametrize("paper", PAPERS.values(), ids=PAPERS)
def test_no_cable_is_made_of_another_paper(paper: str) -> None:
    record = only_record(paper)
    sheet = record.sheet
    assert sheet.document_type is DocumentType.OTHER
    bare_sheet = Sheet(document_type=DocumentType.OTHER, first_page=1, last_page=1, page_count=1)
    kept = {"ocr_confidence", "status", "problems"}
    assert sheet.model_dump(exclude=kept) == bare_sheet.model_dump(exclude=kept)
    assert (record.comments, record.marks, record.fields) == ((), (), ())


@pytest.mark.parametrize("paper", [DOCUMENT_RECEIPT, WITHDRAWN, NOTE_ON, RECALL])
def test_a_paper_that_says_what_it_is_need_not_be_looked_at(paper: str) -> None:
    assert only_record(paper).sheet.status is Status.ACCEPTED


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


def test_places_of_a_printed_address_are_no_stations() -> None:
    paper = """\
  THE CENTRAL OFFICE OF THE LEAGUE

      19 Lisbon Street,                                   July, 1945
          Oslo, W. 1



                    Papers of the League

                          No. 3
"""
    assert only_record(paper).sheet.document_type is DocumentType.OTHER


@pytest.mark.parametrize(
    "text",
    [
        "     We have met the new man and found that he has come here about the\n"
        "correction.\n\n     Nothing is known of his sister.",
        "     Correction to No. 12.\n     Please amend the sum to 50 crowns.",
    ],
)
def test_a_message_that_speaks_of_a_correction_is_a_cable(text: str) -> None:
    record = only_record(bare(f"     To VIKTOR.\n\n{text}"))
    assert record.sheet.document_type is DocumentType.CABLE
    assert record.sheet.body


@pytest.mark.parametrize(
    "heading",
    ["Correction", "CORRIGENDUM", "CORRECTION SHEET", "Correction to Ref. No.: 3/NBF/T77"],
)
def test_a_correction_is_told_by_any_of_its_headings(heading: str) -> None:
    record = only_record(CORRECTION.replace("CORRECTION", heading))
    assert record.sheet.document_type is DocumentType.CORRECTION


@pytest.mark.parametrize(
    "instruction",
    ["Please substitute the following in Footnotes [i] and [ii]:", "Read in the footnotes:"],
)
def test_notes_of_a_correction_that_are_places_are_no_stations(instruction: str) -> None:
    typed = f"""\
USSR                                          Issued:   6/2/1966
                                              Copy No:  211

                                CORRECTION

     Correction to Ref. No.: 3/NBF/T134 (of 24/11/1965)

     {instruction}

           [i]    KEEL: LIMA.
           [ii]   TORVA: ISTANBUL.
"""
    record = only_record(typed)
    assert record.sheet.document_type is DocumentType.CORRECTION
    assert record.sheet.from_station is None
    assert [(one.label, one.text) for one in record.comments] == [
        ("i", "KEEL: LIMA."),
        ("ii", "TORVA: ISTANBUL."),
    ]


STATIONS = "     From:  OSLO\n     To:    MOSCOW\n     No.:   61                   2 May 1944\n\n"
FOOTNOTES = "           [ii]   KEEL: LIMA.\n           [iv]   TORVA: ISTANBUL.\n"


@pytest.mark.parametrize("head", ["MGB                                J2207\n\n", NUMBERED])
def test_a_heading_below_the_stations_tells_a_correction_by_its_instruction(head: str) -> None:
    asked = "     Please substitute the following in Footnotes [ii] and [iv]:\n\n"
    record = only_record(f"{head}{STATIONS}{'':32}CORRECTION\n\n{asked}{FOOTNOTES}")
    assert record.sheet.document_type is DocumentType.CORRECTION
    assert (record.sheet.from_station, record.sheet.addressee) == ("OSLO", None)
    assert [one.label for one in record.comments] == ["ii", "iv"]


@pytest.mark.parametrize(
    "above", ["", '"LAMPIST": HIS HOUSE (1944)', "(1)", "(of 6/5/1966)", "[Reissue]"]
)
def test_what_stands_above_the_stations_of_a_correction_is_no_note(above: str) -> None:
    named = "     Correction to Ref. No.: 3/NBF/T134 (of 24/11/1965)\n\n"
    read = "     The footnotes should read:\n\n"
    typed = f"{'':32}CORRECTION\n\n{named}     {above}\n{STATIONS}{read}{FOOTNOTES}"
    record = only_record(typed)
    assert (record.sheet.from_station, record.sheet.to_station) == ("OSLO", "MOSCOW")
    assert [one.text for one in record.comments] == ["KEEL: LIMA.", "TORVA: ISTANBUL."]
