"""Win back: late customers by their own rhythm, and nobody else."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from brain.facts.warehouse.engine import Warehouse
from brain.opportunities.base import Finding
from brain.opportunities.find import FeedResult
from brain.opportunities.keeping import Kept
from brain.opportunities.winback.late import late_sql, natural_return, today
from sample_data.world import World
from tests.opportunities.shops import TODAY, facts_on, look, refuse, sell, situation_of, stock_up

RHYTHM = 20


def win_back(result: FeedResult) -> Finding | None:
    """The win-back finding of a look, if there is one."""
    return next((ranked.finding for ranked in result.findings if ranked.finding.detector == "win_back"), None)


def orders(
    customer: str, away: int, *, gap: int = RHYTHM, times: int = 10, paid: int = 100, refund: int = 0
) -> list[dict[str, object]]:
    """Orders every `gap` days, the last one `away` days ago."""
    return [
        {
            "day": TODAY - timedelta(days=away + gap * i),
            "customer": customer,
            "product": "奶粉",
            "paid": paid,
            "refund": refund,
            "order": f"{customer}-{i}",
        }
        for i in range(times)
    ]


def fill(shop: Warehouse) -> None:
    """Thirty customers on time, fifteen who are twice their rhythm late, and twenty small ones."""
    lines: list[dict[str, object]] = []
    for number in range(30):
        lines += orders(f"on-time{number}", 1 + number % 15)
    for number in range(15):
        lines += orders(f"late{number}", 2 * RHYTHM, paid=200)
    for number in range(20):
        lines += orders(f"small{number}", 1 + number % 10, paid=5)
    sell(shop, lines)


def test_the_planted_customers_are_found(found: FeedResult, world: World) -> None:
    """Of the planted overdue customers who agreed to messages at least 80 % are found; at least 60 % of the audience is planted."""
    planted = {customer["customer_id"] for customer in world.causes["win_back"]["customers"]}
    people = world.life.cast.people
    agreed = set(people.ids[people.consent].tolist())
    finding = win_back(found)
    assert finding is not None
    members = {member.customer_key for member in finding.members}
    assert members <= agreed
    assert len(members & planted) / len(planted & agreed) >= 0.8
    assert len(members & planted) / len(members) >= 0.6


def test_the_late_ones_are_found_and_only_they(shop: Warehouse) -> None:
    """Fifteen late customers, most valuable first; those on time and small ones stay out."""
    fill(shop)
    finding = win_back(look(facts_on(shop, TODAY)))
    assert finding is not None
    assert {member.customer_key for member in finding.members} == {f"late{number}" for number in range(15)}
    assert [member.priority for member in finding.members] == sorted(
        (member.priority for member in finding.members), reverse=True
    )


@pytest.mark.parametrize(
    ("away", "times", "refund"),
    [(RHYTHM, 10, 0), (5 * RHYTHM, 10, 0), (2 * RHYTHM, 4, 0), (2 * RHYTHM, 10, 150)],
    ids=["on time", "long gone", "four order days", "mostly refunded"],
)
def test_who_is_not_late_or_not_worth_it_stays_out(
    shop: Warehouse, away: int, times: int, refund: int
) -> None:
    """The rhythm, its length, the number of order days and refunds each keep a customer out."""
    fill(shop)
    sell(shop, orders("other", away, times=times, paid=200, refund=refund))
    finding = win_back(look(facts_on(shop, TODAY)))
    assert finding is not None
    assert "other" not in {member.customer_key for member in finding.members}


def test_an_irregular_customer_is_not_late_by_one_more_long_pause(shop: Warehouse) -> None:
    """Away twice the median pause, but a third of the pauses were longer still: as usual for this one."""
    fill(shop)
    days, back = [], 44
    for gap in (10, 90, 10, 100, 20, 95, 12, 22, 9, 21):
        days.append(back)
        back += gap
    sell(
        shop,
        [
            {
                "day": TODAY - timedelta(days=d),
                "customer": "irregular",
                "product": "奶粉",
                "paid": 500,
                "order": f"i{d}",
            }
            for d in days
        ],
    )
    finding = win_back(look(facts_on(shop, TODAY)))
    assert finding is not None
    assert "irregular" not in {member.customer_key for member in finding.members}


def test_who_refused_is_counted_but_not_written_to(shop: Warehouse) -> None:
    """Three refusals leave twelve members, and the card says that three more are late."""
    fill(shop)
    refuse(shop, ["late0", "late1", "late2"])
    finding = win_back(look(facts_on(shop, TODAY)))
    assert finding is not None
    assert len(finding.members) == 12
    assert "另有 3 位也晚了，但没有同意接收消息。" in [
        text.render("zh") for text in finding.explanation.rejected
    ]


def test_a_handful_is_no_audience(shop: Warehouse) -> None:
    """Seven late customers are better written to by hand, for no control group could be kept aside; eight are enough."""
    lines = [line for number in range(30) for line in orders(f"on-time{number}", 1 + number % 15, paid=10)]
    sell(shop, lines + [line for number in range(7) for line in orders(f"late{number}", 2 * RHYTHM)])
    assert win_back(look(facts_on(shop, TODAY))) is None
    sell(shop, orders("late7", 2 * RHYTHM))
    assert win_back(look(facts_on(shop, TODAY))) is not None


def test_goods_out_of_stock_are_no_reason_to_come_back(shop: Warehouse) -> None:
    """When nothing they bought is in stock there is no card."""
    fill(shop)
    stock_up(shop, TODAY - timedelta(days=1), {"奶粉": 0})
    assert win_back(look(facts_on(shop, TODAY))) is None


def test_the_natural_return_rate_is_read_from_the_past(shop: Warehouse) -> None:
    """Customers who once came back after 40 instead of 20 days: each who was seen late in the past returned within 14 days."""
    lines: list[dict[str, object]] = []
    for number in range(20):
        day, days = 3 + number % 7, []
        while day < 600:
            days.append(day)
            day += 40 if len(days) == 5 else RHYTHM
        lines += [
            {
                "day": TODAY - timedelta(days=d),
                "customer": f"c{number}",
                "product": "a",
                "order": f"{number}-{d}",
            }
            for d in days
        ]
    sell(shop, lines)
    facts = facts_on(shop, TODAY)
    read = natural_return(situation_of(facts, TODAY), Kept(facts))
    assert read is not None
    assert read[0].seen > 0
    assert read[0].rate == 1.0


def test_the_median_pause_is_the_true_median(shop: Warehouse) -> None:
    """Odd and even numbers of pauses, against a median taken by hand."""
    fill(shop)
    gaps = {"odd": [10, 12, 14, 30, 40], "even": [10, 12, 20, 30]}
    for customer, pauses in gaps.items():
        day, days = 40, [40]
        for pause in pauses:
            day += pause
            days.append(day)
        sell(
            shop,
            [
                {
                    "day": TODAY - timedelta(days=d),
                    "customer": customer,
                    "product": "a",
                    "order": f"{customer}{d}",
                }
                for d in days
            ],
        )
    facts = facts_on(shop, TODAY)
    sql = late_sql() + " SELECT customer_key, gap FROM rhythm WHERE customer_key IN ('odd', 'even')"
    assert dict(facts.sql(sql, today(situation_of(facts, TODAY))).rows) == {"odd": 14.0, "even": 16.0}


def test_nothing_is_late_on_a_day_before_the_orders(shop: Warehouse) -> None:
    """Looking from a day inside the data, later orders do not exist."""
    fill(shop)
    early = date(TODAY.year, TODAY.month, TODAY.day) - timedelta(days=60)
    finding = win_back(look(facts_on(shop, early)))
    assert finding is None
