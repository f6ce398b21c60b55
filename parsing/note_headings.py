"""Headings of notes, ``Comments:`` and ``T.N.``, alone on their row or before the first note.

However a heading was read, it is known by its likeness to a typed one and by what stands behind it.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from rapidfuzz import fuzz

from parsing.layout import Row
from parsing.lexicon import lexicon
from parsing.matching import is_like, letters
from parsing.note_labels import (
    LONGEST_LABEL,
    explains,
    is_bracketed,
    is_gap,
    is_plain_word,
    readings_at,
)
from schemas.records import NoteSystem

_SURELY_READ = 0.7
_SCRAP = 6
"""Confidence of what is no speck; letters and figures that may stand beside a heading and be specks."""

_HEADING = re.compile(
    r"(?:[^\w\s\[({/]{0,2}\s?|[^\w\s]{1,3}\s?|[^\w\s]{1,4}(?=[a-z]{5}))"
    r"(?P<word>[A-Za-z](?:[A-Za-z.']|[01](?=[01A-Za-z])|5(?=[A-Za-z:])){1,12}(?: [Nn][Oo][Tt][Ee][Ss]?| s)?)"
    r"\s?(?P<mark>[:;.,\"'?!$]*)(?=\s|$)"
)

_LETTERS = str.maketrans("015", "ols")
"""Figures read within the word of a heading, to its letters."""

_MOST_SPECKS, _SPECK = 3, 2
"""Specks before a heading, and their letters and figures."""

_SHORT_LABEL = 4
_ONE_BRACKET = 0.5
"""Characters, and weight of the signs, of a label of which one bracket was read."""

_LIKE = 78
_LIKE_WITH_LABEL = 65
"""Likeness to a heading of ``_LONG`` letters, when the label of a note follows it."""

_LONG = 6


@lru_cache(maxsize=256)
def heading_of(row: Row) -> tuple[NoteSystem, int] | None:
    """Tell a row that begins with a heading of notes: which system, and where the heading ends.

    A few signs that were hardly read may stand before it, or a mark of the margin. Rows are asked more than
    once.
    """
    heading = _heading_at(row, 0)
    if heading is None and (behind := _behind_specks(row) or _behind_tick(row)):
        return _heading_at(row, behind)
    return heading


def _behind_specks(row: Row) -> int:
    """Give where the first word begins that is no speck, 0 where none stands before it."""
    at = 0
    for word in row.words[: _MOST_SPECKS + 1]:
        if word.confidence >= _SURELY_READ or sum(map(str.isalnum, word.text)) > _SPECK:
            return at
        at += len(word.text) + 1
    return 0


def _behind_tick(row: Row) -> int:
    """Give where a heading begins that was read as typed behind one surely read sign, else 0.

    A tick of the margin beside the notes is read as a letter or figure: ``V Comments: [i]``.
    """
    if len(row.words[0].text) > 1:
        return 0
    tick, _, rest = row.text.partition(" ")
    heading, colon, notes = rest.partition(":")
    if not colon or heading.capitalize() not in lexicon().notes.alone:
        return 0
    return len(tick) + 1 if not notes or begins_a_note(notes.lstrip()) else 0


def _heading_at(row: Row, start: int) -> tuple[NoteSystem, int] | None:
    """Tell a heading at character ``start`` of a row, as ``heading_of`` does."""
    text = row.text
    match = _HEADING.match(text, start)
    if match is None:
        return None
    word = match["word"].strip().translate(_LETTERS)
    colon = not set(match["mark"]).isdisjoint(":;")
    small = word[0].islower()
    if (small and not (colon or word in _headless())) or not _is_like_heading(match["word"]):
        return None  # a word of the text
    at = match.end()
    rest = text[at:].strip(" .,:;-'\"_~")
    alone = not any(map(str.isalnum, rest))
    labelled = not alone and (
        begins_a_note(rest) or (":" in match["mark"] and _begins_with_half_a_label(rest))
    )
    if labelled and not colon and _IN_SENTENCE.match(rest) and not explains(rest):
        return None  # a sentence: ``Note KORSAR[i] that``
    if not colon and _CITED.match(text, at):
        return None  # ``See T2188,`` and below it ``Footnote [v].``
    worded = " notes" in word and not (colon or alone) and not _is_of_translators(word)
    if worded or (small and not labelled):
        return None  # words of the text: ``The notes [on the ships] were``
    apart = len(row.segments[0].text) <= at
    exact = (colon or apart) and word.capitalize() in lexicon().notes.alone
    exact = exact or (colon and apart and word in lexicon().notes.notes)
    if not (alone or labelled or exact or _is_scrap(row, rest)):
        return None
    for system, forms in (
        (NoteSystem.COMMENT, lexicon().notes.comments),
        (NoteSystem.NOTE, lexicon().notes.notes),
    ):
        for form in forms:
            wanted, read = letters(form), letters(word)
            least = 100 if len(wanted) <= 3 and not labelled else _LIKE
            if labelled and len(wanted) >= _LONG and len(read) >= _LONG:
                least = _LIKE_WITH_LABEL
            if fuzz.ratio(read, wanted) >= least:
                return system, at if labelled or (exact and len(rest) > _SCRAP) else len(text)
    return None


_IN_SENTENCE = re.compile(r"[A-Za-z'’-]{4,}(?:\s?\[[^\]]*\])?,?\s[a-z]")
"""A word of a sentence, or a name with or without its marker, and the small letters that follow it."""


_CITED = re.compile(r"\s?\[[^\]\s]{1,6}\](?:[.,;)]|\s(?:of|to|in|on|and|above|below|is|was|has)\b)")
"""A label in brackets, and what follows it where it is pointed to and explains nothing."""


@cache
def _headless() -> frozenset[str]:
    """Give the long headings without their first letter, which was lost: ``ootnotes``."""
    return frozenset([form[1:] for form in _forms() if len(form) > _LONG])


def _is_of_translators(word: str) -> bool:
    """Tell the one heading with a second word, ``Translator's notes``, by its first one."""
    first = word.partition(" ")[0]
    heads = tuple(form.split()[0] for form in lexicon().notes.notes if " " in form)
    return is_like(first, heads, _LIKE_WITH_LABEL / 100)


