"""Texts in which a common letter was read as another, surely: what this makes of small words tells."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from parsing.lexicon import lexicon
from parsing.prose import Line

_WORD = re.compile(r"(?<![\w'-])[a-z]+(?![\w'-])")

_WORDS, _TIMES = 2, 3
"""Different words with one letter misread, or how often one is, that are no slip nor of another language."""


class Misread(NamedTuple):
    """A letter that was typed, what was read for it, and the words that tell."""

    typed: str
    read: str
    words: tuple[str, ...]


def misread_letter(lines: Iterable[Line]) -> Misread | None:
    """Give the letter that was read as another in more of the words of some lines than any other."""
    text = " ".join([line.text for line in lines])
    pairs = _pairs()
    if pairs.keys().isdisjoint(text.split()):
        return None
    found: dict[str, list[str]] = defaultdict(list)
    for word in _WORD.findall(text):
        if word in pairs:
            found[pairs[word]].append(word)
    pair, words = max(found.items(), key=lambda one: len(one[1]), default=("", []))
    told = tuple(dict.fromkeys(words))
    if len(told) < _WORDS and len(words) < _TIMES:
        return None
    return Misread(pair[0], pair[1], told)


@cache
def _pairs() -> dict[str, str]:
    """Give the letters typed and read by the words that tell of them."""
    return {word: pair for pair, words in lexicon().misread.items() for word in words}
