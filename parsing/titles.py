"""Titles in capitals: specks left out, names in quotes spelt as the sheet spells them, the year set apart."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache

from rapidfuzz.distance import Levenshtein

from parsing.layout import Row
from parsing.lexicon import lexicon
from parsing.matching import capital_share
from parsing.named import is_name
from parsing.names import Spellings, folded
from parsing.stations import known_at_head
from parsing.title_lists import numbered, with_stops
from parsing.title_pieces import joined_at_ends, rejoined
from parsing.title_vocabulary import (
    DOUBTED,
    MOSTLY_CAPITALS,
    SHORTEST_LONG,
    SURE,
    WELL_READ,
    mended,
    parted,
    parted_at_signs,
    small_word,
    vocabulary,
    with_first,
)
from parsing.title_words import (
    bears_surely,
    stays,
    stops_before_year,
    with_tails,
)
from schemas.pages import Word
from schemas.values.stations import gazetteer

_LONGEST_SCRAP = 3
"""Letters that OCR makes of a quotation mark at most."""

_YEAR = re.compile(r"(?<=\w|[\"'\]])\s?\((?=19\d\d\))")
_YEAR_SPOILT = re.compile(r"\(['`lI|]?9([345]\d)\)")
_YEAR_OPEN = re.compile(r"(\(19[345]\d)[\W]?$")
"""The year at the end without its closing bracket."""

_SEVENTY = "70"
_STOPS_BEFORE_YEAR = re.compile(
    r"(?<=[A-Z\"])[.*]+(?=(?:\s\W)?\s\(19\d\d\))|(?<=[A-Z])[.,:;](?=\s\(19\d\d\))"
)
_HALF_CLOSED = re.compile(r"\"([^\s\"']+[AEIOUY])'(?=[;,:]\s)")
"""A name whose closing quotation mark was read as an apostrophe, which no vowel has as its soft sign."""

_AFTER_YEAR = re.compile(r"(\(19\d\d\))[^\[\]]{1,6}$")
_BEFORE_QUOTE = re.compile(r"(?:(?<=\s)|^)[.:,;*~_-]+(?=\"\w)|(?<=\w)[.,](?=\"\w)")
_AFTER_QUOTE = re.compile(r"(?<=\w\")[*~^'`]+(?=\s)")
_QUOTE_READ = re.compile(r"(?:(?<=\s)|^)[*^~'`]{1,2}(?=[^\W\d_][\w'-]*\")")
"""Specks beside a quotation mark, and what is read of one before a name."""

_QUOTE_APART = re.compile(r"(?<!\S)\"\s(?=[^\W\d_][\w'-]*\")")
"""A quotation mark behind which a blank was read, before a name and the second mark."""

_QUOTE_AFTER = re.compile(r"(?<!\w)\"([^\W\d_][\w'-]*)[*®™°](?=[\s,;]|$)")
"""A name in quotes of which the second was read as another sign."""

_SPECKS_ABOUT = re.compile(
    r"[.,:;*'^~`!?°_-]{0,2}(?P<word>[A-Z][A-Z-]*[A-Z])(?:[.*^~`!?°_]|(?<!S)')*(?P<sign>[,:;]?)"
)
"""A word with specks at its edges, the apostrophe of a plural's possessive being none."""

_SPECKED = re.compile(r"[A-Z]+[.*^~`!?°][A-Z]+[,:;]?")
"""A word with a speck within."""

_BRACKETS_AND_QUOTE = frozenset('[](){}/"')
_SCRAP = re.compile(r"[(\[]?[a-z]{1,4}[)\]]|[(\[][a-z]{1,4}")
"""Small letters beside one bracket, which bear no mark."""

_SCRAP_IN_CAPITALS, _HARDLY_READ = re.compile(r"[A-Z]{1,3}[)\]]"), 0.5
"""Capitals before a bracket that nothing opened: a scrap read with less than this confidence."""

_POSSESSIVE_APART = re.compile(r"(?<=[A-Z]{3}) 'S[.,]?(?=\s)")
_FEWEST_WORDS = 2
_POSSESSIVE_READ = re.compile(r"(?<=[A-Z]')[gs5]$")
_NO_CAPITALS = re.compile(r"[^A-Z-]+")
_FEWEST_LETTERS = 2
_MOST_SIGNS = 2
"""Signs that can be read of one letter or two."""

