"""Names and citations: where they stand, and what they name."""

from __future__ import annotations

import pytest

from parsing.mentions import mentions_of, text_of
from schemas.records import (
    CitedAs,
    Comment,
    DocumentType,
    Mention,
    MentionKind,
    NoteSystem,
    Sheet,
)
from tests.parsing.pages import bare, only_record


def comment(text: str, term: str | None = None, position: int = 1) -> Comment:
    return Comment(
        system=NoteSystem.COMMENT,
        label="i",
        label_raw="i",
        position=position,
        term=term,
        text=text,
        first_page=1,
    )


def mentions(
    kind: MentionKind, *comments: Comment, body: str = "", title: str | None = None
) -> list[Mention]:
    sheet = Sheet(
        document_type=DocumentType.CABLE, first_page=1, last_page=1, page_count=1, body=body,
        title=title,
    )  # fmt: skip
    found = mentions_of(sheet, comments, ())
    for mention in found:
        text = text_of(sheet, comments, mention)
        assert text[mention.start : mention.end] == mention.text
    return [mention for mention in found if mention.kind is kind]


def cited(text: str) -> list[tuple[str | None, int | None, str, CitedAs | None]]:
    return [
        (one.cited_station, one.cited_number, one.text, one.cited_as)
        for one in mentions(MentionKind.CITATION, comment(text))
    ]


@pytest.mark.parametrize(
    ("text", "station", "number", "typed", "cited_as"),
    [
        ("See OSLO's No. 211 of 9th August.", "OSLO", 211, "OSLO's No. 211 of 9th August",
         CitedAs.SENDER),
        ("NEW YORK's No. 1234", "NEW YORK", 1234, "NEW YORK's No. 1234", CitedAs.SENDER),
        ("See BERNE to MOSCOW No. 17.", "BERNE", 17, "BERNE to MOSCOW No. 17", CitedAs.SENDER),
        ("sent to COPENHAGEN (No. 173), too", "COPENHAGEN", 173, "COPENHAGEN (No. 173)",
         CitedAs.CORRESPONDENT),
        ("to ALGIERS (external serial number 51).", "ALGIERS", 51,
         "ALGIERS (external serial number 51)", CitedAs.CORRESPONDENT),
        ("This has external serial number 51.", None, 51, "external serial number 51", None),
        ("(no external serial number 52)", None, 52, "external serial number 52", None),
    ],
)  # fmt: skip
def test_a_citation(
    text: str, station: str | None, number: int, typed: str, cited_as: CitedAs | None
) -> None:
    assert cited(text) == [(station, number, typed, cited_as)]


def test_several_numbers_are_a_citation_each() -> None:
    assert cited("See OSLO's Nos. 211, 212 and 215.") == [
        ("OSLO", 211, "OSLO's Nos. 211", CitedAs.SENDER),
        ("OSLO", 212, "212", CitedAs.SENDER),
        ("OSLO", 215, "215", CitedAs.SENDER),
    ]


def test_a_list_of_lanes() -> None:
    text = "Also sent to COPENHAGEN (No. 173), HAGUE (No. 111) and MEXICO CITY (No. 198)."
    assert [(one[0], one[1]) for one in cited(text)] == [
        ("COPENHAGEN", 173),
        ("THE HAGUE", 111),
        ("MEXICO CITY", 198),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Your No. 211 has been received.",
        "Passports Nos. 12 and 13 were found in OSLO.",
        "The address is OSLO, Linden No. 12.",
        "VIKTOR's No. 3 is meant.",
    ],
)
def test_what_cites_no_message(text: str) -> None:
    assert cited(text) == []


def test_a_station_is_found_in_capitals_only() -> None:
    found = mentions(MentionKind.STATION, body="From OSLO's harbour to New York and NEW YORK.")
    assert [(one.text, one.canonical) for one in found] == [
        ("OSLO", "OSLO"),
        ("NEW YORK", "NEW YORK"),
    ]


def test_cover_names_are_terms_of_comments() -> None:
    found = mentions(
        MentionKind.COVER_NAME,
        comment("KhATA: Unidentified cover-name.", "KhATA"),
        comment("FELLOW COUNTRYMEN: Members.", "FELLOW COUNTRYMEN", position=2),
        comment("Or his nurse's.", None, position=3),
        body="KhATA's money went to the FELLOW COUNTRYMEN, not to KhATAN or PETROV.",
    )
    assert [(one.field, one.comment, one.text) for one in found] == [
        ("body", None, "KhATA"),
        ("body", None, "FELLOW COUNTRYMEN"),
        ("comments", 1, "KhATA"),
        ("comments", 2, "FELLOW COUNTRYMEN"),
    ]


def test_cover_names_stand_between_quotation_marks() -> None:
    found = mentions(
        MentionKind.COVER_NAME,
        body='LAMPIST asks "have you seen the boat" and "GREY" was told.',
        title='"LAMPIST" AND THE HARBOUR MASTER (1944)',
    )
    assert [(one.field, one.canonical) for one in found] == [
        ("title", "LAMPIST"),
        ("body", "LAMPIST"),
        ("body", "GREY"),
    ]


def test_a_term_in_a_title_is_a_cover_name_only_between_quotation_marks() -> None:
    found = mentions(
        MentionKind.COVER_NAME,
        comment("HARBOUR: NARVIK.", "HARBOUR"),
        title="THE HARBOUR AND ITS MASTER (1944)",
    )
    assert [one.field for one in found] == ["comments"]


def test_a_station_is_no_cover_name() -> None:
    assert not mentions(MentionKind.COVER_NAME, comment("OSLO: A town.", "OSLO"), body="OSLO")


def test_addressee_copies_and_signature_of_a_read_sheet() -> None:
    record = only_record(
        bare(
            """\
     To PILOT[i], copy to ROOK[ii].

     The money [DEN'GI] is with PILOT [PILOT], who has had it since the end
of last week.

     No. 5  HERON
    """,
            "Comments:  [i]   PILOT:  Unidentified cover-name.\n\n"
            "           [ii]  ROOK:  Unidentified cover-name.\n",
        )
    )
    found = [
        (one.field, one.canonical)
        for one in record.mentions
        if one.kind is MentionKind.COVER_NAME and one.field != "comments"
    ]
    assert found == [
        ("addressee", "PILOT"),
        ("body", "PILOT"),
        ("signature_name", "HERON"),
        ("copy_to", "ROOK"),
    ]
