"""Papers that name and quote cables: letters, receipts, lists and notes are none themselves."""

from __future__ import annotations

import pytest

from parsing.assemble import assemble
from schemas.records import DocumentType
from tests.parsing.pages import BARE_HEAD, BODY, TEXT, bare, only_record, pages

LETTER = """\
                                             The Old Brewery,
                                             Mill Lane,
                                             Norbury.
Q.31/7/F.
                                             2nd June, 1952.
Dear Harold,

     I enclose what you wanted to see:

          MOSCOW to BERNE No. 17 of 2 Sept. 44
          3/NBF/T1907, Copy No: 211

     The second still has [3 groups unrecovered] where the name must
have been, which does not help us much.

                                     Yours ever,

                                     T. Gale
"""
LETTER_OF_A_LONG_HEAD = (
    "\n".join(f"                     Branch {letter}" for letter in "ABCDEFGHIJKLMNOPQ")
    + """

My dear Harold,

     Of the page only [3 groups unrecovered] is left to be worked out
by the two of us.

                                     With kind regards,
"""
)
RECEIPT = """\
                         RECEIPT

     Ref. No.: 3/NBF/T1907        Copy No.: 211
     Ref. No.: 3/NBF/T1911        Copy No.: 34

Signed ..........................
"""
CERTIFICATE = """\
The papers named below were burned by me in the presence of:

     Ref. No.: 3/NBF/T1907
     Issued:   3/8/1967
     Copy No.: 211
"""
CARD = """\
LANTERN (FONAR')

     LIMA - MOSCOW 401-403         8.4.46      boatman; list of
     LIMA - MOSCOW 455             2.5.46      wants 200 dollars
     MOSCOW - LIMA 310             9.5.46      asks for his papers

     Unidentified. See also ORCHARD.
"""
NOTE_FOR_THE_FILE = """\
                                                    Room 31
                                                    8 May 1951

NOTE FOR THE FILE

1.   In the fourth line "[12 groups unrecovered]" has become "To LUKA.
     The boat was sold."

2.   There is nothing to be done before the others have answered.
"""
NOTE_THAT_CITES = """\
NOTE

The message LIMA to MOSCOW No. 62 was gone through again on Monday. For
[12 groups unrecovered] one may read "the master of the boat".
"""
MEMORANDUM_BETWEEN_STATIONS = """\
TO:       LONDON
FROM:     WASHINGTON
DATE:     3 May 1956
SUBJECT:  LIMA No. 62

1.   The text of LIMA to MOSCOW No. 62 has now [2 groups unrecovered]
left of the forty with which it was issued.
"""
MEMORANDUM_ON_A_REISSUE = """\
To:      Director                             14 May 1956
From:    Head of Section V

     The draft of the re-issue of 3/NBF/T261 has been with the typists
since Monday and will be ready before the end of the month.
"""
CHRONOLOGY = """\
                    VENONA: CHRONOLOGY OF "LANTERN"

4.11.44    LIMA No. 318     LANTERN asks for a second boat.
8.11.44    LIMA No. 320     The state of the pier. [7 groups unrecovered]
3.1.45     LIMA No. 5       LANTERN is to go to CALLAO.
"""
AMENDMENTS = """\
              AMENDMENT LIST No. 7 TO THE TYPISTS' GUIDE

Leaf 12    For "copy to LUKA" read "copies to LUKA" in all places.
Leaf 14    Strike out "[2 groups unrecovered]" and write "gap of 2".
"""
BLOCK = """\
From:  LIMA
To:    MOSCOW
No:    62                                    14 March 1943

"""
REFERRED = """\
                                        Ref. No:  3/NBF/T1907
                                        Copy No:  211
"""
BELOW_THE_BLOCK = """\
The translation has been read by both of us, and there is nothing in
it that the others have not seen. Please return it when you can.
"""
COVER_OF_A_SHEET = (
    REFERRED
    + BLOCK
    + """\
     Herewith twelve copies of the above translation, which replaces
the one that has been with you since the spring.
"""
)
LETTER_BELOW_THE_BLOCK = (
    "                         4th May 1948\n"
    + BLOCK
    + "Dear Harold,\n\n"
    + BELOW_THE_BLOCK
    + "\n                    Yours sincerely,\n"
)
FORM = REFERRED + BLOCK + "REMARKS:  Second page missing.\n\n" + BELOW_THE_BLOCK
FORM_WITH_A_TAG = "USSR\n" + FORM
SLIP_OF_A_SHEET = REFERRED + BLOCK + "TO            DATE         INITIALS\nMr. Gale      3/4/53\n"
NUMBERED_MEMORANDUM = (
    """\
                                        Ref. No:  3/NBF/T1907
TO:    LONDON
FROM:  WASHINGTON
NO:    45                                    3 May 1948
SUBJECT:  The translation named above.

"""
    + BELOW_THE_BLOCK
)
QUERY = 30 * " " + "QUERY\n\n" + BLOCK + "     Is the name in the fourth line certain?\n"
INCOMING = """\
DEPARTMENT OF STATE
INCOMING TELEGRAM

FROM:  LIMA
TO:    WASHINGTON
NO:    1147, November 16, 1946, 5 p.m.

     The Minister of Finance has resigned.
"""
CITATIONS = """\
LUKA

     From LIMA to MOSCOW, No. 62 of 14 March 1943, line 4.
     From MOSCOW to LIMA, No. 71 of 2 April 1943, line 9.

     Not identified before the end of the war by either of the two.
"""
COPIES = """\
                         DISTRIBUTION OF COPIES

Ref. No.:  3/NBF/T1907                    Issued:  3/8/1967

             201       Registry                    ________
             202       Mr. Gale                    ________
             203       Spare                       ________

     Copies 1 to 25 of the first issue have been burned.
"""
COPIES_IN_COLUMNS = """Ref. No.:  3/NBF/T1907                    Issued:  3/8/1967

           Copy No.    To                    Received
             201       Registry                    ________
             202       Mr. Gale                    ________
"""
PAPERS = {
    "copies": COPIES,
    "copies in columns": COPIES_IN_COLUMNS,
    "letter": LETTER,
    "letter of a long head": LETTER_OF_A_LONG_HEAD,
    "receipt": RECEIPT,
    "certificate": CERTIFICATE,
    "card": CARD,
    "note for the file": NOTE_FOR_THE_FILE,
    "memorandum between stations": MEMORANDUM_BETWEEN_STATIONS,
    "chronology": CHRONOLOGY,
    "amendments": AMENDMENTS,
    "cover of a sheet": COVER_OF_A_SHEET,
    "letter below the block": LETTER_BELOW_THE_BLOCK,
    "form": FORM,
    "form with a tag": FORM_WITH_A_TAG,
    "slip of a sheet": SLIP_OF_A_SHEET,
    "numbered memorandum": NUMBERED_MEMORANDUM,
    "query": QUERY,
    "incoming telegram": INCOMING,
}


