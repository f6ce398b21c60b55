"""The sign that our model of typescript reads before each word that something goes through.

The network was taught it (``ocr/models/README.md``): X, hyphens and lines are told as letters are, from
their picture and from what stands beside them. Other models know no such sign.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from schemas.pages import Word

STRUCK = "~"
"""The sign; no sheet has it as one of its own."""

_PARTS = re.compile(f"{STRUCK}|[^{STRUCK}]+")


def told(words: Iterable[Word]) -> tuple[Word, ...]:
    """Give the words of one row without the sign, and with ``struck`` set in what stands behind one.

    A word that has the sign inside is two, parted by letters; a sign at its end is the next word's.
    """
    found: list[Word] = []
    is_struck = False
    for word in words:
        place = word.box.width / len(word.text)
        for part in _PARTS.finditer(word.text):
            if part[0] == STRUCK:
                is_struck = True
                continue
            left, right = (word.box.x0 + round(at * place) for at in part.span())
            box = word.box._replace(x0=left, x1=right)
            found.append(word._replace(text=part[0], box=box, struck=is_struck))
            is_struck = False
    return tuple(found)
