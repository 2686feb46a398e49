"""Calendar days of a group: counted by going through the period day by day, compared periods and filters included."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from brain.facts.reader import Facts
from brain.facts.semantic.dimensions.calendar import CALENDAR
from brain.kernel.evidence import Filter, Period, Query
from eval.small_shop import FIRST, TODAY
from tests.facts.semantic.full_shop import full_shop

COUNTED = {dimension.name: dimension for dimension in CALENDAR if dimension.of_day is not None}
periods = st.tuples(st.integers(0, (TODAY - FIRST).days - 1), st.integers(1, 200)).map(
    lambda p: Period(start=FIRST + timedelta(days=p[0]), end=FIRST + timedelta(days=p[0] + p[1]))
)


@pytest.fixture(scope="module")
def facts(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Facts]:
    """The shop that has everything."""
    with full_shop(tmp_path_factory.mktemp("days")) as opened:
        yield opened


def days_by(period: Period, dimension: str, only: set[Any] | None = None) -> Counter[Any]:
    of_day = COUNTED[dimension].of_day
    assert of_day is not None
    days = (period.start + timedelta(days=number) for number in range(period.days))
    return Counter(of_day(day) for day in days if only is None or day.isoweekday() in only)


@given(period=periods, dimension=st.sampled_from(list(COUNTED)))
@settings(max_examples=40, deadline=None)
def test_the_value_of_a_day_is_the_groups_name(facts: Facts, period: Period, dimension: str) -> None:
    """What the SQL calls a day's group and what is counted here are the same: a week by its Monday, a festival by its name."""
    rows = (
        facts.ask(Query(metrics=("orders",), dimensions=("day", dimension), period=period))
        if dimension != "day"
        else None
    )
    assume(rows is not None)
    assert rows is not None
    of_day = COUNTED[dimension].of_day
    assert of_day is not None
    assert [row[1] for row in rows.rows] == [of_day(row[0]) for row in rows.rows]


@given(period=periods, dimension=st.sampled_from(list(COUNTED)))
@settings(max_examples=40, deadline=None)
def test_daily_orders_of_a_group(facts: Facts, period: Period, dimension: str) -> None:
    """Orders of the group by its own days."""
    rows = facts.ask(Query(metrics=("orders", "daily_orders"), dimensions=(dimension,), period=period)).rows
    days = days_by(period, dimension)
    for name, orders, daily in rows:
        assert float(daily) == pytest.approx(orders / days[name])


@given(period=periods, kept=st.sets(st.integers(1, 7), min_size=1, max_size=6))
@settings(max_examples=30, deadline=None)
def test_filtered_days_are_not_counted(facts: Facts, period: Period, kept: set[int]) -> None:
    """Sales of weekends by the number of days of weekends, whole and by month; a filter on hours takes no day away."""
    weekend = Filter(dimension="weekday", op="in", values=tuple(str(day) for day in sorted(kept)))
    clock = Filter(dimension="hour", op=">=", values=("12",))
    whole = Query(metrics=("orders", "daily_orders"), filters=(weekend, clock), period=period)
    orders, daily = facts.ask(whole).rows[0]
    days = sum(days_by(period, "day", kept).values())
    assert daily == (None if not days else pytest.approx(orders / days))
    months = days_by(period, "month", kept)
    for name, of_month, by_day in facts.ask(whole.model_copy(update={"dimensions": ("month",)})).rows:
        assert by_day == pytest.approx(of_month / months[name])


@pytest.mark.parametrize("dimension", ["month", "quarter", "year", "week"])
def test_compared_groups_have_their_own_days(facts: Facts, dimension: str) -> None:
    """February of last year stands beside this one's, and is divided by its 28 days."""
    period = Period(start=date(2026, 1, 1), end=date(2026, 11, 10))
    before = Period(start=date(2025, 9, 1), end=date(2025, 12, 1))
    query = Query(metrics=("orders", "daily_orders"), dimensions=(dimension,), period=period, compare=before)
    found = {row[0]: (row[2], row[5]) for row in facts.ask(query).rows if row[2]}
    own = query.model_copy(update={"period": before, "compare": None})
    wanted = sorted((orders, daily) for _, orders, daily in facts.ask(own).rows)
    if dimension != "week":  # weeks that begin on another weekday are cut at other days
        assert [(o, float(d)) for o, d in sorted(found.values())] == [
            (o, pytest.approx(float(d))) for o, d in wanted
        ]
    assert sum(orders for orders, _ in found.values()) == sum(orders for orders, _ in wanted)
