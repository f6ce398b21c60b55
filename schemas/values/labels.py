"""Labels of notes: romans (``[iv]``, comments) and letters (``[a]``, translator's notes)."""

from __future__ import annotations

import re
from functools import lru_cache

MAX_ROMAN = 89
"""Sheets reach xxvii; a label beyond this is no roman but noise."""

_ROMAN = re.compile(r"(?P<tens>l?x{0,3}|xl)(?P<ones>ix|iv|v?i{0,3})")
_VALUES = {"i": 1, "v": 5, "x": 10, "l": 50}


def roman(number: int) -> str:
    """Write 1..89 as a lower-case roman. Raises ValueError outside."""
    if not 1 <= number <= MAX_ROMAN:
        raise ValueError(f"no roman label for {number}")
    tens, ones = divmod(number, 10)
    written = ("", "x", "xx", "xxx", "xl", "l", "lx", "lxx", "lxxx")[tens]
    return written + ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")[ones]


@lru_cache(maxsize=4096)
def parse_roman(text: str) -> int | None:
    """Read a well-formed roman of 1..89 in any case (``iv``, ``XXVII``), else ``None``."""
    lower = text.lower()
    if not lower or _ROMAN.fullmatch(lower) is None:
        return None
    values = [_VALUES[letter] for letter in lower]
    following = [*values[1:], 0]
    return sum(
        -value if value < after else value for value, after in zip(values, following, strict=True)
    )


def letter(number: int) -> str:
    """Write 1..26 as ``a``..``z``. Raises ValueError outside."""
    if not 1 <= number <= 26:
        raise ValueError(f"no letter label for {number}")
    return "abcdefghijklmnopqrstuvwxyz"[number - 1]


def parse_letter(text: str) -> int | None:
    """Read a single lower-case letter as 1..26, else ``None``."""
    return ord(text) - ord("a") + 1 if len(text) == 1 and "a" <= text <= "z" else None
