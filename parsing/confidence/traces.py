"""The traces that a lost field leaves on its sheet.

A label without value, a struck word that is no classification, a short line where the addressee or the
signature stands: 0 without a trace, and more the clearer it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from math import log1p

from parsing.confidence.surroundings import Surroundings, characters
from parsing.figures import FIGURE
from parsing.lexicon import lexicon
from parsing.matching import best_form, capital_share, letters
from parsing.phrases import phrase_at_head

_OF_NUMBERED = frozenset(
    ("reference_number", "reference_date", "copy_number", "title", "distribution")
)
"""Fields of sheets with a reference block."""

_SHORT = 45
"""Characters of a paragraph that can be an addressee's or a signature's line."""

_YEAR = re.compile(r"(?:19)?[3-8]\d\W{0,2}$")
_SERIAL = re.compile(rf"[A-Z17]\s?{FIGURE}{{2,5}}")
_OF = re.compile(r"\(\s?[o0]f|\d\)$")
_PARENTHESIS_SIGNS = 4
_ADDRESS = re.compile(r"\W{0,2}(?:To|TO|T0|Te|fo)\b")
_LIKE = 0.7
"""Likeness of an instruction's first words from which a paragraph can be one."""

_FIRST = 3
"""Paragraphs at the head of the text that can be an address or an instruction."""

_BEFORE = 3
"""Words, typed over or specks, that can stand before an instruction."""

_SCRAP = 20
"""Characters of a paragraph that is no sentence."""

_LAST = 3
"""Paragraphs at the end of the text that can be a signature's lines."""

_CAPITAL = 0.7
_LEVEL_SHORTEST, _LEVEL_LONGEST = 6, 30
"""Characters of a classification line."""

_TAG_LONGEST = 10
"""Characters of a corner tag, misread."""

_STOPS = frozenset(".?!])\"'")
"""What a message ends with."""

_NAME = re.compile(r"[^\W\d_]{5,15}[!'.]?|[^\W\d_]{3,15}[!'][a-z]*")
"""A piece at the foot that is a name rather than a typist's initials."""


def trace_of(name: str, around: Surroundings) -> float:
    """Give the trace of one field, 0 for one that sheets of this form do not bear."""
    trace = _TRACES.get(name)
    return trace(around) if trace is not None and _can_bear(name, around) else 0.0


def clearest(name: str, around: Surroundings) -> float:
    """Give the most that the trace of one field can be, without looking for it."""
    if name == "title":
        return log1p(around.letters_of_head)
    return _CLEAREST_SIGNED if name in _SIGNATURE else 1.0


_SIGNATURE = ("signature_name", "signature_serial", "signature_date")
_CLEAREST_SIGNED = 3.0
"""What a short last paragraph, no full stop and a name at the foot tell together."""


def _can_bear(name: str, around: Surroundings) -> bool:
    """Say whether sheets of this form bear the field: a reference block, or a serial in the corner."""
    if name in _OF_NUMBERED:
        return around.is_numbered or around.is_correction
    return name != "sheet_serial" or not around.is_numbered


def _label(*names: str) -> Callable[[Surroundings], float]:
    return lambda around: float(bool(around.bare_labels & set(names)))


def _like(pattern: re.Pattern[str]) -> Callable[[Surroundings], float]:
    return lambda around: float(any(pattern.search(piece.text) for piece in around.head))


def _repeated(pattern: re.Pattern[str]) -> Callable[[Surroundings], float]:
    """Find something like it in the header, or among the furniture of further pages."""
    return lambda around: float(
        any(pattern.search(piece.text) for piece in (*around.head, *around.foot))
    )


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
    """Give how like a level a piece in no finding is, or 1 for a struck word."""
    pieces = (*around.head, *around.foot)
    if any(word.struck for piece in pieces for word in piece.words):
        return 1.0
    return max((_like_a_level(piece.text) for piece in pieces), default=0.0)


