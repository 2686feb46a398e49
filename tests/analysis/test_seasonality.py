"""The usual day: weekdays, festivals, closed days and freak orders each have their place."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from brain.analysis.seasonality import (
    FREAK,
    IMAGINED,
    calendar_of,
    closed_days,
    level_of,
    lifts,
    usual_days,
    week_shape,
    without_freaks,
)

MONDAY = date(2026, 6, 1)
WEEK = np.array([1.0, 1.0, 1.0, 1.0, 1.0, 2.0, 0.0])


def weeks(count: int, level: float = 100.0) -> np.ndarray:
    """Whole weeks without noise: busy Saturdays, closed Sundays."""
    return np.tile(level * WEEK, count)[None]


def test_the_shape_of_the_week_is_read_exactly_without_noise() -> None:
    """Saturday sells twice as much as a Monday, Sunday nothing, and the mean is 1."""
    calendar = calendar_of(MONDAY, 70, 0, {})
    shape = week_shape(weeks(10), calendar, np.ones(70, bool))
    assert shape[0] == pytest.approx(WEEK / WEEK.mean())
    assert shape.mean() == pytest.approx(1)


def test_an_item_that_hardly_sells_has_the_shops_week() -> None:
    """Three pieces on three Wednesdays do not make a product of Wednesdays."""
    calendar = calendar_of(MONDAY, 70, 0, {})
    rare = np.zeros((1, 70))
    rare[0, [2, 23, 44]] = 1
    shape = week_shape(np.concatenate([weeks(10), rare]), calendar, np.ones(70, bool))
    assert shape[1, 5] > shape[1, 0]
    assert shape[1, 2] < 3 / (3 + IMAGINED) * 7 + shape[0, 2]


def test_a_holiday_is_closed_and_a_sunday_is_not() -> None:
    """A Tuesday without sales says nothing about demand; Sundays are as always."""
    values = weeks(10)
    values[0, 22] = 0
    closed = closed_days(values[0], calendar_of(MONDAY, 70, 0, {}))
    assert np.flatnonzero(closed).tolist() == [22]


def test_a_festival_is_lifted_by_what_it_did_last_time() -> None:
    """A day that tripled is expected well above an ordinary one, not quite threefold after one sight."""
    days = 120
    marks = {MONDAY + timedelta(days=30): "eleven", MONDAY + timedelta(days=125): "eleven"}
    calendar = calendar_of(MONDAY, days, 10, marks)
    values = np.full((1, days), 100.0)
    values[0, 30] = 300
    usable = np.ones(days, bool)
    shape = week_shape(values, calendar, usable & (calendar.mark[:days] < 0))
    lift = lifts(values, calendar, shape, usable)
    ahead = usual_days(shape, lift, calendar, range(days, days + 10))
    assert 2 < ahead[0, 5] < 3
    assert ahead[0, 4] == pytest.approx(1)


def test_a_festival_not_seen_is_an_ordinary_day() -> None:
    """Nothing is invented about what was never observed."""
    calendar = calendar_of(MONDAY, 70, 5, {MONDAY + timedelta(days=72): "new"})
    shape = week_shape(weeks(10), calendar, np.ones(70, bool))
    assert lifts(weeks(10), calendar, shape, np.ones(70, bool)).tolist() == [[1.0]]


def test_one_wholesale_order_is_cut_and_a_festival_is_not() -> None:
    """A day of 5,000 among days of 100 counts as a large day; the same on a marked day stays."""
    values = np.full((1, 70), 100.0)
    values[0, [20, 40]] = 5000
    calendar = calendar_of(MONDAY, 70, 0, {MONDAY + timedelta(days=40): "eleven"})
    tame = without_freaks(values, calendar, np.ones(70, bool))
    assert tame[0, 20] == pytest.approx(FREAK * 100)
    assert tame[0, 40] == 5000


@given(st.floats(0.1, 1e6), st.floats(5, 60))
def test_a_steady_shop_has_its_own_level(level: float, half_life: float) -> None:
    """Whatever the half-life, days of one level have that level."""
    calendar = calendar_of(MONDAY, 70, 0, {})
    values, usable = weeks(10, level), np.ones(70, bool)
    shape = week_shape(values, calendar, usable)
    days = usual_days(shape, np.ones((1, 0)), calendar, range(70))
    assert level_of(values, days, usable, half_life)[0] == pytest.approx(level * WEEK.mean())
