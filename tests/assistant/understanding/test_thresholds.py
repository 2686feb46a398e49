"""Conditions on figures: what a number is a condition of."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from brain.assistant.understanding.reading import read

TODAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("question", "op", "values", "metric", "subject"),
    [
        ("上个月销量超过100件的商品", ">", ["100"], "units", None),
        ("products with at least 20 units last month", ">=", ["20"], "units", None),
        ("上个月500元以上的订单有多少", ">=", ["500"], None, "order_value"),
        ("orders over £1,000 in July", ">", ["1000"], None, "order_value"),
        ("单价在50到100元的商品上个月卖了多少", "between", ["50", "100"], None, "price"),
        ("categories with gross margin under 35% in October", "<", ["0.35"], "gross_margin", None),
        ("销售额过万的省份上个月", ">", ["10000"], "net_sales", None),
        ("11月哪几天订单超过80单", ">", ["80"], "orders", None),
    ],
)
def test_a_threshold_finds_its_figure(
    question: str, op: str, values: list[str], metric: str | None, subject: str | None
) -> None:
    """By its unit, by the figure before it, or by the orders and goods behind it."""
    (found,) = read(question, None, TODAY).thresholds
    assert (found.op, list(found.values)) == (op, [Decimal(value) for value in values])
    assert (found.metric, found.subject) == (metric, subject)


@pytest.mark.parametrize(
    "question", ["sales over the last 30 days", "3月到5月之间的销售额", "past 14 days", "15号以上"]
)
def test_a_stretch_of_time_is_no_condition(question: str) -> None:
    """Numbers of days, months and dates belong to the calendar."""
    assert read(question, None, TODAY).thresholds == []


def test_a_year_beside_a_comparison_stays_an_amount() -> None:
    """销售额超过2000元: the number is money, not the year 2000."""
    (found,) = read("上个月销售额超过2000元的省份", None, TODAY).thresholds
    assert found.values == (Decimal(2000),)
