"""Price slip: one price that fell all by itself, and not what somebody meant."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest

from brain.facts.warehouse.engine import Warehouse
from brain.opportunities.detectors.price_slip import price_slip
from tests.opportunities.shelf_and_prices import alarms, ask, list_products, steady
from tests.opportunities.shops import TODAY, promote, sell

SLIPPED = TODAY - timedelta(days=3)
OTHERS = [f"货{number}" for number in range(6)]


def fill(
    shop: Warehouse,
    now: float | None = 30,
    *,
    also: dict[str, float] | None = None,
    quantity: int = 1,
    until: date = SLIPPED,
) -> None:
    """Seven products at 50 a piece, one line a day each; the first one (and `also`) at other prices in the last three days."""
    lines = [line for name in ("奶粉", *OTHERS) for line in steady(name, 64, until=until)]
    for name, price in {"奶粉": now, **(also or {})}.items():
        if price is not None:
            lines += [
                {**line, "quantity": quantity, "paid": price, "order": f"new{name}{line['day']}"}
                for line in steady(name, 3)
            ]
    sell(shop, lines)


def test_a_price_that_fell_alone_is_urgent(shop: Warehouse) -> None:
    """Fifty became thirty: how much each piece gives away, what to do, and the days on a chart."""
    fill(shop)
    (alarm,) = alarms(shop, price_slip)
    assert alarm.urgent
    assert alarm.headline.render("zh") == "奶粉现在卖 ¥30，平时是 ¥50，低了 40%，也没有活动。"
    assert "每件少收 ¥20" in alarm.explanation.why_now.render("zh")
    assert alarm.effect.low < alarm.effect.mid <= alarm.effect.high
    assert alarm.explanation.look is not None
    assert sum(point.marked for point in alarm.explanation.look.points) == 3


def test_a_new_price_list_is_no_slip(shop: Warehouse) -> None:
    """When every product fell by the same share nobody slipped; one that fell further still did."""
    fill(shop, 40, also=dict.fromkeys(OTHERS, 40.0))
    assert alarms(shop, price_slip) == []


def test_one_that_fell_further_than_the_list_slipped(shop: Warehouse) -> None:
    """The list went from 50 to 44, this one to 20: it should be 44."""
    fill(shop, 20, also=dict.fromkeys(OTHERS, 44.0))
    (alarm,) = alarms(shop, price_slip)
    assert "平时是 ¥44" in alarm.headline.render("zh")


def test_three_that_fell_alike_were_meant(shop: Warehouse) -> None:
    """Somebody takes three products down by the same fifth: a plan."""
    fill(shop, 40, also={OTHERS[0]: 40.0, OTHERS[1]: 40.0})
    assert alarms(shop, price_slip) == []


@pytest.mark.parametrize("product", ["奶粉", None], ids=["its own", "the whole shop's"])
def test_a_promotion_explains_it_as_far_as_it_goes(shop: Warehouse, product: str | None) -> None:
    """Ten percent off explains 42 well enough."""
    fill(shop, 42)
    promote(shop, SLIPPED, TODAY + timedelta(days=3), product=product)
    assert alarms(shop, price_slip) == []


def test_below_what_the_promotion_allows_is_a_slip(shop: Warehouse) -> None:
    """Ten percent off makes 45, and it sells for 30."""
    fill(shop, 30)
    promote(shop, SLIPPED, TODAY + timedelta(days=3), product="奶粉")
    (alarm,) = alarms(shop, price_slip)
    assert alarm.headline.render("zh") == "奶粉现在卖 ¥30；就算按「周末专场」也该是 ¥45，低了 33.3%。"


def test_a_small_cut_is_no_slip(shop: Warehouse) -> None:
    """Eight percent is within what shops round."""
    fill(shop, 46)
    assert alarms(shop, price_slip) == []


def test_a_single_line_is_a_favour(shop: Warehouse) -> None:
    """One customer got it cheaper, and the product file says nothing."""
    fill(shop, None, until=TODAY)
    sell(
        shop,
        [{"day": TODAY - timedelta(days=1), "product": "奶粉", "paid": 30, "order": "favour", "hour": 20}],
    )
    assert alarms(shop, price_slip) == []


def test_a_cut_of_three_weeks_ago_is_known(shop: Warehouse) -> None:
    """What stood for weeks is the price."""
    sell(shop, [*steady("奶粉", 64, until=TODAY - timedelta(days=21)), *steady("奶粉", 21, paid=30)])
    assert alarms(shop, price_slip) == []


def test_a_crate_is_no_slip(shop: Warehouse) -> None:
    """Twelve at once go for less a piece."""
    fill(shop, 30, quantity=12)
    assert alarms(shop, price_slip) == []


def test_the_product_file_alone_is_enough_where_it_can_be_believed(shop: Warehouse) -> None:
    """Its other prices are those of the lines, and one is a fraction: nothing was sold at it yet."""
    fill(shop, None, until=TODAY)
    list_products(shop, {"奶粉": 5.0, **dict.fromkeys(OTHERS, 50.0)}, cost=20)
    (alarm,) = alarms(shop, price_slip)
    assert "商品表里标 ¥5" in alarm.headline.render("zh")
    assert "还没有人按这个价买走" in alarm.explanation.why_now.render("zh")
    assert alarm.explanation.look is None


def test_a_product_file_with_other_prices_throughout_is_not_believed(shop: Warehouse) -> None:
    """Members' prices in the file are no slip of one."""
    fill(shop, None, until=TODAY)
    list_products(shop, {"奶粉": 30.0, **{name: 40.0 - number for number, name in enumerate(OTHERS)}})
    assert alarms(shop, price_slip) == []


def test_cost_and_competitors_are_told(shop: Warehouse) -> None:
    """Below cost it is surer and said; the cheapest competitor stands beside it."""
    fill(shop)
    list_products(shop, {"奶粉": 30.0, **dict.fromkeys(OTHERS, 50.0)}, cost=35)
    ask(shop, "奶粉", {2: 48.0})
    (alarm,) = alarms(shop, price_slip)
    assert "低于成本 ¥35" in alarm.explanation.why_now.render("zh")
    assert any("¥48" in row.text.render("zh") for row in alarm.explanation.evidence)
    assert Decimal(str(alarm.explanation.confidence.value)) > Decimal("0.9")
