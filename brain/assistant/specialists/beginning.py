"""How a task comes to be: from a message, or beside another one whose end was decided already."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from brain.assistant.specialists.base import Room
from brain.assistant.specialists.recognising import Wanted
from brain.assistant.specialists.running import TaskRun
from brain.assistant.specialists.state import TaskState, kept, wished
from brain.kernel.ids import new_id
from brain.kernel.masking import Masker
from brain.ledger import audit
from brain.ledger.tables import TaskRow
from brain.ledger.tasks import add_task, get_task


def begin_task(room: Room, who: str, message: str, wanted: Wanted, conversation: str = "") -> TaskRun:
    """Keep a new task with its plan. What looks personal in the message is masked: it would outlive the conversation."""
    plan = {"jobs": list(wanted.jobs), "wishes": wanted.wishes}
    return _planned(room, who, Masker().mask(message), conversation, plan)


def begin_anew(room: Room, who: str, task: str, job: str, wishes: Mapping[str, str]) -> TaskRun:
    """A task beside this one that goes another way from a step on, ready to run: what was done before that step is taken
    over, and it ends in a card of its own. The other one stays as it is. Raises NotFound, OwnerError where it has no such
    step."""
    with room.ledger.reading() as session:
        row = get_task(session, room.facts.shop.id, who, task)
        message, conversation = row.message, row.conversation
    state = TaskRun(room, who, task).state
    run = _planned(room, who, message, conversation, _plan(state, job, wishes))
    for step in state.steps[: state.steps.index(state.step(job))]:
        if step.status != "done" or step.card is None:
            break
        run.note("started", step.job)
        run.note("done", step.job, {"output": step.output, "card": step.card.model_dump(mode="json")})
    with room.ledger.session() as session:
        audit.record(
            session,
            shop=room.facts.shop.id,
            at=room.now,
            who=who,
            what="task.anew",
            subject=run.id,
            detail={"from": task, "job": job, "changed": sorted(wishes)},
        )
    return run


def _plan(state: TaskState, job: str, wishes: Mapping[str, str]) -> dict[str, Any]:
    """The same steps with the words that each goes by, those of one changed. Its next try is counted on from here: another
    product is none of those that were chosen before."""
    step = state.step(job)
    words = {one.job: one.wishes for one in state.steps} | {
        step.job: kept(step.wishes | wished(step, wishes))
    }
    return {"jobs": [one.job for one in state.steps], "wishes": words, "tries": {job: step.tries}}


def _planned(room: Room, who: str, message: str, conversation: str, plan: dict[str, Any]) -> TaskRun:
    task = new_id("task", room.now)
    with room.ledger.session() as session:
        add_task(
            session,
            TaskRow(
                id=task,
                shop=room.facts.shop.id,
                who=who,
                lang=room.lang,
                message=message,
                conversation=conversation,
                made_at=room.now,
            ),
        )
    run = TaskRun(room, who, task)
    run.note("planned", "", plan)
    return run
