"""How demand answers to price: the elasticity of each product from its own history, with an 80 % interval, or why there is none.

units ~ exposure x price^elasticity x promotion x trend (and the year, where it was seen one and a half times), fitted as a log-linear
count regression (`brain.analysis.log_linear`). Exposure is the shape of the week times what comparable goods sold, so that a season is
not taken for an answer to a price. What this cannot undo: a price that was cut because demand fell, or when everybody buys anyway.
Days of festivals, of empty shelves and of closed shops are the caller's to leave out; promoted days get a factor of their own.

Single products say little, so they are drawn towards their category (random effects, DerSimonian and Laird 1986), or, where that is
small, to what is published: the mean of 1,851 price elasticities is -2.62 (Bijmolt, Van Heerde and Pieters 2005, Journal of Marketing
Research 42(2)). Most of those are of brands on a shelf beside their rivals; ours is -2, and wide. That is our own guess.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

import numpy as np

from brain.analysis.log_linear import EIGHTY, Fit, fit_log_linear, t_of_eighty
from brain.analysis.seasonality import WEEK, Bools, Floats, Ints, calendar_of, week_shape

# Two months, so that a price is compared with more than the weeks beside it.
LEAST_DAYS = 56
LEAST_UNITS = 60
# A dear and a cheap fortnight, apart by so much: below that, the answer drowns in what weeks differ anyway.
LEAST_DAYS_AT = 14
LEAST_SPREAD = math.log(1.05)
# One change cannot be told from whatever else changed that day.
LEAST_CHANGES = 2
SAME_PRICE = math.log(1.02)
# Blocks of time that must carry the evidence, in effect, less one.
LEAST_FREEDOM = 2.0
# Shocks to demand last for weeks. In planted worlds 80 % intervals from blocks of 7 days held 70-77 %, from 28 days 81-87 %.
BLOCK = 28
# With less than this the year's wave and the trend are one.
DAYS_FOR_THE_YEAR, YEAR = 546, 365.25
AT_ONCE = 500
LEAST_PRODUCTS = 5
LEAST_BETWEEN = 0.3
# Units of a week imagined beside a category's, so that a small one's noise is not taken for its season.
IMAGINED = 10.0

Unsaid = Literal["few_days", "few_units", "narrow_prices", "few_changes", "one_stretch"]


@dataclass(frozen=True)
class Prior:
    """A belief about elasticities before a product's own history: normal, with mean and standard deviation."""

    mean: float
    spread: float


PUBLISHED = Prior(-2.0, 1.5)


@dataclass(frozen=True)
class Elasticity:
    """Percent more units for a percent more price: an 80 % interval around `mid`, and what it rests on.

    `standard_error` is such that `mid` -+ 1.28 of it is the interval: with the few `freedom` degrees of freedom that there are, more
    than the estimate's own. `cheapest` and `dearest` are the prices between which it was seen,
    each on a fortnight or more; beyond them nothing is known. `drawn` tells whether a prior had its say.
    """

    low: float
    mid: float
    high: float
    standard_error: float
    freedom: float
    days: int
    units: int
    cheapest: float
    dearest: float
    drawn: bool = False


@dataclass(frozen=True)
class NoElasticity:
    """Why a product's history says nothing about its price."""

    reason: Unsaid


def estimate_elasticities(
    units: Floats,
    price: Floats,
    there: Bools,
    *,
    first_day: date,
    promoted: Bools | None = None,
    comparable: Floats | None = None,
) -> list[Elasticity | NoElasticity]:
    """One estimate a product, undrawn. All arrays have shape (items, days).

    `price` is that in force for an ordinary quantity (`brain.analysis.price_history`), NaN where unknown; order-level discounts are no
    part of it. `there`: the day counts. `comparable` is what comparable goods sold, 1 on average (`sales_of_comparable`).
    Raises ValueError for shapes that differ.
    """
    promoted = np.zeros(units.shape, dtype=np.bool_) if promoted is None else promoted
    comparable = np.ones(units.shape) if comparable is None else comparable
    for other in (price, there, promoted, comparable):
        if units.ndim != 2 or other.shape != units.shape:
            raise ValueError(f"shape == {other.shape}, must be units' {units.shape}, which must be 2-d.")
    used = there & (price > 0) & np.isfinite(price)
    exposure = _exposure(units, used, first_day) * comparable
    used &= exposure > 0
    known = _Known(units, np.log(np.where(used, price, 1.0)), used, promoted)
    reasons = known.reasons()
    result: list[Elasticity | NoElasticity] = [NoElasticity(why or "one_stretch") for why in reasons]
    clear = np.flatnonzero(np.array([why is None for why in reasons], dtype=np.bool_))
    for start in range(0, len(clear), AT_ONCE):
        some = clear[start : start + AT_ONCE]
        for item, one in zip(some.tolist(), known.fitted(some, exposure), strict=True):
            result[item] = one
    return result


