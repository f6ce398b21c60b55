"""Where paragraphs begin: lists that hang, gaps on lines of their own, tops of pages, spellings of names."""

from __future__ import annotations

from dataclasses import replace

import pytest

from parsing.assemble import assemble
from parsing.matching import is_crossed
from schemas.records import MarkKind
from tests.parsing.pages import bare, body_of, comments_of, inside, only_record, page


def test_items_of_a_list_keep_the_lines_that_hang_under_them() -> None:
    record = body_of(
        """
             We ask for the following without delay and in the order given:
             1.  Two lathes of the kind that was shown to MAXIM in
                 the autumn,
                 [2 groups unrecovered] and the books
                 to them.
             2.  The names of those who sold
                 the first lathe to the yard.
        He will pay for all of it when the ship with the timber is in.
        """
    )
    assert record.sheet.body.split("\n\n") == [
        "We ask for the following without delay and in the order given:",
        "1. Two lathes of the kind that was shown to MAXIM in the autumn, [2 groups unrecovered] "
        "and the books to them.",
        "2. The names of those who sold the first lathe to the yard.",
        "He will pay for all of it when the ship with the timber is in.",
    ]


def test_a_line_that_begins_with_an_initial_begins_no_item() -> None:
    record = body_of(
        """
             He will have the books sent to the man at the pier. Why not:
        L. himself can obtain them in the town without any delay at all.
        """
    )
    assert "\n" not in record.sheet.body


def test_a_gap_at_the_head_of_a_line_set_in_begins_no_paragraph() -> None:
    record = body_of(
        """
             He says that the second of the two books is not to be had in the
        whole of the town and has asked
                 [1 group unrecovered]. We have sent the money to the man at
        the pier.
        """
    )
    assert "\n" not in record.sheet.body


def test_a_line_of_words_and_gaps_can_begin_a_paragraph() -> None:
    record = body_of(
        """
             He has left the town and will not come back before the spring.

             Do not [4 groups unrecoverable and 9 groups unrecovered] him
        at the pier.
        """
    )
    assert record.sheet.body.count("\n\n") == 1


def test_a_signature_at_the_top_of_a_page() -> None:
    record = only_record(
        bare("     He has left the town and will not be back before the end of spring.\n"),
        "                                        J1550\n\n          TARPAN\n          3 June\n",
    )
    assert record.sheet.signature_name == "TARPAN"
    assert record.sheet.body.endswith("end of spring.")


@pytest.mark.parametrize("head", ["J1550", "- 2 -          J1550", "J1550          - 2 -"])
def test_the_serial_on_a_continued_page_is_furniture(head: str) -> None:
    record = only_record(
        bare("     He has left the town with the books and will not be back until the\n"),
        f"                              {head}\n\nend of the spring.\n",
    )
    assert record.sheet.body.endswith("back until the end of the spring.")


def test_stamps_above_the_serial_of_a_continued_page_are_furniture() -> None:
    stamps = f"{'':12}FILED\n{'':10}| 9JAN 1370\n{'':60}M145\n\n"
    first = bare("     We have met the new man and found that he is without any of the\n")
    record = only_record(first.replace("J1093", "M145"), f"{stamps}means of support.\n")
    assert record.sheet.body.endswith("without any of the means of support.")


def test_a_gap_far_below_an_unended_line_stands_within_its_sentence() -> None:
    record = body_of(
        """
             He says that the second of the two books is not to be had in the
        whole of the town and has asked for the money to be sent to the man
        without delay. Do not allow him to obtain

                              [3 groups unrecovered]
        copy of the agreement with the owner of the yard.
        """
    )
    assert "\n" not in record.sheet.body


def test_a_gap_with_a_slip_in_it_begins_no_paragraph_within_a_sentence() -> None:
    record = body_of(
        """
             He says that the second of the two books is not to be had in the
        whole of the town.
             For this purpose money has been sent to you
            [3 pasron groups unrecovered]. We have sent the books to the man at
        the pier.
        """
    )
    assert record.sheet.body.count("\n\n") == 1


