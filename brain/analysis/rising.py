"""Is something rising against its own past and against everything else?

Counts of one week are compared with whole weeks before it (so weekdays cancel out) after those weeks were scaled by the
growth of the rest of the shop (so a festival, which lifts everything, lifts nothing here). The difference is judged
against compound-Poisson noise: Poisson counts spread by a dispersion that is read from two places, how far the same
comparison missed in earlier weeks, and how many counts one customer brings at a time. With m items tested at once,
the bar is z > sqrt(2 ln m) + 0.5: the expected maximum of m noises (Leadbetter, Lindgren and Rootzen 1983, "Extremes")
and half a standard deviation on top.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from brain.analysis.moved import ABOVE_MAXIMUM, Moves, baseline_periods, moves

Floats = NDArray[np.float64]

# Below this a week is a handful of orders. On noise alone of 4 to 40 lines a week one shop in fifteen at most shows a rise
# (nine categories, one morning); with 30 half of the planted rises of 900 made-up shops that stand out of
# chance were passed over, and no fewer cards were wrong (`python -m bench detectors_sales`).
LEAST_EXPECTED = 5.0
# With so many expected lines the support counts half.
WELL_SUPPORTED = 30.0
LEAST_SALES_GROWTH = 0.05
# Interest alone can carry the joint test; sales must at least lean clearly the same way.
LEAST_SALES_Z = 1.0
LEAST_INTEREST_GROWTH = 0.10

Reason = Literal["thin", "noise", "sales", "interest"]


@dataclass(frozen=True)
class Signal:
    """One item's week: counts now and a week before, the rest of the shop, what was expected, and how far off it is.

    `expected` is `before` scaled by the growth of the rest; `z` is (now - expected) in units of its standard deviation.
    """

    now: float
    before: float
    rest_now: float
    rest_before: float
    expected: float
    z: float
    dispersion: float

    @property
    def growth(self) -> float:
        """Change against the weeks before, as a fraction."""
        return self.now / self.before - 1 if self.before > 0 else 0.0

    @property
    def rest_growth(self) -> float:
        """Change of the rest of the shop, as a fraction."""
        return self.rest_now / self.rest_before - 1 if self.rest_before > 0 else 0.0

    @property
    def relative_growth(self) -> float:
        """Change against what the rest of the shop would make one expect, as a fraction."""
        return self.now / self.expected - 1 if self.expected > 0 else 0.0


@dataclass(frozen=True)
class Series:
    """Signals of all items in the current week, and the standardised misses of earlier weeks, shape (items, weeks)."""

    signals: tuple[Signal, ...]
    residuals: Floats
    baseline: int


@dataclass(frozen=True)
class Judgement:
    """What became of one item: its place, its joint z, the bar, and why it was turned down (None when it rises)."""

    item: int
    z: float
    bar: float
    reason: Reason | None


def baseline_weeks(weeks: int, items: int) -> int:
    """How many whole weeks to compare with when `weeks` are known, the current one included: see `moved.baseline_periods`."""
    return baseline_periods(weeks, items)


def weekly_series(counts: Floats, burst: Floats) -> Series | None:
    """Signals for the last column of `counts`.

    `counts` has shape (items, weeks), oldest week first, the current full week last. `burst` has shape (items,): the mean
    number of counts that come together (sum of squares over sum of counts a customer), at least 1. None when the past is
    too short to tell how noisy it is (with twelve items eight weeks suffice). Raises ValueError on shapes that do not fit.
    """
    if counts.ndim != 2 or burst.shape != counts.shape[:1]:
        raise ValueError(
            f"counts.shape == {counts.shape}, burst.shape == {burst.shape}, must be (items, weeks), (items,)."
        )
    items, weeks = counts.shape
    moved = moves(counts, burst, np.zeros(items, dtype=np.int64), np.array([weeks]))
    if not items or bool(np.isnan(moved.z).any()):
        return None
    length = int(moved.baseline[0])
    return Series(tuple(_signal(moved, item) for item in range(items)), moved.residuals[:, length:], length)


def _signal(moved: Moves, item: int) -> Signal:
    return Signal(
        now=float(moved.now[item]), before=float(moved.before[item]), rest_now=float(moved.rest_now[item]),
        rest_before=float(moved.rest_before[item]), expected=float(moved.expected[item]), z=float(moved.z[item]),
        dispersion=float(moved.dispersion[item]),
    )  # fmt: skip


def correlation(one: Series, other: Series) -> float:
    """How much two series' misses move together, over all items and the weeks both know; from 0 to 0.9; 0.5 when one never missed."""
    weeks = min(one.residuals.shape[1], other.residuals.shape[1])
    first, second = one.residuals[:, -weeks:], other.residuals[:, -weeks:]
    return float(correlations(first, second, np.zeros(len(first), dtype=np.int64))[0]) if len(first) else 0.5


