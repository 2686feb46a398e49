"""Falling category: told when it falls alone, with the product that ran out or became dearer; silent when all falls."""

from __future__ import annotations

from datetime import timedelta

import numpy as np
import pytest

from brain.facts.warehouse.engine import Warehouse
from brain.opportunities.base import Alarm
from brain.opportunities.detectors.falling_category import falling_category
from brain.opportunities.scanning import look_at
from tests.opportunities.shops import TODAY, facts_on, sell, situation_of, stock_up

CATEGORIES = ("玩具", "绘本", "湿巾", "洗护", "童装", "米粉")
COLD = "玩具"


def fill(shop: Warehouse, *, left: float = 0.3, everything: bool = False, dearer: float = 1.0) -> None:
    """Half a year of about four lines a day and category; in the last 14 days only a share `left` of one (or all) of them."""
    chance = np.random.default_rng(5)
    lines: list[dict[str, object]] = []
    for back in range(1, 183):
        for category in CATEGORIES:
            mean = 4.0 * (left if back <= 14 and (everything or category == COLD) else 1.0)
            for _ in range(chance.poisson(mean)):
                price = 50 * (dearer if back <= 14 and category == COLD else 1.0)
                lines.append(
                    {"day": TODAY - timedelta(days=back), "category": category, "product": f"{category}A", "paid": round(price), "customer": f"C{chance.integers(300)}"}
                )  # fmt: skip
    sell(shop, [{**line, "order": f"n{number}"} for number, line in enumerate(lines)])


def alarms(shop: Warehouse) -> list[Alarm]:
    """What the detector tells this morning."""
    found = look_at(situation_of(facts_on(shop, TODAY), TODAY), falling_category).findings
    return [one for one in found if isinstance(one, Alarm)]


def test_a_category_that_falls_alone_is_told(shop: Warehouse) -> None:
    """At a third of its sales, with steps and a chart; the others are not told."""
    fill(shop)
    found = alarms(shop)
    assert [one.subjects[0].id for one in found] == [COLD]
    assert found[0].steps
    look = found[0].explanation.look
    assert look is not None
    assert look.points[-1].marked
    assert look.points[-1].value < look.points[0].value


def test_without_the_fall_there_is_no_card(shop: Warehouse) -> None:
    """The same shop with nothing taken away."""
    fill(shop, left=1.0)
    assert alarms(shop) == []


def test_when_everything_falls_no_category_does(shop: Warehouse) -> None:
    """A quiet fortnight of the whole shop is another story."""
    fill(shop, everything=True)
    assert alarms(shop) == []


@pytest.mark.parametrize(("cause", "word"), [("stock", "断货"), ("price", "涨价"), ("unknown", "看不出原因")])
def test_the_cause_is_named_or_said_to_be_unknown(shop: Warehouse, cause: str, word: str) -> None:
    """What ran out, what became dearer, or nothing that the data knows."""
    fill(shop, dearer=1.3 if cause == "price" else 1.0)
    if cause == "stock":
        stock_up(shop, TODAY - timedelta(days=1), {f"{COLD}A": 0})
    assert word in alarms(shop)[0].headline.render("zh")
