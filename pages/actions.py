"""What goes out and what went out: text, picture, link and visits of every accepted card."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from brain.actions.views import ExecutionView
from brain.kernel.errors import OwnerError
from brain.kernel.i18n import N_, Text
from cards import notices
from cards.model import VOICE_WORDS, VOICES
from cards.opportunity.view import draw_poster
from cards.pieces import plain
from cards.states import State
from cards.view import draw_state
from pages import session
from pages.session import Sitting

POSTER_WIDTH = 160
WAITING = (State.ACCEPTED, State.SCHEDULED)


def main() -> None:
    """The list, the latest due first."""
    sitting = session.sit_down()
    reader = sitting.reader
    st.markdown(f"## {reader.say('Actions')}", anchors=False)
    notices.say_done(reader)
    executions = sitting.desk.executions()
    if not executions:
        st.markdown(
            reader.say("Posts that you accept on the first page appear here, with their link and its visits.")
        )
        st.page_link("home.py", label=reader.say("See today's suggestions"))
    for execution in executions:
        _draw(execution, sitting)


def _draw(execution: ExecutionView, sitting: Sitting) -> None:
    reader = sitting.reader
    state = State(execution.state)
    with st.container(border=True, key=f"execution-{execution.id}"):
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            draw_state(state, reader.lang)
            st.markdown(f":gray[{plain(_facts(execution, sitting))}]", width="content")
        with st.container(horizontal=True, wrap=False, gap="medium"):
            with st.container(width="content", key=f"poster-{execution.id}"):
                _draw_picture(execution, sitting)
            with st.container():
                with st.container(key=f"draft-{execution.id}"):
                    st.text(execution.text)
                _draw_link(execution, sitting)
        notices.say_refused(execution.id, reader)
        _draw_error(execution, sitting)
        if state in WAITING:
            _button(
                sitting,
                execution,
                N_("Take back"),
                lambda: sitting.desk.cancel(execution.card),
                N_("Taken back. Nothing was sent."),
            )


def _draw_picture(execution: ExecutionView, sitting: Sitting) -> None:
    if execution.taken_down:
        said = sitting.reader.say(
            "The photos were taken down: a customer no longer agrees to have theirs shown, or it was removed."
        )
        with st.container(width=POSTER_WIDTH):
            st.caption(plain(said))
        return
    draw_poster(execution.picture, sitting.reader, POSTER_WIDTH)


def _facts(execution: ExecutionView, sitting: Sitting) -> str:
    reader = sitting.reader
    voice = next((VOICE_WORDS[voice] for voice in VOICES if voice == execution.voice), "")
    when = execution.post.posted_at if execution.post else execution.due_at
    parts = [reader.when(when), execution.channel if execution.channel != "outbox" else reader.say("outbox")]
    if voice:
        parts.append(reader.say(voice))
    if execution.shows == "photos":
        parts.append(reader.say("customers' photos"))
    if execution.post is not None and execution.post.reached:
        parts.append(reader.say("reached {count}", count=execution.post.reached))
    return " · ".join(parts)


def _draw_link(execution: ExecutionView, sitting: Sitting) -> None:
    if not execution.link_url or execution.post is None:
        return
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.link_button(
            sitting.reader.say("Open the link"),
            execution.link_url,
            type="tertiary",
            key=f"link-{execution.id}",
        )
        visits = sitting.reader.say("{count} visits", count=execution.clicks)
        st.markdown(f":gray[{plain(visits)}]", width="content")


def _draw_error(execution: ExecutionView, sitting: Sitting) -> None:
    """What went wrong; an uncertain arrival asks the one question that settles it."""
    if execution.error is None:
        return
    lang = sitting.lang
    hint = execution.hint.render(lang) if execution.hint else ""
    st.error(plain(f"{execution.error.render(lang)} {hint}"))
    desk = sitting.desk
    with st.container(horizontal=True, gap="small"):
        if execution.error_code == "uncertain":
            _button(
                sitting,
                execution,
                N_("It arrived"),
                lambda: desk.resolve_uncertain(execution.id, True),
                N_("Noted: it arrived."),
            )
            _button(
                sitting,
                execution,
                N_("It did not arrive"),
                lambda: desk.resolve_uncertain(execution.id, False),
                N_("Sent again."),
            )
        else:
            _button(sitting, execution, N_("Try again"), lambda: desk.retry(execution.id), N_("Sent again."))


def _button(
    sitting: Sitting, execution: ExecutionView, label: str, deed: Callable[[], object], said: str
) -> None:
    st.button(
        sitting.reader.say(label),
        key=f"{label}-{execution.id}",
        on_click=_do,
        args=(execution.id, deed, Text(msg=said)),
    )


def _do(place: str, deed: Callable[[], object], said: Text) -> None:
    try:
        deed()
    except OwnerError as error:
        notices.leave_refused(place, error)
        return
    notices.leave_done(said)


main()
