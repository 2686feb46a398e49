"""Query -> one SQL text in DuckDB's dialect, built as a syntax tree.

Shape: `parts` holds one SELECT for each fact source and period, every measure in a column of its own; the outer
SELECT adds the parts up by dimension and does the metrics' arithmetic. Sources are never joined with each other, so
no row is counted twice, and the parts of a breakdown add up to the whole.
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from sqlglot import exp

from brain.facts.semantic.base import Dimension, JoinName, Measure, Metric, SourceName, unknown_name
from brain.facts.semantic.conditions import condition
from brain.facts.semantic.dimensions import DIMENSION_BY_NAME
from brain.facts.semantic.measures import MEASURE_BY_NAME
from brain.facts.semantic.metrics import METRIC_BY_NAME
from brain.facts.semantic.relations import DIALECT, ROW_SOURCES, parsed, rows_of, with_side_tables
from brain.kernel.errors import DeveloperError
from brain.kernel.evidence import Period, Query, Unit

NOW, BEFORE = "now", "before"
# What the rows of a source are read from: customers' sources are made of lines, or of lines and events.
ROWS_BEHIND: dict[SourceName, tuple[str, ...]] = {
    "line": ("line",),
    "event": ("event",),
    "repeat": ("line",),
    "path": ("line", "event"),
}


def compile_query(query: Query) -> str:
    """The SQL of a query; the shop is its one parameter, `$shop`.

    Columns are the dimensions, then the metrics; with a compare period each metric is followed by `<metric>_before`
    and `<metric>_change` (a fraction; NULL when there was nothing before). A value that is not known is a row of its
    own (NULL), except in a ranking (`limit`), which lists names. Raises DeveloperError for unknown names.
    """
    return _compiled(query)


def unit_of(column: str) -> Unit:
    """The unit of a metric's column, `_before` and `_change` columns included. Raises DeveloperError otherwise."""
    if column in METRIC_BY_NAME:
        return METRIC_BY_NAME[column].unit
    if column.endswith("_change") and column.removesuffix("_change") in METRIC_BY_NAME:
        return "rate"
    if column.endswith("_before") and column.removesuffix("_before") in METRIC_BY_NAME:
        return METRIC_BY_NAME[column.removesuffix("_before")].unit
    raise unknown_name("column", column, list(METRIC_BY_NAME))


def find_metric(name: str) -> Metric:
    """The metric of this name. Raises DeveloperError with the nearest match."""
    if name not in METRIC_BY_NAME:
        raise unknown_name("metric", name, list(METRIC_BY_NAME))
    return METRIC_BY_NAME[name]


def find_dimension(name: str) -> Dimension:
    """The dimension of this name. Raises DeveloperError with the nearest match."""
    if name not in DIMENSION_BY_NAME:
        raise unknown_name("dimension", name, list(DIMENSION_BY_NAME))
    return DIMENSION_BY_NAME[name]


def measures_of(metric: Metric) -> list[Measure]:
    """The measures in a metric's formula, each once, in order of appearance."""
    names = dict.fromkeys(column.name for column in parsed(metric.formula).find_all(exp.Column))
    return [MEASURE_BY_NAME[name] for name in names]


def can_split(metric: str, dimension: str) -> bool:
    """Whether every source behind the metric knows the dimension."""
    known = find_dimension(dimension).sql
    return all(
        row in known for measure in measures_of(find_metric(metric)) for row in ROWS_BEHIND[measure.source]
    )


@lru_cache(maxsize=512)
def _compiled(query: Query) -> str:
    metrics = [find_metric(name) for name in query.metrics]
    dimensions = [find_dimension(name) for name in query.dimensions]
    _check(query, metrics, dimensions)
    measures = list(dict.fromkeys(m for metric in metrics for m in measures_of(metric)))
    slices = [(NOW, query.period)] + ([(BEFORE, query.compare)] if query.compare else [])
    columns = [f"{measure.name}_{moment}" for measure in measures for moment, _ in slices]
    sources = sorted({measure.source for measure in measures})
    parts = [
        _part(query, source, moment, period, measures, columns)
        for source in sources
        for moment, period in slices
    ]
    outer = exp.select(
        *[exp.column(d.name, quoted=True) for d in dimensions],
        *[
            column
            for metric in metrics
            for column in _metric_columns(metric, compared=query.compare is not None)
        ],
    ).from_("parts")
    outer = outer.with_("parts", as_=_union(parts))
    if dimensions:
        outer = outer.group_by(*[exp.Literal.number(i + 1) for i in range(len(dimensions))])
    return with_side_tables(_finished(outer, query, dimensions)).sql(dialect=DIALECT, pretty=True)


