"""The closed wordings of notes, mended where what was read can be nothing else.

A comment says ``Unidentified cover-name.`` of a term, and cites a message as ``OSLO's No. 48 of 12th Nov.``;
within these a stroke is a figure, a case is known, and a month is one of twelve. Other words stay as read.
"""

from __future__ import annotations

import re

from rapidfuzz import fuzz, process

from parsing.lexicon import lexicon
from parsing.repair import names_a_month
from schemas.values.dates import MONTH_FORMS

_POSSESSIVE = re.compile(r"(?<=[A-Z])'S(?=\s[NWMH][Oo0])")
_CITED = re.compile(r"(?P<before>'s\s|\()[NWMH][Oo0](?P<many>s?)[.,:;e]?(?P<blank>\s)(?=[\dIil|])")
_ORDINAL = re.compile(r"(?<![\w/])[iIl|](?=\d(?:st|nd|rd|th)\b)")
_NUMBER = re.compile(r"(?<=\bNo\. )[iIl|](?=\d)")
_OF = re.compile(r"(?<=\d\s)O[fr](?=\s\d)")
_DAY_AND_MONTH = re.compile(r"(?P<day>\bof\s\d{1,2}(?:st|nd|rd|th)?\s)(?P<month>[A-Za-z]{3,9})\b")
_LIKE_MONTH = 75.0
_UNIDENTIFIED = re.compile(
    r"(?P<term>^[^:]{2,40}:\s)(?P<read>[A-Z]n\S{3,8}[\s.]?\S{2,8}?)(?P<rest>\scover|\.|\s\(|$)"
)
_COVER_NAME = re.compile(
    r"(?P<before>:\s\w+\s)(?P<read>[a-z]{2,6}\W{0,2}[a-z]{3,6})(?P<rest>\W*)(?=\s|$)"
)
_LIKE = 80.0


def mended(text: str) -> str:
    """Give the text of a note with its closed wordings mended."""
    text = _POSSESSIVE.sub("'s", text)
    text = _CITED.sub(r"\g<before>No\g<many>.\g<blank>", text)
    text = _ORDINAL.sub("1", text)
    text = _NUMBER.sub("1", text)
    text = _OF.sub("of", text)
    text = _DAY_AND_MONTH.sub(lambda dated: dated["day"] + _month(dated["month"]), text)
    return _unidentified(text)


def _month(read: str) -> str:
    """Give the month that was read, begun with a capital; one letter of a long one may be misread."""
    if names_a_month(read):
        return read.capitalize()
    near = process.extract(
        read.lower(), sorted(MONTH_FORMS), scorer=fuzz.ratio, score_cutoff=_LIKE_MONTH, limit=2
    )
    alone = len(near) == 1 or (len(near) == 2 and near[0][1] > near[1][1])
    return near[0][0].capitalize() if alone and len(read) == len(near[0][0]) else read


def _unidentified(text: str) -> str:
    """Mend ``Unidentified cover-name`` behind the term of a comment."""
    told, name = lexicon().notes.unidentified
    match = _UNIDENTIFIED.match(text)
    if match is None or fuzz.ratio(match["read"], told) < _LIKE:
        return text
    text = f"{match['term']}{told}{text[match.end('read') :]}"
    named = _COVER_NAME.search(text)
    if named is None or fuzz.ratio(named["read"], name) < _LIKE:
        return text
    return text[: named.start("read")] + name + text[named.end("read") :]
