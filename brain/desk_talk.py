"""What a person can do in conversation: ask, look back, search, delete; see and take back words of their own; set a goal."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from sqlalchemy.orm import Session

from brain.assistant.agent import Agent, Done, Event, shop_meter
from brain.assistant.ask import ask, suggestions
from brain.assistant.host import Goal, Host
from brain.assistant.own_words import OwnWord
from brain.assistant.specialists.changing import Change
from brain.assistant.tools import TOOLS
from brain.desk_tasks import Tasks, as_talk
from brain.facts.reader import Facts
from brain.facts.semantic.compile import find_metric
from brain.kernel.clock import Clock
from brain.kernel.errors import OwnerError
from brain.kernel.evidence import Claim, Filter, Period, Query, Receipt
from brain.kernel.i18n import Lang, Text
from brain.kernel.identity import PERMISSIONS, Actor, require
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
from brain.ledger.tasks import delete_tasks, newest_task
from brain.ledger.wishes import goal_of, keep_goal, keep_word, retire_word, words_of
from brain.llm.failures import ModelUnavailable
from brain.parts import Parts
from cards.answer.model import AnswerCard
from cards.opportunity.model import OpportunityCard

ALONE = frozenset({"goal", "define", "talk", "howto", "funnel", "cohort"})
"""Kinds of answers that the embedded brain gives alone: they are done by rule, and a model has no tool for them."""


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


@dataclass(frozen=True)
class GoalProgress:
    """The goal of a month and how far it is: claims with their receipt."""

    goal: Goal
    reached: Claim
    share: Claim


@dataclass(frozen=True)
class _Bench:
    """What a model's tools work with."""

    facts: Facts
    clock: Clock
    lang: Lang
    ask: Callable[[str, Sequence[str]], AnswerCard]
    cards: Callable[[], Sequence[OpportunityCard]]

    def embedded(self, question: str, context: Sequence[str]) -> AnswerCard:
        """The embedded brain's answer to a question."""
        return self.ask(question, context)

    def open_cards(self) -> Sequence[OpportunityCard]:
        """Today's open cards, best first."""
        return self.cards()


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
        acting: bool | None = None,
    ) -> AnswerCard:
        """Answer a message. With `remember` the turn joins the conversation (the newest one; "" begins a new one).

        `acting` says whether the message may set a goal or teach a word; by default only one that is remembered may.
        """
        require(self._actor, "ask", self._shop)
        answer = ask(
            self._facts,
            question,
            context=context,
            lang=lang,
            names=self._parts.names,
            host=self._host(remember if acting is None else acting),
        )
        if remember:
            self._keep(question, answer, conversation)
        return answer

    def takes_a_while(self, question: str) -> bool:
        """Whether the answer comes by and by (`stream`) and is worth watching: a model words it, or it is a task of several
        steps, or changes the one in hand."""
        if self._parts.gateway is not None or self._is_task(question):
            return True
        return self._task_to_change(question, None) is not None

    @property
    def tasks(self) -> Tasks:
        """Tasks of several steps: begun, looked at, run on, retried, edited."""
        return Tasks(self._parts, self._facts, self._actor, self._host(True))

    def _is_task(self, message: str) -> bool:
        """Whether a message is a task and this person may give one; whoever may only look is shown its plan."""
        return self._actor.role in PERMISSIONS["decide"] and self.tasks.wanted(message) is not None

    def _task_to_change(self, message: str, conversation: str | None) -> tuple[str, Change] | None:
        """The task that the last answer of the conversation was about, and the change of it that the message asks for."""
        if self._actor.role not in PERMISSIONS["decide"]:
            return None
        change = self.tasks.change(message)
        chosen = self.newest() if conversation is None else conversation
        if change is None or not chosen:
            return None
        last = self.turns(1, chosen)
        if not last or last[-1].answer.topic != "task":
            return None
        with self._parts.ledger.reading() as session:
            row = newest_task(session, self._shop, self._actor.user, chosen)
        return (row.id, change) if row is not None else None

    def _run_task(
        self, message: str, lang: Lang, conversation: str | None, stop: threading.Event | None
    ) -> Iterator[Event]:
        """A task from its plan to the card that waits for a yes. The turn is kept whole, however it ends."""
        yield from self.run_on(
            self.tasks.begin(message, lang).id, message, lang=lang, conversation=conversation, stop=stop
        )

    def run_on(
        self,
        task: str,
        said: str,
        *,
        lang: Lang,
        conversation: str | None = None,
        stop: threading.Event | None = None,
    ) -> Iterator[Event]:
        """Work on at a task from where it stands; `said` is what stands in the conversation for it. Raises NotFound."""
        require(self._actor, "decide", self._shop)
        run = self.tasks.find(task, lang)
        for event in as_talk(run, stop):
            if isinstance(event, Done):
                run.belongs_to(self._keep(said, event.card, conversation))
            yield event

    def stream(
        self,
        question: str,
        context: Sequence[str] = (),
        *,
        lang: Lang,
        conversation: str | None = None,
        stop: threading.Event | None = None,
    ) -> Iterator[Event]:
        """Answer as it happens; the last event is `Done`, and by then the turn is kept, once and whole.

        Without a model there is only `Done`. Once `stop` is set the turn ends with what says so. Whatever goes wrong with
        the model, the embedded brain's answer is given.
        """
        if self._is_task(question):
            yield from self._run_task(question, lang, conversation, stop)
            return
        changing = self._task_to_change(question, conversation)
        if changing is not None:
            task, change = changing
            self.tasks.find(task, lang).change(change.job, change.wishes)
            yield from self.run_on(task, question, lang=lang, conversation=conversation, stop=stop)
            return
        embedded = self.ask(question, context, lang=lang, remember=False, acting=True)
        gateway = self._parts.gateway
        if gateway is None or embedded.topic in ALONE:
            self._keep(question, embedded, conversation)
            yield Done(embedded)
            return
        settings, shop = self._parts.settings, self._facts.shop
        meter = shop_meter(self._parts.ledger, shop.id, shop.zone, self._parts.clock, settings)

        def again(asked: str, earlier: Sequence[str]) -> AnswerCard:
            """The answer that was worked out before the model was asked; another question is read, and changes nothing."""
            return embedded if asked == question else self.ask(asked, earlier, lang=lang, remember=False)

        bench = _Bench(self._facts, self._parts.clock, lang, again, self._cards)
        agent = Agent(gateway.metered(meter), TOOLS, bench, seconds=settings.model_answer_seconds)
        for event in agent.run(question, context, lang, stop):
            if isinstance(event, Done):
                self._keep(question, event.card, conversation)
            yield event

    def hear(self, sound: bytes, lang: Lang, name: str = "voice.wav") -> str:
        """The words of a recording. Raises OwnerError where no model hears, or it did not answer."""
        require(self._actor, "ask", self._shop)
        gateway = self._parts.gateway
        if gateway is None or not gateway.model_for("transcribe"):
            raise _no_hearing()
        shop = self._facts.shop
        meter = shop_meter(self._parts.ledger, shop.id, shop.zone, self._parts.clock, self._parts.settings)
        try:
            return gateway.metered(meter).transcribe(sound, name, lang)
        except ModelUnavailable as reason:
            raise OwnerError(
                "not_heard",
                Text(msg="The recording could not be turned into text."),
                Text(msg="Try once more, or type the question."),
            ) from reason

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

    def title(self, conversation: str) -> str | None:
        """The title of one's own conversation; None where there is none of that id."""
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

    def delete(self, conversation: str) -> int:
        """Take one's own conversation away, for good; how many turns it had."""
        require(self._actor, "ask", self._shop)
        with self._parts.ledger.session() as session:
            gone = delete_conversation(session, self._shop, self._actor.user, conversation)
            delete_tasks(session, self._shop, self._actor.user, conversation)
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

    def _keep(self, question: str, answer: AnswerCard, conversation: str | None) -> str:
        """Keep the turn; the conversation that it joined."""
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


def _no_hearing() -> OwnerError:
    return OwnerError(
        "no_hearing",
        Text(msg="Speech cannot be turned into text here: no model for it is connected."),
        Text(
            msg="Type the question, use the microphone of your keyboard, or set SECOND_FLOOR_MODEL_TRANSCRIBE: docs/guide/connect-a-model.md"
        ),
    )