@pytest.mark.parametrize("paper", PAPERS.values(), ids=PAPERS)
def test_a_paper_about_cables_is_none_and_belongs_to_none(paper: str) -> None:
    cable = bare("     We agree to everything that was asked for in your last.")
    kinds = [record.sheet.document_type for record in assemble(pages(cable, paper, cable))]
    assert kinds == [DocumentType.CABLE, DocumentType.OTHER, DocumentType.CABLE]
    sheet = only_record(paper).sheet
    assert sheet.document_type is DocumentType.OTHER
    assert (sheet.from_station, sheet.to_station, sheet.message_numbers) == (None, None, ())


def test_lines_that_cite_messages_between_stations_are_no_routing_block() -> None:
    assert only_record(CITATIONS).sheet.document_type is DocumentType.OTHER


def test_a_gap_below_the_citation_of_its_message_tells_no_cable() -> None:
    assert only_record(NOTE_THAT_CITES).sheet.document_type is DocumentType.OTHER


def test_a_text_that_speaks_of_a_reissue_is_no_head() -> None:
    assert only_record(MEMORANDUM_ON_A_REISSUE).sheet.document_type is DocumentType.OTHER


@pytest.mark.parametrize(
    "body",
    [
        """
             We have [3 groups unrecovered] of the letter, which reads:
             Dear Brother,
             I have seen the boat and it is sound.
                                       Yours ever,
        """,
        """
             The talk was of the
             MINUTES
             [3 groups unrecovered] and of nothing else.
        """,
        """
             The papers [3 groups unrecovered] lie in the box of
             LIMA - MOSCOW 401
             LIMA - MOSCOW 455
        """,
        """
             I attach much importance to OSLO's No. 318 and to all that
             [3 groups unrecovered] has said of it.
        """,
    ],
    ids=["letter passed on", "word of a title", "cables in a text", "covering words"],
)
def test_a_cable_may_hold_the_words_of_other_papers(body: str) -> None:
    assert only_record(bare(body)).sheet.document_type is DocumentType.CABLE


