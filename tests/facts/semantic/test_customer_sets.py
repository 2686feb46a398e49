"""Customers as a set: who bought this and not that, in one period or ever, equals sets of customers counted in pandas."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, time, timedelta
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import given as randomly
from hypothesis import strategies as st

from brain.facts.reader import Facts
from brain.facts.semantic.compile import compile_query
from brain.kernel.clock import FixedClock, shop_instant
from brain.kernel.errors import DeveloperError
from brain.kernel.evidence import Bought, CustomersWho, Filter, Having, Period, Query
from eval.by_hand import Frames, figure, frames_of
from eval.small_shop import FIRST, SHOP, TODAY, events, open_small_shop, order_lines, products
from tests.examples import examples

OCTOBER = Period(start=date(2026, 10, 1), end=date(2026, 11, 1))
FIGURES = ("buyers", "orders", "net_sales", "units", "average_order_value", "repeat_rate")


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


def buyers_of(frames: Frames, period: Period, category: str | None = None, orders: int = 1) -> set[str]:
    """Who placed so many paid orders or more, with a paid line of the category."""
    lines = frames.within(period.start, period.end).lines
    lines = lines[lines.status.isin(["paid", "refunded"]) & (lines.paid_amount.astype(float) > 0)]
    lines = lines if category is None else lines[lines.category == category]
    counts = lines[lines.customer_key.notna()].groupby("customer_key").order_id.nunique()
    return set(counts[counts >= orders].index)


def of(category: str) -> tuple[Filter, ...]:
    return (Filter(dimension="category", values=(category,)),)


def of_these(frames: Frames, period: Period, metric: str, who: set[str]) -> float | None:
    return figure(frames.within(period.start, period.end, {"customer_key": who}), metric)


def agree(result: object, expected: float | None) -> bool:
    if result is None or expected is None:
        return result is None and expected is None
    return abs(float(Decimal(str(result))) - expected) < 1e-4


stretches = st.tuples(st.integers(0, (TODAY - FIRST).days - 1), st.integers(1, 90)).map(
    lambda p: Period(start=FIRST + timedelta(days=p[0]), end=FIRST + timedelta(days=p[0] + p[1]))
)
categories = st.sampled_from(["辅食", "纸尿裤", "家居", "洗护"])


@randomly(period=stretches, other=stretches, one=categories, two=categories, metric=st.sampled_from(FIGURES))
@settings(
    max_examples=examples(60), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_this_and_not_that(
    facts: Facts, frames: Frames, period: Period, other: Period, one: str, two: str, metric: str
) -> None:
    """Whoever bought the one in the query's own period and never the other in another one: any figure of their rows."""
    query = Query(
        metrics=(metric,),
        period=period,
        customers=(
            CustomersWho(any_of=(Bought(filters=of(one)),)),
            CustomersWho(any_of=(Bought(filters=of(two), period=other),), negated=True),
        ),
    )
    who = buyers_of(frames, period, one) - buyers_of(frames, other, two)
    assert agree(facts.ask(query).rows[0][0], of_these(frames, period, metric, who))


