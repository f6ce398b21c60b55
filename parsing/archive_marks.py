"""Numbers that an archive wrote or stamped at the edges of pages, and what such scrawl is read as.

They stand beyond all that was typed: far from the text, or next to the page's furniture.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from parsing.classification import read_classification
from parsing.edge_pieces import numbered_page
from parsing.layout import Layout, Row
from parsing.matching import characters_in
from parsing.page_numbers import is_continued, page_number_of
from parsing.references import reference_alone

_NUMBER = re.compile(r"[^\w.]{0,2}\d[\d/.-]{0,7}[\d/-][A-Za-z]?[^\w.]{0,2}")
"""The number of a leaf, a file or a part of it; behind one with a stop other things are counted."""

_WORD = re.compile(r"[^\W_]*[^\W\d_]{3}")
"""Letters of a word, which scrawl has not."""

_SIGNS = 6
"""Letters and figures that are made of scrawl at most."""

_FAR = 4.5
"""Single lines from the text of what is none of it: a signature stands nearer."""


def is_mark_of_archive(rows: Sequence[Row], layout: Layout, *, foot: bool) -> bool:
    """Tell the last row of a page, or its first, that an archive left there.

    A number alone is that far from the next row, or where the next one is furniture; other scrawl above the
    furniture of a head alone, since a name can be signed below all else.
    """
    row = rows[-1 if foot else 0]
    if len(row.segments) > 1 or characters_in(row.text) > _SIGNS + 2:
        return False
    numbered = _NUMBER.fullmatch(row.text) is not None
    if not numbered and (foot or not _is_scrawl(row)):
        return False
    if len(rows) == 1:
        return numbered
    beside = rows[-2 if foot else 1]
    if numbered and abs(row.middle - beside.middle) > _FAR * layout.single:
        return True
    return is_of_furniture(beside)


def _is_scrawl(row: Row) -> bool:
    """Tell a few signs without a word, and no number of a page."""
    few = characters_in(row.text) <= _SIGNS and _WORD.match(row.text) is None
    return few and page_number_of(row.passage) is None


def is_of_furniture(row: Row) -> bool:
    """Tell a row of nothing but what stands on a page for the page's sake, wherever that is.

    That is a classification, the number of the page, a reference, or that the sheet goes on overleaf.
    """
    return all(
        read_classification(piece) is not None
        or page_number_of(piece) is not None
        or numbered_page(piece.text) is not None
        or is_continued(piece.text.strip())
        or reference_alone(piece.text.strip()) is not None
        for piece in row.segments
    )
