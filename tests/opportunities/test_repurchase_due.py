"""Repurchase due: buyers who keep time and whose time is now, and nobody else."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

import pytest

from brain.facts.warehouse.engine import Warehouse
from brain.kernel.i18n import Text
from brain.opportunities.base import Detected, Finding
from brain.opportunities.detectors.repurchase_due import repurchase_due
from brain.opportunities.scanning import look_at
from tests.opportunities.shops import TODAY, facts_on, refuse, sell, situation_of, stock_up

PACE = 21


def purchases(
    customer: str, away: int, *, product: str = "奶粉", gaps: Sequence[int] = (PACE,) * 6
) -> list[dict[str, object]]:
    """Purchases of a product, the last one `away` days ago and `gaps` between them."""
    days = [away]
    for gap in gaps:
        days.append(days[-1] + gap)
    return [
        {"day": TODAY - timedelta(days=day), "customer": customer, "product": product, "paid": 80,
         "order": f"{customer}-{product}-{day}"}
        for day in days
    ]  # fmt: skip


def fill(shop: Warehouse) -> None:
    """Nine regular buyers whose pause ends today, twelve who are in the middle of it."""
    lines = [line for number in range(9) for line in purchases(f"due{number}", PACE + number % 3 - 1)]
    lines += [line for number in range(12) for line in purchases(f"fresh{number}", 2 + number % 5)]
    sell(shop, lines)


def seen(shop: Warehouse) -> Detected:
    """What the detector sees this morning."""
    return look_at(situation_of(facts_on(shop, TODAY), TODAY), repurchase_due)


def test_the_due_are_found_and_only_they(shop: Warehouse) -> None:
    """Nine are due for the one product; those who bought these days are not asked again."""
    fill(shop)
    (finding,) = seen(shop).findings
    assert isinstance(finding, Finding)
    assert {member.customer_key for member in finding.members} == {f"due{number}" for number in range(9)}
    assert [goods.name for goods in finding.goods] == ["奶粉"]
    assert finding.headline.render("zh") == "9 位常买奶粉的顾客这几天该再买了：平常隔 21 天，上次是 21 天前。"


def test_what_they_do_by_themselves_lowers_the_expectation(shop: Warehouse) -> None:
    """All 12 earlier cases (three of the nine had bought just before) bought within a week by themselves: the card says so, and little is left to win."""
    fill(shop)
    (finding,) = seen(shop).findings
    said = [row.text.render("en") for row in finding.explanation.evidence]
    assert any(
        text.startswith("Of 12 customers at the same point") and "100% bought" in text for text in said
    )
    assert "come anyway" in finding.explanation.strongest_doubt.render("en")
    assert finding.effect.mid <= 2


def test_a_quiet_shop_has_no_card(shop: Warehouse) -> None:
    """The same buyers in the middle of their pause: nothing is due."""
    sell(shop, [line for number in range(20) for line in purchases(f"c{number}", 5 + number % 6)])
    assert seen(shop) == Detected(receipts=seen(shop).receipts)


@pytest.mark.parametrize(
    "gaps", [(4, 40, 7, 35, 19), (60, 5, 21, 8, 33)], ids=["irregular", "more irregular"]
)
def test_who_buys_at_any_time_is_not_due(shop: Warehouse, gaps: Sequence[int]) -> None:
    """A median pause that ends today is no rhythm when the pauses do not agree."""
    sell(shop, [line for number in range(12) for line in purchases(f"c{number}", sorted(gaps)[2], gaps=gaps)])
    assert seen(shop).findings == []


def test_four_customers_are_no_audience(shop: Warehouse) -> None:
    """Four due buyers are better asked by hand."""
    sell(shop, [line for number in range(4) for line in purchases(f"due{number}", PACE)])
    assert seen(shop).findings == []


def test_who_refused_is_left_out_and_may_leave_too_few(shop: Warehouse) -> None:
    """Three refusals leave six; two more leave four, which is no card."""
    fill(shop)
    refuse(shop, ["due0", "due1", "due2"])
    (finding,) = seen(shop).findings
    assert isinstance(finding, Finding)
    assert len(finding.members) == 6
    refuse(shop, ["due3", "due4"])
    assert seen(shop).findings == []


def test_a_product_out_of_stock_is_turned_down(shop: Warehouse) -> None:
    """A reminder of what cannot be delivered does harm."""
    fill(shop)
    stock_up(shop, TODAY - timedelta(days=1), {"奶粉": 0})
    assert seen(shop).findings == []
    (reason,) = seen(shop).rejected
    assert reason.render("zh") == "有几位顾客该再买奶粉了，但它库存不足或已下架。"


def test_where_hardly_anybody_came_before_there_is_nothing_to_remind_of(shop: Warehouse) -> None:
    """Sixty other regular buyers, due three weeks ago, never came again: the rhythm of those who did is what is left over."""
    fill(shop)
    sell(shop, [line for number in range(60) for line in purchases(f"gone{number}", 2 * PACE + 1)])
    detected = seen(shop)
    assert detected.findings == []
    assert [
        isinstance(one, Text) and "没有什么可提醒的" in one.render("zh") for one in detected.rejected
    ] == [True]


def test_orders_of_today_do_not_count(shop: Warehouse) -> None:
    """Rows on or after the end of the data change nothing: the due are still due."""
    fill(shop)
    sell(shop, [{"day": TODAY, "customer": f"due{number}", "product": "奶粉"} for number in range(9)])
    (finding,) = seen(shop).findings
    assert isinstance(finding, Finding)
    assert len(finding.members) == 9
