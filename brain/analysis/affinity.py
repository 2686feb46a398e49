"""Which products are bought together more often than chance, from counts of orders; many shops at once.

Chance is what the shop's own baskets would give if they were filled at random: a product meets others as often as there is
room beside it, so the expected number of joint orders is slots(a) x slots(b) / slots of all others, where a product's slots
are the other products in its orders (the configuration model: Newman 2010, "Networks", section 13.2). Plain independence,
n_a x n_b / n_orders, calls every pair of a wholesale order of 100 lines an affinity: 272,187 pairs of five months of Online
Retail against 5,691. `expected` carries the better figure where the counting gives it.

Evidence is counted in customers, not orders: one who orders the same basket each week is one witness. How far chance can
reach is an exact Poisson tail; the lower bound of the lift is Byar's approximation to the exact Poisson limit (Rothman and
Boice 1979); significance is corrected for every pair of the shop that could have been found, by Benjamini and Hochberg
(1995), which also keeps a shop without any affinity from showing one in 95 of 100 cases.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

# Below this a lower bound of a lift rests on the luck of two or three baskets.
LEAST_CUSTOMERS = 8
# A joint purchase that chance explains to two thirds is no reason for a bundle, however sure it is.
LEAST_LIFT_LOW = 1.5
# Of those who buy the rarer of the two, at least one in twenty takes the other as well: fewer would not notice a bundle.
LEAST_CONFIDENCE = 0.05
MOST_FALSE = 0.05
LEVEL = 0.9
# Half an order on either side draws the lift of thin counts to 1 (Noren, Hopstadius and Bate 2013).
HALF = 0.5


@dataclass(frozen=True)
class PairCounts:
    """One place per pair of products of one shop; all arrays have one length. Orders with both, with a, with b, in all.

    `n_tested` is how many pairs of that shop had enough orders to be looked at, found or not. `n_customers` are the different
    customers behind `n_both`, `expected` the joint orders that chance gives; without them orders are evidence and
    independence is chance.
    """

    shop: NDArray[np.generic]
    n_both: Ints
    n_a: Ints
    n_b: Ints
    n_orders: Ints
    n_tested: Floats
    n_customers: Ints
    expected: Floats


def pair_counts(
    shop: ArrayLike,
    n_both: ArrayLike,
    n_a: ArrayLike,
    n_b: ArrayLike,
    n_orders: ArrayLike,
    n_tested: ArrayLike,
    n_customers: ArrayLike | None = None,
    expected: ArrayLike | None = None,
) -> PairCounts:
    """Arrays of one length, checked. Raises ValueError for other lengths and for counts that no baskets can have."""
    both, a, b, orders = (np.atleast_1d(np.asarray(c, dtype=np.int64)) for c in (n_both, n_a, n_b, n_orders))
    chance = expected_if_independent(a, b, orders) if expected is None else expected
    counts = PairCounts(
        np.atleast_1d(np.asarray(shop)),
        both,
        a,
        b,
        orders,
        np.atleast_1d(np.asarray(n_tested, dtype=np.float64)),
        both if n_customers is None else np.atleast_1d(np.asarray(n_customers, dtype=np.int64)),
        np.atleast_1d(np.asarray(chance, dtype=np.float64)),
    )
    lengths = {len(array) for array in vars(counts).values()}
    if len(lengths) > 1:
        raise ValueError(f"lengths == {sorted(lengths)}, must be equal.")
    possible = (both >= 0) & (both <= np.minimum(a, b)) & (a + b - both <= orders)
    if not possible.all():
        raise ValueError(f"counts == {both[~possible][:3].tolist()} of both, no baskets can have them.")
    return counts


@dataclass(frozen=True)
class Affinity:
    """Per pair: plain lift, how often a's buyers take b and the reverse, and the lift over chance with its lower bound.

    `over_chance` counts orders and `low` customers, both drawn to 1 where counts are thin; `low` is the lower end of a
    two-sided 90 % interval; `p` is corrected for all pairs of the shop.
    """

    lift: Floats
    a_to_b: Floats
    b_to_a: Floats
    over_chance: Floats
    low: Floats
    p: Floats


def affinity(counts: PairCounts) -> Affinity:
    """How strongly each pair goes together, in the order of the counts."""
    return Affinity(
        lift=lift(counts.n_both, counts.n_a, counts.n_b, counts.n_orders),
        a_to_b=confidence(counts.n_both, counts.n_a),
        b_to_a=confidence(counts.n_both, counts.n_b),
        over_chance=(counts.n_both + HALF) / (counts.expected + HALF),
        low=(poisson_low(counts.n_customers, LEVEL) + HALF) / (counts.expected + HALF),
        p=adjusted(poisson_tail(counts.n_customers, counts.expected), counts.shop, counts.n_tested),
    )


def strong_pairs(
    counts: PairCounts,
    found: Affinity,
    same_family: ArrayLike | None = None,
    least_customers: int = LEAST_CUSTOMERS,
    least_low: float = LEAST_LIFT_LOW,
    least_confidence: float = LEAST_CONFIDENCE,
) -> Ints:
    """Places of the pairs fit for a bundle, by shop and within it by lower bound, the strongest first; often none.

    `same_family` marks pairs that are sizes, colours or packs of one product: an owner calls that no bundle.
    """
    family = (
        np.zeros(len(found.p), dtype=bool) if same_family is None else np.asarray(same_family, dtype=bool)
    )
    kept: Flags = (
        (counts.n_customers >= least_customers)
        & (found.low >= least_low)
        & (np.maximum(found.a_to_b, found.b_to_a) >= least_confidence)
        & (found.p <= MOST_FALSE)
        & ~family
    )
    places = np.flatnonzero(kept)
    return places[np.lexsort((-found.low[places], counts.shop[places]))]


def expected_if_independent(n_a: ArrayLike, n_b: ArrayLike, n_orders: ArrayLike) -> Floats:
    """Joint orders if each order held a and b independently of each other; 0 without orders."""
    a, b, orders = (np.asarray(count, dtype=np.float64) for count in (n_a, n_b, n_orders))
    return a * b / np.maximum(orders, 1.0)


def expected_of_others(
    expected: ArrayLike, n_both: ArrayLike, slots_a: ArrayLike, slots_b: ArrayLike
) -> Floats:
    """`expected` of the configuration model without what the pair itself adds to it.

    Each joint order gives both products a place beside something; where one is hardly ever bought without the other, chance
    would be made of the very affinity that is looked for. Slots are those that `expected` was counted from.
    """
    both = np.asarray(n_both, dtype=np.float64)
    left = [
        np.clip(1 - both / np.maximum(np.asarray(slots, dtype=np.float64), 1.0), 0.0, 1.0)
        for slots in (slots_a, slots_b)
    ]
    alone: Floats = np.asarray(expected, dtype=np.float64) * left[0] * left[1]
    return alone


def lift(n_both: ArrayLike, n_a: ArrayLike, n_b: ArrayLike, n_orders: ArrayLike) -> Floats:
    """Joint orders over those of independence; the same with a and b exchanged. 0 where a or b was never ordered."""
    expected = expected_if_independent(n_a, n_b, n_orders)
    both = np.asarray(n_both, dtype=np.float64)
    return np.divide(both, expected, out=np.zeros_like(expected), where=expected > 0)


def confidence(n_both: ArrayLike, n_first: ArrayLike) -> Floats:
    """Share of the first product's orders that hold the other one too; 0 where the first was never ordered."""
    first = np.asarray(n_first, dtype=np.float64)
    return np.asarray(n_both, dtype=np.float64) / np.maximum(first, 1.0)


