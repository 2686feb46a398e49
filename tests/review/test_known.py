"""Known: whether the files that tell a stretch of days are here."""

from __future__ import annotations

from datetime import timedelta

import pytest

from brain.kernel.evidence import Period
from brain.review.known import NEWEST, UNDATED, is_known
from tests.opportunities.quality_shops import post, review
from tests.opportunities.shelf_and_prices import count_stock
from tests.opportunities.shops import TODAY, look_at, sell
from tests.review.done_alert import DoneAlert

WINDOW = Period(start=TODAY + timedelta(days=1), end=TODAY + timedelta(days=8))
PLANTS = {
    "orders": lambda shop, day: sell(shop, [{"day": day}]),
    "events": lambda shop, day: look_at(shop, [{"day": day}]),
    "posts": lambda shop, day: post(shop, [{"day": day, "reached": 9, "clicks": 1}]),
    "stock": lambda shop, day: count_stock(shop, {"a": 3}, day=day - timedelta(days=1)),
    "reviews": lambda shop, day: review(shop, [{"day": day}]),
}


def known(home: DoneAlert, kind: str) -> bool:
    """As of now."""
    return is_known(home.desk.facts, kind, WINDOW, home.clock.now())


@pytest.mark.parametrize("kind", PLANTS)
def test_a_row_after_the_window_proves_it_whole(home: DoneAlert, kind: str) -> None:
    """On the day after its last: known; on its last day: more may come. A count of stock holds for its whole day."""
    home.later(9)
    PLANTS[kind](home.warehouse, WINDOW.end - timedelta(days=1))
    assert not known(home, kind)
    PLANTS[kind](home.warehouse, WINDOW.end)
    assert known(home, kind)


def test_a_row_from_the_future_proves_nothing(home: DoneAlert) -> None:
    """A machine's wrong clock."""
    home.later(9)
    sell(home.warehouse, [{"day": WINDOW.end + timedelta(days=400)}])
    assert not known(home, "orders")


@pytest.mark.parametrize(("reaches", "expected"), [(0, True), (2, True), (3, False)])
def test_a_later_file_is_believed_when_it_reaches_near_the_end(
    home: DoneAlert, reaches: int, expected: bool
) -> None:
    """The last two days may have been quiet; three are missing."""
    home.later(9)
    home.brought("orders", WINDOW.end - timedelta(days=reaches))
    assert known(home, "orders") is expected


def test_a_file_from_before_the_end_is_not_believed(home: DoneAlert) -> None:
    """It cannot know the days that came after it."""
    home.later(6)
    home.brought("orders", WINDOW.end)
    home.later(9)
    assert not known(home, "orders")


@pytest.mark.parametrize("kind", sorted(UNDATED))
def test_what_has_no_days_must_be_newer(home: DoneAlert, kind: str) -> None:
    """A product file from before it was done says how things stood then."""
    home.brought(kind, TODAY)
    assert not known(home, kind)
    home.later(2)
    home.brought(kind, TODAY)
    assert known(home, kind)


def test_every_kind_is_of_one_sort() -> None:
    """Dated or not, never both."""
    assert not UNDATED & set(NEWEST)
