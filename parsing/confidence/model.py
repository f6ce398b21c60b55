"""The fitted numbers of the confidence, from ``weights.toml``: what each doubt costs.

A probability is ``1 / (1 + exp(-(start - sum(weight * doubt))))``: ``start`` is how sure a field is about
which nothing is doubtful; weights are never negative. A field without numbers of its own has the shared ones.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache, cached_property
from importlib.resources import files
from math import exp
from typing import NamedTuple

from pydantic import BaseModel, ConfigDict, NonNegativeFloat


class _Numbers(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Origin(_Numbers):
    """What the numbers were fitted on, and when."""

    date: str
    commit: str
    command: str
    seeds: str
    levels: tuple[str, ...]
    sets: int
    found: int
    absent: int


class Weights(_Numbers):
    """Log-odds of a value without doubts, and what each doubt takes away from them."""

    start: float
    weights: Mapping[str, NonNegativeFloat]

    @cached_property
    def free(self) -> frozenset[str]:
        """The doubts that take nothing away."""
        return frozenset([name for name, weight in self.weights.items() if not weight])


def counted(probability: float, *, found: bool) -> float:
    """Give what a field adds to the mistakes that are expected of a record: what it lacks of certainty.

    An absence counts where the field is more likely lost than not: an empty field misleads nobody, and how
    many are lost has a limit of its own.
    """
    doubt = 1.0 - probability
    return doubt if found or doubt > _LIKELIER_LOST else 0.0


_LIKELIER_LOST = 0.5


class Acceptance(_Numbers):
    """How many fields of a record may be expected to be wrong or lost for it to be used unread.

    What is expected is the sum of what its fields count (``counted``). It may be
    ``limit``, and ``allowance`` more for each field that was found, as mistakes are a share of fields. The
    limit was chosen such that of the values of accepted sheets at most the share ``wrong_at_most`` is wrong,
    and of their fields at most ``lost_at_most`` is lost.
    """

    limit: float
    allowance: NonNegativeFloat
    wrong_at_most: float
    lost_at_most: float

    def bound(self, found: int) -> float:
        """Give what may be expected of a record with so many fields found."""
        return self.limit + self.allowance * found


class Model(_Numbers):
    """Everything in ``weights.toml``: ``found`` and ``absent`` by field, ``shared`` for the others."""

    origin: Origin
    acceptance: Acceptance
    found: Mapping[str, Weights]
    absent: Mapping[str, Weights]


SHARED = "shared"
"""The entry that stands in for fields without one of their own."""


class Assurance(NamedTuple):
    """How surely something is right (0..1), and the doubt that weighs most, empty when none does."""

    probability: float
    doubt: str


def assurance(weights: Weights, doubts: Mapping[str, float]) -> Assurance:
    """Weigh doubts. Raises KeyError for a doubt that the numbers do not know."""
    of_each = weights.weights
    costs = most = 0.0
    worst = ""
    for name, amount in doubts.items():
        if amount:
            cost = of_each[name] * amount
            costs += cost
            if cost > most:
                worst, most = name, cost
    odds = weights.start - costs
    return Assurance(1.0 / (1.0 + exp(-max(-30.0, min(30.0, odds)))), worst)


@cache
def model() -> Model:
    """Give the fitted numbers, read once."""
    text = (files(__package__) / "weights.toml").read_text(encoding="utf-8")
    return Model.model_validate(tomllib.loads(text))