def test_a_word_before_gaps_can_begin_a_paragraph() -> None:
    record = body_of(
        """
             He says that the second of the two books is not to be had in the
        whole of the town.
             For [1 group unrecoverable] [1 group unrecovered] [1 group un-
        recoverable] money has been sent to the man at the pier.
        """
    )
    assert record.sheet.body.count("\n\n") == 1


def test_names_are_spelt_as_the_sheet_spells_them() -> None:
    record = body_of(
        """
             LUCHNIK[i] has met the new man. In LUCHNIK's opinion the man is
        quite without any means and LUChNIK will not see him again.
        """,
        "Comments:\n\n[i]   LUChNIK: Unidentified cover-name.",
    )
    assert record.sheet.body.count("LUChNIK") == 3
    assert comments_of(record)["i"].term == "LUChNIK"


def test_a_letter_of_a_badly_read_name_is_taken_from_the_others() -> None:
    text = bare("     VESNA has met the new man at the pier, and VESNA paid him, said VESHA.\n")
    (record,) = assemble([page(text, sure={"VESHA.": 0.4})])
    assert record.sheet.body.endswith("paid him, said VESNA.")
    (record,) = assemble([page(text)])
    assert record.sheet.body.endswith("paid him, said VESHA.")  # read well: another name


@pytest.mark.parametrize(
    ("read", "typed"),
    [("TSENTR", "TsENTR"), ("BORTSOV", "BORTsOV"), ("RYUMKIN", "RYuMKIN")],
)
def test_originals_have_the_small_letters_that_look_like_capitals(read: str, typed: str) -> None:
    record = body_of(f"     The man from the ROOF [{read}] has left the town for good.\n")
    assert inside(record, MarkKind.ORIGINAL) == [typed]


@pytest.mark.parametrize("typed", ["KONSPIRATSIYA", "RABOTA NA MESTAKH", "STAZHER"])
def test_originals_typed_in_capitals_stay_in_capitals(typed: str) -> None:
    record = body_of(f"     The man from the ROOF [{typed}] has left the town for good.\n")
    assert inside(record, MarkKind.ORIGINAL) == [typed]


@pytest.mark.parametrize(
    "text", ["KKK", "&K", "KMX", "K&¥XM®XBAYX", "8¥AKK", "XKEXAKK", "MM¥¥", "HHM", "wXM"]
)
def test_words_typed_over(text: str) -> None:
    assert is_crossed(text, 0.5)


@pytest.mark.parametrize(
    "text", ["MAX", "MARX", "XX", "XXI", "8%", "B&H", "NKVD", "BANK", "88", "WNW"]
)
def test_words_not_typed_over(text: str) -> None:
    assert not is_crossed(text, 0.95)


def test_a_note_of_which_a_line_is_typed_over() -> None:
    foot = "Comments:\n\n[i]   LANCER: Unidentified.\n      XXXXXXXX XXXXX\n"
    record = body_of("     LANCER[i] has left the town for good.\n", foot)
    assert comments_of(record)["i"].text == "LANCER: Unidentified."


_LINES = """
             He says that the second of the two books is not to be had in the
        whole of the town and that he will look for it in the one that the
        {line}
        {next} has sent, since nobody else there has anything to sell to us.
"""


def test_a_gap_alone_on_its_line_is_known_by_all_its_letters() -> None:
    text = _LINES.format(line="                 [1 gx oup unrecove rable]", next="KORSAR")
    assert "\n" not in body_of(text).sheet.body
    other = _LINES.format(line="                 [1 box to the second man]", next="KORSAR")
    assert "\n" in body_of(other).sheet.body


def test_a_full_line_that_ends_no_sentence_goes_on_where_lines_are_a_little_further_apart() -> None:
    text = """
             He says that the second of the two books is not to be had in the
        whole of the town and that he will look for it in the one that the
        KORSAR has sent.

             2nd line.
    """
    clean = page(bare(text))
    at = next(word.box.y0 for word in clean.words if word.text == "KORSAR")
    moved = [
        word._replace(box=word.box._replace(y0=word.box.y0 + 25, y1=word.box.y1 + 25))
        if word.box.y0 >= at
        else word
        for word in clean.words
    ]
    (record,) = assemble([replace(clean, words=tuple(moved))])
    assert record.sheet.body.startswith("He says")
    assert "that the KORSAR has sent." in record.sheet.body


