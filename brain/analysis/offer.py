"""What joining a platform's offer would cost and bring: the discount on what is sold anyway against what the lower price sells more.

units ~ price^elasticity, with the elasticity as `brain.analysis.elasticity.PUBLISHED` believes it before a shop's own history speaks. What
the platform's own page adds (being seen) is not counted, nor what a platform pays back of the discount: both are left out on purpose, so that
the range errs to the low side.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from brain.analysis.effect import EIGHTY
from brain.analysis.elasticity import PUBLISHED, Prior

# A price never makes people buy less; and beyond this the formula is no longer about what anybody has seen.
WEAKEST, STRONGEST = 0.0, -4.5


@dataclass(frozen=True)
class Offer:
    """In the currency of `sales`, for the whole offer: extra net sales as an 80 % range, the discount given on what is sold anyway,
    and the extra margin in the middle (NaN where costs are unknown)."""

    low: float
    mid: float
    high: float
    given: float
    margin: float


def offer_of(sales: float, rate: float, cost_share: float, prior: Prior = PUBLISHED) -> Offer:
    """`sales` are the net sales that the offer's days would bring at full price, `rate` the discount (a fraction), `cost_share` what the
    goods cost of their full price (NaN where unknown).

    Raises ValueError for a rate outside [0, 1) and negative sales.
    """
    if not 0 <= rate < 1 or sales < 0:
        raise ValueError(f"sales == {sales}, rate == {rate}, must be >= 0 and in [0, 1).")
    around = (prior.mean + EIGHTY * prior.spread, prior.mean, prior.mean - EIGHTY * prior.spread)
    low, mid, high = (sales * (_units(rate, e) * (1 - rate) - 1) for e in around)
    margin = sales * (_units(rate, prior.mean) * (1 - rate - cost_share) - (1 - cost_share))
    return Offer(low, mid, high, sales * rate, margin)


def extra_sales(sales: ArrayLike, rate: ArrayLike) -> np.ndarray:
    """The middle of the extra net sales for arrays of offers."""
    price = 1 - np.asarray(rate, dtype=np.float64)
    found: np.ndarray = np.asarray(sales, dtype=np.float64) * (price ** (1 + PUBLISHED.mean) - 1)
    return found


def _units(rate: float, elasticity: float) -> float:
    """How many times as many pieces are sold."""
    held = min(max(elasticity, STRONGEST), WEAKEST)
    return float((1 - rate) ** held)