def correlations(one: Floats, other: Floats, shop: NDArray[np.int64]) -> Floats:
    """`correlation` of the residuals of many shops' items, shape (items, weeks) and NaN where not known: its shop's, place by place."""
    both = np.isfinite(one) & np.isfinite(other)
    code = np.broadcast_to(shop[:, None], one.shape)[both]
    first, second = one[both], other[both]
    places = int(shop.max(initial=-1)) + 1

    def summed(values: Floats) -> Floats:
        return np.bincount(code, weights=values, minlength=places).astype(np.float64)

    many = np.maximum(summed(np.ones(len(first))), 1.0)
    together = summed(first * second) / many - summed(first) * summed(second) / many**2
    spread = [np.maximum(summed(x * x) / many - (summed(x) / many) ** 2, 0.0) for x in (first, second)]
    scale = np.sqrt(spread[0] * spread[1])
    found = np.divide(together, scale, out=np.full(places, 0.5), where=scale > 1e-12)
    clipped: Floats = np.clip(found, 0.0, 0.9)[shop]
    return clipped


def bar_for(items: int) -> float:
    """The z that noise in `items` tests at once hardly ever reaches."""
    return math.sqrt(2 * math.log(max(items, 2))) + ABOVE_MAXIMUM


def judge(sales: Series, interest: Series | None) -> list[Judgement]:
    """Which items rise: both signals up, and together beyond the bar. One judgement an item, in order.

    With `interest`, the two z are added and divided by the standard deviation of their sum (Stouffer et al. 1949, with the
    correlation that the past shows); without it, sales alone must pass, and `rise_confidence` is to be told so.
    """
    supported = [signal.expected >= LEAST_EXPECTED for signal in sales.signals]
    bar = bar_for(sum(supported))
    rho = correlation(sales, interest) if interest else 0.0
    return [
        _judge_one(item, sales.signals[item], interest.signals[item] if interest else None, rho, bar, enough)
        for item, enough in enumerate(supported)
    ]


def _judge_one(
    item: int, sales: Signal, interest: Signal | None, rho: float, bar: float, enough: bool
) -> Judgement:
    z = sales.z if interest is None else (sales.z + interest.z) / math.sqrt(2 * (1 + rho))
    reason: Reason | None = None
    if not enough:
        reason = "thin"
    elif z <= bar:
        reason = "noise"
    elif sales.z < LEAST_SALES_Z or min(sales.growth, sales.relative_growth) < LEAST_SALES_GROWTH:
        reason = "sales"
    elif interest is not None and min(interest.growth, interest.relative_growth) < LEAST_INTEREST_GROWTH:
        reason = "interest"
    return Judgement(item, z, bar, reason)


def rise_confidence(z: float, bar: float, expected: float, *, doubts: int) -> float:
    """How sure we are that the rise is real and one's own, from 0.3 to 0.95.

    Grows with the distance of z from its bar and with the expected order lines behind it; each open doubt (a post or a
    promotion at the same time, no looks to compare with, unknown stock) takes a tenth away.
    """
    return float(confidences(np.array([z]), np.array([bar]), np.array([expected]), doubts=doubts)[0])


def confidences(z: Floats, bar: Floats, expected: Floats, *, doubts: int) -> Floats:
    """`rise_confidence` place by place; what stands below its bar loses a third for each standard deviation."""
    beyond = np.nan_to_num(z) - bar
    above, below = 1 - np.exp(-np.maximum(beyond, 0.0) / 2), np.maximum(-beyond, 0.0)
    support = expected / (expected + WELL_SUPPORTED)
    sure: Floats = np.clip(0.5 + 0.3 * above + 0.2 * support - 0.1 * doubts - below / 3, 0.3, 0.95)
    return sure
