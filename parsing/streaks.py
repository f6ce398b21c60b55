"""Streaks of a copying machine in running text, read as ``|``, a sign that no typewriter has.

A stroke can as well be a bracket or a figure misread, so that one stays that stands where those do.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from parsing.dates import names_a_month
from parsing.lexicon import lexicon
from schemas.pages import Word

_STREAK = "|"
_WITHIN = re.compile(r"(?<=[a-z]{2})\|(?=[a-z]{2})|(?<=[a-z]{2})\|(?=[A-Z]{2}[^\[\](){}/|]*$)")
"""A stroke in the place of a blank between two words; before capitals in brackets it opens these."""

_AT_EDGE = re.compile(r"\|(?P<behind>[a-z]{3,}[.,;:]?)|(?P<before>[A-Za-z]+[a-z][.,;:])\|")
_PLAIN = re.compile(r"[a-z]{2,}[.,;:]?")
_OPENERS, _CLOSERS = "[({", "])}"


def without_streaks(words: Sequence[Word]) -> list[Word]:
    """Give the words without strokes that stand beside plain words: alone, at a word's edge, between two."""
    if not [word for word in words if _STREAK in word.text]:
        return list(words)
    return list(_cleared(words))


def _cleared(words: Sequence[Word]) -> Iterator[Word]:
    for at, word in enumerate(words):
        if _STREAK not in word.text:
            yield word
        elif word.text == _STREAK:
            if not _is_streak(words, at):
                yield word
        elif (edge := _AT_EDGE.fullmatch(word.text)) is not None and _is_balanced(words, at):
            yield word.part(*edge.span("behind" if edge["behind"] else "before"))
        else:
            yield from _parted(word)


def _parted(word: Word) -> Iterator[Word]:
    """Give the pieces of a word between strokes that stand for blanks."""
    start = 0
    for streak in _WITHIN.finditer(word.text):
        yield word.part(start, streak.start())
        start = streak.end()
    yield word if not start else word.part(start, len(word.text))


def _is_streak(words: Sequence[Word], at: int) -> bool:
    """Tell a stroke alone in running text from a bracket, from the 1 of a gap and from that of a day."""
    before, after = _neighbour(words, at, -1), _neighbour(words, at, 1)
    gaps = lexicon().gaps
    if after in gaps.unit or before.strip(".,") in gaps.kinds or names_a_month(after):
        return False
    plain = _PLAIN.fullmatch(after) is not None and len(after) > _LONGEST_ENDING
    within = _PLAIN.fullmatch(before) is not None and after.isalpha() and len(after) > 1
    within |= before.endswith(_STOPS) and after[:1].isalpha() and len(after) > 1
    return (plain or within) and _is_balanced(words, at)


_STOPS = (".", ",", ":", ";")
_LONGEST_ENDING = 2
"""Letters of the ending of a day, ``st``."""


def _neighbour(words: Sequence[Word], at: int, step: int) -> str:
    """Give the text of the word before or behind one in its line, empty where there is none."""
    other = at + step
    inside = 0 <= other < len(words) and words[other].line == words[at].line
    return words[other].text if inside else ""


def _is_balanced(words: Sequence[Word], at: int) -> bool:
    """Tell a line of as many brackets that open as that close: it lacks none."""
    line = "".join([word.text for word in words if word.line == words[at].line])
    return sum(map(line.count, _OPENERS)) == sum(map(line.count, _CLOSERS))
