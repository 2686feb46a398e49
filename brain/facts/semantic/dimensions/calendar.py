"""Parts of the calendar. Weeks are ISO weeks and named by their Monday; months, quarters and years by their first day.

No expression uses a weekday function: Spark, ClickHouse and DuckDB count weekdays from different days.
"""

from __future__ import annotations

from datetime import date, timedelta

from brain.facts.semantic.base import Dimension, Thing, words
from brain.facts.semantic.festivals import FESTIVALS, festival_on
from brain.kernel.i18n import N_

WEEK = "CAST(DATE_TRUNC('week', {day}) AS DATE)"
WEEKDAY = (
    "CASE "
    + " ".join(f"WHEN {{day}} = CAST({WEEK} + INTERVAL {n} DAY AS DATE) THEN {n + 1}" for n in range(7))
    + " END"
)
DATED = ("line", "placed", "event", "review", "post")
"""The sources whose rows happened on a day. Stock is a state: it is told for the end of a period."""
# What happens once has one day, and so one of everything that the calendar says of that day.
ONCE: frozenset[Thing] = frozenset({"order", "first_order"})
DAYPARTS: dict[str, str] = {
    "0": N_("Night (0-5)"),
    "6": N_("Early morning (6-8)"),
    "9": N_("Morning (9-11)"),
    "12": N_("Noon (12-13)"),
    "14": N_("Afternoon (14-17)"),
    "18": N_("Evening (18-23)"),
}
"""By the hour that each begins with."""


DAY_KINDS: dict[str, str] = {
    "weekday": N_("Monday to Friday"),
    "weekend": N_("Saturday and Sunday"),
}
"""By the days of the week alone: a holiday on a Tuesday is a Tuesday."""
WEEKEND = (
    f"CASE WHEN {{day}} >= CAST({WEEK} + INTERVAL 5 DAY AS DATE) THEN 'weekend'"
    f" WHEN {{day}} IS NOT NULL THEN 'weekday' END"
)


def local(instant: str) -> str:
    """A UTC instant as a time of the shop's wall clock; the zone is the parameter `$zone`."""
    return f"{instant} AT TIME ZONE 'UTC' AT TIME ZONE $zone"


_HOURS = {
    "line": "l.ordered_hour",
    "placed": "l.ordered_hour",
    **{
        source: f"EXTRACT(HOUR FROM {local(instant)})"
        for source, instant in (
            ("event", "e.happened_at"),
            ("review", "v.reviewed_at"),
            ("post", "o.posted_at"),
        )
    },
}


def _dated(sql: str) -> dict[str, str]:
    return dict.fromkeys(DATED, sql)


def _part_of_day(hour: str) -> str:
    begins = sorted(map(int, DAYPARTS))[1:]
    steps = " ".join(
        f"WHEN {hour} < {end} THEN {start}" for start, end in zip([0, *begins], begins, strict=False)
    )
    return f"CASE WHEN {hour} IS NULL THEN NULL {steps} ELSE {begins[-1]} END"


CALENDAR: tuple[Dimension, ...] = (
    Dimension(
        name="day",
        label=N_("Day"),
        noun=N_("day"),
        kind="time",
        value="date",
        sql=_dated("{day}"),
        synonyms={"zh": ("天", "日", "日期"), "en": ("day", "date")},
        fixed_for=ONCE,
        of_day=lambda day: day,
    ),
    Dimension(
        name="week",
        label=N_("Week"),
        noun=N_("week"),
        kind="time",
        value="date",
        sql=_dated(WEEK),
        synonyms={"zh": ("周", "星期", "礼拜"), "en": ("week",)},
        fixed_for=ONCE,
        of_day=lambda day: day - timedelta(days=day.weekday()),
    ),
    Dimension(
        name="month",
        label=N_("Month"),
        noun=N_("month"),
        kind="time",
        value="date",
        sql=_dated("CAST(DATE_TRUNC('month', {day}) AS DATE)"),
        synonyms={"zh": ("月", "月份"), "en": ("month",)},
        fixed_for=ONCE,
        of_day=lambda day: day.replace(day=1),
    ),
    Dimension(
        name="quarter",
        label=N_("Quarter"),
        noun=N_("quarter"),
        kind="time",
        value="date",
        sql=_dated("CAST(DATE_TRUNC('quarter', {day}) AS DATE)"),
        synonyms={"zh": ("季度", "季"), "en": ("quarter",)},
        fixed_for=ONCE,
        of_day=lambda day: date(day.year, (day.month - 1) // 3 * 3 + 1, 1),
    ),
    Dimension(
        name="year",
        label=N_("Year"),
        noun=N_("year"),
        kind="time",
        value="date",
        sql=_dated("CAST(DATE_TRUNC('year', {day}) AS DATE)"),
        synonyms={"zh": ("年", "年份", "年度"), "en": ("year",)},
        fixed_for=ONCE,
        of_day=lambda day: day.replace(month=1, day=1),
    ),
    Dimension(
        name="weekday",
        label=N_("Weekday"),
        noun=N_("weekday"),
        kind="time",
        value="integer",
        sql=_dated(WEEKDAY),
        synonyms={"zh": ("周几", "星期几", "礼拜几"), "en": ("weekday", "day of week", "day of the week")},
        fixed_for=ONCE,
        of_day=lambda day: day.isoweekday(),
    ),
    Dimension(
        name="day_kind",
        label=N_("Weekend or weekday"),
        noun=N_("weekend or weekday"),
        kind="name",
        value="text",
        sql=_dated(WEEKEND),
        synonyms=words("周末还是平日|周末与平日", "weekend or weekday|weekend and weekday"),
        fixed_for=ONCE,
        codes=DAY_KINDS,
        of_day=lambda day: "weekend" if day.isoweekday() >= 6 else "weekday",
    ),
    Dimension(
        name="festival",
        label=N_("Festival"),
        noun=N_("festival"),
        kind="name",
        value="text",
        # Written for the years of the query's own periods when it is compiled.
        sql=_dated("{festival}"),
        synonyms=words("节日|节庆", "festival"),
        fixed_for=ONCE,
        codes=FESTIVALS,
        of_day=festival_on,
    ),
    Dimension(
        name="hour",
        label=N_("Hour"),
        noun=N_("hour"),
        kind="time",
        value="integer",
        sql=_HOURS,
        synonyms={"zh": ("小时", "时段", "几点"), "en": ("hour", "time of day", "hour of day")},
        fixed_for=frozenset({"order"}),
    ),
    Dimension(
        name="daypart",
        label=N_("Part of the day"),
        noun=N_("part of the day"),
        kind="time",
        value="integer",
        sql={source: _part_of_day(hour) for source, hour in _HOURS.items()},
        synonyms=words("一天中的时段|早中晚|上午下午晚上", "part of the day|part of day|daypart"),
        fixed_for=frozenset({"order"}),
        codes=DAYPARTS,
    ),
)
