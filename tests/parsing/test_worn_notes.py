"""Notes of worn sheets: headings, heads and closed wordings that were misread; words crossed out."""

from __future__ import annotations

from dataclasses import replace

import pytest

from parsing.assemble import assemble
from parsing.layout import lay_out
from parsing.note_wording import mended
from parsing.typed_over import is_typed_over, without_slip
from schemas.pages import Box, Word
from tests.parsing.pages import bare, body_of, comments_of, only_record, page

TEXT = """
             LANCER[i] has met the SMITHY[ii] near the QUARRY[iii] and will not
        see them again before the spring, when the ferry leaves for the north.
"""


@pytest.mark.parametrize(
    "heading",
    [
        'Footnotes" [i]   LANCER:',
        "COmme..ia  {i/   LANCER:",
        "Comments:  @i7LANCER:",
        "Comments: Gi/7LANCER:",
        "Comments? (1)  LANCER:",
        "(\\(emments: [i] LANCER:",
        "Comments'  CL]LANCER:",
        "Comments:  i7  LANCER:",
        "C0mments:  [i]   LANCER:",
        "Comment5:  [i]   LANCER:",
    ],
)
def test_headings_are_known_by_the_label_behind_them(heading: str) -> None:
    foot = f"""
        {heading} Unidentified cover-name.
                  [ii]  SMITHY: The works at the river.
                  [iii] QUARRY: A square in the old town.
    """
    record = body_of(TEXT, foot)
    assert [(note.label, note.term) for note in record.comments] == [
        ("i", "LANCER"), ("ii", "SMITHY"), ("iii", "QUARRY"),
    ]  # fmt: skip
    assert record.sheet.body.endswith("for the north.")


@pytest.mark.parametrize("heading", ["C0mments:", "Footn0tes:", "F00tnotes:", "FOOTN0TES"])
def test_a_heading_with_figures_for_letters_is_none_of_the_note_above(heading: str) -> None:
    foot = f"""
        T.N.: [a]  Or "his nurse's".

        {heading}

              [i]  LANCER: Unidentified cover-name.
    """
    found = comments_of(body_of(TEXT, foot))
    assert (found["a"].text, found["i"].term) == ('Or "his nurse\'s".', "LANCER")


def test_each_heading_has_its_column_of_labels() -> None:
    foot = """
        Translator's Notes: [a]  Or "his nurse's".
                            fo7  Word for word: "a sea mile".
                            fc/  Word for word: "in the shade".
        Comments: [i]   LANCER: Unidentified cover-name. Also occurs in
                        OSLO's No. 999 of 10th January.
                  [ii]  SMITHY: The works at the river, or rather one
                        of them.
                  [iii] QUARRY: A square in the old town.
                  7111/7FERRY: At the island.
    """
    found = comments_of(body_of(TEXT, foot))
    assert list(found) == ["a", "b", "c", "i", "ii", "iii", "iv"]


@pytest.mark.parametrize(
    "head", ["[iii]}*«--QUARRY:", "Giii/7QUARRY:", "/ §UARRY:", "[iii] QUARRYs"]
)
def test_heads_with_specks_begin_their_notes(head: str) -> None:
    foot = f"""
        Comments: [i]   LANCER: Unidentified cover-name.
                  [ii]  SMITHY: The works at the river
                  {head} A square in the old town.
    """
    assert list(comments_of(body_of(TEXT, foot))) == ["i", "ii", "iii"]


@pytest.mark.parametrize(
    ("head", "sure"),
    [
        ('( 4 "7 [iii]QUARRY:', {"(": 0.9, "4": 0.9, '"7': 0.5}),
        ("vv [V1]QUARRY:", {"vv": 0.1}),
        ("4 [iii] QUARRY:", {}),
        ("' \"PX [iii]QUARRY:", {}),
    ],
)
def test_labels_behind_scraps_of_the_margin(head: str, sure: dict[str, float]) -> None:
    foot = f"""
        Comments: [i]   LANCER: Unidentified cover-name.
                  [ii]  SMITHY: The works at the river.
        {head:>16} A square in the old town.
    """
    (record,) = assemble([page(bare(TEXT, foot), sure=sure)])
    assert [note.term for note in comments_of(record).values()] == ["LANCER", "SMITHY", "QUARRY"]


