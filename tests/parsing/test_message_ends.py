"""Where one message of a sheet ends and the next begins: overleaf, at titles, serials and items."""

from __future__ import annotations

from datetime import date

import pytest

from parsing.assemble import assemble
from schemas.pages import Page
from schemas.records import Record, Status
from tests.parsing.pages import page, pages

NUMBERED = """\
                                  TOP SECRET

USSR                                        Ref. No:  3/NBF/T1844
                                            Issued:   7/3/1967
                                            Copy No:  214

                  REPAIRS TO THE SLIPWAY (1944)

"""
BARE = """\
MGB                                                           J2207

"""
TEXT = """\
     Our friend at the yard promised the drawings by the end of the
week, but his brother fell ill and nobody could open the office.
"""
OVERLEAF = "                                  - 2 -\n\n"
SERIAL = " " * 62 + "J2351\n\n"
TITLE = "              THE PILOTS' HOUSE AND ITS RENT (1944)\n\n"


def head(number: int, day: int) -> str:
    """Give the stations of a message."""
    stations = "     From:  OSLO\n     To:    MOSCOW\n"
    return f"{stations}     No.:   {number}                                  {day} May 1944\n\n"


def ending_overleaf(
    end: str, following: str = "", text: str = TEXT, first: str = NUMBERED
) -> tuple[Page, ...]:
    """Give two pages: the first message ends on the second, with what begins ``following`` below."""
    overleaf = f"{OVERLEAF}{end}\n\n\n{following}{head(62, 9)}{TEXT}"
    return pages(first + head(61, 2) + text, overleaf)


def two(source: tuple[Page, ...]) -> tuple[Record, Record]:
    """Give the records of two messages, the second of which has the text and nothing more."""
    one, other = assemble(source)
    assert (one.sheet.message_numbers, other.sheet.message_numbers) == ((61,), (62,))
    assert other.sheet.body == " ".join(map(str.strip, TEXT.splitlines()))
    return one, other


@pytest.mark.parametrize("following", ["", TITLE, SERIAL])
@pytest.mark.parametrize(
    ("begun", "end", "body"),
    [
        ("The", "carpenter you mention has left us.", "The carpenter you mention has left us."),
        (
            "The",
            "carpenter you mention has left the town with all of his tools,\nand his wife too.",
            "The carpenter you mention has left the town with all of his tools, and his wife too.",
        ),
        ("He owes [35 groups un-", "recoverable]", "He owes [35 groups unrecoverable]"),
        (
            "He owes",
            "                   [12 groups unrecovered]",
            "He owes [12 groups unrecovered]",
        ),
        ("He asks KEEL's", "brother.", "He asks KEEL's brother."),
        ("He lives with", "[C% HERMANSEN].", "He lives with [C% HERMANSEN]."),
        ("", "Acknowledge.", "nobody could open the office. Acknowledge."),
    ],
)
def test_the_last_lines_of_a_text_overleaf_are_of_the_message_that_they_end(
    following: str, begun: str, end: str, body: str
) -> None:
    one, other = two(ending_overleaf(end, following, f"{TEXT.rstrip()} {begun}\n", BARE))
    assert one.sheet.body is not None
    assert one.sheet.body.endswith(body)
    assert one.sheet.last_page == other.sheet.first_page == 2
    assert other.sheet.title == (TITLE.strip() if following == TITLE else None)
    assert other.sheet.sheet_serial == ("J2351" if following == SERIAL else "J2207")


