"""Too much stock for the weeks that are left, and a ladder of prices that clears it without giving it away.

What was paid for the stock is spent: among the ladders that never rise and never fall below the floor, the one that brings most money
over all that may come is taken (markdown with known demand curves: Gallego and van Ryzin 1994, Management Science 40(8), in discrete
steps). Doubt about pace and elasticity is a grid of 81 cases with equal chances. A ladder is proposed only when it brings more than
the present price in two of three cases; demand that a lower price hardly moves is not worth a cut. The pace is taken as even over
the weeks: where the season fades, bring the pace of the weeks that are left.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import combinations_with_replacement
from typing import Literal

import numpy as np

from brain.analysis.elasticity import PUBLISHED, Elasticity, Prior
from brain.analysis.log_linear import EIGHTY
from brain.analysis.seasonality import Floats

# Parts of the present price.
RUNGS = (1.0, 0.9, 0.8, 0.7, 0.6, 0.5)
# So many prices in the weeks that are left: customers learn to wait where prices fall every week.
MOST_PRICES = 4
# What a piece must bring above its cost, as a part of the cost, unless the owner says otherwise.
LEAST_MARGIN = 0.0
# Less than this many pieces left over, or part of the stock, is not overstock.
LEAST_LEFT, LEAST_LEFT_SHARE = 5.0, 0.1
# The least chance that a ladder brings more than leaving the price alone. Lower than for a price test: stock that stays is a loss too,
# and the published elasticities alone give three in four.
SURE = 2 / 3
# Middles of nine equal parts of a normal distribution.
NINTHS = np.array([-1.5932, -0.9674, -0.5895, -0.2822, 0.0, 0.2822, 0.5895, 0.9674, 1.5932])

NotCleared = Literal["no_cost", "no_overstock", "no_room_above_floor", "cannot_tell", "cut_brings_no_more"]


@dataclass(frozen=True)
class Range:
    """An 80 % range; `mid` is its median."""

    low: float
    mid: float
    high: float


@dataclass(frozen=True)
class Overstock:
    """Stock against the weeks that are left, at the present price: weeks that it lasts (infinite where nothing sells), pieces left over."""

    weeks_of_supply: float
    left_over: Range


@dataclass(frozen=True)
class Rung:
    """A price, the week of its beginning (0 is now), and the pieces it sells until the next."""

    week: int
    price: float
    units: Range


@dataclass(frozen=True)
class Ladder:
    """Falling prices, each within the floor. `money` is what all sales and the rest bring, `gain` that less what the present price would.

    `chance` is that of a gain at all, `left_over` pieces remain at the end, `margin` is money less the cost of what was sold. `beyond_seen` tells that a price lies below any at which the elasticity was seen (all of them,
    where it is a prior's).
    """

    rungs: tuple[Rung, ...]
    overstock: Overstock
    money: Range
    gain: Range
    left_over: Range
    margin: Range
    chance: float
    beyond_seen: bool


@dataclass(frozen=True)
class NoLadder:
    """Why no prices are proposed; the overstock where it could be judged."""

    reason: NotCleared
    overstock: Overstock | None = None


def overstock(stock: float, pace: Range, weeks: float) -> Overstock:
    """What is left of `stock` pieces after `weeks`, when `pace` pieces a week are sold at the present price.

    Raises ValueError for negative numbers or a range that is not one.
    """
    if stock < 0 or weeks < 0 or not 0 <= pace.low <= pace.mid <= pace.high:
        raise ValueError(f"stock == {stock}, weeks == {weeks}, pace == {pace}, must be >= 0 and in order.")
    lasts = stock / pace.mid if pace.mid > 0 else (math.inf if stock > 0 else 0.0)
    left = (max(stock - weeks * sold, 0.0) for sold in (pace.high, pace.mid, pace.low))
    return Overstock(lasts, Range(*left))


def clearance_ladder(
    *,
    stock: float,
    pace: Range,
    price: float,
    cost: float | None,
    weeks: int,
    elasticity: Elasticity | Prior = PUBLISHED,
    floor: float | None = None,
    salvage: float = 0.0,
) -> Ladder | NoLadder:
    """The ladder over `weeks` from now that brings most, or why there is none.

    `pace` is pieces a week at `price` (an 80 % range, as of `brain.analysis.forecast`'s horizon totals); `cost` and `salvage` are money a
    piece, what it cost and what a piece left over still brings. `floor` is the lowest price allowed: the cost and `LEAST_MARGIN` of it
    without the owner's word. Without a cost nothing is proposed. Raises ValueError for numbers that make no sense.
    """
    if price <= 0 or weeks < 1 or salvage < 0 or (cost is not None and cost < 0):
        raise ValueError(
            f"price == {price}, weeks == {weeks}, cost == {cost}, salvage == {salvage}, must be > 0, >= 1, >= 0."
        )
    if cost is None:
        return NoLadder("no_cost")
    too_much = overstock(stock, pace, weeks)
    if too_much.left_over.mid < max(LEAST_LEFT, LEAST_LEFT_SHARE * stock):
        return NoLadder("no_overstock", too_much)
    lowest = max(cost * (1 + LEAST_MARGIN) if floor is None else floor, salvage)
    allowed = [price * rung for rung in RUNGS if rung == 1.0 or price * rung >= lowest]
    if len(allowed) < 2:
        return NoLadder("no_room_above_floor", too_much)
    cases = _Cases(stock, pace, price, elasticity, salvage, _stretches(weeks))
    best = max(combinations_with_replacement(allowed, len(cases.stretches)), key=cases.expected)
    gain = cases.money(best) - cases.money((price,) * len(cases.stretches))
    if best[-1] == price:
        return NoLadder("cut_brings_no_more", too_much)
    if (gain > 0).mean() < SURE:
        return NoLadder("cannot_tell", too_much)
    return _ladder(cases, best, too_much, cost, gain)


def _stretches(weeks: int) -> list[int]:
    """How many weeks each price stands: as even as weeks allow, the first ones longer."""
    many = min(MOST_PRICES, weeks)
    return [weeks // many + (place < weeks % many) for place in range(many)]


class _Cases:
    """What may come: paces and elasticities, 81 pairs of equal chance."""

    def __init__(
        self,
        stock: float,
        pace: Range,
        price: float,
        elasticity: Elasticity | Prior,
        salvage: float,
        stretches: list[int],
    ) -> None:
        self.stock, self.price, self.salvage, self.stretches = stock, price, salvage, stretches
        if isinstance(elasticity, Elasticity):
            mid, spread, self.cheapest = elasticity.mid, elasticity.standard_error, elasticity.cheapest
        else:
            mid, spread, self.cheapest = elasticity.mean, elasticity.spread, math.inf
        # A cut that would sell less is no case of a clearance: such elasticities count as 0.
        answers = np.minimum(mid + spread * NINTHS, 0.0)
        below, above = (pace.mid - pace.low) / EIGHTY, (pace.high - pace.mid) / EIGHTY
        paces = np.maximum(pace.mid + np.where(NINTHS < 0, below, above) * NINTHS, 0.0)
        self._pace, self._answer = (grid.ravel() for grid in np.meshgrid(paces, answers))

    def units(self, ladder: tuple[float, ...]) -> Floats:
        """Pieces that each price sells, shape (prices, cases), no more than there are."""
        wanted = [
            weeks * self._pace * (price / self.price) ** self._answer
            for weeks, price in zip(self.stretches, ladder, strict=True)
        ]
        sold = np.minimum(np.cumsum(wanted, axis=0), self.stock)
        return np.diff(sold, axis=0, prepend=0.0)

    def money(self, ladder: tuple[float, ...]) -> Floats:
        """What sales and the rest bring, shape (cases,)."""
        units = self.units(ladder)
        return np.asarray(np.array(ladder) @ units + self.salvage * (self.stock - units.sum(axis=0)))

    def expected(self, ladder: tuple[float, ...]) -> tuple[float, float]:
        """The mean over cases; of two that bring the same, the dearer ladder."""
        return round(float(self.money(ladder).mean()), 6), sum(ladder)


def _ladder(
    cases: _Cases, prices: tuple[float, ...], too_much: Overstock, cost: float, gain: Floats
) -> Ladder:
    units, money = cases.units(prices), cases.money(prices)
    starts = np.cumsum([0, *cases.stretches[:-1]]).tolist()
    rungs: list[Rung] = []
    # Neighbouring stretches of one price are one rung.
    for price in dict.fromkeys(prices):
        own = [place for place, one in enumerate(prices) if one == price]
        rungs.append(Rung(starts[own[0]], price, _range(units[own].sum(axis=0))))
    return Ladder(
        rungs=tuple(rungs), overstock=too_much, money=_range(money), gain=_range(gain),
        left_over=_range(cases.stock - units.sum(axis=0)),
        margin=_range(money - cost * units.sum(axis=0)), chance=float((gain > 0).mean()),
        beyond_seen=prices[-1] < cases.cheapest,
    )  # fmt: skip


def _range(values: Floats) -> Range:
    low, mid, high = np.quantile(values, [0.1, 0.5, 0.9]).tolist()
    return Range(low, mid, high)
