"""Regularity: a rhythm is told from luck, and shares stay shares."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from brain.analysis.regularity import keeps_time, kept_at_least, kept_by_luck, tolerance


def kept_of(pauses: np.ndarray) -> int:
    """How many pauses of one customer are within the tolerance of the mean of the others, counted by hand."""
    others = [(pauses.sum() - pause) / (len(pauses) - 1) for pause in pauses]
    return sum(abs(pause - other) <= tolerance(other) for pause, other in zip(pauses, others, strict=True))


@pytest.mark.parametrize("mean", [9.0, 21.0, 45.0])
def test_luck_is_what_random_buyers_show(mean: float) -> None:
    """The stated share of exponential pauses lies within the tolerance of their mean, to within a percent."""
    pauses = np.random.default_rng(1).exponential(mean, 200_000)
    assert np.mean(np.abs(pauses - mean) <= tolerance(mean)) == pytest.approx(
        float(kept_by_luck(mean)), abs=0.01
    )


def test_regular_buyers_keep_time_and_random_ones_do_not() -> None:
    """Thirty buyers with five pauses: three days of wobble on 21 are a rhythm; exponential pauses are none in 50 trials."""
    chance = np.random.default_rng(2)
    regular = sum(kept_of(np.maximum(chance.normal(21, 3, 5), 1)) for _ in range(30))
    assert keeps_time([regular], [150], [21.0])[0]
    for _ in range(50):
        random = sum(kept_of(np.maximum(chance.exponential(21, 5), 1)) for _ in range(30))
        assert not keeps_time([random], [150], [21.0])[0]


def test_a_few_pauses_that_agree_are_not_enough() -> None:
    """Two of two say little; twenty of twenty are a rhythm. At a long pace luck gives so little that a third is asked for."""
    assert not keeps_time([1], [2], [21.0])[0]
    assert keeps_time([20], [20], [21.0])[0]
    assert not keeps_time([6], [20], [52.0])[0]


@given(pauses=st.integers(0, 10_000), share=st.floats(0, 1))
def test_the_lower_end_is_a_share_below_what_was_seen(pauses: int, share: float) -> None:
    """0 <= low <= kept / pauses for any counts."""
    kept = int(pauses * share)
    low = kept_at_least([kept], [pauses])[0]
    assert 0 <= low <= (kept / pauses if pauses else 0) + 1e-9


@given(pace=st.floats(1, 400))
def test_longer_paces_are_harder_to_keep_by_luck(pace: float) -> None:
    """The tolerance is a third of a short pause and never more than five days; luck is a share and falls beyond fifteen days."""
    assert tolerance(pace) <= min(5.0, pace / 3) + 1e-12
    assert 0 < kept_by_luck(pace) < 1
    assert kept_by_luck(pace + 20) <= kept_by_luck(pace)


def test_impossible_figures_are_refused() -> None:
    """More kept than there were, or no pace at all, is a broken query."""
    with pytest.raises(ValueError, match="kept"):
        kept_at_least([3], [2])
    with pytest.raises(ValueError, match="pace"):
        kept_by_luck([0.0])
