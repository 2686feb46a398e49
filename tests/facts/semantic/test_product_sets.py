"""Products as a set, single orders and places of a list: what the queries say equals what is counted in pandas."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, time, timedelta
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import HealthCheck, settings
from hypothesis import given as randomly
from hypothesis import strategies as st

from brain.facts.reader import Facts
from brain.facts.semantic.compile import compile_query
from brain.facts.warehouse.engine import Warehouse
from brain.kernel.clock import FixedClock, shop_instant
from brain.kernel.errors import DeveloperError
from brain.kernel.evidence import Bought, Filter, Order, Period, ProductsWhich, Query
from eval.small_shop import FIRST, SHOP, TODAY, fill, open_small_shop, order_lines, products
from tests.examples import examples

OCTOBER = Period(start=date(2026, 10, 1), end=date(2026, 11, 1))
NOT_SOLD = (ProductsWhich(any_of=(Bought(),), negated=True),)
LINES = order_lines()


@pytest.fixture(scope="module")
def facts(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Facts]:
    """The small shop, with another shop's rows beside it."""
    warehouse, shop = open_small_shop(tmp_path_factory.mktemp("small"))
    yield Facts(warehouse, shop, FixedClock(shop_instant(TODAY, time(12), SHOP.zone)))
    warehouse.close()


def sold(period: Period, region: str | None = None) -> set[str]:
    """The products with a paid line in those days."""
    lines = LINES[LINES.status.isin(["paid", "refunded"]) & (LINES.line_type == "product")]
    lines = lines[(lines.ordered_on >= period.start) & (lines.ordered_on < period.end)]
    return set((lines if region is None else lines[lines.region == region]).product_id)


def there_by(period: Period) -> set[str]:
    """The list has no dates: a product is there from its first sale on."""
    return sold(Period(start=FIRST, end=period.end))


