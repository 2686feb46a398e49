"""Every metric, whole and split, equals an independent pandas computation on a shop full of traps."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, time, timedelta
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from brain.facts.reader import Facts
from brain.facts.semantic.compile import can_split
from brain.facts.semantic.metrics import METRICS
from brain.kernel.clock import FixedClock, shop_instant
from brain.kernel.evidence import Filter, Period, Query
from eval.by_hand import FIGURES, Frames, breakdown, figure, frames_of
from eval.small_shop import FIRST, SHOP, TODAY, events, open_small_shop, order_lines, products
from tests.examples import examples

# What `eval.by_hand` counts; the other metrics and dimensions are counted in `test_shops_against_pandas`.
NAMES = [metric.name for metric in METRICS if metric.name in FIGURES]
TEXT_DIMENSIONS = ["category", "product", "brand", "region", "channel", "group"]


@pytest.fixture(scope="module")
def facts(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Facts]:
    """The small shop, with another shop's rows beside it."""
    warehouse, shop = open_small_shop(tmp_path_factory.mktemp("small"))
    yield Facts(warehouse, shop, FixedClock(shop_instant(TODAY, time(12), SHOP.zone)))
    warehouse.close()


@pytest.fixture(scope="module")
def frames() -> Frames:
    """The same facts as frames."""
    return frames_of(order_lines(), products(), events())


def close(ours: object, theirs: float | None) -> bool:
    if ours is None or theirs is None:
        return ours is None and theirs is None
    return abs(float(Decimal(str(ours))) - theirs) < 1e-4


periods = st.tuples(st.integers(0, (TODAY - FIRST).days - 1), st.integers(1, 120)).map(
    lambda p: Period(start=FIRST + timedelta(days=p[0]), end=FIRST + timedelta(days=p[0] + p[1]))
)


@given(period=periods, metric=st.sampled_from(NAMES))
@settings(
    max_examples=examples(80), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_whole_periods_agree(facts: Facts, frames: Frames, period: Period, metric: str) -> None:
    """Any metric over any period is what pandas counts."""
    result = facts.ask(Query(metrics=(metric,), period=period))
    assert result.columns == (metric,)
    assert close(result.rows[0][0], figure(frames.within(period.start, period.end), metric))


@pytest.mark.parametrize("dimension", TEXT_DIMENSIONS)
@pytest.mark.parametrize("metric", NAMES)
def test_breakdowns_agree(facts: Facts, frames: Frames, metric: str, dimension: str) -> None:
    """Any metric split by any name is what pandas counts, rows without a name included."""
    if not can_split(metric, dimension):
        pytest.skip(f"{metric} has no {dimension}")
    period = Period(start=date(2026, 9, 1), end=date(2026, 11, 20))
    result = facts.ask(Query(metrics=(metric,), dimensions=(dimension,), period=period))
    ours = {row[0]: row[1] for row in result.rows}
    theirs = breakdown(frames.within(period.start, period.end), metric, dimension)
    assert len(ours) == len(result.rows)
    for name, value in theirs.items():
        if name not in ours:
            assert not value, f"{name} is missing"
        else:
            assert close(ours[name], value) or (value is None and not ours[name]), name


@pytest.mark.parametrize("metric", NAMES)
def test_comparison_columns(facts: Facts, frames: Frames, metric: str) -> None:
    """`_before` is the metric of the compare period and `_change` the fraction between both."""
    now = Period(start=date(2026, 11, 1), end=date(2026, 11, 15))
    result = facts.ask(Query(metrics=(metric,), period=now, compare=now.before()))
    assert result.columns == (metric, f"{metric}_before", f"{metric}_change")
    after, before, change = (None if v is None else float(v) for v in result.rows[0])
    assert close(before, figure(frames.within(now.before().start, now.before().end), metric))
    if before and after is not None:
        assert change == pytest.approx((after - before) / abs(before), rel=1e-6)


def test_a_filter_is_what_pandas_keeps(facts: Facts, frames: Frames) -> None:
    """Filters by two dimensions hold together; a product answers to its wording and to its id."""
    period = Period(start=date(2026, 1, 1), end=date(2026, 11, 20))
    filters = (Filter(dimension="category", values=("辅食",)), Filter(dimension="region", values=("浙江",)))
    result = facts.ask(Query(metrics=("net_sales",), filters=filters, period=period))
    kept = frames.within(period.start, period.end, {"category": {"辅食"}, "region": {"浙江"}})
    assert close(result.rows[0][0], figure(kept, "net_sales"))
    by_id, by_name = (
        facts.ask(
            Query(metrics=("units",), filters=(Filter(dimension="product", values=(value,)),), period=period)
        )
        for value in ("p2", "南瓜泥")
    )
    assert by_id.rows == by_name.rows
    assert by_id.rows[0][0] > 0


def test_two_sizes_do_not_count_a_sale_twice(facts: Facts) -> None:
    """The product that is listed in two rows sells what its order lines say."""
    period = Period(start=FIRST, end=TODAY)
    query = Query(metrics=("units",), filters=(Filter(dimension="brand", values=("小鹿",)),), period=period)
    lines = order_lines()
    sold = lines[lines.product_id.isin(["p1", "p2"]) & lines.status.isin(["paid", "refunded"])]
    assert facts.ask(query).rows[0][0] == sum(sold.quantity)


def test_products_of_one_wording_stay_apart(facts: Facts) -> None:
    """Two products called 收纳盒 are two rows, told apart by their ids."""
    query = Query(metrics=("units",), dimensions=("product",), period=Period(start=FIRST, end=TODAY))
    names = [row[0] for row in facts.ask(query).rows]
    assert {"收纳盒 (p5)", "收纳盒 (p6)"} <= set(names)


def test_rankings_list_names_only_and_break_ties(facts: Facts) -> None:
    """A ranking leaves rows without a name out, is the same twice, and descends."""
    query = Query(metrics=("orders",), dimensions=("region",), period=Period(start=FIRST, end=TODAY), limit=3)
    first, second = facts.ask(query), facts.ask(query)
    assert first.rows == second.rows
    assert None not in [row[0] for row in first.rows]
    assert [row[1] for row in first.rows] == sorted((row[1] for row in first.rows), reverse=True)
