"""The contract of a webhook scheme: how a delivery proves where it comes from, and what it then brings.

Each scheme is one file; `HOOKS` lists them. The receiver (`brain.web.webhooks`) does the rest for all: size, proof first,
each event once, one error form.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from sqlalchemy.orm import Session
from starlette.datastructures import Headers, QueryParams

from brain.facts.warehouse.shops import Shop
from brain.kernel.ids import EPOCH
from brain.ledger.webhooks import PrivacyRequest
from brain.web.served import ServedParts

Answer = dict[str, Any]
OnPrivacy = Callable[[PrivacyRequest], None]
NOTHING = "-"
"""What stands for the batch of an event that brought nothing to store."""


@dataclass(frozen=True)
class Delivery:
    """What came in, before anything is believed."""

    headers: Headers
    query: QueryParams
    body: bytes


@dataclass(frozen=True)
class Event:
    """A delivery whose signature was right: for which shop, the sender's own id of it, what it is about, when it was sent."""

    shop: Shop
    event_id: str
    body: bytes
    topic: str = ""
    sent_at: datetime = EPOCH


@dataclass(frozen=True)
class Outcome:
    """What became of an event: the batch it made, or NOTHING; and what the audit chain and the sender are told."""

    batch: str
    detail: Answer


Complete = Callable[[Session, Outcome], None]
"""Marks the event complete and writes the audit line, in the transaction that remembers what was taken in."""


class Hook(Protocol):
    """One sender's scheme. `name` is the last part of the address, and what its events are remembered under.

    `repeats_are_fine`: a delivery seen before is answered 200. Shop systems try again after anything else, and switch a
    webhook off that fails too often; a sender of our own scheme is told 409.
    """

    name: str
    repeats_are_fine: bool

    def greet(self, delivery: Delivery) -> Answer | None:
        """The answer to a trial message that carries nothing and is not signed; None for every other delivery."""
        ...

    def prove(self, parts: ServedParts, delivery: Delivery) -> Event:
        """Check the signature before anything else is looked at. Raises Unauthorized, then OwnerError for the rest."""
        ...

    def read(self, event: Event, parts: ServedParts) -> Any:
        """What the body says. Raises OwnerError `malformed`; nothing is remembered then."""
        ...

    def take(self, parts: ServedParts, event: Event, said: Any, complete: Complete) -> Outcome:
        """Load what was said, and call `complete` within the transaction that remembers it. Raises OwnerError when refused."""
        ...
