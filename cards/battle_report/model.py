"""A battle report: what an action brought, against what was expected and against a stated control."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Literal

from pydantic import BaseModel, ConfigDict

from brain.kernel.evidence import Claim, Period
from brain.kernel.i18n import Text
from cards.model import CardBase, Effect

VerdictWord = Literal["worked", "no_effect", "harmful", "mended", "not_mended", "cannot_tell", "too_early"]
"""Of a post: worked, no_effect or harmful; of what the owner did with their own hands: mended or not_mended."""
ControlKind = Literal["holdout", "before_after", "none"]
Aim = Literal["mend", "avert", "reach"]
"""What "mended" means of an alert: a figure is back, a loss did not come, something was done or reached."""


class FunnelStep(BaseModel):
    """One bar: reached, clicked, ordered ..."""

    model_config = ConfigDict(frozen=True)

    name: Text
    claim: Claim


class Uplift(BaseModel):
    """Extra net sales against the control with its 90 % interval, in the shop's currency; None where nothing can be compared."""

    model_config = ConfigDict(frozen=True)

    low: Decimal
    mid: Decimal
    high: Decimal
    currency: str
    level: float = 0.9


class ThenAndNow(BaseModel):
    """A figure when an alert was made and after the owner said *Done*; `now` is None while nothing tells, `usual` where it belongs."""

    model_config = ConfigDict(frozen=True)

    aim: Aim
    what: Text
    then: Claim
    now: Claim | None
    usual: Claim | None
    usual_name: Text | None = None
    done_on: date

    def said(self) -> Text:
        """Then and now in a line, for where there is no room for more."""
        args: dict[str, Claim | Text] = {"what": self.what, "then": self.then}
        if self.now is None:
            return Text(msg="{what}: {then} in the alert, not counted since.", args=args)
        return Text(msg="{what}: {then} in the alert, {now} since.", args={**args, "now": self.now})


class BattleReportCard(CardBase):
    """The result of one execution. `basis` names the data it was made from: the same basis gives the same report.

    Of an alert that was marked *Done* there is no `execution` (empty), no `uplift` and no funnel, but `followed`: its figure then and
    now. Its `expected` is what the alert said that acting is worth; that is not measured.
    """

    kind: Literal["battle_report"] = "battle_report"
    execution: str
    card: str
    window: Period
    final: bool
    basis: str = ""
    verdict: VerdictWord
    verdict_text: Text
    expected: Effect
    uplift: Uplift | None
    control: ControlKind
    control_text: Text
    funnel: tuple[FunnelStep, ...]
    money: tuple[FunnelStep, ...]
    lesson: Text
    followed: ThenAndNow | None = None
    next_review_at: datetime | None = None

    def told(self) -> Text:
        """The verdict's sentence; of an alert with its figure then and now ahead of it."""
        if self.followed is None:
            return self.verdict_text
        return Text(msg="{first} {second}", args={"first": self.followed.said(), "second": self.verdict_text})
