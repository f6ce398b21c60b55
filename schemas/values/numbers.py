"""Message numbers, copy numbers and sender's serials: positive figures of a few digits."""

from __future__ import annotations

import re
from collections.abc import Sequence

MAX_NUMBER = 99_999
"""No number on a sheet has more digits; a longer run is two values glued together or noise."""

_NUMBER = re.compile(r"\d{1,5}", re.ASCII)
_ITEM = re.compile(r"\s*(\d{1,5})(?:\s*-\s*(\d{1,5}))?\s*", re.ASCII)
_BETWEEN = re.compile(r"[,&]")
_LONGEST_RANGE = 20


def parse_number(text: str) -> int | None:
    """Read one number of 1..99999, else ``None``."""
    stripped = text.strip(" .,:;")
    if _NUMBER.fullmatch(stripped) is None:
        return None
    return int(stripped) or None


def parse_numbers(text: str) -> tuple[int, ...]:
    """Read ``76``, lists ``7941,7942`` and ranges ``1106-1110``, ``1106-10``; else nothing."""
    numbers: list[int] = []
    for item in _BETWEEN.split(text.strip(" .,:;")):
        match = _ITEM.fullmatch(item)
        listed = _numbers_of(match[1], match[2] or match[1]) if match else ()
        if not listed:
            return ()
        numbers.extend(listed)
    return tuple(numbers)


def _numbers_of(first: str, last: str) -> Sequence[int]:
    """Give the numbers of a range; what its last one has in common with the first may be left out."""
    begin, end = int(first), int(first[: max(0, len(first) - len(last))] + last)
    return range(begin, end + 1) if 0 < begin <= end <= begin + _LONGEST_RANGE else ()
