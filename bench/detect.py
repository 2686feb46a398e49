"""How long the detectors take on the sample shop: the seeded world, loaded once, looked at five times."""

from __future__ import annotations

import statistics
import tempfile
import time
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from brain.facts.contacts import ContactBook
from brain.facts.reader import Facts
from brain.facts.sources.intake.importer import Options, load
from brain.facts.warehouse.engine import Warehouse
from brain.facts.warehouse.shops import Shop, make_shop
from brain.kernel.clock import FixedClock
from brain.opportunities.base import Situation
from brain.opportunities.detectors import DETECTORS
from brain.opportunities.find import find_opportunities
from brain.opportunities.scanning import look_at
from sample_data.world import build_world

LAST = date(2026, 11, 20)
ROUNDS = 5


def run() -> dict[str, Any]:
    """Median seconds of each detector and of a whole look, and how many findings and order lines there were."""
    world = build_world(LAST)
    today = LAST + timedelta(days=1)
    clock = FixedClock(
        datetime.combine(today, datetime.min.time(), ZoneInfo(world.shop.zone)) + timedelta(hours=9)
    )
    shop = Shop(
        id="sample", name=world.shop.name, zone=world.shop.zone, currency=world.shop.currency, language="zh"
    )
    with tempfile.TemporaryDirectory() as folder:
        warehouse = Warehouse(Path(folder) / "warehouse.duckdb")
        make_shop(warehouse, shop, clock.now())
        contacts = ContactBook(b"bench" * 8)
        for kind, path in world.write(Path(folder) / "exports").items():
            load(warehouse, shop, path, path.name, Options(kind=kind), contacts=contacts, clock=clock)
        figures = _timed(Facts(warehouse, shop, clock), today)
        warehouse.close()
    return figures


def _timed(facts: Facts, today: date) -> dict[str, Any]:
    situation = Situation(facts, (), facts.clock.now(), today, 0.2, 7, 22, 8)
    figures: dict[str, Any] = {}
    for detector in DETECTORS:
        figures[f"{detector.name}_s"] = _median(lambda one=detector: look_at(situation, one))
    figures["whole_look_s"] = _median(lambda: _look(facts))
    result = _look(facts)
    figures["findings"] = [ranked.finding.dedupe for ranked in result.findings]
    lines = facts.sql("SELECT count(*) AS lines FROM order_line WHERE shop_id = $shop")
    figures["order_lines"] = lines.rows[0][0]
    return figures


def _look(facts: Facts) -> Any:
    return find_opportunities(facts, (), holdout_share=0.2, review_days=7, quiet_from=22, quiet_until=8)


def _median(work: Any) -> float:
    seconds = []
    for _ in range(ROUNDS):
        started = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - started)
    return round(statistics.median(seconds), 3)
