"""The order webhook over real HTTP into a real warehouse."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import requests
from sqlalchemy import func, select

from brain.kernel.clock import SystemClock
from brain.ledger import audit
from brain.ledger.tables import AuditRow, WebhookEventRow
from brain.web import webhooks
from brain.web.hooks import canonical
from brain.web.hooks.canonical_records import MOST_RECORDS
from brain.web.signature import sign
from brain.web.webhooks import MOST_BYTES
from tests.actions.sample_card import SHOP, TEN

SECRET = "s3cret"
ORDER = {
    "order_id": "A1", "line_no": 1, "ordered_at": "2026-11-20T09:30:00", "status": "paid", "product_id": "p1",
    "quantity": 2, "unit_price": 19.90, "paid_amount": "39.80", "customer_id": "c1",
}  # fmt: skip

Post = Callable[..., requests.Response]


@pytest.fixture
def post(address: str) -> Post:
    """Sends a signed request; arguments change one thing about it."""

    def send(
        body: bytes | object = None,
        *,
        event: str = "ev-1",
        shop: str = SHOP,
        timestamp: str | None = None,
        secret: str = SECRET,
        **headers: str,
    ) -> requests.Response:
        raw = body if isinstance(body, bytes) else json.dumps([ORDER] if body is None else body).encode()
        when = str(int(TEN.timestamp())) if timestamp is None else timestamp
        sent = {
            "X-Signature": sign(secret, when, event, shop, raw),
            "X-Timestamp": when,
            "X-Event-Id": event.encode().decode("latin-1"),
            "X-Shop": shop,
            **{name.replace("_", "-"): value for name, value in headers.items()},
        }
        return requests.post(f"http://{address}/webhooks/orders", data=raw, headers=sent, timeout=20)

    return send


def lines(brain: Any, shop: str = SHOP) -> int:
    """How many order lines the shop has."""
    with brain.parts.warehouse.cursor() as cursor:
        return int(cursor.execute("SELECT count(*) FROM order_line WHERE shop_id = ?", [shop]).fetchone()[0])


def events(brain: Any) -> int:
    """How many events are remembered."""
    with brain.parts.ledger.reading() as session:
        return session.scalar(select(func.count()).select_from(WebhookEventRow)) or 0


def batches(brain: Any) -> int:
    """How many batches the warehouse has."""
    with brain.parts.warehouse.cursor() as cursor:
        return int(cursor.execute("SELECT count(*) FROM import_batch").fetchone()[0])


def test_a_signed_order_is_loaded_once(brain: Any, post: Post) -> None:
    """200 with the report, one batch, one audit line; the money is what was sent."""
    answer = post()
    assert answer.status_code == 200, answer.text
    report = answer.json()
    assert (report["shop"], report["rows_read"], report["loaded"], report["quarantined"]) == (SHOP, 1, 1, 0)
    with brain.parts.warehouse.cursor() as cursor:
        row = cursor.execute(
            "SELECT order_id, paid_amount, customer_key, batch_id FROM order_line"
        ).fetchone()
    assert (row[0], str(row[1]), row[3]) == ("A1", "39.8000", report["batch"])
    assert row[2] not in (None, "c1")
    with brain.parts.ledger.reading() as session:
        assert session.scalars(select(AuditRow.what)).all() == ["webhook.orders"]
        assert audit.broken_at(session) is None


def test_a_replay_is_refused_and_adds_nothing(brain: Any, post: Post) -> None:
    """The same event again is 409 in the one error form, also with a new signature and other rows."""
    post()
    again = post([{**ORDER, "order_id": "A2"}], timestamp=str(int(TEN.timestamp()) + 5))
    assert again.status_code == 409
    assert again.json()["error"]["code"] == "replay"
    assert (lines(brain), events(brain), batches(brain)) == (1, 1, 1)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"secret": "guessed"}, "bad_signature"),
        ({"X_Signature": ""}, "bad_signature"),
        ({"X_Signature": "sha256=é"}, "bad_signature"),
        ({"X_Event_Id": "ev-2"}, "bad_signature"),
        ({"X_Shop": "fox"}, "bad_signature"),
        ({"timestamp": ""}, "stale"),
        ({"timestamp": "soon"}, "stale"),
        ({"timestamp": "²"}, "stale"),
        ({"timestamp": "9" * 40}, "stale"),
        ({"timestamp": str(int(TEN.timestamp()) - 301)}, "stale"),
        ({"timestamp": str(int(TEN.timestamp()) + 301)}, "stale"),
    ],
)
def test_what_is_not_proven_is_401_and_leaves_no_row(
    brain: Any, post: Post, changes: dict[str, str], code: str
) -> None:
    """Forged, unsigned, moved to another event or shop, or old: refused before anything is read or written."""
    changes = {
        name: value.encode().decode("latin-1") if name.startswith("X") else value
        for name, value in changes.items()
    }
    if "timestamp" in changes and not changes["timestamp"].isascii():
        changes = {"X_Timestamp": changes["timestamp"].encode().decode("latin-1")}
    answer = post(**changes)
    assert answer.status_code == 401
    assert answer.json()["error"]["code"] == code
    assert (lines(brain), lines(brain, "fox"), events(brain), batches(brain)) == (0, 0, 0, 0)


def test_a_captured_request_cannot_be_sent_again_later(brain: Any, post: Post) -> None:
    """Six minutes later the very same bytes are stale."""
    post()
    brain.parts.clock.advance(timedelta(minutes=6))
    assert post().status_code == 401


@pytest.mark.parametrize(
    "body",
    [
        b"", b"   ", b"{", b"[]", b"null", b"[1]", b"[[]]", b'"text"', b"\xff\xfe\x00", b'{"order_id": "A1"}', b"[" * 50_000,
        b'[{"order_id": "A1", "ordered_at": "2026-11-20T09:30:00", "paid_amount": NaN}]',
        b'[{"order_id": "A1", "ordered_at": "2026-11-20T09:30:00", "paid_amount": 1e999999999}]',
        b'[{"order_id": {"a": 1}, "ordered_at": "2026-11-20T09:30:00", "paid_amount": 1}]',
        b'{"order_id": "A1", "ordered_at": "2026-11-20T09:30:00", "paid_amount": 1}\nbroken',
        b'[{"order_id": "A1", "ordered_at": "yesterday", "paid_amount": 1}]',
        json.dumps([ORDER] * (MOST_RECORDS + 1)).encode()[:10] + b"...",
    ],
)  # fmt: skip
def test_malformed_bodies_are_400_and_leave_no_row(brain: Any, post: Post, body: bytes) -> None:
    """Whatever cannot be read as orders is refused whole, and the event id stays free for the corrected request."""
    answer = post(body)
    assert answer.status_code == 400, answer.text
    assert set(answer.json()["error"]) == {"code", "message", "hint"}
    assert (lines(brain), events(brain), batches(brain)) == (0, 0, 0)
    assert post().status_code == 200


def test_too_much_is_413(brain: Any, post: Post) -> None:
    """More than 1 MiB is given up while it is read."""
    answer = post(b"[" + b" " * MOST_BYTES + b"]")
    assert answer.status_code == 413
    assert events(brain) == 0


def test_json_lines_and_arrays_are_both_taken(brain: Any, post: Post) -> None:
    """Two orders as lines, two as an array, one as an object."""
    two = [{**ORDER, "order_id": name} for name in ("B1", "B2")]
    as_lines = "\n".join(json.dumps(one) for one in two).encode()
    assert post(as_lines, event="l").json()["loaded"] == 2
    assert post([{**one, "order_id": one["order_id"] + "x"} for one in two], event="a").json()["loaded"] == 2
    assert post({**ORDER, "order_id": "C1"}, event="o").json()["loaded"] == 1
    assert lines(brain) == 5


def test_a_wrong_or_missing_shop_is_said(post: Post) -> None:
    """With two shops the header is needed; an unknown name gets the nearest."""
    assert post(shop="").status_code == 400
    unknown = post(shop="dear")
    assert unknown.status_code == 404
    assert "deer" in unknown.json()["error"]["hint"]


@pytest.mark.parametrize(
    ("room", "where"), [(canonical, "import_records"), (webhooks, "complete_event")], ids=["load", "complete"]
)
def test_a_crash_between_claim_and_completion_loses_nothing(
    brain: Any, post: Post, monkeypatch: pytest.MonkeyPatch, room: ModuleType, where: str
) -> None:
    """Whether it broke before the load or after it, the sender's next try is let in and the order is there once."""
    whole = getattr(room, where)

    def broken(*args: object, **kwargs: object) -> None:
        raise RuntimeError("power cut")

    monkeypatch.setattr(room, where, broken)
    first = post()
    assert first.status_code == 500
    assert "power cut" not in first.text
    assert events(brain) == 1
    monkeypatch.setattr(room, where, whole)
    second = post()
    assert second.status_code == 200, second.text
    assert lines(brain) == 1
    assert post().status_code == 409


