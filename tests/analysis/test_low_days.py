"""Low days: seen when most of a day is missing, silent on noise, and blind on festivals."""

from __future__ import annotations

import numpy as np
import pytest

from brain.analysis.low_days import HISTORY_DAYS, Floats, low_days

DAYS = HISTORY_DAYS + 3
BAR = 2.8


def series(many: int, mean: float, seed: int = 0) -> Floats:
    """Poisson days."""
    return np.random.default_rng(seed).poisson(mean, (many, DAYS)).astype(np.float64)


def test_a_day_at_nothing_is_seen() -> None:
    """A usual day of twenty that sells nothing stands far below the bar, the days beside it do not."""
    counts = series(1, 20.0, seed=3)
    counts[0, -2] = 0
    found = low_days(counts, np.zeros_like(counts, dtype=bool), 3)
    assert (found.z[0] < -BAR).tolist() == [False, True, False]
    assert found.expected[0, 1] == pytest.approx(20, abs=6)


def test_noise_is_hardly_ever_low() -> None:
    """Of 3,000 quiet days at most one in a hundred passes the bar."""
    counts = series(1000, 15.0)
    found = low_days(counts, np.zeros_like(counts, dtype=bool), 3)
    assert (found.z < -BAR).mean() < 0.01


def test_each_series_is_judged_by_itself() -> None:
    """Another series beside it changes nothing."""
    counts = series(5, 12.0, seed=2)
    marked = np.zeros_like(counts, dtype=bool)
    together, alone = low_days(counts, marked, 3), low_days(counts[2:3], marked[2:3], 3)
    np.testing.assert_allclose(together.z[2], alone.z[0])


def test_a_festival_is_neither_judged_nor_compared_with() -> None:
    """A marked day has no z; a marked day of an earlier week does not lift what is expected."""
    counts = series(1, 20.0, seed=4)
    marked = np.zeros_like(counts, dtype=bool)
    marked[0, -1] = True
    counts[0, -8 - 1] = 500
    lifted = low_days(counts, marked, 3)
    assert np.isnan(lifted.z[0, -1])
    marked[0, -8 - 1] = True
    plain = low_days(counts, marked, 3)
    assert plain.expected[0, 1] <= lifted.expected[0, 1]


def test_shapes_must_fit() -> None:
    """Too few days cannot be judged."""
    counts = series(2, 5.0)[:, :40]
    with pytest.raises(ValueError, match="must be"):
        low_days(counts, np.zeros_like(counts, dtype=bool), 3)


def test_a_sale_that_fails_is_seen() -> None:
    """A marked day on which more is sold is no yardstick, and low all the same when nothing came."""
    counts = series(1, 20.0, seed=4)
    marked = np.zeros_like(counts, dtype=bool)
    marked[0, -1] = True
    counts[0, -1] = 0
    assert low_days(counts, marked, 3, np.zeros_like(marked)).z[0, -1] < -BAR


def test_fewer_weeks_to_compare_with_need_a_deeper_fall() -> None:
    """With three weeks of six marked the same day is less far off."""
    counts = np.full((1, DAYS), 16.0)
    counts[0, -1] = 4
    marked = np.zeros_like(counts, dtype=bool)
    all_six = low_days(counts, marked, 3).z[0, -1]
    marked[0, [-8, -15, -22]] = True
    assert all_six < low_days(counts, marked, 3).z[0, -1] < -BAR
