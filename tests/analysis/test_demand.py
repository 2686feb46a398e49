"""Demand ahead: the truth where there is no noise, not fooled by empty shelves, single large orders or a wholesaler next door."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from brain.analysis.demand import demand_from_days, demand_from_forecast, demand_of_each, filled
from brain.analysis.forecast import Forecast, forecast

MONDAY = date(2026, 1, 5)
WEEK = np.array([0.9, 0.9, 1.0, 1.0, 1.1, 1.3, 0.8])


def always(units: np.ndarray) -> np.ndarray:
    """Never sold out."""
    return np.ones(units.shape, dtype=np.bool_)


def counts(seed: int, pace: float, items: int = 1, days: int = 112) -> np.ndarray:
    """Poisson counts with a shape of the week."""
    return np.random.default_rng(seed).poisson(pace * WEEK[np.arange(days) % 7], (items, days)).astype(float)


def test_an_even_product_goes_on_as_it_did() -> None:
    """Every week the same: the next days are the same weekdays, and counting is all there is to doubt beside drift."""
    units = np.tile(10 * WEEK, 16)[None]
    made = demand_from_days(units, always(units), MONDAY, 9)
    assert made.daily[0] == pytest.approx(np.resize(10 * WEEK, 9), rel=0.01)
    assert made.noise[0] == 1.0
    assert made.supported[0]


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10**6), st.floats(2, 40), st.integers(3, 21))
def test_empty_shelves_are_not_low_demand(seed: int, pace: float, gone: int) -> None:
    """Days sold out at the very end do not move the mean as zeros would, and leave more doubt than days that were seen."""
    units = counts(seed, pace)
    there = always(units)
    full = demand_from_days(units, there, MONDAY, 7)
    out = units.copy()
    out[:, -gone:] = 0
    there[:, -gone:] = False
    censored = demand_from_days(out, there, MONDAY, 7)
    zeros = demand_from_days(out, always(units), MONDAY, 7)
    assert censored.daily.sum() > zeros.daily.sum()
    assert censored.daily.sum() == pytest.approx(full.daily.sum(), rel=0.2 + 3 / np.sqrt(14 * pace))
    assert censored.drift[0] > full.drift[0] * 0.9


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10**6), st.integers(1, 5), st.floats(0.1, 30))
def test_filling_never_lowers_and_keeps_what_was_seen(seed: int, items: int, pace: float) -> None:
    """Days on the shelf stay as they are; the others rise or stay."""
    units = counts(seed, pace, items)
    there = np.random.default_rng(seed).uniform(size=units.shape) > 0.2
    whole = filled(units * there, there, MONDAY)
    assert (whole[there] == units[there]).all()
    assert (whole >= units * there).all()


def test_filled_days_bring_back_what_was_missed() -> None:
    """With a tenth of the days gone, the sum is within a few percent of what was wanted."""
    units = counts(3, 8.0, items=20)
    there = np.random.default_rng(4).uniform(size=units.shape) > 0.1
    assert filled(units * there, there, MONDAY).sum() == pytest.approx(units.sum(), rel=0.03)


def test_one_large_order_is_no_habit() -> None:
    """A single order of 400 pieces moves the mean of a product that sells 5 a day by less than a fifth; ten of them do."""
    units = counts(5, 5.0)
    plain = demand_from_days(units, always(units), MONDAY, 7).daily.sum()
    once = units.copy()
    once[0, 100] += 400
    assert demand_from_days(once, always(units), MONDAY, 7).daily.sum() < 1.2 * plain
    often = units.copy()
    often[0, 5:105:10] += 400
    assert demand_from_days(often, always(units), MONDAY, 7).daily.sum() > 3 * plain


def test_a_wholesalers_product_does_not_make_the_others_lumpy() -> None:
    """Scatter is drawn towards the median product, not towards the largest one."""
    units = counts(6, 1.0, items=9)
    alone = demand_from_days(units, always(units), MONDAY, 7).noise
    units[0] += 500.0 * (np.random.default_rng(7).uniform(size=112) < 0.1)
    assert demand_from_days(units, always(units), MONDAY, 7).noise[1:] == pytest.approx(alone[1:], rel=0.1)


def test_few_sales_and_few_days_are_not_supported() -> None:
    """Three days with a sale, or three weeks on the shelf, are not shown."""
    units = np.zeros((2, 60))
    units[0, [3, 20, 40]] = 1
    units[1] = 2
    there = always(units)
    there[1, :-21] = False
    assert demand_from_days(units, there, MONDAY, 7).supported.tolist() == [False, False]


def test_a_festival_ahead_is_lifted_as_it_was() -> None:
    """What tripled last time is expected well above an ordinary day."""
    units = np.tile(20 * WEEK, 20)[None]
    units[0, 52] *= 3
    marks = {MONDAY + timedelta(days=52): "eleven", MONDAY + timedelta(days=143): "eleven"}
    made = demand_from_days(units, always(units), MONDAY, 7, marks)
    assert made.daily[0, 3] > 1.5 * 20 * WEEK[143 % 7]


def test_the_forecasts_mean_stands_where_it_has_support() -> None:
    """The forecast's days for the product that sells, our own for the one that hardly does; shapes must fit."""
    units = np.concatenate([counts(8, 6.0), np.zeros((1, 112))])
    units[1, [10, 30, 50, 70, 90]] = 1
    own = demand_from_days(units, always(units), MONDAY, 14)
    made = forecast(units, MONDAY, 14)
    assert isinstance(made, Forecast)
    both = demand_from_forecast(made, own)
    assert (both.daily[0] == made.mid[0]).all()
    assert (both.daily[1] == own.daily[1]).all()
    with pytest.raises(ValueError, match=r"otherwise\.daily"):
        demand_from_forecast(made, demand_from_days(units, always(units), MONDAY, 7))


def test_shapes_that_do_not_fit_are_refused() -> None:
    """Units and days on the shelf stand side by side."""
    with pytest.raises(ValueError, match=r"one 2-d shape"):
        demand_from_days(np.zeros((2, 30)), np.ones((1, 30), dtype=np.bool_), MONDAY, 7)


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 10**6), st.floats(0.3, 20), st.floats(0.3, 20))
def test_products_of_many_shops_do_not_lean_on_one_another(seed: int, pace: float, other: float) -> None:
    """Each product's demand is the same alone and beside any other, and sums over a week are about what was sold."""
    units = np.concatenate([counts(seed, pace), counts(seed + 1, other)])
    alone, beside = (demand_of_each(some, always(some), 14) for some in (units[:1], units))
    assert alone.daily[0] == pytest.approx(beside.daily[0])
    assert alone.noise[0] == pytest.approx(beside.noise[0])
    assert alone.drift[0] == pytest.approx(beside.drift[0])
    assert (beside.daily == beside.daily[:, :1]).all()
    week = units[0, -28:].sum() / 4
    assert abs(beside.daily[0, :7].sum() - week) <= 4 * np.sqrt(week + 1) + 0.3 * week
