"""What was just done or refused, kept in the session until it has been said once.

A callback runs before anything is drawn, so it leaves its result here and the next drawing says it.
"""

from __future__ import annotations

import streamlit as st

from brain.kernel.errors import OwnerError
from brain.kernel.i18n import Text
from cards.pieces import plain
from cards.reader import Reader
from cards.view import draw_error

DONE = "notice-done"
REFUSED = "notice-refused"


def leave_done(text: Text) -> None:
    """Remember a finished deed for the next drawing of the page."""
    st.session_state[DONE] = text


def leave_refused(place: str, error: OwnerError) -> None:
    """Remember a refusal for the drawing of `place` (a card's id, a page's part)."""
    st.session_state[REFUSED] = (place, error)


def has_done() -> bool:
    """Whether something was done that the whole page should show."""
    return DONE in st.session_state


def say_done(reader: Reader) -> None:
    """Say the finished deed once, where the reader looks however far the page is scrolled."""
    text = st.session_state.pop(DONE, None)
    if text is not None:
        st.toast(plain(text.render(reader.lang)), duration="long")


def say_refused(place: str, reader: Reader) -> None:
    """Say the refusal of `place` once, where it happened."""
    left = st.session_state.get(REFUSED)
    if left is not None and left[0] == place:
        del st.session_state[REFUSED]
        draw_error(left[1], reader.lang)
