"""What tells a correction sheet, its heading or which sheet it corrects, and where its notes begin.

Cables speak of corrections as well, of their own telegrams and of others, below their stations.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

from parsing.layout import Row
from parsing.lexicon import lexicon
from parsing.matching import is_one_like, names_sender
from parsing.message_ends import is_note
from parsing.papers import is_line_of_words
from parsing.phrases import phrase_at_head, texts_that_begin
from parsing.references import find_references

_LIKE = 0.85
_SURELY_READ = 0.85
"""Confidence from which a small letter is no misread capital."""


def is_correction(head: Sequence[Row]) -> bool:
    """Tell the first rows of a page that begin a correction sheet.

    With its instruction the heading tells one wherever it stands alone on its row.
    """
    words = lexicon().correction
    texts = [row.text for row in head]
    headed = is_one_like(texts, words.headings, _LIKE)
    corrected = texts_that_begin(texts, words.references[0], _LIKE)
    if not (headed or corrected):
        return False
    if any(any(find_references(text)) for text in corrected):
        return True
    instructed = any(phrase_at_head(text, words.instructions, _LIKE) for text in texts)
    above = list(takewhile(lambda row: not _is_of_message(row), head))
    if headed and is_one_like(
        _typed_as_heading(head if instructed else above), words.headings, _LIKE
    ):
        return True
    corrected = texts_that_begin([row.text for row in above], words.references[0], _LIKE)
    return bool(corrected) and instructed


def instruction_at(rows: Sequence[Row]) -> int | None:
    """Give the row of ``Please substitute the following``, above which a correction has its head."""
    forms = lexicon().correction.instructions
    return next(
        (at for at, row in enumerate(rows) if phrase_at_head(row.text, forms, 0.8) is not None),
        None,
    )


def above_notes(rows: Sequence[Row]) -> Sequence[Row]:
    """Give the rows of a correction above its instruction, or its first note where that has other words.

    What stands above the sender, as a title in quotes or the date of an issue in brackets, is no note.
    """
    asked = instruction_at(rows)
    if asked is None:
        sent = next((at for at, row in enumerate(rows) if names_sender(row.text)), 0)
        asked = next((at for at in range(sent, len(rows)) if is_note(rows[at])), None)
    return rows[:asked]


def _is_of_message(row: Row) -> bool:
    """Tell the label of a sender, or a line of running text: above them the heading of a sheet stands."""
    return names_sender(row.text) or is_line_of_words(row)


def _typed_as_heading(rows: Sequence[Row]) -> list[str]:
    """Give the texts of rows that do not surely begin with a small letter, as words of a sentence do."""
    return [
        row.text
        for row in rows
        if not (row.text[:1].islower() and row.words[0].confidence >= _SURELY_READ)
    ]
