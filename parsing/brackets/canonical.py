"""The passes in their order, and the marks of the text that they settle."""

from __future__ import annotations

import re
from collections.abc import Collection
from operator import attrgetter
from typing import NamedTuple

from parsing.brackets.insertions import settle_signs, settle_words
from parsing.brackets.markers import NO_LABELS, KnownLabels, settle_markers
from parsing.brackets.missing import settle_missing, settle_ruined
from parsing.brackets.originals import (
    settle_glosses,
    settle_opened_twice,
    settle_originals,
    without_speck_in_ts,
)
from parsing.brackets.pairs import (
    settle_doubled,
    settle_pairs,
    settle_parts,
    without_empty,
)
from parsing.brackets.quotations import with_closed_quotations
from parsing.brackets.readings import settle_grades
from parsing.brackets.signs import CLOSE, OPEN
from parsing.brackets.typed_signs import as_typed, with_typed_pounds, with_typed_strokes
from parsing.brackets.worded_gaps import settle_all_gaps
from parsing.matching import capital_share
from schemas.records import GapKind, MarkKind


class Mark(NamedTuple):
    """A bracketed mark at ``text[start:end]``, with what its kind tells.

    A gap that names two kinds of groups gives two marks, one for each, at one place.
    """

    start: int
    end: int
    kind: MarkKind
    text: str
    groups: int | None = None
    gap_kind: GapKind | None = None
    grade: str | None = None
    term: str | None = None


class Bracketed(NamedTuple):
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
    text = with_closed_quotations(text)
    if not missing and not _may_bear_marks(text):
        return Bracketed(text, (), ())
    typed = settle_parts(without_speck_in_ts(with_typed_strokes(without_empty(text))))
    settled = settle_all_gaps(typed)
    settled = settle_grades(with_typed_pounds(settled))
    settled = settle_markers(settled, labels)
    settled = settle_opened_twice(settle_doubled(settled))
    settled = settle_signs(settled)
    terms = frozenset(labels.terms.values())
    settled = settle_glosses(_OPENED_BEFORE_GRADE.sub("", settled), terms)
    settled = settle_words(settle_pairs(settled, terms))
    settled = settle_originals(settled)
    settled = settle_missing(settle_ruined(settled, labels), labels, missing)
    return _collect(settled)


def _may_bear_marks(text: str) -> bool:
    """Tell a text that can hold a mark: with what may be a bracket, the head of a part, the word of a gap."""
    return (
        _MAY_BE_BRACKET.search(text) is not None
        or "Part" in text
        or _MAY_BE_UNIT.search(text) is not None
    )


_INERT = (
    r"(?<!\S\()(?<=\()(?:No\.\s)?\d{2,5}\)|(?<=\d\))"
    r"|(?<=\s7)\d|(?<=\s[0-689]7)|(?<=\s\d\d7)|(?<=\s\d{3}7)|(?<=\(19\d7)"
)
"""Behind a parenthesis around a number alone, ``(1943)`` or ``(No. 728)``, and a 7 of a longer number."""

_MAY_BE_BRACKET = re.compile(
    rf"[\[\]{{}}()/\\|<>£€¢7%&#°*J{OPEN}{CLOSE}](?:(?<![()7&#°*J])|(?<=[()7])(?!{_INERT})"
    r"|(?<=[A-Da-d][&#°*])|(?<=[A-Da-d]\s[&#°*])|(?<=[,.;:?!-]J)|(?<=[,.;:?!-]\sJ))"
)
"""A sign that is or may be a bracket, or the per cent sign of a grade."""

_MAY_BE_UNIT = re.compile(
    r"\s(?=(?:[^\sgroup]*[group]){3})(?:(?=\S*[gp])[a-z&0-9?;:°|]{3,8}[sp]|\w?r\w?o\w?u\w?s)\s",
    re.IGNORECASE,
)
"""The word of a gap: at least three of its letters were read, the g or the p among them, or all that is
between them and behind."""

_LABEL = re.compile(r"[ivxl]{1,8}|[a-z]")
_GAP = re.compile(r"(\d+|\?) groups? (unrecovered|unrecoverable|garbled|unidentified)")
_READING = re.compile(r"([A-D])%\s?")
_ORIGINAL = re.compile(r"[A-ZĀ-Ž][\w'’\-]*(?:[\s-]+[\w'’\-]+)*", re.UNICODE)
_TERM = re.compile(r"((?:[A-ZĀ-Ž][\w'’.-]*\s+){0,5}[A-ZĀ-Ž][\w'’-]*)\s?$")
_MOST_WORDS = 6
_TERM_REACH = 200
_POSSESSIVE = re.compile(r"['’]s$")
_SMALL_OF_LETTER = re.compile(r"(?<=[CKSZ])h(?:ch)?|(?<=T)s|(?<=Y)[aueo]")
_MISREAD = re.compile(r"(?<=[A-Z])[!%.:;?01](?=[A-Z])")


_SIGN = re.compile(rf"[{OPEN}{CLOSE}\[\]{{}}]|\n")


def _collect(settled: str) -> Bracketed:
    text = as_typed(_tidy(settled))
    out = text.replace(OPEN, "[").replace(CLOSE, "]")
    marks: list[Mark] = []
    stack: list[int] = []
    lone: list[int] = []
    for sign in _SIGN.finditer(text):
        at = sign.start()
        if sign[0] == "\n":  # no mark goes on in the next paragraph
            lone.extend(stack)
            stack.clear()
        elif sign[0] == OPEN:
            stack.append(at)
        elif sign[0] == CLOSE and stack:
            marks += _marks_at(out, stack.pop(), at + 1)
        else:
            lone.append(at)
    lone.extend(stack)
    return Bracketed(out, tuple(sorted(marks, key=attrgetter("start"))), tuple(sorted(lone)))


