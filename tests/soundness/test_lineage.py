"""The traced rows are the figure: nothing else is needed to count it, and summed up they are it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from brain.bootstrap import open_brain
from brain.demo import refresh_demo
from brain.facts.lineage.trace import trace
from brain.facts.reader import Facts
from brain.facts.semantic.compile import can_split
from brain.facts.semantic.dimensions import DIMENSIONS
from brain.facts.semantic.metrics import METRICS
from brain.kernel.clock import FixedClock, shop_instant
from brain.kernel.evidence import Filter, Period, Query, Receipt
from brain.ledger.tables import ReceiptRow
from eval.small_shop import FIRST, GROUPS, REGIONS, SHOP, TODAY, open_small_shop
from tests.examples import examples
from tests.facts.counter import Counter
from tests.facts.counter import Shop as CounterShop
from tests.facts.lineage.only_traced import Key, run, run_on_traced, traced

METRIC_NAMES = [metric.name for metric in METRICS]
DIMENSION_NAMES = [dimension.name for dimension in DIMENSIONS]
LINE_METRICS = ("net_sales", "gross_sales", "refunds", "units", "orders", "buyers")
# The figure of a set of order lines, written down a second time.
OF_LINES = """SELECT
    coalesce(sum(CASE WHEN status IN ('paid', 'refunded') THEN paid_amount END), 0) - coalesce(sum(refund_amount), 0),
    coalesce(sum(CASE WHEN status IN ('paid', 'refunded') THEN paid_amount END), 0),
    coalesce(sum(refund_amount), 0),
    coalesce(sum(CASE WHEN line_type = 'product' AND status IN ('paid', 'refunded') THEN quantity END), 0),
    count(DISTINCT order_key), count(DISTINCT customer_key)
