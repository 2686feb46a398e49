"""Tasks of several steps: what was asked, and everything that happened to each, in order. Nothing is ever changed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from brain.kernel.errors import NotFound
from brain.kernel.i18n import Text
from brain.ledger.tables import TaskEventRow, TaskRow


def add_task(session: Session, row: TaskRow) -> None:
    """Keep a new task."""
    session.add(row)
    session.flush()


def get_task(session: Session, shop: str, who: str, task: str) -> TaskRow:
    """A person's own task in a shop. Raises NotFound, also for somebody else's."""
    row = session.get(TaskRow, task)
    if row is None or (row.shop, row.who) != (shop, who):
        raise NotFound(
            "no_task",
            Text(msg="There is no task {task}.", args={"task": task}),
            Text(msg="Say again what is to be done."),
        )
    return row


def newest_task(session: Session, shop: str, who: str, conversation: str | None = None) -> TaskRow | None:
    """The task that a person gave last, in a conversation when one is named."""
    query = select(TaskRow).where(TaskRow.shop == shop, TaskRow.who == who)
    if conversation is not None:
        query = query.where(TaskRow.conversation == conversation)
    return session.scalars(query.order_by(TaskRow.made_at.desc(), TaskRow.id.desc()).limit(1)).first()


def events_of(session: Session, task: str) -> Sequence[TaskEventRow]:
    """Everything that happened to a task, oldest first."""
    query = select(TaskEventRow).where(TaskEventRow.task == task)
    return session.scalars(query.order_by(TaskEventRow.number)).all()


def add_event(
    session: Session,
    task: str,
    number: int,
    at: datetime,
    who: str,
    what: str,
    job: str,
    detail: dict[str, Any],
) -> None:
    """Keep the next thing that happened. Raises IntegrityError when another one has this number already."""
    session.add(TaskEventRow(task=task, number=number, at=at, who=who, what=what, job=job, detail=detail))
    session.flush()


def delete_tasks(session: Session, shop: str, who: str, conversation: str) -> int:
    """Take the tasks of a deleted conversation away with it; returns how many. Cards that they proposed stay."""
    mine = select(TaskRow.id).where(
        TaskRow.shop == shop, TaskRow.who == who, TaskRow.conversation == conversation
    )
    found = list(session.scalars(mine))
    session.execute(delete(TaskEventRow).where(TaskEventRow.task.in_(found)))
    session.execute(delete(TaskRow).where(TaskRow.id.in_(found)))
    return len(found)
