"""What the detectors of customers' habits find of what was planted, how much of what they find is false, and what a pass costs.

`python -m bench detectors_customers`: worlds of 80 shops with 4,000 order lines on average (seeds 11 to 13; constants were
chosen on seeds 1 to 3), half of them with causes of this family and a fifth with their confounders; counted as
`sample_data.worlds.truth` says. A left cart and repeated looks are one card here; it is right when what it counts four customers of is
expected. `below_plan` are false cards on what was planted and came out at less than half of the plan. `right_when_sure` is the
share of right cards by confidence (tenths). With `finished` the cards of thirty shops of seed 11 are looked at closely, as in a
shop that is opened. Seconds are those of a pass over 1,000 shops with 1 million lines, processor time on two cores and by the clock.
"""

from __future__ import annotations

import json
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from brain.facts.reader import Facts
from brain.facts.warehouse.engine import Warehouse
from brain.facts.warehouse.shops import list_shops
from brain.kernel.clock import FixedClock
from brain.kernel.i18n import Text
from brain.opportunities.base import Candidate, Detector, Situation
from brain.opportunities.carts.left import LEAST_CUSTOMERS
from brain.opportunities.detectors.buy_again import buy_again
from brain.opportunities.detectors.cart_left import cart_left
from brain.opportunities.detectors.repurchase_due import repurchase_due
from brain.opportunities.detectors.second_order import second_order
from brain.opportunities.detectors.win_back import win_back
from brain.opportunities.keeping import Kept
from brain.opportunities.scanning import ShopDay, scan_all, scan_one, shops_in_scope
from sample_data.worlds.world import World

LAST = date(2026, 9, 20)
END = LAST + timedelta(days=1)
SEEDS = (11, 12, 13)
SHOPS, LINES = 80, 4_000
KINDS: dict[str, tuple[str, ...]] = {
    "win_back": ("win_back",),
    "repurchase_due": ("repurchase_due",),
    "second_order": ("second_order",),
    "cart_left": ("left_cart", "repeated_views"),
    "buy_again": ("buy_again",),
}
DETECTORS: tuple[Detector, ...] = (win_back, repurchase_due, second_order, cart_left, buy_again)
CAUSES = (*(kind for kinds in KINDS.values() for kind in kinds), "refused_late", "cart_bought")
ROUNDS = 3
LOOKED_AT_CLOSELY = 30

Key = tuple[str, str, str]


@dataclass(frozen=True)
class Row:
    """A line of the answer sheet that concerns this family."""

    key: Key
    role: str
    expected: bool


def run(finished: bool = True) -> dict[str, Any]:
    """Figures by detector, over the three worlds, and seconds."""
    found: dict[str, list[tuple[set[Key], float]]] = defaultdict(list)
    sheet: list[Row] = []
    turned_down: dict[str, str] = {}
    for seed in SEEDS:
        world = World(seed=seed, shops=SHOPS, lines_per_shop=LINES, last_day=LAST, causes=CAUSES)
        with _loaded(world) as (warehouse, truth):
            sheet += [_row(seed, row) for row in truth if row["kind"] in CAUSES]
            for name, candidates in _scanned(warehouse).items():
                found[name] += [(_keys(seed, name, one), one.sure) for one in candidates]
            if finished and seed == SEEDS[0]:
                turned_down = _finished(warehouse)
    figures: dict[str, Any] = {name: _counted(KINDS[name], found[name], sheet) for name in KINDS}
    return {**figures, "finished_of_scanned": turned_down, "seconds_of_a_pass": _seconds()}


@contextmanager
def _loaded(world: World) -> Iterator[tuple[Warehouse, list[dict[str, Any]]]]:
    with tempfile.TemporaryDirectory() as folder:
        warehouse = Warehouse(Path(folder) / "warehouse.duckdb")
        with warehouse.writing() as cursor:
            truth = world.load_into(cursor).to_pylist()
        yield warehouse, truth
        warehouse.close()


def _scanned(warehouse: Warehouse) -> dict[str, list[Candidate]]:
    with warehouse.cursor() as cursor:
        shops_in_scope(cursor, {shop.id: ShopDay(END, END) for shop in list_shops(warehouse)})
        return {one.name: scan_all(cursor, one.scan) for one in DETECTORS if one.scan is not None}


