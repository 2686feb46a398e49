"""Questions that were once answered as other questions, each pinned to what it means or to a no."""

from __future__ import annotations

from datetime import date, time
from decimal import Decimal

import pytest

from brain.assistant.ask import ask
from brain.facts.reader import Facts
from brain.kernel.clock import FixedClock, shop_instant
from brain.kernel.evidence import Filter
from eval.small_shop import SHOP
from tests.soundness.small_shop_asked import (
    CACHE,
    asked,
    days,
    declines,
    meant,
    net_sales,
    of_new_buyers,
    orders,
    paid_lines,
)


@pytest.fixture
def facts(small_shop: Facts) -> Facts:
    return small_shop


def test_a_second_weekday_is_of_the_first_ones_week(facts: Facts) -> None:
    """上周一到周三 ended on this week's Wednesday, and 上周一和周二 set two weeks against each other."""
    assert days(meant(facts, "上周一到周三卖了多少")) == (date(2026, 11, 9), date(2026, 11, 12))
    assert days(meant(facts, "周五到周一销售额")) == (date(2026, 11, 13), date(2026, 11, 17))
    both = meant(facts, "上周一和周二销售额")
    assert days(both) == (date(2026, 11, 10), date(2026, 11, 11))
    assert both.compare is not None
    assert both.compare.start == date(2026, 11, 9)


def test_a_week_before_a_day_is_no_comparison(facts: Facts) -> None:
    """双十一前一周 was answered for the day itself, compared with the day before."""
    for question, first, end in (
        ("双十一前一周的销售额", date(2026, 11, 4), date(2026, 11, 11)),
        ("sales the week before Christmas", date(2025, 12, 18), date(2025, 12, 25)),
    ):
        query = meant(facts, question)
        assert (days(query), query.compare, query.dimensions) == ((first, end), None, ())
        assert asked(facts, question).value == net_sales(paid_lines(first, end))
    declines(facts, "the month before July sales")


def test_before_and_after_a_day_is_no_ranking(facts: Facts) -> None:
    """双十一前卖了多少 listed that day's best products, and 后3天 the three weakest days."""
    declines(facts, "双十一前卖了多少", "双十一后卖了多少", "10月1日后卖了多少", "10月后3天卖了多少")


def test_the_first_week_is_no_ranking_of_weeks(facts: Facts) -> None:
    """10月第一周 ranked the weeks of October by sales; it is the week that has the month's first Thursday."""
    query = meant(facts, "10月第一周销售额")
    assert (days(query), query.dimensions) == ((date(2026, 9, 28), date(2026, 10, 5)), ())
    assert asked(facts, "10月第一周销售额").value == net_sales(paid_lines(*days(query)))
    assert meant(facts, "10月前5个商品").limit == 5


def test_one_day_is_not_the_first(facts: Facts) -> None:
    """上个月一天卖多少 was answered for the 1st of the month."""
    declines(facts, "上个月一天卖多少", "10月3天卖了多少")


def test_two_figures_tied_together_are_a_third(facts: Facts) -> None:
    """新客的销售额 was answered with the number of new buyers and everybody's sales."""
    declines(facts, "上周退款的客户")
    assert meant(facts, "上周退款的订单").metrics == ("refunded_orders",)
    assert asked(facts, "2025年9月新客的销售额").value == net_sales(
        of_new_buyers(date(2025, 9, 1), date(2025, 10, 1))
    )


def test_orders_with_refunds_are_not_all_orders(facts: Facts) -> None:
    """ "Orders last week with refunds" was answered with all orders, and the refunds beside them."""
    card = asked(facts, "orders last week with refunds")
    lines = paid_lines(date(2026, 11, 9), date(2026, 11, 16))
    refunded = lines[lines["refund_amount"] > 0]["order_id"].nunique()
    assert card.status != "answer" or (card.value, len(card.columns)) == (refunded, 1)
    assert asked(facts, "上周退款订单数").value == refunded


def test_what_customers_bought_is_not_how_many_they_are(facts: Facts) -> None:
    """新客户上周买了多少 was answered with the number of new buyers."""
    bought = net_sales(of_new_buyers(date(2025, 10, 1), date(2025, 11, 1)))
    for question in ("2025年10月新客户买了多少", "how much did new customers buy in October 2025"):
        card = asked(facts, question)
        assert (card.unit, card.value) == ("money", bought)
    declines(facts, "上周客户买了多少")


