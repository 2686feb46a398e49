"""Review quality: several customers with one complaint, quoted, and nothing where one customer bombs."""

from __future__ import annotations

from brain.facts.warehouse.engine import Warehouse
from brain.opportunities.detectors.review_quality import review_quality
from tests.opportunities.quality_shops import ago, found_by, review
from tests.opportunities.shops import sell

LEAKS = ("盖子拧不紧，漏了一箱", "收到就漏了，电话13800138000", "漏液，旁边都湿了", "又漏了，密封太差")


def fill(shop: Warehouse, customers: list[str | None], *, rating: int = 1, days: int = 3) -> None:
    """Happy reviews of two products and one complaint of leaking a customer; each bought it."""
    sell(
        shop,
        [{"day": ago(5), "product": "a", "customer": c, "order": f"o{n}"} for n, c in enumerate(customers)],
    )
    happy = [
        {"day": ago(1 + n % 60), "product": "ab"[n % 2], "rating": 5, "text": "满意", "customer": f"h{n}"}
        for n in range(40)
    ]
    unhappy = [
        {"day": ago(days + n % 4), "customer": c, "rating": rating, "text": LEAKS[n % 4]}
        for n, c in enumerate(customers)
    ]
    review(shop, [*happy, *unhappy])


def test_four_customers_agree(shop: Warehouse) -> None:
    """The card names the theme and quotes them, without the telephone number."""
    fill(shop, [f"c{n}" for n in range(4)])
    (alarm,) = found_by(shop, review_quality)
    assert alarm.headline.render("zh") == "28 天里 4 位顾客抱怨a的同一件事：漏液。"
    said = [row.text.render("zh") for row in alarm.explanation.evidence]
    assert sum(words.startswith("“") for words in said) == 3
    assert not any("13800138000" in words for words in said)
    assert "其中 4 位能在订单里查到买过。" in said


def test_one_bombing_customer_is_no_card(shop: Warehouse) -> None:
    """Eight reviews by one customer are one voice."""
    fill(shop, ["x"] * 8)
    assert found_by(shop, review_quality) == []


def test_nameless_reviews_count_once_a_day(shop: Warehouse) -> None:
    """Eight reviews without a customer on four days are four voices."""
    fill(shop, [None] * 8)
    (alarm,) = found_by(shop, review_quality)
    assert alarm.explanation.confidence.value == 0.8


def test_happy_and_old_reviews_are_no_complaints(shop: Warehouse) -> None:
    """The same words with five stars, or two months ago."""
    fill(shop, [f"c{n}" for n in range(4)], rating=5)
    assert found_by(shop, review_quality) == []


def test_what_was_said_two_months_ago_is_over(shop: Warehouse) -> None:
    """The background, not a card."""
    fill(shop, [f"c{n}" for n in range(4)], days=60)
    assert found_by(shop, review_quality) == []