@randomly(period=stretches, one=categories, orders=st.integers(1, 4), least=st.integers(0, 400))
@settings(
    max_examples=examples(40), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_one_of_two_conditions(
    facts: Facts, frames: Frames, period: Period, one: str, orders: int, least: int
) -> None:
    """Whoever ever bought the one, or ordered that often in the period, or spent that much in it."""
    often = Bought(having=(Having(metric="orders", values=(Decimal(orders),)),))
    much = Bought(having=(Having(metric="net_sales", op=">", values=(Decimal(least),)),))
    query = Query(
        metrics=("buyers", "net_sales"),
        period=period,
        customers=(CustomersWho(any_of=(Bought(filters=of(one), ever=True), often, much)),),
    )
    ever = Period(start=FIRST, end=TODAY + timedelta(days=9))
    who = buyers_of(frames, ever, one) | buyers_of(frames, period, orders=orders)
    spent = {key: of_these(frames, period, "net_sales", {key}) or 0 for key in buyers_of(frames, period)}
    who |= {key for key, amount in spent.items() if amount > least}
    row = facts.ask(query).rows[0]
    assert agree(row[0], of_these(frames, period, "buyers", who))
    assert agree(row[1], of_these(frames, period, "net_sales", who))


def test_a_set_and_its_opposite_are_everybody_who_is_known(facts: Facts) -> None:
    """Rows without a customer belong to neither."""
    given = CustomersWho(any_of=(Bought(filters=of("纸尿裤"), ever=True),))
    other = given.model_copy(update={"negated": True})
    known = Filter(dimension="customer", op="!=", values=("nobody",))
    everybody = facts.ask(
        Query(metrics=("orders",), dimensions=("customer",), filters=(known,), period=OCTOBER)
    )
    whole = sum(row[1] for row in everybody.rows if row[0] is not None)
    parts = [
        facts.ask(Query(metrics=("orders",), period=OCTOBER, customers=(one,))).rows[0][0]
        for one in (given, other)
    ]
    assert sum(parts) == whole > 0


def test_each_of_two_compared_periods_looks_at_its_own(facts: Facts) -> None:
    """Without a period of its own a set is of the period that is told."""
    who = (CustomersWho(any_of=(Bought(filters=of("辅食")),)),)
    both = Query(metrics=("net_sales",), period=OCTOBER, compare=OCTOBER.before(), customers=who)
    alone = Query(metrics=("net_sales",), period=OCTOBER.before(), customers=who)
    row = facts.ask(both).rows[0]
    assert row[1] == facts.ask(alone).rows[0][0]
    assert row[0] == facts.ask(alone.model_copy(update={"period": OCTOBER})).rows[0][0]


def test_the_first_order_by_its_day(facts: Facts, frames: Frames) -> None:
    """Customers whose first paid order was within some days: who bought then and never before."""
    early = Period(start=FIRST, end=date(2025, 9, 10))
    first = Filter(dimension="first_order", op="between", values=("2025-09-05", "2025-09-09"))
    query = Query(
        metrics=("buyers",),
        period=OCTOBER,
        customers=(CustomersWho(any_of=(Bought(filters=(first,), ever=True),)),),
    )
    new = buyers_of(frames, early) - buyers_of(frames, Period(start=FIRST, end=date(2025, 9, 5)))
    assert facts.ask(query).rows[0][0] == len(new & buyers_of(frames, OCTOBER)) > 0


@pytest.mark.parametrize(
    ("query", "said"),
    [
        (
            Query(metrics=("stock_on_hand",), period=OCTOBER, customers=(CustomersWho(any_of=(Bought(),)),)),
            "stock",
        ),
        (
            Query(
                metrics=("orders",),
                period=OCTOBER,
                customers=(
                    CustomersWho(any_of=(Bought(having=(Having(metric="views", values=(Decimal(1),)),)),)),
                ),
            ),
            "views",
        ),
        (
            Query(
                metrics=("orders",),
                period=OCTOBER,
                customers=(
                    CustomersWho(any_of=(Bought(filters=(Filter(dimension="nothing", values=("x",)),)),)),
                ),
            ),
            "nothing",
        ),
    ],
)
def test_what_no_customer_has_is_refused(query: Query, said: str) -> None:
    """A figure without customers, a condition that is in no order line, an unknown name: named, not half compiled."""
    with pytest.raises(DeveloperError, match=said):
        compile_query(query)


def test_every_part_of_it_is_one_shops(facts: Facts) -> None:
    """The shop stands in each set's own rows too, not only in the rows that are counted."""
    query = Query(
        metrics=("buyers",),
        period=OCTOBER,
        customers=(CustomersWho(any_of=(Bought(filters=of("辅食"), ever=True),), negated=True),),
    )
    assert compile_query(query).count("shop_id = $shop") >= 2
