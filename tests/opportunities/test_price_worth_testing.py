"""Price worth testing: a product's own past prices say that another earns more, and how to find out."""

from __future__ import annotations

from datetime import timedelta

import numpy as np
import pytest

from brain.facts.warehouse.engine import Warehouse
from brain.opportunities.base import Alarm
from brain.opportunities.detectors.price_worth_testing import price_worth_testing
from brain.opportunities.pricing.trials import WEEKS
from tests.opportunities.shelf_and_prices import alarms, list_products
from tests.opportunities.shops import TODAY, sell

# Four stretches of a quarter each, the last one today's.
PRICES = (30.0, 24.0, 36.0, 27.0)


def fill(
    shop: Warehouse,
    elasticity: float,
    *,
    prices: tuple[float, ...] = PRICES,
    cost: float | None = 20,
    a_week: float = 30,
) -> None:
    """A year of weeks whose pieces answer to the price, and a shop that sells evenly beside it."""
    chance = np.random.default_rng(7)
    lines: list[dict[str, object]] = []
    for back in range(1, 7 * WEEKS + 1):
        day = TODAY - timedelta(days=back)
        price = prices[(7 * WEEKS - back) * len(prices) // (7 * WEEKS)]
        for number in range(chance.poisson(a_week / 7 * (price / prices[-1]) ** elasticity)):
            lines.append({"day": day, "product": "奶粉", "paid": price, "order": f"m{back}-{number}"})
        lines += [
            {"day": day, "product": "其他", "paid": 10, "order": f"o{back}-{number}"} for number in range(12)
        ]
    sell(shop, lines)
    list_products(shop, {"奶粉": prices[-1], "其他": 10.0}, cost=cost)


def one(shop: Warehouse) -> Alarm:
    """The only card."""
    (alarm,) = alarms(shop, price_worth_testing)
    return alarm


def test_demand_that_hardly_answers_is_worth_a_dearer_test(shop: Warehouse) -> None:
    """A percent dearer, 0.8 percent fewer pieces: 31 instead of 27, two stretches with days, and the number that decides."""
    fill(shop, -0.8)
    alarm = one(shop)
    assert "从 ¥27 改卖 ¥31" in alarm.headline.render("zh")
    steps = [step.render("en") for step in alarm.steps]
    assert steps[0].startswith("From Mon, Nov 23 to Sun, Dec 6 ask")
    assert steps[1].startswith("From Mon, Dec 7 to Sun, Dec 20 ask ¥27 again")
    assert "keep" in steps[-1]
    assert "otherwise stay at ¥27" in steps[-1]
    assert alarm.effect.low <= alarm.effect.mid <= alarm.effect.high
    assert alarm.effect.mid > 0


def test_demand_that_answers_strongly_is_worth_a_cheaper_test(shop: Warehouse) -> None:
    """A percent dearer, four percent fewer pieces, at a cost of 10: less a piece, more in all."""
    fill(shop, -4.0, cost=10)
    assert one(shop).headline.args["test"].value < 27  # type: ignore[union-attr]


def test_the_break_even_earns_what_today_earns(shop: Warehouse) -> None:
    """The pieces that the rule asks for bring no less than now, and one piece fewer would."""
    fill(shop, -0.8)
    text = one(shop).explanation.would_change
    enough = int(next(claim.value for claim in text.claims() if claim.unit == "count"))
    test = float(next(claim.value for claim in text.claims() if claim.unit == "money"))
    now = next(
        float(claim.value)
        for row in one(shop).explanation.evidence
        if "gross profit" in row.text.render("en")
        for claim in [row.text.args["now"]]  # type: ignore[union-attr]
    )
    assert enough * (test - 20) >= now > (enough - 1) * (test - 20)


def test_without_a_cost_sales_are_judged_and_said(shop: Warehouse) -> None:
    """Never a gross profit out of an unknown cost."""
    fill(shop, -0.4, cost=None)
    alarm = one(shop)
    assert "more sales a week" in alarm.headline.render("en")
    assert any("成本不知道" in row.text.render("zh") for row in alarm.explanation.evidence)


@pytest.mark.parametrize(
    "prices",
    [(27.0, 27.0), (30.0, 27.0), (27.5, 27.0, 27.5, 27.0)],
    ids=["never changed", "once", "by cents"],
)
def test_prices_that_hardly_moved_say_nothing(shop: Warehouse, prices: tuple[float, ...]) -> None:
    """One change cannot be told from whatever else changed that day."""
    fill(shop, -0.8, prices=prices)
    assert alarms(shop, price_worth_testing) == []


def test_what_sold_more_when_dearer_says_nothing(shop: Warehouse) -> None:
    """Something else was at work."""
    fill(shop, 1.5)
    assert alarms(shop, price_worth_testing) == []


def test_a_season_of_the_whole_shop_is_no_answer_to_a_price(shop: Warehouse) -> None:
    """Everything sold twice as much while it was cheap: pieces over the shop's stay even, so a cheaper price is not proposed."""
    chance = np.random.default_rng(3)
    lines: list[dict[str, object]] = []
    for back in range(1, 7 * WEEKS + 1):
        price = PRICES[(7 * WEEKS - back) * len(PRICES) // (7 * WEEKS)]
        busy = 2 if price == min(PRICES) else 1
        for product, pace in (("奶粉", 4), ("其他", 12)):
            lines += [
                {
                    "day": TODAY - timedelta(days=back),
                    "product": product,
                    "paid": price if product == "奶粉" else 10,
                    "order": f"{product}{back}-{n}",
                }
                for n in range(chance.poisson(pace * busy))
            ]
    sell(shop, lines)
    list_products(shop, {"奶粉": 27.0, "其他": 10.0}, cost=20)
    assert all(alarm.headline.args["test"].value > 27 for alarm in alarms(shop, price_worth_testing))  # type: ignore[union-attr]
