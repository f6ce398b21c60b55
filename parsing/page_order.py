"""The pages of one sheet by the numbers typed on them: ``- 2 -`` at the head of each but the first.

Numbers are trusted only together: pages are put in another order only when theirs are exactly those that the
sheet must have. One number alone may be misread.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from parsing.layout import Layout, Row
from parsing.page_numbers import page_number_of

_HEAD_ROWS = 3


def typed_number(rows: Sequence[Row]) -> int | None:
    """Give the number at the head of a page, above 1, else ``None``."""
    return _number_in(tuple(rows[:_HEAD_ROWS]))


@lru_cache(maxsize=64)
def _number_in(rows: tuple[Row, ...]) -> int | None:
    """Do so once: a page is asked for its number by all that parts sheets."""
    for row in rows:
        for segment in row.segments:
            number = page_number_of(segment)
            if number is not None and number > 1:
                return number
    return None


def numbers_of(layouts: Sequence[Layout]) -> list[int | None]:
    """Give the number typed on each page, above 1, else ``None``."""
    return [typed_number(layout.rows) for layout in layouts]


def _with_first(numbers: Sequence[int | None]) -> Sequence[int | None]:
    """Give the numbers of a sheet's pages; the one without, where it can be only one, is 1."""
    if numbers.count(None) != 1:
        return numbers
    return [1 if number is None else number for number in numbers]


def in_order(layouts: Sequence[Layout]) -> tuple[Layout, ...]:
    """Give the pages of a sheet as they were typed, where their numbers leave no doubt."""
    if len(layouts) == 1:
        return tuple(layouts)
    known = [number for number in _with_first(numbers_of(layouts)) if number is not None]
    if sorted(known) != list(range(1, len(layouts) + 1)):
        return tuple(layouts)
    return tuple(
        layout for _, layout in sorted(zip(known, layouts, strict=True), key=lambda pair: pair[0])
    )


def is_out_of_order(layouts: Sequence[Layout], numbers: Sequence[int | None]) -> bool:
    """Tell pages whose typed ``numbers`` do not rise in the order of the source."""
    if len(layouts) == 1:
        return False
    placed = sorted(
        zip(layouts, _with_first(numbers), strict=True), key=lambda pair: pair[0].number
    )
    known = [number for _, number in placed if number is not None]
    return any(after <= before for before, after in pairwise(known))


def missing(numbers: Sequence[int | None]) -> list[int]:
    """Give the numbers that the typed ones leave out; none when they are not all known and rising."""
    known = [number for number in _with_first(numbers) if number is not None]
    if len(known) < len(numbers) or any(after <= before for before, after in pairwise(known)):
        return []
    return sorted(set(range(1, known[-1])) - set(known)) if known else []
