"""An opportunity the owner can act on: voice, words, time, audience, and one filled button.

Everything here runs in a fragment: choosing a voice redraws one card; a decision redraws the page.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import streamlit as st

from brain.kernel.errors import OwnerError
from brain.kernel.i18n import N_, Text
from cards import notices
from cards.grounds import draw_grounds, draw_look
from cards.model import PICTURE_WORDS, VOICE_WORDS, Picture, Voice
from cards.opportunity.audience import draw_audience
from cards.opportunity.model import OpportunityCard
from cards.opportunity.view import draw_head, draw_picture, draw_words
from cards.opportunity.wording import edit_words, editing_key, turn_editing
from cards.pieces import plain
from cards.reader import Reader
from cards.setting_aside import draw_later_and_no
from cards.view import draw_effect, widget_key

if TYPE_CHECKING:
    from brain.actions.views import ExecutionView
    from brain.desk import Desk

REASONS = (
    N_("The time does not suit"),
    N_("Not enough stock"),
    N_("The words do not sound like me"),
    N_("I posted not long ago"),
    N_("The customers would not want it"),
    N_("Another reason"),
)


@st.fragment
def draw_opportunity(card: OpportunityCard, reader: Reader, desk: Desk) -> None:
    """The whole card with its controls."""
    if notices.has_done():
        st.rerun(scope="app")
    with st.container(border=True, key=widget_key("card", card.id)):
        draw_head(card, reader)
        if card.explanation.look is not None:
            draw_look(card.explanation.look, reader, widget_key("look", card.id))
        best_time = (reader.say("Best time"), card.proposal.at_why)
        draw_grounds(card, card.explanation, reader, (best_time,))
        variant, words, picture = _draw_proposal(card, reader, desk)
        draw_effect(card.effect, reader)
        notices.say_refused(card.id, reader)
        _draw_actions(card, reader, desk, variant, words, picture)


def _draw_proposal(card: OpportunityCard, reader: Reader, desk: Desk) -> tuple[int, str, Picture]:
    """Picture left, voices as tabs, words and audience right. Gives the chosen voice, its words and the kind of picture."""
    variants = card.proposal.variants
    with st.container(horizontal=True, wrap=False, gap="medium", key=widget_key("proposal", card.id)):
        poster = st.container(width="content", key=widget_key("poster", card.id))
        with st.container():
            with st.container(horizontal=True, gap="small", key=widget_key("manner", card.id)):
                chosen = _choose_voice(card, [variant.voice for variant in variants], reader)
                picture = _choose_picture(card, reader)
            with poster:
                draw_picture(variants[chosen], picture, reader)
            if st.session_state.get(editing_key(card)):
                words = edit_words(card, chosen, reader, desk)
            else:
                words = variants[chosen].text
                draw_words(variants[chosen], widget_key("draft", card.id))
            draw_audience(card, card.proposal.audience, reader, desk)
    return chosen, words, picture


def _choose_picture(card: OpportunityCard, reader: Reader) -> Picture:
    """Poster or photos, where the shop has photos that may be shown."""
    if not any(variant.photos for variant in card.proposal.variants):
        return "poster"
    kinds: tuple[Picture, ...] = ("poster", "photos")
    picked = st.segmented_control(
        reader.say("Picture"),
        kinds,
        default=card.proposal.picture,
        required=True,
        format_func=lambda kind: reader.say(PICTURE_WORDS[kind]),
        key=widget_key("picture", card.id),
        label_visibility="collapsed",
    )
    return card.proposal.picture if picked is None else picked


def _choose_voice(card: OpportunityCard, voices: Sequence[Voice], reader: Reader) -> int:
    if len(voices) == 1:
        return 0
    picked = st.segmented_control(
        reader.say("Voice"),
        range(len(voices)),
        default=card.proposal.chosen,
        required=True,
        format_func=lambda place: reader.say(VOICE_WORDS[voices[place]]),
        key=widget_key("voice", card.id),
        label_visibility="collapsed",
        wrap=True,
    )
    return card.proposal.chosen if picked is None else int(picked)


def _draw_actions(
    card: OpportunityCard, reader: Reader, desk: Desk, variant: int, words: str, picture: Picture
) -> None:
    """One filled button; the rest is quiet."""
    mine = card.proposal.variants[variant]
    choice = {
        "variant": variant,
        "text": None if words == mine.text else words,
        "picture": picture if mine.photos else None,
    }
    at = card.proposal.at if card.proposal.at > desk.parts.clock.now() else None
    with st.container(horizontal=True, gap="small", key=widget_key("actions", card.id)):
        st.button(
            reader.say("Do it"),
            type="primary",
            key=widget_key("accept", card.id),
            on_click=_accept,
            args=(card, desk, reader, choice | {"at": at}),
            help=plain(reader.say("Goes out {moment}", moment=reader.when(at) if at else reader.say("now"))),
        )
        editing = bool(st.session_state.get(editing_key(card)))
        st.button(
            reader.say("Keep the draft") if editing else reader.say("Edit"),
            type="tertiary",
            key=widget_key("edit", card.id),
            on_click=turn_editing,
            args=(card, not editing),
        )
        _draw_times(card, reader, desk, choice)
        draw_later_and_no(card, reader, desk, REASONS)


def _draw_times(card: OpportunityCard, reader: Reader, desk: Desk, choice: dict[str, Any]) -> None:
    opened = st.popover(
        reader.say("Another time"), type="tertiary", key=widget_key("times", card.id), on_change="rerun"
    )
    if not opened.open:
        return
    zone = ZoneInfo(reader.zone)
    with opened:
        st.caption(plain(card.proposal.at_why.render(reader.lang)))
        picked = st.datetime_input(
            reader.say("Send at (shop time)"),
            value=card.proposal.at.astimezone(zone).replace(tzinfo=None),
            key=widget_key("at", card.id),
        )
        channels = desk.channels()
        channel = channels[0]
        if len(channels) > 1:
            channel = st.selectbox(reader.say("Channel"), channels, key=widget_key("channel", card.id))
        at = picked.replace(tzinfo=zone) if isinstance(picked, datetime) else None
        timed = choice | {"channel": channel}
        st.button(
            reader.say("Schedule"),
            key=widget_key("schedule", card.id),
            on_click=_accept,
            args=(card, desk, reader, timed | {"at": at}),
            width="stretch",
        )
        st.button(
            reader.say("Send now"),
            key=widget_key("now", card.id),
            on_click=_accept,
            args=(card, desk, reader, timed | {"at": None}),
            width="stretch",
        )


def _accept(card: OpportunityCard, desk: Desk, reader: Reader, choice: dict[str, Any]) -> None:
    try:
        done = desk.decide(card.id, "accept", **choice)
    except OwnerError as error:
        if error.code == "compliance":
            turn_editing(card, True)
        notices.leave_refused(card.id, error)
        return
    notices.leave_done(_said_of(done, reader, desk))


def _said_of(done: ExecutionView | None, reader: Reader, desk: Desk) -> Text:
    """What became of an accepted card, with the desk's own remark where it did otherwise than asked."""
    if done is None or done.post is not None:
        return Text(msg="Sent. You find it under Actions.")
    if done.note is not None:
        return done.note
    if done.due_at > desk.parts.clock.now():
        return Text(msg="Scheduled for {moment}.", args={"moment": reader.when(done.due_at)})
    return Text(msg="On its way. You find it under Actions.")
