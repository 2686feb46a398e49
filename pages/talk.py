"""The conversation: the newest turns, a pinned box, and three suggestions above it that are known to work."""

from __future__ import annotations

from datetime import date

import streamlit as st

from brain.desk import Desk
from brain.kernel.errors import OwnerError
from cards import notices
from cards.answer.view import draw_answer
from cards.pieces import plain
from cards.view import attempt
from pages import browser, session
from pages.session import Sitting

TURNS_SHOWN = 3
TURNS_KEPT = 20
CONTEXT_TURNS = 3
NEWEST = "newest-turn"


@st.cache_data(ttl=3600, max_entries=64, show_spinner=False)
def suggestions_of(_desk: Desk, shop: str, data_version: int, lang: str, today: date) -> list[str]:
    """Three questions that work on this state of the shop's data, in the reader's language."""
    return _desk.talk.suggestions(lang)


def draw_talk(sitting: Sitting) -> None:
    """Box first, so that a new question is answered before the turns are drawn."""
    desk, reader = sitting.desk, sitting.reader
    with st.bottom:
        _draw_suggestions(sitting)
        question = st.chat_input(reader.say("Ask about the shop"), key="question", max_chars=500)
    if question:
        _ask(sitting, str(question))
    older = bool(st.session_state.get(session.OLDER_TURNS))
    turns = desk.talk.turns(TURNS_KEPT)
    shown = turns if older else turns[-TURNS_SHOWN:]
    if len(turns) > len(shown):
        st.button(reader.say("Earlier questions"), type="tertiary", key="older", on_click=_show_older)
    for place, turn in enumerate(shown):
        newest = place == len(shown) - 1
        key = f"turn-{turn.at:%Y%m%d%H%M%S%f}"
        with st.container(key=NEWEST if newest else key):
            with st.chat_message("user", avatar=":material/person:"):
                st.markdown(plain(turn.question))
            with st.chat_message("assistant", avatar=":material/stairs:"):
                draw_answer(turn.answer, reader, key, lambda again: _ask(sitting, again))
    notices.say_refused("talk", reader)
    if st.session_state.pop(session.ASKED, False):
        browser.bring_into_view(NEWEST)


def _draw_suggestions(sitting: Sitting) -> None:
    desk, lang = sitting.desk, sitting.lang
    known = attempt(lambda: suggestions_of(desk, desk.shop.id, desk.data_version(), lang, desk.today), lang)
    if not known:
        return
    with st.container(horizontal=True, wrap=False, gap="small", key="suggestions"):
        for place, question in enumerate(known[:3]):
            st.button(plain(question), key=f"suggestion-{place}", on_click=_ask, args=(sitting, question))


def _ask(sitting: Sitting, question: str) -> None:
    """Answer and remember; the turns before give a follow-up its context."""
    context = [turn.question for turn in sitting.desk.talk.turns(CONTEXT_TURNS)]
    try:
        sitting.desk.ask(question, context, lang=sitting.lang)
    except OwnerError as error:
        notices.leave_refused("talk", error)
    st.session_state[session.ASKED] = True


def _show_older() -> None:
    st.session_state[session.OLDER_TURNS] = True
