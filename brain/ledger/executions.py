"""Decisions, executions and the posts they became."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from brain.kernel.errors import NotFound
from brain.kernel.i18n import Text
from brain.ledger.tables import DecisionRow, ExecutionRow, PostRow
from cards.states import State


def add_decision(session: Session, row: DecisionRow) -> None:
    """Store who decided what."""
    session.add(row)
    session.flush()


def add_execution(session: Session, row: ExecutionRow) -> None:
    """Store an accepted card on its way out."""
    session.add(row)
    session.flush()


def get_execution(session: Session, execution_id: str) -> ExecutionRow:
    """The execution with this id. Raises NotFound."""
    row = session.get(ExecutionRow, execution_id)
    if row is None:
        raise NotFound(
            "no_execution", Text(msg="There is no execution {execution}.", args={"execution": execution_id})
        )
    return row


def execution_of_card(session: Session, card_id: str) -> ExecutionRow | None:
    """The newest execution of a card."""
    return session.scalars(
        select(ExecutionRow).where(ExecutionRow.card == card_id).order_by(ExecutionRow.id.desc()).limit(1)
    ).first()


def executions_of_shop(session: Session, shop: str, limit: int = 100) -> Sequence[ExecutionRow]:
    """Newest first."""
    return session.scalars(
        select(ExecutionRow)
        .where(ExecutionRow.shop == shop)
        .order_by(ExecutionRow.due_at.desc())
        .limit(limit)
    ).all()


def due_executions(session: Session, now: datetime, shop: str | None = None) -> Sequence[ExecutionRow]:
    """Accepted or scheduled executions whose time has come, earliest first."""
    query = select(ExecutionRow).where(
        ExecutionRow.state.in_([State.ACCEPTED.value, State.SCHEDULED.value]), ExecutionRow.due_at <= now
    )
    if shop is not None:
        query = query.where(ExecutionRow.shop == shop)
    return session.scalars(query.order_by(ExecutionRow.due_at, ExecutionRow.id)).all()


def done_executions(session: Session, shop: str) -> Sequence[ExecutionRow]:
    """Executions whose post is out, oldest first."""
    return session.scalars(
        select(ExecutionRow)
        .where(ExecutionRow.shop == shop, ExecutionRow.state.in_([State.DONE.value, State.REVIEWED.value]))
        .order_by(ExecutionRow.finished_at)
    ).all()


def post_of(session: Session, execution_id: str) -> PostRow | None:
    """The post that an execution became; None while it is not out."""
    return session.scalars(select(PostRow).where(PostRow.execution == execution_id).limit(1)).first()


def posts_of_shop(session: Session, shop: str, limit: int = 100) -> Sequence[PostRow]:
    """The outbox, newest first."""
    return session.scalars(
        select(PostRow).where(PostRow.shop == shop).order_by(PostRow.posted_at.desc()).limit(limit)
    ).all()
