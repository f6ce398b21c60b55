"""Several messages on one sheet, and one message in several parts."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from parsing.assemble import assemble, read_messages
from parsing.confidence.absences import absence_doubts
from parsing.confidence.surroundings import Surroundings
from schemas.records import DocumentType, MarkKind, Record, Status
from tests.parsing.pages import body_of, comments_of, inside, only_record, page, pages

HEAD = """\
                                  TOP SECRET

USSR                                        Ref. No:  S/NBF/T1733 (of 4/2/1953)

                                            Issued:   19/5/1969

                                            Copy No:  212


            "COBBLER" AND THE FERRY TIMETABLE (1944)


"""
FIRST_ITEM = """\
Item 1

From:   LISBON
To:     MOSCOW
No:     411                                              2nd March 44

     To PILOT[i].

     COBBLER [SAPOZhNIK][ii] has looked at the boats [4 groups unre-
covered]. He will try again on Monday.

No. 31
KEEL[iii]

"""
SECOND_ITEM = """\
Item 2

From:   LISBON
To:     MOSCOW
No:     412                                              3rd March 44

     To PILOT[i].

     Nothing has come of it [7 groups unrecoverable].

No. 32
KEEL[iii]

"""
NOTES = """\
Comments:  [i]    PILOT:  Unidentified cover-name.

           [ii]   COBBLER:  A sailmaker.

           [iii]  KEEL:  Unidentified cover-name.
"""
SHEET = HEAD + FIRST_ITEM + SECOND_ITEM + NOTES

LIMA = """\
MGB                                                         J1550

     From: LIMA
     To:   MOSCOW
     No.:  62                                    14 March 1943

