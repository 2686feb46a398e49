"""`POST /webhooks/orders`: orders as they happen, signed, each event taken in once.

An event is claimed in the ledger before its rows are loaded and completed after. A crash in between leaves a claim
without a batch: the sender's next try with the same event id is then let in again, and rows that had been loaded
already count as duplicates, so no order is lost and none is counted twice.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import structlog
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from brain.facts.sources.importer import import_records
from brain.facts.sources.report import ImportReport
from brain.facts.warehouse.shops import Shop, find_shop, list_shops
from brain.kernel.errors import OwnerError, Refused
from brain.kernel.i18n import Text
from brain.ledger import audit
from brain.ledger.webhooks import add_event, complete_event, drop_event, find_event
from brain.web.answers import TooLarge, broken_answer, error_answer
from brain.web.order_records import parse_orders
from brain.web.served import Served
from brain.web.signature import require_fresh, require_signature

SOURCE = "orders"
MOST_BYTES = 1 << 20
log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class _Event:
    """A request whose signature was right."""

    shop: Shop
    event_id: str
    body: bytes


class OrderWebhook:
    """The handler over one brain."""

    def __init__(self, brain: Served) -> None:
        self._brain = brain
        self._under_way: set[tuple[str, str]] = set()
        self._turn = threading.Lock()

    async def receive(self, request: Request) -> Response:
        """200 with what was loaded; 400 malformed, 401 not proven, 404 no such shop, 409 seen before, 413 too large."""
        try:
            body = await _read(request)
            return JSONResponse(await run_in_threadpool(self._take_in, request, body))
        except OwnerError as error:
            log.info("webhook refused", source=SOURCE, code=error.code)
            return error_answer(error, request.headers)
        except Exception:
            log.exception("webhook failed", source=SOURCE)
            return broken_answer(request.headers)

    def _take_in(self, request: Request, body: bytes) -> dict[str, object]:
        event = self._proven(request, body)
        with self._one_at_a_time(event):
            self._refuse_replay(event)
            records = parse_orders(event.body)
            self._claim(event)
            report = self._load(event, records)
            self._complete(event, report)
        return {
            "event": event.event_id,
            "shop": event.shop.id,
            "batch": report.batch,
            "rows_read": report.rows_read,
            "loaded": report.loaded,
            "duplicates": report.duplicates,
            "quarantined": len(report.quarantined),
        }

    def _proven(self, request: Request, body: bytes) -> _Event:
        """The signature is checked before anything else is looked at, so a stranger learns nothing."""
        parts = self._brain.parts
        timestamp = request.headers.get("x-timestamp", "")
        event_id = request.headers.get("x-event-id", "")
        shop = request.headers.get("x-shop", "")
        require_fresh(timestamp, parts.clock.now())
        require_signature(
            request.headers.get("x-signature", ""), parts.webhook_secret, timestamp, event_id, shop, body
        )
        if not 0 < len(event_id) <= 120 or not event_id.isprintable():
            raise OwnerError(
                "event_id",
                Text(msg="X-Event-Id is missing or longer than 120 characters."),
                Text(msg="Give every event an id of its own, and the same id when it is sent again."),
            )
        return _Event(shop=self._shop(shop), event_id=event_id, body=body)

    def _shop(self, name: str) -> Shop:
        warehouse = self._brain.parts.warehouse
        shops = list_shops(warehouse)
        if not name and len(shops) == 1:
            return shops[0]
        if not name:
            raise OwnerError(
                "shop_missing",
                Text(msg="X-Shop is missing, and there is not exactly one shop here."),
                Text(msg="Name the shop in the header X-Shop."),
            )
        return find_shop(warehouse, name)

    @contextmanager
    def _one_at_a_time(self, event: _Event) -> Iterator[None]:
        """Of two deliveries of one event at the same moment, the second is told to come back."""
        name = (event.shop.id, event.event_id)
        with self._turn:
            if name in self._under_way:
                raise _seen(Text(msg="This event is being taken in right now."))
            self._under_way.add(name)
        try:
            yield
        finally:
            with self._turn:
                self._under_way.discard(name)

    def _refuse_replay(self, event: _Event) -> None:
        with self._brain.parts.ledger.reading() as session:
            row = find_event(session, event.shop.id, SOURCE, event.event_id)
            if row is not None and row.batch:
                raise _seen(Text(msg="This event was taken in already."))

    def _claim(self, event: _Event) -> None:
        parts = self._brain.parts
        with parts.ledger.session() as session:
            if find_event(session, event.shop.id, SOURCE, event.event_id) is None:
                add_event(session, event.shop.id, SOURCE, event.event_id, parts.clock.now())

    def _load(self, event: _Event, records: list[dict[str, str]]) -> ImportReport:
        parts = self._brain.parts
        try:
            return import_records(
                parts.warehouse,
                event.shop,
                "orders",
                records,
                source_name="webhook",
                file_name=f"webhook {event.event_id}",
                contacts=parts.contacts,
                clock=parts.clock,
            )
        except OwnerError:
            with parts.ledger.session() as session:
                drop_event(session, event.shop.id, SOURCE, event.event_id)
            raise

    def _complete(self, event: _Event, report: ImportReport) -> None:
        parts = self._brain.parts
        with parts.ledger.session() as session:
            complete_event(session, event.shop.id, SOURCE, event.event_id, report.batch)
            audit.record(
                session,
                shop=event.shop.id,
                at=parts.clock.now(),
                who="webhook",
                what="webhook.orders",
                subject=report.batch,
                detail={"event": event.event_id, "loaded": report.loaded, "duplicates": report.duplicates},
            )


async def _read(request: Request) -> bytes:
    """The raw body, given up as soon as it is too large, whatever its header promised."""
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > MOST_BYTES:
            raise TooLarge(
                "too_large",
                Text(msg="The body is larger than 1 MiB."),
                Text(msg="Send fewer orders in one request."),
            )
    return bytes(body)


def _seen(message: Text) -> Refused:
    return Refused("replay", message, Text(msg="Nothing was loaded a second time."))
