"""What the detectors of sales and matching find in shops with planted causes: recall, false cards, and seconds of each scan.

`python -m bench detectors_sales`: worlds of seeds that nothing was tuned on, cards as their owners would see them (scan, then the
closer look), counted as `sample_data.worlds.truth` says.
"""

from __future__ import annotations

import json
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from brain.facts.reader import Facts
from brain.facts.warehouse.engine import Warehouse
from brain.facts.warehouse.shops import Shop, list_shops
from brain.kernel.clock import FixedClock
from brain.kernel.evidence import Period, Query
from brain.ledger.tables import GoalRow
from brain.opportunities.base import Detector, Found, Situation
from brain.opportunities.detectors import DETECTORS
from brain.opportunities.find import missing_needs
from brain.opportunities.newness.scan import SURE_COLD
from brain.opportunities.scanning import ShopDay, look_at, scan_all, shops_in_scope
from sample_data.worlds.world import EVERY_CAUSE, World

SHOPS, LINES = 300, 6_000.0
# Days of different seasons, each with a seed that nothing was tuned on.
REPORTED = ((11, date(2026, 11, 20)), (12, date(2026, 6, 25)), (13, date(2026, 9, 17)))
TUNED = ((1, date(2026, 11, 20)), (2, date(2026, 6, 25)), (3, date(2026, 9, 17)))
LEAST_SIGMA = 3.0

Row = dict[str, Any]


@dataclass(frozen=True)
class Counting:
    """What a detector's cards are held against: kinds of the answer sheet, and whether a row is what a card is about.

    `judged`: whether the sheet can tell right from wrong of a card. Of a new product that nobody has bought yet it knows nothing.
    """

    kinds: tuple[str, ...]
    about: Callable[[Found, Row], bool]
    judged: Callable[[Found], bool] = lambda found: True


def _category(found: Found, row: Row) -> bool:
    return row["category"] in {s.id for s in found.subjects if s.type == "category"}


def _pair(found: Found, row: Row) -> bool:
    return sorted(s.id for s in found.subjects if s.type == "product") == row["products"]


def _day(found: Found, row: Row) -> bool:
    channel, _, day = found.dedupe.removeprefix("sales_anomaly:").rpartition(":")
    return (channel, day) == (row["channel"], row["day"])


def _product(found: Found, row: Row) -> bool:
    return row["product"] in {s.id for s in found.subjects if s.type == "product"}


def _place(found: Found, row: Row) -> bool:
    """The category and the group that wants it, or the product and the channel that sells it."""
    subjects = {(s.type, s.id) for s in found.subjects}
    if row["kind"] == "channel_mismatch":
        return {("product", row["product"]), ("channel", row["channel"])} == subjects
    return {("category", row["category"]), ("group", row["group"])} == subjects


COUNTED: dict[str, Counting] = {
    "rising_category": Counting(("rising_category",), _category),
    "falling_category": Counting(("falling_category",), _category),
    "bundle": Counting(("bundle",), _pair),
    "sales_anomaly": Counting(("sales_anomaly",), _day),
    "product_for_whom": Counting(
        ("new_item",), _product, lambda found: found.explanation.confidence.value > SURE_COLD
    ),
    "goal_pace": Counting(("goal_pace",), lambda found, row: found.detector == row["kind"]),
    "group_mismatch": Counting(("group_mismatch", "channel_mismatch"), _place),
}
CAUSES = tuple(
    cause.name
    for cause in EVERY_CAUSE
    if cause.kind in {kind for counting in COUNTED.values() for kind in counting.kinds}
    or cause.name in ("first_delivery", "price_slip")
)


@dataclass(frozen=True)
class Card:
    """A finished card of a shop."""

    shop: str
    found: Found


def situation_of(warehouse: Warehouse, shop: Shop, day: date, goal: GoalRow | None = None) -> Situation:
    """A shop on the morning after `day`."""
    end = day + timedelta(days=1)
    clock = FixedClock(datetime.combine(end, datetime.min.time(), ZoneInfo(shop.zone)) + timedelta(hours=8))
    return Situation(Facts(warehouse, shop, clock), (), clock.now(), end, 0.2, 7, 22, 8, goal)


