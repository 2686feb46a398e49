"""All shops in one pass: each detector's scan runs once over every shop, and the best of each shop are kept."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

import duckdb
import structlog

from brain.facts.warehouse.engine import Warehouse
from brain.facts.warehouse.shops import Shop, list_shops
from brain.opportunities.base import Candidate, Detector
from brain.opportunities.detectors import DETECTORS
from brain.opportunities.find import MOST_DAYS_BEHIND
from brain.opportunities.ranking import MOST_OF_A_DETECTOR
from brain.opportunities.scanning import ShopDay, scan_all, shops_in_scope

MOST_SEEDS = 15
"""Kept of a shop: more than the cards of a day, for a closer look turns some of them down."""

log = structlog.get_logger(__name__)

# In one pass over the table: the newest day of each shop that was over by then.
LAST_DAYS = """SELECT l.shop_id, max(l.ordered_on) AS last_on
FROM order_line AS l JOIN asked_shop AS a ON a.shop_id = l.shop_id
WHERE l.ordered_on < a.today GROUP BY l.shop_id"""


@dataclass(frozen=True)
class Seed:
    """One of the best candidates of a shop: `place` 1 is the best."""

    place: int
    detector: str
    candidate: Candidate


@dataclass(frozen=True)
class Night:
    """What one pass looked at and found. `days` are the shops that had fresh data, `behind` those whose data is too old.

    `failed` names the detectors whose scan broke: of them nothing is known.
    """

    days: dict[str, ShopDay]
    behind: int
    seeds: dict[str, tuple[Seed, ...]]
    seconds: dict[str, float]
    failed: tuple[str, ...] = ()

    @property
    def found(self) -> int:
        """How many seeds there are in all."""
        return sum(len(seeds) for seeds in self.seeds.values())


def look_at_all(
    warehouse: Warehouse,
    today_of: Callable[[Shop], date],
    *,
    detectors: Sequence[Detector] = DETECTORS,
    most: int = MOST_SEEDS,
) -> Night:
    """Look at every shop with every detector that can scan; one that breaks does not stop the others. Reads only."""
    began = time.perf_counter()
    seconds: dict[str, float] = {}
    found: list[tuple[str, Candidate]] = []
    failed: list[str] = []
    with warehouse.cursor() as cursor:
        days, behind = _fresh_shops(cursor, {shop.id: today_of(shop) for shop in list_shops(warehouse)})
        shops_in_scope(cursor, days)
        seconds["shops"] = time.perf_counter() - began
        for name, scan in [(one.name, one.scan) for one in detectors if one.scan is not None]:
            started = time.perf_counter()
            try:
                found += [(name, one) for one in scan_all(cursor, scan)]
            except Exception:
                log.exception("the scan of a detector broke", detector=name)
                failed.append(name)
            seconds[name] = time.perf_counter() - started
    seeds = best_of_each(found, most)
    seconds["whole"] = time.perf_counter() - began
    return Night(days, behind, seeds, {name: round(took, 3) for name, took in seconds.items()}, tuple(failed))


def best_of_each(found: Iterable[tuple[str, Candidate]], most: int) -> dict[str, tuple[Seed, ...]]:
    """The best of each shop: urgent ones ahead, three of a detector at most, and nothing that is worth nothing."""
    worth_it = [pair for pair in found if pair[1].score > 0]
    ordered = sorted(
        worth_it, key=lambda pair: (pair[1].shop, -pair[1].urgent, -pair[1].score, pair[0], pair[1].key)
    )
    return {shop: _chosen(pairs, most) for shop, pairs in groupby(ordered, key=lambda pair: pair[1].shop)}


def _chosen(pairs: Iterable[tuple[str, Candidate]], most: int) -> tuple[Seed, ...]:
    chosen: list[Seed] = []
    of_kind: dict[str, int] = {}
    for detector, candidate in pairs:
        if of_kind.get(detector, 0) < MOST_OF_A_DETECTOR and len(chosen) < most:
            of_kind[detector] = of_kind.get(detector, 0) + 1
            chosen.append(Seed(len(chosen) + 1, detector, candidate))
    return tuple(chosen)


def _fresh_shops(
    cursor: duckdb.DuckDBPyConnection, todays: dict[str, date]
) -> tuple[dict[str, ShopDay], int]:
    cursor.execute(
        """CREATE OR REPLACE TEMP TABLE asked_shop AS
           SELECT unnest($shops::VARCHAR[]) AS shop_id, unnest($days::DATE[]) AS today""",
        {"shops": list(todays), "days": list(todays.values())},
    )
    last = dict(cursor.execute(LAST_DAYS).fetchall())
    ends = {shop: day + timedelta(days=1) for shop, day in last.items()}
    fresh = {shop: end for shop, end in ends.items() if (todays[shop] - end).days < MOST_DAYS_BEHIND}
    days = {shop: ShopDay(end, todays[shop]) for shop, end in fresh.items()}
    return days, len(ends) - len(days)
