"""Doubtful words compared with the machine's own letters, sign by sign.

An engine knows letters from print: it takes a closed ``c`` for an ``o``, a stop that stands high for an
``e``, a half inked ``m`` for a ``w``. Where the place of a letter looks clearly more like another sign of
the same page, that sign stands there. Signs that many machines share (``l`` and ``1``) and words that
the page spells the same way elsewhere are left as they were read.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from itertools import groupby
from typing import NamedTuple

import numpy as np

from ocr.letters import Alphabet, Place, places_of
from ocr.reduced import Grey
from ocr.rows import Row
from ocr.scraps import pitch_of
from schemas.pages import Word

_KNOWN = 0.9  # confidence of words of which signs are learnt
_SURE = 0.93  # confidence of words that are not compared
_DOUBTFUL = 0.8  # confidence of words that make a page worth it,
_ENOUGH = 0.2  # by this share of its letters: on others hardly a sign was changed
_ALIKE = 0.7  # likeness to the other sign
_LESS_ALIKE = 0.1  # than most of that sign's strikes are
_MORE_ALIKE = 0.05  # than most of its own sign's: such a place is not asked what else it may be
_CLEARER = 0.02  # by which that sign must be more like than the one that was read
_CLEARER_SURE = 0.08  # the same in words that are hardly doubtful
_HARDLY_DOUBTFUL = 0.9
_MOST_CHANGED = 0.5  # share of a word's letters; with more they stand elsewhere than thought
_MOST_MOVED = 1  # letters of a word that look like their neighbour; more are a place off
_STROKES = frozenset("[](){}/\\|")  # alike on many machines; what they mean shows only in pairs
_TOKEN = re.compile(r"\w+")
_SAME = tuple(map(frozenset, ("l1I|i!", "0Oo", ".,", "'’‘`", "-—~_")))
"""Signs that are one type, or one but for a dot, on many machines."""


class _Change(NamedTuple):
    letter: int
    sign: str
    clearer: float


def compared(words: Sequence[Word], pixels: Grey, rows: Sequence[Row] = ()) -> tuple[Word, ...]:
    """Give the words of an upright page, uint8 (height, width), with signs as their ink shows them.

    ``rows`` are those that the words' lines count, where the page was read row by row.
    """
    if _doubtful_share(words) < _ENOUGH or (pitch := pitch_of(words)) is None:
        return tuple(words)
    places = places_of(words, pitch, rows)
    known = [place for place in places if words[place.word].confidence >= _KNOWN]
    alphabet = Alphabet(pixels, pitch, known)
    if not alphabet.signs:
        return tuple(words)
    spelt = {token for word in words if word.confidence >= _SURE for token in _tokens(word.text)}
    doubtful = frozenset(
        at for at, word in enumerate(words) if word.confidence < _SURE and not word.struck
    )
    found = list(words)
    for at, group in groupby(places, key=lambda place: place.word):
        if at in doubtful:
            changes = _changes(list(group), alphabet)
            found[at] = words[at]._replace(text=_respelt(words[at], changes, spelt))
    return tuple(found)


def _doubtful_share(words: Sequence[Word]) -> float:
    """Give the share of letters that stand in badly read words, 0..1."""
    letters = sum(len(word.text) for word in words)
    badly = sum(len(word.text) for word in words if word.confidence < _DOUBTFUL and not word.struck)
    return badly / max(letters, 1)


def _changes(places: Sequence[Place], alphabet: Alphabet) -> list[_Change]:
    """Give the places of a word that look more like another sign."""
    found = []
    for place, alike in zip(places, alphabet.likeness(places), strict=True):
        best = int(np.argmax(alike))
        sign, likeness = alphabet.signs[best], float(alike[best])
        if place.sign not in alphabet.signs or not _can_be_told_apart(place.sign, sign):
            continue
        at = alphabet.signs.index(place.sign)
        own = float(alike[at])
        if own > alphabet.usual[at] + _MORE_ALIKE:
            continue
        if likeness >= max(_ALIKE, alphabet.usual[best] - _LESS_ALIKE):
            found.append(_Change(place.letter, sign, likeness - own))
    return found


def _can_be_told_apart(sign: str, other: str) -> bool:
    return sign not in _STROKES and other not in _STROKES and _differ(sign, other)


def _differ(sign: str, other: str) -> bool:
    return sign != other and not any(sign in same and other in same for same in _SAME)


def _respelt(word: Word, changes: Sequence[_Change], spelt: Collection[str]) -> str:
    """Spell a word as the page spells it elsewhere, or with the signs that are clearly others."""
    as_read, changed = _tokens(word.text), _tokens(_with(word.text, changes))
    if not changes or _are_moved(word.text, changes):
        return word.text
    if as_read and all(token in spelt for token in as_read):
        return word.text
    if changed and all(token in spelt for token in changed):
        return _with(word.text, changes)
    least = _CLEARER_SURE if word.confidence >= _HARDLY_DOUBTFUL else _CLEARER
    clear = [change for change in changes if change.clearer > least]
    if len(clear) > max(1, _MOST_CHANGED * len(word.text)):
        return word.text
    return _with(word.text, clear)


def _are_moved(text: str, changes: Sequence[_Change]) -> bool:
    """Tell whether several letters look like their neighbour: one more or less was read before them."""
    for side in (-1, 1):
        moved = sum(
            0 <= change.letter + side < len(text)
            and not _differ(text[change.letter + side], change.sign)
            for change in changes
        )
        if moved > _MOST_MOVED:
            return True
    return False


def _with(text: str, changes: Sequence[_Change]) -> str:
    signs = list(text)
    for change in changes:
        signs[change.letter] = change.sign
    return "".join(signs)


def _tokens(text: str) -> list[str]:
    return _TOKEN.findall(text.lower())