def last_months_sales(warehouse: Warehouse, shop: Shop, day: date) -> GoalRow | None:
    """The goal that a shop is given here: to sell this month what it sold in the last one."""
    month = day.replace(day=1)
    period = Period(start=(month - timedelta(days=1)).replace(day=1), end=month)
    result = situation_of(warehouse, shop, day).facts.ask(Query(metrics=("net_sales",), period=period))
    amount = result.rows[0][0]
    if not amount:
        return None
    at = datetime.combine(month, datetime.min.time(), ZoneInfo(shop.zone))
    return GoalRow(
        id="goal", shop=shop.id, month=month, metric="net_sales", amount=str(amount), who="bench", at=at, dimension="", subjects=[]
    )  # fmt: skip


def cards_of(
    warehouse: Warehouse, day: date, detectors: Iterable[Detector]
) -> tuple[list[Card], dict[str, float]]:
    """All cards of all shops, and the seconds that each scan of all of them took."""
    shops = {shop.id: shop for shop in list_shops(warehouse)}
    cards, seconds = [], {}
    for detector in detectors:
        started = time.perf_counter()
        if detector.scan is None:
            cards += [card for shop in shops.values() for card in _looked_at(warehouse, shop, day, detector)]
            seconds[detector.name] = round(time.perf_counter() - started, 3)
            continue
        with warehouse.cursor() as cursor:
            shops_in_scope(
                cursor, {name: ShopDay(day + timedelta(days=1), day + timedelta(days=1)) for name in shops}
            )
            candidates = scan_all(cursor, detector.scan)
        seconds[detector.name] = round(time.perf_counter() - started, 3)
        for name in sorted({one.shop for one in candidates if one.score > 0}):
            situation = situation_of(warehouse, shops[name], day)
            if not missing_needs(detector, situation.facts):
                cards += [Card(name, found) for found in look_at(situation, detector).findings]
    return cards, seconds


def _looked_at(warehouse: Warehouse, shop: Shop, day: date, detector: Detector) -> list[Card]:
    """A detector that looks at one shop by itself: that of the goal."""
    assert detector.look is not None
    goal = last_months_sales(warehouse, shop, day)
    situation = situation_of(warehouse, shop, day, goal)
    return [Card(shop.id, found) for found in detector.look(situation).findings] if goal else []


def counted(cards: Sequence[Card], truth: Sequence[Row]) -> dict[str, Any]:
    """By detector: how many of the planted that can be told from chance were found, and how many cards are false, and why."""
    by_shop: dict[str, list[Row]] = defaultdict(list)
    for row in truth:
        by_shop[row["shop_id"]].append({**row, **json.loads(row["subjects"])})
    figures: dict[str, Any] = {}
    for name, how in COUNTED.items():
        told = [card for card in cards if card.found.detector == name]
        mine = [card for card in told if how.judged(card.found)]
        right = [
            card
            for card in mine
            if any(_fits(how, card, row) for row in by_shop[card.shop] if row["expected"])
        ]
        wanted = [row for row in truth if _wanted(row, how)]
        found = [row for row in wanted if any(_meant(how, card, row) for card in mine)]
        wrong = [card for card in mine if card not in right]
        figures[name] = {
            "found": f"{len(found)}/{len(wanted)}",
            "false": f"{len(wrong)}/{len(mine)}",
            "not_judged": len(told) - len(mine),
            "false_about": dict(
                Counter(row["name"] for card in wrong for row in by_shop[card.shop] if _is_about(card, row))
            ),
            "sure": _sure(mine, right),
        }
    return figures


def _wanted(row: Row, how: Counting) -> bool:
    told = row["sigma"] != row["sigma"] or abs(row["sigma"]) >= LEAST_SIGMA
    return row["kind"] in how.kinds and row["role"] == "planted" and row["expected"] and told


def _fits(how: Counting, card: Card, row: Row) -> bool:
    return row["kind"] in how.kinds and how.about(card.found, row)


def _meant(how: Counting, card: Card, row: Row) -> bool:
    return card.shop == row["shop_id"] and _fits(how, card, {**row, **json.loads(row["subjects"])})


def _is_about(card: Card, row: Row) -> bool:
    """Whether a row of any kind tells of what a card is about: what it was taken in by."""
    return bool(card.found.subjects) and any(
        s.id in (row.get("category"), row.get("product")) for s in card.found.subjects
    )


