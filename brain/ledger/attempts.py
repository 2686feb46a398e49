"""Tries to hand a post to its channel: written down before they are made, so that a crash in the middle shows."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from brain.ledger.tables import SendAttemptRow


def start_attempt(session: Session, execution_id: str, channel: str, at: datetime) -> SendAttemptRow:
    """Write down that a try begins now."""
    last = session.scalar(
        select(func.max(SendAttemptRow.number)).where(SendAttemptRow.execution == execution_id)
    )
    row = SendAttemptRow(
        execution=execution_id, number=(last or 0) + 1, channel=channel, started_at=at, outcome=""
    )
    session.add(row)
    session.flush()
    return row


def unfinished_attempt(session: Session, execution_id: str) -> SendAttemptRow | None:
    """The try that began and of which nobody knows how it ended; None when every try is closed."""
    return session.scalars(
        select(SendAttemptRow)
        .where(SendAttemptRow.execution == execution_id, SendAttemptRow.outcome == "")
        .order_by(SendAttemptRow.number.desc())
        .limit(1)
    ).first()


def finish_attempts(session: Session, execution_id: str, outcome: str, at: datetime) -> None:
    """Close whatever is open: "sent", "failed" or "uncertain"."""
    for row in session.scalars(
        select(SendAttemptRow).where(SendAttemptRow.execution == execution_id, SendAttemptRow.outcome == "")
    ):
        row.outcome, row.ended_at = outcome, at


def attempts_of(session: Session, execution_id: str) -> list[SendAttemptRow]:
    """Every try of an execution, first to last."""
    return list(
        session.scalars(
            select(SendAttemptRow)
            .where(SendAttemptRow.execution == execution_id)
            .order_by(SendAttemptRow.number)
        )
    )
