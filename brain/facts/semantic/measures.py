"""The aggregates that metrics are made of, each over one fact source.

In source `line` a row is a line of an order that money moved on: status paid, refunded or return. `return` rows are credit notes of their own: they carry a refund and
no payment. In source `event` a row is something a visitor did.
"""

from __future__ import annotations

from brain.facts.semantic.base import Measure

SOLD = "l.status IN ('paid', 'refunded')"
PAID_ORDER = f"{SOLD} AND l.paid_amount > 0"
PRODUCT_SOLD = f"{SOLD} AND l.line_type = 'product'"
COST = "COALESCE(s.cost, p.cost)"
# A refunded line's goods count as back on the shelf, so neither its money nor its cost stays in the margin.
WITH_COST = f"l.line_type = 'product' AND l.status IN ('paid', 'return') AND {COST} IS NOT NULL"

MEASURES: tuple[Measure, ...] = (
    Measure("paid", "line", f"SUM(CASE WHEN {SOLD} THEN l.paid_amount END)"),
    Measure("refunded", "line", "SUM(l.refund_amount)"),
    Measure("orders", "line", f"COUNT(DISTINCT CASE WHEN {PAID_ORDER} THEN l.order_key END)"),
    Measure("buyers", "line", f"COUNT(DISTINCT CASE WHEN {PAID_ORDER} THEN l.customer_key END)"),
    Measure("units", "line", f"SUM(CASE WHEN {PRODUCT_SOLD} THEN l.quantity END)"),
    Measure(
        "product_lines",
        "line",
        f"COUNT(CASE WHEN {PRODUCT_SOLD} AND l.paid_amount > 0 THEN l.order_key END)",
    ),
    Measure(
        "product_orders",
        "line",
        f"COUNT(DISTINCT CASE WHEN {PRODUCT_SOLD} AND l.paid_amount > 0 THEN l.order_key END)",
    ),
    Measure(
        "new_buyers",
        "line",
        f"COUNT(DISTINCT CASE WHEN {PAID_ORDER} AND l.ordered_on = f.first_on THEN l.customer_key END)",
        joins=("first_order",),
    ),
    Measure(
        "costed_sales",
        "line",
        f"SUM(CASE WHEN {WITH_COST} THEN l.paid_amount - l.refund_amount END)",
        joins=("catalogue", "sku_cost"),
    ),
    Measure(
        "costs",
        "line",
        f"SUM(CASE WHEN {WITH_COST} THEN l.quantity * {COST} END)",
        joins=("catalogue", "sku_cost"),
    ),
    Measure("views", "event", "COUNT(CASE WHEN e.type = 'view' THEN e.event_id END)"),
    Measure("carts", "event", "COUNT(CASE WHEN e.type = 'cart' THEN e.event_id END)"),
    Measure("repeat_buyers", "repeat", "COUNT(CASE WHEN c.orders >= 2 THEN c.customer_key END)"),
    Measure("all_buyers", "repeat", "COUNT(c.customer_key)"),
    Measure("viewers", "path", "COUNT(CASE WHEN c.viewed = 1 THEN c.customer_key END)"),
    Measure("converted", "path", "COUNT(CASE WHEN c.viewed = 1 AND c.bought = 1 THEN c.customer_key END)"),
)

MEASURE_BY_NAME: dict[str, Measure] = {measure.name: measure for measure in MEASURES}
