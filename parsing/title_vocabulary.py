"""The words of titles, and which of them a word is that was read otherwise."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from parsing.figures import LETTERS
from parsing.lexicon import lexicon
from parsing.matching import capital_share
from parsing.shapes import is_misread
from schemas.values.stations import gazetteer

DOUBTED = 0.75
"""Confidence below which a word of the title can be a station's name misread."""

WELL_READ = 0.85
"""Confidence from which a word is another one but for one letter at most."""

SURE = 0.95
"""Confidence from which a word is none other though its letters look like one's."""

MOSTLY_CAPITALS = 0.6
"""Share of capitals from which a word is one of a title."""

_PER_LETTER = 4
"""Letters of a word of which one may be misread."""

SHORTEST_LONG = 5
"""Letters from which a word is no short one."""

_SMALL = 2
"""Letters of the shortest words."""


@cache
def vocabulary() -> frozenset[str]:
    """Give the words of titles: those of the lexicon, and of stations' names."""
    stations = (part for name in gazetteer() for part in name.split())
    return frozenset((*lexicon().title.words, *lexicon().title.vocabulary, *stations))


@cache
def of_length(signs: int) -> tuple[str, ...]:
    """Give the words of titles that have so many letters."""
    return tuple(known for known in vocabulary() if len(known) == signs)


def mended(name: str, confidence: float) -> str | None:
    """Give the word of titles that a word is: of one read well, a long one but for a letter, or a short one.

    Words of English that are like those are none of them, unless they were read badly.
    """
    if confidence >= SURE:
        return None
    badly_read = confidence < DOUBTED
    known = _known(name, badly_read=badly_read)
    if known is None or badly_read:
        return known
    if name in lexicon().title.others:
        return None
    return known if confidence < WELL_READ or _is_no_word(name, known) else None


def _is_no_word(name: str, known: str) -> bool:
    """Tell what is no word of English, but ``known`` misread."""
    if len(name) <= _SMALL:
        return name.lower() not in lexicon().notes.short_words
    long = len(name) >= SHORTEST_LONG and is_misread(name.upper().translate(LETTERS), known)
    return long or _NO_WORD.search(name) is not None


_NO_WORD = re.compile(r"Q(?!U)|^[^AEIOUY]{4,}$")


@lru_cache(maxsize=4096)
def _known(name: str, *, badly_read: bool) -> str | None:
    """Give the one word of titles that a word is but for letters that look alike, or a quarter of them.

    The latter only where the word was read badly.
    """
    read = name.upper().translate(LETTERS)
    if read in vocabulary() or capital_share(name) < MOSTLY_CAPITALS:
        return None
    most = len(read) // _PER_LETTER
    alike = [known for known in of_length(len(read)) if is_misread(read, known, 1 + most)]
    if len(alike) == 1 and not _has_nearer(read, alike[0]):
        return alike[0]
    if len(alike) > 1 or not badly_read or len(read) < SHORTEST_LONG:
        return None
    near = process.extract(
        read, vocabulary(), scorer=Levenshtein.distance, score_cutoff=most, limit=2
    )
    alone = len(near) == 1 or (len(near) == 2 and near[0][1] < near[1][1])
    return near[0][0] if alone else None


def _has_nearer(read: str, known: str) -> bool:
    """Tell that another word of titles is nearer, whatever the shapes of its letters."""
    nearer = Levenshtein.distance(read, known) - 1
    best = process.extractOne(read, vocabulary(), scorer=Levenshtein.distance, score_cutoff=nearer)
    return best is not None


@lru_cache(maxsize=4096)
def with_first(tail: str) -> str | None:
    """Give the one word of titles that lacks nothing but its first letter."""
    whole = [known for known in of_length(len(tail) + 1) if known[1:] == tail]
    return whole[0] if len(whole) == 1 else None


@lru_cache(maxsize=4096)
def parted(text: str) -> str | None:
    """Give a short word and one of titles between which the blank was not read: ``TORESIDENTS``."""
    core = text.rstrip(",:;")
    if core in vocabulary():
        return None
    pairs = [
        f"{small} {text[len(small) :]}"
        for small in lexicon().title.words
        if core.startswith(small)
        and len(core) - len(small) >= SHORTEST_LONG
        and core[len(small) :] in vocabulary()
    ]
    return pairs[0] if len(pairs) == 1 else None


@lru_cache(maxsize=4096)
def parted_at_signs(text: str) -> str | None:
    """Give the words of titles between which signs were read in the blanks: ``OF"DELAYSMIN``."""
    core = text.rstrip(",:;")
    words = _words_between_signs(core) if len(core) <= _LONGEST_RUN else ()
    if len(words) < _SEVERAL or max(map(len, words)) < SHORTEST_LONG:
        return None
    return " ".join(words) + text[len(core) :]


def _words_between_signs(text: str) -> tuple[str, ...]:
    """Give the words of titles that a text consists of, a sign between each two; none if of others."""
    if text in vocabulary():
        return (text,)
    for end in range(len(text) - _SMALL - 1, _SMALL - 1, -1):
        if text[:end] in vocabulary() and (behind := _words_between_signs(text[end + 1 :])):
            return (text[:end], *behind)
    return ()


_SEVERAL, _LONGEST_RUN = 2, 80
"""Words in such a run at least, and its characters at most: a line of a title has no more."""


@lru_cache(maxsize=4096)
def small_word(text: str) -> str | None:
    """Give the short word of titles that a text is by its shapes, without a speck after it: ``T0``."""
    core = text.rstrip(".")
    words = lexicon().title.words
    if len(core) < 2 or core.islower():
        return None
    if core.isalpha() and core[0].isupper() and core.upper() in words:
        return core.upper()
    if core.translate(LETTERS) in words:
        return core.translate(LETTERS)
    if len(core) == _SMALL and not core.isupper():
        read = core.upper().translate(LETTERS)
        alike = [word for word in words if is_misread(read, word, len(word))]
        return alike[0] if len(alike) == 1 else None
    return None
