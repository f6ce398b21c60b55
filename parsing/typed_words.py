"""Words as they were typed, out of what an engine made of them.

Signs that a typewriter has not become those that it has; lines that were read as underscores go.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from parsing.transliteration import mixed_capitals
from schemas.pages import Word

_TYPED = str.maketrans(
    {
        "—": "-",
        "–": "-",
        "―": "-",
        "‘": "'",
        "’": "'",
        "“": '"',
        "”": '"',
        "„": '"',
        "™": '"',
        "\n": " ",
        "\r": " ",
        "\f": " ",
        "\v": " ",
        "\t": " ",
    }
)
"""Signs that a typewriter has not, to those that it has."""


@lru_cache(maxsize=8192)
def _in_typed_signs(text: str) -> str:
    if not (text.isascii() and text.isprintable()) or " " in text:
        text = "".join(text.split()).translate(_TYPED)
    return mixed_capitals(text)


def as_typed(word: Word) -> Iterator[Word]:
    """Give the word in a typewriter's signs, a hyphen read twice made one, lines taken away."""
    text = _in_typed_signs(word.text)
    if "=" in text and not any(map(str.isdigit, text)):
        text = _TWO_STROKES.sub("-", text)
    if "--" in text and any(char.isalnum() for char in text):
        text = re.sub(r"(?<=\w)-{2,}(?=\w)", "-", text)
    if "_" not in text:
        yield word if text == word.text else word._replace(text=text)
        return
    yield from _without_lines(word, text)


_TWO_STROKES = re.compile(r"(?<=[A-Za-z]{2})=(?=[A-Za-z]{2})")
"""A hyphen between letters, which a worn one is read as."""


def _without_lines(word: Word, text: str) -> Iterator[Word]:
    """Give the pieces of a word between underscores, each with its share of the box."""
    width = word.box.width / len(text)
    for piece in re.finditer(r"[^_]+", text):
        x0, x1 = (round(word.box.x0 + at * width) for at in piece.span())
        yield word._replace(text=piece[0], box=word.box._replace(x0=x0, x1=x1))


BRACKETS = frozenset("[]{}()/\\|7£")
"""Brackets, and what strokes typed for them are read as."""
