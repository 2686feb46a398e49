"""Prices worth a test: the right direction where the elasticity is clear, none where it is not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brain.analysis.elasticity import Elasticity
from brain.analysis.price_test import BEYOND_SEEN, NoPriceTest, PriceTest, price_worth_testing


def known(low: float, high: float, cheapest: float = 8.0, dearest: float = 12.0) -> Elasticity:
    """An elasticity of a product that cost 8 to 12."""
    mid = (low + high) / 2
    return Elasticity(low, mid, high, (high - low) / 2.563, 9.0, 300, 900, cheapest, dearest)


def test_elastic_goods_get_cheaper_and_inelastic_ones_dearer() -> None:
    """Below -1 revenue rises with a cut, above it with a rise; with a cost the border lies at price over margin."""
    cut = price_worth_testing(known(-3.0, -2.4), price=10, units=50)
    assert isinstance(cut, PriceTest)
    assert cut.price < 10
    rise = price_worth_testing(known(-0.6, -0.2), price=10, units=50)
    assert isinstance(rise, PriceTest)
    assert rise.price > 10
    # At a cost of 7 an elasticity of -2.7 does not pay for a cut: the margin of 3 wants -3.3.
    costly = price_worth_testing(known(-3.0, -2.4), price=10, units=50, cost=7)
    assert isinstance(costly, PriceTest)
    assert costly.price > 10


def test_what_cannot_be_told_is_not_proposed() -> None:
    """An interval on both sides of the border: no price, and the reason."""
    assert price_worth_testing(known(-2.5, -0.1), price=10, units=50) == NoPriceTest("cannot_tell")
    assert price_worth_testing(known(-1.04, -0.96), price=10, units=50) == NoPriceTest("nothing_better")
    assert price_worth_testing(known(0.1, 0.9), price=10, units=50) == NoPriceTest("dearer_sold_more")
    assert price_worth_testing(known(-3, -2), price=10, units=50, cost=11) == NoPriceTest("sold_below_cost")
    assert price_worth_testing(known(-3, -2, 10, 10), price=10, units=5, cost=2) != NoPriceTest("cannot_tell")


@given(st.floats(-6, 0.5), st.floats(0.01, 3), st.floats(1, 1000), st.floats(0.1, 1000), st.floats(0, 0.99))
def test_what_is_proposed_gains_over_the_whole_interval(
    mid: float, half: float, price: float, units: float, cost_share: float
) -> None:
    """Low > 0, ends in order, above cost, and within what was seen; twice the units, twice the money."""
    one = known(mid - half, mid + half, price * 0.9, price * 1.05)
    test = price_worth_testing(one, price=price, units=units, cost=price * cost_share)
    if isinstance(test, NoPriceTest):
        return
    assert 0 < test.low <= test.mid <= test.high
    assert test.units_low <= test.units_mid <= test.units_high
    assert test.price > price * cost_share
    assert price * 0.9 * (1 - BEYOND_SEEN) <= test.price <= price * 1.05 * (1 + BEYOND_SEEN)
    twice = price_worth_testing(one, price=price, units=2 * units, cost=price * cost_share)
    assert isinstance(twice, PriceTest)
    assert twice.mid == pytest.approx(2 * test.mid)


def test_senseless_numbers_are_refused() -> None:
    """A price of nothing, or no sales, has no elasticity to use."""
    with pytest.raises(ValueError, match="must be > 0"):
        price_worth_testing(known(-3, -2), price=0, units=5)


def test_a_lower_bar_proposes_more_and_shows_the_same_range() -> None:
    """Two chances in three are enough where a test may find out; the range shown stays that of the whole interval."""
    doubtful = known(-1.3, -0.3)
    assert price_worth_testing(doubtful, price=10, units=50) == NoPriceTest("cannot_tell")
    tested = price_worth_testing(doubtful, price=10, units=50, least_chance=0.65)
    assert isinstance(tested, PriceTest)
    assert tested.low < 0 < tested.mid < tested.high


@pytest.mark.parametrize("chance", [0.4, 1.0])
def test_a_chance_outside_its_bounds_is_refused(chance: float) -> None:
    """Below a half the worse price would be the better one."""
    with pytest.raises(ValueError, match="least_chance"):
        price_worth_testing(known(-3, -2), price=10, units=50, least_chance=chance)
