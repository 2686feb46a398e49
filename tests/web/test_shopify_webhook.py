"""Shopify's webhooks over real HTTP into a real warehouse and ledger."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest
import requests
from pydantic import SecretStr
from sqlalchemy import func, select

from brain.facts.sources.intake.importer import load
from brain.facts.vault import vault_of
from brain.facts.warehouse.batches import list_batches, undo_batch
from brain.facts.warehouse.shops import find_shop
from brain.ledger import audit
from brain.ledger.connections import find_connection, keep_connection
from brain.ledger.tables import AuditRow, ErasureRow, SourceObjectRow, WebhookEventRow
from brain.ledger.webhooks import PrivacyRequest, privacy_requests
from brain.live import intake
from brain.web import webhooks
from brain.web.hooks.systems import body_signature
from brain.web.routes import routes
from tests.actions.sample_card import SHOP, TEN
from tests.examples import some_of
from tests.facts.live.made_up import Back, Item, ShopifyOrder, shopify_csv

SECRET = "shpss_made_up"
DOMAIN = "deer.myshopify.com"
ORDER = ShopifyOrder(
    id=6798481555755,
    name="#1051",
    created=TEN - timedelta(hours=2),
    updated=TEN - timedelta(hours=2),
    items=(Item("Coffee", 2, Decimal("30.00"), "C-1"), Item("Cup", 1, Decimal("40.00"), "CUP")),
    shipping=Decimal("8.00"),
)
CUSTOMER = {
    "id": 77, "email": "an@example.com", "phone": "+861", "first_name": "安", "last_name": "李",
    "created_at": "2026-01-02T10:00:00+08:00", "updated_at": "2026-11-18T10:00:00+08:00",
    "email_marketing_consent": {"state": "subscribed"},
}  # fmt: skip

Post = Callable[..., requests.Response]


def signature(body: bytes, secret: str = SECRET) -> str:
    """Written as the documentation says, not with the code under test."""
    return base64.b64encode(hmac.new(secret.encode(), body, hashlib.sha256).digest()).decode()


@pytest.fixture(autouse=True)
def connected(brain: Any) -> None:
    """The shop has a connection that holds the secret."""
    sealed = vault_of(brain.parts.settings.home).seal(f"{SHOP}/shopify", {"webhook_secret": SECRET})
    with brain.parts.ledger.session() as session:
        keep_connection(session, SHOP, "shopify", DOMAIN, sealed, TEN)


@pytest.fixture
def post(address: str) -> Post:
    """Sends a signed delivery; each gets an id of its own unless one is given."""
    count = iter(range(1, 10_000))

    def send(
        payload: object, topic: str = "orders/updated", *, event: str = "", query: str = "", **headers: str
    ) -> requests.Response:
        body = payload if isinstance(payload, bytes) else json.dumps(payload).encode()
        sent = {
            "X-Shopify-Hmac-Sha256": signature(body),
            "X-Shopify-Topic": topic,
            "X-Shopify-Webhook-Id": event or f"wh-{next(count)}",
            "X-Shopify-Shop-Domain": DOMAIN,
            "X-Shopify-Triggered-At": (TEN - timedelta(seconds=1)).isoformat(),
            "Content-Type": "application/json",
            **{name.replace("_", "-"): value for name, value in headers.items()},
        }
        return requests.post(f"http://{address}/webhooks/shopify{query}", data=body, headers=sent, timeout=20)

    return send


def facts(brain: Any) -> list[tuple[Any, ...]]:
    """Orders, money and states of the shop."""
    with brain.parts.warehouse.cursor() as cursor:
        return cursor.execute(
            """SELECT count(DISTINCT order_key), sum(paid_amount)::DOUBLE, sum(refund_amount)::DOUBLE,
                      string_agg(DISTINCT status ORDER BY status) FROM order_line WHERE shop_id = ?""",
            [SHOP],
        ).fetchall()


def count(brain: Any, row: Any) -> int:
    """How many rows of a ledger table there are."""
    with brain.parts.ledger.reading() as session:
        return session.scalar(select(func.count()).select_from(row)) or 0


def from_file(brain: Any, *orders: ShopifyOrder) -> None:
    """Load the orders' export."""
    path = Path(brain.parts.settings.home) / "orders_export.csv"
    path.write_text(shopify_csv(*orders), encoding="utf-8")
    shop = find_shop(brain.parts.warehouse, SHOP)
    load(brain.parts.warehouse, shop, path, path.name, contacts=brain.parts.contacts, clock=brain.parts.clock)