def test_the_value_of_what_is_counted_is_money(facts: Facts) -> None:
    """The value of orders was answered with their number."""
    declines(
        facts,
        "value of orders last week",
        "order total last week",
        "上周复购金额",
        "customers value last week",
    )
    assert meant(facts, "上周订单金额").metrics == ("gross_sales",)


def test_a_kind_of_customer_is_not_every_customer(facts: Facts) -> None:
    """In "business customers" the word business was passed over."""
    declines(facts, "business customers last week", "sales instead of refunds last week")


def test_names_compared_need_no_second_period(facts: Facts) -> None:
    """ "Zhejiang vs Shanghai October" was answered for this month against October."""
    query = meant(facts, "浙江 vs 上海 10月销售额")
    assert days(query) == (date(2026, 10, 1), date(2026, 11, 1))
    assert (query.compare, query.dimensions) == (None, ("region",))
    declines(facts, "top products 浙江 vs 上海 last month")


def test_figures_compared_need_no_second_period(facts: Facts) -> None:
    """ "Orders vs customers last month" was answered for this month against last."""
    query = meant(facts, "orders vs customers last month")
    assert (query.metrics, query.compare) == (("orders", "buyers"), None)
    declines(facts, "销售额和退款对比 上个月")


def test_growth_from_one_month_to_the_next(facts: Facts) -> None:
    """ "Growth from September to October" compared both together with the two months before."""
    for question in ("growth of sales from September to October", "compare Sep to Oct sales"):
        query = meant(facts, question)
        assert days(query) == (date(2026, 10, 1), date(2026, 11, 1))
        assert query.compare is not None
        assert query.compare.start == date(2026, 9, 1)


def test_months_in_steps_of_weeks_are_one_stretch(facts: Facts) -> None:
    """10月和11月按周看 hid October's weeks in a comparison that no week lines up with."""
    query = meant(facts, "10月和11月按周看销售额")
    assert (days(query), query.compare) == ((date(2026, 10, 1), date(2026, 11, 21)), None)
    declines(facts, "8月和10月按周看订单")


def test_two_questions_in_one_are_not_mixed(facts: Facts) -> None:
    """Sales of one month and orders of another were answered as both for both; each is answered by itself."""
    parts = asked(facts, "sales last month and orders this month").parts
    assert [part.value for part in parts] == [
        net_sales(paid_lines(date(2026, 10, 1), date(2026, 11, 1))),
        orders(paid_lines(date(2026, 11, 1), date(2026, 11, 21))),
    ]
    declines(facts, "浙江10月销售额和上海9月销售额")


def test_what_we_sold_asks_for_products(facts: Facts) -> None:
    """ "What did we sell" was answered with an amount of money."""
    declines(facts, "what did we sell last week")
    assert meant(facts, "what did we sell the most of last week").metrics == ("units",)


def test_most_orders_are_counted_in_orders(facts: Facts) -> None:
    """下单最多 ranked by money."""
    assert meant(facts, "上周哪个群下单最多").metrics == ("orders",)


def test_a_total_is_the_same_figure(facts: Facts) -> None:
    """总销售额 was gross sales while "total sales" was net sales."""
    assert (
        meant(facts, "上周总销售额").metrics
        == meant(facts, "total sales last week").metrics
        == ("net_sales",)
    )


def test_a_list_longer_than_any_is_declined(facts: Facts) -> None:
    """ "Top 100000" broke the answer, and "top 0" was ten."""
    declines(facts, "top 100000 products last month", "top 0 products last month")


def test_up_is_said_of_the_later_period(facts: Facts) -> None:
    """ "Now down" was said of an earlier quarter that was named first."""
    assert "now" not in asked(facts, "revenue Q2 vs Q3").text.render("en")
    assert "now" in asked(facts, "revenue Q3 vs Q2").text.render("en")


@pytest.mark.parametrize(
    "question", ["上周不含浙江的销售额", "last week's sales excluding 浙江", "上周浙江以外的销售额"]
)
def test_an_exclusion_says_what_it_left_out(facts: Facts, question: str) -> None:
    """The part left out and the part kept add up, and the sentence says which was left out."""
    card = asked(facts, question)
    assert card.query is not None
    assert card.query.filters == (Filter(dimension="region", op="not in", values=("浙江",)),)
    assert "without 浙江" in card.text.render("en")
    assert "不含浙江" in card.text.render("zh")
    kept, whole = asked(facts, "上周浙江的销售额").value, asked(facts, "上周销售额").value
    assert card.value is not None
    assert kept is not None
    assert card.value + kept == whole


