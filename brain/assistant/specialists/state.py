"""What a task has come to: its steps and what happened to each. Pure: the state is what the happenings add up to.

A step waits until all before it are done. A step that is retried or edited waits again, and so does everything after it;
no step is ever added or lost. Nothing in here sends: the last step is a proposal that waits for the owner's yes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict

from brain.kernel.errors import OwnerError, Refused
from brain.kernel.i18n import N_, Text
from cards.answer.model import AnswerCard

Job = Literal["analyst", "chooser", "writer", "planner", "reviewer", "confirmation"]
JOBS: tuple[Job, ...] = ("analyst", "chooser", "writer", "planner", "reviewer", "confirmation")
"""Everybody who may work on a task, in the order of the work."""
TITLES: dict[Job, str] = {
    "analyst": N_("Analyst"),
    "chooser": N_("Product choice"),
    "writer": N_("Writer"),
    "planner": N_("Planner"),
    "reviewer": N_("Reviewer"),
    "confirmation": N_("Your confirmation"),
}
Status = Literal["waiting", "running", "done", "failed", "stopped"]
STATUS_WORDS: dict[Status, str] = {
    "waiting": N_("waiting"),
    "running": N_("in progress"),
    "done": N_("finished"),
    "failed": N_("not done"),
    "stopped": N_("stopped"),
}
What = Literal["planned", "started", "done", "failed", "stopped", "retried", "edited"]
BROKEN_OFF = timedelta(minutes=3)
"""A step that has run for so long belongs to a process that is gone; it may be tried again."""
EDITABLE: dict[Job, frozenset[str]] = {
    "analyst": frozenset({"question"}),
    "chooser": frozenset({"product"}),
    "writer": frozenset({"text", "voice", "instruction"}),
    "planner": frozenset({"at"}),
    "reviewer": frozenset(),
    "confirmation": frozenset(),
}
"""What a person may change of each step; an empty word takes a wish back."""
FORGETS: dict[Job, frozenset[str]] = {
    **EDITABLE,
    "analyst": frozenset(),
    "writer": frozenset({"text", "instruction"}),
    "planner": frozenset(),
}
"""The wishes that no longer count when a step is to be done another way: a named product, the owner's own text."""


class Happening(BaseModel):
    """One thing that happened. `detail` holds a plan's jobs (and, of a task made beside another, how often a step was tried), a step's output and card, or what a person changed."""

    model_config = ConfigDict(frozen=True)

    what: What
    at: AwareDatetime
    job: Job | Literal[""] = ""
    detail: dict[str, Any] = {}


class Step(BaseModel):
    """One specialist's work: `wishes` are what a person changed, `output` is what the next ones go by, `card` is shown."""

    model_config = ConfigDict(frozen=True)

    job: Job
    status: Status = "waiting"
    tries: int = 0
    wishes: dict[str, str] = {}
    output: dict[str, Any] = {}
    card: AnswerCard | None = None
    trouble: Text | None = None
    hint: Text | None = None
    since: AwareDatetime | None = None


class TaskState(BaseModel):
    """A task as it stands: its steps in order, and the card that waits for a yes, once there is one."""

    model_config = ConfigDict(frozen=True)

    steps: tuple[Step, ...] = ()
    happenings: int = 0
    cards_proposed: int = 0
    card: str = ""

    def step(self, job: str) -> Step:
        """The step of this job. Raises OwnerError where the task has none."""
        for step in self.steps:
            if step.job == job:
                return step
        raise OwnerError(
            "no_step",
            Text(msg="This task has no step {job}.", args={"job": job}),
            Text(
                msg="Its steps are: {jobs}.", args={"jobs": " / ".join(str(step.job) for step in self.steps)}
            ),
        )

    @property
    def next(self) -> Step | None:
        """The step to work on next; None while one runs or failed, and when all are done."""
        for step in self.steps:
            if step.status != "done":
                return step if step.status in ("waiting", "stopped") else None
        return None

    @property
    def is_done(self) -> bool:
        """Whether every step is done."""
        return bool(self.steps) and all(step.status == "done" for step in self.steps)


def folded(happenings: Iterable[Happening]) -> TaskState:
    """The state after all of these, oldest first."""
    state = TaskState()
    for happening in happenings:
        state = after(state, happening)
    return state


