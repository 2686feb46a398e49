"""Product for whom: a new product goes to those who buy what its first buyers bought, or what it is like; never to who has it or refused."""

from __future__ import annotations

from datetime import timedelta

from brain.facts.warehouse.engine import Warehouse
from brain.opportunities.base import Finding
from brain.opportunities.detectors.product_for_whom import product_for_whom
from brain.opportunities.scanning import look_at
from tests.opportunities.shops import SHOP, TODAY, facts_on, refuse, sell, situation_of, stock_up

TOYS, WIPES = ("积木 城堡", "积木 火车", "拼图 动物"), ("湿巾 手口", "湿巾 厨房", "洗手液")


def fill(shop: Warehouse, *, buyers: int = 12, listed_back: int = 9) -> None:
    """Forty toy buyers and sixty wipe buyers of half a year; a new toy with `buyers` first buyers among the toy buyers."""
    lines: list[dict[str, object]] = []
    for number in range(100):
        goods, category = (TOYS, "玩具") if number < 40 else (WIPES, "湿巾")
        lines += [
            {"day": TODAY - timedelta(days=20 + 7 * turn), "product": goods[(number + turn) % 3], "category": category, "customer": f"C{number}", "paid": 60}
            for turn in range(5)
        ]  # fmt: skip
    lines += [
        {"day": TODAY - timedelta(days=1 + number % 8), "product": "积木 飞船", "category": "玩具", "customer": f"C{number}", "paid": 60}
        for number in range(buyers)
    ]  # fmt: skip
    sell(shop, [{**line, "order": f"n{number}"} for number, line in enumerate(lines)])
    with shop.writing() as cursor:
        for name, category, back in [
            *((n, "玩具", 400) for n in TOYS),
            *((n, "湿巾", 400) for n in WIPES),
            ("积木 飞船", "玩具", listed_back),
        ]:
            cursor.execute(
                "INSERT INTO product_version (shop_id, row_key, batch_id, row_no, product_id, name, category, price, listed_on)"
                " VALUES (?, ?, 'batch', 1, ?, ?, ?, 60, ?)",
                [SHOP.id, name, name, name, category, TODAY - timedelta(days=back)],
            )


def findings(shop: Warehouse) -> list[Finding]:
    """What the detector tells this morning."""
    found = look_at(situation_of(facts_on(shop, TODAY), TODAY), product_for_whom).findings
    return [one for one in found if isinstance(one, Finding)]


def test_the_rest_of_the_toy_buyers_hear_of_the_new_toy(shop: Warehouse) -> None:
    """Twelve of forty have it; the others are the likeliest, and who has it or refused is not written to."""
    fill(shop)
    refuse(shop, ["C39"])
    found = findings(shop)
    assert [one.subjects[0].id for one in found] == ["积木 飞船"]
    toy_buyers = {f"C{number}" for number in range(12, 39)}
    assert found[0].reached <= {f"C{number}" for number in range(12, 100)} - {"C39"}
    assert len(found[0].reached & toy_buyers) / len(found[0].reached) >= 0.9


def test_one_that_nobody_bought_goes_by_what_it_is_like_and_says_so(shop: Warehouse) -> None:
    """Less sure, and the doubt is named."""
    fill(shop, buyers=1)
    found = findings(shop)
    assert len(found) == 1
    assert found[0].explanation.confidence.value <= 0.5
    assert len(found[0].reached & {f"C{number}" for number in range(40)}) / len(found[0].reached) >= 0.9


def test_an_old_product_is_not_new(shop: Warehouse) -> None:
    """Listed two months ago."""
    fill(shop, listed_back=60)
    assert findings(shop) == []


def test_without_stock_there_is_no_card(shop: Warehouse) -> None:
    """Nothing to send."""
    fill(shop)
    stock_up(shop, TODAY - timedelta(days=1), {"积木 飞船": 0})
    assert findings(shop) == []