def test_a_figure_in_the_margin_hides_no_heading_of_notes() -> None:
    text = f"""
             LANCER/1/ has met the SMITHY/11/ near the works and will not see
        him again before the spring, when the ferry leaves for the north.
        The money was sent to him in the autumn, and he asks for more.


    2   Footnotes:  /1/    LANCER: Unidentified cover-name.
{"":20}/11/   SMITHY: The works at the river.
"""
    assert [one.label for one in body_of(text).comments] == ["i", "ii"]


@pytest.mark.parametrize("tick", ["V", "J", "1", "7"])
def test_a_tick_beside_a_heading_of_notes_hides_none(tick: str) -> None:
    foot = f"""
      {tick} Comments: [i]   LANCER: Unidentified cover-name.
                  [ii]  SMITHY: The works at the river.
                  [iii] QUARRY: A square in the old town.
    """
    record = body_of(TEXT, foot)
    assert list(comments_of(record)) == ["i", "ii", "iii"]
    assert "SMITHY:" not in (record.sheet.body or "")


def test_a_number_on_the_next_line_is_no_label() -> None:
    record = only_record("""\
                                CORRECTION

    Correction to Ref. No: 3/NBF/T2201 (of 6/5/1976)

    Please substitute the following in Comment [xv]:

    [xv]LANCER: Unidentified cover-name. Also occurs in ROME's No.
            11 of 31st March.
""")
    found = comments_of(record)
    assert list(found) == ["xv"]
    assert found["xv"].text.endswith("ROME's No. 11 of 31st March.")


def test_an_announced_note_behind_a_scrap_begins_the_notes() -> None:
    text = """\
                                CORRECTION

    Correction to Ref. No: 3/NBF/T2201 (of 6/5/1976)

    Please substitute the following in Footnotes [vi], [vii], [ix] and [xi]:

JS [U1]LANCER: Probably the same as the clerk referred to in OSLO.

  fvii/SMITHY: Not previously mentioned. See also OSLO (No. 72).

    [ix]QUARRY: A square in the old town.

    xi]BAKERY: Unidentified cover-nane.
"""
    (record,) = assemble([page(text, sure={"JS": 0.3})])
    assert list(comments_of(record)) == ["vi", "vii", "ix", "xi"]


def test_an_announced_label_that_cannot_be_read_keeps_its_place() -> None:
    record = only_record("""\
                                CORRECTION

    Correction to Ref. No: 3/NBF/T2201 (of 6/5/1976)

    Please substitute the following in Footnotes [vl1l1li], [x] and [xiii]:

    [viii] LANCER : Unidentified cover-name.

    [x]    SMITHY: The works at the river.

    [xiii] QUARRY: A square in the old town.
""")
    assert list(comments_of(record)) == ["viii", "x", "xiii"]


def test_announced_labels_are_known_by_their_places_in_the_list() -> None:
    record = only_record("""\
                                CORRECTION

    Correction to Ref. No: 3/NBF/T2201 (of 6/5/1976)

    Please substitute the following in Comments (117, Lv7, [wij and [v.111]:

    Lii7 LANCER : Unidentified cover-name.

    [v]    SMITHY: The works at the river.

    Cvi]   QUARRY: A square in the old town.

    [v.ii] BAKERY: A house.
""")
    assert list(comments_of(record)) == ["ii", "v", "vi", "viii"]


