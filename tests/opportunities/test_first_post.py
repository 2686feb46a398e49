"""First post: only where a shop is young, has customers who agreed, something to show, and has not begun."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from brain.facts.warehouse.engine import Warehouse
from brain.opportunities.base import Finding
from brain.opportunities.detectors.first_post import YOUNG_DAYS, first_post
from brain.opportunities.scanning import look_at
from tests.opportunities.shops import LAST, TODAY, facts_on, refuse, sell, situation_of, stock_up


def young_shop(warehouse: Warehouse, days: int = 20) -> None:
    """Three orders a day by thirty customers, rice flour in most of them."""
    lines = []
    for number in range(days * 3):
        day = LAST - timedelta(days=number // 3)
        product = "rice" if number % 3 else "bowl"
        lines.append(
            {
                "day": day,
                "product": product,
                "customer": f"c{number % 30}",
                "order": f"o{number}",
                "category": "food",
            }
        )
    sell(warehouse, lines)


def found(warehouse: Warehouse, today: date = TODAY) -> list[Finding]:
    facts = facts_on(warehouse, today)
    return [
        one for one in look_at(situation_of(facts, today), first_post).findings if isinstance(one, Finding)
    ]


def test_a_young_shop_begins_with_what_sells(shop: Warehouse) -> None:
    """The product in most orders first, to all who bought, with a range and its basis."""
    young_shop(shop)
    (card,) = found(shop)
    assert [goods.product_id for goods in card.goods] == ["rice", "bowl"]
    assert len(card.members) == 30
    assert 0 <= card.effect.low < card.effect.mid < card.effect.high
    assert "40" in card.headline.render("en")
    assert "60" in card.headline.render("zh")
    receipts = {receipt.id for receipt in card.receipts}
    assert {claim.receipt for row in card.explanation.evidence for claim in row.claims} <= receipts


def test_an_old_shop_does_not(shop: Warehouse) -> None:
    """From eight weeks on other detectors know more."""
    young_shop(shop, YOUNG_DAYS + 2)
    assert found(shop) == []


def test_too_few_orders_or_old_data_are_no_beginning(shop: Warehouse) -> None:
    """Six days are eighteen orders; there is nothing to say about somebody's order yet."""
    young_shop(shop, 6)
    assert found(shop) == []


def test_who_refused_is_not_written_to(shop: Warehouse) -> None:
    """And where too few agreed there is no post at all."""
    young_shop(shop)
    refuse(shop, [f"c{number}" for number in range(10)])
    (card,) = found(shop)
    assert {member.customer_key for member in card.members} == {f"c{number}" for number in range(10, 30)}
    refuse(shop, [f"c{number}" for number in range(20)])
    assert found(shop) == []


def test_what_is_not_there_is_not_shown(shop: Warehouse) -> None:
    """Without stock of what sells the post waits, and says why."""
    young_shop(shop)
    stock_up(shop, LAST, {"rice": 0, "bowl": 0})
    detected = look_at(situation_of(facts_on(shop, TODAY), TODAY), first_post)
    assert detected.findings == []
    assert "stock" in detected.rejected[0].render("en")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_it_speaks_both_languages(shop: Warehouse, lang: str) -> None:
    """Every sentence renders without a field left open."""
    young_shop(shop)
    (card,) = found(shop)
    why = card.explanation
    texts = [
        card.headline,
        why.why_now,
        why.method,
        why.strongest_doubt,
        why.would_change,
        *(row.text for row in why.evidence),
    ]
    assert all("{" not in text.render(lang) for text in texts)
