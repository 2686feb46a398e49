"""Buying again: own rhythms count as far as they are known, chances are true, and thin pasts say nothing."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from brain.analysis.buying_again import (
    LEAST_PRODUCT_PAUSES,
    LEAST_RETURNS,
    Bought,
    best_of_each,
    bought,
    chance_within,
    expected_again,
    learn_waiting,
    pace,
    product_habits,
    when_due,
)

NAN = float("nan")


@st.composite
def frames(draw: st.DrawFn, least: int = 0) -> tuple[Bought, int]:
    """Purchases of up to four products as a shop could have them, and the number of products."""
    size = draw(st.integers(least, 25))
    rows = []
    for _ in range(size):
        days, pause, away = draw(st.integers(1, 9)), draw(st.integers(1, 90)), draw(st.integers(0, 400))
        life = away + (days - 1) * pause
        rows.append((draw(st.integers(0, 3)), days, life, away, pause if days > 1 else NAN))
    columns = zip(*rows, strict=True) if rows else ([] for _ in range(5))
    return bought(*(list(column) for column in columns)), 4


def one(product: int = 0, days: int = 5, pause: float = 30, away: float = 30) -> Bought:
    """One customer's purchases of one product."""
    return bought([product], [days], [away + (days - 1) * pause], [away], [pause if days > 1 else NAN])


def many(pause: float, buyers: int, days: int = 3, away: float = 10) -> Bought:
    """So many customers who all bought product 0 at one pace."""
    life = away + (days - 1) * pause
    return bought([0] * buyers, [days] * buyers, [life] * buyers, [away] * buyers, [pause] * buyers)


@given(made=frames(least=1))
def test_a_pace_lies_between_ones_own_and_the_shops(made: tuple[Bought, int]) -> None:
    """Drawn, never thrown: no pace is below the shortest or above the longest pause; none is known only if nobody has one."""
    frame, products = made
    steps = pace(frame, product_habits(frame, products))
    own = frame.pause[np.isfinite(frame.pause)]
    if not len(own):
        assert np.isnan(steps).all()
    else:
        assert (steps >= own.min() - 1e-6).all()
        assert (steps <= own.max() + 1e-6).all()


@given(made=frames(), seed=st.integers(0, 9))
def test_the_order_of_rows_means_nothing(made: tuple[Bought, int], seed: int) -> None:
    """Customers in another order: each row's figures go with it."""
    frame, products = made
    turned = np.random.default_rng(seed).permutation(len(frame.product))
    other = Bought(*(array[turned] for array in vars(frame).values()))
    habits, again = product_habits(frame, products), product_habits(other, products)
    np.testing.assert_allclose(expected_again(other, again, 30), expected_again(frame, habits, 30)[turned])
    np.testing.assert_allclose(when_due(other, again).on, when_due(frame, habits).on[turned])
    assert (when_due(other, again).due == when_due(frame, habits).due[turned]).all()


@given(made=frames())
def test_expected_purchases_are_finite_and_never_negative(made: tuple[Bought, int]) -> None:
    """Also where nobody ever bought a thing twice, and in proportion to the days ahead."""
    frame, products = made
    expected = expected_again(frame, product_habits(frame, products), 30)
    assert np.isfinite(expected).all()
    assert (expected >= 0).all()
    np.testing.assert_allclose(expected_again(frame, product_habits(frame, products), 60), 2 * expected)


@given(made=frames(), more=st.integers(1, 300))
def test_silence_never_makes_a_purchase_likelier(made: tuple[Bought, int], more: int) -> None:
    """The same past, longer ago: fewer purchases are expected of it, other customers' being what they are."""
    frame, products = made
    habits = product_habits(frame, products)
    later = Bought(frame.product, frame.order_days, frame.life + more, frame.away + more, frame.pause)
    assert (expected_again(later, habits, 30) <= expected_again(frame, habits, 30) + 1e-12).all()


def test_ones_own_rhythm_wins_in_time() -> None:
    """A weekly buyer of a monthly product: two purchases hardly move the pace, ten make it nearly weekly."""
    habits = product_habits(many(30, 200), 1)
    assert habits.pause[0] == pytest.approx(30)
    assert pace(one(days=2, pause=7), habits)[0] == pytest.approx(30 ** (4 / 5) * 7 ** (1 / 5))
    assert pace(one(days=10, pause=7), habits)[0] < 12
    assert pace(one(days=1), habits)[0] == pytest.approx(30)