@pytest.mark.parametrize(
    ("read", "written"),
    [
        ("LANCER: Upident. fied.", "LANCER: Unidentified."),
        ("LANCER: Uniaent if ed.", "LANCER: Unidentified."),
        ("LANCER: tmhidaentified cover-name.", "LANCER: Unidentified cover-name."),
        ("LANCER: Unidentified cover-n me,", "LANCER: Unidentified cover-name."),
        ("LANCERs Unidentified scover.Bame.", "LANCER: Unidentified cover-name."),
        ('"SMITHY": i.e. the works.', '"SMITHY": i.e. the works.'),
        ('"BIG SMITHY:" A house.', '"BIG SMITHY:" A house.'),
        ('LANCER:" Unidentified cover-name. ¢', "LANCER: Unidentified cover-name."),
        (
            "LANCER : Unidentified cover-name: (Identified as B.)",
            "LANCER : Unidentified cover-name. (Identified as B.)",
        ),
        ("J QUARRY: 1.@. the old town.", "QUARRY: i.e. the old town."),
        ("§MITHY: See OSLO (No. °826).", "SMITHY: See OSLO (No. 826)."),
        ("LANCER: Identified as B.", "LANCER: Identified as B."),
        ("QUARRY: A square in the town. -------", "QUARRY: A square in the town."),
        ("SMITHY: A house in OSLO,", "SMITHY: A house in OSLO."),
        ("SMITHY: See OSLO's No.. 4", "SMITHY: See OSLO's No. 4"),
        ("' BIG SMITHY: A house.", "BIG SMITHY: A house."),
        ("+'SMITHY: A house.", "SMITHY: A house."),
        ("SMITHYe Unidentified cover-name.", "SMITHY: Unidentified cover-name."),
        ("SMITHY? An old house.", "SMITHY: An old house."),
        ("SMITHY 8 Unidentified.", "SMITHY: Unidentified."),
        ("SMITHY 8 Houses.", "SMITHY 8 Houses."),
        ("SMITHIES Members of a guild.", "SMITHIES: Members of a guild."),
        ("SMITHIES All of them.", "SMITHIES All of them."),
        ("SMITHY Unidentified cover-name.", "SMITHY: Unidentified cover-name."),
        ("SMITHY Street in OSLO.", "SMITHY Street in OSLO."),
        ("MAYaKs Probably a clerk.", "MAYaK: Probably a clerk."),
        ("SMITHY$ A house. Also in FELLOW-MILLER.", "SMITHY$ A house. Also in FELLOW-MILLER."),
        ('T.iterally "in the shade".', 'Literally "in the shade".'),
        ("KUPETs and his brother: not known.", "KUPETs and his brother: not known."),
        ("A note: on the margin.", "A note: on the margin."),
        ("A note: [", "A note: ["),
        ("SMITHY: (a) Unidentified; (b) a house.", "SMITHY: (a) Unidentified; (b) a house."),
        ("SMITHY: .e. FORGE. Unidentified.", "SMITHY: i.e. FORGE. Unidentified."),
        ("SMITHY: a.e. FORGE. Unidentified.", "SMITHY: a.e. FORGE. Unidentified."),
        ("SMITHY: Unidentified; i.e. FORGE.", "SMITHY: Unidentified; i.e. FORGE."),
        ("SMITHY: e Unidentified.", "SMITHY: Unidentified."),
    ],
)
def test_closed_wordings(read: str, written: str) -> None:
    assert mended(read) == written


def crossed(text: str, confidence: float = 0.2, *, struck: bool = True) -> bool:
    layout = lay_out(page("He went to see BAKER and the men of NARVIK again in the spring."))
    return is_typed_over(Word(text, confidence, 0, Box(0, 0, 200, 30), struck), layout)


@pytest.mark.parametrize(
    "text",
    ["HEE", "HHBMEMSHHE", "KAH,", "XK¥8ap", "¥¥h", "EXxXxXxRs", "OKK", "ferobe", "ehtn", "FERRY"],
)
def test_what_is_read_of_crossed_words_is_no_word(text: str) -> None:
    assert crossed(text)


@pytest.mark.parametrize(
    "text", ["BAKER", "BAKEN", "NARVIK", "groups", "KEN:", "[HE]", "name.", "cover-name."]
)
def test_words_that_a_line_only_touches_stay(text: str) -> None:
    assert not crossed(text)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("the Standards on supplies", "the Standards on supplies"),
        ("as vice-consul. He asks", "as vice-consul. He asks"),
        ("will perascuh purchase it", "will purchase it"),  # a slip of the word behind it
        ("has [4 pauegr groups unrecovered] it", "has [4 groups unrecovered] it"),
        ("was shut; xxxxx 40 dollars", "was shut; 40 dollars"),  # crosses are no word
        ("will ferobe the spring purchase it", "will the spring purchase it"),  # of small words
    ],
)
def test_a_word_with_a_line_at_its_feet_stays(typed: str, read: str) -> None:
    struck = {"Standards", "vice-consul.", "perascuh", "pauegr", "xxxxx", "ferobe"}
    sheet = page(bare(f"     {typed}\n"), struck=struck, sure=dict.fromkeys(struck, 0.7))
    (record,) = assemble([sheet])
    assert record.sheet.body == read


