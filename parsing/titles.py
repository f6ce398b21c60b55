"""Titles in capitals: specks left out, names in quotes spelt as the sheet spells them, the year set apart."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rapidfuzz.distance import Levenshtein

from parsing.layout import Row
from parsing.matching import capital_share
from parsing.named import is_name
from parsing.names import Spellings, folded
from parsing.stations import station_at_head
from schemas.pages import Word
from schemas.values.stations import gazetteer

_DOUBTED = 0.75
"""Confidence below which a word of the title can be a station's name misread."""

_LONGEST_SCRAP = 3
"""Letters that OCR makes of a quotation mark at most."""

_YEAR = re.compile(r"(?<=\w|[\"'\]])\s?\((?=19\d\d\))")
_YEAR_SPOILT = re.compile(r"\(['`lI|]?9([345]\d)\)")
_YEAR_IN = re.compile(r"\((?P<year>19[345]\d)\)")
_AFTER_YEAR = re.compile(r"(\(19\d\d\))[^\[\]]{1,6}$")
_BEFORE_QUOTE = re.compile(r"(?:(?<=\s)|^)[.:,;*~_-]+(?=\"\w)|(?<=\w)[.,](?=\"\w)")
_QUOTED = re.compile(r"(?P<open>\"?)(?P<name>[^\W\d_][\w'-]*)(?P<close>\".*|,\".*)?$")


def title_of(rows: Sequence[Row], spellings: Spellings) -> str:
    """Give the title on one line, as it was typed."""
    words = [word for row in rows for word in row.words]
    kept = [(word, _spelt(word, spellings)) for word in words if not _is_speck(word)]
    text = " ".join(text for _, text in kept).lstrip(" .,:;-'_~")
    text = _BEFORE_QUOTE.sub(
        lambda found: " " if found.start() and text[found.start() - 1] != " " else "", text
    )
    text = re.sub(r"\"{2,}", '"', re.sub(r"\.{2,}", " ", text))
    text = _YEAR_SPOILT.sub(r"(19\1)", text)
    text = " ".join(_YEAR.sub(" (", text).split())
    return _AFTER_YEAR.sub(r"\1", re.sub(r"(?<=[A-Z])[.,](?=\s\(19\d\d\))", "", text))


def year_of(title: str) -> int | None:
    """Give the message's year, with which a title ends, ``None`` without one."""
    years = _YEAR_IN.findall(title)
    return int(years[-1]) if years else None


def _is_speck(word: Word) -> bool:
    """Tell what is no word of capitals: signs alone, or small letters without a bracket."""
    text = word.text
    if any(char in '[](){}/"' for char in text):
        return False
    if not any(char.isalnum() for char in text):
        return True
    letters = sum(char.isalpha() for char in text)
    return letters >= 2 and capital_share(text) < 0.6


def _spelt(word: Word, spellings: Spellings) -> str:
    """Spell a name in quotes as the sheet does, and a doubted station as the gazetteer does."""
    match = _QUOTED.fullmatch(word.text)
    if match is None:
        return word.text
    name, close = match["name"], match["close"] or ""
    if not match["open"] and '"' in close:
        known = _after_scrap(name, spellings)
        return f'"{known}{close}' if known else word.text
    if match["open"] and (is_name(name) or folded(name) in spellings.weights):
        return f'"{spellings.best(name, word.confidence)}{close}'
    if not match["open"] and word.confidence < _DOUBTED and is_name(name):
        return _station(name) + close
    return word.text


def _after_scrap(text: str, spellings: Spellings) -> str | None:
    """Give the name of the sheet before which a quotation mark was read as a letter or two."""
    for length in range(1, _LONGEST_SCRAP + 1):
        forms = spellings.weights.get(folded(text[length:]))
        if forms:
            return spellings.best(text[length:], 0.0)
    return None


def _station(name: str) -> str:
    """Give the one word of a station's name that differs from ``name`` by a letter."""
    found = station_at_head(name)
    if found is None or not found.known or name.upper() in gazetteer():
        return name
    near = [part for part in found.name.split() if Levenshtein.distance(part, name.upper()) == 1]
    return near[0] if len(near) == 1 and len(name) >= 4 else name
