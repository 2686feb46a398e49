"""Everyday turns: said once for two parts, or in a shop's own words for a figure."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from brain.assistant.understanding.everyday import in_order
from brain.assistant.understanding.intending import intent_of
from brain.assistant.understanding.intent import Intent
from brain.assistant.understanding.reading import read
from brain.kernel.evidence import Period

TODAY = date(2026, 11, 20)


def meant(question: str) -> Intent:
    """The intent of a question in which every word has its part."""
    said = read(question, None, TODAY)
    assert not said.unknown, said.unknown
    assert not said.leftover, said.leftover
    return intent_of(said, TODAY)


def days(first: date, last: date) -> Period:
    """Both days counted."""
    return Period(start=first, end=last + timedelta(days=1))


@pytest.mark.parametrize(
    ("question", "now", "before"),
    [
        ("8月下半月比上半月多卖了多少钱", days(date(2026, 8, 16), date(2026, 8, 31)), days(date(2026, 8, 1), date(2026, 8, 15))),
        ("10月上旬和下旬的销售额比一比", days(date(2026, 10, 1), date(2026, 10, 10)), days(date(2026, 10, 21), date(2026, 10, 31))),
        ("sales in the second half of August vs the first half", days(date(2026, 8, 16), date(2026, 8, 31)), days(date(2026, 8, 1), date(2026, 8, 15))),
        ("compare sales of the 20th and the 27th of October", days(date(2026, 10, 27), date(2026, 10, 27)), days(date(2026, 10, 20), date(2026, 10, 20))),
        ("这周到昨天为止的订单数，跟上周同样几天比差多少", days(date(2026, 11, 16), date(2026, 11, 19)), days(date(2026, 11, 9), date(2026, 11, 12))),
    ],
)  # fmt: skip
def test_two_parts_of_one_month(question: str, now: Period, before: Period) -> None:
    """The month that is named once goes for both."""
    intent = meant(question)
    compared = intent.compared()
    assert intent.when is not None
    assert compared is not None
    assert {intent.when.period, compared.period} == {now, before}


@pytest.mark.parametrize(
    ("question", "metrics"),
    [
        ("上个月收了多少，退了多少，剩多少", ("gross_sales", "refunds", "net_sales")),
        ("9月卖了多少、退了多少、实际到手多少", ("gross_sales", "refunds", "net_sales")),
        ("10月卖了多少退了多少", ("net_sales", "refunds")),
        ("how much did we sell and how much was refunded last month", ("net_sales", "refunds")),
        ("what percentage of orders had a refund last month", ("order_refund_rate",)),
        ("10月百分之多少的订单有退款", ("order_refund_rate",)),
        ("what was the food cost percentage last month", ("cost_rate",)),
        ("how many bills did we settle yesterday", ("orders",)),
        ("what do we take on an average weekend day in August", ("daily_sales",)),
    ],
)
def test_a_shops_words_for_a_figure(question: str, metrics: tuple[str, ...]) -> None:
    """Taken, given back and left are three figures; none of them is what lies on the shelf."""
    assert meant(question).metrics == metrics


@pytest.mark.parametrize(
    "question",
    ["上个月退了多少单", "上个月退款率比前一个月高吗", "8月下半月卖了多少", "sales from the 20th to the 27th of October", "为什么比上周少了", "怎么看销量"],
)  # fmt: skip
def test_other_questions_are_left_as_they_stand(question: str) -> None:
    """Nothing is said once for two in them."""
    assert in_order(question) == question


def test_after_a_day_is_until_today() -> None:
    """From the day behind it; the day itself is not after it."""
    when = meant("sales after October 20").when
    assert when is not None
    assert when.period == days(date(2026, 10, 21), TODAY)
