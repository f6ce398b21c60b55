"""How sheets follow one another in a source, and what a page alone tells."""

from __future__ import annotations

import re
from dataclasses import replace

from parsing.assemble import assemble
from parsing.layout import lay_out
from schemas.records import DocumentType
from tests.parsing.pages import bare, page, pages
from tests.parsing.test_bare_sheets import BARE, CONSULAR
from tests.parsing.test_numbered_sheet import FIRST, SECOND
from tests.parsing.test_other_papers import CORRECTION, MEMORANDUM


def ranges(*texts: str) -> list[tuple[DocumentType, int, int, int]]:
    """Give type, first page, last page and page count of each record."""
    return [
        (sheet.document_type, sheet.first_page, sheet.last_page, sheet.page_count)
        for sheet in (record.sheet for record in assemble(pages(*texts)))
    ]


def test_many_sheets_in_one_source() -> None:
    assert ranges(FIRST, SECOND, "", BARE, CORRECTION, MEMORANDUM, CONSULAR, FIRST, SECOND) == [
        (DocumentType.CABLE, 1, 2, 2),
        (DocumentType.CABLE, 4, 4, 1),
        (DocumentType.CORRECTION, 5, 5, 1),
        (DocumentType.OTHER, 6, 6, 1),
        (DocumentType.CABLE, 7, 7, 1),
        (DocumentType.CABLE, 8, 9, 2),
    ]


def test_the_same_sheet_twice_gives_two_records() -> None:
    first, second = assemble(pages(BARE, BARE))
    assert first.sheet.body == second.sheet.body
    assert (first.sheet.first_page, second.sheet.first_page) == (1, 2)


def test_blank_backs_are_in_no_sheet() -> None:
    assert ranges("", BARE, "", CONSULAR, "") == [
        (DocumentType.CABLE, 2, 2, 1),
        (DocumentType.CABLE, 4, 4, 1),
    ]


def test_what_one_sheet_says_does_not_leak_into_the_next() -> None:
    alone = {
        record.sheet.body: record for text in (BARE, CONSULAR) for record in assemble(pages(text))
    }
    together = assemble(pages(BARE, CONSULAR))
    for record in together:
        other = alone[record.sheet.body].sheet
        kept = {"first_page", "last_page"}
        assert record.sheet.model_dump(exclude=kept) == other.model_dump(exclude=kept)


def test_lines_that_stand_close_are_rows_though_their_boxes_reach_into_one_another() -> None:
    """Boxes are as high as rows are apart, the label of a note is a line of its own to the engine."""
    notes = f"{'':12}reference is of 28 July.\n[ii]{'':8}LANCER: Arthur HOLM, an agent."
    typed = page(notes)
    words = [
        word._replace(
            line=9 if word.text == "[ii]" else word.line,
            box=word.box._replace(
                y0=word.box.y0 - 30, y1=word.box.y1 + 25 - 8 * (word.text == "[ii]")
            ),
        )
        for word in typed.words
    ]
    rows = lay_out(replace(typed, words=tuple(words))).rows
    assert [row.text for row in rows] == [
        "reference is of 28 July.",
        "[ii] LANCER: Arthur HOLM, an agent.",
    ]


def test_cables_cited_at_the_head_of_a_page_begin_no_sheet() -> None:
    notes = """\
[ii]    TERRIER: Probably the same as the clerk referred to in
        OSLO to LISBON No. 61.

[iii]   BREMEN: Probably the same as the engineer referred to
        in VIENNA to ANKARA No. 914.
"""
    assert ranges(FIRST, notes) == [(DocumentType.CABLE, 1, 2, 2)]


def test_a_note_that_goes_on_overleaf_with_a_cited_cable_begins_no_sheet() -> None:
    notes = """\
                                                            K347
From:   ROME
To:     MOSCOW
No:     576
        No. 230 of 10th August.
[iv]    HARBOUR: See HAVANA's No. 1150 of 13 August.
[v]     FACTORY: Occurs elsewhere in SOFIA's Nos. 881, 22 and 449.
"""
    assert ranges(FIRST, notes) == [(DocumentType.CABLE, 1, 2, 2)]


def test_the_head_that_a_further_page_repeats_above_notes_is_none_of_them() -> None:
    first = bare(
        """
             LANCER[i] has met the SMITHY[ii] near the works and will not see him
        again before the spring.
        """,
        """
        Comments:  [i]    LANCER: Unidentified cover-name.
        """,
    )
    further = """\
                                                            J1550

     From: LIMA
     To:   MOSCOW
     No.:  62

           [ii]   SMITHY: The works at the river.
           [iii]  QUARRY: A square in the old town.
"""
    (record,) = assemble(pages(first, further))
    assert [comment.text for comment in record.comments] == [
        "LANCER: Unidentified cover-name.",
        "SMITHY: The works at the river.",
        "QUARRY: A square in the old town.",
    ]


def test_a_head_with_one_readable_station_begins_a_sheet_behind_another() -> None:
    ruined = re.sub(r"To: .*\n+(No.*\n)", '"7814-\n', FIRST)
    assert ruined.count("To:") == FIRST.count("To:") - 1
    found = ranges(CORRECTION, "", ruined)
    assert [kind for kind, *_ in found] == [DocumentType.CORRECTION, DocumentType.CABLE]
