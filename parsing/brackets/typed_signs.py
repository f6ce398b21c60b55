"""Strokes and pound signs that were typed, which are otherwise what brackets are read as.

They stand behind private signs of their own while brackets are settled: ``W/T``, ``and/or``, ``£4.17.6``.
"""

from __future__ import annotations

import re

from parsing.lexicon import lexicon

_STROKE, _POUND = "\ue002", "\ue003"
"""Private signs of a typed stroke and pound."""

_ABBREVIATION = re.compile(
    r"(?<![\w/\[(])[A-Z]/[A-Z](?![\w/\]7}\\|]|\s?%)"
    r"|(?<=\()[A-Z]/[A-Z](?=[\s)])"
    r"|(?<=\d)/(?=[A-Zjkm-uwyz](?![\w/\]7}\\|]|\s?%))"
)
"""Two capitals with a stroke between, ``W/T``, or a number and its letter, ``2/k``, which no label has.

Before a per cent sign the second capital is the grade of a reading.
"""

_EITHER = re.compile(r"\b(?P<one>and|he|his|him|her|she)/(?P<other>or|she|her|hers|he)\b(?![/\]])")
_POUND_BEFORE_SUM = re.compile(
    r"(?<![\w\]])£(?=\d[\d,]*(?:[./-]\d+)*(?:[,;:.)]|\s\(|\s(?P<what>[a-z]+)|$))"
)


def with_typed_strokes(text: str) -> str:
    """Put private signs for the strokes of abbreviations and of ``and/or``."""
    if "/" not in text:
        return text
    text = _EITHER.sub(rf"\g<one>{_STROKE}\g<other>", text)
    return _ABBREVIATION.sub(lambda two: two[0].replace("/", _STROKE), text)


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
