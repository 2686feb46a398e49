"""The aggregates that metrics are made of, each over one fact source.

In source `line` a row is a line of an order that money moved on: status paid, refunded or return. `return` rows are
credit notes of their own: they carry a refund and no payment. In `placed` it is a line of an order that no money came for. In `event` a row is something a visitor did, in `review` and `post` one of these, and in `stock` the
last count of a product's size; in `listing`, a product of the list that was there by the end of the period.
"""

from __future__ import annotations

from brain.facts.semantic.base import Measure

SOLD = "l.status IN ('paid', 'refunded')"
PAID_ORDER = f"{SOLD} AND l.paid_amount > 0"
PRODUCT_SOLD = f"{SOLD} AND l.line_type = 'product'"
COST = "COALESCE(s.cost, p.cost)"
# A refunded line's goods count as back on the shelf, so neither its money nor its cost stays in the margin.
WITH_COST = f"l.line_type = 'product' AND l.status IN ('paid', 'return') AND {COST} IS NOT NULL"
# A product that was never counted would look as if all of it had been sold.
COUNTED_SOLD = f"{PRODUCT_SOLD} AND g.first_on < {{end}}"

_LINES: tuple[Measure, ...] = (
    Measure("paid", "line", f"SUM(CASE WHEN {SOLD} THEN l.paid_amount END)"),
    Measure("refunded", "line", "SUM(l.refund_amount)"),
    Measure("orders", "line", f"COUNT(DISTINCT CASE WHEN {PAID_ORDER} THEN l.order_key END)", counts="order"),
    Measure(
        "buyers",
        "line",
        f"COUNT(DISTINCT CASE WHEN {PAID_ORDER} THEN l.customer_key END)",
        counts="customer",
    ),
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
        counts="order",
    ),
    Measure(
        "new_buyers",
        "line",
        f"COUNT(DISTINCT CASE WHEN {PAID_ORDER} AND l.ordered_on = f.first_on THEN l.customer_key END)",
        joins=("first_order",),
        counts="first_order",
    ),
    Measure(
        "returning_buyers",
        "line",
        f"COUNT(DISTINCT CASE WHEN {PAID_ORDER} AND f.first_on < {{since}} THEN l.customer_key END)",
        joins=("first_order",),
        counts="customer",
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
    Measure("product_paid", "line", f"SUM(CASE WHEN {PRODUCT_SOLD} THEN l.paid_amount END)"),
    Measure("discounts", "line", f"SUM(CASE WHEN {PRODUCT_SOLD} THEN l.discount_amount END)"),
    Measure(
        "known_paid", "line", f"SUM(CASE WHEN {SOLD} AND l.customer_key IS NOT NULL THEN l.paid_amount END)"
    ),
    Measure(
        "known_orders",
        "line",
        f"COUNT(DISTINCT CASE WHEN {PAID_ORDER} AND l.customer_key IS NOT NULL THEN l.order_key END)",
        counts="order",
    ),
    # A credit note may stand in another month or region than its order, so one order can be in several groups.
    Measure(
        "refunded_orders",
        "line",
        "COUNT(DISTINCT CASE WHEN l.refund_amount > 0 THEN l.order_key END)",
        counts=None,
    ),
    Measure(
        "products_sold",
        "line",
        f"COUNT(DISTINCT CASE WHEN {PRODUCT_SOLD} THEN COALESCE(l.product_id, l.product_name) END)",
        counts="product",
    ),
    Measure(
        "counted_units", "line", f"SUM(CASE WHEN {COUNTED_SOLD} THEN l.quantity END)", joins=("counted",)
    ),
)
_PLACED: tuple[Measure, ...] = (
    Measure(
        "unpaid_orders",
        "placed",
        "COUNT(DISTINCT CASE WHEN l.status = 'unpaid' THEN l.order_key END)",
        counts="order",
    ),
    Measure(
        "cancelled_orders",
        "placed",
        "COUNT(DISTINCT CASE WHEN l.status = 'cancelled' THEN l.order_key END)",
        counts="order",
    ),
)
_EVENTS: tuple[Measure, ...] = (
    Measure("views", "event", "COUNT(CASE WHEN e.type = 'view' THEN e.event_id END)"),
    Measure("carts", "event", "COUNT(CASE WHEN e.type = 'cart' THEN e.event_id END)"),
    Measure("clicks", "event", "COUNT(CASE WHEN e.type = 'click' THEN e.event_id END)"),
    Measure("favourites", "event", "COUNT(CASE WHEN e.type = 'favourite' THEN e.event_id END)"),
    Measure(
        "lookers",
        "event",
        "COUNT(DISTINCT CASE WHEN e.type = 'view' THEN e.customer_key END)",
        counts="customer",
    ),
    Measure(
        "carters",
        "event",
        "COUNT(DISTINCT CASE WHEN e.type = 'cart' THEN e.customer_key END)",
        counts="customer",
    ),
)
_CUSTOMERS: tuple[Measure, ...] = (
    Measure(
        "repeat_buyers",
        "repeat",
        "COUNT(CASE WHEN c.orders >= 2 THEN c.customer_key END)",
        counts=None,
    ),
    Measure("all_buyers", "repeat", "COUNT(c.customer_key)", counts=None),
    Measure("viewers", "path", "COUNT(CASE WHEN c.viewed = 1 THEN c.customer_key END)", counts=None),
    Measure(
        "converted",
        "path",
        "COUNT(CASE WHEN c.viewed = 1 AND c.bought = 1 THEN c.customer_key END)",
        counts=None,
    ),
)
_OTHERS: tuple[Measure, ...] = (
    Measure("on_hand", "stock", "SUM(k.on_hand)"),
    # Items without a count before the period have been here since their first one, as far as anybody knows.
    Measure("mean_stock", "stock", "SUM((COALESCE(k.opening, k.on_hand) + k.on_hand) * 0.5)"),
    Measure("stock_cost", "stock", f"SUM(k.on_hand * {COST})", joins=("catalogue", "sku_cost")),
    Measure("ratings", "review", "SUM(v.rating)"),
    Measure("rated", "review", "COUNT(v.rating)"),
    Measure("reviews", "review", "COUNT(v.review_id)"),
    Measure("post_reach", "post", "SUM(o.reached)"),
    Measure("post_clicks", "post", "SUM(o.clicks)"),
    Measure("clicked_of_reached", "post", "SUM(CASE WHEN o.reached > 0 THEN o.clicks END)"),
)
_LISTINGS: tuple[Measure, ...] = (Measure("listed", "listing", "COUNT(h.product_id)", counts="product"),)

MEASURES: tuple[Measure, ...] = (*_LINES, *_PLACED, *_EVENTS, *_CUSTOMERS, *_OTHERS, *_LISTINGS)
MEASURE_BY_NAME: dict[str, Measure] = {measure.name: measure for measure in MEASURES}
DAYS = "days"
"""What a formula calls the calendar days of a group; no rows are needed to count them."""
