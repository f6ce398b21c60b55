"""The sign that our model of typescript reads before each word that something goes through.

The network was taught it (``ocr/models/README.md``): X, hyphens and lines are told as letters are, from
their picture and from what stands beside them. Other models know no such sign.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from schemas.pages import Box, Word

STRUCK = "~"
"""The sign; no sheet has it as one of its own."""

_HYPHEN = 2.0  # places between figures that a hyphen parts
_PARTS = re.compile(f"{STRUCK}|[^{STRUCK}]+")


def told(words: Iterable[Word]) -> tuple[Word, ...]:
    """Give the words of one row without the sign, and with ``struck`` set in what stands behind one.

    A word that has the sign inside is two, parted by letters; a sign at its end is the next word's. Inside,
    the sign has the place of a lost blank; at either end it has none, since ink begins and ends with letters.
    Between figures a hyphen was taken for the sign.
    """
    found: list[Word] = []
    is_struck = False
    for word in words:
        typed = word.text.strip(STRUCK)
        place, first = word.box.width / max(len(typed), 1), word.text.find(typed)
        for part in _PARTS.finditer(word.text):
            if part[0] == STRUCK:
                is_struck = True
                continue
            left, right = (word.box.x0 + round((at - first) * place) for at in part.span())
            box = word.box._replace(x0=left, x1=right)
            read = word._replace(text=part[0], box=box, struck=is_struck)
            if found and is_struck and _is_hyphen(found[-1], read):
                found[-1] = _hyphened(found[-1], read)
            else:
                found.append(read)
            is_struck = False
    return tuple(found)


def _is_hyphen(before: Word, after: Word) -> bool:
    """Tell a hyphen between figures, one place wide, that was taken for the sign."""
    place = before.box.width / len(before.text)
    return (
        not before.struck
        and before.text[-1].isdigit()
        and after.text[0].isdigit()
        and after.box.x0 - before.box.x1 <= _HYPHEN * place
    )


def _hyphened(before: Word, after: Word) -> Word:
    return before._replace(
        text=f"{before.text}-{after.text}",
        confidence=min(before.confidence, after.confidence),
        box=Box.around([before.box, after.box]),
    )
