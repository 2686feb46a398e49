"""The second best, a week on average, the largest order, what did not sell, empty days, the first time: against pandas."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pandas as pd
import pytest

from brain.facts.reader import Facts
from eval.small_shop import FIRST, PRODUCTS, TODAY, order_lines
from tests.soundness.small_shop_asked import asked, declines, meant, net_sales, orders, paid_lines

OCTOBER = (date(2026, 10, 1), date(2026, 11, 1))
SEPTEMBER = (date(2026, 9, 1), date(2026, 10, 1))
FULL = (FIRST, TODAY)
CENT = Decimal("0.01")


def by_product(first: date, end: date) -> pd.Series:
    """Net sales of each product, the largest first."""
    lines = paid_lines(first, end)
    lines = lines[lines.line_type == "product"]
    money = lines.assign(net=lines.paid_amount - lines.refund_amount).groupby("product_id").net.sum()
    return money.sort_values(ascending=False)


def baskets(first: date, end: date) -> pd.Series:
    """What was paid for each order, the largest first; credit notes are none."""
    lines = paid_lines(first, end)
    paid = lines[lines.status != "return"].groupby("order_id").paid_amount.sum()
    return paid[paid > 0].sort_values(ascending=False)


def sold(first: date, end: date, **where: str) -> set[str]:
    """The products that were sold in those days."""
    lines = paid_lines(first, end)
    lines = lines[(lines.status != "return") & (lines.line_type == "product")]
    for column, value in where.items():
        lines = lines[lines[column] == value]
    return set(lines.product_id)


def by_day(first: date, end: date, **where: str) -> dict[date, pd.DataFrame]:
    """The lines of each day, of days without any too."""
    lines = paid_lines(first, end)
    for column, value in where.items():
        lines = lines[lines[column] == value]
    days = (first + timedelta(days=number) for number in range((end - first).days))
    return {day: lines[lines.ordered_on == day] for day in days}


# --- places


@pytest.mark.parametrize(
    ("question", "place"),
    [
        ("10月第二好的商品", 2),
        ("10月卖得第三好的商品是哪个", 3),
        ("10月排第二的是哪个商品", 2),
        ("10月净销售额第四高的商品", 4),
        ("second best product in October", 2),
        ("third best selling product in October", 3),
        ("which product came second by sales in October", 2),
        ("number two product in October", 2),
    ],
)
def test_a_place_is_that_row(small_shop: Facts, question: str, place: int) -> None:
    """Of the ranking the row of that place and no other; its figure is the answer's."""
    card = asked(small_shop, question)
    assert card.status == "answer", card.text.render("en")
    assert card.value == by_product(*OCTOBER).iloc[place - 1]
    assert len(card.rows) == 1


def test_places_from_below_and_in_the_middle(small_shop: Facts) -> None:
    """The second worst counts from the bottom; from the second to the fourth are three rows."""
    ranked = by_product(*OCTOBER)
    assert asked(small_shop, "10月卖得第二差的商品").value == ranked.iloc[-2]
    for question in ("10月第2到第4名的商品", "2nd to 4th best products in October"):
        rows = asked(small_shop, question).rows
        assert [row[1] for row in rows] == list(ranked.iloc[1:4])


def test_who_has_the_same_figure_is_named(small_shop: Facts) -> None:
    """A shared place is said, or one of the two would look worse."""
    lines = paid_lines(*OCTOBER)
    counts = lines[lines.paid_amount > 0].groupby("region").order_id.nunique().sort_values(ascending=False)
    assert counts.iloc[1] == counts.iloc[0]
    said = asked(small_shop, "which region came second by orders in October").text.render("en")
    assert "the same figure" in said


def test_a_place_that_is_not_there(small_shop: Facts) -> None:
    """The ninth of seven products, and a second place after one that does not stand above it."""
    declines(small_shop, "10月卖得第九好的商品", "our second biggest region after 上海 in October")
    assert asked(small_shop, "our second biggest region after 浙江 in October").status == "answer"


def test_other_seconds_are_no_places(small_shop: Facts) -> None:
    """The second quarter, the second week, the second order of a customer."""
    assert meant(small_shop, "第二季度卖了多少").dimensions == ()
    assert meant(small_shop, "10月第二周卖了多少").offset == 0
    declines(small_shop, "第二次购买的客户有多少", "为什么第二好的商品10月卖得少")


# --- averages


@pytest.mark.parametrize("question", ["9月平均每周卖多少", "average weekly sales in September"])
def test_a_week_is_seven_days_of_the_period(small_shop: Facts, question: str) -> None:
    """All of September, told per seven days: nothing of it is left out."""
    card = asked(small_shop, question)
    assert card.status == "answer", card.text.render("en")
    assert card.value == (net_sales(paid_lines(*SEPTEMBER)) / 30 * 7).quantize(CENT)


