"""The passes in their order, and the marks of the text that they settle."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from parsing.brackets.gaps import settle_gaps
from parsing.brackets.markers import NO_LABELS, KnownLabels, settle_markers, settle_missing
from parsing.brackets.pairs import settle_doubled, settle_initials, settle_pairs, settle_signs
from parsing.brackets.readings import settle_grades
from parsing.brackets.signs import CLOSE, OPEN
from parsing.matching import capital_share
from schemas.records import GapKind, MarkKind


@dataclass(frozen=True, slots=True)
class Mark:
    """A bracketed mark at ``text[start:end]``, with what its kind tells.

    A gap that names two kinds has the sum of its groups, and the kind that it names first.
    """

    start: int
    end: int
    kind: MarkKind
    text: str
    groups: int | None = None
    gap_kind: GapKind | None = None
    grade: str | None = None
    term: str | None = None


@dataclass(frozen=True, slots=True)
class Bracketed:
    """A text with canonical brackets, its marks in order of their start, and lone brackets' offsets."""

    text: str
    marks: tuple[Mark, ...]
    unbalanced: tuple[int, ...]


def canonical(
    text: str, labels: KnownLabels = NO_LABELS, missing: Collection[str] = ()
) -> Bracketed:
    """Give ``text`` with its marks in canonical form. Other text is left as it is.

    ``missing`` are labels of comments that no marker elsewhere points to, so that one here must.
    """
    settled = settle_doubled(text)
    settled = settle_gaps(settled)
    settled = settle_grades(settled)
    settled = settle_markers(settled, labels)
    settled = settle_signs(settled)
    settled = settle_initials(settle_pairs(settled))
    settled = settle_missing(settled, labels, missing)
    return _collect(settled)


_GAP = re.compile(r"(\d+) groups? (unrecovered|unrecoverable|garbled|unidentified)")
_READING = re.compile(r"([A-D])%\s?")
_ORIGINAL = re.compile(r"[A-ZĀ-Ž][\w'’\-]*(?:[\s-]+[\w'’\-]+)*", re.UNICODE)
_TERM = re.compile(r"((?:[A-Z][\w'’.-]*\s+)*[A-Z][\w'’-]*)\s?$")


def _collect(settled: str) -> Bracketed:
    text = _tidy(settled)
    out = text.replace(OPEN, "[").replace(CLOSE, "]")
    marks: list[Mark] = []
    stack: list[int] = []
    lone: list[int] = []
    for at, char in enumerate(text):
        if char == OPEN:
            stack.append(at)
        elif char == CLOSE:
            if stack:
                opened = stack.pop()
                marks.append(_classify(out, opened, at + 1))
            else:
                lone.append(at)
    lone.extend(stack)
    lone.extend(at for at, char in enumerate(text) if char in "[]{}")
    return Bracketed(out, tuple(sorted(marks, key=_place)), tuple(sorted(lone)))


def _place(mark: Mark) -> tuple[int, int]:
    return mark.start, -mark.end


def _tidy(settled: str) -> str:
    """Take the blanks away that stand directly inside brackets."""
    settled = re.sub(rf"{OPEN}[ ]+", OPEN, settled)
    return re.sub(rf"[ ]+{CLOSE}", CLOSE, settled)


def _classify(text: str, start: int, end: int) -> Mark:
    inside = text[start + 1 : end - 1].replace("\f", " ")
    gaps = list(_GAP.finditer(inside))
    if gaps and gaps[0].start() == 0:
        counts = sum(int(gap[1]) for gap in gaps)
        kind = GapKind(gaps[0][2])
        return Mark(start, end, MarkKind.GAP, inside, groups=counts, gap_kind=kind)
    if grade := _READING.match(inside):
        return Mark(start, end, MarkKind.READING, inside, grade=grade[1])
    if _is_label(inside):
        return Mark(start, end, MarkKind.NOTE_MARKER, inside)
    if is_original(inside):
        term = _term_before(text[:start])
        return Mark(start, end, MarkKind.ORIGINAL, inside, term=term)
    return Mark(start, end, MarkKind.INSERTION, inside)


def _is_label(inside: str) -> bool:
    return bool(re.fullmatch(r"[ivxl]{1,8}|[a-z]", inside))


def is_original(inside: str) -> bool:
    """Tell a Russian original (capitals of a transliteration) from a translator's words."""
    if not _ORIGINAL.fullmatch(inside.replace("\f", " ")):
        return False
    return sum(char.isalpha() for char in inside) >= 2 and capital_share(inside) >= 0.55


def _term_before(text: str) -> str | None:
    """Give the words in capitals that end ``text``, past any bracket that stands between."""
    plain = text.replace("\f", " ").rstrip()
    while plain.endswith("]"):
        opened = plain.rfind("[")
        if opened < 0:
            return None
        plain = plain[:opened].rstrip()
    match = _TERM.search(plain)
    if match is None:
        return None
    words = match[1].split()
    while words and not _is_capital(words[0]):
        words.pop(0)
    kept: list[str] = []
    for word in reversed(words):
        if not _is_capital(word):
            break
        kept.insert(0, word)
    return " ".join(kept).rstrip("'’.-") or None


def _is_capital(word: str) -> bool:
    return sum(char.isalpha() for char in word) >= 2 and capital_share(word) >= 0.6


def groups_of(marks: Collection[Mark], kind: GapKind) -> int:
    """Sum the groups of one kind over the gaps, of which one can name two kinds."""
    return sum(
        int(gap[1])
        for mark in marks
        if mark.kind is MarkKind.GAP
        for gap in _GAP.finditer(mark.text)
        if gap[2] == kind
    )