def test_a_struck_word_of_crosses_is_none_however_surely_it_was_read() -> None:
    assert crossed("MNM", 0.9)
    assert not crossed("BKR", 0.9)
    assert not crossed("ferry", 0.9)


def test_a_word_that_is_not_struck_stays() -> None:
    assert not crossed("HEE", struck=False)
    assert not crossed("HEE", 0.9)


def test_a_grade_behind_a_bracket_and_a_blank_is_no_crosses() -> None:
    text = "     He met the man at the [ B% ferry] and gave B% him [ 3 groups unrecovered]."
    body = "He met the man at the [B% ferry] and gave him [3 groups unrecovered]."
    assert body_of(text, "").sheet.body == body


def test_what_is_read_above_a_page_number_is_none_of_the_text() -> None:
    first = bare("""
             LANCER has met the SMITHY near the QUARRY and will not see
        them again before the spring, when the ferry leaves for the
    """)
    second = """
                                          2 JUN 1950 ALS
                    -  2  -                                      K932

        north. He has asked for a second set, and for a courier who
        can be trusted.
    """
    record = only_record(first, second)
    assert "the ferry leaves for the north. He has asked for a second set" in record.sheet.body
    assert record.sheet.signature_name is None


def test_a_number_with_a_name_above_gaps_is_no_signature() -> None:
    body = """
             LANCER has met the SMITHY near the QUARRY.

        No. 334 BAKER

             We have lost [3 groups unrecovered] and the [B% former] men.
    """
    record = body_of(body)
    assert record.sheet.body.endswith("men.")


def test_notes_without_heading_and_labels_are_known_by_their_terms() -> None:
    record = body_of("""
             LANCER[i] has met the SMITHY[ii] near the QUARRY[iii] and will not
        see them again before the spring, when the ferry leaves for the north.

             We have lost [3 groups unrecovered] of the men.

        No. 97                   MASON



                  Literally "a sea mile".

                  LANCER: Unidentified cover-name. Also occurs in OSLO's No. 4
                  of 6 March.

                  he SMITHY;: The works at the river.

                  QUARRY: A square in the old town.
    """)
    assert record.sheet.signature_name == "MASON"
    assert record.sheet.body.endswith("of the men.")
    assert [(note.label, note.term) for note in record.comments] == [
        ("i", "LANCER"), ("ii", "SMITHY"), ("iii", "QUARRY"),
    ]  # fmt: skip


def test_two_terms_in_a_text_begin_no_notes() -> None:
    body = """
             The names are as follows.

             FIRST: the men of whom you wrote.

             SECOND: the men of [3 groups unrecovered].
    """
    assert body_of(body).comments == ()


def test_a_large_s_among_small_letters_is_a_small_one() -> None:
    record = body_of("     The PurchaSing Commission waS told of McAdam's men in OSLO.\n")
    assert record.sheet.body == "The Purchasing Commission was told of McAdam's men in OSLO."


def test_a_label_of_strokes_alone_is_an_empty_note() -> None:
    foot = """
        Comments: 17     LANCER: Unidentified cover-name.
                  11
                  111    QUARRY: A square in the old town.
                  1v7/   FERRY: At the island.
    """
    found = comments_of(body_of(TEXT, foot))
    assert {label: note.term for label, note in found.items()} == {
        "i": "LANCER", "ii": None, "iii": "QUARRY", "iv": "FERRY",
    }  # fmt: skip


def test_labels_with_a_blank_in_them_or_a_scrap_before_them() -> None:
    foot = """
        Comments: [i]LANCER: Unidentified cover-name.
                  [i i]SMITHY: The works at the river.
        LILA      [iii]QUARRY: A square in the old town.
                  (iv ]FERRY: At the island.
    """
    found = comments_of(body_of(TEXT, foot))
    assert {label: note.term for label, note in found.items()} == {
        "i": "LANCER", "ii": "SMITHY", "iii": "QUARRY", "iv": "FERRY",
    }  # fmt: skip


