"""Capitals in mixed case: the letters of Russian that the transliteration writes with two of ours.

``Kh``, ``Ts``, ``Ch``, ``Sh``, ``Shch``, ``Zh``, ``Ya`` and ``Yu`` keep a small second letter in words of
capitals: ``KhATA``, ``YaShchIK``, ``BORTsOV``. OCR reads small letters as capitals, and the other way round.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from unicodedata import normalize

_HOLDS_DIGRAPH = ("Ts", "Kh", "Sh", "Zh", "Ch", "Ya", "Yu", "Ye", "Yo", "ch")
"""Pairs of a capital and a small letter that stand for one Russian letter: ``KhATA``, ``YuRIJ``."""

_AT_HEAD = "Eh"
"""The one that stands at the head of a word alone: ``EhKONOMIST``."""

_LETTER_RUN = re.compile(r"[^\W\d_]+")


def mixed_capitals(text: str) -> str:
    """Mend capitals in mixed case by the digraphs of the transliteration.

    OCR reads the letter after a digraph twice (``RUChHEJ``) or a capital as its small form
    (``MAYak``). Small letters stand in such words only as the second of a digraph, or as an
    English ending (``ISKRA's``).
    """
    if len(text) < _SHORTEST or text.lstrip(_BEFORE_HEAD)[1:].islower():
        return text  # with no capital but at its head
    if "TS" not in text and (text.isupper() or _FORMED.fullmatch(text) is not None):
        return text
    if (marker := _MARKER_AT_END.search(text)) is not None:
        return mixed_capitals(text[: marker.start()]) + text[marker.start() :]
    if "shch" in text:
        text = _SHCH.sub("Shch", text)
    if _SIGNS.isdisjoint(text):
        text = _LETTER_RUN.sub(lambda run: _raised(run[0]), text)
    letters = "".join(filter(str.isalpha, _SECONDS.sub("", text)))
    if len(text) < 4 or sum(map(str.isupper, letters)) < 0.6 * len(letters):
        return text
    return _LAST.sub(_last, _LETTER_RUN.sub(lambda run: _mixed_run(run[0]), text))


_AS_TYPED = re.compile(
    r"\W*(?:(?:Ma?c|Fitz|L[ae]|D[aeiu]|Des|Del|Van)(?=[A-Z]{3})[A-Z]+|[A-Z]+[SXZH]es"
    r"|[IVXL]+(?:st|nd|rd|th)|TS[A-Z']*(?=[\['\W]))(?:['\W].*)?"
)
"""Small letters that no Russian name has, of names from the west, of many of a name, of numbers; and a TS."""


def is_as_typed(text: str) -> bool:
    """Tell capitals, or such with small letters of English, as in ``McKAY``, ``WALSHes`` and ``VIIth``."""
    return text.isupper() or _AS_TYPED.fullmatch(text) is not None


_SHORTEST = 3

_BEFORE_HEAD = "[({/\"'"

_FORMED = re.compile(
    r"[A-Z\W\d_]*(?:(?:(?<=[CKSZ])h(?!H)|(?<=T)s(?!S)|(?<=Y)[aueo]"
    r"|(?<![A-Za-z])[a-z]+(?![A-Za-z]))[A-Z\W\d_]*)*"
)
"""Capitals with no small letters but seconds of digraphs, and small letters by themselves: all as typed."""

_MARKER_AT_END = re.compile(r"(?<=[A-Z][A-Z'])[ivx]{1,5}(?=[\]})/7|]\W*$)")
"""A marker stuck to a name in capitals, its opening bracket lost: ``PETROViv/``."""

_SHCH = re.compile(r"shch(?=[A-Z])")

_LAST = re.compile(r"(?<=[A-Z][A-Z])[ackouvwxz](?=[.,:;!?\"]*$)")
"""A small letter behind capitals that ends a word; before a bracket it would be a label."""

_SECONDS = re.compile(
    r"(?<=[CKSZ])h(?:ch)?(?=\w)|(?<=T)s(?=\w)|(?<=Y)[aueo](?![a-z])|(?<=h)k?h(?=[A-Z])"
)
"""Second letters of digraphs, which are no small letters of a word."""


def without_seconds(text: str) -> str:
    """Leave out the small second letters of digraphs, so that a name in mixed case is all capitals."""
    return _SECONDS.sub("", text)


def _raised(text: str) -> str:
    """Raise small letters shaped like their capitals in a word that begins and ends with capitals."""
    if len(text) < 3 or text.isupper() or not (text[0].isupper() and text[-1].isupper()):
        return text
    raised: list[str] = []
    for at, char in enumerate(text):
        if char.isupper() or raised[-1] + char in _HOLDS_DIGRAPH or text[at : at + 2] == "ch":
            raised.append(char)
        elif char in _LIKE_CAPITALS or (char == "h" and raised[-1] == "c"):
            raised.append(char.upper())
        else:
            return text
    return "".join(raised)


_SIGNS = frozenset("@#&*%=~^+<>")
"""Signs that are of no name: a text with one is a speck."""

_LIKE_CAPITALS = "cosuvwxzk"
"""Small letters that differ from their capitals in size alone, or nearly so."""


_TS_AT_HEAD = re.compile(r"^TS(?=[AEIOUY])")
"""No Russian word begins with T and S."""


def _mixed_run(text: str) -> str:
    """Mend a run of letters by the digraphs."""
    if len(text) < 3:
        return text
    if text.isupper():
        return _TS_AT_HEAD.sub("Ts", text)
    for slip, mended in _SLIPS:
        text = slip.sub(mended, text)
    chars = list(text)
    last = max((at for at, char in enumerate(chars) if char.isalpha()), default=-1)
    for at, char in enumerate(chars):
        if not char.islower() or at == 0:
            continue
        pair = chars[at - 1] + char
        digraph = pair in _HOLDS_DIGRAPH or (at == 1 and pair == _AT_HEAD)
        ending = at == last and char == "s" and not chars[at - 1].islower()
        between_capitals = chars[at - 1].isupper() and at < last and chars[at + 1].isupper()
        final = at == last and at > 1 and chars[at - 2].isupper() and chars[at - 1].islower()
        if not digraph and not ending and (between_capitals or final):
            chars[at] = char.upper()
    return "".join(chars)


def _once(small: re.Match[str]) -> str:
    """Leave a small letter out that was read of the edge of its capital, which follows."""
    return "" if small.string[small.end()].lower() == small[0] else small[0]


_SLIPS: tuple[tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]], ...] = (
    (re.compile(r"(?<=[a-z])([a-z])(?=[A-Z])"), _once),
    (re.compile(r"^(?:[yY][au]|[zksc]h|ts)(?=[A-Z]{2})"), lambda pair: pair[0].capitalize()),
    (re.compile(r"(?<=[CKSZ]h)H(?=[A-Z])|(?<=[CKSZ])H(?=h[A-Z])|(?<=Ts)S(?=[A-Z])"), ""),
    (re.compile(r"(?<=[KSZC]h)(?!ch)[a-z](?=[A-Z])"), ""),
    (re.compile(r"S(?=Shch)"), ""),
    (re.compile(r"(?<=[KSZC]h)[kzst](?=h[A-Z])"), lambda small: small[0].upper()),
    (re.compile(r"(?<=[A-Z])y(?=[ua](?:[A-Z]|$))"), "Y"),
    (
        re.compile(r"^[a-z](?=[A-Z]{2}|(?:Y[au]|[ZKSC]h|Ts)[A-Z])"),
        lambda small: small[0].upper(),
    ),
    (_TS_AT_HEAD, "Ts"),
)
"""What is misread in a run of letters with digraphs, and what was typed, in the order of mending."""


def _last(small: re.Match[str]) -> str:
    """Raise a last small letter behind capitals, unless it is the second of a digraph."""
    digraph = small.string[small.start() - 1] + small[0] in _HOLDS_DIGRAPH
    return small[0] if digraph else small[0].upper()


_WITH_SMALL_SECOND = frozenset((*_HOLDS_DIGRAPH, "hc"))


def is_transliterated(text: str) -> bool:
    """Tell a word whose small letters are all the second of a digraph, as the convention has it."""
    return all(
        at > 0 and text[at - 1 : at + 1] in _WITH_SMALL_SECOND
        for at, char in enumerate(text)
        if char.islower()
    )


@lru_cache(maxsize=8192)
def folded(name: str) -> str:
    """Give a name in capitals throughout, without macrons, apostrophes and blanks."""
    capitals = name.upper()
    if capitals.isascii() and capitals.isalpha():
        return capitals
    return "".join(filter(str.isalpha, normalize("NFD", capitals)))


_SON_OF = re.compile(r"(?:Ma?c|Fitz)(?=[A-Z]{3})")
_CH_AT_END = re.compile(r"(?<=[A-Z])ch$")
"""The one letter Ch behind capitals, at the end of a name."""


def name_capitals(name: str) -> str:
    """Raise the small letters of a name that differ from their capitals in size alone: ``ovoD`` is OVOD.

    Only where a name in capitals must stand. ``Cox`` has a capital at its head alone, as surnames have.
    """
    if name.isupper():
        return name
    if name.endswith(("'s", "'s\"")) or _SON_OF.match(name) is not None:
        return name  # of an English name
    name = _CH_AT_END.sub("Ch", name)
    capitals = sum(map(str.isupper, name))
    if not capitals or (capitals == 1 and name[:1].isupper()):
        return name
    raised = ""
    for at, char in enumerate(name):
        pair = raised[-1:] + char
        if char.islower() and pair not in _HOLDS_DIGRAPH and name[at : at + 2] != "ch":
            if char not in _LIKE_CAPITALS:
                return name
            raised += char.upper()
        else:
            raised += char
    return raised


_RUSSIAN = re.compile(
    r"(?:OV|EV|IN|NIK|SKIJ|[IYAEOU]J|ENKO|OG|ETS|')$|[AEIOUY]J[BDFGKLMNPRTVZ]|[a-z]"
)
"""Endings and sounds of Russian names that hardly an English word has."""


_ALL_CAPITALS = re.compile(r"[ZKSC]H|YA")


_PAIRS_IN_CAPITALS = re.compile(r"(?<=[ZKSC])H|(?<=Y)A")
_YU = re.compile(r"(?<=[BDFGKLMNPRSTVZ])YU")
_SMALL_AT_END = re.compile(r"(?<=[A-Z][A-SU-Z])s$")
_TS = re.compile(r"TS(?=[AEIOU]|Y(?!a$))|(?<=E)TS$")
_NO_PAIR = re.compile(r"(?<![AEIOU])C[NMB](?=[AEIOUYJ])")
"""A C that is neither in ``Ch`` nor after a vowel: no word has one."""

_NO_ENDING = re.compile(r"(?<=[OE])Y$")


def doubted_capitals(name: str) -> str:
    """Give a name that was read badly as the convention writes it: ``LUKAShEV``, ``BELYaKOV``.

    No Russian word ends with a vowel and Y, which was a V then.
    """
    if _RUSSIAN.search(name) is None:
        return name
    return _NO_ENDING.sub("V", _PAIRS_IN_CAPITALS.sub(lambda second: second[0].lower(), name))


def russian_capitals(name: str) -> str:
    """Give a name with the small letters that look like their capitals: the s of ``Ts``, the u of ``Yu``.

    Other second letters (h, a) differ from their capitals by shape, so what was read of them stands. ``TS``
    before a vowel and in a final ``ETS`` is one letter in Russian names; ``YU`` after a consonant always is.
    A word whose other pairs stand in capitals (``KONSPIRATSIYA``) was typed in capitals throughout.
    """
    name = _NO_PAIR.sub("Ch", name)
    if _ALL_CAPITALS.search(name):
        return name
    name = _YU.sub("Yu", name)
    name = _SMALL_AT_END.sub("S", name)
    if _RUSSIAN.search(name) is None:
        return name
    return _TS.sub("Ts", name)
