"""What the detectors of quality and content find in planted worlds, and what they say where there is nothing.

`python -m bench detectors_quality`: three worlds of 200 shops with 6,000 lines on average, in which only these causes, what may be mistaken
for them, and posts shown to the wrong group are planted; seeds 11 to 13, not those on which the limits were chosen (1 to 3), and each world
ends on another day, so that other festivals are ahead. Counted as `sample_data.worlds.truth` says: recall over planted rows that came out
(|sigma| of 3 or more where a size was estimated), a card is right when any expected row of its shop has its kind and subject. Candidates that
a closer look turns down are no cards. `part` is how often a refund card names the planted channel or size, or rightly none.

Beside them real reviews: 480 products with 30 reviews each, dealt out at random from the file of online shopping reviews, where several
customers saying the same of one product can only be chance.
"""

from __future__ import annotations

import csv
import gzip
import json
import tempfile
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import pandas as pd

from brain.analysis.complaints import shared_complaints
from brain.facts.reader import Facts
from brain.facts.warehouse.engine import Warehouse
from brain.facts.warehouse.shops import Shop, list_shops
from brain.kernel.clock import FixedClock
from brain.opportunities.base import Detector, Found, Situation
from brain.opportunities.detectors.best_time_to_post import best_time_to_post
from brain.opportunities.detectors.festival_ahead import festival_ahead
from brain.opportunities.detectors.photo_to_share import photo_to_share
from brain.opportunities.detectors.refund_spike import refund_spike
from brain.opportunities.detectors.review_quality import review_quality
from brain.opportunities.detectors.tired_content import tired_content
from brain.opportunities.detectors.unused_promotion import unused_promotion
from brain.opportunities.find import data_end, missing_needs
from brain.opportunities.nightly import look_at_all
from brain.opportunities.scanning import ShopDay, look_at, scan_all, shops_in_scope
from sample_data.worlds import roster
from sample_data.worlds.truth import CONFOUNDER
from sample_data.worlds.world import World

WORLDS = ((11, date(2026, 11, 20)), (12, date(2026, 5, 20)), (13, date(2026, 1, 12)))
SHOPS, LINES = 200, 6_000
CLEAR_SIGMA = 3.0
# A festival's own day and the first day of its season lie within a month of one another.
SAME_FESTIVAL = timedelta(days=31)
REVIEWS = Path(__file__).parents[2] / "shared" / "data" / "reviews" / "online_shopping_reviews.csv.gz"

Truth = dict[str, Any]


def _of_product(found: Found, truth: Truth) -> bool:
    return found.subjects[0].id == truth["product"] if found.subjects else False


def _of_series(found: Found, truth: Truth) -> bool:
    return found.dedupe == f"tired_content:{truth['group']}:{truth['product']}"


def _of_hour(found: Found, truth: Truth) -> bool:
    return found.dedupe == f"best_time_to_post:{truth['group']}:{truth['hour']}"


def _of_offer(found: Found, truth: Truth) -> bool:
    return found.dedupe == f"unused_promotion:{truth['promotion']}:{truth['category']}"


def _of_festival(found: Found, truth: Truth) -> bool:
    starts = date.fromisoformat(truth["starts"])
    until = found.effect.days  # the festival's day is so many days from the end of the data
    near = abs(truth["end"] + timedelta(days=until) - starts) <= SAME_FESTIVAL
    return near and found.subjects[0].id == truth["category"]


KINDS: dict[str, tuple[Detector, str, Callable[[Found, Truth], bool]]] = {
    "refund_spike": (refund_spike, "refund_spike", _of_product),
    "review_quality": (review_quality, "quality_signal", _of_product),
    "tired_content": (tired_content, "tired_content", _of_series),
    "best_time_to_post": (best_time_to_post, "best_time", _of_hour),
    "unused_promotion": (unused_promotion, "unused_promotion", _of_offer),
    "festival_ahead": (festival_ahead, "festival_ahead", _of_festival),
    "photo_to_share": (photo_to_share, "customer_photo", _of_product),
}
CAUSES = (
    *(cause.name for cause in roster.CAUSES if cause.kind in {kind for _, kind, _ in KINDS.values()}),
    "group_mismatch",
    *(cause.name for cause in roster.CONFOUNDERS),
)


@dataclass
class Score:
    """Counts of one detector over all worlds."""

    planted: int = 0
    found: int = 0
    cards: int = 0
    right: int = 0
    confounders: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    by_sure: dict[float, list[int]] = field(default_factory=lambda: defaultdict(lambda: [0, 0]))
    parts: list[bool] = field(default_factory=list)

    def figures(self) -> dict[str, Any]:
        """Ready to print: recall and false cards as counts and shares, and how often cards of each confidence are right."""
        return {
            "found": f"{self.found}/{self.planted}",
            "recall": round(self.found / max(self.planted, 1), 3),
            "false": f"{self.cards - self.right}/{self.cards}",
            "false_share": round((self.cards - self.right) / max(self.cards, 1), 3),
            "confounders": dict(self.confounders),
            "right_by_sure": {f"{sure:.2f}": f"{ok}/{n}" for sure, (ok, n) in sorted(self.by_sure.items())},
            **({"part": f"{sum(self.parts)}/{len(self.parts)}"} if self.parts else {}),
        }


