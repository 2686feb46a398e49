"""Shopify order exports: several rows an order, the order's own fields on its first row only.

What the customer was charged (`Total`, taxes included) is spread over the order's lines; shipping becomes a line of
its own. Every amount spread adds up to the order's to the cent.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from brain.facts.sources.base import Field, Form, Match, ShopGuess, match_form
from brain.facts.sources.spreading import ORDER, shared
from brain.facts.sources.values import zones
from brain.kernel.i18n import N_

RECEIVED = "('paid', 'refunded', 'partially_refunded', 'partially_paid')"
KNOWN = "('paid', 'refunded', 'partially_refunded', 'partially_paid', 'pending', 'authorized', 'voided', 'expired', 'unpaid')"
# A row with a status is the head of its order, and an order with one head owns all rows of its name wherever they stand:
# a file that a spreadsheet has sorted reads the same. An order that comes twice in a file has two heads, each followed
# by its rows: the later copy replaces the earlier one.
COPIED = """
    SELECT *, CASE WHEN count(raw_financial_status) OVER (PARTITION BY order_id) <= 1 THEN 1
                   ELSE count(raw_financial_status) OVER (PARTITION BY order_id ORDER BY row_no) END AS copy
    FROM typed"""
# Lines are numbered by what they say, so that a file in another order gives the same lines.
GROUPED = f"""
    SELECT *, max(CASE WHEN NOT spoilt THEN copy END) OVER (PARTITION BY order_id) AS last_copy
    FROM (SELECT *, bool_or(reason IS NOT NULL) OVER ({ORDER}) AS spoilt,
                 row_number() OVER ({ORDER} ORDER BY coalesce(sku, product_name), product_name, unit_price, quantity,
                                    line_discount, row_no) AS line_no,
                 greatest(coalesce(try_cast(quantity * unit_price AS DECIMAL(18,4)), 0), 0) AS gross
          FROM ({COPIED}))"""

# What the order was charged, and gave back; nothing while the money has not been received.
SETTLED = f"""
    SELECT order_id, copy, row_no AS head_row, lower(financial_status) AS order_status, cancelled_at, total, subtotal,
           order_discount, refunded, ordered_at, email, phone, customer_name, province, country, channel, coupon,
           lower(financial_status) IN {RECEIVED} AS received,
           CASE WHEN lower(financial_status) NOT IN {RECEIVED} THEN 0
                WHEN lower(financial_status) = 'partially_paid' THEN greatest(total - coalesce(outstanding, 0), 0)
                ELSE total END AS charged,
           CASE WHEN lower(financial_status) = 'refunded' AND coalesce(refunded, 0) = 0 THEN total
                ELSE coalesce(refunded, 0) END AS given_back,
           coalesce(shipping, 0) AS shipping
    FROM grouped WHERE raw_financial_status IS NOT NULL"""

LINES = """
    SELECT l.row_no, 0 AS part, l.order_id, l.copy, l.last_copy, l.line_no, l.reason, l.spoilt, l.sku, l.product_name,
           l.quantity, l.unit_price, l.gross, least(coalesce(l.line_discount, 0), l.gross) AS own_discount,
           max(CASE WHEN l.copy = l.last_copy THEN l.line_no END) OVER (PARTITION BY l.order_id) AS last_lines,
           bool_or(l.copy = l.last_copy AND o.shipping > 0) OVER (PARTITION BY l.order_id) AS last_ships,
           o.* EXCLUDE (order_id, copy)
    FROM grouped l LEFT JOIN settled o USING (order_id, copy)"""

OFF = "greatest(coalesce(sum(gross) OVER (PARTITION BY order_id, copy) - subtotal, order_discount, 0), 0)"
OWN = f"CASE WHEN sum(own_discount) OVER ({ORDER}) <= {OFF} THEN own_discount ELSE 0 END"
PRICED = f"SELECT * REPLACE ({OWN} AS own_discount), {OFF} AS off FROM lines"

WITH_SHIPPING = """
    SELECT * FROM paid_lines UNION ALL BY NAME
    SELECT * REPLACE (1 AS part, NULL AS line_no, NULL AS sku, 'Shipping' AS product_name, 1 AS quantity,
                      shipping AS unit_price, 0 AS own_discount, 0 AS discount_share, least(shipping, charged) AS line_paid)
    FROM paid_lines WHERE row_no = head_row AND shipping > 0"""

# Leftover cents go by the lines' numbers, shipping last: not by where a row happens to stand.
TIES = "line_no NULLS LAST"
RELATION = f"""
    WITH grouped AS ({GROUPED}), settled AS ({SETTLED}), lines AS ({LINES}), priced AS ({PRICED}),
    discounted AS ({shared("priced", "discount_share", f"round((off - sum(own_discount) OVER ({ORDER})) * 100)", "gross - own_discount", ties=TIES)}),
    paid_lines AS ({shared("discounted", "line_paid", "round((charged - least(shipping, charged)) * 100)", "gross - own_discount", ties=TIES)}),
    all_lines AS ({WITH_SHIPPING})
    {shared("all_lines", "line_refund", "round(given_back * 100)", "line_paid", ties=TIES)}"""

ORDERS = Form(
    table="order_line",
    fields=(
        Field("order_id", N_("order number"), ("Name",), required=True),
        Field("email", N_("email"), ("Email",), personal=True),
        Field("financial_status", N_("payment status"), ("Financial Status",), needed=True),
        Field("currency", N_("currency"), ("Currency",), needed=True),
        Field("subtotal", N_("subtotal"), ("Subtotal",), "amount", needed=True),
        Field("shipping", N_("shipping"), ("Shipping",), "amount", needed=True),
        Field("total", N_("order total"), ("Total",), "amount", needed=True),
        Field("coupon", N_("coupon"), ("Discount Code",)),
        Field("order_discount", N_("discount"), ("Discount Amount",), "amount"),
        Field("ordered_at", N_("order time"), ("Created at",), "instant", needed=True),
        Field("quantity", N_("quantity"), ("Lineitem quantity",), "amount", required=True),
        Field("product_name", N_("product name"), ("Lineitem name",), needed=True),
        Field("unit_price", N_("unit price"), ("Lineitem price",), "amount", required=True),
        Field("sku", N_("SKU"), ("Lineitem sku",)),
        Field("line_discount", N_("discount of the line"), ("Lineitem discount",), "amount"),
        Field("customer_name", N_("customer name"), ("Billing Name",), personal=True),
        Field("phone", N_("phone"), ("Phone",), personal=True),
        Field("province", N_("region"), ("Shipping Province",)),
        Field("country", N_("country"), ("Shipping Country",)),
        Field("cancelled_at", N_("cancellation time"), ("Cancelled at",), "instant"),
        Field("refunded", N_("amount refunded"), ("Refunded Amount",), "amount"),
        Field("outstanding", N_("amount outstanding"), ("Outstanding Balance",), "amount"),
        Field("channel", N_("channel"), ("Source",)),
    ),
    relation=RELATION,
    checks=(
        ("order_status IS NULL", "order_without_head"),
        ("spoilt", "order_incomplete"),
        ("total IS NULL", "missing:total"),
        ("ordered_at IS NULL", "missing:ordered_at"),
        (f"order_status NOT IN {KNOWN}", "unknown_status"),
        ("least(total, shipping, given_back, charged) < 0", "negative_amount"),
        (f"min(least(quantity, unit_price)) OVER ({ORDER}) < 0", "negative_amount"),
        ("given_back > charged", "refund_above_payment"),
        # What only the earlier copy of an order has; the rest of it gives way line by line, by the lines' keys.
        (
            "copy < last_copy AND (line_no > last_lines OR (part = 1 AND NOT last_ships))",
            "replaced_in_file",
        ),
    ),
    columns={
        "order_id": "order_id",
        "line_no": "line_no",
        "ordered_at": "ordered_at",
        "status": """CASE WHEN NOT received THEN
                         CASE WHEN cancelled_at IS NOT NULL OR order_status = 'voided' THEN 'cancelled' ELSE 'unpaid' END
                     WHEN charged > 0 AND given_back >= charged THEN 'refunded' ELSE 'paid' END""",
        "line_type": "CASE WHEN part = 1 THEN 'shipping' ELSE 'product' END",
        "product_id": "CASE WHEN part = 0 THEN coalesce(sku, product_name) END",
        "product_name": "product_name",
        "sku": "sku",
        "quantity": "quantity",
        "unit_price": "unit_price",
        "discount_amount": "own_discount + discount_share",
        "paid_amount": "line_paid",
        "refund_amount": "line_refund",
        "region": "coalesce(province, country)",
        "channel": "channel",
        "coupon": "coupon",
    },
    identity=("order_id", "coalesce(CAST(line_no AS VARCHAR), 'shipping')"),
    whole=True,
    contact={
        "customer_id": "coalesce(email, phone)",
        "name": "customer_name",
        "phone": "phone",
        "email": "email",
    },
    remarks=(
        (
            "count(*) FILTER (lower(financial_status) = 'paid' AND try_cast(outstanding AS DOUBLE) > 0)",
            N_(
                "{count} orders are marked as paid but still show an outstanding balance; they are taken as paid."
            ),
        ),
    ),
)


class Shopify:
    """Recognised by its line item headers."""

    name = "shopify"
    label = N_("Shopify order export")
    forms: Mapping[str, Form] = {"orders": ORDERS}

    def recognise(self, header: Sequence[str], kind: str | None = None) -> Match | None:
        """Match by header names; its 79 columns count as fully known."""
        match = match_form(ORDERS, header, "orders") if kind in (None, "orders") else None
        return Match(match.kind, (1.0, match.score[1]), match.mapping) if match else None

    def guess(self, header: Sequence[str], rows: Sequence[Sequence[str]]) -> ShopGuess | None:
        """The currency column, and the first zone that has the offsets seen; the currency's own zone goes first."""
        currency = zones.column(header, rows, "Currency") or ["USD"]
        return zones.guess(currency, zones.column(header, rows, "Created at"))


SHOPIFY = Shopify()
