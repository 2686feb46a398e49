"""The parts of a query as chips: named as people name them, and taken away only where the rest can be asked."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from brain.assistant.answering.base import Asking
from brain.assistant.answering.in_force import chips_in_force, chips_of_query, intent_of, when_of
from brain.assistant.ask import ask
from brain.kernel.evidence import Filter, Having, Order, Period, Query
from tests.assistant.workbench import Workbench

TODAY = date(2026, 11, 20)
WEEK = Period(start=date(2026, 11, 9), end=date(2026, 11, 16))
BEFORE = Period(start=date(2026, 11, 2), end=date(2026, 11, 9))


@pytest.mark.parametrize(
    ("period", "name"),
    [
        (Period(start=TODAY, end=TODAY + timedelta(days=1)), "today"),
        (WEEK, "last week"),
        (Period(start=date(2026, 11, 1), end=date(2026, 11, 21)), "this month so far"),
        (Period(start=date(2026, 10, 1), end=date(2026, 11, 1)), "last month"),
        (Period(start=date(2026, 11, 13), end=date(2026, 11, 20)), "the last 7 days"),
        (Period(start=date(2025, 11, 1), end=date(2025, 12, 1)), None),
        (Period(start=date(2026, 11, 3), end=date(2026, 11, 6)), None),
    ],
)
def test_a_period_has_the_name_that_people_have_for_it(period: Period, name: str | None) -> None:
    """The same days either way; a month of another year and odd days have none."""
    when = when_of(period, TODAY)
    assert when.period == period
    assert (when.label.render("en") if when.label is not None else None) == name


def labels(bench: Workbench, *queries: Query) -> list[tuple[str, str, bool]]:
    """Slot, words, and whether it can be taken away."""
    chips = chips_in_force(Asking(bench.facts, "zh", bench.names), queries)
    return [(chip.slot, chip.label.render("zh"), chip.without is not None) for chip in chips]


def test_each_part_has_its_chip_and_what_is_left_can_be_asked(bench: Workbench) -> None:
    """The period and the only figure stay; the category, the comparison and the split go one at a time, and the question
    without one asks for exactly the rest."""
    query = Query(
        metrics=("net_sales",),
        dimensions=("product",),
        filters=(Filter(dimension="category", op="in", values=("辅食",)),),
        period=WEEK,
        order=Order(by="net_sales"),
        limit=3,
    )
    assert [(slot, gone) for slot, _, gone in labels(bench, query)] == [
        ("period", False),
        ("metric", False),
        ("filter", True),
        ("split", True),
    ]
    without = next(
        c.without for c in chips_of_query(Asking(bench.facts, "zh", bench.names), query) if c.slot == "filter"
    )
    assert without is not None
    card = ask(bench.facts, without, lang="zh")
    assert card.query == query.model_copy(update={"filters": ()})


def test_what_no_question_can_say_is_not_lost_by_a_tap(bench: Workbench) -> None:
    """An order by name without a limit: its parts are shown, none can be taken away."""
    query = Query(
        metrics=("orders",),
        dimensions=("category",),
        period=WEEK,
        order=Order(by="category", descending=False),
    )
    assert [gone for _, _, gone in labels(bench, query)] == [False] * 3


def test_several_queries_are_shown_together_and_stay(bench: Workbench) -> None:
    """Two figures of two weeks: each part once."""
    seen = labels(
        bench,
        Query(metrics=("net_sales",), period=WEEK),
        Query(metrics=("net_sales", "orders"), period=BEFORE),
    )
    assert [slot for slot, _, _ in seen] == ["period", "metric", "period", "metric"]
    assert not any(gone for _, _, gone in seen)


Queries = st.builds(
    Query,
    metrics=st.sampled_from([("net_sales",), ("orders", "net_sales"), ("refund_rate",)]),
    dimensions=st.sampled_from([(), ("category",), ("product",), ("day",), ("category", "month")]),
    filters=st.sampled_from([(), (Filter(dimension="category", values=("辅食",)),), (Filter(dimension="brand", op="not in", values=("云朵",)),), (Filter(dimension="price", op=">", values=("20",)),), (Filter(dimension="weekday", op="in", values=("6", "7")),), (Filter(dimension="hour", op=">=", values=("18",)),), (Filter(dimension="buyer_type", values=("new",)),), (Filter(dimension="daypart", op="not in", values=("0", "9")),), (Filter(dimension="weekday", values=("9",)),), (Filter(dimension="hour", values=("late",)),), (Filter(dimension="region", op="!=", values=("浙江",)),), (Filter(dimension="day", values=("2026-11-09",)),)]),
    period=st.sampled_from([WEEK, BEFORE, Period(start=date(2026, 1, 1), end=date(2026, 2, 1))]),
    compare=st.sampled_from([None, BEFORE, Period(start=date(2025, 11, 9), end=date(2025, 11, 16))]),
    order=st.sampled_from([None, Order(by="net_sales"), Order(by="net_sales_change", descending=False)]),
    limit=st.sampled_from([None, 3]),
    having=st.sampled_from([(), (Having(metric="orders", values=(1,)),)]),
)  # fmt: skip


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(Queries)
def test_no_query_is_without_chips_and_none_of_them_lies(bench: Workbench, query: Query) -> None:
    """Whatever a tool was asked, its period and figures are shown; a question that takes a part away keeps all the others."""
    asking = Asking(bench.facts, "en", bench.names)
    chips = chips_of_query(asking, query)
    assert {"period", "metric"} <= {chip.slot for chip in chips}
    if any(chip.without for chip in chips):
        assert intent_of(query, TODAY).query() == query
