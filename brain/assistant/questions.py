"""Meanings written back as questions: suggestions, choices and follow-ups, each proven to be understood and to work."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

from brain.assistant.coverage import data_span, has_rows, missing_facts
from brain.assistant.speaking import spoken
from brain.assistant.understanding import periods
from brain.assistant.understanding.following import uncut
from brain.assistant.understanding.intent import Intent
from brain.assistant.understanding.periods import When
from brain.assistant.understanding.picking import is_unsold
from brain.assistant.understanding.resolve import understand
from brain.facts.reader import Facts
from brain.facts.semantic.compile import can_split, find_metric
from brain.kernel.evidence import Period

# What a shop is most likely to ask, in the order in which it is offered.
STARTERS: tuple[Intent, ...] = (
    Intent(metrics=("net_sales",)),
    Intent(metrics=("net_sales",), dimensions=("product",), ranked="high", limit=5),
    Intent(metrics=("net_sales",), dimensions=("category",)),
    Intent(metrics=("orders",), dimensions=("region",), ranked="high", limit=5),
    Intent(metrics=("orders",), dimensions=("day",)),
    Intent(metrics=("average_order_value",)),
    Intent(metrics=("refunds",)),
    Intent(metrics=("gross_sales",)),
)

# Formulas whose values are worth ranking and drawing by day; a rate of three orders is noise.
ADDS_UP = frozenset({"paid - refunded", "paid", "refunded", "orders", "units", "views", "carts"})


# Kinds of days and parts of the day, in words that are understood (English, Chinese).


def understood_as(question: str, intent: Intent, names: Any | None, facts: Facts) -> bool:
    """Whether the words lead back to the very same query."""
    meant = understand(question, (), names, facts.today)
    alike = (meant.intent.per, meant.intent.standing) == (intent.per, intent.standing) and (
        meant.intent.sold_in,
        meant.intent.sold_earlier,
    ) == (
        intent.sold_in,
        intent.sold_earlier,
    )
    return meant.kind == "query" and alike and meant.intent.query() == intent.query()


def works(facts: Facts, intent: Intent) -> bool:
    """Really run it: rows come back and the first of them is a figure other than zero."""
    query = intent.query()
    if is_unsold(intent):
        return facts.has("product") and has_rows(facts, ("orders",), query.period)
    if missing_facts(facts, query.metrics, (*query.dimensions, *(f.dimension for f in query.filters))):
        return False
    result = facts.ask(query)
    return bool(result.rows) and bool(result.rows[0][len(query.dimensions)])


def periods_with_data(facts: Facts, metrics: tuple[str, ...] = ("net_sales",)) -> list[When]:
    """Up to three periods worth asking about that have data: near ones first, else the last ones of the data."""
    today = facts.today
    near = [
        periods.relative("week", -1, today),
        periods.relative("month", -1, today),
        periods.relative("month", 0, today),
    ]
    found = [when for when in near if has_rows(facts, metrics, when.period)]
    span = data_span(facts, metrics)
    if span is None:
        return found
    return _distinct([*found, *_of_span(span)], 3)


def _of_span(span: Period) -> Iterator[When]:
    final = span.end - timedelta(days=1)
    for back in range(3):
        start = periods.months_before(final.replace(day=1), back)
        month = periods.month_of(start.year, start.month) if start else None
        if month is not None and month.period.end > span.start:
            yield month


def _distinct(whens: Iterable[When], count: int) -> list[When]:
    kept: dict[Period, When] = {}
    for when in whens:
        kept.setdefault(when.period, when)
    return list(kept.values())[:count]


def suggestions(facts: Facts, lang: str, names: Any | None = None) -> list[str]:
    """Three questions in `lang` that were run on this shop's data and brought rows; fewer on an empty shop."""
    whens = periods_with_data(facts)
    if not whens:
        return []
    offered: list[str] = []
    for position, starter in enumerate(STARTERS):
        intent = replace(starter, when=whens[position % len(whens)])
        question = spoken(intent, lang)
        if understood_as(question, intent, names, facts) and works(facts, intent):
            offered.append(question)
        if len(offered) == 3:
            break
    return offered


def choices_of_period(
    facts: Facts, intent: Intent, lang: str, names: Any | None, *, unit: str | None = None
) -> list[str]:
    """The same question for up to three periods that have data; only for months and the like where `unit` says so."""
    whens = periods_with_data(facts, intent.metrics)
    whole = [replace(intent, when=when) for when in whens if unit in (None, when.unit)]
    return proven(facts, whole, lang, names)


def choices_of_metric(facts: Facts, intent: Intent, lang: str, names: Any | None) -> list[str]:
    """Three figures for what was named; with a period that has data when none was named."""
    when = intent.when or next(iter(periods_with_data(facts)), None)
    if when is None:
        return []
    asked = replace(intent, when=when)
    figures = ("net_sales", "orders", "average_order_value", "refunds")
    wanted = [replace(asked, metrics=(metric,)) for metric in figures]
    return proven(facts, wanted, lang, names)


def proven(facts: Facts, intents: Iterable[Intent], lang: str, names: Any | None) -> list[str]:
    """Up to three questions in words that are understood as the intent they were made from and have an answer."""
    asked = ((spoken(intent, lang), intent) for intent in intents)
    good = (
        question
        for question, intent in asked
        if understood_as(question, intent, names, facts) and works(facts, intent)
    )
    return [question for question, _ in zip(good, range(3), strict=False)]


def follow_ups(facts: Facts, intent: Intent, lang: str, names: Any | None) -> list[str]:
    """Up to three next questions for an answer that had rows: closer, sideways, and against the period before.

    They ask for the same rows cut differently, so they need no run of their own; a comparison is looked up.
    """
    offered: list[str] = []
    for candidate in _next_intents(facts, intent):
        query = candidate.query()
        splits = [*query.dimensions, *(f.dimension for f in query.filters)]
        possible = all(can_split(m, d) for m in query.metrics for d in splits) and not missing_facts(
            facts, query.metrics, splits
        )
        question = spoken(candidate, lang)
        if possible and question not in offered and understood_as(question, candidate, names, facts):
            offered.append(question)
        if len(offered) == 3:
            break
    return offered


def _worth(dimension: str, days: int, *, adds_up: bool) -> bool:
    """Whether a split shows more than a row or two, and of rows that hold enough to mean something."""
    if dimension == "day":
        return adds_up and 2 <= days <= 62
    return days >= {"week": 14, "month": 62}.get(dimension, 0)


def _next_intents(facts: Facts, intent: Intent) -> Iterator[Intent]:
    assert intent.when is not None
    filtered = {f.dimension for f in intent.filters}
    plain = uncut(intent)
    if intent.compare is None:
        before = periods.preceding(intent.when)
        span = data_span(facts, intent.metrics)
        whole = span is not None and span.start <= before.period.start
        if whole and has_rows(facts, intent.metrics, before.period):
            yield replace(plain, compare="before")
    plain = replace(plain, compare=None)
    adds_up = all(find_metric(name).formula in ADDS_UP for name in intent.metrics)
    if adds_up and "product" not in filtered and intent.dimensions != ("product",):
        yield replace(plain, metrics=intent.metrics[:1], dimensions=("product",), ranked="high", limit=5)
    for dimension in ("category", "day", "region", "week", "month"):
        fits = dimension in filtered or dimension in intent.split()
        worth = {"day": 2, "week": 14, "month": 62}.get(dimension, 0)
        if (
            not fits
            and intent.when.period.days >= worth
            and not (dimension == "day" and intent.when.period.days > 62)
        ):
            yield replace(plain, dimensions=(dimension,))
