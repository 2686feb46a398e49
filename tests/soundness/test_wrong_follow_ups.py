"""Retention, comparisons and follow-ups that were once answered as something else, each pinned to its figure or to a no."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pandas as pd
import pytest

from brain.assistant.ask import ask
from brain.assistant.understanding.names import NameCache, build_index
from brain.assistant.understanding.reading import read
from brain.facts.reader import Facts
from brain.kernel.evidence import Query
from cards.answer.model import AnswerCard
from eval.small_shop import TODAY
from tests.soundness.small_shop_asked import net_sales, of_new_buyers, paid_lines

CACHE = NameCache()
SEPTEMBER, OCTOBER = (date(2026, 9, 1), date(2026, 10, 1)), (date(2026, 10, 1), date(2026, 11, 1))


@pytest.fixture
def facts(small_shop: Facts) -> Facts:
    return small_shop


def said(facts: Facts, conversation: str) -> AnswerCard:
    """The answer to the last message of a conversation, its messages separated by ||."""
    *context, question = conversation.split(" || ")
    return ask(facts, question, context=context, names=CACHE)


def meant(facts: Facts, conversation: str) -> Query:
    card = said(facts, conversation)
    assert card.status == "answer", f"{conversation}: {card.text.render('en')}"
    assert card.query is not None
    return card.query


def days(query: Query) -> tuple[date, date]:
    return query.period.start, query.period.end


def compared(query: Query) -> tuple[date, date] | None:
    return (query.compare.start, query.compare.end) if query.compare else None


def kept(query: Query) -> list[tuple[str, str, tuple[str, ...]]]:
    return [(one.dimension, one.op, one.values) for one in query.filters]


def buyers(lines: pd.DataFrame) -> set[str]:
    return set(lines[lines["paid_amount"] > 0]["customer_key"].dropna())


def declines(facts: Facts, *conversations: str) -> None:
    answered = [one for one in conversations if said(facts, one).status == "answer"]
    assert answered == []


def test_retention_is_of_the_same_people(facts: Facts) -> None:
    """ "Retention in October" divided those of September's new customers who came back by the number of October's new ones."""
    new = buyers(paid_lines(date.min, date(2025, 10, 1)))
    again = buyers(paid_lines(date(2025, 10, 1), date(2025, 11, 1))) & new
    for question in ("retention in October 2025", "2025年10月留存率", "2025年9月新客10月留存"):
        card = said(facts, question)
        assert card.value == Decimal(len(again)) / len(new)
        assert f"{len(new)}" in card.text.render("en")


def test_a_month_nobody_can_have_come_back_from_is_not_in_the_rate(facts: Facts) -> None:
    """Over a stretch of months the last one's new customers were in the whole, though the month after was not."""
    september, later = buyers(paid_lines(date.min, date(2025, 10, 1))), date(2025, 11, 1)
    again = buyers(paid_lines(date(2025, 10, 1), later)) & september
    told = said(facts, "从2025年9月到2025年10月各月的留存率").text.render("en")
    assert f"{len(september)} customers" in told
    assert f"{len(again)} " in told


def test_retention_of_less_than_a_month_or_of_some_orders_is_asked_back(facts: Facts) -> None:
    """A week's retention was 100 %, and that of one category divided the buyers of two months that need not be the same."""
    declines(
        facts,
        "上周留存率",
        "30天留存率",
        "retention after 3 months",
        "retention by region",
        "上个月辅食的留存率",
    )


def test_a_festival_against_a_year_is_against_that_years_festival(facts: Facts) -> None:
    """去年双十一和今年比 set one day against the whole of this year so far."""
    for question in ("去年双十一销售额和今年比", "双十一销售额和去年比", "sales on Singles Day vs last year"):
        query = meant(facts, question)
        assert days(query) == (date(2026, 11, 11), date(2026, 11, 12))
        assert compared(query) == (date(2025, 11, 11), date(2025, 11, 12))
    declines(facts, "去年12月销售额和今年比")  # this year's is still to come


def test_two_names_lie_apart_in_one_period(facts: Facts) -> None:
    """宝妈1群比宝妈2群多卖多少 compared each of them with the month before, and told no difference."""
    one, two = (said(facts, f"上个月宝妈{number}群卖了多少").value or Decimal(0) for number in (1, 2))
    for question in (
        "上个月宝妈1群比宝妈2群多卖多少",
        "上个月宝妈1群和宝妈2群销售额差多少",
        "how much higher were sales in 宝妈1群 than 宝妈2群 last month",
    ):
        card = said(facts, question)
        assert card.query is not None
        assert (compared(card.query), days(card.query)) == (None, OCTOBER)
        assert abs(one - two) in [claim.value for claim in card.text.claims()]
    assert compared(meant(facts, "浙江和上海10月销售额环比")) == SEPTEMBER