def run() -> dict[str, Any]:
    """Scores of each detector, seconds of each scan over the largest world, and false cards on real reviews."""
    scores = {name: Score() for name in KINDS}
    seconds: dict[str, float] = {}
    for seed, last in WORLDS:
        with tempfile.TemporaryDirectory() as folder:
            warehouse = Warehouse(Path(folder) / "warehouse.duckdb")
            with warehouse.cursor() as cursor:
                truths = World(seed, SHOPS, LINES, last, causes=CAUSES).load_into(cursor).to_pandas()
            seconds = _count(warehouse, last + timedelta(days=1), truths, scores)
            warehouse.close()
    figures: dict[str, Any] = {name: score.figures() for name, score in scores.items()}
    return {**figures, "scan_s": seconds, "cards_on_random_real_reviews": _real_reviews()}


def _scan(warehouse: Warehouse, today: date) -> tuple[dict[str, set[str]], dict[str, float]]:
    """The shops in which each detector's scan over all of them found something, and its seconds."""
    detectors = [detector for detector, _, _ in KINDS.values()]
    seconds = look_at_all(warehouse, lambda shop: today, detectors=detectors).seconds
    found: dict[str, set[str]] = {}
    with warehouse.cursor() as cursor:
        shops_in_scope(cursor, _days(warehouse, today))
        for detector in detectors:
            assert detector.scan is not None
            found[detector.name] = {one.shop for one in scan_all(cursor, detector.scan)}
    return found, seconds


def _days(warehouse: Warehouse, today: date) -> dict[str, ShopDay]:
    return look_at_all(warehouse, lambda shop: today, detectors=()).days


def _count(
    warehouse: Warehouse, today: date, truths: pd.DataFrame, scores: dict[str, Score]
) -> dict[str, float]:
    """Look closer where the scan found something and count; gives the scans' seconds."""
    rows: dict[tuple[str, str], list[Truth]] = defaultdict(list)
    for row in truths.to_dict("records"):
        rows[row["shop_id"], row["kind"]].append({**row, **json.loads(row["subjects"])})
    found, seconds = _scan(warehouse, today)
    for shop in list_shops(warehouse):
        facts = _facts(warehouse, shop, today)
        for name, (detector, kind, same) in KINDS.items():
            cards = _cards(facts, detector) if shop.id in found[name] else []
            if cards or rows[shop.id, kind]:
                _count_shop(cards, rows[shop.id, kind], same, scores[name], _end(facts))
    return seconds


def _facts(warehouse: Warehouse, shop: Shop, today: date) -> Facts:
    at = datetime.combine(today, datetime.min.time(), ZoneInfo(shop.zone)) + timedelta(hours=9)
    return Facts(warehouse, shop, FixedClock(at))


def _end(facts: Facts) -> date:
    return data_end(facts) or facts.today


def _cards(facts: Facts, detector: Detector) -> list[Found]:
    end = _end(facts)
    if missing_needs(detector, facts) or (facts.today - end).days >= 3:
        return []
    situation = Situation(facts, (), facts.clock.now(), end, 0.2, 7, 22, 8)
    return look_at(situation, detector).findings


def _count_shop(
    cards: list[Found], truths: list[Truth], same: Callable[[Found, Truth], bool], score: Score, end: date
) -> None:
    for truth in truths:
        truth["end"] = end
        estimated = truth["sigma"] == truth["sigma"]
        counted = truth["expected"] and truth["role"] == "planted"
        if counted and (not estimated or abs(truth["sigma"]) >= CLEAR_SIGMA):
            score.planted += 1
            hits = [card for card in cards if same(card, truth)]
            score.found += bool(hits)
            if hits and truth["kind"] == "refund_spike":
                score.parts.append(_names_the_part(hits[0], truth))
        elif truth["role"] == CONFOUNDER and any(same(card, truth) for card in cards):
            score.confounders[truth["name"]] += 1
    for card in cards:
        right = any(truth["expected"] and same(card, truth) for truth in truths)
        score.cards, score.right = score.cards + 1, score.right + right
        tally = score.by_sure[card.explanation.confidence.value]
        tally[0], tally[1] = tally[0] + right, tally[1] + 1


def _names_the_part(card: Found, truth: Truth) -> bool:
    named = {(subject.type, subject.id) for subject in card.subjects if subject.type != "product"}
    planted = {(name, truth[name]) for name in ("channel", "sku") if name in truth}
    return named == planted


def _real_reviews() -> str:
    """Cards over products when unhappy reviews (15 in 100) are dealt out at random."""
    if not REVIEWS.is_file():
        return "no file"
    with gzip.open(REVIEWS, "rt", encoding="utf-8-sig") as source:
        rows = pd.DataFrame(csv.DictReader(source))
    chance, cards, products, each = np.random.default_rng(1), 0, 30, 30
    rounds = [(category, turn) for category in ("洗发水", "水果", "衣服", "平板") for turn in range(4)]
    for category, turn in rounds:
        bad = rows[(rows["cat"] == category) & (rows["label"] == "0") & (rows["review"].str.len() > 0)]
        texts = bad["review"].sample(round(0.15 * products * each), random_state=turn).tolist()
        dealt = pd.DataFrame(
            {
                "shop_id": f"{category}{turn}", "product_id": chance.integers(0, products, len(texts)).astype(str),
                "voice": [f"c{n}" for n in range(len(texts))], "text": texts, "recent": True, "reviews": each,
                "others": (products - 1) * each,
            }
        )  # fmt: skip
        cards += len(shared_complaints(dealt))
    return f"{cards}/{len(rounds) * products}"
