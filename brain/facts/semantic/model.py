"""The names that a query may use: the built-in metrics and dimensions, and a shop's own beside them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from sqlglot import exp

from brain.facts.semantic.base import Dimension, Measure, Metric, unknown_name
from brain.facts.semantic.dimensions import DIMENSIONS
from brain.facts.semantic.measures import DAYS, MEASURE_BY_NAME
from brain.facts.semantic.metrics import METRICS
from brain.facts.semantic.relations import parsed


@dataclass(frozen=True, eq=False)
class SemanticModel:
    """What can be asked. Never changed: a shop that adds a metric gets a new model. Equal only to itself."""

    metrics: tuple[Metric, ...] = METRICS
    dimensions: tuple[Dimension, ...] = DIMENSIONS

    @cached_property
    def metric_by_name(self) -> dict[str, Metric]:
        """Each metric under its name."""
        return {metric.name: metric for metric in self.metrics}

    @cached_property
    def dimension_by_name(self) -> dict[str, Dimension]:
        """Each dimension under its name."""
        return {dimension.name: dimension for dimension in self.dimensions}

    def metric(self, name: str) -> Metric:
        """The metric of this name. Raises DeveloperError with the nearest match."""
        if name not in self.metric_by_name:
            raise unknown_name("metric", name, list(self.metric_by_name))
        return self.metric_by_name[name]

    def dimension(self, name: str) -> Dimension:
        """The dimension of this name. Raises DeveloperError with the nearest match."""
        if name not in self.dimension_by_name:
            raise unknown_name("dimension", name, list(self.dimension_by_name))
        return self.dimension_by_name[name]


BUILT_IN = SemanticModel()
KNOWN = SemanticModel()
"""What a name means, whoever says it: the built-in ones, and every own figure that this process has met.

The name of an own figure holds a digest of its definition, so it can mean one thing only, and this model only grows. Which
own figures may be asked for in a shop, its `Facts` say.
"""


def make_known(metrics: Iterable[Metric]) -> None:
    """From now on these own figures can be compiled and told by their names."""
    KNOWN.metric_by_name.update({metric.name: metric for metric in metrics})


def measures_of(metric: Metric) -> list[Measure]:
    """The measures in a metric's formula, each once, in order of appearance; `days` is none, it needs no rows."""
    names = dict.fromkeys(column.name for column in parsed(metric.formula).find_all(exp.Column))
    return [MEASURE_BY_NAME[name] for name in names if name != DAYS]


def counts_days(metric: Metric) -> bool:
    """Whether the metric is told by the calendar days of a group."""
    return any(column.name == DAYS for column in parsed(metric.formula).find_all(exp.Column))
