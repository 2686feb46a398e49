"""A task on its way: planned, run step by step, stopped, tried again, changed. All of it is in the ledger as it happens.

Nothing here decides or sends. The last step stores a card that waits for the owner; going back to an earlier step takes the
waiting card away first, so that one task never has two cards to say yes to.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import Any

import structlog
from sqlalchemy.orm import Session

from brain.assistant.specialists.base import Made, Room, Specialist, Work
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
from brain.assistant.specialists.roster import SPECIALISTS, plan_text, step_text
from brain.assistant.specialists.state import Happening, Job, TaskState, What, after, folded, wished
from brain.assistant.specialists.writer import no_instruction
from brain.kernel.errors import OwnerError, Refused
from brain.kernel.i18n import N_, Lang, Text
from brain.ledger import audit
from brain.ledger.cards import add_card, card_row, move_card
from brain.ledger.receipts import keep_receipts
from brain.ledger.segments import add_segment
from brain.ledger.tasks import add_event, events_of, get_task
from brain.llm.failures import ModelStopped
from brain.photos.album import Album
from brain.photos.settling import settle
from cards.states import STATE_WORDS, State

log = structlog.get_logger(__name__)

Worker = Callable[[Specialist, Room, Work, threading.Event | None], Iterator[StepSaid | Made]]
"""How a step is done: what is said meanwhile, and last what was made. Raises OwnerError, ModelStopped."""
OPEN = frozenset({State.PROPOSED, State.SNOOZED})
OVER = frozenset({State.DISMISSED, State.EXPIRED, State.CANCELLED, State.UNDONE})
BROKE_OFF = OwnerError(
    "step_broke_off",
    Text(msg=N_("This step broke off. Nothing was changed or sent.")),
    Text(msg=N_("Try the step again; if it stays so, the log says why.")),
)


def embedded(
    specialist: Specialist, room: Room, work: Work, stop: threading.Event | None
) -> Iterator[StepSaid | Made]:
    """The step as the house itself does it. What only a model could follow is not passed over in silence."""
    if work.wishes.get("instruction"):
        raise no_instruction(work.wishes["instruction"])
    yield specialist.run(room, work)


class TaskRun:
    """One task of one person. May be made anew at any time: what it knows is in the ledger."""

    def __init__(self, room: Room, who: str, task: str, worker: Worker = embedded) -> None:
        """Raises NotFound for a task that is not this person's in this shop."""
        self._room = room
        self._who = who
        self._worker = worker
        self.id = task
        with room.ledger.reading() as session:
            self.message = get_task(session, room.facts.shop.id, who, task).message

    def with_worker(self, worker: Worker) -> TaskRun:
        """The same task, done another way."""
        return TaskRun(self._room, self._who, self.id, worker)

    @property
    def lang(self) -> Lang:
        """The reader's language."""
        return self._room.lang

    @property
    def state(self) -> TaskState:
        """The task as it stands now."""
        with self._room.ledger.reading() as session:
            return self._read(session)

    def run(self, stop: threading.Event | None = None) -> Iterator[TaskEvent]:
        """Work on from where the task stands, telling each thing as it happens, until it is done, fails or is stopped.

        Raises Refused while somebody else works on it.
        """
        state = self.state
        yield Planned(self.id, state, plan_text(state))
        while (step := self.state.next) is not None:
            if stop is not None and stop.is_set():
                if step.status != "stopped":
                    self.note("stopped", step.job)
                yield Stopped(step.job)
                break
            yield from self._step(step.job, stop)
        state = self.state
        yield Finished(state, state.card)

    def retry(self, job: str) -> TaskState:
        """Do a step again, and all after it. Another try chooses or writes otherwise. Raises Refused, OwnerError."""
        return self._go_back("retried", job, {})

    def edit(self, job: str, **changes: str) -> TaskState:
        """Change what a step goes by (see EDITABLE), and do it and all after it again. Raises Refused, OwnerError."""
        return self._go_back("edited", job, {"wishes": changes})

    def change(self, job: Job, wishes: Mapping[str, str]) -> TaskState:
        """Edit where something is wished, else do the step another way: what was named for it before no longer counts.
        Raises as `edit` and `retry` do."""
        given = wished(self.state.step(job), wishes)
        return self.edit(job, **given) if given else self.retry(job)

    def decided(self) -> Refused | None:
        """Why the task cannot be changed any more: the card that it proposed was decided, and what is scheduled or sent is
        not changed in silence. None while the card waits, and while there is none."""
        with self._room.ledger.reading() as session:
            card = self._read(session).card
            state = State(card_row(session, self._room.facts.shop.id, card).state) if card else None
        return None if state is None or state in OPEN | OVER else _decided(state)

    def belongs_to(self, conversation: str) -> None:
        """From now on the task is part of this conversation, and goes when it is deleted."""
        with self._room.ledger.session() as session:
            get_task(session, self._room.facts.shop.id, self._who, self.id).conversation = conversation

    def note(self, what: What, job: str, detail: dict[str, Any] | None = None) -> TaskState:
        """Add what happened. Raises Refused for what cannot happen now."""
        with self._room.ledger.session() as session:
            return self._add(session, what, job, detail or {})

    # -- inside -----------------------------------------------------------------------------------------------

    def _step(self, job: Job, stop: threading.Event | None) -> Iterator[TaskEvent]:
        """One step from its beginning to its end; what ends it is always noted, also when nobody listens any more."""
        state = self.note("started", job)
        number = state.step(job).tries
        ended = False
        try:
            yield StepStarted(job, step_text(job))
            work = Work(self.id, self.message, state, job, number)
            for made in self._worker(SPECIALISTS[job], self._room, work, stop):
                if isinstance(made, StepSaid):
                    yield made
                    continue
                self._finish(job, made)
                ended = True
                yield StepDone(job, made.card.text, made.card)
        except ModelStopped:
            ended = True
            self.note("stopped", job)
        except OwnerError as error:
            ended = True
            yield self._failed(job, error)
        except Exception:
            log.exception("task_step_failed", task=self.id, job=job)
            ended = True
            yield self._failed(job, BROKE_OFF)
        finally:
            if not ended:
                self.note("stopped", job)

    def _finish(self, job: Job, made: Made) -> None:
        """What a step made, its card to confirm, its receipts and its audience: all or nothing."""
        room = self._room
        with room.ledger.session() as session:
            keep_receipts(session, made.receipts)
            output = made.output.model_dump(mode="json")
            detail = {"output": output, "card": made.card.model_dump(mode="json")}
            self._add(session, "done", job, detail)
            if made.proposed is None:
                return
            card = made.proposed.card
            if made.proposed.arms:
                segment, arms = card.proposal.audience.segment, made.proposed.arms
                add_segment(session, segment, card.shop, made.proposed.rule, arms, room.now)
            add_card(session, card, dedupe=made.proposed.dedupe)
        # Customers' photos, where the shop has some of what is promoted.
        settle(Album(room.ledger, room.facts.warehouse, room.settings.home, card.shop), room.now)

    def _failed(self, job: Job, error: OwnerError) -> StepFailed:
        hint = error.hint.model_dump(mode="json") if error.hint is not None else None
        self.note("failed", job, {"trouble": error.message.model_dump(mode="json"), "hint": hint})
        return StepFailed(job, error.message, error.hint)

    def _go_back(self, what: What, job: str, detail: dict[str, Any]) -> TaskState:
        with self._room.ledger.session() as session:
            card = self._read(session).card
            state = self._add(session, what, job, detail)
            if card:
                self._withdraw(session, card)
            # Which of its words, not the words: the audit outlives a conversation that is deleted.
            changed = {"changed": sorted(detail["wishes"])} if "wishes" in detail else {}
            self._audit(session, what, self.id, {"job": job, **changed})
            return state

    def _audit(self, session: Session, what: str, subject: str, detail: dict[str, Any]) -> None:
        shop, now = self._room.facts.shop.id, self._room.now
        audit.record(
            session, shop=shop, at=now, who=self._who, what=f"task.{what}", subject=subject, detail=detail
        )

    def _withdraw(self, session: Session, card: str) -> None:
        """Take the waiting card away. Raises Refused once it was decided: then the card is where things are changed."""
        row = card_row(session, self._room.facts.shop.id, card)
        state = State(row.state)
        if state in OPEN:
            why = f"{self.id} changed"
            move_card(session, row, State.DISMISSED, who=self._who, at=self._room.now, why=why)
        elif state not in OVER:
            raise _decided(state)

    def _read(self, session: Session) -> TaskState:
        return folded(
            Happening(what=row.what, at=row.at, job=row.job, detail=row.detail)
            for row in events_of(session, self.id)
        )

    def _add(self, session: Session, what: What, job: str, detail: dict[str, Any]) -> TaskState:
        now: datetime = self._room.now
        before = self._read(session)
        if job:
            before.step(job)
        state = after(before, Happening(what=what, at=now, job=job, detail=detail))
        add_event(session, self.id, state.happenings, now, self._who, what, job, detail)
        return state


def _decided(state: State) -> Refused:
    return Refused(
        "task_decided",
        Text(
            msg=N_("What this task proposed is {state} already."),
            args={"state": Text(msg=STATE_WORDS[state])},
        ),
        Text(
            msg=N_(
                "It stays as it is. What you want otherwise can be made as a new step, with a card of its own."
            )
        ),
    )
