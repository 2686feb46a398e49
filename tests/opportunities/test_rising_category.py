"""Rising category: the planted rise is found, decoys are not, and what else could explain a rise is looked at."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest

from brain.facts.warehouse.engine import Warehouse
from brain.opportunities.base import Finding
from brain.opportunities.find import FeedResult
from sample_data.world import World
from tests.opportunities.shops import TODAY, facts_on, look, look_at, promote, refuse, sell, stock_up

CATEGORIES = ("米粉", "湿巾", "玩具", "绘本", "童装", "洗护")
FIRST = TODAY - timedelta(days=7 * 20)
HOT = "玩具"


def rising(result: FeedResult) -> list[Finding]:
    """The rising-category findings of a look."""
    return [ranked.finding for ranked in result.findings if ranked.finding.detector == "rising_category"]


def fill(
    shop: Warehouse,
    *,
    factor: float = 2.0,
    looks: float = 2.0,
    everywhere: bool = False,
    customers: bool = True,
    hot_product: str | None = None,
) -> None:
    """Twenty weeks of six even categories; in the last seven days the hot one (or all) sells and is seen more often."""
    chance = np.random.default_rng(5)
    lines: list[dict[str, object]] = []
    seen: list[dict[str, object]] = []
    for day in (FIRST + timedelta(days=i) for i in range(140)):
        for category in CATEGORIES:
            hot = day >= TODAY - timedelta(days=7) and (everywhere or category == HOT)
            for _ in range(chance.poisson(8 * (factor if hot else 1))):
                product = (
                    hot_product
                    if hot and hot_product and chance.random() < 0.6
                    else f"{category}{chance.integers(3)}"
                )
                lines.append(
                    {
                        "day": day,
                        "category": category,
                        "product": product,
                        "customer": f"C{chance.integers(400)}" if customers else None,
                    }
                )
            for _ in range(chance.poisson(25 * (looks if hot else 1)) if looks else 0):
                product = f"{category}{chance.integers(3)}"
                seen.append(
                    {
                        "day": day,
                        "category": category,
                        "product": product,
                        "customer": f"C{chance.integers(400)}",
                        "group": "一群",
                    }
                )
    sell(shop, lines)
    if seen:
        look_at(shop, seen)


def test_the_planted_category_is_the_only_one(found: FeedResult, world: World) -> None:
    """In the seeded world the planted category and its group are found; the tiny decoy and the falling one are not."""
    findings = rising(found)
    assert [finding.category for finding in findings] == [world.causes["rising_category"]["category"]]
    assert findings[0].group == world.causes["rising_category"]["group"]


def test_the_group_answers_at_its_own_hour_and_voice(found: FeedResult, world: World) -> None:
    """Hour and voice of the card are those that the planted group truly prefers, learned from the owner's posts."""
    finding = rising(found)[0]
    best = world.causes["voices_and_hours"]["best"][finding.group]
    assert finding.timing.voice == best["voice"]
    assert (finding.timing.at.hour + 8) % 24 == best["hour"]


def test_every_claim_stands_on_a_receipt_that_comes_along(found: FeedResult) -> None:
    """No figure of a finding, and none of what was rejected, is without its receipt."""
    for ranked in found.findings:
        finding = ranked.finding
        kept = {receipt.id for receipt in finding.receipts}
        why = finding.explanation
        texts = [
            finding.headline,
            why.why_now,
            why.method,
            why.confidence.rests_on,
            why.strongest_doubt,
            why.would_change,
            *why.rejected,
        ]
        texts += [row.text for row in why.evidence] + [finding.effect.basis, ranked.why]
        if isinstance(finding, Finding):
            texts += [finding.timing.at_why, finding.timing.voice_why]
        claims = [claim for text in texts for claim in text.claims()] + [
            claim for row in why.evidence for claim in row.claims
        ]
        assert claims
        assert {claim.receipt for claim in claims} <= kept
    stored = {receipt.id for receipt in found.receipts}
    assert {claim.receipt for text in found.considered_and_rejected for claim in text.claims()} <= stored | {
        receipt.id for ranked in found.findings for receipt in ranked.finding.receipts
    }


def test_receipts_give_the_same_again(found: FeedResult, world_shop: Warehouse) -> None:
    """The SQL of each receipt runs as it is shown and returns as many rows as it says."""
    with world_shop.cursor() as cursor:
        for receipt in rising(found)[0].receipts:
            assert len(cursor.execute(receipt.sql).fetchall()) == receipt.row_count


def test_a_rise_in_a_small_shop_is_found(shop: Warehouse) -> None:
    """Doubled looks and lines in one of six categories make one card with goods of that category and the right group."""
    fill(shop)
    findings = rising(look(facts_on(shop, TODAY)))
    assert [finding.category for finding in findings] == [HOT]
    assert all(goods.name.startswith(HOT) for goods in findings[0].goods)
    assert findings[0].group == "一群"
    assert findings[0].effect.low <= findings[0].effect.mid <= findings[0].effect.high


def test_a_busy_week_everywhere_is_no_card(shop: Warehouse) -> None:
    """When all categories double, none does better than the rest."""
    fill(shop, everywhere=True)
    assert rising(look(facts_on(shop, TODAY))) == []


def test_sales_alone_are_said_to_be_alone(shop: Warehouse) -> None:
    """Without looks the card speaks of sales, says that looks are missing, and is less sure."""
    fill(shop, looks=0)
    finding = rising(look(facts_on(shop, TODAY)))[0]
    assert "Sales of" in finding.headline.msg
    assert "not in the data" in finding.explanation.why_now.msg