def _check(query: Query, metrics: list[Metric], dimensions: list[Dimension]) -> None:
    """Refuse what the sources cannot tell, before half of it is compiled."""
    if len(set(query.metrics)) < len(query.metrics) or len(set(query.dimensions)) < len(query.dimensions):
        raise DeveloperError("a metric or dimension is named twice in one query.")
    used = [d.name for d in dimensions] + [find_dimension(f.dimension).name for f in query.filters]
    for metric in metrics:
        for name in used:
            if not can_split(metric.name, name):
                raise DeveloperError(f"{metric.name} cannot be split or filtered by {name}.")


def _part(
    query: Query, source: SourceName, moment: str, period: Period, measures: list[Measure], columns: list[str]
) -> exp.Select:
    """One source in one period, by dimension; other parts' columns are NULL."""
    own = {f"{m.name}_{moment}": m for m in measures if m.source == source}
    values = [exp.alias_(parsed(own[c].sql) if c in own else exp.null(), c) for c in columns]
    shift = _shift(query.period.start, period.start) if moment == BEFORE else None
    if source in ("repeat", "path"):
        names = [exp.column(name, "c", quoted=True) for name in query.dimensions]
        inner = _customers(source, query, period, shift)
        part = exp.select(*names, *values).from_(inner.subquery("c"))
    else:
        joins = {join for measure in own.values() for join in measure.joins}
        part = _rows(query, source, period, shift, joins, values)
    if query.dimensions:
        part = part.group_by(*[exp.Literal.number(i + 1) for i in range(len(query.dimensions))])
    return part


def _rows(
    query: Query,
    source: str,
    period: Period,
    shift: tuple[int, int] | None,
    joins: set[JoinName],
    values: list[exp.Expr],
) -> exp.Select:
    """Filtered rows of a source with the dimensions first, then `values`."""
    split = [find_dimension(name) for name in query.dimensions]
    filters = [(f, find_dimension(f.dimension)) for f in query.filters]
    for dimension in [*split, *(d for _, d in filters)]:
        joins = joins | set(dimension.joins.get(source, ()))
    day = ROW_SOURCES[source].day
    named = [
        exp.alias_(parsed(d.sql[source].replace("{day}", _shifted(day, d, shift))), d.name, quoted=True)
        for d in split
    ]
    select = rows_of(source, period, joins, [*named, *values])
    conditions = [condition(f, d, parsed(d.sql[source].replace("{day}", day))) for f, d in filters]
    return select.where(*conditions) if conditions else select


def _customers(source: SourceName, query: Query, period: Period, shift: tuple[int, int] | None) -> exp.Select:
    """One row a customer and dimension value: their orders, or whether they looked and bought."""
    paid = parsed("l.paid_amount > 0 AND l.status IN ('paid', 'refunded') AND NOT l.customer_key IS NULL")
    key = exp.column("customer_key", "l")
    if source == "repeat":
        counted = [key, exp.alias_(parsed("COUNT(DISTINCT l.order_key)"), "orders")]
        select = _rows(query, "line", period, shift, set(), counted).where(paid)
        return select.group_by(*[exp.Literal.number(i + 1) for i in range(len(query.dimensions) + 1)])
    bought = _rows(query, "line", period, shift, set(), [key, parsed("0 AS viewed"), parsed("1 AS bought")])
    seen = [exp.column("customer_key", "e"), parsed("1 AS viewed"), parsed("0 AS bought")]
    viewed = _rows(query, "event", period, shift, set(), seen)
    steps = _union(
        [bought.where(paid), viewed.where(parsed("e.type = 'view' AND NOT e.customer_key IS NULL"))]
    )
    names = [exp.column(name, "w", quoted=True) for name in query.dimensions] + [
        exp.column("customer_key", "w")
    ]
    flags = [parsed("MAX(w.viewed) AS viewed"), parsed("MAX(w.bought) AS bought")]
    select = exp.select(*names, *flags).from_(steps.subquery("w"))
    return select.group_by(*[exp.Literal.number(i + 1) for i in range(len(names))])