def test_whole_weeks_have_their_plain_mean(small_shop: Facts) -> None:
    """The last four whole weeks end on a Sunday; the running one is none of them."""
    start, end = date(2026, 10, 19), date(2026, 11, 16)
    for question in ("最近四个整周平均一周几单", "average orders per week over the last 4 full weeks"):
        card = asked(small_shop, question)
        assert card.status == "answer", card.text.render("en")
        assert card.value == Decimal(orders(paid_lines(start, end))) / 4


@pytest.mark.parametrize(
    "question", ["今年平均每个月卖多少", "average monthly sales this year", "今年月均销售额"]
)
def test_only_whole_months_are_averaged(small_shop: Facts, question: str) -> None:
    """November is not over: ten months, and the answer says which."""
    card = asked(small_shop, question)
    ten = net_sales(paid_lines(date(2026, 1, 1), date(2026, 11, 1))) / 10
    assert card.value == ten.quantize(CENT)
    assert "Oct" in card.text.render("en")


def test_a_typical_saturday(small_shop: Facts) -> None:
    """The mean over all Saturdays of the period, those without an order too."""
    saturdays = [lines for day, lines in by_day(*SEPTEMBER).items() if day.isoweekday() == 6]
    mean = sum(map(net_sales, saturdays), Decimal(0)) / len(saturdays)
    for question in ("9月周六平均卖多少", "sales on an average Saturday in September"):
        assert asked(small_shop, question).value == mean.quantize(CENT)


def test_what_does_not_add_up_is_not_averaged(small_shop: Facts) -> None:
    """A rate of weeks, buyers of weeks; and less than one of the unit."""
    declines(
        small_shop,
        "9月平均每周客单价",
        "9月平均每周买家数",
        "average weekly refund rate in September",
        "本周平均每月卖多少",
        "average sales per week by category in September",
    )
    assert meant(small_shop, "average order value per month this year").dimensions == ("month",)


def test_after_an_average(small_shop: Facts) -> None:
    """Another month is averaged as well; a total, a list or a comparison of it is not what was asked."""
    first = "9月平均每周卖多少"
    august = asked(small_shop, "那8月呢", first)
    assert august.value == (net_sales(paid_lines(date(2026, 8, 1), SEPTEMBER[0])) / 31 * 7).quantize(CENT)
    for question in ("一共呢", "按品类看", "和8月比"):
        assert asked(small_shop, question, first).status != "answer"


# --- single orders


@pytest.mark.parametrize(
    "question",
    ["最大的一单", "单笔最高多少", "最大一笔订单多少钱", "biggest single order ever", "largest order ever"],
)
def test_the_largest_order(small_shop: Facts, question: str) -> None:
    """All that was paid for it, of all of the data where no period is named."""
    card = asked(small_shop, question)
    assert card.status == "answer", card.text.render("en")
    ranked = baskets(*FULL)
    assert (card.rows[0][0], card.value) == (ranked.index[0], ranked.iloc[0])


def test_the_smallest_and_the_three_largest(small_shop: Facts) -> None:
    """An order that nothing was paid for is none."""
    ranked = baskets(*OCTOBER)
    assert asked(small_shop, "10月最小的一单").value == ranked.iloc[-1]
    rows = asked(small_shop, "three biggest orders in October").rows
    assert [row[1] for row in rows] == list(ranked.iloc[:3])


def test_orders_over_an_amount_are_listed(small_shop: Facts) -> None:
    """Which ones lists them, how many counts them."""
    ranked = baskets(*OCTOBER)
    over = ranked[ranked > 300]
    for question in ("10月超过300块的单子列出来", "which orders were over 300 in October"):
        rows = asked(small_shop, question).rows
        assert {row[0]: row[1] for row in rows} == dict(over)
    assert asked(small_shop, "10月超过300块的订单有几个").value == len(over)


def test_an_order_of_one_product_is_left_open(small_shop: Facts) -> None:
    """Its whole, or that product's lines in it."""
    declines(small_shop, "10月湿巾最大的一单", "highest order count by region in October")


# --- what did not sell


@pytest.mark.parametrize(
    "question",
    [
        "10月1日一件都没卖出去的商品",
        "10月1日没人买的商品有哪些",
        "10月1日有几个商品一件都没卖",
        "which products were not sold on 1 October 2026",
        "what didn't sell on 1 October 2026",
    ],
)
def test_what_did_not_sell(small_shop: Facts, question: str) -> None:
    """The products of the list without a sale on that day."""
    card = asked(small_shop, question)
    assert card.status == "answer", card.text.render("en")
    missing = {one[0] for one in PRODUCTS} - sold(date(2026, 10, 1), date(2026, 10, 2))
    assert 0 < len(missing) < len(PRODUCTS)
    assert card.value == len(missing) == len(card.rows)


