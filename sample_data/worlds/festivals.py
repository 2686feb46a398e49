"""The festivals that a shop's year turns on, in Chinese and in English-speaking trade, and how much they lift a day."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

import numpy as np

from sample_data.calendar import festivals_between, to_date, to_day
from sample_data.worlds.streams import Floats


@dataclass(frozen=True)
class Lift:
    """Days [first, end) on which demand is multiplied by `factor`; `first` is a day since 1970."""

    name: str
    first: int
    end: int
    factor: float


def _nth(year: int, month: int, weekday: int, which: int) -> date:
    """The `which`-th (from 1) given weekday (Monday 0) of a month."""
    first = date(year, month, 1)
    return first + timedelta((weekday - first.weekday()) % 7 + 7 * (which - 1))


def _english(year: int) -> tuple[Lift, ...]:
    thanksgiving = _nth(year, 11, 3, 4)
    rows = (
        ("Valentine's Day", date(year, 2, 10), date(year, 2, 15), 1.25),
        ("Mother's Day", _nth(year, 5, 6, 2) - timedelta(5), _nth(year, 5, 6, 2) + timedelta(1), 1.2),
        ("Father's Day", _nth(year, 6, 6, 3) - timedelta(5), _nth(year, 6, 6, 3) + timedelta(1), 1.12),
        ("Back to school", date(year, 8, 25), date(year, 9, 2), 1.12),
        ("Halloween", date(year, 10, 26), date(year, 11, 1), 1.12),
        ("Black Friday", thanksgiving + timedelta(1), thanksgiving + timedelta(5), 1.8),
        ("Christmas", date(year, 12, 8), date(year, 12, 23), 1.35),
        ("Christmas days", date(year, 12, 24), date(year, 12, 29), 0.5),
    )
    return tuple(Lift(name, to_day(start), to_day(end), factor) for name, start, end, factor in rows)


@lru_cache(maxsize=64)
def lifts(language: str, first: int, last: int) -> tuple[Lift, ...]:
    """Every lift that touches a day in [first, last], in order of its first day. `language` is zh or en."""
    if language == "zh":
        every = [
            Lift(f.name, to_day(f.start), to_day(f.end), f.factor) for f in festivals_between(first, last)
        ]
        every += [
            Lift(f.name, to_day(day), to_day(day) + 1, factor / f.factor)
            for f in festivals_between(first, last)
            for day, factor in f.peaks
        ]
    else:
        years = range(to_date(first).year - 1, to_date(last).year + 2)
        every = [lift for year in years for lift in _english(year)]
    return tuple(
        sorted((x for x in every if x.first <= last and x.end > first), key=lambda x: (x.first, x.name))
    )


@lru_cache(maxsize=64)
def festival_level(language: str, first: int, last: int) -> Floats:
    """The factor of all lifts on each day in [first, last]."""
    level = np.ones(last - first + 1)
    for lift in lifts(language, first, last):
        level[max(lift.first - first, 0) : max(lift.end - first, 0)] *= lift.factor
    return level


def festival_ahead(language: str, end: int, within: int) -> tuple[Lift, int] | None:
    """The next lift above 1 that begins in [end, end + within), and the first day of the same festival a year before."""
    coming = [x for x in lifts(language, end, end + within) if x.factor > 1 and end <= x.first < end + within]
    for lift in coming:
        before = [x for x in lifts(language, lift.first - 395, lift.first - 335) if x.name == lift.name]
        if before:
            return lift, before[0].first
    return None
