"""A real shop: a UK gift shop's order lines, looked at from inside and from long after."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from pathlib import Path

import pytest

from brain.facts.contacts import ContactBook
from brain.facts.sources.intake.importer import load
from brain.facts.warehouse.engine import Warehouse
from brain.facts.warehouse.shops import Shop, make_shop
from brain.kernel.clock import FixedClock
from brain.opportunities.base import Finding
from brain.opportunities.detectors.repurchase_due import repurchase_due
from brain.opportunities.find import FeedResult
from brain.opportunities.scanning import look_at
from tests.opportunities.shops import facts_on, look, situation_of

GIFTS = Shop(id="gifts", name="Gifts", zone="Europe/London", currency="GBP", language="en")
INSIDE = date(2011, 8, 1)


@pytest.fixture(scope="module")
def gift_shop(real_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Warehouse]:
    """The whole Online Retail file, imported."""
    warehouse = Warehouse(tmp_path_factory.mktemp("gifts") / "warehouse.duckdb")
    clock = FixedClock(datetime(2026, 11, 21, tzinfo=UTC))
    make_shop(warehouse, GIFTS, clock.now())
    for path in sorted((real_data / "online_retail").glob("*.csv.gz")):
        load(warehouse, GIFTS, path, path.name, contacts=ContactBook(b"k" * 32), clock=clock)
    yield warehouse
    warehouse.close()


def late_customers(result: FeedResult) -> Finding:
    """The win-back finding of a look."""
    found = [ranked.finding for ranked in result.findings if ranked.finding.detector == "win_back"]
    assert len(found) == 1
    assert isinstance(found[0], Finding)
    return found[0]


def test_win_back_works_and_rising_category_says_what_it_needs(gift_shop: Warehouse) -> None:
    """In August 2011 late wholesale customers are found; without categories rising category is off."""
    result = look(facts_on(gift_shop, INSIDE, time(12), GIFTS))
    assert ("rising_category", ("category",)) in [(off.detector, off.missing) for off in result.switched_off]
    finding = late_customers(result)
    assert 30 <= len(finding.members) <= 120
    assert finding.effect.currency == "GBP"
    assert finding.timing.at > datetime(2011, 8, 1, 11, tzinfo=UTC)


def test_members_were_late_and_had_not_ordered_since(gift_shop: Warehouse) -> None:
    """Independently of the detector's SQL: every member's last order before the day is at least 14 days old."""
    facts = facts_on(gift_shop, INSIDE, time(12), GIFTS)
    members = [member.customer_key for member in late_customers(look(facts)).members]
    members = [member.customer_key for member in late_customers(look(facts)).members]
    frame = facts.sql(
        "SELECT customer_key, max(ordered_on) AS last_day, count(DISTINCT ordered_on) AS days FROM order_line"
        " WHERE shop_id = $shop AND paid_amount > 0 AND ordered_on < $day AND list_contains($members, customer_key) GROUP BY 1",
        {"day": INSIDE, "members": members},
    ).frame()
    assert len(frame) == len(members)
    assert (frame["days"] >= 5).all()
    assert (
        (INSIDE - frame["last_day"].map(lambda at: at.date() if hasattr(at, "date") else at)).map(
            lambda gap: gap.days
        )
        >= 14
    ).all()


def test_today_the_file_is_fifteen_years_old(gift_shop: Warehouse) -> None:
    """With today's clock nothing is suggested, and the owner hears where the data ends."""
    result = look(facts_on(gift_shop, date(2026, 11, 21), time(12), GIFTS))
    assert result.findings == ()
    assert all("2011-08-31" in off.hint.render("en") for off in result.switched_off)


def test_wholesale_customers_have_no_rhythm_to_remind_of(gift_shop: Warehouse) -> None:
    """Shops that stock up by season: of five mornings, no reminder on four; before the closer look, which asks what became of
    the due before, there were candidates that hardly anybody bought within a week."""
    mornings = [date(2011, 5, 6), date(2011, 6, 1), date(2011, 6, 15), date(2011, 7, 8), date(2011, 8, 19)]
    found = [
        look_at(situation_of(facts_on(gift_shop, day, time(12), GIFTS), day), repurchase_due).findings
        for day in mornings
    ]
    assert sum(map(bool, found)) <= 1
