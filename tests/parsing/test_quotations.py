"""Quotations of whose closing mark one stroke was read."""

from __future__ import annotations

import pytest

from parsing.brackets import canonical


@pytest.mark.parametrize(
    ("read", "written"),
    [
        ("the S.S. \"Svanholm'[a] came", 'the S.S. "Svanholm"[a] came'),
        ("he said \"Not since Christmas'. Then", 'he said "Not since Christmas". Then'),
        ('of "GAVAN\' and "GNOM" also', 'of "GAVAN\' and "GNOM" also'),
        ('the "boys\' school" there', 'the "boys\' school" there'),
        ("the \"fellows' team and", "the \"fellows' team and"),
        ("so 'here' and there\" he said", "so 'here' and there\" he said"),
        ("his \"first\n\nof the men' came", "his \"first\n\nof the men' came"),
    ],
)
def test_the_one_mark_that_can_close_a_quotation_closes_it(read: str, written: str) -> None:
    assert canonical(read).text == written
