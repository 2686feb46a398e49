"""The audit chain: append-only rows, each hashed over the one before it, so that a later change shows."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from brain.ledger.tables import AuditRow

GENESIS = "0" * 64


def record(
    session: Session,
    *,
    shop: str,
    at: datetime,
    who: str,
    what: str,
    subject: str,
    detail: dict[str, Any] | None = None,
) -> None:
    """Add one line to the chain, in the caller's transaction: it stands or falls with what it records."""
    last = session.scalars(select(AuditRow).order_by(AuditRow.seq.desc()).limit(1)).first()
    row = AuditRow(
        shop=shop,
        at=at.astimezone(UTC),
        who=who,
        what=what,
        subject=subject,
        detail=detail or {},
        previous=last.hash if last else GENESIS,
    )
    row.hash = _hash(row)
    session.add(row)
    session.flush()


def broken_at(session: Session) -> int | None:
    """The sequence number of the first line that does not fit the chain; None while it is whole."""
    previous = GENESIS
    for row in session.scalars(select(AuditRow).order_by(AuditRow.seq)):
        if row.previous != previous or row.hash != _hash(row):
            return row.seq
        previous = row.hash
    return None


def _hash(row: AuditRow) -> str:
    covered = [row.shop, row.at.isoformat(), row.who, row.what, row.subject, row.detail, row.previous]
    return hashlib.sha256(json.dumps(covered, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
