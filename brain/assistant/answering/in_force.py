"""What is in force after an answer that no question of the grammar led to: the parts of the query that a tool has run."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Literal

from brain.assistant.answering.base import Asking
from brain.assistant.answering.chips import chips_of
from brain.assistant.understanding import periods
from brain.assistant.understanding.festivals import year_earlier
from brain.assistant.understanding.intent import Intent
from brain.assistant.understanding.periods import When
from brain.assistant.wording import filter_text
from brain.kernel.evidence import Filter, Period, Query
from brain.kernel.i18n import N_, Text, verbatim
from cards.answer.model import Chip

LAST_DAYS = (7, 14, 30, 60, 90)
MOST_CHIPS = 8
MOST_VALUES = 3


def chips_in_force(asking: Asking, queries: Sequence[Query]) -> tuple[Chip, ...]:
    """A chip for each part of what was asked of the facts, each part once.

    After one query a part can be taken away where the words without it lead back to exactly the rest of it; after several
    none can, for there is no one question that all of them are.
    """
    if len(queries) == 1:
        return chips_of_query(asking, queries[0])
    found: dict[tuple[str, str], Chip] = {}
    for query in queries:
        for chip in chips_of_query(asking, query):
            fixed = chip.model_copy(update={"without": None})
            found.setdefault((chip.slot, chip.label.render(asking.lang)), fixed)
    return tuple(found.values())[:MOST_CHIPS]


def chips_of_query(asking: Asking, query: Query) -> tuple[Chip, ...]:
    """The chips of one query. What the grammar has no words for (an order without a limit, say) stays, but then no part can
    be taken away: the question without it would silently lose that, too."""
    said = tuple(one for one in query.filters if _can_be_said(one, asking.today))
    intent = intent_of(query.model_copy(update={"filters": said}), asking.today)
    chips = chips_of(asking, intent)
    unsaid = [Chip(slot="filter", label=_as_written(one)) for one in query.filters if one not in said]
    if intent.query() != _plain(query):
        chips = tuple(chip.model_copy(update={"without": None}) for chip in (*chips, *unsaid))
    return chips[:MOST_CHIPS]


def _can_be_said(given: Filter, today: date) -> bool:
    """Whether the condition has words: a tool may be given a bare date, or a weekday that no week has."""
    try:
        filter_text(given, today)
    except (AttributeError, IndexError, ValueError):
        return False
    return True


def _as_written(given: Filter) -> Text:
    names = verbatim(", ".join(given.values[:MOST_VALUES]))
    return Text(msg=N_("without {names}"), args={"names": names}) if given.op in ("!=", "not in") else names


def intent_of(query: Query, today: date) -> Intent:
    """The query as the meaning of a question, as far as a question can mean it."""
    query = _plain(query)
    when = when_of(query.period, today)
    intent = Intent(
        metrics=query.metrics,
        dimensions=query.dimensions,
        filters=query.filters,
        when=when,
        compare=_compared(when, query.compare, today) if query.compare is not None else None,
        having=query.having,
        shows=query.shows,
        others=query.others,
    )
    return _ranked(intent, query)


def when_of(period: Period, today: date) -> When:
    """The period under the name that people have for it: last week, the last 7 days, a month; else its days."""
    return next((when for when in _named(period, today) if when.period == period), _days(period))


def _days(period: Period) -> When:
    return When(period, "day" if period.days == 1 else "days")


def _named(period: Period, today: date) -> Iterator[When]:
    for steps, unit in periods.NAMED:
        if steps <= 0:
            yield periods.relative(unit, steps, today)
    for count in LAST_DAYS:
        rolling = periods.last(count, "day", today)
        if rolling is not None:
            yield rolling
    for whole in (
        periods.month_of(period.start.year, period.start.month),
        periods.year_of(period.start.year),
    ):
        if whole is not None:
            yield whole


def _compared(when: When, compare: Period, today: date) -> Literal["before", "yearago"] | When:
    if periods.preceding(when).period == compare:
        return "before"
    return "yearago" if year_earlier(when).period == compare else when_of(compare, today)


def _ranked(intent: Intent, query: Query) -> Intent:
    """With the direction, the limit and what it is ranked by, where a question can say them."""
    first, order = query.metrics[0], query.order
    if order is None or query.limit is None or not query.dimensions:
        return intent
    ranked = replace(intent, ranked="high" if order.descending else "low", limit=query.limit)
    if order.by == f"{first}_change":
        return replace(ranked, rising="change")
    if order.by == f"{first}_difference":
        return replace(ranked, rising="difference")
    return ranked if order.by == first else intent


def _plain(query: Query) -> Query:
    """One value of a list is that value: as the grammar writes it."""
    filters = tuple(
        Filter(dimension=one.dimension, op="=", values=one.values)
        if one.op == "in" and len(one.values) == 1
        else one
        for one in query.filters
    )
    return query.model_copy(update={"filters": filters})
