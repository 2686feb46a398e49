"""To whom a card goes: how many, how many are left out for comparison, and the owner's own list of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from cards.model import Audience
from cards.opportunity.model import OpportunityCard
from cards.pieces import plain
from cards.reader import Reader
from cards.view import attempt, widget_key

if TYPE_CHECKING:
    from brain.desk import Desk


def draw_audience(card: OpportunityCard, audience: Audience, reader: Reader, desk: Desk) -> None:
    """Whom the card addresses: a line that opens to the customers, with their list to download."""
    name = audience.name.render(reader.lang)
    if not audience.segment:
        st.caption(plain(reader.say("To {audience}", audience=name)))
        return
    label = reader.say("To {count} people: {audience}", count=audience.treated, audience=name)
    opened = st.popover(plain(label), type="tertiary", key=widget_key("audience", card.id), on_change="rerun")
    if opened.open:
        with opened:
            _draw_members(card, reader, desk)


def _draw_members(card: OpportunityCard, reader: Reader, desk: Desk) -> None:
    view = attempt(lambda: desk.audience(card.id), reader.lang)
    if view is None:
        return
    st.markdown(
        plain(
            reader.say(
                "{size} customers fit. {treated} receive it; {holdout} are left out by chance, so that the effect can be measured.",
                size=view.size,
                treated=view.treated,
                holdout=view.holdout,
            )
        )
    )
    if card.proposal.audience.lately:
        said = reader.say(
            "{count} of them got another message in the last seven days.", count=card.proposal.audience.lately
        )
        st.markdown(plain(said))
    if card.proposal.audience.tired:
        said = reader.say(
            "{count} more would fit and are left out: they got as many messages this week as one may.",
            count=card.proposal.audience.tired,
        )
        st.markdown(plain(said))
    if view.own_ids:
        st.download_button(
            reader.say("Download the customer list"),
            data="\ufeffcustomer_id\n" + "\n".join(view.own_ids),
            file_name=f"audience-{card.id}.csv",
            mime="text/csv",
            on_click="ignore",
            key=widget_key("members", card.id),
        )
