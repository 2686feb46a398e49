"""Buy again: regulars who still come and leave out what they used to take."""

from __future__ import annotations

from datetime import timedelta

import pytest

from brain.facts.warehouse.engine import Warehouse
from brain.opportunities.base import Detected, Finding
from brain.opportunities.detectors.buy_again import buy_again
from brain.opportunities.scanning import look_at
from tests.opportunities.shops import TODAY, facts_on, refuse, sell, situation_of, stock_up

PAUSE = 14


def visits(
    customer: str,
    *,
    missed: int,
    product: str = "奶粉",
    category: str = "奶粉类",
    comes: bool = True,
    every: int = 1,
) -> list[dict[str, object]]:
    """Twelve orders every two weeks with fruit; the product is in each (or each `every`th) but the `missed` last ones."""
    lines: list[dict[str, object]] = []
    for number in range(12):
        day = TODAY - timedelta(days=3 + PAUSE * number)
        base = {"day": day, "customer": customer, "order": f"{customer}-{number}"}
        if comes or number >= missed:
            lines.append({**base, "product": "水果", "category": "水果类", "paid": 30})
        if number >= missed and number % every == 0:
            lines.append({**base, "product": product, "category": category, "paid": 200})
    return lines


def seen(shop: Warehouse) -> Detected:
    """What the detector sees this morning."""
    return look_at(situation_of(facts_on(shop, TODAY), TODAY), buy_again)


def sold(shop: Warehouse, *customers: list[dict[str, object]]) -> None:
    """Orders of several customers, and of twenty who still take everything."""
    loyal = [visits(f"loyal{number}", missed=0) for number in range(20)]
    sell(shop, [line for lines in (*customers, *loyal) for line in lines])


def test_those_who_stopped_are_found_by_line(shop: Warehouse) -> None:
    """Seven regulars have come four times without their formula: a card about that line, with them and nobody else."""
    sold(shop, *(visits(f"stop{number}", missed=4) for number in range(7)))
    (finding,) = seen(shop).findings
    assert isinstance(finding, Finding)
    assert finding.dedupe == "buy_again:奶粉类"
    assert {member.customer_key for member in finding.members} == {f"stop{number}" for number in range(7)}
    assert [goods.product_id for goods in finding.goods] == ["奶粉"]
    said = finding.explanation.evidence[0].text.render("en")
    assert (
        said
        == "While the habit lasted they took it at 56 of 56 visits (100%); at the 28 visits since, never."
    )


def test_what_can_be_won_is_the_product_and_not_a_whole_order(shop: Warehouse) -> None:
    """They come anyway: the expectation is in the product's own price, 200 a time for five treated at about one in a hundred."""
    sold(shop, *(visits(f"stop{number}", missed=4) for number in range(7)))
    (finding,) = seen(shop).findings
    assert 5 <= finding.effect.mid <= 15


@pytest.mark.parametrize(
    "kind",
    [
        {"missed": 0},
        {"missed": 1},
        {"missed": 4, "comes": False},
        {"missed": 3, "every": 3},
        {"missed": 11},
    ],
    ids=["still takes it", "missed once", "stays away altogether", "took it now and then", "took it once"],
)
def test_who_has_not_stopped_stays_out(shop: Warehouse, kind: dict[str, int]) -> None:
    """Eight customers of any other kind make no card."""
    sold(shop, *(visits(f"c{number}", **kind) for number in range(8)))
    assert seen(shop) == Detected(receipts=seen(shop).receipts)


def test_few_of_each_line_are_one_card_of_the_shop(shop: Warehouse) -> None:
    """Three lines with two customers each: one card about all six, with what each line misses most."""
    sold(
        shop,
        *(
            visits(f"stop{number}", missed=4, product=f"p{number % 3}", category=f"c{number % 3}")
            for number in range(6)
        ),
    )
    (finding,) = seen(shop).findings
    assert isinstance(finding, Finding)
    assert finding.dedupe == "buy_again"
    assert len(finding.members) == 6
    assert {goods.product_id for goods in finding.goods} == {"p0", "p1", "p2"}


def test_who_refused_is_left_out_and_four_are_none(shop: Warehouse) -> None:
    """Seven less two refusals are five; a third leaves too few."""
    sold(shop, *(visits(f"stop{number}", missed=4) for number in range(7)))
    refuse(shop, ["stop0", "stop1"])
    (finding,) = seen(shop).findings
    assert isinstance(finding, Finding)
    assert len(finding.members) == 5
    refuse(shop, ["stop2"])
    assert seen(shop).findings == []


def test_whoever_changed_is_the_strongest_doubt(shop: Warehouse) -> None:
    """Three of seven have bought another formula since: they may have changed rather than stopped."""
    sold(shop, *(visits(f"stop{number}", missed=4) for number in range(7)))
    sell(
        shop,
        [
            {
                "day": TODAY - timedelta(days=3),
                "customer": f"stop{number}",
                "product": "奶粉二段",
                "category": "奶粉类",
            }
            for number in range(3)
        ],
    )
    (finding,) = seen(shop).findings
    assert finding.explanation.strongest_doubt.render("zh").startswith("其中 3 位此后买过同一类的别的商品")


def test_a_product_out_of_stock_is_turned_down(shop: Warehouse) -> None:
    """What they left out may be left out because it is not there."""
    sold(shop, *(visits(f"stop{number}", missed=4) for number in range(7)))
    stock_up(shop, TODAY - timedelta(days=1), {"奶粉": 0})
    assert seen(shop).findings == []
    assert len(seen(shop).rejected) == 1


def test_a_past_in_which_habits_came_back_lowers_the_confidence(shop: Warehouse) -> None:
    """Twelve others had stopped a month ago and took it up last week: the same state is surer where they did not."""
    stopped = [visits(f"stop{number}", missed=4) for number in range(7)]
    back = []
    for number in range(12):
        lines = visits(f"back{number}", missed=6)
        back.append([*lines, {**lines[0], "product": "奶粉", "category": "奶粉类", "paid": 200}])
    sold(shop, *stopped, *back)
    (finding,) = seen(shop).findings
    assert finding.explanation.confidence.value < 0.5
    assert any("taken up again" in row.text.render("en") for row in finding.explanation.evidence)
