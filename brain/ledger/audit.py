"""The audit chain: append-only rows, each hashed over the one before it, so that a later change shows."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import func, select
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
        seq=last.seq + 1 if last else 1,
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
    """The sequence number of the first line that does not fit the chain; None while it is whole.

    Shows any change of any line and any line taken out or put in before the last one. Lines cut off the end leave a
    whole, shorter chain: that shows only against a copy, such as a backup.
    """
    previous, expected = GENESIS, 1
    for seq in session.scalars(select(AuditRow.seq).order_by(AuditRow.seq)).all():
        row = _readable(session, seq)
        if row is None or seq != expected or row.previous != previous or row.hash != _hash(row):
            return seq
        previous, expected = row.hash, expected + 1
    return None


def length(session: Session) -> int:
    """How many lines the chain has."""
    return session.scalar(select(func.count()).select_from(AuditRow)) or 0


def _readable(session: Session, seq: int) -> AuditRow | None:
    """One line; None where its time or detail was overwritten with something that cannot even be read."""
    try:
        return session.get(AuditRow, seq)
    except (ValueError, TypeError):
        return None


def _hash(row: AuditRow) -> str:
    covered = [
        row.seq,
        row.shop,
        row.at.isoformat(),
        row.who,
        row.what,
        row.subject,
        row.detail,
        row.previous,
    ]
    return hashlib.sha256(json.dumps(covered, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
