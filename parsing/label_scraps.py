"""Scraps in the margin before the label of a note: where the label begins."""

from __future__ import annotations

import re

from parsing.layout import Row
from parsing.matching import characters_in

_LABEL_ALONE = re.compile(r"[\[{(/£€fLZ][a-zUVX1|!]{1,6}[\]})/7J|]{1,2}(?=\s|$|[A-Z]\S*:)")
"""A label between signs that can be brackets, the closing one read once or twice, by itself or stuck to the
term that it stands before."""

_SURELY_READ = 0.7
_SCRAP = 6
"""Confidence of what is no speck; letters and figures that may stand before a label and be specks."""


def behind_scrap(row: Row) -> int:
    """Give where a label begins that stands by itself behind a scrap in the margin, else 0."""
    first = row.words[0].text
    if len(row.words) < 2 or characters_in(first) > _SCRAP or _LABEL_ALONE.match(first):
        return 0
    if scraps := _scraps_before_label(row):
        return sum(len(word.text) + 1 for word in row.words[:scraps])
    own, *others = row.segments
    is_scrap = others and characters_in(own.text) <= _SCRAP and own.sureness < _SURELY_READ
    if is_scrap and _LABEL_ALONE.match(others[0].text):
        return len(own.text) + 1
    if _LABEL_ALONE.match(row.words[1].text) is None:
        return 0
    apart = len(own.words) == 1
    return len(first) + 1 if apart or row.words[0].confidence < _SURELY_READ else 0


def _scraps_before_label(row: Row) -> int:
    """Count the words of a few signs in the margin with which a line begins, before a label in brackets."""
    for at, word in enumerate(row.words[: _MOST_SCRAPS + 1]):
        if _LABEL_ALONE.match(word.text):
            return at
        if characters_in(word.text) > _SHORT_SCRAP:
            return 0
    return 0


_MOST_SCRAPS, _SHORT_SCRAP = 3, 2
