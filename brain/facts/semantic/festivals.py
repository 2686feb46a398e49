"""The festivals that a shop's year turns on, as windows of days.

A festival is its own day, or the public holiday it gives: campaigns begin whenever the platform likes, the day does not.
Spring Festival runs from New Year's Eve to the sixth day of the year, National Day from 1 to 7 October, Labour Day from 1 to
5 May. Lunar days are from the Chinese calendar of 2000 to 2050; outside these years the lunar festivals have no window.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache

from brain.kernel.i18n import N_

FIRST_YEAR, LAST_YEAR = 2000, 2050
DAY = timedelta(days=1)

# Month and day of each lunar festival, a year after the other from 2000 on.
_NEW_YEAR = (
    "0205 0124 0212 0201 0122 0209 0129 0218 0207 0126 0214 0203 0123 0210 0131 0219 0208 0128 0216 0205 0125 0212 0201 0122 "
    "0210 0129 0217 0206 0126 0213 0203 0123 0211 0131 0219 0208 0128 0215 0204 0124 0212 0201 0122 0210 0130 0217 0206 0126 "
    "0214 0202 0123"
)
_DRAGON_BOAT = (
    "0606 0625 0615 0604 0622 0611 0531 0619 0608 0528 0616 0606 0623 0612 0602 0620 0609 0530 0618 0607 0625 0614 0603 0622 "
    "0610 0531 0619 0609 0528 0616 0605 0624 0612 0601 0620 0610 0530 0618 0607 0527 0614 0603 0622 0611 0531 0619 0608 0529 "
    "0615 0604 0623"
)
_QIXI = (
    "0806 0825 0815 0804 0822 0811 0731 0819 0807 0826 0816 0806 0823 0813 0802 0820 0809 0828 0817 0807 0825 0814 0804 0822 "
    "0810 0829 0819 0808 0826 0816 0805 0824 0812 0801 0820 0810 0828 0817 0807 0826 0814 0803 0822 0811 0731 0819 0808 0827 "
    "0816 0805 0823"
)
_MID_AUTUMN = (
    "0912 1001 0921 0911 0928 0918 1006 0925 0914 1003 0922 0912 0930 0919 0908 0927 0915 1004 0924 0913 1001 0921 0910 0929 "
    "0917 1006 0925 0915 1003 0922 0912 1001 0919 0908 0927 0916 1004 0924 0913 1002 0920 0910 0928 0917 1005 0925 0915 1004 "
    "0922 0911 0930"
)
_DOUBLE_NINTH = (
    "1006 1025 1014 1004 1022 1011 1030 1019 1007 1026 1016 1005 1023 1013 1002 1021 1009 1028 1017 1007 1025 1014 1004 1023 "
    "1011 1029 1018 1008 1026 1016 1005 1024 1012 1001 1020 1009 1027 1017 1007 1026 1014 1003 1022 1011 1029 1018 1008 1027 "
    "1016 1005 1024"
)
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
_LUNAR: tuple[tuple[str, str], ...] = (
    ("dragon_boat", _DRAGON_BOAT),
    ("qixi", _QIXI),
    ("mid_autumn", _MID_AUTUMN),
    ("double_ninth", _DOUBLE_NINTH),
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
        spring = _lunar_day(_NEW_YEAR, year)
        yield "spring_festival", spring - DAY, spring + 5 * DAY
        yield "lantern", spring + 14 * DAY, spring + 14 * DAY
        for name, days in _LUNAR:
            yield name, _lunar_day(days, year), _lunar_day(days, year)
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


def _lunar_day(days: str, year: int) -> date:
    written = days.split()[year - FIRST_YEAR]
    return date(year, int(written[:2]), int(written[2:]))
