"""Turns of phrase that were once passed over, each pinned to what it means or to a no: both, only, lost, dearest, in ascending order."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pandas as pd
import pytest

from brain.assistant.ask import ask
from brain.assistant.understanding.reading import read
from brain.facts.reader import Facts
from eval.small_shop import PRODUCTS, TODAY
from tests.soundness.small_shop_asked import (
    CACHE,
    asked,
    days,
    declines,
    is_no_other_question,
    meant,
    net_sales,
    paid_lines,
)


@pytest.fixture
def facts(small_shop: Facts) -> Facts:
    return small_shop


def of(facts: Facts, question: str) -> dict[str, tuple[str, ...]]:
    """What the question is narrowed down to."""
    return {one.dimension: one.values for one in meant(facts, question).filters}


def goods_paid(first: date, end: date, *categories: str) -> pd.DataFrame:
    """The paid lines of these categories: what the catalogue says of a product, else what the order does."""
    listed = {product[0]: product[2] for product in PRODUCTS if product[2] is not None}
    lines = paid_lines(first, end)
    category = lines["product_id"].map(listed).fillna(lines["category"])
    return lines[(lines["paid_amount"] > 0) & category.isin(categories)]


def test_who_bought_both_is_not_who_bought_each(facts: Facts) -> None:
    """Who bought one thing and another was answered with the buyers of each of the two."""
    is_no_other_question(
        facts,
        "上个月同时买辅食和纸尿裤的客户数",
        "上个月买了辅食还买了纸尿裤的客户数",
        "上个月辅食和纸尿裤都买了的客户有几个",
        "上个月辅食的买家里有多少买了纸尿裤",
        "上个月买了辅食但没买纸尿裤的客户数",
        "how many customers bought both 辅食 and 纸尿裤 last month",
        "how many customers bought 辅食 and 纸尿裤 last month",
        "how many 辅食 buyers also bought 纸尿裤 last month",
        "customers who bought in both September and October",
        "customers who bought in September and also in October",
        "how many customers bought in both September and October",
        "9月和10月都买过的客户有多少",
        "customers who bought 辅食 but not 纸尿裤 last month",
        "number of customers that bought from us both in 浙江 and 上海 last month",
    )
    assert meant(facts, "上个月辅食和纸尿裤的客户数").dimensions == ("category",)


def test_either_of_two_is_one_figure(facts: Facts) -> None:
    """买辅食或纸尿裤的客户数 was told for each of the two; which of them sells more still is."""
    first, end = date(2026, 10, 1), date(2026, 11, 1)
    either = goods_paid(first, end, "辅食", "纸尿裤")["customer_key"].nunique()
    for question in ("上个月买辅食或纸尿裤的客户数", "how many customers bought 辅食 or 纸尿裤 last month"):
        card = asked(facts, question)
        assert (card.value, len(card.rows)) == (either, 1)
    assert meant(facts, "did 浙江 or 上海 sell more last month").dimensions == ("region",)


def test_one_list_or_another_is_not_the_one_of_the_other(facts: Facts) -> None:
    """10月新客或上海的订单数 was answered for new customers of Shanghai."""
    declines(
        facts,
        "10月新客或上海的订单数",
        "10月上海或新客卖了多少",
        "10月辅食或者上海的订单",
        "10月上海和新客一共卖了多少",
        "sales in October of 上海 or new customers",
        "sales in October of 上海 and new customers",
    )
    assert set(of(facts, "10月上海新客卖了多少")) == {"region", "buyer_type"}


def test_only_bought_is_not_bought(facts: Facts) -> None:
    """Orders of nothing but one thing were all orders with it; 只看 only narrows down."""
    is_no_other_question(
        facts,
        "上个月单独买纸尿裤的订单有多少",
        "上个月只买纸尿裤的客户数",
        "上个月单买纸尿裤的客户数",
        "how many customers only bought 纸尿裤 last month",
        "how many customers bought only 纸尿裤 last month",
        "orders with only 纸尿裤 last month",
        "上个月仅退款的订单",
        "上个月买纸尿裤的人还买了哪些品类",
        "what else did 纸尿裤 buyers buy last month",
    )
    assert of(facts, "上个月只看纸尿裤卖了多少") == {"category": ("纸尿裤",)}


def test_customers_lost_are_no_customers(facts: Facts) -> None:
    """上个月跑了多少客户 was answered with those who came."""
    declines(
        facts,
        "上个月跑了多少客户",
        "上个月跑掉的客户有多少",
        "10月走了多少客户",
        "上个月流失了多少老客",
        "上个月流失客户多少",
        "lost customers last month",
        "churned customers last month",
    )
    assert read(
        "上个月流失客户多少", None, TODAY
    ).leftover  # this shop knows no such groups, so it would decline anyway
    assert not read("流失客户有多少", None, TODAY).leftover
    assert meant(facts, "上个月来了多少客户").metrics == ("buyers",)


def test_goods_that_come_back_are_no_customers(facts: Facts) -> None:
    """How many items came back was answered with what returning customers bought."""
    declines(
        facts,
        "how many items came back last month",
        "products that came back last month",
        "what came back last month",
        "products bought again last month",
    )
    assert meant(facts, "how many orders came back last month").metrics == ("refunded_orders",)
    assert meant(facts, "how many customers came back last month").metrics == ("returning_buyers",)


def test_what_was_bought_in_or_sent_out_is_not_what_was_sold(facts: Facts) -> None:
    """上个月进了多少货 was answered with sales, and 发了多少单 with the orders that were paid."""
    declines(
        facts,
        "上个月进了多少货",
        "上个月进了多少件货",
        "how much did we buy last month",
        "上个月发了多少单",
        "上个月发货多少单",
        "orders shipped last month",
        "how many orders were given away last month",
        "10月刷了多少单",
    )


def test_what_could_have_been_is_not_what_was(facts: Facts) -> None:
    """10月可以卖多少 was answered with October's sales; of what comes it is a forecast."""
    declines(
        facts,
        "上个月应当卖多少",
        "10月可以卖多少",
        "10月能够卖多少",
        "10月要发多少单",
        "10月想买的人有多少",
        "how much could we sell last month",
        "how many people would buy last month",
    )
    assert meant(facts, "我想看上个月卖了多少").metrics == ("net_sales",)


