"""Words of a text that were hardly read: as often as not they are not what was typed."""

from __future__ import annotations

from collections.abc import Iterable

from parsing.brackets.gaps import is_unit
from parsing.lexicon import lexicon
from parsing.matching import letters
from parsing.prose import Line

_NO_CONFIDENCE = 0.1
"""Confidence below which a word is more often wrong than right: of 22 in accepted generated sheets 14 were.

Not so the last word of a mark, which has the confidence of its bracket: of 40 that end gaps none was wrong.
"""

_SURE = 0.85
"""Confidence of a word that bears another one out."""

_SHORTEST = 4
"""Letters of a word that is no scrap beside the text."""

_CLOSES = ("]", "].", "],", "]:", "];")


def hardly_read(lines: Iterable[Line]) -> str | None:
    """Give the first word of some lines, longer than a scrap, of whose reading next to nothing is sure.

    One that the lines bear elsewhere, surely read, is borne out.
    """
    words = [word for line in lines for word in line.passage.words]
    for word in words:
        if word.confidence >= _NO_CONFIDENCE or word.text.endswith(_CLOSES):
            continue
        plain = letters(word.text)
        if len(plain) < _SHORTEST or is_unit(plain) or any(plain in kind for kind in _kinds()):
            continue
        if not any(letters(other.text) == plain for other in words if other.confidence >= _SURE):
            return word.text
    return None


def _kinds() -> tuple[str, ...]:
    """Give the words of gaps for their kinds, which may be broken at a line's end."""
    return lexicon().gaps.kinds
