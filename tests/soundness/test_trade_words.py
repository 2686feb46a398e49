"""Questions in a trade's words that were once answered as others, each counted from what was put into the small shop."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from brain.facts.reader import Facts
from eval.small_shop import events, order_lines
from tests.soundness.small_shop_asked import asked, declines, meant, orders, paid_lines

OCTOBER = (date(2026, 10, 1), date(2026, 11, 1))


@pytest.fixture
def facts(small_shop: Facts) -> Facts:
    return small_shop


def orders_of_each(first: date, end: date) -> dict[str, int]:
    """In how many paid orders each product lies: told by its number, or by its name where it has none."""
    lines = paid_lines(first, end)
    paid = lines[(lines.status != "return") & (lines.paid_amount > 0)]
    named = paid.product_id.fillna(paid.product_name)
    return {str(product): int(n) for product, n in paid.groupby(named)["order_id"].nunique().items()}


def test_returns_that_came_back_are_no_customers(facts: Facts) -> None:
    """What's come back was told of returning customers: their refunds, or how many they are."""
    lines = paid_lines(*OCTOBER)
    refunded = Decimal(lines["refund_amount"].sum())
    for question in (
        "Returns - what's come back in October, in yuan?",
        "refunds: what have we given back in October",
    ):
        assert asked(facts, question).value == refunded, question
    declines(facts, "what's come back in October", "what has come back in October")


def test_products_with_so_many_orders_are_told_by_their_orders(facts: Facts) -> None:
    """More than ten orders was read as more than ten pieces; ordered more than ten times still is."""
    counted = orders_of_each(*OCTOBER)
    bar = sorted(counted.values())[len(counted) // 2]
    over = sum(1 for number in counted.values() if number > bar)
    for question in (f"products with more than {bar} orders in October", f"10月超过{bar}单的商品有哪些"):
        named = [row for row in asked(facts, question).rows if row[0] is not None]
        assert (len(named), meant(facts, question).having[0].metric) == (over, "orders"), question
    assert meant(facts, f"products ordered more than {bar} times in October").having[0].metric == "units"


def test_a_ranking_says_whom_it_leaves_out(facts: Facts) -> None:
    """A list of the top products under a condition named its figure and its period, and not the condition."""
    card = asked(facts, "top 5 products by net sales in October with more than 3 orders")
    assert card.query is not None
    assert card.query.having
    assert "Orders above 3" in card.text.render("en")
    assert "订单数超过 3" in card.text.render("zh")


def test_what_is_looked_at_and_not_bought(facts: Facts) -> None:
    """Views of the products of which no order of that day has any, and of no others."""
    day = date(2026, 11, 19)
    seen = events()
    seen = seen[(seen.type == "view") & (seen.happened_on == day)]
    sold = set(orders_of_each(day, date(2026, 11, 20)))
    unsold = seen[seen.product_id.notna() & ~seen.product_id.isin(sold)].groupby("product_id").size()
    assert len(unsold) > 0
    question = "what did people look at yesterday but not buy?"
    conditions = [(one.metric, one.op, int(one.values[0])) for one in meant(facts, question).having]
    assert conditions == [("views", ">", 0), ("orders", "=", 0)]
    assert sorted(int(row[1]) for row in asked(facts, question).rows) == sorted(unsold)


def test_what_is_asked_overall_is_not_of_large_orders(facts: Facts) -> None:
    """Beside how many orders were over 100, which channel took most overall was told of these orders only."""
    question = "How many orders were above 100 yuan in October, and which region overall had the most orders?"
    card = asked(facts, question)
    parts = card.parts
    assert [part.status for part in parts] == ["answer", "answer"]
    assert parts[1].query is not None
    assert parts[1].query.filters == ()
    lines = paid_lines(*OCTOBER)
    assert parts[1].rows[0][1] == max(
        orders(lines[lines.region == name]) for name in set(lines.region.dropna())
    )


def test_the_share_of_orders_that_are_unpaid(facts: Facts) -> None:
    """What percentage of a region's orders was never paid was told as that region's part of all unpaid orders."""
    placed = order_lines()
    placed = placed[(placed.ordered_on >= OCTOBER[0]) & (placed.ordered_on < OCTOBER[1])]
    unpaid = placed[placed.status == "unpaid"]
    for where, question in (
        (None, "what percentage of the orders created in October were never paid?"),
        ("浙江", "what percentage of 浙江 orders were unpaid in October"),
    ):
        waiting = unpaid if where is None else unpaid[unpaid.region == where]
        paid = paid_lines(*OCTOBER)
        paid = paid if where is None else paid[paid.region == where]
        number = waiting.order_id.nunique()
        card = asked(facts, question)
        assert meant(facts, question).metrics == ("unpaid_rate",)
        assert float(card.value or 0) == pytest.approx(number / (number + orders(paid)), abs=1e-6)
    assert meant(facts, "what share of unpaid orders came from 浙江 in October").metrics == ("unpaid_orders",)


def test_complaints_and_taxes_are_not_in_the_data(facts: Facts) -> None:
    """Nothing of ours tells them, so nothing near them is told."""
    for question in (
        "GST need to pay how much?",
        "what is our VAT bill",
        "last month got how many customers complain about the food?",
    ):
        assert asked(facts, question).status == "decline", question
