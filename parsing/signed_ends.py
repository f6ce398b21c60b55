"""Whether the rows of a message end with its signature."""

from __future__ import annotations

import re
from collections.abc import Sequence

from parsing.last_words import surely_ends_sentence
from parsing.layout import Row
from parsing.matching import begins_with_a_number
from parsing.signature_parts import is_marked_name, is_signature, is_signed

_FIGURE = re.compile(r"\d")
LONGEST_SIGNATURE = 3
"""Rows of a signature: number, name and day."""


def is_signed_at_end(rows: Sequence[Row]) -> bool:
    """Tell rows that end with a signature: number and name on one line or on two, a day below or not.

    A name alone is one below the end of a sentence.
    """
    if not rows:
        return False
    dated = is_signed(rows[-1].text) and _FIGURE.search(rows[-1].text) is not None
    if dated and any(rows[-1].passage.names) and begins_with_a_number(rows[-2:][0].text):
        return True
    last = rows[-LONGEST_SIGNATURE:-1] if dated else rows[1 - LONGEST_SIGNATURE :]
    if last and is_signature(last[-1]):
        return True
    if len(last) < 2 or not is_marked_name(last[-1].text):
        return False
    return begins_with_a_number(last[-2].text) or surely_ends_sentence(last[-2])