def test_a_channel_is_no_filler(facts: Facts) -> None:
    """Sales through the mini program were the whole shop's."""
    assert of(facts, "mini program sales last month") == {"channel": ("小程序",)}
    assert of(facts, "how many orders from the mini program last month") == {"channel": ("小程序",)}


def test_another_currency_is_said(facts: Facts) -> None:
    """Last month's revenue in USD was told without a word on the currency."""
    card = asked(facts, "last month revenue in USD")
    assert card.currency == "CNY"
    assert "CNY" in card.text.render("en")
    assert "CNY" in asked(facts, "上个月卖了多少美元").text.render("zh")
    assert "CNY" not in asked(facts, "上个月卖了多少人民币").text.render("zh")


def test_the_first_is_not_the_top(facts: Facts) -> None:
    """10月第一单是哪天 named the day with the most orders."""
    assert asked(facts, "10月第一单是哪天").rows[0][0] == "2026-10-01"
    declines(facts, "10月第一笔订单几点", "10月第一个客户是谁")
    after = ask(facts, "第一个是什么品牌", context=["上个月卖得最好的5个商品"], names=CACHE)
    assert [row[0] for row in after.rows] == ["云朵"]  # of the first in that list, not the brand on top
    assert meant(facts, "上个月销售额第一的商品").dimensions == ("product",)


def test_dear_and_cheap_are_of_prices(facts: Facts) -> None:
    """最贵的商品 was the one that sold for most, and the cheapest the one that sold least."""
    for question, falling in (
        ("上个月卖出的最贵的商品是什么", True),
        ("上个月最便宜的商品卖了几件", False),
        ("most expensive product sold last month", True),
        ("cheapest product sold last month", False),
    ):
        query = meant(facts, question)
        assert query.order is not None
        assert (query.metrics[0], query.dimensions) == ("average_price", ("product",))
        assert (query.order.by, query.order.descending) == ("average_price", falling)
    for question in ("most expensive order last month", "上个月最贵的一单"):
        query = meant(facts, question)
        assert (query.metrics, query.dimensions) == (("gross_sales",), ("order",))
    declines(facts, "cheap products last month sales")


def test_much_of_this_and_little_of_that_is_no_total(facts: Facts) -> None:
    """销量高库存低的商品 was answered with one figure of the whole shop."""
    declines(
        facts,
        "10月销量高库存低的商品",
        "上个月浏览多但卖得少的商品",
        "上个月卖得好但库存少的商品",
        "上个月退款多但销量少的商品",
    )
    assert meant(facts, "上个月没人买的商品").products  # those of which none was sold
    query = meant(facts, "上个月退款多的商品")
    assert (query.metrics, query.dimensions) == (("refunds",), ("product",))


def test_better_than_before_is_not_the_best(facts: Facts) -> None:
    """上个月比9月卖得好的商品 listed the best sellers, and 跌得最少 those that grew most."""
    declines(
        facts,
        "上个月比9月卖得好的商品有几个",
        "上个月比9月卖得多的品类有哪些",
        "上个月跌得最少的品类",
        "which region fell least last month",
    )


