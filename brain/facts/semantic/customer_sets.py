"""Customers, products or orders as a set: who bought one thing and not another, what sold in one period or ever, which orders
have both of two products, as a condition on rows.

A set is looked up by itself and only says whose rows count, so no row is multiplied and any figure of customers' rows can be
asked of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sqlglot import exp

from brain.facts.semantic.base import Measure, Metric
from brain.facts.semantic.conditions import threshold
from brain.facts.semantic.measures import PAID_ORDER, PRODUCT_SOLD
from brain.facts.semantic.model import SemanticModel, counts_days, measures_of
from brain.facts.semantic.relations import bounded, parsed
from brain.kernel.errors import DeveloperError
from brain.kernel.evidence import Bought, CustomersWho, OrdersWith, Period, ProductsWhich, Query

EVER = Period(start=date(1900, 1, 1), end=date(2200, 1, 1))
KEYS = {"customers": "customer_key", "products": "product_id", "orders": "order_key"}
"""The column of order lines, and of every row, that says whose or what it is, or in which order."""
AT_LEAST_ONE = {
    "customers": f"COUNT(CASE WHEN {PAID_ORDER} THEN l.order_key END) > 0",
    "products": f"COUNT(CASE WHEN {PRODUCT_SOLD} THEN l.order_key END) > 0",
    "orders": f"COUNT(CASE WHEN {PRODUCT_SOLD} THEN l.order_key END) > 0",
}


def days_looked_at(bought: Bought, period: Period) -> Period:
    """The days on which a set looks, in a query about `period`."""
    return EVER if bought.ever else bought.period or period


def periods_of_sets(query: Query, periods: list[Period]) -> Iterator[Period]:
    """The days that all sets of a query look at."""
    sets: list[CustomersWho | ProductsWhich | OrdersWith] = [*query.customers, *query.products, *query.orders]
    for one in sets:
        for bought in one.any_of:
            yield from (days_looked_at(bought, period) for period in periods)


def belongs(
    given: CustomersWho | ProductsWhich | OrdersWith, key: exp.Expr, members: list[exp.Select]
) -> exp.Expr:
    """The condition on a row's customer, product or order, `members` those of each of the alternatives."""
    inside: exp.Expr = exp.or_(*(exp.In(this=key.copy(), query=exp.Subquery(this=one)) for one in members))
    if not given.negated:
        return exp.paren(inside)
    known = exp.not_(key.copy().is_(exp.null()))
    return exp.and_(known, exp.not_(exp.paren(inside)))


def measures_in(bought: Bought, model: SemanticModel) -> list[Measure]:
    """What a set's conditions on figures are made of. Raises DeveloperError where that is not in order lines."""
    found: list[Measure] = []
    for metric in (model.metric(given.metric) for given in bought.having):
        own = measures_of(metric)
        if counts_days(metric) or not own or any(one.source != "line" for one in own):
            raise DeveloperError(f"{metric.name} is no figure of a customer's orders.")
        found += own
    return found


def members(bought: Bought, rows: exp.Select, at: Period, model: SemanticModel, of: str) -> exp.Select:
    """The customers, products or orders of a set, from its rows (one column, their key)."""
    conditions = [parsed(AT_LEAST_ONE[of])]
    for given in bought.having:
        conditions.append(threshold(given, _value(model.metric(given.metric), at)))
    key = exp.column(KEYS[of], "l")
    known = exp.not_(key.copy().is_(exp.null()))
    return rows.where(known).group_by(key).having(*conditions)


def _value(metric: Metric, at: Period) -> exp.Expr:
    aggregates = {one.name: one for one in measures_of(metric)}

    def filled_in(node: exp.Expr) -> exp.Expr:
        if not isinstance(node, exp.Column):
            return node
        sql = bounded(aggregates[node.name].sql, at)
        if "{since}" in sql:
            raise DeveloperError(f"{metric.name} is told of a period's steps, not of a customer.")
        return parsed(f"COALESCE({sql}, 0)")

    return parsed(metric.formula).transform(filled_in)
