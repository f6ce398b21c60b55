"""The body as reading text: paragraphs, line ends, lists, gaps over lines and pages."""

from __future__ import annotations

import pytest

from parsing.assemble import assemble
from schemas.records import MarkKind
from tests.parsing.pages import BODY, TEXT, bare, body_of, inside, only_record, page


def test_paragraphs_begin_by_indent() -> None:
    body = body_of("""
             We have met the new man and found that he is quite without
        any means of support. He asks for a loan until the spring.
             He will not come to the harbour again before the others have
        left it for good.
        """).sheet.body
    assert body == (
        "We have met the new man and found that he is quite without any means of support. He asks "
        "for a loan until the spring.\n\n"
        "He will not come to the harbour again before the others have left it for good."
    )


def test_paragraphs_begin_by_space() -> None:
    body = body_of("""
        We have met the new man and found that he is quite without
        any means of support. He asks for a loan until the spring.

        He will not come to the harbour again before the others have
        left it for good.
        """).sheet.body
    assert [len(paragraph.split()) for paragraph in body.split("\n\n")] == [25, 16]


def test_double_spacing_is_no_paragraph() -> None:
    body = body_of("""
             We have met the new man and found that he is quite without

        any means of support. He asks for a loan until the spring of

        next year, when his house will be sold.

             He will not come to the harbour again before the others have

        left it for good.
        """).sheet.body
    assert body.count("\n\n") == 1
    assert "quite without any means" in body


@pytest.mark.parametrize(
    ("end", "start", "joined"),
    [
        ("it was extremely valu-", "able to all of us.", "extremely valuable to all"),
        ("he met the FELLOW-", "COUNTRYMANLY man.", "the FELLOW-COUNTRYMANLY man."),
        ("he went to Ob-", "Enisej in May.", "to Ob-Enisej in May."),
        ("he stayed 1942-", "1943 in the town.", "stayed 1942-1943 in the town."),
        ("he saw the B-", "17 of the mission.", "saw the B-17 of the mission."),
        ("they came on the self-", "same day as we did.", "the selfsame day"),
        ("it has its own cover-", "name, as we said.", "its own cover-name, as we"),
        ("they are of the anti-", "Soviet sort.", "of the anti-Soviet sort."),
        ("the house of the Vice-", "Consul is shut.", "of the Vice-Consul is shut."),
        ("they have the Anglo-", "Egyptian papers.", "the Anglo-Egyptian papers."),
        ("it was con-", "Cerned with them.", "it was conCerned with them."),
        ("we met Mac-", "DONALD again.", "we met MacDONALD again."),
        ("he asks for ZEMLYa-", "ChKI again.", "asks for ZEMLYaChKI again."),
        ("the ship left on the 2nd", "of May for home.", "on the 2nd of May"),
    ],
)
def test_line_ends_are_rejoined(end: str, start: str, joined: str) -> None:
    body = body_of(f"""
             We have met the new man and found that he is quite without
        any means of support here and so {end}
        {start} He asks for a loan until the spring of next year.
        """).sheet.body
    assert joined in body


def test_a_gap_alone_on_its_line_does_not_end_a_paragraph() -> None:
    record = body_of("""
             We have met the new man and found that he is quite without
        any means of support. He asks
                           [53 groups unrecoverable]
        and has nothing more to say until the spring.
        """)
    assert record.sheet.body == (
        "We have met the new man and found that he is quite without any means of support. He asks "
        "[53 groups unrecoverable] and has nothing more to say until the spring."
    )
    assert record.sheet.groups_unrecoverable == 53


def test_gaps_over_lines_and_of_two_kinds() -> None:
    record = body_of("""
             [5 groups unrecovered] we have met the new man [4 groups un-
        recovered] and found him quite without any means [32 groups
        unrecoverable and 54 groups unrecovered] of support.
        """)
    assert record.sheet.body == (
        "[5 groups unrecovered] we have met the new man [4 groups unrecovered] and found him quite "
        "without any means [32 groups unrecoverable and 54 groups unrecovered] of support."
    )
    assert record.sheet.groups_unrecovered == 5 + 4 + 54
    assert record.sheet.groups_unrecoverable == 32


