"""Periods of the calendar as a question names them, on the shop's own days.

Decided once, here: "last 7 days", weeks or months roll: they are the full days before today, back to the same day of
the month; "last month" is the calendar's. "This week" runs from Monday to today included. A month, a day or a festival
without a year is the most recent one that has begun; 下周, "next month" and their like lie ahead and are marked so.
"""

from __future__ import annotations

import calendar
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from brain.kernel.clock import iso_week
from brain.kernel.evidence import Period
from brain.kernel.i18n import N_, Text

DAY = timedelta(days=1)
MONTHS = {"month": 1, "quarter": 3, "year": 12}
LONGEST_MONTH = 31  # days
FEW_DAYS = 7

NAMED: dict[tuple[int, str], str] = {
    (0, "day"): N_("today"),
    (-1, "day"): N_("yesterday"),
    (0, "week"): N_("this week so far"),
    (-1, "week"): N_("last week"),
    (-2, "week"): N_("the week before last"),
    (0, "month"): N_("this month so far"),
    (-1, "month"): N_("last month"),
    (-2, "month"): N_("the month before last"),
    (0, "quarter"): N_("this quarter so far"),
    (-1, "quarter"): N_("last quarter"),
    (0, "year"): N_("this year so far"),
    (-1, "year"): N_("last year"),
    (1, "day"): N_("tomorrow"),
    (1, "week"): N_("next week"),
    (1, "month"): N_("next month"),
    (1, "quarter"): N_("next quarter"),
    (1, "year"): N_("next year"),
}
LAST_DAYS = N_("the last {n} days")
LAST_MONTHS = N_("the last {n} months")
NEXT_DAYS = N_("the next {n} days")
READ_BACK = frozenset({*NAMED.values(), LAST_DAYS, LAST_MONTHS, NEXT_DAYS})
"""Labels that are themselves words for the period; others only explain it and are not asked again."""


@dataclass(frozen=True)
class When:
    """A period, the unit it is counted in, its name where it has one, and whether it is cut off at today.

    `open_year` marks a month, quarter or day that was named without its year, `open_month` a day without its month.
    `weekdays` are those a weekday or a
    weekend was named by (1 is Monday), `loose` when no week was named with it. `ends` are the two periods of a range.

    Of the period only some of the time may be meant: `dayparts` (keys of the dimension of that name), and `holidays`
    ("workdays", "off" or "holidays": see `festivals.days_of`). `future` marks a period that begins after today.
    `anchor` is a festival's own day: "the week before" counts from there; `festival` its name and what was said of it.
    `same` marks "the same week last year", which is that of the period named beside it: the unit, and of what.
    """

    period: Period
    unit: str
    label: Text | None = None
    to_date: bool = False
    open_year: bool = False
    open_month: bool = False
    weekdays: tuple[int, ...] = ()
    loose: bool = False
    ends: tuple[When, When] | None = None
    dayparts: tuple[str, ...] = ()
    holidays: str = ""
    future: bool = False
    anchor: date | None = None
    festival: tuple[str, str] | None = None
    same: tuple[str, str] | None = None


def single(day: date, label: Text | None = None, *, open_year: bool = False) -> When:
    """One day."""
    return When(Period(start=day, end=day + DAY), "day", label, open_year=open_year)


def relative(unit: str, steps: int, today: date) -> When:
    """This, the last, or an earlier day, week, month, quarter or year; the current one ends with today."""
    if unit == "day":
        whole = Period(start=today + timedelta(days=steps), end=today + timedelta(days=steps + 1))
    elif unit == "week":
        whole = iso_week(today).shifted(7 * steps)
    else:
        size = MONTHS[unit]
        first = _month_index(today) // size * size + steps * size
        whole = Period(start=_month_start(first), end=_month_start(first + size))
    label = Text(msg=NAMED[(steps, unit)]) if (steps, unit) in NAMED else None
    return cut(When(whole, unit, label), today)


def cut(when: When, today: date) -> When:
    """A period that is still running ends with today; one in the future stays as it was named."""
    if when.period.start <= today < when.period.end - DAY:
        period = Period(start=when.period.start, end=today + DAY)
        return replace(when, period=period, to_date=True)
    return when


def last(count: int, unit: str, today: date) -> When | None:
    """The full days before today: `count` days or weeks of seven days, or back to the same day months ago."""
    if not 1 <= count <= 3660:
        return None
    if unit in ("day", "week"):
        days = count * (7 if unit == "week" else 1)
        return When(Period(start=today - timedelta(days=days), end=today), "days", _counted(LAST_DAYS, days))
    months = count * MONTHS[unit]
    start = months_before(today, months)
    return When(Period(start=start, end=today), "days", _counted(LAST_MONTHS, months)) if start else None