"""


def parts(*texts: str) -> list[tuple[int | None, int, int, tuple[int, ...]]]:
    """Give part, first page, last page and numbers of each record."""
    return [
        (sheet.part, sheet.first_page, sheet.last_page, sheet.message_numbers)
        for sheet in (record.sheet for record in assemble(pages(*texts)))
    ]


def both() -> tuple[Record, Record]:
    first, second = assemble(pages(SHEET))
    return first, second


def test_each_message_of_a_sheet_is_a_record() -> None:
    assert parts(SHEET) == [(1, 1, 1, (411,)), (2, 1, 1, (412,))]


def test_messages_have_their_own_text_and_signature() -> None:
    first, second = both()
    assert first.sheet.body == (
        "COBBLER [SAPOZhNIK][ii] has looked at the boats [4 groups unrecovered]. "
        "He will try again on Monday."
    )
    assert second.sheet.body == "Nothing has come of it [7 groups unrecoverable]."
    assert (first.sheet.groups_unrecovered, second.sheet.groups_unrecovered) == (4, 0)
    assert (first.sheet.signature_serial, second.sheet.signature_serial) == (31, 32)
    assert first.sheet.message_date == date(1944, 3, 2)
    assert second.sheet.message_date == date(1944, 3, 3)


def test_what_the_head_of_a_sheet_says_is_for_all_its_messages() -> None:
    for record in both():
        sheet = record.sheet
        assert sheet.reference_number == "S/NBF/T1733"
        assert sheet.reference_date == date(1953, 2, 4)
        assert sheet.issued_date == date(1969, 5, 19)
        assert sheet.copy_number == 212
        assert sheet.classification == "TOP SECRET"
        assert sheet.title == '"COBBLER" AND THE FERRY TIMETABLE (1944)'


def test_notes_below_the_last_message_are_of_those_that_point_to_them() -> None:
    first, second = both()
    assert list(comments_of(first)) == ["i", "ii", "iii"]
    assert list(comments_of(second)) == ["i", "iii"]
    assert comments_of(first)["iii"].anchored_in == ("signature_name",)
    assert [comment.position for comment in second.comments] == [1, 2]
    assert second.comments[1].text == "KEEL: Unidentified cover-name."


def test_a_stamp_below_the_first_signature_is_no_notes() -> None:
    stamp = 'KEEL[iii]             OQL NCH\n                          -"vOT RE/49OV\n'
    item = FIRST_ITEM.replace("No. 31\nKEEL[iii]\n", "No. 31 " + stamp)
    assert item != FIRST_ITEM
    first, _ = assemble(pages(HEAD + item + SECOND_ITEM + NOTES))
    assert list(comments_of(first)) == ["i", "ii", "iii"]


def test_a_note_that_no_message_points_to_is_of_the_last() -> None:
    stray = NOTES + "\n           [iv]   REEF:  LEITH.\n"
    first, second = assemble(pages(HEAD + FIRST_ITEM + SECOND_ITEM + stray))
    assert "iv" not in comments_of(first)
    assert comments_of(second)["iv"].text == "REEF: LEITH."


def test_messages_with_notes_of_their_own_keep_them() -> None:
    own = "Comments:  [i]  PILOT:  {}.\n\n           [ii]  COBBLER:  {}.\n\n"
    text = HEAD + FIRST_ITEM + own.format("A", "B") + SECOND_ITEM + own.format("C", "D")
    first, second = assemble(pages(text))
    assert comments_of(first)["i"].text == "PILOT: A."
    assert comments_of(second)["i"].text == "PILOT: C."


def test_a_message_begins_at_its_stations_when_no_heading_stands_above() -> None:
    plain = SHEET.replace("Item 1\n", "").replace("Item 2\n", "")
    first, second = assemble(pages(plain))
    assert (first.sheet.part, second.sheet.part) == (1, 2)
    assert first.sheet.signature_name == "KEEL"
    assert second.sheet.message_numbers == (412,)
    assert second.sheet.body == "Nothing has come of it [7 groups unrecoverable]."


def test_a_second_header_on_one_page_is_another_message_though_its_date_was_lost() -> None:
    plain = SHEET.replace("Item 1\n", "").replace("Item 2\n", "").replace("3rd March 44", "arch")
    typed = pages(plain)[0]
    words = tuple(
        word._replace(confidence=0.6) if word.text in ("411", "412") else word
        for word in typed.words
    )
    records = assemble([replace(typed, words=words)])
    assert [record.sheet.message_numbers for record in records] == [(411,), (412,)]


def test_a_message_can_go_on_overleaf() -> None:
    cut = SHEET.index("of it [7")
    overleaf = "                         - 2 -               S/NBF/T1733\n\n\n" + SHEET[cut:]
    assert parts(SHEET[:cut], overleaf) == [(1, 1, 1, (411,)), (2, 1, 2, (412,))]


def test_items_that_share_no_page_are_no_parts() -> None:
    assert parts(HEAD + FIRST_ITEM, SECOND_ITEM + NOTES) == [
        (None, 1, 1, (411,)),
        (None, 2, 2, (412,)),
    ]


def test_a_page_with_nothing_but_its_number_above_its_stations_goes_on_with_the_sheet() -> None:
    second = SECOND_ITEM.replace("Item 2\n", "2.\n")
    first = HEAD.replace("Item 1\n", "") + FIRST_ITEM.replace("Item 1\n", "")
    records = assemble(pages(first, second + NOTES))
    assert [record.sheet.message_numbers for record in records] == [(411,), (412,)]
    assert records[1].sheet.reference_number == "S/NBF/T1733"


def test_what_the_head_of_a_sheet_lost_is_as_doubtful_in_its_later_messages() -> None:
    typed = pages(SHEET.replace("TOP SECRET", "ott       "))[0]
    words = tuple(
        word._replace(struck=True, confidence=0.5) if word.text == "ott" else word
        for word in typed.words
    )
    first, second = read_messages([replace(typed, words=words)])
    doubts = [
        absence_doubts("classification", Surroundings(message.draft, message.sheet))
        for message in (first, second)
    ]
    assert doubts[0]["trace"] == 1.0
    assert doubts[1] == doubts[0]


def test_a_stamp_above_an_item_is_none_of_the_message_before_it() -> None:
    stamped = "          |              DFCLASSIFIED\n\n" + SECOND_ITEM + NOTES
    assert parts(HEAD + FIRST_ITEM, stamped) == [(None, 1, 1, (411,)), (None, 2, 2, (412,))]


def test_a_station_in_a_note_overleaf_begins_no_sheet() -> None:
    first, _, last = NOTES.partition("           [iii]")
    overleaf = (
        "                                            S/NBF/T1733\n\n"
        "                       ROFN\n\n"
        "           [iii]  KEEL: The usual cover-word for the ship-\n"
        "                  yard in COPENHAGEN.\n"
        "           [iv]   LINE: See BUENOS AIRES's No. 9 of 23rd\n"
        "                  February.\n"
    )
    assert last
    assert parts(HEAD + FIRST_ITEM + first, overleaf) == [(None, 1, 2, (411,))]


def test_items_have_titles_of_their_own() -> None:
    titled = SHEET.replace("Item 2\n", "Item 2\n\n            KEEL IS DISAPPOINTED (1944)\n")
    first, second = assemble(pages(titled))
    assert first.sheet.title == '"COBBLER" AND THE FERRY TIMETABLE (1944)'
    assert second.sheet.title == "KEEL IS DISAPPOINTED (1944)"


def test_a_signature_in_capitals_above_a_title_is_none_of_it() -> None:
    title = "            KEEL IS DISAPPOINTED (1944)\n"
    sheet = SHEET.replace("Item 1\n", "").replace("Item 2\n", title)
    first, second = assemble(pages(sheet.replace("No. 31\nKEEL[iii]\n\n", "No. 31 KEEL\n")))
    assert (first.sheet.signature_serial, first.sheet.signature_name) == (31, "KEEL")
    assert second.sheet.title == "KEEL IS DISAPPOINTED (1944)"


def test_a_title_whose_last_bracket_was_lost_is_of_the_message_below_it() -> None:
    title = "\n            KEEL IS DISAPPOINTED (1944\n\n"
    first, second = assemble(pages(SHEET.replace("Item 1\n", "").replace("Item 2\n", title)))
    assert first.sheet.title == '"COBBLER" AND THE FERRY TIMETABLE (1944)'
    assert second.sheet.title == "KEEL IS DISAPPOINTED (1944)"


@pytest.mark.parametrize("heading", ["Item 2                    2 AUG 187,", "2 Item 2"])
def test_the_heading_of_an_item_beside_a_stamp_is_no_text(heading: str) -> None:
    sheet = SHEET.replace("Item 2\n", f"{heading}\n")
    sheet = sheet.replace("No. 31\n", " " * 20, 1)
    first, second = assemble(pages(sheet))
    assert first.sheet.signature_name == "KEEL"
    assert first.sheet.body.endswith("again on Monday.")
    assert second.sheet.message_numbers == (412,)


def test_an_item_whose_labels_were_lost_is_a_message_for_a_person_to_look_at() -> None:
    second = SECOND_ITEM.replace("From:   LISBON\n", "").replace("To:  ", "     ")
    first, other = assemble(pages(HEAD + FIRST_ITEM + second.replace("No:  ", "     ") + NOTES))
    assert (first.sheet.signature_serial, other.sheet.signature_serial) == (31, 32)
    assert first.sheet.body.endswith("again on Monday.")
    assert other.sheet.status is Status.REVIEW


def test_an_item_alone_is_no_part() -> None:
    (record,) = assemble(pages(HEAD + FIRST_ITEM.replace("Item 1", "Item 4") + NOTES))
    assert record.sheet.part is None
    assert record.sheet.title == '"COBBLER" AND THE FERRY TIMETABLE (1944)'
    assert "Item" not in record.sheet.body


def test_a_body_that_speaks_of_items_stays_whole() -> None:
    record = body_of("""\
          We have received your list. Item 4 of it is wrong, and so is
     item 5.

     Item 6
          From now on we shall write to OSLO only [3 groups unrecovered].
    """)
    assert "Item 6 From now on" in " ".join(record.sheet.body.split())


def test_one_message_in_parts_is_one_record() -> None:
    record = body_of("""\
     [Part I]

          The first boat left on Monday [2 groups unrecovered] with
     all that was to be had on the quay.

     [Part II]

          The second one will not leave at all, and of the third one
     nothing is known.

          No. 12
          KEEL
    """)
    assert record.sheet.part is None
    assert record.sheet.addressee is None
    assert record.sheet.body.split("\n\n") == [
        "[Part I]",
        "The first boat left on Monday [2 groups unrecovered] with all that was to be had on "
        "the quay.",
        "[Part II]",
        "The second one will not leave at all, and of the third one nothing is known.",
    ]
    assert inside(record, MarkKind.INSERTION) == ["Part I", "Part II"]


@pytest.mark.parametrize(
    ("number", "date"), [("62", "14 March 1943"), ("62", ""), ("6", "")], ids=str
)
def test_a_header_typed_again_on_the_next_page_begins_no_message(number: str, date: str) -> None:
    first = LIMA + "     The mules were sold on Friday. Those that were left behind went\n"
    again = LIMA.replace("14 March 1943", date).replace("62", number)
    second = again + "to the valley [5 groups unrecovered] with the others.\n\n     No. 9  RIVET\n"
    record = only_record(first, second)
    assert record.sheet.document_type is DocumentType.CABLE
    assert record.sheet.body == (
        "The mules were sold on Friday. Those that were left behind went "
        "to the valley [5 groups unrecovered] with the others."
    )


@pytest.mark.parametrize("head", ["- 2 -", "2.", "-Z-"])
def test_a_message_begun_overleaf_is_of_the_sheet_whose_reference_the_page_bears(head: str) -> None:
    second = (
        f"                              {head:22}S/NBF/T1733\n\n"
        "From:   LISBON\nTo:     MOSCOW\nNo:     412                  3rd March 44\n\n"
        "     The second boat has not been seen again by anybody in the town.\n"
    )
    records = assemble(pages(HEAD + FIRST_ITEM, second))
    assert [record.sheet.message_numbers for record in records] == [(411,), (412,)]
    assert {record.sheet.issued_date for record in records} == {date(1969, 5, 19)}
    assert {record.sheet.title for record in records} == {
        '"COBBLER" AND THE FERRY TIMETABLE (1944)'
    }


def test_a_number_typed_again_is_the_same_message_though_its_date_was_misread() -> None:
    first = LIMA + "     The mules were sold on Friday. Those that were left behind went\n"
    again = LIMA.replace("14 March 1943", "11 March 1943")
    second = again + "to the valley [5 groups unrecovered] with the others.\n\n     No. 9  RIVET\n"
    record = only_record(first, second)
    assert (record.sheet.last_page, record.sheet.message_date) == (2, date(1943, 3, 14))


def test_stations_and_number_typed_again_are_the_same_message_though_one_station_was_lost() -> None:
    first = LIMA.replace("From: LIMA", "") + "     The mules were sold on Friday.\n"
    second = LIMA[LIMA.index("     From") :].replace("14 March 1943", "") + NOTES
    record = only_record(first, second)
    assert (record.sheet.last_page, record.sheet.message_numbers) == (2, (62,))


def test_an_item_below_a_word_of_a_re_issue_begins_a_sheet_whatever_became_of_its_tag() -> None:
    second = "MGR                                      Nei5\n                  T113 (Reissue)\n\n"
    records = assemble(pages(HEAD + FIRST_ITEM, second + SECOND_ITEM))
    assert [record.sheet.part for record in records] == [None, None]


@pytest.mark.parametrize(("tag", "parts_of"), [("", [1, 2, 3]), ("MGB", [1, 2, None])])
def test_a_message_below_the_sheet_s_serial_alone_is_of_the_sheet(
    tag: str, parts_of: list[int | None]
) -> None:
    head = "MGB                                                         J1550\n\n"
    first = (
        "     From: LIMA\n     To:   MOSCOW\n     No.:  62               14 March 1943\n\n"
        "     The mules were sold on Friday.\n\n     No. 9  RIVET\n"
    )
    second = first.replace("62", "71").replace("14 March", "19 March").replace("mules", "boats")
    third = second.replace("71", "75").replace("boats", "carts")
    overleaf = head.replace("MGB", f"{tag:3}") + third
    records = assemble(pages(head + first + second, overleaf))
    assert [record.sheet.part for record in records] == parts_of


@pytest.mark.parametrize(("tag", "origin"), [("KGB", "KGB"), ("XXX", None)])
def test_an_item_below_a_tag_of_its_own_begins_a_sheet(tag: str, origin: str | None) -> None:
    second = f"{tag}                                      K832\n\n" + SECOND_ITEM
    records = assemble(pages(HEAD + FIRST_ITEM, second))
    assert [record.sheet.origin for record in records] == ["USSR", origin]
    assert records[1].sheet.reference_number is None


def test_an_item_whose_stations_were_lost_is_a_message_all_the_same() -> None:
    lost = FIRST_ITEM.replace("From:   LISBON", "PROM: BE").replace("To:     MOSCOW", "70:")
    first, second = assemble(pages(HEAD + lost + SECOND_ITEM + NOTES))
    assert (first.sheet.part, second.sheet.part) == (1, 2)
    assert "COBBLER" in first.sheet.body
    assert (second.sheet.from_station, second.sheet.message_numbers) == ("LISBON", (412,))


def test_a_further_message_at_the_head_of_a_page_needs_one_label_beside_number_and_date() -> None:
    first = HEAD + FIRST_ITEM.removeprefix("Item 1")
    second = SECOND_ITEM.removeprefix("Item 2").replace("To:  ", "     ")
    assert parts(first, "                          Page 2\n\n" + second + NOTES) == [
        (None, 1, 1, (411,)),
        (None, 2, 2, (412,)),
    ]


def test_a_message_that_goes_on_above_the_next_ones_stations_is_whole() -> None:
    first = """\
