"""An alert: something that costs money or customers, and what the owner does about it outside this app."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from brain.kernel.evidence import Claim
from brain.kernel.i18n import Text
from cards.model import CardBase, Effect, Explanation


class Warned(BaseModel):
    """What an alert warned of, as it was counted then: what comes after *Done* is set beside it.

    `key` names it within its detector. `figure` is `what` in words, counted from the row `then` (its numbers only), and belongs at
    `usual`, which is called `usual_name`; None where nothing is. `about` narrows the same count later on. It is watched for `days`
    after *Done*, or up to `until`; a file of the kind `file` tells what came of it.
    """

    model_config = ConfigDict(frozen=True)

    key: str
    what: Text
    figure: Claim
    usual: Claim | None = None
    usual_name: Text | None = None
    then: dict[str, float]
    about: dict[str, str]
    days: int = Field(ge=1)
    until: date | None = None
    file: str


class AlertCard(CardBase):
    """Something for the owner's own hands: order more, mend a price, look at a batch.

    `steps` are what to do, in order. `urgent` cards stand ahead of all others: tomorrow it is too late. The `effect` is what
    acting saves or brings against doing nothing. `warned` is what is looked at again after *Done*; None on cards from before there
    was such a thing; `photos` are pictures to look at (paths under the home folder).
    """

    kind: Literal["alert"] = "alert"
    explanation: Explanation
    effect: Effect
    steps: tuple[Text, ...] = Field(min_length=1)
    urgent: bool = False
    warned: Warned | None = None
    photos: tuple[str, ...] = ()