def test_the_due_window() -> None:
    """Bought every thirty days: between day 15 and day 45 it is due, to day 90 overdue, then lapsed; dates are from today."""
    habits = product_habits(many(30, 200), 1)
    for away, due, overdue in (
        (10, False, False),
        (16, True, False),
        (44, True, False),
        (60, False, True),
        (95, False, False),
    ):
        found = when_due(one(away=away), habits)
        assert (bool(found.due[0]), bool(found.overdue[0])) == (due, overdue), away
        assert (found.opens[0], found.on[0], found.closes[0]) == pytest.approx(
            (15 - away, 30 - away, 45 - away)
        )


def test_thin_pasts_are_never_due() -> None:
    """One purchase has no rhythm; two have one only where the product is known to have one; three are enough."""
    known, unknown = product_habits(many(30, LEAST_PRODUCT_PAUSES), 1), product_habits(many(30, 3, days=2), 1)
    assert not when_due(one(days=1), known).supported[0]
    assert when_due(one(days=2), known).due[0]
    assert not when_due(one(days=2), unknown).supported[0]
    assert when_due(one(days=3), unknown).due[0]
    nobody = bought([0, 0], [1, 1], [5, 9], [5, 9], [NAN, NAN])
    assert not when_due(nobody, product_habits(nobody, 1)).supported.any()


def drawn(seed: int, size: int) -> tuple[Bought, np.ndarray, np.ndarray]:
    """Waits with a known end: frequent buyers come back within thirty days with chance 0.6, others with 0.15."""
    chance = np.random.default_rng(seed)
    days = chance.choice([2, 5], size)
    away = chance.uniform(0, 60, size)
    rate = np.where(days == 5, 0.6, 0.15)
    wait = chance.exponential(-30 / np.log(1 - rate))
    frame = bought(np.zeros(size, int), days, away + (days - 1) * 30, away, np.full(size, 30.0))
    return frame, np.minimum(wait, 60.0), wait <= 60


def test_the_chances_are_true() -> None:
    """Learnt from some waits, told of others: stated and true shares agree for both kinds of customers."""
    frame, waited, came = drawn(1, 3000)
    habits = product_habits(frame, 1)
    waiting = learn_waiting(frame, habits, waited, came)
    assert waiting is not None
    other, wait, back = drawn(2, 3000)
    stated = chance_within(other, habits, waiting, 30)
    for days, truth in ((2, 0.15), (5, 0.6)):
        kind = other.order_days == days
        assert stated[kind].mean() == pytest.approx(truth, abs=0.04)
        assert stated[kind].mean() == pytest.approx((back & (wait <= 30))[kind].mean(), abs=0.05)
    assert (chance_within(other, habits, waiting, 0) == 0).all()
    assert (chance_within(other, habits, waiting, 60) >= stated).all()
    with pytest.raises(ValueError, match="must be >= 0"):
        chance_within(other, habits, waiting, -1)


def test_few_returns_teach_nothing() -> None:
    """Below the least number of returns, or where no pace is known, no chance is stated."""
    frame = many(30, LEAST_RETURNS)
    habits = product_habits(frame, 1)
    came = np.ones(LEAST_RETURNS, dtype=bool)
    assert learn_waiting(frame, habits, np.full(LEAST_RETURNS, 20.0), came) is not None
    came[0] = False
    assert learn_waiting(frame, habits, np.full(LEAST_RETURNS, 20.0), came) is None


@given(rows=st.lists(st.tuples(st.integers(0, 3), st.floats(0, 1)), max_size=30), most=st.integers(1, 4))
def test_the_best_of_each_group(rows: list[tuple[int, float]], most: int) -> None:
    """As sorting each group by hand would give, at most so many."""
    group, score = [row[0] for row in rows], [row[1] for row in rows]
    by_hand = [
        place
        for which in sorted(set(group))
        for place in sorted((p for p in range(len(rows)) if group[p] == which), key=lambda p: (-score[p], p))[
            :most
        ]
    ]
    assert best_of_each(group, score, most).tolist() == by_hand


def test_impossible_pasts_are_refused() -> None:
    """No purchase, a last day before the first, or lengths that differ; nothing at all is fine."""
    for wrong in (([0], [0], [5], [5], [NAN]), ([0], [1], [4], [5], [NAN]), ([0], [1], [5], [-1], [NAN])):
        with pytest.raises(ValueError, match="no purchases can have it"):
            bought(*wrong)
    with pytest.raises(ValueError, match="must be equal"):
        bought([0], [1, 1], [5], [5], [NAN])
    nothing = bought([], [], [], [], [])
    assert len(when_due(nothing, product_habits(nothing, 0)).due) == 0
