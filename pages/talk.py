"""The conversation: a pinned box that takes words, pictures and speech, the turns, and what leads on from the newest."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import streamlit as st

from brain.assistant.agent import Event
from brain.desk import Desk
from brain.desk_history import Turn
from brain.kernel.errors import OwnerError
from cards import notices
from cards.answer.model import AnswerCard
from cards.answer.view import Ways, draw_answer
from cards.kinds import AnyCard
from cards.opportunity.view import draw_small
from cards.pieces import plain
from cards.states import State
from cards.view import attempt
from cards.waiting import draw_waiting
from pages import answering, browser, history, pictures, session, step_edit, tasks
from pages.house import brain_here
from pages.session import Sitting

TURNS_SHOWN = 3
TURNS_KEPT = 20
CONTEXT_TURNS = 3
NEWEST = "newest-turn"
VOICES = {"zh": "zh-CN", "en": "en-US"}


@dataclass(frozen=True)
class Talked:
    """What has been said in the conversation that is open, oldest first, and the cards that its newest answer puts forward."""

    turns: Sequence[Turn]
    put_forward: frozenset[str]


@st.cache_data(ttl=3600, max_entries=64, show_spinner=False)
def suggestions_of(_desk: Desk, shop: str, data_version: int, lang: str, today: date) -> list[str]:
    """Three questions that work on this state of the shop's data, in the reader's language."""
    return _desk.talk.suggestions(lang)


def listen(sitting: Sitting) -> Talked:
    """Draw the box and answer what was put into it; the page is drawn after it, with the newest answer known."""
    with st.bottom:
        # Filled last: what was said just now decides whether it holds suggestions or the stop.
        above = st.container(horizontal=True, wrap=False, gap="small", key="suggestions")
        said = st.chat_input(
            sitting.reader.say("Ask about the shop"),
            key="question",
            max_chars=500,
            accept_file=True,
            file_type=list(pictures.KINDS),
            max_upload_size=pictures.LARGEST_MB,
            accept_audio=True,
        )
    if said:
        _take(sitting, said.text, said.files, said.audio)
    _settle(sitting)
    with above:
        _draw_row_above(sitting)
    turns = _turns(sitting)
    newest = turns[-1].answer if turns else None
    return Talked(turns, frozenset(_cards_of(newest)) if newest is not None else frozenset())


def draw_talk(sitting: Sitting, talked: Talked) -> None:
    """The turns, the newest last, and the answer that is on its way."""
    reader = sitting.reader
    older = bool(st.session_state.get(session.OLDER_TURNS))
    shown = talked.turns if older else talked.turns[-TURNS_SHOWN:]
    coming = _coming(sitting)
    if len(talked.turns) > len(shown):
        st.button(reader.say("Earlier questions"), type="tertiary", key="older", on_click=_show_older)
    for place, turn in enumerate(shown):
        _draw_turn(sitting, turn, newest=place == len(shown) - 1 and coming is None)
    if coming is not None:
        answering.draw_coming(coming, reader)
    notices.say_refused("talk", reader)
    if st.session_state.pop(session.ASKED, False):
        browser.bring_into_view("coming" if coming is not None else NEWEST)
    wish = st.session_state.pop(session.ALOUD_WISH, None)
    if wish is not None:
        browser.read_aloud(wish, VOICES[sitting.lang])


def _draw_turn(sitting: Sitting, turn: Turn, *, newest: bool) -> None:
    reader = sitting.reader
    key = turn.id
    hand = (
        tasks.in_hand(sitting, _key(sitting), _chosen(sitting))
        if newest and turn.answer.topic == "task"
        else None
    )
    ways = Ways(
        edit_step=step_edit.of(hand) if hand is not None else None,
        ask=lambda question: _ask(sitting, question),
        show_card=lambda card_id: _show_card(sitting, card_id, newest=newest),
        read_aloud=_wish_aloud,
    )
    with st.container(key=NEWEST if newest else key):
        with st.chat_message("user", avatar=":material/person:"):
            st.markdown(plain(turn.question))
        with st.chat_message("assistant", avatar=":material/stairs:"):
            draw_answer(turn.answer, reader, key, ways, newest=newest)
            if newest:
                pictures.draw(turn.question, reader, sitting.desk)
                if hand is not None:
                    tasks.draw_controls(hand)


def _draw_row_above(sitting: Sitting) -> None:
    """Above the box: the way to earlier conversations, then suggestions, or the stop while an answer is on its way."""
    desk, lang = sitting.desk, sitting.lang
    history.draw_way_back(sitting)
    coming = _coming(sitting)
    if coming is not None and not coming.done.is_set():
        st.button(
            sitting.reader.say("Stop"),
            icon=":material/stop_circle:",
            key="stop-answer",
            on_click=coming.stop.set,
        )
        return
    known = attempt(lambda: suggestions_of(desk, desk.shop.id, desk.data_version(), lang, desk.today), lang)
    for place, question in enumerate((known or [])[:3]):
        st.button(plain(question), key=f"suggestion-{place}", on_click=_ask, args=(sitting, question))


def _take(sitting: Sitting, words: str, files: Sequence[object], sound: object | None) -> None:
    """What was put into the box: words, a picture, speech, in any mixture."""
    question = words.strip()
    pictures.forget()
    try:
        if sound is not None:
            question = f"{question} {sitting.desk.talk.hear(_bytes(sound), sitting.lang)}".strip()
        if files:
            question = question or sitting.reader.say("Write a text")
            pictures.keep(_bytes(files[0]), question, str(getattr(files[0], "name", "")))
    except OwnerError as error:
        notices.leave_refused("talk", error)
        return
    if question:
        _answer(sitting, question)


def _bytes(file: object) -> bytes:
    read = getattr(file, "getvalue", None)
    assert read is not None, "Streamlit hands uploads over as files"
    return bytes(read())


def _ask(sitting: Sitting, question: str) -> None:
    """A question that a button asks."""
    pictures.forget()
    _answer(sitting, question)


def _answer(sitting: Sitting, question: str) -> None:
    """Answer and remember; the turns before give a follow-up its context. With a model the answer comes by and by."""
    talk, chosen = sitting.desk.talk, _chosen(sitting)
    context = [turn.question for turn in _turns(sitting)[-CONTEXT_TURNS:]]
    st.session_state[session.ASKED] = True
    if talk.takes_a_while(question):
        _begin(sitting, question, context, chosen)
        return
    try:
        talk.ask(question, context, lang=sitting.lang, conversation=chosen)
    except OwnerError as error:
        notices.leave_refused("talk", error)
    else:
        _stay_here(sitting, chosen)


def _begin(sitting: Sitting, question: str, context: Sequence[str], chosen: str | None) -> None:
    """Beside the page, with a desk of its own: this one ends with the drawing."""
    brain, shop, lang = brain_here(), sitting.desk.shop.id, sitting.lang

    def work(stop: threading.Event) -> Iterator[Event]:
        return brain.desk(shop).talk.stream(question, context, lang=lang, conversation=chosen, stop=stop)

    answering.answers.begin(_key(sitting), question, work, chosen)


def _settle(sitting: Sitting) -> None:
    """An answer that has come is in the ledger: the conversation goes on from there."""
    come = answering.answers.take(_key(sitting))
    if come is None:
        return
    if come.refusal is not None:
        notices.leave_refused("talk", come.refusal)
    elif come.conversation == _chosen(sitting):
        # Where another conversation was opened meanwhile, the answer is found in its own.
        st.session_state[session.ASKED] = True
        _stay_here(sitting, _chosen(sitting))


def _coming(sitting: Sitting) -> answering.Answering | None:
    """The answer that is on its way in the conversation that is open."""
    found = answering.answers.find(_key(sitting))
    return found if found is not None and found.conversation == _chosen(sitting) else None


def _stay_here(sitting: Sitting, chosen: str | None) -> None:
    """A conversation that has just begun has a name now."""
    if not chosen:
        session.choose_conversation(sitting.desk.history.newest())


def _chosen(sitting: Sitting) -> str | None:
    """The conversation that is open: NEW_TALK, one of one's own, or None for the newest."""
    wish = session.conversation()
    if not wish:
        return wish
    return wish if sitting.desk.history.title(wish) is not None else None


def _turns(sitting: Sitting) -> list[Turn]:
    chosen = _chosen(sitting)
    return [] if chosen == session.NEW_TALK else sitting.desk.history.turns(TURNS_KEPT, chosen)


def _cards_of(answer: AnswerCard) -> list[str]:
    return [*answer.cards, *(card_id for part in answer.parts for card_id in part.cards)]


def _show_card(sitting: Sitting, card_id: str, *, newest: bool) -> None:
    """A card that an answer puts forward, with its buttons while it waits; in older turns one line."""
    card: AnyCard | None = attempt(lambda: sitting.desk.card(card_id), sitting.lang)
    if card is None:
        return
    if newest and card.state is State.PROPOSED:
        draw_waiting(card, sitting.reader, sitting.desk)
    else:
        draw_small(card, sitting.reader)


def _key(sitting: Sitting) -> tuple[str, str]:
    return (sitting.desk.shop.id, sitting.desk.actor.user)


def _wish_aloud(key: str) -> None:
    st.session_state[session.ALOUD_WISH] = key


def _show_older() -> None:
    st.session_state[session.OLDER_TURNS] = True
