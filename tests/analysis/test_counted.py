"""Tails of counts: those of the distributions they claim to be, ordered as chances must be."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from brain.analysis.counted import at_least, enough_for

means = st.floats(0.01, 3000)
scatters = st.floats(1.0, 60)


def poisson_tail(count: int, mean: float) -> float:
    """By the sum itself."""
    return 1 - math.fsum(math.exp(-mean + k * math.log(mean) - math.lgamma(k + 1)) for k in range(count))


@pytest.mark.parametrize(("count", "mean"), [(1, 0.1), (3, 2.0), (10, 8.0), (200, 180.0), (1000, 1000.0)])
def test_without_scatter_it_is_poisson(count: int, mean: float) -> None:
    """A variance equal to the mean gives Poisson's tail to three digits."""
    assert float(at_least(count, mean, mean)) == pytest.approx(poisson_tail(count, mean), abs=1e-4)


@pytest.mark.parametrize(
    ("count", "mean", "variance"), [(4, 2, 5), (130, 100, 900), (1, 0.3, 0.4), (6000, 5000, 1e6)]
)
def test_with_scatter_it_is_negative_binomial(count: int, mean: float, variance: float) -> None:
    """As often as a hundred thousand drawn demands reach it."""
    size = mean * mean / (variance - mean)
    drawn = np.random.default_rng(1).negative_binomial(size, size / (size + mean), 100_000)
    assert float(at_least(count, mean, variance)) == pytest.approx((drawn >= count).mean(), abs=0.005)


@settings(max_examples=60)
@given(means, scatters, st.integers(0, 4000), st.floats(1.0, 3.0))
def test_chances_are_ordered(mean: float, scatter: float, count: int, more: float) -> None:
    """Between 0 and 1; never more for a larger number, never less for a larger mean of the same scatter."""
    chance = float(at_least(count, mean, scatter * mean))
    assert 0 <= chance <= 1
    assert float(at_least(count + 1, mean, scatter * mean)) <= chance + 1e-9
    assert float(at_least(count, mean * more, scatter * mean * more)) >= chance - 1e-4


@settings(max_examples=60)
@given(means, scatters, st.floats(0.05, 0.995))
def test_enough_is_enough_and_one_less_is_not(mean: float, scatter: float, service: float) -> None:
    """The smallest number whose chance of being exceeded is at most what was allowed."""
    pieces = float(enough_for(service, mean, scatter * mean))
    assert float(at_least(pieces + 1, mean, scatter * mean)) <= 1 - service
    assert pieces == 0 or float(at_least(pieces, mean, scatter * mean)) > 1 - service


def test_nothing_wanted_reaches_nothing() -> None:
    """Without demand only zero is reached, and a service level is a chance."""
    assert at_least([0, 1], 0.0, 0.0).tolist() == [1.0, 0.0]
    assert enough_for(0.95, 0.0, 0.0) == 0
    with pytest.raises(ValueError, match="must be > 0 and < 1"):
        enough_for(1.0, 2.0, 2.0)
