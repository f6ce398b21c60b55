"""Where to draw the line between what may be used unread and what a person should look at.

Chosen on probabilities of sheets that the model was not fitted on: the highest number of fields expected to
be wrong or lost at which of the fields of accepted sheets hardly one is, counting half a mistake more than
were seen. Absences count as fields do, since all probabilities mean the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil, inf
from typing import NamedTuple

from bench.confidence.samples import SheetSamples
from parsing.confidence.model import Acceptance

WRONG_AT_MOST = 0.003
"""Share of the fields of accepted sheets that may be wrong or lost."""

MARGIN = 0.5
"""Mistakes that chance may have spared the sheets that a limit is chosen on."""

_STEPS = 10_000
"""Steps of one in which a limit is written."""

NONE = -1.0
"""A limit that no sheet keeps: its allowance is smaller."""

ALLOWED = 2.0
"""Fields expected to be wrong for each that may be: sure sheets have fewer mistakes than expected."""


class Outcome(NamedTuple):
    """A sheet as the limit sees it: what it exceeds its allowance by, its fields, and those wrong or lost.

    A sheet that lacks a required field, or of which a check fails, is never accepted: its excess is infinite.
    """

    excess: float
    fields: int
    wrong: int


class Judged(NamedTuple):
    """What a limit does: the share of sheets accepted, and the share of their fields right."""

    accepted: float
    right: float | None


def outcome(
    sheet: SheetSamples, probabilities: Sequence[float], wrong_at_most: float = WRONG_AT_MOST
) -> Outcome:
    """Sum a sheet up; ``probabilities`` go by its samples."""
    allowed = ALLOWED * wrong_at_most * sum(sample.found for sample in sheet.samples)
    return Outcome(
        sum(1.0 - chance for chance in probabilities) - allowed if sheet.complete else inf,
        sum(sample.found or not sample.right for sample in sheet.samples),
        sum(not sample.right for sample in sheet.samples),
    )


def judge(outcomes: Sequence[Outcome], limit: float) -> Judged:
    """Give what a limit accepts of sheets."""
    accepted = [one for one in outcomes if one.excess <= limit]
    fields = sum(one.fields for one in accepted)
    wrong = sum(one.wrong for one in accepted)
    share = len(accepted) / len(outcomes) if outcomes else 0.0
    return Judged(share, 1.0 - wrong / fields if fields else None)


def choose(
    outcomes: Sequence[Outcome], wrong_at_most: float = WRONG_AT_MOST, times: int = 1
) -> Acceptance:
    """Choose the highest limit that lets no more through than allowed; else one that lets nothing through.

    ``MARGIN`` mistakes are added to those that were seen: of few sheets more is demanded than of many. Each
    sheet is in ``outcomes`` so many ``times``.
    """
    best, fields, wrong = NONE, 0, MARGIN * times
    ordered = sorted(one for one in outcomes if one.excess < inf)
    for at, one in enumerate(ordered):
        fields += one.fields
        wrong += one.wrong
        is_last = at + 1 == len(ordered) or ordered[at + 1].excess > one.excess
        if is_last and wrong <= wrong_at_most * fields:
            best = one.excess
    return Acceptance(
        limit=ceil(best * _STEPS) / _STEPS,
        allowance=ALLOWED * wrong_at_most,
        wrong_at_most=wrong_at_most,
    )
