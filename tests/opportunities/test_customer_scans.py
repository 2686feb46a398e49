"""The scans that follow customers, on shops with planted causes: one shop and many agree, and cards keep their promises."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from brain.facts.reader import Facts
from brain.facts.warehouse.engine import Warehouse
from brain.facts.warehouse.shops import list_shops
from brain.kernel.clock import FixedClock
from brain.opportunities.base import Candidate, Detector, Finding, Situation
from brain.opportunities.detectors.buy_again import buy_again
from brain.opportunities.detectors.cart_left import cart_left
from brain.opportunities.detectors.repurchase_due import repurchase_due
from brain.opportunities.detectors.second_order import second_order
from brain.opportunities.detectors.win_back import win_back
from brain.opportunities.keeping import Kept
from brain.opportunities.scanning import ShopDay, look_at, scan_all, scan_one, shops_in_scope
from brain.opportunities.winback.late import read_late
from sample_data.worlds.world import World

LAST, END = date(2026, 9, 20), date(2026, 9, 21)
DETECTORS = (win_back, repurchase_due, second_order, cart_left, buy_again)
CAUSES = (
    "win_back",
    "repurchase_due",
    "second_order",
    "left_cart",
    "repeated_views",
    "buy_again",
    "refused_late",
)
by_name = pytest.mark.parametrize("detector", DETECTORS, ids=[detector.name for detector in DETECTORS])


@pytest.fixture(scope="module")
def shops(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Warehouse, list[dict[str, object]]]]:
    """Twenty shops and what is true of them; tests only read them."""
    world = World(seed=3, shops=20, lines_per_shop=3_000, last_day=LAST, causes=CAUSES)
    warehouse = Warehouse(tmp_path_factory.mktemp("shops") / "warehouse.duckdb")
    with warehouse.writing() as cursor:
        truth = world.load_into(cursor).to_pylist()
    yield warehouse, truth
    warehouse.close()


def scanned(warehouse: Warehouse, detector: Detector, *only: str) -> list[Candidate]:
    """The candidates of all shops, or of those named."""
    assert detector.scan is not None
    with warehouse.cursor() as cursor:
        names = only or tuple(shop.id for shop in list_shops(warehouse))
        shops_in_scope(cursor, {name: ShopDay(END, END) for name in names})
        return scan_all(cursor, detector.scan)


def situation(warehouse: Warehouse, name: str) -> Situation:
    """The morning after the last day in one shop."""
    shop = next(shop for shop in list_shops(warehouse) if shop.id == name)
    facts = Facts(warehouse, shop, FixedClock(datetime(2026, 9, 21, 9, tzinfo=ZoneInfo(shop.zone))))
    return Situation(facts, (), facts.clock.now(), END, 0.2, 7, 22, 8)


def told(candidates: list[Candidate]) -> list[tuple[str, str, float, float]]:
    """What a candidate says, without the place of its row."""
    return sorted((one.shop, one.key, round(one.worth, 6), round(one.sure, 6)) for one in candidates)


@by_name
def test_one_shop_is_seen_the_same_alone_and_among_many(
    shops: tuple[Warehouse, list[dict[str, object]]], detector: Detector
) -> None:
    """Another shop's rows change nothing, and the statement for one shop finds what the one for all finds there."""
    warehouse, _ = shops
    assert detector.scan is not None
    together = scanned(warehouse, detector)
    names = sorted({one.shop for one in together})
    assert names
    for name in names[:4]:
        here = [one for one in together if one.shop == name]
        assert told(scanned(warehouse, detector, name)) == told(here)
        now = situation(warehouse, name)
        alone, _ = scan_one(now, detector.scan, Kept(now.facts))
        assert told(alone) == told(here)


@by_name
def test_what_was_planted_is_found(
    shops: tuple[Warehouse, list[dict[str, object]]], detector: Detector
) -> None:
    """What was planted and is expected has a candidate, all but one at most; a repurchase one of that very product."""
    warehouse, truth = shops
    kinds = {"cart_left": ("left_cart", "repeated_views")}.get(detector.name, (detector.name,))
    planted = {
        (row["shop_id"], json.loads(str(row["subjects"])).get("product", ""))
        for row in truth
        if row["kind"] in kinds and row["role"] == "planted" and row["expected"]
    }
    exact = detector.name == "repurchase_due"
    found = {(one.shop, one.key if exact else "") for one in scanned(warehouse, detector)}
    assert len(planted) > 1
    assert len(planted - found) <= 1


@by_name
def test_nothing_is_found_a_year_before_there_was_anything(
    shops: tuple[Warehouse, list[dict[str, object]]], detector: Detector
) -> None:
    """With the end of the data before its beginning there are no candidates, and no error."""
    warehouse, _ = shops
    assert detector.scan is not None
    with warehouse.cursor() as cursor:
        early = date(2024, 1, 1)
        shops_in_scope(cursor, {shop.id: ShopDay(early, early) for shop in list_shops(warehouse)})
        assert scan_all(cursor, detector.scan) == []


@by_name
def test_each_number_of_a_card_stands_on_a_receipt_that_it_brings(
    shops: tuple[Warehouse, list[dict[str, object]]], detector: Detector
) -> None:
    """Claims of all texts have their receipts, no field is left unfilled in either language, and nobody is written to twice."""
    warehouse, _ = shops
    name = min(one.shop for one in scanned(warehouse, detector))
    for finding in look_at(situation(warehouse, name), detector).findings:
        assert isinstance(finding, Finding)
        brought, why = {receipt.id for receipt in finding.receipts}, finding.explanation
        rows = [row.text for row in why.evidence]
        for text in (
            finding.headline, why.why_now, why.method, why.confidence.rests_on, why.strongest_doubt, why.would_change,
            finding.audience_name, finding.effect.basis, *why.rejected, *rows,
        ):  # fmt: skip
            assert {claim.receipt for claim in text.claims()} <= brought
            assert "{" not in text.render("zh") + text.render("en")
            assert text.render("zh") != text.render("en")
        members = [member.customer_key for member in finding.members]
        assert len(set(members)) == len(members)
        assert why.look is None or why.look.receipt in brought
        assert finding.effect.low <= finding.effect.mid <= finding.effect.high


def test_the_scan_counts_the_late_customers_whom_the_card_then_names(
    shops: tuple[Warehouse, list[dict[str, object]]],
) -> None:
    """Two statements of one rule: the scan of all shops and the shop's own agree on how many are late."""
    warehouse, _ = shops
    assert win_back.scan is not None
    for name in sorted({one.shop for one in scanned(warehouse, win_back)})[:5]:
        now = situation(warehouse, name)
        kept = Kept(now.facts)
        (candidate,), result = scan_one(now, win_back.scan, kept)
        assert result.rows[candidate.row][1] == read_late(now, kept).customers