def _tidy(settled: str) -> str:
    """Take away the blanks that stand directly inside brackets, and a bracket read of another's strokes."""
    if OPEN not in settled and CLOSE not in settled:
        return settled
    if f"{OPEN} " in settled or f" {CLOSE}" in settled:
        settled = _BLANKS_INSIDE.sub("", settled)
    settled = _OPENED_TWICE.sub("", _OPENED_AGAIN.sub(OPEN, settled))
    settled = _CLOSED_TWICE.sub("", settled)
    return _BLANK_BEFORE_SOFT_SIGN.sub("'", _BLANK_IN_FRAGMENT.sub("....", settled))


_BLANKS_INSIDE = re.compile(rf"(?<={OPEN})[ ]+|[ ]+(?={CLOSE})")
_OPENED_BEFORE_GRADE = re.compile(rf"[\[{{£€¢](?<![^\s\"'].)(?={OPEN}[A-D]%)")
_OPENED_AGAIN = re.compile(rf"{OPEN}[\[({{/](?=[A-ZĀ-Ž]{{2}}[^{OPEN}{CLOSE}()]*{CLOSE})")
_OPENED_TWICE = re.compile(
    rf"[\[{{£€¢(](?<![^\s\"'].)(?={OPEN})(?:(?<!\()|(?=.[^{OPEN}{CLOSE}()]*{CLOSE}(?![^{OPEN}{CLOSE}()\n]*\))))"
)
_CLOSED_TWICE = re.compile(
    rf"[\]}})](?:(?<={CLOSE}[\]}}])(?=[\s.,;:{OPEN}]|$)|(?<=[A-Za-z'.]{CLOSE}\))(?={OPEN})"
    rf"|(?<=[A-Z'][\]}}])(?={OPEN}[ivx]+{CLOSE}))"
)
"""A second bracket that was read of the strokes of one."""

_BLANK_IN_FRAGMENT = re.compile(rf"\.\.\.\. +(?=[A-ZĀ-Ž]{{1,4}}{OPEN}[a-z]{CLOSE})")
"""Between the dots for the lost letters of a word and those that are left, which a note explains."""

_BLANK_BEFORE_SOFT_SIGN = re.compile(rf" '(?<=[A-Z] ')(?={OPEN})")
"""Between a name and the soft sign that ends it."""


def _marks_at(text: str, start: int, end: int) -> list[Mark]:
    """Give the mark at ``text[start:end]``; a gap of two kinds gives one for each."""
    inside = text[start + 1 : end - 1].replace("\f", " ")
    if _LABEL.fullmatch(inside):
        return [Mark(start, end, MarkKind.NOTE_MARKER, inside)]
    if _GAP.match(inside) is None:
        return [_classify(text, start, end, inside)]
    return [
        Mark(start, end, MarkKind.GAP, inside, groups, GapKind(gap[2]))
        for gap in _GAP.finditer(inside)
        for groups in [int(gap[1]) if gap[1].isdecimal() else None]
    ]


def _classify(text: str, start: int, end: int, inside: str) -> Mark:
    if grade := _READING.match(inside):
        return Mark(start, end, MarkKind.READING, inside, grade=grade[1])
    if is_original(inside):
        return Mark(start, end, MarkKind.ORIGINAL, inside, term=term_before(text[:start]))
    return Mark(start, end, MarkKind.INSERTION, inside)


def is_original(inside: str) -> bool:
    """Tell a Russian original (capitals of a transliteration) from a translator's words.

    A sign among its letters is a letter that OCR took for one.
    """
    plain = _SMALL_OF_LETTER.sub("", inside.replace("\f", " "))
    if not _ORIGINAL.fullmatch(_MISREAD.sub("", plain)):
        return False
    return sum(map(str.isalpha, plain)) >= 2 and capital_share(plain) >= 0.6


def term_before(text: str) -> str | None:
    """Give the words in capitals that end ``text``, past any bracket that stands between.

    A possessive ending is no part of the term: ``HOUSE's [DOM]`` glosses HOUSE.
    """
    plain = text[-_TERM_REACH:].replace("\f", " ").rstrip(" .,:;")
    plain = _POSSESSIVE.sub("", plain)
    while plain.endswith("]"):
        opened = plain.rfind("[")
        if opened < 0:
            return None
        plain = _POSSESSIVE.sub("", plain[:opened].rstrip(" .,:;"))
    words = plain.rsplit(maxsplit=_MOST_WORDS)
    match = _TERM.search(plain, len(words[0]) if len(words) > _MOST_WORDS else 0)
    if match is None:
        return None
    kept: list[str] = []
    for word in reversed(match[1].split()):
        lettered = bool(kept) and word in _LETTERS_AS_NAMES
        if not (lettered or _is_capital(word)) or (kept and _ENDS.search(word)):
            break
        kept.insert(0, word)
    return " ".join(kept).rstrip("'’.-") or None


_LETTERS_AS_NAMES = frozenset("XYZ")
"""Capitals that are words of names by themselves: ``the X GROUP``."""

_ENDS = re.compile(r"[^\W\d_]{4,}\.$")
"""A word with the full stop of a sentence, which no initial has."""


def _is_capital(word: str) -> bool:
    return sum(map(str.isalpha, word)) >= 2 and capital_share(word) >= 0.6


def groups_of(marks: Collection[Mark], kind: GapKind) -> int:
    """Sum the groups of one kind over the gaps. Of some the number was not read."""
    return sum(mark.groups or 0 for mark in marks if mark.gap_kind is kind)
