"""Tasks of several steps as a person gives them in conversation: planned, run, stopped, changed, seen again after a reload."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from dataclasses import replace

from brain.assistant import agent
from brain.assistant.host import Host
from brain.assistant.specialists.base import Room
from brain.assistant.specialists.beginning import begin_anew, begin_task
from brain.assistant.specialists.changing import Change, change_in, change_of
from brain.assistant.specialists.checking import check_change
from brain.assistant.specialists.events import (
    Finished,
    Planned,
    StepDone,
    StepFailed,
    StepSaid,
    StepStarted,
    Stopped,
    TaskEvent,
)
from brain.assistant.specialists.recognising import Wanted, task_in
from brain.assistant.specialists.running import TaskRun, Worker, embedded
from brain.assistant.specialists.showing import task_card
from brain.assistant.specialists.state import Job
from brain.assistant.specialists.with_model import model_worker
from brain.facts.reader import Facts
from brain.kernel.errors import OwnerError
from brain.kernel.i18n import Lang, Text
from brain.kernel.identity import Actor, require
from brain.ledger.tasks import get_task, newest_task
from brain.metered import metered
from brain.parts import Parts


class Tasks:
    """One actor's tasks in one shop. `host` are the doors of the conversation: cards, goal, words."""

    def __init__(self, parts: Parts, facts: Facts, actor: Actor, host: Host) -> None:
        self._parts = parts
        self._facts = facts
        self._actor = actor
        self._host = host

    def wanted(self, message: str) -> Wanted | None:
        """The task that a message gives; None for anything that is a question or a wish for one thing. Nothing is kept."""
        if not self._facts.has("order"):
            return None
        return task_in(message, self._parts.names.index(self._facts), self._facts.today)

    def change(self, message: str) -> Change | None:
        """The change of a task that a message asks for, if the last answer was one; None for anything else."""
        if not self._facts.has("order"):
            return None
        return change_in(message, self._parts.names.index(self._facts), self._facts.today)

    def begin(self, message: str, lang: Lang, conversation: str = "") -> TaskRun:
        """Keep a task with its plan, ready to run. Raises OwnerError for a message that gives none, Refused for a role that
        may not decide."""
        require(self._actor, "decide", self._facts.shop.id)
        wanted = self.wanted(message)
        if wanted is None:
            raise OwnerError(
                "no_task_said",
                Text(msg="This is no task of several steps."),
                Text(
                    msg="Say what to look into or pick, what to write, and when: pick a product, write a post, tomorrow 10:00."
                ),
            )
        begun = begin_task(self._room(lang), self._actor.user, message, wanted, conversation)
        return begun.with_worker(self._worker())

    def find(self, task: str, lang: Lang | None = None) -> TaskRun:
        """One's own task, to look at, run on, retry or edit. Raises NotFound."""
        require(self._actor, "ask", self._facts.shop.id)
        with self._parts.ledger.reading() as session:
            kept = get_task(session, self._facts.shop.id, self._actor.user, task).lang
        chosen: Lang = lang or ("zh" if kept == "zh" else "en")
        return TaskRun(self._room(chosen), self._actor.user, task, self._worker())

    def edit(self, task: str, job: Job, words: str, lang: Lang) -> TaskRun:
        """Change what a step goes by, in the owner's words; it and all after it are to be done again (`run`).

        Raises Refused once the task's card was decided, and while somebody works on it; OwnerError for words that the step
        cannot go by: the task is then as it was.
        """
        return self.apply(self.find(task, lang), self._understood(job, words))

    def anew(self, task: str, job: Job, words: str, lang: Lang) -> TaskRun:
        """The same change in a task of its own, ready to run, for one whose card was decided. Raises OwnerError."""
        return self.apply(self.find(task, lang), replace(self._understood(job, words), anew=True))

    def apply(self, run: TaskRun, change: Change) -> TaskRun:
        """Check a change and make it, in the task itself or beside it; the task that is to be run on. Raises as `edit`."""
        require(self._actor, "decide", self._facts.shop.id)
        decided = run.decided() if not change.anew else None
        if decided is not None:
            raise decided
        room, has_model = self._room(run.lang), self._parts.gateway is not None
        check_change(room, run.id, run.message, run.state, change, has_model=has_model)
        if change.anew:
            begun = begin_anew(room, self._actor.user, run.id, change.job, change.wishes)
            return begun.with_worker(self._worker())
        run.change(change.job, change.wishes)
        return run

    def _understood(self, job: Job, words: str) -> Change:
        names = self._parts.names.index(self._facts)
        change = change_of(job, words, names, self._facts.today) if words.strip() else None
        if change is None:
            raise OwnerError(
                "no_change_said",
                Text(msg="I cannot tell what these words are to change."),
                Text(msg="Name another product, a voice or the text itself, or another time."),
            )
        return change

    def newest(self, lang: Lang, conversation: str | None = None) -> TaskRun | None:
        """The task that was given last, in a conversation when one is named."""
        with self._parts.ledger.reading() as session:
            row = newest_task(session, self._facts.shop.id, self._actor.user, conversation)
        return self.find(row.id, lang) if row is not None else None

    def _room(self, lang: Lang) -> Room:
        names = self._parts.names.index(self._facts)
        return Room(self._facts, lang, names, self._host, self._parts.ledger, self._parts.settings)

    def _worker(self) -> Worker:
        gateway = metered(self._parts, self._facts.shop)
        if gateway is None:
            return embedded
        return model_worker(gateway, self._parts.settings.model_answer_seconds)


def as_talk(run: TaskRun, stop: threading.Event | None) -> Iterator[agent.Event]:
    """A task's run as events of the conversation, the last of them the card of the whole task."""
    for event in run.run(stop):
        yield from _as_talk(event)
    yield agent.Done(task_card(run.state, run.lang))


def _as_talk(event: TaskEvent) -> Sequence[agent.Event]:
    match event:
        case Planned():
            return [agent.StepStarted("plan", event.text), agent.StepFinished("plan", event.text)]
        case StepStarted():
            return [agent.StepStarted(event.job, event.text)]
        case StepSaid():
            return [
                agent.StepStarted(f"{event.job}.tool", event.text),
                agent.StepFinished(f"{event.job}.tool", event.text),
            ]
        case StepDone():
            return [agent.StepFinished(event.job, event.text)]
        case StepFailed():
            return [agent.StepFinished(event.job, event.trouble, ok=False)]
        case Stopped() | Finished():
            return []
