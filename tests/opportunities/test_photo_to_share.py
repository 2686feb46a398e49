"""Photo to share: happy, recent and with consent; without the customer's yes a picture is never proposed."""

from __future__ import annotations

import pytest

from brain.facts.warehouse.engine import Warehouse
from brain.opportunities.detectors.photo_to_share import photo_to_share
from tests.opportunities.quality_shops import ago, found_by, review
from tests.opportunities.shops import sell

GOOD: dict[str, object] = {
    "day": ago(3), "rating": 5, "picture": "IMG_1.jpg", "consent": True, "customer": "c1", "text": "颜色很好看",
}  # fmt: skip


def test_a_picture_with_consent_is_found(shop: Warehouse) -> None:
    """The card names the review and the file and quotes the customer; another one without consent is only counted."""
    sell(shop, [{"day": ago(1 + n), "product": "a", "order": f"o{n}"} for n in range(20)])
    review(shop, [GOOD, {**GOOD, "customer": "c2", "consent": None, "picture": "IMG_2.jpg"}])
    (alarm,) = found_by(shop, photo_to_share)
    said = [row.text.render("zh") for row in alarm.explanation.evidence]
    assert said[0] == "“颜色很好看”"
    assert any("IMG_1.jpg" in words for words in said)
    assert not any("IMG_2.jpg" in words for words in said)
    assert [text.render("zh") for text in alarm.explanation.rejected] == [
        "另有 1 张晒图没有同意展示：先问一声。"
    ]


@pytest.mark.parametrize(
    "changed",
    [
        {"consent": False},
        {"consent": None},
        {"rating": 3},
        {"day": ago(40)},
        {"picture": "no"},
        {"picture": None},
    ],
    ids=["refused", "never asked", "not happy", "long ago", "no picture", "empty"],
)
def test_what_may_not_or_need_not_be_shown(shop: Warehouse, changed: dict[str, object]) -> None:
    """Each of these alone removes the card."""
    sell(shop, [{"day": ago(1 + n), "product": "a", "order": f"o{n}"} for n in range(20)])
    review(shop, [{**GOOD, **changed}])
    assert found_by(shop, photo_to_share) == []


def test_a_product_that_no_longer_sells_is_not_shown(shop: Warehouse) -> None:
    """Its last sale was two months ago."""
    sell(shop, [{"day": ago(60), "product": "a"}, {"day": ago(1), "product": "b"}])
    review(shop, [GOOD])
    assert found_by(shop, photo_to_share) == []
