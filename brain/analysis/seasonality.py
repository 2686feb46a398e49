"""What a day of a shop is usually like: the week's shape, how festival days differ, and the level beneath both.

Everything is a ratio of weighted sums (what was sold over what an ordinary day would have sold), so a weekday on which the shop
is closed has shape 0 and a slow product does not divide by zero. Arrays have shape (items, days), oldest day first.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

WEEK = 7
# The shape of the week changes slowly: what lies eight weeks back counts half.
SHAPE_HALF_LIFE = 56.0
# An item's own shape and lift count by how much it sold, beside this many imagined pieces of the whole shop's.
IMAGINED = 30.0
# A day below this part of what was expected, on a weekday that usually sells, is a day on which the shop was closed.
CLOSED_BELOW = 0.02
USUALLY_OPEN = 0.5
# How much festivals differ from ordinary days, and ordinary days from one another (standard deviations of the logarithm):
# one festival day seen is believed in that proportion.
LIFT_SPREAD = 0.5
DAY_SPREAD = 0.25
ORDINARY = -1
# What a day counts for at most: this many times an item's large day, which is the one that a tenth of its selling days exceed.
LARGE_DAY, FREAK, LEAST_FOR_FREAKS = 0.9, 1.2, 8


@dataclass(frozen=True)
class Calendar:
    """Days side by side with the values: the weekday of each (0 = Monday) and its mark (an index into `names`, or `ORDINARY`).

    `length` days were seen; the rest lie ahead.
    """

    first: date
    length: int
    weekday: Ints
    mark: Ints
    names: tuple[str, ...]

    def day(self, place: int) -> date:
        """The date of a place."""
        return self.first + timedelta(days=place)

    def until(self, length: int) -> Calendar:
        """The same days as if only the first `length` had been seen."""
        return Calendar(self.first, length, self.weekday, self.mark, self.names)


def calendar_of(first: date, length: int, ahead: int, marks: Mapping[date, str]) -> Calendar:
    """The calendar of `length` days from `first` and `ahead` more. Days of one name are taken for the same day of the same festival."""
    days = [first + timedelta(days=place) for place in range(length + ahead)]
    names = tuple(sorted({marks[day] for day in days if day in marks}))
    number = {name: place for place, name in enumerate(names)}
    mark = np.array([number[marks[day]] if day in marks else ORDINARY for day in days], dtype=np.int64)
    weekday = np.array([day.weekday() for day in days], dtype=np.int64)
    return Calendar(first, length, weekday, mark, names)


def closed_days(total: Floats, calendar: Calendar) -> Bools:
    """Days on which a shop that is usually open sold next to nothing, shape (days,); judged by the whole shop's sales.

    They say nothing about demand. A weekday that is closed every week is not among them: its shape is 0.
    """
    closed = np.zeros(len(total), dtype=np.bool_)
    weekday = calendar.weekday[: len(total)]
    for day in range(WEEK):
        own = weekday == day
        usual = float(np.median(total[own])) if own.any() else 0.0
        if usual > 0 and (total[own] > CLOSED_BELOW * usual).mean() > USUALLY_OPEN:
            closed[own] = total[own] <= CLOSED_BELOW * usual
    return closed


def without_freaks(values: Floats, calendar: Calendar, usable: Bools) -> Floats:
    """The same days, an item's ordinary days held at `FREAK` times its large day (see there): one wholesale order is no new level.

    Marked days stay as they are; an item that sold on few days, too.
    """
    length = values.shape[1]
    ordinary = usable & (calendar.mark[:length] == ORDINARY)
    sold = np.sort(np.where((values > 0) & ordinary, values, np.inf), axis=1)
    counts = np.isfinite(sold).sum(axis=1)
    place = np.clip(np.ceil(LARGE_DAY * counts).astype(np.int64) - 1, 0, max(length - 1, 0))
    large = np.take_along_axis(sold, place[:, None], axis=1)[:, 0]
    caps = np.where(counts >= LEAST_FOR_FREAKS, FREAK * large, np.inf)
    return np.where(ordinary, np.minimum(values, caps[:, None]), values)


def decay(length: int, half_life: float) -> Floats:
    """Weights of `length` days, the last one 1, halved every `half_life` days before it."""
    weights: Floats = 0.5 ** (np.arange(length)[::-1] / half_life)
    return weights


def week_shape(values: Floats, calendar: Calendar, usable: Bools) -> Floats:
    """Sales of each weekday over those of an average day, shape (items, 7); the average over the week is 1.

    Items are drawn towards the shape of all of them together, the more so the less they sold.
    """
    weights = decay(values.shape[1], SHAPE_HALF_LIFE) * usable
    whole = _shape(values.sum(axis=0, keepdims=True), calendar, weights)
    if len(values) == 1:
        return whole
    sold = np.maximum(values, 0.0).sum(axis=1, keepdims=True)
    own = _shape(values, calendar, weights)
    mixed: Floats = (sold * own + IMAGINED * WEEK * whole) / (sold + IMAGINED * WEEK)
    return mixed


def _shape(values: Floats, calendar: Calendar, weights: Floats) -> Floats:
    weekday = calendar.weekday[: values.shape[1]]
    shape = np.ones((len(values), WEEK))
    for day in range(WEEK):
        own = weights * (weekday == day)
        shape[:, day] = values @ own / own.sum() if own.sum() > 0 else 0.0
    shape = np.maximum(shape, 0.0)
    mean = shape.mean(axis=1, keepdims=True)
    result: Floats = np.divide(shape, mean, out=np.ones_like(shape), where=mean > 0)
    return result


def lifts(values: Floats, calendar: Calendar, shape: Floats, usable: Bools) -> Floats:
    """How much each mark's days sold over what ordinary days around them would have, the last time they came, shape (items, marks).

    1 for a mark that was not seen yet. A single day is believed in part only; items are drawn towards the whole shop.
    """
    result = np.ones((len(values), len(calendar.names)))
    mark = calendar.mark[: values.shape[1]]
    ordinary = usable & (mark == ORDINARY)
    for number in np.unique(mark[mark != ORDINARY]):
        places = np.flatnonzero(mark == number)
        last = places[places > places[-1] - WEEK]
        # What the same days would have sold at the level of the ordinary days around them.
        near = ordinary & (np.abs(np.arange(len(mark)) - last.mean()) <= 3 * WEEK)
        if not near.any():
            continue
        usual = shape[:, calendar.weekday[np.flatnonzero(near)]].sum(axis=1)
        level = np.divide(values[:, near].sum(axis=1), usual, out=np.zeros(len(values)), where=usual > 0)
        expected = level * shape[:, calendar.weekday[last]].sum(axis=1)
        result[:, number] = _believed(values[:, last].sum(axis=1), expected, len(last))
    return result


def _believed(sold: Floats, expected: Floats, days: int) -> Floats:
    whole = max(float(sold.sum()), 0.0) / max(float(expected.sum()), 1e-9) if expected.sum() > 0 else 1.0
    belief = LIFT_SPREAD**2 / (LIFT_SPREAD**2 + DAY_SPREAD**2 / days)
    of_all = max(whole, 0.02) ** belief
    if len(sold) == 1:
        return np.array([of_all])
    lift: Floats = (np.maximum(sold, 0.0) + IMAGINED * of_all) / (expected + IMAGINED)
    return lift


def usual_days(shape: Floats, lift: Floats, calendar: Calendar, places: Sequence[int] | Ints) -> Floats:
    """What each of these days sells at level 1, shape (items, places): the weekday's shape, lifted where the day is marked."""
    at = np.asarray(places, dtype=np.int64)
    days = shape[:, calendar.weekday[at]]
    mark = calendar.mark[at]
    marked = mark != ORDINARY
    if marked.any():
        days = days.copy()
        days[:, marked] *= lift[:, mark[marked]]
    return days


def level_of(values: Floats, days: Floats, usable: Bools, half_life: float) -> Floats:
    """The level now, shape (items,): exponentially weighted sales over what these days sell at level 1."""
    weights = decay(values.shape[1], half_life) * usable
    base = days @ weights
    level: Floats = np.divide(values @ weights, base, out=np.zeros(len(values)), where=base > 0)
    return np.maximum(level, 0.0)
