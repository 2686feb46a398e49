"""Post rates: slopes are the least-squares ones, scatter follows what is seen, and the luck of the best is drawn back."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from brain.analysis.post_rates import bar_for, drawn_to_one, scatter, slope

values = st.lists(st.floats(-5, 5), min_size=3, max_size=12)


@given(y=values)
def test_the_slope_is_that_of_least_squares(y: list[float]) -> None:
    """With equal weights, against numpy's own line."""
    x, w = np.arange(len(y), dtype=float), np.full(len(y), 4.0)
    heights = np.array(y)
    by, variance, start = slope(
        *(np.array([total]) for total in (w.sum(), (w * x).sum(), (w * heights).sum(), (w * x * x).sum(), (w * x * heights).sum()))
    )  # fmt: skip
    expected = np.polyfit(x, heights, 1)
    assert float(by[0]) == pytest.approx(expected[0], abs=1e-8)
    assert float(start[0]) == pytest.approx(expected[1], abs=1e-8)
    assert float(variance[0]) == pytest.approx(0.25 / ((x - x.mean()) ** 2).sum())


def test_one_place_has_no_slope() -> None:
    """Posts at a single x say nothing about a trend."""
    one = np.array([2.0])
    by, _, _ = slope(one, one * 0, one, one * 0, one * 0)
    assert np.isnan(by[0])


def test_scatter_is_the_shops_own() -> None:
    """A shop whose posts scatter four times as much as assumed has its variances grown; another shop's rows do not matter."""
    squares, freedom = np.array([400.0, 100.0]), np.array([100.0, 100.0])
    both = scatter(squares, freedom, ["a", "b"])
    assert both[0] > 3.5
    assert both[1] == pytest.approx(1.0)
    assert scatter(squares[:1], freedom[:1], ["a"])[0] == both[0]


@given(ratio=st.floats(0.0, 2.0), variance=st.floats(0.0, 4.0))
def test_luck_is_drawn_back(ratio: float, variance: float) -> None:
    """Never beyond what was seen, and to one where nothing is known."""
    drawn = float(drawn_to_one(np.array([ratio]), np.array([variance]))[0])
    assert 1 - 1e-12 <= drawn <= np.exp(ratio) + 1e-9


def test_the_bar_rises_with_what_is_tested() -> None:
    """Ten series tested at once need more than two."""
    low, high = bar_for([2, 50])
    assert low < high
