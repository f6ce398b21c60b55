"""The rows of a title: capitals that stand nearest above the routing block, stamps beside them left out."""

from __future__ import annotations

import re
from collections.abc import Sequence

from parsing.figures import as_figures
from parsing.layout import Layout, Passage, Row
from parsing.lexicon import lexicon
from parsing.matching import begins_with_a_number, capital_share, is_like
from parsing.stamps import is_stamped
from parsing.titles import bears_words_of_titles, is_cut_off, lacks_its_beginning

_SHORTEST, _SHORTEST_DATED = 8, 4
"""Letters of a title, and of one that ends with its year."""

_LONG_IN_STAMPS = 8
_BESIDE = 1.5
"""Letters of a piece to those of the long word in it, of which scraps are the others."""

_STAMPED = 0.8
"""Likeness of a piece to the words of a stamp."""

_ASIDE = 0.6
"""Share of the page's width beyond which no line of a title begins."""

_YEAR_AT_END = re.compile(r"[A-Z)]?\s?\(19\d\d\)\W{0,2}$")

_YEAR_ALONE = re.compile(r"\W?19\d\d\W{0,3}|[(\[{]\d{4}[)\]}]")
"""The year, or four figures in its brackets of which one may be misread."""


def title_rows(rows: Sequence[Row], taken: Sequence[bool], layout: Layout) -> tuple[Row, ...]:
    """Give the rows of capitals that stand nearest above the routing block."""
    title: list[Row] = []
    for at in reversed(range(len(rows))):
        done = taken[at]
        if done and not title:
            continue
        whole = _without_stamps(rows[at])
        if whole is None or whole.box.x0 > _ASIDE * layout.page.width:
            continue
        row = _with_year(whole) if _ends_with_year(whole) else whole.without_scraps(layout)
        if row is None or not _is_in_column(row, title):
            continue
        if _is_ill_read(row, layout.usual):
            begun = bool(title) and lacks_its_beginning(title[0].text)
            goes_on = at > 0 and not taken[at - 1] and is_cut_off(rows[at - 1].text)
            if not (begun or goes_on):
                continue
        if done or not _is_title_line(row):
            if title:
                break
            continue
        title.insert(0, row)
    letters = sum(sum(map(str.isalpha, row.text)) for row in title)
    dated = bool(title) and _YEAR_AT_END.search(title[-1].text) is not None
    return tuple(title) if letters >= (_SHORTEST_DATED if dated else _SHORTEST) else ()


def _ends_with_year(row: Row) -> bool:
    """Tell a row that ends with the year, or is nothing else, of which a figure may be misread."""
    alone = _YEAR_ALONE.fullmatch(as_figures(row.segments[-1].text.strip()))
    return alone is not None or _YEAR_AT_END.search(row.text) is not None


def _with_year(row: Row) -> Row:
    """Give a row that ends with the year: of a last line that is nothing else, without what is beside it."""
    last = row.segments[-1]
    return Row(row.page, (last,)) if _YEAR_ALONE.fullmatch(as_figures(last.text)) else row


def _without_stamps(row: Row) -> Row | None:
    """Leave out stamps beside or in the place of a title's line; ``None`` when nothing is left."""
    kept = tuple(
        piece
        for piece in row.segments
        if not (
            is_stamped(piece.text)
            or _is_stamp(piece.text)
            or _is_scrawl(piece, row)
            or _is_speck(piece, row)
        )
    )
    if len(kept) == len(row.segments):
        return row
    return Row(row.page, kept) if kept else None


def _is_scrawl(piece: Passage, row: Row) -> bool:
    """Tell a piece beside others that has neither capitals nor figures, of which titles are made."""
    return len(row.segments) > 1 and not any(
        char.isupper() or char.isdecimal() for char in piece.text
    )


def _is_speck(piece: Passage, row: Row) -> bool:
    """Tell a sign, or figures that are no year, apart from the words of its line.

    The number of a title has a full stop.
    """
    text = piece.text.strip()
    if len(row.segments) == 1 or text.endswith("."):
        return False
    figures = not any(map(str.isalpha, text)) and _YEAR_ALONE.fullmatch(text) is None
    return figures or sum(map(str.isalnum, text)) <= 1


def _is_stamp(text: str) -> bool:
    """Tell a piece that is the words of a stamp, or bears a long one of them beside scraps."""
    stamps = lexicon().furniture.stamps
    long = [
        word
        for word in text.split()
        if len(word) >= _LONG_IN_STAMPS and sum(map(str.isalpha, word)) >= _LONG_IN_STAMPS
    ]
    if len(long) != 1 or sum(map(str.isalpha, text)) > _BESIDE * len(long[0]):
        long = []  # no scraps stand beside it, but words
    wordings = (text, *long)
    return any(is_like(wording, stamps, _STAMPED) for wording in wordings)


def _is_in_column(row: Row, title: Sequence[Row]) -> bool:
    """Tell a line that stands above or below another of the title: its lines are centred."""
    return not title or (row.box.x0 < title[0].box.x1 and title[0].box.x0 < row.box.x1)


def _is_ill_read(row: Row, usual: float) -> bool:
    """Tell what is made of a stamp from a line of the title, which may end with its year."""
    if row.passage.sureness >= 0.65 * usual:
        return False
    return not (_ends_with_year(row) or bears_words_of_titles(row))


def _is_title_line(row: Row) -> bool:
    if _YEAR_ALONE.fullmatch(as_figures(row.text.strip())):
        return True
    if begins_with_a_number(row.text):
        return False  # the signature of the message above
    return any(map(str.isalpha, row.text)) and capital_share(row.text) >= 0.65
