"""Shopify's webhooks, as shopify.dev documents them ("Verify webhook deliveries", "Webhooks", "Privacy law compliance").

`X-Shopify-Hmac-Sha256` is base64(HMAC-SHA256(raw body)) under the app's client secret, or the key shown in the store's
notification settings. `X-Shopify-Webhook-Id` stays the same when a delivery is tried again.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from brain.facts.live.news import News, Unreadable
from brain.facts.live.payloads import part, word
from brain.facts.live.shopify import SOURCE, customer_news, order_news, refund_news, removed
from brain.kernel.clock import Clock
from brain.ledger.webhooks import PrivacyRequest, note_privacy_request
from brain.web.hooks.base import NOTHING, Answer, Complete, Delivery, Event, OnPrivacy, Outcome
from brain.web.hooks.systems import (
    nothing_to_do,
    parsed_object,
    require_body_signature,
    require_id,
    require_shop,
    sender_of,
    take_news,
    unreadable,
)
from brain.web.served import ServedParts

Payload = Mapping[str, Any]
READERS: dict[str, Callable[[Payload], News | None]] = {
    "orders/create": order_news,
    "orders/updated": order_news,
    "orders/edited": lambda payload: None,  # carries the edit only; orders/updated comes with it
    "orders/paid": order_news,
    "orders/partially_fulfilled": order_news,
    "orders/fulfilled": order_news,
    "orders/cancelled": order_news,
    "refunds/create": refund_news,
    "customers/create": customer_news,
    "customers/update": customer_news,
    "customers/enable": customer_news,
    "customers/disable": customer_news,
}
DELETIONS = ("orders/delete", "customers/delete")
PRIVACY_TOPICS = ("customers/data_request", "customers/redact", "shop/redact")


@dataclass(frozen=True)
class _Asked:
    """A privacy request: how the customer may be known here."""

    own_ids: tuple[str, ...]


class ShopifyHook:
    """Orders, refunds and customers as they change, and the three privacy requests that every app must answer."""

    name = SOURCE
    repeats_are_fine = True

    def __init__(self, on_privacy: OnPrivacy | None = None) -> None:
        self._on_privacy = on_privacy

    def greet(self, delivery: Delivery) -> Answer | None:
        """Shopify's trial messages are signed like all others."""
        return None

    def prove(self, parts: ServedParts, delivery: Delivery) -> Event:
        """Proven by the body's signature; the id of the delivery tells repeats."""
        headers = delivery.headers
        domain = headers.get("x-shopify-shop-domain", "")
        secret = parts.settings.shopify_webhook_secret.get_secret_value()
        sender = sender_of(parts, delivery, SOURCE, domain, secret)
        require_body_signature(
            headers.get("x-shopify-hmac-sha256", ""), sender.secrets, delivery.body, SOURCE
        )
        topic = headers.get("x-shopify-topic", "").lower()[:80]
        event_id = headers.get("x-shopify-webhook-id", "")
        if not event_id and (same_event := headers.get("x-shopify-event-id", "")):
            event_id = f"{same_event} {topic}"
        return Event(
            shop=require_shop(sender, delivery, parts),
            event_id=require_id(event_id, "X-Shopify-Webhook-Id"),
            body=delivery.body,
            topic=topic,
            sent_at=_moment(headers.get("x-shopify-triggered-at", ""), parts.clock),
        )

    def read(self, event: Event, parts: ServedParts) -> News | _Asked | None:
        """The news of a topic that we take in; None for any other."""
        payload = parsed_object(event.body)
        try:
            if event.topic in PRIVACY_TOPICS:
                return _asked(payload)
            if event.topic in DELETIONS:
                return _removal(event, payload)
            reader = READERS.get(event.topic)
            return reader(payload) if reader else None
        except Unreadable as error:
            raise unreadable(error) from error

    def take(
        self, parts: ServedParts, event: Event, said: News | _Asked | None, complete: Complete
    ) -> Outcome:
        """Take in the news, or write the privacy request down for the owner."""
        if said is None:
            return nothing_to_do(parts, complete, {"ignored": True})
        if isinstance(said, _Asked):
            return self._write_down(parts, event, said, complete)
        return take_news(parts, SOURCE, event, said, complete)

    def _write_down(self, parts: ServedParts, event: Event, asked: _Asked, complete: Complete) -> Outcome:
        keys = tuple(parts.contacts.customer_keys(event.shop.id, asked.own_ids))
        request = PrivacyRequest(event.shop.id, SOURCE, event.topic, keys, event.event_id, parts.clock.now())
        outcome = Outcome(NOTHING, {"noted": True})
        with parts.ledger.session() as session:
            note_privacy_request(session, request)
            complete(session, outcome)
        if self._on_privacy is not None:
            self._on_privacy(request)
        return outcome


def _removal(event: Event, payload: Payload) -> News:
    # The topic is not signed: a captured order sent again as its own deletion still has its items.
    if any(name in payload for name in ("line_items", "email", "created_at")):
        raise Unreadable("id")
    return removed(event.topic.partition("/")[0], payload, event.sent_at)


def _asked(payload: Payload) -> _Asked:
    customer = part(payload, "customer")
    return _Asked(tuple(found for name in ("email", "phone") if (found := word(customer, name))))


def _moment(written: str, clock: Clock) -> datetime:
    """When a message was triggered: only deletions need it, and it is not signed, so it is never later than now."""
    now = clock.now()
    try:
        found = datetime.fromisoformat(written)
    except ValueError:
        return now
    return min(found if found.tzinfo else found.replace(tzinfo=UTC), now)
