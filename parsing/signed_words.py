"""What stands beside a name in a signature, as ``(signed)`` or first names, and where nobody signed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from parsing.dates import names_a_month
from parsing.layout import Passage
from parsing.lexicon import lexicon
from parsing.matching import is_like
from parsing.named import is_name
from parsing.signature_dates import only
from schemas.values.stations import gazetteer

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
    """Tell a name in capitals, with a first name in small letters and small words of names before it or not.

    Each of these has a vowel, which the second letters of transliterated capitals lack, and is surely read.
    """
    others = {word.text for word in passage.words if word.confidence >= SURE}
    *before, last = name.split(" ")
    small = [word for word in before if word in others and not names_a_month(word)]
    first = [word for word in small if _FIRST_NAME.fullmatch(word)]
    own = [
        *(word for word in before if word not in first and word not in _particles_of(small)),
        last,
    ]
    if not is_name(" ".join(own)):
        return False
    return not first or (
        len(first) == 1
        and _can_be_first_name(first[0])
        and not gazetteer().keys() & {last.upper(), " ".join(own).upper()}
        and not _is_far_before(first[0], passage)
    )


def _particles_of(words: Sequence[str]) -> list[str]:
    return [word for word in words if word in lexicon().persons.particles]


_FIRST_NAME = re.compile(r"[A-Z](?=[a-z]*[aeiouy])[a-z]{2,}")


def begins_as_first_name(passage: Passage) -> bool:
    """Tell a passage of several words that begins with a capitalised word in small letters, surely read."""
    first, *others = passage.words
    shaped = _FIRST_NAME.fullmatch(first.text) is not None and not names_a_month(first.text)
    return bool(others) and shaped and first.confidence >= SURE


def _can_be_first_name(word: str) -> bool:
    """Tell a word from those of stamps, clerks, sentences and places."""
    words = lexicon()
    return (
        word.upper() not in (*words.signature.never, *words.furniture.stamps)
        and word not in words.signature.no_first_names
        and word.lower() not in words.notes.begin_sentences
    )


def _is_far_before(first: str, passage: Passage) -> bool:
    """Tell a word before a wide gap, behind which a name would stand by itself."""
    for word, behind in pairwise(passage.words):
        if word.text == first:
            letter = word.box.width / len(first)
            return behind.box.x0 - word.box.x1 > _WIDE * letter
    return False


_WIDE = 2.5
"""Letters between a word and the next from which it is none of a name."""


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
