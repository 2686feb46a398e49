"""When a product runs out, whether there is still time to reorder, and how much: chances, not averages.

Stock that lasts "ten days on average" is gone in seven every few weeks. What is asked for over some days is taken as negative binomial
with the mean and the scatter of `brain.analysis.demand`; the chance that it reaches the stock gives the day of running out as a range,
and the order-up-to level of periodic review (R, S): enough for lead time and review period at a service level (Silver, Pyke and
Thomas, Inventory and Production Management in Supply Chains, 2017, ch. 7). Lost sales, not backorders: an empty shelf sells nothing.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from brain.analysis.counted import at_least, enough_for
from brain.analysis.demand import Demand
from brain.analysis.seasonality import WEEK, Bools, Floats, Ints

# An 80 % range: one shelf in ten is empty before `early`, one in ten only after `late`.
EARLY, MID, LATE = 0.1, 0.5, 0.9
REVIEW_DAYS = 7
SERVICE = 0.95
# Warned when running out before goods ordered at the next look could be there is this likely. On 1,800 planted products 0.25 warned of
# 99 % (single pieces) and 92 % (batches) of stock-outs three days before; 0.3 of 98 and 89 %, 0.2 of 99 and 94 % with more for nothing.
WARN_AT = 0.25
# Days ahead that are looked at; what lasts longer is not about to run out.
LONGEST_COVER = 730
BEYOND = np.inf


@dataclass(frozen=True)
class Cover:
    """Of each product, shape (items,). Days count from the first day of the demand: 1 is that day, 0 is "empty now", `BEYOND` is later.

    `early`, `mid`, `late`: the day whose evening the shelf is empty, an 80 % range. `days_of_cover`: stock over expected demand.
    `chance`: of running out within lead time and review period, goods on their way counted in. `reorder`: pieces that would last
    these days at the service level, if ordered now. Without support nothing is warned or reordered, and days are NaN.
    """

    early: Floats
    mid: Floats
    late: Floats
    days_of_cover: Floats
    chance: Floats
    warned: Bools
    reorder: Floats


def stock_cover(
    on_hand: ArrayLike,
    demand: Demand,
    lead_days: ArrayLike,
    *,
    review_days: ArrayLike = REVIEW_DAYS,
    on_order: ArrayLike = 0.0,
    service: float = SERVICE,
    warn_at: float = WARN_AT,
) -> Cover:
    """Judges every product at once. `on_hand` and `on_order` are pieces, `lead_days` from order to shelf (a cautious one where it varies),
    `review_days` until the owner looks again; each a number or one a product. A stock below zero counts as empty.

    Raises ValueError for negative days or pieces on order, or a level outside (0, 1).
    """
    items = len(demand.daily)
    shelf, coming = (np.maximum(_each(v, items), 0.0) for v in (on_hand, on_order))
    window = np.ceil(_each(lead_days, items) + _each(review_days, items)).astype(np.int64)
    if (window < 0).any() or not 0 < service < 1 or not 0 < warn_at < 1:
        raise ValueError(
            f"lead_days == {lead_days!r}, review_days == {review_days!r}, service == {service}, warn_at == {warn_at}, "
            "must be >= 0 and within (0, 1)."
        )
    ahead = _Ahead(demand)
    mean = ahead.mean_until(window)
    wanted = mean > 0
    chance = np.where(wanted, at_least(shelf + coming, mean, demand.variance(mean)), 0.0)
    target = enough_for(service, mean, demand.variance(mean))
    early, mid, late = (ahead.empty_on(shelf, level) for level in (EARLY, MID, LATE))
    known = demand.supported
    return Cover(
        early=np.where(known, early, np.nan), mid=np.where(known, mid, np.nan), late=np.where(known, late, np.nan),
        days_of_cover=np.where(known, ahead.days_that_sell(shelf), np.nan),
        chance=np.where(known, chance, np.nan), warned=known & (chance >= warn_at),
        reorder=np.where(known & wanted, np.maximum(target - shelf - coming, 0.0), 0.0),
    )  # fmt: skip


class _Ahead:
    """Demand summed from now on; beyond the horizon its last week goes on."""

    def __init__(self, demand: Demand) -> None:
        self._demand = demand
        self._horizon = demand.daily.shape[1]
        none = np.zeros((len(demand.daily), 1))
        self._sums = np.concatenate([none, np.cumsum(demand.daily, axis=1)], axis=1)
        self._after = demand.daily[:, -WEEK:].mean(axis=1)

    def mean_until(self, day: Ints) -> Floats:
        """Expected units of the first `day` days, shape (items,)."""
        within = np.minimum(day, self._horizon)
        sums = np.take_along_axis(self._sums, within[:, None], axis=1)[:, 0]
        result: Floats = sums + (day - within) * self._after
        return result

    def empty_on(self, shelf: Floats, level: float) -> Floats:
        """The first day by which the shelf is empty with this chance: the chance only grows with days, so halving finds it."""
        low, high = np.zeros(len(shelf), dtype=np.int64), np.full(len(shelf), LONGEST_COVER, dtype=np.int64)
        never = self._chance(shelf, high) < level
        while (high - low > 1).any():
            middle = (low + high) // 2
            empty = self._chance(shelf, middle) >= level
            low, high = np.where(empty, low, middle), np.where(empty, middle, high)
        # A shelf without demand is not about to run out, empty or not; an empty one with demand is out now.
        gone = (shelf <= 0) & ~never
        return np.where(never, BEYOND, np.where(gone, 0.0, high.astype(np.float64)))

    def days_that_sell(self, shelf: Floats) -> Floats:
        """How many days, in parts too, the expected demand takes to sell the shelf; `BEYOND` where it takes too long."""
        rest = np.maximum(shelf - self._sums[:, -1], 0.0)
        later = np.divide(rest, self._after, out=np.full(len(shelf), BEYOND), where=self._after > 0)
        place = np.minimum((self._sums <= shelf[:, None]).sum(axis=1), self._horizon)
        before, after = (np.take_along_axis(self._sums, p[:, None], axis=1)[:, 0] for p in (place - 1, place))
        part = np.divide(shelf - before, after - before, out=np.zeros(len(shelf)), where=after > before)
        days = np.where(self._sums[:, -1] > shelf, place - 1 + part, self._horizon + later)
        return np.where(days > LONGEST_COVER, BEYOND, days)

    def _chance(self, shelf: Floats, day: Ints) -> Floats:
        mean = self.mean_until(day)
        return np.where(mean > 0, at_least(shelf, mean, self._demand.variance(mean)), 0.0)


def _each(value: ArrayLike, items: int) -> Floats:
    """One value a product. Raises ValueError where there is another number of them, or one is not a number."""
    values = np.broadcast_to(np.asarray(value, dtype=np.float64), (items,))
    if not np.isfinite(values).all():
        raise ValueError(f"{value!r} must be finite.")
    return values
