"""Words of a page."""

from __future__ import annotations

from schemas.pages import Box, Word


def test_a_part_of_a_word_has_its_share_of_the_box() -> None:
    word = Word("[iv]LUKA", 0.9, 2, Box(100, 10, 180, 40), struck=True)
    assert word.part(0, 4) == word._replace(text="[iv]", box=Box(100, 10, 140, 40))
    assert word.part(4, 8) == word._replace(text="LUKA", box=Box(140, 10, 180, 40))
    assert word.part(0, 8) == word
