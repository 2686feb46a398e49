"""Days (or hours) of a series that are odd for their weekday and season, each with what was expected and from which days.

A value is expected to be the median of the same weekday of the last weeks, each brought to today's level. How far values usually
miss that is read from the series itself (median and ninth tenth of absolute deviations, Hampel 1974; on a scale that is a square root
for small counts and a logarithm for large ones, where a shop's values scatter evenly), never less than counting noise, so that a bad
week does not hide the next. Festival days are compared with what the same day
of the festival did last time, and are not judged when it has not been there yet.

Whoever looks at 365 days finds odd ones by chance. The bar is set by how many false alarms a quiet year may have, whatever window
is looked at: tails are taken from Student's t, because shops' days have heavier tails than normal ones.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

WEEK = 7
CYCLES = 8
LEAST_CYCLES = 4
# Values that a scale is read from: fewer say too little about how odd a day is.
LEAST_RESIDUALS = 28
# Below this part of the level, and below counting noise over the square of what days differ anyway, the scale is a square root.
FLOOR_SHARE = 0.05
DAYS_DIFFER = 0.15
NORMAL_MAD = 1.4826
NORMAL_NINTH_TENTH = 1.6449
# Half-width of the range in which four of five usual days lie, in standard deviations.
EIGHTY = 1.2815515655446004
ALARMS_PER_YEAR = 1.0
DEGREES = 12

Direction = Literal["high", "low"]
Unjudged = Literal["too_short", "festival_not_seen_before", "usually_closed"]


@dataclass(frozen=True)
class Season:
    """How the series repeats: `length` values a cycle (7 for days, 168 for hours), how many values a year has, and how many the usual scatter is read from."""

    length: int = WEEK
    per_year: float = 365.25
    memory: int = 182


DAYS, HOURS = Season(), Season(24 * WEEK, 8766.0, 2 * 24 * WEEK)


@dataclass(frozen=True)
class Anomaly:
    """An odd value. `low`..`high` is where four of five such values lie; beyond the bar of z it counts as odd.

    `compared` are the places whose values the expectation was made of; `mark` the festival day, where it is one.
    """

    place: int
    actual: float
    expected: float
    low: float
    high: float
    z: float
    direction: Direction
    compared: tuple[int, ...]
    mark: str | None


@dataclass(frozen=True)
class Judged:
    """What was found among the places looked at, worst first; `judged` of them could be judged, `unjudged` could not, and why.

    `bar` is the z beyond which a value is odd; on a quiet series that happens about `alarms_per_year` times a year. `scatter` is how
    far values usually miss (standard deviation as a fraction; None where nothing could be judged).
    """

    anomalies: tuple[Anomaly, ...]
    judged: int
    unjudged: Mapping[int, Unjudged]
    bar: float
    alarms_per_year: float
    scatter: float | None


@dataclass(frozen=True)
class _Expected:
    value: float
    compared: tuple[int, ...]


def find_anomalies(
    values: Floats,
    *,
    look_at: int,
    season: Season = DAYS,
    marks: Mapping[int, str] | None = None,
    noise: float = 0.0,
    alarms_per_year: float = ALARMS_PER_YEAR,
) -> Judged:
    """Judges the last `look_at` values of a series without gaps (0 where nothing was sold), each by the values before it only.

    `marks` names festival places, the same name for the same day of the same festival. `noise` is variance over mean of pure counting:
    1 for orders, the mean square over the mean of an order's amount for money, 0 when unknown. Values below 0 count as 0.
    Raises ValueError for an empty window or one longer than the series.
    """
    if not 1 <= look_at <= len(values):
        raise ValueError(f"look_at == {look_at}, must be 1..{len(values)}.")
    series = np.maximum(np.asarray(values, dtype=np.float64), 0.0)
    past = _Past(series, season, dict(marks or {}), noise)
    bar = bar_for(alarms_per_year, season.per_year)
    found: list[Anomaly] = []
    unjudged: dict[int, Unjudged] = {}
    scatter = None
    for place in range(len(series) - look_at, len(series)):
        expected = past.expected(place)
        before = past.misses_before(place)
        if not isinstance(expected, _Expected):
            unjudged[place] = expected
        elif expected.value <= 0:
            unjudged[place] = "usually_closed"
        elif len(before) < LEAST_RESIDUALS:
            unjudged[place] = "too_short"
        else:
            scatter = past.scale(place, before, expected.value)
            odd = past.judge(place, expected, scatter, bar)
            found += [odd] if odd else []
    found.sort(key=lambda one: -abs(one.z))
    return Judged(tuple(found), look_at - len(unjudged), unjudged, bar, alarms_per_year, scatter)


def bar_for(alarms_per_year: float, per_year: float) -> float:
    """The z that a quiet series passes `alarms_per_year` times in `per_year` values, by Student's t with `DEGREES` degrees of freedom.

    Raises ValueError unless 0 < alarms_per_year < per_year.
    """
    if not 0 < alarms_per_year < per_year:
        raise ValueError(f"alarms_per_year == {alarms_per_year}, must be > 0 and < {per_year}.")
    tail = alarms_per_year / per_year / 2
    low, high = 0.0, 50.0
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if _t_tail(middle) > tail else (low, middle)
    return high


def _t_tail(z: float) -> float:
    """Chance beyond z of Student's t with `DEGREES` degrees of freedom, which has a closed form where they are even."""
    sine = z / math.sqrt(DEGREES + z * z)
    square = DEGREES / (DEGREES + z * z)
    term, total = 1.0, 1.0
    for k in range(1, DEGREES // 2):
        term *= square * (2 * k - 1) / (2 * k)
        total += term
    return 0.5 - sine * total / 2


class _Past:
    """A series seen from each of its places backwards: what is expected there, and how far expectations missed before."""

    def __init__(self, series: Floats, season: Season, marks: dict[int, str], noise: float) -> None:
        self._series = series
        self._season = season
        self._marks = marks
        self._noise = noise
        self._levels: dict[int, float] = {}
        self._expected: dict[int, _Expected | Unjudged] = {}
        self._misses: dict[int, float | None] = {}

    def expected(self, place: int) -> _Expected | Unjudged:
        """What is expected at a place from the values before it, or why nothing is."""
        if place not in self._expected:
            marked = place in self._marks
            self._expected[place] = self._as_last_time(place) if marked else self._as_usual(place)
        return self._expected[place]

    def misses_before(self, place: int) -> list[float]:
        """How far expectations missed in the season's memory before a place, festival days left out."""
        places = range(max(place - self._season.memory, 0), place)
        return [miss for p in places if p not in self._marks and (miss := self._miss(p)) is not None]

    def scale(self, place: int, misses: list[float], expected: float) -> float:
        """The usual miss as a standard deviation on the even scale, no less than counting alone makes at this size."""
        sizes = np.abs(misses)
        spread = max(
            NORMAL_MAD * float(np.median(sizes)), float(np.quantile(sizes, 0.9)) / NORMAL_NINTH_TENTH
        )
        # The expectation is a median of several noisy values itself: its own noise adds about a fifth.
        counting = math.sqrt(1.2 * self._noise / (expected + self._bend(place)))
        return max(spread, counting, 0.02)

    def judge(self, place: int, expected: _Expected, scale: float, bar: float) -> Anomaly | None:
        """The anomaly at a place, if it is one."""
        z = self._distance(place, float(self._series[place]), expected.value) / scale
        if abs(z) <= bar:
            return None
        low, high = (self._moved(place, expected.value, side * EIGHTY * scale) for side in (-1, 1))
        return Anomaly(
            place=place, actual=float(self._series[place]), expected=expected.value, low=low, high=high, z=z,
            direction="high" if z > 0 else "low", compared=expected.compared, mark=self._marks.get(place),
        )  # fmt: skip

    def _as_usual(self, place: int) -> _Expected | Unjudged:
        compared = self._same_slot(place)
        if len(compared) < LEAST_CYCLES:
            return "too_short"
        level = self._level(place)
        scaled = [
            self._series[p] * level / before if (before := self._level(p)) > 0 else self._series[p]
            for p in compared
        ]
        return _Expected(float(np.median(scaled)), compared)

    def _as_last_time(self, place: int) -> _Expected | Unjudged:
        """A festival day, lifted over the ordinary days before it as the same festival day was the last time."""
        earlier = [p for p, name in self._marks.items() if name == self._marks[place] and p < place]
        if not earlier:
            return "festival_not_seen_before"
        last = max(earlier)
        then, now = (self._as_usual(p) for p in (last, place))
        if not isinstance(then, _Expected) or not isinstance(now, _Expected) or then.value <= 0:
            return "too_short"
        return _Expected(float(self._series[last]) * now.value / then.value, (last,))

    def _same_slot(self, place: int) -> tuple[int, ...]:
        """The same weekday (or hour of the week) of the last cycles, latest first, festival days left out."""
        slots = (place - cycle * self._season.length for cycle in range(1, 2 * CYCLES))
        return tuple(p for p in slots if p >= 0 and p not in self._marks)[:CYCLES]

    def _level(self, place: int) -> float:
        """The level before a place: the median of the means of the last four cycles, festival days left out."""
        if place not in self._levels:
            length, means = self._season.length, []
            for end in range(place, max(place - 4 * length, length - 1), -length):
                kept = [p for p in range(end - length, end) if p not in self._marks]
                if 2 * len(kept) > length:
                    means.append(float(self._series[kept].mean()))
            self._levels[place] = float(np.median(means)) if means else 0.0
        return self._levels[place]

    def _miss(self, place: int) -> float | None:
        if place not in self._misses:
            one = self.expected(place)
            known = isinstance(one, _Expected) and one.value > 0
            self._misses[place] = (
                self._distance(place, float(self._series[place]), one.value)
                if known and isinstance(one, _Expected)
                else None
            )
        return self._misses[place]

    def _bend(self, place: int) -> float:
        """Where the even scale turns from a square root into a logarithm."""
        return max(FLOOR_SHARE * self._level(place), self._noise / DAYS_DIFFER**2, 1e-9)

    def _distance(self, place: int, actual: float, expected: float) -> float:
        """How far apart two values are where values scatter evenly (inverse hyperbolic sine, as for negative binomials, Anscombe 1948)."""
        bend, shift = self._bend(place), 0.375 * self._noise
        return 2 * (
            math.asinh(math.sqrt((actual + shift) / bend)) - math.asinh(math.sqrt((expected + shift) / bend))
        )

    def _moved(self, place: int, expected: float, distance: float) -> float:
        """The value that lies so far from the expected one."""
        bend, shift = self._bend(place), 0.375 * self._noise
        at = math.asinh(math.sqrt((expected + shift) / bend)) + distance / 2
        return max(bend * math.sinh(max(at, 0.0)) ** 2 - shift, 0.0)


def marks_by_place(first_day: date, length: int, marks: Mapping[date, str]) -> dict[int, str]:
    """Named days as places of a daily series that begins on `first_day`."""
    days = (first_day + timedelta(days=place) for place in range(length))
    return {place: marks[day] for place, day in enumerate(days) if day in marks}
