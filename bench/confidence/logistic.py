"""A logistic model whose weights are never negative, fitted with ridges towards a prior.

Coordinate descent with Newton steps: each weight in turn goes to the minimum of the penalised loss along its
axis, no lower than zero. The loss is convex, so the order does not matter.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Vector = NDArray[np.float64]

_SWEEPS = 200
_DONE = 1e-5
_LONGEST_STEP = 1.0


class Fit(NamedTuple):
    """Log-odds without doubts, and what each doubt takes away; all weights are at least 0."""

    start: float
    weights: Vector


def probabilities(fit: Fit, doubts: Vector) -> Vector:
    """Give the probability of each row of ``doubts`` (rows x doubts)."""
    odds = np.clip(fit.start - doubts @ fit.weights, -30.0, 30.0)
    result: Vector = 1.0 / (1.0 + np.exp(-odds))
    return result


def fit_logistic(
    doubts: Vector, right: Vector, prior: Fit, ridge: float, start_ridge: float
) -> Fit:
    """Fit ``P(right) = 1 / (1 + exp(-(start - doubts @ weights)))``.

    ``doubts`` is rows x doubts, ``right`` rows of 0 or 1. ``ridge`` and ``start_ridge`` are the strengths
    of the pull towards the prior's weights and start: as many rows as a ridge must speak against it.
    """
    signed = np.hstack([np.ones((len(right), 1)), -doubts])
    goal = np.concatenate([[prior.start], prior.weights])
    pull = np.concatenate([[start_ridge], np.full(doubts.shape[1], ridge)])
    at = goal.copy()
    odds = signed @ at
    for _ in range(_SWEEPS):
        furthest = 0.0
        for axis in range(len(at)):
            chance = 1.0 / (1.0 + np.exp(-np.clip(odds, -30.0, 30.0)))
            column = signed[:, axis]
            slope = column @ (chance - right) + pull[axis] * (at[axis] - goal[axis])
            curve = (column * column) @ (chance * (1.0 - chance)) + pull[axis]
            step = float(np.clip(-slope / curve, -_LONGEST_STEP, _LONGEST_STEP))
            if axis:
                step = max(step, -at[axis])
            at[axis] += step
            odds += step * column
            furthest = max(furthest, abs(step))
        if furthest < _DONE:
            break
    return Fit(float(at[0]), at[1:])
