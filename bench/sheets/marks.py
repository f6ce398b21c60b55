"""Bracketed marks in canonical text: where they are and what they are.

This is the truth's own reading of marks, independent of ``parsing``: it sees only well-formed
text. A mark is a gap, a grade, a note marker, an original or an insertion; brackets nest.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from schemas.records import GapKind, MarkKind

ROMANS = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")
_TENS = ("", "x", "xx", "xxx", "xl", "l")
_GAP = re.compile(r"(\d+) groups? (unrecovered|unrecoverable|garbled|unidentified)")
_GRADE = re.compile(r"([A-D])% ")
_ROMAN = re.compile(r"[ivxl]+")
_LETTER = re.compile(r"[a-h]")
_CAPITALS = re.compile(r"[A-ZĒ][A-Za-zĒ'\-]*[A-ZĒ']|[A-ZĒ]")
_TRANSLITERATED = re.compile(
    r"^(?:Sh|Ch|Kh|Ts|Zh|Ya|Yu|Shch|ch|sh|kh|ts|zh|ya|yu|[A-ZĒ'\- \d])+[a-z]?$"
)


def roman(number: int) -> str:
    """Give ``number`` (1..59) as a lower-case roman."""
    return _TENS[number // 10] + ROMANS[number % 10]


@dataclass(frozen=True, slots=True)
class Found:
    """A mark at ``start:end`` of a text; ``inside`` is what its brackets hold."""

    start: int
    end: int
    kind: MarkKind
    inside: str
    groups: tuple[tuple[int, GapKind], ...] = ()
    grade: str | None = None
    term: str | None = None


def classify(inside: str) -> MarkKind:
    """Tell what a bracket with this content is."""
    if _GAP.match(inside):
        return MarkKind.GAP
    if _GRADE.match(inside):
        return MarkKind.READING
    if _ROMAN.fullmatch(inside) or _LETTER.fullmatch(inside):
        return MarkKind.NOTE_MARKER
    if inside[:1].isalpha() and is_capitals(inside):
        return MarkKind.ORIGINAL
    return MarkKind.INSERTION


def is_capitals(text: str) -> bool:
    """Whether all words are capitals but for the ends of letters such as Ya, Sh, Ts."""
    return all(
        word.upper() == word or _TRANSLITERATED.match(word) is not None for word in text.split()
    )


def glossed_term(before: str) -> str | None:
    """Give the run of capital words at the end of ``before``: RESIDENT in ``the RESIDENT``.

    Else None. A possessive ending is cut off, and note markers between the word and the
    bracket are passed over.
    """
    before = re.sub(r"(?:\s*\[[ivxla-h]+\])+\s*$", "", before)
    taken: list[str] = []
    for word in reversed(before.split()):
        bare = re.sub(r"'s$", "", word)
        is_last = not taken
        if not _CAPITALS.fullmatch(bare if is_last else word) or len(bare) < 2:
            break
        taken.insert(0, bare if is_last else word)
    return " ".join(taken) or None


def find_marks(text: str) -> Iterator[Found]:
    """Yield the marks of ``text`` in order of their opening bracket, outer before inner.

    Raises ValueError when brackets do not pair.
    """
    stack: list[int] = []
    spans: list[tuple[int, int]] = []
    for place, letter in enumerate(text):
        if letter == "[":
            stack.append(place)
        elif letter == "]":
            if not stack:
                raise ValueError(
                    f"a bracket closes that was not opened: {text[: place + 1][-40:]!r}"
                )
            spans.append((stack.pop(), place + 1))
    if stack:
        raise ValueError(f"a bracket is not closed: {text[stack[-1] :][:40]!r}")
    for start, end in sorted(spans):
        inside = text[start + 1 : end - 1]
        kind = classify(inside)
        groups = tuple((int(n), GapKind(k)) for n, k in _GAP.findall(inside))
        grade = _GRADE.match(inside)
        yield Found(
            start,
            end,
            kind,
            inside,
            groups if kind is MarkKind.GAP else (),
            grade[1] if grade else None,
            glossed_term(text[:start]) if kind is MarkKind.ORIGINAL else None,
        )


def without_markers(text: str) -> str:
    """Give ``text`` without its note markers and the blanks before them."""
    return re.sub(r"\s*\[(?:[ivxl]+|[a-h])\]", "", text)
