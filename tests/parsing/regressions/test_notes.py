"""Notes that were lost, cut or run together, each as OCR gave it."""

from __future__ import annotations

import pytest

from schemas.records import MarkKind
from tests.parsing.pages import body_of, comments_of, inside

TEXT = """
             LANCER[i] has met the SMITHY[ii] near the QUARRY[iii] and will not
        see the BAKERY[iv] again before the spring.
"""


def test_a_term_that_is_like_the_word_for_groups_is_no_gap() -> None:
    text = TEXT.replace("SMITHY", "GROUSE")
    foot = """\
Comments

        [i]    LANCER: Unidentified.
        [ii]   GROUSE: Unidentified cover-name.
        [iii]  QUARRY: Unidentified.
        [iv]   BAKERY: Unidentified.
"""
    notes = comments_of(body_of(text, foot))
    assert [note.term for note in notes.values()] == ["LANCER", "GROUSE", "QUARRY", "BAKERY"]


def test_a_note_ends_well_above_the_foot_of_the_page() -> None:
    foot = (
        "Comments:\n\n        [i]   LANCER: CALLAO.\n" + 9 * "\n" + "        3/NBE/I77 b 21 July\n"
    )
    notes = comments_of(body_of(TEXT, foot))
    assert notes["i"].text == "LANCER: CALLAO."


@pytest.mark.parametrize("heading", ["Notes", ". Notes", "notes:", "'Notes"])
def test_specks_before_a_heading_and_its_capital_lost(heading: str) -> None:
    foot = f"""\
Comments:  [i]   LANCER: Unidentified.

{heading}   [a]   Or 'money'.
"""
    notes = comments_of(body_of(TEXT.replace("met", "met[a]"), foot))
    assert notes["i"].text == "LANCER: Unidentified."
    assert notes["a"].text == "Or 'money'."


def test_a_word_of_the_text_that_is_a_heading_elsewhere() -> None:
    text = TEXT + "        No one has seen the two\n        comments [us] until now.\n"
    assert body_of(text).sheet.body.endswith("the two comments [us] until now.")


def test_a_text_that_begins_with_notes_and_a_bracket_is_no_heading() -> None:
    text = "        The notes [end of sentence missing] on the harbour have come.\n"
    foot = "No. 31\nLANCER\n\n\nNotes\n\n[a]   Or 'money'.\n"
    record = body_of(text, foot)
    assert record.sheet.body == text.strip()
    assert (record.sheet.signature_serial, record.sheet.signature_name) == (31, "LANCER")
    assert comments_of(record)["a"].text == "Or 'money'."


@pytest.mark.parametrize(
    "heading", ["Translator's notes", "Translators' Notes:", "Trauslator's notes"]
)
def test_a_heading_of_two_words_before_its_first_note(heading: str) -> None:
    notes = comments_of(body_of(TEXT.replace("met", "met[a]"), f"{heading}  [a]   Or 'money'.\n"))
    assert notes["a"].text == "Or 'money'."


@pytest.mark.parametrize("label", ["J/b/", "Llbj", "[6]", '"Lb7'])
def test_letters_between_ruined_brackets(label: str) -> None:
    foot = f"""\
Notes:

        [a]   Or 'money'.
        {label}   Sense uncertain.
        [c]   Or 'sold'.
"""
    notes = comments_of(body_of(TEXT.replace("met", "met[a]").replace("see", "see[b]"), foot))
    assert {label: note.text for label, note in notes.items()} == {
        "a": "Or 'money'.",
        "b": "Sense uncertain.",
        "c": "Or 'sold'.",
    }


def test_a_scrap_in_the_margin_beside_a_label() -> None:
    foot = """\
        Comments:   [i]   LANCER: CALLAO.
                    [ii]  SMITHY: Unidentified.
NES                 [iii] QUARRY: LIMA.
"""
    notes = comments_of(body_of(TEXT, foot))
    assert notes["ii"].text == "SMITHY: Unidentified."
    assert notes["iii"].text == "QUARRY: LIMA."


def test_the_label_that_was_read_well_tells_that_one_was_lost() -> None:
    foot = """\
Comments:

        [i]    LANCER: CALLAO.
        fii7   SMITHY: Unidentified.
        fiv7   BAKERY: LIMA.
"""
    assert list(comments_of(body_of(TEXT, foot))) == ["i", "ii", "iv"]


def test_a_number_behind_a_stroke_is_no_grade() -> None:
    foot = "Comments:\n\n        [i]   LANCER: See LIMA's No. /82 of 3 March.\n"
    record = body_of(TEXT, foot)
    assert comments_of(record)["i"].text == "LANCER: See LIMA's No. /82 of 3 March."
    assert not inside(record, MarkKind.READING, "comments")


@pytest.mark.parametrize(
    ("read", "typed"),
    [
        ("Unidentified cover-name.", "Unidentified cover-name."),
        ("Unident fied cover=nane.", "Unidentified cover-name."),
        ("Unicantified.", "Unidentified."),
        ("Unidentified. See LIMA'S NO. i9 Of i8th March.", "Unidentified. See LIMA's No. 19 of 18th March."),
        ("See LIMA's Nos. 12 and 19 of 2nd OCtober.", "See LIMA's Nos. 12 and 19 of 2nd October."),
        ("See LIMA's Noe 48 of 14 Jume.", "See LIMA's No. 48 of 14 June."),
        ("See LIMA's No. 48 of 14 Jan.", "See LIMA's No. 48 of 14 Jan."),
        ("Undertaker of 3 villages.", "Undertaker of 3 villages."),
        ("Or 12 men of 4 ships.", "Or 12 men of 4 ships."),
    ],
)  # fmt: skip
def test_closed_wordings_of_comments(read: str, typed: str) -> None:
    foot = f"Comments:\n\n        [i]   LANCER: {read}\n        [ii]  SMITHY: LIMA.\n"
    assert comments_of(body_of(TEXT, foot))["i"].text == f"LANCER: {typed}"


@pytest.mark.parametrize("overtyped", ["#EH", "$¥H"])
def test_signs_that_a_word_typed_over_leaves(overtyped: str) -> None:
    foot = f"Comments:\n\n        [i]   LANCER: Unidentified. {overtyped} See LIMA's No. 4.\n"
    assert comments_of(body_of(TEXT, foot))["i"].text == "LANCER: Unidentified. See LIMA's No. 4."
