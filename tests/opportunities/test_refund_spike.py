"""Refund spike: a product that is sent back beyond its own past, with the one size behind it where there is one."""

from __future__ import annotations

import pytest

from brain.facts.warehouse.engine import Warehouse
from brain.opportunities.detectors.refund_spike import refund_spike
from tests.opportunities.quality_shops import ago, found_by
from tests.opportunities.shops import sell


def fill(shop: Warehouse, back: int, *, by_one: bool = False, usual: int = 2) -> None:
    """Forty sales of product a in three weeks, `back` of them refunded; half a year before, `usual` in a hundred; and other goods."""
    lines: list[dict[str, object]] = []
    for number in range(200):
        lines.append(_line(22 + number % 170, "a", f"p{number}", refund=number % 100 < usual))
        lines.append(_line(22 + number % 170, "b", f"q{number}", refund=number % 50 == 0))
        lines.append(_line(1 + number % 20, "b", f"r{number}", refund=number % 50 == 0))
    for number in range(40):
        customer = "one" if by_one and number < back else f"s{number}"
        lines.append(_line(1 + number % 20, "a", customer, refund=number < back))
    sell(shop, lines)


def _line(days: int, product: str, customer: str, *, refund: bool) -> dict[str, object]:
    return {
        "day": ago(days), "product": product, "customer": customer, "order": f"{customer}-{days}",
        "refund": 50 if refund else 0, "status": "refunded" if refund else "paid",
    }  # fmt: skip


def test_a_spike_is_found_and_its_cause_is_said_to_be_unknown(shop: Warehouse) -> None:
    """Ten of forty, usually two in a hundred; nothing in the data sets them apart."""
    fill(shop, 10)
    (alarm,) = found_by(shop, refund_spike)
    assert alarm.subjects[0].id == "a"
    assert "40 笔，退了 10 笔" in alarm.headline.render("zh")
    assert any("原因不在数据里" in row.text.render("zh") for row in alarm.explanation.evidence)
    assert alarm.effect.low <= alarm.effect.mid <= alarm.effect.high
    assert alarm.effect.mid < 50 * 10


@pytest.mark.parametrize(
    ("back", "usual"), [(1, 2), (3, 2), (10, 25)], ids=["as usual", "too few", "always so"]
)
def test_what_chance_or_its_own_past_explains_is_no_spike(shop: Warehouse, back: int, usual: int) -> None:
    """Removing the cause removes the card: the usual rate, three refunds, a product that was always sent back."""
    fill(shop, back, usual=usual)
    assert found_by(shop, refund_spike) == []


def test_one_customer_with_ten_returns_is_no_spike(shop: Warehouse) -> None:
    """Ten refunds of one person are one person's."""
    fill(shop, 10, by_one=True)
    assert found_by(shop, refund_spike) == []


def test_a_short_past_says_nothing(shop: Warehouse) -> None:
    """Without a hundred earlier sales of the shop nothing is usual yet."""
    sell(shop, [_line(1 + n % 20, "a", f"c{n}", refund=n < 10) for n in range(40)])
    assert found_by(shop, refund_spike) == []
