"""What was heard of customers as a set by the end of a sentence, and what it asks, all in all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from brain.assistant.understanding.customers_said import Asked, CustomersSaid, Doing
from brain.assistant.understanding.doings import (
    AnotherQuestion,
    OpenDoing,
    conditions_of,
    settle,
    shared_time,
)
from brain.assistant.understanding.periods import When

MOST_DOINGS, MOST_FIGURES = 4, 2


@dataclass
class Heard:
    """Filled while a sentence is read.

    `done` are the doings in order, the first `base` of them told of those among whom the others are counted, the first
    `told_first` before the people were named; `main` is the period of the figures, `everywhere` one that leads the sentence.
    """

    done: list[OpenDoing] = field(default_factory=list)
    figures: list[str] = field(default_factory=list)
    main: When | None = None
    everywhere: When | None = None
    base: int = 0
    told_first: int = 0
    count: bool = False
    counts_people: bool = False
    listed: bool = False
    share: bool = False
    people: bool = False
    of_these: bool = False
    regulars: bool = False

    def concluded(self, today: date, *, zh: bool) -> CustomersSaid:
        """The whole of it. Raises AnotherQuestion where it is a question that others read, or open."""
        if not self.done or len(self.done) > MOST_DOINGS or any(one.either for one in self.done):
            raise AnotherQuestion
        settle(self.done, zh=zh, everywhere=self.everywhere, main=self.main)
        each = [conditions_of(one) for one in self.done]
        doings = [doing for one in each for doing in one]
        told_first = self.base or (1 if self.of_these else self.told_first if self.count else 0)
        base = sum(len(one) for one in each[:told_first])
        base = 0 if base >= len(doings) else base
        asked = self._asked()
        self._check(doings, asked, today)
        when = self.main or self.everywhere
        if when is None and self.figures:
            when = shared_time(doings)
        return CustomersSaid(tuple(doings), asked, tuple(self.figures), base, when)

    def _asked(self) -> Asked:
        if self.share and not self.listed:
            return "share"
        if self.figures and not self.listed:
            return "figure"
        if self.count and not self.listed:
            return "count"
        if (self.listed or self.people) and not (self.count or self.figures or self.share):
            return "list"
        raise AnotherQuestion

    def _check(self, doings: Sequence[Doing], asked: Asked, today: date) -> None:
        """What one doing tells by itself is an ordinary question, which the rest of the grammar reads better."""
        special = any(one.only and (one.names or one.when) for one in doings)
        newcomers = any(one.newcomers for one in self.done) and self.main is None
        never = all(one.negated and _reaches_today(one, today) for one in doings)
        of_theirs = asked in ("figure", "share") and not newcomers
        if len(doings) == 1 and not (special or never or of_theirs):
            raise AnotherQuestion
        if all(one.negated for one in doings) and not never:
            raise AnotherQuestion  # nobody is told by what they all did
        if len(self.done) == 1 and self.done[0].implied:
            raise AnotherQuestion
        came_before = len(doings) > 1 and any(one.when is not None and not one.negated for one in doings)
        if self.regulars and not came_before:
            raise AnotherQuestion  # 老客 is told by an earlier order of theirs
        if asked == "figure" and (0 < self.told_first < len(self.done) or self.counts_people):
            raise AnotherQuestion  # 买过奶粉的客户买纸尿裤花了多少: what that brought, not all that they bought
        if len(set(self.figures)) != len(self.figures) or len(self.figures) > MOST_FIGURES:
            raise AnotherQuestion


def _reaches_today(doing: Doing, today: date) -> bool:
    """Whether nothing can have been bought after the days looked at: who did not buy in them has not bought since."""
    days = doing.days(today)
    return days is None or days.end >= today
