"""Timing: the next allowed hour, ahead of now, in the shop's zone."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from brain.facts.warehouse.engine import Warehouse
from brain.opportunities.keeping import Kept
from brain.opportunities.timing import AT_LEAST_AHEAD, choose_timing, next_time
from tests.opportunities.shops import TODAY, facts_on, sell, situation_of

zones = st.sampled_from(["Asia/Shanghai", "Europe/London", "America/New_York", "Asia/Kolkata"])
instants = st.datetimes(datetime(2024, 1, 1), datetime(2027, 1, 1), timezones=st.just(UTC))


@given(now=instants, hour=st.integers(4, 23), zone=zones)
def test_the_next_time_is_that_hour_and_soon(now: datetime, hour: int, zone: str) -> None:
    """Between ten minutes and a little over a day ahead, at the full hour of the shop's clock."""
    at = next_time(now, hour, zone)
    assert now + AT_LEAST_AHEAD <= at <= now + timedelta(hours=25, minutes=10)
    assert (at.astimezone(ZoneInfo(zone)).hour, at.astimezone(ZoneInfo(zone)).minute) == (hour, 0)


def test_just_before_the_hour_it_is_tomorrow() -> None:
    """At 9:55 ten o'clock is too close; at 9:50 it is not."""
    zone = ZoneInfo("Asia/Shanghai")
    assert (
        next_time(datetime(2026, 11, 21, 9, 55, tzinfo=zone), 10, "Asia/Shanghai").astimezone(zone).day == 22
    )
    assert (
        next_time(datetime(2026, 11, 21, 9, 50, tzinfo=zone), 10, "Asia/Shanghai").astimezone(zone).day == 21
    )


def test_without_any_activity_ten_o_clock_is_said_to_be_a_guess(shop: Warehouse) -> None:
    """Ten orders tell nothing; the reason does not pretend."""
    sell(shop, [{"day": TODAY - timedelta(days=2), "hour": 15} for _ in range(10)])
    facts = facts_on(shop, TODAY)
    timing = choose_timing(situation_of(facts, TODAY), Kept(facts), None)
    assert timing.at.astimezone(ZoneInfo("Asia/Shanghai")).time() == time(10)
    assert "Too little is known" in timing.at_why.msg


def test_orders_decide_where_there_are_no_posts(shop: Warehouse) -> None:
    """Eighty orders at 15:00 make 15:00, with the share and the number stated."""
    sell(shop, [{"day": TODAY - timedelta(days=2 + i % 9), "hour": 15, "order": f"h{i}"} for i in range(80)])
    facts = facts_on(shop, TODAY)
    timing = choose_timing(situation_of(facts, TODAY), Kept(facts), None)
    assert timing.at.astimezone(ZoneInfo("Asia/Shanghai")).hour == 15
    assert "80" in timing.at_why.render("zh")


def test_night_orders_do_not_make_a_night_post(shop: Warehouse) -> None:
    """Most orders come at 23:00, which is quiet; the best allowed hour is chosen."""
    lines: list[dict[str, object]] = [
        {"day": TODAY - timedelta(days=2), "hour": 23, "order": f"n{i}"} for i in range(200)
    ]
    sell(shop, lines + [{"day": TODAY - timedelta(days=3), "hour": 19, "order": f"m{i}"} for i in range(60)])
    facts = facts_on(shop, TODAY)
    timing = choose_timing(situation_of(facts, TODAY), Kept(facts), None)
    assert timing.at.astimezone(ZoneInfo("Asia/Shanghai")).hour == 19
