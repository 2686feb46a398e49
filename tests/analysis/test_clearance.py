"""Clearance: ladders never rise, never fall below the floor, and are only there when they bring more."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from brain.analysis.clearance import (
    SURE,
    Ladder,
    NoLadder,
    Range,
    clearance_ladder,
    overstock,
)
from brain.analysis.elasticity import Elasticity, Prior

PACE = Range(10, 15, 20)
ELASTIC = Prior(-2.6, 0.4)

finite = st.floats(0.5, 500)


@settings(max_examples=120, deadline=None)
@given(
    stock=st.floats(0, 5000), pace=finite, doubt=st.floats(0, 0.6), price=finite, cost=st.floats(0, 1.2), weeks=st.integers(1, 30),
    mean=st.floats(-5, 0), spread=st.floats(0.05, 2), salvage=st.floats(0, 0.5),
)  # fmt: skip
def test_every_ladder_keeps_its_promises(
    stock: float, pace: float, doubt: float, price: float, cost: float, weeks: int, mean: float, spread: float, salvage: float
) -> None:  # fmt: skip
    """Prices fall and stay above cost and salvage, no more is sold than there is, and it probably brings more."""
    ladder = clearance_ladder(
        stock=stock, pace=Range(pace * (1 - doubt), pace, pace * (1 + doubt)), price=price, cost=price * cost,
        weeks=weeks, elasticity=Prior(mean, spread), salvage=price * salvage,
    )  # fmt: skip
    if isinstance(ladder, NoLadder):
        return
    prices = [rung.price for rung in ladder.rungs]
    assert prices == sorted(prices, reverse=True)
    assert len(set(prices)) == len(prices)
    assert all(one >= max(price * cost, price * salvage) or one == price for one in prices)
    assert prices[-1] < price
    assert [rung.week for rung in ladder.rungs] == sorted({rung.week for rung in ladder.rungs})
    assert ladder.rungs[0].week == 0
    assert ladder.rungs[-1].week < weeks
    assert sum(rung.units.mid for rung in ladder.rungs) <= stock * 1.3
    assert all(r.low <= r.mid <= r.high for r in (ladder.money, ladder.gain, ladder.left_over, ladder.margin))
    assert ladder.left_over.low >= 0
    assert ladder.left_over.high <= stock + 1e-6
    assert ladder.chance >= SURE
    assert ladder.left_over.mid <= ladder.overstock.left_over.mid + 1e-6


def test_without_a_cost_nothing_is_proposed() -> None:
    """Nobody can promise to respect a margin that is not known."""
    assert clearance_ladder(stock=900, pace=PACE, price=100, cost=None, weeks=10) == NoLadder("no_cost")


def test_what_sells_out_by_itself_is_not_cleared() -> None:
    """Stock for nine weeks with ten to go; a handful over is none either."""
    made = clearance_ladder(stock=135, pace=PACE, price=100, cost=40, weeks=10, elasticity=ELASTIC)
    assert isinstance(made, NoLadder)
    assert made.reason == "no_overstock"
    assert made.overstock is not None
    assert made.overstock.weeks_of_supply == pytest.approx(9)
    assert made.overstock.left_over == Range(0, 0, 35)


def test_demand_that_does_not_answer_is_not_cut_and_doubt_is_named() -> None:
    """Below -1 a cut brings less; around it nobody can tell; a floor above every cut leaves no room."""

    def reason(elasticity: Prior, floor: float | None = None) -> str:
        made = clearance_ladder(
            stock=400, pace=PACE, price=100, cost=40, weeks=10, elasticity=elasticity, floor=floor
        )
        assert isinstance(made, NoLadder)
        return made.reason

    assert reason(Prior(-0.6, 0.2)) == "cut_brings_no_more"
    assert reason(Prior(-1.1, 0.9)) == "cannot_tell"
    assert reason(ELASTIC, floor=95.0) == "no_room_above_floor"


def test_the_floor_binds() -> None:
    """The owner's floor of 75 stops the ladder at 80, where the cost alone lets it fall further."""
    free = clearance_ladder(stock=900, pace=PACE, price=100, cost=40, weeks=8, elasticity=ELASTIC)
    held = clearance_ladder(stock=900, pace=PACE, price=100, cost=40, weeks=8, elasticity=ELASTIC, floor=75)
    assert isinstance(free, Ladder)
    assert isinstance(held, Ladder)
    assert free.rungs[-1].price < 75
    assert held.rungs[-1].price == 80


def test_what_is_left_over_but_worth_something_is_not_thrown_away() -> None:
    """Nothing is sold for less than it brings at the end anyway."""
    made = clearance_ladder(stock=900, pace=PACE, price=100, cost=10, weeks=8, elasticity=ELASTIC, salvage=72)
    assert not isinstance(made, Ladder) or made.rungs[-1].price >= 72


def test_prices_that_were_never_seen_are_marked() -> None:
    """An elasticity seen down to 55 carries a cut to 60; one seen down to 90 does not; a prior never does."""
    for cheapest, beyond in ((45.0, False), (90.0, True)):
        own = Elasticity(-3.1, -2.6, -2.1, 0.4, 9.0, 300, 900, cheapest, 100.0)
        made = clearance_ladder(stock=900, pace=PACE, price=100, cost=40, weeks=8, elasticity=own)
        assert isinstance(made, Ladder)
        assert made.beyond_seen is beyond
    prior = clearance_ladder(stock=900, pace=PACE, price=100, cost=40, weeks=8, elasticity=ELASTIC)
    assert isinstance(prior, Ladder)
    assert prior.beyond_seen


def test_stock_that_never_sells_lasts_for_ever() -> None:
    """No pace: infinite weeks, everything left over; senseless numbers are refused."""
    assert overstock(10, Range(0, 0, 0), 4).weeks_of_supply == float("inf")
    assert overstock(10, Range(0, 0, 0), 4).left_over == Range(10, 10, 10)
    with pytest.raises(ValueError, match="in order"):
        overstock(10, Range(3, 2, 1), 4)
    with pytest.raises(ValueError, match="must be > 0"):
        clearance_ladder(stock=1, pace=PACE, price=0, cost=1, weeks=4)
