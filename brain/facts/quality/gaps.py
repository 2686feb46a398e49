"""Days without orders that this shop's own rhythm makes improbable.

A shop that is closed on Sundays misses no Sunday. A day is missed when its weekday is open in nine of ten other weeks, or
when a run of empty days is too long to be chance in a shop that sells now and then. A habit shows the clearer the more
days are there: loading missing days can make others stand out that looked like closed ones before.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from math import log
from statistics import median

from brain.facts.quality.base import Gap, Holiday

OPEN_SHARE = 0.9
LEAST_WEEKS = 4
"""So many other weeks must have been seen before a weekday has a habit."""
LEAST_DAYS = 7
"""So many days must lie outside a gap: two orders of different months, corrected by hand, are no rhythm."""
IMPROBABLE = 0.01
SELDOM = 0.5
"""A weekday that is open less often than this does not begin or end a gap."""
NEIGHBOURS = timedelta(days=10)
"""What a missing day would have brought is told by the days around it: a shop may have doubled since spring."""
LONELY_DAYS = 180
LONELY_SHARE = 0.01
# Nearer ones only where hardly one in a thousand is so, and all the others lie close together.
NEAR_DAYS, NEAR_SPANS, NEAR_SHARE = 30, 3, 0.001
ONE_DAY = timedelta(days=1)
CHINESE_ZONES = frozenset(
    ("Asia/Shanghai", "Asia/Chongqing", "Asia/Urumqi", "Asia/Hong_Kong", "Asia/Macau", "Asia/Taipei")
)
# First day of the lunar year; a year that is not here has no spring festival for us.
LUNAR_NEW_YEAR = (
    date(2010, 2, 14), date(2011, 2, 3), date(2012, 1, 23), date(2013, 2, 10), date(2014, 1, 31), date(2015, 2, 19),
    date(2016, 2, 8), date(2017, 1, 28), date(2018, 2, 16), date(2019, 2, 5), date(2020, 1, 25), date(2021, 2, 12),
    date(2022, 2, 1), date(2023, 1, 22), date(2024, 2, 10), date(2025, 1, 29), date(2026, 2, 17), date(2027, 2, 6),
    date(2028, 1, 26), date(2029, 2, 13), date(2030, 2, 3), date(2031, 1, 23), date(2032, 2, 11), date(2033, 1, 31),
    date(2034, 2, 19), date(2035, 2, 8), date(2036, 1, 28),
)  # fmt: skip
AROUND_NEW_YEAR = (timedelta(days=4), timedelta(days=9))


def find_gaps(orders: Mapping[date, int], zone: str) -> tuple[Gap, ...]:
    """The improbable gaps between the first and the last day of `orders` (day -> orders), earliest first.

    Days that are not in the mapping had none. `zone` tells which holidays are worth a word.
    """
    days = {day: count for day, count in orders.items() if count > 0}
    if len(days) < 2:
        return ()
    habit = _Habit(days)
    found = (habit.judge(run) for run in _empty_runs(days) if not _beyond_are_strays(run, days))
    return tuple(
        Gap(
            first=run[0],
            last=run[-1],
            expected=habit.expected(run),
            holiday=holiday_in(run[0], run[-1], zone),
        )
        for run in found
        if run
    )


def without_lonely(orders: Mapping[date, int]) -> tuple[dict[date, int], list[date]]:
    """The days without those first or last few that stand far away from all others: slips of the pen, or one old row.

    Far is half a year and more; a month and more where the others are thousands and lie within a third of that.
    """
    days = sorted(day for day, count in orders.items() if count > 0)
    total, lonely = sum(orders[day] for day in days), []
    for last in (False, True):
        while len(days) > 2:
            edge, neighbour = (days[-1], days[-2]) if last else (days[0], days[1])
            rest = (days[-2] - days[0]) if last else (days[-1] - days[1])
            away = abs((neighbour - edge).days)
            far = away >= max(LONELY_DAYS, rest.days) and orders[edge] <= max(3, LONELY_SHARE * total)
            near = away >= max(NEAR_DAYS, NEAR_SPANS * rest.days) and orders[edge] <= NEAR_SHARE * total
            if not far and not near:
                break
            lonely.append(edge)
            days.remove(edge)
    return {day: orders[day] for day in days}, lonely


def holiday_in(first: date, last: date, zone: str) -> Holiday:
    """A holiday that the days from `first` to `last` touch, where shops of this zone keep it."""
    if zone in CHINESE_ZONES:
        before, after = AROUND_NEW_YEAR
        if any(first <= day + after and last >= day - before for day in LUNAR_NEW_YEAR):
            return "spring_festival"
        return "national_day" if _touches(first, last, (10, 1), (10, 8)) else ""
    return (
        "christmas" if _touches(first, last, (12, 24), (12, 31)) or (last.month, last.day) == (1, 1) else ""
    )


def _touches(first: date, last: date, start: tuple[int, int], end: tuple[int, int]) -> bool:
    return any(
        first <= date(year, *end) and last >= date(year, *start) for year in range(first.year, last.year + 1)
    )


def _beyond_are_strays(run: Sequence[date], days: Mapping[date, int]) -> bool:
    """Whether hardly one in a thousand lies on one side of the run: a few stray rows do not begin a time that is missed."""
    total = sum(days.values())
    before = sum(count for day, count in days.items() if day < run[0])
    return min(before, total - before) <= NEAR_SHARE * total


def _empty_runs(days: Mapping[date, int]) -> Iterator[list[date]]:
    known = sorted(days)
    for before, after in itertools.pairwise(known):
        if (after - before).days > 1:
            yield [before + timedelta(days=n) for n in range(1, (after - before).days)]


class _Habit:
    """On which weekdays the shop sells, and how much."""

    def __init__(self, days: Mapping[date, int]) -> None:
        first, last = min(days), max(days)
        self.days = days
        self.length = (last - first).days + 1
        self.open, self.seen = [0] * 7, [0] * 7
        for n in range(self.length):
            self.seen[(first + timedelta(days=n)).weekday()] += 1
        for day in days:
            self.open[day.weekday()] += 1

    def judge(self, run: Sequence[date]) -> list[date]:
        """The part of an empty run that is missed; empty when it is no surprise."""
        if self.length - len(run) < LEAST_DAYS:
            return []
        shares = self._open_shares(run)
        missed = any(share >= OPEN_SHARE and weeks >= LEAST_WEEKS for share, weeks in shares)
        chance = sum(log(max(1 - share, 1e-9)) for share, _ in shares)
        if not missed and chance >= log(min(IMPROBABLE, 0.5 / self.length)):
            return []
        kept = [place for place, (share, _) in enumerate(shares) if share >= SELDOM]
        return list(run[kept[0] : kept[-1] + 1]) if kept else list(run)

    def expected(self, run: Sequence[date]) -> int:
        """How many orders such days usually have together: the level of the days around, on the weekdays that are open."""
        around = [
            count for day, count in self.days.items() if run[0] - NEIGHBOURS <= day <= run[-1] + NEIGHBOURS
        ]
        open_days = sum(share for share, _ in self._open_shares(run))
        return round(open_days * median(around)) if around else 0

    def _open_shares(self, run: Sequence[date]) -> list[tuple[float, int]]:
        """For each day of the run: how often its weekday is open in the weeks outside the run, and how many those are."""
        inside = _by_weekday(run)
        outside = [self.seen[day] - inside[day] for day in range(7)]
        overall = sum(self.open) / max(1, sum(outside))
        # One more week of the shop's general habit: few weeks prove little.
        share = [(self.open[day] + overall) / (outside[day] + 1) for day in range(7)]
        return [(share[day.weekday()], outside[day.weekday()]) for day in run]


def _by_weekday(run: Sequence[date]) -> list[int]:
    counts = [0] * 7
    for day in run:
        counts[day.weekday()] += 1
    return counts
