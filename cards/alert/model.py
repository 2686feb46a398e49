"""An alert: something that costs money or customers, and what the owner does about it outside this app."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from brain.kernel.i18n import Text
from cards.model import CardBase, Effect, Explanation


class AlertCard(CardBase):
    """Something for the owner's own hands: order more, mend a price, look at a batch.

    `steps` are what to do, in order. `urgent` cards stand ahead of all others: tomorrow it is too late. The `effect` is what
    acting saves or brings against doing nothing. `photos` are pictures to look at (paths under the home folder).
    """

    kind: Literal["alert"] = "alert"
    explanation: Explanation
    effect: Effect
    steps: tuple[Text, ...] = Field(min_length=1)
    urgent: bool = False
    photos: tuple[str, ...] = ()
