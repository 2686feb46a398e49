"""What the owner told the brain: words of their own, and the goal of a month."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from sqlalchemy.orm import Session

from brain.assistant.host import Goal
from brain.assistant.own_words import OwnWord
from brain.facts.reader import Facts
from brain.facts.semantic.compile import find_metric
from brain.kernel.evidence import Claim, Filter, Period, Query
from brain.kernel.identity import Actor, require
from brain.ledger import audit
from brain.ledger.receipts import keep_receipts
from brain.ledger.wishes import goal_of, keep_goal, keep_word, retire_word, words_of
from brain.parts import Parts


@dataclass(frozen=True)
class GoalProgress:
    """The goal of a month and how far it is: claims with their receipt."""

    goal: Goal
    reached: Claim
    share: Claim


class Wishes:
    """The words and goals of one shop, as one actor sees and changes them."""

    def __init__(self, parts: Parts, facts: Facts, actor: Actor) -> None:
        self._parts = parts
        self._facts = facts
        self._actor = actor

    @property
    def _shop(self) -> str:
        return self._facts.shop.id

    def own_words(self) -> list[OwnWord]:
        """The shop's own words in force."""
        with self._parts.ledger.reading() as session:
            return [OwnWord(row.word, row.meaning) for row in words_of(session, self._shop)]

    def learn(self, word: OwnWord) -> None:
        """From now on the word stands for its meaning."""
        require(self._actor, "decide", self._shop)
        now = self._parts.clock.now()
        with self._parts.ledger.session() as session:
            keep_word(session, self._shop, word.word, word.meaning, self._actor.user, now)
            self._note(session, "word.learned", word.word, {"meaning": word.meaning})

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
            if row is None:
                return None
            return Goal(row.month, row.metric, Decimal(row.amount), row.dimension, tuple(row.subjects))

    def set_goal(self, wanted: Goal) -> None:
        """From now on this is the goal of its month."""
        require(self._actor, "decide", self._shop)
        now = self._parts.clock.now()
        with self._parts.ledger.session() as session:
            keep_goal(
                session,
                self._shop,
                wanted.month,
                wanted.metric,
                wanted.amount,
                self._actor.user,
                now,
                dimension=wanted.dimension,
                subjects=wanted.values,
            )
            detail = {"metric": wanted.metric, "amount": str(wanted.amount), "subjects": list(wanted.values)}
            self._note(session, "goal.set", wanted.month.isoformat(), detail)

    def goal_progress(self) -> GoalProgress | None:
        """How far this month's goal is, today included; None while there is none. Its receipt is kept."""
        require(self._actor, "read", self._shop)
        today = self._facts.today
        wanted = self.goal(today.replace(day=1))
        if wanted is None or wanted.amount <= 0:
            return None
        period = Period(start=wanted.month, end=today + timedelta(days=1))
        filters = (
            (Filter(dimension=wanted.dimension, op="in", values=wanted.values),) if wanted.dimension else ()
        )
        result = self._facts.ask(Query(metrics=(wanted.metric,), filters=filters, period=period))
        reached = Decimal(str(result.rows[0][0] or 0))
        with self._parts.ledger.session() as session:
            keep_receipts(session, [result.receipt])
        return GoalProgress(
            wanted,
            result.claim_of(reached, find_metric(wanted.metric).unit),
            result.claim_of(reached / wanted.amount, "rate"),
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
