from __future__ import annotations

from hypothesis import HealthCheck, given, settings

from parsing.assemble import assemble
from schemas.pages import Box, Page, Word
from tests.parsing import test_any_pages as any_pages


def test_words_without_width() -> None:
    """Routing divides by the letter's width: give Layout.letter and .line a floor of one pixel."""
    words = tuple(
        Word(text, 0.9, line, Box(0, 0, 0, 0)) for line, text in enumerate(("From:", "From:", "TO"))
    )
    assemble([Page(1, "", 2550, 3300, None, 0, 0.0, False, words, None)])


@settings(max_examples=400, deadline=None, suppress_health_check=list(HealthCheck))
@given(any_pages.sources(smallest=0))
def test_any_pages_give_sound_records(pages: tuple[Page, ...]) -> None:
    any_pages.check(pages, assemble(pages))
