"""Titles in capitals: specks left out, names in quotes spelt as the sheet spells them, the year set apart."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from rapidfuzz.distance import Levenshtein

from parsing.layout import Row
from parsing.lexicon import lexicon
from parsing.matching import capital_share
from parsing.named import is_name
from parsing.names import Spellings, folded
from parsing.repair import LETTERS
from parsing.shapes import by_shape, shape
from parsing.stations import station_at_head
from schemas.pages import Word
from schemas.values.stations import gazetteer

_DOUBTED = 0.75
"""Confidence below which a word of the title can be a station's name misread."""

_SHORTEST_STATION = 5
_LONGEST_SCRAP = 3
"""Letters that OCR makes of a quotation mark at most."""

_YEAR = re.compile(r"(?<=\w|[\"'\]])\s?\((?=19\d\d\))")
_YEAR_SPOILT = re.compile(r"\(['`lI|]?9([345]\d)\)")
_YEAR_OPEN = re.compile(r"(\(19[345]\d)[\W]?$")
"""The year at the end without its closing bracket."""

_YEAR_IN = re.compile(r"\((?P<year>19[345]\d)\)")
_AFTER_YEAR = re.compile(r"(\(19\d\d\))[^\[\]]{1,6}$")
_BEFORE_QUOTE = re.compile(r"(?:(?<=\s)|^)[.:,;*~_-]+(?=\"\w)|(?<=\w)[.,](?=\"\w)")
_AFTER_QUOTE = re.compile(r"(?<=\w\")[*~^'`]+(?=\s)")
_QUOTE_READ = re.compile(r"(?:(?<=\s)|^)[*^~'`]{1,2}(?=[^\W\d_][\w'-]*\")")
"""Specks beside a quotation mark, and what is read of one before a name."""

_QUOTE_AFTER = re.compile(r"(?<!\w)\"([^\W\d_][\w'-]*)[*®™°](?=[\s,;]|$)")
"""A name in quotes of which the second was read as another sign."""

_SOFT_SIGN = re.compile(r"(?<=[A-Z])!(?=\")")
"""The apostrophe of a soft sign before a quotation mark."""

_QUOTED = re.compile(r"(?P<open>\"?)(?P<name>[^\W\d_][\w'-]*)(?P<close>\".*|,\".*)?$")


def title_of(rows: Sequence[Row], spellings: Spellings) -> str:
    """Give the title on one line, as it was typed."""
    words = [word for row in rows for word in row.words]
    kept = [(word, _spelt(word, spellings)) for word in words if not _is_speck(word)]
    text = " ".join(text for _, text in kept).lstrip(" .,:;-'_~")
    text = _BEFORE_QUOTE.sub(
        lambda found: " " if found.start() and text[found.start() - 1] != " " else "", text
    )
    text = _SOFT_SIGN.sub("'", _after_small_words().sub(r"\1 ", text))
    text = _QUOTE_AFTER.sub(r'"\1"', text)
    text = _QUOTE_READ.sub('"', _AFTER_QUOTE.sub("", text))
    text = re.sub(r"\"{2,}", '"', re.sub(r"\.{2,}", " ", text))
    text = _YEAR_OPEN.sub(r"\1)", _YEAR_SPOILT.sub(r"(19\1)", text))
    text = " ".join(_YEAR.sub(" (", text).split())
    text = re.sub(r"^(\d),(?=\s)", r"\1.", text)
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
    if (small := _small_word(word.text)) is not None:
        return small
    match = _QUOTED.fullmatch(word.text)
    if match is None:
        return word.text
    name, close = match["name"], match["close"] or ""
    if not match["open"] and '"' in close:
        known = _after_scrap(name, spellings)
        return f'"{known}{close}' if known else word.text
    if match["open"] and (is_name(name) or folded(name) in spellings.weights):
        return f'"{spellings.best(name, word.confidence)}{close}'
    if (whole := _without_first(name)) is not None:
        return whole + close
    if not match["open"] and word.confidence < _DOUBTED and is_name(name):
        return _station(name) + close
    return word.text


def _small_word(text: str) -> str | None:
    """Give the short word of titles that a text is by its shapes, without a speck after it: ``T0``."""
    core = text.rstrip(".")
    words = lexicon().title.words
    if len(core) > 1 and core.translate(LETTERS) in words:
        return core.translate(LETTERS)
    return _small_words().get(shape(core)) if core.isupper() and len(core) > 1 else None


@cache
def _after_small_words() -> re.Pattern[str]:
    """Match a short word and the speck in the place of the blank after it."""
    return re.compile(rf"\b({'|'.join(lexicon().title.words)})[.,](?=[^\W\d_]{{2}})")


@cache
def _small_words() -> dict[str, str]:
    return by_shape(lexicon().title.words)


def _after_scrap(text: str, spellings: Spellings) -> str | None:
    """Give the name of the sheet before which a quotation mark was read as a letter or two."""
    for length in range(1, _LONGEST_SCRAP + 1):
        forms = spellings.weights.get(folded(text[length:]))
        if forms:
            return spellings.best(text[length:], 0.0)
    return None


def _without_first(name: str) -> str | None:
    """Give the one station whose name lacks nothing but its first letter."""
    if len(name) < _SHORTEST_STATION or not name.isupper() or name in gazetteer():
        return None
    whole = [known for known in gazetteer() if known[1:] == name]
    return whole[0] if len(whole) == 1 else None


def _station(name: str) -> str:
    """Give the one word of a station's name that differs from ``name`` by a letter."""
    found = station_at_head(name)
    if found is None or not found.known or name.upper() in gazetteer():
        return name
    near = [part for part in found.name.split() if Levenshtein.distance(part, name.upper()) == 1]
    return near[0] if len(near) == 1 and len(name) >= 4 else name
