"""How much type a page bears: that of a sheet, a few words of a paper, or what specks were read as."""

from __future__ import annotations

from parsing.matching import characters_in
from schemas.pages import Page

_FEWEST_WORDS = 8
_READ = 0.5
"""Words of a page that was typed, and their mean confidence."""

_FEWEST_SURE = 3
_SURELY_READ = 0.8
"""The same of a page with a few words: a separator, ``THIS PAGE INTENTIONALLY LEFT BLANK``."""

_FEWEST_WORN = 12
_WORN = 0.2
"""The same of a page of worn type, with no more than words of letters."""

_STRAY = 0.3


def is_typed(page: Page) -> bool:
    """Tell a page that was typed by its words, fewer of which are enough where they were surely read."""
    typed = _confidences(page, 2)
    if len(typed) < _FEWEST_SURE:
        return False
    least = _READ if len(typed) >= _FEWEST_WORDS else _SURELY_READ
    return sum(typed) / len(typed) >= least


def is_text(page: Page) -> bool:
    """Tell a typed page, worn or not, from a photograph with a few shapes read as letters."""
    if is_typed(page):
        return True
    typed = [word.confidence for word in page.words if sum(map(str.isalpha, word.text)) >= 3]
    return len(typed) >= _FEWEST_WORN and sum(typed) / len(typed) >= _WORN


def is_stray(page: Page) -> bool:
    """Tell a page on which next to nothing was read."""
    typed = _confidences(page, 2)
    return not typed or sum(typed) / len(typed) < _STRAY


def bears_few_words(page: Page) -> bool:
    """Tell a page with a few words at most, of a stamp or a hand, which are no page of a text."""
    return len(_confidences(page, 2)) < _FEWEST_WORDS


def _confidences(page: Page, fewest: int) -> list[float]:
    """Give the confidences of the words with as many letters and figures."""
    return [word.confidence for word in page.words if characters_in(word.text) >= fewest]