def test_our_signature_is_the_documented_one() -> None:
    """base64 of HMAC-SHA256 over the raw body."""
    assert body_signature("s", b'{"a":1}') == signature(b'{"a":1}', "s")


def test_an_order_is_taken_in_for_the_shop_of_its_domain(brain: Any, post: Post) -> None:
    """With two shops here the domain tells which; the event, the order and the audit line are remembered."""
    answer = post(ORDER.payload(), "orders/create", event="wh-a")
    assert answer.status_code == 200, answer.text
    assert (answer.json()["shop"], answer.json()["loaded"]) == (SHOP, 2)
    assert facts(brain) == [(1, 108.0, 0.0, "paid")]
    with brain.parts.ledger.reading() as session:
        line = session.scalars(select(AuditRow)).one()
        assert (line.what, line.detail["topic"]) == ("webhook.shopify", "orders/create")
        assert audit.broken_at(session) is None
        assert session.scalars(select(SourceObjectRow.object_id)).one() == "6798481555755 #1051"


def test_a_delivery_tried_again_is_fine_and_adds_nothing(brain: Any, post: Post) -> None:
    """Shopify wants 200 also for what it sends a second time."""
    post(ORDER.payload(), event="wh-a")
    again = post(replace(ORDER, status="pending").payload(), event="wh-a")
    assert (again.status_code, again.json().get("duplicate")) == (200, True)
    assert facts(brain) == [(1, 108.0, 0.0, "paid")]
    assert count(brain, WebhookEventRow) == 1


@pytest.mark.parametrize(
    "headers",
    [
        {"X_Shopify_Hmac_Sha256": ""},
        {"X_Shopify_Hmac_Sha256": "guessed"},
        {"X_Shopify_Hmac_Sha256": signature(b"other")},
        {"X_Shopify_Hmac_Sha256": signature(json.dumps(ORDER.payload()).encode(), "other")},
        {"X_Shopify_Shop_Domain": "unknown.myshopify.com"},
        {"X_Shopify_Hmac_Sha256": "é".encode().decode("latin-1")},
    ],
)
def test_what_is_not_proven_is_401_and_leaves_no_row(brain: Any, post: Post, headers: dict[str, str]) -> None:
    """Forged, unsigned, or from a shop that nobody connected."""
    answer = post(ORDER.payload(), **headers)
    assert answer.status_code == 401
    assert set(answer.json()["error"]) == {"code", "message", "hint"}
    assert (count(brain, WebhookEventRow), count(brain, AuditRow), facts(brain)[0][0]) == (0, 0, 0)


def test_no_secret_means_no_entry(brain: Any, post: Post, address: str) -> None:
    """A shop without any secret takes nothing in, also not what is signed with an empty one."""
    body = json.dumps(ORDER.payload()).encode()
    empty = base64.b64encode(hmac.new(b"", body, hashlib.sha256).digest()).decode()
    headers = {
        "X-Shopify-Hmac-Sha256": empty,
        "X-Shopify-Topic": "orders/create",
        "X-Shopify-Webhook-Id": "1",
    }
    answer = requests.post(
        f"http://{address}/webhooks/shopify?shop=fox", data=body, headers=headers, timeout=20
    )
    assert answer.status_code == 401


