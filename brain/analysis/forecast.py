"""The next days of daily series (a shop's net sales, orders or units; units of every product), with intervals that were checked.

Level (exponentially weighted mean) x shape of the week x what a festival day did the last time (`brain.analysis.seasonality`).
The half-life is the one that erred least in forecasts from earlier days. How far those forecasts missed, in units of what such a
series scatters, is pooled over items and days; its quantiles make the interval (split conformal prediction, Vovk, Gammerman and
Shafer 2005, with rolling origins instead of exchangeable halves). No trend and no year beyond the marked days is assumed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from brain.analysis.seasonality import (
    WEEK,
    Bools,
    Calendar,
    Floats,
    calendar_of,
    closed_days,
    level_of,
    lifts,
    usual_days,
    week_shape,
    without_freaks,
)

LEVEL = 0.8
LEAST_DAYS = 56
LEAST_TRAINING = 28
LONGEST = 92
# An item that sold on fewer days than this has no rhythm to go on.
LEAST_SALES_DAYS = 8
HALF_LIVES = (7.0, 14.0, 28.0, 56.0)
MOST_ORIGINS = 26
# With many items fewer earlier forecasts show as much.
FEW_ITEMS, ORIGINS_OF_MANY = 50, 8
# The days of one earlier forecast tell about as much as so many independent ones.
DAYS_AS_GOOD_AS = 2
# Beside its sampling noise everything moves by about this much from week to week.
DRIFT = 0.2
# How many days of the average item stand beside an item's own when its scatter is read.
POOLED_DAYS = 28.0


@dataclass(frozen=True)
class TooShort:
    """The history does not carry a forecast this far: days there are, and days it takes."""

    days: int
    needed: int


@dataclass(frozen=True)
class Forecast:
    """`low`, `mid`, `high` of each day, shape (items, horizon), and of the whole horizon (`total_*`, shape (items,)), in the values' unit.

    An 80 % interval: in forecasts from earlier days it held `coverage` of the days. `error` and `naive_error` are the weighted
    absolute percentage errors (sum of misses over sum of sales) of those, and of repeating the last week. `supported` marks the items
    that sold on `LEAST_SALES_DAYS` or more; the others' figures are not to be shown. `unseen` names festival days ahead that the
    history does not hold: they are forecast like ordinary ones. `origins` is how many earlier forecasts all this rests on.
    """

    days: tuple[date, ...]
    low: Floats
    mid: Floats
    high: Floats
    total_low: Floats
    total_mid: Floats
    total_high: Floats
    supported: Bools
    half_life: float
    error: float
    naive_error: float
    coverage: float
    origins: int
    unseen: tuple[str, ...]


def days_needed(horizon: int) -> int:
    """How many days of history a forecast of `horizon` days takes: a month to learn from, and two horizons to be tested on."""
    return max(LEAST_DAYS, LEAST_TRAINING + 2 * horizon)


def forecast(
    values: Floats, first_day: date, horizon: int, marks: Mapping[date, str] | None = None
) -> Forecast | TooShort:
    """Forecasts the `horizon` days after the last column of `values`, shape (items, days), each day of the shop filled in (0 where nothing sold).

    Several items are pieces of products of one shop (they are drawn towards one another by how many pieces they sold); money is
    forecast as a single series. `marks` names festival days, past and ahead, in the shop's own days; the same name is the same day of the same festival. Raises
    ValueError for another shape or a horizon outside 1..`LONGEST`.
    """
    if values.ndim != 2 or not 1 <= horizon <= LONGEST:
        raise ValueError(
            f"values.shape == {values.shape}, horizon == {horizon}, must be 2-d and 1..{LONGEST}."
        )
    length = values.shape[1]
    if length < days_needed(horizon) or not len(values):
        return TooShort(length, days_needed(horizon))
    calendar = calendar_of(first_day, length, horizon, marks or {})
    closed = closed_days(values.sum(axis=0), calendar)
    origins = _origins(len(values), length, horizon)
    supported = (values > 0).sum(axis=1) >= LEAST_SALES_DAYS
    by_origin = [_from(values, calendar, closed, origin, horizon, HALF_LIVES) for origin in origins]
    tested = {life: [lives[life] for lives in by_origin] for life in HALF_LIVES}
    truth = [values[:, o : o + horizon] for o in origins]
    # A day on which the shop was closed tests nothing.
    open_days = [~closed[o : o + horizon] for o in origins]
    errors = {life: _error(tested[life], truth, open_days) for life in HALF_LIVES}
    best = min(HALF_LIVES, key=lambda life: errors[life])
    naive = [_repeat_week(values[:, :o], horizon) for o in origins]
    scatter = _scatter(values, calendar, closed)
    missed = _Misses(tested[best], truth, open_days, scatter, supported, length - origins[-1])
    mid = _from(values, calendar, closed, length, horizon, (best,))[best]
    ahead = calendar.mark[length:]
    seen = set(calendar.mark[:length].tolist())
    low, high = missed.interval(mid)
    total = mid.sum(axis=1)
    total_low, total_high = missed.total_interval(total)
    floor = 0.0 if float(values.min()) >= 0 else -np.inf
    return Forecast(
        days=tuple(first_day + timedelta(days=length + place) for place in range(horizon)),
        low=np.maximum(low, floor), mid=mid, high=np.maximum(high, 0.0),
        total_low=np.maximum(total_low, floor), total_mid=total, total_high=np.maximum(total_high, 0.0),
        supported=supported, half_life=best, error=errors[best], naive_error=_error(naive, truth, open_days),
        coverage=missed.coverage(), origins=len(origins),
        unseen=tuple(sorted({calendar.names[m] for m in ahead.tolist() if m >= 0 and m not in seen})),
    )  # fmt: skip


def _origins(items: int, length: int, horizon: int) -> list[int]:
    """Earlier days to forecast from: the latest first, as close together as a week allows, all weekdays in turn."""
    most = MOST_ORIGINS if items <= FEW_ITEMS else ORIGINS_OF_MANY
    step = 3 if length < 120 else 5
    return list(range(length - horizon, LEAST_TRAINING - 1, -step))[:most]


def _from(
    values: Floats, calendar: Calendar, closed: Bools, origin: int, horizon: int, half_lives: Sequence[float]
) -> dict[float, Floats]:
    """What would have been forecast knowing only the days before `origin`, by half-life."""
    known, usable = values[:, :origin], ~closed[:origin]
    known = without_freaks(known, calendar, usable)
    shape = week_shape(known, calendar, usable & (calendar.mark[:origin] < 0))
    lift = lifts(known, calendar, shape, usable)
    usual = usual_days(shape, lift, calendar, range(origin))
    ahead = usual_days(shape, lift, calendar, range(origin, origin + horizon))
    # What a festival did is believed in part only, so its days would shift the level: they are left out of it.
    ordinary = usable & (calendar.mark[:origin] < 0)
    usable = ordinary if ordinary.any() else usable
    return {life: level_of(known, usual, usable, life)[:, None] * ahead for life in half_lives}


def _repeat_week(known: Floats, horizon: int) -> Floats:
    """The seasonal naive forecast: each day as the same weekday of the last week."""
    return np.tile(known[:, -WEEK:], (1, horizon // WEEK + 1))[:, :horizon]


def _error(forecasts: list[Floats], truth: list[Floats], open_days: list[Bools]) -> float:
    missed = sum(
        float(np.abs(f - y)[:, o].sum()) for f, y, o in zip(forecasts, truth, open_days, strict=True)
    )
    return missed / max(sum(float(np.abs(y).sum()) for y in truth), 1e-9)


def _scatter(values: Floats, calendar: Calendar, closed: Bools) -> Floats:
    """Variance over mean of each item's days around the shape of the week, shape (items,), drawn towards that of all."""
    shape = week_shape(values, calendar, ~closed)
    days = usual_days(shape, np.ones((len(values), len(calendar.names))), calendar, range(values.shape[1]))
    usual = level_of(values, days, ~closed, 1e6)[:, None] * days
    open_ = ~closed & (calendar.mark[: values.shape[1]] < 0)
    squares = ((values - usual)[:, open_] ** 2).sum(axis=1)
    sold = usual[:, open_].sum(axis=1)
    pooled = squares.sum() / max(sold.sum(), 1e-9)
    daily = sold.sum() / max(open_.sum() * len(values), 1)
    scatter: Floats = (squares + POOLED_DAYS * daily * pooled) / np.maximum(sold + POOLED_DAYS * daily, 1e-9)
    return np.maximum(scatter, 1e-9)


