"""The conversation as it was: questions and answers in their order."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from brain.ledger.tables import ChatTurnRow
from cards.answer.model import AnswerCard


def add_turn(
    session: Session, turn_id: str, shop: str, who: str, question: str, answer: AnswerCard, at: datetime
) -> None:
    """Keep one question and its answer."""
    session.add(
        ChatTurnRow(
            id=turn_id, shop=shop, who=who, at=at, question=question, answer=answer.model_dump(mode="json")
        )
    )


def turns(session: Session, shop: str, who: str, limit: int) -> list[ChatTurnRow]:
    """The newest `limit` turns of one person, oldest first."""
    newest = session.scalars(
        select(ChatTurnRow)
        .where(ChatTurnRow.shop == shop, ChatTurnRow.who == who)
        .order_by(ChatTurnRow.at.desc(), ChatTurnRow.id.desc())
        .limit(limit)
    ).all()
    return list(reversed(newest))
