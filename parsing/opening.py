"""What stands between the header and the message: the addressee, those who get copies, an instruction."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache

from parsing.brackets import (
    Bracketed,
    KnownLabels,
    Mark,
    canonical,
    without_markers,
    without_marks,
)
from parsing.findings import Finding
from parsing.lexicon import lexicon
from parsing.matching import capital_share, phrase_at_head
from parsing.prose import Line, join

_TO = re.compile(
    r"(?:\S{1,3}\s)?\W{0,2}(?:To|TO|T0|fo|Te)(?:[\s.:]+|(?=[\[/({]))(?=[^\W\d_]|[\[/(L{|\d])"
)
_CAPITAL = 0.6
_LONGEST = 150
_MOST_LINES = 3


@dataclass
class Opening:
    """The lines before the message proper; ``anchored`` maps a field to the labels beside it.

    ``taken`` is the number of lines that belong to it.
    """

    findings: dict[str, Finding[object]] = field(default_factory=dict)
    anchored: dict[str, tuple[str, ...]] = field(default_factory=dict)
    marks: dict[str, tuple[Mark, ...]] = field(default_factory=dict)
    taken: int = 0


def read_opening(lines: Sequence[Line], starts: Sequence[int], labels: KnownLabels) -> Opening:
    """Read the first lines of a text whose paragraphs begin at ``starts``."""
    opening = Opening()
    while opening.taken < len(lines):
        following = next((start for start in starts if start > opening.taken), len(lines))
        paragraph = lines[opening.taken : following]
        first = paragraph[:1]
        if _read_piece(paragraph, labels, opening):
            opening.taken += len(paragraph)
        elif len(paragraph) > 1 and _is_short(first[0]) and _read_piece(first, labels, opening):
            opening.taken += 1
        else:
            break
    return opening


def _is_short(line: Line) -> bool:
    """Tell a line that ends well before the running text does."""
    width = line.layout.right - line.layout.left
    return line.row.box.x1 < line.layout.left + 0.7 * width


def _read_piece(lines: Sequence[Line], labels: KnownLabels, opening: Opening) -> bool:
    """Read lines that are one piece of the opening; false when they are of the message."""
    if len(lines) > _MOST_LINES:
        return False
    text = join(lines)
    if len(text) > _LONGEST:
        return False
    bracketed = canonical(text, labels)
    if "handling" not in opening.findings and _is_handling(text):
        _read_handling(lines, bracketed, opening)
        return True
    if "addressee" not in opening.findings and _is_address(bracketed):
        return _read_address(lines, bracketed, opening)
    return False


def _is_handling(text: str) -> bool:
    return phrase_at_head(text, lexicon().handling.openings, 0.86) is not None


_UNNAMED = re.compile(r"\s*(?P<name>\[Name No\. \d+\])")
_NAME_ALONE = re.compile(r"[^\W\d_][\w'.-]*(?: [^\W\d_][\w'.-]*){0,2}\s?\.?")
_LONGEST_NAME = 28


def _is_address(bracketed: Bracketed) -> bool:
    if _TO.match(bracketed.text) or _copies_at(bracketed.text):
        return True
    plain, _ = without_marks(bracketed.text, bracketed.marks)
    return len(plain) <= _LONGEST_NAME and _NAME_ALONE.fullmatch(plain.strip()) is not None


def _finding(lines: Sequence[Line], value: object, rule: str, certainty: float) -> Finding[object]:
    words = tuple(word for line in lines for word in line.row.words)
    raw = " ".join(line.text for line in lines)
    return Finding(value, raw, words, lines[0].page, rule, certainty)


def _read_handling(lines: Sequence[Line], bracketed: Bracketed, opening: Opening) -> None:
    text, marks, labels = without_markers(bracketed)
    typed = re.sub(r"\.\s?\.$", ".", text.strip())
    opening.findings["handling"] = _finding(lines, typed, "instruction before the text", 0.95)
    opening.anchored["handling"] = labels
    opening.marks["handling"] = marks


def _read_address(lines: Sequence[Line], bracketed: Bracketed, opening: Opening) -> bool:
    """Read ``To VIKTOR[i], copy to LUKA[ii].``; false when the text is a sentence."""
    match = _TO.match(bracketed.text)
    body = bracketed.text[match.end() :] if match else bracketed.text
    head, copies = _split_copies(body)
    unnamed = _UNNAMED.match(head)
    plain, labels = _plain(head) if unnamed is None else (unnamed["name"], _plain(head)[1])
    if not plain or not _is_named(plain):
        return False
    if match is None and not copies and (len(plain) < 3 or capital_share(plain) < _CAPITAL):
        return False
    certainty = 0.95 if match else 0.8
    names: list[str] = []
    copy_labels: list[str] = []
    for copy in copies:
        name, its_labels = _plain(copy)
        if name and not _is_named(name):
            return False  # the message begins on the same line, or it is a sentence
        if name:
            names.append(name)
            copy_labels.extend(its_labels)
    opening.findings["addressee"] = _finding(lines, plain, "line after the header", certainty)
    opening.anchored["addressee"] = labels
    if names:
        opening.findings["copy_to"] = _finding(
            lines, tuple(names), "names after copy to", certainty
        )
        opening.anchored["copy_to"] = tuple(copy_labels)
    return True


def _split_copies(text: str) -> tuple[str, list[str]]:
    found = _copies_at(text)
    if found is None:
        return text, []
    return text[: found.start()], re.split(r",|\band\b|;", text[found.end() :])


@cache
def _copies() -> re.Pattern[str]:
    """Match the words before those who get copies, with a scrap of typed-over letters between."""
    phrases = (r"\W+(?:\S{1,3}\s)?".join(phrase.split()) for phrase in lexicon().copies.words)
    return re.compile(rf"\b(?:{'|'.join(phrases)})\b", re.IGNORECASE)


def _copies_at(text: str) -> re.Match[str] | None:
    return _copies().search(text)


def _plain(text: str) -> tuple[str, tuple[str, ...]]:
    bracketed = canonical(text)
    plain, labels = without_marks(bracketed.text, bracketed.marks)
    return " ".join(plain.split()).strip(" .,:;-").lstrip("'\""), labels


def _is_named(text: str) -> bool:
    """Tell a name (capitals, or a short capitalised surname or office) from a sentence."""
    letters = [char for char in text if char.isalpha()]
    if not letters or len(text) > 60:
        return False
    if capital_share(text) >= _CAPITAL:
        return True
    words = text.split()
    return len(words) <= 5 and all(
        word[0].isupper() or not word[0].isalpha() or word in ("of", "the", "No.") for word in words
    )
