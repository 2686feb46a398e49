"""The feed: who cannot look says why, old data is not talked about, and lessons come back."""

from __future__ import annotations

from datetime import timedelta

import pytest

from brain.facts.reader import FACT_CHECKS
from brain.facts.warehouse.engine import Warehouse
from brain.kernel.i18n import verbatim
from brain.opportunities.base import Detected, Detector, Finding, Situation
from brain.opportunities.detectors import DETECTORS
from brain.opportunities.fatigue import Heard
from brain.opportunities.find import FeedResult, data_end, find_opportunities
from sample_data.world import Post, World, build_world
from tests.opportunities.shops import LAST, TODAY, facts_on, lesson, look, sell


def test_detectors_name_facts_that_exist_and_files_that_can_be_imported() -> None:
    """Each need is a fact that the reader can check, with a hint; names are unique."""
    kinds = {"orders", "products", "customers", "events", "stock", "reviews", "promotions", "prices", "posts"}
    for detector in DETECTORS:
        assert detector.needs
        for need in detector.needs:
            assert need.fact in FACT_CHECKS
            assert need.file in kinds
            assert need.hint.render("zh") != need.hint.render("en")
    assert len({detector.name for detector in DETECTORS}) == len(DETECTORS)


def test_a_shop_without_products_and_customers_is_told_what_to_bring(shop: Warehouse) -> None:
    """Orders alone switch detectors off that need more, each with what is missing."""
    sell(shop, [{"day": TODAY - timedelta(days=1 + i % 90)} for i in range(300)])
    result = look(facts_on(shop, TODAY))
    assert result.findings == ()
    missing = {off.detector: off.missing for off in result.switched_off}
    assert missing["rising_category"] == ("category",)
    assert missing["win_back"] == ("customer", "product")


def test_an_empty_shop_is_asked_for_orders(shop: Warehouse) -> None:
    """No rows at all: every detector is off for want of orders."""
    result = look(facts_on(shop, TODAY))
    assert len(result.switched_off) == len(DETECTORS)
    assert "还没有订单" in result.switched_off[0].hint.render("zh")


def test_old_data_is_said_to_be_old(world_shop: Warehouse) -> None:
    """Up to three days behind is looked at; later the hint names both days."""
    assert look(facts_on(world_shop, LAST + timedelta(days=3))).findings
    late = look(facts_on(world_shop, LAST + timedelta(days=4)))
    assert late.findings == ()
    assert "2026-11-20" in late.switched_off[0].hint.render("zh")
    assert "2026-11-24" in late.switched_off[0].hint.render("zh")


def test_windows_end_before_today(world_shop: Warehouse) -> None:
    """Rows of today or later never move the end of the data past today."""
    assert data_end(facts_on(world_shop, TODAY - timedelta(days=30))) == TODAY - timedelta(days=30)
    assert data_end(facts_on(world_shop, TODAY + timedelta(days=30))) == TODAY


def test_the_same_facts_give_the_same_feed(world_shop: Warehouse, found: FeedResult) -> None:
    """Nothing is left to chance: twice the same look."""
    again = look(facts_on(world_shop, TODAY))
    assert [ranked.finding.model_dump() for ranked in again.findings] == [
        ranked.finding.model_dump() for ranked in found.findings
    ]


def test_lessons_change_the_next_expectation(world_shop: Warehouse, found: FeedResult) -> None:
    """Six posts that brought nothing lower and narrow the range of the same detector, and the basis says so."""
    lessons = [lesson(f"x{i}", "rising_category", effect=0.0, error=0.3) for i in range(6)]
    before = next(r.finding for r in found.findings if r.finding.detector == "rising_category")
    after = next(
        r.finding
        for r in look(facts_on(world_shop, TODAY), lessons).findings
        if r.finding.detector == "rising_category"
    )
    assert after.effect.mid < before.effect.mid
    assert after.effect.high - after.effect.low < before.effect.high - before.effect.low
    assert "6" in after.effect.basis.render("zh")


def test_the_expected_range_holds_what_the_world_would_answer(found: FeedResult, world: World) -> None:
    """The seeded customers' true extra orders, at the goods' mean price, lie inside the stated range of both cards."""
    later = build_world(LAST + timedelta(days=8), anchor=LAST)
    for ranked in found.findings:
        finding = ranked.finding
        if finding.detector not in ("rising_category", "win_back"):
            continue
        assert isinstance(finding, Finding)
        treated = tuple(member.customer_key for member in finding.members)[::5]
        post = Post(
            "P1",
            finding.timing.at,
            treated,
            finding.timing.voice,
            tuple(goods.product_id for goods in finding.goods),
        )
        orders = later.expected_response(post) / len(treated) * len(finding.members) * 0.8
        prices = [float(goods.price) for goods in finding.goods if goods.price is not None]
        assert float(finding.effect.low) <= orders * sum(prices) / len(prices) <= float(finding.effect.high)


def _breaks(situation: Situation) -> Detected:
    raise ZeroDivisionError


BROKEN = Detector(name="broken", title=verbatim("broken"), needs=(), look=_breaks)


def test_a_detector_that_breaks_costs_its_own_cards_only(world_shop: Warehouse, found: FeedResult) -> None:
    """The others' cards are made, and the owner reads that one thing was not looked at."""
    facts = facts_on(world_shop, TODAY)
    result = find_opportunities(
        facts, (), holdout_share=0.2, review_days=7, quiet_from=22, quiet_until=8, most=50,
        detectors=(BROKEN, *DETECTORS),
    )  # fmt: skip
    assert result.failed == ("broken",)
    assert [one.finding.dedupe for one in result.findings] == [one.finding.dedupe for one in found.findings]
    (told,) = [off for off in result.switched_off if off.detector == "broken"]
    assert "日志" in told.hint.render("zh")


def test_when_all_break_the_feed_says_so(world_shop: Warehouse) -> None:
    """A day without cards because nothing works must not look like a day without opportunities."""
    with pytest.raises(ZeroDivisionError):
        find_opportunities(
            facts_on(world_shop, TODAY), (), holdout_share=0.2, review_days=7, quiet_from=22, quiet_until=8,
            detectors=(BROKEN,),
        )  # fmt: skip


def test_who_heard_enough_makes_room_for_others(world_shop: Warehouse, found: FeedResult) -> None:
    """A card whose people all heard enough gives up its place before the day's few are chosen, and is told among the rest."""
    posts = [one.finding for one in found.findings if one.finding.reached]
    tired = dict.fromkeys(posts[0].reached, 9)
    result = find_opportunities(
        facts_on(world_shop, TODAY), (), holdout_share=0.2, review_days=7, quiet_from=22, quiet_until=8, most=50,
        heard=Heard(tired, 2),
    )  # fmt: skip
    assert posts[0].dedupe not in {one.finding.dedupe for one in result.findings}
    assert any("heard enough" in text.msg for text in result.considered_and_rejected)
    assert all(not one.finding.reached & set(tired) for one in result.findings)
    known = {receipt.id for receipt in result.receipts}
    assert {claim.receipt for text in result.considered_and_rejected for claim in text.claims()} <= known
