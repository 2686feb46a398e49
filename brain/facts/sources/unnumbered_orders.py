"""Order lists without an order number: a till's roll, a diary in a spreadsheet. Each row is an order of its own.

A row is known by what it says of the sale, with a number for rows that say the same. An export that has the same days once
more, and further rows, adds only the further ones; two equal rows of one file are two sales. What may be put right later
(customer, status, refund, discount) is no part of it: such a row is a newer version of itself.
"""

from __future__ import annotations

from dataclasses import replace

from brain.facts.sources.canonical_orders import ORDERS, by_line

NAME = "orders_without_number"
_SAYS = ("store", "ordered_at", "product_id", "product_name", "sku", "quantity", "unit_price", "paid_amount")
_SAID = ", ".join(f"coalesce(CAST({name} AS VARCHAR), chr(30))" for name in _SAYS)
_LATER = "customer_id, customer_name, raw_status, discount, refund_amount, region, channel, row_no"
# Where each row is an order, an amount of the whole order is the row's.
_OWN_AMOUNTS = """coalesce(paid_amount, order_paid) AS paid_amount, coalesce(raw_paid_amount, raw_order_paid) AS raw_paid_amount,
    coalesce(refund_amount, order_refund) AS refund_amount,
    coalesce(raw_refund_amount, raw_order_refund) AS raw_refund_amount,
    CAST(NULL AS DECIMAL(18,4)) AS order_paid, CAST(NULL AS DECIMAL(18,4)) AS order_refund,
    CAST(NULL AS DECIMAL(18,4)) AS order_shipping"""
# Rows that cannot be used take no number from those that can.
_NUMBERED = f"""
    SELECT * EXCLUDE (says, nth) REPLACE (
        concat('row-', left(says, 16), CASE WHEN nth > 1 THEN concat('-', nth) END) AS order_id)
    FROM (SELECT *, row_number() OVER (PARTITION BY says, reason IS NULL ORDER BY {_LATER}) AS nth
          FROM (SELECT *, md5(concat_ws(chr(31), {_SAID})) AS says FROM (SELECT * REPLACE ({_OWN_AMOUNTS}) FROM typed)))"""

UNNUMBERED = replace(
    ORDERS,
    fields=tuple(replace(one, required=False) if one.name == "order_id" else one for one in ORDERS.fields),
    relation=f"WITH numbered_rows AS ({_NUMBERED}) {by_line('numbered_rows')}",
    plainer=None,
    plainest=None,
    # The number of a row is unique in its file: no two rows are versions of each other.
    identity=("order_id",),
    numbered="false",
)
