"""Tasks of several steps where they are talked about: given, changed in words, gone on with, each as a turn of its conversation."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import dataclass

from brain.assistant.agent import Done, Event
from brain.assistant.specialists.changing import Change
from brain.assistant.specialists.running import TaskRun
from brain.assistant.specialists.showing import unchanged
from brain.desk_history import History
from brain.desk_tasks import Tasks, as_talk
from brain.facts.reader import Facts
from brain.kernel.errors import OwnerError
from brain.kernel.i18n import Lang
from brain.kernel.identity import PERMISSIONS, Actor, require


@dataclass(frozen=True)
class Said:
    """A message, the reader's language, and the conversation that it stands in (None for the newest, "" for a new one)."""

    words: str
    lang: Lang = "en"
    conversation: str | None = None


class TasksInTalk:
    """One actor's tasks in their conversations. Turns are kept whole, however a run ends."""

    def __init__(self, facts: Facts, actor: Actor, history: History) -> None:
        self._shop = facts.shop.id
        self._actor = actor
        self._history = history

    def wants(self, tasks: Tasks, said: Said) -> bool:
        """Whether a message gives a task or changes the one in hand, and this person may; others are shown a plan."""
        if self._actor.role not in PERMISSIONS["decide"]:
            return False
        return tasks.wanted(said.words) is not None or self._to_change(tasks, said) is not None

    def run_message(self, tasks: Tasks, said: Said, stop: threading.Event | None) -> Iterator[Event]:
        """The task that a message gives, from its plan to the card that waits for a yes; or the change of the one in hand,
        and what follows from it."""
        if tasks.wanted(said.words) is not None:
            yield from self.run_on(tasks, tasks.begin(said.words, said.lang).id, said, stop)
            return
        changing = self._to_change(tasks, said)
        if changing is not None:
            yield from self._change(tasks, *changing, said, stop)

    def run_on(
        self, tasks: Tasks, task: str, said: Said, stop: threading.Event | None = None
    ) -> Iterator[Event]:
        """Work on at a task from where it stands. Raises NotFound."""
        require(self._actor, "decide", self._shop)
        run = tasks.find(task, said.lang)
        for event in as_talk(run, stop):
            if isinstance(event, Done):
                run.belongs_to(self._history.keep(said.words, event.card, said.conversation))
            yield event

    def _to_change(self, tasks: Tasks, said: Said) -> tuple[TaskRun, Change] | None:
        """The task that the last answer of the conversation was about, and the change of it that a message asks for."""
        change = tasks.change(said.words)
        chosen = self._history.newest() if said.conversation is None else said.conversation
        if change is None or not chosen:
            return None
        last = self._history.turns(1, chosen)
        if not last or last[-1].answer.topic != "task":
            return None
        run = tasks.newest(said.lang, chosen)
        return (run, change) if run is not None else None

    def _change(
        self, tasks: Tasks, run: TaskRun, change: Change, said: Said, stop: threading.Event | None
    ) -> Iterator[Event]:
        """What is scheduled or sent is never changed, and a change that cannot be made leaves the task as it was: both say
        why, as an answer of the conversation."""
        try:
            changed = tasks.apply(run, change)
        except OwnerError as error:
            answer = unchanged(error, said.words, said.lang)
            self._history.keep(said.words, answer, said.conversation)
            yield Done(answer)
            return
        yield from self.run_on(tasks, changed.id, said, stop)
