"""Scraps: what an engine makes of specks, stamps and punch holes, far less sure than the page's type."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from schemas.pages import Word

if TYPE_CHECKING:  # layouts ask what a scrap is
    from parsing.layout import Layout, Segment

_LABEL = re.compile(r"\W?[\[{(/£€<JLZlIft1]\S{1,6}[\]})/7J|]\W?|\[(?:[a-z]|[ivx]{2,5})")
"""The label of a note in what brackets are read as; behind one that was well read the other may be lost."""


_WELL, _HALF_WELL = 0.65, 0.55
"""Shares of the page's usual confidence that type has: the best word of a piece, all on average."""


def is_read_as_type(words: Sequence[Word], layout: Layout) -> bool:
    """Tell words of which none was read less surely than type is."""
    least = _WELL * layout.usual
    return not [word for word in words if word.confidence < least]


def is_scrap(segment: Segment, layout: Layout) -> bool:
    """Tell what an engine makes of specks and stamps: far less sure than the page's type.

    A label of a note is no scrap however it was read, nor is what stands where lines begin or under the
    beginning of a piece well read, nor a name that was read surely elsewhere on the page.
    """
    if is_read_as_type(segment.words, layout):
        return False
    well = _WELL * layout.usual
    read = [word.confidence for word in segment.words]
    best = max(read)
    letters = len(segment.text) + 1 - len(read)
    mean = sum([word.confidence * len(word.text) for word in segment.words]) / letters
    if best >= well and mean >= _HALF_WELL * layout.usual:
        return False
    signs = sum(map(str.isalnum, segment.text))
    doubtful = (
        (signs <= 14 and best < 0.5 * layout.usual)
        or (signs <= 3 and best < well)
        or (signs <= 40 and len(read) > 1 and mean < _HALF_WELL * layout.usual)
    )
    at_left = -1 < (segment.box.x0 - layout.left) / layout.letter < 6
    if not doubtful or (signs >= 2 and at_left) or _LABEL.fullmatch(segment.text):
        return False
    return not (
        _is_known(segment, layout) or is_lined_up(segment, layout) or _begins_lines(segment, layout)
    )


def is_lined_up(segment: Segment, layout: Layout) -> bool:
    """Tell a word typed under the beginning of a piece well read, as signatures are: no stamp stands so.

    Far to the right of the text it may stand above that: a name over its date.
    """
    if sum(char.isalpha() for char in segment.text) < _WORD:
        return False
    if segment.box.width < _TYPED_WIDTH * layout.letter * len(segment.text):
        return False
    box, reach = segment.box, _NEAR_LINES * layout.line
    aside = box.x0 > layout.left + _ASIDE * layout.letter
    return any(
        abs(other.box.x0 - box.x0) <= _IN_LINE * layout.letter
        and max(word.confidence for word in other.words) >= layout.usual
        for row in layout.rows
        for other in row.segments
        if 0 < (below := (box.y0 + box.y1) / 2 - row.middle) <= reach
        or (aside and other is not segment and -reach <= below < 0)
    )


def _begins_lines(segment: Segment, layout: Layout) -> bool:
    """Tell a word typed where long lines begin that were well read: at the stop of paragraphs."""
    if sum(char.isalpha() for char in segment.text) < _WORD:
        return False
    if segment.box.width < _TYPED_WIDTH * layout.letter * len(segment.text):
        return False
    begun = sum(
        abs(row.box.x0 - segment.box.x0) <= _IN_LINE * layout.letter
        and len(row.text) >= _LONG_LINE
        and row.passage.sureness >= layout.usual
        for row in layout.rows
    )
    return begun >= _FEWEST_LINES


_LONG_LINE, _FEWEST_LINES = 30, 2
"""Characters of a line of running text, and lines that tell where a paragraph begins."""

_WORD = 3
_TYPED_WIDTH = 0.75
_NEAR_LINES = 1.6
_ASIDE = 12
"""Letter widths right of the text's edge beyond which signatures stand."""

_IN_LINE = 0.5
"""Letter widths within which two pieces begin in one column."""


_LABEL_AT_END = re.compile(r"(?:^|\s)[\[{(/£€]\s?[a-zA-Z1|]{1,5}[\]})/7|]$")


def ends_with_label(segment: Segment) -> bool:
    """Tell a piece that ends with the label of a note: what follows it is the note's text."""
    return _LABEL_AT_END.search(segment.text) is not None


def _is_known(segment: Segment, layout: Layout) -> bool:
    """Tell a piece with a name that the page bears surely elsewhere, in one word or parted in two."""
    words = [word.text for word in segment.words]
    return any(map(layout.names.bear, words)) or (
        len(words) == 2 and layout.names.bear("".join(words))
    )
