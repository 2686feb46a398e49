"""Days under a bar, days without an order: a day that has no row counts as one with nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from brain.assistant.answering.base import Asked, Asking, decline, joined
from brain.assistant.answering.figure import no_data, notes_on
from brain.assistant.answering.rows import card_of, full_days, with_rows
from brain.assistant.coverage import data_span, has_rows, missing_facts, missing_text, used_dimensions
from brain.assistant.understanding.intent import Intent
from brain.assistant.wording import counted_text
from brain.facts.semantic.adding_up import is_sum
from brain.facts.semantic.compile import find_dimension, find_metric
from brain.facts.semantic.days import holds
from brain.kernel.evidence import Having, Period, Query
from brain.kernel.i18n import N_, Text
from cards.answer.model import AnswerCard

NOTHING = Decimal(0)


def of_empty_days(intent: Intent) -> bool:
    """Whether days are asked for under conditions that a day without any row meets."""
    conditions = intent.having
    counted = all(is_sum(find_metric(one.metric)) for one in conditions)
    plain = intent.compare is None and not intent.shows and not intent.ranked
    return (
        intent.split() == ("day",)
        and plain
        and bool(conditions)
        and counted
        and all(_met(one, NOTHING) for one in conditions)
    )


def empty_days(asking: Asking, asked: Asked) -> AnswerCard:
    """How many days of the period meet the conditions, and which; today is not over and does not count."""
    intent = asked.intent
    assert intent.when is not None
    metrics = tuple(dict.fromkeys([*intent.metrics, *(one.metric for one in intent.having)]))
    told = replace(intent, metrics=metrics, having=())
    query = told.query()
    lacking = missing_facts(asking.facts, metrics, used_dimensions(query))
    if lacking:
        return decline(asking, missing_text(lacking[0]))
    span = data_span(asking.facts, metrics)
    days = full_days(asking, query.period, span) if span is not None else None
    if days is None or not has_rows(asking.facts, metrics, query.period):
        return no_data(asking, intent)
    query = query.model_copy(update={"period": days})
    found = asking.facts.ask(query)
    rows = {row[0]: row for row in found.rows}
    every = [rows.get(day, (day, *(NOTHING for _ in metrics))) for day in _days(query, days)]
    met = [
        row
        for row in every
        if all(_met(one, Decimal(str(row[1 + metrics.index(one.metric)] or 0))) for one in intent.having)
    ]
    result = with_rows(found, met)
    shown = query.model_copy(update={"having": intent.having})
    said = counted_text(result, shown, intent.when, asking.today, asking.lang)
    notes = [*_notes(asking, intent, met, rows, days), *notes_on(asking, intent, None, asked.said)]
    return card_of(asking, intent, query, result, joined(said, *notes), len(met), "count")


def _days(query: Query, days: Period) -> Iterator[date]:
    """The days of the period that the filters of the calendar keep."""
    by_calendar = [(one, find_dimension(one.dimension)) for one in query.filters]
    kept = [(one, dimension) for one, dimension in by_calendar if dimension.of_day is not None]
    for number in range(days.days):
        day = days.start + timedelta(days=number)
        if all(holds(one, dimension, day) for one, dimension in kept):
            yield day


def _notes(
    asking: Asking,
    intent: Intent,
    met: list[tuple[object, ...]],
    rows: dict[date, tuple[object, ...]],
    days: Period,
) -> Iterator[Text]:
    none = sum(1 for row in met if row[0] not in rows)
    bare = all(one.op == "=" for one in intent.having)
    if none and not bare:
        yield Text(msg=N_("Days without any order count too: {count}."), args={"count": none})
    assert intent.when is not None
    if days.end <= asking.today < intent.when.period.end and days.end == asking.today:
        yield Text(msg=N_("Today is not over and does not count."))


def _met(condition: Having, value: Decimal) -> bool:
    low, high = condition.values[0], condition.values[-1]
    return {
        ">": value > low,
        ">=": value >= low,
        "<": value < low,
        "<=": value <= low,
        "=": value == low,
        "!=": value != low,
        "between": low <= value <= high,
    }[condition.op]
