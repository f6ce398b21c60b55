"""Routing blocks whose labels stand on one line, or with To above From."""

from __future__ import annotations

from datetime import date

import pytest

from parsing.assemble import assemble
from schemas.records import DocumentType
from tests.parsing.pages import only_record, page

TEXT = """

     The mules were sold on Friday to the man from the pier, who had
asked for them in the spring.
"""
TAGGED = "MGB                                                         J1550\n\n"
BLOCKS = {
    "two on a line": "From:  LIMA              To:  MOSCOW\nNo.:  62            14 March 1943",
    "close on a line": "From: LIMA To: MOSCOW\nNo.: 62                14 March 1943",
    "all on a line": "From: LIMA     To: MOSCOW     No.: 62     14 March 1943",
    "all close on a line": "From: LIMA To: MOSCOW No.: 62\n                      14 March 1943",
    "To above From": "To:   MOSCOW\nFrom: LIMA\nNo.:  62               14 March 1943",
    "To above From without a colon": "To    MOSCOW\nFrom  LIMA\nNo    62                14 March 1943",
    "To above From, its colon lost": "To:   MOSCOW\nFrom  LIMA\nNo.:  62                14 March 1943",
    "No above From": "No.:  62\nFrom: LIMA\nTo:   MOSCOW\n14 March 1943",
    "No above From without colons": "No    62\nFrom  LIMA\nTo    MOSCOW\n                      14 March 1943",
    "No beside From": "From: LIMA               No: 62\nTo:   MOSCOW             14 March 1943",
    "No beside From above a date": "From: LIMA           No: 62\nTo:   MOSCOW\n                14 March 1943",
    "To apart above From": "To:   MOSCOW\n\nFrom: LIMA\n\nNo.:  62             14 March 1943",
}


@pytest.mark.parametrize("block", BLOCKS.values(), ids=BLOCKS)
@pytest.mark.parametrize("columns", [False, True])
def test_stations_are_read_in_whatever_order_their_labels_stand(
    block: str, *, columns: bool
) -> None:
    sheet = only_record(TAGGED + block + TEXT, columns=columns).sheet
    assert (sheet.from_station, sheet.to_station) == ("LIMA", "MOSCOW")
    assert (sheet.message_numbers, sheet.message_date) == ((62,), date(1943, 3, 14))
    assert (sheet.title, sheet.addressee) == (None, None)
    assert sheet.body.startswith("The mules")


@pytest.mark.parametrize(
    "labels",
    [
        "TO:   LONDON\nFROM: WASHINGTON\nDATE: 3 May 1948",
        "FROM: WASHINGTON         TO:   LONDON\nDATE: 3 May 1956",
    ],
)
def test_a_day_in_the_place_of_the_number_is_a_memorandums(labels: str) -> None:
    assert only_record(labels + TEXT).sheet.document_type is DocumentType.OTHER


@pytest.mark.parametrize("sender", ["From: LIMA", "From  LIMA"])
def test_stations_are_not_exchanged_where_the_number_below_them_was_lost(sender: str) -> None:
    block = f"To    MOSCOW\n{sender}\n                        14 March 1943"
    sheet = only_record(TAGGED + block + TEXT).sheet
    assert (sheet.from_station, sheet.to_station) == ("LIMA", "MOSCOW")


def test_a_station_that_cannot_be_read_leaves_the_lines_below_it() -> None:
    block = "From  Foot of the Hill\nTo    MOSCOW\nNo    62                14 March 1943"
    sheet = only_record(TAGGED + block + TEXT).sheet
    assert (sheet.from_station, sheet.to_station) == (None, "MOSCOW")
    assert (sheet.message_numbers, sheet.message_date) == ((62,), date(1943, 3, 14))
    assert sheet.body.startswith("The mules")


def test_the_number_of_a_signature_above_a_further_message_is_not_its_own() -> None:
    first = TAGGED + "From: LIMA\nTo:   MOSCOW\nNo.:  62               14 March 1943" + TEXT
    further = (
        "\n     No. 7\n     From: LIMA\n     To:   MOSCOW\n                       15 March 1943"
    )
    one, other = assemble([page(first + further + TEXT)])
    assert (one.sheet.signature_serial, other.sheet.message_numbers) == (7, ())