def _sure(mine: Sequence[Card], right: Sequence[Card]) -> dict[str, str]:
    """Cards right of cards told, by the confidence they state."""
    steps = ((0.0, 0.5), (0.5, 0.65), (0.65, 0.8), (0.8, 1.01))
    table = {}
    for low, high in steps:
        told = [card for card in mine if low <= card.found.explanation.confidence.value < high]
        if told:
            table[f"{low:g} and more"] = f"{sum(card in right for card in told)}/{len(told)}"
    return table


def goals_kept(warehouse: Warehouse, day: date, detector: Detector) -> Counter[str]:
    """How the warnings of a month ago came true: each shop had its sales of the month before as goal, and the month is over now.

    The answer sheet knows which months were made to lag, not which fall short of last month's sales by themselves; the days
    that came know both.
    """
    assert detector.look is not None
    earlier = (day.replace(day=1) - timedelta(days=1)).replace(day=min(day.day, 28))
    found: Counter[str] = Counter()
    for shop in list_shops(warehouse):
        goal = last_months_sales(warehouse, shop, earlier)
        if goal is None:
            continue
        told = bool(detector.look(situation_of(warehouse, shop, earlier, goal)).findings)
        now = last_months_sales(warehouse, shop, day)
        missed = now is None or Decimal(now.amount) < Decimal(goal.amount)
        found["told"] += told
        found["told and missed"] += told and missed
        found["missed"] += missed
    return found


def world_cards(
    seed: int, day: date, detectors: Sequence[Detector], shops: int = SHOPS, lines: float = LINES
) -> tuple[list[Card], list[Row], Counter[str]]:
    """The cards of one world, its answer sheet, and how goals of a month ago were kept."""
    with tempfile.TemporaryDirectory() as folder:
        warehouse = Warehouse(Path(folder) / "warehouse.duckdb")
        with warehouse.cursor() as cursor:
            truth = World(seed, shops, lines, day, causes=CAUSES).load_into(cursor).to_pylist()
        cards, _ = cards_of(warehouse, day, detectors)
        kept: Counter[str] = Counter()
        for detector in detectors:
            if detector.scan is None:
                kept += goals_kept(warehouse, day, detector)
        warehouse.close()
    return cards, truth, kept


def scan_seconds(
    detectors: Sequence[Detector], shops: int = 1_000, lines: float = 1_000.0
) -> dict[str, float]:
    """Seconds of each scan over many small shops, the better of two."""
    day = REPORTED[0][1]
    with tempfile.TemporaryDirectory() as folder:
        warehouse = Warehouse(Path(folder) / "warehouse.duckdb")
        with warehouse.cursor() as cursor:
            World(REPORTED[0][0], shops, lines, day).load_into(cursor)
            ends = {
                shop.id: ShopDay(day + timedelta(days=1), day + timedelta(days=1))
                for shop in list_shops(warehouse)
            }
            shops_in_scope(cursor, ends)
            seconds = {}
            for detector in detectors:
                if detector.scan is not None:
                    seconds[detector.name] = min(_timed(cursor, detector) for _ in range(2))
        warehouse.close()
    return seconds


def _timed(cursor: Any, detector: Detector) -> float:
    assert detector.scan is not None
    started = time.perf_counter()
    scan_all(cursor, detector.scan)
    return round(time.perf_counter() - started, 2)


def run(worlds: Sequence[tuple[int, date]] = REPORTED) -> dict[str, Any]:
    """Recall and false cards over all worlds, by detector; how warnings about goals came true; seconds of the scans."""
    chosen = [detector for detector in DETECTORS if detector.name in COUNTED]
    cards, truth = [], []
    kept: Counter[str] = Counter()
    for seed, day in worlds:
        more, rows, of_goals = world_cards(seed, day, chosen)
        cards += [Card(f"{seed}/{card.shop}", card.found) for card in more]
        truth += [{**row, "shop_id": f"{seed}/{row['shop_id']}"} for row in rows]
        kept += of_goals
    figures = counted(cards, truth)
    return {
        "worlds": [seed for seed, _ in worlds], "shops_of_each": SHOPS, **figures, "goals_a_month_ago": dict(kept),
        "scan_seconds": scan_seconds(chosen),
    }  # fmt: skip
