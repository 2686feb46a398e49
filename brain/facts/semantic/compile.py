"""Query -> one SQL text in DuckDB's dialect, built as a syntax tree.

Shape: `parts` holds one SELECT for each fact source and period, every measure in a column of its own; the outer
SELECT adds the parts up by dimension and does the metrics' arithmetic. Sources are never joined with each other, so
no row is counted twice, and the parts of a breakdown add up to the whole.
"""

from __future__ import annotations

from functools import lru_cache

from brain.facts.semantic.adding_up import ROWS_BEHIND, can_fold, can_run, can_share, can_split
from brain.facts.semantic.base import Dimension, Metric, unknown_name
from brain.facts.semantic.customer_sets import periods_of_sets
from brain.facts.semantic.figures import SUFFIXES, Figures
from brain.facts.semantic.model import KNOWN, SemanticModel, measures_of
from brain.facts.semantic.parts import Parts, slices_of
from brain.facts.semantic.relations import DIALECT, with_side_tables
from brain.kernel.errors import DeveloperError
from brain.kernel.evidence import Query, Unit

__all__ = [
    "ROWS_BEHIND",
    "can_fold",
    "can_run",
    "can_share",
    "can_split",
    "compile_query",
    "find_dimension",
    "find_metric",
    "measures_of",
    "unit_of",
]

CUSTOMER, PRODUCT, ORDER = "customer", "product", "order"


def compile_query(query: Query, model: SemanticModel = KNOWN) -> str:
    """The SQL of a query; its parameters are the shop, `$shop`, and where a time of the day is read, the zone, `$zone`.

    Columns are the dimensions, then the metrics; with a compare period each metric is followed by `<metric>_before`
    and `<metric>_change` (a fraction; NULL when there was nothing before), then by what `shows` adds. A value that is not
    known is a row of its own (NULL), except in a ranking (`limit`), which lists names; with `others` it is among these.
    Raises DeveloperError for unknown names and for what the facts cannot tell soundly.
    """
    return _compiled(query, model)


def unit_of(column: str, model: SemanticModel = KNOWN) -> Unit:
    """The unit of a metric's column: `_before` and `_running` have the metric's, `_change`, `_share` and `_contribution` are
    rates. Raises DeveloperError otherwise."""
    metrics = model.metric_by_name
    if column in metrics:
        return metrics[column].unit
    name, _, suffix = column.rpartition("_")
    if name in metrics and suffix in SUFFIXES:
        return metrics[name].unit if suffix in ("before", "running") else "rate"
    raise unknown_name("column", column, list(metrics))


def find_metric(name: str, model: SemanticModel = KNOWN) -> Metric:
    """The metric of this name. Raises DeveloperError with the nearest match."""
    return model.metric(name)


def find_dimension(name: str, model: SemanticModel = KNOWN) -> Dimension:
    """The dimension of this name. Raises DeveloperError with the nearest match."""
    return model.dimension(name)


@lru_cache(maxsize=512)
def _compiled(query: Query, model: SemanticModel) -> str:
    asked = list(dict.fromkeys([*query.metrics, *(given.metric for given in query.having)]))
    metrics = [model.metric(name) for name in asked]
    _check(query, model, asked)
    measures = list(dict.fromkeys(measure for metric in metrics for measure in measures_of(metric)))
    parts = Parts(query, model, measures)
    select = Figures(query, model, parts).select()
    periods = [one.period for one in slices_of(query)]
    periods = [*periods, *periods_of_sets(query, periods)]
    return with_side_tables(select, periods).sql(dialect=DIALECT, pretty=True)


def _check(query: Query, model: SemanticModel, metrics: list[str]) -> None:
    """Refuse what the sources cannot tell, before half of it is compiled."""
    if len(set(query.metrics)) < len(query.metrics) or len(set(query.dimensions)) < len(query.dimensions):
        raise DeveloperError("a metric or dimension is named twice in one query.")
    used = [*query.dimensions, *(given.dimension for given in query.filters)]
    used += ([CUSTOMER] if query.customers else []) + ([PRODUCT] if query.products else [])
    used += [ORDER] if query.orders else []
    for whose, sets in (
        ("customers", query.customers),
        ("products", query.products),
        ("orders", query.orders),
    ):
        for given in (f for one in sets for bought in one.any_of for f in bought.filters):
            if "line" not in model.dimension(given.dimension).sql:
                raise DeveloperError(f"{whose} cannot be told by {given.dimension}: no order line knows it.")
    for metric in metrics:
        for name in used:
            if not can_split(metric, name, model):
                raise DeveloperError(f"{metric} cannot be split or filtered by {name}.")
    _check_shows(query, model)


def _check_shows(query: Query, model: SemanticModel) -> None:
    """Refuse a share, a running total or a row of others that would not be what it says."""
    if (query.having or query.shows) and not query.dimensions:
        raise DeveloperError("having and shows are about groups: the query must name a dimension.")
    if len(set(query.shows)) < len(query.shows):
        raise DeveloperError("shows names something twice.")
    if "contribution" in query.shows and query.compare is None:
        raise DeveloperError("a contribution is of a change: the query must compare.")
    if query.offset and (query.limit is None or query.others):
        raise DeveloperError("an offset goes with a limit, and without others.")
    if query.others and (query.limit is None or "running" in query.shows):
        raise DeveloperError("others go with a limit, and without a running total.")
    tests = {"share": can_share, "contribution": can_share, "running": can_run}
    for metric in query.metrics:
        for show in query.shows:
            if not tests[show](metric, query.dimensions, model):
                by = ", ".join(query.dimensions)
                raise DeveloperError(f"the parts of {metric} by {by} do not add up, so there is no {show}.")
        if query.others and not can_fold(metric, query.dimensions, model):
            by = ", ".join(query.dimensions)
            raise DeveloperError(
                f"the parts of {metric} by {by} do not add up, so others cannot be told as one."
            )
