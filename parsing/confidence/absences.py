"""Doubts about a field that was not found: whether it is not on the sheet, or was not read.

As in ``doubts``, every number is 0 where nothing speaks for a loss, and more is worse. ``trace`` is the mark
that a lost piece leaves: a label without value, a struck word that is no classification, a short line where
the addressee or the signature stands.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from math import log1p

from parsing.confidence.surroundings import Surroundings, characters
from parsing.layout import Passage
from parsing.lexicon import lexicon
from parsing.matching import capital_share, phrase_at_head
from parsing.repair import FIGURE

_SHORT = 45
"""Characters of a paragraph that can be an addressee's or a signature's line."""

_YEAR = re.compile(r"(?:19)?[3-8]\d\W{0,2}$")
_SERIAL = re.compile(rf"[A-Z17]\s?{FIGURE}{{2,5}}")
_OF = re.compile(r"\(\s?[o0]f|\d\)$")
_PARENTHESIS_SIGNS = 4
_ADDRESS = re.compile(r"\W{0,2}(?:To|TO|T0|Te|fo)\b")
_LIKE = 0.7
"""Likeness of an instruction's first words from which a paragraph can be one."""

_LAST = 3
"""Paragraphs at the end of the text that can be a signature's lines."""

_CAPITAL = 0.7
_LEVEL_SHORTEST, _LEVEL_LONGEST = 6, 30
"""Characters of a classification line."""


def absence_doubts(name: str, around: Surroundings) -> dict[str, float]:
    """Give the doubts about the absence of one field, by name."""
    trace = _TRACES.get(name)
    head = sum(characters(piece) for piece in around.head)
    right = sum(characters(piece) for piece in around.head if around.is_right(piece))
    return {
        "numbered": float(around.is_numbered),
        "bare": float(not around.is_numbered and not around.is_correction),
        "page": 1.0 - around.usual,
        "head": log1p(head),
        "right": log1p(right),
        "trace": trace(around) if trace else 0.0,
    }


def absence_reason(doubt: str, around: Surroundings) -> str:
    """Say for a person why a field that was not found can be on the sheet."""
    scraps = ", ".join(repr(piece.text) for piece in (*around.head, *around.foot)[:3])
    told = {
        "numbered": "sheets with a reference block mostly bear it",
        "bare": "sheets of this kind mostly bear it",
        "page": f"its page was read with a mean confidence of {around.usual:.2f}",
        "head": f"something in the header could not be read: {scraps}",
        "right": f"something at the right of the header could not be read: {scraps}",
        "trace": "there is a trace of it" + (f": {scraps}" if scraps else ""),
    }
    return told[doubt]


def _label(*names: str) -> Callable[[Surroundings], float]:
    return lambda around: float(bool(around.bare_labels & set(names)))


def _like(pattern: re.Pattern[str]) -> Callable[[Surroundings], float]:
    return lambda around: float(any(pattern.search(piece.text) for piece in around.head))


def _issued(around: Surroundings) -> float:
    """Find a bare label, or a year in what was cut away at the foot."""
    years = any(_YEAR.search(piece.text) for piece in (*around.foot, *around.head))
    return float("issued" in around.bare_labels or years)


def _first_issue(around: Surroundings) -> float:
    """Find something beside the reference number, or a parenthesis of figures."""
    reference = around.draft.findings.get("reference_number")
    if reference is None:
        return 0.0
    beside = around.beside(reference) >= _PARENTHESIS_SIGNS
    return float(beside or any(_OF.search(piece.text) for piece in around.head))


def _classified(around: Surroundings) -> float:
    """Find a struck word, or a short piece of capitals without figures, in no finding."""
    pieces = (*around.head, *around.foot)
    struck = any(word.struck for piece in pieces for word in piece.words)
    return float(struck or any(_is_capitals(piece) for piece in pieces))


def _is_capitals(piece: Passage) -> bool:
    text = piece.text
    return (
        characters(piece) >= _LEVEL_SHORTEST
        and capital_share(text) >= _CAPITAL
        and not any(char.isdigit() for char in text)
        and len(text) <= _LEVEL_LONGEST
    )


def _codewords(around: Surroundings) -> float:
    """Find something beside the classification, or another line of its kind that could not be read."""
    level = around.draft.findings.get("classification")
    return max(float(level is not None and around.beside(level) > 0), _classified(around))


def _title(around: Surroundings) -> float:
    """Find capitals in the header, above its labels."""
    return log1p(
        sum(characters(piece) for piece in around.head if capital_share(piece.text) >= 0.5)
    )


def _paragraphs(around: Surroundings) -> list[str]:
    body = str(around.draft.columns.get("body") or "")
    return [paragraph for paragraph in body.split("\n\n") if paragraph.strip()]


def _opening(around: Surroundings) -> float:
    """Find a short first paragraph, or one that begins as an address or an instruction does."""
    first = next(iter(_paragraphs(around)), "")
    if not first:
        return 0.0
    addressed = _ADDRESS.match(first) or phrase_at_head(first, lexicon().handling.openings, _LIKE)
    return float(bool(addressed) or len(first) <= _SHORT)


def _closing(around: Surroundings) -> float:
    """Find a short paragraph among the last."""
    last = _paragraphs(around)[1:][-_LAST:]
    return float(any(len(paragraph) <= _SHORT for paragraph in last))


def _signed(around: Surroundings) -> float:
    """Find a signature of which a part was not read, or a short last paragraph."""
    parts = [
        around.draft.findings[name]
        for name in ("signature_name", "signature_serial", "signature_date")
        if name in around.draft.findings
    ]
    return 1.0 if any(around.beside(part) for part in parts) else _closing(around)


_TRACES: Mapping[str, Callable[[Surroundings], float]] = {
    "reference_number": _label("reference"),
    "reference_date": _first_issue,
    "issued_date": _issued,
    "copy_number": _label("copy"),
    "message_numbers": _label("number"),
    "from_station": _label("from"),
    "to_station": _label("to"),
    "sheet_serial": _like(_SERIAL),
    "reissue_of": _like(_SERIAL),
    "classification": _classified,
    "classification_struck": _classified,
    "codewords": _codewords,
    "title": _title,
    "addressee": _opening,
    "handling": _opening,
    "signature_serial": _signed,
    "signature_name": _signed,
    "signature_date": _signed,
}
