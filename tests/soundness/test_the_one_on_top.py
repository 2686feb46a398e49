"""Another figure of the one on top of a list: counted of that one, never of the whole shop or of another ranking."""

from __future__ import annotations

from datetime import date

import pytest

from brain.facts.reader import Facts
from tests.soundness.small_shop_asked import asked, net_sales, orders, paid_lines

OCTOBER = (date(2026, 10, 1), date(2026, 11, 1))


def best_day() -> date:
    lines = paid_lines(*OCTOBER)
    taken = {day: net_sales(of_day) for day, of_day in lines.groupby("ordered_on")}
    return max(taken, key=lambda day: taken[day])


def best_region() -> str:
    lines = paid_lines(*OCTOBER)
    taken = {name: net_sales(of_it) for name, of_it in lines.groupby("region")}
    return str(max(taken, key=lambda name: taken[name]))


@pytest.mark.parametrize(
    "question",
    [
        "10月哪天卖得最好，那天有多少单",
        "10月销售额最高的那天有多少订单",
        "10月销售额最高的一天，订单数多少",
        "what was our best day in October by revenue and how many orders did it have?",
        "how many orders did we get on our best day in October?",
    ],
)
def test_orders_of_the_best_day(small_shop: Facts, question: str) -> None:
    """Which day it was, and that day's orders: not the month's, and not the day with the most orders."""
    card = asked(small_shop, question)
    assert card.status == "answer", card.text.render("en")
    assert len(card.parts) == 2
    lines = paid_lines(*OCTOBER)
    assert card.parts[1].value == orders(lines[lines.ordered_on == best_day()])


@pytest.mark.parametrize(
    ("question", "context"),
    [
        ("10月哪个地区卖得最好，它的退款是多少", ()),
        ("它的退款是多少", ("10月哪个地区卖得最好",)),
        ("which region sold most in October by net sales and what were its refunds", ()),
    ],
)
def test_refunds_of_the_best_region(small_shop: Facts, question: str, context: tuple[str, ...]) -> None:
    """Not the region with the most refunds."""
    card = asked(small_shop, question, *context)
    assert card.status == "answer", card.text.render("en")
    lines = paid_lines(*OCTOBER)
    told = card.parts[1] if card.parts else card
    assert told.value == lines[lines.region == best_region()].refund_amount.sum()


def test_a_pointer_that_points_at_nothing_is_asked_back(small_shop: Facts) -> None:
    """Without a list before it there is no such one."""
    assert asked(small_shop, "它的退款率是多少").status != "answer"


def test_a_rate_changes_in_points(small_shop: Facts) -> None:
    """A refund rate that goes from 3 to 2.8 % fell by 0.2 points; "7 %" would be heard as another rate."""
    card = asked(small_shop, "10月退款率比9月高几个百分点")
    assert card.status == "answer", card.text.render("en")
    now, before = card.rows[0][0], card.rows[0][1]
    points = abs(now - before) * 100
    assert f"{round(points, 1)} 个百分点" in card.text.render("zh")