HEADS = {
    "numbered sheet": "USSR\n" + REFERRED + "\n          A BOAT IS ASKED FOR (1943)\n\n" + BLOCK,
    "bare sheet": BARE_HEAD,
    "block and addressee": BLOCK + "     To LUKA.\n\n",
    "tag crossed out": "XXXX                          J1550\n             Reissue (T314)\n" + BLOCK,
    "tag and ruined station": BARE_HEAD.replace("LIMA", "ss chub"),
}
QUOTED = {
    "salutation": "My dear friend,",
    "subject": "SUBJECT: the price of wool.",
    "title": "MEMORANDUM",
    "slip": "ROUTING SLIP",
    "closing": "Yours faithfully, J. BROWN.",
    "covering words": "Herewith the list of the men.",
}


@pytest.mark.parametrize("quoted", QUOTED.values(), ids=QUOTED)
@pytest.mark.parametrize("head", HEADS.values(), ids=HEADS)
def test_a_cable_with_its_head_quotes_letters_and_notes(head: str, quoted: str) -> None:
    record = only_record(f"{head}{TEXT}\n             {quoted}\n{TEXT}")
    assert record.sheet.document_type is DocumentType.CABLE
    assert f"{BODY} {quoted} {BODY}" in " ".join(record.sheet.body.split())


def test_a_title_with_the_year_of_its_message_is_no_heading_of_another_paper() -> None:
    title = "                MEMORANDUM (1943)\n\n"
    assert only_record(title + BLOCK + TEXT).sheet.document_type is DocumentType.CABLE


def test_a_signature_tells_a_cable_that_begins_with_the_words_of_a_letter() -> None:
    text = f"{BLOCK}     Herewith the list of the men.\n{TEXT}\n     No. 12     LUKA\n"
    assert only_record(text).sheet.document_type is DocumentType.CABLE
    assert only_record(text.replace("LUKA", "Gale")).sheet.document_type is DocumentType.OTHER


def test_gaps_tell_a_cable_without_its_head_that_cites_another_below_them() -> None:
    text = """\
     [3 groups unrecovered] the man from the pier was seen again. He asks
that OSLO's No. 318 be sent once more, and for what he was promised in
the spring of the last year.
"""
    assert only_record(text).sheet.document_type is DocumentType.CABLE


def test_comments_that_go_on_overleaf_with_stations_of_cables_are_no_list() -> None:
    overleaf = """\
     LIMA to MOSCOW No. 401 of 8th April, and
     LIMA to MOSCOW No. 455 of 2nd May.

[ii] LUKA: Unidentified cover-name.
"""
    cable = bare("     We agree[i] with LUKA[ii].", "Comments: [i] See also the following:")
    assert only_record(cable, overleaf).sheet.page_count == 2
