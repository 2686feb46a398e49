"""Affinity: planted pairs are found, random baskets show hardly anything, and the figures are what they are called."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from brain.analysis.affinity import (
    LEAST_CUSTOMERS,
    PairCounts,
    adjusted,
    affinity,
    confidence,
    expected_of_others,
    lift,
    pair_counts,
    poisson_low,
    poisson_tail,
    strong_pairs,
)


@st.composite
def one_pair(draw: st.DrawFn) -> tuple[int, int, int, int]:
    """Counts that baskets can have: both, a, b, all."""
    a, b = draw(st.integers(0, 200)), draw(st.integers(0, 200))
    both = draw(st.integers(0, min(a, b)))
    return both, a, b, a + b - both + draw(st.integers(0, 1000))


def counts_of(both: int, a: int, b: int, orders: int, **more: float) -> PairCounts:
    """One pair of one shop of 10 tested pairs."""
    return pair_counts(
        ["s"], [both], [a], [b], [orders], [10], **{name: [value] for name, value in more.items()}
    )


@given(counts=one_pair())
def test_lift_is_symmetric_and_confidence_turns_round(counts: tuple[int, int, int, int]) -> None:
    """Exchanging a and b exchanges the two confidences and changes nothing else."""
    both, a, b, orders = counts
    one, other = affinity(counts_of(both, a, b, orders)), affinity(counts_of(both, b, a, orders))
    for name in ("lift", "over_chance", "low", "p"):
        assert getattr(one, name) == pytest.approx(getattr(other, name))
    assert one.a_to_b == pytest.approx(other.b_to_a)
    assert (one.low <= one.over_chance + 1e-9).all()


@given(counts=one_pair(), unrelated=st.integers(1, 5000))
def test_unrelated_orders_never_raise_support(counts: tuple[int, int, int, int], unrelated: int) -> None:
    """Orders without a and b change neither confidence; the share of orders with both falls, the lift rises."""
    both, a, b, orders = counts
    before, after = (
        affinity(counts_of(both, a, b, orders)),
        affinity(counts_of(both, a, b, orders + unrelated)),
    )
    assert after.a_to_b == before.a_to_b
    assert after.b_to_a == before.b_to_a
    assert both / max(orders + unrelated, 1) <= both / max(orders, 1)
    assert (after.lift >= before.lift).all()


@given(counts=one_pair(), customers=st.integers(0, 100))
def test_fewer_customers_are_weaker_evidence(counts: tuple[int, int, int, int], customers: int) -> None:
    """The same orders from fewer customers never have a smaller p or a higher lower bound."""
    both, a, b, orders = counts
    all_different = affinity(counts_of(both, a, b, orders))
    habit = affinity(counts_of(both, a, b, orders, n_customers=min(customers, both)))
    assert (habit.low <= all_different.low + 1e-9).all()
    assert (habit.p >= all_different.p - 1e-9).all()


def test_lift_and_confidence_by_hand() -> None:
    """20 of 100 orders with a, 10 with b, 6 with both: independence gives 2, so lift 3; 30 % of a, 60 % of b."""
    assert lift([6], [20], [10], [100]) == pytest.approx([3.0])
    assert confidence([6], [20]) == pytest.approx([0.3])
    assert confidence([6], [10]) == pytest.approx([0.6])
    assert lift([0], [0], [10], [100]).tolist() == [0.0]
    assert confidence([0], [0]).tolist() == [0.0]


@given(seen=st.integers(0, 400), mean=st.floats(0.01, 300))
def test_the_tail_is_poissons(seen: int, mean: float) -> None:
    """Against the sum of all smaller counts, in logarithms; 1 where no more than expected were seen."""
    below = math.fsum(math.exp(k * math.log(mean) - mean - math.lgamma(k + 1)) for k in range(seen))
    truth = 1.0 if seen <= mean else 1 - below
    assert poisson_tail([seen], [mean])[0] == pytest.approx(truth, abs=1e-9)


def test_the_tail_keeps_its_digits_far_out() -> None:
    """Where 1 - sum would be rounded to nothing; and nothing expected makes anything seen impossible."""
    assert poisson_tail([30], [1.0])[0] == pytest.approx(1.432e-33, rel=1e-3)
    assert poisson_tail([3, 0], [0.0, 0.0]).tolist() == [0.0, 1.0]


@pytest.mark.parametrize("seen", [3, 6, 10, 50, 400])
def test_the_lower_bound_is_the_exact_limit(seen: int) -> None:
    """At the bound, what was seen or more has a chance of 5 %."""
    assert poisson_tail([seen], poisson_low([seen], 0.9))[0] == pytest.approx(0.05, rel=0.03)


def test_adjusted_p_by_hand() -> None:
    """Benjamini and Hochberg's own arithmetic, each shop by itself; pairs never seen count as p = 1."""
    p = [0.04, 0.001, 0.02, 0.001]
    shop = ["a", "a", "a", "b"]
    assert adjusted(p, shop, [10, 10, 10, 1000]) == pytest.approx([0.4 / 3, 0.01, 0.1, 1.0])


