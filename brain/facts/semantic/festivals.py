"""The festivals that a shop's year turns on, as windows of days.

A festival is its own day, or the public holiday it gives: campaigns begin whenever the platform likes, the day does not.
Spring Festival runs from New Year's Eve to the sixth day of the year, National Day from 1 to 7 October, Labour Day from 1 to
5 May. Lunar days are those of 2000 to 2050; outside these years the lunar festivals have no window.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache

from lunar_python import Lunar  # type: ignore[import-untyped]

from brain.kernel.i18n import N_

FIRST_YEAR, LAST_YEAR = 2000, 2050
DAY = timedelta(days=1)

# The name of a window, its first and its last day (month, day).
_FIXED: tuple[tuple[str, tuple[int, int], tuple[int, int]], ...] = (
    ("new_year", (1, 1), (1, 1)),
    ("valentine", (2, 14), (2, 14)),
    ("womens_day", (3, 8), (3, 8)),
    ("labour_day", (5, 1), (5, 5)),
    ("may_20", (5, 20), (5, 20)),
    ("childrens_day", (6, 1), (6, 1)),
    ("june_18", (6, 18), (6, 18)),
    ("national_day", (10, 1), (10, 7)),
    ("double_11", (11, 11), (11, 11)),
    ("double_12", (12, 12), (12, 12)),
    ("christmas", (12, 25), (12, 25)),
)
# Month and day of the Chinese calendar.
_LUNAR: tuple[tuple[str, int, int], ...] = (
    ("dragon_boat", 5, 5),
    ("qixi", 7, 7),
    ("mid_autumn", 8, 15),
    ("double_ninth", 9, 9),
)

FESTIVALS: dict[str, str] = {
    "new_year": N_("New Year's Day"),
    "spring_festival": N_("Spring Festival"),
    "lantern": N_("Lantern Festival"),
    "valentine": N_("Valentine's Day"),
    "womens_day": N_("Women's Day"),
    "labour_day": N_("Labour Day"),
    "may_20": N_("20 May"),
    "childrens_day": N_("Children's Day"),
    "dragon_boat": N_("Dragon Boat Festival"),
    "june_18": N_("618"),
    "qixi": N_("Qixi"),
    "mid_autumn": N_("Mid-Autumn Festival"),
    "national_day": N_("National Day"),
    "double_ninth": N_("Double Ninth"),
    "double_11": N_("Singles' Day"),
    "black_friday": N_("Black Friday"),
    "double_12": N_("Double 12"),
    "christmas": N_("Christmas"),
}


def windows(year: int) -> Iterator[tuple[str, date, date]]:
    """Name, first and last day of each festival of a year. Where two share a day (2028), the first one listed has it.

    Days of the moon come first: they move into the fixed holidays, and would otherwise never be seen.
    """
    if FIRST_YEAR <= year <= LAST_YEAR:
        spring = _lunar_day(year, 1, 1)
        yield "spring_festival", spring - DAY, spring + 5 * DAY
        yield "lantern", spring + 14 * DAY, spring + 14 * DAY
        for name, month, number in _LUNAR:
            day = _lunar_day(year, month, number)
            yield name, day, day
    for name, first, last in _FIXED:
        yield name, date(year, *first), date(year, *last)
    friday = black_friday(year)
    yield "black_friday", friday, friday


def black_friday(year: int) -> date:
    """The day after the fourth Thursday of November."""
    first = date(year, 11, 1)
    return first + timedelta(days=(3 - first.weekday()) % 7 + 22)


def festival_on(day: date) -> str | None:
    """The name of the festival on a day, or None."""
    return _by_day(day.year).get(day)


@lru_cache(maxsize=128)
def _by_day(year: int) -> dict[date, str]:
    named: dict[date, str] = {}
    for name, first, last in windows(year):
        for number in range((last - first).days + 1):
            named.setdefault(first + number * DAY, name)
    return named


def _lunar_day(year: int, month: int, number: int) -> date:
    found = Lunar.fromYmd(year, month, number).getSolar()
    return date(found.getYear(), found.getMonth(), found.getDay())
