"""What stands between the header and the message: the addressee, those who get copies, an instruction."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from parsing.brackets import Bracketed, KnownLabels, Mark, canonical
from parsing.findings import Finding
from parsing.lexicon import lexicon
from parsing.matching import phrase_at_head
from parsing.prose import Line, join
from parsing.signature import without_marks
from schemas.records import MarkKind

_TO = re.compile(r"(?:To|TO|T0|fo|Te|'To)[\s.:]*(?=[^\W\d_]|[\[/(L{|\d])")
_LONGEST = 150
_MOST_LINES = 3


@dataclass
class Opening:
    """The lines before the message proper; ``anchored`` maps a field to the labels beside it."""

    findings: dict[str, Finding[object]] = field(default_factory=dict)
    anchored: dict[str, tuple[str, ...]] = field(default_factory=dict)
    marks: dict[str, tuple[Mark, ...]] = field(default_factory=dict)
    taken: int = 0


def read_opening(groups: Sequence[list[Line]], labels: KnownLabels) -> Opening:
    """Read the first paragraphs of a text; ``taken`` tells how many belong to the opening."""
    opening = Opening()
    for lines in groups[:3]:
        if len(lines) > _MOST_LINES:
            break
        text = join(lines)
        if len(text) > _LONGEST:
            break
        if "handling" not in opening.findings and _is_handling(text):
            _read_handling(lines, canonical(text, labels), opening)
        elif "addressee" not in opening.findings and _is_address(text):
            if not _read_address(lines, canonical(text, labels), opening):
                break
        else:
            break
        opening.taken += 1
    return opening


def _is_handling(text: str) -> bool:
    return phrase_at_head(text, lexicon().handling.openings, 0.86) is not None


def _is_address(text: str) -> bool:
    return _TO.match(text) is not None or any(word in text for word in lexicon().copies.words)


def _finding(lines: Sequence[Line], value: object, rule: str, certainty: float) -> Finding[object]:
    words = tuple(word for line in lines for word in line.row.words)
    raw = " ".join(line.text for line in lines)
    return Finding(value, raw, words, lines[0].page, rule, certainty)


def _read_handling(lines: Sequence[Line], bracketed: Bracketed, opening: Opening) -> None:
    text, marks, labels = without_markers(bracketed)
    opening.findings["handling"] = _finding(lines, text.strip(), "instruction before the text", 0.95)
    opening.anchored["handling"] = labels
    opening.marks["handling"] = marks


def without_markers(bracketed: Bracketed) -> tuple[str, tuple[Mark, ...], tuple[str, ...]]:
    """Give the text without note markers, the other marks moved to their new places, and the labels."""
    pieces: list[str] = []
    labels: list[str] = []
    cuts: list[tuple[int, int]] = []
    at = 0
    for mark in bracketed.marks:
        if mark.kind is MarkKind.NOTE_MARKER and mark.start >= at:
            piece = bracketed.text[at : mark.start]
            kept = piece.rstrip()
            cuts.append((at + len(kept), mark.end))
            pieces.append(kept)
            labels.append(mark.text)
            at = mark.end
    pieces.append(bracketed.text[at:])
    text = "".join(pieces)
    moved = []
    for mark in bracketed.marks:
        if mark.kind is MarkKind.NOTE_MARKER:
            continue
        shift = sum(end - start for start, end in cuts if end <= mark.start)
        inner = sum(end - start for start, end in cuts if mark.start < start and end <= mark.end)
        moved.append(
            Mark(
                mark.start - shift, mark.end - shift - inner, mark.kind,
                text[mark.start - shift + 1 : mark.end - shift - inner - 1],
                mark.groups, mark.gap_kind, mark.grade, mark.term,
            )
        )  # fmt: skip
    return text, tuple(moved), tuple(labels)


def _read_address(lines: Sequence[Line], bracketed: Bracketed, opening: Opening) -> bool:
    """Read ``To VIKTOR[i], copy to LUKA[ii].``; false when the text is a sentence."""
    match = _TO.match(bracketed.text)
    body = bracketed.text[match.end() :] if match else bracketed.text
    head, copies = _split_copies(body)
    plain, labels = _plain(head)
    if not plain or not _is_named(plain):
        return False
    certainty = 0.95 if match else 0.8
    opening.findings["addressee"] = _finding(lines, plain, "line after the header", certainty)
    opening.anchored["addressee"] = labels
    names, copy_labels = [], []
    for copy in copies:
        name, its_labels = _plain(copy)
        if name:
            names.append(name)
            copy_labels.extend(its_labels)
    if names:
        opening.findings["copy_to"] = _finding(lines, tuple(names), "names after copy to", certainty)
        opening.anchored["copy_to"] = tuple(copy_labels)
    return True


def _split_copies(text: str) -> tuple[str, list[str]]:
    for phrase in lexicon().copies.words:
        head, found, tail = text.partition(phrase)
        if found:
            return head, re.split(r",|\band\b|;", tail)
    return text, []


def _plain(text: str) -> tuple[str, tuple[str, ...]]:
    bracketed = canonical(text)
    plain, labels = without_marks(bracketed.text, bracketed.marks)
    return " ".join(plain.split()).strip(" .,:;-"), labels


def _is_named(text: str) -> bool:
    """Tell a name (capitals, or a short capitalised surname or office) from a sentence."""
    letters = [char for char in text if char.isalpha()]
    if not letters or len(text) > 60:
        return False
    if sum(char.isupper() for char in letters) >= 0.6 * len(letters):
        return True
    words = text.split()
    return len(words) <= 5 and all(
        word[0].isupper() or not word[0].isalpha() or word in ("of", "the", "No.") for word in words
    )