def test_a_word_broken_at_a_line_end_begins_no_paragraph() -> None:
    text = """
      C. He says that the second of the two books is not to be had, so ne-
        cessary to us, in the town and that he will look for it in the one
        that they sent.
    """
    assert body_of(text).sheet.body.count("\n\n") == 0


@pytest.mark.parametrize("stamp", ["| REGISTRY |", "( CPY | BRANCH FILE", "BRANCH FIIE"])
def test_words_of_a_stamp_are_none_of_the_text(stamp: str) -> None:
    head = "He has left the town with all that he had and will not come back"
    first = bare(f"     {head}\n")
    second = f"{stamp}\n\n- 2 -\n\nbefore the spring of the next year."
    assert only_record(first, second).sheet.body == f"{head} before the spring of the next year."
    stamped = body_of("     He has left the town.\n\n\n                  ||! DO NOTE EMOVE")
    assert stamped.sheet.body == "He has left the town."
    assert stamped.comments == ()


def test_a_grade_parted_from_its_sign_by_the_end_of_the_line() -> None:
    record = body_of(
        """
             He says that the second of the two books is not to be had in [C
        % the town before] Easter. He asks for the money of the month /B %
        and for/ the first book, which he knows.
        """
    )
    assert inside(record, MarkKind.READING) == ["C% the town before", "B% and for"]
    assert record.sheet.body.count("\n\n") == 0


def test_a_gap_alone_on_its_line_is_no_scrap_however_it_was_read() -> None:
    text = """
             He says that the second of the two books is not to be had in
                       {1 gr@up unidentified]
        the town. He asks for the money of the month.
    """
    gap = dict.fromkeys(("{1", "gr@up", "unidentified]"), 0.1)
    (record,) = assemble([page(bare(text), sure=gap)])
    assert inside(record, MarkKind.GAP) == ["1 group unidentified"]


def test_marks_of_an_instruction_keep_their_places_behind_a_marker() -> None:
    record = body_of(
        "     [i] Personal. For the RESIDENT [REZIDENT] only.\n\n     The ferry has left.\n",
        "Comments:\n\n[i]   The text is worn.",
    )
    handling = record.sheet.handling or ""
    (mark,) = (mark for mark in record.marks if mark.field == "handling")
    assert handling[mark.start : mark.end] == "[REZIDENT]"


def test_a_small_letter_behind_an_unended_line_begins_no_paragraph() -> None:
    first = bare(
        """
             The boats of the yard were painted in the night by two of the
        men, and nobody in the town has seen either of them without their
        """
    )
    overleaf = (
        "                         - 2 -\n\n"
        "             helpers.\n\n"
        "        No. 1274\n\n"
        "        PILOT\n"
    )
    record = only_record(first, overleaf)
    assert record.sheet.body == (
        "The boats of the yard were painted in the night by two of the men, and nobody in the town "
        "has seen either of them without their helpers."
    )


def test_lines_that_hang_beside_the_text_of_an_item_are_of_it() -> None:
    record = body_of(
        """
        1. Two lathes of the kind that was shown to MAXIM in the winter
             and the books to them, and what the
             yard has on the third.
        2. The names of those who sold the first lathe to the yard and
             to the other one.
        """
    )
    assert record.sheet.body.split("\n\n") == [
        "1. Two lathes of the kind that was shown to MAXIM in the winter and the books to them, and "
        "what the yard has on the third.",
        "2. The names of those who sold the first lathe to the yard and to the other one.",
    ]


