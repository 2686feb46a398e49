"""Is a refund rate higher than its own past and its shop explain, and is one size, channel or region behind it?

Those who send back are counted, each once, however many pieces or orders: one buyer with ten returns says what one says. The usual rate is
the item's own past drawn towards the shop's (a gamma belief about a Poisson rate, so the count to be expected is negative binomial:
Greenwood and Yule 1920); it is allowed to wander, because the rates of a whole shop do. All functions work on arrays, many shops at once.

One cause is named only if the rest without it is as usual and chance would hardly have put the refunds there (hypergeometric tail, as in
Fisher's exact test, 1935). In the planted worlds of `python -m bench detectors_quality` the named part is the planted one; see there.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from brain.analysis.counted import at_least

Floats = NDArray[np.float64]

# Sales at the shop's rate that are imagined ahead of an item's own past: a new product is at first as good as its shop.
IMAGINED = 50.0
# The relative spread of a true rate from one three weeks to the next where nothing has happened. Our own guess.
WANDER = 0.4
LEAST_RATE = 0.005
# Three people can be chance at a fair rate and never are a batch; below four refunds there is nothing to look into.
LEAST_PEOPLE = 3
LEAST_REFUNDS = 4
LEAST_SALES = 8
# Less than double the usual is a matter of weeks, not of a cause.
LEAST_TIMES = 2.0
# Chance of such a count, times the number of items looked at in the shop: one false alarm in so many shops.
MOST_FALSE = 0.2
# For naming one part: the refunds outside it must not stand out, those inside must not be there by chance.
OUTSIDE_IS_USUAL = 0.05
NOT_BY_CHANCE = 0.01
LEAST_PART = 3
# The second best part must be this much less likely, or the two cannot be told apart.
CLEARLY_BEST = 10.0


@dataclass(frozen=True)
class Part:
    """One value of one dimension within what is looked at: lines bought, and different people who sent back."""

    dimension: str
    value: str
    bought: int
    people: int


def usual_rate(bought_before: ArrayLike, back_before: ArrayLike, shop_rate: ArrayLike) -> Floats:
    """Each item's usual refund rate (a fraction): its past drawn towards the shop's rate."""
    bought, back = np.asarray(bought_before, dtype=np.float64), np.asarray(back_before, dtype=np.float64)
    shop = np.maximum(np.asarray(shop_rate, dtype=np.float64), LEAST_RATE)
    return (back + IMAGINED * shop) / (bought + IMAGINED)


def chance_of(
    people: ArrayLike, bought: ArrayLike, usual: ArrayLike, bought_before: ArrayLike, burst: ArrayLike = 1.0
) -> Floats:
    """Chance that so many people or more send back by luck, of `bought` lines at the usual rate.

    `burst` is how many refunded lines one person brings: fewer people are to be expected from as many lines.
    """
    rate = np.asarray(usual, dtype=np.float64)
    mean = np.asarray(bought, dtype=np.float64) * rate / np.maximum(np.asarray(burst, dtype=np.float64), 1.0)
    known = (np.asarray(bought_before, dtype=np.float64) + IMAGINED) * rate
    variance = mean + mean**2 * (1 / np.maximum(known, 1e-9) + WANDER**2)
    return at_least(people, mean, variance)


def one_cause(parts: Sequence[Part], bought: int, people: int, usual: float) -> Part | None:
    """The one part that explains why `people` of `bought` lines came back; None where no part or more than one does."""
    told: list[tuple[float, Part]] = []
    for part in parts:
        outside, others = bought - part.bought, max(people - part.people, 0)
        if part.people < LEAST_PART or outside <= 0:
            continue
        by_chance = _drawn_into(part.people, part.bought, people, bought)
        rest = float(at_least(others, outside * usual, outside * usual * (1 + outside * usual * WANDER**2)))
        if by_chance * len(parts) <= NOT_BY_CHANCE and rest > OUTSIDE_IS_USUAL:
            told.append((by_chance, part))
    told.sort(key=lambda pair: (pair[0], pair[1].dimension, pair[1].value))
    if not told or (len(told) > 1 and told[1][0] < CLEARLY_BEST * told[0][0]):
        return None
    return told[0][1]


def _drawn_into(inside: int, part: int, people: int, bought: int) -> float:
    """Chance that `inside` or more of `people` fall into `part` of `bought` places: a hypergeometric tail."""
    people, part = min(people, bought), min(part, bought)
    whole = _log_choose(bought, people)
    return sum(
        math.exp(_log_choose(part, k) + _log_choose(bought - part, people - k) - whole)
        for k in range(inside, min(part, people) + 1)
        if people - k <= bought - part
    )


def _log_choose(n: int, k: int) -> float:
    return math.lgamma(n + 1) - math.lgamma(k + 1) - math.lgamma(n - k + 1)
