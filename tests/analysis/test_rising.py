"""Rising: found when planted, silent when everything rises, when little is known, and on pure noise."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from brain.analysis.rising import (
    LEAST_EXPECTED,
    Floats,
    bar_for,
    baseline_weeks,
    correlation,
    judge,
    rise_confidence,
    weekly_series,
)

ITEMS = 12
WEEKS = 20


def noisy(seed: int, mean: float = 60.0, weeks: int = WEEKS) -> Floats:
    """Poisson counts of twelve categories."""
    return np.random.default_rng(seed).poisson(mean, (ITEMS, weeks)).astype(np.float64)


def reasons(sales: Floats, interest: Floats | None = None) -> list[str | None]:
    """What became of each category."""
    first = weekly_series(sales, np.ones(len(sales)))
    second = weekly_series(interest, np.ones(len(interest))) if interest is not None else None
    assert first is not None
    return [verdict.reason for verdict in judge(first, second)]


def test_a_category_that_rises_in_both_is_found_and_nothing_else() -> None:
    """Sales +60 % and looks +60 % in one of twelve categories pass; the other eleven do not."""
    sales, interest = noisy(1), noisy(2, 500.0)
    sales[4, -1], interest[4, -1] = 96, 800
    found = reasons(sales, interest)
    assert found[4] is None
    assert sum(reason is None for reason in found) == 1


def test_a_rise_of_the_whole_shop_is_no_rise() -> None:
    """A festival that doubles every category leaves each where the rest is."""
    sales, interest = noisy(3), noisy(4, 500.0)
    sales[:, -1] *= 2
    interest[:, -1] *= 2
    assert None not in reasons(sales, interest)


def test_a_tiny_category_stays_silent_however_far_it_jumps() -> None:
    """From 5 to 20 lines is a large rise and far too little to tell."""
    sales, interest = noisy(5), noisy(6, 500.0)
    sales[0], interest[0] = 5, 40
    sales[0, -1], interest[0, -1] = 20, 160
    assert reasons(sales, interest)[0] == "thin"


def test_looks_without_sales_are_turned_down_for_that_reason() -> None:
    """Interest alone is a crowd in front of the window."""
    sales, interest = noisy(7), noisy(8, 500.0)
    sales[2, -1], interest[2, -1] = sales[2, -9:-1].mean(), 1000
    assert reasons(sales, interest)[2] == "sales"


def test_one_customer_with_many_lines_is_one_decision() -> None:
    """The same count is far from the bar when it came in bunches of twenty."""
    sales = noisy(9)
    sales[3, -1] = 110
    alone, bunched = np.ones(ITEMS), np.ones(ITEMS)
    bunched[3] = 20.0
    first, second = weekly_series(sales, alone), weekly_series(sales, bunched)
    assert first is not None
    assert second is not None
    assert judge(first, None)[3].reason is None
    assert judge(second, None)[3].reason == "noise"


def test_noise_hardly_ever_rises() -> None:
    """Over 300 weeks of twelve noisy, overdispersed categories at most fifteen cards are false (1 in 20)."""
    chance = np.random.default_rng(10)
    false = 0
    for _ in range(300):
        means = 60 * chance.gamma(20, 1 / 20, (ITEMS, WEEKS))
        false += None in reasons(
            chance.poisson(means).astype(np.float64), chance.poisson(9 * means).astype(np.float64)
        )
    assert false <= 15


def test_a_past_too_short_to_know_its_noise_says_nothing() -> None:
    """Twelve categories need eight weeks: a baseline of four, three misses each, and the week itself; fewer need longer."""
    assert weekly_series(noisy(11, weeks=7), np.ones(ITEMS)) is None
    assert weekly_series(noisy(11, weeks=8), np.ones(ITEMS)) is not None
    assert weekly_series(noisy(11, weeks=10)[:6], np.ones(6)) is None
    assert weekly_series(noisy(11, weeks=11)[:6], np.ones(6)) is not None


def test_shapes_that_do_not_fit_are_refused() -> None:
    """A burst for another number of categories is a broken contract."""
    with pytest.raises(ValueError, match="must be"):
        weekly_series(noisy(12), np.ones(ITEMS + 1))


def test_series_that_share_their_noise_are_correlated() -> None:
    """Twice the same noise hits the ceiling, two noises stay low, a series without any noise counts as half."""
    same, other = weekly_series(noisy(13), np.ones(ITEMS)), weekly_series(noisy(14), np.ones(ITEMS))
    still = weekly_series(np.full((ITEMS, WEEKS), 50.0), np.ones(ITEMS))
    assert same is not None
    assert other is not None
    assert still is not None
    assert correlation(same, same) == 0.9
    assert correlation(same, other) < 0.3
    assert correlation(still, same) == 0.5


@given(scale=st.integers(2, 9))
def test_growth_of_the_rest_only_scales_what_is_expected(scale: int) -> None:
    """When everything but one category grows by a factor, that category is expected to have grown by it too."""
    counts = np.full((ITEMS, 10), 50.0)
    counts[1:, -1] *= scale
    series = weekly_series(counts, np.ones(ITEMS))
    assert series is not None
    assert series.signals[0].expected == pytest.approx(50.0 * scale)
    assert series.signals[0].z < 0


@settings(max_examples=50)
@given(more=st.integers(0, 400))
def test_z_grows_with_the_count(more: int) -> None:
    """A higher count never has a lower z."""
    low, high = noisy(15), noisy(15)
    high[0, -1] += more
    first, second = weekly_series(low, np.ones(ITEMS)), weekly_series(high, np.ones(ITEMS))
    assert first is not None
    assert second is not None
    assert second.signals[0].z >= first.signals[0].z - 1e-9


def test_the_bar_rises_with_the_number_of_tests() -> None:
    """More categories looked at need a higher z."""
    assert bar_for(2) < bar_for(20) < bar_for(200)


@given(weeks=st.integers(1, 60), items=st.integers(1, 40))
def test_a_longer_past_never_switches_the_test_off(weeks: int, items: int) -> None:
    """Once a shop's past is long enough it stays so: a further week never makes the series unknown."""
    assert baseline_weeks(15, ITEMS) == 4
    assert baseline_weeks(16, ITEMS) == 8
    known = weekly_series(np.full((items, weeks), 40.0), np.ones(items)) is not None
    longer = weekly_series(np.full((items, weeks + 1), 40.0), np.ones(items)) is not None
    assert longer or not known


@given(z=st.floats(0, 50), expected=st.floats(LEAST_EXPECTED, 1e4), doubts=st.integers(0, 5))
def test_confidence_stays_in_its_range_and_falls_with_doubts(z: float, expected: float, doubts: int) -> None:
    """Each doubt lowers it, nothing makes it certain."""
    sure = rise_confidence(z, 2.7, expected, doubts=doubts)
    assert 0.3 <= sure <= 0.95
    assert rise_confidence(z, 2.7, expected, doubts=doubts + 1) <= sure