def test_a_gap_in_the_middle_of_a_line_stands_within_its_sentence_whatever_space_is_above_it() -> (
    None
):
    typed = page(
        bare(
            """
     He says that the second of the two books is not to be had in the
whole of the town and has asked
                         [12 groups unrecovered]
for the third, which he will bring with him when he comes back
                         [1 group unrecovered]
about the end of the spring, as soon as the ice in the harbour has
gone and the ferry sails again, or by the road along the coast with
the men of the mill, who have a cart and two horses for the journey.
"""
        )
    )
    gaps = {word.line for word in typed.words if word.text == "unrecovered]"}
    words = tuple(
        word._replace(box=word.box._replace(y0=word.box.y0 + 18, y1=word.box.y1 + 18))
        if word.line in gaps
        else word
        for word in typed.words
    )
    (record,) = assemble([replace(typed, words=words)])
    assert "\n" not in record.sheet.body


def test_lines_further_left_are_the_edge_when_one_goes_on_with_a_full_line() -> None:
    record = body_of(
        """
               For the RESIDENT [REZIDENT] only.
               Do not allow MAXIM to make more use of the shed near the pier again.
        Reference your No. 38.

               She can obtain another shed for the time being, but not for long, he
        """
    )
    assert record.sheet.handling == "For the RESIDENT [REZIDENT] only."
    assert record.sheet.body.split("\n\n")[0].endswith("pier again. Reference your No. 38.")


@pytest.mark.parametrize(
    "stamp", ["RELEASED", "FILED", "BRANCH FILE", "7 JAN 1972", "12 /AN 1652", "z |"]
)
def test_a_stamp_beside_a_line_is_none_of_its_words(stamp: str) -> None:
    text = bare(
        f"""
             He says that the second of the books is not to be had in the
        town.{" " * 30}{stamp}
             He has asked for the third of them.
        """,
        f"Comments:\n\n[i]   LANCER: Unidentified.{' ' * 12}{stamp}\n",
    )
    (record,) = assemble([page(text, sure={"z": 0.7, "|": 0.9})])
    assert record.sheet.body.split("\n\n")[0].endswith("in the town.")
    assert comments_of(record)["i"].text == "LANCER: Unidentified."


def test_the_first_item_of_a_list_is_known_by_what_hangs_under_it() -> None:
    record = body_of(
        """
        To KLYON.
        A. Has MAXIM received the books which were left behind in
           the shed near the pier?
        B. The keeper of the ferry is known to him and will wait
           for the time being.
        """
    )
    assert [part[:2] for part in record.sheet.body.split("\n\n")] == ["A.", "B."]
    assert record.sheet.addressee == "KLYON"


def test_an_initial_at_the_head_of_a_line_begins_no_item() -> None:
    record = body_of(
        """
             We have seen the keeper of the ferry and the brother of
        A. KARLSEN, who lives at the pier and has a boat of his own
        and two horses, which he does not want to sell.
        """
    )
    assert "\n" not in record.sheet.body


def test_the_headings_of_parts_are_paragraphs() -> None:
    record = body_of(
        """
        [Part I]
        The mules were sold on Friday and the others are in the valley
        with the men of the mill.
        [Part II]
        Nothing has come of it.
        """
    )
    assert [part.split(" ")[0] for part in record.sheet.body.split("\n\n")] == [
        "[Part", "The", "[Part", "Nothing",
    ]  # fmt: skip


def test_lines_on_a_page_with_a_signature_alone_beside_them_are_as_far_apart_as_the_others() -> (
    None
):
    first = bare(
        """
        The keeper of the ferry has been told to wait until the boats

        have left for the north, and that the freight is to be paid in

        advance by the men of the mill, who have a cart and two horses

        for the journey along the coast. Your letter of the 16th of
        """
    )
    second = """
        March has been received by the keeper [2 groups unrecovered] and

        his brother.



              No. 512
              RIVET
              8 March
    """
    record = only_record(first, second)
    assert "the 16th of March has been received" in record.sheet.body
    assert "\n" not in record.sheet.body


