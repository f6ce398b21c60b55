"""Gaps with other words in them, and gaps of which a figure or a bracket was read as the other."""

from __future__ import annotations

import pytest

from parsing.brackets import canonical, groups_of
from schemas.records import GapKind, MarkKind


@pytest.mark.parametrize(
    "typed",
    [
        "[ca. 150 groups unrecovered]",
        "[the first 214 groups unrecovered]",
        "[Entire text of 214 groups unrecovered]",
        "[1,214 groups unrecovered]",
        "[2-3 groups unrecovered]",
        "[2 or 3 groups unrecovered]",
        "[Groups 1 - 214 unrecovered]",
        "[of 714 groups, 300 groups unrecovered]",
        "[one group unrecovered]",
        "[2 groups uncertain]",
        "[2 groups unreadable]",
        "[Part I missing]",
    ],
)
def test_what_is_not_one_number_is_not_counted(typed: str) -> None:
    bracketed = canonical(f"He went {typed} home.")
    assert bracketed.text == f"He went {typed} home."
    assert [mark.kind for mark in bracketed.marks] == [MarkKind.INSERTION]


@pytest.mark.parametrize(
    ("typed", "groups"),
    [
        ("[20 groups unrecovered; 4 unrecoverable]", 20),
        ("[1 group unrecovered: a name]", 1),
        ("[2 groups unrecovered, 3 groups garbled]", 2),
    ],
)
def test_a_number_that_is_told_is_counted(typed: str, groups: int) -> None:
    bracketed = canonical(f"He went {typed} home.")
    assert bracketed.text == f"He went {typed} home."
    assert groups_of(bracketed.marks, GapKind.UNRECOVERED) == groups


@pytest.mark.parametrize(
    ("read", "written"),
    [
        ("then [2] groups unrecoverable] came", "then [? groups unrecoverable] came"),
        (
            "[7] groups unrecoverable and 15 groups unrecovered] he",
            "[? groups unrecoverable and 15 groups unrecovered] he",
        ),
        (
            "[12 groups unrecoverable and o0 groups unrecovered] he",
            "[12 groups unrecoverable and ? groups unrecovered] he",
        ),
        ("of the [bo groups unrecovered] men", "of the [60 groups unrecovered] men"),
        ("of 3 rous unrecovered men", "of [3 groups unrecovered] men"),
        (
            "of /2 groups unrecovered/72 groups unrecovered/ men",
            "of [2 groups unrecovered][2 groups unrecovered] men",
        ),
        (
            "of /2 groups unrecovered/7 groups unrecovered/ men",
            "of [2 groups unrecovered][7 groups unrecovered] men",
        ),
    ],
)
def test_a_number_that_was_cut_is_open(read: str, written: str) -> None:
    assert canonical(read).text == written
