"""Names in capitals that a page bears surely: what is like one of them is type, however ill it was read."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property, lru_cache

from rapidfuzz.distance import Levenshtein

from parsing.figures import LETTERS
from parsing.matching import capital_share
from schemas.pages import Word

_SURE = 0.7
_ALIKE_FROM = 5
"""Letters that a name needs for one of them to be forgiven."""

_STOPS = ".,;:"
_AT_HEAD = re.compile(r"\W*(?P<name>[^\W_][^\W_'’]{2,}'?)")

_TOKEN = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*'?")
_POSSESSIVE = re.compile(r"'s$|(?<=s)'$")
_FEWEST = 3


@lru_cache(maxsize=8192)
def names_in(text: str) -> tuple[str, ...]:
    """Give the words in capitals of a text, without possessive endings."""
    if text[1:] == text[1:].lower():
        return ()  # with one capital at most
    if text.isalpha() and text.isupper():
        return (text,) if len(text) >= _FEWEST else ()
    tokens = [
        _POSSESSIVE.sub("", token) if "'" in token else token for token in _TOKEN.findall(text)
    ]
    return tuple(
        [
            token
            for token in tokens
            if capital_share(token) >= 0.6 and sum(map(str.isalpha, token)) >= _FEWEST
        ]
    )


@lru_cache(maxsize=8192)
def name_at_head(text: str) -> str | None:
    """Give the name in capitals that a word begins with, all of it made capitals; ``None`` without one."""
    plain = text.strip(_STOPS)
    if plain.isalpha() and plain[1:].islower():
        return None  # with one capital at most
    match = _AT_HEAD.match(text)
    if match is None:
        return None
    name = match["name"].translate(LETTERS)
    letters = sum(char.isalpha() for char in name)
    return name.upper() if letters >= 4 and capital_share(name) >= 0.55 else None


class PageNames:
    """The names of one page, in capitals throughout: those among its words that were surely read."""

    def __init__(self, words: Sequence[Word]) -> None:
        self._words = words

    @cached_property
    def _names(self) -> frozenset[str]:
        read = [word.text for word in self._words if word.confidence >= _SURE]
        return frozenset([name for name in map(name_at_head, read) if name is not None])

    def bear(self, text: str) -> bool:
        """Tell a word that begins with one of the names; of a longer one a letter may be misread."""
        name = name_at_head(text)
        if name is None:
            return False
        return name in self._names or any(
            len(known) >= _ALIKE_FROM and Levenshtein.distance(name, known, score_cutoff=1) <= 1
            for known in self._names
        )
