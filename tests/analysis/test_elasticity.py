"""Elasticity: the planted one lies in four of five intervals, thin or one-sided histories say nothing, festivals do not pass for prices."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.elasticity import FIRST_DAY, KINDS, judge, on_real_prices, world
from brain.analysis.elasticity import (
    LEAST_UNITS,
    PUBLISHED,
    Elasticity,
    NoElasticity,
    Prior,
    drawn_towards,
    estimate_elasticities,
    prior_of,
    sales_of_comparable,
)

MONDAY = date(2026, 1, 5)
DAYS = 364


def steps(*prices: float) -> np.ndarray:
    """A year in which the price takes these values in turn, four weeks each, again and again."""
    return np.resize(np.repeat(np.array(prices), 28), (1, DAYS))


def sold(price: np.ndarray, elasticity: float = -2.0, pace: float = 6.0, seed: int = 1) -> np.ndarray:
    """Poisson units at a constant elasticity."""
    rate = pace * (price / price[0, 0]) ** elasticity
    return np.random.default_rng(seed).poisson(rate).astype(float)


def estimate(
    units: np.ndarray, price: np.ndarray, there: np.ndarray | None = None
) -> Elasticity | NoElasticity:
    """Of one product."""
    there = np.ones(units.shape, dtype=np.bool_) if there is None else there
    return estimate_elasticities(units, price, there, first_day=MONDAY)[0]


def said(one: Elasticity | NoElasticity) -> Elasticity:
    """An estimate that was not refused."""
    assert isinstance(one, Elasticity)
    return one


@pytest.mark.parametrize(("kind", "days"), [("counts", 364), ("lasting_shocks", 364), ("everything", 182)])
def test_the_planted_elasticity_lies_in_four_of_five_intervals(kind: str, days: int) -> None:
    """Also with shocks that last for weeks, promotions, a season, wholesale orders and empty shelves; before and after drawing."""
    figures = judge(world(17, days, KINDS[kind]))
    # 400 products: a nominal 80 % has a standard error of 2 %; the intervals are a little wider than nominal where nothing is hard.
    assert 0.75 <= figures["own_held"] <= 0.95
    assert 0.75 <= figures["drawn_held"] <= 0.92
    assert abs(figures["own_bias"]) < 0.15
    assert figures["drawn_width"] < figures["own_width"]
    assert figures["tests_that_bring_more"] >= 0.85


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10**6), st.floats(0.01, 10_000))
def test_another_currency_changes_nothing(seed: int, factor: float) -> None:
    """All prices times a constant: the same elasticity, the same interval, the range of prices scaled."""
    price = steps(10, 9, 8, 10, 8.5)
    units = sold(price, seed=seed)
    one, other = said(estimate(units, price)), said(estimate(units, price * factor))
    assert other.mid == pytest.approx(one.mid, rel=1e-6, abs=1e-6)
    assert other.low == pytest.approx(one.low, rel=1e-6, abs=1e-6)
    assert other.cheapest == pytest.approx(one.cheapest * factor)


def test_days_that_do_not_count_are_not_read() -> None:
    """Whatever stands on days that are left out (festivals at a discount, empty shelves) changes nothing."""
    price = steps(10, 9, 8)
    units, there = sold(price), np.ones((1, DAYS), dtype=np.bool_)
    there[0, 100:130] = False
    clean = estimate(units, price, there)
    units[0, 100:130], price[0, 100:130] = 500, 1.0
    assert estimate(units, price, there) == clean


def test_a_festivals_crowd_is_no_answer_to_its_discount() -> None:
    """Discounts when everybody buys look like an elasticity of -6 or beyond; with those days left out the true -1.5 is in reach."""
    price = steps(10, 9.5, 9)
    festival = np.zeros((1, DAYS), dtype=np.bool_)
    for start in (40, 150, 260):
        festival[0, start : start + 14] = True
    price = np.where(festival, 8.0, price)
    units = (
        np.random.default_rng(5).poisson(8 * (price / 10) ** -1.5 * np.where(festival, 3, 1)).astype(float)
    )
    assert said(estimate(units, price)).mid < -5
    left_out = said(estimate(units, price, ~festival))
    assert left_out.low <= -1.5 <= left_out.high


def test_a_season_that_all_share_is_no_answer_to_a_price() -> None:
    """Prices fall as the season does: alone it looks as if dear sold more; beside comparable goods the sign is right."""
    season = 1 + 0.8 * np.sin(2 * np.pi * np.arange(DAYS) / 182)
    price = np.where(np.repeat(season[::14], 14)[:DAYS] > 1, 10.0, 8.0)[None]
    chance = np.random.default_rng(6)
    rest = chance.poisson(10 * season, (9, DAYS)).astype(float)
    own = chance.poisson(10 * season * (price[0] / 10) ** -1.5).astype(float)
    units = np.concatenate([own[None], rest])
    prices = np.concatenate([price, np.full((9, DAYS), 10.0)])
    there = np.ones(units.shape, dtype=np.bool_)
    comparable = sales_of_comparable(units, np.zeros(10, dtype=np.int64))
    alone = said(estimate(units[:1], price))
    beside = said(estimate_elasticities(units, prices, there, first_day=MONDAY, comparable=comparable)[0])
    assert alone.mid > 0
    assert beside.low <= -1.5 <= beside.high


@pytest.mark.parametrize(
    ("price", "reason"),
    [
        (steps(10.0), "narrow_prices"),
        (steps(10.0, 9.7), "narrow_prices"),
        (np.where(np.arange(DAYS) < 180, 10.0, 8.0)[None], "few_changes"),
        (np.where(np.arange(DAYS) % 40 == 0, 8.0, 10.0)[None], "narrow_prices"),
        (np.full((1, DAYS), np.nan), "few_days"),
    ],
    ids=["one price", "three percent apart", "one change", "ten days at it", "unknown"],
)
def test_prices_that_hardly_moved_say_nothing(price: np.ndarray, reason: str) -> None:
    """Two prices, a fortnight each, a twentieth apart, there and back: less is no evidence."""
    units = np.random.default_rng(7).poisson(6.0, (1, DAYS)).astype(float)
    assert estimate(units, price) == NoElasticity(reason)  # type: ignore[arg-type]


def test_few_pieces_and_few_days_say_nothing() -> None:
    """Under sixty pieces, or under eight weeks."""
    price = steps(10, 8)
    units = np.zeros((1, DAYS))
    units[0, : LEAST_UNITS - 1] = 1
    assert estimate(units, price) == NoElasticity("few_units")
    short = np.ones((1, DAYS), dtype=np.bool_)
    short[0, 55:] = False
    assert estimate(sold(price), price, short) == NoElasticity("few_days")


def test_promoted_days_are_no_evidence_on_the_price() -> None:
    """Cheap only while promoted: what the promotion did and what the price did cannot be told apart."""
    price = steps(10, 8)
    promoted = price < 9
    there = np.ones((1, DAYS), dtype=np.bool_)
    answer = estimate_elasticities(sold(price), price, there, first_day=MONDAY, promoted=promoted)[0]
    assert answer == NoElasticity("narrow_prices")


def test_a_category_says_what_its_products_do() -> None:
    """The prior of many is near their mean and wider than its error; of few it is the published one."""
    made = world(3, 364, KINDS["counts"])
    own = estimate_elasticities(made.units, made.price, made.there, first_day=FIRST_DAY)
    prior = prior_of(own)
    assert prior.mean == pytest.approx(-2.0, abs=0.2)
    assert prior.spread == pytest.approx(0.8, abs=0.2)
    assert prior_of(own[:3]) == PUBLISHED
    assert prior_of([], Prior(-1, 1)) == Prior(-1, 1)


@given(st.floats(-6, 2), st.floats(0.05, 5), st.floats(-4, 0), st.floats(0.1, 3))
def test_drawing_lies_between_and_narrows(mid: float, error: float, mean: float, spread: float) -> None:
    """Never beyond the two that it combines, never wider than either."""
    own = Elasticity(mid - error, mid, mid + error, error, 9.0, 300, 900, 8.0, 10.0)
    drawn = drawn_towards(own, Prior(mean, spread))
    assert min(mid, mean) - 1e-9 <= drawn.mid <= max(mid, mean) + 1e-9
    assert drawn.standard_error <= min(error, spread)
    assert drawn.low < drawn.mid < drawn.high
    assert drawn.drawn


def test_comparable_sales_leave_the_product_itself_out() -> None:
    """A product's own peak does not move its own index, and an index is 1 on average."""
    units = np.full((3, 70), 20.0)
    units[0, 30:37] = 500
    comparable = sales_of_comparable(units, np.zeros(3, dtype=np.int64))
    assert comparable[0] == pytest.approx(1.0)
    assert comparable[1, 33] > 2
    assert comparable[1].mean() == pytest.approx(1.0, abs=0.05)


def test_shapes_that_differ_are_refused() -> None:
    """Everything stands side by side."""
    with pytest.raises(ValueError, match="must be units'"):
        estimate_elasticities(
            np.ones((1, 9)), np.ones((1, 8)), np.ones((1, 9), dtype=np.bool_), first_day=MONDAY
        )


def test_real_prices_tell_the_direction_of_weeks_that_were_held_out(real_data: Path) -> None:
    """Where half of the weeks say "sells less when dearer", nine of ten products do in the other half; few products say anything."""
    assert (real_data / "online_retail").is_dir()
    figures = on_real_prices()
    assert 20 <= figures["said"] <= 0.1 * figures["products"]
    assert figures["below_zero"] >= 0.9
    assert -3 < figures["median"] < -0.5
    halves = [figures["by_weeks_0"], figures["by_weeks_1"]]
    assert sum(half["clear"] for half in halves) >= 20
    assert all(half["clear_held"] >= 0.9 for half in halves)
