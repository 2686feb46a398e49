"""How often posts are clicked, compared: does a repeated post wear out, is an hour better than the others? Many shops at once.

A post's rate is the logarithm of clicks over readers reached. Its variance has two parts: the luck of counting (1 / clicks, the delta
method) and how much posts differ anyway (`LUCK`), which no number of readers takes away. Means and lines are weighted by the inverse of
the variance; where the posts of a shop scatter more or less than that, all its variances follow what is seen (Birge's ratio, 1932).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]

# Standard deviation of the logarithm of a click rate between posts that differ in nothing that we know. Our own guess.
LUCK = 0.15
LEAST_SERIES = 4
LEAST_CLICKS = 25
LEAST_BAR = 1.9
ABOVE_MAXIMUM = 0.5
# A second half that is clicked a fifth less than the first is worth a word, and an hour that is clicked a third more.
WORN = 0.8
BETTER = 1.35
# Posts that must have gone out at an hour, and at others, before it is praised.
LEAST_POSTS_AT, LEAST_POSTS_ELSEWHERE = 3, 4
# Degrees of freedom imagined for the shop's scatter, at its expected size.
IMAGINED_FREEDOM = 10.0
LEAST_SCATTER = 0.5
# How far a group's readiness to click drifts within a month where nothing has happened, as a standard deviation. Our own guess.
DRIFT = 0.15


def bar_for(tested: ArrayLike) -> Floats:
    """The z that noise in so many tests hardly ever reaches (expected maximum of as many noises, and a half)."""
    many = np.maximum(np.asarray(tested, dtype=np.float64), 2.0)
    found: Floats = np.maximum(np.sqrt(2 * np.log(many)) + ABOVE_MAXIMUM, LEAST_BAR)
    return found


def slope(sw: Floats, sx: Floats, sy: Floats, sxx: Floats, sxy: Floats) -> tuple[Floats, Floats, Floats]:
    """Slope, its variance and the height at x = 0 of weighted lines, from their sums; NaN where x does not vary."""
    with np.errstate(divide="ignore", invalid="ignore"):
        det = sw * sxx - sx**2
        by = np.where(det > 0, (sw * sxy - sx * sy) / det, np.nan)
        return by, np.where(det > 0, sw / det, np.nan), (sy - by * sx) / sw


def scatter(chi_square: Floats, freedom: Floats, shop: ArrayLike) -> Floats:
    """By what all variances of a shop grow or shrink: its sum of squares over its degrees of freedom, drawn to 1."""
    _, place = np.unique(np.asarray(shop), return_inverse=True)
    squares = np.bincount(place, weights=np.nan_to_num(chi_square))[place]
    free = np.bincount(place, weights=freedom)[place]
    found: Floats = np.maximum((squares + IMAGINED_FREEDOM) / (free + IMAGINED_FREEDOM), LEAST_SCATTER)
    return found


def drawn_to_one(log_ratio: Floats, variance: Floats, between: float = 0.3) -> Floats:
    """A ratio drawn towards 1, because the best of several is praised for its luck too; `between` is how far ratios truly differ."""
    found: Floats = np.exp(log_ratio * between**2 / (between**2 + variance))
    return found
