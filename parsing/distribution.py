"""Where the distribution of a sheet is: a heading alone on its row, at times read badly."""

from __future__ import annotations

from collections.abc import Sequence

from parsing.layout import Row
from parsing.lexicon import lexicon
from parsing.matching import best_form, is_x_run

_LIKE = 0.8
"""Likeness to ``Distribution`` of its heading."""

_RUINED, _UNSURE = 0.62, 0.85
"""Likeness that is enough for a word alone on its row that was read with less than this confidence."""

_LONGEST = 20


def distribution_at(rows: Sequence[Row]) -> int | None:
    """Give the row with the heading of a distribution; ``None`` when there is none."""
    forms = lexicon().furniture.distribution
    for index, row in enumerate(rows):
        text = _uncrossed(row.segments[0].text)
        alike = best_form(text, forms)[1] if len(text) <= _LONGEST else 0.0
        if alike >= _LIKE or (alike >= _RUINED and _is_ill_read_word(row)):
            return index
    return None


def _uncrossed(text: str) -> str:
    """Leave out the list that was typed over with X on the line of its heading."""
    first, blank, rest = text.partition(" ")
    return first if blank and all(map(is_x_run, rest.split())) else text


def _is_ill_read_word(row: Row) -> bool:
    """Tell a word alone on its row that was read unsurely."""
    unsure = max(word.confidence for word in row.words) < _UNSURE
    return unsure and len(row.words) == 1 and row.text.rstrip(":.").isalpha()
