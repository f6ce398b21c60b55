"""What was read well stays as it was typed: no rule for worn type changes it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from parsing.assemble import assemble
from parsing.brackets import KnownLabels, canonical
from parsing.explanations import identification_in
from parsing.named import read_named
from parsing.note_wording import mended
from tests.parsing.pages import bare, body_of, comments_of, only_record, page

NOTED = KnownLabels(frozenset({"i", "ii", "iv"}), terms={"iv": "OAK", "ii": "MILL", "i": "HERON"})


@pytest.mark.parametrize(
    "typed",
    [
        "In the OAK[DUB][iv] committee he spoke.",
        "He saw the MILL[ILLI][ii] there.",
        "He saw the MILL [ILLI] there.",
        "See 3/KTB/T600 and S/KTB/T71 of the spring.",
        "He filed 5/KTB/T at once, and/or took the LIMA/OSLO train [3 groups unrecovered].",
        "He will come [sic, read \"JUAREZ's\"] and [the DUKE's] man too.",
        "On 3/4 of the road he stopped.",
    ],
)
def test_originals_strokes_and_possessives(typed: str) -> None:
    assert canonical(typed, NOTED).text == typed


LETTERED = KnownLabels(frozenset({"i"}), frozenset({"a", "d", "e"}), {"i": "HERON"})


@pytest.mark.parametrize(
    "name", ["STRELA", "GERALD", "MacDONALD", "GISELE", "DE LA CRUZ", "DA ROZA"]
)
def test_words_in_brackets_keep_their_last_letters_and_names_their_first(name: str) -> None:
    typed = f"He saw the MILL [{name}][i] and [B% {name}] there ({name})."
    assert canonical(typed, LETTERED).text == typed


def test_a_t_before_a_possessive_closes_no_reading() -> None:
    read = "He asks for (B% VINCENT's letter) at once."
    assert canonical(read, NOTED).text == "He asks for [B% VINCENT's letter] at once."


def test_an_original_broken_at_a_line_end_is_one_word() -> None:
    record = body_of(
        """
             He has been told by the man at the pier of the SOCIETY [OB-
        ShchESTVO] and of the FELLOW-
        COUNTRYMANLY circles there.
        """
    )
    assert "SOCIETY [OBShchESTVO] and of the FELLOW-COUNTRYMANLY circles" in record.sheet.body


@pytest.mark.parametrize(
    "note",
    [
        "HERON: Unidentified cover-name, perhaps a ship.",
        "HERON: An identified member of the crew.",
        "HERON: Unidentified cover-name; also in No. 7.",
        "HERON: Unidentified, possibly Juan GOMEZ.",
        'RUSAK: i.e. "RUSAK": the text has the word in Cyrillic letters.',
    ],
)
def test_the_wordings_of_notes(note: str) -> None:
    assert mended(note) == note


@pytest.mark.parametrize(
    ("note", "named"),
    [
        ("HERON: Unidentified cover-name. (Identified as Col. M. I. GOMEZ)", "Col. M. I. GOMEZ"),
        ("(Identified as the banker J. M. URIBE).", "the banker J. M. URIBE"),
        ("Later identified as St. John MERCER. See No. 7.", "St. John MERCER"),
        ("(Identified in 1951 as Henri MOREAU.)", "Henri MOREAU"),
        ("Identified as agent B. See also LIMA's No. 4.", "agent B"),
        ("(Identified as Mlle. d'ESTREES)", "Mlle. d'ESTREES"),
        ("(Identified as the S.S. KIROV)", "the S.S. KIROV"),
        ("(Identified as J. MERCER, Ph.D.)", "J. MERCER, Ph.D"),
        ("(Identified as a clerk of Messrs. A. & B. Ltd.)", "a clerk of Messrs. A. & B. Ltd"),
        ("(Identified as J. MERCER (see No. 12))", "J. MERCER"),
        ("(Identified as BERIYA.See No. 12)", "BERIYA"),
        ('(Identified as "JACK")', "JACK"),
        ('(Identified as John DOE, alias "JACK")', 'John DOE, alias "JACK"'),
    ],
)
def test_the_stops_of_initials_and_titles_do_not_end_a_name(note: str, named: str) -> None:
    assert identification_in(note) == named


@pytest.mark.parametrize(
    ("note", "named"),
    [
        ("Not found in the list. Identified as agent B.", "agent B"),
        ("Not identified with the clerk.", None),
        ("Cannot be identified with the clerk. (Identified as Henri MOREAU)", "Henri MOREAU"),
        ("That he is to be identified with the clerk was rejected later.", None),
        ("The possibility that he is to be identified with the clerk remains.", None),
        ("Unidentified as yet.", None),
    ],
)
def test_one_who_is_said_not_to_be_the_one_named_is_not_identified(
    note: str, named: str | None
) -> None:
    assert identification_in(note) == named


def test_a_reference_cited_at_the_end_of_a_note_is_none_of_the_sheet() -> None:
    notes = """
        Comments:
        [i] HERON: Cover-name, unidentified. The man at the pier is also named in
            (3/KTB/T600).
    """
    record = body_of("     He has met HERON[i] at the pier in the town.\n", notes)
    assert record.sheet.reference_number is None
    assert comments_of(record)["i"].text.endswith("also named in (3/KTB/T600).")


def test_the_end_of_a_sentence_that_was_read_badly_is_none_of_a_stamp() -> None:
    typed = page(
        bare(
            """
             The keeper of the ferry has been seen in the town again, in
        the new coat.
             There are three ways out of it, one of which leads into a
        cellar.

             No. 62
             TARPAN
        """
        )
    )
    words = tuple(
        word._replace(confidence=0.4) if word.text == "cellar." else word for word in typed.words
    )
    (record,) = assemble([replace(typed, words=words)])
    assert record.sheet.body is not None
    assert record.sheet.body.endswith("leads into a cellar.")


def test_a_note_can_point_to_the_note_of_another_sheet() -> None:
    cited = replace(NOTED, cited=True)
    assert canonical("See [iii] of LIMA's No. 7.", cited).text == "See [iii] of LIMA's No. 7."


def test_a_correction_of_a_note_and_a_comment() -> None:
    record = only_record(
        """
                                                  Ref. No.:  3/NBF/T1399
                                                  Issued:    12/3/1951
                                                  Copy No.:  201

    CORRIGENDUM

    Please substitute the following for Note [b] and Comment [vii]:

    [b]   Or "the elder of the two brothers".

    [vii] RUSAK: Unidentified cover-name. See LIMA's No. 7.
    """
    )
    told = [(comment.system.value, comment.label) for comment in record.comments]
    assert told == [("note", "b"), ("comment", "vii")]


def test_a_short_name_alone_at_the_right_is_no_typists_initials() -> None:
    sheet = body_of(
        f"""
             He has left the town with the books and will not be back until
        the end of the spring.

        {"":55}NILS
        """
    ).sheet
    assert sheet.signature_name == "NILS"


def test_signs_in_parentheses_behind_a_cover_name_stay() -> None:
    foot = "        Comments: [i]   KLYON: Unidentified cover-name (= MAPLE?).\n"
    (comment,) = body_of("     He has met KLYON[i] at the pier.\n", foot).comments
    assert comment.text == "KLYON: Unidentified cover-name (= MAPLE?)."


@pytest.mark.parametrize(
    "original", ["ZNAT'", "ZNAMYa", "ZDANIE", "LNYaNOJ", "TBILISI", "FTOROJ", "ZMEYa"]
)
def test_an_original_keeps_its_first_letter_before_any_other(original: str) -> None:
    text = f"He has met the HOUSE [{original}][i] of the town."
    assert canonical(text, KnownLabels(frozenset({"i"}), frozenset())).text == text


def test_a_letter_that_is_a_word_of_a_name_is_of_the_term_that_an_original_renders() -> None:
    read = canonical("the X CLUB [KLUB IKS]", KnownLabels(frozenset(), frozenset()))
    assert [mark.term for mark in read.marks] == ["X CLUB"]


@pytest.mark.parametrize("read", ["SERGE]", "SERGE].", "SERGE][i]"])
def test_a_bracket_that_nothing_opens_is_the_j_that_ends_a_name(read: str) -> None:
    named = read_named(read, KnownLabels(frozenset({"i"}), frozenset()))
    assert named is not None
    assert named.name == "SERGEJ"


@pytest.mark.parametrize("name", ["SOKOL", "KLYoN", "OLEN'"])
def test_a_signed_name_in_quotation_marks_gets_no_soft_sign_of_them(name: str) -> None:
    text = f'     He has left the town.\n\n     No. 45     "{name}"\n'
    assert body_of(text).sheet.signature_name == name