def _row(seed: int, row: dict[str, Any]) -> Row:
    product = json.loads(row["subjects"]).get("product", "") if row["kind"] == "repurchase_due" else ""
    return Row((f"{seed}/{row['shop_id']}", row["kind"], product), row["role"], bool(row["expected"]))


def _keys(seed: int, name: str, one: Candidate) -> set[Key]:
    """What of the answer sheet a candidate speaks of."""
    shop = f"{seed}/{one.shop}"
    if name == "cart_left":
        told = {"left_cart": one.told["carts"], "repeated_views": one.told["viewers"]}
        return {(shop, kind, "") for kind, many in told.items() if many >= LEAST_CUSTOMERS}
    return {(shop, KINDS[name][0], one.key if name == "repurchase_due" else "")}


def _counted(kinds: tuple[str, ...], found: list[tuple[set[Key], float]], sheet: list[Row]) -> dict[str, Any]:
    rows = [row for row in sheet if row.key[1] in kinds]
    expected = {row.key for row in rows if row.expected}
    planted = {row.key for row in rows if row.expected and row.role == "planted"}
    below = {row.key for row in rows if not row.expected and row.role == "planted"}
    traps = {row.key[0] for row in rows if row.role == "confounder"}
    told = set().union(*(keys for keys, _ in found)) if found else set()
    false = [keys for keys, _ in found if not keys & expected]
    return {
        "planted_found": f"{len(told & planted)}/{len(planted)}",
        "cards_false": f"{len(false)}/{len(found)}",
        "below_plan": sum(bool(keys & below) for keys in false),
        "confounders_triggered": f"{sum(any(key[0] in traps for key in keys) for keys in false)}/{len(traps)}",
        "right_when_sure": _calibrated(found, expected),
    }


def _calibrated(found: list[tuple[set[Key], float]], expected: set[Key]) -> dict[str, str]:
    by: dict[str, list[bool]] = defaultdict(list)
    for keys, sure in found:
        by[f"{int(sure * 10) / 10:.1f}"].append(bool(keys & expected))
    return {level: f"{sum(right)}/{len(right)}" for level, right in sorted(by.items())}


def _finished(warehouse: Warehouse) -> dict[str, str]:
    """How many candidates are still cards after the closer look, and the median confidence that it gives."""
    made: dict[str, list[float]] = defaultdict(list)
    asked: dict[str, int] = defaultdict(int)
    for shop in list_shops(warehouse)[:LOOKED_AT_CLOSELY]:
        clock = FixedClock(datetime(END.year, END.month, END.day, 9, tzinfo=ZoneInfo(shop.zone)))
        facts = Facts(warehouse, shop, clock)
        situation = Situation(facts, (), clock.now(), END, 0.2, 7, 22, 8)
        for one in DETECTORS:
            assert one.scan is not None
            assert one.finish is not None
            candidates, result = scan_one(situation, one.scan, Kept(facts))
            for candidate in candidates:
                card = one.finish(situation, candidate, result)
                asked[one.name] += 1
                if not isinstance(card, Text):
                    made[one.name].append(card.explanation.confidence.value)
    return {
        name: f"{len(made[name])}/{asked[name]}, sure {sorted(made[name])[len(made[name]) // 2]:.2f}"
        for name in asked
        if made[name]
    }


def _seconds() -> dict[str, Any]:
    world = World(seed=5, shops=1_000, lines_per_shop=1_000, last_day=LAST, causes=CAUSES)
    figures: dict[str, Any] = {}
    with _loaded(world) as (warehouse, _), warehouse.cursor() as cursor:
        shops_in_scope(cursor, {shop.id: ShopDay(END, END) for shop in list_shops(warehouse)})
        for one in DETECTORS:
            assert one.scan is not None
            took = []
            for _ in range(ROUNDS):
                began, worked = time.perf_counter(), time.process_time()
                scan_all(cursor, one.scan)
                took.append((time.perf_counter() - began, time.process_time() - worked))
            figures[one.name] = {
                "clock": round(min(each[0] for each in took), 3),
                "processor": round(min(each[1] for each in took), 3),
            }
    return figures
