"""The five detectors of stock and prices side by side: in a planted world, shop by shop and all at once, in both languages."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from brain.facts.reader import Facts
from brain.facts.warehouse.engine import Warehouse
from brain.facts.warehouse.shops import list_shops
from brain.kernel.clock import FixedClock
from brain.opportunities.base import Candidate, Detector, Found, Situation
from brain.opportunities.detectors.overstock_clearance import overstock_clearance
from brain.opportunities.detectors.price_slip import price_slip
from brain.opportunities.detectors.price_worth_testing import price_worth_testing
from brain.opportunities.detectors.stock_out_ahead import stock_out_ahead
from brain.opportunities.detectors.undercut import undercut
from brain.opportunities.keeping import Kept
from brain.opportunities.scanning import ShopDay, look_at, scan_all, scan_one, shops_in_scope
from sample_data.worlds.world import World
from tests.opportunities.shelf_and_prices import alarms, sentences
from tests.opportunities.shops import TODAY, sell

KIND = {
    "stock_out_ahead": "stock_out_ahead", "overstock_clearance": "overstock", "price_slip": "price_slip", "undercut": "undercut",
    "price_worth_testing": "elasticity",
}  # fmt: skip
DETECTORS = (stock_out_ahead, overstock_clearance, price_slip, undercut, price_worth_testing)
CAUSES = (
    "stock_out_ahead", "overstock", "price_slip", "undercut", "elasticity", "delivery_on_its_way", "first_delivery", "list_update",
    "reduced_by_promotion",
)  # fmt: skip
LAST = date(2026, 9, 20)
END = LAST + timedelta(days=1)
each = pytest.mark.parametrize("detector", DETECTORS, ids=lambda detector: detector.name)
Planted = tuple[Warehouse, list[dict[str, Any]]]


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Planted]:
    """Forty shops with causes of this family, and the answer sheet."""
    warehouse = Warehouse(tmp_path_factory.mktemp("planted") / "w.duckdb")
    with warehouse.cursor() as cursor:
        truth = World(24, 40, 5_000, LAST, causes=CAUSES).load_into(cursor).to_pylist()
    yield warehouse, [{**row, "subjects": json.loads(row["subjects"])} for row in truth]
    warehouse.close()


def situations(warehouse: Warehouse) -> Iterator[Situation]:
    """Each shop on the morning after its last day."""
    for shop in list_shops(warehouse):
        morning = datetime.combine(END, datetime.min.time(), ZoneInfo(shop.zone)) + timedelta(hours=8)
        facts = Facts(warehouse, shop, FixedClock(morning))
        yield Situation(facts, (), facts.clock.now(), END, 0.2, 7, 22, 8)


def at_once(warehouse: Warehouse, detector: Detector) -> list[Candidate]:
    """The scan of all shops."""
    assert detector.scan is not None
    with warehouse.cursor() as cursor:
        shops_in_scope(cursor, {shop.id: ShopDay(END, END) for shop in list_shops(warehouse)})
        return scan_all(cursor, detector.scan)


def cards(warehouse: Warehouse, detector: Detector) -> list[Found]:
    """What every shop's owner would be shown by one detector."""
    return [found for situation in situations(warehouse) for found in look_at(situation, detector).findings]


@each
def test_what_was_planted_is_found_and_little_else(planted: Planted, detector: Detector) -> None:
    """At least nine of ten planted causes (of prices to test half: many have no better price), and at most one card in five is false."""
    warehouse, truth = planted
    rows = [row for row in truth if row["kind"] == KIND[detector.name] and row["expected"]]
    wanted = {
        (row["shop_id"], row["subjects"].get("sku") or row["subjects"]["product"])
        for row in rows
        if row["role"] == "planted"
    }
    right = {(row["shop_id"], row["subjects"].get("sku") or row["subjects"]["product"]) for row in rows}
    got = {(one.shop, one.key.split("/")[-1]) for one in at_once(warehouse, detector)}
    assert len(wanted) >= 3
    assert len(wanted & got) >= (0.5 if detector is price_worth_testing else 0.9) * len(wanted)
    assert len(got - right) <= max(1, 0.2 * len(got))  # of four cards one may be


@each
def test_a_shop_alone_is_judged_as_among_many(planted: Planted, detector: Detector) -> None:
    """The scan of one shop gives exactly the candidates that the scan of all gives for it: no other shop's rows matter."""
    warehouse, _ = planted
    assert detector.scan is not None
    together = {(one.shop, one.key): one for one in at_once(warehouse, detector)}
    alone = {}
    for situation in situations(warehouse):
        found, _ = scan_one(situation, detector.scan, Kept(situation.facts))
        alone |= {(one.shop, one.key): one for one in found}
    assert set(alone) == set(together)
    for key, one in alone.items():
        assert one.worth == pytest.approx(together[key].worth)
        assert one.sure == pytest.approx(together[key].sure)
        assert one.urgent == together[key].urgent


@each
def test_every_figure_stands_on_a_receipt_that_comes_along(planted: Planted, detector: Detector) -> None:
    """Evidence, steps, basis and chart: nothing is said without its receipt."""
    found = cards(planted[0], detector)
    assert found
    for one in found:
        kept = {receipt.id for receipt in one.receipts}
        claims = [claim for text in sentences(one) for claim in text.claims()]
        claims += [claim for row in one.explanation.evidence for claim in row.claims]
        assert claims
        assert {claim.receipt for claim in claims} <= kept
        assert one.explanation.look is None or one.explanation.look.receipt in kept


@each
def test_cards_read_in_both_languages(planted: Planted, detector: Detector) -> None:
    """No field is left open, nothing is English in Chinese, nobody shouts, and the range is one."""
    for one in cards(planted[0], detector):
        for text in sentences(one):
            chinese, english = text.render("zh"), text.render("en")
            assert "{" not in chinese + english
            assert "！" not in chinese
            assert "!" not in english
            assert " nan" not in english
            assert " inf" not in english
        assert one.headline.render("zh") != one.headline.render("en")
        assert one.effect.low <= one.effect.mid <= one.effect.high


@each
def test_a_quiet_shop_has_no_card(shop: Warehouse, detector: Detector) -> None:
    """A year of steady sales at one price, and nothing else: nothing to see."""
    sell(shop, [{"day": TODAY - timedelta(days=back), "product": f"货{back % 5}"} for back in range(1, 365)])
    assert alarms(shop, detector) == []
