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
LEAST_WEEKS = 3
# Days that the usual miss is read from, each compared with the weeks before it.
LEARNED_DAYS = 28
# After a long holiday fewer are left; with so few the scale is mostly what counting leaves.
LEAST_LEARNED = 10
HISTORY_DAYS = WEEK * WEEKS + LEARNED_DAYS
NORMAL_MAD = 1.4826
# A median of several noisy days is noisy itself: a fifth of the variance on top of counting with six of them, two fifths with three.
OF_A_MEDIAN = 1.26


@dataclass(frozen=True)
class LowDays:
    """For the last days, latest last, shape (series, days): what was expected and how far off the day was; NaN where not judged."""

    expected: Floats
    z: Floats


def low_days(counts: Floats, marked: Bools, look_at: int, slow: Bools | None = None) -> LowDays:
    """How the last `look_at` days compare; `counts` (series, days) holds at least `HISTORY_DAYS` + look_at days, oldest first.

    `marked` (series, days) are days that are like no others (festivals): not compared with, and those of them that are `slow` (all,
    where it is not given) not judged; on the others more is sold, and a low one is low all the same. z is negative for low days. Raises ValueError on shapes that do not fit.
    """
    if counts.shape != marked.shape or counts.shape[1] < HISTORY_DAYS + look_at:
        raise ValueError(
            f"counts.shape == {counts.shape}, must be that of marked, with {HISTORY_DAYS + look_at} days."
        )
    slow = marked if slow is None else slow
    usual, judged = np.where(marked, np.nan, counts), np.where(slow, np.nan, counts)[:, -look_at:]
    days = LEARNED_DAYS + look_at
    compared = np.stack([_back(usual, week, days) for week in range(1, WEEKS + 1)])
    weeks = np.isfinite(compared).sum(axis=0)
    enough = weeks >= LEAST_WEEKS
    with np.errstate(all="ignore"):
        expected = np.where(enough, np.nanmedian(np.where(enough, compared, 0.0), axis=0), np.nan)
    past = _missed(usual[:, -days:-look_at], expected[:, :-look_at])
    known = np.isfinite(past).sum(axis=1) >= LEAST_LEARNED
    spread = NORMAL_MAD * np.nanmedian(np.where(known[:, None], np.abs(past), 0.0), axis=1)
    least = np.sqrt(1 + OF_A_MEDIAN / np.maximum(weeks[:, -look_at:], 1))
    scale = np.where(known[:, None], np.maximum(spread[:, None], least), np.nan)
    return LowDays(expected[:, -look_at:], _missed(judged, expected[:, -look_at:]) / scale)


def _missed(counts: Floats, expected: Floats) -> Floats:
    """In standard deviations of a Poisson count, about."""
    missed: Floats = 2 * (np.sqrt(counts + 0.375) - np.sqrt(expected + 0.375))
    return missed


def _back(values: Floats, weeks: int, days: int) -> Floats:
    """The values so many weeks before each of the last `days` days."""
    end = values.shape[1] - WEEK * weeks
    return values[:, end - days : end]