class _Misses:
    """How far earlier forecasts missed, in units of each item's scatter, and the intervals that follow."""

    def __init__(
        self,
        forecasts: list[Floats],
        truth: list[Floats],
        open_days: list[Bools],
        scatter: Floats,
        supported: Bools,
        span: int,
    ) -> None:
        self._scatter = scatter
        kept = supported if supported.any() else np.ones_like(supported)
        # Days on which nothing is ever sold are right without any skill, and would make the rest look surer than they are.
        self._days = [
            self._score(y[kept], f[kept], scatter[kept, None])[(f[kept] > 0) & o]
            for f, y, o in zip(forecasts, truth, open_days, strict=True)
        ]
        # Days of one forecast miss together, and horizons overlap: there are fewer independent misses than scores.
        items = int(kept.sum())
        self._independent_days = DAYS_AS_GOOD_AS * len(forecasts) * items
        self._independent_totals = max(span // truth[0].shape[1], len(forecasts) // 2, 1) * items
        self._totals = [
            self._score((y * o)[kept].sum(axis=1), (f * o)[kept].sum(axis=1), scatter[kept])
            for f, y, o in zip(forecasts, truth, open_days, strict=True)
        ]

    def _width(self, mid: Floats, scatter: Floats) -> Floats:
        width: Floats = np.sqrt(scatter * np.maximum(mid, 0.0) + (DRIFT * mid) ** 2)
        return np.maximum(width, 1e-9)

    def _score(self, truth: Floats, mid: Floats, scatter: Floats) -> Floats:
        score: Floats = (truth - mid) / self._width(mid, scatter)
        return score

    def interval(self, mid: Floats) -> tuple[Floats, Floats]:
        """Low and high of days."""
        low, high = _quantiles(np.concatenate(self._days), self._independent_days)
        width = self._width(mid, self._scatter[:, None])
        return mid + low * width, mid + high * width

    def total_interval(self, mid: Floats) -> tuple[Floats, Floats]:
        """Low and high of a whole horizon."""
        low, high = _quantiles(np.concatenate(self._totals), self._independent_totals)
        width = self._width(mid, self._scatter)
        return mid + low * width, mid + high * width

    def coverage(self) -> float:
        """How many days the interval would have held, each origin judged by the others."""
        held, days = 0, 0
        for place, scores in enumerate(self._days):
            others = [score for other, score in enumerate(self._days) if other != place]
            low, high = _quantiles(np.concatenate(others), self._independent_days)
            held += int(((scores >= low) & (scores <= high)).sum())
            days += scores.size
        return held / max(days, 1)


def _quantiles(scores: Floats, independent: int) -> tuple[float, float]:
    """The outer tenths, with split conformal's correction for so many independent scores."""
    if not len(scores):
        return 0.0, 0.0
    tail = (1 - LEVEL) / 2
    rank = min((1 - tail) * (1 + 1 / max(independent, 1)), 1.0)
    return float(np.quantile(scores, 1 - rank)), float(np.quantile(scores, rank))