def test_the_best_month_is_not_known_beforehand(facts: Facts) -> None:
    """ "October compared to the best month" was answered with October as the best of all months."""
    declines(facts, "sales in October compared to the best month this year", "10月销售额和今年最好的月比")


def test_periods_that_are_added_up_are_not_compared(facts: Facts) -> None:
    """10月和9月一共卖了多少 set the two months against each other; months apart are not one stretch."""
    for question in ("10月和9月一共卖了多少", "sales in September and October combined"):
        assert said(facts, question).value == net_sales(paid_lines(SEPTEMBER[0], OCTOBER[1]))
    declines(facts, "10月和8月一共卖了多少", "8月和10月一共")


def test_an_overview_compares_with_what_was_named(facts: Facts) -> None:
    """今年双十一比去年双十一 showed the change against the day before, whose sign may be the other."""
    for question, before in (
        ("今年双十一比去年双十一怎么样", (date(2025, 11, 11), date(2025, 11, 12))),
        ("这个月和上个月同期比", (date(2026, 10, 1), date(2026, 10, 21))),
        ("昨天比最近三个月的日均", None),
    ):
        card = said(facts, question)
        assert card.status == "clarify"
        assert card.query is not None
        assert compared(card.query) == before
        assert not any("最近3个月" in choice for choice in card.choices)


def test_how_much_more_is_money(facts: Facts) -> None:
    """ "How much less did we sell in October than in August" showed October against September."""
    query = meant(facts, "how much less did we sell in October than in August")
    assert (days(query), compared(query)) == (OCTOBER, (date(2026, 8, 1), date(2026, 9, 1)))


def test_but_leaves_out(facts: Facts) -> None:
    """ "All regions but Shanghai" was told of Shanghai."""
    for question in ("all regions but 上海 last month", "sales last month for every region but 上海"):
        query = said(facts, question).query
        assert query is not None
        assert kept(query) == [("region", "not in", ("上海",))]


def test_a_year_after_a_month_is_that_month_of_it(facts: Facts) -> None:
    """和去年比, after a question of October, was answered with the whole of last year; a day and a week are asked back."""
    for conversation in (
        "10月销售额 || 和去年比",
        "10月销售额 || 跟上年比",
        "10月销售额 || 比去年多多少",
        "sales in October || compare with last year",
    ):
        query = meant(facts, conversation)
        assert (days(query), compared(query)) == (OCTOBER, (date(2025, 10, 1), date(2025, 11, 1)))
    declines(facts, "昨天的订单数 || 和上周比", "上周销售额 || 和上个月比")
    assert compared(meant(facts, "10月销售额 || 和9月比")) == SEPTEMBER


def test_a_name_to_compare_with_stands_beside_the_one_before(facts: Facts) -> None:
    """ "Is that more than Shanghai" was answered with Shanghai against its month before."""
    for conversation in ("sales in October in 浙江 || is that more than 上海?", "10月浙江销售额 || 和上海比"):
        query = meant(facts, conversation)
        assert (kept(query), compared(query)) == ([("region", "in", ("浙江", "上海"))], None)
        assert query.dimensions == ("region",)
    declines(facts, "10月销售额 || 和上海比")


def test_whose_it_is_keeps_the_figure(facts: Facts) -> None:
    """新客的, after sales, was answered with the number of new customers."""
    new, month = [("buyer_type", "=", ("new",))], "2025年10月"
    for conversation in (f"{month}销售额 || 新客的", "sales in October 2025 || of new customers"):
        query = meant(facts, conversation)
        assert (query.metrics, kept(query)) == (("net_sales",), new)
    for conversation in (
        f"{month}新客多少 || 他们花了多少钱",
        "new customers in October 2025 || what did they spend?",
    ):
        query = meant(facts, conversation)
        assert (query.metrics, kept(query)) == (("net_sales",), new)
    assert meant(facts, f"{month}销售额 || 新客数").metrics == ("new_buyers",)
    declines(facts, f"{month}销售额 || 客户的")


def test_who_came_back_are_those_of_before(facts: Facts) -> None:
    """ "How many came back in November", after October's new customers, counted everybody who had bought before."""
    start, end = date(2025, 10, 1), date(2025, 11, 1)
    new = buyers(paid_lines(start, end)) - buyers(paid_lines(date.min, start))
    again = buyers(paid_lines(end, date(2025, 12, 1))) & new
    for conversation in (
        "new customers in October 2025 || how many came back in November 2025?",
        "2025年10月新客多少 || 2025年11月又买的有几个",
    ):
        assert said(facts, conversation).value == len(again)
    declines(facts, "2025年10月新客多少 || 又买的有几个", "上周新客多少 || 昨天回来的有几个")


