"""Which place a name has among those of its list: by one figure, the highest first, whoever has the same shares the better place."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from brain.assistant.answering.base import Asked, Asking, decline, joined
from brain.assistant.answering.figure import no_data, notes_on
from brain.assistant.answering.rows import card_of, with_rows
from brain.assistant.coverage import has_rows, missing_facts, missing_text, used_dimensions
from brain.assistant.understanding.intent import MOST_GROUPS, Intent
from brain.assistant.wording import figure_text, in_scope, value_text
from brain.facts.semantic.compile import find_dimension, find_metric
from brain.kernel.i18n import N_, Text
from cards.answer.model import AnswerCard


def standing(asking: Asking, asked: Asked) -> AnswerCard:
    """The place, out of how many that have such a figure, and the figure itself; what has none has no place."""
    intent = asked.intent
    assert intent.when is not None
    given = intent.filters[0]
    query = _ranking(intent, given.dimension).query()
    lacking = missing_facts(asking.facts, query.metrics, used_dimensions(query))
    if lacking:
        return decline(asking, missing_text(lacking[0]))
    result = asking.facts.ask(query)
    if not result.rows and not has_rows(asking.facts, query.metrics, query.period):
        return no_data(asking, intent)
    at = next((row for row, values in enumerate(result.rows) if values[0] == given.values[0]), None)
    name, metric = (
        value_text(given.dimension, given.values[0], asking.today),
        Text(msg=find_metric(query.metrics[0]).label),
    )
    if at is None or result.rows[at][1] is None:
        said = Text(
            msg=N_("{name} has no {metric} in that period, so it has no place."),
            args={"name": name, "metric": metric},
        )
        return decline(asking, said)
    ranked = [row[1] for row in result.rows if row[1] is not None and row[0] is not None]
    own = result.rows[at][1]
    place = 1 + sum(value > own for value in ranked)
    said = Text(
        msg=N_("By {metric}, the highest first, {name} is number {place} of {count} ({dimension}): {figure}"),
        args={
            "metric": metric,
            "name": name,
            "place": result.claim_of(Decimal(place), "count"),
            "count": result.claim_of(Decimal(len(ranked)), "count"),
            "dimension": Text(msg=find_dimension(given.dimension).noun),
            "figure": figure_text(result.claim(at, query.metrics[0]), asking.lang),
        },
    )
    said = in_scope(said, (), intent.when, asking.today)
    shown = with_rows(result, [result.rows[at]])
    notes = notes_on(asking, intent, None, asked.said)
    return card_of(asking, intent, query, shown, joined(said, *notes), place, "count")


def _ranking(intent: Intent, dimension: str) -> Intent:
    """The whole list that the name is one of."""
    return replace(
        intent, filters=(), dimensions=(dimension,), ranked="high", limit=MOST_GROUPS, standing=False
    )
