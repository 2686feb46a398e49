"""Changing one step of a task in one line: what it goes by now stands there, and what follows from it is done anew."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from brain.assistant.specialists.state import EDITABLE, TITLES, Job, Step
from brain.kernel.errors import OwnerError
from brain.kernel.i18n import N_
from cards import notices
from cards.answer.texts import EditStep
from cards.pieces import plain
from cards.reader import Reader
from pages import session, tasks
from pages.session import Sitting
from pages.tasks import InHand

WORDS = "step-words"
REFUSED = "step"
ASKS: dict[Job, str] = {
    "analyst": N_("What should be looked into?"),
    "chooser": N_("Which product, category or brand?"),
    "writer": N_("Which voice or words?"),
    "planner": N_("When?"),
    "reviewer": N_("What should be otherwise?"),
    "confirmation": N_("What should be otherwise?"),
}
EXAMPLES: dict[Job, str] = {
    "analyst": N_("why refunds rose last week"),
    "chooser": N_("a name as your files have it, or “another product”"),
    "writer": N_("humorous, or “rewrite”, or the whole text in quotes"),
    "planner": N_("tomorrow 10:00"),
    "reviewer": N_("another product, a voice, or another time"),
    "confirmation": N_("another product, a voice, or another time"),
}


def of(hand: InHand) -> EditStep:
    """Draws the way to change each step of the task in hand: a button, or the form that it has opened."""
    steps = hand.run.state.steps
    decided = hand.run.decided()

    def draw(place: int) -> Callable[[], None] | None:
        if place >= len(steps) or steps[place].status == "running":
            return None
        step = steps[place]
        if st.session_state.get(session.EDITED_STEP) == (hand.run.id, step.job):
            return lambda: _draw_form(hand, step, decided)
        _draw_button(hand, step)
        return None

    return draw


def _draw_button(hand: InHand, step: Step) -> None:
    reader = hand.sitting.reader
    st.button(
        reader.say("Edit this step"),
        icon=":material/edit:",
        type="tertiary",
        key=f"edit-step-{step.job}",
        on_click=_open,
        args=(hand.run.id, step),
    )


def _open(task: str, step: Step) -> None:
    st.session_state[session.EDITED_STEP] = (task, step.job)
    st.session_state[WORDS] = words_of(step)


def _close() -> None:
    st.session_state.pop(session.EDITED_STEP, None)


def words_of(step: Step) -> str:
    """What the step goes by now, where somebody said so."""
    names = [
        name for name in ("text", "instruction", "voice", *sorted(EDITABLE[step.job])) if name in step.wishes
    ]
    return f"“{step.wishes['text']}”" if names[:1] == ["text"] else step.wishes[names[0]] if names else ""


def _draw_form(hand: InHand, step: Step, decided: OwnerError | None) -> None:
    reader = hand.sitting.reader
    with st.form(f"step-{step.job}", border=True):
        if decided is not None:
            st.markdown(plain(decided.render(reader.lang)))
        st.text_input(
            reader.say(ASKS[step.job]), key=WORDS, max_chars=600, placeholder=reader.say(EXAMPLES[step.job])
        )
        notices.say_refused(REFUSED, reader)
        with st.container(horizontal=True, gap="small"):
            st.form_submit_button(
                reader.say("Do it from here") if decided is None else reader.say("Make it a new step"),
                type="primary",
                key="step-change",
                on_click=_change,
                args=(hand, step.job, decided is not None),
            )
            st.form_submit_button(reader.say("Leave it"), type="tertiary", key="step-leave", on_click=_close)


def _change(hand: InHand, job: Job, anew: bool) -> None:
    """Check the words and go on from the step; refused, the form stays with the words and the reason."""
    words = str(st.session_state.get(WORDS, "")).strip()
    sitting: Sitting = hand.sitting
    kept = sitting.desk.talk.tasks
    try:
        change = kept.anew if anew else kept.edit
        run = change(hand.run.id, job, words, sitting.lang)
    except OwnerError as error:
        notices.leave_refused(REFUSED, error)
        return
    _close()
    tasks.go_on(hand, run.id, said_of(sitting.reader, job, words, anew))


def said_of(reader: Reader, job: Job, words: str, anew: bool) -> str:
    """What stands in the conversation for a change."""
    who = reader.say(TITLES[job])
    if anew:
        return reader.say("A new step, {who}: {words}", who=who, words=words)
    return reader.say("Edit {who}: {words}", who=who, words=words)
