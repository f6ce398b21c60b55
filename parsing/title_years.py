"""The year of the message at the end of a title: read, and mended by the message's date."""

from __future__ import annotations

import re

from rapidfuzz.distance import Levenshtein

from parsing.figures import as_figures
from schemas.values.dates import MESSAGES

_YEAR_IN = re.compile(r"\((?P<year>19[345]\d)\)")
_YEAR_READ = re.compile(
    r"[(\[{]\s?(?P<read>[\w'|!]{3,6}|[\w'|!]{1,3} [\w'|!]{1,3}(?=[)\]}]))\s?[)\]}]?(?=\s|$)"
)
"""A year as it was read, in brackets; a figure of it may have left a blank."""

_MOST_APART = 2
_YEAR_CUT = re.compile(r"(?<=\s)\((?P<head>19?\d?)$")
"""A year at the end of which the last figures were lost."""

_YEAR_AT_END = re.compile(r"(?<=\s)[\w|!(){}\[\]/]{5,6}$")
"""A year at the end of which the brackets were read as figures."""


def year_of(title: str) -> int | None:
    """Give the message's year, with which a title ends, ``None`` without one."""
    years = _YEAR_IN.findall(title)
    return int(years[-1]) if years else None


def with_year(title: str, year: int) -> str:
    """Give a title with its years of which figures were misread mended: they are the message's.

    A year of the same ten is one of them where the title bears the message's as well.
    """
    title = _YEAR_READ.sub(
        lambda read: f"({year})" if _is_year(read["read"], year) else read[0], title
    )
    title = _YEAR_AT_END.sub(
        lambda read: f"({year})" if f"{year}" in as_figures(read[0]) else read[0], title
    )
    title = _YEAR_CUT.sub(
        lambda read: f"({year})" if f"{year}".startswith(read["head"]) else read[0], title
    )
    if f"({year})" not in title:
        return title
    return _YEAR_IN.sub(
        lambda read: read[0] if read["year"][:3] != str(year)[:3] else f"({year})", title
    )


def _is_year(read: str, year: int) -> bool:
    """Tell figures that are no year of messages and hardly differ from ``year``."""
    figures = as_figures(read.replace(" ", ""))
    if not figures.isdecimal() or (len(figures) == 4 and MESSAGES.year(figures)):
        return False
    apart = Levenshtein.distance(figures, str(year))
    return apart <= (1 if len(figures) <= 4 else _MOST_APART)
