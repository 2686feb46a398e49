"""Odd days: seen when planted, silent on quiet years, and each explained by the days it was compared with."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.anomaly import KINDS, YEAR, year_of
from brain.analysis.anomaly import HOURS, bar_for, find_anomalies, marks_by_place

WEEK = np.array([0.9, 0.9, 1.0, 1.0, 1.1, 1.3, 0.8])


def quiet(seed: int, days: int = 200, level: float = 100.0) -> np.ndarray:
    """Orders a day with a weekly shape and counting noise."""
    chance = np.random.default_rng(seed)
    return chance.poisson(level * WEEK[np.arange(days) % 7]).astype(np.float64)


def test_a_day_that_lost_half_its_orders_is_seen_and_explained() -> None:
    """With what was expected, a range that does not hold it, and eight days of the same weekday."""
    values = quiet(1)
    values[-1] *= 0.5
    result = find_anomalies(values, look_at=1, noise=1.0)
    assert len(result.anomalies) == 1
    odd = result.anomalies[0]
    assert (odd.place, odd.direction, len(odd.compared)) == (199, "low", 8)
    assert odd.actual < odd.low < odd.expected < odd.high
    assert {(199 - place) % 7 for place in odd.compared} == {0}


def test_a_flood_of_orders_is_high() -> None:
    """Twice the usual is as odd as half of it."""
    values = quiet(2)
    values[150] *= 2
    result = find_anomalies(values, look_at=60, noise=1.0)
    assert [(one.place, one.direction) for one in result.anomalies] == [(150, "high")]
    assert result.judged == 60


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "heavy_tails"])
def test_a_quiet_year_has_about_no_false_alarm(kind: str) -> None:
    """Five quiet years of each kind of noise give at most one a year on average, as promised."""
    alarms = 0
    for seed in range(100, 105):
        values, noise = year_of(kind, seed)
        alarms += len(find_anomalies(values, look_at=YEAR, noise=noise).anomalies)
    assert alarms <= 5


def test_heavy_tails_give_few_more() -> None:
    """Where extreme days are usual (Student's t, 5 degrees), four a year at most over five years."""
    found = [find_anomalies(year_of("heavy_tails", s)[0], look_at=YEAR).anomalies for s in range(100, 105)]
    assert sum(len(one) for one in found) <= 20


def test_a_shop_that_grows_is_not_odd_every_day() -> None:
    """One per cent more each day for half a year is a level, not an anomaly."""
    days = np.arange(200)
    values = np.random.default_rng(3).poisson(100 * WEEK[days % 7] * 1.01**days).astype(np.float64)
    assert find_anomalies(values, look_at=100, noise=1.0).anomalies == ()


def test_one_odd_day_does_not_make_the_next_ones_odd() -> None:
    """After a day of five times the sales, the next weeks are judged as if it had not been."""
    values = quiet(4)
    values[160] *= 5
    assert [one.place for one in find_anomalies(values, look_at=60, noise=1.0).anomalies] == [160]


def test_a_festival_is_compared_with_the_last_one() -> None:
    """Three times the sales are usual on this day; an ordinary day's sales on it are odd."""
    marks = {50: "eleven", 190: "eleven"}
    values = quiet(5)
    values[50] *= 3
    as_always, failed = values.copy(), values.copy()
    as_always[190] *= 3
    assert find_anomalies(as_always, look_at=20, marks=marks, noise=1.0).anomalies == ()
    result = find_anomalies(failed, look_at=20, marks=marks, noise=1.0)
    assert [(one.place, one.mark, one.compared) for one in result.anomalies] == [(190, "eleven", (50,))]


def test_a_festival_not_seen_before_is_not_judged() -> None:
    """Nothing is known about it, and that is said."""
    values = quiet(6)
    values[195] *= 4
    result = find_anomalies(values, look_at=10, marks={195: "new"}, noise=1.0)
    assert result.anomalies == ()
    assert result.unjudged == {195: "festival_not_seen_before"}
    assert result.judged == 9


def test_a_weekday_that_is_always_closed_is_not_judged() -> None:
    """Nothing on a Sunday is as it should be."""
    values = quiet(7) * (np.arange(200) % 7 != 6)
    result = find_anomalies(values, look_at=28, noise=1.0)
    assert set(result.unjudged.values()) == {"usually_closed"}
    assert len(result.unjudged) == 4
    assert result.anomalies == ()


def test_a_closed_shop_is_odd() -> None:
    """No sale on a weekday that has always had some."""
    values = quiet(8)
    values[-1] = 0
    odd = find_anomalies(values, look_at=1, noise=1.0).anomalies
    assert odd[0].z < -5


def test_a_short_history_is_said_to_be_short() -> None:
    """Four weeks are too few to know what is usual."""
    result = find_anomalies(quiet(9, 28), look_at=7, noise=1.0)
    assert result.judged == 0
    assert set(result.unjudged.values()) == {"too_short"}
    assert result.scatter is None


def test_hours_are_compared_with_the_same_hour_of_the_week() -> None:
    """An evening without orders is seen although nights never have any."""
    chance = np.random.default_rng(10)
    hours = np.arange(24 * 7 * 14)
    values = chance.poisson(40 * np.maximum(np.sin((hours % 24 - 6) / 24 * 2 * np.pi), 0)).astype(np.float64)
    values[-12] = 0  # noon of the last day
    result = find_anomalies(values, look_at=24, season=HOURS, noise=1.0)
    assert [one.place for one in result.anomalies] == [len(hours) - 12]
    assert all((len(hours) - 12 - place) % 168 == 0 for place in result.anomalies[0].compared)


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10**6), st.floats(0.01, 1000))
def test_the_unit_of_money_does_not_matter(seed: int, unit: float) -> None:
    """In yuan or in fen the same days are odd."""
    chance = np.random.default_rng(seed)
    values = 1000 * WEEK[np.arange(130) % 7] * np.exp(chance.standard_t(3, 130) * 0.2)
    one, other = (find_anomalies(v, look_at=30) for v in (values, values * unit))
    assert [a.place for a in one.anomalies] == [a.place for a in other.anomalies]


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 10**6), st.integers(1, 40))
def test_the_future_judges_no_day(seed: int, later: int) -> None:
    """A day is as odd on the day itself as in hindsight."""
    values = quiet(seed, 160, 20)
    values[120] = 0
    then = find_anomalies(values[:121], look_at=1, noise=1.0).anomalies
    now = find_anomalies(values[: 121 + later], look_at=later + 1, noise=1.0).anomalies
    assert [a for a in now if a.place == 120] == list(then)


def test_the_bar_follows_the_number_of_alarms_wanted() -> None:
    """Fewer alarms, higher bar; hours, of which a year has more, need a higher one than days."""
    assert bar_for(5, 365.25) < bar_for(1, 365.25) < bar_for(0.2, 365.25)
    assert bar_for(1, 365.25) < bar_for(1, 8766)
    with pytest.raises(ValueError, match="alarms_per_year"):
        bar_for(0, 365.25)


def test_days_become_places() -> None:
    """A calendar's names at the places of a series; days outside it are left out."""
    first = date(2026, 11, 1)
    marks = {date(2026, 11, 11): "eleven", first - timedelta(days=1): "before"}
    assert marks_by_place(first, 20, marks) == {10: "eleven"}


def test_an_empty_window_is_refused() -> None:
    """There is nothing to look at."""
    with pytest.raises(ValueError, match="look_at"):
        find_anomalies(quiet(1), look_at=0)
