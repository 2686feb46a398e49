"""Later, and no with a reason: what every card that waits can be told."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Literal

import streamlit as st

from brain.kernel.errors import OwnerError
from brain.kernel.i18n import N_, Text
from cards import notices
from cards.model import CardBase
from cards.reader import Reader
from cards.view import widget_key

if TYPE_CHECKING:
    from brain.desk import Desk

PAUSES = {
    N_("In two hours"): timedelta(hours=2),
    N_("Tomorrow"): timedelta(days=1),
    N_("In three days"): timedelta(days=3),
}


def draw_later_and_no(card: CardBase, reader: Reader, desk: Desk, reasons: Sequence[str]) -> None:
    """Two quiet menus: for how long it is put off (never beyond its own end), and why not."""
    left = card.valid_until - desk.parts.clock.now()
    st.menu_button(
        reader.say("Later"),
        [name for name, pause in PAUSES.items() if pause < left] or list(PAUSES)[:1],
        type="tertiary",
        format_func=reader.say,
        key=widget_key("later", card.id),
        on_click=_snooze,
        args=(card, desk),
    )
    st.menu_button(
        reader.say("No"),
        list(reasons),
        type="tertiary",
        format_func=reader.say,
        key=widget_key("dismiss", card.id),
        on_click=_dismiss,
        args=(card, desk),
    )


def _snooze(card: CardBase, desk: Desk) -> None:
    pause = st.session_state[widget_key("later", card.id)]
    _settle(
        card,
        desk,
        "snooze",
        Text(msg="Put off: {pause}.", args={"pause": Text(msg=pause)}),
        until=desk.parts.clock.now() + PAUSES[pause],
    )


def _dismiss(card: CardBase, desk: Desk) -> None:
    reason = st.session_state[widget_key("dismiss", card.id)]
    said = Text(msg="Not done: {reason}.", args={"reason": Text(msg=reason)})
    _settle(card, desk, "dismiss", said, reason=reason)


def _settle(card: CardBase, desk: Desk, what: Literal["dismiss", "snooze"], said: Text, **more: Any) -> None:
    try:
        desk.decide(card.id, what, **more)
    except OwnerError as error:
        notices.leave_refused(card.id, error)
        return
    notices.leave_done(said)