From:   LISBON
To:     OSLO
No.:    411                                              2nd March 1944

To PILOT

     COBBLER has looked at the boats. He will try again on Monday and asks for
two boxes of the new lamps. Please confirm at once the
"""
    second = """\
price of the lamps [4 groups unrecovered]. Inform CASTLE that the yard awaits
instructions and that the freight to OSLO is to be paid in advance. The keeper
has been told to wait until the boats have left for the north.

No. 31
                                                         KEEL

From:   LISBON
To:     OSLO
No.:    412                                              3rd March 1944

To PILOT

     Nothing has come of it [7 groups unrecoverable].

No. 32
                                                         KEEL
"""
    one, other = assemble(pages(first, second))
    assert one.sheet.message_numbers == (411,)
    assert one.sheet.body is not None
    assert "price of the lamps" in one.sheet.body
    assert one.sheet.signature_serial == 31
    assert (one.sheet.last_page, other.sheet.first_page) == (2, 2)
    assert other.sheet.message_numbers == (412,)
    assert other.sheet.body == "Nothing has come of it [7 groups unrecoverable]."


OVERLEAF = """\
                              - 2 -
                                                           S/NBF/T1733

{end}

"""


def with_end_overleaf(end: str, sentence: str = "He will try again on Monday.") -> list[Record]:
    """Give the records of two messages, of which the first ends at the head of the second page."""
    first = HEAD + FIRST_ITEM.removeprefix("Item 1\n").partition("No. 31")[0]
    first = first.replace("He will try again on Monday.", sentence)
    second = OVERLEAF.format(end=end) + SECOND_ITEM.removeprefix("Item 2\n") + NOTES
    return list(assemble(pages(first, second)))


@pytest.mark.parametrize(
    ("end", "serial", "name", "day"),
    [
        ("     No. 31\n     KEEL[iii]", 31, "KEEL", None),
        ("     No. 31                KEEL", 31, "KEEL", None),
        ("                           KEEL [KIL']", None, "KEEL", None),
        ("     2 March               KEEL", None, "KEEL", date(1944, 3, 2)),
        ("     No. 31\n     KEEL[iii]\n\n               THE BOATS (1944)", 31, "KEEL", None),
    ],
)
def test_a_signature_overleaf_above_the_next_ones_stations_is_of_the_first_message(
    end: str, serial: int | None, name: str, day: date | None
) -> None:
    one, other = (record.sheet for record in with_end_overleaf(end))
    assert (one.signature_serial, one.signature_name, one.signature_date) == (serial, name, day)
    assert (one.last_page, other.first_page) == (2, 2)
    assert (other.signature_serial, other.signature_name) == (32, "KEEL")
    titled = "THE BOATS (1944)" if "BOATS" in end else one.title
    assert other.title == titled != "KEEL[iii]"


def test_the_last_word_of_a_sentence_overleaf_is_of_the_message_that_it_ends() -> None:
    one, other = with_end_overleaf("Tuesday.", "He will try again on Monday and")
    assert one.sheet.body is not None
    assert one.sheet.body.endswith("He will try again on Monday and Tuesday.")
    assert other.sheet.body == "Nothing has come of it [7 groups unrecoverable]."


def test_notes_overleaf_above_the_next_ones_stations_are_of_the_first_message() -> None:
    one, other = with_end_overleaf("Comment:   [i]   PILOT:  A master of ferries.")
    assert [comment.text for comment in one.comments] == ["PILOT: A master of ferries."]
    assert other.comments[0].text == "PILOT: Unidentified cover-name."


@pytest.mark.parametrize("title", ["THE FERRY TIMETABLE", "THE BOATS", "KEEL'S PLANS (1944)"])
def test_a_title_overleaf_is_of_the_message_below_it(title: str) -> None:
    one, other = with_end_overleaf("               " + title)
    assert (one.sheet.last_page, one.sheet.signature_name) == (1, None)
    assert other.sheet.title == title


def test_a_further_page_headed_by_classification_and_reference_begins_no_sheet() -> None:
    running = "                                  TOP SECRET\n\n3/NBF/T1550\n\n"
    reference = next(line for line in HEAD.splitlines() if "Ref. No" in line)
    head = HEAD.replace(reference.split("Ref. No:")[1].split("(")[0].strip(), "3/NBF/T1550")
    first, second = assemble(
        pages(
            head + FIRST_ITEM.removeprefix("Item 1"), running + SECOND_ITEM.removeprefix("Item 2")
        )
    )
    assert second.sheet.message_numbers == (412,)
    assert (second.sheet.title, second.sheet.copy_number) == (first.sheet.title, 212)


def test_a_title_below_the_reference_of_a_further_page_begins_no_sheet() -> None:
    title = "2.                     S/NBF/T1733\n\n            KEEL IS DISAPPOINTED (1944)\n\n"
    overleaf = title + SECOND_ITEM.removeprefix("Item 2")
    first, second = assemble(pages(HEAD + FIRST_ITEM.removeprefix("Item 1"), overleaf))
    assert second.sheet.title == "KEEL IS DISAPPOINTED (1944)"
    assert (second.sheet.message_numbers, second.sheet.copy_number) == ((412,), 212)
    assert first.sheet.last_page == 1


@pytest.mark.parametrize("scraps", [("4", "3", "()"), ("x", "u", "o")])
def test_scraps_left_of_the_stations_of_a_further_message(scraps: tuple[str, str, str]) -> None:
    second = SECOND_ITEM.removeprefix("Item 2")
    for scrap, label in zip(scraps, ("From:", "To:  ", "No:  "), strict=True):
        second = second.replace(label, f"{scrap:3}{label}")
    first = HEAD + FIRST_ITEM.removeprefix("Item 1")
    shifted = "\n".join(f"   {line}" if line[:1].isalpha() else line for line in first.split("\n"))
    records = assemble([page(shifted + second, sure=dict.fromkeys(scraps, 0.3))])
    assert [record.sheet.message_numbers for record in records] == [(411,), (412,)]


CONTINUED = "\n\n                                        [Continued overleaf]\n"


@pytest.mark.parametrize(
    "head",
    [
        "",
        "2.                                            S/NBF/T1733\n\n"
        "what the man at the ferry had said to him about the boats.\n\n     No. 9  RIVET\n\n",
    ],
    ids=["nothing", "end of the first"],
)
def test_a_message_overleaf_is_of_the_sheet_that_says_it_goes_on(head: str) -> None:
    first = HEAD + FIRST_ITEM.removeprefix("Item 1") + CONTINUED
    records = assemble(pages(first, head + SECOND_ITEM.removeprefix("Item 2")))
    assert [record.sheet.message_numbers for record in records] == [(411,), (412,)]
    assert {record.sheet.reference_number for record in records} == {"S/NBF/T1733"}
    assert {record.sheet.copy_number for record in records} == {212}


@pytest.mark.parametrize(
    "head",
    ["KGB\n\n", "                                     Reissue (T412)\n\n", "XXX    K832\n\n"],
)
def test_a_head_of_its_own_begins_a_sheet_though_the_last_one_was_to_go_on(head: str) -> None:
    first = HEAD + FIRST_ITEM.removeprefix("Item 1") + CONTINUED
    one, other = assemble(pages(first, head + SECOND_ITEM.removeprefix("Item 2")))
    assert (one.sheet.copy_number, other.sheet.copy_number) == (212, None)


def test_a_first_message_of_which_one_station_was_read_is_one_beside_the_next() -> None:
    first = FIRST_ITEM.replace("Item 1\n", "").replace("From:   LISBON\n", "\n")
    one, other = assemble(pages(HEAD + first + SECOND_ITEM + NOTES))
    assert (one.sheet.to_station, one.sheet.message_numbers) == ("MOSCOW", (411,))
    assert other.sheet.message_numbers == (412,)


def test_an_item_below_a_serial_is_of_no_sheet_with_a_reference() -> None:
    second = "X)                                             M792\n\n" + SECOND_ITEM
    one, other = assemble(pages(HEAD + FIRST_ITEM, second))
    assert (one.sheet.last_page, one.sheet.sheet_serial) == (1, None)
    assert (other.sheet.sheet_serial, other.sheet.reference_number) == ("M792", None)


def test_a_further_page_with_gaps_is_no_memorandum_though_a_line_is_that_word_alone() -> None:
    second = """\
     J1550

     Has the other man received the boats which were sold in the
     spring? Please forward the notes [3 groups unrecovered] of a
     memorandum
                    [5 groups unrecovered]
     and say what has become of the two others.
