"""Factors of a change: they add up to the cent, treat all alike and bear zeros."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brain.analysis.drivers import Sold, Totals, price_volume_mix, sales_drivers, shapley

MONEY = st.decimals(0, 10**7, places=2, allow_nan=False)
COUNT = st.integers(0, 10_000)
TOTALS = st.builds(Totals, gross=MONEY, refunds=MONEY, orders=COUNT, buyers=st.one_of(st.none(), COUNT))
PIECES = st.decimals(0, 1000, places=3, allow_nan=False)
SOLD = st.builds(Sold, units_now=PIECES, money_now=MONEY, units_before=PIECES, money_before=MONEY)


def of(drivers: object) -> dict[str, Decimal]:
    """Amounts by factor."""
    return {part.factor: part.amount for part in drivers.parts}  # type: ignore[attr-defined]


@given(TOTALS, TOTALS)
def test_drivers_add_up_to_the_change_of_net_sales(now: Totals, before: Totals) -> None:
    """To the cent, whatever is zero or unknown."""
    drivers = sales_drivers(now, before)
    assert sum(of(drivers).values()) == drivers.change
    assert drivers.change == (now.gross - now.refunds) - (before.gross - before.refunds)


@given(TOTALS, TOTALS)
def test_the_way_back_is_the_way_there(now: Totals, before: Totals) -> None:
    """Swapping the periods turns every sign and nothing else."""
    there, back = of(sales_drivers(now, before)), of(sales_drivers(before, now))
    assert there == {factor: -amount for factor, amount in back.items()}


@given(st.dictionaries(st.text(max_size=2), SOLD, max_size=6))
def test_price_volume_and_mix_add_up(products: dict[str, Sold]) -> None:
    """Products come and go; the three parts still make the change."""
    drivers = price_volume_mix(products)
    assert sum(of(drivers).values()) == drivers.change


def test_fewer_orders_of_the_same_size_are_a_matter_of_orders() -> None:
    """100 orders of 50 became 80 of 50: all of the 1,000 is orders."""
    drivers = sales_drivers(Totals(Decimal(4000), Decimal(0), 80), Totals(Decimal(5000), Decimal(0), 100))
    assert of(drivers) == {"orders": Decimal(-1000), "average_order_value": Decimal(0)}


def test_both_factors_share_what_they_did_together() -> None:
    """10 x 10 became 20 x 20: each factor has half of the 300."""
    drivers = sales_drivers(Totals(Decimal(400), Decimal(0), 20), Totals(Decimal(100), Decimal(0), 10))
    assert set(of(drivers).values()) == {Decimal(150)}
    assert drivers.thin


def test_buyers_and_their_frequency_are_told_apart() -> None:
    """The same buyers who order half as often are not lost buyers."""
    drivers = sales_drivers(
        Totals(Decimal(5000), Decimal(0), 50, 50), Totals(Decimal(10_000), Decimal(0), 100, 50)
    )
    assert of(drivers) == {"buyers": 0, "orders_per_buyer": Decimal(-5000), "average_order_value": 0}


def test_more_refunds_are_their_own_driver() -> None:
    """Money given back lowers net sales without a lost order."""
    drivers = sales_drivers(Totals(Decimal(900), Decimal(80), 40), Totals(Decimal(900), Decimal(30), 40))
    assert of(drivers)["refunds"] == Decimal(-50)
    assert not drivers.thin


def test_a_price_cut_is_price_and_a_shift_is_mix() -> None:
    """Same pieces at a lower price; and the same pieces and prices in another proportion."""
    cut = price_volume_mix({"a": Sold(Decimal(10), Decimal(80), Decimal(10), Decimal(100))})
    assert of(cut) == {"volume": 0, "mix": 0, "price": Decimal(-20)}
    shift = price_volume_mix(
        {
            "a": Sold(Decimal(5), Decimal(50), Decimal(10), Decimal(100)),
            "b": Sold(Decimal(15), Decimal(15), Decimal(10), Decimal(10)),
        }
    )
    assert of(shift) == {"volume": 0, "mix": Decimal(-45), "price": 0}


def test_negative_pieces_are_refused() -> None:
    """A share below zero is none."""
    with pytest.raises(ValueError, match="units"):
        price_volume_mix({"a": Sold(Decimal(-1), Decimal(1), Decimal(1), Decimal(1))})


def test_shapley_of_a_sum_is_each_ones_own() -> None:
    """Where factors do not interact, each has exactly what it adds."""
    worth = (Fraction(3), Fraction(5), Fraction(7))
    found = shapley(
        lambda changed: sum((w for w, c in zip(worth, changed, strict=True) if c), Fraction(0)), 3
    )
    assert tuple(found) == worth
