"""Customers who were forgotten: what was begun, what was found of them, and the certificate in the end."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from brain.kernel.ids import new_id
from brain.ledger.tables import ErasureRow

PENDING = "pending"


def newest_erasure(session: Session, shop: str, customer_key: str) -> ErasureRow | None:
    """The last time that this customer was forgotten, finished or not."""
    return session.scalars(
        select(ErasureRow)
        .where(ErasureRow.shop == shop, ErasureRow.customer_key == customer_key)
        .order_by(ErasureRow.at.desc(), ErasureRow.id.desc())
        .limit(1)
    ).first()


def is_finished(row: ErasureRow) -> bool:
    """Whether the certificate was given; otherwise it was begun and has to be gone on with."""
    return PENDING not in row.certificate


def begin_erasure(session: Session, shop: str, customer_key: str, who: str, at: datetime) -> ErasureRow:
    """The erasure to go on with: the unfinished one, or a new one that has found nothing yet."""
    row = newest_erasure(session, shop, customer_key)
    if row is not None and not is_finished(row):
        return row
    fresh = ErasureRow(
        id=new_id("erasure", at),
        shop=shop,
        customer_key=customer_key,
        who=who,
        at=at,
        certificate={PENDING: True, "found": {}},
    )
    session.add(fresh)
    session.flush()
    return fresh


def note_found(session: Session, erasure_id: str, what: str, count: int) -> None:
    """Write down how much there is before it is erased: after a crash nothing is left to be counted.

    The larger count stays: a second run finds less, never more of the same.
    """
    row = session.get_one(ErasureRow, erasure_id)
    found: Mapping[str, int] = row.certificate["found"]
    row.certificate = {**row.certificate, "found": {**found, what: max(count, found.get(what, 0))}}


def finish_erasure(session: Session, erasure_id: str, certificate: dict[str, Any], at: datetime) -> None:
    """Everything is erased: the certificate takes the place of the notes."""
    row = session.get_one(ErasureRow, erasure_id)
    row.certificate, row.at = certificate, at


def erasures_of(session: Session, shop: str) -> list[ErasureRow]:
    """Every erasure of a shop, newest first."""
    return list(
        session.scalars(select(ErasureRow).where(ErasureRow.shop == shop).order_by(ErasureRow.at.desc()))
    )
