"""Festival share: the rest of the shop is the yardstick, scatter is read from elsewhere, thin counts say nothing."""

from __future__ import annotations

import numpy as np
import pytest

from brain.analysis.festival_share import chance_of, dispersion_of, expected_orders, stands_out


def array(*numbers: float) -> np.ndarray:
    """Numbers as an array of floats."""
    return np.array(numbers, dtype=np.float64)


def test_a_festival_that_lifts_everything_lifts_nothing_here() -> None:
    """The whole shop doubles and so does the category: as expected."""
    expected, unsure = expected_orders(array(360), array(60), array(540))
    assert expected[0] == pytest.approx(40, rel=0.02)
    assert chance_of(array(40), expected, unsure, array(1.2))[0] > 0.3


def test_a_category_beyond_its_part_stands_out_and_scatter_weakens_it() -> None:
    """Twice its part is unlikely; in a shop that scatters five times as much it is less so."""
    expected, unsure = expected_orders(array(320), array(60), array(540))
    calm, wild = (chance_of(array(80), expected, unsure, array(by))[0] for by in (1.0, 5.0))
    assert calm < 1e-4 < wild


def test_thin_or_small_rises_do_not_stand_out() -> None:
    """Eleven orders, a rise by a tenth, or nothing around to compare with."""
    lines, around = array(11, 110, 30), array(60, 600, 3)
    expected, false = array(5, 100, 1), array(0.0001, 0.0001, 0.0001)
    assert not stands_out(lines, around, expected, false).any()
    assert stands_out(array(30), array(60), array(10), array(0.0001)).all()


def test_dispersion_is_seen_not_assumed() -> None:
    """Poisson counts give about 1.2 or less, clumps of four about four; no shop falls below 1."""
    chance = np.random.default_rng(2)
    expected = np.full((40, 8), 20.0)
    shop = np.repeat([0, 1], 20)
    counts = np.vstack([chance.poisson(20, (20, 8)), 4 * chance.poisson(5, (20, 8))]).astype(float)
    found = dispersion_of(counts, expected, np.zeros_like(expected), shop)
    assert 1.0 <= found[0] < 1.3
    assert 2.5 < found[-1] < 5
