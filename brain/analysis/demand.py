"""What products will be asked for, day by day, from days of which some had nothing on the shelf.

A day on which a product was not there all day says only that at least so much was wanted: such days are left out of the level
(unconstraining by exposure), and filled with what is usual around them for rooms that take no gaps. The level is a gamma posterior
with exponential forgetting (the power steady model, Smith 1979, J. R. Statist. Soc. B 41), so that a product with three sales is
believed as far as three sales go. What is asked for over some days has the mean m of those days and the variance noise x m + drift x
m^2: counting on the one hand, doubt about the level on the other. The shape of the week and festivals are `brain.analysis.seasonality`'s.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np

from brain.analysis.forecast import DRIFT, POOLED_DAYS, Forecast
from brain.analysis.seasonality import (
    ORDINARY,
    Bools,
    Calendar,
    Floats,
    calendar_of,
    decay,
    lifts,
    usual_days,
    week_shape,
    without_freaks,
)

# Of 7, 14, 21, 28, 42, 56 and 112 days this erred least on real products and on planted batches (`bench.stock_out`'s worlds).
HALF_LIFE = 14.0
# What is usual on a missing day is read from the days around it.
AROUND_HALF_LIFE = 14.0
# Pieces imagined at the product's own pace over all days: what stands in where it was not there lately.
IMAGINED_PIECES = 0.5
# Variance over mean of a product's days where nothing else can be asked: between single pieces (1) and batches (2.5, `bench.stock_out`).
USUAL_NOISE = 1.5
# Fewer days with a sale, or fewer days on the shelf, are chance.
LEAST_SOLD_DAYS = 4
LEAST_DAYS_THERE = 28


@dataclass(frozen=True)
class Demand:
    """Expected units of the next days, shape (items, horizon), and how they scatter, shape (items,).

    Units of any days together with mean m have variance noise x m + drift x m^2. `supported` marks the items about which enough is
    known; the others' figures are not to be shown.
    """

    daily: Floats
    noise: Floats
    drift: Floats
    supported: Bools

    def variance(self, mean: Floats) -> Floats:
        """Of demand over days that sum to `mean`, shape (items,) or (items, anything)."""
        shape = (-1,) + (1,) * (mean.ndim - 1)
        spread: Floats = self.noise.reshape(shape) * mean + self.drift.reshape(shape) * mean**2
        return spread


def demand_from_days(
    units: Floats,
    there: Bools,
    first_day: date,
    horizon: int,
    marks: Mapping[date, str] | None = None,
) -> Demand:
    """Demand of the `horizon` days after the last column, for as many products as there are, of one shop or of many.

    `units` and `there` have shape (items, days): pieces sold, and whether the product could be bought all that day (a day on which the
    shop was closed: no). Slow products take the shape of the week, the festivals and the scatter from all products given. `marks`
    names festival days as `brain.analysis.forecast` has them. Raises ValueError for shapes that differ or a horizon below 1.
    """
    _check(units, there, horizon)
    calendar = calendar_of(first_day, units.shape[1], horizon, marks or {})
    held = without_freaks(units, calendar, np.ones(units.shape[1], dtype=np.bool_))
    return _of_days(units, held, there, _usual(units, there, calendar), None)


def demand_of_each(units: Floats, there: Bools, horizon: int) -> Demand:
    """As `demand_from_days` for products that must not lean on one another, such as those of many shops in one pass.

    No shape of the week and no festivals, so only sums over a week or more are to be read from it; the scatter is drawn towards
    `USUAL_NOISE`. A product's figures are the same whatever others are judged beside it. Raises ValueError as there.
    """
    _check(units, there, horizon)
    # Which weekday is which plays no part here.
    calendar = calendar_of(date(2026, 1, 5), units.shape[1], 0, {})
    held = without_freaks(units, calendar, np.ones(units.shape[1], dtype=np.bool_))
    return _of_days(units, held, there, np.ones((len(units), units.shape[1] + horizon)), USUAL_NOISE)


def demand_from_forecast(made: Forecast, otherwise: Demand) -> Demand:
    """The forecast's mean where it has support, `otherwise` elsewhere (the same items and days); the scatter is `otherwise`'s.

    The forecast's interval is checked over all products of a shop together and fits the lumpiest best: read from it, 52 % of real
    products' shelves were warned of in time; with each product's own scatter, 70 %. Raises ValueError where shapes differ.
    """
    if made.mid.shape != otherwise.daily.shape:
        raise ValueError(
            f"made.mid.shape == {made.mid.shape}, must be otherwise.daily's {otherwise.daily.shape}."
        )
    daily = np.where(made.supported[:, None], made.mid, otherwise.daily)
    return Demand(daily, otherwise.noise, otherwise.drift, otherwise.supported)


def filled(units: Floats, there: Bools, first_day: date, marks: Mapping[date, str] | None = None) -> Floats:
    """The same days, those on which a product was not there raised to what is usual around them (never lowered), shape (items, days).

    For rooms that take every day as a day of demand. An item that was never there stays as it is. Raises ValueError as above.
    """
    _check(units, there, 1)
    calendar = calendar_of(first_day, units.shape[1], 0, marks or {})
    usual = _usual(units, there, calendar)
    return np.where(there, units, np.maximum(units, _around(units, there, usual) * usual))


def _of_days(units: Floats, held: Floats, there: Bools, days: Floats, typical: float | None) -> Demand:
    """The level (from units with large days held down) times what each day sells at level 1; `typical` scatter, or the median item's."""
    known = units.shape[1]
    usual, ahead = days[:, :known], days[:, known:]
    exposure = there * usual
    recent = decay(known, HALF_LIFE)
    sold, base = (held * there) @ recent, exposure @ recent
    pace = _ratio((held * there).sum(axis=1), exposure.sum(axis=1))
    imagined = np.where(pace > 0, IMAGINED_PIECES, 0.0)
    level = _ratio(sold + imagined, base + _ratio(imagined, pace)) + _large_orders(
        units - held, there, exposure
    )
    noise = _noise(units, there, usual, typical)
    drift = DRIFT**2 + _ratio(noise, sold + imagined)
    supported = ((units > 0).sum(axis=1) >= LEAST_SOLD_DAYS) & (there.sum(axis=1) >= LEAST_DAYS_THERE)
    return Demand(level[:, None] * ahead, noise, drift, supported)


