"""Papers that are no cables: memoranda, letters, slips, lists of cables.

Known by a heading, by labels that no cable bears, by a salutation or closing, or by the words of a covering
letter, which can name a cable with its From, To and No.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from rapidfuzz import fuzz

from parsing.figures import LETTERS
from parsing.layout import Row
from parsing.lexicon import lexicon
from parsing.matching import best_form, capital_share, is_like, letters, phrase_at_head
from parsing.shapes import is_misread

_SHORT = 40
_LABEL = re.compile(r"(?P<label>[A-Za-z][A-Za-z. -]{1,12}?)\s?[.:;]*")
_PLAIN = re.compile(r"[a-z]{2,}[.,;:]?")
_FEWEST_PLAIN = 6
_COLUMNS = 3
_LONGEST_GREETING = 5
_RUNNING_ROWS = 2


def is_other_paper(head: Sequence[Row], rows: Sequence[Row]) -> bool:
    """Tell a paper that is no cable; ``head`` are the first of the page's ``rows``."""
    words = lexicon().other
    if any(_is_heading(segment.text) for row in head for segment in row.segments):
        return True
    labels = {label for row in head for label in _labels(row)}
    if labels & set(words.never_of_cables) and len(labels) >= 2:
        return True
    if any(_is_heading_of_columns(row) for row in head):
        return True
    if any(phrase_at_head(row.text, words.coverings, 0.9) for row in head):
        return True
    greeted = any(
        len(row.text) < _SHORT and phrase_at_head(row.text, words.salutations, 0.92) for row in head
    )
    closed = any(
        len(row.text) < _SHORT and phrase_at_head(row.text, words.closings, 0.86) for row in rows
    )
    return greeted or closed or any(_is_curt(row.text) for row in head)


def is_running_text(rows: Sequence[Row]) -> bool:
    """Tell rows of running text, of which a cable has none above its stations."""
    plain = [row for row in rows if len(_PLAIN.findall(row.text)) >= _FEWEST_PLAIN]
    return len(plain) >= _RUNNING_ROWS


def leads_to_a_copy(rows: Sequence[Row]) -> bool:
    """Tell rows of which the last leads from the words of a covering letter to the cable that it names."""
    covering = lexicon().other.coverings
    return leads_on(rows) and phrase_at_head(rows[-1].text, covering, 0.8) is not None


def leads_on(rows: Sequence[Row]) -> bool:
    """Tell rows that end with a word in small letters: the sentence goes on below."""
    words = rows[-1].text.split() if rows else []
    return bool(words) and words[-1].isalpha() and words[-1].islower()


def _is_heading(text: str) -> bool:
    words = lexicon().other
    if is_like(text, words.headings, 0.86):
        return True
    if len(text) > 2 * _SHORT or capital_share(text) < 0.6:
        return False
    typed = letters(text)
    return any(
        len(typed) >= len(letters(slip)) and fuzz.partial_ratio(letters(slip), typed) >= 90
        for slip in words.slips
    )


def _labels(row: Row) -> list[str]:
    """Give the labels of a memorandum that pieces of a row begin with, before a colon."""
    found = []
    for segment in row.segments:
        label, colon, _ = segment.text.partition(":")
        if colon and len(label) >= 2:
            form, like = best_form(label, lexicon().other.labels)
            if like >= 0.86:
                found.append(form)
    return found


def _is_heading_of_columns(row: Row) -> bool:
    """Tell ``FROM    TO    NO.    DATE`` above a list, or ``TO    DATE    INITIALS`` on a slip."""
    heads = {
        column
        for segment in row.segments
        if (match := _LABEL.fullmatch(segment.text.strip().translate(LETTERS)))
        and (column := _column(match["label"].upper().strip(" .")))
    }
    return len(heads) >= _COLUMNS


def _column(read: str) -> str | None:
    """Give the heading of a column, of which a letter may be another that looks alike."""
    columns = lexicon().other.columns
    return (
        read if read in columns else next((one for one in columns if is_misread(read, one)), None)
    )


def _is_curt(text: str) -> bool:
    """Tell a salutation that is a line: ``Sir:``, ``Gentlemen,``, ``Dear Palmer,``."""
    words, line = lexicon().other, text.strip()
    if not line.endswith((":", ",", ";", ".")):
        return False
    parts = line[:-1].split()
    greeted = bool(parts) and parts[0] in words.greetings and len(parts) <= _LONGEST_GREETING
    return greeted or line[:-1].strip() in words.curt_salutations
