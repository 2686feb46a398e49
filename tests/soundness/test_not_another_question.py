"""Messages that were once answered as another question, and are asked back or declined until they can be told."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from brain.assistant.ask import ask
from brain.assistant.understanding.names import NameCache
from brain.facts.reader import Facts
from tests.soundness.small_shop_asked import net_sales, of_new_buyers, paid_lines

CACHE = NameCache()
OCTOBER = (date(2026, 10, 1), date(2026, 11, 1))


@pytest.fixture
def facts(small_shop: Facts) -> Facts:
    return small_shop


# What was said before, and the message, apart by "||".
KINDS: dict[str, tuple[str, ...]] = {
    "those who met a condition, without the condition": (
        "10月花了500以上的客户有多少 || 他们占销售额多少",
        "10月下过两单的客户有多少 || 其中新客几个",
        "10月下过两单的客户有多少 || 11月还来的有几个",
        "10月销量大于20的商品 || 它们的库存",
        "10月买家有多少 || 11月又来的有几个",
        "10月卖得最好的3个商品 || 有多少人买过",
        "how many customers ordered at least twice in October || how many came back in November",
        "customers who spent over ¥500 in October || total",
        "new customers in October || what did they spend in November",
    ),
    "what the question is about, passed over": (
        "我们线上的，10月总共卖了多少",
        "会计要含税的，10月总共卖了多少",
        "10月纸尿裤卖了多少，我家大号的",
        "10月卖得前五的商品，我们自营的",
        "just wholesale, total sales in October",
        "for the website, total sales in October",
        "my Leeds shop, total sales in October",
        "sales of 湿巾 in October, for the trade customers",
    ),
    "one of two conditions, taken as both": (
        "10月销售额超过5000或者销量超过200的商品",
        "orders on Mondays or in the morning in October",
        "refunded or cancelled orders in October",
        "上海或者没付款的订单10月有多少",
    ),
    "a share of the sales, told of the people": (
        "10月下过两单以上的客户占销售额多少",
        "share of sales in October from customers who ordered more than once",
        "10月买纸尿裤的客户里新客占多少",
    ),
    "words rewritten into another question": (
        "去掉成本高于50的商品10月卖了多少",
        "去掉退货最多的商品10月卖了多少",
        "10月来过两三次的客户",
        "最近二三四个月卖了多少",
        "好久没买纸尿裤的客户有几个",
        "10月买了三个以上品类的客户",
    ),
    "a part of what was asked before, or all of it again": (
        "10月卖得最好的5个商品 || 前三个一共",
        "10月卖了多少 || 9月呢 || 8月呢 || 两个月加起来",
        "10月周末销售额 || 全部呢",
        "10月超过500的订单有多少 || 全部呢",
    ),
    "people compared instead of what they spend": (
        "do customers in 上海 spend more than in 浙江 in October",
        "上海客户10月买得多还是浙江客户买得多",
    ),
    "one month ranked among itself": ("is October our best month",),
    "new of one order, asked of the second": ("new customers who ordered more than once in October",),
}


@pytest.mark.parametrize("kind", KINDS)
def test_it_is_not_answered(facts: Facts, kind: str) -> None:
    """A question back or an honest no."""
    answered = []
    for conversation in KINDS[kind]:
        *context, message = conversation.split(" || ")
        card = ask(facts, message, context=context, names=CACHE)
        other = card.status == "answer" and card.topic != "customers"  # a set of customers is what was asked
        answered += [f"{conversation}: {card.text.render('zh')}"] if other else []
    assert answered == []


def test_what_they_spent_is_theirs(facts: Facts) -> None:
    """他们一共花了多少, after how many new customers there were, was their number again."""
    card = ask(facts, "他们一共花了多少", context=["10月新客有多少"], names=CACHE)
    assert card.value == net_sales(of_new_buyers(*OCTOBER))


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ("10月下过两单的客户有多少", "他们一共花了多少"),
        ("how many customers ordered twice in October", "what did they spend?"),
    ],
)
def test_what_those_who_met_a_condition_spent(facts: Facts, asked: str, message: str) -> None:
    """It was what all customers spent."""
    lines = paid_lines(*OCTOBER)
    lines = lines[lines["customer_key"].notna()]
    orders = lines[lines["paid_amount"] > 0].groupby("customer_key")["order_id"].nunique()
    theirs = net_sales(lines[lines["customer_key"].isin(orders[orders == 2].index)])
    card = ask(facts, message, context=[asked], names=CACHE)
    place = card.columns.index("net_sales")
    assert sum(Decimal(str(row[place])) for row in card.rows) == theirs
    assert f"{theirs:,.2f}" in card.text.render("zh")


def test_what_is_left_out_stays_left_out(facts: Facts) -> None:
    """再去掉湿巾 brought back what had been left out before."""
    card = ask(facts, "再去掉纸尿裤", context=["10月按品类销售额", "去掉辅食"], names=CACHE)
    assert card.status == "answer"
    assert not {"辅食", "纸尿裤"} & {row[0] for row in card.rows}


@pytest.mark.parametrize(
    ("question", "floor"),
    [("orders over 0.2 grand in October", 200), ("orders over two hundred in October", 200)],
)
def test_numbers_in_words(facts: Facts, question: str, floor: int) -> None:
    """0.2 grand was 0.2."""
    lines = paid_lines(*OCTOBER)
    of_each = lines[lines["paid_amount"] > 0].groupby("order_id")["paid_amount"].sum()
    assert ask(facts, question, names=CACHE).value == Decimal(int((of_each > floor).sum()))