def _check(units: Floats, there: Bools, horizon: int) -> None:
    if units.ndim != 2 or units.shape != there.shape or not units.shape[1] or horizon < 1:
        raise ValueError(
            f"units.shape == {units.shape}, there.shape == {there.shape}, horizon == {horizon}, "
            "must be one 2-d shape with days, and >= 1."
        )


def _usual(units: Floats, there: Bools, calendar: Calendar) -> Floats:
    """What each day, seen and ahead, sells at level 1, shape (items, days + ahead): read with the gaps filled by each item's mean."""
    mean = _ratio((units * there).sum(axis=1), there.sum(axis=1).astype(np.float64))
    whole = np.where(there, units, np.maximum(units, mean[:, None]))
    whole = without_freaks(whole, calendar, np.ones(calendar.length, dtype=np.bool_))
    ordinary = calendar.mark[: calendar.length] == ORDINARY
    shape = week_shape(whole, calendar, ordinary if ordinary.any() else ~ordinary)
    lift = lifts(whole, calendar, shape, np.ones(calendar.length, dtype=np.bool_))
    return usual_days(shape, lift, calendar, range(len(calendar.mark)))


def _around(units: Floats, there: Bools, usual: Floats) -> Floats:
    """The level around each day, shape (items, days), from the days on which the item was there, near ones counting more."""
    apart = np.abs(np.subtract.outer(np.arange(units.shape[1]), np.arange(units.shape[1])))
    near = 0.5 ** (apart / AROUND_HALF_LIFE)
    return _ratio((units * there) @ near, (usual * there) @ near)


def _large_orders(above: Floats, there: Bools, exposure: Floats) -> Floats:
    """What large days add to the level over the whole time, shape (items,), the largest left out: once is no habit.

    Held down in the recent level, they still empty a shelf: without them a reorder for 95 % of windows lasted in 94.7 % of real
    products' and 11.4 % of shelves were empty before an 80 % range began; with them 95.3 and 10.1 %.
    """
    above = above * there
    return _ratio(above.sum(axis=1) - above.max(axis=1), exposure.sum(axis=1))


def _noise(units: Floats, there: Bools, usual: Floats, typical: float | None) -> Floats:
    """Variance over mean of each item's days around its moving level, shape (items,), at least Poisson's 1.

    Drawn towards `typical`, or without it towards the median item, as if that had been seen for `POOLED_DAYS`: one product that wholesalers buy would, in a mean, make
    all others look as lumpy as itself (of real products' shelves 24 % were then warned of in time, 71 % with the median).
    """
    expected = _around(units, there, usual) * usual * there
    squares = (((units - expected) * there) ** 2).sum(axis=1)
    sold = expected.sum(axis=1)
    known = (units > 0).sum(axis=1) >= LEAST_SOLD_DAYS
    if typical is None:
        typical = float(np.median(_ratio(squares, sold)[known])) if known.any() else 1.0
    imagined = POOLED_DAYS * _ratio(sold, there.sum(axis=1).astype(np.float64))
    return np.maximum(_ratio(squares + imagined * typical, sold + imagined), 1.0)


def _ratio(over: Floats, under: Floats) -> Floats:
    """over / under, 0 where there is nothing to divide by."""
    return np.divide(over, under, out=np.zeros(np.broadcast(over, under).shape), where=under > 0)
