"""The signature of a webhook: HMAC-SHA256 over everything that decides what the request does.

Signed is `timestamp + "." + event id + "." + shop + "." + raw body`: with the body alone, a captured request could be
sent again under another event id, or for another shop.
"""

from __future__ import annotations

import hashlib
import hmac
from datetime import datetime

from brain.kernel.i18n import Text
from brain.web.answers import Unauthorized

PREFIX = "sha256="
WINDOW_SECONDS = 300


def sign(secret: str, timestamp: str, event_id: str, shop: str, body: bytes) -> str:
    """The value of the X-Signature header. `timestamp` is Unix seconds as sent in X-Timestamp."""
    head = f"{timestamp}.{event_id}.{shop}.".encode()
    return PREFIX + hmac.new(secret.encode(), head + body, hashlib.sha256).hexdigest()


def require_fresh(timestamp: str, now: datetime) -> None:
    """Raise Unauthorized unless `timestamp` is within five minutes of `now`."""
    plain = timestamp.isascii() and timestamp.isdigit() and len(timestamp) <= 12
    if not plain or abs(int(timestamp) - now.timestamp()) > WINDOW_SECONDS:
        raise Unauthorized(
            "stale",
            Text(msg="X-Timestamp is missing or more than five minutes off."),
            Text(msg="Send the current Unix time in seconds, and check the sender's clock."),
        )


def require_signature(given: str, secret: str, timestamp: str, event_id: str, shop: str, body: bytes) -> None:
    """Raise Unauthorized unless the signature is right; takes the same time wherever it is wrong."""
    expected = sign(secret, timestamp, event_id, shop, body)
    if not hmac.compare_digest(given.encode("utf-8", "replace"), expected.encode()):
        raise Unauthorized(
            "bad_signature",
            Text(msg="X-Signature is missing or does not fit."),
            Text(msg="Sign timestamp.event.shop.body with the webhook secret; see the webhooks guide."),
        )
