"""Markers that no rule of signs settles: ruined ones behind their terms, and those that must stand somewhere.

A note explains a term, so what is left of a marker behind that term points to it. Markers also follow one
another, so one that is missing stands between those of its neighbours.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from rapidfuzz.distance import Levenshtein

from parsing.brackets.markers import KnownLabels, ends_with_term
from parsing.brackets.signs import CLOSE, OPEN
from parsing.labels import as_letters, repair_roman
from schemas.values.labels import parse_letter, parse_roman

_LOOKS_LIKE_LABEL = re.compile(
    rf"(?<![\w.,/-])(?:[/L\[(£Z]|(?<={CLOSE}\s)2)?(?P<label>[1lIi|v]{{1,5}})7(?![\w/])(?!,\d)"
)
_NUMBERED = re.compile(r"(?:\bNos?\.?|number|\b[A-Z]\.)\s*$")
_COUNTING = re.compile(r"(?:\A|\n\s*|(?:[a-z]|\w[.,:;])\s)\Z")
"""What stands before a figure that numbers a paragraph, at its head, or counts something: ``at 17 hours``."""
_RUIN = re.compile(
    rf"(?P<possessive>'s)?(?P<gloss>\s?{OPEN}[^{OPEN}{CLOSE}]{{2,40}}{CLOSE})?\s?"
    rf"(?P<ruin>(?=\S{{0,3}}[\[\](){{}}/\\|£7?;{OPEN}{CLOSE}])[^\w\s]{{0,2}}\w{{0,5}}[^\w\s,.']{{0,2}}\w?[^\w\s,.']{{0,2}})"
    rf"(?=[\s.,;:']|$)"
)
"""What is left of a marker behind the term of its note."""


def settle_missing(text: str, labels: KnownLabels, missing: Collection[str]) -> str:
    """Find the markers of notes that nothing points to yet: ``117`` where [ii] is due.

    A marker stands behind the term that its note explains. Markers also follow one another, so one
    that is missing stands between those of its neighbours; a figure there that reads as it, and is
    no number of a message, is taken for it.
    """
    for label in sorted(missing, key=lambda label: parse_roman(label) or 0):
        if f"{OPEN}{label}{CLOSE}" in text:
            continue
        term = labels.terms.get(label)
        found = _behind_term(text, label, term, labels) if term else None
        found = found or _between_neighbours(text, label, labels)
        if found:
            start, end = found
            text = f"{text[:start]}{OPEN}{label}{CLOSE}{text[end:]}"
    return text


def _behind_term(text: str, label: str, term: str, labels: KnownLabels) -> tuple[int, int] | None:
    """Find what is left of a marker behind its term."""
    for place in re.finditer(rf"(?<!\w){re.escape(term)}", text, re.IGNORECASE):
        match = _RUIN.match(text, place.end())
        if match is None or not match["ruin"]:
            continue
        inside = "".join(char for char in match["ruin"] if char.isalnum() or char in "|!")
        whole = match["ruin"].count(OPEN) == match["ruin"].count(CLOSE)
        settled = OPEN in match["ruin"] and (
            parse_roman(inside) is not None or inside in labels.letters
        )
        near = Levenshtein.distance(as_letters(inside), label) <= 1 + len(label) // 2
        if whole and near and not settled:
            return match.span("ruin")
    return None


def _between_neighbours(text: str, label: str, labels: KnownLabels) -> tuple[int, int] | None:
    """Find the one figure between the markers of the neighbouring labels that reads as the label."""
    value = parse_roman(label) or 0
    before = [text.rfind(f"{OPEN}{other}{CLOSE}") for other in _romans_near(labels, value, -1)]
    after = [text.find(f"{OPEN}{other}{CLOSE}") for other in _romans_near(labels, value, 1)]
    start = max([0, *before])
    end = min([at for at in after if at > start], default=len(text))
    candidates = [
        match
        for match in _LOOKS_LIKE_LABEL.finditer(text, start, end)
        if repair_roman(match["label"], ()) == label and not _is_number(match)
    ]
    return candidates[0].span() if len(candidates) == 1 else None


def _is_number(figure: re.Match[str]) -> bool:
    """Tell a figure of a gap, the number of a message, or what counts something, by what stands before it."""
    before = figure.string[: figure.start()]
    if _NUMBERED.search(before) or _is_in_a_gap(before):
        return True
    return figure[0].isdecimal() and _COUNTING.search(before) is not None


def _is_in_a_gap(before: str) -> bool:
    """Tell a place within brackets, by the text before, where none of a marker can stand: no reading's."""
    opened = before.rfind(OPEN)
    return opened > before.rfind(CLOSE) and before[opened + 2 : opened + 3] != "%"


