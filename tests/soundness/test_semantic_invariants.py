"""Numbers that must hold together whatever the data: parts and wholes, filters, days and periods."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, time, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from brain.facts.reader import Facts
from brain.facts.semantic.compile import can_split
from brain.facts.semantic.dimensions import DIMENSIONS
from brain.kernel.clock import FixedClock, shop_instant
from brain.kernel.evidence import Filter, Period, Query
from eval.small_shop import FIRST, GROUPS, REGIONS, SHOP, TODAY, open_small_shop
from tests.examples import examples

ADDITIVE = ("net_sales", "gross_sales", "refunds", "units", "views", "carts")
COUNTS = ("orders", "buyers", "new_buyers", "units", "gross_sales", "views")
DIMENSION_NAMES = [d.name for d in DIMENSIONS]

periods = st.tuples(st.integers(0, (TODAY - FIRST).days - 1), st.integers(1, 60)).map(
    lambda p: Period(start=FIRST + timedelta(days=p[0]), end=FIRST + timedelta(days=p[0] + p[1]))
)


@pytest.fixture(scope="module")
def facts(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Facts]:
    """The small shop with its refunds, credit notes, fees and rows without names."""
    warehouse, shop = open_small_shop(tmp_path_factory.mktemp("sound"))
    yield Facts(warehouse, shop, FixedClock(shop_instant(TODAY, time(12), SHOP.zone)))
    warehouse.close()


def total(facts: Facts, metric: str, period: Period, *filters: Filter) -> Decimal:
    value = facts.ask(Query(metrics=(metric,), filters=filters, period=period)).rows[0][0]
    return Decimal(str(value))


@given(period=periods, metric=st.sampled_from(ADDITIVE), dimension=st.sampled_from(DIMENSION_NAMES))
@settings(max_examples=examples(80), deadline=None)
def test_parts_add_up_to_the_whole(facts: Facts, period: Period, metric: str, dimension: str) -> None:
    """A breakdown loses nothing and counts nothing twice: rows without a value are a row of their own."""
    if not can_split(metric, dimension):
        return
    rows = facts.ask(Query(metrics=(metric,), dimensions=(dimension,), period=period)).rows
    assert sum((Decimal(str(row[1])) for row in rows), Decimal(0)) == total(facts, metric, period)


@given(period=periods, metric=st.sampled_from(COUNTS), value=st.sampled_from(GROUPS[:-1]))
@settings(max_examples=examples(50), deadline=None)
def test_filtering_never_raises_a_count(facts: Facts, period: Period, metric: str, value: str) -> None:
    """A part of the rows cannot hold more than all of them."""
    part = total(facts, metric, period, Filter(dimension="group", values=(value,)))
    assert 0 <= part <= total(facts, metric, period)


@given(period=periods, metric=st.sampled_from(ADDITIVE[:4]), value=st.sampled_from(REGIONS[:-1]))
@settings(max_examples=examples(40), deadline=None)
def test_a_filter_and_its_opposite_are_the_whole(
    facts: Facts, period: Period, metric: str, value: str
) -> None:
    """What is 浙江 and what is not 浙江 add up, rows without a region included."""
    inside = total(facts, metric, period, Filter(dimension="region", values=(value,)))
    outside = total(facts, metric, period, Filter(dimension="region", op="!=", values=(value,)))
    assert inside + outside == total(facts, metric, period)


@given(period=periods, metric=st.sampled_from([*ADDITIVE, "orders", "new_buyers"]))
@settings(max_examples=examples(40), deadline=None)
def test_a_period_is_the_sum_of_its_days(facts: Facts, period: Period, metric: str) -> None:
    """Days are disjoint: an order, a piece or a first purchase belongs to one of them."""
    rows = facts.ask(Query(metrics=(metric,), dimensions=("day",), period=period)).rows
    assert sum((Decimal(str(row[1])) for row in rows), Decimal(0)) == total(facts, metric, period)
    assert all(period.start <= row[0] < period.end for row in rows)


@given(period=periods, cut=st.integers(0, 59), metric=st.sampled_from(ADDITIVE))
@settings(max_examples=examples(40), deadline=None)
def test_two_halves_are_the_period(facts: Facts, period: Period, cut: int, metric: str) -> None:
    """Half-open periods that touch share no day and miss none."""
    middle = min(period.start + timedelta(days=cut), period.end)
    first, second = Period(start=period.start, end=middle), Period(start=middle, end=period.end)
    assert total(facts, metric, first) + total(facts, metric, second) == total(facts, metric, period)


@given(period=periods)
@settings(max_examples=examples(40), deadline=None)
def test_net_is_gross_minus_refunds(facts: Facts, period: Period) -> None:
    """Net sales never exceed gross sales and differ from them by the refunds."""
    net, gross, refunds = (total(facts, name, period) for name in ("net_sales", "gross_sales", "refunds"))
    assert net == gross - refunds
    assert refunds >= 0
    assert net <= gross


@given(period=periods, metric=st.sampled_from(["net_sales", "orders"]))
@settings(max_examples=examples(30), deadline=None)
def test_comparing_changes_no_figure(facts: Facts, period: Period, metric: str) -> None:
    """The compare period stands beside the figure and does not move it, overlapping periods included."""
    for before in (period.before(), period.shifted(-1)):
        row = facts.ask(Query(metrics=(metric,), period=period, compare=before)).rows[0]
        assert Decimal(str(row[0])) == total(facts, metric, period)
        assert Decimal(str(row[1])) == total(facts, metric, before)


def test_metrics_asked_together_are_those_asked_alone(facts: Facts) -> None:
    """Lines, events and customers in one query do not multiply each other."""
    period = Period(start=date(2026, 10, 1), end=date(2026, 11, 20))
    names = ("net_sales", "orders", "views", "carts", "buyers", "conversion", "repeat_rate", "new_buyers")
    together = facts.ask(Query(metrics=names, dimensions=("category",), period=period))
    for place, name in enumerate(names, start=1):
        alone = facts.ask(Query(metrics=(name,), dimensions=("category",), period=period))
        values = {row[0]: row[1] for row in alone.rows}
        for row in together.rows:
            assert (row[place] or 0) == pytest.approx(values.get(row[0]) or 0)


def test_another_shop_never_shows(facts: Facts) -> None:
    """The second shop in the file adds nothing."""
    everything = Period(start=FIRST, end=TODAY)
    with facts.warehouse.cursor() as cursor:
        mine = cursor.execute(
            "SELECT COUNT(DISTINCT order_id) FROM order_line WHERE shop_id = 'small' AND paid_amount > 0"
            " AND line_type IN ('product', 'shipping')"
        ).fetchone()
        everyone = cursor.execute("SELECT COUNT(*) FROM order_line WHERE shop_id <> 'small'").fetchone()
    assert mine is not None
    assert everyone is not None
    assert everyone[0] > 0
    assert total(facts, "orders", everything) == mine[0]
