"""Heads of sheets whose routing block cannot be read, and pages that begin no sheet."""

from __future__ import annotations

from datetime import date

import pytest

from parsing.assemble import assemble
from schemas.records import DocumentType
from tests.parsing.pages import bare, pages

FIRST = bare(
    """
             We have met the new man and found that he is quite without
        any means of support. He asks for a loan until the spring.
    """
)
TEXT = """

         He has asked for the papers of the boat, which he says
    were left in the shed [3 groups unrecovered].
"""
NO_STATIONS = {
    "tag and label": "NAVAL                                             N1071\n\n  From:  Ltf\n",
    "tag and number": "KGB                                                K107\n\n  No. 70          July q\n",
    "reference and issue": (
        "                              Ref. No: 3/NBF/T1907\n"
        "                              Issued:  3/8/1967\n"
    ),
    "re-issue and serial": "            J1107\n       +, Reissue (T314)\n",
    "tag and ruined station": "MGB\n\n   Yroat      MOS OW\n",
    "copy and re-issue": (
        "                              Copy No: 211\n\n                              REISSUE\n"
    ),
}


@pytest.mark.parametrize("head", NO_STATIONS.values(), ids=NO_STATIONS.keys())
def test_a_head_without_readable_stations_begins_a_sheet(head: str) -> None:
    first, second = assemble(pages(FIRST, head + TEXT))
    assert (first.sheet.first_page, first.sheet.last_page) == (1, 1)
    assert (second.sheet.first_page, second.sheet.last_page) == (2, 2)


@pytest.mark.parametrize(
    "head",
    [
        "                                                  J1550\n",
        "                                            3/NBF/T1907\n",
        "    To ROME he went with the No. 4 tram, and From there\n",
        "    USSR has bought the boat.\n",
    ],
)
def test_what_further_pages_bear_begins_no_sheet(head: str) -> None:
    (record,) = assemble(pages(FIRST, head + TEXT))
    assert record.sheet.page_count == 2


@pytest.mark.parametrize("label", ["To:   ", "80s   "])
def test_a_sender_that_cannot_be_read_does_not_hide_the_receiver(label: str) -> None:
    head = f"MGB\n\n     FROM:  ss chub\n     {label} MOSCOW\n     No:    62\n"
    (record,) = assemble(pages(head + TEXT))
    assert (record.sheet.from_station, record.sheet.to_station) == (None, "MOSCOW")


def test_a_number_and_a_date_below_a_tag_need_no_stations() -> None:
    head = (
        "KGB                                               w984\n\n   No: 45\n\n   27th Mar. 40\n"
    )
    signed = "\n    No. 589 KLYON\n"
    (record,) = assemble(pages(head + TEXT + signed))
    sheet = record.sheet
    assert (sheet.message_numbers, sheet.message_date) == ((45,), date(1940, 3, 27))
    assert (sheet.signature_serial, sheet.signature_name) == (589, "KLYON")


def test_a_list_of_cables_without_its_heading_is_no_cable() -> None:
    line = "{:14}MOSCOW{:10}{}       {} Sept. 1944\n"
    rows = [line.format("", "", number, number - 240) for number in range(241, 248)]
    text = "    the papers which are to be sent back to the office by the end of the month\n\n"
    (record,) = assemble(pages(text + "".join(rows)))
    assert record.sheet.document_type is DocumentType.OTHER


def test_a_number_and_a_station_tell_a_cable_whose_stations_were_lost() -> None:
    head = "         DISiABABA\n         MOSCOW\n   No.:  18              21 Apr.\n"
    text = """
         He has asked for the papers of the boat, which he says
    were left in the shed behind the house.
"""
    (record,) = assemble(pages(head + text))
    assert record.sheet.document_type is DocumentType.CABLE


@pytest.mark.parametrize("to", ["", "SOFE"])
def test_labels_without_readable_stations_leave_number_and_date(to: str) -> None:
    head = f"MGB\n\n   FROM:\n   TO:   {to}\n   No:   254 30 June 46\n\n\n       To KLYON.\n"
    (record,) = assemble(pages(head + TEXT))
    sheet = record.sheet
    assert (sheet.from_station, sheet.to_station) == (None, None)
    assert (sheet.message_numbers, sheet.message_date) == ((254,), date(1946, 6, 30))
    assert sheet.addressee == "KLYON"


def test_comments_on_a_cover_name_tell_a_cable_without_a_head() -> None:
    text = """
         He has asked for the papers of the boat, which he says were left
    in the shed behind the house of the pilot on the other side.

    COMMENTS:   KLYON:  Unidentified cover-nane.
    """
    (record,) = assemble(pages(text))
    assert record.sheet.document_type is DocumentType.CABLE


def test_a_scrap_beside_the_label_does_not_hide_the_stations() -> None:
    head = """\
MGB                                 Ref. No:  3/NBF/T1907

  YY Ptom: TUNIS
     To:   MOSCOW
     No:   62                                    14 March 1943
"""
    first, second = assemble(pages(FIRST, head + TEXT))
    assert first.sheet.last_page == 1
    assert (second.sheet.from_station, second.sheet.to_station) == ("TUNIS", "MOSCOW")
    assert second.sheet.message_numbers == (62,)