def test_the_setting_s_secret_serves_a_shop_without_connection(brain: Any, post: Post) -> None:
    """`?shop=` names the shop, and the secret of the settings may sign; an unknown shop is told only then."""
    brain.parts.settings = brain.parts.settings.model_copy(
        update={"shopify_webhook_secret": SecretStr(SECRET)}
    )
    customers = post(CUSTOMER, "customers/create", query="?shop=fox")
    assert (customers.status_code, customers.json()["shop"]) == (200, "fox")
    unknown = post(CUSTOMER, "customers/create", query="?shop=dear")
    assert unknown.status_code == 404
    assert "deer" in unknown.json()["error"]["hint"]
    assert post(CUSTOMER, X_Shopify_Shop_Domain="x.myshopify.com").status_code == 400


def test_an_unknown_sender_is_404(address: str) -> None:
    """With the names that there are."""
    answer = requests.post(f"http://{address}/webhooks/magento", data=b"{}", timeout=10)
    assert answer.status_code == 404
    assert "woocommerce" in answer.json()["error"]["hint"]


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"null", b"\xff", b"[" * 50_000, b'{"id": 1}'])
def test_a_signed_body_that_is_no_order_is_400(brain: Any, post: Post, body: bytes) -> None:
    """Nothing is remembered, so the corrected delivery may come under the same id."""
    assert post(body, event="wh-a").status_code == 400
    assert count(brain, WebhookEventRow) == 0
    assert post(ORDER.payload(), event="wh-a").json()["loaded"] == 2


@pytest.mark.parametrize("event", ["", "x" * 121])
def test_a_delivery_needs_an_id(post: Post, event: str) -> None:
    """Without one a repeat could not be told."""
    assert post(ORDER.payload(), X_Shopify_Webhook_Id=event).status_code == 400


def test_too_much_is_413(post: Post) -> None:
    """More than 1 MiB is given up while it is read."""
    assert post(b" " * (webhooks.MOST_BYTES + 1)).status_code == 413


def test_an_older_message_is_no_news(brain: Any, post: Post) -> None:
    """Paid arrives before created: the later change counts and the earlier one changes nothing."""
    paid = replace(ORDER, updated=ORDER.updated + timedelta(minutes=5))
    created = replace(ORDER, status="pending")
    post(paid.payload(), "orders/paid")
    late = post(created.payload(), "orders/create")
    assert (late.status_code, late.json().get("stale"), late.json()["loaded"]) == (200, True, 0)
    assert facts(brain) == [(1, 108.0, 0.0, "paid")]


def history() -> list[tuple[dict[str, Any], str]]:
    """An order's life in four messages."""
    at = [ORDER.updated + timedelta(minutes=minute) for minute in range(4)]
    refund = Back(5, Decimal("30.00"), at[3])
    refunded = replace(ORDER, updated=at[3], status="partially_refunded", refunds=(refund,))
    return [
        (replace(ORDER, updated=at[0], status="pending").payload(), "orders/create"),
        (replace(ORDER, updated=at[1]).payload(), "orders/paid"),
        (refunded.refund(refund), "refunds/create"),
        (refunded.payload(), "orders/updated"),
    ]


@pytest.mark.parametrize(
    "order", some_of(list(permutations(range(4)))), ids=lambda order: "".join(map(str, order))
)
def test_in_any_order_the_end_is_the_same(brain: Any, post: Post, order: tuple[int, ...]) -> None:
    """Of twenty-four ways to arrive each has one result: the order once, its refund once."""
    messages = history()
    for number in order:
        payload, topic = messages[number]
        assert post(payload, topic).status_code == 200
    assert facts(brain) == [(1, 108.0, 30.0, "paid")]


