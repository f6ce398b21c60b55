"""The terms of comments by their markers: a marker stands behind the name that its comment explains.

So a term that was read badly, and is like the name before its marker, is that name; a colon that was read as
a letter or two behind it is a colon. A comment that explains no name (``This text was also sent to``) stays.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from parsing.brackets import Bracketed, term_before
from parsing.explanations import term_of
from parsing.findings import Finding
from parsing.lexicon import lexicon
from parsing.names import folded, names_in
from parsing.notes import Note
from parsing.prose import Line
from parsing.term_spelling import sureness_of
from schemas.records import MarkKind, NoteSystem

_DOUBTED = 0.85
"""Confidence of a term below which letters of it may be others."""

_BORNE = 0.6
"""Confidence of the name before the marker that is a witness."""

_LONG = 6
_SHORT = 4
"""Letters of a name in which two may be misread, and one."""

_EXPLAINS = 80.0
_MOST_FOR_COLON = 2
"""Characters that a colon is read as."""

_WORDS = re.compile(r"\S+")

_BEFORE_NAME = re.compile(
    r"(?:(?:[A-ZĀ-Ž][a-z]{0,4}\.|\d+(?:st|nd|rd|th)|(?![ivxl]+\s)[a-z]{2,})\s)+(?=\S)"
)
"""What can stand before the name in a term, and is none of it: initials, titles, the number of an office."""


def names_beside(
    findings: Mapping[str, Finding[object]],
    anchored: Mapping[str, Sequence[str]],
    beside_copies: Sequence[Sequence[str]],
) -> dict[str, list[str]]:
    """Give the names before the markers of each label, in the header and the signature.

    ``anchored`` are the labels beside each field, ``beside_copies`` those beside each of ``copy_to``.
    """
    names: dict[str, list[str]] = defaultdict(list)
    for field in _NAMES:
        for label in anchored.get(field, ()) if field in findings else ():
            names[label].append(str(findings[field].value))
    copies = findings["copy_to"].value if "copy_to" in findings else ()
    for copy, labels in zip(
        copies if isinstance(copies, tuple) else (), beside_copies, strict=False
    ):
        for label in labels:
            names[label].append(str(copy))
    return names


_NAMES = ("addressee", "signature_name")


def with_marked_terms(
    notes: Iterable[Note],
    body: Bracketed,
    beside: Mapping[str, Sequence[str]],
    text: Sequence[Line],
) -> Iterator[Note]:
    """Give the notes with their terms as the names before their markers are spelt in ``text``.

    Those markers stand in the ``body``, and ``beside`` the names of other fields.
    """
    for note in notes:
        changed = None
        if note.system is NoteSystem.COMMENT:
            marked = chain(_names_within(body, note), beside.get(note.label, ()))
            changed = next((read for name in marked if (read := _read_as(note, name, text))), None)
        yield note if changed is None else replace(note, text=changed)


def _names_within(body: Bracketed, note: Note) -> Iterator[str]:
    """Give the names before the markers of a note in a body, but for the note's term as it is."""
    term = term_of(note)
    spelt = f" {term}" if term is not None and _PLAIN_NAME.fullmatch(term) else None
    for mark in body.marks:
        if mark.text != note.label or mark.kind is not MarkKind.NOTE_MARKER:
            continue
        if spelt is not None and body.text.endswith(spelt, 0, mark.start):
            continue
        if (name := term_before(body.text[: mark.start])) is not None:
            yield name


_PLAIN_NAME = re.compile(r"(?:[A-ZĀ-Ž][\w'’.-]* )*[A-ZĀ-Ž][^\W\d_]*")


def _read_as(note: Note, name: str, text: Iterable[Line]) -> str | None:
    """Give the text of a note with the name before its marker for its term, if it can be that.

    ``text`` tells how surely the name was read.
    """
    term = term_of(note)
    if term is None:
        return _with_colon(note.text, name)
    term = _BEFORE_NAME.sub("", term, count=1) if _BEFORE_NAME.match(term) else term
    words = len(term.split())
    wanted = " ".join(name.split()[-words:])
    wanted = name if folded(name) == folded(term) else wanted
    if wanted == term or term.endswith(f" {wanted}") or not _may_be(folded(term), folded(wanted)):
        return None
    if folded(wanted) == folded(term):
        return None if " " not in term or " " in wanted else note.text.replace(term, wanted, 1)
    read_so = sureness_of(note, term)
    if read_so >= _DOUBTED:
        return None
    borne = _sureness_in(text, wanted.split())
    return note.text.replace(term, wanted, 1) if borne >= _BORNE and read_so < borne else None


def _sureness_in(text: Iterable[Line], names: Iterable[str]) -> float:
    """Give how surely the one of some names was read in a text that was read least surely there."""
    sure = {folded(name): 0.0 for name in names}
    for line in text:
        for word in line.passage.words:
            for name in names_in(word.text):
                if folded(name) in sure:
                    sure[folded(name)] = max(sure[folded(name)], word.confidence)
    return min(sure.values())


def _may_be(read: str, name: str) -> bool:
    """Tell a folded term that can be a folded name, a letter or two misread; not one of its forms."""
    if read.removesuffix("S") == name.removesuffix("S"):
        return read == name
    most = 2 if len(name) >= _LONG else 1 if len(name) >= _SHORT else 0
    return Levenshtein.distance(read, name, score_cutoff=most) <= most


def _with_colon(text: str, name: str) -> str | None:
    """Put the colon behind a name with which a text begins, where a letter or two were read for it."""
    ends = [word.end() for word in _WORDS.finditer(text)]
    words = len(name.split())
    if len(ends) < words:
        return None
    head, rest = text[: ends[words - 1]], text[ends[words - 1] :].lstrip()
    read, wanted = folded(head), folded(name)
    spare = len(head) - len(name)
    if ":" in text[: len(head) + 2] or not 0 < spare <= _MOST_FOR_COLON + 1:
        return None
    if not read.startswith(wanted) or len(read) - len(wanted) > _MOST_FOR_COLON:
        return None
    said = lexicon().notes.explanations
    explains = any(
        fuzz.ratio(rest[: len(form)].lower(), form.lower()) >= _EXPLAINS for form in said
    )
    owned = head[len(name) :].startswith(("'", "’"))  # ``VIENNA's No. 48``
    return f"{name}: {rest}" if (rest[:1].isupper() and not owned) or explains else None
