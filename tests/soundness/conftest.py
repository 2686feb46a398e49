"""The small shop, which several files of questions share."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import time

import pytest

from brain.facts.reader import Facts
from brain.kernel.clock import FixedClock, shop_instant
from eval.small_shop import SHOP, TODAY, open_small_shop


@pytest.fixture(scope="session")
def small_shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Facts]:
    """The small shop on its last day, a Friday."""
    warehouse, shop = open_small_shop(tmp_path_factory.mktemp("small"))
    yield Facts(warehouse, shop, FixedClock(shop_instant(TODAY, time(12), SHOP.zone)))
    warehouse.close()
