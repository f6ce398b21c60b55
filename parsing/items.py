"""The heading of an item, which counts the messages of a sheet: ``Item 4``."""

from __future__ import annotations

import re

from parsing.layout import Row
from parsing.lexicon import lexicon
from parsing.matching import is_like

_ITEM = re.compile(
    r"(?:[^a-z\s]{1,2}\s)?\W{0,2}(?P<word>\w{3,5})\W{0,3}\s(?:No\.?\s)?(?P<number>\w{1,3})\W{0,2}"
)
"""The heading of an item, a scrap of the margin before it or not."""

_LONGEST_ITEM = 24
"""Characters of such a heading at most."""


def item_number(row: Row) -> str | None:
    """Read the heading of an item, ``Item 4``, else ``None``. A stamp may stand to its right."""
    first = row.segments[0].text
    if len(first) > _LONGEST_ITEM:
        return None
    for text in (row.text, first)[: len(row.segments)]:
        match = _ITEM.fullmatch(text)
        if match is not None and is_like(match["word"], lexicon().items.forms, 0.75):
            return match["number"]
    return None
