"""The windows of festivals: known days of several years, no day with two, none outside the calendar."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brain.facts.semantic.festivals import (
    CALENDAR,
    FESTIVALS,
    FIRST_YEAR,
    LAST_YEAR,
    even_windows,
    festival_on,
    window,
    windows,
)

KNOWN = {
    date(2025, 1, 28): "spring_festival",
    date(2025, 1, 29): "spring_festival",
    date(2025, 2, 3): "spring_festival",
    date(2025, 2, 4): "spring_festival",
    date(2025, 2, 5): None,
    date(2025, 2, 12): "lantern",
    date(2025, 5, 31): "dragon_boat",
    date(2025, 8, 29): "qixi",
    date(2025, 10, 1): "national_day",
    date(2025, 10, 6): "national_day",
    date(2025, 10, 7): "national_day",
    date(2025, 10, 8): "national_day",
    date(2025, 10, 9): None,
    date(2025, 10, 29): "double_ninth",
    date(2025, 11, 11): "double_11",
    date(2025, 11, 28): "black_friday",
    date(2024, 2, 9): None,
    date(2024, 2, 10): "spring_festival",
    date(2024, 2, 14): "spring_festival",
    date(2024, 9, 17): "mid_autumn",
    date(2026, 2, 17): "spring_festival",
    date(2026, 6, 18): "june_18",
    date(2026, 6, 19): "dragon_boat",
    date(1901, 2, 19): None,
    date(2051, 10, 1): "national_day",
    date(2051, 10, 2): None,
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


@given(year=st.integers(FIRST_YEAR + 1, LAST_YEAR))
def test_moons_keep_their_distance(year: int) -> None:
    """Full moon in autumn and the double ninth lie 23 or 24 days apart, Qixi 37 or 38 before; a mistyped day would not."""
    of = {name: CALENDAR[name].day(year) for name, _, _ in windows(year)}
    assert (of["double_ninth"] - of["mid_autumn"]).days in (
        23,
        24,
        52,
        53,
    )  # the eighth month comes twice in 1957
    assert (of["mid_autumn"] - of["qixi"]).days in (
        37,
        38,
        66,
        67,
    )  # two months where the seventh month comes twice
    assert (of["lantern"] - of["spring_festival"]).days == 14
    assert 116 <= (of["dragon_boat"] - of["spring_festival"]).days <= 154
    following = {name: CALENDAR[name].day(min(year + 1, LAST_YEAR)) for name in of}
    if year < LAST_YEAR:
        assert (following["spring_festival"] - of["spring_festival"]).days in (353, 354, 355, 383, 384, 385)


def test_black_friday_is_the_day_after_thanksgiving() -> None:
    """Not always the last Friday of November."""
    black_friday = CALENDAR["black_friday"].day
    assert [black_friday(year) for year in (2019, 2024, 2026)] == [
        date(2019, 11, 29),
        date(2024, 11, 29),
        date(2026, 11, 27),
    ]
    assert all((black_friday(y) - timedelta(days=1)).weekday() == 3 for y in range(2000, 2051))


def test_which_festivals_lay_within_another() -> None:
    """Known years: Mid-Autumn within the National Day holiday, 618 on Dragon Boat Day, Valentine's Day in the Spring Festival."""
    hidden = {
        (year, name)
        for year in range(2015, 2027)
        for name, first, _ in windows(year)
        if festival_on(first) != name
    }
    assert {(2017, "mid_autumn"), (2020, "mid_autumn"), (2023, "mid_autumn"), (2025, "mid_autumn")} <= hidden
    assert {(2018, "june_18"), (2021, "valentine"), (2024, "valentine")} <= hidden
    assert {name for _, name in hidden} <= {"mid_autumn", "june_18", "valentine", "double_ninth"}


@given(year=st.integers(FIRST_YEAR + 1, LAST_YEAR), other=st.integers(FIRST_YEAR + 1, LAST_YEAR))
def test_even_windows_are_of_one_length(year: int, other: int) -> None:
    """The third day of a festival is its third day in every year, or a forecast would compare an eve with a first day."""
    lengths = [{name: (last - first).days for name, first, last in even_windows(y)} for y in (year, other)]
    assert lengths[0] == lengths[1]
    of = {name: first for name, first, _ in even_windows(year)}
    assert of["spring_festival"] == CALENDAR["spring_festival"].day(year) - timedelta(days=1)


def test_a_year_that_is_not_announced_has_the_festivals_own_day() -> None:
    """Nothing is made up: National Day 2051 is 1 October, and known to be no more than that."""
    found = window("national_day", 2051)
    assert found is not None
    assert found.alone
    assert found.period.days == 1
