"""Which items of many shops moved against their own past and against everything else in their shop, all of them at once.

One row an item (a category), one column a period (a week, or two), shops side by side. The last period is compared with the
mean of the periods before it, scaled by the growth of the rest of the shop; how far such comparisons usually miss is read from
earlier periods of the same shop. `brain.analysis.rising` says in words what this does and why; here it is done for ten
thousand shops without a loop over them.
"""

from __future__ import annotations

from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

LONG_BASELINE = 8
SHORT_BASELINE = 4
PERIODS_FOR_LONG_BASELINE = 16
# A single wild week says little about the others, so a residual counts as at most three standard deviations, measured
# by the median of all squares: the median of a squared standard normal is 0.4549.
WIDEST_RESIDUAL = 3.0
MEDIAN_SQUARE = 0.4549
POOLED_PERIODS = 16.0
# How noisy a shop is must be seen, not assumed: this many misses of earlier periods, over all items together.
LEAST_RESIDUALS = 36
ABOVE_MAXIMUM = 0.5
# Where the exact tail is asked: beyond what is near the middle anyway, and as far as its sum is short.
WORTH_A_TAIL, LEAST_FOR_TAIL, MOST_FOR_TAIL = 1.0, 1.0, 400.0
STANDARD = NormalDist()


@dataclass(frozen=True)
class Moves:
    """One place an item: counts now and in a mean period before, the rest of its shop, what was expected, and how far off it is.

    `expected` is `before` scaled by the growth of the rest, `z` (now - expected) in standard deviations, NaN where the shop's
    past is too short. `residuals` are the standardised misses of earlier periods, shape (items, periods), NaN where there are
    none; `baseline` is how many periods `before` is the mean of.
    """

    now: Floats
    before: Floats
    rest_now: Floats
    rest_before: Floats
    expected: Floats
    z: Floats
    dispersion: Floats
    residuals: Floats
    baseline: Ints

    @property
    def growth(self) -> Floats:
        """Change against the periods before, as a fraction; 0 where there was nothing."""
        return _ratio(self.now, self.before) - 1 * (self.before > 0)

    @property
    def relative_growth(self) -> Floats:
        """Change against what the rest of the shop would make one expect, as a fraction."""
        return _ratio(self.now, self.expected) - 1 * (self.expected > 0)


def moves(counts: Floats, burst: Floats, shop: ArrayLike, known: ArrayLike) -> Moves:
    """How each item's last period compares.

    `counts` has shape (items, periods), oldest first. `burst` (items,) is the mean number of counts that come together in
    the last period (sum of squares over sum of counts a customer), at least 1. `shop` (items,) are codes from 0, `known`
    (shops,) how many of the last periods the shop has data for. Raises ValueError on shapes that do not fit.
    """
    code, periods = np.asarray(shop, dtype=np.int64), np.asarray(known, dtype=np.int64)
    if counts.ndim != 2 or burst.shape != counts.shape[:1] or code.shape != counts.shape[:1]:
        raise ValueError(
            f"counts.shape == {counts.shape}, burst.shape == {burst.shape}, must be (items, weeks), (items,)."
        )
    items = np.bincount(code, minlength=len(periods))
    length = _baseline(periods, items)[code]
    every, before, rest_now, rest_before, expected, variance = _compared(counts, code, length)
    raw, past = every[:, -1], every[:, :-1].copy()
    first = (counts.shape[1] - periods)[code] + length
    past[np.arange(counts.shape[1] - 1)[None, :] < first[:, None]] = np.nan
    dispersion = np.maximum(_dispersion(past, code, len(periods)), np.maximum(burst, 1.0))
    seen = np.bincount(code, weights=np.isfinite(past).sum(axis=1), minlength=len(periods))
    z = _told_by_tail(
        _unskewed(raw / np.sqrt(dispersion), expected, dispersion),
        counts[:, -1],
        expected,
        variance * dispersion,
    )
    z[(seen < LEAST_RESIDUALS)[code]] = np.nan
    return Moves(counts[:, -1], before, rest_now, rest_before, expected, z, dispersion, past, length)


def bars(supported: Bools, shop: ArrayLike, shops: int) -> Floats:
    """The z that noise in the supported items of a shop, tested at once, hardly ever reaches, shape (items,)."""
    code = np.asarray(shop, dtype=np.int64)
    tested = np.bincount(code, weights=supported, minlength=shops)
    found: Floats = (np.sqrt(2 * np.log(np.maximum(tested, 2))) + ABOVE_MAXIMUM)[code]
    return found


def baseline_periods(known: int, items: int) -> int:
    """How many whole periods to compare with when `known` are, the current one included.

    The long baseline is calmer, but only worth it while enough earlier periods are left to learn the noise from.
    """
    return int(_baseline(np.array([known]), np.array([items]))[0])


def _baseline(known: Ints, items: Ints) -> Ints:
    enough_left = (known - 1 - LONG_BASELINE) * items >= LEAST_RESIDUALS
    return np.where((known >= PERIODS_FOR_LONG_BASELINE) & enough_left, LONG_BASELINE, SHORT_BASELINE)


