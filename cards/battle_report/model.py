"""A battle report: what an action brought, against what was expected and against a stated control."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Literal

from pydantic import BaseModel, ConfigDict

from brain.kernel.evidence import Claim, Period
from brain.kernel.i18n import Text
from cards.model import CardBase, Effect

VerdictWord = Literal["worked", "no_effect", "harmful", "cannot_tell", "too_early"]
ControlKind = Literal["holdout", "before_after", "none"]


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


class BattleReportCard(CardBase):
    """The result of one execution. `basis` names the data it was made from: the same basis gives the same report."""

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
    next_review_at: datetime | None = None
