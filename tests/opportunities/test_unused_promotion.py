"""Unused promotion: open offers that fit and were not joined; joined, over, own and unfitting ones are left alone."""

from __future__ import annotations

from datetime import timedelta

import pytest

from brain.facts.warehouse.engine import Warehouse
from brain.opportunities.detectors.unused_promotion import unused_promotion
from tests.opportunities.quality_shops import ago, found_by, offer
from tests.opportunities.shops import TODAY, sell

SOON, LATER = TODAY + timedelta(days=2), TODAY + timedelta(days=9)


def fill(shop: Warehouse) -> None:
    """Two products of one category, one of another, a sale every other day."""
    sell(
        shop,
        [
            {"day": ago(1 + 2 * (n % 30)), "product": name, "category": category, "order": f"{name}{n}"}
            for n in range(30)
            for name, category in (("a", "辅食"), ("b", "辅食"), ("c", "玩具"))
        ],
    )


def test_an_open_offer_that_fits_is_found(shop: Warehouse) -> None:
    """Two products fit; what it costs is a tenth of what a week of them sells for."""
    fill(shop)
    offer(shop, SOON, LATER)
    (alarm,) = found_by(shop, unused_promotion)
    assert "你有 2 款商品符合，还没报" in alarm.headline.render("zh")
    assert alarm.subjects[0].id == "辅食"
    given = next(row for row in alarm.explanation.evidence if "让利" in row.text.render("zh"))
    assert float(given.claims[0].value) == pytest.approx(0.1 * 60 * 50 / 60 * 7)
    assert alarm.effect.low < 0 < alarm.effect.mid < alarm.effect.high
    assert alarm.effect.days == 7


def test_an_offer_that_was_joined_is_left_alone(shop: Warehouse) -> None:
    """Both products have a row of their own."""
    fill(shop)
    offer(shop, SOON, LATER)
    for name in "ab":
        offer(shop, SOON, LATER, product=name)
    assert found_by(shop, unused_promotion) == []


@pytest.mark.parametrize(
    ("first", "end", "category", "kind"),
    [
        (TODAY - timedelta(days=9), TODAY - timedelta(days=2), "辅食", "platform"),
        (TODAY + timedelta(days=40), TODAY + timedelta(days=47), "辅食", "platform"),
        (SOON, LATER, "童装", "platform"),
        (SOON, LATER, "辅食", "discount"),
    ],
    ids=["over", "far away", "another category", "the shop's own"],
)
def test_offers_that_are_not_open_or_do_not_fit(
    shop: Warehouse, first: object, end: object, category: str, kind: str
) -> None:
    """Each of these alone leaves nothing to join."""
    fill(shop)
    offer(shop, first, end, category=category, kind=kind)  # type: ignore[arg-type]
    assert found_by(shop, unused_promotion) == []


def test_an_offer_to_all_categories_fits_everything(shop: Warehouse) -> None:
    """Three products, named one by one because no category joins them."""
    fill(shop)
    offer(shop, SOON, LATER, category=None)
    (alarm,) = found_by(shop, unused_promotion)
    assert {subject.id for subject in alarm.subjects} == {"a", "b", "c"}