def test_looks_that_stop_early_are_not_read_as_a_fall(shop: Warehouse) -> None:
    """Events that end a week before the orders leave the judgement to sales."""
    fill(shop, looks=0)
    look_at(
        shop,
        [{"day": FIRST + timedelta(days=i % 130), "category": HOT, "customer": "C1"} for i in range(2000)],
    )
    assert "Sales of" in rising(look(facts_on(shop, TODAY)))[0].headline.msg


def test_a_promotion_of_the_category_explains_it_away(shop: Warehouse) -> None:
    """A rise under the category's own promotion is no card, and the feed says which promotion."""
    fill(shop)
    promote(shop, TODAY - timedelta(days=5), TODAY - timedelta(days=1), category=HOT)
    result = look(facts_on(shop, TODAY))
    assert rising(result) == []
    assert any("周末专场" in text.render("zh") for text in result.considered_and_rejected)


def test_a_promoted_product_that_made_the_rise_explains_it_too(shop: Warehouse) -> None:
    """When the added lines are of the one product on offer, nothing is left without it."""
    fill(shop, factor=1.9, looks=0, hot_product="玩具特价")
    promote(shop, TODAY - timedelta(days=6), TODAY, product="玩具特价")
    with shop.writing() as cursor:
        cursor.execute(
            "INSERT INTO product_version (shop_id, row_key, batch_id, row_no, product_id, category) VALUES ('shop', 'x', 'batch', 1, '玩具特价', '玩具')"
        )
    assert "玩具" not in [finding.category for finding in rising(look(facts_on(shop, TODAY)))]


def test_a_shopwide_promotion_is_a_doubt_not_an_explanation(shop: Warehouse) -> None:
    """The rest of the shop had it too, so the card stays and says so."""
    fill(shop)
    promote(shop, TODAY - timedelta(days=6), TODAY)
    finding = rising(look(facts_on(shop, TODAY)))[0]
    assert "周末专场" in finding.explanation.strongest_doubt.render("zh")


def test_goods_that_run_out_are_left_out_and_named(shop: Warehouse) -> None:
    """A product with two pieces left is not proposed; the card says so. With nothing left there is no card."""
    fill(shop)
    stock_up(shop, TODAY - timedelta(days=1), {"玩具0": 900, "玩具1": 2, "玩具2": 900})
    finding = rising(look(facts_on(shop, TODAY)))[0]
    assert "玩具1" not in {goods.product_id for goods in finding.goods}
    assert any("玩具1" in row.text.render("zh") for row in finding.explanation.evidence)
    stock_up(shop, TODAY - timedelta(days=1), {"玩具3": 0})
    with shop.writing() as cursor:
        cursor.execute("UPDATE stock_version SET on_hand = 0")
    assert rising(look(facts_on(shop, TODAY))) == []


def test_who_refused_or_just_bought_is_not_written_to(shop: Warehouse) -> None:
    """Consent and the last three days are respected."""
    fill(shop)
    everybody = {member.customer_key for member in rising(look(facts_on(shop, TODAY)))[0].members}
    gone = sorted(everybody)[:20]
    refuse(shop, gone)
    sell(
        shop,
        [
            {
                "day": TODAY - timedelta(days=1),
                "category": HOT,
                "customer": sorted(everybody)[30],
                "order": "late",
            }
        ],
    )
    members = {member.customer_key for member in rising(look(facts_on(shop, TODAY)))[0].members}
    assert members == everybody - set(gone) - {sorted(everybody)[30]}


def test_without_customers_everybody_reads_it(shop: Warehouse) -> None:
    """Nobody known by name: an empty audience and an effect that says it is a guess from sales."""
    fill(shop, looks=0, customers=False)
    finding = rising(look(facts_on(shop, TODAY)))[0]
    assert finding.members == ()
    assert "names no customers" in finding.effect.basis.msg
    assert finding.effect.mid > 0


@pytest.mark.parametrize("days", [1, 6])
def test_later_rows_do_not_leak_into_the_past(shop: Warehouse, days: int) -> None:
    """Looking back to a day gives the same with or without what happened afterwards."""
    fill(shop)
    before = look(facts_on(shop, TODAY))
    sell(
        shop,
        [
            {"day": TODAY + timedelta(days=days), "category": "绘本", "customer": "C1", "order": f"n{i}"}
            for i in range(300)
        ],
    )
    after = look(facts_on(shop, TODAY))
    assert [ranked.finding.headline.render("en") for ranked in after.findings] == [
        ranked.finding.headline.render("en") for ranked in before.findings
    ]


def test_a_young_shop_is_told_to_wait(shop: Warehouse) -> None:
    """Two weeks of orders cannot be compared; the feed says what is missing."""
    sell(
        shop,
        [{"day": TODAY - timedelta(days=1 + i % 14), "category": HOT, "product": "a"} for i in range(200)],
    )
    result = look(facts_on(shop, TODAY))
    assert rising(result) == []
    assert any("longer past" in text.msg for text in result.considered_and_rejected)


def test_the_dates_of_the_fixture_are_those_of_the_story(world: World) -> None:
    """The last seven full days of the look are the planted window."""
    window = world.causes["rising_category"]["window"]
    assert (date.fromisoformat(window["end"]), date.fromisoformat(window["start"])) == (
        TODAY,
        TODAY - timedelta(days=7),
    )
