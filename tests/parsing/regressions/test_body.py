from __future__ import annotations

from schemas.records import GapKind
from tests.parsing.pages import body_of, only_record


def test_an_original_and_a_marker_in_slashes() -> None:
    record = body_of(
        """
             We have met LANCER /ULAN//1/ and found him quite without any
        means of support until the spring of next year.
        """,
        """
        Comments:

        [i]    LANCER:  Unidentified cover-name.
        """,
    )
    assert record.sheet.body.startswith("We have met LANCER [ULAN][i] and")


def test_a_list_of_single_lines() -> None:
    body = body_of("""
             Tell us without delay:

             1.   Who has the keys of the house near the pier.

             2.   Whether the number 304 was sent to PARIS.

             A.   To whom the letters from ROME are to be given.
        """).sheet.body
    assert body.split("\n\n") == [
        "Tell us without delay:",
        "1. Who has the keys of the house near the pier.",
        "2. Whether the number 304 was sent to PARIS.",
        "A. To whom the letters from ROME are to be given.",
    ]


FIRST = """\
MGB                                                         J1550

     From: LIMA
     To:   MOSCOW
     No.:  62                                    14 March 1943


     We have met the new man and found that he is quite without any
means of support. He asks for a loan of [B% four hundred which he
says] was promised by the former consul who now [14 groups
"""
SECOND = """\
                               - 2 -

unrecovered] to the harbour, and the SMITHY [KUZNITsA] is closed.
He will write to us.

     There is nothing new about the others.
"""


def test_a_sentence_goes_on_over_the_page() -> None:
    record = only_record(FIRST, SECOND)
    assert record.sheet.body == (
        "We have met the new man and found that he is quite without any means of support. He asks "
        "for a loan of [B% four hundred which he says] was promised by the former consul who now "
        "[14 groups unrecovered] to the harbour, and the SMITHY [KUZNITsA] is closed. He will "
        "write to us.\n\nThere is nothing new about the others."
    )
    pages = {mark.text: mark.page for mark in record.marks}
    assert pages == {"B% four hundred which he says": 1, "14 groups unrecovered": 1, "KUZNITsA": 2}
    assert [m.gap_kind for m in record.marks if m.groups] == [GapKind.UNRECOVERED]


def test_a_last_paragraph_with_a_letter_and_names_is_no_signature() -> None:
    record = body_of("""
             We have met the new man and found that he is quite without
        any means of support. Tell us without delay:

             1.   Who has the keys of the house near the pier, and who
        had them in the spring.

             2.   Whether the number 304 was sent to PARIS.

             A.   To whom the letters from ROME are to be given.
        """)
    body = record.sheet.body
    assert record.sheet.message_numbers == (62,)
    assert record.sheet.from_station == "LIMA"
    for piece in (
        "1. Who has the keys of the house near the pier, and who had them in the spring.",
        "2. Whether the number 304 was sent to PARIS.",
        "A. To whom the letters from ROME are to be given.",
    ):
        assert piece in body.split("\n\n")
