"""The grouped rows behind a change: what every combination of values had in both periods, with the spread of its orders.

`brain.analysis.slices` reads them. Grouped in SQL twice: by order within a combination (an order's lines are no separate
decisions), then by combination.
"""

from __future__ import annotations

from functools import lru_cache

from sqlglot import exp

from brain.facts.semantic.base import unknown_name
from brain.facts.semantic.customer_sets import periods_of_sets
from brain.facts.semantic.measures import PRODUCT_SOLD, SOLD
from brain.facts.semantic.model import BUILT_IN
from brain.facts.semantic.parts import NOW, Parts, Slice, slices_of
from brain.facts.semantic.relations import DIALECT, parsed, with_side_tables
from brain.kernel.errors import DeveloperError
from brain.kernel.evidence import Period, Query

AMOUNTS: dict[str, str] = {
    "net_sales": f"CASE WHEN {SOLD} THEN l.paid_amount ELSE 0 END - l.refund_amount",
    "gross_sales": f"CASE WHEN {SOLD} THEN l.paid_amount ELSE 0 END",
    "refunds": "l.refund_amount",
    "units": f"CASE WHEN {PRODUCT_SOLD} THEN l.quantity ELSE 0 END",
}
"""The metrics whose change can be taken apart, as the amount of one order line."""


def cells_sql(query: Query) -> str:
    """The SQL of the cells of a query with one metric of `AMOUNTS`, dimensions and a compare period; parameters as in
    `compile_query`. Columns: the dimensions, then now, before, lines_now, lines_before, squares_now, squares_before.

    Raises DeveloperError for another metric or without a period to compare with.
    """
    return _compiled(query)


def largest_order_sql(query: Query) -> str:
    """The SQL of the one order that added most to a change, either way; the query and the parameters as in `cells_sql`.

    Columns: order_key, order_id, change. Of several orders that added as much it is the first by key.
    """
    return _largest(query.model_copy(update={"dimensions": ()}))


@lru_cache(maxsize=128)
def _largest(query: Query) -> str:
    parts, slices = _parts_of(query)
    by_order = _union([_orders(parts, at, query.metrics[0], query) for at in slices])
    change = "SUM(CASE WHEN is_now = 1 THEN amount ELSE -amount END)"
    outer = exp.select("order_key", "MAX(order_id) AS order_id", exp.alias_(parsed(change), "change"))
    outer = outer.from_("by_order").group_by("order_key").order_by("ABS(change) DESC", "order_key").limit(1)
    whole = with_side_tables(outer.with_("by_order", as_=by_order), _days_read(query, slices))
    return whole.sql(dialect=DIALECT, pretty=True)


@lru_cache(maxsize=128)
def _compiled(query: Query) -> str:
    parts, slices = _parts_of(query)
    by_order = _union([_orders(parts, at, query.metrics[0], query) for at in slices])
    names = [exp.column(name, quoted=True) for name in query.dimensions]
    outer = exp.select(*names, *_sums()).from_("by_order").group_by(*_places(len(names)))
    outer = outer.order_by(*[exp.Ordered(this=name.copy(), nulls_first=False) for name in names])
    whole = with_side_tables(outer.with_("by_order", as_=by_order), _days_read(query, slices))
    return whole.sql(dialect=DIALECT, pretty=True)


def _days_read(query: Query, slices: list[Slice]) -> list[Period]:
    periods = [at.period for at in slices]
    return [*periods, *periods_of_sets(query, periods)]


def _parts_of(query: Query) -> tuple[Parts, list[Slice]]:
    metric = query.metrics[0]
    if metric not in AMOUNTS:
        raise unknown_name("metric", metric, list(AMOUNTS))
    if query.compare is None:
        raise DeveloperError("cells are of a change: the query must compare.")
    return Parts(query, BUILT_IN, ()), list(slices_of(query))


def _orders(parts: Parts, at: Slice, metric: str, query: Query) -> exp.Select:
    """Each order's amount within a combination of values, in one period."""
    values = [
        exp.alias_(parsed("l.order_key"), "order_key"),
        exp.alias_(parsed("MAX(l.order_id)"), "order_id"),
        exp.alias_(parsed(f"SUM({AMOUNTS[metric]})"), "amount"),
        exp.alias_(parsed("COUNT(l.order_key)"), "lines"),
        exp.alias_(exp.Literal.number(1 if at.moment == NOW else 0), "is_now"),
    ]
    select = parts.rows("line", at, values)
    return select.group_by(*_places(len(query.dimensions) + 1))


def _sums() -> list[exp.Expr]:
    columns = []
    for moment, flag in (("now", 1), ("before", 0)):
        for name, what in (
            (moment, "amount"),
            (f"lines_{moment}", "lines"),
            (f"squares_{moment}", "amount * amount"),
        ):
            value = f"SUM(CASE WHEN is_now = {flag} THEN {what} ELSE 0 END)"
            columns.append(exp.alias_(parsed(value), name, quoted=True))
    return columns


def _union(parts: list[exp.Select]) -> exp.Query:
    whole: exp.Query = parts[0]
    for part in parts[1:]:
        whole = exp.union(whole, part, distinct=False)
    return whole


def _places(count: int) -> list[exp.Expr]:
    return [exp.Literal.number(place + 1) for place in range(count)]
