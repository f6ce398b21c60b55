"""Words as they were typed, out of what an engine made of them.

Signs that a typewriter has not become those that it has; lines that were read as underscores go.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from parsing.transliteration import is_as_typed, mixed_capitals
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


def _in_typed_signs(text: str, *, surely_read: bool) -> str:
    """Give a text in a typewriter's signs, a hyphen that was read as two strokes made one."""
    if not (text.isascii() and text.isprintable()) or " " in text:
        text = "".join(text.split()).translate(_TYPED)
    if not text.isascii():
        text = _BARRED.sub("E", text)
    if not _is_of_one_case(text):
        text = text if surely_read and is_as_typed(text) else mixed_capitals(text)
    if "=" in text and not any(map(str.isdecimal, text)):
        text = _TWO_STROKES.sub("-", text)
    if "--" in text and any(map(str.isalnum, text)):
        text = _TWO_HYPHENS.sub("-", text)
    return text


def _is_of_one_case(text: str) -> bool:
    """Tell small letters, the first aside, or capitals without a TS, which can be Ts: they stay as read."""
    return text[1:].islower() or (text == text.upper() and "TS" not in text)


def as_typed(words: Iterable[Word]) -> list[Word]:
    """Give the words in a typewriter's signs, a hyphen read twice made one, lines taken away."""
    typed: list[Word] = []
    for word in words:
        read = word.text
        if read.isalnum() and read.isascii() and _is_of_one_case(read):
            typed.append(word)
            continue
        text = _in_typed_signs(read, surely_read=word.confidence >= _SURELY_READ)
        if "_" in text:
            typed.extend(_without_lines(word, text))
        else:
            typed.append(word if text == read else word._replace(text=text))
    return typed


_SURELY_READ = 0.85
"""Confidence of a word from which its small letters were typed."""

_BARRED = re.compile(r"Ē(?=[a-z])")
"""An E with a bar that was not typed (``Ēnglish``): those that were stand in Russian names in capitals."""

_TWO_STROKES = re.compile(r"(?<=[A-Za-z]{2})=(?=[A-Za-z]{2})")
"""A hyphen between letters, which a worn one is read as."""

_TWO_HYPHENS = re.compile(r"(?<=\w)-{2,}(?=\w)")


def _without_lines(word: Word, text: str) -> list[Word]:
    """Give the pieces of a word between underscores, each with its share of the box."""
    typed = word._replace(text=text)
    return [typed.part(*piece.span()) for piece in re.finditer(r"[^_]+", text)]


BRACKETS = frozenset("[]{}()/\\|7£")
"""Brackets, and what strokes typed for them are read as."""
