"""Advice under the month's goal: which card serves it, and how far it is."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from brain.assistant.ask import ask
from brain.assistant.host import CLEARS, Goal, Host
from brain.ledger.tables import GoalRow
from brain.opportunities.steering import steer_of
from tests.assistant.agent.waiting_card import waiting_card
from tests.assistant.workbench import Workbench

NOVEMBER = date(2026, 11, 1)


def advice(bench: Workbench, goal: Goal | None) -> str:
    """The answer to what to do, with one card about 有机米粉 open."""
    host = Host(cards=lambda: [waiting_card(bench)], goal=lambda month: goal)
    return ask(bench.facts, "今天该做什么", lang="en", host=host).text.render("en")


@pytest.mark.parametrize(
    ("goal", "said"),
    [
        (Goal(NOVEMBER, CLEARS, Decimal(0), "product", ("有机米粉",)), "Number 1 serves this month's goal"),
        (Goal(NOVEMBER, CLEARS, Decimal(0), "brand", ("小鹿",)), "Number 1 serves this month's goal"),
        (Goal(NOVEMBER, CLEARS, Decimal(0), "category", ("家居",)), "None of them serves this month's goal"),
        (Goal(NOVEMBER, "net_sales", Decimal(100000)), "Every one of them serves this month's goal"),
    ],
)
def test_advice_says_which_card_serves_the_goal(bench: Workbench, goal: Goal, said: str) -> None:
    """With how far it is, in the same sentence as the question about the goal would get."""
    host = Host(goal=lambda month: goal)
    far = ask(bench.facts, "这个月目标完成多少了", lang="en", host=host).text.render("en")
    words = advice(bench, goal)
    assert said in words
    assert far in words


def test_without_a_goal_advice_says_nothing_of_one(bench: Workbench) -> None:
    """No goal, no word of it."""
    assert "goal" not in advice(bench, None)


def test_a_goal_about_a_brand_speaks_of_its_goods_and_their_categories(bench: Workbench) -> None:
    """Findings name categories and products; a brand is known by what stands behind it."""
    row = GoalRow(metric=CLEARS, dimension="brand", subjects=["小鹿"], amount="0", month=NOVEMBER)
    steer = steer_of(row, bench.facts)
    assert {"小鹿", "有机米粉", "南瓜泥", "辅食"} <= steer.names
    assert "纸尿裤" not in steer.names
    assert steer.title.render("en") == "clear the stock of 小鹿"