def test_the_transliterated_second_word_of_an_original_is_whole() -> None:
    record = body_of(
        """
             He has been told of the LETTER-BOX [POChTOVYJ YaShchIK] by the
        keeper, who is waiting for the boats.
        """
    )
    assert inside(record, MarkKind.ORIGINAL) == ["POChTOVYJ YaShchIK"]


def test_scrawl_in_the_margin_is_none_of_a_line() -> None:
    typed = page(
        bare(
            """
             The keeper of the ferry has been told to wait until the boats
        have left for the north, and that the freight is to be paid in
    tt  advance by the men of the mill, who have a cart and two horses
        for the journey along the coast, and a boat of their own there.
        """
        )
    )
    words = tuple(
        word._replace(confidence=0.2) if word.text == "tt" else word for word in typed.words
    )
    (record,) = assemble([replace(typed, words=words)])
    assert "paid in advance by" in record.sheet.body


def test_a_signature_alone_on_a_page_is_one_above_notes_without_a_heading() -> None:
    first = bare(
        """
             The keeper of the ferry has been told to wait until the boats

        have left for the north, and that the freight is to be paid in

        advance by the men of the mill, who have a cart and two horses

        for the journey along the coast, and a boat of their own.
        """
    )
    second = """
        No. 1018
        RIVET

        [i]OMUT: Not previously mentioned. See also WASHINGTON (No.
                 725).
    """
    sheet = only_record(first, second).sheet
    assert (sheet.signature_serial, sheet.signature_name) == (1018, "RIVET")


def test_a_gap_begins_a_paragraph_only_where_lines_with_words_stand_in_alike() -> None:
    record = body_of(
        """
             He says that the second of the two books is not to be had in the
        whole of the town. Reference your No. 1293.
          [5 groups unrecovered]. It is essential to make more use of the man
        at the pier.
             [1 group unrecovered] of the boats will be in before the spring.
        """
    )
    assert record.sheet.body.count("\n\n") == 1


BLOCKS = """
        He says that the second of the two books is not to be had in the
        whole of the town.

        The keeper of the ferry has been told to wait until the boats have
        left for the north.
"""


def test_words_that_go_on_over_a_page_begin_no_paragraph_in_blocks() -> None:
    first = f"""{BLOCKS}
        The man at the pier is [1 group unrecovered]
    """
    second = """
                                                  J1550

        talkative. We have asked for the first of the books to be sent to us.

        The boats have not been seen since the men of the mill left the town
        for the coast, and no one in the town has asked for the first of the
        books, which is kept at the mill.

        The owner of the mill is waiting for the money that was to be sent.
    """
    assert only_record(bare(first), second).sheet.body.count("\n\n") == 4


def test_a_block_can_begin_on_a_further_page_of_a_few_lines() -> None:
    first = f"""{BLOCKS}
        The address of the mill is 13 Station Road.
    """
    second = """
                                                  J1550

        In accordance with what you wrote we have sent the second book to the
        man at the pier.
    """
    assert only_record(bare(first), second).sheet.body.count("\n\n") == 3


def test_an_item_goes_on_where_its_lines_hang_at_the_head_of_a_page() -> None:
    first = """
             1.   Two lathes of the kind that was shown to MAXIM in
                  the autumn are to be had from
             2.   The names of those who sold the first lathe to the
                  yard are not known to him. He has been told of
    """
    second = """
                                                  J1550

                  [1 group unrecovered] the yard and of its owner, who
                  has left for the north.

             No. 62
             OMUT
    """
    body = only_record(bare(first), second).sheet.body
    assert body is not None
    assert body.split("\n\n")[1].endswith("left for the north.")


def test_the_one_line_of_a_page_that_stands_in_begins_a_paragraph() -> None:
    first = """
             He says that the second of the two books is not to be had in the
        whole of the town.
             The keeper of the ferry has been told to wait until the boats
        have left for the north.
    """
    second = """
        - 2 -                                     J1550

             He has asked for the first of the books to be sent to us.


                                        No. 62
                                        OMUT
    """
    assert only_record(bare(first), second).sheet.body.count("\n\n") == 2


