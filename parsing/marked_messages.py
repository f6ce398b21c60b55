"""What tells a message whose header could not be read: the marks of its text, and its comments."""

from __future__ import annotations

from collections.abc import Collection

from rapidfuzz import fuzz

from parsing.brackets import Mark, canonical
from parsing.heads import bears_pieces_of_head
from parsing.layout import Layout
from parsing.lexicon import lexicon
from parsing.matching import letters
from parsing.mentions import cites_a_message
from parsing.note_headings import heading_of
from schemas.records import MarkKind

_ALIKE = 88.0
"""Likeness, of 100, to the words of a comment on a cover-name."""


def bears_gaps(layout: Layout, kinds: Collection[MarkKind] = (MarkKind.GAP,)) -> bool:
    """Tell a message by its gaps, or marks of other ``kinds``, where its header could not be read.

    Other papers quote them: between quotation marks, or below the station and number of the message, with
    nothing of a cable's head above.
    """
    above = ""
    for row in layout.rows:
        read = canonical(row.text)
        gaps = (mark for mark in read.marks if mark.kind in kinds)
        gap = next((mark for mark in gaps if not _is_quoted(read.text, mark)), None)
        if gap is not None:
            headed = bears_pieces_of_head(layout.rows)
            return headed or not cites_a_message(f"{above} {read.text[: gap.start]}")
        above = f"{above} {read.text}"
    return False


def _is_quoted(text: str, mark: Mark) -> bool:
    before, after = text[: mark.start].rstrip()[-1:], text[mark.end :].lstrip()[:1]
    return before in _QUOTES and after in _QUOTES and bool(before and after)


_QUOTES = '"“”'


def explains_cover_names(layout: Layout) -> bool:
    """Tell a message by comments under their heading, one of which is on a cover-name."""
    at = next((at for at, row in enumerate(layout.rows) if heading_of(row) is not None), None)
    if at is None:
        return False
    unidentified = " ".join(lexicon().notes.unidentified)
    return any(
        fuzz.partial_ratio(letters(unidentified), letters(row.text)) >= _ALIKE
        for row in layout.rows[at:]
    )