@pytest.mark.parametrize("following", ["", TITLE, SERIAL])
@pytest.mark.parametrize(
    ("signed", "end", "name", "day"),
    [
        ("     No. 17   KEEL\n", "     3 May", "KEEL", date(1944, 5, 3)),
        ("     No. 17   KEEL\n", "     3rd May, 1944", "KEEL", date(1944, 5, 3)),
        ("", "     KEEL", "KEEL", None),
        ("", " " * 46 + "KEEL", "KEEL", None),
        ("", " " * 46 + "ZhUK", "ZhUK", None),
        ("", "     YaROV", "YaROV", None),
    ],
)
def test_a_day_or_a_name_overleaf_is_of_the_message_that_it_signs(
    following: str, signed: str, end: str, name: str, day: date | None
) -> None:
    one, other = two(ending_overleaf(end, following, TEXT + "\n" + signed, BARE))
    assert (one.sheet.signature_name, one.sheet.signature_date) == (name, day)
    assert (other.sheet.signature_name, other.sheet.signature_date) == (None, None)
    assert other.sheet.title == (TITLE.strip() if following == TITLE else None)
    assert other.sheet.sheet_serial == ("J2351" if following == SERIAL else "J2207")


@pytest.mark.parametrize("following", ["", TITLE, SERIAL])
def test_the_last_line_of_a_note_overleaf_is_of_that_note(following: str) -> None:
    noted = (
        TEXT.replace("yard", "yard[i]") + "\nComments:  [i]    YARD: The old dockyard, or possi-\n"
    )
    one, _ = two(ending_overleaf(" " * 18 + "bly the new one.", following, noted, BARE))
    assert [note.text for note in one.comments] == [
        "YARD: The old dockyard, or possibly the new one."
    ]


@pytest.mark.parametrize(
    "above", ["25 July 1962", "25 July 1962.", "JOURNAL COPY", "THE BOATHOUSE", "Copy No. 2."]
)
def test_a_later_day_or_capitals_above_stations_overleaf_are_no_end_of_a_message(
    above: str,
) -> None:
    one, other = two(ending_overleaf(" " * 20 + above))
    assert one.sheet.last_page == 1
    assert (one.sheet.signature_name, one.sheet.signature_date) == (None, None)
    assert other.sheet.first_page == 2


def test_scrawl_above_stations_overleaf_is_no_end_of_a_message() -> None:
    overleaf = f"{OVERLEAF}          seen by him again\n\n\n{head(62, 9)}{TEXT}"
    scrawl = {"seen": 0.3, "by": 0.4, "him": 0.5, "again": 0.3}
    one, _ = two((page(NUMBERED + head(61, 2) + TEXT), page(overleaf, 2, sure=scrawl)))
    assert one.sheet.last_page == 1
    assert "seen" not in str(one.sheet.body)


SIGNED = "\n     No. 17   KEEL\n"
RELEASED = "Declassified and approved for release by NSA on 7 May 1995"
FEW_WORDS = [
    "Seen by D.G.",
    "Revised.",
    "For filing.",
    "Addendum.",
    "[Translation begins]",
    "[continued from page 1]",
    "Two messages of the same day:",
]


@pytest.mark.parametrize("above", [*FEW_WORDS, RELEASED, "ZhUK", '"KEEL":'])
def test_what_is_typed_above_stations_is_no_end_of_a_message_that_is_signed(above: str) -> None:
    one, other = two(ending_overleaf(f"     {above}", "", TEXT + SIGNED, BARE))
    assert (one.sheet.last_page, one.sheet.signature_name) == (1, "KEEL")
    assert (one.sheet.status, other.sheet.status) == (Status.ACCEPTED, Status.ACCEPTED)


def test_a_line_of_words_below_a_signature_overleaf_is_not_lost_unseen() -> None:
    line = "     The carpenter has left the town with all of his tools."
    one, _ = two(ending_overleaf(line, "", TEXT + SIGNED, BARE))
    assert (one.sheet.last_page, one.sheet.status) == (2, Status.REVIEW)


def test_a_name_with_a_colon_above_stations_signs_no_message() -> None:
    one, other = two(ending_overleaf('     "KEEL":', "", TEXT, BARE))
    assert (one.sheet.last_page, one.sheet.signature_name) == (1, None)
    assert other.sheet.status is Status.ACCEPTED


