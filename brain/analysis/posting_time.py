"""When to post and in which voice: from when an audience is active, and from how earlier posts did.

Earlier posts are read with a multiplicative model (group x hour x voice, each factor fitted in turn as in iterative
proportional fitting, Deming and Stephan 1940), so that an hour is not praised for a voice that happened to be used then.
Each factor is drawn towards 1 by a number of imagined average answers: a lucky single post moves little.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, TypeVar

FALLBACK_HOUR = 10
LEAST_ACTIONS = 50
LEAST_POSTS = 8
LEAST_CLICKS = 40
# Orders say more about a post than clicks do, of which most lead nowhere; from this many on they are counted instead.
LEAST_ORDERS = 60
IMAGINED = {"orders": 10.0, "clicks": 30.0}
ROUNDS = 30
LEAST_EDGE = 1.05

Name = TypeVar("Name", int, str)
Measure = Literal["orders", "clicks"]


@dataclass(frozen=True)
class PastPost:
    """One earlier post: its group, hour of the shop's day, voice, and what came of it."""

    group: str
    hour: int
    voice: str
    reached: int
    clicks: int
    orders: int


@dataclass(frozen=True)
class Factor:
    """How much better than the average post, other things equal: 1 is average. `doubt` is its standard error."""

    value: float
    doubt: float


@dataclass(frozen=True)
class PostFit:
    """How hours and voices did in `posts` earlier posts, by the orders or the clicks that these brought."""

    hours: dict[int, Factor]
    voices: dict[str, Factor]
    posts: int
    measure: Measure


@dataclass(frozen=True)
class HourChoice:
    """An hour of the shop's day; `share` is that hour's part of all `support` actions."""

    hour: int
    share: float
    support: int


def allowed_hours(quiet_from: int, quiet_until: int) -> list[int]:
    """Hours of the day in which something may be sent; quiet hours may run over midnight. Never empty."""
    if quiet_from == quiet_until:
        return list(range(24))
    quiet = {hour % 24 for hour in range(quiet_from, quiet_until + (24 if quiet_from > quiet_until else 0))}
    return [hour for hour in range(24) if hour not in quiet]


def busiest_hour(actions: Sequence[float], allowed: Collection[int]) -> HourChoice | None:
    """The allowed hour with the most actions, each hour smoothed with its neighbours (1-2-1).

    `actions` has 24 places. None when there are fewer than `LEAST_ACTIONS` within the allowed hours. Raises ValueError
    for another number of places.
    """
    if len(actions) != 24:
        raise ValueError(f"len(actions) == {len(actions)}, must be 24.")
    support = int(sum(actions[hour] for hour in allowed))
    if support < LEAST_ACTIONS:
        return None
    smooth = {
        hour: actions[hour - 1] + 2 * actions[hour] + actions[(hour + 1) % 24] for hour in sorted(allowed)
    }
    best = max(smooth, key=lambda hour: (smooth[hour], -abs(hour - FALLBACK_HOUR)))
    return HourChoice(best, actions[best] / support, support)


def fit_posts(posts: Sequence[PastPost]) -> PostFit | None:
    """Factors of hours and voices, or None when there are too few posts, or too few orders and clicks, to say anything."""
    known = [post for post in posts if post.reached > 0]
    measure: Measure = "orders" if sum(post.orders for post in known) >= LEAST_ORDERS else "clicks"
    counts = [post.orders if measure == "orders" else post.clicks for post in known]
    if len(known) < LEAST_POSTS or sum(counts) < LEAST_CLICKS:
        return None
    fitting = _Fitting(known, counts, IMAGINED[measure])
    return PostFit(*fitting.run(), len(known), measure)


def best_posted_hour(fit: PostFit, allowed: Collection[int]) -> int | None:
    """The allowed hour whose posts did clearly better than average, or None."""
    return _clear_best({hour: factor for hour, factor in fit.hours.items() if hour in allowed})


def best_voice(fit: PostFit) -> str | None:
    """The voice whose posts did clearly better than average, or None."""
    return _clear_best({voice: factor for voice, factor in fit.voices.items() if voice})


def _clear_best(factors: Mapping[Name, Factor]) -> Name | None:
    """The best factor if it beats the average by its own standard error and by a twentieth."""
    if len(factors) < 2:
        return None
    best = max(factors, key=lambda name: (factors[name].value, str(name)))
    return best if factors[best].value >= 1 + max(factors[best].doubt, LEAST_EDGE - 1) else None


class _Fitting:
    """Group x hour x voice, each factor refitted in turn until they settle."""

    def __init__(self, posts: Sequence[PastPost], counts: Sequence[int], imagined: float) -> None:
        self._posts = posts
        self._counts = counts
        self._imagined = imagined
        self._rate = sum(counts) / sum(post.reached for post in posts)

    def run(self) -> tuple[dict[int, Factor], dict[str, Factor]]:
        """The factors of hours and of voices."""
        one = [1.0] * len(self._posts)
        by_group, by_hour, by_voice = one, one, one
        hours: dict[int, Factor] = {}
        voices: dict[str, Factor] = {}
        for _ in range(ROUNDS):
            groups = self._refit([post.group for post in self._posts], by_hour, by_voice)
            by_group = [groups[post.group].value for post in self._posts]
            hours = self._refit([post.hour for post in self._posts], by_group, by_voice)
            by_hour = [hours[post.hour].value for post in self._posts]
            voices = self._refit([post.voice for post in self._posts], by_group, by_hour)
            by_voice = [voices[post.voice].value for post in self._posts]
        return hours, voices

    def _refit(
        self, names: Sequence[Name], one: Sequence[float], other: Sequence[float]
    ) -> dict[Name, Factor]:
        """Seen over expected counts of each name, drawn towards 1."""
        seen: dict[Name, float] = {}
        expected: dict[Name, float] = {}
        for post, count, name, first, second in zip(
            self._posts, self._counts, names, one, other, strict=True
        ):
            seen[name] = seen.get(name, 0.0) + count
            expected[name] = expected.get(name, 0.0) + post.reached * self._rate * first * second
        return {name: self._factor(seen[name], expected[name]) for name in seen}

    def _factor(self, seen: float, expected: float) -> Factor:
        total = expected + self._imagined
        return Factor((seen + self._imagined) / total, math.sqrt(seen + self._imagined) / total)
