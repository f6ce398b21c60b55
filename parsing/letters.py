"""What tells a letter or a list that bears none of the words of papers: its day, its signer, its numbers.

A letter is signed at the right, with initials before a surname in small letters or with initials alone, and
dated at its head; a list is numbered below a title in capitals. Senders of cables sign in capitals.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from parsing.foot_date import date_alone
from parsing.layout import Layout, Row
from parsing.matching import capital_share, characters_in
from parsing.papers import is_line_of_words

_SURNAME = r"[A-Z][a-z][A-Za-z]*(?:[-\s'][A-Z][a-z]+)*"
_RANK = r"(?:[A-Z][a-z]+\.?\s){0,2}"
_SIGNER = re.compile(
    rf"{_RANK}(?:[A-Z]\.\s?){{1,3}}{_SURNAME}(?:,\s[\w\s.]+)?|(?:[A-Z]\.\s?){{2,4}}"
)
"""Initials before a surname, a rank before them or an office behind it, or alone with their stops."""

_SIGNER_ROWS, _RIGHT = 3, 20
"""Rows at the end of a letter among which its signer is, and letters right of the text where he signs."""

_HEAD_ROWS = 4
_FEWEST_ITEMS = 2
_ITEM = re.compile(r"(\d{1,2})[.)]\s")
_CAPITALS = 0.8
_SHORTEST_HEADING = 4


def is_letter(rows: Sequence[Row], layout: Layout) -> bool:
    """Tell a page that is signed as letters are, and dated at its head or a list under a title.

    ``rows`` are those of the page without its furniture, of which the day above a short letter can be.
    """
    return _is_signed(rows, layout) and (_is_dated(layout.rows) or _is_list(rows))


def is_like_letter(rows: Sequence[Row], layout: Layout) -> bool:
    """Tell a page that is signed as letters are, or is a list under a title: a message can quote either."""
    return _is_signed(rows, layout) or _is_list(rows)


def is_headed(rows: Sequence[Row]) -> bool:
    """Tell rows that begin with a heading in capitals."""
    text = rows[0].segments[0].text
    return capital_share(text) >= _CAPITALS and characters_in(text) >= _SHORTEST_HEADING


def _is_signed(rows: Sequence[Row], layout: Layout) -> bool:
    """Tell a name with its initials, alone at the right below the text."""
    right = layout.left + _RIGHT * layout.letter
    return any(
        row.box.x0 > right and _SIGNER.fullmatch(row.text.strip(" ,()")) is not None
        for row in rows[1:][-_SIGNER_ROWS:]
    )


def _is_dated(rows: Sequence[Row]) -> bool:
    """Tell a day with its year, alone in its piece above the text."""
    for row in rows[:_HEAD_ROWS]:
        if is_line_of_words(row):
            return False
        if any(date_alone(piece.text) is not None for piece in row.segments):
            return True
    return False


def _is_list(rows: Sequence[Row]) -> bool:
    """Tell items that are numbered from one on, right below a heading in capitals."""
    if not is_headed(rows):
        return False
    numbers = [int(item[1]) for row in rows[1:] if (item := _ITEM.match(row.text))]
    return len(numbers) >= _FEWEST_ITEMS and numbers == list(range(1, len(numbers) + 1))
