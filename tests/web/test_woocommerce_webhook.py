"""WooCommerce's webhooks over real HTTP into a real warehouse and ledger."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
import requests

from brain.facts.vault import vault_of
from brain.ledger.connections import keep_connection
from tests.actions.sample_card import SHOP, TEN
from tests.facts.live.made_up import Back, Item, WooOrder

SECRET = "wc_made_up"
SITE = "https://deer.example/shop/"
ORDER = WooOrder(
    id=727,
    number="727",
    created=TEN - timedelta(hours=2),
    updated=TEN - timedelta(hours=1),
    items=(Item("Beanie", 2, Decimal("18.00"), "woo-beanie"),),
    shipping=Decimal("10.00"),
)
SAME_SECOND = "27fcde6d5ed88139d07a62e0aa86a11c"

Post = Callable[..., requests.Response]


@pytest.fixture(autouse=True)
def connected(brain: Any) -> None:
    """The shop has a connection that holds the webhook's secret."""
    sealed = vault_of(brain.parts.settings.home).seal(f"{SHOP}/woocommerce", {"webhook_secret": SECRET})
    with brain.parts.ledger.session() as session:
        keep_connection(session, SHOP, "woocommerce", "deer.example/shop", sealed, TEN)


@pytest.fixture
def post(address: str) -> Post:
    """Sends a signed delivery."""

    def send(
        payload: object, topic: str = "order.updated", delivery: str = SAME_SECOND, **headers: str
    ) -> requests.Response:
        body = json.dumps(payload).encode()
        digest = hmac.new(SECRET.encode(), body, hashlib.sha256).digest()
        sent = {
            "X-WC-Webhook-Signature": base64.b64encode(digest).decode(),
            "X-WC-Webhook-Topic": topic,
            "X-WC-Webhook-Delivery-ID": delivery,
            "X-WC-Webhook-Source": SITE,
            **{name.replace("_", "-"): value for name, value in headers.items()},
        }
        return requests.post(f"http://{address}/webhooks/woocommerce", data=body, headers=sent, timeout=20)

    return send


def facts(brain: Any) -> list[tuple[Any, ...]]:
    """Orders, money and states of the shop."""
    with brain.parts.warehouse.cursor() as cursor:
        return cursor.execute(
            """SELECT count(DISTINCT order_key), sum(paid_amount)::DOUBLE, sum(refund_amount)::DOUBLE,
                      string_agg(DISTINCT status ORDER BY status) FROM order_line WHERE shop_id = ?""",
            [SHOP],
        ).fetchall()


@pytest.mark.parametrize(
    ("body", "status"), [("webhook_id=12", 200), ("webhook_id=x", 401), ("webhook_id=1&a=b", 401)]
)
def test_the_first_message_of_a_new_webhook(brain: Any, address: str, body: str, status: int) -> None:
    """It is unsigned and carries nothing; nothing else unsigned is answered like it."""
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    answer = requests.post(f"http://{address}/webhooks/woocommerce", data=body, headers=headers, timeout=10)
    assert answer.status_code == status
    assert facts(brain)[0][0] == 0


def test_an_order_s_life(brain: Any, post: Post) -> None:
    """Created, paid, refunded, late news, deleted, restored: one order, and each time its own money."""
    created = replace(ORDER, status="pending")
    assert post(created.payload(), "order.created").json()["shop"] == SHOP
    assert facts(brain) == [(1, 0.0, 0.0, "unpaid")]
    paid = replace(ORDER, updated=ORDER.updated + timedelta(minutes=1))
    post(paid.payload())
    assert facts(brain) == [(1, 46.0, 0.0, "paid")]
    refunded = replace(
        paid, updated=paid.updated + timedelta(minutes=1), refunds=(Back(1, Decimal("6"), TEN),)
    )
    post(refunded.payload())
    assert facts(brain) == [(1, 46.0, 6.0, "paid")]
    assert post({**paid.payload(), "customer_note": "late"}).json()["stale"] is True
    assert post({"id": 727}, "order.deleted").status_code == 200
    assert facts(brain) == [(1, 0.0, 0.0, "cancelled")]
    brain.parts.clock.advance(timedelta(minutes=5))
    restored = post(refunded.payload(), "order.restored", "another second")
    assert restored.json()["loaded"] > 0
    assert facts(brain) == [(1, 46.0, 6.0, "paid")]


def test_several_orders_of_one_second_are_several_events(brain: Any, post: Post) -> None:
    """They share the delivery's id; the same body again is a repeat."""
    other = replace(ORDER, id=728, number="728")
    assert post(ORDER.payload()).json()["loaded"] == 1
    assert post(other.payload()).json()["loaded"] == 1
    again = post(other.payload())
    assert (again.status_code, again.json()["duplicate"]) == (200, True)
    assert facts(brain)[0][0] == 2


@pytest.mark.parametrize(
    "headers",
    [{"X_WC_Webhook_Signature": ""}, {"X_WC_Webhook_Signature": "x"}, {"X_WC_Webhook_Source": "https://other.example/"}],
)  # fmt: skip
def test_what_is_not_proven_is_401(brain: Any, post: Post, headers: dict[str, str]) -> None:
    """Forged, or from a site that nobody connected."""
    assert post(ORDER.payload(), **headers).status_code == 401
    assert facts(brain)[0][0] == 0


def test_an_order_cannot_be_replayed_as_its_deletion(brain: Any, post: Post) -> None:
    """The topic is not signed."""
    post(ORDER.payload())
    assert post(ORDER.payload(), "order.deleted").status_code == 400
    assert facts(brain) == [(1, 46.0, 0.0, "paid")]


def test_customers_and_other_topics(brain: Any, post: Post) -> None:
    """A customer joins the orders' customer; what we do not take in is fine."""
    post(ORDER.payload())
    customer = {"id": 3, "email": "an@example.com", "date_created_gmt": "2026-01-02T15:30:00", "billing": {}}
    assert post(customer, "customer.created").json()["loaded"] == 1
    with brain.parts.warehouse.cursor() as cursor:
        both = cursor.execute(
            "SELECT count(*) FROM customer JOIN order_line USING (customer_key) WHERE line_type = 'product'"
        ).fetchone()
    assert both == (1,)
    assert post({"id": 9}, "coupon.created").json()["ignored"] is True
