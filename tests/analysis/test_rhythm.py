"""Rhythm: rates with honest ranges, and confidence that knows how little it rests on."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brain.analysis.rhythm import lateness_confidence, return_rate


@given(at_stage=st.integers(0, 10_000), share=st.floats(0, 1))
def test_the_interval_holds_the_rate_and_stays_a_share(at_stage: int, share: float) -> None:
    """0 <= low <= rate <= high <= 1 for any counts."""
    found = return_rate(int(at_stage * share), at_stage)
    assert 0 <= found.low <= found.rate <= found.high <= 1


@given(at_stage=st.integers(1, 500), share=st.floats(0, 1))
def test_more_cases_narrow_the_interval(at_stage: int, share: float) -> None:
    """Ten times the cases with the same rate: a narrower range."""
    came_back = int(at_stage * share)
    few, many = return_rate(came_back, at_stage), return_rate(came_back * 10, at_stage * 10)
    assert many.high - many.low < few.high - few.low


def test_impossible_counts_are_refused() -> None:
    """More returns than cases is a broken query."""
    with pytest.raises(ValueError, match="came_back == 3"):
        return_rate(3, 2)


def test_no_cases_leave_everything_open() -> None:
    """Nothing seen: anything between 0 and 1 is possible."""
    nothing = return_rate(0, 0)
    assert (nothing.low, nothing.high, nothing.seen) == (0.0, 1.0, 0)


def test_confidence_grows_with_pauses_and_cases_and_falls_when_many_return_anyway() -> None:
    """Long rhythms and a long past are surer; customers who come back anyway make a message less needed."""
    rare, often = return_rate(20, 200), return_rate(120, 200)
    assert lateness_confidence(2, 0, return_rate(0, 0)) < lateness_confidence(10, 0, return_rate(0, 0))
    assert lateness_confidence(10, 0, rare) < lateness_confidence(10, 200, rare)
    assert lateness_confidence(10, 200, often) < lateness_confidence(10, 200, rare)
