"""Terms of comments as the message bears them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from parsing.assemble import assemble
from schemas.records import Record
from tests.parsing.pages import bare, body_of, page

TEXT = """
             LANCER[i] has met TOPOL'[ii] near the QUARRY[iii] and will not see
        them again before the spring, when LANCER leaves for the north.
"""


def read_as(term: str, read: str, confidence: float) -> Record:
    foot = f"Comments: [i]   {term} Unidentified cover-name.\n          [ii]  SMITHY: A house."
    clean = page(bare(TEXT, foot))
    words = tuple(
        word._replace(text=read, confidence=confidence) if word.text == term else word
        for word in clean.words
    )
    (record,) = assemble([replace(clean, words=words)])
    return record


@pytest.mark.parametrize("read", ["LAMCER:", "LANCFR:", "LANICER:", "LACER:", "JLANCER:"])
def test_a_term_badly_read_is_the_name_of_the_text(read: str) -> None:
    (note, _) = read_as("LANCER:", read, 0.4).comments
    assert (note.term, note.text) == ("LANCER", "LANCER: Unidentified cover-name.")


@pytest.mark.parametrize("read", ["LAMCER:", "LANICER:", "LANCERS:"])
def test_a_term_well_read_stays(read: str) -> None:
    (note, _) = read_as("LANCER:", read, 0.95).comments
    assert note.term == read.rstrip(":")


def test_soft_signs_of_the_text_are_kept() -> None:
    record = body_of(TEXT, "Comments: [i]   LANCER: A man.\n          [ii]  TOPOL: A house.")
    assert [note.term for note in record.comments] == ["LANCER", "TOPOL'"]


def test_an_unnamed_person_is_a_term() -> None:
    record = body_of(
        TEXT, "Comments: [i]   [Name No. 3]: Not known.\n          [ii]  SMITHY: A house."
    )
    assert record.comments[0].term == "[Name No. 3]"


def test_an_s_that_the_text_does_not_bear_was_the_colon() -> None:
    (note, _) = read_as("LANCER:", "LANCERS", 0.95).comments
    assert (note.term, note.text) == ("LANCER", "LANCER: Unidentified cover-name.")


@pytest.mark.parametrize(
    ("read", "confidence", "text"),
    [
        ("LAWGER:", 0.4, "LANCER: Unidentified cover-name."),  # two letters, behind LANCER[i]
        ("LAWGER:", 0.95, "LAWGER: Unidentified cover-name."),
        ("LANCERt", 0.4, "LANCER: Unidentified cover-name."),
        ("LANCER*'s", 0.4, "LANCER: Unidentified cover-name."),
        ("FERRIES:", 0.4, "FERRIES: Unidentified cover-name."),
    ],
)
def test_the_name_before_its_marker_is_the_term_of_a_comment(
    read: str, confidence: float, text: str
) -> None:
    (note, _) = read_as("LANCER:", read, confidence).comments
    assert note.text == text


@pytest.mark.parametrize(
    "term", ["7th SMITHY", "V. LANCER", "A. A. LANCER", "Lt. Gen. LANCER", "de LANCER"]
)
def test_what_stands_before_the_name_of_a_term_is_of_the_term(term: str) -> None:
    text = f"     He saw {term}[i] near the river."
    (note,) = body_of(text, f"Comments: [i]   {term}: Well known in OSLO.").comments
    assert (note.term, note.text) == (term, f"{term}: Well known in OSLO.")


def test_a_term_with_an_initial_is_mended_in_its_name() -> None:
    text = "     He saw K. LANCER[i] near the river."
    clean = page(bare(text, "Comments: [i]   K. LAWCER: Well known in OSLO."))
    words = tuple(
        word._replace(confidence=0.4) if word.text == "LAWCER:" else word for word in clean.words
    )
    ((note,),) = (record.comments for record in assemble([replace(clean, words=words)]))
    assert note.text == "K. LANCER: Well known in OSLO."


def test_a_comment_that_begins_with_the_name_before_its_marker_explains_no_term() -> None:
    foot = "Comments: [i]   LANCER was a clerk.\n          [ii]  LANCERS were men of the guard."
    record = body_of(TEXT, foot)
    assert [(note.term, note.text) for note in record.comments] == [
        (None, "LANCER was a clerk."),
        (None, "LANCERS were men of the guard."),
    ]


def test_the_ending_of_many_is_no_soft_sign() -> None:
    text = "He is in the NEIGHBOURS' house[i] and knows the NEIGHBOURS' works."
    (note,) = body_of(f"     {text}", "Comments: [i]   NEIGHBOURS: Men of the other yard.").comments
    assert note.term == "NEIGHBOURS"


def test_the_english_of_an_original_has_no_soft_sign() -> None:
    text = "     The ARTEL [ARTEL'][i] has met TOPOL'[ii] near the house.\n"
    record = body_of(text, "Comments: [i]   ARTEL: A man.\n          [ii]  TOPOL: A house.")
    assert [note.term for note in record.comments] == ["ARTEL", "TOPOL'"]


@pytest.mark.parametrize(
    "said",
    [
        "VIENNA's No. 48 has not been published.",
        "VIENNA's Consul is not known.",
        "VIENNA's reply is not known.",
    ],
)
def test_what_is_said_of_a_name_s_own_explains_no_term(said: str) -> None:
    (note,) = body_of("     He is at VIENNA[i] again.\n", f"Comments: [i]   {said}").comments
    assert (note.term, note.text) == (None, said)


@pytest.mark.parametrize("read", ["LANCER's", "LANCER'", "LANCERs"])
def test_a_colon_read_as_an_ending_before_an_explanation_is_one(read: str) -> None:
    (note, _) = read_as("LANCER:", read, 0.95).comments
    assert note.text == "LANCER: Unidentified cover-name."