def _shift(start: date, before: date) -> tuple[int, int]:
    """How far the compare period lies back: in days, and in calendar months."""
    return (start - before).days, (start.year - before.year) * 12 + start.month - before.month


def _shifted(day: str, dimension: Dimension, shift: tuple[int, int] | None) -> str:
    """The day column moved onto the main period, so that a compared day lines up with its counterpart."""
    if shift is None or dimension.name not in ("day", "week", "month"):
        return day
    if dimension.name == "month":
        return f"CAST(CAST(DATE_TRUNC('month', {day}) AS DATE) + INTERVAL {shift[1]} MONTH AS DATE)"
    return f"CAST({day} + INTERVAL {shift[0]} DAY AS DATE)"


def _union(parts: list[exp.Select]) -> exp.Query:
    whole: exp.Query = parts[0]
    for part in parts[1:]:
        whole = exp.union(whole, part, distinct=False)
    return whole


def _metric_columns(metric: Metric, *, compared: bool) -> list[exp.Expr]:
    now = _value(metric, NOW)
    columns: list[exp.Expr] = [exp.alias_(now, metric.name)]
    if compared:
        before = _value(metric, BEFORE)
        change = exp.Div(
            this=exp.paren(exp.Sub(this=exp.paren(now.copy()), expression=exp.paren(before.copy()))),
            expression=exp.func("NULLIF", exp.func("ABS", before.copy()), exp.Literal.number(0)),
            typed=False,
            safe=False,
        )
        columns += [exp.alias_(before, f"{metric.name}_before"), exp.alias_(change, f"{metric.name}_change")]
    return columns


def _value(metric: Metric, moment: str) -> exp.Expr:
    """The metric's formula over the added-up parts of one period."""

    def added_up(node: exp.Expr) -> exp.Expr:
        return parsed(f"COALESCE(SUM({node.name}_{moment}), 0)") if isinstance(node, exp.Column) else node

    return parsed(metric.formula).transform(added_up)


def _finished(outer: exp.Select, query: Query, dimensions: list[Dimension]) -> exp.Select:
    """Order with every tie broken, and the limit."""
    if query.limit is not None:
        named = [
            exp.not_(exp.column(d.name, quoted=True).is_(exp.null())) for d in dimensions if d.kind == "name"
        ]
        outer = outer.where(*named) if named else outer
    keys: list[exp.Expr] = []
    by, descending = _first_key(query, dimensions)
    if by is not None:
        keys.append(_sort_key(by, descending=descending))
    keys += [_sort_key(d.name, descending=False) for d in dimensions if d.name != by]
    outer = outer.order_by(*keys) if keys else outer
    return outer.limit(query.limit) if query.limit is not None else outer


def _first_key(query: Query, dimensions: list[Dimension]) -> tuple[str | None, bool]:
    """What to sort by first: as asked, else calendar order, else the largest first."""
    suffixes = ("", "_before", "_change") if query.compare else ("",)
    allowed = [*query.dimensions, *(f"{metric}{suffix}" for metric in query.metrics for suffix in suffixes)]
    if query.order is not None:
        if query.order.by not in allowed:
            raise unknown_name("order", query.order.by, allowed)
        return query.order.by, query.order.descending
    if not dimensions or dimensions[0].kind == "time":
        return None, False
    return query.metrics[0], True


def _sort_key(name: str, *, descending: bool) -> exp.Ordered:
    return exp.Ordered(this=exp.column(name, quoted=True), desc=descending, nulls_first=False)
