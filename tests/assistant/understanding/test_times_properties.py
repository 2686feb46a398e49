"""What must hold of every period, on any day."""

from __future__ import annotations

import calendar
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from brain.assistant.speaking import spoken_period
from brain.assistant.understanding.festivals import (
    FESTIVALS,
    days_of,
    days_off_around,
    festival_of,
    is_announced,
    is_known,
    lunar_day,
    year_earlier,
)
from brain.assistant.understanding.periods import When
from brain.assistant.understanding.reading import read
from brain.assistant.understanding.time_words_en import TIME_WORDS_EN
from brain.assistant.understanding.time_words_zh import TIME_WORDS_ZH
from brain.kernel.evidence import Period
from tests.assistant.understanding.test_times_listed import LINES

DAYS = st.dates(min_value=date(2005, 1, 1), max_value=date(2080, 12, 31))
LEAP = date(2024, 2, 29)
WORDS = st.sampled_from([line.words for line in LINES if line.verdict == "days"])
DAY = timedelta(days=1)


@given(today=DAYS, words=WORDS)
@example(today=LEAP, words="近一年")
@example(today=date(2025, 12, 31), words="上半月")
@settings(max_examples=400, deadline=None)
def test_every_period_is_half_open_and_runs_forward(today: date, words: str) -> None:
    """At least one day; what is not marked as ahead has begun by today."""
    for when in read(words, None, today).whens:
        assert when.period.start < when.period.end
        assert when.future == (when.period.start > today)


CHINESE = [word for _, _, written in TIME_WORDS_ZH for word in written.split()]
ENGLISH = [word for _, _, written in TIME_WORDS_EN for word in written.split("|")]


@given(
    today=DAYS,
    words=st.one_of(
        st.lists(
            st.sampled_from([*CHINESE, "上个", "月", "周", "10", "号", "到", "前", "后", "的"]), max_size=6
        ).map("".join),
        st.lists(
            st.sampled_from([*ENGLISH, "last", "of", "to", "5th", "february", "days", "10"]), max_size=6
        ).map(" ".join),
    ),
)
@settings(max_examples=400, deadline=None)
def test_no_heap_of_time_words_breaks_it(today: date, words: str) -> None:
    """Words of time in any order are read or left over: never an error, never an empty or backward period."""
    assert all(when.period.start < when.period.end for when in read(words, None, today).whens)


@given(today=DAYS, words=WORDS)
@settings(max_examples=400, deadline=None)
def test_a_period_written_back_is_the_same_period(today: date, words: str) -> None:
    """What a follow-up says for a period is read as that very period, in both languages."""
    said = read(words, None, today)
    for when in said.whens:
        for lang in ("zh", "en"):
            again = read(spoken_period(when, lang), None, today)
            assert [one.period for one in again.whens] == [when.period]
            assert again.holidays == when.holidays
            assert not again.leftover
            assert not again.unknown


@given(today=DAYS, count=st.integers(1, 60))
def test_months_roll_back_to_the_same_day(today: date, count: int) -> None:
    """The last n months end with yesterday and begin on today's day of the month, or the month's last."""
    for words in (f"最近{count}个月", f"the last {count} months", f"过去{count}个月", f"past {count} months"):
        (when,) = read(words, None, today).whens
        assert when.period.end == today
        start = when.period.start
        assert (today.year - start.year) * 12 + today.month - start.month == count
        assert start.day == min(today.day, calendar.monthrange(start.year, start.month)[1])


@given(today=DAYS, count=st.integers(1, 400))
def test_the_days_ahead_mirror_the_days_behind(today: date, count: int) -> None:
    """The next n days begin with tomorrow, and are marked as ahead."""
    for words in (f"未来{count}天", f"the next {count} days", f"接下来{count}天"):
        said = read(words, None, today)
        (when,) = said.whens
        assert (when.period.start, when.period.days) == (today + DAY, count)
        assert when.future
        assert said.out == "future"


@given(year=st.integers(2000, 2060), month=st.integers(1, 12))
def test_the_parts_of_a_month_add_up_to_it(year: int, month: int) -> None:
    """Early, mid and late cover each day once; so do the halves; the weeks of a year's months are the year's weeks."""
    later = date(year + 2, 1, 1)
    whole = read(f"{year}年{month}月", None, later).whens[0].period
    for parts in (("上旬", "中旬", "下旬"), ("上半月", "下半月")):
        periods = [read(f"{year}年{month}月{part}", None, later).whens[0].period for part in parts]
        assert (periods[0].start, periods[-1].end) == (whole.start, whole.end)
        assert all(left.end == right.start for left, right in pairwise(periods))


