"""Strokes and pound signs that were typed, which are otherwise what brackets are read as.

They stand behind private signs of their own while brackets are settled: ``W/T``, ``and/or``, ``£4.17.6``.
"""

from __future__ import annotations

import re

from parsing.brackets.signs import found_about
from parsing.lexicon import lexicon

_STROKE, _POUND = "\ue002", "\ue003"
"""Private signs of a typed stroke and pound."""

_TYPED_STROKE = re.compile(
    r"/(?:(?<=(?<![\w/\[(])[A-Z].)(?=[A-Z](?![\w/\]7}\\|]|\s?%))|(?<=\([A-Z].)(?=[A-Z][\s)])"
    r"|(?<=\d.)(?=[A-Zjkm-uwyz](?![\w/\]7}\\|]|\s?%))"
    r"|(?:(?<=\b(?:and|his|him|her|she).)|(?<=\bhe.))(?=(?:or|she|her|hers|he)\b(?![/\]])))"
)
"""The stroke between two capitals, ``W/T``, behind a number and before its letter, ``2/k``, which no label
has, and that of ``and/or`` and ``he/she``.

Before a per cent sign the second capital is the grade of a reading.
"""

_POUND_BEFORE_SUM = re.compile(
    r"(?<![\w\]])£(?=\d[\d,]*(?:[./-]\d+)*(?:[,;:.)]|\s\(|\s(?P<what>[a-z]+)|$))"
)


def with_typed_strokes(text: str) -> str:
    """Put private signs for the strokes of abbreviations and of ``and/or``."""
    return _TYPED_STROKE.sub(_STROKE, text) if "/" in text else text


_STROKES_IN = re.compile(
    r"(?<![A-Za-z])[0-9OolI]\s?/\s?[0-9OolI](?![A-Za-z])|(?<![A-Za-z0-9])[3S5]/[A-Z]{3,5}/(?=T)"
)
"""A fraction or date, and a reference number up to its series."""

_ANY_STROKE, _BEFORE_STROKE = re.compile("/"), 2
"""What stands in each of these, and the characters before the first of them."""


def typed_strokes(text: str) -> set[int]:
    """Give the places of fractions, dates and reference numbers, in which strokes are no brackets."""
    found = found_about(_ANY_STROKE, _BEFORE_STROKE, _STROKES_IN, text)
    return {at for match in found for at in range(*match.span())}


def with_typed_pounds(text: str) -> str:
    """Put private signs for the pound signs of sums."""
    return _POUND_BEFORE_SUM.sub(_pound, text) if "£" in text else text


def _pound(sign: re.Match[str]) -> str:
    """Give the private sign of a pound; behind a bracket read as one groups or words are counted."""
    counted = (*lexicon().gaps.unit, *lexicon().gaps.others)
    return sign[0] if sign["what"] in counted else _POUND


def as_typed(text: str) -> str:
    """Give a text with the signs that were typed in the places of the private ones."""
    return text.replace(_STROKE, "/").replace(_POUND, "£")
