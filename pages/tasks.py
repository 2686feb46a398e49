"""A task of several steps in the conversation: going on where it stopped, and doing a step again."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import streamlit as st

from brain.assistant.agent import Event
from brain.assistant.specialists.state import TITLES
from brain.kernel.errors import OwnerError
from brain.kernel.i18n import N_
from cards import notices
from cards.view import attempt
from pages import answering, session
from pages.house import brain_here
from pages.session import Sitting

AGAIN = "task-again"
GO_ON = N_("Go on from there")


def draw_controls(sitting: Sitting, key: tuple[str, str], conversation: str | None) -> None:
    """Under the newest answer of a task: go on, or do a step and all after it again. Nothing is sent by either."""
    reader = sitting.reader
    talk = sitting.desk.talk
    run = attempt(lambda: talk.tasks.newest(reader.lang, conversation or sitting.desk.history.newest()), reader.lang)
    if run is None:
        return
    state = run.state
    with st.container(horizontal=True, gap="small", key="task-controls"):
        if not state.is_done:
            st.button(
                reader.say(GO_ON),
                icon=":material/play_arrow:",
                key="task-on",
                on_click=_go_on,
                args=(sitting, key, run.id, reader.say(GO_ON), conversation),
            )
        tried = [step.job for step in state.steps if step.tries]
        if tried:
            st.menu_button(
                reader.say("Do a step again"),
                tried,
                type="tertiary",
                format_func=lambda job: reader.say(TITLES[job]),
                key=AGAIN,
                on_click=_again,
                args=(sitting, key, run.id, conversation),
            )


def _again(sitting: Sitting, key: tuple[str, str], task: str, conversation: str | None) -> None:
    job = st.session_state[AGAIN]
    try:
        sitting.desk.talk.tasks.find(task, sitting.lang).retry(job)
    except OwnerError as error:
        notices.leave_refused("talk", error)
        return
    said = sitting.reader.say("Once more from {who}", who=sitting.reader.say(TITLES[job]))
    _go_on(sitting, key, task, said, conversation)


def _go_on(sitting: Sitting, key: tuple[str, str], task: str, said: str, conversation: str | None) -> None:
    """Beside the page, as any answer that takes a while."""
    brain, shop, lang = brain_here(), sitting.desk.shop.id, sitting.lang

    def work(stop: threading.Event) -> Iterator[Event]:
        return brain.desk(shop).talk.run_on(task, said, lang=lang, conversation=conversation, stop=stop)

    st.session_state[session.ASKED] = True
    answering.answers.begin(key, said, work, conversation)
