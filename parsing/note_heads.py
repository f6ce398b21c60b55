"""Labels at the heads of notes: ``[ii]`` before ``NEIGHBOURS: ...``, however OCR read it.

Labels follow one another, so the one that is due decides between readings; a label that OCR ruined is known
by its place, or by the term that it stands before.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from parsing.labels import repair_roman
from parsing.matching import capital_share
from schemas.records import NoteSystem
from schemas.values.labels import MAX_ROMAN, letter, parse_letter, parse_roman, roman

ITEM = re.compile(
    r"(?P<open>[\[{(/\\|£€¢LltfICZ<])[fL\[(/]?\s?(?P<label>[ivxlIVXLYy1|!jtJTfrw]{1,7}|[a-z]{1,2})\s?"
    r"(?P<close>[\]})/\\|7J1lIjd>][7/\]]?)(?:\s+|$|(?=[A-Z\"'(\[]))"
    r"|(?P<bare>[\[{(/£€¢])(?P<only>[ivxlIVXL1|!]{1,6}|[a-z])\s"
)

_SURE_OPEN = "[{/(£€¢"

TERM = re.compile(r"[A-ZĀ-Ž][A-Za-zĀ-Ž'-]+(?: [A-Z][A-Za-z'-]*){0,3}\s?:")
_FIGURES = re.compile(rf"[2/]?(?P<label>[1lIi]{{1,4}})7\s+(?={TERM.pattern})")
"""A label of which everything was read as figures, before a term: ``117 LINE:`` is [ii]."""
_FIRST_WORD = re.compile(r"(?P<label>\S{1,8})\s+(?=\S)")
_PLAIN_WORD = re.compile(r"[A-Z]?[a-z]{2,}[.,:;]?|[A-Z]{4,}[:,.]?|\d+\.?")

_OPENS = "[{(/\\|£€¢LltfICZ<17ivx"
"""What the opening bracket of a label is read as, at its worst."""

_LABEL = 7
_SKIPPED = 3
"""Labels that may be lost between two that were read."""


@dataclass(frozen=True, slots=True)
class NoteHead:
    """The head of a line on which a note begins: its label, and where its text begins."""

    system: NoteSystem
    label: str
    label_raw: str
    text_at: int


def next_label(before: Sequence[NoteHead], system: NoteSystem, due: Sequence[str] = ()) -> str:
    """Give the label that comes next in a system; ``due`` are the romans that a sheet announces."""
    labels = [head.label for head in before if head.system is system]
    if system is NoteSystem.COMMENT:
        if len(labels) < len(due):
            return due[len(labels)]
        return roman(min(MAX_ROMAN, (parse_roman(labels[-1]) or 0) + 1 if labels else 1))
    return letter(min(26, (parse_letter(labels[-1]) or 0) + 1 if labels else 1))


def label_read(match: re.Match[str]) -> str:
    """Give the label as it was read, without its brackets."""
    return str(match["label"] or match["only"])


def explains(text: str) -> bool:
    """Tell a text that begins with a term in capitals and a colon."""
    match = TERM.match(text)
    return match is not None and capital_share(match[0].split()[0]) >= 0.5


def labels_a_term(text: str) -> bool:
    """Tell a line on which something that can be a ruined label stands before a term."""
    first = _FIRST_WORD.match(text)
    if first is None or _PLAIN_WORD.fullmatch(first["label"]) or len(first["label"]) > _LABEL:
        return False
    return first["label"][0] in _OPENS and explains(text[first.end() :])


def is_gap(text: str) -> bool:
    """Tell the rest of a gap whose count was taken for a label."""
    return fuzz.ratio(text.lower()[:6], "groups") >= 60


def is_sure(match: re.Match[str]) -> bool:
    """Tell a label whose opening bracket is hardly anything else."""
    return (match["open"] or match["bare"]) in _SURE_OPEN


def read_head(
    text: str,
    at: int,
    system: NoteSystem | None,
    before: Sequence[NoteHead],
    due: Sequence[str],
    *,
    stands: bool,
) -> NoteHead | None:
    """Read a label at character ``at`` of a line, by the one that should come next.

    ``stands`` says that the line begins where labels stand, so that a label which OCR ruined is
    taken for the next one. ``due`` are the romans that the sheet announces, if it does. ``None``
    when the line goes on with the note before it.
    """
    match = ITEM.match(text[at:])
    if match is None:
        headed = stands or labels_a_term(text[at:])
        return _as_figures(text, at, before, due) or (
            _by_place(text, at, system, before, due) if headed else None
        )
    if is_gap(text[at + match.end() :]):
        return None
    head = _as_letter(match, at, system, before) or _as_roman(match, at, before, due, stands=stands)
    if head is None and before and explains(text[at + match.end() :]):
        following = next_label(before, NoteSystem.COMMENT, due)
        head = NoteHead(NoteSystem.COMMENT, following, label_read(match), at + match.end())
    return (
        head
        or _as_figures(text, at, before, due)
        or (_by_place(text, at, system, before, due) if stands else None)
    )


def _as_letter(
    match: re.Match[str], at: int, system: NoteSystem | None, before: Sequence[NoteHead]
) -> NoteHead | None:
    """Take the label for a letter: the next one, or a plain one under a heading of notes."""
    read = label_read(match)
    if system is NoteSystem.COMMENT or parse_letter(read[0]) is None:
        return None
    if len(read) > 1 and not (is_sure(match) and match["close"]):
        return None
    due = read[0] == next_label(before, NoteSystem.NOTE)
    alone = len(read) == 1 and read not in "ivxl"
    if due or (alone and (system is NoteSystem.NOTE or is_sure(match))):
        return NoteHead(NoteSystem.NOTE, read[0], read, at + match.end())
    return None


def _as_roman(
    match: re.Match[str],
    at: int,
    before: Sequence[NoteHead],
    due: Sequence[str],
    *,
    stands: bool,
) -> NoteHead | None:
    """Take the label for a roman: the next one, or one a little later when it is well read."""
    read = label_read(match)
    following = next_label(before, NoteSystem.COMMENT, due)
    repaired = repair_roman(read, (following,))
    if repaired == following:
        return NoteHead(NoteSystem.COMMENT, following, read, at + match.end())
    number, expected = parse_roman(repaired or ""), parse_roman(following) or 1
    skipped = is_sure(match) and not stands and not due
    if number and skipped and expected <= number <= expected + _SKIPPED:
        return NoteHead(NoteSystem.COMMENT, roman(number), read, at + match.end())
    return None


def _as_figures(
    text: str, at: int, before: Sequence[NoteHead], due: Sequence[str]
) -> NoteHead | None:
    """Take figures for the next roman, before a term: ``117 LINE:`` is [ii]."""
    numbered = _FIGURES.match(text[at:])
    if numbered is None:
        return None
    following = next_label(before, NoteSystem.COMMENT, due)
    read = numbered["label"]
    if following not in (repair_roman(read, ()), repair_roman(read[1:], ())):
        return None
    return NoteHead(NoteSystem.COMMENT, following, read, at + numbered.end())


def _by_place(
    text: str,
    at: int,
    system: NoteSystem | None,
    before: Sequence[NoteHead],
    due: Sequence[str],
) -> NoteHead | None:
    """Take a ruined first word, standing where labels stand, for the next label."""
    first = _FIRST_WORD.match(text[at:])
    if first is None or _PLAIN_WORD.fullmatch(first["label"]):
        return None
    kind = system or NoteSystem.COMMENT
    return NoteHead(kind, next_label(before, kind, due), first["label"], at + first.end())
