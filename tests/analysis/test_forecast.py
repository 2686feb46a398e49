"""The next days: right where there is no noise, below the naive error where there is, honest about what is not known."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.forecast import judge, retail_lines
from brain.analysis.forecast import LEAST_DAYS, LONGEST, Forecast, TooShort, days_needed, forecast

MONDAY = date(2026, 1, 5)
WEEK = np.array([0.9, 0.9, 1.0, 1.0, 1.1, 1.3, 0.8])


def noisy(seed: int, days: int, level: float = 200.0, items: int = 1) -> np.ndarray:
    """Counts with a weekly shape and a slowly drifting level."""
    chance = np.random.default_rng(seed)
    drift = np.exp(np.cumsum(chance.normal(0, 0.01, (items, days)), axis=1))
    return chance.poisson(level * WEEK[np.arange(days) % 7] * drift).astype(np.float64)


def made(values: np.ndarray, horizon: int, marks: dict[date, str] | None = None) -> Forecast:
    """A forecast that was not refused."""
    result = forecast(values, MONDAY, horizon, marks)
    assert isinstance(result, Forecast)
    return result


def test_a_shop_without_noise_is_forecast_exactly() -> None:
    """Every week the same: the next fortnight is the same, day by day."""
    values = np.tile(100 * WEEK, 12)[None]
    result = made(values, 14)
    assert result.mid[0] == pytest.approx(np.tile(100 * WEEK, 2))
    assert result.days[0] == MONDAY + timedelta(days=84)
    assert result.error == pytest.approx(0, abs=1e-9)


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10**6), st.integers(1, 40), st.floats(0.5, 500), st.integers(1, 4))
def test_intervals_hold_their_middle_and_days_add_up(
    seed: int, horizon: int, level: float, items: int
) -> None:
    """Low <= high, nothing negative, and a horizon is the sum of its days."""
    result = made(noisy(seed, days_needed(horizon), level, items), horizon)
    assert (result.low <= result.high).all()
    assert (result.low >= 0).all()
    assert result.total_mid == pytest.approx(result.mid.sum(axis=1))
    assert (result.total_low <= result.total_high).all()


def test_better_than_last_week_and_covering_four_in_five() -> None:
    """On ten noisy shops the error is at least 15 % below the naive one, and 80 % intervals hold 75-85 %."""
    missed = naive = 0.0
    held = days = 0
    for seed in range(10):
        values = noisy(seed, 200, 60)
        for origin in range(120, 187, 11):
            result = made(values[:, :origin], 14)
            truth = values[:, origin : origin + 14]
            missed += float(np.abs(result.mid - truth).sum())
            naive += float(np.abs(np.tile(values[:, origin - 7 : origin], 2) - truth).sum())
            held += int(((truth >= result.low) & (truth <= result.high)).sum())
            days += 14
    assert missed <= 0.85 * naive
    assert 0.75 <= held / days <= 0.86


def test_a_festival_ahead_is_lifted_and_one_never_seen_is_named() -> None:
    """What tripled last time is expected high; what was never there is an ordinary day and said to be unknown."""
    values = np.tile(100 * WEEK, 20)[None]
    values[0, 52] *= 3
    marks = {
        MONDAY + timedelta(days=52): "eleven",
        MONDAY + timedelta(days=143): "eleven",
        MONDAY + timedelta(days=146): "twelve",
    }
    result = made(values, 14, marks)
    assert result.mid[0, 3] > 2 * 100 * WEEK[3]
    assert result.mid[0, 4] == pytest.approx(100 * WEEK[4], rel=0.02)
    assert result.unseen == ("twelve",)


def test_a_past_festival_does_not_raise_the_level() -> None:
    """The week after a marked peak is forecast like the weeks before it."""
    values = np.tile(100 * WEEK, 12)[None]
    marks = {MONDAY + timedelta(days=78 + i): f"fair {i}" for i in range(4)}
    values[0, 78:82] *= 4
    assert made(values, 7, marks).mid[0] == pytest.approx(100 * WEEK, rel=0.03)


def test_a_weekday_that_is_always_closed_stays_closed() -> None:
    """No sales on Sundays, ever: none are forecast."""
    values = np.tile(100 * np.array([1, 1, 1, 1, 1, 1, 0.0]), 12)[None]
    result = made(values, 7)
    assert result.mid[0, 6] == 0
    assert result.high[0, 6] == pytest.approx(0)


def test_a_short_history_is_refused_with_what_it_takes() -> None:
    """Eight weeks at least, and two horizons beside a month."""
    assert forecast(noisy(1, LEAST_DAYS - 1), MONDAY, 7) == TooShort(LEAST_DAYS - 1, LEAST_DAYS)
    assert forecast(noisy(1, 80), MONDAY, 30) == TooShort(80, 88)
    assert isinstance(forecast(noisy(1, 88), MONDAY, 30), Forecast)


def test_an_item_that_hardly_sold_is_not_supported() -> None:
    """Seven days with sales are no rhythm; its neighbours are unaffected."""
    values = noisy(2, 100, 30, 2)
    values[1] = 0
    values[1, 10:17] = 3
    assert made(values, 14).supported.tolist() == [True, False]


def test_nothing_sold_at_all_is_nothing_forecast() -> None:
    """Zeros everywhere give zeros, no supported item, and no error of arithmetic."""
    result = made(np.zeros((2, 90)), 7)
    assert not result.supported.any()
    assert result.mid.sum() == result.high.sum() == 0


@pytest.mark.parametrize("horizon", [0, LONGEST + 1])
def test_an_impossible_horizon_is_refused(horizon: int) -> None:
    """Nought days, or more than a quarter."""
    with pytest.raises(ValueError, match="horizon"):
        forecast(noisy(1, 400), MONDAY, horizon)


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 10**6), st.floats(0.01, 1000))
def test_the_unit_of_money_does_not_matter(seed: int, unit: float) -> None:
    """A shop's net sales in fen are forecast as those in yuan, interval and all."""
    values = noisy(seed, 80)
    one, other = made(values, 10), made(values * unit, 10)
    assert other.mid == pytest.approx(one.mid * unit)
    assert other.low == pytest.approx(one.low * unit)
    assert other.total_high == pytest.approx(one.total_high * unit)


def test_days_with_more_given_back_than_sold_are_borne() -> None:
    """Net sales may fall below zero; low then may, too."""
    values = noisy(3, 100)
    values[0, 60] = -50
    result = made(values, 7)
    assert np.isfinite(result.low).all()
    assert (result.mid > 0).all()


def test_real_orders_are_forecast_better_than_by_last_week(real_data: Path) -> None:
    """Online Retail's orders a day, a fortnight ahead: at least 15 % below the naive error."""
    assert real_data.is_dir()
    import pandas as pd

    lines = retail_lines()
    orders = lines[lines["units"] > 0].groupby("day")["order"].nunique()
    days = pd.date_range(orders.index.min(), orders.index.max())
    values = orders.reindex(days, fill_value=0).to_numpy(dtype=np.float64)[None]
    figures = judge(values, days[0].date(), 14, range(120, 260, 10), {})
    assert figures["below_naive"] >= 0.15
    assert 0.7 <= figures["coverage"] <= 0.9
