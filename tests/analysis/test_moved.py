"""Moved: many shops at once are each judged as if they were alone."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from brain.analysis.moved import Floats, bars, baseline_periods, moves

WEEKS = 20


def shop_of(seed: int, items: int, mean: float = 40.0) -> Floats:
    """Poisson counts of one shop's items."""
    return np.random.default_rng(seed).poisson(mean, (items, WEEKS)).astype(np.float64)


@settings(max_examples=30, deadline=None)
@given(
    st.lists(st.tuples(st.integers(3, 9), st.integers(4, WEEKS)), min_size=1, max_size=5), st.integers(0, 99)
)
def test_a_shop_among_many_is_judged_as_if_alone(shops: list[tuple[int, int]], seed: int) -> None:
    """z, bars and residuals of a shop do not depend on who stands beside it."""
    counts = [shop_of(seed + place, items) for place, (items, _) in enumerate(shops)]
    for rows, (_, known) in zip(counts, shops, strict=True):
        rows[:, : WEEKS - known] = 0
    code = np.repeat(np.arange(len(shops)), [items for items, _ in shops])
    together = moves(
        np.concatenate(counts), np.ones(len(code)), code, np.array([known for _, known in shops])
    )
    for place, (rows, (items, known)) in enumerate(zip(counts, shops, strict=True)):
        alone = moves(rows, np.ones(items), np.zeros(items, dtype=np.int64), np.array([known]))
        np.testing.assert_allclose(together.z[code == place], alone.z)
        np.testing.assert_allclose(together.residuals[code == place], alone.residuals)


def test_a_fall_is_as_clear_as_a_rise() -> None:
    """An item at a third of its usual count stands far below the bar, the others within it."""
    counts = shop_of(1, 9)
    counts[4, -1] = 13
    found = moves(counts, np.ones(9), np.zeros(9, dtype=np.int64), np.array([WEEKS]))
    bar = bars(np.ones(9, dtype=bool), np.zeros(9, dtype=np.int64), 1)
    assert np.flatnonzero(-found.z > bar).tolist() == [4]
    assert found.relative_growth[4] < -0.5


def test_a_short_past_is_not_judged() -> None:
    """Four periods leave nothing to learn the noise from."""
    found = moves(shop_of(2, 9), np.ones(9), np.zeros(9, dtype=np.int64), np.array([5]))
    assert np.isnan(found.z).all()


def test_the_bar_rises_with_the_items_tested() -> None:
    """Who looks at more finds more by chance; items without support do not count as tests."""
    code = np.repeat([0, 1], [3, 12])
    every = bars(np.ones(15, dtype=bool), code, 2)
    assert every[0] < every[-1]
    few = bars(np.arange(15) < 6, code, 2)
    assert few[0] == few[-1]


@pytest.mark.parametrize(("known", "items", "wanted"), [(26, 9, 8), (15, 9, 4), (16, 2, 4)])
def test_the_baseline_leaves_enough_to_learn_from(known: int, items: int, wanted: int) -> None:
    """Long where the past is long, short otherwise."""
    assert baseline_periods(known, items) == wanted


def test_shapes_must_fit() -> None:
    """One burst and one shop an item."""
    with pytest.raises(ValueError, match="must be"):
        moves(shop_of(3, 4), np.ones(3), np.zeros(4, dtype=np.int64), np.array([WEEKS]))
