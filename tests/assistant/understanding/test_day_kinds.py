"""Weekends and weekdays side by side are one breakdown, a day on average; each alone stays a period."""

from __future__ import annotations

from datetime import date

import pytest

from brain.assistant.understanding.day_kinds import weekends_apart
from brain.assistant.understanding.intending import intent_of
from brain.assistant.understanding.reading import read

TODAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("question", "metric"),
    [
        ("8月份周末比工作日卖得好吗", "daily_sales"),
        ("上个月周末和工作日哪个卖得好", "daily_sales"),
        ("10月平日和周末的客单价", "average_order_value"),
        ("上个月周末的订单数和工作日比怎么样", "daily_orders"),
        ("上个月周末和工作日的销售额分别是多少", "net_sales"),
        ("上个月周末跟平时的销售额差多少", "daily_sales"),
        ("how do weekends compare with weekdays in October", "daily_sales"),
        ("are weekends better than weekdays this year", "daily_sales"),
        ("orders on weekdays vs weekends last month", "daily_orders"),
        ("total sales on weekends and on weekdays last month", "net_sales"),
        ("net sales on weekends in October compared to weekdays", "daily_sales"),
    ],
)
def test_the_two_are_set_side_by_side(question: str, metric: str) -> None:
    """Five days sell more than two, so a sum is compared by the day unless each sum is asked for."""
    said = read(question, None, TODAY)
    assert not said.unknown, said.unknown
    assert not said.leftover, said.leftover
    intent = intent_of(said, TODAY)
    assert (intent.metrics, intent.dimensions) == ((metric,), ("day_kind",))


@pytest.mark.parametrize(
    "question",
    [
        "上个月工作日卖了多少",
        "上个月周末卖了多少",
        "sales on weekdays last month",
        "周末和国庆哪个卖得好",
        "weekly sales by region",
        "last weekend and the weekend before",
    ],
)
def test_one_kind_alone_is_left_as_it_stands(question: str) -> None:
    """Nothing is set beside it."""
    assert weekends_apart(question) == question