"""
    first = (
        "MGB                                                         J1550\n\n"
        "     From: LIMA\n     To:   MOSCOW\n     No.:  62               14 March 1943\n\n"
        "     The mules were sold on Friday.\n"
    )
    record = only_record(first, second)
    assert record.sheet.last_page == 2


def test_the_date_of_a_message_that_begins_at_the_foot_below_notes_is_its_own() -> None:
    item, text = SECOND_ITEM.split("     Nothing")
    begun = item.replace(f"412{' ' * 46}3rd March 44", f"412\n\n{' ' * 57}3 March, 1947")
    head = HEAD.replace("Issued:   19/5/1969", "")
    first, second = assemble(pages(head + FIRST_ITEM + NOTES + begun, f"     Nothing{text}"))
    dates = [(record.sheet.message_date, record.sheet.issued_date) for record in (first, second)]
    assert dates == [(date(1944, 3, 2), None), (date(1947, 3, 3), None)]


@pytest.mark.parametrize(
    "journey",
    [
        "     From LISBON by the night train of the 6th.\n     To MADRID by whatever runs.\n",
        "     From: LISBON by train and\n     To: MADRID by car.\n",
        "     From LISBON\n     To MADRID\n     on the 6th.\n",
    ],
)
def test_a_journey_between_two_stations_begins_no_message(journey: str) -> None:
    text = (
        f"     The mules are to go as follows:\n\n{journey}\n     Nobody rides.\n\nNo. 31\nKEEL\n"
    )
    record = only_record(LIMA + text)
    assert (record.sheet.from_station, record.sheet.to_station) == ("LIMA", "MOSCOW")
    assert (record.sheet.signature_serial, record.sheet.signature_name) == (31, "KEEL")
    assert "MADRID" in record.sheet.body


@pytest.mark.parametrize("leading", ["Sold before the cable", "The one that is meant in:"])
def test_a_cable_that_a_note_names_by_its_header_is_no_message(leading: str) -> None:
    text = f"""\
     The mules[i] were sold on Friday to the cousin[ii] of our man.

