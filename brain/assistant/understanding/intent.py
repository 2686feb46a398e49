"""What a question means once its slots have their defaults: the intent, and the outcome of understanding."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from brain.assistant.understanding import periods
from brain.assistant.understanding.festivals import days_of, year_earlier
from brain.assistant.understanding.marks import Earlier, Edge
from brain.assistant.understanding.periods import When
from brain.assistant.understanding.slots import Reading
from brain.assistant.understanding.tokens import NameHit
from brain.kernel.evidence import Filter, Having, Order, OrdersWith, Query, Show

MOST_GROUPS = 10_000
LONGEST_DAILY_TREND = 62


@dataclass(frozen=True)
class Intent:
    """A question's slots after defaults and context; without a metric or a period it is not complete."""

    metrics: tuple[str, ...] = ()
    dimensions: tuple[str, ...] = ()
    filters: tuple[Filter, ...] = ()
    when: When | None = None
    compare: Literal["before", "yearago"] | When | None = None
    ranked: str | None = None
    limit: int | None = None
    trend: bool = False
    having: tuple[Having, ...] = ()
    shows: tuple[Show, ...] = ()
    others: bool = False
    part: str = ""
    """The dimension of the name whose share is asked, where several names are said."""
    rising: Literal["change", "difference"] | None = None
    """Ranked by how much it grew: as a rate, or in the figure's own unit."""
    holidays: str = ""
    """Only the "workdays", "off" days or "holidays" of the period."""
    skip: int = 0
    """So many places of a ranking are passed over: the second best is one row after the first."""
    standing: bool = False
    """The place that the one name has among those of its list is asked for."""
    behind: tuple[NameHit, ...] = ()
    """What is said to stand on the places above."""
    per: str = ""
    """The average of a "week", "month", "quarter" or "year" of the period is asked for."""
    edge: Edge = ""
    """The "first" or the "last" day of the rows."""
    sold_in: When | None = None
    """Of what did not sell: the period in which it did."""
    sold_earlier: Earlier = ""
    """It sold in the part of `sold_in` ahead of the period in which it did not ("in"), or "before" `sold_in`."""
    baskets: tuple[OrdersWith, ...] = ()
    """Only orders of which all of it holds."""
    earlier: Intent | None = field(default=None, compare=False)
    """What was asked before it in the same conversation."""

    def compared(self) -> When | None:
        """The period compared with."""
        if self.when is None or self.compare is None or isinstance(self.compare, When):
            return self.compare if isinstance(self.compare, When) else None
        return periods.preceding(self.when) if self.compare == "before" else year_earlier(self.when)

    def split(self) -> tuple[str, ...]:
        """The dimensions, a trend's day or month included."""
        if not self.trend or self.when is None or any(d in ("day", "week", "month") for d in self.dimensions):
            return self.dimensions
        step = "day" if self.when.period.days <= LONGEST_DAILY_TREND else "month"
        return (step, *self.dimensions)

    def _most_people(self) -> int | None:
        """A list of customers or of orders leaves out what has none; a limit does that. Of other lists "not stated" is a part."""
        orders = self.dimensions == ("order",)
        return MOST_GROUPS if orders or (self.having and "customer" in self.dimensions) else None

    def query(self) -> Query:
        """The query. Only for a complete intent."""
        assert self.when is not None
        compared = self.compared()
        by = f"{self.metrics[0]}_{self.rising}" if self.rising else self.metrics[0]
        by = "day" if self.edge else by
        order = Order(by=by, descending=self.ranked == "high") if self.ranked else None
        return Query(
            metrics=self.metrics,
            dimensions=self.split(),
            filters=(*self.filters, *self._days_kept(compared)),
            period=self.when.period,
            compare=compared.period if compared else None,
            order=order,
            limit=self.limit if self.ranked else self._most_people(),
            having=self.having,
            shows=self.shows if self.split() else (),
            others=self.others,
            offset=self.skip if self.ranked else 0,
            orders=self.baskets,
        )

    def _days_kept(self, compared: When | None) -> Iterator[Filter]:
        """Days are listed only here: a follow-up for another period has other workdays."""
        if self.holidays and self.when is not None:
            whens = [self.when, *([compared] if compared else [])]
            days = sorted({day for when in whens for day in days_of(self.holidays, when.period)})
            # A weekend has no workdays: no row then, and the answer says that there is nothing.
            none = (date.min.isoformat(),)
            yield Filter(dimension="day", op="in", values=tuple(day.isoformat() for day in days) or none)


@dataclass(frozen=True)
class Meaning:
    """The outcome of understanding.

    kind "query" has a complete intent; "clarify" says in `missing` what to ask back (metric, period, name, near);
    "decline" says in `reason` why (unknown, out, split, nothing) and in `words` which words it is about; "act" asks in
    `act` for something beside a figure, about the intent. `said` is what was read.
    """

    kind: Literal["query", "clarify", "decline", "act"]
    intent: Intent = Intent()
    act: str = ""
    said: Reading = field(default_factory=Reading)
    missing: str = ""
    reason: str = ""
    words: tuple[str, ...] = ()
    hits: tuple[NameHit, ...] = ()
    confidence: float = 0.0
