"""What the conversation may ask of the house beside the facts. Whoever wires the house fills it in; each part may be missing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from brain.assistant.own_words import OwnWord
from brain.facts.semantic.own import OwnMetric
from cards.kinds import AnyCard

CLEARS = "stock_on_hand"
"""The metric of a goal to clear stock: its amount is what may be left at the end of the month."""


@dataclass(frozen=True)
class Goal:
    """What the owner wants of a month: one figure, by its end. `month` is the month's first day.

    With a `dimension` (category, brand or product) the goal is about its `values` only. A goal of the metric CLEARS wants
    their stock sold.
    """

    month: date
    metric: str
    amount: Decimal
    dimension: str = ""
    values: tuple[str, ...] = ()

    @property
    def clears(self) -> bool:
        """Whether stock is to be cleared."""
        return self.metric == CLEARS


@dataclass(frozen=True)
class Host:
    """The doors out of the conversation. Without a door its questions are answered by what would open it.

    `cards`: today's open cards, best first. `words`: the shop's own words. `learn` keeps a word after the owner's yes,
    `keep_figure` keeps a figure of the owner's own, `goal` is the goal of a month, `set_goal` keeps one.
    """

    cards: Callable[[], Sequence[AnyCard]] | None = None
    words: Sequence[OwnWord] = field(default_factory=tuple)
    learn: Callable[[OwnWord], None] | None = None
    keep_figure: Callable[[OwnMetric], None] | None = None
    goal: Callable[[date], Goal | None] | None = None
    set_goal: Callable[[Goal], None] | None = None
