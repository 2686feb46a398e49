"""An order that WooCommerce sends and the same order in its export are one order."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from brain.facts.live.news import Unreadable
from brain.facts.live.woocommerce import customer_news, order_news, order_records
from brain.facts.sources.intake.importer import import_records
from brain.facts.sources.intake.report import ImportReport
from tests.examples import examples
from tests.facts.counter import Counter, open_counter
from tests.facts.live.made_up import Back, Item, WooOrder, woo_csv

AT = datetime(2026, 11, 18, 2, 30, tzinfo=UTC)
ORDER = WooOrder(
    id=727,
    number="2026-0042",
    created=AT,
    updated=AT + timedelta(minutes=1),
    items=(Item("Beanie", 2, Decimal("18.00"), "woo-beanie"), Item("Hoodie", 1, Decimal("45.00"), discount=Decimal("5"))),
    shipping=Decimal("10.00"),
    shipping_tax=Decimal("0.60"),
    tax=Decimal("4.56"),
    codes=("WELCOME",),
)  # fmt: skip
FACTS = """SELECT row_key, order_key, order_id, line_no, ordered_at, ordered_on, status, line_type, product_id, product_name, sku,
    quantity, unit_price, discount_amount, paid_amount, refund_amount, customer_key, region, channel, coupon
    FROM order_line ORDER BY row_key"""


def sent(counter: Counter, order: WooOrder) -> ImportReport:
    """The order as a message brings it."""
    counter.clock.advance(timedelta(seconds=1))
    return import_records(
        counter.warehouse,
        counter.shop,
        "orders",
        order_records(order.payload()),
        "woocommerce",
        "webhook test",
        contacts=counter.contacts,
        clock=counter.clock,
        source="woocommerce",
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
        {"status": "on-hold"},
        {"status": "cancelled"},
        {"status": "failed"},
        {"status": "completed", "refunds": (Back(1, Decimal("12.34"), AT), Back(2, Decimal("1"), AT))},
        {"status": "refunded", "refunds": (Back(1, Decimal("91.16"), AT),)},
        {"fee": Decimal("3.00"), "codes": ("A", "B")},
        {"number": "727", "customer": 0},
    ],
    ids=lambda changes: "-".join(changes) or "plain",
)
def test_a_message_and_the_export_make_the_same_facts(
    counter: Counter, other: Counter, changes: dict[str, Any]
) -> None:
    """Every column of every line is equal, and the totals are the order's own."""
    order = replace(ORDER, **changes)
    assert sent(counter, order).quarantined == ()
    other.load(woo_csv(order))
    assert counter.rows(FACTS) == other.rows(FACTS)
    charged = order.total if order.status in ("processing", "completed", "refunded") else Decimal(0)
    assert counter.rows("SELECT sum(paid_amount), sum(refund_amount) FROM order_line") == [
        (charged, order.refunded if charged else Decimal(0))
    ]


def test_whichever_comes_first(counter: Counter) -> None:
    """Message, export, message with a refund, export again: one order all the way."""
    sent(counter, ORDER)
    assert counter.load(woo_csv(ORDER)).loaded == 0
    refunded = replace(ORDER, refunds=(Back(1, Decimal("10.00"), AT),))
    sent(counter, refunded)
    assert counter.load(woo_csv(refunded)).loaded == 0
    assert counter.rows(
        "SELECT count(DISTINCT order_key), sum(paid_amount), sum(refund_amount) FROM order_line"
    ) == [(1, ORDER.total, Decimal("10.00"))]


cents = st.integers(0, 30_000).map(lambda value: Decimal(value) / 100)
items = st.builds(
    Item, st.sampled_from(["Tea", "Cup", "茶"]), st.integers(1, 9), cents, st.sampled_from(["", "S1"])
)


@settings(max_examples=examples(20), deadline=None)
@given(lines=st.lists(items, min_size=1, max_size=4), shipping=cents, tax=cents, share=st.integers(0, 100))
def test_any_order_is_one_order(
    tmp_path_factory: pytest.TempPathFactory,
    lines: list[Item],
    shipping: Decimal,
    tax: Decimal,
    share: int,
) -> None:
    """Whatever items, shipping, tax and refund: sent and exported, the order is there once, with its own money."""
    whole = replace(ORDER, items=tuple(lines), shipping=shipping, tax=tax)
    back = (whole.total * share / 100).quantize(Decimal("0.01"))
    order = replace(whole, refunds=(Back(7, back, AT),) if back else ())
    with open_counter(tmp_path_factory.mktemp("home")) as counter:
        sent(counter, order)
        before = counter.rows(FACTS)
        counter.load(woo_csv(order))
        assert counter.rows(FACTS) == before
        assert counter.rows("SELECT sum(paid_amount), sum(refund_amount) FROM order_line") == [
            (order.total, order.refunded)
        ]


def test_what_is_read_of_a_payload() -> None:
    """The id and the number that the shop shows, and the time of change in UTC though it is written without offset."""
    news = order_news(ORDER.payload())
    assert (news.about.id, news.called, news.about.changed_at) == ("727", "2026-0042", ORDER.updated)
    later = ORDER.updated + timedelta(hours=1)
    assert order_news(ORDER.payload(), at_least=later).about.changed_at == later
    with pytest.raises(Unreadable):
        order_news({**ORDER.payload(), "date_modified_gmt": "yesterday"})


def test_a_customer_is_known_as_the_orders_know_them() -> None:
    """By email in lower case; without one they are left alone."""
    customer = {
        "id": 7, "email": "An@Example.com", "first_name": "", "last_name": "", "date_created": "2026-01-02T23:30:00",
        "date_created_gmt": "2026-01-02T15:30:00", "date_modified_gmt": None,
        "billing": {"first_name": "安", "last_name": "李", "phone": "138", "country": "CN"},
    }  # fmt: skip
    news = customer_news(customer)
    assert news is not None
    assert (news.called, news.records[0]["name"], news.records[0]["region"]) == (
        "an@example.com",
        "安 李",
        "CN",
    )
    assert news.about.changed_at == datetime(2026, 1, 2, 15, 30, tzinfo=UTC)
    assert customer_news({**customer, "email": ""}) is None