def test_the_last_note_of_a_page_was_left_empty() -> None:
    foot = """
        Comments: [i]LANCER: Unidentified cover-name.
                  [ii]SMITHY: The works at the river.
        {iii]
    """
    (record,) = assemble([page(bare(TEXT, foot), sure={"{iii]": 0.5})])
    assert [(note.label, note.text) for note in record.comments][-1] == ("iii", "")


def test_a_note_that_ends_with_a_comma_has_ended_where_a_name_in_small_letters_is_explained() -> (
    None
):
    foot = """
        Comments: [i]LANCER: A man who was in OSLO for most of the year in 1946,
                  [ii]YuRIJ: The works at the river.
                  [iii]VYuGA: A square in the old town.
    """
    found = comments_of(body_of(TEXT, foot))
    assert [note.term for note in found.values()] == ["LANCER", "YuRIJ", "VYuGA"]


def test_a_word_parted_by_two_hyphens_is_one() -> None:
    foot = """
        COMMENTS$
        [i]   LANCER: A man who was seen in the town of OSLO in Novem--
              ber and later.
        [ii]  SMITHY: The works at the river.
    """
    assert [note.text for note in body_of(TEXT, foot).comments] == [
        "LANCER: A man who was seen in the town of OSLO in November and later.",
        "SMITHY: The works at the river.",
    ]


def test_a_small_letter_like_its_capital_begins_a_note_behind_its_label() -> None:
    foot = 'T.N. fa7word for word: "a sea mile".\n     fb7 Or "his nurse\'s".'
    notes = comments_of(body_of(TEXT, foot))
    assert {label: note.text for label, note in notes.items()} == {
        "a": 'word for word: "a sea mile".', "b": 'Or "his nurse\'s".',
    }  # fmt: skip


def test_the_last_line_of_a_note_is_its_own_however_it_was_read() -> None:
    foot = """
        Comments:
        [i]   LANCER: Perhaps the man who was seen with SMITHY's boy in
              OSLO.
        [ii]  SMITHY: The works at the river, of which we read in our own
              No. 31 of 1944.
    """
    clean = page(bare(TEXT, foot))
    words = tuple(
        word._replace(text="0SLC,", confidence=0.2) if word.text == "OSLO." else word
        for word in clean.words
    )
    (record,) = assemble([replace(clean, words=words)])
    assert comments_of(record)["i"].text.endswith("SMITHY's boy in 0SLC.")


def test_hyphens_that_are_read_as_two_strokes() -> None:
    foot = """
        Comments:
        [i]   LANCER: Unidentified cover=name. Member of another organ-=
              ization.
        [ii]  SMITHY: The works at the river=
              side.
    """
    notes = comments_of(body_of(TEXT, foot))
    assert [notes[label].text for label in ("i", "ii")] == [
        "LANCER: Unidentified cover-name. Member of another organization.",
        "SMITHY: The works at the riverside.",
    ]


def test_the_month_of_a_stamp_in_its_frame_is_none_of_the_text() -> None:
    record = body_of(TEXT + "\n                                   | £6 JAN 196!\n")
    assert record.sheet.body.endswith("leaves for the north.")


def test_stamps_far_below_the_notes_are_none_of_them() -> None:
    foot = (
        "Comments:\n\n[i]   LANCER: Unidentified.\n"
        + "\n" * 14
        + "Uc NOT AEMOV: l\n\nCO REMOy, x\n"
    )
    record = body_of("     LANCER[i] has left the town for good.\n", foot)
    assert [(one.label, one.text) for one in record.comments] == [("i", "LANCER: Unidentified.")]


def test_a_note_far_below_the_others_is_one() -> None:
    foot = (
        "Comments:\n\n[i]   LANCER: Unidentified.\n" + "\n" * 14 + "[ii]  SMITHY: Unidentified.\n"
    )
    record = body_of("     LANCER[i] has left the SMITHY[ii] for good.\n", foot)
    assert [one.label for one in record.comments] == ["i", "ii"]


