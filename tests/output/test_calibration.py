"""Whether stated probabilities are measured as they should be."""

from __future__ import annotations

import pytest

from output.evaluation.calibration import Stated, bins, calibration_error


def draw(count: int, stated: float, share: float) -> list[Stated]:
    return [Stated(stated, at < share * count) for at in range(count)]


def test_without_values_there_is_no_error() -> None:
    assert calibration_error([]) is None
    assert bins([]) == []


def test_a_share_as_stated_has_no_error() -> None:
    assert calibration_error(draw(100, 0.9, 0.9)) == pytest.approx(0.0, abs=0.01)


def test_the_error_is_the_distance_of_share_and_statement() -> None:
    (one,) = bins(draw(30, 0.9, 0.5))
    assert one.size == 30
    assert one.stated == pytest.approx(0.9)
    assert one.right == pytest.approx(0.5)
    assert calibration_error(draw(30, 0.9, 0.5)) == pytest.approx(0.4)


def test_bins_hold_all_values_and_rise() -> None:
    values = [Stated(at * 0.618 % 1.0, at % 3 > 0) for at in range(1003)]
    parts = bins(values)
    assert len(parts) == 10
    assert sum(part.size for part in parts) == 1003
    assert [part.stated for part in parts] == sorted(part.stated for part in parts)


def test_equal_probabilities_share_a_bin() -> None:
    values = [*draw(100, 0.5, 0.5), *draw(300, 0.99, 1.0)]
    assert [part.size for part in bins(values)] == [100, 300]
