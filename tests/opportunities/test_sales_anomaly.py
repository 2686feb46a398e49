"""Sales anomaly: a channel that fails for a day is told with what was different; ordinary days and festivals are not."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np

from brain.facts.warehouse.engine import Warehouse
from brain.opportunities.base import Alarm
from brain.opportunities.detectors.sales_anomaly import sales_anomaly
from brain.opportunities.oddity.marks import festival_days
from brain.opportunities.scanning import look_at
from tests.opportunities.shops import TODAY, facts_on, sell, situation_of


def fill(shop: Warehouse, *, low_back: int = 0, closed_from: int = 24) -> None:
    """Twelve weeks of about 24 lines a day, two in each hour from eight on; one day ends at `closed_from` o'clock."""
    chance = np.random.default_rng(4)
    lines: list[dict[str, object]] = []
    for back in range(1, 85):
        for hour in range(8, 20):
            if back == low_back and hour >= closed_from:
                continue
            lines += [
                {"day": TODAY - timedelta(days=back), "hour": hour, "product": "a", "category": "玩具", "order": f"{back}-{hour}-{number}"}
                for number in range(chance.poisson(2))
            ]  # fmt: skip
    sell(shop, lines)


def alarms(shop: Warehouse) -> list[Alarm]:
    """What the detector tells this morning."""
    found = look_at(situation_of(facts_on(shop, TODAY), TODAY), sales_anomaly).findings
    return [one for one in found if isinstance(one, Alarm)]


def test_an_ordinary_week_is_silent(shop: Warehouse) -> None:
    """Nothing odd, nothing told."""
    fill(shop)
    assert alarms(shop) == []


def test_hours_without_orders_are_named_and_yesterday_is_urgent(shop: Warehouse) -> None:
    """From nine o'clock on nothing came: the hours stand in the headline, and it cannot wait."""
    fill(shop, low_back=1, closed_from=9)
    found = alarms(shop)
    assert len(found) == 1
    assert "9:00" in found[0].headline.render("zh")
    assert found[0].urgent
    look = found[0].explanation.look
    assert look is not None
    assert look.points[-1].marked


def test_a_day_that_is_over_is_not_urgent_and_worth_less(shop: Warehouse) -> None:
    """The day before yesterday: what is lost is lost, the next time counts."""
    fill(shop, low_back=2, closed_from=8)
    found = alarms(shop)
    assert len(found) == 1
    assert not found[0].urgent
    assert "一单都没有" in found[0].headline.render("zh")


def test_a_few_large_baskets_less_are_no_low_day(shop: Warehouse) -> None:
    """Nine orders a day, two of them of fifteen lines: a day without those two has a quarter of its lines and nearly all its orders."""
    lines: list[dict[str, object]] = []
    for back in range(1, 85):
        for order in range(9 if back != 2 else 7):
            lines += [
                {"day": TODAY - timedelta(days=back), "product": "a", "category": "玩具", "order": f"{back}-{order}"}
                for _ in range(15 if order >= 7 else 1)
            ]  # fmt: skip
    sell(shop, lines)
    assert alarms(shop) == []


def test_each_language_has_its_festivals_and_sales_are_no_excuse() -> None:
    """Women's Day is unlike other days in China only, and a low day even so; around Spring Festival nothing is odd."""
    start, end = date(2026, 1, 1), date(2027, 1, 1)
    zh, en = festival_days(start, end, "zh"), festival_days(start, end, "en")
    assert zh[date(2026, 3, 8)] is False
    assert date(2026, 3, 8) not in en
    assert zh[date(2026, 2, 15)]
    assert en[date(2026, 12, 26)]
    assert date(2026, 11, 30) in en
    assert date(2026, 11, 30) not in zh