def _like_a_level(text: str) -> float:
    """Tell by its letters, or by the X typed through them, what can be left of a level of secrecy."""
    signs = [char for char in text if char.isalnum()]
    short = _LEVEL_SHORTEST <= len(signs) <= _LEVEL_LONGEST
    if not short or capital_share(text) < _CAPITAL or any(char.isdecimal() for char in signs):
        return 0.0
    crossed = sum(char in "XK" for char in signs) / len(signs)
    return max(best_form(text, lexicon().classification.levels)[1], min(1.0, 3 * crossed))


def _codewords(around: Surroundings) -> float:
    """Find something beside the classification, or another line of its kind that could not be read."""
    level = around.draft.findings.get("classification")
    return max(float(level is not None and around.beside(level) > 0), _classified(around))


def _origin(around: Surroundings) -> float:
    """Find a few capitals at the left of the header."""
    pieces = [piece for piece in around.head if not around.is_right(piece)]
    return float(
        any(
            characters(piece) <= _TAG_LONGEST and capital_share(piece.text) >= _CAPITAL
            for piece in pieces
        )
    )


def _title(around: Surroundings) -> float:
    """Find capitals in the header, above its labels."""
    return log1p(
        sum(characters(piece) for piece in around.head if capital_share(piece.text) >= 0.5)
    )


def _opening(around: Surroundings) -> float:
    """Find a short first paragraph, or one that begins as an address does."""
    first = next(iter(around.paragraphs), "")
    return float(bool(first) and (len(first) <= _SHORT or _ADDRESS.match(first) is not None))


def _instruction(around: Surroundings) -> float:
    """Find a paragraph among the first that begins as an instruction does."""
    openings = lexicon().handling.openings
    longest = max(map(len, openings))
    return float(
        any(
            phrase_at_head(head[:longest], openings, _LIKE)
            for paragraph in around.paragraphs[:_FIRST]
            for head in _heads(paragraph)
        )
    )


def _heads(paragraph: str) -> Iterator[str]:
    """Give the letters of a paragraph, and those behind its first words."""
    left = letters(paragraph)
    for word in paragraph.split()[:_BEFORE]:
        yield left
        left = left[len(letters(word)) :]


def _closing(around: Surroundings) -> float:
    """Find what a signature can be: a short paragraph among the last, no full stop, a name at the foot."""
    last = around.paragraphs[1:][-_LAST:]
    short = any(len(paragraph) <= _SHORT for paragraph in last)
    body = str(around.draft.columns.get("body") or "")
    stopped = not body or body.rstrip()[-1:] in _STOPS
    cut = any(_NAME.fullmatch(piece.text) for piece in around.foot)
    return float(short) + float(not stopped) + float(cut)


def _signed(around: Surroundings) -> float:
    """Find a signature of which a part was not read, or what can be one that was not read at all.

    Where other parts were read, a scrap that ends the text can be of it.
    """
    parts = [around.draft.findings[name] for name in _SIGNATURE if name in around.draft.findings]
    beside = any(around.beside(part) for part in parts)
    return float(beside) + (_scrap(around) if parts else _closing(around))


def _scrap(around: Surroundings) -> float:
    """Find a last paragraph that is shorter than a sentence and no gap."""
    last = around.paragraphs[1:][-1:]
    return float(any(len(text) <= _SCRAP and "[" not in text for text in last))


_TRACES: Mapping[str, Callable[[Surroundings], float]] = {
    "reference_number": _label("reference"),
    "reference_date": _first_issue,
    "issued_date": _issued,
    "copy_number": _label("copy"),
    "message_numbers": _label("number"),
    "from_station": _label("from"),
    "to_station": _label("to"),
    "sheet_serial": _repeated(_SERIAL),
    "reissue_of": _like(_SERIAL),
    "classification": _classified,
    "classification_struck": _classified,
    "codewords": _codewords,
    "origin": _origin,
    "title": _title,
    "addressee": _opening,
    "handling": _instruction,
    "signature_serial": _signed,
    "signature_name": _signed,
    "signature_date": _signed,
}
