"""The metrics: one visible tuple. Each says in one sentence exactly what it counts."""

from __future__ import annotations

from brain.facts.semantic.base import Metric
from brain.facts.semantic.metrics.customers import CUSTOMERS
from brain.facts.semantic.metrics.prices import PRICES
from brain.facts.semantic.metrics.sales import SALES
from brain.facts.semantic.metrics.stock import STOCK
from brain.facts.semantic.metrics.traffic import TRAFFIC
from brain.facts.semantic.metrics.voices import VOICES

METRICS: tuple[Metric, ...] = (*SALES, *PRICES, *CUSTOMERS, *TRAFFIC, *STOCK, *VOICES)
METRIC_BY_NAME: dict[str, Metric] = {metric.name: metric for metric in METRICS}