@given(
    p=st.lists(st.floats(0, 1), min_size=1, max_size=30),
    seed=st.integers(0, 5),
    tested=st.integers(1, 1000),
)
def test_adjusting_keeps_the_order_and_never_lowers(p: list[float], seed: int, tested: int) -> None:
    """Larger p stays larger; shuffled pairs get the same p; none falls below what it was."""
    shop = np.random.default_rng(seed).integers(0, 3, len(p))
    found = adjusted(p, shop, np.full(len(p), tested))
    assert (found >= np.asarray(p) - 1e-9).all()
    for one in range(3):
        inside = np.asarray(p)[shop == one]
        assert (np.diff(found[shop == one][np.argsort(inside)]) >= -1e-9).all()
    turned = np.random.default_rng(seed + 1).permutation(len(p))
    again = adjusted(np.asarray(p)[turned], shop[turned], np.full(len(p), tested))
    assert again == pytest.approx(found[turned])


def test_strong_pairs_need_everything() -> None:
    """The first pair is strong; each other one fails for one reason of its own."""
    n_both = [30, 7, 30, 30, 30, 40]
    n_a = [100, 100, 100, 700, 100, 100]
    n_b = [80, 80, 80, 750, 80, 400]
    counts = pair_counts(
        ["s"] * 6, n_both, n_a, n_b, [9000] * 6, [50] * 6, [30, 7, 5, 30, 30, 40], [2, 0.5, 2, 2, 2, 30]
    )
    family = [False, False, False, False, True, False]
    found = affinity(counts)
    assert strong_pairs(counts, found, family).tolist() == [0]
    assert strong_pairs(counts, found).tolist() == [0, 4]
    assert 0 in strong_pairs(counts, found, least_customers=LEAST_CUSTOMERS * 3)
    assert strong_pairs(counts, found, least_customers=31).tolist() == []


def test_nothing_in_nothing_out() -> None:
    """No pairs, no finding and no error; impossible or unequal counts are refused."""
    empty = pair_counts([], [], [], [], [], [])
    assert strong_pairs(empty, affinity(empty)).tolist() == []
    with pytest.raises(ValueError, match="no baskets can have"):
        counts_of(5, 4, 9, 100)
    with pytest.raises(ValueError, match="must be equal"):
        pair_counts(["s"], [1, 1], [2], [2], [10], [1])


def test_a_pair_adds_nothing_to_its_own_chance() -> None:
    """A product that is hardly bought without the other leaves little of what its joint orders made of chance; a free one keeps it."""
    tied, free = expected_of_others([12.0, 12.0], [31, 31], [72, 10_000], [124, 10_000])
    assert tied == pytest.approx(12 * (1 - 31 / 72) * (1 - 31 / 124))
    assert free == pytest.approx(12, rel=0.01)
