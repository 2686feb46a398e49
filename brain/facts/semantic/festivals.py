"""The festivals that a shop's year turns on: their days, what is meant by their names, and the windows of a breakdown by festival.

Decided once, here, for words and for breakdowns. Spring Festival, Labour Day and National Day mean the state's days off ("国庆卖
了多少" asks for the whole week); of every other festival the name alone means its own day, and 假期 or "holiday" its days off. 期间
means the days off where there are any, and for the sales festivals the month up to the day. The days off are those that were
announced; for a year that is not announced (yet) only the festival's own day is known. Seasons are those of the weather service:
spring is March to May; winter ends in the next year. School holidays differ between provinces; the dates say what was counted.

A breakdown gives each day to one festival: the long holidays have theirs first, so a Mid-Autumn Day within the National Day
holiday (2020, 2025) has no row of its own that year, and the row of National Day is what its name means.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from lunar_python import Lunar, LunarMonth, Solar  # type: ignore[import-untyped]

from brain.facts.semantic.holidays import DAY, days_off_around
from brain.kernel.evidence import Period
from brain.kernel.i18n import N_

FIRST_YEAR, LAST_YEAR = 1901, 2099  # for which the lunar tables are proven


@dataclass(frozen=True)
class Festival:
    """A name, its own first day in a year, its last day (the same where absent), and what 期间 means.

    `off` marks festivals whose name alone means the state's days off; `has_days_off` those that have any.
    `season` is the first day of the sales season that ends with the festival.
    """

    label: str
    day: Callable[[int], date]
    last: Callable[[int], date] | None = None
    off: bool = False
    has_days_off: bool = False
    season: Callable[[int], date] | None = None


def lunar_day(year: int, month: int, day: int) -> date | None:
    """The solar day of a day of the lunar calendar (no leap months); None where the month is shorter."""
    if not (FIRST_YEAR <= year <= LAST_YEAR and 1 <= month <= 12):
        return None
    if not 1 <= day <= LunarMonth.fromYm(year, month).getDayCount():
        return None
    solar = Lunar.fromYmd(year, month, day).getSolar()
    return date(solar.getYear(), solar.getMonth(), solar.getDay())


def _fixed(month: int, day: int) -> Callable[[int], date]:
    return lambda year: date(year, month, day)


@lru_cache(maxsize=512)
def _certain_lunar_day(year: int, month: int, day: int) -> date:
    found = lunar_day(year, month, day)
    assert found is not None
    return found


def _lunar(month: int, day: int) -> Callable[[int], date]:
    return lambda year: _certain_lunar_day(year, month, day)


def _laba(year: int) -> date:
    """In January as a rule; a year that has none (2023) means the one of its lunar year, in the next January."""
    of_winter = _certain_lunar_day(year - 1, 12, 8)
    return of_winter if of_winter.year == year else _certain_lunar_day(year, 12, 8)


def _eve(year: int) -> date:
    return _certain_lunar_day(year, 1, 1) - DAY


@lru_cache(maxsize=256)
def _solar_term(year: int, name: str) -> date:
    solar = Solar.fromYmd(year, 6, 30).getLunar().getJieQiTable()[name]
    return date(solar.getYear(), solar.getMonth(), solar.getDay())


def _nth(month: int, weekday: int, nth: int, plus: int = 0) -> Callable[[int], date]:
    """The nth weekday (0 is Monday) of a month, and some days more."""

    def of_year(year: int) -> date:
        first = date(year, month, 1)
        return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (nth - 1) + plus)

    return of_year


@lru_cache(maxsize=256)
def easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (the method of Meeus, Jones and Butcher)."""
    golden, century, rest = year % 19, year // 100, year % 100
    moon = (19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    sunday = (32 + 2 * (century % 4) + 2 * (rest // 4) - moon - rest % 4) % 7
    late = (golden + 11 * moon + 22 * sunday) // 451
    month, day = divmod(moon + sunday - 7 * late + 114, 31)
    return date(year, month, day + 1)


def _easter(plus: int) -> Callable[[int], date]:
    return lambda year: easter(year) + timedelta(days=plus)


def _end_of_winter(year: int) -> date:
    return date(year + 1, 3, 1) - DAY


def _end_of_february(year: int) -> date:
    return date(year, 3, 1) - DAY


def _state(label: str, day: Callable[[int], date], *, off: bool = False) -> Festival:
    return Festival(label, day, off=off, has_days_off=True)


_NATIONAL_DAY = _state(N_("National Day"), _fixed(10, 1), off=True)
_LABOUR_DAY = _state(N_("Labour Day"), _fixed(5, 1), off=True)
_SPRING_FESTIVAL = _state(N_("Spring Festival"), _lunar(1, 1), off=True)

CALENDAR: dict[str, Festival] = {
    "double_11": Festival(N_("Singles' Day"), _fixed(11, 11), season=_fixed(11, 1)),
    "double_12": Festival(N_("Double 12"), _fixed(12, 12), season=_fixed(12, 1)),
    "june_18": Festival(N_("618"), _fixed(6, 18), season=_fixed(6, 1)),
    "september_9": Festival(N_("99 sale"), _fixed(9, 9), season=_fixed(9, 1)),
    "new_year": _state(N_("New Year's Day"), _fixed(1, 1)),
    "new_years_eve": Festival(N_("New Year's Eve"), _fixed(12, 31)),
    "spring_festival": _SPRING_FESTIVAL,
    "spring_golden_week": _SPRING_FESTIVAL,
    "spring_festival_day": Festival(N_("the first day of Spring Festival"), _lunar(1, 1)),
    "spring_festival_eve": Festival(N_("Spring Festival Eve"), _eve),
    "lantern": Festival(N_("Lantern Festival"), _lunar(1, 15)),
    "qingming": _state(N_("Qingming"), lambda year: _solar_term(year, "清明")),
    "labour_day": _LABOUR_DAY,
    "labour_golden_week": _LABOUR_DAY,
    "dragon_boat": _state(N_("Dragon Boat Festival"), _lunar(5, 5)),
    "qixi": Festival(N_("Qixi"), _lunar(7, 7)),
    "ghost": Festival(N_("Ghost Festival"), _lunar(7, 15)),
    "mid_autumn": _state(N_("Mid-Autumn Festival"), _lunar(8, 15)),
    "national_day": _NATIONAL_DAY,
    "golden_week": _NATIONAL_DAY,
    "double_ninth": Festival(N_("Double Ninth"), _lunar(9, 9)),
    "winter_solstice": Festival(N_("winter solstice"), lambda year: _solar_term(year, "DONG_ZHI")),
    "laba": Festival(N_("Laba Festival"), _laba),
    "valentine": Festival(N_("Valentine's Day"), _fixed(2, 14)),
    "girls_day": Festival(N_("Girls' Day"), _fixed(3, 7)),
    "womens_day": Festival(N_("Women's Day"), _fixed(3, 8)),
    "arbor_day": Festival(N_("Arbor Day"), _fixed(3, 12)),
    "fools_day": Festival(N_("April Fools' Day"), _fixed(4, 1)),
    "youth_day": Festival(N_("Youth Day"), _fixed(5, 4)),
    "mothers_day": Festival(N_("Mother's Day"), _nth(5, 6, 2)),
    "mothering_sunday": Festival(N_("Mother's Day"), _easter(-21)),
    "may_20": Festival(N_("20 May"), _fixed(5, 20)),
    "childrens_day": Festival(N_("Children's Day"), _fixed(6, 1)),
    "fathers_day": Festival(N_("Father's Day"), _nth(6, 6, 3)),
    "army_day": Festival(N_("Army Day"), _fixed(8, 1)),
    "teachers_day": Festival(N_("Teachers' Day"), _fixed(9, 10)),
    "halloween": Festival(N_("Halloween"), _fixed(10, 31)),
    "thanksgiving": Festival(N_("Thanksgiving"), _nth(11, 3, 4)),
    "black_friday": Festival(N_("Black Friday"), _nth(11, 3, 4, 1)),
    "cyber_monday": Festival(N_("Cyber Monday"), _nth(11, 3, 4, 4)),
    "christmas_eve": Festival(N_("Christmas Eve"), _fixed(12, 24)),
    "christmas": Festival(N_("Christmas"), _fixed(12, 25)),
    "boxing_day": Festival(N_("Boxing Day"), _fixed(12, 26)),
    "good_friday": Festival(N_("Good Friday"), _easter(-2)),
    "easter": Festival(N_("Easter"), _easter(0)),
    "easter_monday": Festival(N_("Easter Monday"), _easter(1)),
    "spring": Festival(N_("spring"), _fixed(3, 1), _fixed(5, 31)),
    "summer": Festival(N_("summer"), _fixed(6, 1), _fixed(8, 31)),
    "autumn": Festival(N_("autumn"), _fixed(9, 1), _fixed(11, 30)),
    "winter": Festival(N_("winter"), _fixed(12, 1), _end_of_winter),
    "summer_holiday": Festival(N_("summer holidays"), _fixed(7, 1), _fixed(8, 31)),
    "winter_holiday": Festival(N_("winter holidays"), _fixed(1, 15), _end_of_february),
    "back_to_school": Festival(N_("back to school"), _fixed(8, 15), _fixed(9, 15)),
}


# Those of a breakdown. Days of the moon come before fixed ones: they move into them, and would otherwise never be seen.
_BROKEN_DOWN = (
    "spring_festival",
    "national_day",
    "labour_day",
    "lantern",
    "dragon_boat",
    "qixi",
    "mid_autumn",
    "double_ninth",
    "new_year",
    "valentine",
    "womens_day",
    "may_20",
    "childrens_day",
    "june_18",
    "double_11",
    "double_12",
    "christmas",
    "black_friday",
)
FESTIVALS: dict[str, str] = {name: CALENDAR[name].label for name in _BROKEN_DOWN}
"""The festivals of a breakdown, and what they are called."""
# Windows of the same length each year, for comparing a day of a festival with that day of another year: days from its own day.
_SAME_LENGTH = {"spring_festival": (-1, 5), "national_day": (0, 6), "labour_day": (0, 4)}


@dataclass(frozen=True)
class Window:
    """What a festival's name means in a year: its days, its own day, and whether they are the announced days off.

    `alone` marks days off that were asked for and are not known: the period is the festival's own day.
    """

    period: Period
    own: date
    off: bool = False
    alone: bool = False


def window(name: str, year: int, said: str = "") -> Window | None:
    """A festival of a year. `said` is "" (the name alone), "day", "daysoff" or "during"; None where that means nothing."""
    if not FIRST_YEAR < year <= LAST_YEAR:
        return None
    festival = CALENDAR[name]
    own = festival.day(year)
    if said == "during" and festival.season is not None:
        return Window(Period(start=festival.season(year), end=own + DAY), own)
    if said == "daysoff" or (said != "day" and festival.off) or (said == "during" and festival.has_days_off):
        return _days_off(own) if festival.has_days_off else None
    last = festival.last(year) if festival.last is not None else own
    if festival.last is None and said == "during":
        return None
    return Window(Period(start=own, end=last + DAY), own)


def _days_off(own: date) -> Window:
    period = days_off_around(own)
    if period is None:
        return Window(Period(start=own, end=own + DAY), own, alone=True)
    return Window(period, own, off=True)


def windows(year: int) -> Iterator[tuple[str, date, date]]:
    """Name, first and last day of each festival of a year. Where two share a day (2025), the first one listed has it."""
    for name in _BROKEN_DOWN:
        found = window(name, year)
        if found is not None:
            yield name, found.period.start, found.period.end - DAY


def even_windows(year: int) -> Iterator[tuple[str, date, date]]:
    """The same, each festival with as many days as in every other year: its third day is its third day in all of them."""
    for name in _BROKEN_DOWN:
        if FIRST_YEAR < year <= LAST_YEAR:
            own = CALENDAR[name].day(year)
            before, after = _SAME_LENGTH.get(name, (0, 0))
            yield name, own + timedelta(days=before), own + timedelta(days=after)


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
