"""Etsy's two lists of a year's or month's sales: the items sold, and the orders.

The list of items (EtsySoldOrderItems) has everything about a line but refunds; the list of orders (EtsySoldOrders) has
one row an order, with its status and what is left after refunds, but no goods. Both name the same orders: an order
known with its goods is not added again from the list of orders. The headers come from public descriptions and from
programs that read the files; no real file was at hand.

Items: a line is Price times Quantity less Discount Amount. `Order Shipping` and `Order Sales Tax` belong to the order,
whether a file has them on each of its lines or on one: the largest counts. The tax is spread over the lines: what
customers were charged. Taxes and VAT that Etsy collects and pays itself are in neither list.
Orders: `Order Total` is the charge. `Adjusted Order Total` is what was left of it after a refund; 0 there means that
nothing was adjusted, unless the status says that all was refunded.
Days are written as in the United States, month first, and carry no time: an order is at the start of its day.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from brain.facts.sources.base import Field, Form, Match, ShopGuess, match_form
from brain.facts.sources.settling import SHIPPING, settled
from brain.facts.sources.spreading import ORDER
from brain.facts.sources.values import zones
from brain.kernel.i18n import N_

FAMILY = "etsy"

# The last row of a line stands; those before it are older copies and settle among themselves.
_LINES = """
    SELECT *, transaction_id AS line_key, 0 AS part, greatest(try_cast(quantity * unit_price AS DECIMAL(18,4)), 0) AS gross,
           greatest(coalesce(max(abs(order_shipping)) OVER (PARTITION BY order_id), 0)
                    - coalesce(max(abs(shipping_discount)) OVER (PARTITION BY order_id), 0), 0) AS shipping,
           coalesce(max(order_tax) OVER (PARTITION BY order_id), 0) AS tax, abs(coalesce(discount_amount, 0)) AS discount,
           max(paid_at) OVER (PARTITION BY order_id) IS NOT NULL OR NOT bool_or(paid_at IS NOT NULL) OVER () AS received,
           bool_or(reason IS NOT NULL) OVER (PARTITION BY order_id) AS spoilt
    FROM (SELECT *, row_number() OVER (PARTITION BY order_id, transaction_id ORDER BY row_no DESC) AS copy
          FROM (SELECT * REPLACE (ltrim(order_id, '#') AS order_id) FROM typed))"""
_CHARGED = f"""
    SELECT *, CASE WHEN received THEN shipping ELSE 0 END AS shipping_charged, 0 AS given_back, NULL AS refund_known,
           CASE WHEN received THEN sum(weight) OVER ({ORDER}) + shipping + tax ELSE 0 END AS charged
    FROM (SELECT *, greatest(coalesce(gross - discount, 0), 0) AS weight FROM ({_LINES}))"""

ITEMS = Form(
    table="order_line",
    fields=(
        Field("order_id", N_("order number"), ("Order ID",), required=True),
        Field("transaction_id", N_("transaction number"), ("Transaction ID",), required=True),
        Field("ordered_at", N_("order time"), ("Sale Date",), "instant", required=True, day_order="mdy"),
        Field("product_name", N_("product name"), ("Item Name",), needed=True),
        Field("listing_id", N_("product number"), ("Listing ID",)),
        Field("sku", N_("SKU"), ("SKU",)),
        Field("quantity", N_("quantity"), ("Quantity",), "amount", required=True),
        Field("unit_price", N_("unit price"), ("Price",), "amount", required=True),
        Field("discount_amount", N_("discount"), ("Discount Amount",), "amount"),
        Field("shipping_discount", N_("discount on shipping"), ("Shipping Discount", "Delivery Discount"), "amount"),
        Field("order_shipping", N_("shipping"), ("Order Shipping", "Order Delivery"), "amount"),
        Field("order_tax", N_("tax"), ("Order Sales Tax",), "amount"),
        Field("currency", N_("currency"), ("Currency",)),
        Field("paid_at", N_("payment time"), ("Date Paid",), "instant", day_order="mdy"),
        Field("coupon", N_("coupon"), ("Coupon Code",)),
        Field("buyer", N_("customer number"), ("Buyer",), personal=True),
        Field("customer_name", N_("customer name"), ("Ship Name", "Delivery Name"), personal=True),
        Field("state", N_("region"), ("Ship State", "Delivery State")),
        Field("country", N_("country"), ("Ship Country", "Delivery Country")),
        Field("channel", N_("channel"), ("Order Type",)),
    ),
    relation=settled(f"({_CHARGED})"),
    checks=(
        ("spoilt AND copy = 1", "order_incomplete"),
        (f"min(least(quantity, unit_price, tax)) OVER ({ORDER}) < 0", "negative_amount"),
    ),
    columns={
        "order_id": "order_id",
        "ordered_at": "ordered_at",
        "status": "CASE WHEN received THEN 'paid' ELSE 'unpaid' END",
        "line_type": f"CASE WHEN {SHIPPING} THEN 'shipping' ELSE 'product' END",
        "product_id": f"CASE WHEN NOT {SHIPPING} THEN coalesce(sku, listing_id, product_name) END",
        "product_name": "product_name",
        "sku": "sku",
        "quantity": "quantity",
        "unit_price": "unit_price",
        "discount_amount": "discount",
        "paid_amount": "line_paid",
        "refund_amount": "line_refund",
        "region": "coalesce(state, country)",
        "channel": "channel",
        "coupon": "coupon",
    },
    identity=("order_id", "line_key"),
    family=FAMILY,
    whole=True,
    contact={"customer_id": "coalesce(buyer, customer_name)", "name": "customer_name"},
    remarks=(
        (
            "count(DISTINCT order_id)",
            N_("Etsy's list of items has no refunds: the {count} orders of this file count as paid in full."),
        ),
    ),
)  # fmt: skip

_REFUNDED = "('refunded', 'fully refunded')"
_CANCELLED = "('cancelled', 'canceled')"
_PAID = "('', 'paid', 'completed', 'complete', 'shipped', 'pre-transit', 'in transit', 'delivered', 'partially refunded')"
_UNPAID = "('unpaid', 'pending', 'payment pending', 'open')"

ORDERS = Form(
    table="order_line",
    fields=(
        Field("order_id", N_("order number"), ("Order ID",), required=True),
        Field("ordered_at", N_("order time"), ("Sale Date",), "instant", required=True, day_order="mdy"),
        Field("quantity", N_("quantity"), ("Number of Items",), "amount", needed=True),
        Field("currency", N_("currency"), ("Currency",), needed=True),
        Field("order_value", N_("subtotal"), ("Order Value",), "amount", needed=True),
        Field("discount_amount", N_("discount"), ("Discount Amount",), "amount"),
        Field("total", N_("order total"), ("Order Total",), "amount", required=True),
        Field("adjusted", N_("total after refunds"), ("Adjusted Order Total",), "amount"),
        Field("status", N_("payment status"), ("Status",), needed=True),
        Field("coupon", N_("coupon"), ("Coupon Code",)),
        Field("buyer", N_("customer number"), ("Buyer User ID",), personal=True),
        Field("buyer_name", N_("customer number"), ("Buyer",), personal=True),
        Field("customer_name", N_("customer name"), ("Full Name",), personal=True),
        Field("state", N_("region"), ("Ship State", "Delivery State")),
        Field("country", N_("country"), ("Ship Country", "Delivery Country")),
        Field("channel", N_("channel"), ("Order Type",)),
    ),
    relation=f"""
        SELECT *, state_of NOT IN {_UNPAID} AND state_of NOT IN {_CANCELLED} AS received,
               CASE WHEN state_of IN {_REFUNDED} THEN total - coalesce(adjusted, 0)
                    WHEN adjusted > 0 THEN greatest(total - adjusted, 0) ELSE 0 END AS given_back
        FROM (SELECT * REPLACE (ltrim(order_id, '#') AS order_id), coalesce(lower(status), '') AS state_of, 0 AS part
              FROM typed)""",
    checks=(
        (
            f"state_of NOT IN {_PAID} AND state_of NOT IN {_UNPAID} AND state_of NOT IN {_CANCELLED}"
            f" AND state_of NOT IN {_REFUNDED}",
            "unknown_status",
        ),
        ("least(total, adjusted, quantity) < 0", "negative_amount"),
        ("adjusted > total", "refund_above_payment"),
    ),
    columns={
        "order_id": "order_id",
        "ordered_at": "ordered_at",
        "status": f"""CASE WHEN state_of IN {_CANCELLED} THEN 'cancelled' WHEN NOT received THEN 'unpaid'
                      WHEN total > 0 AND given_back >= total THEN 'refunded' ELSE 'paid' END""",
        "line_type": "'product'",
        "quantity": "quantity",
        "discount_amount": "abs(coalesce(discount_amount, 0))",
        "paid_amount": "CASE WHEN received THEN total ELSE 0 END",
        "refund_amount": "CASE WHEN received THEN given_back ELSE 0 END",
        "region": "coalesce(state, country)",
        "channel": "channel",
        "coupon": "coupon",
    },
    identity=("order_id", "'whole'"),
    family=FAMILY,
    gives_way=True,
    # The list of items knows a customer by the name shown, so that is what both go by.
    contact={"customer_id": "coalesce(buyer_name, buyer, customer_name)", "name": "customer_name"},
)  # fmt: skip


class Etsy:
    """Recognised by the columns that only this one of the two lists has."""

    def __init__(self, name: str, label: str, form: Form) -> None:
        self.name = name
        self.label = label
        self.forms: Mapping[str, Form] = {"orders": form}

    def recognise(self, header: Sequence[str], kind: str | None = None) -> Match | None:
        """Match by header names; addresses and fees, which are not read, do not count against it."""
        match = match_form(self.forms["orders"], header, "orders") if kind in (None, "orders") else None
        return Match(match.kind, (1.0, match.score[1]), match.mapping) if match else None

    def guess(self, header: Sequence[str], rows: Sequence[Sequence[str]]) -> ShopGuess | None:
        """By the currency column; the days carry no zone."""
        return zones.guess(zones.column(header, rows, "Currency"))


ETSY_ITEMS = Etsy("etsy_items", N_("Etsy list of items sold"), ITEMS)
ETSY_ORDERS = Etsy("etsy", N_("Etsy list of orders"), ORDERS)
