"""Best time to post: a clearly better hour that most posts miss; not in quiet hours, not where it is used already."""

from __future__ import annotations

from brain.facts.warehouse.engine import Warehouse
from brain.opportunities.detectors.best_time_to_post import best_time_to_post
from tests.opportunities.quality_shops import ago, detected_by, found_by, post
from tests.opportunities.shops import sell

HOURS = (8, 12, 20)


def fill(
    shop: Warehouse, rates: dict[int, int], *, late: dict[int, int] | None = None, orders: int | None = None
) -> None:
    """Eight posts an hour over twelve weeks with so many clicks of a thousand readers; `late` replaces those of the last four weeks."""
    sell(shop, [{"day": ago(1 + n % 60), "product": "a", "order": f"o{n}"} for n in range(120)])
    posts: list[dict[str, object]] = []
    for place, (hour, clicks) in enumerate(rates.items()):
        for n in range(8):
            day = ago(1 + 10 * n + place)
            posts.append(
                {
                    "day": day,
                    "hour": hour,
                    "reached": 1000,
                    "clicks": clicks + n % 3,
                    "product": f"p{n}",
                    "orders": clicks // 10 if orders is None else orders,
                }
            )
    post(shop, posts)
    for hour, many in (late or {}).items():
        post(
            shop,
            [
                {"day": ago(2 + n), "hour": hour, "reached": 1000, "clicks": rates[hour], "product": f"q{n}"}
                for n in range(many)
            ],
        )


def test_a_better_hour_is_found_by_the_shops_clock(shop: Warehouse) -> None:
    """Noon is clicked twice as often; most posts of the last four weeks went out at other hours."""
    fill(shop, {8: 80, 12: 170, 20: 85})
    (alarm,) = found_by(shop, best_time_to_post)
    assert alarm.dedupe == "best_time_to_post:宝妈群:12"
    assert "12:00" in alarm.headline.render("zh")
    look = alarm.explanation.look
    assert look is not None
    assert [point.label.render("zh") for point in look.points if point.marked] == ["12:00"]


def test_clicks_that_order_no_more_are_no_better_hour(shop: Warehouse) -> None:
    """Noon is clicked twice as often and ordered after just as much: said, not proposed."""
    fill(shop, {8: 80, 12: 170, 20: 85}, orders=10)
    detected = detected_by(shop, best_time_to_post)
    assert detected.findings == []
    assert ["下单不比其他时间多" in text.render("zh") for text in detected.rejected] == [True]


def test_equal_hours_are_left_alone(shop: Warehouse) -> None:
    """Removing the difference removes the card."""
    fill(shop, {8: 80, 12: 82, 20: 85})
    assert found_by(shop, best_time_to_post) == []


def test_a_group_that_posts_then_already_needs_no_card(shop: Warehouse) -> None:
    """Twelve posts at noon lately leave little to move."""
    fill(shop, {8: 80, 12: 170, 20: 85}, late={12: 12})
    assert found_by(shop, best_time_to_post) == []


def test_quiet_hours_are_kept(shop: Warehouse) -> None:
    """Nothing is proposed for eleven at night, and the look says so."""
    fill(shop, {8: 80, 12: 85, 23: 170})
    detected = detected_by(shop, best_time_to_post)
    assert detected.findings == []
    assert ["免打扰" in text.render("zh") for text in detected.rejected] == [True]
