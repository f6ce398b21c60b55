"""What is typed at the edge of a page about a sheet's pages: number, count, ``[Continued overleaf]``."""

from __future__ import annotations

import re
from functools import lru_cache

from parsing.figures import as_figures
from parsing.layout import Layout, Passage
from parsing.lexicon import lexicon
from parsing.matching import is_like, letters
from schemas.values.numbers import parse_number

_NUMBER_ALONE = re.compile(
    r"[-—–_.~=«»\s]*(?:[Pp]age\s*)?(?P<number>[0-9lIO]{1,2})\s?[-—–_.~=«»\s]*"
)
_LONGEST_ALONE = 6
"""Signs of a page's number alone on its row, with what was read of its dashes, at most."""

_DASHED_NUMBER = re.compile(
    r"(?:[-—–_~=]+\s*(?P<number>[0-9lIOZSzg]{1,2})\s*[-—–_~=]+|(?i:page)\s?(?P<paged>\d{1,2})(?:\s(?i:of)\s\d{1,2})?)[.,]?"
)
_PAGES = re.compile(
    r"[^A-Za-z0-9]{0,2}(?P<count>[0-9A-Za-z]{1,2})\s*P[a-z]{1,2}[gqe]?e[sa]?[\W7]{0,3}", re.I
)
_SURELY_READ = 0.7
"""Mean confidence of a piece from which it counts pages only as it is typed."""

_HARDLY = 0.2
"""Confidence below which a word is a scrap."""

_FOOT_ROWS = 6
"""Rows at the foot of a page among which its ``[Continued overleaf]`` stands."""

_LONG_FORM = 5
"""Letters of a form of ``[Continued overleaf]`` that may be misread."""


@lru_cache(maxsize=8192)
def page_number(text: str) -> int | None:
    """Read ``- 2 -`` or ``Page 2``, else ``None``."""
    match = _DASHED_NUMBER.fullmatch(text.strip())
    return parse_number(as_figures(match["number"] or match["paged"])) if match else None


def page_number_of(piece: Passage) -> int | None:
    """Read the number of a page in a piece of a row, with or without scraps that were hardly read."""
    number = page_number(piece.text)
    if number is not None:
        return number
    read = [word.text for word in piece.words if word.confidence >= _HARDLY]
    return page_number(" ".join(read)) if len(read) < len(piece.words) else None


def number_alone(text: str) -> int | None:
    """Read the number of a page that is all of its row, its dashes lost or not, else ``None``."""
    match = _NUMBER_ALONE.fullmatch(text) if len(text) <= _LONGEST_ALONE else None
    return parse_number(as_figures(match["number"])) if match else None


def is_count_of_pages(text: str) -> bool:
    """Tell what can be ``[3 Pages]``, however ill read."""
    return _PAGES.fullmatch(text) is not None


def counted_pages(piece: Passage) -> str | None:
    """Give the count of ``[3 Pages]`` as it was read, else ``None``."""
    match = _PAGES.fullmatch(piece.text.strip())
    return match["count"] if match and _counts_pages(piece) else None


def _counts_pages(piece: Passage) -> bool:
    """Tell ``[3 Pages]`` from the last words of a sentence, which have no bracket and no capital."""
    if piece.sureness < _SURELY_READ:
        return True
    forms = lexicon().furniture.pages
    if piece.text[0].isalnum():
        return any(form in piece.text for form in forms)
    return any(form.lower() in piece.text.lower() for form in forms)


def is_continued(text: str, least: float = 0.8) -> bool:
    """Tell what is like ``[Continued overleaf]``, 0..1; a short form, ``P.T.O.``, stands as it is typed."""
    forms = lexicon().furniture.continued
    if len(letters(text)) < _LONG_FORM:
        return letters(text) in map(letters, forms)
    return is_like(text, forms, least)


def says_continued(layout: Layout) -> bool:
    """Tell a page at whose foot stands that another follows."""
    foot = layout.rows[-_FOOT_ROWS:]
    return any(is_continued(piece.text.strip()) for row in foot for piece in row.segments)
