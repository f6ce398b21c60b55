"""What a comment tells: the term that it explains, and who was identified later."""

from __future__ import annotations

import re
from functools import lru_cache

from parsing.lexicon import lexicon
from parsing.matching import capital_share
from parsing.notes import Note
from schemas.records import NoteSystem

_IDENTIFIED = re.compile(
    r"[(\[{]?\s?(?<!un)Iden\S{2,6}d (?:in 19\d\d )?(?:as|ag|a:|aS|\Ss|with)\s+", re.IGNORECASE
)
_ENDS = re.compile(r"[).;\]}]|\((?=[a-z])")
_SENTENCE = re.compile(r"[.;:()\[\]]")
_INITIAL = re.compile(r"(?:^|[\s.])[A-Z]$")
_GOES_ON = re.compile(r"[A-Z]|[dl]'[A-Z]|& ")
"""What more of a name begins with behind a full stop."""

_UNNAMED = re.compile(r"\[Name No\.\s?\d+\]")
_CITED = re.compile(r"'s Nos?\. \d")
"""The number of a message: what is quoted from it, and no term, stands behind the colon."""

_TERM = re.compile(r"(?P<term>[\"“']?[^\s:][^:;]{0,70}?)\s?[:;](?=\s|$)")


def term_of(note: Note) -> str | None:
    """Give the term that a note explains, if it is a comment."""
    return term_in(note.text) if note.system is NoteSystem.COMMENT else None


@lru_cache(maxsize=1024)
def term_in(text: str) -> str | None:
    """Give the term of a comment: what stands in capitals before its first colon."""
    match = _TERM.match(text)
    if match is None or _CITED.search(match["term"]):
        return None
    term = match["term"].strip(' "“”')
    if term.startswith("'"):
        term = term.strip("'")  # quoted: else the last one is a soft sign
    return term if capital_share(term) >= 0.5 or _UNNAMED.fullmatch(term) else None


def identification_in(text: str) -> str | None:
    """Give the name in ``(Identified as BERIYA)``; the stops of initials and titles do not end it."""
    if "den" not in text.lower():
        return None
    for match in _IDENTIFIED.finditer(text):
        told = text[match.end() :]
        ends = (sign.start() for sign in _ENDS.finditer(told) if not _is_within(sign))
        named = told[: next(ends, len(told))]
        if not _is_denied(_SENTENCE.split(text[: match.start()])[-1], named):
            return _without_quotes(named.strip(" .")) or None
    return None


def _without_quotes(named: str) -> str:
    """Leave out quotation marks around a name, but not those of a part of it: ``DOE, alias "JACK"``."""
    bare = named.strip(" .\"'")
    return f'{bare}"' if bare.count('"') % 2 and named.endswith('"') else bare


def _is_denied(before: str, named: str) -> bool:
    """Tell by the words before and behind that somebody is not the one named."""
    notes = lexicon().notes
    said = before.lower().split()
    return any(word in said for word in notes.never_identified) or any(
        words in named for words in notes.rejected
    )


def _is_within(sign: re.Match[str]) -> bool:
    """Tell a full stop behind an initial or a shortened title, or before a letter: the name goes on."""
    before, behind = sign.string[: sign.start()], sign.string[sign.end() :]
    after = behind.lstrip()
    titles = (*lexicon().persons.titles, *lexicon().notes.before_names)
    shortened = any(word in titles for word in before.split()[-1:])
    initial = _INITIAL.search(before) is not None
    named = _GOES_ON.match(after) and not after.startswith(lexicon().notes.explanations)
    glued = behind[:1].isupper()
    return sign[0] == "." and bool(named) and (initial or shortened or glued)