def test_what_is_added_does_not_replace(facts: Facts) -> None:
    """加上纸尿裤 was answered with 纸尿裤 alone, 再加上9月 with September alone."""
    both = [("category", "in", ("辅食", "纸尿裤"))]
    for conversation in ("10月辅食卖了多少 || 加上纸尿裤", "sales in October of 辅食 || plus 纸尿裤"):
        query = meant(facts, conversation)
        assert (kept(query), query.dimensions, days(query)) == (both, (), OCTOBER)
    for words in ("and 上海 combined", "add 上海", "including 上海"):
        query = meant(facts, f"sales in October in 浙江 || {words}")
        assert kept(query) == [("region", "in", ("浙江", "上海"))]
    assert days(meant(facts, "10月卖了多少 || 再加上9月")) == (SEPTEMBER[0], OCTOBER[1])
    assert meant(facts, "10月各品类销售额 || 加上退款").metrics == ("net_sales", "refunds")
    declines(facts, "10月卖了多少 || 再加上8月", "10月卖了多少 || 加上纸尿裤")


def test_what_is_added_up_is_every_answer_so_far(facts: Facts) -> None:
    """加起来 was answered with the last figure again; figures that differ in more than one thing are no sum."""
    assert days(meant(facts, "昨天卖了多少 || 前天呢 || 大前天呢 || 加起来")) == (
        date(2026, 11, 17),
        date(2026, 11, 20),
    )
    assert kept(meant(facts, "sales in October in 浙江 || and 上海? || in total")) == [
        ("region", "in", ("上海", "浙江"))
    ]
    declines(
        facts,
        "10月卖了多少 || 8月呢 || 加起来",
        "10月卖了多少 || 订单数呢 || 加起来",
        "10月辅食卖了多少 || 一共多少",
    )


def test_the_difference_is_between_the_last_two_answers(facts: Facts) -> None:
    """差多少 was answered with the last figure again."""
    one, two = (said(facts, f"{month}卖了多少").value or Decimal(0) for month in ("10月", "9月"))
    card = said(facts, "10月卖了多少 || 9月呢 || 差多少")
    assert card.query is not None
    assert (days(card.query), compared(card.query)) == (OCTOBER, SEPTEMBER)
    assert abs(one - two) in [claim.value for claim in card.text.claims()]
    for words in ("差多少", "哪个多"):
        query = meant(facts, f"10月辅食卖了多少 || 纸尿裤呢 || {words}")
        assert (query.dimensions, set(kept(query)[0][2])) == (("category",), {"辅食", "纸尿裤"})
    declines(
        facts,
        "10月卖了多少 || 差多少",
        "10月卖了多少 || 退款呢 || 差多少",
        "昨天 || 卖了多少 || 前天 || 大前天 || 差多少",
    )


def test_everything_is_not_the_name_before(facts: Facts) -> None:
    """全部呢, overall, the other regions: the name that narrowed the question before stayed."""
    for conversation in (
        "10月辅食卖了多少 || 全部呢",
        "sales in October in 浙江 || overall?",
        "10月销售额 || 新客的 || 全部",
    ):
        assert kept(meant(facts, conversation)) == []
    for conversation in ("10月辅食卖了多少 || 各品类呢", "sales in October of 辅食 || all categories"):
        query = meant(facts, conversation)
        assert (kept(query), query.dimensions) == ([], ("category",))
    query = meant(facts, "sales in October in 浙江 || the other regions?")
    assert (kept(query), query.dimensions) == ([("region", "not in", ("浙江",))], ("region",))
    declines(facts, "10月辅食订单数 || 其他的呢")  # an order may hold both


def test_a_total_is_one_figure(facts: Facts) -> None:
    """一共多少, after a list, was answered with the list again."""
    for conversation in ("10月各品类销售额 || 一共多少", "sales in October by region || in total?"):
        query = meant(facts, conversation)
        assert (query.dimensions, kept(query)) == ((), [])


