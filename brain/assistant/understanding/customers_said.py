"""What a sentence says of customers as a set: the things that they did, and what is asked of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from brain.assistant.understanding.periods import When
from brain.assistant.understanding.tokens import NameHit
from brain.kernel.evidence import Having, Period

BEGINNING = date(1900, 1, 1)
Asked = Literal["count", "list", "share", "figure"]


@dataclass(frozen=True)
class Doing:
    """One thing that customers did, or did not do.

    `names` are what they bought, any of them where `either`, else one; none means anything. `when` is None for ever; `after`:
    from its end until today; `before`: until its first day; `since`: from its
    first day until today. `only`: nothing else (within the same days), or without names on no other days. `first`: their
    first order ever was then.
    """

    names: tuple[NameHit, ...] = ()
    when: When | None = None
    having: tuple[Having, ...] = ()
    negated: bool = False
    only: bool = False
    first: bool = False
    after: bool = False
    before: bool = False
    since: bool = False

    def days(self, today: date) -> Period | None:
        """The days that are looked at; None for ever."""
        if self.when is None:
            return None
        if self.after:
            return Period(
                start=self.when.period.end, end=max(today + timedelta(days=1), self.when.period.end)
            )
        if self.since:
            return Period(start=self.when.period.start, end=today + timedelta(days=1))
        if self.before:
            return Period(start=BEGINNING, end=self.when.period.start)
        return self.when.period


@dataclass(frozen=True)
class CustomersSaid:
    """Customers by their doings, and what is asked of them: how many they are, who, what share, or figures of theirs.

    `base` of the doings tell of whom a share is asked; 0 means of everybody. `when` is the period of the figures, None for
    ever.
    """

    doings: tuple[Doing, ...]
    asked: Asked
    figures: tuple[str, ...] = ()
    base: int = 0
    when: When | None = None
