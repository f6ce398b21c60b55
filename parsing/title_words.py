"""Words of titles that stay as typed: ordinals, numbers of titles, ``No.`` before one; their Qs."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from functools import cache

from parsing.lexicon import lexicon
from schemas.pages import Word

_ORDINAL_OR_ROMAN = re.compile(
    r"(?:\d?1(?:ST|st)|\d?2(?:ND|nd)|\d?3(?:RD|rd)|(?:1[1-3]|\d?[04-9])(?:TH|th))[,:;.]?"
    r"|(?=[IVX]{2})X{0,3}(?:IX|IV|V?I{0,3})(?:\.|[SNRT][TDH]|[snrt][tdh])[,:;.]?"
)
"""An ordinal; the number of one of several titles with its full stop, or of a congress: ``XXth``."""

_SURELY_READ = 0.85
"""Confidence from which figures are no short word, and a sign no speck."""

_SURE_AS_READ = re.compile(r"\d+[,:;]?|&|[A-Z]{2,}\.")
_STOP_AT_END = re.compile(r"\w\"?\.")
_WORD_AND_YEAR = 2
_YEAR = re.compile(r"\(19\d\d\)")

_FIGURE = re.compile(r"\d")
_BEFORE_NUMBER = re.compile(r"(?P<label>[^\W\d_]+)\.?(?P<number>\d+\W?)?")


def stays(word: Word, following: str) -> bool:
    """Tell a word that is typed so, though it is like one of titles: ``2ND``, ``II.``, ``No. 4``, ``15``.

    A full stop that was surely read is no speck.
    """
    if _ORDINAL_OR_ROMAN.fullmatch(word.text):
        return True
    if word.confidence >= _SURELY_READ and _SURE_AS_READ.fullmatch(word.text):
        return word.text[:-1] not in _never_stopped()
    numbered = _BEFORE_NUMBER.fullmatch(word.text)
    if numbered is None or numbered["label"].capitalize() not in lexicon().labels["number"].forms:
        return False
    return numbered["number"] is not None or _FIGURE.match(following) is not None


@cache
def _never_stopped() -> frozenset[str]:
    """Give the short words of titles behind which no full stop stands: all but the shortened ones."""
    known = lexicon()
    shortened = {word.upper() for word in (*known.persons.titles, *known.notes.before_names)}
    numbers = {form.upper() for form in known.labels["number"].forms}
    return frozenset(known.title.words) - shortened - numbers


def bears_surely(text: str, words: Sequence[Word]) -> bool:
    """Tell that one of some words is this text and was surely read."""
    return any(word.text == text and word.confidence >= _SURELY_READ for word in words)


def stops_before_year(words: Sequence[Word]) -> bool:
    """Tell a title that ends with a full stop, surely read, before its year."""
    if len(words) < _WORD_AND_YEAR or _YEAR.fullmatch(words[-1].text) is None:
        return False
    last = words[-2]
    return last.confidence >= _SURELY_READ and _STOP_AT_END.search(last.text[-3:]) is not None


def with_tails(text: str, known: Collection[str]) -> str:
    """Give a title with the tails of its Qs, which are lost and never made: ``LINDOVIST``, ``LINDQVIST``.

    ``known`` are the names that the sheet bears elsewhere.
    """
    names = set(_NAME.findall(text))
    for name in sorted(names):
        tailed = {f"{name[: o.start()]}Q{name[o.end() :]}" for o in _O.finditer(name)}
        borne = [other for other in tailed if other in names or other in known]
        if len(borne) == 1:
            text = re.sub(rf"(?<!\w){name}(?!\w)", borne[0], text)
    return text


_NAME, _O = re.compile(r"(?<!\w)[A-Z]{5,}(?!\w)"), re.compile("O")
