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
    r"|(?:(?<=\b(?:and|his|him|her|she).)|(?<=\bhe.))(?=(?:or|she|her|hers|he)\b(?![/\]]))"
    r"|(?<=\bor.)(?=and\b(?![/\]])))"
)
"""The stroke between two capitals, ``W/T``, behind a number and before its letter, ``2/k``, which no label
has, and that of ``and/or`` and ``he/she``.

Before a per cent sign the second capital is the grade of a reading.
"""

_POUND_BEFORE_SUM = re.compile(
    r"(?<![\w\]])£(?=\d[\d,]*(?:[./\ue002-]\d+)*(?:[/\ue002]-)*(?:[,;:.)]|\s\(|\s(?P<what>[a-z]+)|$))"
)


_STROKED = re.compile(r"(?<!\S)[^\s/]+/\S+")
"""What is typed without a blank, with a stroke in it."""

_AROUND = "\"'().,;:?!"
_BETWEEN_STROKES = re.compile(r"£?[^\W_][\w.'-]*|-")
"""The signs around such words, and what stands between their strokes."""


def with_typed_strokes(text: str) -> str:
    """Put private signs for the strokes of abbreviations, of ``and/or``, and of words and numbers in a row.

    A stroke between letters or figures is one: a bracket has a blank, a stop or another bracket outside it.
    """
    if "/" not in text:
        return text
    if "//" in text:
        text = _STROKES_ALONE.sub(lambda strokes: _STROKE * len(strokes[0]), text)
    return _TYPED_STROKE.sub(_STROKE, _STROKED.sub(_in_a_row, text))


_STROKES_ALONE = re.compile(r"(?<!\S)/{2,}(?!\S)")


def _in_a_row(match: re.Match[str]) -> str:
    """Give words joined by strokes with private signs for these, where none of the strokes is a bracket."""
    row = match[0].strip(_AROUND)
    if row[:1] == "[" and row[-1:] == "]":
        row = row[1:-1]  # a fraction between brackets, or a row
    pieces = row.split("/")
    if match[0].count("(") != match[0].count(")") or not all(
        map(_BETWEEN_STROKES.fullmatch, pieces)
    ):
        return match[0]
    if len(pieces) > _FEWEST_IN_ROW:
        typed = _MARKED_ROW.fullmatch(row) is None
    elif _SHORT_ROW.fullmatch(row) is None:
        typed = _FRACTION.fullmatch(match[0]) is not None
    else:
        typed = not (row.endswith("/7") and _is_within(match.string, match.start()))
    return match[0].replace("/", _STROKE) if typed else match[0]


_FEWEST_IN_ROW = 2
_MARKED_ROW = re.compile(
    r"[\w'.-]{2,}/(?:(?:[ivxl1]{1,6}|[a-h])/.*|[\w'-]*(?:[A-Za-z']{2}|[a-z])7/.*"
    r"|[A-ZĀ-Ž][\w']{2,}/(?:7|[a-z]{2,}|[ivx1l]{1,5}7))"
)
"""A row that a marker or an original is in, behind its term: ``GNOM/v/and``, ``HOUSE/DOM7/v7``."""

_SHORT_ROW = re.compile(
    r"[A-Za-z]/(?:[A-Za-z]{1,3}|\d{1,5}|[A-Z]\d{1,4})|\d{1,4}/(?:[IVX]{2,4}|-)|£?\d+/-"
)
"""A letter that stands for a word, a roman month, shillings."""

_FRACTION = re.compile(r"\[\d{1,3}/\d{1,3}\][.,;:]?")


def _is_within(text: str, at: int) -> bool:
    """Tell a place in a paragraph at which a bracket is open."""
    start = text.rfind("\n", 0, at) + 1
    return text.rfind("[", start, at) > text.rfind("]", start, at)


_STROKES_IN = re.compile(
    r"(?<![A-Za-z])[0-9OolI]\s?/\s?(?=[0-9OolI](?![A-Za-z]))|(?<![A-Za-z0-9])[3S5]/[A-Z]{3,5}/(?=T)"
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
