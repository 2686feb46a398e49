"""Quiet hours: the part of the shop's day in which nothing is sent."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from brain.kernel.settings import Settings


@dataclass(frozen=True)
class QuietHours:
    """From hour `start` (counts) to hour `until` (does not) of the shop's day; equal hours mean no quiet hours."""

    start: int
    until: int
    zone: str

    @classmethod
    def of(cls, settings: Settings, zone: str) -> QuietHours:
        """The owner's setting in the shop's zone."""
        return cls(settings.quiet_from, settings.quiet_until, zone)

    def covers(self, instant: datetime) -> bool:
        """Whether nothing may be sent at this instant."""
        hour = instant.astimezone(ZoneInfo(self.zone)).hour
        if self.start <= self.until:
            return self.start <= hour < self.until
        return hour >= self.start or hour < self.until

    def next_allowed(self, instant: datetime) -> datetime:
        """The instant itself where it is allowed, else the minute at which the quiet hours end (UTC)."""
        if not self.covers(instant):
            return instant.astimezone(UTC)
        local = instant.astimezone(ZoneInfo(self.zone))
        days = 1 if self.start > self.until and local.hour >= self.start else 0
        return self._at(local, self.until, days)

    def nearest_allowed(self, instant: datetime, now: datetime) -> datetime:
        """The allowed minute closest to a quiet instant that is not before `now` (UTC)."""
        after = self.next_allowed(instant)
        local = instant.astimezone(ZoneInfo(self.zone))
        days = -1 if self.start > self.until and local.hour < self.until else 0
        before = self._at(local, self.start, days) - timedelta(minutes=1)
        # Where the clocks change, the minute before may be quiet itself.
        usable = before >= now and not self.covers(before)
        return before if usable and instant - before < after - instant else after

    def _at(self, local: datetime, hour: int, days: int) -> datetime:
        day = local.date() + timedelta(days=days)
        return datetime.combine(day, time(hour), ZoneInfo(self.zone)).astimezone(UTC)
