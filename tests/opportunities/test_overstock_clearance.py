"""Overstock clearance: months of stock, prices above cost, and what only looks like it."""

from __future__ import annotations

from datetime import timedelta

import numpy as np
import pandas as pd
import pytest

from brain.facts.warehouse.engine import Warehouse
from brain.opportunities.detectors.overstock_clearance import overstock_clearance
from brain.opportunities.shelf.slow import SPELL, pace_of
from tests.opportunities.shelf_and_prices import alarms, count_stock, list_products, steady
from tests.opportunities.shops import TODAY, sell

LONG_AGO = TODAY - timedelta(days=300)


def fill(shop: Warehouse, pieces: int = 100, *, cost: float | None = 20, days: int = 364) -> None:
    """A slow mover, one piece a week, and something that sells every day."""
    sell(shop, [*steady("睡袋", days, every=7), *steady("奶粉", days)])
    count_stock(shop, {"睡袋": pieces, "奶粉": 30})
    list_products(shop, {"睡袋": 80.0, "奶粉": 50.0}, cost=cost, listed=LONG_AGO)


def test_months_of_stock_get_falling_prices_with_days_above_cost(shop: Warehouse) -> None:
    """A hundred pieces at one a week: no more of it, then prices from day to day, none below cost, and today's beside them."""
    fill(shop)
    (alarm,) = alarms(shop, overstock_clearance)
    assert alarm.headline.render("zh") == "睡袋还有 100 件库存，照现在的卖速够卖大约 700 天。"
    assert "先不再进货" in alarm.steps[0].render("zh")
    look = alarm.explanation.look
    assert look is not None
    prices = [point.value for point in look.points]
    assert prices == sorted(prices, reverse=True)
    assert prices[0] == 80
    assert prices[-1] >= 20
    assert sum("11月21日到" in step.render("zh") for step in alarm.steps) == 1
    assert not alarm.urgent


def test_without_a_cost_no_price_is_guessed(shop: Warehouse) -> None:
    """The card says what to enter; nothing is proposed below an unknown floor."""
    fill(shop, cost=None)
    (alarm,) = alarms(shop, overstock_clearance)
    assert alarm.explanation.look is None
    assert any("填上成本" in step.render("zh") for step in alarm.steps)
    assert any("没有成本" in text.render("zh") for text in alarm.explanation.rejected)


def test_no_room_above_the_cost_leaves_the_price(shop: Warehouse) -> None:
    """At a cost of 79 even a tenth off would lose money."""
    fill(shop, cost=79)
    (alarm,) = alarms(shop, overstock_clearance)
    assert alarm.explanation.look is None
    assert any("价格不动" in step.render("zh") for step in alarm.steps)


@pytest.mark.parametrize("pieces", [15, 16])
def test_few_pieces_are_no_burden(shop: Warehouse, pieces: int) -> None:
    """Fewer than twenty, however long they last."""
    fill(shop, pieces)
    assert alarms(shop, overstock_clearance) == []


def test_a_first_delivery_is_no_overstock(shop: Warehouse) -> None:
    """Listed eight days ago: it needs time to find its buyers."""
    sell(shop, [*steady("奶粉", 364), *steady("睡袋", 8, every=4)])
    count_stock(shop, {"睡袋": 100})
    list_products(shop, {"睡袋": 80.0}, cost=20, listed=TODAY - timedelta(days=8))
    assert alarms(shop, overstock_clearance) == []


def test_a_young_shop_knows_too_little(shop: Warehouse) -> None:
    """Two weeks of orders are no pace, whatever the product file says of its age."""
    fill(shop, days=14)
    assert alarms(shop, overstock_clearance) == []


def test_a_season_ahead_that_clears_it_calls_it_off(shop: Warehouse) -> None:
    """Last year the coming twelve weeks sold a hundred."""
    fill(shop)
    season = [
        {"day": TODAY - timedelta(days=back), "product": "睡袋", "order": f"season{back}-{number}"}
        for back in range(290, 360)
        for number in range(2)
    ]
    sell(shop, season)
    assert alarms(shop, overstock_clearance) == []


def test_less_than_a_year_of_orders_is_said(shop: Warehouse) -> None:
    """No season was seen, which is not the same as none."""
    fill(shop, days=200)
    (alarm,) = alarms(shop, overstock_clearance)
    assert any("订单不满一年" in row.text.render("zh") for row in alarm.explanation.evidence)


def test_the_pace_is_a_range_that_narrows_with_what_was_sold() -> None:
    """Around the spells' mean, wider for few pieces, and never below what the coming weeks took last year."""
    frame = pd.DataFrame(
        {
            "spell_1": [4.0, 40.0, 4.0],
            "spell_2": [4.0, 40.0, 4.0],
            "spell_3": [4.0, 40.0, 4.0],
            "last_year": [0.0, 0.0, 84.0],
        }
    )
    pace = pace_of(frame)
    assert pace.mid[:2] * SPELL == pytest.approx([4.0, 40.0])
    assert pace.mid[2] == pytest.approx(1.0)
    assert (pace.low <= pace.mid).all()
    assert (pace.mid <= pace.high).all()
    width = (pace.high - pace.low) / np.maximum(pace.mid, 1e-9)
    assert width[1] < width[0]
