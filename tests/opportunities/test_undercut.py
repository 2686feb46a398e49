"""Undercut: a competitor who went well below our price lately."""

from __future__ import annotations

from brain.facts.warehouse.engine import Warehouse
from brain.opportunities.detectors.undercut import undercut
from tests.opportunities.shelf_and_prices import alarms, ask, list_products, steady
from tests.opportunities.shops import TODAY, facts_on, look, sell

BEFORE = {28: 50.0, 21: 51.0, 14: 50.0}


def fill(shop: Warehouse, *, cost: float | None = 20) -> None:
    """Milk powder at 50, one a day."""
    sell(shop, steady("奶粉", 60))
    list_products(shop, {"奶粉": 50.0}, cost=cost)


def test_a_seller_who_went_below_is_told_with_what_following_would_leave(shop: Warehouse) -> None:
    """From 50 to 40 at a cost of 20: a fifth below, and 20 left a piece instead of 30."""
    fill(shop)
    ask(shop, "奶粉", {**BEFORE, 2: 40.0, 1: 40.0})
    (alarm,) = alarms(shop, undercut)
    assert alarm.headline.render("zh") == "奶粉：邻家优选现在卖 ¥40，比你的 ¥50 低 20%。"
    assert any("每件还剩 ¥20" in step.render("zh") for step in alarm.steps)
    assert not alarm.urgent
    assert alarm.explanation.look is not None
    assert alarm.explanation.look.limit == 50


def test_below_cost_nobody_should_follow(shop: Warehouse) -> None:
    """Their 40 would not pay for what costs 39."""
    fill(shop, cost=39)
    ask(shop, "奶粉", {**BEFORE, 1: 40.0})
    (alarm,) = alarms(shop, undercut)
    assert any(step.render("zh").startswith("不要跟") for step in alarm.steps)


def test_without_a_cost_no_advice_to_follow_is_given(shop: Warehouse) -> None:
    """The owner decides with the cost in hand."""
    fill(shop, cost=None)
    ask(shop, "奶粉", {**BEFORE, 1: 40.0})
    (alarm,) = alarms(shop, undercut)
    assert any("商品表里没有成本" in step.render("zh") for step in alarm.steps)


def test_who_always_was_cheaper_is_no_news(shop: Warehouse) -> None:
    """A habit of 40 is not a cut to 40."""
    fill(shop)
    ask(shop, "奶粉", {28: 40.0, 21: 41.0, 14: 40.0, 1: 40.0})
    assert alarms(shop, undercut) == []


def test_small_gaps_old_sightings_and_first_sightings_are_left_alone(shop: Warehouse) -> None:
    """Eight percent; a price of ten days ago; a seller seen for the first time."""
    fill(shop)
    ask(shop, "奶粉", {**BEFORE, 1: 46.0}, "甲")
    ask(shop, "奶粉", {**BEFORE, 10: 40.0}, "乙")
    ask(shop, "奶粉", {1: 40.0}, "丙")
    assert alarms(shop, undercut) == []


def test_the_cheapest_of_several_stands_for_all(shop: Warehouse) -> None:
    """One card a product, about the seller furthest below."""
    fill(shop)
    ask(shop, "奶粉", {**BEFORE, 1: 42.0}, "甲")
    ask(shop, "奶粉", {**BEFORE, 1: 38.0}, "乙")
    (alarm,) = alarms(shop, undercut)
    assert "乙现在卖 ¥38" in alarm.headline.render("zh")


def test_without_a_prices_file_the_owner_hears_what_to_bring(shop: Warehouse) -> None:
    """The detector is off and says so."""
    sell(shop, steady("奶粉", 60))
    off = {one.detector: one for one in look(facts_on(shop, TODAY)).switched_off}
    assert off["undercut"].missing == ("market_price",)
    assert "市场价表" in off["undercut"].hint.render("zh")
