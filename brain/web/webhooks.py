"""`POST /webhooks/{source}`: what happens in a shop system as it happens; signed, each event taken in once.

An event is claimed in the ledger before its rows are loaded and completed after. A crash in between leaves a claim
without a batch: the sender's next try with the same event id is then let in again, and rows that had been loaded
already count as duplicates, so no order is lost and none is counted twice.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import structlog
from sqlalchemy.orm import Session
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from brain.kernel.errors import NotFound, OwnerError, Refused
from brain.kernel.i18n import Text
from brain.ledger import audit
from brain.ledger.webhooks import add_event, complete_event, find_event
from brain.web.answers import TooLarge, broken_answer, error_answer
from brain.web.hooks import HOOKS
from brain.web.hooks.base import Answer, Delivery, Event, Hook, OnPrivacy, Outcome
from brain.web.hooks.shopify import ShopifyHook
from brain.web.served import Served

MOST_BYTES = 1 << 20
log = structlog.get_logger(__name__)


class Webhooks:
    """The handler over one brain. `on_privacy` is told of each privacy request after it was written down."""

    def __init__(self, brain: Served, on_privacy: OnPrivacy | None = None) -> None:
        self._brain = brain
        self._hooks: Mapping[str, Hook] = (
            {**HOOKS, "shopify": ShopifyHook(on_privacy)} if on_privacy else HOOKS
        )
        self._under_way: set[tuple[str, str, str]] = set()
        self._turn = threading.Lock()

    async def receive(self, request: Request) -> Response:
        """200 with what was taken in; 400 malformed, 401 not proven, 404 no such sender or shop, 409 seen before (or under
        way), 413 too large."""
        source = request.path_params["source"]
        try:
            hook = self._hook(source)
            delivery = Delivery(request.headers, request.query_params, await _read(request))
            return JSONResponse(await run_in_threadpool(self._take_in, hook, delivery))
        except OwnerError as error:
            log.info("webhook refused", source=source[:40], code=error.code)
            return error_answer(error, request.headers)
        except Exception:
            log.exception("webhook failed", source=source[:40])
            return broken_answer(request.headers)

    def _hook(self, source: str) -> Hook:
        if source in self._hooks:
            return self._hooks[source]
        raise NotFound(
            "no_source",
            Text(msg="No webhook goes by the name of {source}.", args={"source": source[:40]}),
            Text(msg="There are: {sources}.", args={"sources": ", ".join(self._hooks)}),
        )

    def _take_in(self, hook: Hook, delivery: Delivery) -> Answer:
        greeting = hook.greet(delivery)
        if greeting is not None:
            return greeting
        event = hook.prove(self._brain.parts, delivery)
        with self._one_at_a_time(hook, event):
            if self._seen_before(hook, event):
                if hook.repeats_are_fine:
                    return {"event": event.event_id, "shop": event.shop.id, "duplicate": True}
                raise _seen(Text(msg="This event was taken in already."))
            said = hook.read(event, self._brain.parts)
            self._claim(hook, event)
            outcome = hook.take(self._brain.parts, event, said, self._completion(hook, event))
        return {"event": event.event_id, "shop": event.shop.id, **outcome.detail}

    @contextmanager
    def _one_at_a_time(self, hook: Hook, event: Event) -> Iterator[None]:
        """Of two deliveries of one event at the same moment, the second is told to come back."""
        name = (event.shop.id, hook.name, event.event_id)
        with self._turn:
            if name in self._under_way:
                raise _seen(Text(msg="This event is being taken in right now."))
            self._under_way.add(name)
        try:
            yield
        finally:
            with self._turn:
                self._under_way.discard(name)

    def _seen_before(self, hook: Hook, event: Event) -> bool:
        with self._brain.parts.ledger.reading() as session:
            row = find_event(session, event.shop.id, hook.name, event.event_id)
            return row is not None and bool(row.batch)

    def _claim(self, hook: Hook, event: Event) -> None:
        parts = self._brain.parts
        with parts.ledger.session() as session:
            if find_event(session, event.shop.id, hook.name, event.event_id) is None:
                add_event(session, event.shop.id, hook.name, event.event_id, parts.clock.now())

    def _completion(self, hook: Hook, event: Event) -> _Completion:
        return _Completion(self._brain, hook, event)


class _Completion:
    """Marks an event complete, with its line in the audit chain, in the transaction given."""

    def __init__(self, brain: Served, hook: Hook, event: Event) -> None:
        self._brain, self._hook, self._event = brain, hook, event

    def __call__(self, session: Session, outcome: Outcome) -> None:
        event, source = self._event, self._hook.name
        complete_event(session, event.shop.id, source, event.event_id, outcome.batch)
        told = {name: value for name, value in outcome.detail.items() if name not in ("batch", "rows_read")}
        audit.record(
            session,
            shop=event.shop.id,
            at=self._brain.parts.clock.now(),
            who="webhook",
            what=f"webhook.{source}",
            subject=outcome.batch,
            detail={"event": event.event_id, **({"topic": event.topic} if event.topic else {}), **told},
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