def test_the_close_lines_of_a_signature_do_not_measure_the_text() -> None:
    record = body_of(
        """
             For this purpose the money has been sent to you by the keeper.

        According to the owner, the man at the pier has been told to wait for

        the boats of the mill, which have left the north.


             Apart from the keeper, no one in the town has asked for the books

        of the mill.



             No. 444
             PILIGRIM
             15th April 1943
        """
    )
    assert record.sheet.signature_name == "PILIGRIM"
    assert record.sheet.body.count("\n\n") == 1


def test_a_flush_line_that_begins_with_a_gap_tells_the_edge_of_a_short_page() -> None:
    first = """
             He says that the second of the two books is not to be had in the
        whole of the town.
    """
    second = """
                                                  J1550

             The keeper of the ferry has been told to wait until the boats of
        [1 group unrecovered] town have left.


             No. 62
             OMUT
             8th March
    """
    assert only_record(bare(first), second).sheet.body.count("\n\n") == 1


@pytest.mark.parametrize("lost", ["", "\n"])
def test_small_letters_at_the_edge_below_words_begin_no_paragraph(lost: str) -> None:
    text = f"""
             He says that the second of the two books is not to be had. The
        KORSAR has{lost}

        left with the man for the town of which he has told us, and asks us
        for the money.
             He will look for it on the pier.
    """
    assert body_of(text).sheet.body.count("\n\n") == 1


def test_a_gap_at_the_edge_two_lines_below_words_begins_no_paragraph() -> None:
    text = """
             He says that the second of the two books is not to be had in the
        whole of the town. He keeps the one at his

        [1 group unrecovered] sister's. Has the man on the pier asked for the
        money?
             He will look for it in the spring.
    """
    assert body_of(text).sheet.body.count("\n\n") == 1


def test_specks_within_the_boxes_of_words_shift_no_edge() -> None:
    text = """
             He says that the second of the two books is not to be had in the
        whole of the town. For this the man has been sent to the place that
        you know of.
             He asks for the money
        KORSAR.
    """
    clean = page(bare(text))
    specked = {"whole", "you"}
    words = [
        word._replace(box=word.box._replace(x0=word.box.x0 - 50)) if word.text in specked else word
        for word in clean.words
    ]
    (record,) = assemble([replace(clean, words=tuple(words))])
    assert record.sheet.body.endswith("\n\nHe asks for the money KORSAR.")


def test_a_few_signs_alone_where_lines_end_are_none_of_the_text() -> None:
    text = f"""
             He says that the second of the two books is not to be had in the
        whole of the town. For this the man has been sent to the place that
        you know of.
    {"":70}u 2
             He will look for it in the spring, and asks for the money of the
        month.
    """
    assert [part[:3] for part in body_of(text).sheet.body.split("\n\n")] == ["He ", "He "]


@pytest.mark.parametrize(("opened", "closed"), [("[", "]"), ("/", "/"), ("L", "7"), ("(", ")")])
def test_a_gap_ends_a_paragraph_whatever_its_brackets_were_read_as(
    opened: str, closed: str
) -> None:
    record = body_of(
        f"""
             He has left the town with the second of the two books and has
        {opened}2 groups unrecovered{closed}
             {opened}3 groups unrecovered{closed} was at the pier when the ship with the timber
        came in.
        """
    )
    assert record.sheet.body.split("\n\n") == [
        "He has left the town with the second of the two books and has [2 groups unrecovered]",
        "[3 groups unrecovered] was at the pier when the ship with the timber came in.",
    ]


def test_an_item_of_a_list_can_begin_with_a_gap_stuck_to_its_label() -> None:
    record = body_of(
        """
             1. I have asked for the books.
             2. In regard to the lathe I report:
                  (a) I have the first of them;
                  (b)[2 groups unrecovered] the yard.
             3. I ask for leave from the first of March on, to the end of it.
        """
    )
    assert len(record.sheet.body.split("\n\n")) == 5


_HEAD_AT_EDGE = """\
USSR                                    Ref. No: 3/NBF/T2117

     LOSS OF A BAG IN OSLO AND OF THE LETTERS
     FROM HIS SISTER (1943)

From:  LIMA
To:    MOSCOW
No:    62                                      14 March 1943

"""


