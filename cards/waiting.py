"""Drawing a card that waits for the owner, whatever its kind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cards.alert.model import AlertCard
from cards.alert.view import draw_alert
from cards.kinds import AnyCard
from cards.opportunity.deciding import draw_opportunity
from cards.reader import Reader

if TYPE_CHECKING:
    from brain.desk import Desk


def draw_waiting(card: AnyCard, reader: Reader, desk: Desk) -> None:
    """The whole card with its controls."""
    if isinstance(card, AlertCard):
        draw_alert(card, reader, desk)
    else:
        draw_opportunity(card, reader, desk)
