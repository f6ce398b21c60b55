"""How the pages of a cable end: with its signature, with its notes below that, or in the middle of it.

What follows the end of a cable is none of its text; below notes the last of them can go on.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum
from typing import NamedTuple

from parsing.clearing import Cleared, clear
from parsing.last_words import surely_ends_sentence
from parsing.layout import Layout, Row
from parsing.matching import characters_in
from parsing.note_headings import heading_of
from parsing.papers import leads_on
from parsing.signed_ends import is_signed_at_end

_FEWEST_LETTERS = 3
"""Letters and figures of the last word before the text of a note that are no label's."""


class End(Enum):
    """Where the last page of a cable leaves it.

    ``NOTED`` are notes that can go on, or below which the text can, where no signature stands above them.
    """

    OPEN = "open"
    SIGNED = "signed"
    NOTED = "noted"
    DONE = "done"


class Ended(NamedTuple):
    """How a cable ends, and where the text of its last note begins, in pixels, when it ends with notes."""

    end: End
    column: int | None = None


def end_of(pages: Sequence[Layout], *, corrects: bool = False) -> Ended:
    """Tell how the cable ends of which these are the ``pages``; what ``corrects`` one ends with notes."""
    last = last_of(pages)
    if not last.rows or says_more(last, pages) or leads_on(last.rows):
        return Ended(End.OPEN)
    dated = last.edges.foot_date is not None
    noted = (at for at, row in enumerate(last.rows) if heading_of(row) is not None)
    headed = 0 if corrects else next(noted, None)
    if headed is None:
        done = End.DONE if dated else End.OPEN
        return Ended(End.SIGNED if is_signed_at_end(last.rows) else done)
    signed = is_signed_at_end(last.rows[:headed]) and surely_ends_sentence(last.rows[-1])
    return Ended(End.DONE if dated or signed else End.NOTED, _column(last.rows[-1]))


def last_of(pages: Sequence[Layout]) -> Cleared:
    """Give the last page of a sheet without its furniture."""
    return clear(pages[-1], top=len(pages) > 1)


def says_more(last: Cleared, pages: Sequence[Layout]) -> bool:
    """Tell that by what stands on the last page more follow than these."""
    return last.edges.continued or (last.edges.page_count or 0) > len(pages)


def _column(row: Row) -> int:
    """Give where the text of a note begins, behind its heading and label when they stand on its row."""
    at = next((at for at, word in enumerate(row.words, 1) if word.text.endswith("]")), 0)
    labels = all(
        characters_in(word.text) < _FEWEST_LETTERS or word.text.endswith((":", "]"))
        for word in row.words[:at]
    )
    return row.words[at].box.x0 if at < len(row.words) and labels else row.box.x0