_OPEN_TWICE = re.compile(r"(?:(?<=\s)|^)\"(?P<first>[^\s\"]+)(?P<rest>[^\"]*\s)(?=\"\w)")
_NEVER_CLOSED = re.compile(r"(?:(?<=\s)|^)\"([^\W\d_][\w'-]*?)['*^`.]?(?=\s[^\"]*$|$)")
"""A name after a quotation mark that is the last one, its own closing one misread."""

_CLOSED = re.compile(r"(?<!\S)[^\W\d_][\w'-]*(?=\"(?:[\s,;:]|$))")
_SOFT_SIGN = re.compile(r"(?<=[A-Z])!(?=\")")
"""The apostrophe of a soft sign before a quotation mark."""


_ARTICLE = "A"
_QUOTED = re.compile(r"(?P<open>\"?)(?P<name>[^\W\d_][\w'-]*)(?P<close>\".*|,\".*)?$")


def title_of(rows: Sequence[Row], spellings: Spellings) -> str:
    """Give the title on one line, as it was typed."""
    lines = [_typed_words(row.words) for row in rows]
    words = rejoined(joined_at_ends(lines, vocabulary()), spellings)
    text = " ".join(
        _spelt_before(word, after, spellings) for word, after in _with_following(words)
    ).lstrip(" .,:;-'_~")
    text = _BEFORE_QUOTE.sub(
        lambda found: " " if found.start() and text[found.start() - 1] != " " else "", text
    )
    text = _POSSESSIVE_APART.sub("'S", text)
    text = _SOFT_SIGN.sub("'", _after_small_words().sub(r"\1 ", text))
    text = _QUOTE_APART.sub('"', _QUOTE_AFTER.sub(r'"\1"', text))
    text = _QUOTE_READ.sub('"', _AFTER_QUOTE.sub("", text))
    text = re.sub(r"\"{2,}", '"', re.sub(r"\.{2,}", " ", text))
    text = re.sub(r"(?<=[ ][A-Z]{2})(\"[^\s\"]+\")", r" \1", text)
    text = _OPEN_TWICE.sub(_closed, text)
    if text.count('"') % 2:
        text = _HALF_CLOSED.sub(r'"\1"', text)
        text = _opened(_NEVER_CLOSED.sub(_closed_at_end, text))
    text = _YEAR_OPEN.sub(r"\1)", _YEAR_SPOILT.sub(r"(19\1)", text))
    text = " ".join(_YEAR.sub(" (", text).split())
    text = with_stops(text)
    text = re.sub(r"(?<=[A-Z])(?:=-?|-=)(?=[A-Z])", "-", text)
    text, without_tails = re.subn(r"(?<=\")[.:;](?=\s\")", ",", text)
    if without_tails:  # an underline took them, those of semicolons too
        text = re.sub(r"(?<=[A-Z\"]):(?=\s)", ";", text)
    text = re.sub(r"(\"[^\s\"]+\")[S3$](?=\s[A-Z]{3})", r"\1;", text)
    text = re.sub(r"(?<![\w\"'-])([A-Z]{3,})['\"]{0,2}\"['\"]?S(?=\s)", r"\1'S", text)
    if not bears_surely(_SEVENTY, words):
        text = re.sub(r"(?<=[A-Z\"] )7[0O](?= [A-Z]{3})", "TO", text)
    text = re.sub(r"(?<=\w\")[)\]}](?=\s\(19\d\d\))", "", text)
    if not stops_before_year(words):
        text = _STOPS_BEFORE_YEAR.sub("", text)
    return numbered(with_tails(_AFTER_YEAR.sub(r"\1", text), spellings.weights))


_ITEM_NUMBER = re.compile(r"\d\.")


def bears_words_of_titles(row: Row) -> bool:
    """Tell a line with words of titles, two or a long one, whatever became of the others."""
    read = [word.text for word in row.words if word.confidence >= DOUBTED]
    known = [text for text in read if text in vocabulary() and len(text) >= SHORTEST_LONG]
    return sum(map(len, known)) >= _FEWEST_WORDS * SHORTEST_LONG


def is_cut_off(title: str) -> bool:
    """Tell a title of which the last line was not read: no title ends with ``AND``."""
    return (title.split() or [""])[-1] in lexicon().title.never_last


