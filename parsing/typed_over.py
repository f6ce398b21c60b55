"""Words that the typist crossed out: what is read of letters with X, or a line, over them.

A row of X is known by its letters. Of a word that the reading found struck through, the letters under X are
read, if badly: a slip of the typist, whose word follows. One that is read well is a word of the text with a
line through it; so is a name that the page or the gazetteer bears.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from functools import cache, lru_cache

from parsing.layout import Layout, Row
from parsing.lexicon import lexicon
from parsing.matching import (
    CROSS_STROKES,
    VOWELS,
    is_crossed,
    is_like,
    is_of_crosses,
    is_overtyped,
    is_x_run,
)
from parsing.transliteration import folded
from schemas.pages import Word
from schemas.values.stations import nearest_station, words_of_names

_READ = 0.8
"""Confidence below which a struck word is what was read of the letters under X."""

_DOUBTED = 0.75
"""Confidence below which a name with hardly a vowel is what was read of letters under X."""

_HALF_READ, _SHORTEST_HALF_READ = 0.65, 4
"""Confidence, and letters of one case, from which a struck word is one that a line only touches."""

_KNOWN = 0.8
"""Likeness to a station's name from which a word in capitals is that name."""

_FEWEST_LETTERS, _OF_SLIP = 2, 0.75
"""Letters of a slip, and share of them that the word has which was meant."""

_FEWEST_MISTYPED = 4
"""Letters of a word behind a label that are those of the next, in another order."""

_FEWEST_UNSTRUCK, _OF_UNSTRUCK = 5, 0.8
"""The same of a slip that was not found struck."""

_HARDLY_READ = 0.36
"""Confidence below which a word that was not found struck can be a slip: ``spare parts`` is none."""

_LONG, _OF_MEANT = 7, 0.9
"""Letters of a slip, and share of the letters of the word that was meant, that are not so by chance."""

_SAME = 0.7
"""Likeness from which a word is the following one, typed or read twice."""

_MARKER = re.compile(r"[\[(/](?:[ivxl1]{1,6}|[a-h])[\])/7]")
"""A marker typed without a blank behind it."""

_BRACKETS = frozenset("[](){}/")


_SPECKS = "°©®«»•~^`¬"
"""Signs that a typewriter has not, and that no bracket is read as."""

_SPECK = re.compile(f"[{re.escape(_SPECKS)}]")


def words_kept(row: Row, below: str, layout: Layout) -> tuple[Word, ...]:
    """Give the words of a line without specks, crossed-out words and slips.

    ``below`` is the first word of the line that follows.
    """
    typed = row.words
    if _SPECK.search(row.text):
        typed = tuple([word for word in typed if word.text.strip(_SPECKS)])
    read = ["", *[word.text for word in typed], below]
    kept: list[Word] = []
    for word, before, text, after in zip(typed, read, read[1:], read[2:], strict=False):
        if len(text) == len(after) and _is_of_small_word(text, after):
            continue
        plain = not word.struck and _is_plain(text)
        if plain and word.confidence >= _READ:
            if not (after.isupper() and _is_mistyped(text, after, behind_label=False)):
                kept.append(word)
            continue
        graded = before in _OPENED and _GRADE.fullmatch(text) is not None
        stays = plain or graded or not is_typed_over(word, layout) or _is_lined(word, after)
        if stays and (left := without_slip(word, after)):
            kept.append(left)
    return tuple(kept)


def _is_of_small_word(text: str, following: str) -> bool:
    """Tell the letters of the small word that follows in another order, crossed out: ``nad and``."""
    if not text.islower():
        return False
    meant = following.casefold()
    return meant in lexicon().slips.before and text != meant and sorted(text) == sorted(meant)


@cache
def _letters_of_small_words() -> frozenset[str]:
    return frozenset("".join(sorted(word)) for word in lexicon().slips.before)


def _is_small_word_mistyped(text: str) -> bool:
    """Tell the letters of a small word in another order, which were typed over: ``ferobe``."""
    scrambled = text.islower() and "".join(sorted(text)) in _letters_of_small_words()
    return scrambled and text not in lexicon().slips.before


@lru_cache(maxsize=8192)
def _is_plain(text: str) -> bool:
    """Tell a text that is no crosses, however it was read, and begins with no marker a slip can follow."""
    return not _can_be_crosses(text) and _MARKER.match(text) is None


_OPENED = frozenset("[{/(£")
_GRADE = re.compile(r"[A-D8]%")
"""A bracket with a blank behind it, and the grade of a reading behind that."""


def is_typed_over(word: Word, layout: Layout) -> bool:
    """Tell a word that was crossed out."""
    return (_can_be_crosses(word.text) and _is_crosses(word)) or (
        word.struck and (is_overtyped(word.text) or _is_ruined(word, layout))
    )