class _Known:
    """What is known of each product: units and log prices of the days that count."""

    def __init__(self, units: Floats, price: Floats, used: Bools, promoted: Bools) -> None:
        self._units, self._price, self._used, self._promoted = units, price, used, promoted
        # Prices under a promotion say as much about the promotion: the range is that of ordinary days.
        self._plain = used & ~promoted
        self._cheapest, self._dearest = self._range()

    def reasons(self) -> list[Unsaid | None]:
        """What each product lacks; None where it may be fitted."""
        lacks: tuple[tuple[Unsaid, Bools], ...] = (
            ("few_days", self._used.sum(axis=1) < LEAST_DAYS),
            ("few_units", (self._units * self._used).sum(axis=1) < LEAST_UNITS),
            ("narrow_prices", ~(self._dearest - self._cheapest >= LEAST_SPREAD)),
            ("few_changes", self._changes() < LEAST_CHANGES),
        )
        return [next((why for why, short in lacks if short[item]), None) for item in range(len(self._units))]

    def fitted(self, items: Ints, exposure: Floats) -> Iterator[Elasticity | NoElasticity]:
        """Estimates of some products."""
        used, units = self._used[items], self._units[items]
        fit = fit_log_linear(units, self._columns(items), np.where(used, exposure[items], 0.0), BLOCK, 1)
        error = fit.standard_error * t_of_eighty(fit.freedom) / EIGHTY
        for place, item in enumerate(items.tolist()):
            if self._carried_by_one(fit, place):
                yield NoElasticity("one_stretch")
                continue
            mid, half = float(fit.value[place]), EIGHTY * float(error[place])
            yield Elasticity(
                low=mid - half, mid=mid, high=mid + half, standard_error=float(error[place]),
                freedom=float(fit.freedom[place]),
                days=int(used[place].sum()), units=int((units[place] * used[place]).sum()),
                cheapest=math.exp(self._cheapest[item]), dearest=math.exp(self._dearest[item]),
            )  # fmt: skip

    def _carried_by_one(self, fit: Fit, place: int) -> bool:
        return not (
            bool(fit.settled[place])
            and fit.freedom[place] >= LEAST_FREEDOM
            and math.isfinite(fit.standard_error[place])
        )

    def _range(self) -> tuple[Floats, Floats]:
        """Log of the prices at or below (above) which each product stood for a fortnight; infinite, the wrong way round, without."""
        rank = min(LEAST_DAYS_AT, self._price.shape[1]) - 1
        cheap = np.sort(np.where(self._plain, self._price, np.inf), axis=1)[:, rank]
        dear = -np.sort(np.where(self._plain, -self._price, np.inf), axis=1)[:, rank]
        return cheap, dear

    def _changes(self) -> Ints:
        """How often the price moved between days that count, shape (items,)."""
        places = np.where(self._plain, np.arange(self._price.shape[1]), -1)
        last = np.maximum.accumulate(places, axis=1)
        before = np.concatenate([np.full((len(last), 1), -1), last[:, :-1]], axis=1)
        earlier = np.take_along_axis(self._price, np.maximum(before, 0), axis=1)
        moved = self._plain & (before >= 0) & (np.abs(self._price - earlier) > SAME_PRICE)
        changes: Ints = moved.sum(axis=1)
        return changes

    def _columns(self, items: Ints) -> Floats:
        """One, log price around its mean, promotion, trend, and the year; shape (items, days, k)."""
        used, price = self._used[items], self._price[items]
        count = used.sum(axis=1, keepdims=True)
        middle = (price * used).sum(axis=1, keepdims=True) / np.maximum(count, 1)
        days = price.shape[1]
        along = [np.linspace(-1, 1, days)]
        if days >= DAYS_FOR_THE_YEAR:
            turn = 2 * np.pi * np.arange(days) / YEAR
            along += [np.sin(turn), np.cos(turn)]
        columns = [np.ones_like(price), (price - middle) * used, self._promoted[items] & used]
        return np.stack([*columns, *(np.broadcast_to(one, price.shape) for one in along)], axis=2)


