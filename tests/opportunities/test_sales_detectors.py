"""What all detectors of sales and matching must keep: quiet shops stay quiet, shops do not touch each other, figures have receipts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from bench.detectors_sales import situation_of
from brain.facts.warehouse.engine import Warehouse
from brain.facts.warehouse.shops import Shop, list_shops
from brain.kernel.i18n import Text
from brain.opportunities.base import Alarm, Candidate, Detector, Found
from brain.opportunities.detectors import DETECTORS
from brain.opportunities.find import missing_needs
from brain.opportunities.keeping import Kept
from brain.opportunities.scanning import ShopDay, look_at, scan_all, scan_one, shops_in_scope
from sample_data.worlds.world import World

DAY = date(2026, 9, 17)
END = DAY + timedelta(days=1)
NAMES = (
    "rising_category",
    "falling_category",
    "bundle",
    "sales_anomaly",
    "product_for_whom",
    "group_mismatch",
)
OURS = [detector for detector in DETECTORS if detector.name in NAMES]
CAUSES = (
    "rising_category", "falling_category", "bundle", "sales_anomaly", "new_item", "group_mismatch", "channel_mismatch", "restock_jump", "promotion_rise",
)  # fmt: skip


@pytest.fixture(scope="module")
def shops(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Warehouse]:
    """Ninety shops with causes and confounders."""
    warehouse = Warehouse(tmp_path_factory.mktemp("sales") / "warehouse.duckdb")
    with warehouse.cursor() as cursor:
        World(8, 90, 8_000.0, DAY, causes=CAUSES).load_into(cursor)
    yield warehouse
    warehouse.close()


def scanned(warehouse: Warehouse, detector: Detector) -> list[Candidate]:
    """Candidates of all shops."""
    assert detector.scan is not None
    with warehouse.cursor() as cursor:
        shops_in_scope(cursor, {shop.id: ShopDay(END, END) for shop in list_shops(warehouse)})
        return scan_all(cursor, detector.scan)


def finished(warehouse: Warehouse, detector: Detector) -> list[tuple[Shop, Found]]:
    """Cards of all shops with a candidate."""
    candidates = {one.shop for one in scanned(warehouse, detector) if one.score > 0}
    found = []
    for shop in list_shops(warehouse):
        situation = situation_of(warehouse, shop, DAY)
        if shop.id in candidates and not missing_needs(detector, situation.facts):
            found += [(shop, one) for one in look_at(situation, detector).findings]
    return found


@pytest.fixture(scope="module")
def cards(shops: Warehouse) -> list[tuple[Shop, Found]]:
    """All cards of all detectors."""
    return [card for detector in OURS for card in finished(shops, detector)]


def sentences(found: Found) -> list[Text]:
    """Everything that a card says."""
    why = found.explanation
    said = [
        found.headline,
        why.why_now,
        why.method,
        why.confidence.rests_on,
        why.strongest_doubt,
        why.would_change,
        *why.rejected,
    ]
    said += [row.text for row in why.evidence]
    if why.look is not None:
        said += [why.look.title, *(point.label for point in why.look.points)]
    return [*said, *(found.steps if isinstance(found, Alarm) else ())]


def test_every_detector_finds_something_here(cards: list[tuple[Shop, Found]]) -> None:
    """The tests below would pass on nothing."""
    assert {found.detector for _, found in cards} == set(NAMES)


@pytest.mark.parametrize("detector", OURS, ids=lambda detector: detector.name)
def test_a_shop_alone_gives_what_it_gives_among_many(shops: Warehouse, detector: Detector) -> None:
    """The scan of one shop and the scan of all give the same candidates: nobody's rows touch anybody else's."""
    assert detector.scan is not None
    everywhere: dict[str, list[Candidate]] = {}
    for one in scanned(shops, detector):
        everywhere.setdefault(one.shop, []).append(one)
    for shop in list_shops(shops)[:12]:
        situation = situation_of(shops, shop, DAY)
        alone, _ = scan_one(situation, detector.scan, Kept(situation.facts))
        together = everywhere.get(shop.id, [])
        assert sorted(one.key for one in alone) == sorted(one.key for one in together)
        by_key = {one.key: one for one in together}
        for one in alone:
            assert one.sure == pytest.approx(by_key[one.key].sure)
            assert one.worth == pytest.approx(by_key[one.key].worth)


def test_every_figure_stands_on_a_receipt(cards: list[tuple[Shop, Found]]) -> None:
    """Claims of sentences, evidence and charts; the receipts come with the card."""
    for _, found in cards:
        kept = {receipt.id for receipt in found.receipts}
        for text in sentences(found):
            assert all(claim.receipt in kept for claim in text.claims()), text.msg
        look = found.explanation.look
        assert look is None or look.receipt in kept


def test_cards_read_in_both_languages(cards: list[tuple[Shop, Found]]) -> None:
    """No field is left open, no exclamation mark, and Chinese is not English."""
    for _, found in cards:
        for text in sentences(found):
            for lang in ("zh", "en"):
                said = text.render(lang)
                assert "{" not in said, text.msg
                assert "!" not in said
                assert "！" not in said
        assert found.headline.render("zh") != found.headline.render("en")


def test_an_effect_is_a_range_with_a_basis(cards: list[tuple[Shop, Found]]) -> None:
    """Never a bare number; confidence stays within what may be claimed."""
    for _, found in cards:
        assert found.effect.low <= found.effect.mid <= found.effect.high
        assert found.effect.basis.msg
        assert 0.3 <= found.explanation.confidence.value <= 0.95


def test_who_refused_is_in_no_audience(shops: Warehouse, cards: list[tuple[Shop, Found]]) -> None:
    """Whatever else is known of them."""
    with shops.cursor() as cursor:
        refused = {
            (shop, key)
            for shop, key in cursor.execute(
                "SELECT shop_id, customer_key FROM customer WHERE consent = FALSE"
            ).fetchall()
        }
    assert refused
    reached = {(shop.id, key) for shop, found in cards for key in found.reached}
    assert reached
    assert not reached & refused


@pytest.mark.parametrize("detector", OURS, ids=lambda detector: detector.name)
def test_nothing_is_found_where_nothing_was_sold(
    tmp_path_factory: pytest.TempPathFactory, detector: Detector
) -> None:
    """An empty warehouse gives no candidate and no error."""
    warehouse = Warehouse(tmp_path_factory.mktemp("empty") / "warehouse.duckdb")
    assert detector.scan is not None
    with warehouse.cursor() as cursor:
        shops_in_scope(cursor, {"nobody": ShopDay(END, END)})
        assert scan_all(cursor, detector.scan) == []
    warehouse.close()


@pytest.mark.parametrize("detector", OURS, ids=lambda detector: detector.name)
def test_rows_of_the_unfinished_day_decide_nothing(shops: Warehouse, detector: Detector) -> None:
    """Looked at a week earlier, the same shops give no candidate that rests on the last week: none is about a later day."""
    assert detector.scan is not None
    early = END - timedelta(days=7)
    with shops.cursor() as cursor:
        shops_in_scope(cursor, {shop.id: ShopDay(early, early) for shop in list_shops(shops)})
        before = scan_all(cursor, detector.scan)
        cursor.execute("BEGIN")
        cursor.execute("DELETE FROM order_line_version WHERE ordered_on >= ?", [early])
        cursor.execute("DELETE FROM event_version WHERE happened_on >= ?", [early])
        cursor.execute("DELETE FROM post_version WHERE posted_on >= ?", [early])
        without = scan_all(cursor, detector.scan)
        cursor.execute("ROLLBACK")
    told = [(one.shop, one.key, round(one.sure, 6)) for one in before]
    assert sorted(told) == sorted((one.shop, one.key, round(one.sure, 6)) for one in without)
