"""Originals: the Russian words that stand in brackets behind the term that renders them, ``HOUSE [DOM]``."""

from __future__ import annotations

import re
from functools import lru_cache

from parsing.brackets.signs import CLOSE, OPEN
from parsing.matching import capital_share
from parsing.transliteration import name_capitals, russian_capitals, without_seconds

_GLOSSED = re.compile(
    rf"(?P<words>[A-ZĀ-Ž](?<![^\s\"(].)[\w']{{6,}}?)(?P<close>[7\]/J}}{CLOSE}])(?!\w)"
)
_LEAST_OF_GLOSS = 3


_CAPITALS = re.compile(r"[A-ZĀ-Ž](?<![\w'].)[^\W\d_]{2,}(?![\w])")


def settle_glosses(text: str, terms: frozenset[str]) -> str:
    """Settle an original stuck to its term: ``BANKZBANK7`` is BANK[BANK].

    Its opening bracket, read as a letter, is known where the term is: among ``terms``, those of comments,
    a word in capitals that stands elsewhere, or the same as the original.
    """
    if _GLOSSED.search(text) is None:
        return _with_unclosed(text)
    words = terms.union(word for word in _CAPITALS.findall(text) if capital_share(word) >= 0.6)

    def part(match: re.Match[str]) -> str:
        both = match["words"]
        for at in range(_LEAST_OF_GLOSS, len(both) - _LEAST_OF_GLOSS):
            term, gloss = both[:at], both[at + 1 :]
            if both[at] in "ZLCEfI1t" and gloss[0].isupper() and (term in words or term == gloss):
                return f"{term}{OPEN}{gloss}{CLOSE}"
        return match[0]

    return _with_unclosed(_GLOSSED.sub(part, text))


def _with_unclosed(text: str) -> str:
    """Settle the originals before markers that have no closing bracket."""
    return _UNCLOSED.sub(_closed, text) if OPEN in text else text


_SPECK_IN_TS = re.compile(r"([\[({/][A-ZĀ-Ž][^\W\d_']*ET)'(?=s[\])}/7])")
"""The head of an original with a speck in its last letter, a Ts: ``[KUZNET's]``."""


def without_speck_in_ts(text: str) -> str:
    """Leave out the speck in the Ts that ends an original, in which no possessive stands."""
    return _SPECK_IN_TS.sub(r"\1", text) if "ET's" in text else text


_UNCLOSED = re.compile(
    rf"[ZCFLE](?:(?<=[A-ZĀ-Ž]{{2}}\s.)|(?<=[A-ZĀ-Ž]{{2}}'s\s.))(?P<gloss>[BCDFGKMNPQSTXZ](?:[^\W\d_]|'){{2,}})(?={OPEN}[ivxa-h]+{CLOSE})"
)
"""A gloss between its term and a marker, whose opener makes it begin as no word does: ``ZKANAL``."""


def _closed(match: re.Match[str]) -> str:
    gloss = match["gloss"]
    if capital_share(without_seconds(gloss)) < 1.0:
        return match[0]
    return f"{OPEN}{gloss}{CLOSE}"


_TWO_SIGNS = re.compile(
    r"[ZCLEFf({|][(\[{/](?:(?<=[A-ZĀ-Ž]{2}\([\[{/])(?=[A-ZĀ-Ž][\w'])|(?<!\S..)(?=[A-ZĀ-Ž]{2})"
    r"(?:(?<=[ZCLEFf]\()|(?<=[{|][\[{])|(?<=\([\[{/])(?=..[^()\n]{1,30}[\]}/7](?!\)))))"
)
"""Two signs read of one bracket: ``C(KRYShA]``, ``CARTHAGE([KARFAGEN]`` and ``|[KARFAGEN]``."""

_STOP_AS_BRACKET = re.compile(r"[,;](?<=\s.)(?=[A-ZĀ-Ž](?:[^\W\d_]|'){2,}[\]}/7)])")
"""A stop in front of a word in capitals, where none is typed, that a bracket ends: ``,OBRABOTKA]``."""

_NO_BEGINNING = (
    r"(?:(?<=[ZLF])(?=[BCDFGKMNPQSTXZ])|(?<=C)(?=[BDFGKMNPQSTX])|(?<=T)(?=[BCDFGKMNPQTXZ]))"
)
"""Between two capitals with which hardly a word begins."""

_NEVER_BEGINS = (
    r"(?:(?<=Z)(?=[CFKPQSTXZ])|(?<=L)(?=[CDFKMPQTX]|Z(?!h))|(?<=F)(?=[BCDGKMNPQXZ])|(?<=C)(?=[BDFGKMNPQSTX])"
    r"|(?<=T)(?=[CDFGNPQXZ]))"
)
"""Between two capitals with which no Russian word begins either: ``ZNAT'``, ``LGUN`` do."""

