"""What a file holds, against what its rows say by other means."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from brain.facts.quality.base import Profile
from brain.facts.quality.profile import LOOKED_AT, profile, profile_of
from brain.facts.sources.canonical_forms import FORMS
from brain.facts.sources.intake import importer
from brain.facts.warehouse.schema import FACT_TABLES
from brain.facts.warehouse.shops import Shop
from tests.facts.counter import Counter, open_counter
from tests.facts.quality.shop_orders import TODAY, as_csv, daily, judged, profiled, row

START = date(2026, 9, 1)
SECONDS = 3.0
"""A generous bound: it runs in a tenth of a second on an idle machine, and tests share theirs."""


@pytest.fixture(scope="module")
def one_counter(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Counter]:
    """One shop for all examples of a property: profiles are made before anything is loaded."""
    with open_counter(tmp_path_factory.mktemp("profile")) as counter:
        yield counter


amounts = st.decimals(min_value=0, max_value=5000, places=2)
lines = st.builds(
    lambda order, day, paid, back, state: {
        **row(f"O{order}", START + timedelta(days=day), str(paid)),
        "status": state,
        "paid_amount": str(paid if state == "paid" else 0),
        "refund_amount": str(min(back, paid) if state == "paid" else 0),
    },
    st.integers(1, 12),
    st.integers(0, 40),
    amounts,
    amounts,
    st.sampled_from(["paid", "paid", "unpaid", "cancelled"]),
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(lines, min_size=1, max_size=25, unique_by=lambda one: str(sorted(one.items()))))
def test_the_days_add_up_to_the_whole(one_counter: Counter, rows: list[dict[str, str]]) -> None:
    """Rows, orders and money of the days are those of the file, also where an order's lines fall on several days."""
    found = profiled(one_counter, rows)
    assert sum(one.orders for one in found.days) == found.sums.orders
    assert sum((one.paid for one in found.days), Decimal(0)) == found.sums.paid
    assert sum((one.refunds for one in found.days), Decimal(0)) == found.sums.refunds
    assert sum(one.rows for one in found.days) == found.sums.lines
    assert found.sums.net == found.sums.paid - found.sums.refunds


def test_totals_are_the_warehouses(counter: Counter) -> None:
    """What was said of a file before loading is what the shop has afterwards, and the same profile comes of it."""
    rows = [
        *daily(START, 20),
        row("U", START, "70", status="unpaid", paid_amount="0"),
        row("R", START, "30", refund_amount="30", status="refunded"),
        row("K", START, "8", status="cancelled", paid_amount="0"),
        row("M", "2026-11-21", "5"),
    ]
    before = profiled(counter, rows)
    counter.load(as_csv(rows))
    with counter.warehouse.cursor() as cursor:
        after = profile(cursor, "order_line", "Asia/Shanghai", TODAY, relation="order_line")
    assert before == after
    assert counter.rows(
        "SELECT count(DISTINCT order_key) FILTER (paid_amount > 0), sum(paid_amount) FROM order_line"
    ) == [(before.sums.orders, before.sums.paid)]
    assert (before.sums.unpaid_orders, before.sums.unpaid_value) == (1, Decimal("70"))
    assert (before.sums.cancelled_orders, before.sums.cancelled_value) == (1, Decimal("8"))
    assert before.sums.refunded_orders == 1
    assert before.future is not None
    assert (before.future.facts, before.future.first, before.future.rows) == (1, date(2026, 11, 21), (44,))


def test_a_value_that_the_file_does_not_tell_is_not_invented(counter: Counter) -> None:
    """An unpaid order without quantity and price has no face value, not one of zero."""
    found = profiled(
        counter, [{"order_id": "1", "ordered_at": "2026-11-01", "status": "unpaid"}, row("2", START)]
    )
    assert (found.sums.unpaid_orders, found.sums.unpaid_value) == (1, None)


def test_rows_in_the_file_twice_are_valued(counter: Counter) -> None:
    """The second copy of a row counts with what it would have added."""
    with counter.warehouse.cursor() as cursor:
        twice = [row("1", START, "12.50"), row("2", START, "7"), row("1", START, "12.50")]
        judged(cursor, twice)
        found = profile(cursor, "order_line", "Asia/Shanghai", TODAY)
    assert found.sums.paid == Decimal("19.50")
    assert found.repeats is not None
    assert (found.repeats.rows, found.repeats.paid) == (1, Decimal("12.50"))


def test_beyond_eight_hundred_days_months_are_kept(counter: Counter) -> None:
    """Ten years of days would be a page of figures: months add up to the same."""
    rows = [row(str(n), date(2023, 1, 1) + timedelta(days=n)) for n in range(1000)]
    found = profiled(counter, rows)
    assert found.grain == "month"
    assert len(found.days) == 33
    assert sum(one.orders for one in found.days) == 1000
    assert found.last_day == date(2023, 1, 1) + timedelta(days=999)


def test_days_without_hours_are_noticed(counter: Counter) -> None:
    """Midnight for everybody is no time of day; noon for one order and ten for the next is."""
    days = [
        row(str(n), START + timedelta(days=n), ordered_at=str(START + timedelta(days=n))) for n in range(30)
    ]
    assert profiled(counter, days).timeless
    hours = [{**one, "ordered_at": f"{one['ordered_at']} {8 + n % 9}:30"} for n, one in enumerate(days)]
    assert not profiled(counter, hours).timeless


