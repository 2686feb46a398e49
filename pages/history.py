"""Earlier conversations: found by a word, opened with a tap, deleted after a second look."""

from __future__ import annotations

import streamlit as st

from brain.desk_history import ConversationView
from brain.kernel.errors import OwnerError
from brain.kernel.i18n import Text
from cards import notices
from cards.pieces import plain
from cards.reader import Reader
from pages import pictures, session
from pages.session import Sitting

MOST_SHOWN = 30


def draw_way_back(sitting: Sitting) -> None:
    """The button that leads to earlier conversations; the list itself is read only when it is asked for."""
    st.button(
        sitting.reader.say("Conversations"),
        icon=":material/history:",
        key="history",
        on_click=_wish,
    )
    if st.session_state.pop(session.HISTORY_WISH, False):
        _open(sitting)


def _wish() -> None:
    st.session_state[session.HISTORY_WISH] = True
    st.session_state.pop(session.DELETE_WISH, None)


def _open(sitting: Sitting) -> None:
    title = sitting.reader.say("Conversations")

    @st.dialog(title, width="medium")
    def listing() -> None:
        _draw_list(sitting)

    listing()


def _draw_list(sitting: Sitting) -> None:
    desk, reader = sitting.desk, sitting.reader
    with st.container(key="talks"):
        if st.button(
            reader.say("New conversation"),
            icon=":material/add:",
            key="new-talk",
            type="primary",
            width="stretch",
        ):
            _go_to(session.NEW_TALK)
        words = st.text_input(
            reader.say("Search your questions"),
            key="talk-search",
            placeholder=reader.say("Search your questions"),
            label_visibility="collapsed",
            icon=":material/search:",
        )
        found = desk.history.conversations(words, MOST_SHOWN)
        if not found:
            st.caption(
                reader.say("No question has these words.") if words else reader.say("Nothing was asked yet.")
            )
        for view in found:
            _draw_one(view, sitting)


def _draw_one(view: ConversationView, sitting: Sitting) -> None:
    reader = sitting.reader
    with st.container(
        horizontal=True, wrap=False, gap="xsmall", vertical_alignment="center", key=f"talk-{view.id}"
    ):
        if st.button(
            plain(view.title),
            key=f"open-talk-{view.id}",
            type="tertiary",
            width="stretch",
        ):
            _go_to(view.id)
        st.markdown(f":gray[:small[{plain(reader.when(view.touched_at))}]]", width="content")
        st.button(
            reader.say("Delete"),
            icon=":material/delete:",
            key=f"delete-talk-{view.id}",
            type="tertiary",
            on_click=_wish_deleted,
            args=(view.id,),
        )
    if st.session_state.get(session.DELETE_WISH) == view.id:
        _draw_second_look(view, sitting, reader)


def _go_to(conversation: str) -> None:
    session.choose_conversation(conversation)
    pictures.forget()
    st.rerun()


def _draw_second_look(view: ConversationView, sitting: Sitting, reader: Reader) -> None:
    """Deleting is for good, so it is asked once more, at the conversation itself."""
    st.warning(
        plain(reader.say("Delete “{title}” with all its questions and answers, for good?", title=view.title))
    )
    with st.container(horizontal=True, gap="small"):
        if st.button(reader.say("Delete for good"), type="primary", key=f"delete-now-{view.id}"):
            _delete(view, sitting)
            st.rerun()
        st.button(reader.say("Keep it"), key=f"keep-talk-{view.id}", on_click=_wish_deleted, args=("",))


def _wish_deleted(conversation: str) -> None:
    st.session_state[session.DELETE_WISH] = conversation


def _delete(view: ConversationView, sitting: Sitting) -> None:
    st.session_state.pop(session.DELETE_WISH, None)
    try:
        sitting.desk.history.delete(view.id)
    except OwnerError as error:
        notices.leave_refused("talk", error)
        return
    if session.conversation() == view.id:
        session.choose_conversation(sitting.desk.history.newest())
    notices.leave_done(Text(msg="Deleted, with its questions and answers."))
