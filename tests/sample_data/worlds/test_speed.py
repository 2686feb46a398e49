"""How long a large world takes. The guard is three times what was seen on two busy cores, so that it speaks of a mistake, not of a neighbour."""

from __future__ import annotations

import time
from datetime import date
from pathlib import Path

import pytest

from brain.facts.warehouse.engine import Warehouse
from sample_data.worlds.world import World

SECONDS_FOR_A_THOUSAND = 60


@pytest.mark.slow
def test_a_thousand_shops_are_loaded_in_a_minute(tmp_path: Path) -> None:
    """A million order lines with all other facts, straight into the warehouse."""
    world = World(seed=5, shops=1_000, lines_per_shop=1_000, last_day=date(2026, 5, 8))
    warehouse = Warehouse(tmp_path / "w.duckdb")
    begin = time.perf_counter()
    with warehouse.cursor() as cursor:
        truth = world.load_into(cursor)
        lines = cursor.execute("SELECT count(*), count(DISTINCT shop_id) FROM order_line").fetchone()
    warehouse.close()
    assert time.perf_counter() - begin < SECONDS_FOR_A_THOUSAND
    assert lines[1] == 1_000
    assert lines[0] == pytest.approx(1_000_000, rel=0.25)
    assert truth.num_rows > 500
