"""Tired content: a series that falls by itself is found; one that falls with its group, or not, is left alone."""

from __future__ import annotations

from brain.facts.warehouse.engine import Warehouse
from brain.opportunities.detectors.tired_content import tired_content
from tests.opportunities.quality_shops import ago, found_by, post
from tests.opportunities.shops import sell

FALLING = (200, 150, 110, 80, 60, 45)


def fill(shop: Warehouse, clicks: tuple[int, ...], others: tuple[int, ...] = (160,) * 6) -> None:
    """Six posts about product a, four days apart, and others of the group in the same weeks; a thousand readers each."""
    sell(shop, [{"day": ago(1 + n % 60), "product": "a", "order": f"o{n}"} for n in range(120)])
    post(shop, [{"day": ago(22 - 4 * n), "reached": 1000, "clicks": c} for n, c in enumerate(clicks)])
    post(
        shop,
        [
            {"day": ago(23 - 4 * n), "reached": 1000, "clicks": c, "product": f"b{n}"}
            for n, c in enumerate(others)
        ],
    )


def test_a_falling_series_is_found(shop: Warehouse) -> None:
    """From a fifth of the readers to a twentieth while the rest stays: the card says both halves."""
    fill(shop, FALLING)
    (alarm,) = found_by(shop, tired_content)
    assert [(s.type, s.id) for s in alarm.subjects] == [("group", "宝妈群"), ("product", "a")]
    assert "前几条点击率 15.3%，后几条 6.2%" in alarm.headline.render("zh")
    look = alarm.explanation.look
    assert look is not None
    assert [float(point.value) for point in look.points] == [c / 1000 for c in FALLING]


def test_a_steady_series_is_not_worn(shop: Warehouse) -> None:
    """Removing the fall removes the card."""
    fill(shop, (200, 190, 205, 198, 202, 195))
    assert found_by(shop, tired_content) == []


def test_three_posts_are_no_series(shop: Warehouse) -> None:
    """However steeply they fall."""
    fill(shop, (300, 150, 50))
    assert found_by(shop, tired_content) == []


def test_few_clicks_say_nothing(shop: Warehouse) -> None:
    """A fall from six clicks to one is chance."""
    fill(shop, (6, 5, 3, 3, 2, 1), others=(5,) * 6)
    assert found_by(shop, tired_content) == []