stretches = st.tuples(st.integers(0, (TODAY - FIRST).days - 1), st.integers(1, 6)).map(
    lambda p: Period(start=FIRST + timedelta(days=p[0]), end=FIRST + timedelta(days=p[0] + p[1]))
)
some = settings(
    max_examples=examples(50), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@randomly(period=stretches, region=st.sampled_from(["浙江", "上海", None]))
@some
def test_what_was_not_sold(facts: Facts, period: Period, region: str | None) -> None:
    """Of the product list all but what was sold, in the shop or in one region."""
    where = () if region is None else (Filter(dimension="region", values=(region,)),)
    which = (ProductsWhich(any_of=(Bought(filters=where),), negated=True),)
    query = Query(metrics=("products_listed",), period=period, products=which)
    assert facts.ask(query).rows[0][0] == len(there_by(period) - sold(period, region))


@randomly(then=stretches, now=stretches)
@some
def test_sold_then_and_not_now(facts: Facts, then: Period, now: Period) -> None:
    """Two sets of one query: sold in its own period, and not in another one."""
    which = (
        ProductsWhich(any_of=(Bought(),)),
        ProductsWhich(any_of=(Bought(period=now),), negated=True),
    )
    query = Query(metrics=("products_sold",), period=then, products=which)
    assert facts.ask(query).rows[0][0] == len(sold(then) - sold(now))


@randomly(period=stretches)
@some
def test_a_set_and_its_opposite_are_the_list(facts: Facts, period: Period) -> None:
    """What was sold and what was not: the whole list."""
    of_list = Query(
        metrics=("products_listed",), period=period, products=(ProductsWhich(any_of=(Bought(),)),)
    )
    rest = of_list.model_copy(update={"products": NOT_SOLD})
    counts = [facts.ask(query).rows[0][0] for query in (of_list, rest)]
    assert sum(counts) == len(there_by(period))


@randomly(period=stretches)
@some
def test_orders_are_baskets(facts: Facts, period: Period) -> None:
    """Each order once, with all that was paid for it; credit notes stand in the row without a number."""
    query = Query(metrics=("gross_sales", "refunds"), dimensions=("order",), period=period)
    rows = {row[0]: row[1:] for row in facts.ask(query).rows}
    lines = LINES[LINES.status.isin(["paid", "refunded", "return"])]
    lines = lines[(lines.ordered_on >= period.start) & (lines.ordered_on < period.end)]
    orders = lines[lines.status != "return"].groupby("order_id")
    assert {key: paid for key, (paid, _) in rows.items() if key} == dict(orders.paid_amount.sum())
    notes = lines[lines.status == "return"].refund_amount.sum()
    assert rows.get(None, (0, 0))[1] == notes


def test_an_offset_passes_over_the_first_rows(facts: Facts) -> None:
    """The same list, without its first ones."""
    query = Query(
        metrics=("net_sales",), dimensions=("product",), period=OCTOBER, order=Order(by="net_sales"), limit=5
    )
    whole = facts.ask(query).rows
    assert facts.ask(query.model_copy(update={"limit": 2, "offset": 2})).rows == whole[2:4]


def test_what_cannot_be_told_is_refused() -> None:
    """An offset without a limit, a set told by what no order line has, a list of orders of visits."""
    for query, said in (
        (Query(metrics=("orders",), dimensions=("region",), period=OCTOBER, offset=1), "offset"),
        (
            Query(
                metrics=("products_listed",),
                period=OCTOBER,
                products=(ProductsWhich(any_of=(Bought(filters=(Filter(dimension="x", values=("y",)),)),)),),
            ),
            "x",
        ),
        (Query(metrics=("views",), dimensions=("order",), period=OCTOBER), "views"),
        (Query(metrics=("products_listed",), dimensions=("region",), period=OCTOBER), "products_listed"),
    ):
        with pytest.raises(DeveloperError, match=said):
            compile_query(query)


def test_a_product_listed_later_was_not_there(tmp_path: Path) -> None:
    """Listed in November, or without a date first sold in it: neither is told as not sold in October."""
    listed = products().drop(columns=["sku"]).drop_duplicates("product_id")
    days = {"p2": date(2026, 11, 5), "p3": date(2026, 9, 1), "p4": None}
    listed["listed_on"] = pd.Series(
        [days.get(one) for one in listed.product_id], index=listed.index, dtype=object
    )
    lines = LINES[LINES.product_id.isna() | LINES.product_id.isin(["p1", "p4", "p5"])]
    lines = lines[(lines.product_id != "p4") | (lines.ordered_on >= OCTOBER.end)]
    warehouse = Warehouse(tmp_path / "later.duckdb")
    fill(warehouse, SHOP, {"order_line": lines, "product": listed})
    facts = Facts(warehouse, SHOP, FixedClock(shop_instant(TODAY, time(12), SHOP.zone)))
    query = Query(
        metrics=("products_listed",), dimensions=("product",), period=OCTOBER, products=NOT_SOLD, limit=10
    )
    # p2 came later, p4 was first sold later; p6 and p7 have no day at all and were never sold.
    assert {row[0] for row in facts.ask(query).rows} == {"纸尿裤 M", "收纳盒 (p6)", "湿巾"}
    warehouse.close()


def test_equal_numbers_of_two_stores_are_two_orders(tmp_path: Path) -> None:
    """Both carry which of them they are; a number that only one has stays as it is."""
    lines = LINES.head(200)
    warehouse = Warehouse(tmp_path / "twice.duckdb")
    fill(warehouse, SHOP, {"order_line": lines, "product": products()})
    number = str(lines.order_id.iloc[0])
    with warehouse.writing() as cursor:
        cursor.execute(
            "UPDATE order_line_version SET order_id = ? WHERE order_id = ?",
            [number, str(lines.order_id.iloc[-1])],
        )
    facts = Facts(warehouse, SHOP, FixedClock(shop_instant(TODAY, time(12), SHOP.zone)))
    whole = Period(start=FIRST, end=TODAY)
    rows = facts.ask(Query(metrics=("gross_sales",), dimensions=("order",), period=whole)).rows
    named = {row[0] for row in rows if row[0] is not None}
    assert {f"{number} (1)", f"{number} (2)"} <= named
    assert number not in named
    warehouse.close()