def test_slash_brackets_over_lines() -> None:
    record = body_of("""
             We have met LANCER /ULAN/ and found /BZ the former7 quite
        without any means /2 groups unrecovered/ of support, /C% if it is
        ALBERT/11/ who said so/. He asks for L4 groups un-
        recovered7 until the spring.
        """, """
        Comments:

        [i]    GROOM:  Unidentified cover-name.

        [ii]   ALBERT:  Unidentified cover-name.
        """)  # fmt: skip
    assert record.sheet.body == (
        "We have met LANCER [ULAN] and found [B% the former] quite without any means "
        "[2 groups unrecovered] of support, [C% if it is ALBERT[ii] who said so]. He asks for "
        "[4 groups unrecovered] until the spring."
    )
    assert inside(record, MarkKind.ORIGINAL) == ["ULAN"]
    assert [mark.grade for mark in record.marks if mark.kind is MarkKind.READING] == ["B", "C"]


def test_a_list_in_the_body_is_no_header() -> None:
    record = body_of("""
             We have met the new man and found that he is quite without
        any means of support. Tell us without delay:

             1.   Who has the keys of the house near the pier, and who
        had them in the spring.

             2.   Whether the number 304 was sent to PARIS.

             3.   To whom the letters from ROME are to be given.
        """)
    body = record.sheet.body
    assert record.sheet.message_numbers == (62,)
    assert record.sheet.from_station == "LIMA"
    for piece in (
        "1. Who has the keys of the house near the pier, and who had them in the spring.",
        "2. Whether the number 304 was sent to PARIS.",
        "3. To whom the letters from ROME are to be given.",
    ):
        assert piece in body.split("\n\n")


def test_transliterated_capitals_stay_as_typed() -> None:
    body = body_of("""
             KhATA and the ZEMLYaChESTVO were told by BARCh and IL'IchEV that
        the SHchUKA will not come before the spring of next year.
        """).sheet.body
    for name in ("KhATA", "ZEMLYaChESTVO", "BARCh", "IL'IchEV"):
        assert name in body


def test_crossed_out_words_are_left_out_and_struck_ones_kept() -> None:
    text = bare("""
             We have met the new XXXXXXXX man and found that he is quite
        without any means of support in the spring.
        """)
    body = only_record(text, struck=("means",)).sheet.body
    assert body == (
        "We have met the new man and found that he is quite without any means of support in the "
        "spring."
    )


@pytest.mark.parametrize(
    ("typed", "struck", "read"),
    [
        ("met him nad and Then", (), "met him and Then"),
        ("met hte The ELM", (), "met The ELM"),
        ("met him eth 210", ("eth",), "met him 210"),
        ("met hte ELM", (), "met hte ELM"),  # a slip that nobody mended
        ("met the ELM", ("the",), "met the ELM"),
        ("went to ADDIS ABABA in", ("ABABA",), "went to ADDIS ABABA in"),
        ("came form from ADDIS", (), "came form from ADDIS"),
        ("seen a cloud could be by", (), "seen a cloud could be by"),
        ("hewn when they", (), "hewn when they"),
    ],
)
def test_letters_of_a_small_word_in_another_order_are_a_slip(
    typed: str, struck: tuple[str, ...], read: str
) -> None:
    text = bare(f"We have {typed} the spring and the summer.")
    sure = dict.fromkeys(struck, 0.95 if struck == ("eth",) else 0.2)
    (record,) = assemble([page(text, struck=struck, sure=sure)])
    assert record.sheet.body == f"We have {read} the spring and the summer."


