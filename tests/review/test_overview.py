"""The greeting: yesterday against the weekday before, what waits, and with old data what is needed instead of an all-clear."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import time, timedelta

import pytest

from brain.facts.reader import Facts
from brain.facts.warehouse.engine import Warehouse
from brain.kernel.clock import FixedClock, shop_instant
from brain.review.overview import overview
from eval.small_shop import SHOP, TODAY, open_small_shop


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Warehouse]:
    """The small shop, whose data ends yesterday."""
    warehouse, _ = open_small_shop(tmp_path_factory.mktemp("small"))
    yield warehouse
    warehouse.close()


def greeting(warehouse: Warehouse, days_later: int, waiting: int) -> str:
    """What the shop reads so many days after its last import."""
    clock = FixedClock(shop_instant(TODAY + timedelta(days=days_later), time(9), SHOP.zone))
    return overview(Facts(warehouse, SHOP, clock), waiting).greeting.render("zh")


def test_what_waits_is_said(warehouse: Warehouse) -> None:
    """None, one or several."""
    assert greeting(warehouse, 0, 0).startswith("昨天")
    assert "没有" in greeting(warehouse, 0, 0) or "没" in greeting(warehouse, 0, 0)
    assert "3" in greeting(warehouse, 0, 3)


def test_old_data_is_no_all_clear(warehouse: Warehouse) -> None:
    """Nobody looked for anything in it: an owner must not read that nothing is worth doing."""
    assert "导入" not in greeting(warehouse, 2, 0)
    assert "导入更近的订单" in greeting(warehouse, 4, 0)
    assert "导入更近的订单" in greeting(warehouse, 400, 0)
