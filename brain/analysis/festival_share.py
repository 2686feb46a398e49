"""Did one category sell beyond its usual part of the shop before a festival a year ago? Many shops, categories and windows at once.

A festival lifts the whole shop; what is asked is whether a category's share of all orders in the window was above its share in the weeks
around it. The orders to be expected are those of the rest of the shop in the window times the usual odds; the chance of what came is a
negative binomial tail. How much counts of a shop scatter is not assumed but seen: the same comparison is made where no festival is, and
the mean square of its misses is the dispersion.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from brain.analysis.counted import at_least

Floats = NDArray[np.float64]

# A shop's dispersion is drawn to this by so many misses imagined, and a miss counts as three standard deviations at most.
DISPERSION, IMAGINED_MISSES, WIDEST_MISS = 1.2, 20.0, 3.0
# How far a category's share moves within two months by season alone, as a fraction of itself. Our own guess.
SEASON = 0.1
LEAST_ORDERS = 12
LEAST_AROUND = 8
LEAST_MORE = 0.35
# How often chance may give a card in a shop. In planted worlds, where one shop in eight has a festival that can be told, a twentieth found
# two thirds of them and a tenth four fifths, at one false card in six; in real shops far more categories have their festival.
MOST_FALSE = 0.1


def expected_orders(rest_in_window: Floats, around: Floats, rest_around: Floats) -> tuple[Floats, Floats]:
    """Orders of a category to be expected in a window, and the relative variance of that number; arrays of one shape."""
    least = np.maximum(rest_around, 1.0)
    unsure = 1 / (around + 0.5) + 1 / least + 1 / np.maximum(rest_in_window, 1.0)
    return rest_in_window * (around + 0.5) / least, unsure


def chance_of(in_window: Floats, expected: Floats, unsure: Floats, dispersion: Floats) -> Floats:
    """Chance of so many orders or more; `unsure` as `expected_orders` gives it."""
    variance = dispersion * (expected + expected**2 * unsure) + expected**2 * SEASON**2
    return at_least(in_window, expected, variance)


def dispersion_of(in_window: Floats, expected: Floats, unsure: Floats, shop: NDArray[np.int64]) -> Floats:
    """How much each row's shop scatters beyond Poisson, at least 1: from comparisons of shape (rows, windows) where nothing is."""
    used = expected >= 1.0
    square = (in_window - expected) ** 2 / np.maximum(expected + expected**2 * unsure, 1e-9)
    square = np.where(used, np.minimum(square, WIDEST_MISS**2), 0.0)
    total = np.bincount(shop, weights=square.sum(axis=1)) + IMAGINED_MISSES * DISPERSION
    misses = np.bincount(shop, weights=used.sum(axis=1)) + IMAGINED_MISSES
    found: Floats = np.maximum(total / misses, 1.0)[shop]
    return found


def stands_out(
    in_window: Floats, around: Floats, expected: Floats, false_in_shop: Floats
) -> NDArray[np.bool_]:
    """Whether enough orders came and enough more than expected; `false_in_shop` is their chance times all that was tested in the shop."""
    enough = (in_window >= LEAST_ORDERS) & (around >= LEAST_AROUND)
    found: NDArray[np.bool_] = (
        enough & (in_window >= (1 + LEAST_MORE) * expected) & (false_in_shop <= MOST_FALSE)
    )
    return found
