"""Drawing an opportunity: what, why, to whom, what it may bring. What the owner can do about it is in `deciding`."""

from __future__ import annotations

import streamlit as st

from brain.kernel.errors import OwnerError
from cards.model import CardBase, Picture, Variant
from cards.opportunity.model import OpportunityCard
from cards.pieces import plain
from cards.reader import Reader
from cards.view import draw_confidence, draw_sentence, draw_state, quiet, widget_key

POSTER_WIDTH = 208


def draw_head(card: OpportunityCard, reader: Reader) -> None:
    """Kind, best time and confidence in one quiet line, then the headline and why now."""
    with st.container(horizontal=True, horizontal_alignment="distribute", gap="small"):
        best = reader.say("Opportunity · best {moment}", moment=reader.when(card.proposal.at))
        st.markdown(quiet(best), width="content")
        draw_confidence(card.explanation.confidence, reader)
    st.markdown(f"### {plain(card.headline.render(reader.lang))}", anchors=False)
    draw_sentence(card.explanation.why_now, reader, widget_key("why", card.id), lead=reader.say("Why: "))


def draw_picture(variant: Variant, kind: Picture, reader: Reader) -> None:
    """What goes with a voice's words."""
    if kind == "photos" and variant.photos:
        draw_poster(variant.photos, reader, alt=reader.say("Customers' photos"))
    else:
        draw_poster(variant.picture, reader)


def draw_poster(picture: str, reader: Reader, width: int = POSTER_WIDTH, alt: str = "") -> None:
    """The picture of a text, if one was made and is still there."""
    if not picture:
        return
    try:
        path = reader.sources.picture(picture)
    except OwnerError as error:
        st.caption(plain(error.render(reader.lang)))
        return
    # A number as the image's own width would make Streamlit shrink the file, and a phone's screen shows the loss.
    with st.container(width=width):
        st.image(path, width="stretch", alt=alt or reader.say("Poster"))


def draw_words(variant: Variant, key: str) -> None:
    """The text as it will be sent, its line breaks kept; its link is shown, not live: the owner's visit would count."""
    with st.container(key=key):
        st.text(variant.text)


def draw_small(card: CardBase, reader: Reader) -> None:
    """One line for a card that has been decided: its state and its headline."""
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        draw_state(card.state, reader.lang)
        st.markdown(plain(card.headline.render(reader.lang)), width="content")
