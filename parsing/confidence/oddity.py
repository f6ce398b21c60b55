"""Places in a name or a title where no typist's hand is seen: what OCR makes of other letters.

The facts it rests on: names and titles are typed in capitals, in which small letters stand only as the second
of a digraph of the transliteration, or as an English ending; words have vowels; stops stand at the end of a
word and apostrophes behind a letter; quotation marks and brackets come in pairs, and no sign is typed twice.
"""

from __future__ import annotations

import re

from parsing.matching import capital_share

_CAPITALS = 0.55
"""Share of capitals from which a word is typed in capitals."""

_DIGRAPH = re.compile(r"Shch|[ZKSC]h|Ts|Y[aueo]|ch")
_ENDING = re.compile(r"'?s$")
_WITHIN = re.compile(
    r"(?<=[^\W\d_])[^\w\s'\"&/-](?=[^\W\d_])|(?<=[^\W\d_])\d(?=[^\W\d_])|^['.,:;-](?=[^\W\d_])"
)
_TWICE = re.compile(r"''|\"\"|\(\s*\(|\.,|,,|--")
_SIGNS = re.compile(r"[*^~|\\{}<>=+_#%@!«»°©®£$¥€]")
_VOWELS = frozenset("AEIOUYĒ")
_CONSONANTS = re.compile(r"[B-DF-HJ-NP-TV-XZ]{5,}")
"""More of them in a row than a name or an English word has, a digraph counted as none."""

_QUOTED = re.compile(r"\"([^\"]*)\"")
"""A cover-name in a title: mostly one word, in whose midst a letter lost leaves a blank."""

_ONE_LETTER = frozenset("AaI")
"""Words of one letter."""

_INITIALS = re.compile(r"(?:[A-Z]\.)+(?:[A-Z]|\d{1,2})?")
_WORD = re.compile(r"[^\s\[\]()\"]+")


def odd_places(text: str) -> int:
    """Count the odd places of a name or title. In words of small letters only signs are odd."""
    odd = len(_TWICE.findall(text)) + len(_SIGNS.findall(text)) + text.count('"') % 2
    odd += abs(text.count("(") - text.count(")")) + abs(text.count("[") - text.count("]"))
    odd += sum([" " in quoted for quoted in _QUOTED.findall(text)])
    return odd + sum(map(_odd_in_word, _WORD.findall(text)))


def _odd_in_word(word: str) -> int:
    odd = 0
    if not word.isalpha():
        if "/" in word or _INITIALS.fullmatch(word):
            return 0
        odd = len(_WITHIN.findall(word))
    elif len(word) == 1 and word not in _ONE_LETTER:
        return 1
    if capital_share(word) < _CAPITALS:
        return odd
    capitals = word.strip(".,:;'")
    if not capitals.isupper():
        plain = _DIGRAPH.sub("Y", _ENDING.sub("", capitals))
        odd += sum(map(str.islower, plain))
        capitals = plain.upper()
    voiceless = _VOWELS.isdisjoint(capitals) and sum(map(str.isalpha, capitals)) > 1
    return odd + voiceless + len(_CONSONANTS.findall(capitals))
