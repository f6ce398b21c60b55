"""Gaps: ``[2 groups unrecovered]``, known by their words, whatever their brackets were read as."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from rapidfuzz import fuzz

from parsing.brackets.signs import (
    ANY_CLOSE,
    ANY_OPEN,
    CLOSE,
    OPEN,
    STRONG_CLOSE,
    STRONG_OPEN,
    WEAK_CLOSE,
)
from parsing.lexicon import lexicon
from parsing.repair import FIGURE, as_figures
from schemas.records import GapKind

_WORD = re.compile(r"[A-Za-z0-9]{4,8}")
_COUNT_BEFORE = re.compile(
    rf"(?P<open>(?:(?<![^\s{STRONG_CLOSE}]){ANY_OPEN}\s?|[{STRONG_OPEN}])?)(?P<count>{FIGURE}{{1,3}})\s*$"
)
_KIND_AFTER = re.compile(r"\s*(?P<un>[uan]{1,2}-?\s+)?(?P<kind>[A-Za-z0-9]{6,16})")
_CLOSE_AFTER = re.compile(
    rf"\s?(?P<close>{ANY_CLOSE}7?)(?![A-Za-z0-9])|(?P<strong>[{STRONG_CLOSE}]7?)"
)
_AND_AFTER = re.compile(r"\s*(?:and|&)\s*$")


@dataclass(frozen=True, slots=True)
class _Gap:
    start: int
    end: int
    count: int
    kind: GapKind
    closed: bool
    opened: bool

    def __str__(self) -> str:
        unit = "group" if self.count == 1 else "groups"
        return f"{self.count} {unit} {self.kind}"


def _find_gaps(text: str) -> Iterator[_Gap]:
    units = lexicon().gaps.unit
    for unit in _WORD.finditer(text):
        if max(fuzz.ratio(unit[0].lower(), form) for form in units) < 72:
            continue
        before = _COUNT_BEFORE.search(text[max(0, unit.start() - 8) : unit.start()])
        after = _KIND_AFTER.match(text, unit.end())
        if before is None or after is None:
            continue
        found = _gap_kind((after["un"] or "").strip(" -\f") + after["kind"])
        if found is None:
            continue
        kind, spare = found
        end = after.end() - spare
        close = _CLOSE_AFTER.match(text, end)
        opened, figures = bool(before["open"]), before["count"]
        if not opened and len(figures) > 1 and figures[0] in "1lI|[(tf":
            opened, figures = True, figures[1:]  # the bracket itself was read as a figure
        count = int(as_figures(figures))
        start = max(0, unit.start() - 8) + before.start()
        yield _Gap(start, close.end() if close else end, count, kind, close is not None, opened)


def _gap_kind(word: str) -> tuple[GapKind, int] | None:
    """Give the kind that a word names, and how many of its last letters belong to a bracket."""
    best: tuple[float, str, int] = (0.0, "", 0)
    for spare in (0, 1):
        if spare and word[-1] not in WEAK_CLOSE:
            continue
        stem = word[: len(word) - spare].lower()
        for kind in lexicon().gaps.kinds:
            best = max(best, (fuzz.ratio(stem, kind), kind, spare))
    score, kind, spare = best
    return (GapKind(kind), spare) if score >= 68 else None


def settle_gaps(text: str) -> str:
    """Settle the gaps, counts and kinds repaired; two kinds in one bracket stay one gap."""
    pieces: list[str] = []
    at = 0
    gaps = list(_find_gaps(text))
    index = 0
    while index < len(gaps):
        gap = gaps[index]
        if gap.start < at:
            index += 1
            continue
        pieces.append(text[at : gap.start])
        words, end = [str(gap)], gap.end
        while (
            index + 1 < len(gaps)
            and not gaps[index].closed
            and _AND_AFTER.fullmatch(text[end : gaps[index + 1].start])
        ):
            index += 1
            words.append(str(gaps[index]))
            end = gaps[index].end
        breaks = text[gap.start : end].count("\f")
        pieces.append(OPEN + " and ".join(words) + CLOSE + "\f" * breaks)
        at = end + (1 if breaks and text[end : end + 1] == " " else 0)
        index += 1
    pieces.append(text[at:])
    return "".join(pieces)
