"""Asks the facts with a `Query`: the same type that a sentence, a detector or a page makes."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from decimal import Decimal
from difflib import get_close_matches
from typing import Any

from pydantic import BaseModel, ConfigDict, model_validator

from brain.assistant.coverage import data_span, has_rows, missing_facts, missing_text, used_dimensions
from brain.assistant.tools import telling
from brain.assistant.tools.base import (
    DAYS,
    ROWS,
    Bench,
    Stated,
    Tool,
    ToolRefused,
    ToolResult,
    nearest,
    words_of,
)
from brain.facts.reader import Facts, Result
from brain.facts.semantic.compile import find_dimension, unit_of
from brain.facts.semantic.dimensions import DIMENSIONS
from brain.kernel.errors import DeveloperError
from brain.kernel.evidence import Claim, Filter, Having, Order, Period, Query, Unit, count_claim
from brain.kernel.i18n import N_
from cards.answer.model import AnswerCard

ROWS_FOR_THE_MODEL = 50
ROWS_FOR_THE_OWNER = 1_000
MOST_NAMES = 5_000
# A bound such as "orders above 500" may be said as an amount or as a plain number.
_UNITS_OF_BOUNDS: tuple[Unit, ...] = ("money", "number")
_INNER: dict[str, type[BaseModel]] = {
    "period": Period,
    "compare": Period,
    "order": Order,
    "filters": Filter,
    "having": Having,
}


class StrictPeriod(Period):
    """A `Period` that takes no other key: `start` counts, `end` does not (YYYY-MM-DD)."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class StrictFilter(Filter):
    """A `Filter` that takes no other key."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class QueryArguments(Query):
    """A `Query` that takes no key which it does not know: a misspelt `op` would turn a figure around in silence."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    @model_validator(mode="before")
    @classmethod
    def _only_known_keys(cls, given: Any) -> Any:
        if isinstance(given, dict):
            for name, model in _INNER.items():
                inner = given.get(name)
                for one in inner if isinstance(inner, list) else [inner]:
                    unknown = set(one) - set(model.model_fields) if isinstance(one, dict) else set()
                    if unknown:
                        allowed = ", ".join(model.model_fields)
                        raise ValueError(f"{name} has no {sorted(unknown)[0]!r}; its keys are {allowed}")
        return given


def query(bench: Bench, given: QueryArguments) -> ToolResult:
    """The figures of a query with their receipt. Raises ToolRefused for names that do not exist, with the nearest."""
    asked = Query.model_validate(given.model_dump())
    facts = bench.facts
    _check_names(asked, facts)
    lacking = missing_facts(facts, asked.metrics, used_dimensions(asked))
    if lacking:
        return _cannot(words_of(missing_text(lacking[0]), bench.lang))
    if not has_rows(facts, asked.metrics, asked.period):
        return _no_data(bench, asked)
    try:
        result = facts.ask(asked)
    except DeveloperError as error:
        raise ToolRefused(str(error)) from error
    if _is_empty(result, asked):
        _check_values(bench, asked)
    return _answer(bench, asked, result)


def _check_names(asked: Query, facts: Facts) -> None:
    metrics = [metric.name for metric in facts.metrics]
    for name in (*asked.metrics, *(one.metric for one in asked.having)):
        if name not in metrics:
            raise nearest("metric", name, metrics)
    check_dimensions(used_dimensions(asked))


def check_dimensions(names: Iterable[str]) -> None:
    """Raise ToolRefused with the nearest match for a dimension that does not exist."""
    dimensions = [dimension.name for dimension in DIMENSIONS]
    for name in names:
        if name not in dimensions:
            raise nearest("dimension", name, dimensions)


def _cannot(why: str) -> ToolResult:
    return ToolResult(
        content={"cannot_be_told": why},
        guidance="Tell the owner in one sentence that the data lacks this and what would bring it. State no figure for it.",
    )


def _no_data(bench: Bench, asked: Query) -> ToolResult:
    """Nothing was recorded there: a zero would look like a fact."""
    span = data_span(bench.facts, asked.metrics)
    content: dict[str, Any] = {"no_data_in_period": _days(asked.period)}
    if span is not None:
        content["data_covers"] = _days(span)
    return ToolResult(
        content=content,
        guidance="Nothing was recorded in this period. Say so and which days the data covers; do not say that it was zero.",
        periods=(asked.period, *([span] if span is not None else [])),
    )


def _is_empty(result: Result, asked: Query) -> bool:
    return not any(value for row in result.rows for value in row[len(asked.dimensions) :])


