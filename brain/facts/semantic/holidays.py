"""China's public holidays as the State Council announced them, from the package chinese-calendar (2004 on, to the year last announced)."""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache

import chinese_calendar  # type: ignore[import-untyped]

from brain.kernel.evidence import Period

DAY = timedelta(days=1)
DAY_KINDS = ("workdays", "off", "holidays")


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


def days_of(kind: str, period: Period) -> tuple[date, ...]:
    """The days of a period that are "workdays", "off" (weekends and holidays, made-up days taken out), or "holidays".

    In a year whose holidays are not announced, Monday to Friday are workdays and no day is a holiday: see `is_known`.
    """
    days = (period.start + timedelta(days=n) for n in range(period.days))
    return tuple(day for day in days if _is_of(kind, day))


def is_known(period: Period) -> bool:
    """Whether the holidays of all years of a period are announced; where not, an answer must say so."""
    return all(is_announced(year) for year in range(period.start.year, (period.end - DAY).year + 1))


@lru_cache(maxsize=256)
def is_announced(year: int) -> bool:
    """Whether the state's holidays of a year are known."""
    try:
        chinese_calendar.is_workday(date(year, 1, 1))
    except NotImplementedError:
        return False
    return True


def _is_statutory(day: date) -> bool:
    if not is_announced(day.year):
        return False
    # Working days that make up for a long holiday carry its name too.
    free, name = chinese_calendar.get_holiday_detail(day)
    return bool(free) and name is not None


def _is_of(kind: str, day: date) -> bool:
    if kind == "holidays":
        return _is_statutory(day)
    works = bool(chinese_calendar.is_workday(day)) if is_announced(day.year) else day.weekday() < 5
    return works == (kind == "workdays")
