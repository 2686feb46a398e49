"""The context in force, part by part, so that each can be seen and taken away."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from brain.assistant import questions
from brain.assistant.answering.base import Asking
from brain.assistant.speaking import spoken
from brain.assistant.understanding.intent import Intent
from brain.assistant.understanding.periods import When
from brain.assistant.wording import filter_text, having_text, period_text
from brain.facts.semantic.compile import find_dimension, find_metric
from brain.kernel.i18n import N_, Text
from cards.answer.model import Chip


def chips_of(asking: Asking, intent: Intent) -> tuple[Chip, ...]:
    """A chip for each part. The last figure and the period cannot be taken away, only replaced."""
    return tuple(_chips(asking, intent))


def _chips(asking: Asking, intent: Intent) -> Iterator[Chip]:
    if intent.when is not None:
        yield Chip(slot="period", label=period_text(intent.when, asking.today))
    compared = intent.compared()
    if compared is not None:
        label = Text(msg=N_("against {period}"), args={"period": period_text(compared, asking.today)})
        yield Chip(
            slot="compare", label=label, without=_said(asking, replace(intent, compare=None, rising=None))
        )
    for metric in intent.metrics:
        rest = tuple(name for name in intent.metrics if name != metric)
        without = _said(asking, replace(intent, metrics=rest)) if rest else None
        yield Chip(slot="metric", label=Text(msg=find_metric(metric).label), without=without)
    for given in intent.filters:
        fewer = replace(intent, filters=tuple(f for f in intent.filters if f is not given))
        yield Chip(slot="filter", label=filter_text(given, asking.today), without=_said(asking, fewer))
    for condition in intent.having:
        fewer = replace(intent, having=tuple(h for h in intent.having if h is not condition))
        yield Chip(
            slot="filter",
            label=having_text(condition, asking.facts.shop.currency),
            without=_said(asking, fewer),
        )
    for name in intent.dimensions:
        label = Text(msg=N_("by {dimension}"), args={"dimension": Text(msg=find_dimension(name).noun)})
        fewer = replace(intent, dimensions=tuple(d for d in intent.dimensions if d != name), having=())
        plain = replace(fewer, ranked=None, limit=None, others=False, shows=(), rising=None)
        yield Chip(slot="split", label=label, without=_said(asking, plain))


def _said(asking: Asking, intent: Intent) -> str | None:
    """The remaining question in words, where the words lead back to exactly it."""
    if isinstance(intent.when, When) and intent.metrics:
        question = spoken(intent, asking.lang)
        if questions.understood_as(question, intent, asking.names, asking.facts):
            return question
    return None
