"""A task of several steps in the conversation: going on where it stopped, and doing a step again."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import dataclass

import streamlit as st

from brain.assistant.agent import Event
from brain.assistant.specialists.running import TaskRun
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


@dataclass(frozen=True)
class InHand:
    """The task that the newest answer is about, and where what follows from a button is to be told."""

    sitting: Sitting
    run: TaskRun
    key: tuple[str, str]
    conversation: str | None


def in_hand(sitting: Sitting, key: tuple[str, str], conversation: str | None) -> InHand | None:
    """The task of the open conversation; None where there is none any more."""
    desk, lang = sitting.desk, sitting.lang
    chosen = conversation or desk.history.newest()
    run = attempt(lambda: desk.talk.tasks.newest(lang, chosen), lang)
    return InHand(sitting, run, key, conversation) if run is not None else None


def draw_controls(hand: InHand) -> None:
    """Under the newest answer of a task: go on, or do a step and all after it again. Nothing is sent by either."""
    reader, state = hand.sitting.reader, hand.run.state
    with st.container(horizontal=True, gap="small", key="task-controls"):
        if state.next is not None:
            said = reader.say(GO_ON)
            st.button(
                said,
                icon=":material/play_arrow:",
                key="task-on",
                on_click=go_on,
                args=(hand, hand.run.id, said),
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
                args=(hand,),
            )


def _again(hand: InHand) -> None:
    job, reader = st.session_state[AGAIN], hand.sitting.reader
    try:
        hand.run.retry(job)
    except OwnerError as error:
        notices.leave_refused("talk", error)
        return
    go_on(hand, hand.run.id, reader.say("Once more from {who}", who=reader.say(TITLES[job])))


def go_on(hand: InHand, task: str, said: str) -> None:
    """Work on at a task beside the page, as any answer that takes a while; `said` stands in the conversation for it."""
    brain, shop, lang = brain_here(), hand.sitting.desk.shop.id, hand.sitting.lang
    conversation = hand.conversation

    def work(stop: threading.Event) -> Iterator[Event]:
        return brain.desk(shop).talk.run_on(task, said, lang=lang, conversation=conversation, stop=stop)

    st.session_state[session.ASKED] = True
    answering.answers.begin(hand.key, said, work, conversation)
