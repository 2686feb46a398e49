"""Second order: first-time buyers at the usual time of a second order."""

from __future__ import annotations

from datetime import timedelta

from brain.facts.warehouse.engine import Warehouse
from brain.opportunities.base import Detected, Finding
from brain.opportunities.detectors.second_order import second_order
from brain.opportunities.scanning import look_at
from tests.opportunities.shops import TODAY, facts_on, refuse, sell, situation_of, stock_up


def order(customer: str, ago: int) -> dict[str, object]:
    """One order so many days ago."""
    return {
        "day": TODAY - timedelta(days=ago), "customer": customer, "product": "湿巾", "paid": 60, "order": f"{customer}-{ago}",
    }  # fmt: skip


def fill(shop: Warehouse, *, pause: int = 20, now: int = 21, waiting: int = 8) -> None:
    """A year's data: of sixty newcomers forty came again after about `pause` days; `waiting` bought first `now` days ago."""
    lines = [order(f"old{number}", 390 - number) for number in range(20)]
    for number in range(60):
        first = 120 + 2 * number
        lines.append(order(f"new{number}", first))
        if number % 3:
            lines.append(order(f"new{number}", first - pause - number % 4))
    lines += [order(f"fresh{number}", now) for number in range(waiting)]
    sell(shop, lines)


def seen(shop: Warehouse) -> Detected:
    """What the detector sees this morning."""
    return look_at(situation_of(facts_on(shop, TODAY), TODAY), second_order)


def test_those_at_the_usual_time_are_found(shop: Warehouse) -> None:
    """Eight first-time buyers of three weeks ago, where two thirds came again after three weeks; the chart marks those days."""
    fill(shop)
    (finding,) = seen(shop).findings
    assert isinstance(finding, Finding)
    assert {member.customer_key for member in finding.members} == {f"fresh{number}" for number in range(8)}
    said = [row.text.render("en") for row in finding.explanation.evidence]
    assert said[0] == (
        "Of 60 first-time buyers of the past, 40 came again within 90 days, 40 of them between day 20 and day 29."
    )
    look = finding.explanation.look
    assert look is not None
    assert sum(bar.value for bar in look.points) == 40
    assert [bar.label.render("en") for bar in look.points if bar.marked] == ["20–24", "25–29"]


def test_too_soon_and_too_late_are_no_time(shop: Warehouse) -> None:
    """The same buyers a week, or two months, after their first order: no card."""
    fill(shop, now=7)
    assert seen(shop).findings == []
    sell(shop, [order(f"late{number}", 60) for number in range(12)])
    assert seen(shop).findings == []


def test_evenly_spread_returns_are_no_usual_time(shop: Warehouse) -> None:
    """As many returns, but spread over all ninety days: the best ten days are luck."""
    lines = [order(f"old{number}", 390 - number) for number in range(20)]
    for number in range(60):
        lines += [order(f"new{number}", 120 + 2 * number), order(f"new{number}", 118 + 2 * number - number)]
    sell(shop, lines + [order(f"fresh{number}", 21) for number in range(8)])
    assert seen(shop).findings == []


def test_customers_of_the_first_weeks_are_not_newcomers(shop: Warehouse) -> None:
    """Everybody seen in the first ninety days of the data may have been a customer before: nothing is known of newcomers."""
    lines = []
    for number in range(60):
        lines += [order(f"c{number}", 390 - number), order(f"c{number}", 370 - number)]
    sell(shop, lines + [order(f"fresh{number}", 21) for number in range(8)])
    assert seen(shop).findings == []


def test_five_are_no_audience_and_who_refused_is_left_out(shop: Warehouse) -> None:
    """Eight less two refusals are a card of six; one refusal more, and there is none."""
    fill(shop)
    refuse(shop, ["fresh0", "fresh1"])
    (finding,) = seen(shop).findings
    assert isinstance(finding, Finding)
    assert len(finding.members) == 6
    refuse(shop, ["fresh2"])
    assert seen(shop).findings == []


def test_whoever_came_again_is_not_asked(shop: Warehouse) -> None:
    """Two of the eight have ordered again since: six are left."""
    fill(shop)
    sell(shop, [order("fresh0", 3), order("fresh1", 1)])
    (finding,) = seen(shop).findings
    assert isinstance(finding, Finding)
    assert len(finding.members) == 6


def test_nothing_in_stock_is_no_card(shop: Warehouse) -> None:
    """What others took when they came again is sold out."""
    fill(shop)
    stock_up(shop, TODAY - timedelta(days=1), {"湿巾": 0})
    assert seen(shop).findings == []
    assert len(seen(shop).rejected) == 1