@pytest.mark.parametrize("above", FEW_WORDS)
def test_a_few_words_above_stations_are_doubted_to_end_a_message_without_signature(
    above: str,
) -> None:
    one, other = two(ending_overleaf(f"     {above}", "", TEXT, BARE))
    assert (one.sheet.status, other.sheet.status) == (Status.REVIEW, Status.ACCEPTED)


def test_a_stamp_of_release_above_stations_is_no_end_of_a_message() -> None:
    one, _ = two(ending_overleaf(f"     {RELEASED}", "", TEXT, BARE))
    assert (one.sheet.last_page, one.sheet.status) == (1, Status.ACCEPTED)


@pytest.mark.parametrize("signed", ["", SIGNED])
def test_the_day_above_stations_without_one_dates_their_message_alone(signed: str) -> None:
    day = "9 May 1944"
    overleaf = OVERLEAF + " " * 50 + day + "\n" + head(62, 9).replace(day, "") + TEXT
    one, other = two(pages(BARE + head(61, 2) + TEXT + signed, overleaf))
    assert (one.sheet.signature_date, other.sheet.message_date) == (None, date(1944, 5, 9))
    assert day not in str(one.sheet.body)


LONG_TITLE = """\
             COAL FOR THE WINTER, A NEW STOVE FOR THE
               PILOTS' HOUSE AND THE PLUMBER'S BILL
                         IN FULL (1944)

"""


@pytest.mark.parametrize("notes", ["", "\nComments:  [i]    YARD: Not identified.\n"])
def test_a_title_of_three_lines_is_of_the_message_below_it(notes: str) -> None:
    text = TEXT.replace("yard", "yard[i]") if notes else TEXT
    title = "\n\n" + LONG_TITLE
    one, other = two(pages(NUMBERED + head(61, 2) + text + notes + title + head(62, 9) + TEXT))
    assert other.sheet.title == " ".join(LONG_TITLE.split())
    assert "COAL" not in str(one.sheet.body)
    assert [note.text for note in one.comments] == ["YARD: Not identified."] * bool(notes)


@pytest.mark.parametrize("signed", ["     KEEL", " " * 46 + "KEEL", "     No. 17\n     KEEL"])
@pytest.mark.parametrize("title", [TITLE, LONG_TITLE])
@pytest.mark.parametrize("free", [1, 2])
def test_a_name_above_a_title_signs_the_message_above_it(
    signed: str, title: str, free: int
) -> None:
    end = f"\n{signed}\n" + "\n" * free
    one, other = two(pages(NUMBERED + head(61, 2) + TEXT + end + title + head(62, 9) + TEXT))
    assert one.sheet.signature_name == "KEEL"
    assert other.sheet.title == " ".join(title.split())


@pytest.mark.parametrize(
    "last", ["[ii]   KEEL: NARVIK.", "[ii]   KEEL: Not known. (See\n                  HERMANSEN)"]
)
def test_capitals_that_end_a_note_are_none_of_the_title_below_it(last: str) -> None:
    noted = TEXT.replace("yard", "yard[i]").replace("brother", "brother[ii]")
    notes = f"\nComments:  [i]    YARD: Not identified.\n           {last}\n\n\n"
    one, other = two(pages(NUMBERED + head(61, 2) + noted + notes + TITLE + head(62, 9) + TEXT))
    assert other.sheet.title == TITLE.strip()
    assert one.comments[1].text == " ".join(last.removeprefix("[ii]").split())


@pytest.mark.parametrize("title", ["  ON\n{}", '        "KEEL":\n{}', "{}"])
def test_a_short_first_line_is_of_the_title_whose_lines_stand_close_together(title: str) -> None:
    typed = " " * 28 + title.format(TITLE)
    end = "\n     No. 17   KEEL\n\n\n"
    one, other = two(pages(NUMBERED + head(61, 2) + TEXT + end + typed + head(62, 9) + TEXT))
    assert one.sheet.signature_name == "KEEL"
    assert other.sheet.title == " ".join(typed.split())


