"""Ticks and strokes of the margin, and streaks of a copying machine, are none of the text."""

from __future__ import annotations

from dataclasses import replace

import pytest

from parsing.assemble import assemble
from parsing.layout import lay_out
from parsing.streaks import without_streaks
from schemas.pages import Box, Word
from tests.parsing.pages import GRID, bare, page

TEXT = """
     He says that the second of the two books is not to be had in the
whole of the town. For this the man has been sent to the place that
know one has and will look for the one that they sent. He has asked for
the second of the books, which is to be had at the house of the owner,
and for the money of the month.
"""
SAID = "to the place that know one has"


def body_with(read: str, first: int, letters: int) -> str:
    """Parse the text with ``read`` in the place of the third line's first word, ``first`` columns from it."""
    typed = page(bare(TEXT))
    at = next(at for at, word in enumerate(typed.words) if word.text == "know")
    word = typed.words[at]
    x0 = word.box.x0 + first * GRID.letter
    stroke = word._replace(
        text=read, box=Box(x0, word.box.y0, x0 + letters * GRID.letter - 6, word.box.y1)
    )
    after = () if read.endswith("know") else (word,)
    words = (*typed.words[:at], stroke, *after, *typed.words[at + 1 :])
    (record,) = assemble([replace(typed, words=words)])
    return record.sheet.body or ""


@pytest.mark.parametrize(
    ("read", "first", "letters"),
    [
        ("/", -2, 1),
        ("V", -2, 1),
        ("/", -9, 1),
        ("V", -9, 1),
        ("/know", -1, 5),
        ("|know", -1, 5),
    ],
)
def test_a_stroke_beside_the_lines_is_none_of_them(read: str, first: int, letters: int) -> None:
    assert SAID in body_with(read, first, letters)


@pytest.mark.parametrize(
    ("read", "sureness", "first", "letters", "none"),
    [
        ("64!", 0.8, -8, 3, True),
        ("OQ)", 0.62, -8, 3, True),
        ("yyv", 0.6, 74, 3, True),
        ("12.", 0.9, -8, 3, False),
        ("(ii)", 0.9, -8, 4, False),
        ("1943", 0.9, -8, 4, False),
    ],
    ids=["number", "letters", "cross", "an item", "a roman item", "a year"],
)
def test_marks_outside_the_column_of_the_text_are_none_of_it(
    read: str, sureness: float, first: int, letters: int, *, none: bool
) -> None:
    typed = page(bare(TEXT))
    word = next(word for word in typed.words if word.text == "know")
    x0 = GRID.left + first * GRID.letter
    mark = Word(read, sureness, 99, Box(x0, word.box.y0, x0 + letters * GRID.letter, word.box.y1))
    (record,) = assemble([replace(typed, words=(*typed.words, mark))])
    assert (read not in (record.sheet.body or "")) is none


def test_a_letter_where_lines_begin_is_typed() -> None:
    assert "that V know" in body_with("V", 0, 1)


@pytest.mark.parametrize(
    ("line", "typed"),
    [
        ("to be sent to | BERNE as consul", "to be sent to BERNE as consul"),
        ("owns a small | house", "owns a small house"),
        ("of his journey. | Henrik", "of his journey. Henrik"),
        ("owns a small|house", "owns a small house"),
        ("it is early to bring|OREL here", "it is early to bring OREL here"),
        ("reports |that the", "reports that the"),
        ("of wolfram.| It is", "of wolfram. It is"),
        ("| 2 groups unrecovered | he", "| 2 groups unrecovered | he"),
        ("| groups unrecovered] he", "| groups unrecovered] he"),
        ("[which he | has", "[which he | has"),
        ("the office|KONTORA] is", "the office|KONTORA] is"),
        ("on | May he", "on | May he"),
    ],
)
def test_a_streak_beside_plain_words_is_no_type(line: str, typed: str) -> None:
    words = [
        Word(text, 0.9, 1, Box(100 * at, 0, 100 * at + 90, 30), struck=False)
        for at, text in enumerate(line.split())
    ]
    assert " ".join(word.text for word in without_streaks(words)) == typed


def test_words_between_which_a_streak_was_read_have_their_share_of_its_box() -> None:
    read = Word("small|house", 0.9, 1, Box(0, 0, 110, 30), struck=False)
    assert [word.box for word in without_streaks([read])] == [
        Box(0, 0, 50, 30),
        Box(60, 0, 110, 30),
    ]


def test_streaks_are_taken_out_of_the_rows_of_a_page() -> None:
    rows = lay_out(page(bare(TEXT.replace("whole of", "whole | of")))).rows
    assert not any("|" in row.text for row in rows)


def test_a_word_whose_box_takes_in_the_one_before_it_stays_behind_it() -> None:
    typed = page(bare(TEXT))
    at = next(at for at, word in enumerate(typed.words) if word.text == "owner,")
    before, wide = typed.words[at - 1 : at + 1]
    wide = wide._replace(box=wide.box._replace(x0=before.box.x0 - GRID.letter))
    words = (*typed.words[:at], wide, *typed.words[at + 1 :])
    (record,) = assemble([replace(typed, words=words)])
    assert "the house of the owner," in (record.sheet.body or "")
