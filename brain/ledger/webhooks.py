"""Webhook events taken in: the memory that makes a replay visible."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from brain.ledger.tables import WebhookEventRow


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
    """Its rows are loaded: from now on the same event is a replay."""
    session.get_one(WebhookEventRow, (shop, source, event_id)).batch = batch


def drop_event(session: Session, shop: str, source: str, event_id: str) -> None:
    """Forget a claim whose rows were refused, so that a corrected event may use the same id."""
    row = session.get(WebhookEventRow, (shop, source, event_id))
    if row is not None and not row.batch:
        session.delete(row)
