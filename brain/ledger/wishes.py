"""What the owner told the brain: words of their own, and the goal of a month."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from brain.kernel.ids import new_id
from brain.ledger.tables import GoalRow, OwnWordRow


def words_of(session: Session, shop: str) -> list[OwnWordRow]:
    """The shop's own words in force, oldest first."""
    query = select(OwnWordRow).where(OwnWordRow.shop == shop, OwnWordRow.retired_at.is_(None))
    return list(session.scalars(query.order_by(OwnWordRow.at, OwnWordRow.id)).all())


def keep_word(session: Session, shop: str, word: str, meaning: str, who: str, at: datetime) -> None:
    """From now on the word stands for this; an older meaning of it is retired."""
    for row in words_of(session, shop):
        if row.word == word:
            row.retired_at = at
    session.add(OwnWordRow(id=new_id("word", at), shop=shop, word=word, meaning=meaning, who=who, at=at))


def retire_word(session: Session, shop: str, word: str, at: datetime) -> bool:
    """The word means nothing of its own any more; False when it did not."""
    retired = False
    for row in words_of(session, shop):
        if row.word == word:
            row.retired_at, retired = at, True
    return retired


def goal_of(session: Session, shop: str, month: date) -> GoalRow | None:
    """The newest goal of the month that begins on this day."""
    query = select(GoalRow).where(GoalRow.shop == shop, GoalRow.month == month)
    return session.scalars(query.order_by(GoalRow.at.desc(), GoalRow.id.desc()).limit(1)).first()


def keep_goal(
    session: Session,
    shop: str,
    month: date,
    metric: str,
    amount: Decimal,
    who: str,
    at: datetime,
    *,
    dimension: str = "",
    subjects: Sequence[str] = (),
) -> None:
    """From now on this is the goal of the month; what it was before stays in the ledger.

    Two of one instant (a clock that stands still) keep their order: the later one is dated a moment after. With a `dimension` it is about these `subjects` of it only.
    """
    before = goal_of(session, shop, month)
    if before is not None and before.at >= at:
        at = before.at + timedelta(milliseconds=1)
    session.add(
        GoalRow(
            id=new_id("goal", at),
            shop=shop,
            month=month,
            metric=metric,
            amount=str(amount),
            who=who,
            at=at,
            dimension=dimension,
            subjects=list(subjects),
        )
    )
