"""What several pages of a sheet bear of one value, and which they bear most surely."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import permutations
from typing import NamedTuple

from rapidfuzz.distance import Levenshtein

from parsing.findings import Finding

_WHOLE = 0.5
"""Weight of a value that counts by itself, and of a reference number from which shorter ones are pieces."""


class Vote(NamedTuple):
    """The value chosen, all that were read, and how many places bear it and how many another."""

    chosen: Finding[object]
    values: tuple[str, ...]
    agreeing: int
    others: int


def vote_reference(references: Sequence[Finding[object]]) -> Vote | None:
    """Choose the reference number that the pages bear most surely, taken together."""
    weights: dict[object, float] = defaultdict(float)
    for reference in references:
        weights[reference.value] += reference.confidence
    for cut, whole in permutations(list(weights), 2):
        if str(whole).startswith(str(cut)) and weights[whole] >= _WHOLE:
            weights[whole] += weights.pop(cut, 0.0)  # its last figures were lost
    if not weights:
        return None
    winner = max(weights, key=lambda value: weights[value])
    bearing = [reference for reference in references if reference.value == winner]
    surest = max(bearing, key=lambda reference: reference.confidence)
    values = tuple(str(value) for value in weights)
    return Vote(surest, values, len(bearing), len(references) - len(bearing))


def vote_serial(
    own: Finding[object] | None, others: Sequence[Finding[object]]
) -> Finding[object] | None:
    """Choose the serial of a bare sheet that its pages bear most surely, a figure of one misread.

    ``own`` is that of the first page, ``others`` those of further ones.
    """
    every = [*others] if own is None else [own, *others]
    weights: dict[object, float] = defaultdict(float)
    for serial in every:
        weights[serial.value] += serial.confidence
    if not others:
        return own
    winner = max(weights, key=lambda value: weights[value])
    surest = max((one for one in every if one.value == winner), key=lambda one: one.confidence)
    alike = own is None or Levenshtein.distance(str(own.value), str(winner)) <= 1
    return surest if alike and surest.confidence >= _WHOLE else own