def _romans_near(labels: KnownLabels, value: int, side: int) -> list[str]:
    """Give the known labels on one side of ``value``."""
    return [label for label in labels.romans if ((parse_roman(label) or 0) - value) * side > 0]


_IN_BRACKETS = re.compile(rf"{OPEN}(?<=\S.)(?P<inside>[^\s{OPEN}{CLOSE}]{{1,6}}){CLOSE}")
_MARKED = re.compile(rf"{OPEN}[ivxa-h]+{CLOSE}\Z")
_LONGEST_MARKER = 9
_BEFORE = 90
"""Characters before a marker in which its term ends."""


def settle_ruined(text: str, labels: KnownLabels) -> str:
    """Settle what stands in brackets behind a word and is no label: ``ROOF[wv]`` where [v] explains ROOF.

    A sign alone is the letter that is due there: ``TRAL[G]`` between [c] and [e], where nothing points to d.
    """

    def settled(match: re.Match[str]) -> str:
        inside = match["inside"]
        if parse_roman(inside) is not None or parse_letter(inside) is not None:
            return match[0]
        if _MARKED.search(text, max(0, match.start() - _LONGEST_MARKER), match.start()):
            return match[0]  # a second bracket of the marker before it
        before = text[max(0, match.start() - _BEFORE) : match.start()]
        label = _explained(inside, before, labels) or _letter_due(match, labels)
        if label and inside.isupper() and _is_original(match, label):
            return match[0]
        return f"{OPEN}{label}{CLOSE}" if label else match[0]

    return _IN_BRACKETS.sub(settled, text)


def _is_original(match: re.Match[str], label: str) -> bool:
    """Tell capitals whose term has its marker, which stands elsewhere, or as another behind them."""
    if f"{OPEN}{label}{CLOSE}" in match.string:
        return True
    behind = _MARKER_BEHIND.match(match.string, match.end())
    return behind is not None and len(match["inside"]) >= _SHORTEST_ORIGINAL


_MARKER_BEHIND = re.compile(rf"{OPEN}[ivx]+{CLOSE}")
_SHORTEST_ORIGINAL = 3


def _explained(inside: str, before: str, labels: KnownLabels) -> str | None:
    """Give the one label like what is inside whose term ends the text before."""
    read = as_letters(inside.removeprefix("w") or inside)
    near = [
        label
        for label, term in labels.terms.items()
        if Levenshtein.distance(read, label) <= 1 + len(label) // 2 and ends_with_term(before, term)
    ]
    return near[0] if len(near) == 1 else None


_STOPS = ",.;:?!-"
"""Signs that the translator puts in: ``he came[,] saw``."""


def _letter_due(match: re.Match[str], labels: KnownLabels) -> str | None:
    """Give the letter that a sign alone must be: its neighbours point to notes, and nothing to it."""
    if len(match["inside"]) != 1 or match["inside"] in _STOPS or not labels.letters:
        return None
    text = match.string
    pointed = {label for label in labels.letters if f"{OPEN}{label}{CLOSE}" in text}
    earlier = [label for label in pointed if f"{OPEN}{label}{CLOSE}" in text[: match.start()]]
    later = [label for label in pointed if f"{OPEN}{label}{CLOSE}" in text[match.end() :]]
    due = [
        label
        for label in labels.letters - pointed
        if label > max(earlier, default="") and (not later or label < min(later))
    ]
    return due[0] if len(due) == 1 else None
