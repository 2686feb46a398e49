"""The detectors of quality and content in a planted world: one shop's scan is its part of the scan of all, cards stand on receipts, nothing
stands where only a confounder was planted."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pandas as pd
import pytest

from brain.facts.reader import Facts
from brain.facts.warehouse.engine import Warehouse
from brain.facts.warehouse.shops import list_shops
from brain.kernel.clock import FixedClock
from brain.opportunities.base import Alarm, Candidate, Detector, Situation
from brain.opportunities.detectors.best_time_to_post import best_time_to_post
from brain.opportunities.detectors.festival_ahead import festival_ahead
from brain.opportunities.detectors.photo_to_share import photo_to_share
from brain.opportunities.detectors.refund_spike import refund_spike
from brain.opportunities.detectors.review_quality import review_quality
from brain.opportunities.detectors.tired_content import tired_content
from brain.opportunities.detectors.unused_promotion import unused_promotion
from brain.opportunities.find import data_end
from brain.opportunities.keeping import Kept
from brain.opportunities.nightly import look_at_all
from brain.opportunities.scanning import look_at, scan_all, scan_one, shops_in_scope
from sample_data.worlds.world import World
from tests.opportunities.quality_shops import claims_in, said_in
from tools.catalogues import needs_words

LAST = date(2026, 11, 20)
KINDS = {
    "refund_spike": "refund_spike", "review_quality": "quality_signal", "tired_content": "tired_content", "best_time_to_post": "best_time",
    "unused_promotion": "unused_promotion", "festival_ahead": "festival_ahead", "photo_to_share": "customer_photo",
}  # fmt: skip
CAUSES = (
    "refund_spike", "quality_signal", "customer_photo", "best_time", "tired_content", "unused_promotion", "festival_ahead",
    "review_bombing", "joined_promotion",
)  # fmt: skip
ALL = (
    refund_spike, review_quality, tired_content, best_time_to_post, unused_promotion, festival_ahead, photo_to_share,
)  # fmt: skip
each = pytest.mark.parametrize("detector", ALL, ids=lambda one: one.name)


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Warehouse, pd.DataFrame]]:
    """Forty shops with these causes, and what is true of them."""
    warehouse = Warehouse(tmp_path_factory.mktemp("planted") / "warehouse.duckdb")
    with warehouse.cursor() as cursor:
        truths = World(21, 40, 5_000, LAST, causes=CAUSES).load_into(cursor)
    yield warehouse, truths.to_pandas()
    warehouse.close()


@pytest.fixture(scope="module")
def candidates(planted: tuple[Warehouse, pd.DataFrame]) -> dict[str, list[Candidate]]:
    """What each scan finds in all shops at once."""
    warehouse, _ = planted
    today = LAST + timedelta(days=1)
    days = look_at_all(warehouse, lambda shop: today, detectors=()).days
    with warehouse.cursor() as cursor:
        shops_in_scope(cursor, days)
        return {one.name: scan_all(cursor, one.scan) for one in ALL if one.scan is not None}


def situation_in(warehouse: Warehouse, shop_id: str) -> Situation:
    """A shop of the world on the morning after its last day."""
    shop = next(shop for shop in list_shops(warehouse) if shop.id == shop_id)
    at = datetime.combine(LAST + timedelta(days=1), time(9), ZoneInfo(shop.zone))
    facts = Facts(warehouse, shop, FixedClock(at))
    end = data_end(facts)
    assert end is not None
    return Situation(facts, (), facts.clock.now(), end, 0.2, 7, 22, 8)


def sides(one: Candidate) -> tuple[str, int, bool, float]:
    """What must not depend on the other shops; rounded, for sums of floats depend on their order."""
    return one.key, round(one.worth), one.urgent, one.sure


@each
def test_a_shop_alone_is_its_part_of_all_shops(
    planted: tuple[Warehouse, pd.DataFrame], candidates: dict[str, list[Candidate]], detector: Detector
) -> None:
    """Other shops' rows change nothing: the same candidates, alone and among forty; also where there are none."""
    warehouse, _ = planted
    found = {one.shop for one in candidates[detector.name]}
    assert found
    others = [shop.id for shop in list_shops(warehouse) if shop.id not in found]
    assert detector.scan is not None
    for shop in [*sorted(found)[:3], *others[:2]]:
        situation = situation_in(warehouse, shop)
        alone, _ = scan_one(situation, detector.scan, Kept(situation.facts))
        among = [one for one in candidates[detector.name] if one.shop == shop]
        assert sorted(map(sides, alone)) == sorted(map(sides, among))


@each
def test_cards_stand_on_receipts_and_read_in_both_languages(
    planted: tuple[Warehouse, pd.DataFrame], candidates: dict[str, list[Candidate]], detector: Detector
) -> None:
    """Every number opens a receipt of the card; no field is left unfilled; Chinese is Chinese; the effect is a range with its basis."""
    warehouse, _ = planted
    shop = max(candidates[detector.name], key=lambda one: one.score).shop
    cards = look_at(situation_in(warehouse, shop), detector).findings
    assert cards
    for card in cards:
        assert isinstance(card, Alarm)
        kept = {receipt.id for receipt in card.receipts}
        assert {claim.receipt for claim in claims_in(card)} <= kept
        assert card.explanation.look is None or card.explanation.look.receipt in kept
        for text in said_in(card):
            assert "{" not in text.render("zh") + text.render("en")
            assert text.render("zh") != text.render("en") or not needs_words(text.msg)
        assert "！" not in "".join(text.render("zh") for text in said_in(card))
        assert card.effect.low <= card.effect.mid <= card.effect.high


@each
def test_most_cards_are_right(
    planted: tuple[Warehouse, pd.DataFrame], candidates: dict[str, list[Candidate]], detector: Detector
) -> None:
    """Of the shops with a candidate, all but one in four (or but one) have an expected truth of its kind."""
    _, truths = planted
    expected = set(truths[(truths["kind"] == KINDS[detector.name]) & truths["expected"]]["shop_id"])
    found = {one.shop for one in candidates[detector.name]}
    assert len(found - expected) <= max(1, 0.25 * len(found))


@pytest.mark.parametrize(
    ("name", "detector"), [("review_bombing", review_quality), ("joined_promotion", unused_promotion)]
)
def test_confounders_are_left_alone(
    planted: tuple[Warehouse, pd.DataFrame],
    candidates: dict[str, list[Candidate]],
    name: str,
    detector: Detector,
) -> None:
    """One bombing customer, and an offer that every product has joined: no candidate about that subject."""
    _, truths = planted
    rows = truths[truths["name"] == name]
    assert len(rows)
    keys = {(one.shop, one.key.partition(":")[0]) for one in candidates[detector.name]}
    for row in rows.itertuples():
        subjects = json.loads(row.subjects)
        assert (row.shop_id, subjects.get("promotion", subjects.get("product"))) not in keys