def test_an_exclusion_that_would_count_other_orders_is_declined(facts: Facts) -> None:
    """Orders without a product are not the orders of all other products, and a period is no name."""
    declines(
        facts,
        "上周除纸尿裤外的订单数",
        "上周除退款外的销售额",
        "上个月除了周末的销售额",
        "sales this year excluding July",
    )


def test_weekends_of_a_month_and_the_rest_add_up(facts: Facts) -> None:
    """Seven weekdays asked one by one add up to the month, and the sentence names the day."""
    parts = [asked(facts, f"10月每周{day}的销售额") for day in "一二三四五六日"]
    whole = asked(facts, "10月销售额").value
    assert sum(card.value or 0 for card in parts) == whole
    assert "Mon" in parts[0].text.render("en")
    weekend = asked(facts, "上个月周末卖了多少").value
    assert weekend == (parts[5].value or 0) + (parts[6].value or 0)


def test_a_flag_is_not_decoration(facts: Facts) -> None:
    """A face says nothing about figures; a flag or a fruit may, so it is not passed over."""
    assert asked(facts, "😀上周卖了多少😀").status == "answer"
    declines(facts, "上周卖了多少🇩🇪", "🍎上周卖了多少")


def test_the_rank_of_one_name_is_no_ranking_of_products(facts: Facts) -> None:
    """宝妈1群排名 listed the products sold in that group, and "top Mondays" those sold on Mondays."""
    declines(facts, "上月宝妈1群排名", "top 3 Mondays last month", "top weekends last month")


def test_a_name_right_after_an_exclusion_is_not_left_out_too(facts: Facts) -> None:
    """除了浙江的上海订单 left out both; a list (浙江和上海以外) still does."""
    assert meant(facts, "上月除了浙江的上海订单").filters == meant(facts, "上月上海的订单").filters
    assert meant(facts, "上月浙江和上海以外的订单").filters[0].values == ("浙江", "上海")


def test_an_exclusion_written_twice_is_still_left_out(facts: Facts) -> None:
    """Not counting Zhejiang (浙江) or Jiangsu (江苏) was answered with these two provinces only."""
    query = meant(facts, "net sales last month not counting Zhejiang (浙江) or Jiangsu (江苏)")
    assert [(one.op, set(one.values)) for one in query.filters] == [("not in", {"浙江", "江苏"})]


def test_the_share_of_two_names_is_of_everything(facts: Facts) -> None:
    """The share of two provinces together was split between the two, as if nothing else were sold."""
    together = asked(facts, "浙江和江苏加一起占上月净销售额的几成")
    apart = asked(facts, "上月各地区占比")
    shares = {row[0]: Decimal(str(row[-1])) for row in apart.rows}
    assert together.value is not None
    assert abs(together.value - shares["浙江"] - shares["江苏"]) < Decimal("0.000001")
    assert together.value < 1


def test_a_month_that_is_not_whole_is_told_by_its_days(facts: Facts) -> None:
    """The first 20 days of October were called "October 2026" beside this month so far."""
    told = asked(facts, "这个月比上个月同期的净销售额").text.render("zh")
    assert "10月1日～10月20日" in told
    assert "2026年10月" not in told


def test_an_amount_of_refunds_is_no_price(facts: Facts) -> None:
    """Products with more than 20 of refunds were taken for those that cost more than 20."""
    query = meant(facts, "which products had more than ¥20 of refunds last month")
    assert [(one.metric, one.op) for one in query.having] == [("refunds", ">")]
    assert query.filters == ()


def test_monday_to_friday_has_its_friday_on_a_thursday(facts: Facts) -> None:
    """On a Thursday 周一到周五 of last month left the Fridays out."""
    warehouse = facts.warehouse
    thursday = Facts(warehouse, facts.shop, FixedClock(shop_instant(date(2026, 11, 19), time(12), SHOP.zone)))
    query = meant(thursday, "上个月周一到周五一共多少单")
    assert [one.values for one in query.filters] == [("1", "2", "3", "4", "5")]


def test_the_end_of_a_quarter_is_not_its_last_day(facts: Facts) -> None:
    """ "The quarter ended 30 September" was answered for the 30th of September."""
    query = meant(facts, "net sales for the quarter ended 30 September 2026")
    assert days(query) == (date(2026, 7, 1), date(2026, 10, 1))


