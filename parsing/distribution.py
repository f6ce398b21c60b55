"""Where the distribution of a sheet is: a heading alone on its row, often read badly.

The engine reads it as ``Nietrihntion`` and worse, so a word as long is compared letter by letter as well.
"""

from __future__ import annotations

from collections.abc import Sequence

from parsing.layout import Row
from parsing.lexicon import lexicon
from parsing.matching import best_form
from parsing.offices import is_initials

_RUINED_HEADING, _UNSURE = 0.62, 0.85
"""Likeness to ``Distribution`` that is enough for a word read with less than this confidence."""

_SCRAPED = 0.5
"""The same for the last row of a page, and the confidence below which it was hardly read."""

_LISTED, _LONGEST_OFFICE = 2, 24
"""Lines of a list that are enough to tell it by, and the letters that each has at most."""

_PIECE = 4
"""Letters of the pieces that a heading fell into."""


def distribution_at(rows: Sequence[Row]) -> int | None:
    """Give the row with the heading of a distribution, however it was read; ``None`` when there is none."""
    forms = lexicon().furniture.distribution
    for index, row in enumerate(rows):
        text = row.segments[0].text
        alike = best_form(text, forms)[1] if len(text) <= 20 else 0.0
        ruined = max(alike, _shape_like(text.strip(" .:;"), forms[0]))
        if alike >= 0.8 or (
            _is_ill_read_word(row) and (ruined >= _RUINED_HEADING or _heads_offices(rows, index))
        ):
            return index
    if rows and rows[-1].passage.sureness < _SCRAPED and _is_ill_read_word(rows[-1]):
        alike = best_form(rows[-1].text, forms)[1]  # nothing follows: its list is blank
        return len(rows) - 1 if alike >= _SCRAPED else None
    return None


def _heads_offices(rows: Sequence[Row], at: int) -> bool:
    """Tell a row at whose edge short lines follow under one another, an office's initials among them."""
    edge = rows[at].box.x0
    letter = rows[at].box.width / len(rows[at].text)
    listed = [
        row.segments[0].text
        for row in rows[at + 1 : at + 1 + _LISTED]
        if abs(row.box.x0 - edge) <= letter and len(row.text) <= _LONGEST_OFFICE
    ]
    return len(listed) == _LISTED and any(map(is_initials, listed))


_LIKE_LETTERS = ("bh", "un", "ao", "eso", "itl", "DNVd", "rn")
"""Letters that are read for one another in worn type."""


def _shape_like(read: str, form: str) -> float:
    """Tell how like a word is, letter by letter: one read for its like counts half."""
    if len(read) != len(form):
        return 0.0
    alike = [
        1.0 if one == other else 0.5 * any({one, other} <= set(group) for group in _LIKE_LETTERS)
        for one, other in zip(read, form, strict=True)
    ]
    return sum(alike) / len(form)


def _is_ill_read_word(row: Row) -> bool:
    """Tell a word alone on its row, in one piece or several, read unsurely: ``Nietrihntion``."""
    whole = "".join(word.text for word in row.words).rstrip(":.")
    unsure = max(word.confidence for word in row.words) < _UNSURE
    parted = len(row.words) > 1 and all(len(word.text) <= _PIECE for word in row.words)
    return unsure and whole.isalpha() and (len(row.words) == 1 or parted)
