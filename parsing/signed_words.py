"""What stands beside a name in a signature, as ``(signed)`` or first names, and where nobody signed."""

from __future__ import annotations

import re

from parsing.dates import names_a_month
from parsing.layout import Passage
from parsing.lexicon import lexicon
from parsing.matching import is_like
from parsing.named import is_name
from parsing.signature_dates import only

SURE = 0.85
"""Confidence of a small word from which it is none of what is read of specks and markers."""


def without_signed(passage: Passage) -> Passage:
    """Leave out the word that says that one signed, before the name or behind it: ``(signed) PETROV``."""
    words, signed = passage.words, lexicon().signature.signed
    first, end = 0, len(words)
    while first < end - 1 and words[first].text.strip("().:/").lower() in signed:
        first += 1
    while first < end - 1 and words[end - 1].text.strip("().:/").lower() in signed:
        end -= 1
    return only(passage, words[first:end])


def has_particle(passage: Passage) -> bool:
    """Tell a name that begins with a small word of names, surely read: ``de BRESSAC``."""
    first = passage.words[0]
    return first.text in lexicon().persons.particles and first.confidence >= SURE


def is_with_others(name: str, passage: Passage) -> bool:
    """Tell a name in capitals, with first names in small letters and small words of names before it or not.

    Each of these has a vowel, which the second letters of transliterated capitals lack, and is surely read.
    """
    others = {word.text for word in passage.words if word.confidence >= SURE}
    *before, last = name.split(" ")
    own = [
        word
        for word in before
        if word not in others
        or names_a_month(word)
        or not (word in lexicon().persons.particles or _FIRST_NAME.fullmatch(word))
    ]
    return is_name(" ".join((*own, last)))


_FIRST_NAME = re.compile(r"[A-Z](?=[a-z]*[aeiouy])[a-z]{2,}")


def says_unsigned(text: str) -> bool:
    """Tell what is said in the place of a name where nobody signed, or the name is lost."""
    return bool(text) and is_like(text, lexicon().signature.unsigned, _LIKE_UNSIGNED)


def ends_unsigned(passage: Passage) -> bool:
    """Tell a line that ends so, behind a number or by itself."""
    words = passage.words
    ends = (Passage(words[-at:], passage.page) for at in range(1, min(_MOST, len(words)) + 1))
    return any(says_unsigned(end.text) for end in ends)


_LIKE_UNSIGNED, _MOST = 0.93, 2
"""Likeness to the words for it, of which there are so many at most."""