def test_the_same_event_at_the_same_moment_is_taken_in_once(
    brain: Any, post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of eight deliveries at once one is loaded, and the others are told that it was seen."""
    gate = threading.Event()
    whole = canonical.import_records

    def slow(*args: Any, **kwargs: Any) -> Any:
        gate.wait(0.3)
        return whole(*args, **kwargs)

    monkeypatch.setattr(canonical, "import_records", slow)
    with ThreadPoolExecutor(8) as pool:
        answers = [one.status_code for one in pool.map(lambda _: post(), range(8))]
    assert sorted(answers) == [200] + [409] * 7
    assert (lines(brain), events(brain), batches(brain)) == (1, 1, 1)


def test_a_get_is_not_answered(address: str) -> None:
    """Only POST changes something here."""
    assert requests.get(f"http://{address}/webhooks/orders", timeout=10).status_code == 405


def test_the_guide_s_example_works_as_printed(
    brain: Any, address: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Copied from the page and given a secret and a shop, it loads an order."""
    page = (Path(__file__).parents[2] / "docs" / "guide" / "webhooks.md").read_text(encoding="utf-8")
    code = page.split("```python\n")[1].split("```")[0]
    brain.parts.clock = SystemClock()
    for printed, real in (("the secret", SECRET), ("my-shop", SHOP), ("localhost:8501", address)):
        assert printed in code
        code = code.replace(printed, real)
    exec(compile(code, "webhooks.md", "exec"), {})
    assert json.loads(capsys.readouterr().out)["loaded"] == 1
    assert lines(brain) == 1
