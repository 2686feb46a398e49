"""The contract of a detector: what it needs, what it looks at, and what it hands over."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any, Literal

import pandas as pd
from pydantic import BaseModel, ConfigDict, Field

from brain.facts.reader import Facts, Result
from brain.kernel.evidence import Receipt
from brain.kernel.i18n import Text
from brain.ledger.tables import GoalRow, LessonRow
from brain.opportunities.alarms.watch import Watch
from cards.alert.model import Warned
from cards.model import VOICES, Effect, Explanation, Subject, Voice

Purpose = Literal["rising", "win_back", "plain"]


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


class Found(BaseModel):
    """What a detector found, before any words of a post, picture or stored audience.

    `dedupe` names the opportunity: a second finding with the same name is the same card. `urgent`: tomorrow it is too late,
    so it stands ahead of all that can wait. `receipts` are those of all claims inside; store them before the card.
    `attention` is what hearing of it costs the owner's customers in goodwill, `cost` money spent, both in the shop's currency.
    """

    detector: str
    subjects: tuple[Subject, ...]
    headline: Text
    explanation: Explanation
    effect: Effect
    cost: Decimal = Decimal(0)
    attention: Decimal = Decimal(0)
    urgent: bool = False
    dedupe: str
    valid_until: datetime
    receipts: tuple[Receipt, ...]

    @property
    def value(self) -> Decimal:
        """Extra net sales, or what is saved, in the middle of the expected range."""
        return self.effect.mid

    @property
    def reached(self) -> frozenset[str]:
        """The customers who would hear of it; none for what is done by the owner's own hands."""
        return frozenset()

    @property
    def about(self) -> frozenset[str]:
        """The names of what it is about."""
        return frozenset(subject.name for subject in self.subjects)


class Finding(Found):
    """Something to send: all that a card with a post is made from.

    `members` empty means everybody who reads the channel. `audience_rule` says in plain values how the members were chosen.
    `tired` counts those left out of it because they heard enough lately, `lately` the members who heard something.
    """

    purpose: Purpose
    audience_name: Text
    audience_rule: dict[str, Any]
    members: tuple[Member, ...]
    goods: tuple[Goods, ...]
    category: str = ""
    group: str = ""
    timing: Timing
    tired: int = 0
    lately: int = 0

    @property
    def reached(self) -> frozenset[str]:
        """The members of the audience."""
        return frozenset(member.customer_key for member in self.members)

    @property
    def about(self) -> frozenset[str]:
        """Subjects, goods and category."""
        names = {*super().about, *(one.name for one in self.goods), self.category}
        return frozenset(names - {""})


class Alarm(Found):
    """Something for the owner's own hands: `steps` say what to do, in order; `warned` is what is looked at again after *Done*."""

    steps: tuple[Text, ...] = Field(min_length=1)
    warned: Warned | None = None


class SwitchedOff(BaseModel):
    """A detector that could not look: which facts are missing and what the owner can do about it."""

    detector: str
    title: Text
    missing: tuple[str, ...]
    hint: Text


@dataclass(frozen=True)
class Situation:
    """What every detector is given. `end` is the day after the last full day of data: windows end there.

    `quiet_from` and `quiet_until` are hours of the shop's day; `now` is a UTC instant. `goal` is what the owner wants of this
    month, where a goal was set.
    """

    facts: Facts
    lessons: Sequence[LessonRow]
    now: datetime
    end: date
    holdout_share: float
    review_days: int
    quiet_from: int
    quiet_until: int
    goal: GoalRow | None = None

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
    """What one detector returns: what it found, what it considered and turned down, and the receipts of the latter's claims."""

    findings: list[Found] = field(default_factory=list)
    rejected: list[Text] = field(default_factory=list)
    receipts: list[Receipt] = field(default_factory=list)


@dataclass(frozen=True)
class Candidate:
    """Something that a scan of many shops found worth a closer look in one of them.

    `key` names what it is about within the detector (a product's id), `worth` is the middle of what acting brings, in the
    shop's currency, `sure` from 0 to 1. `row` is the place of its row in the scan's result; `told` what the judge worked out.
    """

    shop: str
    key: str
    worth: float
    sure: float
    row: int
    urgent: bool = False
    told: Mapping[str, float] = field(default_factory=dict)

    @property
    def score(self) -> float:
        """Expected value times confidence: what it ranks by before anybody looks closer."""
        return self.worth * self.sure


@dataclass(frozen=True)
class Scan:
    """One look at all shops at once.

    `sql` (DuckDB, and portable) reads the fact tables joined with a relation `scope(shop_id, "end", today)`: the shops
    looked at and the day after each one's last full day. It begins with `WITH {scope}`, where the relation is filled in; its
    first column is `shop_id`, figures are cast to DOUBLE or BIGINT. It must cost one pass, whatever the number of shops.
    `judge` is pure and works on the rows of all shops together, without a loop over shops: rows in, candidates out.
    """

    sql: str
    judge: Callable[[pd.DataFrame], list[Candidate]]


@dataclass(frozen=True)
class Detector:
    """One way of seeing an opportunity. Nothing of it is called unless every need is met.

    With a `scan`, `finish` makes of one candidate (and the scan's result for its shop, on which claims may stand) a finding,
    or says why there is none. A detector without a scan looks by itself, at one shop. Whoever makes alarms has a
    `watch`: what they warn of is looked at again after *Done*.
    """

    name: str
    title: Text
    needs: tuple[Need, ...]
    look: Callable[[Situation], Detected] | None = None
    scan: Scan | None = None
    finish: Callable[[Situation, Candidate, Result], Found | Text] | None = None
    watch: Watch | None = None
