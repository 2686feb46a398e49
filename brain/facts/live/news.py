"""What a message of a shop system says, before anything is done about it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Literal

ObjectKind = Literal["order", "customer"]


@dataclass(frozen=True)
class About:
    """The order or customer that a message is about: the system's own id, and when it was last changed there."""

    kind: ObjectKind
    id: str
    changed_at: datetime


@dataclass(frozen=True)
class Brought:
    """An order or customer as it stands now, as rows of the form that reads the system's export.

    `called` is how our rows know it: the order's number, or the customer's own id (as the orders of the system name
    customers). `source` names whose form reads `records`. `refunds` are the ids of the refunds that are counted in.
    """

    about: About
    called: str
    kind: Literal["orders", "customers"]
    source: str
    records: tuple[Mapping[str, str], ...]
    refunds: tuple[str, ...] = ()


@dataclass(frozen=True)
class Removed:
    """The order or customer was deleted in the shop system."""

    about: About


@dataclass(frozen=True)
class Refunded:
    """Money given back for an order: `about` is the order, `refund` the refund's own id, `about.changed_at` when."""

    about: About
    refund: str
    amount: Decimal


News = Brought | Removed | Refunded


class Unreadable(Exception):
    """A message without what every message of its kind has; `what` names the first field that is missing or odd."""

    def __init__(self, what: str) -> None:
        self.what = what
        super().__init__(f"{what} is missing or cannot be read.")
