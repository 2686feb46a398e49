"""WooCommerce's webhooks, as its REST API documents them (woocommerce-rest-api-docs, "Webhooks") and its code sends them.

`X-WC-Webhook-Signature` is base64(HMAC-SHA256(raw body)) under the webhook's secret. `X-WC-Webhook-Delivery-ID` is a hash
of the webhook and the second: several orders changed within a second share it, so an event is known by it and its body.
A new webhook first sends an unsigned form `webhook_id=N`, which carries nothing and wants a 200.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from brain.facts.live.news import News, Unreadable
from brain.facts.live.woocommerce import SOURCE, customer_news, order_news, removed
from brain.web.hooks.base import Answer, Complete, Delivery, Event, Outcome
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

PING = re.compile(rb"webhook_id=\d{1,20}")
READERS: dict[str, Callable[[Mapping[str, Any], datetime], News | None]] = {
    "order.created": lambda payload, now: order_news(payload),
    "order.updated": lambda payload, now: order_news(payload),
    # Taken out of the bin an order keeps its old time of change, so the time of the message counts.
    "order.restored": lambda payload, now: order_news(payload, at_least=now),
    "order.deleted": lambda payload, now: removed("order", payload, now),
    "customer.created": lambda payload, now: customer_news(payload),
    "customer.updated": lambda payload, now: customer_news(payload),
    "customer.deleted": lambda payload, now: removed("customer", payload, now),
}


class WooCommerceHook:
    """Orders and customers as they change."""

    name = SOURCE
    repeats_are_fine = True

    def greet(self, delivery: Delivery) -> Answer | None:
        """The first message of a new webhook."""
        signed = "x-wc-webhook-signature" in delivery.headers
        return {"ping": True} if not signed and PING.fullmatch(delivery.body.strip()) else None

    def prove(self, parts: ServedParts, delivery: Delivery) -> Event:
        """Proven by the body's signature; an event is known by the delivery's id and the body."""
        headers = delivery.headers
        domain = headers.get("x-wc-webhook-source", "")
        secret = parts.settings.woocommerce_webhook_secret.get_secret_value()
        sender = sender_of(parts, delivery, SOURCE, domain, secret)
        given = headers.get("x-wc-webhook-signature", "")
        require_body_signature(given, sender.secrets, delivery.body, SOURCE)
        delivery_id = require_id(headers.get("x-wc-webhook-delivery-id", ""), "X-WC-Webhook-Delivery-ID")
        topic = headers.get("x-wc-webhook-topic", "").lower()[:80]
        digest = hashlib.sha256(topic.encode() + b"\0" + delivery.body).hexdigest()[:24]
        return Event(
            shop=require_shop(sender, delivery, parts),
            event_id=f"{delivery_id[:90]} {digest}",
            body=delivery.body,
            topic=topic,
            sent_at=parts.clock.now(),
        )

    def read(self, event: Event, parts: ServedParts) -> News | None:
        """The news of a topic that we take in; None for any other."""
        payload = parsed_object(event.body)
        reader = READERS.get(event.topic)
        try:
            # The topic is not signed: a captured order sent again as its own deletion still has its items.
            if event.topic.endswith(".deleted") and ("line_items" in payload or "email" in payload):
                raise Unreadable("id")
            return reader(payload, event.sent_at) if reader else None
        except Unreadable as error:
            raise unreadable(error) from error

    def take(self, parts: ServedParts, event: Event, said: News | None, complete: Complete) -> Outcome:
        """Take in the news."""
        if said is None:
            return nothing_to_do(parts, complete, {"ignored": True})
        return take_news(parts, SOURCE, event, said, complete)
