"""Goal pace: warned when the goal is out of reach and there is time left; silent without a goal, on track, and too early or late."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import numpy as np
import pytest

from brain.facts.warehouse.engine import Warehouse
from brain.ledger.tables import GoalRow
from brain.opportunities.base import Alarm, Detected
from brain.opportunities.detectors.goal_pace import goal_pace
from tests.opportunities.shops import SHOP, TODAY, facts_on, sell, situation_of


def fill(shop: Warehouse) -> None:
    """Half a year of about 20 lines of 50 a day: a month sells about 30,000."""
    chance = np.random.default_rng(9)
    lines: list[dict[str, object]] = [
        {
            "day": TODAY - timedelta(days=back),
            "category": "玩具",
            "product": "a",
            "paid": 50,
            "order": f"{back}-{number}",
        }
        for back in range(1, 185)
        for number in range(chance.poisson(20))
    ]
    sell(shop, lines)


def told(
    shop: Warehouse, amount: int, *, day: date = TODAY, metric: str = "net_sales", dimension: str = ""
) -> Detected:
    """What the detector says of a goal of this month."""
    goal = GoalRow(
        id="g1", shop=SHOP.id, month=day.replace(day=1), metric=metric, amount=str(amount), who="owner", at=datetime(2026, 11, 1, tzinfo=UTC),
        dimension=dimension, subjects=["玩具"] if dimension else [],
    )  # fmt: skip
    assert goal_pace.look is not None
    return goal_pace.look(replace(situation_of(facts_on(shop, day), day), goal=goal))


def test_a_goal_out_of_reach_is_an_alarm_with_what_would_close_the_gap(shop: Warehouse) -> None:
    """45,000 wanted where 30,000 are sold: the gap, orders a day, and a range."""
    fill(shop)
    found = told(shop, 45_000).findings
    assert len(found) == 1
    assert isinstance(found[0], Alarm)
    assert found[0].effect.low < found[0].effect.mid < found[0].effect.high
    steps = " ".join(step.render("zh") for step in found[0].steps)
    assert "就补上了" in steps
    look = found[0].explanation.look
    assert look is not None
    assert len(look.points) == 30
    assert look.limit == 45_000


def test_a_goal_within_reach_is_said_and_no_card(shop: Warehouse) -> None:
    """30,000 are as likely as not; the feed says so among what it considered."""
    fill(shop)
    found = told(shop, 30_000)
    assert found.findings == []
    assert "够得着" in found.rejected[0].render("zh")


def test_a_goal_that_will_be_passed_is_said_to_be(shop: Warehouse) -> None:
    """20,000 are reached even at the low end: nothing needs to be given away for it."""
    fill(shop)
    found = told(shop, 20_000)
    assert found.findings == []
    assert "前面" in found.rejected[0].render("zh")


def test_without_a_goal_nothing_is_said(shop: Warehouse) -> None:
    """Nobody is measured by a goal that nobody set."""
    fill(shop)
    assert goal_pace.look is not None
    found = goal_pace.look(situation_of(facts_on(shop, TODAY), TODAY))
    assert (found.findings, found.rejected) == ([], [])


@pytest.mark.parametrize("day", [date(2026, 11, 4), date(2026, 11, 29)], ids=["too early", "too late"])
def test_the_month_must_be_under_way_and_not_over(shop: Warehouse, day: date) -> None:
    """Three days in and two days before the end nothing is warned of."""
    fill(shop)
    assert told(shop, 45_000, day=day).findings == []


def test_a_goal_of_stock_to_clear_is_not_counted_day_by_day(shop: Warehouse) -> None:
    """Its days do not add up."""
    fill(shop)
    assert told(shop, 45_000, metric="stock_on_hand").findings == []


def test_a_goal_about_a_category_names_it(shop: Warehouse) -> None:
    """The card is about that category, so that others about it step back."""
    fill(shop)
    found = told(shop, 45_000, dimension="category").findings
    assert [(subject.type, subject.id) for subject in found[0].subjects] == [("category", "玩具")]
