"""An order that Shopify sends and the same order in its export are one order."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from brain.facts.live.news import Unreadable
from brain.facts.live.shopify import customer_news, order_news, order_records, refund_news
from brain.facts.sources.intake.importer import import_records
from brain.facts.sources.intake.report import ImportReport
from tests.examples import examples
from tests.facts.counter import Counter, open_counter
from tests.facts.live.made_up import Back, Item, ShopifyOrder, shopify_csv

AT = datetime(2026, 11, 18, 2, 30, tzinfo=UTC)
ORDER = ShopifyOrder(
    id=6798481555755,
    name="#1051",
    created=AT,
    updated=AT + timedelta(minutes=1),
    items=(Item("Coffee", 2, Decimal("31.90"), "C-1"), Item("Cup - Blue", 1, Decimal("45.00"), "CUP")),
    shipping=Decimal("8.00"),
    tax=Decimal("1.10"),
    off=Decimal("10.00"),
    codes=("WELCOME",),
)
FACTS = """SELECT row_key, order_key, order_id, line_no, ordered_at, ordered_on, status, line_type, product_id, product_name, sku,
    quantity, unit_price, discount_amount, paid_amount, refund_amount, customer_key, region, channel, coupon
    FROM order_line ORDER BY row_key"""


def sent(counter: Counter, *orders: ShopifyOrder) -> ImportReport:
    """The orders as messages bring them."""
    counter.clock.advance(timedelta(seconds=1))
    records = [record for order in orders for record in order_records(order.payload())]
    return import_records(
        counter.warehouse,
        counter.shop,
        "orders",
        records,
        "shopify",
        "webhook test",
        contacts=counter.contacts,
        clock=counter.clock,
        source="shopify",
    )


@pytest.fixture
def other(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """A second home, to compare with."""
    with open_counter(tmp_path_factory.mktemp("other")) as counter:
        yield counter


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"status": "pending"},
        {"status": "refunded", "refunds": (Back(1, Decimal("107.90"), AT),)},
        {"status": "partially_refunded", "refunds": (Back(1, Decimal("20.05"), AT), Back(2, Decimal("9"), AT, pending=True))},
        {"status": "partially_paid", "outstanding": Decimal("50.00")},
        {"status": "voided", "cancelled": AT},
        {"email": None, "phone": "+8613800000000"},
        {"email": None},
        {"items": (Item("Gift", 1, Decimal(0)), Item("Tea", 3, Decimal("9.99"), "T", Decimal("2.00")))},
    ],
    ids=lambda changes: "-".join(changes) or "plain",
)  # fmt: skip
def test_a_message_and_the_export_make_the_same_facts(
    counter: Counter, other: Counter, changes: dict[str, Any]
) -> None:
    """Every column of every line is equal: keys, money, times, customer, region; and the totals are the order's own."""
    order = replace(ORDER, **changes)
    assert sent(counter, order).quarantined == ()
    other.load(shopify_csv(order))
    assert counter.rows(FACTS) == other.rows(FACTS)
    received = order.status in ("paid", "refunded", "partially_refunded", "partially_paid")
    charged = order.total - order.outstanding if received else Decimal(0)
    assert counter.rows("SELECT sum(paid_amount), sum(refund_amount) FROM order_line") == [
        (charged, order.refunded)
    ]


def test_message_then_export(counter: Counter) -> None:
    """The export of an order that was sent already brings nothing new."""
    sent(counter, ORDER)
    facts = counter.rows(FACTS)
    report = counter.load(shopify_csv(ORDER))
    assert (report.loaded, report.duplicates) == (0, 2)
    assert counter.rows(FACTS) == facts


def test_export_then_message_then_refund(counter: Counter) -> None:
    """A message about an order of the export updates it: one order, its refund once."""
    counter.load(shopify_csv(ORDER))
    assert (sent(counter, ORDER).loaded, len(counter.rows(FACTS))) == (0, 3)
    refunded = replace(ORDER, status="partially_refunded", refunds=(Back(5, Decimal("31.90"), AT),))
    assert sent(counter, refunded).loaded > 0
    assert counter.rows(
        "SELECT count(DISTINCT order_key), sum(paid_amount), sum(refund_amount) FROM order_line"
    ) == [(1, Decimal("107.90"), Decimal("31.90"))]


cents = st.integers(0, 30_000).map(lambda value: Decimal(value) / 100)
items = st.builds(
    Item, st.sampled_from(["Tea", "Cup", "茶"]), st.integers(1, 9), cents, st.sampled_from(["", "S1", "S2"])
)


@settings(max_examples=examples(25), deadline=None)
@given(lines=st.lists(items, min_size=1, max_size=5), shipping=cents, tax=cents, share=st.integers(0, 100))
def test_any_order_is_one_order(
    tmp_path_factory: pytest.TempPathFactory,
    lines: list[Item],
    shipping: Decimal,
    tax: Decimal,
    share: int,
) -> None:
    """Whatever items, shipping, tax and refund: sent and exported, the order is there once, with its own money."""
    whole = replace(ORDER, items=tuple(lines), shipping=shipping, tax=tax, off=Decimal(0))
    back = (whole.total * share / 100).quantize(Decimal("0.01"))
    order = replace(
        whole,
        status="partially_refunded" if back else "paid",
        refunds=(Back(7, back, AT),) if back else (),
    )
    with open_counter(tmp_path_factory.mktemp("home")) as counter:
        sent(counter, order)
        before = counter.rows(FACTS)
        counter.load(shopify_csv(order))
        assert counter.rows(FACTS) == before
        assert counter.rows("SELECT sum(paid_amount), sum(refund_amount) FROM order_line") == [
            (order.total, order.refunded)
        ]


