"""A vague question ("卖得怎么样"): the figures that a shop looks at first, then which one to look into."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

from brain.assistant import questions
from brain.assistant.answering.base import Asked, Asking, ask_back, decline
from brain.assistant.answering.chips import chips_of
from brain.assistant.answering.figure import no_data, readings_of
from brain.assistant.coverage import has_rows, missing_facts
from brain.assistant.understanding import periods
from brain.assistant.understanding.intent import Intent
from brain.assistant.understanding.periods import When
from brain.assistant.wording import single_text
from brain.facts.semantic.compile import can_split
from brain.kernel.i18n import N_, Text
from cards.answer.model import AnswerCard

MOST_APART = 1.5  # times as long
FIGURES = ("net_sales", "orders", "average_order_value", "refunds")


def overview(asking: Asking, asked: Asked) -> AnswerCard:
    """A short overview of the period that was named (else the last one with data), asking which figure is meant."""
    intent = asked.intent
    when = intent.when or next(iter(questions.periods_with_data(asking.facts)), None)
    if when is None or not has_rows(asking.facts, ("net_sales",), when.period):
        if intent.when is not None:
            return no_data(asking, Intent(metrics=("net_sales",), filters=intent.filters, when=intent.when))
        return decline(asking, Text(msg=N_("Which figure?")))
    told = _told(asking, intent, when)
    if asked.said.per_day:
        intent = replace(intent, compare=None)  # 昨天比三个月的日均: not with what three months sold in all
    choices = questions.choices_of_metric(asking.facts, intent, asking.lang, asking.names)
    if told is None or not told.metrics:
        return ask_back(Text(msg=N_("Which figure?")), choices)
    query = told.query()
    result = asking.facts.ask(query)
    said = single_text(result, query, when, told.compared(), asking.today, asking.lang)
    for note in readings_of(asked.said):
        said = Text(msg=N_("{said}. {note}"), args={"said": said, "note": note})
    card = ask_back(
        Text(msg=N_("{said}. Which figure do you want to look into?"), args={"said": said}), choices
    )
    more = {"query": query, "receipt": result.receipt, "chips": chips_of(asking, told), "topic": "overview"}
    return card.model_copy(update=more)


def _told(asking: Asking, intent: Intent, when: When) -> Intent | None:
    """The overview as one query: each figure that this data has and that the named filters fit, against what was named or the period before."""
    filtered = [given.dimension for given in intent.filters]
    metrics = tuple(
        metric
        for metric in FIGURES
        if not missing_facts(asking.facts, (metric,), filtered)
        and all(can_split(metric, name) for name in filtered)
    )
    told = Intent(metrics=metrics, filters=intent.filters, when=when, compare=_against(asking, intent, when))
    return told if metrics else None


def _against(asking: Asking, intent: Intent, when: When) -> Literal["before"] | When | None:
    """What was named to compare with; else the period before. None where it has no data, or cannot be set beside the period."""
    named = intent.compared() if intent.when is not None else None
    compared = named or periods.preceding(when)
    longer, shorter = sorted((when.period.days, compared.period.days), reverse=True)
    if longer > MOST_APART * shorter or not has_rows(asking.facts, ("net_sales",), compared.period):
        return None  # a day beside three months would look like a fall
    return named or "before"