@pytest.mark.parametrize(
    "end", ["", "\n     No. 17   KEEL\n", "\nComments:  [i]    YARD: Not identified.\n"]
)
@pytest.mark.parametrize("left", [TITLE, LONG_TITLE, "Item 2\n\n" + TITLE, "Item 2\n"])
def test_a_title_or_item_at_the_foot_is_of_the_message_that_begins_overleaf(
    end: str, left: str
) -> None:
    text = TEXT.replace("yard", "yard[i]") if "[i]" in end else TEXT
    foot = f"{end}\n\n{left}"
    one, other = two(pages(NUMBERED + head(61, 2) + text + foot, OVERLEAF + head(62, 9) + TEXT))
    assert other.sheet.title == (" ".join(left.removeprefix("Item 2").split()) or one.sheet.title)
    assert str(one.sheet.body).endswith("nobody could open the office.")
    assert one.sheet.signature_name == ("KEEL" if "KEEL" in end else None)
    assert [note.text for note in one.comments] == ["YARD: Not identified."] * ("[i]" in end)


def test_capitals_with_a_year_at_the_foot_stay_where_the_text_goes_on_overleaf() -> None:
    foot = "\n            ARTICLE IN THE HARBOUR GAZETTE (1944)\n"
    (only,) = assemble(pages(NUMBERED + head(61, 2) + TEXT + foot, OVERLEAF + TEXT))
    assert "HARBOUR GAZETTE" in str(only.sheet.body)


NOTED = "\nComments:  [i]    YARD: Not identified.\n"


@pytest.mark.parametrize("labels", [("(i)", "(ii)"), ("(1)", "(2)"), ("(a)", "(b)")])
@pytest.mark.parametrize("signed", ["", SIGNED])
@pytest.mark.parametrize("between", ["\n\n", "overleaf", "foot"])
def test_a_list_of_titles_behind_their_labels_is_of_the_message_below_it(
    labels: tuple[str, str], signed: str, between: str
) -> None:
    one_label, other_label = labels
    titles = f"          {one_label:6}KEEL'S HOUSE\n          {other_label:6}A NEW STOVE (1944)\n\n"
    first, following = NUMBERED + head(61, 2) + TEXT + signed, head(62, 9) + TEXT
    if between == "overleaf":
        source = pages(first, OVERLEAF + titles + following)
    elif between == "foot":
        source = pages(first + "\n\n" + titles, OVERLEAF + following)
    else:
        source = pages(first + between + titles + following)
    one, other = two(source)
    assert other.sheet.title == "KEEL'S HOUSE A NEW STOVE (1944)"
    assert "HOUSE" not in str(one.sheet.body)
    assert one.sheet.signature_name == ("KEEL" if signed else None)


@pytest.mark.parametrize("end", ["", SIGNED, NOTED])
def test_a_double_spaced_title_at_the_left_keeps_its_first_line(end: str) -> None:
    text = TEXT.replace("yard", "yard[i]") if end == NOTED else TEXT
    title = "COAL FOR THE WINTER, A NEW STOVE FOR THE\n\nPILOTS' HOUSE IN FULL (1944)\n\n"
    one, other = two(
        pages(NUMBERED + head(61, 2) + text + end + "\n\n" + title + head(62, 9) + TEXT)
    )
    assert other.sheet.title == " ".join(title.split())
    assert one.sheet.status is Status.ACCEPTED


@pytest.mark.parametrize("end", [SIGNED, NOTED])
def test_a_name_above_a_title_is_its_first_line_where_the_message_above_has_ended(end: str) -> None:
    text = TEXT.replace("yard", "yard[i]") if end == NOTED else TEXT
    title = " " * 29 + "KEEL\n\n" + " " * 14 + "HIS NEW STOVE FOR THE WINTER (1944)\n\n"
    one, other = two(
        pages(NUMBERED + head(61, 2) + text + end + "\n\n" + title + head(62, 9) + TEXT)
    )
    assert other.sheet.title == " ".join(title.split())
    assert [note.text for note in one.comments] == ["YARD: Not identified."] * (end == NOTED)