def test_what_is_read_of_a_payload() -> None:
    """Ids, times in UTC, the refunds counted in; a refund by itself gives what succeeded."""
    order = replace(ORDER, refunds=(Back(5, Decimal("3.10"), AT), Back(6, Decimal("1"), AT, pending=True)))
    news = order_news(order.payload())
    assert (news.about.id, news.called, news.about.changed_at) == ("6798481555755", "#1051", order.updated)
    assert news.refunds == ("5", "6")
    alone = refund_news(order.refund(order.refunds[0]))
    assert (alone.about.id, alone.refund, alone.amount) == ("6798481555755", "5", Decimal("3.10"))
    assert refund_news(order.refund(order.refunds[1])).amount == 0


@pytest.mark.parametrize("missing", ["id", "name", "updated_at"])
@pytest.mark.parametrize("value", [None, "", [], {"a": 1}])
def test_no_order_is_unreadable(missing: str, value: object) -> None:
    """A payload without what every order has is refused by the field's name, whatever stands there instead."""
    with pytest.raises(Unreadable) as refused:
        order_news({**ORDER.payload(), missing: value})
    assert refused.value.what == missing


def test_shipping_that_was_discounted_away(counter: Counter) -> None:
    """Shipping counts with what is left of it, so that the items keep what was paid for them."""
    lines = [{"price": "8.00", "discounted_price": "0.00"}, {"price": "5.00", "is_removed": True}]
    free = replace(ORDER, shipping=Decimal(0), extra={"shipping_lines": lines})
    sent(counter, free)
    assert counter.rows("SELECT DISTINCT line_type FROM order_line") == [("product",)]
    assert counter.rows("SELECT sum(paid_amount) FROM order_line") == [(free.total,)]


def test_a_customer_is_known_as_the_orders_know_them() -> None:
    """By email, else by phone; without either they cannot be told from others and are left alone."""
    customer = {
        "id": 7, "email": "an@example.com", "phone": None, "first_name": "安", "last_name": "李",
        "updated_at": "2026-11-18T10:00:00+08:00", "created_at": "2026-01-02T23:30:00+08:00",
        "email_marketing_consent": {"state": "subscribed"}, "default_address": {"province_code": "ZJ"},
    }  # fmt: skip
    news = customer_news(customer)
    assert news is not None
    assert news.called == "an@example.com"
    assert news.records[0]["consent"] == "yes"
    assert news.records[0]["joined_at"] == "2026-01-02"
    later = customer_news({**customer, "email": None, "phone": "+861", "email_marketing_consent": None})
    assert later is not None
    assert (later.called, later.records[0]["consent"]) == ("+861", "")
    older = customer_news({**customer, "email_marketing_consent": None, "accepts_marketing": False})
    assert older is not None
    assert older.records[0]["consent"] == "no"
    assert customer_news({**customer, "email": None}) is None


def test_a_real_export_written_as_messages_makes_the_same_facts(
    counter: Counter, other: Counter, real_data: Path
) -> None:
    """Every order of a real store's export, put into the words of the API: line for line the same facts."""
    text = (real_data / "shopify" / "orders_export.csv").read_text(encoding="utf-8-sig")
    orders: dict[str, list[dict[str, str]]] = {}
    for row in csv.DictReader(io.StringIO(text)):
        orders.setdefault(row["Name"], []).append(row)
    shop = counter.shop.model_copy(update={"currency": "INR", "zone": "America/New_York"})
    counter.shop = other.shop = shop
    records = [record for rows in orders.values() for record in order_records(_as_payload(rows))]
    import_records(
        counter.warehouse, shop, "orders", records, "shopify", "webhook real",
        contacts=counter.contacts, clock=counter.clock, source="shopify",
    )  # fmt: skip
    other.load(text)
    found = counter.rows(FACTS)
    assert len(found) > 100
    assert found == other.rows(FACTS)


def _as_payload(rows: list[dict[str, str]]) -> dict[str, Any]:
    head = rows[0]
    at = datetime.strptime(head["Created at"], "%Y-%m-%d %H:%M:%S %z")
    refund = {
        "id": 1,
        "transactions": [{"kind": "refund", "status": "success", "amount": head["Refunded Amount"]}],
    }
    return {
        "id": int(head["Id"]),
        "name": head["Name"],
        "created_at": at.isoformat(),
        "updated_at": at.isoformat(),
        "cancelled_at": head["Cancelled at"] or None,
        "financial_status": head["Financial Status"],
        "currency": head["Currency"],
        "subtotal_price": head["Subtotal"],
        "total_price": head["Total"],
        "total_discounts": head["Discount Amount"],
        "total_outstanding": head["Outstanding Balance"],
        "source_name": head["Source"] or None,
        "discount_codes": [{"code": head["Discount Code"]}] if head["Discount Code"] else [],
        "shipping_lines": [{"price": head["Shipping"]}],
        "shipping_address": {
            "province_code": head["Shipping Province"],
            "country_code": head["Shipping Country"],
        },
        "refunds": [refund] if Decimal(head["Refunded Amount"] or 0) else [],
        "line_items": [
            {
                "name": row["Lineitem name"],
                "quantity": int(row["Lineitem quantity"]),
                "price": row["Lineitem price"],
                "sku": row["Lineitem sku"] or None,
                "total_discount": row["Lineitem discount"],
            }
            for row in rows
        ],
    }
