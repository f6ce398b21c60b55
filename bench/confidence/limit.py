"""Where to draw the line between what may be used unread and what a person should look at.

Chosen on probabilities of sheets that the model was not fitted on: the highest number of fields expected to
be wrong or lost at which of the fields of accepted sheets hardly one is. Absences count as fields do, since
all probabilities mean the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import inf
from typing import NamedTuple

from bench.confidence.samples import SheetSamples
from parsing.confidence.model import Acceptance

WRONG_AT_MOST = 0.003
"""Share of the fields of accepted sheets that may be wrong or lost."""

NONE = 0.0
"""A limit that no sheet keeps: nothing is certain."""


class Outcome(NamedTuple):
    """A sheet as the limit sees it: fields expected to be wrong or lost, all fields, and those that are.

    A sheet that lacks a required field is never accepted: what is expected of it is infinite.
    """

    expected: float
    fields: int
    wrong: int


class Judged(NamedTuple):
    """What a limit does: the share of sheets accepted, and the share of their fields right."""

    accepted: float
    right: float | None


def outcome(sheet: SheetSamples, probabilities: Sequence[float]) -> Outcome:
    """Sum a sheet up; ``probabilities`` go by its samples."""
    return Outcome(
        sum(1.0 - chance for chance in probabilities) if sheet.complete else inf,
        sum(sample.found or not sample.right for sample in sheet.samples),
        sum(not sample.right for sample in sheet.samples),
    )


def judge(outcomes: Sequence[Outcome], limit: float) -> Judged:
    """Give what a limit accepts of sheets."""
    accepted = [one for one in outcomes if one.expected <= limit]
    fields = sum(one.fields for one in accepted)
    wrong = sum(one.wrong for one in accepted)
    share = len(accepted) / len(outcomes) if outcomes else 0.0
    return Judged(share, 1.0 - wrong / fields if fields else None)


def choose(outcomes: Sequence[Outcome], wrong_at_most: float = WRONG_AT_MOST) -> Acceptance:
    """Choose the highest limit that lets no more through than allowed; else one that lets nothing through."""
    limits = {round(one.expected, 3) for one in outcomes if one.expected < inf}
    for limit in sorted(limits, reverse=True):
        right = judge(outcomes, limit).right
        if right is not None and 1.0 - right <= wrong_at_most:
            return Acceptance(limit=limit, wrong_at_most=wrong_at_most)
    return Acceptance(limit=NONE, wrong_at_most=wrong_at_most)