def _is_like_heading(word: str) -> bool:
    """Tell a word that is like a heading of notes, or two."""
    return is_like(word.strip(), _forms(), _LIKE_WITH_LABEL / 100)


@cache
def _forms() -> tuple[str, ...]:
    """Give the headings of notes as they are typed."""
    return (*lexicon().notes.comments, *lexicon().notes.notes)


def begins_with_label(text: str) -> bool:
    """Tell a text that begins with a sign, and so with the label of a note."""
    return not text[:1].isalnum() and begins_a_note(text)


def begins_a_note(text: str) -> bool:
    """Tell a text that begins with a label in brackets, or with a term that is explained."""
    first = text.split(" ", 1)[0]
    if explains(text) or (len(first) <= LONGEST_LABEL and explains(text[len(first) :].lstrip())):
        return True
    if is_plain_word(first) or _WORD_IN_BRACKETS.match(first):
        return False
    return any(
        is_bracketed(reading) and not is_gap(text[reading.text_at :])
        for reading in readings_at(text, 0)
    )


_WORD_IN_BRACKETS = re.compile(r"[\[({][a-z]*[a-eghkm-qsuz][a-z]*[a-eghkm-qsuz][a-z]*[\])}]")
"""A word between brackets, two letters of which no roman is read as: ``Comment (ours):``."""


def goes_on_as_text(row: Row) -> bool:
    """Tell a row with a heading of notes that goes on with words of a sentence: it may be of the text."""
    match = _HEADING.match(row.text)
    if match is None or not _is_like_heading(match["word"]):
        return False
    rest = row.text[match.end() :].lstrip(" .,:;-")
    if not rest or begins_a_note(rest):
        return False
    first = row.words[-len(rest.split())]
    word = first.text.lower()
    worded = is_plain_word(word) or word in lexicon().notes.short_words
    return first.confidence >= _SURELY_READ and (worded or bool(_WORD_IN_BRACKETS.match(word)))


def _begins_with_half_a_label(text: str) -> bool:
    """Tell a text that begins with what can be a label of which one bracket was read: ``a7 Or``."""
    first = text.split(" ", 1)[0]
    return len(first) <= _SHORT_LABEL and any(
        reading.signs >= _ONE_BRACKET and reading.text_at < len(text)
        for reading in readings_at(text, 0)
    )


def _is_scrap(row: Row, rest: str) -> bool:
    """Tell what stands apart from a heading, or was read badly beside it, from the words of a line."""
    signs = sum(char.isalnum() for char in rest)
    if signs > _SCRAP:
        return False
    return len(row.segments) > 1 or signs <= 2
