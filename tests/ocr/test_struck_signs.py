"""The sign before a struck word: what it says of the words of a row, and that nothing is lost with it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocr.struck_signs import STRUCK, told
from schemas.pages import Box, Word


def words(row: str) -> list[Word]:
    found, left = [], 0
    for part in row.split():
        found.append(Word(part, 0.9, 0, Box(left, 0, left + 20 * len(part), 30)))
        left += 20 * (len(part) + 1)
    return found


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("~TOP ~SECRET DAUNT", ["-TOP-", "-SECRET-", "DAUNT"]),
        ("the ~hte the", ["the", "-hte-", "the"]),
        ("~ SECRET", ["-SECRET-"]),  # a sign by itself is the next word's
        ("the~hte the", ["the", "-hte-", "the"]),  # a blank was lost before the sign
        ("SECRET~ DAUNT", ["SECRET", "-DAUNT-"]),
        ("~~SECRET", ["-SECRET-"]),
        ("~ ~ SECRET", ["-SECRET-"]),
        ("To: MOSCOW ~", ["To:", "MOSCOW"]),
        ("Issued: 18~8-65", ["Issued:", "18-8-65"]),  # the sign is much like a hyphen
        ("Nos. 4138 ~4142", ["Nos.", "4138-4142"]),
        ("~4138 ~4142", ["-4138-", "-4142-"]),
    ],
)
def test_a_sign_tells_the_word_behind_it(read: str, meant: list[str]) -> None:
    found = told(words(read))
    assert [f"-{word.text}-" if word.struck else word.text for word in found] == meant


def test_a_word_parted_at_a_sign_keeps_its_place() -> None:
    before, after = told(words("the~hte"))
    assert before.box == Box(0, 0, 60, 30)
    assert after.box == Box(80, 0, 140, 30)  # the sign takes a place of its own


def test_a_struck_word_keeps_the_place_of_all_its_letters() -> None:
    (word,) = told(words("~SECRET"))
    assert word.box == Box(0, 0, 140, 30)  # the sign at its beginning takes none


@given(st.text("ab~ ", max_size=20))
def test_every_letter_stays_and_no_sign_does(read: str) -> None:
    found = told(words(read))
    assert "".join(word.text for word in found) == read.replace(STRUCK, "").replace(" ", "")
    assert all(word.text for word in found)


@given(st.text("ab ", max_size=20))
def test_without_a_sign_nothing_changes(read: str) -> None:
    assert told(words(read)) == tuple(words(read))