No. 31     KEEL

Comments:  [i]    {leading}
                  From LISBON
                  To MADRID
                  No. 1712 of 3 May 1943.
           [ii]   Not traced.
"""
    record = only_record(LIMA + text)
    note = f"{leading} From LISBON To MADRID No. 1712 of 3 May 1943."
    assert [comment.text for comment in record.comments] == [note, "Not traced."]


def test_a_cable_that_a_note_names_overleaf_is_no_message() -> None:
    first = f"""\
{LIMA}     The mules[i] were sold on Friday to the cousin of our man.

No. 31     KEEL

Comments:  [i]    Sold before the cable
"""
    second = """\
                          - 2 -                          J1550

                  From LISBON
                  To MADRID
                  No. 1712 of 3 May 1943.
"""
    record = only_record(first, second)
    (comment,) = record.comments
    assert comment.text == "Sold before the cable From LISBON To MADRID No. 1712 of 3 May 1943."


QUOTED = """\
From:  LONDON
To:    CANBERRA
No:    68                       12th April 1945
     We agree.
"""
QUOTING = """\
     COBBLER has copied the text of a telegram from the file that he was given:

"""


@pytest.mark.parametrize("indent", [0, 5, 15])
def test_a_header_quoted_in_a_message_begins_none(indent: int) -> None:
    quoted = "".join(f"{' ' * indent}{line}\n" for line in QUOTED.splitlines())
    signed = (
        "\n     The rest was not copied.\n\nNo. 114     EFIM[i]\n\nComments: [i] EFIM: A clerk.\n"
    )
    record = only_record(LIMA + QUOTING + quoted + signed)
    assert (record.sheet.part, record.sheet.message_numbers) == (None, (62,))
    assert record.sheet.signature_name == "EFIM"
    assert "No: 68 12th April 1945" in (record.sheet.body or "")
    assert [comment.label for comment in record.comments] == ["i"]


def test_a_header_quoted_overleaf_begins_no_message() -> None:
    record = only_record(LIMA + QUOTING, f"{30 * ' '}- 2 -\n\n{QUOTED}\nNo. 114     EFIM\n")
    assert (record.sheet.message_numbers, record.sheet.signature_name) == ((62,), "EFIM")


def test_a_header_quoted_in_a_note_begins_no_message() -> None:
    quoted = "".join(f"{10 * ' '}{line}\n" for line in QUOTED.splitlines())
    notes = f"Comments:\n[i]   KEEL: See the following message:\n\n{quoted}"
    record = only_record(f"{LIMA}     He has gone.\n\nNo. 31\nKEEL[i]\n\n{notes}")
    assert [comment.label for comment in record.comments] == ["i"]
    assert record.comments[0].text.endswith("No: 68 12th April 1945 We agree.")


@pytest.mark.parametrize("above", ["He has gone.", "He has gone there:\n\nNo. 31     KEEL"])
def test_a_header_below_a_message_that_does_not_lead_to_it_begins_one(above: str) -> None:
    assert len(assemble(pages(f"{LIMA}     {above}\n\n{QUOTED}"))) == 2


def test_a_header_below_a_note_left_empty_begins_a_message() -> None:
    notes = "Comments: [i] KEEL:\n\n"
    text = f"{LIMA}     He has gone.\n\nNo. 31     KEEL[i]\n\n{notes}"
    assert len(assemble(pages(text + 5 * " " + QUOTED.replace("\n", "\n     ")))) == 2


@pytest.mark.parametrize("label", ["Serial 2", "Message B", "Item 2 of 3", "Telegram No. 2", "(2)"])
def test_a_label_above_the_stations_of_a_further_message_is_no_text_of_the_one_before(
    label: str,
) -> None:
    notes = "Comments: [i] KEEL: A clerk.\n\n"
    second = QUOTED.replace("LONDON", "LIMA").replace("CANBERRA", "MOSCOW")
    text = f"{LIMA}     He has gone.\n\nNo. 31     KEEL[i]\n\n{notes}{label}\n{second}"
    first, further = assemble(pages(text))
    assert [comment.text for comment in first.comments] == ["KEEL: A clerk."]
    assert (further.sheet.message_numbers, further.sheet.title) == ((68,), None)


@pytest.mark.parametrize("same", ["", "Same to same\n"])
def test_an_item_with_a_number_and_a_day_alone_is_a_message_for_a_person_to_look_at(
    same: str,
) -> None:
    item = f"\nItem 2\n{same}No:    412                       5 May 44\n\nTo PILOT.\n\n     He is back.\n"
    first, second = assemble(pages(HEAD + FIRST_ITEM + item))
    assert (first.sheet.signature_serial, "He is back" in (first.sheet.body or "")) == (31, False)
    assert (second.sheet.body, second.sheet.status) == ("He is back.", Status.REVIEW)
