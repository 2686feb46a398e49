"""Thresholds of a question as conditions of its query: on groups (having), on single lines or on whole orders."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from brain.assistant.understanding.slots import Reading, Threshold
from brain.assistant.understanding.thresholds import OF_SINGLE_ORDERS
from brain.facts.semantic.compile import find_metric
from brain.kernel.evidence import Filter, Having

OF_ORDERS = frozenset(
    {
        "orders",
        "buyers",
        "net_sales",
        "gross_sales",
        "average_order_value",
        "units",
        "refunds",
        "refunded_orders",
    }
)


class Unclear(Exception):
    """A threshold whose figure nothing tells; nothing is answered then."""


def single_orders_by(said: Reading, metrics: Sequence[str], dimensions: Sequence[str]) -> str:
    """The figure by which single orders are told: orders on which more than 1000 was given back. "" where none are."""
    told = {one.metric for one in said.thresholds if one.metric in OF_SINGLE_ORDERS and one.subject is None}
    counted = set(metrics) <= {"orders", "refunded_orders"} and bool(metrics)
    return next(iter(told)) or "" if counted and not dimensions and len(told) == 1 else ""


def conditions(
    said: Reading, metrics: Sequence[str], dimensions: tuple[str, ...], known: bool = False
) -> tuple[tuple[Having, ...], tuple[Filter, ...]]:
    """What the thresholds keep: groups of the dimensions, or lines and orders. `known`: the figure was named before. Raises Unclear."""
    having: list[Having] = []
    filters: list[Filter] = []
    for threshold in said.thresholds:
        if not (threshold.metric or threshold.subject or threshold.unit or said.metrics or known):
            raise Unclear  # a bare number, and no figure named that it could be of
        made = _condition(threshold, metrics, dimensions, said.metrics)
        if isinstance(made, Having):
            having.append(made)
        else:
            filters.append(made)
    return tuple(having), tuple(filters)


def _condition(
    threshold: Threshold, metrics: Sequence[str], dimensions: tuple[str, ...], said: Sequence[str]
) -> Having | Filter:
    if threshold.subject in ("price", "order_size"):
        return _of_rows(threshold.subject, threshold)
    if threshold.subject == "order_value" and (threshold.unit == "money" or not dimensions):
        return _of_rows("order_value", threshold)
    if threshold.metric is None and threshold.unit == "money" and not dimensions and "orders" in metrics:
        return _of_rows("order_value", threshold)
    metric = threshold.metric or _by_unit(threshold, metrics)
    if metric is None:
        raise Unclear
    if dimensions == ("customer",) and find_metric(metric).grain == "customer":
        raise Unclear  # each of them is one customer
    if dimensions:
        return Having(metric=metric, op=threshold.op, values=threshold.values)
    if metric == "units" and threshold.counted and "orders" in metrics:
        return _of_rows("order_size", threshold)  # orders of five pieces or more
    if (
        metric == "orders"
        and threshold.unit != "rate"
        and not threshold.counted
        and set(metrics) <= OF_ORDERS
    ):
        # "orders over 500" without a list of anything: orders of that value, not that many of them.
        return _of_rows("order_value", threshold)
    raise Unclear


def _by_unit(threshold: Threshold, metrics: Sequence[str]) -> str | None:
    """The asked figure, if it can have such a value."""
    for metric in metrics:
        unit = find_metric(metric).unit
        if threshold.unit == unit or (threshold.unit == "" and unit != "rate"):
            return metric
    return "net_sales" if threshold.unit == "money" and not metrics else None


def _of_rows(dimension: str, threshold: Threshold) -> Filter:
    values = tuple(_plain(value) for value in threshold.values)
    return Filter(dimension=dimension, op=threshold.op, values=values)


def _plain(value: Decimal) -> str:
    return str(int(value)) if value == value.to_integral_value() else str(value.normalize())
