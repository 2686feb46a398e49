"""The like of a finished post once more: today's figures are looked at anew, and the owner hears what came of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st

from brain.kernel.errors import OwnerError
from brain.kernel.i18n import Text
from cards import notices
from cards.battle_report.model import BattleReportCard
from cards.kinds import AnyCard
from pages.session import Sitting

WISH = "again-wish"


def wish_for(report: BattleReportCard) -> Callable[[], None]:
    """What the button under a report does: remember the wish, which the page grants before it draws."""

    def remember() -> None:
        st.session_state[WISH] = report.card

    return remember


def grant(sitting: Sitting) -> bool:
    """Look for the wished opportunity in today's figures and leave word; True when there is one to decide on."""
    wished = st.session_state.pop(WISH, None)
    if wished is None:
        return False
    try:
        with st.spinner(sitting.reader.say("Looking whether there is such an opportunity today")):
            found = find_like(sitting.desk.card(str(wished)), sitting.desk.cards(refresh=True))
    except OwnerError as error:
        notices.leave_done(error.message)
        return False
    if found is None:
        notices.leave_done(
            Text(msg="Today's figures hold no such opportunity. It will stand under Today when they do.")
        )
        return False
    notices.leave_done(Text(msg="There is one today: {headline}", args={"headline": found.headline}))
    return True


def find_like(done: AnyCard, waiting: Sequence[AnyCard]) -> AnyCard | None:
    """The open card of the same kind, one about the same things first."""
    like = [card for card in waiting if card.detector == done.detector]
    return next((card for card in like if card.subjects == done.subjects), like[0] if like else None)
