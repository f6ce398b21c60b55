"""Where to draw the line between what may be used unread and what a person should look at.

Chosen on probabilities of sheets that the model was not fitted on: the highest number of fields expected to
be wrong or lost at which of the values of accepted sheets hardly one is wrong, and of their fields few are
lost, counting half a mistake of each kind more than were seen. A value that is wrong misleads whoever uses
it; a field that is empty says that nothing was read. So absences count in what is expected only where the
field is more likely lost than not.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil, inf
from typing import NamedTuple

from bench.confidence.samples import SheetSamples
from parsing.confidence.model import Acceptance, counted

WRONG_AT_MOST = 0.0025
"""Share of the values of accepted sheets that may be wrong: asked are .3%, and other sheets differ."""

LOST_AT_MOST = 0.01
"""Share of the fields of accepted sheets that may be lost."""

MARGIN = 0.5
"""Mistakes that chance may have spared the sheets that a limit is chosen on."""

_STEPS = 10_000
"""Steps of one in which a limit is written."""

NONE = -1.0
"""A limit that no sheet keeps: its allowance is smaller."""

ALLOWED = 2.0
"""Fields expected to be wrong for each that may be: sure sheets have fewer mistakes than expected."""


class Shares(NamedTuple):
    """What may be wrong of the values of accepted sheets, and lost of their fields, each 0..1."""

    wrong: float = WRONG_AT_MOST
    lost: float = LOST_AT_MOST


class Outcome(NamedTuple):
    """A sheet as the limit sees it: what it exceeds its allowance by, its values, those wrong, fields lost.

    A sheet that lacks a required field, or of which a check fails, is never accepted: its excess is infinite.
    """

    excess: float
    values: int
    wrong: int
    lost: int


class Judged(NamedTuple):
    """What a limit does: shares of the sheets accepted, of their values right, and of their fields lost."""

    accepted: float
    right: float | None
    lost: float | None


def outcome(
    sheet: SheetSamples, probabilities: Sequence[float], at_most: Shares | None = None
) -> Outcome:
    """Sum a sheet up; ``probabilities`` go by its samples."""
    values = sum(sample.found for sample in sheet.samples)
    wrong = sum(sample.found and not sample.right for sample in sheet.samples)
    lost = sum(not sample.found and not sample.right for sample in sheet.samples)
    allowed = ALLOWED * (at_most or Shares()).wrong * values
    expected = sum(
        counted(chance, found=sample.found)
        for sample, chance in zip(sheet.samples, probabilities, strict=True)
    )
    return Outcome(expected - allowed if sheet.complete else inf, values, wrong, lost)


def judge(outcomes: Sequence[Outcome], limit: float) -> Judged:
    """Give what a limit accepts of sheets."""
    accepted = [one for one in outcomes if one.excess <= limit]
    values = sum(one.values for one in accepted)
    lost = sum(one.lost for one in accepted)
    share = len(accepted) / len(outcomes) if outcomes else 0.0
    if not values:
        return Judged(share, None, None)
    wrong = sum(one.wrong for one in accepted)
    return Judged(share, 1.0 - wrong / values, lost / (values + lost))


def choose(
    outcomes: Sequence[Outcome], at_most: Shares | None = None, times: int = 1
) -> Acceptance:
    """Choose the highest limit that lets no more through than allowed; else one that lets nothing through.

    ``MARGIN`` mistakes are added to those that were seen: of few sheets more is demanded than of many. Each
    sheet is in ``outcomes`` so many ``times``.
    """
    shares = at_most or Shares()
    best, values = NONE, 0
    wrong = lost = MARGIN * times
    ordered = sorted(one for one in outcomes if one.excess < inf)
    for at, one in enumerate(ordered):
        values, wrong, lost = values + one.values, wrong + one.wrong, lost + one.lost
        is_last = at + 1 == len(ordered) or ordered[at + 1].excess > one.excess
        is_kept = wrong <= shares.wrong * values and lost <= shares.lost * (values + lost)
        if is_last and is_kept:
            best = one.excess
    return Acceptance(
        limit=ceil(best * _STEPS) / _STEPS,
        allowance=ALLOWED * shares.wrong,
        wrong_at_most=shares.wrong,
        lost_at_most=shares.lost,
    )
