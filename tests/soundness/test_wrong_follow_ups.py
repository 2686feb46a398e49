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
