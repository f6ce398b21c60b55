"""Rows that are read a second time: short ones, and those of which nothing was read.

A row of a header or a signature gives the network little to go by, and a field hangs on each of its
signs. Such rows are cheap, since time is by width. The second time the network gets them narrower; a word
that is read otherwise then is doubtful.

Of some rows, clean ones too, Tesseract's layout leaves nothing over for the network. It reads them as raw
lines; what it reads so of specks and scrawl has little confidence.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from rapidfuzz.distance import Levenshtein

from schemas.pages import Word

NARROWER = 0.85
"""Width of a row at its second reading, in widths at its first."""

_SHORT = 0.6  # of the widest row of the page
_DOUBTED = 0.5  # of its confidence, for a word that the second reading does not bear out
_FEWEST, _SURE = 2, 0.85  # signs of a raw line, and confidence
_NO_SIGN = re.compile(r"[^\w\[\]%]")  # stops and dashes come and go


def is_short(width: int, widest: int) -> bool:
    """Tell a row that is read twice, by its width and that of the page's widest row."""
    return width <= _SHORT * widest


def differing(words: Sequence[Word], second: Sequence[Word]) -> list[Word]:
    """Give the words of a row that its second reading does not bear out; none where that read nothing."""
    if not second:
        return []
    signs = [_NO_SIGN.sub("", word.text) for word in words]
    owner = [number for number, text in enumerate(signs) for _ in text]
    other = _NO_SIGN.sub("", "".join(word.text for word in second))
    if not owner:
        return []
    changed = Levenshtein.editops("".join(signs), other)
    return [words[at] for at in sorted({owner[min(op.src_pos, len(owner) - 1)] for op in changed})]


def is_read(words: Sequence[Word]) -> bool:
    """Tell a raw line that bears type: two signs, all surely read."""
    signs = sum(len(_NO_SIGN.sub("", word.text)) for word in words)
    return signs >= _FEWEST and all(word.confidence >= _SURE for word in words)


def doubted(word: Word) -> Word:
    """Give a word with less confidence."""
    return word._replace(confidence=word.confidence * _DOUBTED)
