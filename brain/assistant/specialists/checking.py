"""A change of a step, looked at before it is kept: by the same functions that would do the step, so that what they could
not do is told at once and the task stays as it was."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from brain.actions.gate import require_sendable
from brain.assistant.specialists.analyst import analyse
from brain.assistant.specialists.base import Choice, Room, Work
from brain.assistant.specialists.changing import Change
from brain.assistant.specialists.chooser import choose
from brain.assistant.specialists.planner import allowed_time, plan, time_unread
from brain.assistant.specialists.state import Happening, Job, TaskState, after
from brain.assistant.specialists.time_said import time_said
from brain.assistant.specialists.writer import brief_of, no_instruction
from brain.kernel.errors import OwnerError
from brain.kernel.i18n import N_, Text

LONGEST_WORDS = 600


@dataclass(frozen=True)
class _Look:
    room: Room
    work: Work
    has_model: bool


def check_change(
    room: Room, task: str, message: str, state: TaskState, change: Change, *, has_model: bool
) -> None:
    """Raises OwnerError (what is wrong, what is allowed) for words that the step could not go by, Refused while somebody
    works on the task. `has_model` says whether words that only a model can follow are allowed."""
    if not change.wishes:
        return
    changed = after(
        state, Happening(what="edited", at=room.now, job=change.job, detail={"wishes": change.wishes})
    )
    if any(len(words) > LONGEST_WORDS for words in change.wishes.values()):
        raise OwnerError(
            "words_long",
            Text(msg=N_("That is more than {most} characters for one step."), args={"most": LONGEST_WORDS}),
            Text(msg=N_("Say it in one sentence.")),
        )
    look = CHECKS.get(change.job)
    if look is not None and any(change.wishes.values()):
        tries = changed.step(change.job).tries + 1
        look(_Look(room, Work(task, message, changed, change.job, tries), has_model))


def _question(look: _Look) -> None:
    analyse(look.room, look.work)


def _product(look: _Look) -> None:
    choose(look.room, look.work)


def _words(look: _Look) -> None:
    wishes = look.work.wishes
    if wishes.get("instruction") and not look.has_model:
        raise no_instruction(wishes["instruction"])
    if wishes.get("text"):
        choice = look.work.found("chooser", Choice)
        require_sendable(wishes["text"], brief_of(look.room, choice).names() if choice is not None else ())


def _time(look: _Look) -> None:
    wish = look.work.wishes.get("at", "")
    said = time_said(wish, look.room.facts.today)
    if said is None:
        if look.has_model:
            return
        raise time_unread(wish)
    exact = said.exact(look.room.now, look.room.facts.shop.zone)
    if exact is not None:
        allowed_time(look.room, exact)
    elif look.work.found("chooser", Choice) is not None:
        plan(look.room, look.work)


CHECKS: dict[Job, Callable[[_Look], None]] = {
    "analyst": _question,
    "chooser": _product,
    "writer": _words,
    "planner": _time,
}
"""How the words of each step are looked at; steps that have none are missing."""
