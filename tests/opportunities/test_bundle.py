"""Bundle: a pair is offered to buyers of one of the two; two sizes of one thing are no pair, and what is out of stock is not offered."""

from __future__ import annotations

from datetime import timedelta

import numpy as np

from brain.facts.warehouse.engine import Warehouse
from brain.opportunities.base import Detected, Finding
from brain.opportunities.detectors.bundle import bundle
from brain.opportunities.scanning import look_at
from tests.opportunities.shops import TODAY, facts_on, refuse, sell, situation_of, stock_up


def fill(shop: Warehouse, first: str, second: str, *, together: int = 40, customers: bool = True) -> None:
    """Six hundred orders of one or two of twenty products, and `together` orders that hold a pair; forty have one of it only."""
    chance = np.random.default_rng(3)
    lines: list[dict[str, object]] = []

    def order(name: str, customer: str, products: list[str]) -> None:
        day = TODAY - timedelta(days=int(chance.integers(1, 100)))
        known = customer if customers else None
        lines.extend(
            {"day": day, "order": name, "customer": known, "product": product, "paid": 30}
            for product in products
        )

    for number in range(600):
        order(
            f"o{number}",
            f"C{number % 250}",
            [f"商品{chance.integers(20)}" for _ in range(chance.integers(1, 3))],
        )
    for number in range(together):
        order(f"t{number}", f"T{number}", [first, second])
    for number in range(40):
        order(f"s{number}", f"S{number}", [first if number % 2 else second])
    sell(shop, lines)


def looked(shop: Warehouse) -> Detected:
    """What the detector tells this morning."""
    return look_at(situation_of(facts_on(shop, TODAY), TODAY), bundle)


def findings(shop: Warehouse) -> list[Finding]:
    """Its cards."""
    return [one for one in looked(shop).findings if isinstance(one, Finding)]


def test_buyers_of_one_hear_of_the_other(shop: Warehouse) -> None:
    """The pair is found, and its audience is those who have exactly one of the two."""
    fill(shop, "奶瓶", "奶瓶刷")
    found = findings(shop)
    assert [{subject.id for subject in one.subjects} for one in found] == [{"奶瓶", "奶瓶刷"}]
    assert found[0].reached == {f"S{number}" for number in range(40)}
    assert {goods.product_id for goods in found[0].goods} == {"奶瓶", "奶瓶刷"}


def test_who_refused_is_left_out(shop: Warehouse) -> None:
    """Three refusals leave thirty-seven."""
    fill(shop, "奶瓶", "奶瓶刷")
    refuse(shop, ["S0", "S1", "S2"])
    assert len(findings(shop)[0].members) == 37


def test_without_joint_orders_there_is_no_card(shop: Warehouse) -> None:
    """The same shop, the pair never bought together."""
    fill(shop, "奶瓶", "奶瓶刷", together=0)
    assert findings(shop) == []


def test_two_sizes_of_one_thing_are_no_bundle(shop: Warehouse) -> None:
    """However often they are bought together."""
    fill(shop, "湿巾 80抽", "湿巾 10抽")
    assert findings(shop) == []


def test_what_cannot_be_delivered_is_turned_down(shop: Warehouse) -> None:
    """And the feed says so."""
    fill(shop, "奶瓶", "奶瓶刷")
    stock_up(shop, TODAY - timedelta(days=1), {"奶瓶": 0, "奶瓶刷": 500})
    found = looked(shop)
    assert found.findings == []
    assert "货不够" in found.rejected[0].render("zh")


def test_without_customers_everybody_hears_of_it(shop: Warehouse) -> None:
    """Then no audience can be counted, and the effect is a cautious share of what sells anyway."""
    fill(shop, "奶瓶", "奶瓶刷", customers=False)
    found = findings(shop)
    assert len(found) == 1
    assert found[0].members == ()
