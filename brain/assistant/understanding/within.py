"""Parts of a period: early November, the first week of October, the ten first days, the days before a festival.

Decided once, here. Early, mid and late (月初, 中旬, 月底) are the 1st to 10th, the 11th to 20th, and the 21st to the end;
of a year and a quarter early and late are its first and its last month. Weeks are ISO weeks from Monday, and belong to
the month that their Thursday is in: the first week of October 2026 begins on 28 September. 前3天 after a day or a
festival are the days before it, after a month or a year its first days.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from brain.assistant.understanding import periods as p
from brain.assistant.understanding.periods import DAY, When
from brain.kernel.clock import iso_week
from brain.kernel.evidence import Period
from brain.kernel.i18n import N_, Text

LONG_UNITS = frozenset({"month", "quarter", "half", "year"})
WEEKEND = 8
"""In the place of a weekday's number: its Saturday and Sunday."""
Part = str | tuple[str, int] | tuple[str, int, str]
WEEK_LABEL = N_("week {n} of {year}")
PARTS_OF_MONTH = {
    "early": (1, 10),
    "mid": (11, 20),
    "late": (21, 0),
    "firsthalf": (1, 15),
    "secondhalf": (16, 0),
}
"""First and last day; 0 is the month's last."""


def part_of(when: When, part: Part, today: date) -> When | None:
    """Early, mid, late, a half, or the first or last n days, weeks, months of a period; None where it has no such part."""
    whole = whole_of(when)
    if whole is None:
        return None
    if isinstance(part, tuple):
        unit = part[2] if len(part) > 2 else "day"
        return _at_edge(whole, part[0], part[1], unit, today) if _holds(when.unit, unit) else None
    if when.unit == "month" and part in PARTS_OF_MONTH:
        first, last = _days_of_month(part, whole)
        period = Period(start=whole.start.replace(day=first), end=whole.start.replace(day=last) + DAY)
    elif when.unit in ("year", "quarter") and part in ("early", "late"):
        begin = whole.start if part == "early" else p.months_before(whole.end, 1) or whole.start
        period = Period(start=begin, end=p.months_before(begin, -1) or whole.end)
    else:
        return None
    return p.cut(When(period, "days"), today)


def _days_of_month(part: str, month: Period) -> tuple[int, int]:
    first, last = PARTS_OF_MONTH[part]
    return first, last or month.days


def _holds(whole: str, unit: str) -> bool:
    """Whether a period of one unit is made of the other."""
    order = ("day", "week", "month", "quarter", "half", "year")
    return whole in order and unit in order and order.index(unit) < order.index(whole)


def whole_of(when: When) -> Period | None:
    """A period without being cut off at today; None where it was not named by the calendar."""
    start = when.period.start
    if when.unit == "week":
        return iso_week(start)
    months = {"month": 1, "quarter": 3, "half": 6, "year": 12}.get(when.unit)
    if months is None or start.day != 1:
        return None
    end = p.months_before(start, -months)
    return Period(start=start, end=end) if end else None


def _at_edge(whole: Period, edge: str, count: int, unit: str, today: date) -> When | None:
    """The first or last n of a period; a week of a month or year is seven days from its edge."""
    if edge not in ("first", "last") or not 1 <= count <= 400:
        return None
    if unit in p.MONTHS:
        months = count * p.MONTHS[unit]
        start = whole.start if edge == "first" else p.months_before(whole.end, months)
        end = p.months_before(whole.start, -months) if edge == "first" else whole.end
    else:
        days = timedelta(days=count * _size(unit))
        start, end = (whole.start, whole.start + days) if edge == "first" else (whole.end - days, whole.end)
    if start is None or end is None or start < whole.start or end > whole.end:
        return None
    named = unit if count == 1 and unit in ("day", *p.MONTHS) else "days"
    return p.cut(When(Period(start=start, end=end), named), today)