@given(year=st.integers(2000, 2060), month=st.integers(1, 11))
def test_the_weeks_of_months_follow_each_other(year: int, month: int) -> None:
    """Each ISO week belongs to one month: after the last week of a month comes the first one of the next."""
    later = date(year + 2, 1, 1)
    last = read(f"{year}年{month}月最后一周", None, later).whens[0].period
    following = read(f"{year}年{month + 1}月第一周", None, later).whens[0].period
    assert last.end == following.start
    assert last.start.weekday() == 0
    assert last.days == following.days == 7


@given(today=DAYS, number=st.integers(1, 53))
def test_week_numbers_are_those_of_the_iso_calendar(today: date, number: int) -> None:
    """W46, 第46周 and week 46 are the latest ISO week of that number that has begun."""
    said = read(f"W{number}", None, today)
    if said.whens:
        start = said.whens[0].period.start
        assert start.isocalendar()[1] == number
        assert start <= today
        assert today - start < timedelta(days=54 * 7 * 2)
    else:
        assert number == 53


@given(name=st.sampled_from(sorted(FESTIVALS)), year=st.integers(1990, 2090))
@settings(deadline=None)
def test_a_festival_begins_in_its_year_or_just_before(name: str, year: int) -> None:
    """A festival has a day in every year; its days off hold that day, or its label says that they are not known."""
    for said in ("", "day", "daysoff", "during"):
        when = festival_of(name, year, said)
        if when is None:
            assert said in ("daysoff", "during")
            continue
        assert when.anchor is not None
        # 2023 has no Laba Festival: the one of its lunar year is in January 2024.
        assert when.anchor.year == year or (
            name == "laba" and (when.anchor.year, when.anchor.month) == (year + 1, 1)
        )
        assert when.period.start <= when.anchor < when.period.end
        assert when.label is not None
        alone = when.label.msg == "{festival} alone, its days off are not known"
        assert alone <= (when.period.days == 1)


LUNAR_NEW_YEARS = {2020: (1, 25), 2021: (2, 12), 2023: (1, 22), 2024: (2, 10), 2033: (1, 31), 2034: (2, 19)}


@pytest.mark.parametrize(("year", "month_day"), LUNAR_NEW_YEARS.items())
def test_lunar_new_year_is_where_the_almanac_has_it(year: int, month_day: tuple[int, int]) -> None:
    """Known days, a year with a leap eleventh month among them."""
    assert lunar_day(year, 1, 1) == date(year, *month_day)


def test_a_lunar_day_that_does_not_exist_is_none() -> None:
    """The twelfth month of 2025 has 29 days, and no calendar has a thirteenth."""
    assert lunar_day(2025, 12, 30) is None
    assert lunar_day(2025, 13, 1) is None
    assert lunar_day(1700, 1, 1) is None


def test_days_off_are_those_announced_and_nothing_is_made_up() -> None:
    """National Day 2025 had eight days off; for 2027, not announced, only the day itself is given, and said so."""
    assert days_off_around(date(2025, 10, 1)) == Period(start=date(2025, 10, 1), end=date(2025, 10, 9))
    ahead = festival_of("national_day", 2027)
    assert ahead is not None
    assert ahead.period == Period(start=date(2027, 10, 1), end=date(2027, 10, 2))
    assert ahead.label is not None
    assert "放假" in ahead.label.render("zh")
    assert not is_announced(2027)
    assert not is_known(Period(start=date(2026, 12, 1), end=date(2027, 2, 1)))


@given(start=st.dates(min_value=date(2005, 1, 1), max_value=date(2025, 1, 1)), days=st.integers(1, 400))
@settings(max_examples=60, deadline=None)
def test_workdays_and_days_off_share_out_the_calendar(start: date, days: int) -> None:
    """Each day is a workday or a day off, never both; a public holiday is always off."""
    period = Period(start=start, end=start + timedelta(days=days))
    work, off = set(days_of("workdays", period)), set(days_of("off", period))
    assert len(work) + len(off) == days
    assert not work & off
    assert set(days_of("holidays", period)) <= off


def test_a_festival_is_compared_with_the_same_festival() -> None:
    """The Spring Festival before that of 2026 is the one of 2025, on other solar days; a month is simply a year back."""
    spring = festival_of("spring_festival", 2026)
    assert spring is not None
    assert year_earlier(spring).period.start == date(2025, 1, 28)
    month = When(Period(start=date(2026, 10, 1), end=date(2026, 11, 1)), "month")
    assert year_earlier(month).period == Period(start=date(2025, 10, 1), end=date(2025, 11, 1))
    assert year_earlier(replace(spring, to_date=True)).period.start == date(2025, 2, 15)
