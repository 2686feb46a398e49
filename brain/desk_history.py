"""The conversations of one person in one shop: kept, looked back at, searched, deleted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from brain.facts.reader import Facts
from brain.kernel.evidence import Receipt
from brain.kernel.identity import Actor, require
from brain.kernel.ids import new_id
from brain.ledger import audit
from brain.ledger.chat import (
    add_turn,
    begin_conversation,
    conversations,
    delete_conversation,
    find_conversation,
    newest_conversation,
    turns,
)
from brain.ledger.receipts import keep_receipts
from brain.ledger.tasks import delete_tasks
from brain.parts import Parts
from cards.answer.model import AnswerCard


@dataclass(frozen=True)
class Turn:
    """One question and its answer, as they were."""

    question: str
    answer: AnswerCard
    at: datetime
    id: str = ""


@dataclass(frozen=True)
class ConversationView:
    """A conversation in the list of them."""

    id: str
    title: str
    touched_at: datetime


class History:
    """One actor's own conversations; nobody else's can be reached."""

    def __init__(self, parts: Parts, facts: Facts, actor: Actor) -> None:
        self._parts = parts
        self._shop = facts.shop.id
        self._actor = actor

    def conversations(self, words: str = "", limit: int = 50) -> list[ConversationView]:
        """The last touched first; with `words` those that have them."""
        require(self._actor, "ask", self._shop)
        with self._parts.ledger.reading() as session:
            return [
                ConversationView(row.id, row.title, row.touched_at)
                for row in conversations(session, self._shop, self._actor.user, limit, words)
            ]

    def title(self, conversation: str) -> str | None:
        """The title of a conversation; None where there is none of that id."""
        with self._parts.ledger.reading() as session:
            row = find_conversation(session, self._shop, self._actor.user, conversation)
            return row.title if row is not None else None

    def newest(self) -> str:
        """The conversation that was touched last, "" when there is none."""
        with self._parts.ledger.reading() as session:
            return newest_conversation(session, self._shop, self._actor.user)

    def turns(self, limit: int = 20, conversation: str | None = None) -> list[Turn]:
        """The newest turns of a conversation (the newest one when none is named), oldest first."""
        require(self._actor, "ask", self._shop)
        chosen = self.newest() if conversation is None else conversation
        with self._parts.ledger.reading() as session:
            return [
                Turn(row.question, AnswerCard.model_validate(row.answer), row.at, row.id)
                for row in turns(session, self._shop, self._actor.user, limit, chosen)
            ]

    def keep(self, question: str, answer: AnswerCard, conversation: str | None) -> str:
        """Keep a turn with its receipts; the conversation that it joined ("" and an unknown one begin a new one)."""
        now = self._parts.clock.now()
        chosen = self.newest() if conversation is None else conversation
        with self._parts.ledger.session() as session:
            # An id that is not one's own (an old address, another shop) begins a new conversation.
            if not chosen or find_conversation(session, self._shop, self._actor.user, chosen) is None:
                chosen = new_id("talk", now)
                begin_conversation(session, chosen, self._shop, self._actor.user, question, now)
            receipts = _receipts(answer)
            if receipts:
                keep_receipts(session, receipts)
            add_turn(
                session, new_id("turn", now), self._shop, self._actor.user, question, answer, now, chosen
            )
        return chosen

    def delete(self, conversation: str) -> int:
        """Take a conversation and its tasks away, for good; how many turns it had."""
        require(self._actor, "ask", self._shop)
        with self._parts.ledger.session() as session:
            gone = delete_conversation(session, self._shop, self._actor.user, conversation)
            delete_tasks(session, self._shop, self._actor.user, conversation)
            audit.record(
                session,
                shop=self._shop,
                at=self._parts.clock.now(),
                who=self._actor.user,
                what="conversation.deleted",
                subject=conversation,
                detail={"turns": gone},
            )
        return gone


def _receipts(answer: AnswerCard) -> list[Receipt]:
    """Every receipt of an answer and of its parts, each once."""
    found = {card.receipt.id: card.receipt for card in (answer, *answer.parts) if card.receipt is not None}
    return list(found.values())
