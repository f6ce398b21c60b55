"""The closed wordings of notes, mended where what was read can be nothing else.

A comment says ``Unidentified cover-name.`` of a term, and cites a message as ``OSLO's No. 48 of 12th Nov.``;
within these a stroke is a figure, a case is known, and a month is one of twelve. Other words stay as read.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from rapidfuzz import fuzz, process

from parsing.dates import names_a_month
from parsing.lexicon import lexicon
from schemas.values.dates import MONTH_FORMS

_POSSESSIVE = re.compile(r"'S(?<=[A-Z]'S)(?=\s[NWMH][Oo0])")
_CITED = re.compile(r"(?P<before>'s\s|\()[NWMH][Oo0](?P<many>s?)[.,:;e]?(?P<blank>\s)(?=[\dIil|])")
_FIGURE = re.compile(r"\d")
_ORDINAL = re.compile(r"[iIl|](?<![\w/].)(?=\d(?:st|nd|rd|th)\b)")
_NUMBER = re.compile(r"[iIl|](?=\d)(?<=\bNo\. .)")
_TWO_STOPS = re.compile(r"\.{2}(?<=\bNo\.\.)(?=\s\d)")
_OF = re.compile(r"O[fr](?<=\d\s..)(?=\s\d)")
_DAY_AND_MONTH = re.compile(
    r"(?P<day>of(?<=\bof)\s\d{1,2}(?:st|nd|rd|th)?\s)(?P<month>[A-Za-z]{3,9})\b"
)
_LIKE_MONTH = 75.0
_SPECK_IN_CITATION = re.compile(r"[°*'`~«»•](?=\d)(?<=\bNo\. .)")
_L_IN_TWO = re.compile(r"T\.(?<![\w.]T\.)(?=[a-z]{2})")
"""The two strokes of an L, read one by one: ``T.iterally``."""

_THAT_IS = re.compile(r"(?P<term>[^:]{2,40}:\s)(?:[1ilI]t?\.\s?[e@co]|\.e)\.(?=\s)")
_WORDS = r"[^\W\d_a-z][\w'’.-]*(?: [^\W\d_a-z][\w'’.-]*){0,3}"
_SPECK_BEFORE_TERM = re.compile(
    rf"(?:[^\s\"A-EGHK-SU-Z]\s|[^\w\s\"'\[({{]{{1,2}}'?|[^\w\s\"'\[(]{{0,3}}\d\s?)(?={_WORDS}\s?:\s)"
)
_COLON_AS_LETTER = re.compile(
    rf"(?P<term>{_WORDS}(?<=[A-Za-z][A-SU-Z]))(?:s(?=\s|$)|(?:[te?!83*$]|[*°]s)(?=\s[A-Z][a-z]|\si\.e\.|$))"
)
"""A term whose colon was read as an s, or another sign; an s behind a T may be the second letter of Ts."""

_QUOTED_COLON = re.compile(
    r"(?!(?P<quote>[\"'])[^\"':;]+(?:(?P=quote)[:;]|[:;](?P=quote))(?:\s|$))"
    rf"(?P<term>[^\w\s]{{0,2}}{_WORDS}\s?)(?:[:;][\"':;]|\"[:;])(?=\s|$)"
)
"""A term with a speck by its colon, which is no quotation mark that closes one before the term."""

_S_AS_SIGN = re.compile(r"[§$](?=[A-Z]{2})")
_SPECKS_AT_END = re.compile(r"(?<=[.)\]\"'])(?:\s(?:[^\w\s()\[\]\"'?]{1,3}|[-–—_=~]{4,}))+$")
_COMMA_AT_END = re.compile(r",(?<=\w,)$")
"""A note ends with a full stop."""

_TERM = re.compile(r"^[^:]{2,40}:\s")
_FIRST_WORDS = re.compile(r"\S+(?:\s\S+){0,2}")
_BLANK = re.compile(r"\s")
_NOT_LETTERS = re.compile(r"[^A-Za-z]+")
_NEVER_U = "Ii1lN"
"""First letters of words that are no ``Unidentified``: ``Identified``, ``Not``."""

_ARTICLES = ("A ", "An ", "The ")

_LIKE, _LIKE_BEFORE_NAME = 80.0, 70.0


def mended(text: str) -> str:
    """Give the text of a note with its closed wordings mended."""
    text = with_term(text)
    if not text[-2:-1].isalnum():
        text = _SPECKS_AT_END.sub("", text)
    text = _L_IN_TWO.sub("L", text)
    text = _POSSESSIVE.sub("'s", text)
    if "'s" in text or "(" in text:
        text = _CITED.sub(r"\g<before>No\g<many>.\g<blank>", text)
    if (said := _THAT_IS.match(text)) is not None:
        text = f"{said['term']}i.e.{text[said.end() :]}"
    if _FIGURE.search(text) is not None:
        text = _with_figures(text)
    text = _unidentified(text)
    return _COMMA_AT_END.sub(".", text)


def _with_figures(text: str) -> str:
    """Mend the numbers and days that are cited in a text with figures."""
    text = _ORDINAL.sub("1", text)
    if "No." in text:
        text = _NUMBER.sub("1", text)
        text = _SPECK_IN_CITATION.sub("", text)
        text = _TWO_STOPS.sub(".", text)
    text = _OF.sub("of", text)
    return _DAY_AND_MONTH.sub(lambda dated: dated["day"] + _month(dated["month"]), text)


def _month(read: str) -> str:
    """Give the month that was read, begun with a capital; one letter of a long one may be misread."""
    if names_a_month(read):
        return read.capitalize()
    near = process.extract(
        read.lower(), sorted(MONTH_FORMS), scorer=fuzz.ratio, score_cutoff=_LIKE_MONTH, limit=2
    )
    alone = len(near) == 1 or (len(near) == 2 and near[0][1] > near[1][1])
    return near[0][0].capitalize() if alone and len(read) == len(near[0][0]) else read


def with_term(text: str) -> str:
    """Give the text of a note with the head of its term mended: a speck before it, its colon, an S."""
    text = _S_AS_SIGN.sub("S", text, count=1) if text[:1] in "§$" else text
    may_have_speck = ":" in text and not text[:2].isalpha()
    if may_have_speck and (speck := _SPECK_BEFORE_TERM.match(text)) is not None:
        text = text[speck.end() :]
    if ":" in text or ";" in text:
        quoted = _QUOTED_COLON.match(text)
        text = f"{quoted['term']}:{text[quoted.end() :]}" if quoted else text
    read = _COLON_AS_LETTER.match(text) or _colon_lost().match(text)
    return f"{read['term']}:{text[read.end() :]}" if read else text


@cache
def _colon_lost() -> re.Pattern[str]:
    """Match a term that an explanation follows, its colon read as a letter too many, or as a figure."""
    said = "|".join(re.escape(words) for words in lexicon().notes.explanations)
    return re.compile(rf"(?P<term>{_WORDS}(?<=[A-Z]))(?:\s[82?!*;,°s])?(?=\s(?:{said})(?!\w))")


def _unidentified(text: str) -> str:
    """Mend ``Unidentified cover-name`` behind the term of a comment."""
    told, name = lexicon().notes.unidentified
    match = _TERM.match(text)
    if match is None or text[match.end() : match.end() + 1] in _NEVER_U:
        return text
    if text.startswith(_ARTICLES, match.end()):
        return text  # ``An identified member of the crew``
    end = _like(text, match.end(), told)
    if end is None:
        return _before_name(text, match.end(), told, name)
    sign = text[end - 1] if text[end - 1] in ".,;:" else ""
    goes_on = _goes_on(text, end)
    at = len(match[0]) + len(told) + 1
    text = f"{match[0]}{told}{text[end:]}"
    named = None if sign and not goes_on else _like(text, at, name)
    if named is None:
        stop = sign if goes_on else "." if sign else ""
        return f"{text[: at - 1]}{stop}{text[at - 1 :]}"
    ends = text[named - 1] in ".,;:" or named == len(text)
    stop = text[named - 1] if _goes_on(text, named) else "." if ends else ""
    return f"{text[:at]}{name}{stop}{text[named:]}"


def _goes_on(text: str, end: int) -> bool:
    """Tell a comma, semicolon or colon at the end of ``text[:end]``, behind which the sentence goes on."""
    return text[end - 1] in ",;:" and _SMALL_WORD.match(text, end) is not None


_SMALL_WORD = re.compile(r"\s(?:[a-z]{2}|a\s|[ie]\.[eg]\.)")


def _before_name(text: str, at: int, told: str, name: str) -> str:
    """Mend a word that is less like ``told``, where the whole rest of the note is ``name``."""
    word, _, rest = text[at:].partition(" ")
    likeness = fuzz.ratio(_NOT_LETTERS.sub("", word), told)
    alone = rest.rstrip(" .,;") == name
    return f"{text[:at]}{told} {rest}" if alone and likeness >= _LIKE_BEFORE_NAME else text


_OPENING_SIGNS = frozenset("(=[")
"""What belongs to the words behind it: ``cover-name (= BACK?)``."""


def _like(text: str, at: int, wanted: str) -> int | None:
    """Give where the one to three words end that are most like ``wanted``, if they are like enough."""
    words = _FIRST_WORDS.match(text, at)
    length = _like_words(words[0], wanted) if words else None
    return None if length is None else at + length


@lru_cache(maxsize=1024)
def _like_words(words: str, wanted: str) -> int | None:
    """Give the length of the words at the head of one to three that are most like ``wanted``."""
    blanks = (*(blank.start() for blank in _BLANK.finditer(words)), len(words))
    ends = [end for end in blanks if words[end - 1] not in _OPENING_SIGNS]
    plain = _NOT_LETTERS.sub("", wanted)
    likeness, end = max(
        ((fuzz.ratio(_NOT_LETTERS.sub("", words[:end]), plain), end) for end in ends),
        default=(0.0, 0),
    )
    first, _, others = words[:end].partition(" ")
    worded = first[-1:] in _ENDS_WORD or sum(map(str.isalpha, first)) > _SPECK
    if worded and fuzz.ratio(_NOT_LETTERS.sub("", others), plain) > likeness:
        return None  # the words behind one that is no speck
    return end if likeness >= _LIKE else None


_SPECK = 2
_ENDS_WORD = (".", ")")
"""Letters of what can be a speck, and signs at the end of what is none: ``(a) Unidentified``."""
