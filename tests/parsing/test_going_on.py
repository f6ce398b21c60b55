"""A page on which a further message begins, of the sheet before it though its number was lost."""

from __future__ import annotations

import pytest

from parsing.assemble import assemble
from schemas.records import Record
from tests.parsing.pages import pages

STATIONS = """\
From:   TUNIS
To:     MOSCOW
No:     {number}                                              {day} May 1944

"""
TEXT = """\
     The boats have been sold to the widow, who pays for them in the
spring. The shed by the pier stands empty{marker}. Nobody asks about it.
"""
SIGNED = """\

No. {serial}                                            PELIKAN
{day}th May
"""
HEAD = "                                                        J{serial}\n\n"
NOTES = """\

Comments:   [i]    PELIKAN: Not traced elsewhere.
            [ii]   The widow is mentioned in No. 12, and by her
                   neighbours in what was sent of the shed that
"""
OVERLEAF = """\
                   stood by the pier.


"""


def message(number: int, day: int, marker: str = "") -> str:
    return STATIONS.format(number=number, day=day) + TEXT.format(marker=marker)


def read(*texts: str) -> list[Record]:
    return list(assemble(pages(*texts)))


FIRST = HEAD.format(serial=1093) + message(71, 5, "[i]")
ISSUED = "\n\n     16 September 1964\n"


@pytest.mark.parametrize("serial", ["", HEAD.format(serial=1102)])
def test_a_sentence_of_a_note_above_stations_goes_on_with_the_sheet(serial: str) -> None:
    before = FIRST + SIGNED.format(serial=40, day=5) + NOTES
    first, second = read(before, OVERLEAF + serial + message(72, 6) + ISSUED)
    assert (first.sheet.first_page, first.sheet.last_page) == (1, 2)
    assert first.comments[-1].text.endswith("in what was sent of the shed that stood by the pier.")
    assert first.sheet.issued_date == second.sheet.issued_date is not None
    assert second.sheet.message_numbers == (72,)
    assert second.sheet.sheet_serial == ("J1102" if serial else "J1093")


def test_signature_and_notes_above_stations_are_of_the_message_before() -> None:
    notes = "\nComments:   [i]    PELIKAN: Not traced elsewhere.\n\n\n"
    first, second = read(FIRST, SIGNED.format(serial=40, day=5) + notes + message(72, 6))
    assert first.sheet.signature_serial == 40
    assert [note.label for note in first.comments] == ["i"]
    assert second.sheet.message_numbers == (72,)


def test_markers_that_count_on_tell_that_the_notes_of_both_messages_follow() -> None:
    notes = """\

Comments:   [i]    The shed: Not traced elsewhere.
            [ii]   The widow is mentioned in No. 12.
"""
    signed = SIGNED.format(serial=41, day=6)
    first, second = read(FIRST, message(72, 6, "[ii]") + signed + notes + ISSUED)
    assert first.sheet.issued_date == second.sheet.issued_date is not None
    assert first.sheet.sheet_serial == second.sheet.sheet_serial == "J1093"


@pytest.mark.parametrize("marker", ["", "[i]"])
def test_a_page_that_begins_with_stations_and_counts_anew_is_another_sheet(marker: str) -> None:
    signed = SIGNED.format(serial=41, day=6)
    first, second = read(FIRST, message(72, 6, marker) + signed + ISSUED)
    assert first.sheet.issued_date is None
    assert second.sheet.sheet_serial is None


def test_a_scrap_above_the_head_of_another_sheet_joins_nothing() -> None:
    signed = SIGNED.format(serial=40, day=5)
    other = "[154 a\n\n" + HEAD.format(serial=1102) + message(72, 6)
    first, second = read(FIRST + signed, other)
    assert first.sheet.last_page == 1
    assert second.sheet.sheet_serial == "J1102"


@pytest.mark.parametrize(
    "above", ["[14 groups unrecovered]", "[i]  The pier is in the north of the town."]
)
def test_a_gap_or_note_above_stations_joins_no_page_to_a_sheet_that_is_finished(above: str) -> None:
    finished = HEAD.format(serial=1093) + message(71, 5) + SIGNED.format(serial=40, day=5)
    first, second = read(finished, f"     {above}\n\n" + message(72, 6))
    assert first.sheet.last_page == 1
    assert not first.comments
    assert second.sheet.sheet_serial is None
