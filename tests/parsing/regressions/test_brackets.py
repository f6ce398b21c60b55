from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsing.brackets import canonical
from schemas.records import GapKind
from tests.parsing.test_brackets import LABELS


@pytest.mark.parametrize("typed", ["He came on 3/11 and left.", "The radius is 1/7 of it."])
def test_fractions_are_no_markers(typed: str) -> None:
    bracketed = canonical(typed, LABELS)
    assert bracketed.text == typed
    assert bracketed.marks == ()


@pytest.mark.parametrize(
    "typed", ["[B% the sofa]", "at [C% Tripoli] he", "a [sofa]", "[C% was sold]", "he [was told]"]
)
def test_the_end_of_a_word_in_a_mark_is_no_marker(typed: str) -> None:
    assert canonical(typed, LABELS).text == typed


ENGLISH = st.sampled_from(["the", "house", "was", "sold", "before", "could", "answer", "it", "of"])
GAPS = st.builds(
    lambda count, kind: f"[{count} group{'s' if count != 1 else ''} {kind}]",
    st.integers(1, 299),
    st.sampled_from(list(GapKind)),
)
CANONICAL = st.one_of(
    GAPS,
    st.builds(lambda grade, word: f"[{grade}% {word}]", st.sampled_from("ABCD"), ENGLISH),
    st.sampled_from(["[i]", "[ii]", "[iv]", "[a]", "[b]"]),
    st.just("TERM [SLOVO]"),
    ENGLISH,
)


@given(st.lists(CANONICAL, max_size=15))
def test_what_is_canonical_stays_so(pieces: list[str]) -> None:
    text = " ".join(pieces)
    bracketed = canonical(text, LABELS)
    assert bracketed.text == text
    assert len(bracketed.marks) == text.count("[")


def test_a_pound_sign_before_a_count_is_a_bracket() -> None:
    bracketed = canonical("left £116 groups unrecovered/ £2 groups unrecovered/ at sea", LABELS)
    assert bracketed.text == "left [116 groups unrecovered] [2 groups unrecovered] at sea"
