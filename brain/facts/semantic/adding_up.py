"""What may be split by what, and where parts add up to their whole: asked before a share or a running total is shown."""

from __future__ import annotations

from collections.abc import Iterable

from sqlglot import exp

from brain.facts.semantic.base import Dimension, Measure, Metric, SourceName
from brain.facts.semantic.model import KNOWN, SemanticModel, counts_days, measures_of
from brain.facts.semantic.relations import parsed

# What the rows of a source are read from: customers' sources are made of lines, or of lines and events.
ROWS_BEHIND: dict[SourceName, tuple[str, ...]] = {
    "line": ("line",),
    "placed": ("placed",),
    "event": ("event",),
    "repeat": ("line",),
    "path": ("line", "event"),
    "stock": ("stock",),
    "review": ("review",),
    "post": ("post",),
    "listing": ("listing",),
}
# Stock counted by product says nothing of sizes, and sold sizes that were never counted would look sold out.
NOT_BY: dict[str, frozenset[str]] = {"counted_units": frozenset({"sku"})}


def can_split(metric: str, dimension: str, model: SemanticModel = KNOWN) -> bool:
    """Whether every source behind the metric knows the dimension. Raises DeveloperError for unknown names."""
    wanted = model.dimension(dimension)
    measures = measures_of(model.metric(metric))
    known = all(row in wanted.sql for measure in measures for row in ROWS_BEHIND[measure.source])
    return known and not any(dimension in NOT_BY.get(measure.name, ()) for measure in measures)


def can_share(metric: str, dimensions: Iterable[str], model: SemanticModel = KNOWN) -> bool:
    """Whether the metric's parts by these dimensions add up to the metric of the whole: net sales by product do, orders by
    product (one order in several) and any rate do not. Shares and contributions are told only then."""
    of = model.metric(metric)
    return is_sum(of) and _adds(of, [model.dimension(name) for name in dimensions])


def can_run(metric: str, dimensions: Iterable[str], model: SemanticModel = KNOWN) -> bool:
    """Whether the metric can be told up to each step of the first dimension of time: what it is made of adds up there."""
    of, by = model.metric(metric), running_dimension(dimensions, model)
    return by is not None and not counts_days(of) and _adds(of, [by])


def can_fold(metric: str, dimensions: Iterable[str], model: SemanticModel = KNOWN) -> bool:
    """Whether the groups beyond a limit can be told as one: a single list of names over which the metric's measures add up."""
    of, by = model.metric(metric), [model.dimension(name) for name in dimensions]
    if len(by) != 1 or by[0].value != "text" or (counts_days(of) and by[0].of_day is not None):
        return False
    return _adds(of, by)


def running_dimension(dimensions: Iterable[str], model: SemanticModel = KNOWN) -> Dimension | None:
    """The dimension along which a running total runs: the first one of time."""
    found = (model.dimension(name) for name in dimensions)
    return next((dimension for dimension in found if dimension.kind == "time"), None)


def is_sum(metric: Metric) -> bool:
    """Whether the formula only adds up measures, each as it is or so many times (5 % of net sales): it may then be worked
    out before or after. A number added by itself would be added once for each part."""
    return not counts_days(metric) and _sums(parsed(metric.formula)) == "measures"


def _sums(node: exp.Expr) -> str | None:
    """What a part of a formula is: "measures" times numbers, a plain "number", or None for anything else."""
    if isinstance(node, exp.Column):
        return "measures"
    if isinstance(node, exp.Literal):
        return "number"
    if isinstance(node, exp.Paren | exp.Neg | exp.Cast):
        return _sums(node.this)
    if isinstance(node, exp.Nullif):
        return "number" if _sums(node.this) == "number" else None
    if not isinstance(node, exp.Add | exp.Sub | exp.Mul | exp.Div):
        return None
    left, right = _sums(node.this), _sums(node.expression)
    if isinstance(node, exp.Mul | exp.Div):
        if left == "number" and isinstance(node, exp.Mul):
            return right
        return left if right == "number" else None
    if isinstance(node, exp.Sub) and node.this == exp.Literal.number(0):
        return right  # taken from zero it is a minus sign
    return left if left == right else None


def _adds(metric: Metric, dimensions: Iterable[Dimension]) -> bool:
    by = list(dimensions)
    return all(_adds_over(measure, dimension) for measure in measures_of(metric) for dimension in by)


def _adds_over(measure: Measure, dimension: Dimension) -> bool:
    return measure.counts == "row" or (measure.counts is not None and measure.counts in dimension.fixed_for)
