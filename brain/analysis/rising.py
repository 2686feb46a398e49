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

Floats = NDArray[np.float64]

LONG_BASELINE = 8
SHORT_BASELINE = 4
WEEKS_FOR_LONG_BASELINE = 16
LEAST_EXPECTED = 30.0
LEAST_SALES_GROWTH = 0.05
# Interest alone can carry the joint test; sales must at least lean clearly the same way.
LEAST_SALES_Z = 1.0
LEAST_INTEREST_GROWTH = 0.10
ABOVE_MAXIMUM = 0.5
# Sales that nothing else confirms must clear the bar by as much again.
ALONE = 0.5
# A single wild week says little about the others, so a residual counts as at most three standard deviations, measured
# by the median of all squares: the median of a squared standard normal is 0.4549.
WIDEST_RESIDUAL = 3.0
MEDIAN_SQUARE = 0.4549
POOLED_WEEKS = 16.0
# How noisy a shop is must be seen, not assumed: this many misses of earlier weeks, over all items together.
LEAST_RESIDUALS = 36

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
    """How many whole weeks to compare with when `weeks` are known, the current one included.

    The long baseline is calmer, but only worth it while enough earlier weeks are left to learn the noise from.
    """
    enough_left = (weeks - 1 - LONG_BASELINE) * items >= LEAST_RESIDUALS
    return LONG_BASELINE if weeks >= WEEKS_FOR_LONG_BASELINE and enough_left else SHORT_BASELINE


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
    weeks = counts.shape[1]
    length = baseline_weeks(weeks, len(counts))
    past = [_standardised(counts, week, length) for week in range(length, weeks - 1)]
    if len(past) * len(counts) < LEAST_RESIDUALS:
        return None
    residuals = np.stack(past, axis=1)
    dispersion = np.maximum(_dispersion(residuals), np.maximum(burst, 1.0))
    return Series(tuple(_signals(counts, dispersion, length)), residuals, length)


def _signals(counts: Floats, dispersion: Floats, length: int) -> list[Signal]:
    before, now, rest_before, rest_now = _compared(counts, counts.shape[1] - 1, length)
    expected = _expected(before, rest_before, rest_now)
    raw = _standardised(counts, counts.shape[1] - 1, length)
    return [
        Signal(
            now=float(now[i]), before=float(before[i]), rest_now=float(rest_now[i]), rest_before=float(rest_before[i]),
            expected=float(expected[i]), z=_unskewed(float(raw[i] / math.sqrt(dispersion[i])), float(expected[i]), float(dispersion[i])),
            dispersion=float(dispersion[i]),
        )
        for i in range(len(counts))
    ]  # fmt: skip


def _unskewed(z: float, expected: float, dispersion: float) -> float:
    """z without the long right tail of counts, so that a noisy category does not pass more often than a calm one.

    Skewness of a negative binomial with this mean and dispersion; first term of the expansion of Cornish and Fisher (1938),
    held where it would turn back.
    """
    skewness = (2 * dispersion - 1) / math.sqrt(dispersion * max(expected, 1.0))
    z = min(z, 3 / skewness)
    return z - skewness * (z * z - 1) / 6


def _compared(counts: Floats, week: int, length: int) -> tuple[Floats, Floats, Floats, Floats]:
    """Each item and the rest of the shop: a week's mean before, and now."""
    before = counts[:, week - length : week].mean(axis=1)
    now = counts[:, week]
    return before, now, before.sum() - before, now.sum() - now


def _expected(before: Floats, rest_before: Floats, rest_now: Floats) -> Floats:
    growth = np.divide(rest_now, rest_before, out=np.ones_like(rest_now), where=rest_before > 0)
    return before * growth


def _standardised(counts: Floats, week: int, length: int) -> Floats:
    """(now - expected) over its Poisson standard deviation: of the week itself, of the baseline and of the rest's growth."""
    before, now, rest_before, rest_now = _compared(counts, week, length)
    expected = _expected(before, rest_before, rest_now)
    scale = np.divide(expected, before, out=np.ones_like(expected), where=before > 0)
    of_rest = 1 / np.maximum(rest_now, 1.0) + 1 / np.maximum(length * rest_before, 1.0)
    variance = expected + scale**2 * before / length + expected**2 * of_rest
    return (now - expected) / np.sqrt(np.maximum(variance, 1.0))


def _dispersion(residuals: Floats) -> Floats:
    """Mean square of each item's residuals, drawn towards the mean of all items."""
    weeks = residuals.shape[1]
    usual = max(float(np.median(residuals**2)) / MEDIAN_SQUARE, 1.0)
    squares = np.minimum(residuals**2, WIDEST_RESIDUAL**2 * usual)
    own: Floats = (squares.sum(axis=1) + POOLED_WEEKS * squares.mean()) / (weeks + POOLED_WEEKS)
    return own


def correlation(one: Series, other: Series) -> float:
    """How much two series' misses move together, over all items and the weeks both know; from 0 to 0.9; 0.5 when one never missed."""
    weeks = min(one.residuals.shape[1], other.residuals.shape[1])
    first, second = one.residuals[:, -weeks:].ravel(), other.residuals[:, -weeks:].ravel()
    if first.std() == 0 or second.std() == 0:
        return 0.5
    return float(np.clip(np.corrcoef(first, second)[0, 1], 0.0, 0.9))


def bar_for(items: int) -> float:
    """The z that noise in `items` tests at once hardly ever reaches."""
    return math.sqrt(2 * math.log(max(items, 2))) + ABOVE_MAXIMUM


def judge(sales: Series, interest: Series | None) -> list[Judgement]:
    """Which items rise: both signals up, and together beyond the bar. One judgement an item, in order.

    With `interest`, the two z are added and divided by the standard deviation of their sum (Stouffer et al. 1949, with the
    correlation that the past shows); without it, sales alone must pass.
    """
    supported = [signal.expected >= LEAST_EXPECTED for signal in sales.signals]
    bar = bar_for(sum(supported)) + (0.0 if interest else ALONE)
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
    beyond = 1 - math.exp(-max(z - bar, 0.0) / 2)
    support = expected / (expected + LEAST_EXPECTED)
    return min(max(0.5 + 0.3 * beyond + 0.2 * support - 0.1 * doubts, 0.3), 0.95)
