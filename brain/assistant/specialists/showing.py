"""A task as a card of the conversation: its steps as rows, what each made as parts, and the card that waits for a yes."""

from __future__ import annotations

from collections.abc import Iterator

from brain.assistant.specialists.recognising import Wanted
from brain.assistant.specialists.roster import SPECIALISTS, plan_text
from brain.assistant.specialists.state import STATUS_WORDS, TITLES, Step, TaskState
from brain.kernel.errors import OwnerError
from brain.kernel.i18n import N_, Text, t
from cards.answer.model import AnswerCard

COLUMNS = ("task", "status")
AS_NEW = N_("As a new step: {words}")
"""How a change is said that is to be made beside a task whose card was decided."""


def plan_card(wanted: Wanted, lang: str) -> AnswerCard:
    """The plan of a task that has not begun: who does what. Nothing runs by showing it."""
    state = TaskState(steps=tuple(Step(job=job) for job in wanted.jobs))
    return AnswerCard(
        status="answer",
        topic="task",
        text=Text(
            msg=N_("{plan} Nothing is sent before you say yes on the card at its end."),
            args={"plan": plan_text(state)},
        ),
        columns=COLUMNS,
        rows=rows_of(state, lang),
    )


def task_card(state: TaskState, lang: str) -> AnswerCard:
    """A task as it stands. `cards` names what waits for the owner; `parts` are what the steps made, in order."""
    parts = tuple(step.card.model_copy(update={"cards": ()}) for step in state.steps if step.card is not None)
    return AnswerCard(
        status="answer",
        topic="task",
        text=_said(state),
        columns=COLUMNS,
        rows=rows_of(state, lang),
        parts=parts,
        cards=(state.card,) if state.card else (),
        drafts=tuple(draft for part in parts for draft in part.drafts) if not state.card else (),
    )


def unchanged(error: OwnerError, said: str, lang: str) -> AnswerCard:
    """Why a task was not changed. Where its card was decided, the same as a new step is offered."""
    text = error.message
    if error.hint is not None:
        text = Text(msg="{said} {more}", args={"said": text, "more": error.hint})
    if error.code != "task_decided":
        return AnswerCard(status="decline", topic="task", text=text)
    return AnswerCard(status="clarify", topic="task", text=text, choices=(t(lang, AS_NEW, words=said),))


def rows_of(state: TaskState, lang: str) -> tuple[tuple[str, str], ...]:
    """A row a step: who does what, and how far it is."""
    return tuple(
        (
            f"{Text(msg=TITLES[step.job]).render(lang)}: {Text(msg=SPECIALISTS[step.job].does).render(lang)}"
            if lang == "en"
            else f"{Text(msg=TITLES[step.job]).render(lang)}：{Text(msg=SPECIALISTS[step.job].does).render(lang)}",
            Text(msg=status_words(step)).render(lang),
        )
        for step in state.steps
    )


def _said(state: TaskState) -> Text:
    """How far it is: done and waiting for a yes; stopped or failed, where, and how it goes on."""
    if state.is_done:
        return Text(
            msg=N_("All {count} steps are done. Nothing has been sent: the card waits for your yes."),
            args={"count": len(state.steps)},
        )
    return next(_stuck(state), Text(msg=N_("The task is being worked on.")))


def _stuck(state: TaskState) -> Iterator[Text]:
    for step in state.steps:
        who = Text(msg=TITLES[step.job])
        if step.status == "failed" and step.trouble is not None:
            said = Text(msg=N_("{who}: {trouble}"), args={"who": who, "trouble": step.trouble})
            if step.hint is not None:
                said = Text(msg="{said} {more}", args={"said": said, "more": step.hint})
            yield Text(msg=N_("{said} Nothing was sent; the other steps are kept."), args={"said": said})
        elif step.status == "stopped":
            yield Text(
                msg=N_("Stopped before {who}. Nothing was sent; it can go on from there."), args={"who": who}
            )


def status_words(step: Step) -> str:
    """How far a step is, as msgid. The last one is the owner's: the brain has only put it before them."""
    if step.job == "confirmation" and step.status == "done":
        return N_("waits for your yes")
    return STATUS_WORDS[step.status]
