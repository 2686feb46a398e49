"""Cart left: interest without an order, of customers who may be written to, in goods that can be delivered."""

from __future__ import annotations

from datetime import timedelta

import pytest

from brain.facts.warehouse.engine import Warehouse
from brain.opportunities.base import Detected, Finding
from brain.opportunities.detectors.cart_left import cart_left
from brain.opportunities.scanning import look_at as look_with
from tests.opportunities.shops import TODAY, facts_on, look_at, refuse, sell, situation_of, stock_up


def cart(customer: str, ago: int, product: str = "推车") -> dict[str, object]:
    """Something put into a cart so many days ago."""
    return {"day": TODAY - timedelta(days=ago), "customer": customer, "product": product, "type": "cart"}


def views(customer: str, ago: int, many: int, product: str = "推车") -> list[dict[str, object]]:
    """Looks at one product."""
    return [{**cart(customer, ago, product), "type": "view"} for _ in range(many)]


def bought(customer: str, ago: int, product: str = "推车") -> dict[str, object]:
    """One paid order."""
    return {"day": TODAY - timedelta(days=ago), "customer": customer, "product": product, "paid": 300}


def seen(shop: Warehouse) -> Detected:
    """What the detector sees this morning."""
    return look_with(situation_of(facts_on(shop, TODAY), TODAY), cart_left)


def business(shop: Warehouse) -> None:
    """Other customers buy every day, so that the shop has goods and a usual order."""
    sell(shop, [bought(f"other{number}", 1 + number % 20) for number in range(40)])


def test_carts_and_repeated_looks_are_one_card(shop: Warehouse) -> None:
    """Five carts and two who looked three times; two looks are not enough. Carts come first."""
    business(shop)
    looks = [cart(f"c{number}", 1 + number % 3) for number in range(5)]
    looks += [*views("v0", 6, 3), *views("v1", 2, 4), *views("short", 2, 2)]
    look_at(shop, looks)
    (finding,) = seen(shop).findings
    assert isinstance(finding, Finding)
    members = [member.customer_key for member in finding.members]
    assert set(members) == {"c0", "c1", "c2", "c3", "c4", "v0", "v1"}
    assert set(members[:5]) == {"c0", "c1", "c2", "c3", "c4"}
    assert finding.headline.render("en").startswith(
        "5 customers left something in the cart in the last 3 days, 2 more"
    )


@pytest.mark.parametrize("ago", [0, 1, 9], ids=["since, today is not over", "since", "nine days before"])
def test_what_was_ordered_is_not_left(shop: Warehouse, ago: int) -> None:
    """A cart that was ordered, or a product bought within two weeks, is no cart left; orders of today are not known yet."""
    business(shop)
    look_at(shop, [cart(f"c{number}", 2) for number in range(6)])
    sell(shop, [bought(f"c{number}", ago) for number in range(3)])
    assert len(seen(shop).findings) == (ago == 0)


def test_old_carts_are_cold(shop: Warehouse) -> None:
    """Carts of four days ago and looks of eight days ago are no card."""
    business(shop)
    look_at(
        shop,
        [
            *(cart(f"c{number}", 4) for number in range(9)),
            *(view for n in range(9) for view in views(f"v{n}", 8, 4)),
        ],
    )
    assert seen(shop) == Detected(receipts=seen(shop).receipts)


def test_who_refused_is_left_out(shop: Warehouse) -> None:
    """Six carts less two refusals leave four; a third refusal leaves too few."""
    business(shop)
    look_at(shop, [cart(f"c{number}", 1) for number in range(6)])
    refuse(shop, ["c0", "c1"])
    (finding,) = seen(shop).findings
    assert isinstance(finding, Finding)
    assert {member.customer_key for member in finding.members} == {"c2", "c3", "c4", "c5"}
    refuse(shop, ["c2"])
    assert seen(shop).findings == []


def test_only_those_who_want_what_is_there_are_written_to(shop: Warehouse) -> None:
    """Four want the pram and three the cot, which is sold out: four are written to, and the cot is named as short."""
    business(shop)
    look_at(shop, [*(cart(f"p{n}", 1) for n in range(4)), *(cart(f"b{n}", 1, "婴儿床") for n in range(3))])
    stock_up(shop, TODAY - timedelta(days=1), {"推车": 400, "婴儿床": 0})
    (finding,) = seen(shop).findings
    assert isinstance(finding, Finding)
    assert {member.customer_key for member in finding.members} == {f"p{n}" for n in range(4)}
    assert [goods.product_id for goods in finding.goods] == ["推车"]
    stock_up(shop, TODAY - timedelta(days=1), {"推车": 0})


def test_earlier_carts_say_what_comes_by_itself(shop: Warehouse) -> None:
    """Of 24 carts left on earlier mornings half were ordered two days later by themselves; the card says so."""
    business(shop)
    earlier = [cart(f"e{number}", 12 + 3 * (number % 4), "推车") for number in range(24)]
    look_at(shop, earlier + [cart(f"c{number}", 1) for number in range(6)])
    sell(shop, [bought(f"e{number}", 12 + 3 * (number % 4) - 5) for number in range(0, 24, 2)])
    (finding,) = seen(shop).findings
    said = finding.explanation.why_now.render("en")
    assert "% were ordered within 7 days without a message" in said
    assert finding.effect.mid > 0


def test_a_shop_without_visits_is_told_what_to_bring(shop: Warehouse) -> None:
    """Orders alone: the need is not met, with a hint."""
    business(shop)
    assert not facts_on(shop, TODAY).has("interest")
    assert "访问记录" in cart_left.needs[0].hint.render("zh")
