"""Words as they were typed, out of what an engine made of them.

Signs that a typewriter has not become those that it has; lines that were read as hyphens or underscores
go; pieces that were typed without a blank are one word again, by the blanks of the page itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from statistics import median

from parsing.transliteration import mixed_capitals
from schemas.pages import Box, Word

_SPLIT = 0.3
"""Engines part a word of letters only where hardly any white is: closer than this, in letter widths."""

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
    if text.count("-") >= _RULED and text.replace("-", "").isascii() and _RULED_WORDS.match(text):
        yield from _pieces_of(word, text, r"[^-]+")
        return
    if "=" in text and not any(map(str.isdigit, text)):
        text = _TWO_STROKES.sub("-", text)
    if "--" in text and any(char.isalnum() for char in text):
        text = re.sub(r"(?<=\w)-{2,}(?=\w)", "-", text)
    if "_" not in text:
        yield word if text == word.text else word._replace(text=text)
        return
    yield from _pieces_of(word, text, r"[^_]+")


_TWO_STROKES = re.compile(r"(?<=[A-Za-z]{2})=(?=[A-Za-z]{2})")
"""A hyphen between letters, which a worn one is read as."""


def _pieces_of(word: Word, text: str, pattern: str) -> Iterator[Word]:
    """Give the pieces of a word, each with its share of the box."""
    width = word.box.width / len(text)
    for piece in re.finditer(pattern, text):
        x0, x1 = (round(word.box.x0 + at * width) for at in piece.span())
        yield word._replace(text=piece[0], box=word.box._replace(x0=x0, x1=x1))


_RULED = 4
_RULED_WORDS = re.compile(r"\S*?[A-Za-z]{2,}-\S*?[a-z]{2,}-")
"""Words that a line goes through: ``Or-possibly-by-hand-the-group``."""


BRACKETS = frozenset("[]{}()/\\|7£")
"""Brackets, and what strokes typed for them are read as."""

_ENDS = BRACKETS | {"'"}


def _glue(before: Word, after: Word) -> Word:
    """Make one word of two pieces that were typed without a blank."""
    letters = len(before.text) + len(after.text)
    confidence = (
        before.confidence * len(before.text) + after.confidence * len(after.text)
    ) / letters
    return Word(
        before.text + after.text,
        confidence,
        before.line,
        Box.around((before.box, after.box)),
        before.struck or after.struck,
    )


@dataclass(frozen=True, slots=True)
class Blanks:
    """Widths of a page's blanks, in pixels, by what stands beside them.

    A letter more or less white belongs to the glyphs, above all to brackets, so each kind of
    neighbourhood has its own; a blank is one letter wide in all of them.
    """

    letter: float
    between: Mapping[tuple[bool, bool], float]

    def are_glued(self, before: Word, after: Word) -> bool:
        """Tell two pieces of one line that were typed without a blank between them."""
        gap = after.box.x0 - before.box.x1
        beside = _beside(before, after)
        limit = self.between[beside] - 0.5 * self.letter
        if not any(beside):
            limit = min(limit, _SPLIT * self.letter)
        return before.line == after.line and -self.letter < gap < limit


def _beside(before: Word, after: Word) -> tuple[bool, bool]:
    return before.text[-1] in _ENDS, after.text[0] in BRACKETS


def blanks_of(words: Sequence[Word], letter: float) -> Blanks:
    """Measure the blanks of a page between words that the engine parted on one line."""
    gaps: dict[tuple[bool, bool], list[int]] = {}
    for before, after in pairwise(words):
        gap = after.box.x0 - before.box.x1
        if before.line == after.line and 0 < gap < 2.6 * letter:
            gaps.setdefault(_beside(before, after), []).append(gap)

    def usual(kind: tuple[bool, bool], otherwise: float) -> float:
        seen = gaps.get(kind, [])
        return median(seen) if len(seen) >= 4 else otherwise

    plain = usual((False, False), 1.3 * letter)
    opening = max(usual((False, True), plain), plain)
    closing = max(usual((True, False), plain), plain)
    between = {
        (False, False): plain,
        (False, True): opening,
        (True, False): closing,
        (True, True): opening + closing - plain,
    }
    return Blanks(letter, between)


def whole_words(words: Sequence[Word], blanks: Blanks) -> list[Word]:
    """Give a row's words from left to right, pieces that stand too close for a blank made one."""
    whole: list[Word] = []
    for word in sorted(words, key=lambda word: word.box.x0):
        if whole and blanks.are_glued(whole[-1], word):
            whole[-1] = _glue(whole[-1], word)
        else:
            whole.append(word)
    return whole
