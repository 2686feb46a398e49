"""A shop's days: its span, how busy each is, and how its wall clock stands to UTC."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

import numpy as np

from sample_data.worlds.festivals import festival_level
from sample_data.worlds.profiles import Profile
from sample_data.worlds.streams import Floats, Ints, stream

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Calendar:
    """Days [first, end) since 1970. `level` is how busy each day is (mean about 1), `offset` the seconds from UTC to the shop's clock."""

    first: int
    end: int
    level: Floats
    offset: Ints

    @property
    def days(self) -> int:
        """How many days there are."""
        return self.end - self.first

    def utc(self, day: Ints, second: Ints) -> Ints:
        """Seconds since 1970 in UTC of moments of the shop's day. Nothing happens before six, so each day has one offset."""
        return day * 86_400 + second - self.offset[np.clip(day - self.first, 0, self.days - 1)]

    def utc_midnight(self, day: Ints) -> Ints:
        """Seconds since 1970 in UTC at which each day begins, by the offset of the day before: clocks change after midnight."""
        return day * 86_400 - self.offset[np.clip(day - 1 - self.first, 0, self.days - 1)]

    def month(self, day: Ints) -> Ints:
        """Month of each day, from 0."""
        return np.asarray(day).astype("datetime64[D]").astype("datetime64[M]").astype(np.int64) % 12


@lru_cache(maxsize=64)
def _offsets(zone: str, first: int, end: int) -> Ints:
    clock = ZoneInfo(zone)
    noons = (_EPOCH + timedelta(days=day, hours=12) for day in range(first, end))
    return np.array([int((n.astimezone(clock).utcoffset() or timedelta()).total_seconds()) for n in noons])


def build_calendar(profile: Profile, end: int) -> Calendar:
    """Weekday, season, festivals, growth and weather of the shop's days up to `end`, exclusive."""
    chance, first = stream(profile.seed, profile.number, "calendar"), end - profile.days
    days = np.arange(first, end)
    week = np.exp(chance.uniform(0.02, 0.16) * chance.standard_normal(7))
    season = 1 + chance.uniform(0, 0.12) * np.cos(2 * np.pi * (days - chance.integers(0, 365)) / 365.25)
    growth = np.exp(chance.uniform(-0.2, 0.45) * (np.arange(len(days)) / 365))
    weather = np.exp(chance.uniform(0.03, 0.09) * chance.standard_normal(len(days)))
    level = (
        week[(days + 3) % 7] * season * growth * weather * festival_level(profile.language, first, end - 1)
    )
    return Calendar(first, end, level / level.mean(), _offsets(profile.zone, first, end))
