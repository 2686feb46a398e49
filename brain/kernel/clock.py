"""Time is passed in. Instants are UTC; a day is the shop's own day."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

from brain.kernel.evidence import Period


class Clock(Protocol):
    """Anything that says what time it is."""

    def now(self) -> datetime:
        """The current instant, aware, in UTC."""
        ...


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        """The current instant in UTC."""
        return datetime.now(UTC)


class FixedClock:
    """A clock that stands still until it is moved: tests, `--today`, `--now`."""

    def __init__(self, instant: datetime) -> None:
        if instant.tzinfo is None:
            raise ValueError(f"instant == {instant.isoformat()}, must carry a time zone.")
        self._instant = instant.astimezone(UTC)

    def now(self) -> datetime:
        """The instant it was set to."""
        return self._instant

    def advance(self, by: timedelta) -> None:
        """Move forward by `by`."""
        self._instant += by


def shop_day(instant: datetime, zone: str) -> date:
    """The shop's day that an instant falls on."""
    return instant.astimezone(ZoneInfo(zone)).date()


def day_start(day: date, zone: str) -> datetime:
    """The UTC instant at which the shop's day begins."""
    return datetime.combine(day, time.min, ZoneInfo(zone)).astimezone(UTC)


def shop_instant(day: date, at: time, zone: str) -> datetime:
    """A wall-clock time of the shop as a UTC instant."""
    return datetime.combine(day, at, ZoneInfo(zone)).astimezone(UTC)


def last_days(today: date, days: int) -> Period:
    """The `days` full days that end with yesterday."""
    return Period(start=today - timedelta(days=days), end=today)


def iso_week(day: date) -> Period:
    """Monday to Monday around `day`."""
    monday = day - timedelta(days=day.weekday())
    return Period(start=monday, end=monday + timedelta(days=7))
