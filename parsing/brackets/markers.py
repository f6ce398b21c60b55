"""Note markers: ``[ii]``, ``[a]``, by the labels of the notes that stand on the sheet."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from parsing.brackets.signs import ANY_CLOSE, CLOSE, OPEN, STRONG_OPEN, WEAK_OPEN
from parsing.labels import repair_letter, repair_roman
from schemas.values.labels import parse_roman

_OFTEN = "ZLf"
"""Weak signs that an opening bracket is read as often enough to stand before a capital V or X."""

_SECOND_OPEN = r"\[fL(|"
"""What a doubled opening bracket ends with: ``/fa/`` is [a]."""


@dataclass(frozen=True, slots=True)
class KnownLabels:
    """The labels of the notes that stand on the sheet: what a marker can point to."""

    romans: frozenset[str] = frozenset()
    letters: frozenset[str] = frozenset()


NO_LABELS = KnownLabels()
"""Of a text whose notes are not known."""


_ROMAN_LIKE = r"[ivxlIVXLYy1|!jtJfT]{1,6}"
_MARKER = re.compile(
    rf"(?:(?P<open>[{STRONG_OPEN}][{_SECOND_OPEN}]?)\s?(?P<label>{_ROMAN_LIKE}|[a-z])\s?"
    rf"|(?P<weak>[{WEAK_OPEN}])(?P<narrow>[ivxVX1l|!]{{1,6}}|[a-z]))(?P<close>{ANY_CLOSE}[7/\]]?)"
    rf"(?![A-Za-z0-9])"
)
_SURE = "[]{}/\\|£€¢"


def settle_markers(text: str, labels: KnownLabels) -> str:
    """Settle the markers that point to known labels, or that stand in sure brackets."""

    def settle(match: re.Match[str]) -> str:
        opened, closed = match["open"] or match["weak"], match["close"]
        read = match["label"] or match["narrow"]
        glued = match.start() > 0 and (
            text[match.start() - 1].isalnum() or text[match.start() - 1] in "]'\ue001.\""
        )
        if match[0].isdigit():
            return match[0]  # a number, not [i]
        sure = (opened[0] in _SURE) + (closed[0] in _SURE or closed[0] == "7")
        if sure == 0:
            return match[0]
        if opened == "(" and closed == ")" and not glued:
            return match[0]  # a list's (a) or (i)
        before = text[match.start() - 1] if match.start() else " "
        if match["weak"] and (not sure or before.islower()):
            return match[0]
        if match["weak"] and match["weak"] not in _OFTEN and set(read) & set("VX"):
            return match[0]  # the end of a name: ``EREMEEV/``
        if opened == "/" and before.isdigit():
            return match[0]  # a fraction or a date
        label = _marker_label(read, labels, glued=glued, sure=sure)
        return f"{OPEN}{label}{CLOSE}" if label else match[0]

    return _MARKER.sub(settle, text)


def _marker_label(read: str, labels: KnownLabels, *, glued: bool, sure: int) -> str | None:
    roman = repair_roman(read, labels.romans)
    letter = repair_letter(read, labels.letters)
    if roman and roman in labels.romans:
        return roman
    if letter and letter in labels.letters:
        return letter
    if sure == 2 or (sure and glued):
        return roman or letter
    return None


_LOOKS_LIKE_LABEL = re.compile(r"(?<![\w.,/-])[/L\[(£Z]?(?P<label>[1lIi|v]{1,5})7(?![\w/])(?!,\d)")
_NUMBERED = re.compile(r"(?:\bNos?\.?|number|\b[A-Z]\.)\s*$")


def settle_missing(text: str, labels: KnownLabels, missing: Collection[str]) -> str:
    """Find the markers of notes that nothing points to yet: ``117`` where [ii] is due.

    Markers follow one another, so one that is missing stands between those of its neighbours; a
    figure there that reads as it, and is no number of a message, is taken for it.
    """
    for label in sorted(missing, key=lambda label: parse_roman(label) or 0):
        if f"{OPEN}{label}{CLOSE}" in text:
            continue
        value = parse_roman(label) or 0
        before = [text.rfind(f"{OPEN}{other}{CLOSE}") for other in _romans_near(labels, value, -1)]
        after = [text.find(f"{OPEN}{other}{CLOSE}") for other in _romans_near(labels, value, 1)]
        start = max([0, *before])
        end = min([at for at in after if at > start], default=len(text))
        candidates = [
            match
            for match in _LOOKS_LIKE_LABEL.finditer(text, start, end)
            if repair_roman(match["label"], ()) == label
            and not _NUMBERED.search(text[: match.start()])
        ]
        if len(candidates) == 1:
            only = candidates[0]
            text = f"{text[: only.start()]}{OPEN}{label}{CLOSE}{text[only.end() :]}"
    return text


def _romans_near(labels: KnownLabels, value: int, side: int) -> list[str]:
    """Give the known labels on one side of ``value``."""
    return [label for label in labels.romans if ((parse_roman(label) or 0) - value) * side > 0]
