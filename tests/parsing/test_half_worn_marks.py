"""Marks of which one sign or word was lost, and the rest, or the paper, tells what it was."""

from __future__ import annotations

import pytest

from parsing.assemble import assemble
from parsing.brackets import KnownLabels, canonical
from schemas.records import MarkKind
from tests.parsing.pages import bare, inside, page

LABELS = KnownLabels(
    frozenset({"i", "ii", "iii", "iv", "v"}),
    frozenset({"a", "b"}),
    {"i": "KORSAR", "ii": "MILL", "iii": "TARPAN", "v": "ROOF"},
)


@pytest.mark.parametrize(
    ("read", "written"),
    [
        ("in {4 aapmee unrecovered] it", "in [4 groups unrecovered] it"),
        ("in [1 Scelp unrecovered] it", "in [1 group unrecovered] it"),
        ("in /3 groups unnsceverad/ it", "in [3 groups unrecovered] it"),
        (
            "in /121 groups pareeresre /3 groups unrecovered/ it",
            "in [121 groups unrecovered] [3 groups unrecovered] it",
        ),
        ("in [2 words unrecovered] it", "in [2 words unrecovered] it"),
        ("in [3 groups of soldiers] it", "in [3 groups of soldiers] it"),
        (
            "the /B% mills/ 2112 groups unrecovered7 at",
            "the [B% mills] [112 groups unrecovered] at",
        ),
        ("in [3 groups unrecovered? he", "in [3 groups unrecovered] he"),
    ],
)
def test_gaps_of_which_a_word_is_left(read: str, written: str) -> None:
    assert canonical(read).text == written


@pytest.mark.parametrize(
    ("read", "written"),
    [
        ("he [Ct has been] there", "he [C% has been] there"),
        ("he [Bh has been] there", "he [B% has been] there"),
        ("he [C ¥ has been] there", "he [C% has been] there"),
        ("he [C 7% has been] there", "he [C% has been] there"),
        ("he [p% has been] there", "he [D% has been] there"),
        ("he /C%/ has been/ there", "he [C% has been] there"),
        ("he [D% .. has been] there", "he [D% has been] there"),
        ("he [D% -has been] there", "he [D% has been] there"),
        ("left /B% for OSLO?. It was", "left [B% for OSLO]. It was"),
        ("the /C% report of 17 July'. He went", "the [C% report of 17 July]. He went"),
        (
            "/C% is 2587 Storgaten, OSLO, as he said/ it",
            "[C% is 258] Storgaten, OSLO, as he said/ it",
        ),
        ("[At the mill] he", "[At the mill] he"),
        ("[Do not go] he", "[Do not go] he"),
    ],
)
def test_readings_of_which_a_sign_is_left(read: str, written: str) -> None:
    assert canonical(read).text == written


_LINES = """
     He was sent to the north with his brother and with some others
who had been there before, and they asked for [18 groups unrecovered]
boats, of which they had been told [3 groups unrecovered] by a friend
of theirs who lives in the street near the harbour and sells apples.
"""


@pytest.mark.parametrize(
    ("read", "gaps"),
    [
        ({"[18": "18", "[3": "13"}, ["18 groups unrecovered", "3 groups unrecovered"]),
        ({"[18": "118", "[3": "3"}, ["18 groups unrecovered", "3 groups unrecovered"]),
    ],
)
def test_the_place_that_a_number_takes_tells_whether_its_bracket_was_read_as_a_figure(
    read: dict[str, str], gaps: list[str]
) -> None:
    (record,) = assemble((page(bare(_LINES), read=read),))
    assert inside(record, MarkKind.GAP) == gaps
