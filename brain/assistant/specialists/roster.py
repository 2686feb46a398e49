"""Everybody who can work on a task, and the plan in words."""

from __future__ import annotations

from brain.assistant.specialists.analyst import ANALYST
from brain.assistant.specialists.base import Specialist
from brain.assistant.specialists.chooser import CHOOSER
from brain.assistant.specialists.confirmation import CONFIRMATION
from brain.assistant.specialists.planner import PLANNER
from brain.assistant.specialists.reviewer import REVIEWER
from brain.assistant.specialists.state import TITLES, Job, TaskState
from brain.assistant.specialists.writer import WRITER
from brain.kernel.i18n import N_, Text

SPECIALISTS: dict[Job, Specialist] = {
    one.job: one for one in (ANALYST, CHOOSER, WRITER, PLANNER, REVIEWER, CONFIRMATION)
}
"""Everybody who can work on a task."""


def plan_text(state: TaskState) -> Text:
    """The plan in one text: who does what, in order."""
    said = _line(1, state.steps[0].job)
    for number, step in enumerate(state.steps[1:], start=2):
        said = Text(msg="{said} {more}", args={"said": said, "more": _line(number, step.job)})
    return Text(
        msg=N_("The plan, in {count} steps: {steps}"), args={"count": len(state.steps), "steps": said}
    )


def step_text(job: Job) -> Text:
    """A step as the plan has it: "Writer: writes a text in three voices ..."."""
    return Text(
        msg=N_("{who}: {does}"),
        args={"who": Text(msg=TITLES[job]), "does": Text(msg=SPECIALISTS[job].does)},
    )


def _line(number: int, job: Job) -> Text:
    return Text(msg=N_("{number}. {step}."), args={"number": str(number), "step": step_text(job)})
