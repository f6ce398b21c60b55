"""Doubts and their outcomes made into the numbers of ``parsing/confidence/weights.toml``."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import log
from typing import NamedTuple

import numpy as np

from bench.confidence.logistic import Fit, Vector, fit_logistic
from bench.confidence.samples import Sample
from parsing.confidence.model import SHARED, Weights

SHARED_RIDGE = 0.5
"""Pull of the shared weights towards zero."""


class Ridges(NamedTuple):
    """Pull of a field's weights, and of its start, towards the shared ones."""

    weights: float
    start: float


FOUND = Ridges(weights=3.0, start=0.5)
"""What makes a reading doubtful is much the same for all fields."""

ABSENT = Ridges(weights=0.7, start=0.2)
"""Where a lost field leaves its trace, and how often, is each field's own."""


def fit_fields(samples: Sequence[Sample], ridges: Ridges) -> dict[str, Weights]:
    """Fit the shared numbers, then those of each field towards them. All samples have the same doubts."""
    names = tuple(samples[0].doubts)
    doubts, right = _arrays(samples, names)
    share = (right.sum() + 1.0) / (len(right) + 2.0)
    nothing = Fit(log(share / (1.0 - share)), np.zeros(len(names)))
    shared = fit_logistic(doubts, right, nothing, SHARED_RIDGE, 0.01)
    fits = {SHARED: shared}
    for name in sorted({sample.field for sample in samples}):
        own = [sample for sample in samples if sample.field == name]
        doubts, right = _arrays(own, names)
        fits[name] = fit_logistic(doubts, right, shared, ridges.weights, ridges.start)
    return {name: _rounded(fit, names) for name, fit in fits.items()}


def _arrays(samples: Iterable[Sample], names: Sequence[str]) -> tuple[Vector, Vector]:
    rows = list(samples)
    doubts = np.array([[sample.doubts[name] for name in names] for sample in rows])
    return doubts, np.array([float(sample.right) for sample in rows])


def _rounded(fit: Fit, names: Sequence[str]) -> Weights:
    weights = {name: round(float(w), 3) for name, w in zip(names, fit.weights, strict=True)}
    return Weights(start=round(fit.start, 3), weights=weights)
