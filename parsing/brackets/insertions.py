"""The translator's own words and signs in brackets: ``[sic]``, ``[1 word illegible]``, ``[,]``."""

from __future__ import annotations

import re
from functools import cache

from parsing.brackets.signs import CLOSE, OPEN, STRONG_OPEN, WEAK_OPEN
from parsing.lexicon import lexicon

_SIC = re.compile(r"\((?=sic\b)(?P<words>[^()\[\]\n]{2,60})\)")
_STROKE_BEFORE_SIC = re.compile(rf"{OPEN}[ft](?=sic\b)")
_ONE_OF = re.compile(rf"{OPEN}[iIl|](?=\s(?P<what>[a-z]+)\b[^{OPEN}{CLOSE}]*{CLOSE})")


_ONE_BEHIND_BRACKET = re.compile(
    rf"[24Zt]1(?<!\S..)\s(?P<words>(?P<what>[a-z]+)(?<!s)\s[^{OPEN}{CLOSE}\[\]\n]{{3,30}}?)[\]}}/7)](?![A-Za-z0-9])"
)
"""What is said of one, behind a bracket that was read as a figure: ``21 word illegible7``."""


def settle_words(text: str) -> str:
    """Settle what the translator's words begin with: one word is ``1 word``, ``sic`` is in brackets."""
    others = lexicon().gaps.others
    text = _ONE_BEHIND_BRACKET.sub(
        lambda one: f"{OPEN}1 {one['words']}{CLOSE}" if one["what"] in others else one[0], text
    )
    if OPEN in text:
        text = _ONE_OF.sub(lambda one: f"{OPEN}1" if one["what"] in others else one[0], text)
    if "sic" not in text:
        return text
    return _STROKE_BEFORE_SIC.sub(OPEN, _SIC.sub(rf"{OPEN}\g<words>{CLOSE}", text))


_SIGN = re.compile(
    rf"[{STRONG_OPEN}{WEAK_OPEN}](?=[\s,.;:?!27-])(?:(?<!\S.)"
    rf"(?:\s?(?P<sign>[,.;:?!-])\s?[\]}}/)7J!]{{1,2}}|(?<=[\[{{])(?P<query>[27])[\]}}7])"
    rf"|(?:(?<=\w[\[{{/£])|(?<=[a-z0-9]L))\?[\]}}/7])(?![A-Za-z0-9])"
)
"""A sign between brackets; a question mark, which can be stuck to a word, is read as the figures that end
like it."""


def settle_signs(text: str) -> str:
    """Settle a sign that the translator put in: ``[,]``."""
    return _SIGN.sub(_sign, text)


def _sign(match: re.Match[str]) -> str:
    """Give a sign in brackets; a number with its stop before an initial or figure is none: ``1. J. HALL``."""
    if match["sign"] and _NUMBERED.match(match[0]):
        return match[0]
    return f"{OPEN}{match['sign'] or '?'}{CLOSE}"


_NUMBERED = re.compile(r"[1lI]\s?\.\s[J7]")


def opening_of(text: str, start: int, close: int) -> tuple[int, bool] | None:
    """Give where the translator's words begin that end at ``close``, and whether a bracket stands there."""
    found = [
        match
        for match in _insertions().finditer(text, start, close)
        if OPEN not in text[match.start() : close] and CLOSE not in text[match.start() : close]
    ]
    for match in reversed(found):
        if match["opener"]:
            return match.start(), True
        if match["words"] in lexicon().insertions.telling:
            return match.start(), False
    return None


@cache
def _insertions() -> re.Pattern[str]:
    """Match how the translator's words begin, behind a bracket that was read as a letter or lost."""
    words = "|".join(re.escape(words) for words in lexicon().insertions.openings)
    return re.compile(rf"(?<!\S)(?P<opener>[ZLCEFftlI1(]\s?)?(?P<words>{words})(?!\w)")
