"""Conditions that were once dropped, turned round or given to another figure, each pinned to what it keeps."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from brain.assistant.ask import ask
from brain.assistant.understanding.names import NameCache
from brain.facts.reader import Facts
from cards.answer.model import AnswerCard
from tests.soundness.small_shop_asked import net_sales, paid_lines

CACHE = NameCache()
OCTOBER = (date(2026, 10, 1), date(2026, 11, 1))


@pytest.fixture
def facts(small_shop: Facts) -> Facts:
    return small_shop


def asked(facts: Facts, question: str, *context: str) -> AnswerCard:
    return ask(facts, question, context=context, names=CACHE)


def orders_of_each() -> dict[str, int]:
    """Paid orders of each customer in October, counted from what was put in."""
    lines = paid_lines(*OCTOBER)
    lines = lines[(lines["paid_amount"] > 0) & lines["customer_key"].notna()]
    return {
        str(key): int(count) for key, count in lines.groupby("customer_key")["order_id"].nunique().items()
    }


@pytest.mark.parametrize(
    ("question", "times"),
    [
        ("How many customers ordered only once in October?", 1),
        ("customers who bought once in October", 1),
        ("10月只来过一次的客人有多少", 1),
        ("customers with 2 orders in October", 2),
        ("how many people ordered twice in October", 2),
        ("10月下过两单的客户", 2),
        ("10月来过3次的客户有几个", 3),
    ],
)
def test_as_often_as_that(facts: Facts, question: str, times: int) -> None:
    """Once and twice were dropped, and 过 before a number was read as more than."""
    card = asked(facts, question)
    assert card.status == "answer"
    assert len([row for row in card.rows if row[0] is not None]) == sum(
        count == times for count in orders_of_each().values()
    )


def test_more_than_once_is_no_returning_customer(facts: Facts) -> None:
    """It counted whoever had bought before October."""
    card = asked(facts, "how many people bought more than once in October")
    assert len([row for row in card.rows if row[0] is not None]) == sum(
        count > 1 for count in orders_of_each().values()
    )


def test_each_figure_keeps_its_own_number(facts: Facts) -> None:
    """销量大于30订单小于20: the first number was given to the figure behind it, and both conditions turned round."""
    for question in (
        "10月销量大于30订单小于20的商品",
        "products with units over 30 but orders under 20 in October",
    ):
        card = asked(facts, question)
        assert card.query is not None
        kept = {(one.metric, one.op, one.values) for one in card.query.having}
        assert kept == {("units", ">", (Decimal(30),)), ("orders", "<", (Decimal(20),))}


def test_a_number_of_another_noun_is_asked_about(facts: Facts) -> None:
    """Orders with more than one product were products with more than one order."""
    assert asked(facts, "orders with more than one product in October").status != "answer"


def test_a_number_spelled_out_is_no_day(facts: Facts) -> None:
    """Only one in October was the first of October."""
    card = asked(facts, "how many products sold only one in October")
    assert card.query is None or card.query.period.days == 31


@pytest.mark.parametrize("question", ["10月单日最高销售额", "10月单日最低销售额", "10月单周最高退款"])
def test_a_single_day_is_no_order(facts: Facts, question: str) -> None:
    """单 of 单日 was read as orders, and the days were ranked by them."""
    card = asked(facts, question)
    assert card.query is not None
    assert card.query.metrics == (("refunds",) if "退款" in question else ("net_sales",))


@pytest.mark.parametrize("question", ["average sales in October", "10月一般卖多少"])
def test_an_average_says_of_what(facts: Facts, question: str) -> None:
    """Average sales were the value of an order, and 一般 was nothing at all."""
    assert asked(facts, question).status != "answer"


@pytest.mark.parametrize(
    "question",
    [
        "average sales on Mondays in October",
        "how much do we usually sell on Mondays in October",
        "10月周一通常卖多少",
    ],
)
def test_an_average_of_mondays_is_of_each_monday(facts: Facts, question: str) -> None:
    """Four Mondays stand in October 2026; their total was told as what is usual."""
    lines = paid_lines(*OCTOBER)
    mondays = lines[[day.isoweekday() == 1 for day in lines["ordered_on"]]]
    value = asked(facts, question).value
    assert value is not None
    assert abs(value - net_sales(mondays) / 4) < Decimal("0.01")


def test_an_average_after_a_figure_is_of_that_figure(facts: Facts) -> None:
    """每天平均, after a figure of a month, was the month's figure again."""
    card = asked(facts, "每天平均", "10月卖了多少")
    assert card.value is not None
    assert abs(card.value - net_sales(paid_lines(*OCTOBER)) / 31) < Decimal("0.01")


def test_what_part_of_all_customers(facts: Facts) -> None:
    """Each customer's share of the sales was told instead of how many of them there are."""
    lines = paid_lines(*OCTOBER)
    lines = lines[lines["customer_key"].notna()]
    spent = lines.groupby("customer_key")[["paid_amount", "refund_amount"]].sum()
    many = int(((spent["paid_amount"] - spent["refund_amount"]) > 500).sum())
    value = asked(facts, "what percentage of customers spent over ¥500 in October").value
    assert value == Decimal(many) / Decimal(len(orders_of_each()))


def test_new_customers_who_bought_again_are_not_all_new_customers(facts: Facts) -> None:
    """Again was passed over."""
    assert asked(facts, "how many new customers ordered again in October").status != "answer"


def test_what_earns_most_is_profit(facts: Facts) -> None:
    """最赚钱 was ranked by sales."""
    card = asked(facts, "10月哪个牌子最赚钱")
    assert card.query is None or card.query.metrics == ("gross_profit",)
