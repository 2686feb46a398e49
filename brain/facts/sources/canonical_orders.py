"""Order lines in our own CSV: `orders.csv`."""

from __future__ import annotations

from brain.facts.sources import cells
from brain.facts.sources.base import Field, Form
from brain.kernel.i18n import N_

# How shops write it -> how we store it.
STATUSES = {
    "paid": ("paid", "completed", "shipped", "已付款", "已支付", "已完成", "交易成功", "已发货"),
    "unpaid": ("unpaid", "pending", "待付款", "未付款", "等待买家付款"),
    "cancelled": ("cancelled", "canceled", "voided", "已取消", "交易关闭"),
    "refunded": ("refunded", "已退款", "退款成功"),
}
_WHENS = " ".join(
    f"WHEN lower(raw_status) IN ({', '.join(map(cells.literal, words))}) THEN '{status}'"
    for status, words in STATUSES.items()
)
# Without a status column the payment time tells, where there is one, and else the money.
_STATUS = f"""CASE {_WHENS} WHEN raw_status IS NOT NULL THEN 'unknown'
    WHEN paid_at IS NOT NULL OR paid_amount > 0 THEN 'paid' WHEN paid_amount = 0 THEN 'unpaid'
    ELSE CASE WHEN bool_or(paid_at IS NOT NULL) OVER () THEN 'unpaid' ELSE 'paid' END END"""

_RECEIVED = """CASE WHEN paid_amount IS NOT NULL THEN paid_amount WHEN state IN ('unpaid', 'cancelled') THEN 0
    ELSE try_cast(quantity * unit_price - coalesce(discount, 0) AS DECIMAL(18,4)) END"""

# A refunded line without an amount was refunded whole.
_BACK = "CASE WHEN state = 'refunded' AND raw_refund_amount IS NULL THEN received ELSE coalesce(refund_amount, 0) END"

ORDERS = Form(
    table="order_line",
    fields=(
        Field("order_id", N_("order number"), ("order_id",), required=True),
        Field("line_no", N_("line number"), ("line_no",), "integer"),
        Field("ordered_at", N_("order time"), ("ordered_at",), "instant", required=True),
        Field("paid_at", N_("payment time"), ("paid_at",), "instant"),
        Field("status", N_("payment status"), ("status",)),
        Field("product_id", N_("product number"), ("product_id",)),
        Field("product_name", N_("product name"), ("product_name",)),
        Field("sku", N_("SKU"), ("sku",)),
        Field("category", N_("category"), ("category",)),
        Field("quantity", N_("quantity"), ("quantity",), "amount"),
        Field("unit_price", N_("unit price"), ("unit_price",), "amount"),
        Field("discount", N_("discount"), ("discount",), "amount"),
        Field("paid_amount", N_("amount paid"), ("paid_amount",), "amount"),
        Field("refund_amount", N_("amount refunded"), ("refund_amount",), "amount"),
        Field("refunded_at", N_("refund time"), ("refunded_at",), "instant"),
        Field("customer_id", N_("customer number"), ("customer_id",), personal=True),
        Field("customer_name", N_("customer name"), ("customer_name",), personal=True),
        Field("region", N_("region"), ("region",)),
        Field("channel", N_("channel"), ("channel",)),
        Field("group_name", N_("group"), ("group",)),
        Field("coupon", N_("coupon"), ("coupon",)),
        Field("promotion_id", N_("promotion number"), ("promotion_id",)),
    ),
    relation=f"""
        SELECT *, {_BACK} AS given_back, 0 AS part
        FROM (SELECT *, {_RECEIVED} AS received FROM (SELECT *, {_STATUS} AS state FROM typed))""",
    checks=(
        ("state = 'unknown'", "unknown_status"),
        ("received IS NULL", "no_amount"),
        ("least(quantity, unit_price, discount, received, given_back) < 0", "negative_amount"),
        ("line_no NOT BETWEEN 0 AND 1000000", "out_of_range"),
        ("state = 'unpaid' AND received > 0", "unpaid_with_money"),
        ("given_back > received", "refund_above_payment"),
        ("state = 'cancelled' AND received > given_back", "cancelled_with_money"),
    ),
    columns={
        "order_id": "order_id",
        "line_no": "line_no",
        "ordered_at": "ordered_at",
        "status": "CASE WHEN received > 0 AND given_back >= received THEN 'refunded' WHEN state = 'refunded' AND received > 0 THEN 'paid' ELSE state END",
        "line_type": "'product'",
        "product_id": "coalesce(product_id, sku, product_name)",
        "product_name": "product_name",
        "sku": "sku",
        "category": "category",
        "quantity": "quantity",
        "unit_price": "unit_price",
        "discount_amount": "coalesce(discount, 0)",
        "paid_amount": "received",
        "refund_amount": "given_back",
        "region": cells.region("region"),
        "channel": "channel",
        "group_name": "group_name",
        "coupon": "coupon",
        "promotion_id": "promotion_id",
    },
    # With line numbers a line keeps its key whatever else changes; without, equal products of an order are counted.
    identity=(
        "order_id",
        "CASE WHEN line_no IS NOT NULL THEN CAST(line_no AS VARCHAR) ELSE concat('p', coalesce(product_id, sku, product_name)) END",
    ),
    numbered="line_no IS NULL",
    contact={"customer_id": "customer_id", "name": "customer_name"},
)
