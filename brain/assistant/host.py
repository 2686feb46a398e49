"""What the conversation may ask of the house beside the facts. Whoever wires the house fills it in; each part may be missing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from brain.assistant.own_words import OwnWord
from cards.opportunity.model import OpportunityCard


@dataclass(frozen=True)
class Goal:
    """What the owner wants of a month: one figure, by its end. `month` is the month's first day."""

    month: date
    metric: str
    amount: Decimal


@dataclass(frozen=True)
class Host:
    """The doors out of the conversation. Without a door its questions are answered by what would open it.

    `cards`: today's open cards, best first. `words`: the shop's own words. `learn` keeps a word after the owner's yes,
    `goal` is the goal of a month, `set_goal` keeps one.
    """

    cards: Callable[[], Sequence[OpportunityCard]] | None = None
    words: Sequence[OwnWord] = field(default_factory=tuple)
    learn: Callable[[OwnWord], None] | None = None
    goal: Callable[[date], Goal | None] | None = None
    set_goal: Callable[[Goal], None] | None = None