def test_what_did_not_sell_somewhere(small_shop: Facts) -> None:
    """In a region: the product list knows none, so it says where none was sold."""
    week = (date(2026, 10, 5), date(2026, 10, 12))
    card = asked(small_shop, "浙江10月5日到10月11日没卖出去的商品")
    assert card.value == len(PRODUCTS) - len(sold(*week, region="浙江"))


@pytest.mark.parametrize(
    "question",
    ["10月1日卖过10月2日没卖的商品", "products sold on 1 October 2026 but not on 2 October 2026"],
)
def test_sold_then_and_not_now(small_shop: Facts, question: str) -> None:
    """Sold on the one day and not on the other."""
    card = asked(small_shop, question)
    assert card.status == "answer", card.text.render("en")
    gone = sold(date(2026, 10, 1), date(2026, 10, 2)) - sold(date(2026, 10, 2), date(2026, 10, 3))
    assert card.value == len(gone) > 0


def test_what_is_open_about_the_unsold(small_shop: Facts) -> None:
    """What the unsold ones sold; a month without any data; of which of the two months the follow-up is."""
    declines(small_shop, "没有卖过的商品10月卖了多少", "2019年7月没卖出去的商品")
    assert asked(small_shop, "那8月呢", "9月卖过10月没卖的商品").status != "answer"


# --- empty days


@pytest.mark.parametrize(
    "question",
    ["浙江10月有几天一单都没有", "浙江10月哪几天没开张", "how many days in October had no orders from 浙江"],
)
def test_days_without_an_order(small_shop: Facts, question: str) -> None:
    """A day without a row is a day: each of them is listed."""
    card = asked(small_shop, question)
    assert card.status == "answer", card.text.render("en")
    empty = [day for day, lines in by_day(*OCTOBER, region="浙江").items() if not orders(lines)]
    assert card.value == len(empty) > 0
    assert [row[0] for row in card.rows] == [day.isoformat() for day in empty]


def test_days_under_a_bar_have_the_empty_ones(small_shop: Facts) -> None:
    """Below 200 is also a day on which nothing came in; above it is not."""
    days = by_day(*OCTOBER, region="浙江")
    under = [day for day, lines in days.items() if net_sales(lines) < 200]
    assert asked(small_shop, "浙江10月有几天没卖到200").value == len(under)
    over = [day for day, lines in days.items() if net_sales(lines) > 200]
    assert asked(small_shop, "浙江10月有几天销售额超过200").value == len(over)
    assert len(under) + len(over) == 31


def test_today_is_not_over(small_shop: Facts) -> None:
    """Nothing was sold yet today, which is no empty day."""
    card = asked(small_shop, "本月有几天一单都没有")
    assert card.value == 0
    assert "Today" in card.text.render("en")


# --- first and last


@pytest.mark.parametrize(
    "question", ["第一次卖出湿巾是哪天", "when did we sell the first 湿巾", "湿巾是什么时候第一次卖出去的"]
)
def test_the_first_day(small_shop: Facts, question: str) -> None:
    """The first day with a paid order of it."""
    lines = paid_lines(date.min, date.max)
    first = lines[(lines.product_id == "p7") & (lines.paid_amount > 0)].ordered_on.min()
    card = asked(small_shop, question)
    assert card.status == "answer", card.text.render("en")
    assert card.rows[0][0] == first.isoformat()


def test_the_last_day(small_shop: Facts) -> None:
    """Of all orders, and of a region; a follow-up goes on with the same question."""
    lines = paid_lines(date.min, date.max)
    paid = lines[lines.paid_amount > 0]
    last = paid.ordered_on.max().isoformat()
    for question in ("最近的一单是什么时候", "last order date", "最后一单是哪天"):
        assert asked(small_shop, question).rows[0][0] == last
    there = paid[paid.region == "上海"].ordered_on.max().isoformat()
    assert asked(small_shop, "and 上海?", "when was the last order from 浙江").rows[0][0] == there


def test_the_first_order_of_customers_is_another_question(small_shop: Facts) -> None:
    """How many ordered for the first time in October is no day."""
    card = asked(small_shop, "首单客户10月有多少")
    assert card.unit == "count"
    assert card.columns[0] != "day"


# --- records


@pytest.mark.parametrize("question", ["历史最好的一个月", "record month", "best month we've ever had"])
def test_the_best_month_ever(small_shop: Facts, question: str) -> None:
    """Of all of the data."""
    lines = paid_lines(*FULL)
    months = lines.groupby(lines.ordered_on.map(lambda day: day.replace(day=1)))
    best = max(net_sales(of_month) for _, of_month in months)
    assert asked(small_shop, question).value == best


def test_the_small_shop_has_what_is_asked() -> None:
    """Credit notes and unpaid orders are there to be counted wrongly."""
    assert {"return", "unpaid", "cancelled", "refunded"} <= set(order_lines().status)