def coming(count: int, unit: str, today: date) -> When | None:
    """The full days after today: the mirror of `last`."""
    if not 1 <= count <= 3660:
        return None
    start = today + DAY
    if unit in ("day", "week"):
        days = count * (7 if unit == "week" else 1)
        return When(Period(start=start, end=start + timedelta(days=days)), "days", _counted(NEXT_DAYS, days))
    end = months_before(start, -count * MONTHS[unit])
    return When(Period(start=start, end=end), "days") if end else None


def _counted(msg: str, count: int) -> Text:
    return Text(msg=msg, args={"n": count})


def months_before(day: date, months: int) -> date | None:
    """The same day of the month that many months earlier, or the month's last day where it is shorter."""
    index = _month_index(day) - months
    if not 12 <= index < 9000 * 12:
        return None
    first = _month_start(index)
    return first.replace(day=min(day.day, calendar.monthrange(first.year, first.month)[1]))


def month_of(year: int, month: int) -> When | None:
    """A calendar month, or None when there is no such month."""
    if not (1 <= month <= 12 and 1900 <= year <= 2200):
        return None
    index = year * 12 + month - 1
    return When(Period(start=_month_start(index), end=_month_start(index + 1)), "month")


def quarter_of(year: int, quarter: int) -> When | None:
    """A calendar quarter."""
    if not (1 <= quarter <= 4 and 1900 <= year <= 2200):
        return None
    index = year * 12 + (quarter - 1) * 3
    return When(Period(start=_month_start(index), end=_month_start(index + 3)), "quarter")


def half_of(year: int, half: int) -> When:
    """January to June, or July to December."""
    index = year * 12 + (half - 1) * 6
    return When(Period(start=_month_start(index), end=_month_start(index + 6)), "half")


def year_of(year: int) -> When | None:
    """A calendar year."""
    if not 1900 <= year <= 2200:
        return None
    return When(Period(start=date(year, 1, 1), end=date(year + 1, 1, 1)), "year")


def day_of(year: int, month: int, day: int) -> When | None:
    """A day of the calendar, or None when it does not exist (30 February)."""
    try:
        return single(date(year, month, day))
    except ValueError:
        return None


def is_few_days(whens: Sequence[When]) -> bool:
    """上周末两天: one stretch so short that 各 and "each" mean its days."""
    return len(whens) == 1 and whens[0].unit == "days" and 2 <= whens[0].period.days <= FEW_DAYS


def preceding(when: When) -> When:
    """What a period is naturally compared with: the same stretch of the unit before it."""
    period = when.period
    if when.unit in ("day", "days"):
        return When(period.before(), when.unit)
    if when.unit == "week":
        return When(period.shifted(-7), "week")
    months = {"month": 1, "quarter": 3, "half": 6, "year": 12}.get(when.unit)
    if months is None:
        return When(period.before(), when.unit)
    return _months_earlier(when, months)


def following(when: When) -> When:
    """The same stretch of the unit after it: the day after, the month after."""
    period = when.period
    if when.unit in ("day", "days"):
        return When(period.shifted(period.days), when.unit)
    if when.unit == "week":
        return When(period.shifted(7), "week")
    months = {"month": 1, "quarter": 3, "half": 6, "year": 12}.get(when.unit)
    if months is None:
        return When(period.shifted(period.days), when.unit)
    return _months_earlier(when, -months)


def preceding_month(when: When) -> When:
    """The whole month before a month, also of one that is still running."""
    earlier = months_before(when.period.start.replace(day=1), 1) or when.period.start
    return month_of(earlier.year, earlier.month) or when


def year_before(when: When) -> When:
    """The same stretch of the calendar a year earlier."""
    return _months_earlier(when, 12)


def _months_earlier(when: When, months: int) -> When:
    """Whole months stay whole; a stretch that is cut off at today keeps its last day of the month."""
    start = months_before(when.period.start, months) or when.period.start
    if when.period.end.day == 1:
        end = months_before(when.period.end, months) or start
    else:
        final = months_before(when.period.end - DAY, months) or start
        end = final + DAY
    return When(Period(start=start, end=max(start, end)), when.unit)


def _month_index(day: date) -> int:
    return day.year * 12 + day.month - 1


def _month_start(index: int) -> date:
    return date(index // 12, index % 12 + 1, 1)
