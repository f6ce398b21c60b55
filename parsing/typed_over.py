"""Words that the typist crossed out: what is read of letters with X, or a line, over them.

A row of X is known by its letters. Of a word that the reading found struck through, what was read is the
capitals and signs that crosses over letters look like, badly read; a name that the page or the gazetteer
bears is none of these.
"""

from __future__ import annotations

from parsing.layout import Layout
from parsing.matching import CROSS_STROKES, is_crossed, is_overtyped, is_x_run, may_be_crosses
from schemas.pages import Word
from schemas.values.stations import nearest_station

_DOUBTED = 0.65
"""Confidence below which a struck word is what was read of the letters and what lies over them."""

_READ = 0.85
"""The same where it has no vowel."""

_VOWELS = frozenset("AEIOUY")

_KNOWN = 0.8
"""Likeness to a station's name from which a word in capitals is that name."""

_RUN = 0.6
"""Share of X in a word that is a row of them."""

_SIGNS = frozenset("&¥®€#*§@")
_BRACKETS = frozenset("[](){}/")


_SPECKS = frozenset("°©®«»•~^`¬")
"""Signs that a typewriter has not, and that no bracket is read as."""


def is_speck(word: Word) -> bool:
    """Tell a word of nothing but signs that were never typed."""
    return _SPECKS.issuperset(word.text)


def is_typed_over(word: Word, layout: Layout) -> bool:
    """Tell a word that was crossed out."""
    return (
        is_x_run(word.text)
        or is_crossed(word.text.rstrip("-.,;"), word.confidence)
        or (word.struck and (is_overtyped(word.text) or _is_ruined(word, layout)))
    )


def _is_ruined(word: Word, layout: Layout) -> bool:
    """Tell what was read of a struck word from one that a line only touches."""
    text = word.text.rstrip("-.,;")
    if len(text) < 2 or not _BRACKETS.isdisjoint(text):
        return False
    if set(text) <= set(CROSS_STROKES):
        return not layout.names.bear(text)
    if word.confidence >= (_DOUBTED if _VOWELS & set(text) else _READ):
        return False
    if not _SIGNS.isdisjoint(text) or sum(char in "Xx" for char in text) > _RUN * len(text):
        return True
    crossed = sum(map(may_be_crosses, text))
    if crossed < len(text) and not (text.isupper() and "KK" in text and crossed == len(text) - 1):
        return False  # the term of a comment, or a word of the text
    return not layout.names.bear(text) and nearest_station(text)[1] < _KNOWN
