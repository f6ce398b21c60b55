"""Those who get copies of a message, named behind its addressee: ``copy to LUKA[ii] and Lt. GROMOV``."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from parsing.brackets import KnownLabels
from parsing.lexicon import lexicon
from parsing.named import Named, read_named
from parsing.persons import read_persons

_SPECKS = " >»<«*°~"
_COMMA_BEFORE_MARKER = re.compile(r",(?=\s?[\[/({|]\s?[ivx1lI]{1,5}[\])}/|7])")
_BETWEEN_COPIES = re.compile(
    r",|(?<=[7J\])}/])[»>]\w?\s(?=[A-Z])|\band\b|;|(?<=[\]/})7.])\s(?=[A-Z][^\W\d_]{2})"
)
_GOES_ON = re.compile(r"(?:,|\band)$")
"""The end of a line of names behind which others follow."""


_TO_ANOTHER = re.compile(r"^to\s")
"""The word before another of those who get copies: ``copy to LUKA and to PETR``."""

_ANOTHER = re.compile(r"and\s[A-Z][A-Za-z']*[A-Z]")


def split_copies(text: str) -> tuple[str, list[str]]:
    """Give what stands before those who get copies, and the text of each of them."""
    found = copies_at(text)
    if found is None:
        return text, []
    return text[: found.start()], _each(_COMMA_BEFORE_MARKER.sub("", text[found.end() :]))


def copies_at(text: str) -> re.Match[str] | None:
    """Match the words before those who get copies."""
    return _copies().search(text)


@cache
def _copies() -> re.Pattern[str]:
    """Match the words before those who get copies, with a scrap of typed-over letters between."""
    copies = lexicon().copies
    wordings = (*copies.words, *copies.seen)
    phrases = (r"\W+(?:\S{1,3}\s)?".join(phrase.split()) for phrase in wordings)
    return re.compile(rf"\b(?:{'|'.join(phrases)})(?:\b|(?<=:))", re.IGNORECASE)


def go_on_below(text: str, below: str, *, alone: bool = False) -> bool:
    """Tell a line with copies, at its head if ``alone``, that ends before another name or the first."""
    found = copies_at(text)
    if found is None or (alone and found.start()):
        return False
    return names_go_on(text, below) or not text[found.end() :].strip()


def names_go_on(text: str, below: str) -> bool:
    """Tell a line of names that ends before another name, which may stand below an ``and``."""
    return _GOES_ON.search(text) is not None or _ANOTHER.match(below) is not None


def read_copies(copies: Sequence[str], labels: KnownLabels) -> list[Named | None]:
    """Read those who get copies, ``None`` for one who cannot be read; scraps without a letter are nobody."""
    return [_read_copy(copy, labels) for copy in copies if any(map(str.isalpha, copy))]


def _read_copy(text: str, labels: KnownLabels) -> Named | None:
    """Read one of those who get copies, with a title of rank or without."""
    text = _TO_ANOTHER.sub("", text.strip(_SPECKS).lstrip("/|"))
    return read_persons(text, labels) or read_named(text, labels)


def _each(text: str) -> list[str]:
    """Part names; the full stop of an initial, or of a title of rank, ends none."""
    parts: list[str] = []
    start = 0
    for between in _BETWEEN_COPIES.finditer(text):
        part = text[start : between.start()]
        if between[0].isspace() and _is_shortened(part.split()[-1:]):
            continue
        parts.append(part)
        start = between.end()
    return [*parts, text[start:]]


def _is_shortened(last: list[str]) -> bool:
    """Tell an initial, or a title of rank, as the last word with its full stop."""
    word = last[0].removesuffix(".") if last and last[0].endswith(".") else ""
    initial = word[-1:].isupper() and (len(word) == 1 or word[-2] == ".")
    return initial or word in lexicon().persons.titles