def test_they_are_the_ones_of_the_list(facts: Facts) -> None:
    """ "Who bought them", "their sales in September" and "how much together", after a top three, were of the whole shop."""
    listed = said(facts, "top 3 products in October")
    names = tuple(str(row[0]) for row in listed.rows)
    those = [("product", "in", names)]
    ranked = "top 3 products in October"
    assert kept(meant(facts, f"{ranked} || who bought them?")) == those
    query = meant(facts, f"{ranked} || their sales in September")
    assert (kept(query), days(query)) == (those, SEPTEMBER)
    assert days(meant(facts, f"{ranked} || their sales in September || and in August?")) == (
        date(2026, 8, 1),
        SEPTEMBER[0],
    )
    assert said(facts, f"{ranked} || how much together?").value == sum(
        Decimal(str(row[1])) for row in listed.rows
    )
    assert kept(meant(facts, f"{ranked} || and the rest?")) == [("product", "not in", names)]
    first = meant(facts, "10月卖得最好的3个商品 || 第一个每天卖多少")
    assert (kept(first), first.dimensions) == ([("product", "=", names[:1])], ("day",))


def test_they_of_a_whole_list_keep_it(facts: Facts) -> None:
    """ "Their orders", after sales by region, were one figure; July's buyers in another month are too many to name."""
    for conversation in (
        "sales in October by region || their orders in September",
        "10月各地区销售额 || 它们的客单价",
    ):
        assert meant(facts, conversation).dimensions == ("region",)
    declines(facts, "best customers in October || what did they spend in September")
    declines(facts, "top 5 customers in October || what did they buy?")


def test_two_questions_of_which_one_points_at_the_other(facts: Facts) -> None:
    """ "How many new customers, and what did they spend" was answered with their number alone."""
    parts = said(facts, "how many new customers in October 2025 and what did they spend?").parts
    assert [part.query.metrics for part in parts if part.query] == [("new_buyers",), ("net_sales",)]
    assert parts[1].value == net_sales(of_new_buyers(date(2025, 10, 1), date(2025, 11, 1)))


def test_a_correction_leaves_nothing_out(facts: Facts) -> None:
    """ "Not Zhejiang, Shanghai" left both out; without a comma both are meant."""
    assert kept(meant(facts, "sales in October in 浙江 || not 浙江, 上海")) == [("region", "=", ("上海",))]
    both = meant(facts, "sales in October in 浙江 || not 浙江 or 上海")
    assert kept(both) == [("region", "not in", ("浙江", "上海"))]


def test_a_weekend_after_a_month_is_of_that_month(facts: Facts) -> None:
    """周末呢, after October, was answered with last weekend."""
    query = meant(facts, "10月辅食卖了多少 || 周末呢")
    assert days(query) == OCTOBER
    assert ("weekday", "in", ("6", "7")) in kept(query)


def test_a_list_stays_a_list_without_one_of_its_names(facts: Facts) -> None:
    """不要辅食 and "before refunds" turned a list into one figure."""
    assert meant(facts, "10月各品类销售额 || 不要辅食").dimensions == ("category",)
    assert meant(facts, "sales in October by region || without 浙江").dimensions == ("region",)
    query = meant(facts, "sales in October by region || before refunds")
    assert (query.metrics, query.dimensions) == (("gross_sales",), ("region",))


def test_how_the_figure_before_is_counted(facts: Facts) -> None:
    """按单算 was answered with the number of orders, 每天平均 with the total, and 卖了多少 with the refunds before it."""
    assert meant(facts, "10月退款率 || 按单算").metrics == ("order_refund_rate",)
    assert meant(facts, "10月辅食卖了多少 || 每天平均").metrics == ("daily_sales",)
    assert meant(facts, "10月退款多少 || 卖了多少").metrics == ("net_sales",)
    declines(facts, "10月各品类销售额 || 每天平均")


def test_the_worst_month_may_not_be_over(facts: Facts) -> None:
    """今年哪个月最差 was the running month, without a word that it is not over."""
    card = said(facts, "今年销售额最低的12个月")
    assert "2026年11月还没过完" in card.text.render("zh")
    assert "还没过完" not in said(facts, "今年销售额最高的12个月").text.render("zh")


def test_so_far_of_a_month_that_is_over_is_asked_back(facts: Facts) -> None:
    """ "Sales in October so far", in November, was answered for all days since the first of October."""
    declines(facts, "sales in October so far")
    assert days(meant(facts, "sales this month so far"))[0] == date(2026, 11, 1)
    assert days(meant(facts, "10月至今销售额")) == (OCTOBER[0], date(2026, 11, 21))


def test_mothers_day_is_on_the_day_of_the_shops_country(facts: Facts) -> None:
    """ "Sales on Mother's Day" in a British shop was answered for the American day, in May."""
    british = replace(build_index(facts), currency="GBP")
    for question, start in (
        ("sales on Mother's Day 2026", date(2026, 3, 15)),
        ("sales in the week before Mother's Day", date(2026, 3, 8)),
    ):
        assert read(question, british, TODAY).whens[0].period.start == start
    assert days(meant(facts, "母亲节销售额"))[0] == date(2026, 5, 10)
