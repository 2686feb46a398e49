"""An alert as the owner sees it: what is wrong, what it costs, what to do in order, and one button when it is done."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from brain.kernel.errors import OwnerError
from brain.kernel.i18n import N_, Text
from cards import notices
from cards.alert.model import AlertCard
from cards.grounds import draw_grounds, draw_look
from cards.pieces import plain
from cards.reader import Reader
from cards.setting_aside import draw_later_and_no
from cards.view import draw_confidence, draw_effect, draw_sentence, quiet, widget_key

if TYPE_CHECKING:
    from brain.desk import Desk

REASONS = (
    N_("It is meant to be so"),
    N_("I know, and it is under way"),
    N_("The figures are wrong"),
    N_("Not worth the trouble"),
    N_("Another reason"),
)


@st.fragment
def draw_alert(card: AlertCard, reader: Reader, desk: Desk) -> None:
    """The whole card with its controls."""
    if notices.has_done():
        st.rerun(scope="app")
    with st.container(border=True, key=widget_key("card", card.id)):
        _draw_head(card, reader)
        if card.explanation.look is not None:
            draw_look(card.explanation.look, reader, widget_key("look", card.id))
        _draw_photos(card, reader)
        _draw_steps(card, reader)
        draw_grounds(card, card.explanation, reader)
        draw_effect(card.effect, reader)
        notices.say_refused(card.id, reader)
        with st.container(horizontal=True, gap="small", key=widget_key("actions", card.id)):
            st.button(
                reader.say("Done"),
                type="primary",
                key=widget_key("accept", card.id),
                on_click=_done,
                args=(card, desk),
            )
            draw_later_and_no(card, reader, desk, REASONS)


def _draw_head(card: AlertCard, reader: Reader) -> None:
    with st.container(horizontal=True, horizontal_alignment="distribute", gap="small"):
        kind = reader.say("Urgent · for your own hands") if card.urgent else reader.say("For your own hands")
        st.markdown(quiet(kind), width="content")
        draw_confidence(card.explanation.confidence, reader)
    st.markdown(f"### {plain(card.headline.render(reader.lang))}", anchors=False)
    draw_sentence(card.explanation.why_now, reader, widget_key("why", card.id), lead=reader.say("Why: "))


def _draw_photos(card: AlertCard, reader: Reader) -> None:
    """Pictures to look at, small and side by side; one that is gone leaves no gap."""
    if not card.photos:
        return
    with st.container(horizontal=True, gap="small", key=widget_key("alert-photos", card.id)):
        for photo in card.photos:
            try:
                path = reader.sources.picture(photo)
            except OwnerError:
                continue
            with st.container():
                st.image(path, width="stretch", alt=reader.say("A customer's photo"))


def _draw_steps(card: AlertCard, reader: Reader) -> None:
    with st.container(gap="xsmall", key=widget_key("steps", card.id)):
        for number, step in enumerate(card.steps, start=1):
            draw_sentence(step, reader, widget_key("step", card.id, number), lead=f"{number}. ")


def _noted(card: AlertCard) -> Text:
    """When the owner will hear whether it helped."""
    if card.warned is None:
        return Text(msg="Noted as done.")
    return Text(
        msg="Noted as done. Afterwards the figure is counted again, and a battle report says whether it came right."
    )


def _done(card: AlertCard, desk: Desk) -> None:
    try:
        desk.decide(card.id, "accept")
    except OwnerError as error:
        notices.leave_refused(card.id, error)
        return
    notices.leave_done(_noted(card))