def test_an_ill_read_word_where_the_lines_begin_is_of_its_line_though_first_lines_stand_in() -> (
    None
):
    text = """\
     The keeper of the ferry was told on Monday to wait until the
boats have left for the north, as usual.

     No. 71    ROTOR
"""
    (record,) = assemble([page(_HEAD_AT_EDGE + text, sure={"boats": 0.4})])
    assert "until the boats have" in (record.sheet.body or "")


def test_the_last_word_of_a_full_line_is_of_the_text_however_ill_read() -> None:
    text = """\
     The keeper of the ferry was told on Monday to wait for the
boats.
"""
    gap = "                    [53 groups unrecoverable]\n"
    further = "     He is at home again.\n"
    for below in ("", gap + further):
        (record,) = assemble([page(_HEAD_AT_EDGE + text + below, sure={"boats.": 0.4})])
        assert "for the boats." in (record.sheet.body or "")


def test_an_ill_read_word_of_the_letters_of_the_next_is_of_the_text() -> None:
    text = "     The keeper of the ferry was told to ask for spare parts.\n"
    (record,) = assemble([page(bare(text), sure={"spare": 0.4})])
    assert "spare parts" in (record.sheet.body or "")


@pytest.mark.parametrize("last", ["9.", "-9.", "a."])
def test_a_letter_or_figure_alone_with_its_stop_ends_a_full_line(last: str) -> None:
    first = "He says that the second of the two books is not to be had and asks for No"
    (record,) = assemble([page(_HEAD_AT_EDGE + f"     {first}\n{last}\n\n     He is well.\n")])
    assert record.sheet.body == f"{first} {last}\n\nHe is well."


@pytest.mark.parametrize(("sureness", "read"), [(0.95, " a"), (0.5, "")])
def test_an_article_alone_on_its_line_is_of_the_sentence_where_surely_read(
    sureness: float, read: str
) -> None:
    first = "He says that the second of the two books is with the brother, once"
    text = f"     {first}\na\n                    [53 groups unrecoverable]\nstoker by trade.\n"
    (record,) = assemble([page(_HEAD_AT_EDGE + text, sure={"a": sureness})])
    assert record.sheet.body == f"{first}{read} [53 groups unrecoverable] stoker by trade."


@pytest.mark.parametrize("stop", [".", "?", "!"])
def test_paragraphs_of_one_line_are_told_by_their_indents(stop: str) -> None:
    text = """\
     He says that the second of the two books is not to be had in
the whole of the town.
     Is it so that the keeper has sold both of them to the ferryman{stop}
     KORSAR says that he has seen one of them at the house by the
bridge.
"""
    (record,) = assemble([page(_HEAD_AT_EDGE + text.format(stop=stop))])
    assert [part.split()[0] for part in record.sheet.body.split("\n\n")] == ["He", "Is", "KORSAR"]


def test_lines_that_all_stand_in_are_one_paragraph_though_one_ends_a_question() -> None:
    text = """
             We have met the new man and found that he is quite without any

             He says that the second of the two books is not to be had in a
             whole town. Has the keeper sold both to the man of the ferry?
             KORSAR says that he has seen one of them at the house of her.
        The others are at home.
    """
    assert "ferry? KORSAR" in body_of(text).sheet.body


def test_bars_in_the_margin_are_none_of_the_text() -> None:
    text = """
       He says that the second of the two books is not to be had in the
|  whole of the town. For this the man has been sent to the place that
|
   you know of and will look for the one that they sent. He has asked for
   the second of the books, which is to be had at the house of the owner,
   and for the money of the month.
"""
    (record,) = assemble([page(f"{_HEAD_AT_EDGE}\n{text}")])
    assert "|" not in (record.sheet.body or "")
    assert "had in the whole of the town" in (record.sheet.body or "")


