"""Customers and events in our own scheme."""

from __future__ import annotations

import json
from typing import Any

import pytest
import requests

from brain.web.signature import sign
from tests.actions.sample_card import SHOP, TEN

CUSTOMER = {"customer_id": "c1", "name": "安", "region": "浙江省", "consent": True, "joined_at": "2026-01-02"}
EVENT = {
    "event_id": "e1",
    "happened_at": "2026-11-20T09:30:00",
    "type": "cart",
    "customer_id": "c1",
    "product_id": "p1",
}


def post(address: str, source: str, payload: object, event: str) -> requests.Response:
    """A signed request."""
    body, when = json.dumps(payload).encode(), str(int(TEN.timestamp()))
    headers = {
        "X-Signature": sign("s3cret", when, event, SHOP, body),
        "X-Timestamp": when,
        "X-Event-Id": event,
        "X-Shop": SHOP,
    }
    return requests.post(f"http://{address}/webhooks/{source}", data=body, headers=headers, timeout=20)


@pytest.mark.parametrize(
    ("source", "record", "table"), [("customers", CUSTOMER, "customer"), ("events", EVENT, "event")]
)
def test_each_kind_has_its_address(
    brain: Any, address: str, source: str, record: dict[str, Any], table: str
) -> None:
    """Loaded once; a repeat is 409; the same event id under another kind is another event."""
    assert post(address, source, [record], "one").json()["loaded"] == 1
    assert post(address, source, [record], "one").status_code == 409
    assert post(address, source, record, "two").json()["duplicates"] == 1
    with brain.parts.warehouse.cursor() as cursor:
        assert cursor.execute(f"SELECT count(*) FROM {table}").fetchone() == (1,)


@pytest.mark.parametrize(
    ("source", "record", "missing"),
    [
        ("customers", {"name": "安"}, "customer_id"),
        ("events", {"event_id": "e1", "type": "cart"}, "happened_at"),
    ],
)
def test_what_lacks_its_fields_is_400(
    brain: Any, address: str, source: str, record: dict[str, Any], missing: str
) -> None:
    """The record and the field are named, and nothing is kept."""
    answer = post(address, source, [record], "one")
    assert (answer.status_code, answer.json()["error"]["code"]) == (400, "malformed")
    assert missing in answer.json()["error"]["message"]
    assert post(address, source, [], "one").status_code == 400


def test_an_event_and_an_order_may_share_an_id(brain: Any, address: str) -> None:
    """Ids are the sender's own for each address."""
    order = {"order_id": "A1", "ordered_at": "2026-11-20T09:30:00", "paid_amount": 5}
    assert post(address, "events", EVENT, "same").status_code == 200
    assert post(address, "orders", order, "same").status_code == 200
