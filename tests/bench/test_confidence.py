"""Fitting the confidence: the model, the limits, the file."""

from __future__ import annotations

import tomllib

import numpy as np
import pytest

from bench.confidence.fitting import FOUND, fit_fields
from bench.confidence.logistic import Fit, fit_logistic, probabilities
from bench.confidence.samples import Sample
from bench.confidence.thresholds import Outcome, choose, judge
from bench.confidence.writing import as_toml
from parsing.confidence.model import SHARED, Model, Origin, Thresholds, assurance

NOTHING = Fit(0.0, np.zeros(2))


def drawn(count: int = 4000) -> tuple[np.ndarray, np.ndarray]:
    """Give doubts of which the first costs 3 and the second nothing."""
    dice = np.random.default_rng(7)
    doubts = dice.random((count, 2))
    right = dice.random(count) < probabilities(Fit(4.0, np.array([3.0, 0.0])), doubts)
    return doubts, right.astype(float)


def test_the_fit_finds_what_the_outcomes_were_drawn_from() -> None:
    fit = fit_logistic(*drawn(), NOTHING, ridge=0.1, start_ridge=0.1)
    assert fit.start == pytest.approx(4.0, abs=0.4)
    assert fit.weights == pytest.approx([3.0, 0.0], abs=0.4)


def test_no_weight_is_negative() -> None:
    doubts, right = drawn()
    fit = fit_logistic(-doubts + 1.0, right, NOTHING, ridge=0.1, start_ridge=0.1)
    assert (fit.weights >= 0).all()


def test_a_strong_ridge_holds_to_the_prior() -> None:
    prior = Fit(1.0, np.array([2.0, 2.0]))
    fit = fit_logistic(*drawn(20), prior, ridge=1e6, start_ridge=1e6)
    assert fit.start == pytest.approx(1.0, abs=0.01)
    assert fit.weights == pytest.approx([2.0, 2.0], abs=0.01)


def samples() -> list[Sample]:
    return [
        Sample(name, True, {"least": doubt}, right)
        for name, wrong in (("title", 8), ("origin", 1))
        for at in range(40)
        for doubt, right in ((float(at < wrong), at >= wrong),)
    ]


def test_a_field_with_more_mistakes_is_less_sure() -> None:
    fitted = fit_fields(samples(), FOUND)
    assert fitted.keys() == {SHARED, "title", "origin"}
    doubtful = {name: assurance(own, {"least": 1.0}).probability for name, own in fitted.items()}
    assert doubtful["title"] < doubtful["origin"]
    assert assurance(fitted[SHARED], {"least": 0.0}).probability > 0.95


def test_limits_accept_what_is_sure_and_leave_what_is_wrong() -> None:
    sure = [Outcome(0.99, 0.98, 12, 0)] * 30
    unsure = [Outcome(0.7, 0.95, 12, 2)] * 10
    lost = [Outcome(0.99, 0.6, 12, 1)] * 10
    limits = choose([*sure, *unsure, *lost])
    assert judge([*sure, *unsure, *lost], limits) == (0.6, 1.0)


def test_limits_accept_nothing_when_nothing_is_right_enough() -> None:
    limits = choose([Outcome(0.9, 0.9, 10, 1)] * 20)
    assert limits == Thresholds(found=1.0, absent=1.0)


def test_the_file_gives_the_model_back() -> None:
    fitted = fit_fields(samples(), FOUND)
    origin = Origin(
        date="1980-01-01", commit="abc", command="x", seeds="1:2", levels=("clean",), sets=1,
        found=2, absent=3,
    )  # fmt: skip
    limits = Thresholds(found=0.9, absent=0.8)
    made = Model(origin=origin, thresholds=limits, found=fitted, absent=fitted)
    assert Model.model_validate(tomllib.loads(as_toml(made))) == made