_BEGUN_BY_BRACKET = re.compile(
    rf"[\[{{(/ZLFCT](?<![^\s\"(].)(?:(?P<second>(?<=[\[{{(/Z])[ZLFCT]{_NEVER_BEGINS})|{_NO_BEGINNING})"
    r"(?P<gloss>[A-ZĀ-Ž](?:[^\W\d_]|'){3,}?)(?:(?P<close>[)7\]}/])(?!\w)|(?![\w']))"
)
"""A word in capitals that begins as no word does: with what was read of its bracket, ``ZKONSPIRATSIYa7``."""

_VOWEL = re.compile(r"[AEIOUY]")

_IN_PARENTHESES = re.compile(
    r"\((?:(?<=[A-ZĀ-Ž]{2}.)|(?P<apart>(?<=[A-ZĀ-Ž]{2}\s.)))"
    rf"(?P<gloss>[A-ZĀ-Ž][^\W\d_]*(?:[ '-][^\W\d_]*)*)\)(?P<marked>{OPEN}?)"
)
"""An original between parentheses, stuck to its term as no parenthesis is typed, or with a marker."""

_SECOND_OF_PAIR = re.compile(r"Ts|[KSZC]h|Y[aueo]")


def settle_opened_twice(text: str) -> str:
    """Settle the brackets of originals that were read as two signs or as parentheses."""
    text = _BEGUN_BY_BRACKET.sub(_without_letter, text)
    text = _STOP_AS_BRACKET.sub("[", _TWO_SIGNS.sub("[", text))
    return _IN_PARENTHESES.sub(_in_brackets, text)


def _without_letter(match: re.Match[str]) -> str:
    """Take the first letter of a word for its bracket, if another sign of one stands by it."""
    gloss, close = match["gloss"], match["close"]
    formed = capital_share(without_seconds(gloss)) == 1.0 and _VOWEL.search(gloss[:4])
    if not formed or not (close or match["second"]):
        return match[0]
    return f"{OPEN}{gloss}{CLOSE}" if close else f"[{gloss}"


def _in_brackets(match: re.Match[str]) -> str:
    gloss = match["gloss"]
    mixed = not match["apart"] and _SECOND_OF_PAIR.search(gloss) is not None
    if not (match["marked"] or mixed) or capital_share(without_seconds(gloss)) < 1.0:
        return match[0]
    return f"{OPEN}{gloss}{CLOSE}{match['marked']}"


_INSIDE = re.compile(rf"{OPEN}(?P<inside>[^\W\d_][^{OPEN}{CLOSE}%]+)(?={CLOSE})")


def settle_originals(text: str) -> str:
    """Write the s of Ts and the u of Yu small in originals, which are Russian, and no letter Q."""
    if OPEN not in text:
        return text
    return _INSIDE.sub(lambda match: OPEN + _russian(match["inside"]), text)


_SHCH = re.compile(r"shch(?=[A-Z])")
_SMALL = re.compile(r"(?<=')[a-z](?=[A-Z])")
_SOFT_SIGN = re.compile(r"(?<=[BDLMNRSTVZ])[\"*°](?=[A-Z]|\s|$)")
"""A soft sign read as another mark at the height of an apostrophe."""


_TS_AT_HEAD = re.compile(r"(?<![^\W\d_])TS(?=[AEIOUY])")
_PARTED_PAIR = re.compile(r"(?<![^\W\d_])(Ts|[KSZC]h|Shch|Y[au]) (?=[A-Z]{2})")
_FEWEST_CAPITALS = 2


@lru_cache(maxsize=4096)
def _russian(text: str) -> str:
    if any(len(word) > 1 and word.isalpha() and word.islower() for word in text.split()):
        return text  # the translator's words
    if sum(map(str.isupper, text)) >= _FEWEST_CAPITALS:
        text = " ".join(map(name_capitals, text.split(" ")))
    text = _SHCH.sub("Shch", text)
    text = _SMALL.sub(lambda small: small[0].upper(), text)
    if sum(char.isalpha() for char in text) < 2 or any(
        capital_share(word) < 0.5 for word in text.split()
    ):
        return text
    text = _SOFT_SIGN.sub("'", text)
    text = _TS_AT_HEAD.sub("Ts", text).replace("Q", "O")
    text = _PARTED_PAIR.sub(r"\1", text)
    return " ".join(map(russian_capitals, text.split(" ")))
