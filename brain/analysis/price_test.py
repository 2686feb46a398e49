"""Which price is worth a test: one that brings more over the whole interval of the elasticity, or none.

With constant elasticity e, a price p in place of p0 sells u x (p / p0)^e; the margin is that times (p - cost). Each is monotonic in e, so
the ends of the interval are the ends of the range. Where these lie on both sides of "no change", nobody can tell, and nothing is proposed.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from statistics import NormalDist
from typing import Literal

from brain.analysis.elasticity import Elasticity

# Changes of price that are looked at; larger ones are no test but a new business.
STEPS = (-0.15, -0.10, -0.05, 0.05, 0.10, 0.15)
# How far beyond the prices that were seen the curve is trusted.
BEYOND_SEEN = 0.05
# A test that brings less is not worth the trouble, as a share of what is earned now.
LEAST_GAIN = 0.02

Measure = Literal["margin", "revenue"]
NotTested = Literal["cannot_tell", "nothing_better", "sold_below_cost", "dearer_sold_more"]


@dataclass(frozen=True)
class PriceTest:
    """A price to try, and what it changes a week: `low`..`high` is the 80 % range in the currency, `units_*` that of pieces a week.

    `now` is what is earned at the present price, in the same measure. The range is that of the elasticity; the proposals are those that
    look best, so in planted worlds (`bench.elasticity`) 93-99 % of them bring more, and 73-83 % of their ranges hold what they bring.
    """

    price: float
    measure: Measure
    now: float
    low: float
    mid: float
    high: float
    units_low: float
    units_mid: float
    units_high: float


@dataclass(frozen=True)
class NoPriceTest:
    """Why no price is proposed."""

    reason: NotTested


def price_worth_testing(
    elasticity: Elasticity,
    *,
    price: float,
    units: float,
    cost: float | None = None,
    least_chance: float | None = None,
) -> PriceTest | NoPriceTest:
    """The price whose gain is surest, of `STEPS` around `price` that lie within what was seen, a twentieth beyond.

    `units` are sold a week at `price`; with `cost` a piece the margin is judged, without it the revenue. A gain must hold over the whole
    80 % interval, which nine in ten do, or with `least_chance` (0.5 to 1): a test is there to find out. Raises ValueError unless price
    and units are above 0, the cost is not below, and the chance within its bounds.
    """
    if least_chance is not None and not 0.5 <= least_chance < 1:
        raise ValueError(f"least_chance == {least_chance}, must be >= 0.5 and < 1.")
    if price <= 0 or units <= 0 or (cost is not None and cost < 0):
        raise ValueError(f"price == {price}, units == {units}, cost == {cost}, must be > 0, > 0, >= 0.")
    if cost is not None and price <= cost:
        return NoPriceTest("sold_below_cost")
    if elasticity.mid >= 0:
        # Something else was at work when it sold more at a higher price.
        return NoPriceTest("dearer_sold_more")
    least = elasticity.cheapest * (1 - BEYOND_SEEN)
    most = elasticity.dearest * (1 + BEYOND_SEEN)
    tried = [price * (1 + step) for step in STEPS]
    judged = elasticity if least_chance is None else _narrowed(elasticity, least_chance)
    near = [one for one in tried if least <= one <= most]
    tests = [
        (_test(judged, price, one, units, cost), _test(elasticity, price, one, units, cost)) for one in near
    ]
    worth = [pair for pair in tests if pair[0].low > 0 and pair[0].mid >= LEAST_GAIN * pair[0].now]
    if worth:
        return max(worth, key=lambda pair: pair[0].low)[1]
    hoped = any(strict.high >= LEAST_GAIN * strict.now for strict, _ in tests)
    return NoPriceTest("cannot_tell" if hoped else "nothing_better")


def _narrowed(elasticity: Elasticity, chance: float) -> Elasticity:
    """The same estimate with the interval outside of whose either end lies 1 - `chance`."""
    half = NormalDist().inv_cdf(chance) * elasticity.standard_error
    return replace(elasticity, low=elasticity.mid - half, high=elasticity.mid + half)


def _test(elasticity: Elasticity, price: float, other: float, units: float, cost: float | None) -> PriceTest:
    ends = sorted(
        units * (other / price) ** min(e, 0.0) for e in (elasticity.low, elasticity.mid, elasticity.high)
    )
    spared = cost or 0.0
    now = units * (price - spared)
    low, mid, high = (sold * (other - spared) - now for sold in ends)
    # Below cost more units lose more: the ends change places.
    low, high = min(low, high), max(low, high)
    measure: Measure = "revenue" if cost is None else "margin"
    return PriceTest(other, measure, now, low, mid, high, *ends)
