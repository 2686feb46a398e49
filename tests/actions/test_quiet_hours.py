"""Quiet hours over every zone and hour, clock changes included."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from brain.actions.quiet import QuietHours

ZONES = ["Asia/Shanghai", "Europe/London", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "UTC"]
hours = st.integers(0, 23)
instants = st.datetimes(datetime(2024, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC))


@given(start=hours, until=hours, zone=st.sampled_from(ZONES), instant=instants)
def test_the_next_allowed_time_is_allowed_and_soon(
    start: int, until: int, zone: str, instant: datetime
) -> None:
    """The next allowed time is never quiet, never earlier, and at most a day and an hour away."""
    quiet = QuietHours(start, until, zone)
    allowed = quiet.next_allowed(instant)
    assert not quiet.covers(allowed)
    assert timedelta(0) <= allowed - instant <= timedelta(hours=25)


@given(start=hours, until=hours, zone=st.sampled_from(ZONES), instant=instants, ahead=st.integers(0, 72))
def test_the_nearest_allowed_time_is_allowed_and_not_past(
    start: int, until: int, zone: str, instant: datetime, ahead: int
) -> None:
    """The nearest allowed time for a quiet wish is allowed, lies after now, and is no further than the next one."""
    quiet = QuietHours(start, until, zone)
    wish = instant + timedelta(hours=ahead)
    if not quiet.covers(wish):
        return
    nearest = quiet.nearest_allowed(wish, instant)
    assert not quiet.covers(nearest)
    assert nearest >= instant
    assert abs(nearest - wish) <= quiet.next_allowed(wish) - wish


@given(hour=hours, instant=instants)
def test_equal_hours_mean_no_quiet_hours(hour: int, instant: datetime) -> None:
    """A shop that sets both ends to the same hour may send at any time."""
    quiet = QuietHours(hour, hour, "Asia/Shanghai")
    assert not quiet.covers(instant)
    assert quiet.next_allowed(instant) == instant


def test_the_night_of_a_shop_is_its_own_night() -> None:
    """22:00 in Shanghai is quiet although it is 14:00 UTC; 08:00 is not."""
    quiet = QuietHours(22, 8, "Asia/Shanghai")
    assert quiet.covers(datetime(2026, 11, 20, 14, 0, tzinfo=UTC))
    assert quiet.covers(datetime(2026, 11, 20, 23, 59, tzinfo=UTC))
    assert not quiet.covers(datetime(2026, 11, 21, 0, 0, tzinfo=UTC))
    late = datetime(2026, 11, 20, 15, 30, tzinfo=UTC)
    assert quiet.next_allowed(late) == datetime(2026, 11, 21, 0, 0, tzinfo=UTC)
    assert quiet.nearest_allowed(late, late - timedelta(days=1)) == datetime(2026, 11, 20, 13, 59, tzinfo=UTC)
