"""Posting time: quiet hours are kept, the busiest hour is found, and an hour is not praised for a voice."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from brain.analysis.posting_time import (
    PastPost,
    allowed_hours,
    best_posted_hour,
    best_voice,
    busiest_hour,
    fit_posts,
)

hours = st.integers(0, 23)


@given(quiet_from=hours, quiet_until=hours)
def test_quiet_hours_are_exactly_those_left_out(quiet_from: int, quiet_until: int) -> None:
    """An hour is allowed unless it lies in [from, until), over midnight too; equal ends mean no quiet hours."""
    length = (quiet_until - quiet_from) % 24
    quiet = {(quiet_from + i) % 24 for i in range(length)}
    assert set(allowed_hours(quiet_from, quiet_until)) == set(range(24)) - quiet


@given(actions=st.lists(st.integers(0, 500), min_size=24, max_size=24), quiet_from=hours, quiet_until=hours)
def test_the_chosen_hour_is_always_allowed(actions: list[int], quiet_from: int, quiet_until: int) -> None:
    """Whatever the activity, nothing is proposed for a quiet hour."""
    allowed = allowed_hours(quiet_from, quiet_until)
    choice = busiest_hour(actions, allowed)
    assert choice is None or (choice.hour in allowed and 0 <= choice.share <= 1)


def test_a_lonely_spike_loses_to_a_broad_peak() -> None:
    """Neighbours count half: 30 actions in one hour lose to 25 with busy hours beside them."""
    actions = [0.0] * 24
    actions[9], actions[19], actions[20], actions[21] = 30, 20, 25, 20
    choice = busiest_hour(actions, range(24))
    assert choice is not None
    assert choice.hour == 20


def test_little_activity_says_nothing() -> None:
    """Under fifty actions there is no best hour; twelve places are no day."""
    assert busiest_hour([2.0] * 24, range(24)) is None
    with pytest.raises(ValueError, match="must be 24"):
        busiest_hour([1.0] * 12, range(24))


def drawn(seed: int, posts: int) -> list[PastPost]:
    """Posts whose orders truly depend on hour 10 (x 1.8) and the friend's voice (x 1.6), used together too often."""
    chance = np.random.default_rng(seed)
    made = []
    for _ in range(posts):
        hour = int(chance.choice([10, 15, 20]))
        likely = [0.2, 0.6, 0.2] if hour == 20 else [0.4, 0.2, 0.4]
        voice = str(chance.choice(["professional", "friend", "humorous"], p=likely))
        rate = 0.015 * (1.8 if hour == 10 else 1.0) * (1.6 if voice == "friend" else 1.0)
        made.append(PastPost("g", hour, voice, 250, int(chance.poisson(10)), int(chance.binomial(250, rate))))
    return made


def test_hour_and_voice_are_told_apart() -> None:
    """The friend's voice was mostly used at 20:00, yet 10:00 is the better hour and friend the better voice."""
    fit = fit_posts(drawn(4, 150))
    assert fit is not None
    assert fit.measure == "orders"
    assert best_posted_hour(fit, range(24)) == 10
    assert best_voice(fit) == "friend"
    assert best_posted_hour(fit, [15, 20]) is None


def test_posts_that_do_not_differ_have_no_best() -> None:
    """Equal hours and voices: nothing beats the average clearly."""
    same = [
        PastPost("g", hour, voice, 200, 10, 3)
        for hour in (10, 20)
        for voice in ("friend", "humorous")
        for _ in range(8)
    ]
    fit = fit_posts(same)
    assert fit is not None
    assert best_posted_hour(fit, range(24)) is None
    assert best_voice(fit) is None


def test_few_posts_are_not_read() -> None:
    """Seven posts, or posts that nobody answered, teach nothing; clicks serve while orders are few."""
    assert fit_posts(drawn(1, 7)) is None
    assert fit_posts([PastPost("", 10, "", 100, 0, 0)] * 20) is None
    by_clicks = fit_posts([PastPost("", 10, "friend", 100, 5, 1)] * 20)
    assert by_clicks is not None
    assert by_clicks.measure == "clicks"
