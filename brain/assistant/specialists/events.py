"""What happens while a task is worked on, as a page shows it."""

from __future__ import annotations

from dataclasses import dataclass

from brain.assistant.specialists.state import Job, TaskState
from brain.kernel.i18n import Text
from cards.answer.model import AnswerCard


@dataclass(frozen=True)
class Planned:
    """The plan, before anything runs: the task's name and its steps."""

    task: str
    state: TaskState
    text: Text


@dataclass(frozen=True)
class StepStarted:
    """A specialist begins."""

    job: Job
    text: Text


@dataclass(frozen=True)
class StepSaid:
    """What a model looks up inside a step."""

    job: Job
    text: Text


@dataclass(frozen=True)
class StepDone:
    """A specialist is done: what came of it."""

    job: Job
    text: Text
    card: AnswerCard


@dataclass(frozen=True)
class StepFailed:
    """A step goes no further: what happened and what to do. It can be retried or edited."""

    job: Job
    trouble: Text
    hint: Text | None


@dataclass(frozen=True)
class Stopped:
    """The run was stopped before this step; it goes on from there when it is run again."""

    job: Job


@dataclass(frozen=True)
class Finished:
    """The run is over; `card` is what waits for the owner's yes, "" where the task did not get there."""

    state: TaskState
    card: str


TaskEvent = Planned | StepStarted | StepSaid | StepDone | StepFailed | Stopped | Finished
"""The first of a run is `Planned`, the last `Finished`."""
