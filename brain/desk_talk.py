"""What a person can do in conversation: ask, look back, search, delete; see and take back words of their own; set a goal."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy.orm import Session

from brain.assistant.ask import ask, suggestions
from brain.assistant.host import Goal, Host
from brain.assistant.own_words import OwnWord
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
    newest_conversation,
    turns,
)
from brain.ledger.receipts import keep_receipts
from brain.ledger.wishes import goal_of, keep_goal, keep_word, retire_word, words_of
from brain.parts import Parts
from cards.answer.model import AnswerCard
from cards.opportunity.model import OpportunityCard


@dataclass(frozen=True)
class Turn:
    """One question and its answer, as they were."""

    question: str
    answer: AnswerCard
    at: datetime


@dataclass(frozen=True)
class ConversationView:
    """A conversation in the list of them."""

    id: str
    title: str
    touched_at: datetime


class Talk:
    """One actor's conversations about one shop."""

    def __init__(
        self, parts: Parts, facts: Facts, actor: Actor, cards: Callable[[], Sequence[OpportunityCard]]
    ) -> None:
        self._parts = parts
        self._facts = facts
        self._actor = actor
        self._cards = cards

    @property
    def _shop(self) -> str:
        return self._facts.shop.id

    def ask(
        self,
        question: str,
        context: Sequence[str] = (),
        *,
        lang: str | None = None,
        remember: bool = True,
        conversation: str | None = None,
    ) -> AnswerCard:
        """Answer a message. With `remember` the turn joins the conversation (the newest one; "" begins a new one)."""
        require(self._actor, "ask", self._shop)
        answer = ask(
            self._facts,
            question,
            context=context,
            lang=lang,
            names=self._parts.names,
            host=self._host(remember),
        )
        if remember:
            self._keep(question, answer, conversation)
        return answer

    def suggestions(self, lang: str) -> list[str]:
        """Three questions that are known to work on this shop's data."""
        return suggestions(self._facts, lang)

    # -- looking back ---------------------------------------------------------------------------------------

    def conversations(self, words: str = "", limit: int = 50) -> list[ConversationView]:
        """One's own conversations, the last touched first; with `words` those that have them."""
        require(self._actor, "ask", self._shop)
        with self._parts.ledger.reading() as session:
            return [
                ConversationView(row.id, row.title, row.touched_at)
                for row in conversations(session, self._shop, self._actor.user, limit, words)
            ]

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
                Turn(row.question, AnswerCard.model_validate(row.answer), row.at)
                for row in turns(session, self._shop, self._actor.user, limit, chosen)
            ]

    def delete(self, conversation: str) -> int:
        """Take one's own conversation away, for good; how many turns it had."""
        require(self._actor, "ask", self._shop)
        with self._parts.ledger.session() as session:
            gone = delete_conversation(session, self._shop, self._actor.user, conversation)
            self._note(session, "conversation.deleted", conversation, {"turns": gone})
        return gone

    # -- what the owner told the brain ------------------------------------------------------------------------

    def own_words(self) -> list[OwnWord]:
        """The shop's own words in force."""
        with self._parts.ledger.reading() as session:
            return [OwnWord(row.word, row.meaning) for row in words_of(session, self._shop)]

    def retire_word(self, word: str) -> bool:
        """The word means nothing of its own any more; False when it did not."""
        require(self._actor, "decide", self._shop)
        with self._parts.ledger.session() as session:
            retired = retire_word(session, self._shop, word, self._parts.clock.now())
            if retired:
                self._note(session, "word.retired", word, {})
        return retired

    def goal(self, month: date) -> Goal | None:
        """The goal of the month that begins on this day."""
        with self._parts.ledger.reading() as session:
            row = goal_of(session, self._shop, month)
            return Goal(row.month, row.metric, Decimal(row.amount)) if row is not None else None

    def set_goal(self, wanted: Goal) -> None:
        """From now on this is the goal of its month."""
        require(self._actor, "decide", self._shop)
        now = self._parts.clock.now()
        with self._parts.ledger.session() as session:
            keep_goal(session, self._shop, wanted.month, wanted.metric, wanted.amount, self._actor.user, now)
            detail = {"metric": wanted.metric, "amount": str(wanted.amount)}
            self._note(session, "goal.set", wanted.month.isoformat(), detail)

    # -- inside -----------------------------------------------------------------------------------------------

    def _host(self, remember: bool) -> Host:
        """What the conversation may reach. A question that is not kept (a batch) changes nothing either."""
        return Host(
            cards=self._cards,
            words=self.own_words(),
            learn=self._learn if remember else None,
            goal=self.goal,
            set_goal=self.set_goal if remember else None,
        )

    def _learn(self, word: OwnWord) -> None:
        require(self._actor, "decide", self._shop)
        now = self._parts.clock.now()
        with self._parts.ledger.session() as session:
            keep_word(session, self._shop, word.word, word.meaning, self._actor.user, now)
            self._note(session, "word.learned", word.word, {"meaning": word.meaning})

    def _keep(self, question: str, answer: AnswerCard, conversation: str | None) -> None:
        now = self._parts.clock.now()
        chosen = self.newest() if conversation is None else conversation
        with self._parts.ledger.session() as session:
            if not chosen:
                chosen = new_id("talk", now)
                begin_conversation(session, chosen, self._shop, self._actor.user, question, now)
            receipts = _receipts(answer)
            if receipts:
                keep_receipts(session, receipts)
            add_turn(
                session, new_id("turn", now), self._shop, self._actor.user, question, answer, now, chosen
            )

    def _note(self, session: Session, what: str, subject: str, detail: Mapping[str, object]) -> None:
        audit.record(
            session,
            shop=self._shop,
            at=self._parts.clock.now(),
            who=self._actor.user,
            what=what,
            subject=subject,
            detail=dict(detail),
        )


def _receipts(answer: AnswerCard) -> list[Receipt]:
    """Every receipt of an answer and of its parts, each once."""
    found = {card.receipt.id: card.receipt for card in (answer, *answer.parts) if card.receipt is not None}
    return list(found.values())
