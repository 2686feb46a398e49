"""Days on which much less was sold than on such days before, many series at once: a first look for `brain.analysis.anomaly`.

A day is compared with the median of the same weekday of the weeks before, on a square root scale, where counts scatter alike
whatever their size (Anscombe 1948). How far days usually miss is read from the same comparison of earlier days of the series.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

WEEK = 7
WEEKS = 6
LEAST_WEEKS = 4
# Days that the usual miss is read from, each compared with the weeks before it.
LEARNED_DAYS = 28
HISTORY_DAYS = WEEK * WEEKS + LEARNED_DAYS
NORMAL_MAD = 1.4826
# A median of several noisy days is noisy itself: about a fifth on top of counting.
LEAST_SCALE = 1.1


@dataclass(frozen=True)
class LowDays:
    """For the last days, latest last, shape (series, days): what was expected and how far off the day was; NaN where not judged."""

    expected: Floats
    z: Floats


def low_days(counts: Floats, marked: Bools, look_at: int) -> LowDays:
    """How the last `look_at` days compare; `counts` (series, days) holds at least `HISTORY_DAYS` + look_at days, oldest first.

    `marked` (series, days) are days that are like no others (festivals): neither judged nor compared with. z is negative for low
    days. Raises ValueError on shapes that do not fit.
    """
    if counts.shape != marked.shape or counts.shape[1] < HISTORY_DAYS + look_at:
        raise ValueError(
            f"counts.shape == {counts.shape}, must be that of marked, with {HISTORY_DAYS + look_at} days."
        )
    usual = np.where(marked, np.nan, counts)
    days = LEARNED_DAYS + look_at
    compared = np.stack([_back(usual, week, days) for week in range(1, WEEKS + 1)])
    enough = np.isfinite(compared).sum(axis=0) >= LEAST_WEEKS
    with np.errstate(all="ignore"):
        expected = np.where(enough, np.nanmedian(np.where(enough, compared, 0.0), axis=0), np.nan)
    missed = 2 * (np.sqrt(usual[:, -days:] + 0.375) - np.sqrt(expected + 0.375))
    past = missed[:, :-look_at]
    known = np.isfinite(past).sum(axis=1) >= LEARNED_DAYS // 2
    spread = NORMAL_MAD * np.nanmedian(np.where(known[:, None], np.abs(past), 0.0), axis=1)
    scale = np.where(known, np.maximum(spread, LEAST_SCALE), np.nan)
    return LowDays(expected[:, -look_at:], missed[:, -look_at:] / scale[:, None])


def _back(values: Floats, weeks: int, days: int) -> Floats:
    """The values so many weeks before each of the last `days` days."""
    end = values.shape[1] - WEEK * weeks
    return values[:, end - days : end]
