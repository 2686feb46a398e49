"""What the schemes of shop systems share: whose delivery it is, which secrets may have signed it, and taking in its news.

Which shop: `?shop=ID` in the address, else the shop whose connection has the sender's domain, else the only shop. The
headers that name topic and domain are not signed, only the body is: so each shop should have a secret of its own, and
bodies are read as what their fields say, not as what the topic claims.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import structlog
from sqlalchemy.orm import Session

from brain.facts.connectors import CONNECTORS
from brain.facts.live.news import News, Unreadable
from brain.facts.vault import vault_of
from brain.facts.warehouse.shops import Shop, find_shop, list_shops
from brain.kernel.errors import Busy, OwnerError
from brain.kernel.i18n import Text
from brain.ledger.connections import connections_at, find_connection, note_failure, note_pull
from brain.ledger.tables import ConnectionRow
from brain.live.connecting import told
from brain.live.intake import Intake, Taken
from brain.web.answers import Unauthorized
from brain.web.hooks.base import NOTHING, Answer, Complete, Delivery, Event, Outcome
from brain.web.served import ServedParts

SIGNING_SECRETS = ("webhook_secret", "client_secret")
"""Names of a connection's secrets that deliveries may be signed with: the webhook's own, or the app's."""
LONGEST_ID = 120
log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Sender:
    """Where a delivery says that it comes from: the shop it is for (None when that is not clear) and possible secrets."""

    shop: Shop | None
    secrets: tuple[str, ...]


def sender_of(parts: ServedParts, delivery: Delivery, source: str, domain: str, secret: str) -> Sender:
    """Shop and secrets of a delivery; `secret` is the one from the settings. Says nothing about whether it is genuine."""
    shop_id = delivery.query.get("shop", "")
    shops = {shop.id: shop for shop in list_shops(parts.warehouse)}
    with parts.ledger.reading() as session:
        there = connections_at(session, source, domain) if domain and not shop_id else []
        named = (
            shop_id
            or (there[0].shop if len(there) == 1 else "")
            or (next(iter(shops)) if len(shops) == 1 else "")
        )
        connection = find_connection(session, named, source) if named else None
        kept = _signing_secrets(parts, connection) if connection is not None else ()
    return Sender(shops.get(named), tuple(one for one in (*kept, secret) if one))


def _signing_secrets(parts: ServedParts, connection: ConnectionRow) -> tuple[str, ...]:
    place = f"{connection.shop}/{connection.source}"
    try:
        opened = vault_of(parts.settings.home).open(place, connection.sealed)
    except OwnerError as error:
        # Whoever sends this is not to learn of it; without its secret the delivery cannot prove itself.
        log.warning("stored secrets cannot be opened", connection=place, code=error.code)
        return ()
    return tuple(opened.get(name, "") for name in SIGNING_SECRETS)


def require_body_signature(given: str, secrets: tuple[str, ...], body: bytes, source: str) -> None:
    """Raise Unauthorized unless `given` is base64(HMAC-SHA256(body)) under one of the secrets, in constant time each."""
    presented = given.strip().encode("utf-8", "replace")
    fits = [hmac.compare_digest(presented, body_signature(secret, body).encode()) for secret in secrets]
    if not any(fits):
        raise Unauthorized(
            "bad_signature",
            Text(msg="The signature is missing or does not fit."),
            Text(
                msg="Store the secret that {source} signs with: python -m brain connect {source}.",
                args={"source": source},
            ),
        )


def body_signature(secret: str, body: bytes) -> str:
    """The signature that Shopify and WooCommerce put into their header."""
    return base64.b64encode(hmac.digest(secret.encode(), body, hashlib.sha256)).decode()


def require_shop(sender: Sender, delivery: Delivery, parts: ServedParts) -> Shop:
    """The shop of a proven delivery. Raises NotFound for an unknown one, OwnerError when it is not clear which."""
    if sender.shop is not None:
        return sender.shop
    if named := delivery.query.get("shop", ""):
        return find_shop(parts.warehouse, named)
    raise OwnerError(
        "shop_missing",
        Text(msg="It is not clear which shop this is for."),
        Text(msg="End the address with ?shop= and the shop's short name, or connect the shop system."),
    )


def require_id(event_id: str, header: str) -> str:
    """The sender's own id of a delivery. Raises OwnerError when it is missing or odd."""
    if 0 < len(event_id) <= LONGEST_ID and event_id.isascii() and event_id.isprintable():
        return event_id
    raise OwnerError(
        "event_id",
        Text(
            msg="{header} is missing or longer than {most} characters.",
            args={"header": header, "most": LONGEST_ID},
        ),
        Text(msg="Shop systems send it by themselves: look whether a proxy takes it away."),
    )


def parsed_object(body: bytes) -> Mapping[str, Any]:
    """The body as a JSON object, numbers with the digits they were sent with. Raises OwnerError `malformed`."""
    try:
        found = json.loads(body, parse_float=Decimal)
    except (ValueError, RecursionError) as error:
        raise malformed(Text(msg="The body is not JSON.")) from error
    if not isinstance(found, dict):
        raise malformed(Text(msg="The body is not a JSON object."))
    return found


def unreadable(error: Unreadable) -> OwnerError:
    """A body that is no such object, as an owner reads it."""
    return malformed(
        Text(msg="The field {field} is missing or cannot be read.", args={"field": error.what[:60]})
    )


def malformed(message: Text) -> OwnerError:
    """Nothing of a body can be used."""
    return OwnerError("malformed", message, Text(msg="Nothing was loaded."))


def take_news(parts: ServedParts, source: str, event: Event, news: News, complete: Complete) -> Outcome:
    """Take in what an event brought. What the shop cannot read is answered as taken in, with the reason: the system would
    send the same again and again, and then switch the webhook off. A refusal shows with the connection."""
    intake = Intake(parts.warehouse, parts.ledger, parts.contacts, parts.clock, event.shop, source)
    outcome: list[Outcome] = []

    def also(session: Session, taken: Taken) -> None:
        outcome.append(_told(taken))
        complete(session, outcome[0])
        if not CONNECTORS[source].pulls:
            note_pull(session, event.shop.id, source, parts.clock.now())

    try:
        intake.take([news], f"webhook {event.event_id}", also)
    except Busy:
        raise
    except OwnerError as error:
        with parts.ledger.session() as session:
            note_failure(session, event.shop.id, source, told(error))
        raise
    return outcome[0]


def _told(taken: Taken) -> Outcome:
    detail: Answer = {
        "batch": taken.batch,
        "rows_read": taken.rows_read,
        "loaded": taken.loaded,
        "duplicates": taken.duplicates,
        "quarantined": taken.quarantined,
    }
    if taken.stale:
        detail["stale"] = True
    if taken.unknown:
        detail["unknown"] = True
    if taken.refused is not None:
        detail["refused"] = taken.refused.code
    return Outcome(taken.batch or NOTHING, detail)


def nothing_to_do(parts: ServedParts, complete: Complete, detail: Answer) -> Outcome:
    """An event that changes nothing here is complete all the same."""
    outcome = Outcome(NOTHING, detail)
    with parts.ledger.session() as session:
        complete(session, outcome)
    return outcome