def lacks_its_beginning(title: str) -> bool:
    """Tell a title of which the first line was not read: no title begins with ``AND``."""
    return title.split(maxsplit=1)[:1] in ([word] for word in lexicon().title.never_first)


def _with_following(words: Sequence[Word]) -> Iterator[tuple[Word, str]]:
    """Give words with the text of the one that follows each."""
    return zip(words, [*[word.text for word in words[1:]], ""], strict=True)


def _typed_words(words: Sequence[Word]) -> list[Word]:
    """Give the words of a title's line without specks, of which a doubted word may be one."""
    return [
        word
        for word, after in _with_following(words)
        if not _is_speck(word) or (word.confidence >= DOUBTED and stays(word, after))
    ]


def _is_speck(word: Word) -> bool:
    """Tell what is no word of capitals: signs alone, a doubted sign, or small letters without a bracket."""
    text = word.text
    if len(text) == 1 and text != _ARTICLE and word.confidence < DOUBTED:
        return True
    if not _BRACKETS_AND_QUOTE.isdisjoint(text):
        hardly_read = word.confidence < _HARDLY_READ and _SCRAP_IN_CAPITALS.fullmatch(text)
        return bool(hardly_read or _SCRAP.fullmatch(text))
    if not any(map(str.isalnum, text)):
        return True
    if capital_share(text) >= MOSTLY_CAPITALS or sum(map(str.isalpha, text)) < _FEWEST_LETTERS:
        return False
    return not text[0].isupper() or small_word(text) is None


def _with_tail(spelt: str, word: Word) -> str:
    """Give a word with the semicolon whose tail went with the underline; what is left is a doubted colon.

    The doubt about a word that had to be mended is one about its letters.
    """
    if word.confidence >= DOUBTED or not spelt.endswith(":") or spelt != word.text:
        return spelt
    return spelt[:-1] + ";"


def _spelt_before(word: Word, following: str, spellings: Spellings) -> str:
    """Spell a word, but for one of titles and one that stays.

    Its full stop before the number of the next title is typed; of a doubted word it is a speck.
    """
    if word.text in vocabulary() or stays(word, following):
        return word.text
    if word.text.endswith(".") and _ITEM_NUMBER.fullmatch(following):
        stop = "." if word.confidence >= DOUBTED else ""
        return _spelt(word._replace(text=word.text.rstrip(".*")), spellings) + stop
    return _with_tail(_spelt(word, spellings), word)


def _spelt(word: Word, spellings: Spellings) -> str:
    """Spell a name in quotes as the sheet does, and a doubted word as titles do."""
    words = small_word(word.text) or parted(word.text)
    if words is None and word.confidence < SURE:
        words = parted_at_signs(word.text)
    if words is not None:
        return words
    specked = _SPECKS_ABOUT.fullmatch(word.text)
    if specked is not None and specked["word"] in vocabulary():
        return specked["word"] + specked["sign"]
    match = _QUOTED.fullmatch(_POSSESSIVE_READ.sub("S", word.text))
    if match is None:
        return _with_lost_letters(word)
    name, close = match["name"], match["close"] or ""
    if match["open"]:
        return _behind_quote(name, close, word.confidence, spellings)
    if '"' in close:
        known = _after_scrap(name, spellings)
        return f'"{known}{close}' if known else _with_lost_letters(word)
    return _unquoted(name, word.confidence, spellings) + close


def _behind_quote(name: str, close: str, confidence: float, spellings: Spellings) -> str:
    """Spell a word behind a quotation mark, which the first letter of a word may have been read as."""
    if not close and (whole := _after_quote(name, spellings)) is not None:
        return whole
    if is_name(name) or folded(name) in spellings.weights:
        owner = name.removesuffix("'S")
        return f'"{spellings.best(owner, confidence)}{name[len(owner) :]}{close}'
    return f'"{_without_first(name) or _in_capitals(name) or name}{close}'


