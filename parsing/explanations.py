"""What a comment tells: the term that it explains, and who was identified later."""

from __future__ import annotations

import re

from parsing.matching import capital_share
from parsing.notes import Note
from schemas.records import NoteSystem

_IDENTIFIED = re.compile(
    r"[(\[{]?\s?Iden\S{2,6}d (?:as|ag|a:|aS|\Ss|with)\s+(?P<name>[^).;\]}]+)", re.IGNORECASE
)
_UNNAMED = re.compile(r"\[Name No\.\s?\d+\]")
_TERM = re.compile(r"(?P<term>[\"“']?[^\s:][^:;]{0,70}?)\s?[:;](?=\s|$)")


def term_of(note: Note) -> str | None:
    """Give the term that a note explains, if it is a comment."""
    return term_in(note.text) if note.system is NoteSystem.COMMENT else None


def term_in(text: str) -> str | None:
    """Give the term of a comment: what stands in capitals before its first colon."""
    match = _TERM.match(text)
    if match is None:
        return None
    term = match["term"].strip(' "“”')
    if term.startswith("'"):
        term = term.strip("'")  # quoted: else the last one is a soft sign
    return term if capital_share(term) >= 0.5 or _UNNAMED.fullmatch(term) else None


def identification_in(text: str) -> str | None:
    """Give the name in ``(Identified as BERIYA)``."""
    match = _IDENTIFIED.search(text)
    return match["name"].strip(" .\"'") or None if match else None
