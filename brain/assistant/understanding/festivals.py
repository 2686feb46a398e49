"""Festivals, their days off and their sales seasons, year by year.

Decided once, here. Spring Festival, Labour Day and National Day mean the state's days off ("国庆卖了多少" asks for the
whole week); of every other festival the name alone means its own day, and 假期 or "holiday" its days off. 期间 means the
days off where there are any, and for the sales festivals the month up to the day. The days off are those that the State
Council announced (chinese-calendar); for a year that is not announced yet only the festival's own day is known, and
the label says so. Seasons are those of the weather service: spring is March to May; winter ends in the next year. School
holidays differ between provinces, the dates in the label say what was counted.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache

import chinese_calendar  # type: ignore[import-untyped]
from lunar_python import Lunar, LunarMonth, Solar  # type: ignore[import-untyped]

from brain.assistant.understanding.periods import DAY, When, year_before
from brain.kernel.evidence import Period
from brain.kernel.i18n import N_, Text

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

FESTIVALS: dict[str, Festival] = {
    "singles_day": Festival(N_("Singles' Day"), _fixed(11, 11), season=_fixed(11, 1)),
    "double_twelve": Festival(N_("Double 12"), _fixed(12, 12), season=_fixed(12, 1)),
    "midyear_sale": Festival(N_("618"), _fixed(6, 18), season=_fixed(6, 1)),
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
    "may_twenty": Festival(N_("20 May"), _fixed(5, 20)),
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


def festival_of(name: str, year: int, said: str = "") -> When | None:
    """A festival of a year. `said` is "" (the name alone), "day", "daysoff" or "during"; None where that means nothing."""
    if not FIRST_YEAR < year <= LAST_YEAR:
        return None
    when = _of_year(FESTIVALS[name], year, said)
    return replace(when, festival=(name, said)) if when is not None else None


def year_earlier(when: When) -> When:
    """The same stretch of the calendar a year earlier; of a festival the one before, for the moon keeps no dates."""
    if when.festival is None or when.anchor is None or when.to_date:
        return year_before(when)
    return festival_of(when.festival[0], when.anchor.year - 1, when.festival[1]) or year_before(when)


def _of_year(festival: Festival, year: int, said: str) -> When | None:
    own = festival.day(year)
    if said == "during" and festival.season is not None:
        return _stretch(festival, festival.season(year), own, own)
    if said == "daysoff" or (said != "day" and festival.off) or (said == "during" and festival.has_days_off):
        return _days_off(festival, own) if festival.has_days_off else None
    if festival.last is not None:
        return _stretch(festival, own, festival.last(year), own)
    return _stretch(festival, own, own, own) if said != "during" else None


def _stretch(festival: Festival, first: date, last: date, own: date) -> When:
    unit = "day" if first == last else "days"
    return When(Period(start=first, end=last + DAY), unit, Text(msg=festival.label), anchor=own)


def _days_off(festival: Festival, own: date) -> When:
    name = Text(msg=festival.label)
    period = days_off_around(own)
    if period is None:
        label = Text(msg=N_("{festival} alone, its days off are not known"), args={"festival": name})
        return When(Period(start=own, end=own + DAY), "day", label, anchor=own)
    label = Text(msg=N_("{festival}, the days off"), args={"festival": name})
    return When(period, "days", label, anchor=own)


@lru_cache(maxsize=512)
def days_off_around(day: date) -> Period | None:
    """The announced days off in a row around a statutory holiday of China, weekends included; None where unknown."""
    if not _is_statutory(day):
        return None
    first = last = day
    while _is_of("off", first - DAY):
        first -= DAY
    while _is_of("off", last + DAY):
        last += DAY
    return Period(start=first, end=last + DAY)


def _is_statutory(day: date) -> bool:
    if not is_announced(day.year):
        return False
    # Working days that make up for a long holiday carry its name too.
    free, name = chinese_calendar.get_holiday_detail(day)
    return bool(free) and name is not None


@lru_cache(maxsize=256)
def is_announced(year: int) -> bool:
    """Whether the state's holidays of a year are known."""
    try:
        chinese_calendar.is_workday(date(year, 1, 1))
    except NotImplementedError:
        return False
    return True


DAY_KINDS = ("workdays", "off", "holidays")


def days_of(kind: str, period: Period) -> tuple[date, ...]:
    """The days of a period that are "workdays", "off" (weekends and holidays, made-up days taken out), or "holidays".

    In a year whose holidays are not announced, Monday to Friday are workdays and no day is a holiday: see `is_known`.
    """
    days = (period.start + timedelta(days=n) for n in range(period.days))
    return tuple(day for day in days if _is_of(kind, day))


def is_known(period: Period) -> bool:
    """Whether the holidays of all years of a period are announced; where not, an answer must say so."""
    return all(is_announced(year) for year in range(period.start.year, (period.end - DAY).year + 1))


def _is_of(kind: str, day: date) -> bool:
    if kind == "holidays":
        return _is_statutory(day)
    works = bool(chinese_calendar.is_workday(day)) if is_announced(day.year) else day.weekday() < 5
    return works == (kind == "workdays")