@pytest.mark.parametrize("stamp", ["22 JAN 1956", "5 :"])
def test_what_was_stamped_left_of_a_label_is_none_of_the_notes(stamp: str) -> None:
    notes = (
        "Comments:\n\n"
        f"{'':18}[i]   LANCER: Unidentified cover-name.\n"
        f"{stamp:18}[ii]  SMITHY: The works at the riverside.\n"
    )
    typed = page(bare(TEXT, notes))
    last = max(word.line for word in typed.words)
    words = tuple(
        word._replace(confidence=0.5) if word.line == last and word.box.x0 < 600 else word
        for word in typed.words
    )
    (record,) = assemble([replace(typed, words=words)])
    found = comments_of(record)
    assert [found[label].text for label in ("i", "ii")] == [
        "LANCER: Unidentified cover-name.",
        "SMITHY: The works at the riverside.",
    ]


@pytest.mark.parametrize(
    ("slip", "meant"),
    [("voer", "over"), ("rec", "received"), ("mnuiest", "minutes"), ("hte", "The"), ("12", "12")],
)
def test_a_struck_word_of_the_letters_of_the_next_is_a_slip(slip: str, meant: str) -> None:
    struck = Word(slip, 0.95, 0, Box(0, 0, 80, 30), struck=True)
    assert (without_slip(struck, meant) is None) is slip.isalpha()
    unstruck = struck._replace(struck=False)
    assert without_slip(unstruck, meant) == unstruck


@pytest.mark.parametrize("confidence", [0.3, 0.9])
def test_the_term_of_a_note_is_no_slip_before_a_word_of_its_letters(confidence: float) -> None:
    term = Word(".POLYuS:", confidence, 0, Box(0, 0, 160, 30))
    assert without_slip(term, "Possibly") == term


@pytest.mark.parametrize(
    ("slip", "sure", "kept"),
    [
        ("LBUKNO", 0.3, "[iv]"),
        ("LBUKMO", 0.95, "[iv]"),  # all letters of a name, in another order
        ("LBUKNO", 0.95, "[iv]LBUKNO"),
    ],
)
def test_a_word_of_the_letters_of_the_next_is_a_slip_also_beside_a_marker(
    slip: str, sure: float, kept: str
) -> None:
    word = without_slip(Word(f"[iv]{slip}", sure, 0, Box(0, 0, 200, 30)), "KOLUMB:")
    assert word is not None
    assert word.text == kept
    alone = without_slip(Word(slip, sure, 0, Box(0, 0, 120, 30)), "KOLUMB")
    assert (alone is None) is (kept == "[iv]")
    stuck = without_slip(Word("[a]odWr", 0.95, 0, Box(0, 0, 120, 30)), "Word")
    assert stuck is not None
    assert stuck.text == "[a]"
    short = without_slip(Word("[iii]UEST", 0.95, 0, Box(0, 0, 120, 30)), "UTES:")
    assert short is not None
    assert short.text == "[iii]"
    twice = Word("KOLUM", sure, 0, Box(0, 0, 120, 30))
    assert without_slip(twice, "KOLUMB") == twice


@pytest.mark.parametrize(
    ("word", "after"), [("office", "of"), ("SECRET", "DAUNT"), ("a", "an"), ("group", "")]
)
def test_other_struck_words_are_no_slips(word: str, after: str) -> None:
    struck = Word(word, 0.95, 0, Box(0, 0, 80, 30), struck=True)
    assert without_slip(struck, after) == struck


def test_a_stamp_over_the_heading_of_notes_and_its_label_leaves_the_notes_below_the_text() -> None:
    text = TEXT.replace("north.", "north.[a] He is at home.[b]")
    foot = f"""
                INDEX [a)] Or "in the yard": the two words differ by one
        {"":23}letter only, and the sense gives no help.
        {"":15}[b]  Or "his brother's".

        Comments: [i]   LANCER: Unidentified cover-name.
    """
    typed = page(bare(text, foot), sure={"INDEX": 0.02, "[a)]": 0.02})
    (record,) = assemble([typed])
    assert list(comments_of(record)) == ["a", "b", "i"]
    assert record.sheet.body.endswith("He is at home.[b]")