def _exposure(units: Floats, used: Bools, first_day: date) -> Floats:
    """The shape of the week on the days that count, shape (items, days)."""
    calendar = calendar_of(first_day, units.shape[1], 0, {})
    mean = (units * used).sum(axis=1) / np.maximum(used.sum(axis=1), 1)
    whole = np.where(used, units, mean[:, None])
    shape = week_shape(whole, calendar, np.ones(units.shape[1], dtype=np.bool_))
    return shape[:, calendar.weekday]


def sales_of_comparable(units: Floats, category: Ints) -> Floats:
    """What the rest of each product's category sold in the week around each day, over its mean, shape (items, days).

    `category` has shape (items,), numbers from 0. The product itself is left out, or it would explain itself. Where it takes customers
    from the rest, its own elasticity comes out a little too large.
    """
    total = np.zeros((int(category.max(initial=0)) + 1, units.shape[1]))
    np.add.at(total, category, units)
    rest = total[category] - units
    sums = np.concatenate([np.zeros((len(rest), 1)), np.cumsum(rest, axis=1)], axis=1)
    days = np.arange(units.shape[1])
    start, end = np.maximum(days - WEEK // 2, 0), np.minimum(days + WEEK // 2 + 1, units.shape[1])
    week = (sums[:, end] - sums[:, start]) / (end - start) * WEEK
    mean = rest.mean(axis=1, keepdims=True) * WEEK
    comparable: Floats = (week + IMAGINED) / (mean + IMAGINED)
    return comparable


def prior_of(estimates: Sequence[Elasticity | NoElasticity], otherwise: Prior = PUBLISHED) -> Prior:
    """What a category's products together say about one more of them; `otherwise` with fewer than `LEAST_PRODUCTS` estimates.

    The spread holds how products differ and how well their mean is known.
    """
    known = [one for one in estimates if isinstance(one, Elasticity)]
    if len(known) < LEAST_PRODUCTS:
        return otherwise
    values = np.array([one.mid for one in known])
    # The estimates' own errors: widened for few degrees of freedom, they would explain away how products differ.
    freedom = np.array([one.freedom for one in known])
    variances = (np.array([one.standard_error for one in known]) * EIGHTY / t_of_eighty(freedom)) ** 2
    between = _between(values, variances)
    weights = 1 / (variances + between)
    mean = float((weights * values).sum() / weights.sum())
    return Prior(mean, math.sqrt(max(between, LEAST_BETWEEN**2) + 1 / float(weights.sum())))


def _between(values: Floats, variances: Floats) -> float:
    """The variance between products, by DerSimonian and Laird's moments."""
    weights = 1 / variances
    mean = (weights * values).sum() / weights.sum()
    q = float((weights * (values - mean) ** 2).sum())
    c = float(weights.sum() - (weights**2).sum() / weights.sum())
    return max((q - (len(values) - 1)) / c, 0.0)


def drawn_towards(own: Elasticity, prior: Prior) -> Elasticity:
    """The product's estimate and the prior, each by its precision."""
    here, there = 1 / own.standard_error**2, 1 / prior.spread**2
    mid = (here * own.mid + there * prior.mean) / (here + there)
    error = 1 / math.sqrt(here + there)
    return replace(
        own, low=mid - EIGHTY * error, mid=mid, high=mid + EIGHTY * error, standard_error=error, drawn=True
    )