def after(state: TaskState, happening: Happening) -> TaskState:
    """The state after one more thing happened. Raises Refused for what cannot happen now; the state is then as it was."""
    if happening.what == "planned":
        steps = _planned(state, happening)
    elif happening.what == "started":
        steps = _started(state, happening)
    elif happening.what in ("done", "failed"):
        steps = _ended(state, happening)
    elif happening.what == "stopped":
        steps = _stopped(state, happening)
    else:
        steps = _again(state, happening)
    proposed = happening.what == "done" and happening.job == "confirmation"
    back = happening.what in ("retried", "edited")
    return TaskState(
        steps=steps,
        happenings=state.happenings + 1,
        cards_proposed=state.cards_proposed + proposed,
        card=str(happening.detail.get("output", {}).get("card", ""))
        if proposed
        else ""
        if back
        else state.card,
    )


def _planned(state: TaskState, happening: Happening) -> tuple[Step, ...]:
    if state.steps:
        raise Refused("task_planned", Text(msg="This task has its plan already."))
    wishes = happening.detail.get("wishes", {})
    tries = happening.detail.get("tries", {})
    return tuple(
        Step(job=job, wishes=wishes.get(job, {}), tries=tries.get(job, 0)) for job in happening.detail["jobs"]
    )


def _started(state: TaskState, happening: Happening) -> tuple[Step, ...]:
    if state.next is None or state.next.job != happening.job:
        raise _not_now()
    started = state.next.model_copy(
        update={
            "status": "running",
            "tries": state.next.tries + 1,
            "since": happening.at,
            "trouble": None,
            "hint": None,
        }
    )
    return _with(state, started)


def _ended(state: TaskState, happening: Happening) -> tuple[Step, ...]:
    step = state.step(happening.job)
    if step.status != "running":
        raise _not_now()
    return _with(
        state,
        Step.model_validate(
            {**step.model_dump(), **happening.detail, "status": happening.what, "since": happening.at}
        ),
    )


def _stopped(state: TaskState, happening: Happening) -> tuple[Step, ...]:
    step = state.step(happening.job)
    if step.status not in ("running", "waiting"):
        raise _not_now()
    return _with(state, step.model_copy(update={"status": "stopped", "since": happening.at}))


def _again(state: TaskState, happening: Happening) -> tuple[Step, ...]:
    """The step waits again with what was changed, and everything behind it waits for it."""
    step = state.step(happening.job)
    changes = {str(name): str(value) for name, value in happening.detail.get("wishes", {}).items()}
    _check_changes(step, happening, changes)
    _check_nobody_works(state, happening.at)
    place = state.steps.index(step)
    if any(before.status != "done" for before in state.steps[:place]) and happening.what == "retried":
        raise _not_now()
    fresh = [
        Step(job=one.job, tries=one.tries, wishes=kept(one.wishes | (changes if one is step else {})))
        for one in state.steps[place:]
    ]
    return (*state.steps[:place], *fresh)


def wished(step: Step, wishes: Mapping[str, str]) -> dict[str, str]:
    """What a change of a step wishes; without any, that what was named for it before no longer counts."""
    return dict(wishes) or dict.fromkeys(FORGETS[step.job] & set(step.wishes), "")


def kept(wishes: dict[str, str]) -> dict[str, str]:
    """The wishes that say something."""
    return {name: words for name, words in wishes.items() if words}


def _check_changes(step: Step, happening: Happening, changes: dict[str, str]) -> None:
    if happening.what == "retried" and not changes:
        return
    allowed = EDITABLE[step.job]
    wrong = set(changes) - allowed
    if wrong or not changes:
        raise OwnerError(
            "not_editable",
            Text(msg="This cannot be changed in the step {job}.", args={"job": Text(msg=TITLES[step.job])}),
            Text(msg="What can be changed: another product, another text or voice, another time."),
        )


def _check_nobody_works(state: TaskState, now: datetime) -> None:
    for step in state.steps:
        if step.status == "running" and step.since is not None and now - step.since < BROKEN_OFF:
            raise Refused(
                "task_running",
                Text(msg="This task is being worked on."),
                Text(msg="Stop it first, or wait until it has come to its end."),
            )


def _with(state: TaskState, changed: Step) -> tuple[Step, ...]:
    return tuple(changed if step.job == changed.job else step for step in state.steps)


def _not_now() -> Refused:
    return Refused(
        "step_not_now",
        Text(msg="It is not this step's turn."),
        Text(msg="Look at the task again: it has moved on meanwhile."),
    )
