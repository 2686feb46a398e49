"""Conversations as they were: each person's own, titled by their first question, searchable, deletable."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, or_, select
from sqlalchemy.orm import Session

from brain.ledger.tables import ChatTurnRow, ConversationRow
from cards.answer.model import AnswerCard

LONGEST_TITLE = 60


def begin_conversation(
    session: Session, conversation: str, shop: str, who: str, question: str, at: datetime
) -> None:
    """Keep a new conversation, titled by its first question."""
    title = question if len(question) <= LONGEST_TITLE else question[: LONGEST_TITLE - 1] + "…"
    session.add(ConversationRow(id=conversation, shop=shop, who=who, title=title, made_at=at, touched_at=at))


def add_turn(
    session: Session,
    turn_id: str,
    shop: str,
    who: str,
    question: str,
    answer: AnswerCard,
    at: datetime,
    conversation: str = "",
) -> None:
    """Keep one question and its answer; its conversation is then the one that was touched last."""
    session.add(
        ChatTurnRow(
            id=turn_id,
            shop=shop,
            who=who,
            at=at,
            question=question,
            answer=answer.model_dump(mode="json"),
            conversation=conversation,
        )
    )
    row = session.get(ConversationRow, conversation) if conversation else None
    if row is not None:
        row.touched_at = at


def turns(session: Session, shop: str, who: str, limit: int, conversation: str = "") -> list[ChatTurnRow]:
    """The newest `limit` turns of one conversation of a person, oldest first."""
    newest = session.scalars(
        select(ChatTurnRow)
        .where(ChatTurnRow.shop == shop, ChatTurnRow.who == who, ChatTurnRow.conversation == conversation)
        .order_by(ChatTurnRow.at.desc(), ChatTurnRow.id.desc())
        .limit(limit)
    ).all()
    return list(reversed(newest))


def conversations(
    session: Session, shop: str, who: str, limit: int, words: str = ""
) -> list[ConversationRow]:
    """A person's conversations in a shop, the last touched first; with `words` those in which a question or title has them."""
    query = select(ConversationRow).where(ConversationRow.shop == shop, ConversationRow.who == who)
    if words.strip():
        pattern = "%" + words.strip().replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
        asked = select(ChatTurnRow.conversation).where(
            ChatTurnRow.shop == shop, ChatTurnRow.who == who, ChatTurnRow.question.ilike(pattern, escape="\\")
        )
        query = query.where(
            or_(ConversationRow.title.ilike(pattern, escape="\\"), ConversationRow.id.in_(asked))
        )
    return list(session.scalars(query.order_by(ConversationRow.touched_at.desc()).limit(limit)).all())


def find_conversation(session: Session, shop: str, who: str, conversation: str) -> ConversationRow | None:
    """A person's own conversation in a shop, by its id."""
    row = session.get(ConversationRow, conversation) if conversation else None
    return row if row is not None and (row.shop, row.who) == (shop, who) else None


def newest_conversation(session: Session, shop: str, who: str) -> str:
    """The conversation that was touched last, "" when there is none (or only turns from before there were several)."""
    found = conversations(session, shop, who, 1)
    return found[0].id if found else ""


def delete_conversation(session: Session, shop: str, who: str, conversation: str) -> int:
    """Take a conversation and its turns away; returns how many turns went. Somebody else's stays."""
    mine = (ChatTurnRow.shop == shop, ChatTurnRow.who == who, ChatTurnRow.conversation == conversation)
    gone = len(session.scalars(select(ChatTurnRow.id).where(*mine)).all())
    session.execute(delete(ChatTurnRow).where(*mine))
    session.execute(
        delete(ConversationRow).where(
            ConversationRow.id == conversation, ConversationRow.shop == shop, ConversationRow.who == who
        )
    )
    return gone
