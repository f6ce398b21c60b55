"""What begins as a signature at a text's end and was not read as one, so that a person looks at it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from parsing.below_signature import stands_right
from parsing.lexicon import lexicon
from parsing.matching import begins_with_a_number, label_at_head
from parsing.prose import Line
from parsing.signature_parts import is_signature

_LINES = 4
_LONGEST = 60
"""Lines of a signature, and characters of one that has no wide blank within it."""

_LABEL = re.compile(r"Nos?[.:]\s")
_FIGURES = re.compile(r"\d{2,4}\.?")
_FIRST_WORD = re.compile(r"[\W\d_]*(?P<word>[a-z]*)")
_STOPPED = re.compile(r"[.!?][\"')\]]?$")


def begins_signature(lines: Sequence[Line], starts: Sequence[int]) -> bool:
    """Tell the last lines of a text of which one begins as a sender's number does, and no sentence.

    The very last can be figures without a label. ``starts`` are the indices of the lines that begin
    paragraphs.
    """
    if len(lines) > 1 and _FIGURES.fullmatch(lines[-1].text) and len(lines) - 1 in starts:
        return True
    for at in range(len(lines) - 1, max(len(lines) - 1 - _LINES, -1), -1):
        line = lines[at]
        if len(line.text) > _LONGEST and len(line.row.segments) == 1:
            return False
        apart = at in starts or stands_right(line) or _STOPPED.search(lines[at - 1].text)
        if apart and _is_numbered(line.text):
            return not _is_sentence(line.text, lines[-1].text)
    return False


def is_signed_among_notes(lines: Sequence[Line]) -> bool:
    """Tell notes among which a number stands with a name beside it: the text goes on there, or ends."""
    return any(is_signature(line.row) for line in lines)


def _is_numbered(text: str) -> bool:
    """Tell a text that begins with a number and its label, or with the label as it is typed."""
    return begins_with_a_number(text) or _LABEL.match(text) is not None


def _is_sentence(first: str, last: str) -> bool:
    """Tell lines that end with a stop, a small word behind the number: ``No. 5 is ready.``."""
    label = label_at_head(first, ("number",))
    word = None if label is None else _FIRST_WORD.match(first, label.value_at)
    small = word["word"] if word is not None else ""
    said = bool(small) and small not in lexicon().signature.before_dates
    return said and _STOPPED.search(last) is not None
