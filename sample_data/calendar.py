"""The shop's year: how busy each day is, and what is wanted when.

Days are whole numbers: days since 1970-01-01 in the shop's own calendar. Nothing in this file depends on a window or an anchor,
only on the calendar and the seed, so a day means the same in every build.
"""

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from sample_data.chance import Chance, Floats, Ints

_EPOCH = date(1970, 1, 1)

WEEKDAY = (0.95, 0.93, 0.99, 0.96, 1.02, 1.10, 1.06)
PAYDAYS = {10: 1.16, 11: 1.08, 15: 1.16, 16: 1.08}

# First day of the lunar year, Hong Kong Observatory's Gregorian-lunar conversion table. A year not listed has no spring festival here.
_LUNAR_NEW_YEAR = (
    (2021, 2, 12), (2022, 2, 1), (2023, 1, 22), (2024, 2, 10), (2025, 1, 29), (2026, 2, 17), (2027, 2, 6), (2028, 1, 26),
    (2029, 2, 13), (2030, 2, 3), (2031, 1, 23), (2032, 2, 11), (2033, 1, 31), (2034, 2, 19), (2035, 2, 8),
)  # fmt: skip


@dataclass(frozen=True)
class Festival:
    """A stretch of days with its own demand: [start, end) and the factor on orders; `peak` days have their own factor."""

    name: str
    start: date
    end: date
    factor: float
    peaks: tuple[tuple[date, float], ...] = ()
    discount: float = 0.0


def to_day(value: date) -> int:
    """Days since 1970-01-01."""
    return (value - _EPOCH).days


def to_date(day: int) -> date:
    """The date of a day number."""
    return _EPOCH + timedelta(days=int(day))


def festivals_of(year: int) -> tuple[Festival, ...]:
    """The festivals that begin in a calendar year, shop-wide, in order of their start."""
    fixed = [
        Festival("女神节", date(year, 3, 6), date(year, 3, 9), 1.25, discount=0.08),
        Festival("儿童节", date(year, 5, 28), date(year, 6, 2), 1.15),
        Festival(
            "618", date(year, 6, 14), date(year, 6, 19), 1.30, ((date(year, 6, 18), 1.9),), discount=0.12
        ),
        Festival("618之后", date(year, 6, 19), date(year, 6, 24), 0.92),
        Festival("99大促", date(year, 9, 8), date(year, 9, 10), 1.25, discount=0.08),
        Festival("双十一预热", date(year, 11, 1), date(year, 11, 8), 1.08),
        Festival(
            "双十一", date(year, 11, 8), date(year, 11, 12), 1.30, ((date(year, 11, 11), 2.0),), discount=0.15
        ),
        Festival("双十一之后", date(year, 11, 12), date(year, 11, 18), 0.92),
        Festival("双十二", date(year, 12, 11), date(year, 12, 13), 1.35, discount=0.08),
    ]
    for lunar in (date(*parts) for parts in _LUNAR_NEW_YEAR if parts[0] == year):
        fixed.append(Festival("年货节", lunar - timedelta(24), lunar - timedelta(7), 1.22, discount=0.08))
        fixed.append(Festival("春节", lunar - timedelta(2), lunar + timedelta(7), 0.42))
    return tuple(sorted(fixed, key=lambda festival: festival.start))


def festivals_between(first: int, last: int) -> tuple[Festival, ...]:
    """Every festival that touches a day in [first, last]."""
    years = range(to_date(first).year - 1, to_date(last).year + 2)
    every = (festival for year in years for festival in festivals_of(year))
    return tuple(f for f in every if to_day(f.start) <= last and to_day(f.end) > first)


def intensity(chance: Chance, first: int, last: int) -> Floats:
    """How busy each day in [first, last] is; an ordinary day is about 1."""
    days = np.arange(first, last + 1)
    dates = [to_date(day) for day in days.tolist()]
    level = np.array([WEEKDAY[d.weekday()] * PAYDAYS.get(d.day, 1.0) for d in dates])
    for festival in festivals_between(first, last):
        begin, end = max(to_day(festival.start) - first, 0), max(to_day(festival.end) - first, 0)
        level[begin:end] *= festival.factor
        for peak, factor in festival.peaks:
            if first <= to_day(peak) <= last:
                level[to_day(peak) - first] *= factor / festival.factor
    return level * np.exp(0.07 * chance.normal("weather", days))


def children_day(days: Ints) -> Floats:
    """1 on the five days up to Children's Day (1 June), else 0: toys and picture books are presents then."""
    inside = np.zeros(len(days))
    if not len(days):
        return inside
    for year in range(to_date(days.min()).year, to_date(days.max()).year + 1):
        inside[(days >= to_day(date(year, 5, 28))) & (days < to_day(date(year, 6, 2)))] = 1.0
    return inside
