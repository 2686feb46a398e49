"""The day of the first or the last order: when something was sold first, who bought last from where."""

from __future__ import annotations

from brain.assistant.answering.base import Asked, Asking, decline, joined
from brain.assistant.answering.figure import readings_of
from brain.assistant.answering.rows import card_of
from brain.assistant.coverage import data_span, has_rows, missing_facts, missing_text, used_dimensions
from brain.assistant.wording import day_text, in_scope, period_text
from brain.kernel.i18n import N_, Text
from cards.answer.model import AnswerCard

EDGES = {"first": N_("First order: {day}"), "last": N_("Last order: {day}")}


def edges(asking: Asking, asked: Asked) -> AnswerCard:
    """The first or the last day with a paid order of what is named, its orders beside it."""
    intent = asked.intent
    assert intent.when is not None
    query = intent.query()
    lacking = missing_facts(asking.facts, query.metrics, used_dimensions(query))
    if lacking:
        return decline(asking, missing_text(lacking[0]))
    result = asking.facts.ask(query)
    period = period_text(intent.when, asking.today)
    if not result.rows:
        empty = not has_rows(asking.facts, query.metrics, query.period)
        msg = N_("There is no data for {period}.") if empty else N_("There is no such order in {period}.")
        return decline(asking, Text(msg=msg, args={"period": period}))
    day = result.rows[0][0]
    said = Text(msg=EDGES[intent.edge], args={"day": day_text(day, asking.today)})
    count = Text(msg=N_("Orders of that day: {count}."), args={"count": result.claim(0, "orders")})
    notes = [count, *readings_of(asked.said)]
    span = data_span(asking.facts, query.metrics)
    if intent.edge == "first" and span is not None and day == span.start:
        notes.append(Text(msg=N_("The data begins on that day, so there may have been earlier ones.")))
    said = in_scope(said, query.filters, intent.when, asking.today)
    return card_of(asking, intent, query, result, joined(said, *notes), None, "count")
