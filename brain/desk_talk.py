"""What a person can do in conversation: ask, speak, give a task of several steps and change it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import structlog

from brain.assistant.agent import Agent, Done, Event
from brain.assistant.ask import ask, suggestions
from brain.assistant.host import Host
from brain.assistant.tools import TOOLS
from brain.assistant.understanding.names import NameIndex
from brain.desk_figures import Figures
from brain.desk_history import History
from brain.desk_tasks import Tasks
from brain.desk_tasks_in_talk import Said, TasksInTalk
from brain.desk_wishes import Wishes
from brain.facts.reader import Facts
from brain.kernel.clock import Clock
from brain.kernel.errors import DeveloperError, OwnerError
from brain.kernel.i18n import N_, Lang, Text
from brain.kernel.identity import Actor, require
from brain.llm.failures import ModelUnavailable
from brain.metered import metered
from brain.parts import Parts
from cards.answer.model import AnswerCard
from cards.kinds import AnyCard

log = structlog.get_logger()
FAULT = N_(
    "That question ran into a fault of ours, which is in the log. Ask it in other words, or a part of it."
)
ALONE = frozenset({"goal", "define", "talk", "howto", "funnel", "cohort", "task"})
"""Kinds of answers that the embedded brain gives alone: they are done by rule, and a model has no tool for them. A task stands
here for those who may not give one: they are shown its plan. A plan for a day is a tool of the model's, so it is not here."""


@dataclass(frozen=True)
class _Bench:
    """What a model's tools work with."""

    facts: Facts
    clock: Clock
    lang: Lang
    names: NameIndex | None
    ask: Callable[[str, Sequence[str]], AnswerCard]
    cards: Callable[[], Sequence[AnyCard]]

    def embedded(self, question: str, context: Sequence[str]) -> AnswerCard:
        """The embedded brain's answer to a question."""
        return self.ask(question, context)

    def open_cards(self) -> Sequence[AnyCard]:
        """Today's open cards, best first."""
        return self.cards()


class Talk:
    """One actor's conversations about one shop."""

    def __init__(
        self, parts: Parts, facts: Facts, actor: Actor, cards: Callable[[], Sequence[AnyCard]]
    ) -> None:
        self._parts = parts
        self._facts = facts
        self._actor = actor
        self._cards = cards
        self._history = History(parts, facts, actor)
        self._wishes = Wishes(parts, facts, actor)
        self._in_talk = TasksInTalk(facts, actor, self._history)

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
        try:
            answer = ask(
                self._facts,
                question,
                context=context,
                lang=lang,
                names=self._parts.names,
                host=self._host(remember if acting is None else acting),
            )
        except DeveloperError:
            # One question that the house cannot work out must not take the page and the conversation with it.
            log.exception("answering failed", shop=self._shop)
            answer = AnswerCard(status="decline", text=Text(msg=FAULT))
        if remember:
            self._history.keep(question, answer, conversation)
        return answer

    def takes_a_while(self, question: str) -> bool:
        """Whether the answer comes by and by (`stream`) and is worth watching: a model words it, or it is a task of several
        steps, or changes the one in hand."""
        if self._parts.gateway is not None:
            return True
        return self._in_talk.wants(self.tasks, Said(question))

    @property
    def tasks(self) -> Tasks:
        """Tasks of several steps: begun, looked at, run on, retried, edited."""
        return Tasks(self._parts, self._facts, self._actor, self._host(True))

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
        return self._in_talk.run_on(self.tasks, task, Said(said, lang, conversation), stop)

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
        said = Said(question, lang, conversation)
        if self._in_talk.wants(self.tasks, said):
            yield from self._in_talk.run_message(self.tasks, said, stop)
            return
        embedded = self.ask(question, context, lang=lang, remember=False, acting=True)
        gateway = metered(self._parts, self._facts.shop)
        if gateway is None or embedded.topic in ALONE:
            self._history.keep(question, embedded, conversation)
            yield Done(embedded)
            return

        def again(asked: str, earlier: Sequence[str]) -> AnswerCard:
            """The answer that was worked out before the model was asked; another question is read, and changes nothing."""
            return embedded if asked == question else self.ask(asked, earlier, lang=lang, remember=False)

        bench = _Bench(
            self._facts, self._parts.clock, lang, self._parts.names.index(self._facts), again, self._cards
        )
        agent = Agent(gateway, TOOLS, bench, seconds=self._parts.settings.model_answer_seconds)
        for event in agent.run(question, context, lang, stop):
            if isinstance(event, Done):
                self._history.keep(question, event.card, conversation)
            yield event

    def hear(self, sound: bytes, lang: Lang, name: str = "voice.wav") -> str:
        """The words of a recording. Raises OwnerError where no model hears, or it did not answer."""
        require(self._actor, "ask", self._shop)
        gateway = metered(self._parts, self._facts.shop)
        if gateway is None or not gateway.model_for("transcribe"):
            raise _no_hearing()
        try:
            return gateway.transcribe(sound, name, lang)
        except ModelUnavailable as reason:
            raise OwnerError(
                "not_heard",
                Text(msg="The recording could not be turned into text."),
                Text(msg="Try once more, or type the question."),
            ) from reason

    def suggestions(self, lang: str) -> list[str]:
        """Three questions that are known to work on this shop's data."""
        return suggestions(self._facts, lang)

    def _host(self, remember: bool) -> Host:
        """What the conversation may reach. A question that is not kept (a batch) changes nothing either."""
        wishes = self._wishes
        return Host(
            cards=self._cards,
            words=wishes.own_words(),
            learn=wishes.learn if remember else None,
            keep_figure=Figures(self._parts, self._facts, self._actor).keep if remember else None,
            goal=wishes.goal,
            set_goal=wishes.set_goal if remember else None,
        )


def _no_hearing() -> OwnerError:
    return OwnerError(
        "no_hearing",
        Text(msg="Speech cannot be turned into text here: no model for it is connected."),
        Text(
            msg="Type the question, use the microphone of your keyboard, or set SECOND_FLOOR_MODEL_TRANSCRIBE: docs/guide/connect-a-model.md"
        ),
    )