def _compared(
    counts: Floats, shop: Ints, length: Ints
) -> tuple[Floats, Floats, Floats, Floats, Floats, Floats]:
    """Standardised misses of every period, and for the last one: before, rest now, rest before, expected, its variance."""
    long, short = (_means_before(counts, size) for size in (LONG_BASELINE, SHORT_BASELINE))
    before = np.where((length == LONG_BASELINE)[:, None], long, short)
    totals, totals_before = (_by_shop(array, shop) for array in (counts, before))
    rest_now, rest_before = totals - counts, totals_before - before
    growth = np.divide(rest_now, rest_before, out=np.ones_like(rest_now), where=rest_before > 0)
    expected = before * growth
    scale = np.divide(expected, before, out=np.ones_like(expected), where=before > 0)
    span = length[:, None]
    of_rest = 1 / np.maximum(rest_now, 1.0) + 1 / np.maximum(span * rest_before, 1.0)
    # Of the period itself, of the baseline and of the rest's growth.
    variance = expected + scale**2 * before / span + expected**2 * of_rest
    raw = (counts - expected) / np.sqrt(np.maximum(variance, 1.0))
    last = (before, rest_now, rest_before, expected, variance)
    before, rest_now, rest_before, expected, variance = (array[:, -1] for array in last)
    return raw, before, rest_now, rest_before, expected, variance


def _means_before(counts: Floats, length: int) -> Floats:
    """The mean of the `length` periods before each one; short of them, of nothing (0)."""
    summed = np.cumsum(np.pad(counts, ((0, 0), (1, 0))), axis=1)
    means = np.zeros_like(counts)
    if counts.shape[1] > length:
        means[:, length:] = (summed[:, length:-1] - summed[:, : -length - 1]) / length
    return means


def _by_shop(values: Floats, shop: Ints) -> Floats:
    """Each place's shop total, column by column."""
    totals = pd.DataFrame(values).groupby(shop).transform("sum").to_numpy()
    return np.asarray(totals, dtype=np.float64)


def _dispersion(residuals: Floats, shop: Ints, shops: int) -> Floats:
    """Mean square of each item's residuals, drawn towards the mean of all items of its shop."""
    squares = residuals**2
    flat = pd.Series(squares.ravel()).groupby(np.repeat(shop, residuals.shape[1])).median()
    usual = np.ones(shops)
    usual[flat.index.to_numpy()] = np.maximum(np.nan_to_num(flat.to_numpy()) / MEDIAN_SQUARE, 1.0)
    held = np.minimum(squares, WIDEST_RESIDUAL**2 * usual[shop][:, None])
    own, many = np.nansum(held, axis=1), np.isfinite(held).sum(axis=1)
    whole = np.bincount(shop, weights=own, minlength=shops)
    mean = whole / np.maximum(np.bincount(shop, weights=many, minlength=shops), 1)
    drawn: Floats = (own + POOLED_PERIODS * mean[shop]) / (many + POOLED_PERIODS)
    return drawn


def _unskewed(z: Floats, expected: Floats, dispersion: Floats) -> Floats:
    """z without the long right tail of counts, so that a noisy category does not pass more often than a calm one.

    Skewness of a negative binomial with this mean and dispersion; first term of the expansion of Cornish and Fisher (1938),
    held where it would turn back.
    """
    skewness = (2 * dispersion - 1) / np.sqrt(dispersion * np.maximum(expected, 1.0))
    held = np.clip(z, -3 / skewness, 3 / skewness)
    straight: Floats = held - skewness * (held * held - 1) / 6
    return straight


def _told_by_tail(z: Floats, now: Floats, expected: Floats, variance: Floats) -> Floats:
    """z from the exact tail of a negative binomial where counts are small and far off, where the expansion says too little.

    The count itself is halved between both sides (mid-p, Lancaster 1961), so that small counts are neither shy nor bold.
    """
    rows = np.flatnonzero(
        (np.abs(z) > WORTH_A_TAIL) & (expected >= LEAST_FOR_TAIL) & (now + expected < MOST_FOR_TAIL)
    )
    found = z.copy()
    if len(rows):
        chance = _below(now[rows], expected[rows], np.maximum(variance[rows], expected[rows] * 1.0001))
        found[rows] = [STANDARD.inv_cdf(p) for p in np.clip(chance, 1e-12, 1 - 1e-12).tolist()]
    return found


def _below(now: Floats, mean: Floats, variance: Floats) -> Floats:
    """Chance of fewer than `now`, and half of that of `now` itself, of a negative binomial."""
    size, share = mean * mean / (variance - mean), 1 - mean / variance
    term = np.exp(size * np.log1p(-share))
    below = np.zeros_like(mean)
    for count in range(int(now.max()) + 1):
        below += np.where(count < now, term, np.where(count == now, term / 2, 0.0))
        term = term * (size + count) / (count + 1) * share
    return below


def _ratio(over: Floats, under: Floats) -> Floats:
    return np.divide(over, under, out=np.zeros_like(over), where=under > 0)
