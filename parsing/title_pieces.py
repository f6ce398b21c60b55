"""Words of titles that stand in two pieces: at the end of a line, or because the reader parted them."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from functools import lru_cache
from string import ascii_uppercase

from parsing.names import Spellings, folded
from parsing.title_vocabulary import DOUBTED, SURE, of_length, vocabulary
from schemas.pages import Word

_HYPHENED = re.compile(r"[\w'\"]*[^\W\d_]-")
_LONG = 6
"""Letters of a word, one of them lost between its pieces, from which it can be told by the others."""

_SOFT_SIGN_APART = re.compile(r"'\"[,;:]?")
"""The apostrophe of a soft sign and the quotation mark, before which a blank was read."""


def joined_at_ends(lines: Sequence[Sequence[Word]], known: Collection[str]) -> list[Word]:
    """Give the words of a title's lines, one at a hyphen, without which it stands where that is ``known``."""
    words: list[Word] = []
    for line in lines:
        broken = words and line and _HYPHENED.fullmatch(words[-1].text)
        if not (broken and line[0].text[:1].isalpha()):
            words.extend(line)
            continue
        before, word = words[-1], line[0]
        whole = before.text.removesuffix("-") + word.text
        text = whole if whole.rstrip(",:;") in known else before.text + word.text
        sure = min(before.confidence, word.confidence)
        words[-1:] = [before._replace(text=text, confidence=sure), *line[1:]]
    return words


def rejoined(words: Sequence[Word], spellings: Spellings) -> list[Word]:
    """Give the words of a title, one where the reader made two of one: ``FRAGME NTARY``, ``"ChA JKA"``."""
    joined: list[Word] = []
    for word in words:
        before = joined[-1] if joined else None
        if before is not None and (whole := _whole(before.text, word.text)) is not None:
            joined[-1] = before._replace(text=whole, confidence=SURE)
        elif (
            before is not None and (name := _name_of(before.text, word.text, spellings)) is not None
        ):
            joined[-1] = before._replace(text=name)
        else:
            joined.append(word)
    return joined


def _name_of(before: str, word: str, spellings: Spellings) -> str | None:
    """Give the name in quotes that two pieces make, where the sheet bears it elsewhere, and neither piece."""
    head, tail = _OPENED.fullmatch(before), _CLOSED.fullmatch(word)
    if (
        head is None
        or tail is None
        or {folded(head[1]), folded(tail[1])} & spellings.weights.keys()
    ):
        return None
    name = head[1] + tail[1]
    known = name if folded(name) in spellings.weights else spellings.alike(name, DOUBTED)
    return known and f'"{known}{word[len(tail[1]) :]}'


_OPENED, _CLOSED = re.compile(r"\"([^\W\d_]+)"), re.compile(r"([^\W\d_]+)\"[,;:]?")


@lru_cache(maxsize=4096)
def _whole(before: str, word: str) -> str | None:
    """Give the one word that two pieces make, with or without a letter between them, and its sign."""
    if before.startswith('"') and _SOFT_SIGN_APART.fullmatch(word):
        return before + word
    sign = word[-1] if word[-1] in ",:;" else ""
    word = word.removesuffix(sign)
    if {before, word} <= vocabulary():
        return None
    if before + word in vocabulary():
        return before + word + sign
    if not (before.isalpha() and word.isalpha()) or len(before + word) < _LONG:
        return None
    found = [
        known
        for known in of_length(len(before) + 1 + len(word))
        if known.startswith(before)
        and known.endswith(word)
        and known[len(before)] in ascii_uppercase
    ]
    return found[0] + sign if len(found) == 1 else None