def poisson_low(seen: ArrayLike, level: float) -> Floats:
    """Lower end of the two-sided interval of a Poisson mean at `level` of confidence; 0 where nothing was seen.

    Byar's approximation: at 90 % within 1 % of the exact limit from 3 on, within 0.1 % from 8 on.
    """
    count = np.asarray(seen, dtype=np.float64)
    z = NormalDist().inv_cdf(0.5 + level / 2)
    safe = np.maximum(count, 1.0)
    low = count * (1 - 1 / (9 * safe) - z / (3 * np.sqrt(safe))) ** 3
    return np.maximum(low, 0.0)


def poisson_tail(seen: ArrayLike, mean: ArrayLike) -> Floats:
    """Chance of `seen` or more where `mean` were expected; 1 where no more than expected were seen.

    The series of the tail from its largest term on (Abramowitz and Stegun 26.4.21), until nothing is added any more.
    """
    count, expected = np.broadcast_arrays(
        np.asarray(seen, dtype=np.int64), np.asarray(mean, dtype=np.float64)
    )
    chance = np.ones(count.shape)
    above = count > expected
    n, m = count[above].astype(np.float64), expected[above]
    with np.errstate(divide="ignore"):
        first = np.exp(n * np.log(m) - m - _log_factorial(count[above]))
    term, total, step = np.ones_like(m), np.ones_like(m), 0
    while bool((term > np.finfo(float).eps * total).any()):
        step += 1
        term = term * m / (n + step)
        total = total + term
    chance[above] = np.minimum(first * total, 1.0)
    return chance


def adjusted(p: ArrayLike, shop: ArrayLike, n_tested: ArrayLike) -> Floats:
    """Benjamini and Hochberg's adjusted p within each shop, where `n_tested` pairs were looked at and the rest has p = 1."""
    chance, tested = np.asarray(p, dtype=np.float64), np.asarray(n_tested, dtype=np.float64)
    if not len(chance):
        return chance
    _, group = np.unique(np.asarray(shop), return_inverse=True)
    order = np.lexsort((chance, group))
    first = np.searchsorted(group[order], group[order])
    rank = np.arange(len(order)) - first + 1
    raised = np.minimum(chance[order] * np.maximum(tested[order], rank) / rank, 1.0)
    # Each shop is lifted clear of the one before it, so that one running minimum from the end serves all of them.
    clear = 2.0 * group[order]
    lowest = np.minimum.accumulate((raised + clear)[::-1])[::-1] - clear
    out = np.empty_like(chance)
    out[order] = np.clip(lowest, 0.0, 1.0)
    return out


def _log_factorial(count: Ints) -> Floats:
    values, place = np.unique(count, return_inverse=True)
    return np.array([math.lgamma(value + 1) for value in values.tolist()], dtype=np.float64)[place]
