"""Webhook events taken in: the memory that makes a replay visible; and what customers asked for through them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from brain.ledger import audit
from brain.ledger.tables import AuditRow, ErasureRow, WebhookEventRow

PRIVACY = "privacy."
"""What the audit chain calls a request of a customer begins with this; then comes the shop system's own word for it."""


def find_event(session: Session, shop: str, source: str, event_id: str) -> WebhookEventRow | None:
    """The event with this id, if it was seen before."""
    return session.get(WebhookEventRow, (shop, source, event_id))


def add_event(session: Session, shop: str, source: str, event_id: str, at: datetime) -> WebhookEventRow:
    """Claim an event; `batch` stays empty until its rows are loaded."""
    row = WebhookEventRow(shop=shop, source=source, event_id=event_id, received_at=at)
    session.add(row)
    session.flush()
    return row


def complete_event(session: Session, shop: str, source: str, event_id: str, batch: str) -> None:
    """Its rows are loaded (or there was nothing to load): from now on the same event is a replay."""
    session.get_one(WebhookEventRow, (shop, source, event_id)).batch = batch


def drop_event(session: Session, shop: str, source: str, event_id: str) -> None:
    """Forget a claim whose rows were refused, so that a corrected event may use the same id."""
    row = session.get(WebhookEventRow, (shop, source, event_id))
    if row is not None and not row.batch:
        session.delete(row)


@dataclass(frozen=True)
class PrivacyRequest:
    """A customer's request that a shop system passed on, or the system's own to forget the whole shop.

    `topic` is the system's word for it; `customers` are keyed hashes, one for each way the customer may be known here
    (none when the whole shop is meant). `event` is the delivery's id.
    """

    shop: str
    source: str
    topic: str
    customers: tuple[str, ...]
    event: str
    at: datetime


def note_privacy_request(session: Session, request: PrivacyRequest) -> None:
    """Write a request into the audit chain, in the caller's transaction. It holds no contact data."""
    audit.record(
        session,
        shop=request.shop,
        at=request.at,
        who="webhook",
        what=PRIVACY + request.topic,
        subject=request.customers[0] if request.customers else request.shop,
        detail={"source": request.source, "event": request.event, "customers": list(request.customers)},
    )


def privacy_requests(session: Session, shop: str) -> list[PrivacyRequest]:
    """The requests that wait for the owner, oldest first: those whose customers were not forgotten since."""
    rows = session.scalars(
        select(AuditRow)
        .where(AuditRow.shop == shop, AuditRow.what.startswith(PRIVACY, autoescape=True))
        .order_by(AuditRow.seq)
    )
    done = session.scalars(select(ErasureRow).where(ErasureRow.shop == shop)).all()
    forgotten: dict[str, datetime] = {}
    for erasure in done:
        forgotten[erasure.customer_key] = max(erasure.at, forgotten.get(erasure.customer_key, erasure.at))
    found = [_request(row) for row in rows]
    return [one for one in found if not any(forgotten.get(key, one.at) > one.at for key in one.customers)]


def _request(row: AuditRow) -> PrivacyRequest:
    return PrivacyRequest(
        shop=row.shop,
        source=str(row.detail.get("source", "")),
        topic=row.what.removeprefix(PRIVACY),
        customers=tuple(str(key) for key in row.detail.get("customers", [])),
        event=str(row.detail.get("event", "")),
        at=row.at,
    )