def test_the_order_of_a_list_is_the_one_asked_for(facts: Facts) -> None:
    """升序 and lowest first were answered with the highest first."""
    for question, descending in (
        ("上个月各品类销售额升序", False),
        ("上个月各品类销售额从低到高排列", False),
        ("sales last month by category, lowest first", False),
        ("sales last month by category in ascending order", False),
        ("上个月每天销售额从高到低", True),
    ):
        query = meant(facts, question)
        assert query.order is not None
        assert (query.order.by, query.order.descending, query.limit) == ("net_sales", descending, None)
    first_five = meant(facts, "上个月品类销售额正序排列前5")
    assert first_five.order is not None
    assert (first_five.order.descending, first_five.limit) == (False, 5)
    after = ask(facts, "从低到高", context=["上个月各品类销售额"], names=CACHE)
    assert after.query is not None
    assert after.query.order is not None
    assert (after.query.dimensions, after.query.order.descending) == (("category",), False)
    declines(facts, "上个月每个周末卖了多少", "sales each weekend last month")


def test_both_together_are_one_sum(facts: Facts) -> None:
    """上海和浙江一共卖了多少 told the larger of the two."""
    lines = paid_lines(date(2026, 10, 1), date(2026, 11, 1))
    both = net_sales(lines[lines["region"].isin(["上海", "浙江"])])
    assert asked(facts, "上个月上海和浙江一共卖了多少").value == both
    assert asked(facts, "上海 and 浙江 sales in total last month").value == both


def test_the_share_of_several_is_summed_up(facts: Facts) -> None:
    """前2个商品占总销售额多少 told the share of each, and no share of both."""
    card = asked(facts, "上个月前2个商品占总销售额多少")
    place = card.columns.index("net_sales_share")
    together = sum(Decimal(str(row[place])) for row in card.rows)
    assert f"{together:.1%}" in card.text.render("zh").split("合计")[1]
    for question in ("上个月消费100以上的客户占多少", "上个月下单超过两次的客户占比"):
        card = asked(facts, question)
        assert card.unit == "rate"
        assert len(card.rows) == 1  # of the customers, not what each of them has of the sales


def test_what_sold_nothing_is_said_to_be_left_out(facts: Facts) -> None:
    """销量不到300件的商品 counted those with a sale only, and did not say so."""
    assert "有成交" in asked(facts, "上个月销量不到300件的商品").text.render("zh")
    assert "有成交" not in asked(facts, "上个月销量超过3件的商品").text.render("zh")


def test_figures_beside_a_ranking_are_of_the_whole(facts: Facts) -> None:
    """Sales and orders in October, and who was the best customer: only the list was told."""
    card = asked(facts, "What were sales and orders in October, and who was the best customer?")
    assert [part.query.dimensions for part in card.parts if part.query] == [(), ("customer",)]
    declines(facts, "how many products per customer last month", "上个月花钱最多的客户买了什么")


def test_a_reason_or_a_reviewer_is_no_figure(facts: Facts) -> None:
    """上个月退货原因 was answered with why refunds had changed, and who reviewed with how many reviews."""
    declines(
        facts,
        "上个月退货原因",
        "reasons for returns last month",
        "sales in odd weeks",
        "上个月有多少人评价了",
    )


def test_two_months_together_are_one_stretch(facts: Facts) -> None:
    """9月和10月一共卖了多少 was answered with October, set against September."""
    both = meant(facts, "9月和10月一共卖了多少")
    assert (days(both), both.compare) == ((date(2026, 9, 1), date(2026, 11, 1)), None)
    assert days(meant(facts, "sales in September and October in total")) == days(both)
    declines(facts, "8月和10月一共卖了多少")
    assert days(meant(facts, "上个月15号之前卖了多少")) == (date(2026, 10, 1), date(2026, 10, 15))


def test_what_new_customers_buy_is_theirs(facts: Facts) -> None:
    """新客都买什么 listed what everybody buys."""
    assert of(facts, "2025年9月新客都买什么") == {"buyer_type": ("new",)}


def test_a_verb_before_another_figure_asks_too(facts: Facts) -> None:
    """上周卖了多少，还有退款多少 was answered with the refunds alone."""
    for question in ("上周卖了多少，还有退款多少", "上周卖了多少和退款多少"):
        card = asked(facts, question)
        told = [metric for part in card.parts or (card,) if part.query for metric in part.query.metrics]
        assert told == ["net_sales", "refunds"], question


def test_how_much_more_is_a_difference(facts: Facts) -> None:
    """辅食比纸尿裤多卖多少 told both and no difference."""
    for question in ("上个月辅食比纸尿裤多卖多少", "how much more 辅食 than 纸尿裤 last month"):
        card = asked(facts, question)
        place = card.columns.index("net_sales")
        one, other = (Decimal(str(row[place])) for row in card.rows)
        assert f"{abs(one - other):,.2f}" in card.text.render("en")
