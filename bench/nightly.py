"""All shops in one pass against a loop over shops: seconds, shops a second, memory.

`SECOND_FLOOR_BENCH_SHOPS` sets how many shops there are (default 10,000, about a thousand order lines each).
"""

from __future__ import annotations

import os
import resource
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from brain.facts.reader import Facts
from brain.facts.warehouse.engine import Warehouse
from brain.facts.warehouse.shops import Shop, list_shops
from brain.kernel.clock import FixedClock, day_start
from brain.opportunities.base import Situation
from brain.opportunities.detectors import DETECTORS
from brain.opportunities.keeping import Kept
from brain.opportunities.nightly import look_at_all
from brain.opportunities.scanning import scan_one
from sample_data.worlds.world import World

LAST = date(2026, 9, 20)
LINES_A_SHOP = 1_000
LOOPED = 40


def run() -> dict[str, Any]:
    """The pass over all, and the same scans shop by shop over some of them."""
    shops = int(os.environ.get("SECOND_FLOOR_BENCH_SHOPS", "10000"))
    today = LAST + timedelta(days=1)
    with tempfile.TemporaryDirectory() as folder:
        warehouse = Warehouse(Path(folder) / "warehouse.duckdb")
        began = time.perf_counter()
        with warehouse.cursor() as cursor:
            World(7, shops, LINES_A_SHOP, LAST).load_into(cursor)
            lines = cursor.execute("SELECT count(*) FROM order_line").fetchone()
        made = time.perf_counter() - began
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        night = look_at_all(warehouse, lambda shop: today)
        after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        each = _looped(warehouse, list_shops(warehouse)[:LOOPED], today)
        warehouse.close()
    whole = night.seconds["whole"]
    return {
        "shops": shops,
        "order_lines": lines[0] if lines else 0,
        "world_s": round(made, 1),
        "looked_at": len(night.days),
        "seconds": whole,
        "shops_a_second": round(len(night.days) / whole),
        "cards": night.found,
        "peak_mb": round(after / 1024),
        "peak_mb_before": round(before / 1024),
        "seconds_by_detector": night.seconds,
        "loop_s_a_shop": round(each, 4),
        "times_faster_than_a_loop": round(each * len(night.days) / whole, 1),
    }


def _looped(warehouse: Warehouse, shops: list[Shop], today: date) -> float:
    """Seconds a shop when each is scanned by itself."""
    began = time.perf_counter()
    for shop in shops:
        facts = Facts(warehouse, shop, FixedClock(day_start(today, shop.zone) + timedelta(hours=9)))
        situation = Situation(facts, (), facts.clock.now(), today, 0.2, 7, 22, 8)
        kept = Kept(facts)
        for detector in DETECTORS:
            if detector.scan is not None:
                scan_one(situation, detector.scan, kept)
    return (time.perf_counter() - began) / len(shops)
