"""Message numbers, copy numbers and sender's serials: positive figures of a few digits."""

from __future__ import annotations

import re

MAX_NUMBER = 99_999
"""No number on a sheet has more digits; a longer run is two values glued together or noise."""

_LIST = re.compile(r"\d{1,5}(?:\s*[,&]\s*\d{1,5})*", re.ASCII)
_RANGE = re.compile(r"(\d{1,5})\s*-\s*(\d{1,5})", re.ASCII)
_LONGEST_RANGE = 20


def parse_number(text: str) -> int | None:
    """Read one number of 1..99999, else ``None``."""
    stripped = text.strip(" .,:;")
    if not re.fullmatch(r"\d{1,5}", stripped, re.ASCII):
        return None
    return int(stripped) or None


def parse_numbers(text: str) -> tuple[int, ...]:
    """Read ``76``, ``7941,7942`` or the range ``1106-1110``; empty when it is none of them."""
    stripped = text.strip(" .,:;")
    if match := _RANGE.fullmatch(stripped):
        first, last = int(match[1]), int(match[2])
        if 0 < first < last <= first + _LONGEST_RANGE:
            return tuple(range(first, last + 1))
        return ()
    if _LIST.fullmatch(stripped):
        numbers = tuple(int(number) for number in re.findall(r"\d+", stripped, re.ASCII))
        return numbers if all(numbers) else ()
    return ()