def double_spaced(text: str) -> str:
    """Give the same with a line left free below each."""
    return text.replace("\n", "\n\n")


@pytest.mark.parametrize(
    "end",
    [
        "He has sent a long letter about the\n\nitem 3.",
        "He has sent a long letter about the\n\nItem 3.",
        "See THE HARBOUR GAZETTE (1944)",
    ],
)
def test_the_end_of_a_text_set_apart_at_the_foot_is_no_head_of_the_message_overleaf(
    end: str,
) -> None:
    foot = f"\n     {end}\n"
    one, other = two(pages(BARE + head(61, 2) + TEXT + foot, OVERLEAF + head(62, 9) + TEXT))
    assert str(one.sheet.body).endswith(" ".join(end.split()))
    assert other.sheet.title is None


@pytest.mark.parametrize("last", ["item 3.", "Item 3.", "THE HARBOUR GAZETTE (1944)"])
@pytest.mark.parametrize("end", ["He has sent a letter about what stood in the", "He writes."])
def test_the_last_line_of_a_text_double_spaced_is_no_head_of_the_message_overleaf(
    end: str, last: str
) -> None:
    text = double_spaced(f"{TEXT}     {end}\n{last}\n")
    one, other = two(pages(BARE + head(61, 2) + text, OVERLEAF + head(62, 9) + TEXT))
    assert last in str(one.sheet.body)
    assert other.sheet.title is None


def test_a_note_with_a_year_at_the_foot_is_no_title() -> None:
    noted = TEXT.replace("yard", "yard[i]") + "\nComments:  [i]    MORGENBLADET (1944)\n"
    one, other = two(pages(NUMBERED + head(61, 2) + noted, OVERLEAF + head(62, 9) + TEXT))
    assert [note.text for note in one.comments] == ["MORGENBLADET (1944)"]
    assert other.sheet.title == "REPAIRS TO THE SLIPWAY (1944)"


@pytest.mark.parametrize("between", ["", TITLE, " " * 55 + "Reissue (T583)\n\n"])
def test_a_message_overleaf_has_its_own_serial_below_that_of_the_page(between: str) -> None:
    running = " " * 34 + "- 2 -" + " " * 23 + "J2207\n\n"
    overleaf = running + SERIAL + between + head(62, 9) + TEXT
    one, other = two(pages(BARE + head(61, 2) + TEXT, overleaf))
    assert (one.sheet.sheet_serial, other.sheet.sheet_serial) == ("J2207", "J2351")
    assert one.sheet.last_page == 1
    assert (one.sheet.status, other.sheet.status) == (Status.ACCEPTED, Status.ACCEPTED)


@pytest.mark.parametrize(
    ("begun", "end"),
    [
        ("", "He waits."),
        ("", "[12 groups unrecovered]"),
        ("", "     No. 17   KEEL"),
        ("", "     KEEL"),
        ("He comes next", "week."),
    ],
)
def test_the_serial_above_the_end_of_a_message_overleaf_is_that_of_the_page(
    begun: str, end: str
) -> None:
    running = SERIAL.replace("J2351", "J2207")
    one, _ = two(ending_overleaf(running + end, "", f"{TEXT.rstrip()} {begun}\n", BARE))
    assert "J2207" not in str(one.sheet.body)
    assert one.sheet.last_page == 2
    assert (one.sheet.status is Status.ACCEPTED) == (end != "He waits.")  # a few words are doubted


@pytest.mark.parametrize("serial", ["J2207", "J2351"])
def test_a_signed_message_overleaf_with_a_serial_is_of_the_sheet(serial: str) -> None:
    signed = "\n     No. 17   KEEL\n"
    overleaf = OVERLEAF + SERIAL.replace("J2351", serial) + head(62, 9) + TEXT + signed
    one, other = two(pages(BARE + head(61, 2) + TEXT + signed, overleaf))
    assert (one.sheet.status, other.sheet.status) == (Status.ACCEPTED, Status.ACCEPTED)
    assert other.sheet.sheet_serial == serial