def test_what_two_clauses_ask_is_not_merged(facts: Facts) -> None:
    """毛利率多少，哪个品类最低 answered only the second; orders over an amount lost what they brought in."""
    both = asked(facts, "上个月客单价是多少，哪个地区客单价最低？")
    assert [part.value is not None or bool(part.rows) for part in both.parts] == [True, True]
    assert both.parts[0].query is not None
    assert both.parts[0].query.dimensions == ()
    card = asked(facts, "Orders over ¥100 last month: how many were there and what did they bring in?")
    assert card.query is not None
    assert card.query.metrics == ("orders", "net_sales")


def test_many_how_many_are_no_order(facts: Facts) -> None:
    """多少 was read as a word of sorting, and every period of a few days was told day by day."""
    assert meant(facts, "上周一到周三卖了多少").dimensions == ()
    assert meant(facts, "上周各天卖了多少").dimensions == ("day",)


def test_a_new_question_does_not_inherit_how_the_last_list_was_cut(facts: Facts) -> None:
    """After a ranking of days "how many orders" was that of the best day; what goes on (那…呢) still keeps the cut."""
    ranked = "上个月哪天卖得最多"
    anew = ask(facts, "订单有多少", context=[ranked], names=CACHE)
    assert anew.query is not None
    assert (anew.query.dimensions, anew.query.limit) == ((), None)
    assert anew.value == orders(paid_lines(date(2026, 10, 1), date(2026, 11, 1)))
    people = ask(facts, "上个月有几个人下过单", context=["上周满50块的订单占全部订单的比例"], names=CACHE)
    assert people.query is not None
    assert (people.query.metrics, people.query.filters) == (("buyers",), ())
    share = ask(facts, "浙江占上个月销售额的几成", context=["上周买满100块的客户有哪些"], names=CACHE)
    assert share.query is not None
    assert share.query.having == ()
    goes_on = ask(facts, "那订单数呢", context=["上个月各地区销售额"], names=CACHE)
    assert goes_on.query is not None
    assert goes_on.query.dimensions == ("region",)


def test_weekends_have_no_workdays(facts: Facts) -> None:
    """周末和工作日对比 broke the page; two kinds of days are no two periods, but a breakdown, a day on average."""
    declines(facts, "周末和工作日的销售额对比")
    card = asked(facts, "上个月周末和工作日的销售额对比")
    assert card.query is not None
    assert (card.query.metrics, card.query.dimensions, card.query.compare) == (
        ("daily_sales",),
        ("day_kind",),
        None,
    )


def test_large_orders_are_not_all_orders(facts: Facts) -> None:
    """大单有多少 counted every order: how large is large only the owner knows."""
    declines(facts, "上个月大单有多少", "上个月大客户有多少")


def test_a_half_known_period_is_said_to_be_one(facts: Facts) -> None:
    """A year was compared with one that has a month of data, without a word about it."""
    span = facts.span()
    assert span is not None
    month = span.start.replace(day=1)
    after = date(month.year + month.month // 12, month.month % 12 + 1, 1)
    card = asked(facts, f"{after.year}年{after.month}月销售额环比")
    if span.start > month:
        assert "只有一部分" in card.text.render("zh")


def test_pointing_at_nothing_is_not_everything(facts: Facts) -> None:
    """这款卖了多少 was answered for the whole shop; after a name it is that name's."""
    declines(facts, "这款上个月卖了多少", "这类商品上个月卖了多少钱", "the same customers last month sales")
    after = ask(facts, "那类10月卖了多少", context=["上个月家居的销售额"], names=CACHE)
    assert after.query is not None
    assert [one.values for one in after.query.filters] == [("家居",)]


def test_a_bare_number_sold_is_asked_about(facts: Facts) -> None:
    """Products that sold over 100 were taken for more than 100 of money; it could as well be pieces."""
    declines(facts, "上个月卖了超过100的商品", "products that sold over 100 last month")


def test_two_days_apart_are_no_stretch(facts: Facts) -> None:
    """10月3、20号 was answered for all the days between them; days on end are one stretch."""
    declines(facts, "10月3、20号卖了多少钱")
    assert days(meant(facts, "10月27、28号卖了多少钱")) == (date(2026, 10, 27), date(2026, 10, 29))


def test_a_mood_that_says_which_is_no_mood(facts: Facts) -> None:
    """Normal orders, and orders with a problem, were all orders."""
    declines(facts, "normal orders last month", "orders with a problem last month")