def test_a_refund_alone_counts_once(brain: Any, post: Post) -> None:
    """`refunds/create` without the order's own update adds what was given back, spread as the export's would be."""
    post(ORDER.payload())
    refund = Back(5, Decimal("30.00"), ORDER.updated + timedelta(minutes=3))
    after = replace(ORDER, updated=refund.at, status="partially_refunded", refunds=(refund,))
    answer = post(after.refund(refund), "refunds/create")
    assert answer.json()["loaded"] == 3
    assert facts(brain) == [(1, 108.0, 30.0, "paid")]
    lines = "SELECT row_key, refund_amount, status FROM order_line ORDER BY row_key"
    with brain.parts.warehouse.cursor() as cursor:
        alone = cursor.execute(lines).fetchall()
    assert post(after.payload()).json()["loaded"] == 0
    with brain.parts.warehouse.cursor() as cursor:
        assert cursor.execute(lines).fetchall() == alone
    second = Back(6, Decimal("900.00"), refund.at + timedelta(minutes=1))
    post(after.refund(second), "refunds/create")
    assert facts(brain) == [(1, 108.0, 108.0, "refunded")]


def test_a_refund_that_a_newer_file_may_hold_is_left_to_it(brain: Any, post: Post) -> None:
    """The export came after the refund and before its message: it is not counted on top."""
    post(ORDER.payload())
    refund = Back(5, Decimal("30.00"), ORDER.updated + timedelta(minutes=3))
    after = replace(ORDER, updated=refund.at, status="partially_refunded", refunds=(refund,))
    brain.parts.clock.advance(timedelta(minutes=1))
    from_file(brain, after)
    assert post(after.refund(refund), "refunds/create").status_code == 200
    assert facts(brain) == [(1, 108.0, 30.0, "paid")]


def test_message_and_export_are_one_order(brain: Any, post: Post) -> None:
    """Sent, exported, sent again with a refund: one order all the way."""
    post(ORDER.payload())
    from_file(brain, ORDER)
    assert facts(brain) == [(1, 108.0, 0.0, "paid")]
    refund = Back(5, Decimal("8.00"), ORDER.updated + timedelta(minutes=3))
    after = replace(ORDER, updated=refund.at, status="partially_refunded", refunds=(refund,))
    post(after.payload())
    from_file(brain, after)
    assert facts(brain) == [(1, 108.0, 8.0, "paid")]


def test_a_deleted_order_counts_for_nothing_and_can_come_back(brain: Any, post: Post) -> None:
    """Neither sale nor refund; the batch is listed and taken back like any import; an unknown order is left alone."""
    post(ORDER.payload())
    assert post({"id": 1}, "orders/delete").json().get("unknown") is True
    answer = post({"id": ORDER.id}, "orders/delete")
    assert answer.status_code == 200
    assert facts(brain) == [(1, 0.0, 0.0, "cancelled")]
    late = post(replace(ORDER, status="pending").payload())
    assert late.json().get("stale") is True
    batch = next(one for one in list_batches(brain.parts.warehouse, SHOP) if one.id == answer.json()["batch"])
    assert (batch.source, batch.rows_read, batch.loaded) == ("shopify", 3, 3)
    undo_batch(brain.parts.warehouse, SHOP, batch.id, TEN)
    assert facts(brain) == [(1, 108.0, 0.0, "paid")]


def test_an_order_cannot_be_replayed_as_its_deletion(brain: Any, post: Post) -> None:
    """The topic is not signed; a captured order under the topic of a deletion is refused."""
    post(ORDER.payload())
    assert post(ORDER.payload(), "orders/delete").status_code == 400
    assert facts(brain) == [(1, 108.0, 0.0, "paid")]


def test_an_order_the_shop_cannot_read_is_told_but_not_asked_for_again(brain: Any, post: Post) -> None:
    """200 with the reason, and a line in the audit chain: Shopify would switch the webhook off otherwise."""
    odd = post(replace(ORDER, status="a_new_status").payload(), event="odd")
    assert (odd.status_code, odd.json()["refused"], odd.json()["quarantined"]) == (200, "nothing_usable", 2)
    assert facts(brain)[0][0] == 0
    assert post(ORDER.payload()).json()["loaded"] == 2
    foreign = post({**ORDER.payload(), "currency": "EUR"}, event="eur")
    assert (foreign.status_code, foreign.json()["error"]["code"]) == (400, "other_currency")
    with brain.parts.ledger.reading() as session:
        stored = find_connection(session, SHOP, "shopify")
        assert stored is not None
        assert (stored.state, stored.error["code"]) == ("failing", "other_currency")  # type: ignore[index]