def _unquoted(name: str, confidence: float, spellings: Spellings) -> str:
    """Spell a word by those of titles, by the names of the sheet, or by the gazetteer."""
    if (whole := _without_first(name) or _in_capitals(name)) is not None:
        return whole
    known = mended(name, confidence) or _headed(name, confidence)
    if known is None and name not in vocabulary() and is_name(name):
        owner = name.removesuffix("'S")
        known = spellings.alike(owner, confidence)
        known = known and known + name[len(owner) :]
    if known is None and confidence < DOUBTED and is_name(name):
        known = _station(name)
    return known or name


def _headed(name: str, confidence: float) -> str | None:
    """Give the one word of titles that a doubted word is but for its first letter: ``ANDLING``."""
    if confidence >= WELL_READ or len(name) < SHORTEST_LONG or name in vocabulary():
        return None
    return with_first(name)


def _with_lost_letters(word: Word) -> str:
    """Give the one word of titles of which a letter or a few were read as signs: ``RESIDEN:iS``."""
    text = word.text
    letters = "".join(char for char in text if char.isupper())
    if len(letters) < _FEWEST_LETTERS or '"' in (text[0], text[-1]):
        return text
    sign = text[-1] if text[-1] in ",:;" else ""
    if letters in vocabulary():
        return letters + sign if _SPECKED.fullmatch(text) else text
    pattern = _NO_CAPITALS.sub(lambda signs: f"[A-Z]{{1,{len(signs[0])}}}", text.removesuffix(sign))
    known = list(filter(re.compile(pattern).fullmatch, vocabulary()))
    if len(known) == 1:
        return known[0] + sign
    near = mended(letters, word.confidence) if capital_share(text) == 1.0 else None
    whole = near is not None and len(text.removesuffix(sign)) - len(near) <= _MOST_SIGNS
    return f"{near}{sign}" if whole else text


def _closed(quoted: re.Match[str]) -> str:
    """Give words after a quotation mark that another follows, which opens: a speck, or a name not closed."""
    first, rest = quoted["first"], quoted["rest"]
    return f"{first}{rest}" if first in vocabulary() else f'"{first}"{rest}'


def _closed_at_end(quoted: re.Match[str]) -> str:
    """Give the last word after a quotation mark without a second: a name, or a word behind a speck."""
    return quoted[1] if quoted[1] in vocabulary() else f'"{quoted[1]}"'


def _opened(text: str) -> str:
    """Give a title with the quotation mark that was lost before a name, behind which the second stands."""
    for closed in _CLOSED.finditer(text):
        if text.count('"', 0, closed.start()) % 2 == 0 and closed[0] not in vocabulary():
            return f'{text[: closed.start()]}"{text[closed.start() :]}'
    return text


@cache
def _after_small_words() -> re.Pattern[str]:
    """Match a short word and the speck in the place of the blank after it."""
    return re.compile(rf"\b({'|'.join(lexicon().title.words)})[.,'](?=[^\W\d_]{{2}}|A\s)")


def _after_scrap(text: str, spellings: Spellings) -> str | None:
    """Give the name of the sheet before which a quotation mark was read as a letter or two."""
    for length in range(1, _LONGEST_SCRAP + 1):
        forms = spellings.weights.get(folded(text[length:]))
        if forms:
            return spellings.best(text[length:], 0.0)
    return None


def _in_capitals(name: str) -> str | None:
    """Give the word of titles that a name is but for a small letter: ``MESSAGe``."""
    known = name.upper() in vocabulary() and capital_share(name) >= MOSTLY_CAPITALS
    return name.upper() if known else None


@lru_cache(maxsize=4096)
def _without_first(name: str) -> str | None:
    """Give the one station whose name lacks nothing but its first letter."""
    if len(name) < SHORTEST_LONG or not name.isupper() or name in gazetteer():
        return None
    whole = [known for known in gazetteer() if known[1:] == name]
    return whole[0] if len(whole) == 1 else None


def _after_quote(name: str, spellings: Spellings) -> str | None:
    """Give the one word of titles whose first letter was read as a quotation mark: ``"ROM``."""
    if name in vocabulary() or folded(name) in spellings.weights:
        return None
    return with_first(name)


def _station(name: str) -> str:
    """Give the one word of a station's name that differs from ``name`` by a letter."""
    found = None if name.upper() in gazetteer() else known_at_head(name)
    if found is None:
        return name
    near = [part for part in found.name.split() if Levenshtein.distance(part, name.upper()) == 1]
    return near[0] if len(near) == 1 and len(name) >= 4 else name
