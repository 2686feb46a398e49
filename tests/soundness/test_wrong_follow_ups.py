"""Retention, comparisons and follow-ups that were once answered as something else, each pinned to its figure or to a no."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, time
from decimal import Decimal

import pandas as pd
import pytest

from brain.assistant.ask import ask
from brain.assistant.understanding.names import NameCache
from brain.facts.reader import Facts
from brain.kernel.clock import FixedClock, shop_instant
from brain.kernel.evidence import Query
from cards.answer.model import AnswerCard
from eval.small_shop import SHOP, TODAY, open_small_shop, order_lines

CACHE = NameCache()
SEPTEMBER, OCTOBER = (date(2026, 9, 1), date(2026, 10, 1)), (date(2026, 10, 1), date(2026, 11, 1))


@pytest.fixture(scope="module")
def facts(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Facts]:
    """The small shop on its last day, a Friday."""
    warehouse, shop = open_small_shop(tmp_path_factory.mktemp("follow"))
    yield Facts(warehouse, shop, FixedClock(shop_instant(TODAY, time(12), SHOP.zone)))
    warehouse.close()


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


def paid_lines(first: date, end: date) -> pd.DataFrame:
    """The shop's lines of those days (`end` excluded) that count, taken from what was put in and not from the warehouse."""
    lines = order_lines()
    counts = lines["status"].isin(["paid", "refunded", "return"])
    return lines[counts & (lines["ordered_on"] >= first) & (lines["ordered_on"] < end)]


def net_sales(lines: pd.DataFrame) -> Decimal:
    return Decimal(lines["paid_amount"].sum() - lines["refund_amount"].sum())


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