def recent_part(unit: str, part: Part, today: date) -> When | None:
    """A part of the month, quarter or year that was named alone: the most recent one that has begun."""
    for steps in (0, -1):
        when = part_of(p.relative(unit, steps, today), part, today)
        if when is not None and when.period.start <= today:
            return when
    return None


def recent_day(number: int, today: date) -> When | None:
    """15号: the most recent day of the month with that number."""
    month = today
    for _ in range(3):
        when = p.day_of(month.year, month.month, number)
        if when is not None and when.period.start <= today:
            return replace(when, open_month=True)
        month = month.replace(day=1) - timedelta(days=1)
    return None


def week_of_year(year: int, number: int, today: date) -> When | None:
    """An ISO week by its number."""
    try:
        monday = date.fromisocalendar(year, number, 1)
    except ValueError:
        return None
    label = Text(msg=WEEK_LABEL, args={"n": number, "year": str(year)})
    return p.cut(When(iso_week(monday), "week", label), today)


def recent_week(number: int, today: date) -> When | None:
    """The most recent ISO week of that number that has begun."""
    this_year = today.isocalendar().year
    for year in (this_year, this_year - 1):
        when = week_of_year(year, number, today)
        if when is not None and when.period.start <= today:
            return when
    return None


def nth_week(when: When, nth: int, today: date) -> When | None:
    """The nth week of a month or year (-1 is the last)."""
    whole = whole_of(when)
    if whole is None or when.unit not in ("month", "year"):
        return None
    thursdays = _weekdays_in(whole, 4)
    thursday = _nth(thursdays, nth)
    return p.cut(When(iso_week(thursday), "week"), today) if thursday else None


def nth_weekday(when: When, nth: int, weekday: int) -> When | None:
    """The nth Monday ... or weekend of a month, quarter or year (-1 is the last); weekdays count from 1.

    A weekend belongs to the month of its Saturday.
    """
    whole = whole_of(when)
    if whole is None or when.unit == "week":
        return None
    if weekday == WEEKEND:
        saturday = _nth(_weekdays_in(whole, 6), nth)
        return When(Period(start=saturday, end=saturday + 2 * DAY), "days") if saturday else None
    day = _nth(_weekdays_in(whole, weekday), nth)
    return p.single(day) if day else None


def _weekdays_in(whole: Period, weekday: int) -> list[date]:
    first = whole.start + timedelta(days=(weekday - 1 - whole.start.weekday()) % 7)
    return [first + timedelta(days=n) for n in range(0, (whole.end - first).days, 7)]


def _nth(days: list[date], nth: int) -> date | None:
    if nth == -1:
        return days[-1]
    return days[nth - 1] if 1 <= nth <= len(days) else None


def weekday_of(when: When, weekday: int) -> When | None:
    """上周周三: a day of the week that was named before it."""
    if when.unit != "week":
        return None
    day = p.single(when.period.start + timedelta(days=weekday - 1))
    return replace(day, weekdays=(weekday,))


def day_of_month(when: When, number: int) -> When | None:
    """上个月5号: a day of the month that was named before it."""
    start = when.period.start
    return p.day_of(start.year, start.month, number) if when.unit == "month" else None


def beside(when: When, edge: str, count: int, unit: str, today: date) -> When | None:
    """The days, weeks or months right before or after a day or a festival; of anything longer nobody could tell."""
    if not (when.unit == "day" or when.anchor is not None) or not 1 <= count <= 400:
        return None
    if unit not in ("day", "week", "month"):
        return None
    if edge == "before":
        end = when.anchor or when.period.start
        start = p.months_before(end, count) if unit == "month" else end - timedelta(days=count * _size(unit))
    else:
        start = when.period.end
        end = (
            p.months_before(start, -count) if unit == "month" else start + timedelta(days=count * _size(unit))
        ) or start
    return p.cut(When(Period(start=start, end=end), "days"), today) if start and start < end else None


def _size(unit: str) -> int:
    return 7 if unit == "week" else 1