def test_topics_we_do_not_take_in_are_fine(brain: Any, post: Post) -> None:
    """A webhook that was set up for more than orders is not switched off."""
    assert post({"id": 1}, "products/update").json()["ignored"] is True
    assert facts(brain)[0][0] == 0


def test_customers_keep_their_consent_and_their_deletion(brain: Any, post: Post) -> None:
    """The customer's record is the one that the orders' customers have; a deleted record means no more writing."""
    post(ORDER.payload())
    assert post(CUSTOMER, "customers/create").json()["loaded"] == 1
    joined = """SELECT c.consent FROM customer c JOIN (SELECT DISTINCT customer_key FROM order_line) USING (customer_key)"""
    with brain.parts.warehouse.cursor() as cursor:
        assert cursor.execute(joined).fetchall() == [(True,)]
    post({"id": 77}, "customers/delete")
    with brain.parts.warehouse.cursor() as cursor:
        assert cursor.execute(joined).fetchall() == [(False,)]
    with brain.parts.ledger.reading() as session:
        names = session.scalars(select(SourceObjectRow.object_id)).all()
    assert not any("example.com" in name for name in names)


@pytest.mark.parametrize("topic", ["customers/data_request", "customers/redact", "shop/redact"])
def test_privacy_requests_are_written_down_for_the_owner(
    brain: Any, serve: Callable[[Any], str], topic: str
) -> None:
    """200, a line in the audit chain without contact data, the hook is called, and the request waits until it is done."""
    from starlette.applications import Starlette

    told: list[PrivacyRequest] = []
    at = serve(Starlette(routes=routes(brain, on_privacy=told.append)))
    payload = {"shop_id": 1, "shop_domain": DOMAIN}
    if topic != "shop/redact":
        payload["customer"] = {"id": 77, "email": "an@example.com", "phone": "+861"}  # type: ignore[assignment]
    body = json.dumps(payload).encode()
    headers = {
        "X-Shopify-Hmac-Sha256": signature(body), "X-Shopify-Topic": topic, "X-Shopify-Webhook-Id": "p1",
        "X-Shopify-Shop-Domain": DOMAIN,
    }  # fmt: skip
    for _ in range(2):
        assert requests.post(f"http://{at}/webhooks/shopify", data=body, headers=headers, timeout=10).ok
    keys = brain.parts.contacts.customer_keys(SHOP, ["an@example.com", "+861"])
    expected = () if topic == "shop/redact" else tuple(keys)
    assert [(one.topic, one.customers) for one in told] == [(topic, expected)]
    with brain.parts.ledger.reading() as session:
        assert [one.topic for one in privacy_requests(session, SHOP)] == [topic]
        assert "example.com" not in json.dumps([row.detail for row in session.scalars(select(AuditRow))])
    with brain.parts.ledger.session() as session:
        session.add(
            ErasureRow(
                id="e1", shop=SHOP, customer_key=keys[1], who="owner", at=TEN + timedelta(1), certificate={}
            )
        )
    with brain.parts.ledger.reading() as session:
        assert len(privacy_requests(session, SHOP)) == (1 if topic == "shop/redact" else 0)