FIRST = """\
MGB                                                         J1550

     From: LIMA
     To:   MOSCOW
     No.:  62                                    14 March 1943


     We have met the new man and found that he is quite without any
means of support. He asks for a loan of [B% four hundred which he
says] was promised by the former consul who now went
"""
SECOND = """\
                               - 2 -

to the harbour, and the SMITHY [KUZNITsA] is closed.
He will write to us.

     There is nothing new about the others.
"""


def test_a_sentence_goes_on_over_the_page() -> None:
    record = only_record(FIRST, SECOND)
    assert record.sheet.body == (
        "We have met the new man and found that he is quite without any means of support. He asks "
        "for a loan of [B% four hundred which he says] was promised by the former consul who now "
        "went to the harbour, and the SMITHY [KUZNITsA] is closed. He will "
        "write to us.\n\nThere is nothing new about the others."
    )
    pages = {mark.text: mark.page for mark in record.marks}
    assert pages == {"B% four hundred which he says": 1, "KUZNITsA": 2}


@pytest.mark.parametrize(
    "first",
    [
        "To meet the new man is quite out of the question before the\nspring of next year.",
        "No. 304 has been received and we have met the new man and find\nthat he is well.",
        "Thank you.",
        "Item 4",
        "Re your No. 12.",
        "Note: the man is quite without any means of support and he is\nknown to all of us.",
        "1943 was a bad year for all of us and for the others, as you\nare well aware.",
    ],
)
def test_first_lines_that_are_text(first: str) -> None:
    rest = "He will not come to the harbour again before the others have\nleft it for good."
    sheet = body_of(f"     {first}\n\n     {rest}\n").sheet
    assert sheet.body == "\n\n".join(part.replace("\n", " ") for part in (first, rest))
    assert (sheet.addressee, sheet.handling, sheet.signature_serial) == (None, None, None)


@pytest.mark.parametrize("body", ["Yes.", "[212 groups unrecoverable]", "We agree to it."])
def test_very_short_bodies(body: str) -> None:
    sheet = body_of(f"     {body}").sheet
    assert sheet.body == body
    assert sheet.signature_name is None


def test_the_first_of_a_month_whose_stroke_was_read_as_a_letter() -> None:
    body = body_of("""
             He will be here from the ist September to the end of the year,
        and has paid the lst of the bills. On Ist May the boats will be in.
        """).sheet.body
    assert body == (
        "He will be here from the 1st September to the end of the year, and has paid the 1st of the "
        "bills. On 1st May the boats will be in."
    )


def test_a_number_alone_outside_the_text_is_none_of_it() -> None:
    record = body_of(
        f"""
             He will be here from the first of the month to the end of it,
        and has paid the bills.






        {"":40}32
        """
    )
    assert record.sheet.body is not None
    assert record.sheet.body.endswith("and has paid the bills.")


@pytest.mark.parametrize("behind", [". He", ", he", '". He'])
def test_a_page_that_ends_within_a_gap_leaves_no_blank_before_the_stop_behind_it(
    behind: str,
) -> None:
    first = bare(f"{TEXT.rstrip()} We know that [12 groups")
    further = f"{'':26}- 2 -\n\nunrecovered]{behind} is the man to whom the letters were sent.\n"
    body = only_record(first, further).sheet.body
    assert f"We know that [12 groups unrecovered]{behind} is the man" in body


def test_a_page_that_ends_within_the_last_gap_of_a_paragraph() -> None:
    first = bare(f"{TEXT.rstrip()} We know that [12 groups")
    further = f"{'':26}- 2 -\n\nunrecovered].\n\n{TEXT.strip(chr(10))}\n"
    body = only_record(first, further).sheet.body
    assert body == f"{BODY} We know that [12 groups unrecovered].\n\n{BODY}"


def test_a_page_that_ends_within_the_last_gap_of_a_text_leaves_no_blank_behind_it() -> None:
    first = bare(f"{TEXT.rstrip()} We know that [12 groups un-")
    body = only_record(first, f"{'':26}- 2 -\n\nrecoverable]\n").sheet.body
    assert body == f"{BODY} We know that [12 groups unrecoverable]"