def test_the_serial_above_an_item_overleaf_is_that_of_the_page() -> None:
    first = BARE + "Item 1\n\n" + head(61, 2) + TEXT + "\n     KEEL\n"
    overleaf = OVERLEAF + " " * 62 + "J2207\n\nItem 2\n\n" + head(62, 9) + TEXT
    one, other = two(pages(first, overleaf))
    assert (one.sheet.last_page, one.sheet.signature_name) == (1, "KEEL")
    assert other.sheet.sheet_serial == "J2207"


@pytest.mark.parametrize("last", ["item 3.", "Item 3.", "item 12"])
def test_an_item_that_a_sentence_ends_with_is_no_heading(last: str) -> None:
    text = f"     The keeper of the yard has sent a long letter about the\n{last}\n     He waits.\n"
    signed = "\n     No. 17   KEEL\n\n\n"
    one, _ = two(pages(BARE + head(61, 2) + text + signed + head(62, 9) + TEXT))
    assert str(one.sheet.body).startswith(
        f"The keeper of the yard has sent a long letter about the {last}"
    )
    assert str(one.sheet.body).endswith("He waits.")
    assert one.sheet.signature_name == "KEEL"


@pytest.mark.parametrize("end", ["the office.", "the [4 groups unrecovered]", "the"])
def test_the_heading_of_an_item_below_a_text_begins_a_message(end: str) -> None:
    text = TEXT.replace("the office.", end)
    two(pages(BARE + "Item 1\n\n" + head(61, 2) + text + "\nItem 2\n\n" + head(62, 9) + TEXT))


def at_right(word: str) -> str:
    """Give a word alone where the lines of the text end."""
    return f"{'':60}{word}\n"


def test_a_typist_s_initials_below_short_lines_are_no_name_and_no_note() -> None:
    noted = TEXT.replace("yard", "yard[i]") + "\nComments:  [i]    YARD: Not identified.\n"
    for text in (TEXT, noted):
        (alone,) = assemble(pages(NUMBERED + head(61, 2) + text))
        (record,) = assemble(pages(NUMBERED + head(61, 2) + text + "\n\n\n\n" + at_right("AJV")))
        assert (record.sheet.signature_name, record.sheet.body) == (None, alone.sheet.body)
        assert [note.text for note in record.comments] == [note.text for note in alone.comments]


def test_a_typist_s_initials_at_the_foot_are_no_word_of_the_text_overleaf() -> None:
    first = NUMBERED + head(61, 2) + TEXT + "\n\n\n\n" + at_right("AJV")
    (record,) = assemble(pages(first, f"{OVERLEAF}     He waits for them in the old town.\n"))
    assert "AJV" not in str(record.sheet.body)


@pytest.mark.parametrize("stamp", ["NSA", "CIA", "DWB", "III"])
def test_three_capitals_at_the_right_amid_a_text_are_a_stamp(stamp: str) -> None:
    stamped = f"\n{'':63}{stamp}\n\n     She knows of it and has told all the others in the yard.\n"
    text = f"{TEXT}     He waits for them at the office in the old town and has no coal.\n{stamped}"
    (record,) = assemble(pages(NUMBERED + head(61, 2) + text))
    assert stamp not in str(record.sheet.body)


@pytest.mark.parametrize(
    "signed",
    [
        "\n     No. 17\n" + at_right("MAJ"),
        "\n     3 May\n" + at_right("MAJ"),
        "\n\n\n" + at_right("MAJ") + "\nComments:  [i]    MAJ: Not identified.\n",
    ],
    ids=["number", "day", "comment"],
)
def test_three_capitals_at_the_right_sign_below_number_or_day_or_as_a_name_of_the_sheet(
    signed: str,
) -> None:
    text = f"{TEXT}     He waits for the winter coal.\n"
    (record,) = assemble(pages(NUMBERED + head(61, 2) + text + signed))
    assert record.sheet.signature_name == "MAJ"
