"""Days, instants and periods: across zones, clock changes and days that never were."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brain.kernel.clock import FixedClock, SystemClock, day_start, iso_week, last_days, shop_day, shop_instant
from brain.kernel.evidence import Period

# Half-hour offsets, both hemispheres' clock changes, changes at midnight (Havana, Cairo, Santiago, Beirut), a zone
# that skipped a whole day (Apia, 30 December 2011).
ZONES = st.sampled_from(
    [
        "Asia/Shanghai",
        "Europe/London",
        "America/New_York",
        "Australia/Lord_Howe",
        "Asia/Kathmandu",
        "Africa/Cairo",
        "UTC",
        "America/Havana",
        "America/Santiago",
        "Asia/Beirut",
        "Pacific/Apia",
        "Pacific/Kiritimati",
    ]
)
DAYS = st.dates(date(2011, 6, 1), date(2037, 12, 31))
INSTANTS = st.datetimes(datetime(2011, 6, 1), datetime(2037, 12, 31), timezones=st.just(UTC))


@given(INSTANTS, ZONES)
def test_an_instant_lies_within_its_shop_day(instant: datetime, zone: str) -> None:
    """Days cut time without gaps or overlaps: an instant is at or after its day's start and before the next one's."""
    day = shop_day(instant, zone)
    assert day_start(day, zone) <= instant < day_start(day + timedelta(days=1), zone)


@given(DAYS, ZONES)
def test_a_day_begins_on_itself(day: date, zone: str) -> None:
    """The first instant belongs to the day and the one before does not, also where midnight is skipped or repeated."""
    start = day_start(day, zone)
    assert start.tzinfo is UTC
    assert shop_day(start - timedelta(microseconds=1), zone) < day
    if not (zone == "Pacific/Apia" and day == date(2011, 12, 30)):
        assert shop_day(start, zone) == day


@given(DAYS, ZONES)
def test_days_are_about_a_day_long(day: date, zone: str) -> None:
    """A shop's day has 23 to 25 hours; only a day that its country left out has none."""
    length = day_start(day + timedelta(days=1), zone) - day_start(day, zone)
    skipped = zone == "Pacific/Apia" and day == date(2011, 12, 30)
    assert length == timedelta(0) if skipped else timedelta(hours=23) <= length <= timedelta(hours=25)


def test_clock_changes_shorten_and_lengthen_a_day() -> None:
    """London's last Sunday in March has 23 hours and its last one in October 25."""
    london = "Europe/London"
    lengths = [
        day_start(day + timedelta(days=1), london) - day_start(day, london)
        for day in (date(2026, 3, 29), date(2026, 10, 25), date(2026, 6, 1))
    ]
    assert [length / timedelta(hours=1) for length in lengths] == [23, 25, 24]


@given(DAYS, st.times(), ZONES)
def test_a_wall_clock_time_is_within_an_hour_of_itself(day: date, at: time, zone: str) -> None:
    """A time that a clock change skips moves by at most an hour; every other one is kept."""
    instant = shop_instant(day, at, zone)
    assert instant.tzinfo is UTC
    if not (zone == "Pacific/Apia" and day == date(2011, 12, 30)):
        assert (
            day_start(day, zone) <= instant <= day_start(day + timedelta(days=1), zone) + timedelta(hours=1)
        )


@given(DAYS)
def test_a_week_runs_from_monday_to_monday(day: date) -> None:
    """The ISO week around a day holds it, starts on a Monday and lasts seven days."""
    week = iso_week(day)
    assert week.start <= day < week.end
    assert (week.start.isoweekday(), week.days) == (1, 7)
    assert {d.isocalendar()[:2] for d in (week.start, week.end - timedelta(days=1))} == {
        day.isocalendar()[:2]
    }


@given(DAYS, st.integers(0, 400))
def test_last_days_end_with_yesterday(today: date, days: int) -> None:
    """The running day is never counted."""
    period = last_days(today, days)
    assert (period.end, period.days) == (today, days)


PERIODS = st.builds(
    lambda start, days: Period(start=start, end=start + timedelta(days=days)), DAYS, st.integers(0, 800)
)


@given(PERIODS)
def test_the_period_before_touches_and_is_as_long(period: Period) -> None:
    """No day is lost or counted twice between a period and the one before it."""
    before = period.before()
    assert (before.end, before.days) == (period.start, period.days)


@given(PERIODS, st.integers(-3000, 3000), st.integers(-3000, 3000))
def test_shifts_add_up(period: Period, one: int, other: int) -> None:
    """Shifting keeps the length, shifts add up, and the period before is a shift by its own length."""
    assert period.shifted(one).shifted(other) == period.shifted(one + other)
    assert period.shifted(one).days == period.days
    assert period.shifted(-period.days) == period.before()


def test_a_period_cannot_run_backwards() -> None:
    """An end before its start is refused with both days named."""
    with pytest.raises(ValueError, match=r"end == 2026-01-01, must be >= 2026-01-02"):
        Period(start=date(2026, 1, 2), end=date(2026, 1, 1))


@given(INSTANTS, st.timedeltas(timedelta(0), timedelta(days=400)))
def test_a_fixed_clock_moves_only_when_it_is_moved(instant: datetime, by: timedelta) -> None:
    """It stands still, then moves by exactly what it was told."""
    clock = FixedClock(instant)
    assert clock.now() == clock.now() == instant
    clock.advance(by)
    assert clock.now() == instant + by


def test_a_clock_without_a_zone_is_refused() -> None:
    """A naive instant would mean another moment on another machine."""
    with pytest.raises(ValueError, match="time zone"):
        FixedClock(datetime(2026, 11, 20, 10))


def test_the_system_clock_is_aware_utc() -> None:
    """It tells UTC and does not run backwards."""
    first, second = SystemClock().now(), SystemClock().now()
    assert first.tzinfo is UTC
    assert first <= second
