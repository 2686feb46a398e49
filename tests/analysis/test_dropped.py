"""Dropped: visits are the clock, and the model's own customers are judged as it says."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from brain.analysis.dropped import DROP_RATE, dropped_chance, taking_rate


@given(taken=st.integers(1, 40), extra=st.integers(0, 60), missed=st.integers(0, 60))
def test_more_visits_without_it_make_it_likelier_dropped(taken: int, extra: int, missed: int) -> None:
    """A chance from 0 to 1 that never falls with another visit without the product, and is 0 when none was missed."""
    now, then = dropped_chance([taken] * 2, [taken + extra] * 2, [missed, missed + 1])
    assert 0 <= now <= then <= 1
    assert dropped_chance([taken], [taken + extra], [0])[0] == 0


def test_who_took_it_always_is_missed_sooner() -> None:
    """Three visits without it: nine of ten times before is nearly certain, two of ten is nothing."""
    often, rarely = dropped_chance([9, 2], [10, 10], [3, 3])
    assert often > 0.7
    assert rarely < 0.25


def test_the_stated_chance_is_true_for_customers_of_the_model() -> None:
    """Of simulated customers with a rate each who drop with the stated chance a visit, those called 80 % dropped are so."""
    chance = np.random.default_rng(3)
    taken, visits, missed, gone = [], [], [], []
    for _ in range(20_000):
        rate = chance.beta(2, 4)
        leaves = chance.geometric(DROP_RATE)
        took = np.flatnonzero((chance.random(30) < rate) & (np.arange(30) < leaves))
        if len(took) >= 4:
            first, last = took[0], took[-1]
            taken.append(len(took))
            visits.append(last - first + 1)
            missed.append(29 - last)
            gone.append(leaves < 30)
    stated = dropped_chance(taken, visits, missed)
    for low, high in ((0.3, 0.5), (0.7, 0.85), (0.9, 1.0)):
        chosen = (stated >= low) & (stated < high + 1e-9)
        assert chosen.sum() > 100
        assert np.mean(np.asarray(gone)[chosen]) == pytest.approx(float(stated[chosen].mean()), abs=0.12)


def test_impossible_counts_are_refused() -> None:
    """More taken than visits, or a negative number of visits, is a broken query."""
    with pytest.raises(ValueError, match="taken"):
        taking_rate([3], [2])
    with pytest.raises(ValueError, match="missed"):
        dropped_chance([2], [3], [-1])