def _can_be_crosses(text: str) -> bool:
    """Tell a text that is crosses, if it was read badly enough: hardly a word is."""
    return is_x_run(text) or is_of_crosses(text.rstrip(_STOPS))


def _is_crosses(word: Word) -> bool:
    return is_x_run(word.text) or is_crossed(word.text.rstrip(_STOPS), word.confidence)


_STOPS = "-.,;"


def is_overtyped_name(name: str, words: Sequence[Word], terms: Collection[str]) -> bool:
    """Tell what shows through crosses in ``words`` from a name surely read, or one of the comments' terms."""
    if not is_overtyped(name) or any(folded(name) == folded(term) for term in terms):
        return False
    sure = [word for word in words if not word.struck and word.confidence >= _DOUBTED]
    return VOWELS.isdisjoint(folded(name)) or not any(name in word.text for word in sure)


def _is_lined(word: Word, following: str) -> bool:
    """Tell a word that a line only touches, as a pen's at its feet, and no slip of the one ``following``."""
    text = word.text.strip(_STOPS)
    if word.confidence < _HALF_READ or len(text) < _SHORTEST_HALF_READ or _can_be_crosses(text):
        return False
    if not text.replace("-", "").isalpha() or not (text.islower() or text.istitle()):
        return False
    slip = _is_small_word_mistyped(text) or _is_slip(word, text, following)
    return not slip and following not in _closed_words()


def without_slip(word: Word, following: str) -> Word | None:
    """Give a word unless it is the typist's slip before the word ``following``; of one with a marker, that.

    A slip has the letters of the word that was meant: struck, or read as what shows through the X over them.
    A name, or what is stuck to a label, has all of them in another order, however surely it was read.
    """
    marker = _MARKER.match(word.text)
    sure = not word.struck and word.confidence >= _READ
    if sure and marker is None and not following.isupper():
        return word
    slip = word.text[marker.end() :] if marker else word.text
    if not (
        _is_mistyped(slip, following, behind_label=marker is not None)
        if sure
        else _is_slip(word, slip, following)
    ):
        return word
    if marker is None:
        return None
    return word.part(0, marker.end())


def _is_mistyped(slip: str, following: str, *, behind_label: bool) -> bool:
    """Tell the letters of a word in another order: stuck to a label four are enough, even of a name."""
    if slip.isupper() is not following.isupper():
        return False
    typed, meant = _letters_of(slip), _letters_of(following)
    if len(typed) != len(meant) or typed == meant or sorted(typed) != sorted(meant):
        return False
    is_name = typed.isupper() and not behind_label
    return len(typed) >= (_FEWEST_UNSTRUCK if is_name else _FEWEST_MISTYPED)


@lru_cache(maxsize=8192)
def _letters_of(text: str) -> str:
    return "".join(filter(str.isalpha, text))


def _is_slip(word: Word, text: str, following: str) -> bool:
    """Tell the ``text`` of a word that has the letters of the one ``following``."""
    fewest, share = (_FEWEST_LETTERS, _OF_SLIP) if word.struck else (_FEWEST_UNSTRUCK, _OF_UNSTRUCK)
    read = text.casefold()
    if len(read) < fewest or (not word.struck and ":" in read):
        return False  # too short, or the term of a note
    slip, meant = _letters_of(read), _letters_of(following.casefold())
    if not fewest <= len(slip) <= len(meant) + 1:
        return False
    common = sum([min(slip.count(char), meant.count(char)) for char in set(slip)])
    if common < share * len(slip):
        return False
    # no chance, as in a short word
    scrambled = len(slip) >= _LONG and common >= _OF_MEANT * len(meant)
    doubted = word.confidence < (_READ if scrambled else _HARDLY_READ)
    return word.struck or (doubted and not is_like(text, (following,), _SAME))


@cache
def _closed_words() -> frozenset[str]:
    """Give the words of closed wordings, which no letters under X are read as: of gaps, and of comments."""
    gaps = lexicon().gaps
    said = (part for word in lexicon().notes.unidentified for part in (word, *word.split("-")))
    return frozenset((*gaps.unit, *gaps.of_groups, *said))


def _is_ruined(word: Word, layout: Layout) -> bool:
    """Tell what was read of letters under X from a word that a line only touches, which is read well."""
    text = word.text.rstrip("-.,;")
    if len(text) < 2 or not _BRACKETS.isdisjoint(text):
        return False
    if set(text) <= set(CROSS_STROKES):
        return not layout.names.bear(text)
    if _is_small_word_mistyped(text):
        return True
    if text in lexicon().slips.before:
        return False
    if word.confidence >= _READ or ":" in text or text in _closed_words():
        return False
    if text in words_of_names() or layout.names.bear(text):
        return False
    return nearest_station(text)[1] < _KNOWN
