"""Our own scheme: `orders`, `customers` and `events` as records of the canonical CSV's fields, signed with one secret.

See `brain.web.signature` for what is signed, and docs/guide/webhooks.md for an example.
"""

from __future__ import annotations

from brain.facts.sources.intake.importer import import_records
from brain.facts.sources.intake.report import ImportReport
from brain.facts.warehouse.shops import Shop, find_shop, list_shops
from brain.kernel.errors import OwnerError
from brain.kernel.i18n import Text
from brain.ledger.webhooks import drop_event
from brain.web.hooks.base import Answer, Complete, Delivery, Event, Outcome
from brain.web.hooks.canonical_records import Records, parse_records
from brain.web.served import ServedParts
from brain.web.signature import require_fresh, require_signature


class CanonicalHook:
    """One kind of canonical records."""

    repeats_are_fine = False

    def __init__(self, name: str, records: Records) -> None:
        self.name = name
        self._records = records

    def greet(self, delivery: Delivery) -> Answer | None:
        """Our own scheme has no trial message."""
        return None

    def prove(self, parts: ServedParts, delivery: Delivery) -> Event:
        """The signature is checked before anything else is looked at, so a stranger learns nothing."""
        headers = delivery.headers
        timestamp, event_id, shop = (
            headers.get(name, "") for name in ("x-timestamp", "x-event-id", "x-shop")
        )
        require_fresh(timestamp, parts.clock.now())
        given = headers.get("x-signature", "")
        require_signature(given, parts.webhook_secret, timestamp, event_id, shop, delivery.body)
        if not 0 < len(event_id) <= 120 or not event_id.isprintable():
            raise OwnerError(
                "event_id",
                Text(msg="X-Event-Id is missing or longer than 120 characters."),
                Text(msg="Give every event an id of its own, and the same id when it is sent again."),
            )
        return Event(shop=_shop(parts, shop), event_id=event_id, body=delivery.body)

    def read(self, event: Event, parts: ServedParts) -> list[dict[str, str]]:
        """The records; raises OwnerError `malformed` when one of them cannot be used."""
        return parse_records(event.body, self._records)

    def take(
        self, parts: ServedParts, event: Event, said: list[dict[str, str]], complete: Complete
    ) -> Outcome:
        """Load the records as one batch. When they are refused the event's id stays free for the corrected request."""
        try:
            report = import_records(
                parts.warehouse,
                event.shop,
                self.name,
                said,
                source_name="webhook",
                file_name=f"webhook {event.event_id}",
                contacts=parts.contacts,
                clock=parts.clock,
            )
        except OwnerError:
            with parts.ledger.session() as session:
                drop_event(session, event.shop.id, self.name, event.event_id)
            raise
        outcome = Outcome(report.batch, _told(report))
        with parts.ledger.session() as session:
            complete(session, outcome)
        return outcome


def _told(report: ImportReport) -> Answer:
    return {
        "batch": report.batch,
        "rows_read": report.rows_read,
        "loaded": report.loaded,
        "duplicates": report.duplicates,
        "quarantined": len(report.quarantined),
    }


def _shop(parts: ServedParts, name: str) -> Shop:
    shops = list_shops(parts.warehouse)
    if not name and len(shops) == 1:
        return shops[0]
    if not name:
        raise OwnerError(
            "shop_missing",
            Text(msg="X-Shop is missing, and there is not exactly one shop here."),
            Text(msg="Name the shop in the header X-Shop."),
        )
    return find_shop(parts.warehouse, name)
