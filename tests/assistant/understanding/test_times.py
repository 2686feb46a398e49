"""The grammar of time: what words mean on a given day, in Chinese and English."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brain.assistant.understanding.reading import read

TODAY = date(2026, 11, 20)  # a Friday

CASES = [
    ("今天", "2026-11-20", "2026-11-21"),
    ("昨天", "2026-11-19", "2026-11-20"),
    ("前天", "2026-11-18", "2026-11-19"),
    ("大前天", "2026-11-17", "2026-11-18"),
    ("这周", "2026-11-16", "2026-11-21"),
    ("本周", "2026-11-16", "2026-11-21"),
    ("上周", "2026-11-09", "2026-11-16"),
    ("上上周", "2026-11-02", "2026-11-09"),
    ("上个星期", "2026-11-09", "2026-11-16"),
    ("本月", "2026-11-01", "2026-11-21"),
    ("上个月", "2026-10-01", "2026-11-01"),
    ("上上个月", "2026-09-01", "2026-10-01"),
    ("今年", "2026-01-01", "2026-11-21"),
    ("去年", "2025-01-01", "2026-01-01"),
    ("前年", "2024-01-01", "2025-01-01"),
    ("本季度", "2026-10-01", "2026-11-21"),
    ("上季度", "2026-07-01", "2026-10-01"),
    ("去年四季度", "2025-10-01", "2026-01-01"),
    ("今年第一季度", "2026-01-01", "2026-04-01"),
    ("去年上半年", "2025-01-01", "2025-07-01"),
    ("最近7天", "2026-11-13", "2026-11-20"),
    ("最近七天", "2026-11-13", "2026-11-20"),
    ("过去30天", "2026-10-21", "2026-11-20"),
    ("近一个月", "2026-10-20", "2026-11-20"),
    ("近两周", "2026-11-06", "2026-11-20"),
    ("最近３个月", "2026-08-20", "2026-11-20"),
    ("3月", "2026-03-01", "2026-04-01"),
    ("3月份", "2026-03-01", "2026-04-01"),
    ("十二月", "2025-12-01", "2026-01-01"),
    ("2026年3月", "2026-03-01", "2026-04-01"),
    ("二零二五年三月", "2025-03-01", "2025-04-01"),
    ("25年3月", "2025-03-01", "2025-04-01"),
    ("去年3月到5月", "2025-03-01", "2025-06-01"),
    ("3月到5月", "2026-03-01", "2026-06-01"),
    ("11月到1月", "2025-11-01", "2026-02-01"),
    ("11月11日", "2026-11-11", "2026-11-12"),
    ("12月12号", "2025-12-12", "2025-12-13"),
    ("2026-11-11", "2026-11-11", "2026-11-12"),
    ("2026年11月1日到11月7日", "2026-11-01", "2026-11-08"),
    ("11月1日至7日", "2026-11-01", "2026-11-08"),
    ("2026-11-01到2026-11-07", "2026-11-01", "2026-11-08"),
    ("上个月15号", "2026-10-15", "2026-10-16"),
    ("15号", "2026-11-15", "2026-11-16"),
    ("25号", "2026-10-25", "2026-10-26"),
    ("上周三", "2026-11-11", "2026-11-12"),
    ("这周三", "2026-11-18", "2026-11-19"),
    ("周三", "2026-11-18", "2026-11-19"),
    ("周日", "2026-11-15", "2026-11-16"),
    ("周末", "2026-11-14", "2026-11-16"),
    ("上周末", "2026-11-14", "2026-11-16"),
    ("本月至今", "2026-11-01", "2026-11-21"),
    ("今年至今", "2026-01-01", "2026-11-21"),
    ("双十一", "2026-11-11", "2026-11-12"),
    ("去年的双11", "2025-11-11", "2025-11-12"),
    ("今年618", "2026-06-18", "2026-06-19"),
    ("去年双十二", "2025-12-12", "2025-12-13"),
    ("前7天", "2026-11-13", "2026-11-20"),
    ("3天前", "2026-11-17", "2026-11-18"),
    ("today", "2026-11-20", "2026-11-21"),
    ("yesterday", "2026-11-19", "2026-11-20"),
    ("the day before yesterday", "2026-11-18", "2026-11-19"),
    ("this week", "2026-11-16", "2026-11-21"),
    ("last week", "2026-11-09", "2026-11-16"),
    ("the week before last", "2026-11-02", "2026-11-09"),
    ("this month", "2026-11-01", "2026-11-21"),
    ("last month", "2026-10-01", "2026-11-01"),
    ("last quarter", "2026-07-01", "2026-10-01"),
    ("last year", "2025-01-01", "2026-01-01"),
    ("past 7 days", "2026-11-13", "2026-11-20"),
    ("the last 30 days", "2026-10-21", "2026-11-20"),
    ("last two weeks", "2026-11-06", "2026-11-20"),
    ("the past month", "2026-10-20", "2026-11-20"),
    ("mtd", "2026-11-01", "2026-11-21"),
    ("year to date", "2026-01-01", "2026-11-21"),
    ("this month so far", "2026-11-01", "2026-11-21"),
    ("q2 last year", "2025-04-01", "2025-07-01"),
    ("Q3", "2026-07-01", "2026-10-01"),
    ("first quarter of 2011", "2011-01-01", "2011-04-01"),
    ("march", "2026-03-01", "2026-04-01"),
    ("in December", "2025-12-01", "2026-01-01"),
    ("march 2011", "2011-03-01", "2011-04-01"),
    ("March of 2011", "2011-03-01", "2011-04-01"),
    ("in 2011", "2011-01-01", "2012-01-01"),
    ("2011-03-05", "2011-03-05", "2011-03-06"),
    ("March 5, 2011", "2011-03-05", "2011-03-06"),
    ("5 March 2011", "2011-03-05", "2011-03-06"),
    ("on the 5th of March", "2026-03-05", "2026-03-06"),
    ("between 2011-03-01 and 2011-03-15", "2011-03-01", "2011-03-16"),
    ("between March 1 and March 15", "2026-03-01", "2026-03-16"),
    ("from June to August", "2026-06-01", "2026-09-01"),
    ("from November to January", "2025-11-01", "2026-02-01"),
    ("from March 2011 to May 2011", "2011-03-01", "2011-06-01"),
    ("since March", "2026-03-01", "2026-11-21"),
    ("last Friday", "2026-11-13", "2026-11-14"),
    ("monday", "2026-11-16", "2026-11-17"),
    ("last weekend", "2026-11-14", "2026-11-16"),
    ("black friday last year", "2025-11-28", "2025-11-29"),
    ("3 days ago", "2026-11-17", "2026-11-18"),
    ("last november", "2025-11-01", "2025-12-01"),
]


@pytest.mark.parametrize(("words", "start", "end"), CASES)
def test_words_mean_days(words: str, start: str, end: str) -> None:
    """A time expression is one half-open period of shop days, and nothing of it is left over."""
    said = read(words, None, TODAY)
    assert not said.unknown
    assert not said.leftover
    (when,) = said.whens
    assert (when.period.start.isoformat(), when.period.end.isoformat()) == (start, end)


@pytest.mark.parametrize(
    "words",
    [
        "上两周",
        "2月30日",
        "13月",
        "next month",
        "明天",
        "lately in the week",
        "5天",
        "上午",
        "3点到5点",
        "第一周",
    ],
)
def test_unsure_times_are_no_period(words: str) -> None:
    """What is not sure, does not exist or lies ahead is never turned into some other period."""
    said = read(words, None, TODAY)
    assert not said.whens or said.leftover or said.unknown or said.out


days = st.dates(min_value=date(2001, 1, 1), max_value=date(2090, 12, 31))
RELATIVE = [
    w
    for w, _, _ in CASES
    if not any(c.isdigit() for c in w) and "二零" not in w and "year" not in w and w != "这周三"
]


@given(today=days, words=st.sampled_from(RELATIVE))
def test_periods_are_half_open_and_never_ahead(today: date, words: str) -> None:
    """On any day, words without a date name at least one day, none of them after today."""
    (when,) = read(words, None, today).whens
    assert when.period.days >= 1
    assert when.period.end <= today + timedelta(days=1)


@given(today=days, count=st.integers(1, 400))
def test_last_days_are_that_many_full_days(today: date, count: int) -> None:
    """The last N days are N days that end with yesterday, in both languages."""
    for words in (f"最近{count}天", f"the last {count} days", f"过去{count}天", f"past {count} days"):
        (when,) = read(words, None, today).whens
        assert when.period.days == count
        assert when.period.end == today


@given(today=days, day=st.dates(min_value=date(2000, 1, 1), max_value=date(2099, 12, 31)))
def test_written_dates_are_themselves(today: date, day: date) -> None:
    """A full date means that day, whenever it is asked."""
    for words in (
        day.isoformat(),
        f"{day.year}年{day.month}月{day.day}日",
        f"{day:%B} {day.day}, {day.year}",
    ):
        (when,) = read(words, None, today).whens
        assert (when.period.start, when.period.days) == (day, 1)


@given(today=days)
def test_weeks_are_iso_weeks(today: date) -> None:
    """Weeks begin on Monday; last week ends where this week begins."""
    (this,) = read("本周", None, today).whens
    (last,) = read("last week", None, today).whens
    assert this.period.start.weekday() == 0
    assert last.period.end == this.period.start
    assert last.period.days == 7


@given(
    today=days,
    words=st.text(alphabet="上下本这去今前后近最个周月年日天季度一二三十0123456789到至从的 ", max_size=14),
)
def test_no_string_of_calendar_words_breaks_it(today: date, words: str) -> None:
    """Nonsense made of calendar words is read or left over, never an error, never a backward period."""
    said = read(words, None, today)
    assert all(when.period.start <= when.period.end for when in said.whens)
