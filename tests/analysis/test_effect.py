"""Expected effect: a range that ascends, narrows with lessons, and is never below zero without a lesson that says so."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from brain.analysis.effect import (
    EIGHTY,
    LIFT_PRIOR,
    RESPONSE_PRIORS,
    LearnedEffect,
    ResponsePrior,
    expected_effect,
    expected_lift,
    learn_from_posts,
    pooled,
)

PRIOR = RESPONSE_PRIORS["rising"]
lesson_lists = st.lists(
    st.builds(LearnedEffect, per_member=st.floats(-5, 20), standard_error=st.floats(0.01, 20)), max_size=8
)
priors = st.builds(ResponsePrior, median=st.floats(0.0005, 0.2), spread=st.floats(1.2, 8))


@given(
    prior=priors,
    treated=st.integers(1, 5000),
    value=st.floats(0.5, 5000),
    spread=st.floats(0, 4),
    lessons=lesson_lists,
)
def test_the_range_ascends(
    prior: ResponsePrior, treated: int, value: float, spread: float, lessons: list[LearnedEffect]
) -> None:
    """low <= mid <= high for any prior, audience and history."""
    found = expected_effect(prior, treated=treated, order_value=value, order_spread=spread, lessons=lessons)
    assert found.low <= found.mid <= found.high


@given(
    prior=priors,
    value=st.floats(0.5, 5000),
    lesson=st.builds(LearnedEffect, per_member=st.floats(-5, 20), standard_error=st.floats(0.01, 20)),
    more=st.integers(1, 10),
)
def test_each_further_lesson_narrows_the_range(
    prior: ResponsePrior, value: float, lesson: LearnedEffect, more: int
) -> None:
    """The reach on both sides only shrinks as lessons are added, whatever they say."""
    _, below, above = pooled(prior, value, [lesson] * (more - 1))
    _, less_below, less_above = pooled(prior, value, [lesson] * more)
    assert less_below <= below
    assert less_above <= above


@given(prior=priors, treated=st.integers(1, 5000), value=st.floats(0.5, 5000), lessons=lesson_lists)
def test_no_loss_is_expected_unless_lessons_say_so(
    prior: ResponsePrior, treated: int, value: float, lessons: list[LearnedEffect]
) -> None:
    """Lessons that are all gains, or no lessons, never lead to a low end below zero."""
    gains = [lesson for lesson in lessons if lesson.per_member >= 0]
    assert expected_effect(prior, treated=treated, order_value=value, lessons=gains).low >= 0


def test_clear_losses_are_said() -> None:
    """Posts that cost sales, measured well, turn the whole range negative."""
    lessons = [LearnedEffect(-3.0, 0.1)] * 20
    found = expected_effect(PRIOR, treated=1000, order_value=80.0, lessons=lessons)
    assert found.mid < 0
    assert found.low < found.mid


def test_many_sure_lessons_replace_the_prior() -> None:
    """Forty precise lessons of 2.0 a member leave the prior's 0.56 behind."""
    found = expected_effect(PRIOR, treated=500, order_value=80.0, lessons=[LearnedEffect(2.0, 0.05)] * 40)
    assert found.mid == pytest.approx(1000, rel=0.05)


def test_the_prior_alone_is_its_own_eighty_per_cent_range() -> None:
    """Without lessons and without luck (a large audience) the range is median / spread to median * spread."""
    found = expected_effect(PRIOR, treated=10_000_000, order_value=100.0, order_spread=0.0)
    assert found.mid == pytest.approx(PRIOR.median * 100 * 1e7)
    assert found.high / found.mid == pytest.approx(PRIOR.spread, rel=0.01)
    assert found.mid / found.low == pytest.approx(PRIOR.spread, rel=0.01)


def test_the_range_holds_what_comes_about_as_often_as_it_says() -> None:
    """Worlds drawn from the prior, orders drawn from the response: 74 to 90 % fall inside the 80 % range."""
    chance = np.random.default_rng(3)
    found = expected_effect(PRIOR, treated=800, order_value=90.0, order_spread=0.8)
    rates = PRIOR.median * np.exp(math.log(PRIOR.spread) / EIGHTY * chance.normal(size=4000))
    shape = 1 / 0.8**2
    sales = np.array(
        [chance.gamma(shape, 90.0 / shape, chance.binomial(800, min(rate, 1.0))).sum() for rate in rates]
    )
    assert 0.74 <= ((sales >= found.low) & (sales <= found.high)).mean() <= 0.90


@given(reached=st.integers(0, 10**6), orders=st.integers(0, 10**4))
def test_earlier_posts_only_narrow_the_prior(reached: int, orders: int) -> None:
    """The median moves between the prior and half the posts' rate; the doubt about extra orders never vanishes."""
    learned = learn_from_posts(PRIOR, reached, orders)
    assert 1 < learned.spread <= PRIOR.spread
    if reached and orders:
        ends = sorted((PRIOR.median, orders / reached / 2))
        assert min(ends[0], 0.5) * 0.999 <= learned.median <= ends[1] * 1.001
        assert learned.spread >= 1.5
    else:
        assert learned == PRIOR


def test_nobody_to_reach_brings_nothing() -> None:
    """No members or free goods: zero, and negative numbers are refused."""
    assert expected_effect(PRIOR, treated=0, order_value=50.0).high == 0
    with pytest.raises(ValueError, match="must be >= 0"):
        expected_effect(PRIOR, treated=-1, order_value=50.0)
    with pytest.raises(ValueError, match="must be > 0 and > 1"):
        ResponsePrior(0.0, 2.0)


def test_a_lift_is_a_share_of_usual_sales() -> None:
    """Where nobody is known the range scales with what is sold, and a week of refunds expects nothing."""
    found = expected_lift(1000.0)
    assert found.mid == pytest.approx(1000 * LIFT_PRIOR.median)
    assert found.low < found.mid < found.high
    assert expected_lift(-50.0).high == 0