@pytest.mark.parametrize("kind", sorted(FORMS))
def test_every_kind_has_a_profile(counter: Counter, kind: str) -> None:
    """Products and customers have no days, stock has no orders: each tells what it has."""
    samples = {
        "orders": row("1", START),
        "products": {"product_id": "P1", "name": "Apple", "cost": "3"},
        "customers": {"customer_id": "C1", "consent": "yes"},
        "events": {"event_id": "E1", "happened_at": "2026-11-01 10:00", "type": "view", "customer_id": "C1"},
        "stock": {"snapshot_on": "2026-11-01", "product_id": "P1", "on_hand": "5"},
        "reviews": {"review_id": "R1", "reviewed_at": "2026-11-01 10:00", "rating": "5"},
        "promotions": {"promotion_id": "A", "starts_at": "2026-12-01", "ends_at": "2026-12-02"},
        "prices": {"observed_at": "2026-11-01 10:00", "product_id": "P1", "seller": "x", "price": "3"},
        "posts": {"post_id": "B", "posted_at": "2026-11-01 10:00", "clicks": "3"},
    }
    found = profiled(counter, [samples[kind]], kind)
    assert found.sums.lines == 1
    assert found.future is None, "a planned promotion is no slip"
    assert {one.column for one in found.fills} == set(LOOKED_AT[found.table])
    assert (found.first_day is None) == (kind in ("products", "customers"))


def test_every_fact_table_is_looked_at() -> None:
    """A new table must say which of its columns matter."""
    assert set(LOOKED_AT) == set(FACT_TABLES)


def test_a_profile_survives_as_json(counter: Counter) -> None:
    """It is stored with the import and read again next year."""
    found = profiled(counter, daily(START, 30, without=[START + timedelta(days=9)]))
    assert Profile.model_validate_json(found.model_dump_json()) == found
    assert found.gaps


def test_an_import_without_a_profile_has_none(counter: Counter) -> None:
    """Imports from before profiles were made, and names that nobody knows."""
    assert profile_of(counter.warehouse, counter.shop.id, "batch_unknown") is None


@pytest.fixture
def retail_file(real_data: Path) -> Path:
    return next((real_data / "online_retail").glob("*.csv.gz"))


def test_a_real_shop_of_320000_lines(tmp_path: Path, retail_file: Path) -> None:
    """Totals are those that pandas finds; the bank holidays and the absurd order are seen, closed Saturdays are not missed."""
    guess = importer.guess_shop(retail_file, tmp_path)
    shop = Shop(id="real", name="Real", zone=guess.zone, currency=guess.currency, language=guess.language)
    with open_counter(tmp_path, shop) as counter:
        counter.load(retail_file)
        with counter.warehouse.cursor() as cursor:
            started = time.perf_counter()
            found = profile(cursor, "order_line", shop.zone, TODAY, relation="order_line")
            seconds = time.perf_counter() - started
    frame = pd.read_csv(retail_file, dtype=str, keep_default_na=False).drop_duplicates()
    amount = frame.Quantity.astype(int) * frame.UnitPrice.astype(float)
    sale = ~frame.InvoiceNo.str.startswith(("C", "A")) & (amount > 0)
    assert found.sums.orders == frame.InvoiceNo[sale].nunique()
    assert float(found.sums.paid) == pytest.approx(amount[sale].sum(), abs=0.01)
    assert len(found.days) == pd.to_datetime(frame.InvoiceDate[sale]).dt.date.nunique()
    assert [(gap.first, gap.last, gap.holiday) for gap in found.gaps] == [
        (date(2010, 12, 24), date(2011, 1, 3), "christmas"),
        (date(2011, 4, 22), date(2011, 4, 25), ""),
        (date(2011, 4, 29), date(2011, 4, 29), ""),
    ]
    assert ("large_order", "541431") in {(odd.kind, odd.subject) for odd in found.oddities}
    assert len(found.model_dump_json()) < 100_000
    assert seconds < SECONDS


def test_a_real_month_with_two_days_missing(tmp_path: Path, real_data: Path) -> None:
    """The Tmall report has no orders on two days of February 2020, among hundreds a day; it has neither goods nor people."""
    path = real_data / "tmall" / "tmall_order_report.csv"
    with open_counter(tmp_path) as counter:
        counter.load(path)
        with counter.warehouse.cursor() as cursor:
            found = profile(cursor, "order_line", "Asia/Shanghai", TODAY, relation="order_line")
    frame = pd.read_csv(path, dtype=str, keep_default_na=False)
    days = set(pd.to_datetime(frame["订单创建时间"]).dt.date)
    absent = [date(2020, 2, n) for n in range(1, 30) if date(2020, 2, n) not in days]
    assert [gap.first for gap in found.gaps] == absent
    assert (found.sums.unpaid_orders, found.sums.unpaid_value) == ((frame["订单付款时间 "] == "").sum(), None)
    fills = {one.column: one.filled for one in found.fills}
    assert fills["customer"] == fills["product_id"] == fills["category"] == 0
