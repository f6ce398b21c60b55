"""Lines with marks that stand in messages alone: a gap by itself on its line, graded readings."""

from __future__ import annotations

import re
from functools import lru_cache

from rapidfuzz import fuzz

from parsing.lexicon import lexicon
from parsing.matching import letters

_SHORT_WORD = re.compile(r"\s(?!(?:and|un)(?:\s|$))[A-Za-z][a-z]{1,2}(?=\s|$)")
"""A short word behind the first one that is none of a gap's, nor a piece of one."""

_WORD = re.compile(r"[A-Za-z]{4,}")
_MOST_WORDS, _LONGEST_LINE = 7, 70
_BEGUN = re.compile(r"[A-Z][a-z]{1,2} \[")
"""A word of the text before a gap: ``For [1 group unrecovered]``."""


@lru_cache(maxsize=1024)
def is_gap_line(text: str) -> bool:
    """Tell a line that holds only a gap: ``[41 groups unrecoverable]``."""
    if len(text) > _LONGEST_LINE:
        return False
    if len(text) <= _LONGEST_GAP and _is_worn_gap(text):
        return True
    if _SHORT_WORD.search(text) or _BEGUN.match(text):
        return False
    words = _WORD.findall(text)
    if not 1 < len(words) <= _MOST_WORDS:
        return False
    units: list[float] = []
    kinds: list[float] = []
    for word in words:
        unit, kind = _likeness(word.lower())
        if unit < 68 and kind < 68:
            return False
        units.append(unit)
        kinds.append(kind)
    return max(units) >= 75 and max(kinds) >= 70


@lru_cache(maxsize=4096)
def _likeness(word: str) -> tuple[float, float]:
    """Tell how like a word is to a gap's unit, and to one of the kinds of gaps."""
    gaps = lexicon().gaps
    unit, kind = (max(fuzz.ratio(word, form) for form in of) for of in (gaps.unit, gaps.kinds))
    return unit, kind


_NUMBERED = re.compile(r"[\[{(/£LZf]{1,2}\s?[\dlIit?]{1,3}\s.{8,}[\]})/7J]\.?")
_LIKE_GAP = 80.0
_LONGEST_GAP = 45


def _is_worn_gap(text: str) -> bool:
    """Tell a line between brackets, begun by a number, whose letters together are those of a gap."""
    if _NUMBERED.fullmatch(text) is None:
        return False
    gaps = lexicon().gaps
    read = letters(text[4:])
    return any(
        fuzz.ratio(read, unit + kind) >= _LIKE_GAP for unit in gaps.unit for kind in gaps.kinds
    )


_CLOSES = frozenset("])}/7J|")
_AT_END = re.compile(r"(?P<kind>[a-z]{6,})\s?.\Z")
_LIKE_KIND = 80.0


@lru_cache(maxsize=1024)
def ends_with_gap(text: str) -> bool:
    """Tell a line that ends with a gap, whatever its closing bracket was read as."""
    match = _AT_END.search(text) if text[-1:] in _CLOSES else None
    return match is not None and _likeness(match["kind"])[1] >= _LIKE_KIND


_MARKS = re.compile(r"unrecover|\bgroups\s|[\dIl?]\s?group\s|[\[{(/][A-D]\s?%", re.IGNORECASE)


@lru_cache(maxsize=1024)
def bears_marks(text: str) -> bool:
    """Tell a line with a gap or a graded reading, which stand in messages and in no note.

    ``The group is garbled`` is said in notes.
    """
    lowered = text.lower()
    may_be = "%" in text or "group" in lowered or "unrecover" in lowered  # the cheaper test
    return may_be and _MARKS.search(text) is not None
