"""The owner's own words on a card: what may not be said is named at once, with words that may; a lost link is missed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import streamlit as st

from brain.content.compliance import Verdict, explain, rewrite
from cards.opportunity.model import OpportunityCard
from cards.pieces import plain
from cards.reader import Reader
from cards.view import widget_key

if TYPE_CHECKING:
    from brain.desk import Desk

TRACKED_LINK = re.compile(r"https?://\S+/r/\w+")


def editing_key(card: OpportunityCard) -> str:
    """Where the session keeps whether this card's words are being edited."""
    return widget_key("editing", card.id)


def turn_editing(card: OpportunityCard, on: bool) -> None:
    """Open or close the text area; closing it goes back to the draft."""
    st.session_state[editing_key(card)] = on


def edit_words(card: OpportunityCard, chosen: int, reader: Reader, desk: Desk) -> str:
    """A text area over the draft; what may not be said is named at once, with words that may."""
    key = widget_key("words", card.id, chosen)
    original = card.proposal.variants[chosen].text
    words = st.text_area(
        reader.say("Your words"), value=original, key=key, height="content", label_visibility="collapsed"
    )
    if words == original:
        return words
    verdict = desk.check(words)
    if verdict.verdict != "none":
        _draw_findings(verdict, words, key, reader)
    _draw_lost_link(original, words, key, reader)
    return words


def _draw_findings(verdict: Verdict, words: str, key: str, reader: Reader) -> None:
    blocked = verdict.verdict == "block"
    lead = (
        reader.say("This cannot be sent as it is:") if blocked else reader.say("Please read this once more:")
    )
    lines = "\n".join(f"- {plain(text.render(reader.lang))}" for text in explain(verdict))
    (st.error if blocked else st.warning)(f"{lead}\n{lines}")
    better = rewrite(words, verdict)
    if better != words:
        st.markdown(plain(reader.say("Suggested: {words}", words=better)))
        st.button(
            reader.say("Use the suggested words"),
            key=widget_key("rewrite", key),
            on_click=_set_words,
            args=(key, better),
        )


def lost_link(original: str, words: str) -> str:
    """The draft's tracked link where the owner's words have lost it, else nothing."""
    found = TRACKED_LINK.search(original)
    return found.group() if found and found.group() not in words else ""


def _draw_lost_link(original: str, words: str, key: str, reader: Reader) -> None:
    link = lost_link(original, words)
    if not link:
        return
    st.caption(reader.say("The link is gone from the words, so visits cannot be counted."))
    st.button(
        reader.say("Put the link back"),
        key=widget_key("relink", key),
        on_click=_set_words,
        args=(key, f"{words.rstrip()} {link}"),
    )


def _set_words(key: str, words: str) -> None:
    st.session_state[key] = words
