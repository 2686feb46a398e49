"""Offers: the range contains its middle, the discount costs what it costs, and without a discount nothing changes."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brain.analysis.offer import extra_sales, offer_of


@given(sales=st.floats(0, 1e6), rate=st.floats(0, 0.9), cost=st.floats(0, 1))
def test_the_range_is_one_and_stands_around_its_middle(sales: float, rate: float, cost: float) -> None:
    """low <= mid <= high; the least is that nobody buys more and the discount is given away."""
    offer = offer_of(sales, rate, cost)
    assert -offer.given - 1e-6 <= offer.low <= offer.mid <= offer.high
    assert offer.given == pytest.approx(sales * rate)
    assert float(extra_sales(sales, rate)) == pytest.approx(offer.mid, rel=1e-9, abs=1e-6)


def test_no_discount_changes_nothing() -> None:
    """At a rate of 0 nothing is gained or given."""
    offer = offer_of(1000.0, 0.0, 0.6)
    assert (offer.low, offer.mid, offer.high, offer.given, offer.margin) == (0, 0, 0, 0, 0)


def test_thin_margins_sell_more_and_earn_less() -> None:
    """A fifth off at a margin of a third brings sales and costs margin; without costs the margin is unknown."""
    offer = offer_of(1000.0, 0.2, 0.66)
    assert offer.mid > 0 > offer.margin
    assert math.isnan(offer_of(1000.0, 0.2, math.nan).margin)


@pytest.mark.parametrize(("sales", "rate"), [(100.0, 1.0), (100.0, -0.1), (-1.0, 0.1)])
def test_impossible_offers_are_refused(sales: float, rate: float) -> None:
    """A discount of everything, a negative one, and negative sales."""
    with pytest.raises(ValueError, match="must be"):
        offer_of(sales, rate, 0.5)
