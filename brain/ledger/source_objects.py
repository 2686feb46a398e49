"""Orders, customers and refunds of shop systems as last heard of: an older message about one of them is not news.

A row's `object_id` is the system's own id and, behind a blank, how our rows know the object (an order's number, a
customer's keyed hash): a message that an order was deleted carries its id only.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from brain.ledger.tables import SourceObjectRow

LONGEST = 120
# The character after the blank: what begins with "123 " lies between "123 " and "123!".
AFTER_BLANK = "!"


@dataclass(frozen=True)
class Heard:
    """The newest that was heard of an object; `changed_at` is when it was changed in the shop system."""

    id: str
    called: str
    changed_at: datetime


def find_object(session: Session, shop: str, source: str, kind: str, object_id: str) -> Heard | None:
    """What was heard of this object, None if nothing."""
    row = _row(session, shop, source, kind, object_id)
    return _heard(row) if row is not None else None


def note_object(
    session: Session, shop: str, source: str, kind: str, object_id: str, called: str, changed_at: datetime
) -> None:
    """Remember that the object was changed then; never earlier than is known already."""
    row = _row(session, shop, source, kind, object_id)
    name = f"{object_id} {called}"[:LONGEST]
    if row is None:
        session.add(
            SourceObjectRow(shop=shop, source=source, kind=kind, object_id=name, changed_at=changed_at)
        )
        session.flush()
        return
    row.changed_at = max(row.changed_at, changed_at)
    if row.object_id != name:
        row.object_id = name


def _row(session: Session, shop: str, source: str, kind: str, object_id: str) -> SourceObjectRow | None:
    rows = session.scalars(
        select(SourceObjectRow)
        .where(
            SourceObjectRow.shop == shop,
            SourceObjectRow.source == source,
            SourceObjectRow.kind == kind,
            SourceObjectRow.object_id >= f"{object_id} ",
            SourceObjectRow.object_id < f"{object_id}{AFTER_BLANK}",
        )
        .order_by(SourceObjectRow.changed_at.desc())
        .limit(1)
    )
    return rows.first()


def _heard(row: SourceObjectRow) -> Heard:
    own, _, called = row.object_id.partition(" ")
    return Heard(own, called, row.changed_at)