@pytest.mark.parametrize("where", ["load", "remember"])
def test_a_crash_in_the_middle_loses_and_doubles_nothing(
    brain: Any, post: Post, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    """Whether it broke before the load or between load and memory, Shopify's next try is let in."""
    room, name = (intake, "import_records") if where == "load" else (webhooks, "complete_event")
    whole = getattr(room, name)

    def broken(*args: object, **kwargs: object) -> None:
        raise RuntimeError("power cut")

    monkeypatch.setattr(room, name, broken)
    assert post(ORDER.payload(), event="wh-a").status_code == 500
    assert count(brain, SourceObjectRow) == 0
    monkeypatch.setattr(room, name, whole)
    assert post(ORDER.payload(), event="wh-a").status_code == 200
    assert facts(brain) == [(1, 108.0, 0.0, "paid")]


@pytest.mark.parametrize("topic", ["refunds/create", "orders/delete"])
def test_a_crash_after_an_amendment_doubles_nothing(
    brain: Any, post: Post, monkeypatch: pytest.MonkeyPatch, topic: str
) -> None:
    """The refund (or deletion) is stored, the program dies before it is remembered, and the message comes again."""
    post(ORDER.payload())
    refund = ORDER.refund(Back(5, Decimal("30.00"), ORDER.updated + timedelta(minutes=3)))
    payload, expected = (refund, (1, 108.0, 30.0, "paid"))
    if topic == "orders/delete":
        payload, expected = ({"id": ORDER.id}, (1, 0.0, 0.0, "cancelled"))
    whole = webhooks.complete_event

    def broken(*args: object, **kwargs: object) -> None:
        raise RuntimeError("power cut")

    monkeypatch.setattr(webhooks, "complete_event", broken)
    assert post(payload, topic, event="wh-r").status_code == 500
    assert facts(brain) == [expected]
    monkeypatch.setattr(webhooks, "complete_event", whole)
    assert post(payload, topic, event="wh-r").status_code == 200
    assert post(payload, topic, event="wh-s").status_code == 200
    assert facts(brain) == [expected]


def test_many_messages_about_one_order_at_once(
    brain: Any, post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Twelve versions at the same moment: whichever is loaded last, the newest stands."""
    whole = intake.import_records
    inside, most = [0], [0]
    guard = threading.Lock()

    def slow(*args: Any, **kwargs: Any) -> Any:
        with guard:
            inside[0] += 1
            most[0] = max(most[0], inside[0])
        try:
            return whole(*args, **kwargs)
        finally:
            with guard:
                inside[0] -= 1

    monkeypatch.setattr(intake, "import_records", slow)
    versions = [
        replace(ORDER, updated=ORDER.updated + timedelta(minutes=n), shipping=Decimal(n)) for n in range(12)
    ]
    with ThreadPoolExecutor(12) as pool:
        answers = list(pool.map(lambda one: post(one.payload()).status_code, versions[::-1] + versions))
    assert set(answers) == {200}
    assert most[0] == 1
    assert facts(brain) == [(1, 111.0, 0.0, "paid")]


def test_the_same_delivery_at_once_is_taken_in_once(
    brain: Any, post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of eight copies one is loaded; the others are told to come back, or that it is there."""
    gate = threading.Event()
    whole = intake.import_records

    def slow(*args: Any, **kwargs: Any) -> Any:
        gate.wait(0.3)
        return whole(*args, **kwargs)

    monkeypatch.setattr(intake, "import_records", slow)
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: post(ORDER.payload(), event="wh-a"), range(8)))
    assert {one.status_code for one in answers} <= {200, 409}
    assert sum("batch" in one.json() for one in answers) == 1
    assert count(brain, WebhookEventRow) == 1


def test_secrets_of_a_stranger_s_home_do_not_open(brain: Any, post: Post) -> None:
    """With another secret.key the stored secret is lost: nothing is taken in, and no word about it."""
    (Path(brain.parts.settings.home) / "secret.key").write_bytes(b"z" * 32)
    assert post(ORDER.payload()).status_code == 401


def test_time_is_read_with_its_offset(brain: Any, post: Post) -> None:
    """An order of 23:30 in Shanghai belongs to that day."""
    late = replace(ORDER, created=datetime(2026, 11, 17, 15, 30, tzinfo=UTC))
    post(late.payload())
    with brain.parts.warehouse.cursor() as cursor:
        assert (
            str(cursor.execute("SELECT DISTINCT ordered_on FROM order_line").fetchall()[0][0]) == "2026-11-17"
        )
