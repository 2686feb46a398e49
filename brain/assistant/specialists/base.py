"""The contract of a specialist: what it is given, what it hands on, and the types that pass between them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any, TypeVar

from pydantic import AwareDatetime, BaseModel, ConfigDict

from brain.assistant.host import Goal, Host
from brain.assistant.specialists.state import Job, TaskState
from brain.assistant.understanding.names import NameIndex
from brain.facts.reader import Facts
from brain.kernel.evidence import Period, Receipt
from brain.kernel.i18n import Lang, Text
from brain.kernel.settings import ModelRole, Settings
from brain.ledger.segments import Arm
from brain.ledger.store import Ledger
from brain.opportunities.base import Goods, Situation
from brain.opportunities.find import data_end
from cards.answer.model import AnswerCard
from cards.kinds import sendable
from cards.model import Voice
from cards.opportunity.model import OpportunityCard


class Output(BaseModel):
    """The base of what specialists hand on."""

    model_config = ConfigDict(frozen=True)


class Analysis(Output):
    """What was looked into: the figure's change over `period` against `compare`, and the categories that fell, worst first."""

    metric: str
    period: Period
    compare: Period
    fell: tuple[str, ...] = ()


class Choice(Output):
    """What is promoted and on what that rests. `basis` is "named", "goal", "card", "reason" or "seller"; `base` is the open
    card that the choice follows, "" without one."""

    goods: tuple[Goods, ...] = ()
    category: str = ""
    group: str = ""
    basis: str = "seller"
    base: str = ""
    rising: bool = False
    """Whether that card has counted that more people look at or buy it: only then may a text say so."""
    why: Text


class WrittenText(Output):
    """One voice's words, the place of the link marked by {link}."""

    voice: Voice
    text: str


class Writing(Output):
    """The texts, and which of them goes out unless the owner picks another."""

    texts: tuple[WrittenText, ...]
    chosen: int = 0
    seed: int = 0


class Schedule(Output):
    """When it would go out (UTC) and why then."""

    at: AwareDatetime
    why: Text


class Check(Output):
    """One thing that was checked: "ok", "warn" (the owner is told) or "block" (goes no further)."""

    name: str
    verdict: str
    text: Text


class Review(Output):
    """All checks."""

    checks: tuple[Check, ...]


class Confirmed(Output):
    """The card that waits for the owner's yes."""

    card: str


@dataclass(frozen=True)
class Proposed:
    """A card to be stored with the step that made it, in one transaction."""

    card: OpportunityCard
    arms: dict[str, Arm]
    rule: dict[str, Any]
    dedupe: str


@dataclass(frozen=True)
class Made:
    """What a specialist made: the output for those after it, the card that is shown, the receipts behind both."""

    output: Output
    card: AnswerCard
    receipts: tuple[Receipt, ...] = ()
    proposed: Proposed | None = None


@dataclass(frozen=True)
class Room:
    """Where specialists work: one shop's facts, its names, the doors of the house, the ledger to read in."""

    facts: Facts
    lang: Lang
    names: NameIndex | None
    host: Host
    ledger: Ledger
    settings: Settings

    @property
    def now(self) -> datetime:
        """The current instant, UTC."""
        return self.facts.clock.now()

    @property
    def goal(self) -> Goal | None:
        """This month's goal."""
        return self.host.goal(self.facts.today.replace(day=1)) if self.host.goal is not None else None

    def cards(self) -> Sequence[OpportunityCard]:
        """Today's open cards that have something to send, best first."""
        return sendable(self.host.cards()) if self.host.cards is not None else ()

    def situation(self) -> Situation:
        """What detectors are given, for reading audiences, stock and times the same way. Lessons are left out."""
        settings = self.settings
        return Situation(
            self.facts,
            (),
            self.now,
            data_end(self.facts) or self.facts.today,
            settings.holdout_share,
            settings.review_days,
            settings.quiet_from,
            settings.quiet_until,
        )


Kind = TypeVar("Kind", bound=Output)


@dataclass(frozen=True)
class Work:
    """One step's work: the task's name and words, what a person changed in this step, and the state so far."""

    task: str
    message: str
    state: TaskState
    job: Job
    number: int = 0
    """Which try of the step this is, from 1."""

    @property
    def wishes(self) -> dict[str, str]:
        """What the message or a person wants of this step."""
        return self.state.step(self.job).wishes

    def found(self, job: Job, kind: type[Kind]) -> Kind | None:
        """What an earlier step handed on; None where the task has no such step."""
        for step in self.state.steps:
            if step.job == job and step.status == "done":
                return kind.model_validate(step.output)
        return None

    def needed(self, job: Job, kind: type[Kind]) -> Kind:
        """What an earlier step handed on, where the plan guarantees that there is one."""
        found = self.found(job, kind)
        assert found is not None, f"every plan has a step {job} before {self.job}"
        return found


@dataclass(frozen=True)
class Specialist:
    """One specialist. `does` is what the plan says of it; `brief` are a model's instructions, by language.

    `tools` are the names of the few tools that a model in this part may use, `role` which model it is.
    """

    job: Job
    does: str
    run: Callable[[Room, Work], Made]
    brief: dict[str, str] = field(default_factory=dict)
    tools: tuple[str, ...] = ()
    role: ModelRole = "general"


def money(amount: Decimal | int | float) -> Decimal:
    """An amount to the cent."""
    return Decimal(str(amount)).quantize(Decimal("0.01"))
