"""Whether probabilities hold what they say: that of the values at 0.9 nine in ten are right.

The *expected calibration error* is the mean distance, over all values, of the stated probability from the
share that is right, taken bin by bin. Bins hold equally many values, since most probabilities are near 1.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

MOST_BINS = 10
_FEWEST = 20
"""Values of a bin below which its share says nothing."""


class Stated(NamedTuple):
    """A value's stated probability, and whether it is right."""

    probability: float
    right: bool


class Bin(NamedTuple):
    """Values of like probability: how many, the mean of what was stated, and the share that is right."""

    size: int
    stated: float
    right: float


def bins(values: Sequence[Stated]) -> list[Bin]:
    """Sort values by probability into at most ``MOST_BINS`` bins of like size; equal ones share a bin."""
    if not values:
        return []
    ordered = sorted(values, key=lambda value: value.probability)
    size = len(ordered) / max(1, min(MOST_BINS, len(ordered) // _FEWEST))
    parts: list[list[Stated]] = [[]]
    for at, value in enumerate(ordered):
        new = parts[-1] and value.probability != parts[-1][-1].probability
        if new and at >= round(size * len(parts)):
            parts.append([])
        parts[-1].append(value)
    return [
        Bin(
            len(part),
            sum(value.probability for value in part) / len(part),
            sum(value.right for value in part) / len(part),
        )
        for part in parts
    ]


def calibration_error(values: Sequence[Stated]) -> float | None:
    """Give the expected calibration error, 0..1; ``None`` without values."""
    parts = bins(values)
    total = sum(part.size for part in parts)
    if not total:
        return None
    return sum(part.size * abs(part.stated - part.right) for part in parts) / total