FROM order_line WHERE shop_id = $shop AND (batch_id, row_no, row_key) IN (SELECT (batch_id, row_no, row_key) FROM keys)"""
RETAIL = CounterShop(id="retail", name="Retail", zone="Europe/London", currency="GBP", language="en")

periods = st.tuples(st.integers(0, (TODAY - FIRST).days - 1), st.integers(1, 60)).map(
    lambda p: Period(start=FIRST + timedelta(days=p[0]), end=FIRST + timedelta(days=p[0] + p[1]))
)
filters = st.one_of(
    st.just(()),
    st.sampled_from(GROUPS[:-1]).map(lambda name: (Filter(dimension="group", values=(name,)),)),
    st.sampled_from(["辅食", "纸尿裤"]).map(
        lambda name: (Filter(dimension="category", op="!=", values=(name,)),)
    ),
)


@pytest.fixture(scope="module")
def facts(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Facts]:
    """The small shop with its refunds, credit notes, fees and rows without names."""
    warehouse, shop = open_small_shop(tmp_path_factory.mktemp("lineage"))
    yield Facts(warehouse, shop, FixedClock(shop_instant(TODAY, time(12), SHOP.zone)))
    warehouse.close()


@pytest.fixture(scope="module")
def retail(tmp_path_factory: pytest.TempPathFactory, real_data: Path) -> Iterator[Facts]:
    """The whole Online Retail file."""
    counter = Counter(tmp_path_factory.mktemp("retail"), RETAIL)
    counter.load(next((real_data / "online_retail").glob("*.csv.gz")))
    yield Facts(counter.warehouse, counter.shop, counter.clock)
    counter.warehouse.close()


def same(rows: list[tuple[Any, ...]], others: list[tuple[Any, ...]], names: int) -> bool:
    """Equal by the first `names` columns; a group of which nothing counts may be missing."""

    def by_name(of: list[tuple[Any, ...]]) -> dict[tuple[Any, ...], list[float]]:
        figures = {row[:names]: [round(float(v or 0), 9) for v in row[names:]] for row in of}
        return {name: values for name, values in figures.items() if any(values)}

    return by_name(rows) == by_name(others)


def figures_of(facts: Facts, keys: set[Key]) -> dict[str, Decimal]:
    """What a set of order lines adds up to."""
    with facts.warehouse.cursor() as cursor:
        cursor.execute("CREATE OR REPLACE TEMP TABLE keys (batch_id VARCHAR, row_no BIGINT, row_key VARCHAR)")
        batches, rows, names = zip(*keys, strict=True) if keys else ((), (), ())
        cursor.execute(
            "INSERT INTO keys SELECT unnest($b::VARCHAR[]), unnest($r::BIGINT[]), unnest($k::VARCHAR[])",
            {"b": list(batches), "r": list(rows), "k": list(names)},
        )
        row = cursor.execute(OF_LINES, {"shop": facts.shop.id}).fetchone()
    assert row is not None
    return dict(zip(LINE_METRICS, row, strict=True))


@given(
    period=periods,
    metric=st.sampled_from(METRIC_NAMES),
    dimension=st.sampled_from([None, *DIMENSION_NAMES]),
    chosen=filters,
)
@settings(max_examples=examples(60), deadline=None)
def test_the_traced_rows_are_enough(
    facts: Facts, period: Period, metric: str, dimension: str | None, chosen: tuple[Filter, ...]
) -> None:
    """Without any other row in the warehouse every metric, split and filtered as it may be, is the same."""
    split = (dimension,) if dimension is not None and can_split(metric, dimension) else ()
    chosen = tuple(one for one in chosen if can_split(metric, one.dimension))
    query = Query(metrics=(metric,), dimensions=split, filters=chosen, period=period, compare=period.before())
    sql = facts.ask(query).receipt.sql
    assert same(run_on_traced(facts.warehouse, sql), run(facts.warehouse, sql), len(split))


@given(period=periods, metric=st.sampled_from(LINE_METRICS), chosen=filters)
@settings(max_examples=examples(40), deadline=None)
def test_the_traced_rows_add_up_to_the_figure(
    facts: Facts, period: Period, metric: str, chosen: tuple[Filter, ...]
) -> None:
    """Money and pieces summed, orders and buyers counted over the counted rows alone."""
    result = facts.ask(Query(metrics=(metric,), filters=chosen, period=period))
    keys = traced(facts.warehouse, result.receipt.sql, "counted").get("order_line", set())
    assert figures_of(facts, keys)[metric] == result.rows[0][0]


@given(period=periods, metric=st.sampled_from(METRIC_NAMES), group=st.sampled_from(GROUPS[:-1]))
@settings(max_examples=examples(40), deadline=None)
def test_a_filter_narrows_the_rows(facts: Facts, period: Period, metric: str, group: str) -> None:
    """The rows of a part are among the rows of the whole."""
    assume(can_split(metric, "group"))
    whole = facts.ask(Query(metrics=(metric,), period=period)).receipt
    part = facts.ask(
        Query(metrics=(metric,), filters=(Filter(dimension="group", values=(group,)),), period=period)
    ).receipt
    rows, all_rows = (traced(facts.warehouse, one.sql, "counted") for one in (part, whole))
    for table, keys in rows.items():
        assert keys <= all_rows[table]


@given(period=periods, metric=st.sampled_from(["net_sales", "orders", "units", "views", "gross_margin"]))
@settings(max_examples=examples(15), deadline=None)
def test_the_days_of_a_period_have_its_rows(facts: Facts, period: Period, metric: str) -> None:
    """Each row of a period is behind exactly one of its days."""
    whole = traced(facts.warehouse, facts.ask(Query(metrics=(metric,), period=period)).receipt.sql, "counted")
    seen: dict[str, set[Key]] = {}
    for number in range(period.days):
        day = Period(start=period.start, end=period.start + timedelta(days=1)).shifted(number)
        rows = traced(facts.warehouse, facts.ask(Query(metrics=(metric,), period=day)).receipt.sql, "counted")
        for table, keys in rows.items():
            assert not keys & seen.get(table, set())
            seen.setdefault(table, set()).update(keys)
    assert {t: k for t, k in seen.items() if k} == {t: k for t, k in whole.items() if k}


@given(period=periods, metric=st.sampled_from(METRIC_NAMES))
@settings(max_examples=examples(20), deadline=None)
def test_every_traced_row_exists(facts: Facts, period: Period, metric: str) -> None:
    """In the shop's own tables, and never in another shop's."""
    receipt = facts.ask(Query(metrics=(metric,), dimensions=("category",), period=period)).receipt
    for table, keys in traced(facts.warehouse, receipt.sql).items():
        stored = run(
            facts.warehouse,
            f"SELECT batch_id, row_no, row_key FROM {table} WHERE shop_id = '{facts.shop.id}'",
        )
        assert keys <= set(stored)


@given(period=periods, region=st.sampled_from(REGIONS[:-1]))
@settings(max_examples=examples(15), deadline=None)
def test_the_listing_says_the_same_rows(facts: Facts, period: Period, region: str) -> None:
    """Row numbers written as ranges, and the sample in full, are the traced rows, each file row once."""
    query = Query(
        metrics=("net_sales",), filters=(Filter(dimension="region", values=(region,)),), period=period
    )
    receipt = facts.ask(query).receipt
    found = trace(facts, receipt, limit=10_000)
    keys = traced(facts.warehouse, receipt.sql, "counted").get("order_line", set())
    assert found.rows == len(keys)
    assert {(row.batch, row.row, row.row_key) for row in found.sample} == keys
    numbers = [number for one in found.files for number in written_out(one.row_numbers)]
    assert sorted(numbers) == sorted({row for _, row, _ in keys})


def rounded(row: tuple[Any, ...]) -> str:
    """A row as text; the order in which floats are added up moves their last digits."""
    return repr([float(f"{value:.9g}") if isinstance(value, float) else value for value in row])


def written_out(ranges: str) -> list[int]:
    """`1-3,7` as [1, 2, 3, 7]."""
    numbers: list[int] = []
    for part in filter(None, ranges.split(",")):
        first, _, last = part.partition("-")
        numbers += range(int(first), int(last or first) + 1)
    return numbers


@pytest.mark.parametrize("metric", METRIC_NAMES)
def test_a_real_file_is_traced(retail: Facts, metric: str) -> None:
    """Every metric of a month of a real shop: enough rows, and money, pieces and orders that add up."""
    period = Period(start=date(2011, 3, 1), end=date(2011, 4, 1))
    result = retail.ask(Query(metrics=(metric,), period=period))
    sql = result.receipt.sql
    assert same(run_on_traced(retail.warehouse, sql), result.rows, 0)
    if metric in LINE_METRICS:
        keys = traced(retail.warehouse, sql, "counted")["order_line"]
        assert figures_of(retail, keys)[metric] == result.rows[0][0]


def test_receipts_of_cards_are_traced(tmp_path_factory: pytest.TempPathFactory) -> None:
    """What the detectors, the overview and the weekly letter read: no receipt that cannot be traced, none that lacks a row."""
    clock = FixedClock(datetime(2026, 11, 20, 2, 0, tzinfo=UTC))
    brain = open_brain(tmp_path_factory.mktemp("demo"), clock)
    try:
        refresh_demo(brain)
        desk = brain.desk("demo")
        desk.cards(refresh=True)
        desk.overview()
        desk.week()
        with brain.parts.ledger.reading() as session:
            kept = [Receipt.model_validate(row.payload) for row in session.query(ReceiptRow).all()]
        assert len(kept) > 20
        for receipt in kept:
            sql = receipt.whole_sql or receipt.sql
            files = desk.lineage(receipt.id, 3).files
            # As a set: a statement without an order of its own may give its rows in any.
            there, here = run_on_traced(brain.parts.warehouse, sql), run(brain.parts.warehouse, sql)
            # "No offer ended in those weeks" stands on no row; whatever gave rows has files.
            assert files or not here, receipt.sql
            assert sorted(map(rounded, there)) == sorted(map(rounded, here)), receipt.sql
    finally:
        brain.close()
