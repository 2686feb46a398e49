"""The second floor: the day in a sentence, what is worth doing, what was done, and the conversation, in one stream."""

from __future__ import annotations

from datetime import timedelta

import streamlit as st

from brain.kernel.errors import OwnerError
from brain.kernel.i18n import Text
from cards import notices
from cards.battle_report.view import draw_battle_report
from cards.kinds import AnyCard
from cards.opportunity.view import draw_small
from cards.states import State
from cards.waiting import draw_waiting
from pages import again, opening, session, talk
from pages.session import Sitting

DECIDED_SHOWN = 5
FRESH = timedelta(days=3)
STILL_OPEN = (State.ACCEPTED, State.SCHEDULED)


def main() -> None:
    """Draw the stream."""
    sitting = session.sit_down()
    desk, reader = sitting.desk, sitting.reader
    again.grant(sitting)
    talked = talk.listen(sitting)
    with st.spinner(reader.say("Reading the shop's figures"), show_time=False):
        cards = desk.cards()
        seen = opening.overview_of(desk, desk.shop.id, desk.data_version(), desk.today, len(cards))
    opening.draw_opening(seen, reader, sitting.hour)
    opening.draw_goal(desk, reader)
    notices.say_done(reader)
    for card in _asked_for_first(cards):
        # A card that the newest answer puts forward stands in the conversation, with its buttons.
        if card.id not in talked.put_forward:
            draw_waiting(card, reader, desk)
    _draw_decided(sitting)
    _draw_fresh_reports(sitting)
    opening.draw_considered(desk.considered(), reader)
    opening.draw_switched_off(desk.switched_off(), reader)
    talk.draw_talk(sitting, talked)


def _asked_for_first(cards: list[AnyCard]) -> list[AnyCard]:
    """The card that a link named (from the morning's digest) ahead of the others."""
    asked_for = st.query_params.get("card")
    return sorted(cards, key=lambda card: card.id != asked_for)


def _draw_decided(sitting: Sitting) -> None:
    """What was decided lately; what has not gone out yet can be taken back."""
    desk, reader = sitting.desk, sitting.reader
    decided = desk.recent_cards()[:DECIDED_SHOWN]
    if not decided:
        return
    st.markdown(f"#### {reader.say('Decided lately')}", anchors=False)
    for card in decided:
        with st.container(
            border=True, horizontal=True, vertical_alignment="center", key=f"decided-{card.id}"
        ):
            draw_small(card, reader)
            if card.state in STILL_OPEN:
                st.button(
                    reader.say("Take back"),
                    type="tertiary",
                    key=f"cancel-{card.id}",
                    on_click=_cancel,
                    args=(sitting, card.id),
                )
        notices.say_refused(card.id, reader)
    st.page_link("actions.py", label=reader.say("All actions"))


def _draw_fresh_reports(sitting: Sitting) -> None:
    """What became certain in the last days; every other report stands in the review."""
    fresh = [
        report
        for report in sitting.desk.reports()
        if report.final and timedelta(0) <= sitting.now - report.made_at <= FRESH
    ]
    if not fresh:
        return
    st.markdown(f"#### {sitting.reader.say('Battle reports')}", anchors=False)
    for report in fresh:
        draw_battle_report(report, sitting.reader, again.wish_for(report))


def _cancel(sitting: Sitting, card_id: str) -> None:
    try:
        sitting.desk.cancel(card_id)
    except OwnerError as error:
        notices.leave_refused(card_id, error)
        return
    notices.leave_done(Text(msg="Taken back. Nothing was sent."))


main()
