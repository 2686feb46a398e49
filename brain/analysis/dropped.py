"""Whether a regular has given up a product or only happened not to take it: visits as the clock.

A customer who took a product at x of n visits (the first and the last of those with it) and has come m times since without it
is either still one who takes it now and then, or has dropped it after the last time. Both are weighed as in the
beta-geometric / beta-Bernoulli model (Fader, Hardie and Shang 2010, Marketing Science 29(6), "Customer-base analysis in a
discrete-time noncontractual setting"), with a point estimate of the rate in place of its beta density: at each visit a product
is dropped with a small chance, and taken with the customer's own rate while it is not. Days without a visit say nothing.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]

# Out of so many visits one ends a habit for good. Our own assumption: two of the median regular's years of monthly visits.
DROP_RATE = 0.05
# One imagined visit with and two without the product beside a customer's own, so that three of three is not always.
IMAGINED_TAKEN, IMAGINED_VISITS = 1.0, 3.0


def taking_rate(taken: ArrayLike, visits: ArrayLike) -> Floats:
    """Share of visits at which the product is taken, drawn towards one in three.

    `visits` run from the first to the last visit with the product, so the last, which is one by definition, is left out.
    Raises ValueError unless 1 <= taken <= visits.
    """
    x, n = np.asarray(taken, dtype=np.float64), np.asarray(visits, dtype=np.float64)
    if (x < 1).any() or (x > n).any():
        raise ValueError("taken must be >= 1 and <= visits.")
    found: Floats = (x - 1 + IMAGINED_TAKEN) / (n - 1 + IMAGINED_VISITS)
    return found


def dropped_chance(taken: ArrayLike, visits: ArrayLike, missed: ArrayLike) -> Floats:
    """Chance that the product has been dropped, given `missed` visits without it since the last one with it; 0 for none.

    Raises ValueError for missed < 0, and as `taking_rate`.
    """
    m = np.asarray(missed, dtype=np.float64)
    if (m < 0).any():
        raise ValueError(f"missed == {m.min():g}, must be >= 0.")
    # While the habit lasts a visit without the product has this chance.
    silent = (1 - DROP_RATE) * (1 - taking_rate(taken, visits))
    alive = silent**m
    gone = DROP_RATE * (1 - alive) / (1 - silent)
    found: Floats = gone / (gone + alive)
    return found
