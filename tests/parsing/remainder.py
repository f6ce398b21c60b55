"""The words of a message's pages that stand nowhere in its record: nothing is lost without being listed.

Every word of a page is in a field, in the text, in a note, in the page's furniture, or here: specks, stamps,
words typed over with X, pieces of the header that no rule knew. A word is known by its place, since layout
glues and parts words. The tests of the parser ask for it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from parsing.clearing import Cleared
from parsing.confidence.unplaced import is_label
from parsing.draft import Draft
from schemas.pages import Box, Word


class Unused(NamedTuple):
    """A word that is in no record, and its page within the source."""

    page: int
    word: Word


def unused_words(draft: Draft, cleared: Sequence[Cleared]) -> list[Unused]:
    """Give the words of a message's share of its pages that it does not use, in their order."""
    used: dict[int, list[Box]] = defaultdict(list)
    for page in cleared:
        used[page.layout.number].extend(_boxes(row.words for row in page.edges.cut))
    for finding in draft.findings.values():
        used[finding.page].extend(word.box for word in finding.words)
    for line in draft.lines:
        used[line.page].extend(word.box for word in line.passage.words)
    beside: dict[int, list[Box]] = defaultdict(list)
    for finding in draft.findings.values():
        beside[finding.page].extend(word.box for word in finding.words)
    return [
        Unused(number, word)
        for page in cleared
        for word in page.layout.page.words
        if word.text.strip()
        and not _is_within(word.box, used[number := page.layout.number])
        and not (is_label(word.text) and _is_beside(word.box, beside[number]))
    ]


def _is_beside(box: Box, values: Iterable[Box]) -> bool:
    """Tell a label in one row with a value."""
    middle = (box.y0 + box.y1) / 2
    return any(other.y0 <= middle <= other.y1 for other in values)


def _boxes(rows: Iterable[Iterable[Word]]) -> Iterable[Box]:
    return (word.box for row in rows for word in row)


def _is_within(box: Box, used: Iterable[Box]) -> bool:
    """Tell a word of which the middle lies in a box that is used."""
    x, y = (box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2
    return any(other.x0 <= x <= other.x1 and other.y0 <= y <= other.y1 for other in used)
