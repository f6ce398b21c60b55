"""What is open at a place of a text: a reading, an original, or words whose bracket is to come."""

from __future__ import annotations

import re
from collections.abc import Sequence

from parsing.brackets.signs import CLOSE, OPEN

_ORIGINAL_OPEN = re.compile(
    rf"(?:[\[{{/({OPEN}]|(?<![A-Za-z])[LZfCE£])[A-ZĀ-Ž][^\W\d_']*(?:[ '-][^\W\d_]+)*'?$"
)
_WORDS_BACKWARDS = re.compile(r"\n?(?:[^\W\d_]|[ '-])*.?")
"""What an original that is open at the end of a text is within, from that end."""


def last_line(pieces: Sequence[str], end: str = "") -> str:
    """Give the last line of a text in pieces, ``end`` behind them: no bracket is open from a line above."""
    at = len(pieces)
    while at and "\n" not in end:
        at -= 1
        end = pieces[at] + end
    return end[end.rfind("\n") + 1 :]


def is_open(text: str) -> bool:
    """Tell a text that ends within an original or a reading, which the next bracket closes."""
    text = last_line((), text)
    return opens_original(text) or reading_open(text)


def opens_original(text: str) -> bool:
    """Tell a text that ends within an original."""
    within = _WORDS_BACKWARDS.match(text[::-1])
    return within is not None and _ORIGINAL_OPEN.search(text, len(text) - within.end()) is not None


def awaits_end(before: str, text: str, at: int) -> bool:
    """Tell words between brackets, open at the end of ``before``, which no bracket behind ``at`` closes."""
    before = last_line((), before)
    within = is_open(before) or _WORDS_OPEN.search(before) is not None
    return within and not closes_later(text, at)


_WORDS_OPEN = re.compile(r"(?<!\S)[\[{](?=[^\[\]{}\n]{0,100}\Z)[^a-z]*[a-z]")
"""A translator's words without their closing bracket, which stand by themselves."""


def reading_open(text: str) -> bool:
    """Tell that a graded reading was opened in ``text`` and is not closed at its end."""
    opened = max(text.rfind(f"{OPEN}{grade}%") for grade in "ABCD")
    if opened < 0 or "\n" in text[opened:]:
        return False
    inside = _GLOSS.sub("", _SETTLED.sub("", text[opened + 1 :]))
    return _END_SIGN.search(inside) is None


def closes_later(text: str, at: int) -> bool:
    """Tell that another bracket closes after ``at`` before one opens."""
    ahead = text[at : at + _AHEAD].partition("\n")[0]
    closes, opens = _END_SIGN.search(ahead), _NEXT_OPEN.search(ahead)
    return closes is not None and (opens is None or closes.start() < opens.start())


_AHEAD = 160
_NEXT_OPEN = re.compile(rf"[\[{{(£{OPEN}]|(?<!\S)/|(?<=\S)/(?=[ivx1a-h]{{1,4}}[/7])")
_SETTLED = re.compile(f"{OPEN}[^{OPEN}{CLOSE}]*{CLOSE}")
_GLOSS = re.compile(
    r"[\[{/(£LZ][A-ZĀ-Ž](?:[A-ZĀ-Ž']|[a-z](?![a-z]))+(?: (?:[A-ZĀ-Ž']|[a-z](?![a-z]))+)*[\]}/7)]"
    r"|\[(?:[ivx]{1,5}|[a-h])\]"
)
"""An original or a marker, whose brackets are settled later."""

_END_SIGN = re.compile(rf"[\]}}{CLOSE}]|(?<=[A-Za-z'.])[/7)](?![A-Za-z0-9])")
