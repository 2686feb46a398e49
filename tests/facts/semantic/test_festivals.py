"""The windows of festivals: known days of several years, no day with two, none outside the calendar."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brain.facts.semantic.festivals import (
    FESTIVALS,
    FIRST_YEAR,
    LAST_YEAR,
    black_friday,
    festival_on,
    windows,
)

KNOWN = {
    date(2025, 1, 28): "spring_festival",
    date(2025, 1, 29): "spring_festival",
    date(2025, 2, 3): "spring_festival",
    date(2025, 2, 4): None,
    date(2025, 2, 12): "lantern",
    date(2025, 5, 31): "dragon_boat",
    date(2025, 8, 29): "qixi",
    date(2025, 10, 1): "national_day",
    date(2025, 10, 6): "mid_autumn",
    date(2025, 10, 7): "national_day",
    date(2025, 10, 8): None,
    date(2025, 10, 29): "double_ninth",
    date(2025, 11, 11): "double_11",
    date(2025, 11, 28): "black_friday",
    date(2024, 2, 9): "spring_festival",
    date(2024, 9, 17): "mid_autumn",
    date(2026, 2, 17): "spring_festival",
    date(2026, 6, 18): "june_18",
    date(2026, 6, 19): "dragon_boat",
    date(1999, 2, 16): None,
    date(2051, 10, 2): "national_day",
}


@pytest.mark.parametrize("day", KNOWN)
def test_known_days(day: date) -> None:
    """As the calendars of these years have them."""
    assert festival_on(day) == KNOWN[day]


def test_every_window_has_a_name_and_days_of_its_year() -> None:
    """No festival without a word for it, and none that begins in another year's list."""
    for year in range(FIRST_YEAR - 1, LAST_YEAR + 2):
        found = list(windows(year))
        assert {name for name, _, _ in found} <= set(FESTIVALS)
        assert all(first.year == last.year == year and first <= last for _, first, last in found)
    assert {name for name, _, _ in windows(2026)} == set(FESTIVALS)


@given(year=st.integers(FIRST_YEAR, LAST_YEAR))
def test_moons_keep_their_distance(year: int) -> None:
    """Full moon in autumn and the double ninth lie 23 or 24 days apart, Qixi 37 or 38 before; a mistyped day would not."""
    of = {name: first for name, first, _ in windows(year)}
    assert (of["double_ninth"] - of["mid_autumn"]).days in (23, 24)
    assert (of["mid_autumn"] - of["qixi"]).days in (
        37,
        38,
        66,
        67,
    )  # two months where the seventh month comes twice
    assert (of["lantern"] - of["spring_festival"]).days == 15
    assert 117 <= (of["dragon_boat"] - of["spring_festival"]).days <= 155
    following = {name: first for name, first, _ in windows(min(year + 1, LAST_YEAR))}
    if year < LAST_YEAR:
        assert (following["spring_festival"] - of["spring_festival"]).days in (353, 354, 355, 383, 384, 385)


def test_black_friday_is_the_day_after_thanksgiving() -> None:
    """Not always the last Friday of November."""
    assert [black_friday(year) for year in (2019, 2024, 2026)] == [
        date(2019, 11, 29),
        date(2024, 11, 29),
        date(2026, 11, 27),
    ]
    assert all((black_friday(y) - timedelta(days=1)).weekday() == 3 for y in range(2000, 2051))
