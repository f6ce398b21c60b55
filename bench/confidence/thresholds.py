"""Where to draw the line between what may be used unread and what a person should look at.

Chosen on probabilities of sheets that the model was not fitted on: the limits that accept most sheets while
of the fields of those accepted hardly one is wrong or lost.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product
from typing import NamedTuple

from bench.confidence.samples import SheetSamples
from parsing.confidence.model import Thresholds

WRONG_AT_MOST = 0.003
"""Share of the fields of accepted sheets that may be wrong or lost."""

_STEPS = 40


class Outcome(NamedTuple):
    """A sheet as the limits see it: least probabilities, fields, and how many are wrong or lost.

    A sheet that lacks a required field is never accepted: its least probability is 0.
    """

    least_found: float
    least_absent: float
    fields: int
    wrong: int


class Judged(NamedTuple):
    """What limits do: the share of sheets accepted, and the share of their fields right."""

    accepted: float
    right: float | None


def outcome(sheet: SheetSamples, probabilities: Sequence[float]) -> Outcome:
    """Sum a sheet up; ``probabilities`` go by its samples."""
    pairs = list(zip(sheet.samples, probabilities, strict=True))
    found = [chance for sample, chance in pairs if sample.found]
    absent = [chance for sample, chance in pairs if not sample.found]
    return Outcome(
        min(found, default=0.0) if sheet.complete else 0.0,
        min(absent, default=1.0),
        sum(sample.found or not sample.right for sample in sheet.samples),
        sum(not sample.right for sample in sheet.samples),
    )


def judge(outcomes: Sequence[Outcome], limits: Thresholds) -> Judged:
    """Give what the limits accept of sheets."""
    accepted = [
        one
        for one in outcomes
        if one.least_found >= limits.found and one.least_absent >= limits.absent
    ]
    fields = sum(one.fields for one in accepted)
    wrong = sum(one.wrong for one in accepted)
    share = len(accepted) / len(outcomes) if outcomes else 0.0
    return Judged(share, 1.0 - wrong / fields if fields else None)


def choose(outcomes: Sequence[Outcome], wrong_at_most: float = WRONG_AT_MOST) -> Thresholds:
    """Choose the limits that accept most; ones that accept nothing when none are strict enough."""
    best = Thresholds(found=1.0, absent=1.0)
    most = 0.0
    for found, absent in product(
        _cuts([one.least_found for one in outcomes]), _cuts([one.least_absent for one in outcomes])
    ):
        limits = Thresholds(found=found, absent=absent)
        judged = judge(outcomes, limits)
        if judged.right is None or 1.0 - judged.right > wrong_at_most:
            continue
        if judged.accepted > most:
            best, most = limits, judged.accepted
    return best


def _cuts(values: Sequence[float]) -> list[float]:
    """Give values that part the sheets into parts of equal size, rounded to what the file shows."""
    ordered = sorted(values)
    places = {len(ordered) * at // _STEPS for at in range(_STEPS)} if ordered else set()
    return sorted({round(ordered[at], 3) for at in places})