def _check_values(bench: Bench, asked: Query) -> None:
    """An empty answer may come of a name that does not exist: the nearest ones are told."""
    span = bench.facts.span()
    for given in asked.filters:
        if span is None or find_dimension(given.dimension).value != "text" or given.op not in ("=", "in"):
            continue
        listing = Query(metrics=("orders",), dimensions=(given.dimension,), period=span, limit=MOST_NAMES)
        try:
            known = [str(row[0]) for row in bench.facts.ask(listing).rows if row[0] is not None]
        except DeveloperError as error:
            raise ToolRefused(str(error)) from error
        for value in given.values:
            if value not in known and (near := get_close_matches(value, known, n=3, cutoff=0.3)):
                raise ToolRefused(
                    f"{given.dimension} {value!r} does not exist. Did you mean {', '.join(near)}?"
                )


def _answer(bench: Bench, asked: Query, result: Result) -> ToolResult:
    rows = result.rows
    content: dict[str, Any] = {
        "columns": list(result.columns),
        "rows": [_row(row, result, asked, bench.lang) for row in rows[:ROWS_FOR_THE_MODEL]],
        "row_count": len(rows),
        "period": _days(asked.period),
    }
    if asked.compare is not None:
        content["compared_with"] = _days(asked.compare)
    span = data_span(bench.facts, asked.metrics)
    ends_early = span is not None and span.end < min(asked.period.end, bench.facts.today)
    if ends_early and span is not None:
        content["data_ends_on"] = (span.end - timedelta(days=1)).isoformat()
    return ToolResult(
        content=content,
        guidance="Repeat figures exactly as written here, each beside its own name and metric; say the period. A _change is "
        "growth against the compared period. Do not calculate further: query for what is missing."
        + (" Say on which day the data ends." if ends_early else ""),
        stated=(*telling.stated_in(result, asked), *_around(asked, result)),
        names=tuple(telling.names_in(result, asked)),
        periods=tuple(telling.periods_in(result, asked) + ([span] if span is not None else [])),
        card=_card(asked, result, bench.lang),
    )


def _row(row: tuple[Any, ...], result: Result, asked: Query, lang: str) -> list[Any]:
    split = len(asked.dimensions)
    heads = [telling.plain_cell(value) for value in row[:split]]
    figures = [
        telling.figure_words(value, column, result.currency, lang)
        for value, column in zip(row[split:], result.columns[split:], strict=True)
    ]
    return [*heads, *figures]


def _around(asked: Query, result: Result) -> list[Stated]:
    """What may be said about the answer itself: its rows, its limit, its days, the bounds that were asked for."""
    receipt = result.receipt.id
    rows = [len(result.rows), *([asked.limit] if asked.limit else [])]
    days = [asked.period.days, *([asked.compare.days] if asked.compare else [])]
    stated = [Stated(count_claim(count, receipt), ROWS) for count in rows]
    stated += [Stated(count_claim(count, receipt), DAYS) for count in days]
    stated += [
        Stated(Claim(value=Decimal(value), unit=unit, currency=result.currency, receipt=receipt))
        for given in asked.filters
        if find_dimension(given.dimension).value == "integer" and given.op not in ("=", "in")
        for value in given.values
        for unit in _UNITS_OF_BOUNDS
    ]
    for bound in asked.having:
        unit = unit_of(bound.metric)
        currency = result.currency if unit == "money" else None
        stated += [
            Stated(Claim(value=value, unit=unit, currency=currency, receipt=receipt), bound.metric)
            for value in bound.values
        ]
    return stated


def _card(asked: Query, result: Result, lang: str) -> AnswerCard:
    rows = tuple(
        tuple(
            telling.exact_cell(value, column, asked.dimensions)
            for value, column in zip(row, result.columns, strict=True)
        )
        for row in result.rows[:ROWS_FOR_THE_OWNER]
    )
    alone = not asked.dimensions and len(rows) == 1
    unit = unit_of(asked.metrics[0])
    figure = rows[0][0] if alone else None
    return AnswerCard(
        status="answer",
        text=telling.told(result, asked, lang),
        value=None if figure is None else figure,
        unit=unit,
        currency=result.currency if unit == "money" else None,
        columns=result.columns,
        rows=rows,
        query=asked,
        receipt=result.receipt,
    )


def _days(period: Period) -> list[str]:
    return [period.start.isoformat(), (period.end - timedelta(days=1)).isoformat()]


QUERY = Tool(
    name="query",
    description={
        "zh": "查店铺数字，答案一定来自数据。metrics、dimensions 只能用店铺资料里列出的名称；period 为 {start,end}（YYYY-MM-DD，end 当天不算）。"
        "比较用 compare，排名用 order + limit，filters 例：{dimension:'category', op:'in', values:['辅食']}。",
        "en": "Ask the shop's figures; answers come from the data. metrics and dimensions are names from the shop sheet; period is "
        "{start,end} (YYYY-MM-DD, the end day not included). compare for another period, order + limit for rankings, filters like "
        "{dimension:'category', op:'in', values:['tea']}.",
    },
    arguments=QueryArguments,
    run=query,
    step=N_("Looking up the figures"),
)
