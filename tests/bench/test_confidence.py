"""Fitting the confidence: the model, the limits, the file."""

from __future__ import annotations

import tomllib

import numpy as np
import pytest

from bench.confidence.fitting import FOUND, fit_fields
from bench.confidence.limit import (
    ALLOWED,
    NONE,
    WRONG_AT_MOST,
    Outcome,
    Shares,
    choose,
    judge,
    outcome,
)
from bench.confidence.logistic import Fit, fit_logistic, probabilities
from bench.confidence.samples import Sample, SheetSamples
from bench.confidence.writing import as_toml
from bench.sheets import Level
from parsing.confidence.model import SHARED, Acceptance, Model, Origin, assurance

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


def test_the_limit_accepts_what_is_sure_and_leaves_what_is_wrong() -> None:
    sure = [Outcome(0.2, 12, 0, 0)] * 30
    unsure = [Outcome(0.7, 12, 2, 0)] * 10
    acceptance = choose([*sure, *unsure])
    assert acceptance.limit == 0.2
    assert judge([*sure, *unsure], acceptance.limit) == (0.75, 1.0, 0.0)
    assert choose([*sure, *unsure], Shares(wrong=0.1)).limit == 0.7


def test_a_lost_field_weighs_less_than_a_wrong_value() -> None:
    lossy = [*[Outcome(0.2, 12, 0, 0)] * 90, *[Outcome(0.4, 12, 0, 1)] * 10]
    acceptance = choose(lossy)
    assert acceptance.limit == 0.4
    assert judge(lossy, acceptance.limit).lost == pytest.approx(10 / 1210)
    assert choose(lossy, Shares(lost=0.005)).limit == 0.2
    assert choose([one._replace(wrong=one.lost, lost=0) for one in lossy]).limit == 0.2


def test_the_limit_accepts_nothing_when_nothing_is_right_enough() -> None:
    outcomes = [Outcome(0.1, 10, 1, 0)] * 20
    assert judge(outcomes, choose(outcomes).limit) == (0.0, None, None)


def test_of_few_sheets_more_is_demanded_than_of_many() -> None:
    assert choose([Outcome(0.2, 12, 0, 0)] * 10).limit == NONE
    assert choose([Outcome(0.2, 12, 0, 0)] * 30).limit == 0.2


def test_a_mistake_among_the_surest_sheets_does_not_end_the_choice() -> None:
    outcomes = [
        Outcome(0.1, 12, 1, 0),
        *[Outcome(0.2, 12, 0, 0)] * 80,
        *[Outcome(0.4, 12, 1, 0)] * 20,
    ]
    assert choose(outcomes).limit == 0.2


def test_a_sheet_without_a_required_field_is_never_accepted() -> None:
    sheet = SheetSamples(1, Level.CLEAN, complete=False, samples=(Sample("title", True, {}, True),))
    assert judge([outcome(sheet, [0.99])], 99.0) == (0.0, None, None)
    whole = outcome(sheet._replace(complete=True), [0.75], Shares(wrong=0.0))
    assert whole == (0.25, 1, 0, 0)
    assert judge([whole], 0.25) == (1.0, 1.0, 0.0)


def test_a_sheet_with_more_fields_may_have_more_doubt() -> None:
    sample = Sample("title", True, {}, True)
    one, two = (SheetSamples(1, Level.CLEAN, complete=True, samples=(sample,) * n) for n in (1, 2))
    few, many = outcome(one, [0.9]), outcome(two, [0.95, 0.95])
    assert few.excess - many.excess == pytest.approx(ALLOWED * WRONG_AT_MOST)
    accepted = choose([many] * 200)
    assert accepted.bound(2) >= 0.1
    assert accepted.bound(1) < 0.1


def test_the_file_gives_the_model_back() -> None:
    fitted = fit_fields(samples(), FOUND)
    origin = Origin(
        date="1980-01-01", commit="abc", command="x", seeds="1:2", levels=("clean",), sets=1,
        found=2, absent=3,
    )  # fmt: skip
    acceptance = Acceptance(limit=0.9, allowance=0.02, wrong_at_most=0.01, lost_at_most=0.02)
    made = Model(origin=origin, acceptance=acceptance, found=fitted, absent=fitted)
    assert Model.model_validate(tomllib.loads(as_toml(made))) == made