@pytest.mark.parametrize("tick", ["V", "x", "(", "/", ">"])
def test_a_tick_in_the_margin_is_none_of_the_text(tick: str) -> None:
    text = f"""
       He says that the second of the two books is not to be had in the
   whole of the town. For this the man has been sent to the place that
{tick}  you know of and will look for the one that they sent. He has asked for
   the second of the books, which is to be had at the house of the owner,
   and for the money of the month.
"""
    (record,) = assemble([page(f"{_HEAD_AT_EDGE}\n{text}")])
    assert "to the place that you know of" in (record.sheet.body or "")


def test_a_long_word_of_the_letters_of_the_next_is_a_slip_when_doubted() -> None:
    text = "     The keeper of the ferry was told to ask for the oimlacdti diplomatic bag.\n"
    (record,) = assemble([page(bare(text), sure={"oimlacdti": 0.4})])
    assert (record.sheet.body or "").endswith("ask for the diplomatic bag.")


@pytest.mark.parametrize("indent", ["     ", ""])
def test_lines_apart_that_each_end_a_sentence_are_paragraphs(indent: str) -> None:
    told = ["Your No. 1 was received.", "Carried out.", "He will go.", "She stays at home."]
    text = "\n\n".join(indent + line for line in told)
    assert body_of(text).sheet.body == "\n\n".join(told)


def test_a_page_of_few_lines_in_double_spacing_keeps_the_sentence_that_goes_on() -> None:
    text = """\
     Has STVOL received what the KLYON has handed over?


     [Part II]


     It is essential to give the money to the CHANNEL [KANAL]

before 13 Jan.
"""
    assert (body_of(text).sheet.body or "").endswith("the CHANNEL [KANAL] before 13 Jan.")


def test_many_items_of_a_line_each_are_paragraphs_below_one_of_several_lines() -> None:
    first = """\
     We have met the new man and found that he is quite without any
means of support here and so we gave him some. He asks for a loan
until the spring of next year.
"""
    items = [f"{number}. The keeper of boat {number} is here." for number in range(1, 11)]
    text = first + "".join(f"\n     {item}\n" for item in items)
    assert (body_of(text).sheet.body or "").split("\n\n")[1:] == items


@pytest.mark.parametrize(
    ("end", "start"),
    [
        ("he gave it to the old", "- the first since the autumn - and went."),
        ("he gave it to the old", "& the other man."),
        ("he says that it was given to Father", "A. PETROV."),
        ("the house is the one at No.", "50. At noon he goes."),
    ],
)
def test_a_line_that_begins_as_items_do_goes_on_with_its_sentence(end: str, start: str) -> None:
    text = f"""\
     We have met the new man and found that he is quite without any
means of support here, and in the spring {end}
{start}

     The others will stay at home until the end of the summer, when
the boat goes.
"""
    paragraphs = (body_of(text).sheet.body or "").split("\n\n")
    assert len(paragraphs) == 2
    assert paragraphs[0].endswith(f"{end} {start}")


@pytest.mark.parametrize("last", ["D.", "6 %.", "$5.", "1.-.", '"A".'])
def test_a_last_line_of_one_letter_or_figure_is_the_end_of_its_paragraph(last: str) -> None:
    record = body_of(
        f"""
             The room and the garage were let to him for the winter by old
        Professor N. P. who showed him the book and the map and asked by
        {last}

             The books are to be paid for when the ship with the timber is
        in the harbour.
        """
    )
    first, second = record.sheet.body.split("\n\n")
    assert (first.endswith(f"asked by {last}"), second[:9]) == (True, "The books")


def test_a_figure_that_ends_a_sentence_left_of_the_paragraphs_is_no_scrap() -> None:
    record = body_of(
        """
             On the way to the pier he counted, and of the lorries he saw
        61.

             On the way back in the evening he counted, and then he saw
        (40).

             There was nothing else to be seen there by anyone of ours.

             The man at the pier has been paid for the week in advance.

             The other man will be paid when the ship is in the harbour.
        """
    )
    assert ("he saw 61." in record.sheet.body, "saw (40)." in record.sheet.body) == (True, True)
