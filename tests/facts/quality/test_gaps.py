"""Which days without orders are missed, and which the shop's own rhythm explains."""

from __future__ import annotations

import itertools
from datetime import date, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brain.facts.quality.gaps import find_gaps, holiday_in, without_lonely

START = date(2026, 6, 1)  # a Monday
ZONE = "Asia/Shanghai"


def orders(
    days: int, closed: set[int] = frozenset(), without: set[date] = frozenset(), count: int = 5
) -> dict[date, int]:  # type: ignore[assignment]
    """So many orders on each day, none on closed weekdays (0 is Monday) and on those left out."""
    every = (START + timedelta(days=n) for n in range(days))
    return {day: count for day in every if day.weekday() not in closed and day not in without}


def test_a_missing_day_of_a_daily_shop_is_a_gap() -> None:
    """One Wednesday out of fourteen weeks, with what it usually brings."""
    missing = START + timedelta(days=44)
    (gap,) = find_gaps(orders(100, without={missing}), ZONE)
    assert (gap.first, gap.last, gap.days, gap.expected) == (missing, missing, 1, 5)


def test_closed_sundays_are_no_gap() -> None:
    """A day that the shop never opens is not missed; nor are two such days in a row."""
    assert find_gaps(orders(100, closed={6}), ZONE) == ()
    assert find_gaps(orders(100, closed={5, 6}), ZONE) == ()


def test_a_gap_does_not_begin_with_a_closed_day() -> None:
    """A missing Monday after a closed Sunday: one day, not two."""
    monday = START + timedelta(days=49)
    (gap,) = find_gaps(orders(100, closed={6}, without={monday}), ZONE)
    assert (gap.first, gap.last) == (monday, monday)


def test_a_month_that_was_not_exported_is_one_gap() -> None:
    """Even a third of the span, though it makes every weekday look less certain."""
    hole = {START + timedelta(days=n) for n in range(30, 60)}
    (gap,) = find_gaps(orders(90, without=hole), ZONE)
    assert (gap.first, gap.last, gap.days) == (min(hole), max(hole), 30)


@pytest.mark.parametrize("seed", range(5))
def test_a_shop_that_sells_now_and_then_misses_nothing(seed: int) -> None:
    """Orders on three days of ten, at random: its pauses are its rhythm."""
    chance = Random(seed)
    days = {START + timedelta(days=n): 1 for n in range(400) if chance.random() < 0.3}
    assert find_gaps(days, ZONE) == ()


def test_a_long_silence_of_such_a_shop_is_a_gap() -> None:
    """Two months without anything are no chance even there."""
    chance = Random(7)
    silent = range(200, 260)
    days = {START + timedelta(days=n): 1 for n in range(400) if n not in silent and chance.random() < 0.3}
    (gap,) = find_gaps(days, ZONE)
    assert gap.first >= START + timedelta(days=190)
    assert gap.days >= 55


def test_too_short_a_past_has_no_habit() -> None:
    """Two weeks prove nothing about Wednesdays, and one day nothing at all."""
    assert find_gaps({START: 3}, ZONE) == ()
    assert find_gaps({}, ZONE) == ()


@given(st.dictionaries(st.dates(date(2020, 1, 1), date(2024, 12, 31)), st.integers(0, 50), max_size=60))
def test_gaps_are_empty_days_inside_the_span(days: dict[date, int]) -> None:
    """Whatever the data: a gap holds no day with orders, lies between the first and last, and gaps do not touch."""
    gaps = find_gaps(days, ZONE)
    sold = {day for day, count in days.items() if count}
    for gap in gaps:
        inside = {gap.first + timedelta(days=n) for n in range(gap.days)}
        assert not inside & sold
        assert min(sold) < gap.first <= gap.last < max(sold)
    assert all(one.last < other.first for one, other in itertools.pairwise(gaps))


@given(st.integers(1, 100), st.integers(1, 30))
def test_filling_a_gap_from_its_end_leaves_the_rest_missing(start: int, length: int) -> None:
    """Loading the missing days one after another, each leaves exactly one day less missing."""
    hole = [START + timedelta(days=start + n) for n in range(length)]
    for left in range(length + 1):
        missing = sum(gap.days for gap in find_gaps(orders(141, without=set(hole[:left])), ZONE))
        assert missing == left


def test_spring_festival_is_worth_a_word_in_china() -> None:
    """And Christmas elsewhere; no other stretch is excused."""
    assert holiday_in(date(2026, 2, 15), date(2026, 2, 20), ZONE) == "spring_festival"
    assert holiday_in(date(2026, 2, 15), date(2026, 2, 20), "Europe/London") == ""
    assert holiday_in(date(2025, 12, 24), date(2026, 1, 2), "Europe/London") == "christmas"
    assert holiday_in(date(2026, 10, 1), date(2026, 10, 3), ZONE) == "national_day"
    assert holiday_in(date(2026, 3, 20), date(2026, 3, 21), ZONE) == ""


def test_a_slip_of_decades_makes_no_gap_of_decades() -> None:
    """One order of 1999 and one of 2031 stand apart; two stretches of equal weight do not."""
    days = orders(60)
    slip, late = date(1999, 1, 1), date(2031, 1, 1)
    kept, lonely = without_lonely({**days, slip: 1, late: 1})
    assert (kept, sorted(lonely)) == (days, [slip, late])
    two = {**days, **{day.replace(year=2024): 5 for day in days}}
    assert without_lonely(two) == (two, [])


def test_one_stray_row_among_thousands_is_no_gap() -> None:
    """A log of nine days and one row ten weeks before: the row stands apart. In a small shop the same is an order."""
    log = {START + timedelta(days=n): 800 for n in range(9)}
    stray = START - timedelta(days=70)
    assert without_lonely({**log, stray: 1}) == (log, [stray])
    small = dict.fromkeys(log, 3)
    assert without_lonely({**small, stray: 1}) == ({**small, stray: 1}, [])
    near = START - timedelta(days=26)
    assert without_lonely({**log, near: 1})[1] == [], (
        "less than a month away is within what an owner leaves open"
    )


def test_stray_rows_before_a_log_begin_no_gap() -> None:
    """A log is cut at a moment of another zone: some rows of the days before come along, and the days between miss none."""
    log = {START + timedelta(days=n): 800 for n in range(9)}
    strays = {START - timedelta(days=5): 2, START - timedelta(days=2): 3}
    assert find_gaps({**log, **strays}, ZONE) == ()
    long = {START + timedelta(days=n): 800 for n in range(60) if n != 30}
    assert [gap.days for gap in find_gaps({**long, **strays}, ZONE)] == [1]


def test_two_days_are_no_rhythm() -> None:
    """A handful of corrected rows from different months misses nothing; a week of orders around a gap may."""
    apart = {START: 1, START + timedelta(days=69): 1}
    assert find_gaps(apart, ZONE) == ()
    week = {START + timedelta(days=n): 1 for n in range(7)} | {START + timedelta(days=69): 1}
    assert len(find_gaps(week, ZONE)) == 1
