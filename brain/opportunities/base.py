"""The contract of a detector: what it needs, what it looks at, and what it hands over."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

from brain.facts.reader import Facts
from brain.kernel.evidence import Receipt
from brain.kernel.i18n import Text
from brain.ledger.tables import LessonRow
from cards.model import VOICES, Effect, Explanation, Subject, Voice

Purpose = Literal["rising", "win_back"]


class Need(BaseModel):
    """A fact (a name of `brain.facts.reader.FACT_CHECKS`) without which a detector cannot look, and how to bring it.

    `file` is the kind of import that would switch the detector on.
    """

    model_config = ConfigDict(frozen=True)

    fact: str
    file: str
    hint: Text


class Member(BaseModel):
    """One customer of an audience; the higher the priority, the sooner they should hear from the owner."""

    model_config = ConfigDict(frozen=True)

    customer_key: str
    priority: float = 0.0


class Goods(BaseModel):
    """A product to show, with today's price in the shop's currency where the facts know it."""

    model_config = ConfigDict(frozen=True)

    product_id: str
    name: str
    price: Decimal | None = None


class Timing(BaseModel):
    """When to post and in which voice first, each with what that rests on. `at` is a UTC instant."""

    model_config = ConfigDict(frozen=True)

    at: datetime
    at_why: Text
    voice: Voice = VOICES[0]
    voice_why: Text


class Finding(BaseModel):
    """What a detector found, before any words, picture or stored audience: all that a card is made from.

    `members` empty means everybody who reads the channel. `audience_rule` says in plain values how the members were
    chosen. `cost` is money spent, `attention` what the messages cost in goodwill, both in the shop's currency. `dedupe`
    names the opportunity: a second finding with the same name is the same card. `receipts` are those of all claims
    inside; store them before the card.
    """

    detector: str
    purpose: Purpose
    subjects: tuple[Subject, ...]
    headline: Text
    explanation: Explanation
    audience_name: Text
    audience_rule: dict[str, Any]
    members: tuple[Member, ...]
    goods: tuple[Goods, ...]
    category: str = ""
    group: str = ""
    timing: Timing
    effect: Effect
    cost: Decimal = Decimal(0)
    attention: Decimal = Decimal(0)
    dedupe: str
    valid_until: datetime
    receipts: tuple[Receipt, ...]

    @property
    def value(self) -> Decimal:
        """Extra net sales in the middle of the expected range."""
        return self.effect.mid


class SwitchedOff(BaseModel):
    """A detector that could not look: which facts are missing and what the owner can do about it."""

    detector: str
    title: Text
    missing: tuple[str, ...]
    hint: Text


@dataclass(frozen=True)
class Situation:
    """What every detector is given. `end` is the day after the last full day of data: windows end there.

    `quiet_from` and `quiet_until` are hours of the shop's day; `now` is a UTC instant.
    """

    facts: Facts
    lessons: Sequence[LessonRow]
    now: datetime
    end: date
    holdout_share: float
    review_days: int
    quiet_from: int
    quiet_until: int

    def days_before(self, days: int) -> date:
        """The day that begins the last `days` full days."""
        return self.end - timedelta(days=days)

    def treated(self, members: int) -> int:
        """How many of an audience get the post when the control group is left out; the ledger splits the same way."""
        if members < 2:
            return members
        return members - min(max(round(members * self.holdout_share), 1), members - 1)


@dataclass
class Detected:
    """What one detector returns: findings, what it considered and turned down, and the receipts of the latter's claims."""

    findings: list[Finding] = field(default_factory=list)
    rejected: list[Text] = field(default_factory=list)
    receipts: list[Receipt] = field(default_factory=list)


@dataclass(frozen=True)
class Detector:
    """One way of seeing an opportunity. `look` is only called when every need is met."""

    name: str
    title: Text
    needs: tuple[Need, ...]
    look: Callable[[Situation], Detected]
