"""Douyin (抖店) order exports: one row a sub-order, each with amounts of its own; empty cells are often a dash.

What the shop receives is 订单应付金额 (freight included) and what the platform and the influencer take on themselves of the
discounts (平台实际承担优惠金额, 达人实际承担优惠金额), which are paid out to the shop. Older lists lack those two columns: there
the amount payable alone counts.

The list has no refund amount: 售后状态 退款成功 counts as the whole sub-order refunded, unless there is a column 退款金额 that
says less; so does a sub-order that was paid and then closed. The header is made from public programs that read the
export; no real file was at hand, and that 订单应付金额 includes the freight of its row is what those programs take for
granted, not something that a file here has shown.
"""

from __future__ import annotations

from brain.facts.sources.base import Field, Form
from brain.facts.sources.order_rows import (
    CHECKS,
    COLUMNS,
    ShopSystem,
    gross,
    lines,
    own_phone,
    said,
    spelled,
    state_of,
)
from brain.facts.sources.values import cells
from brain.kernel.i18n import N_

STATES = {
    "unpaid": ("待支付", "待付款", "待确认", "已下单"),
    "paid": ("已支付", "待发货", "备货中", "部分发货", "已发货", "待收货", "已收货", "已完成"),
    "closed": ("已关闭", "已取消"),
}
IN_PART = "contains(coalesce(after_sales, ''), '部分退款')"
REFUNDED = f"(contains(coalesce(after_sales, ''), '退款成功') AND NOT {IN_PART})"
TOLD = cells.amount(said("refund"))
ROWS = f"""
    SELECT *, CASE WHEN state <> 'paid' THEN 0 WHEN {TOLD} > 0 THEN {TOLD} WHEN {REFUNDED} OR word = 'closed' THEN received
                   ELSE 0 END AS given_back
    FROM (
        SELECT *, CASE WHEN state <> 'paid' THEN 0
                       ELSE payable + coalesce(platform_share, 0) + coalesce(influencer_share, 0) END AS received
        FROM (
            SELECT *, CASE WHEN word <> 'closed' THEN word WHEN {said("paid_at")} IS NULL THEN 'cancelled' ELSE 'paid' END AS state,
                   {gross()} AS gross, 0 AS claim, line_id AS line_key, {cells.region(f"({said('province')})")} AS region,
                   coalesce({said("merchant_code")}, item_id, product_name) AS product_id,
                   {said("merchant_code")} AS sku, {own_phone("phone")} AS buyer_phone,
                   {said("refund")} IS NOT NULL AND {TOLD} IS NULL AS misread
            FROM (SELECT *, {state_of("order_status", STATES)} AS word FROM typed)))"""

ORDERS = Form(
    table="order_line",
    fields=(
        Field("order_id", N_("order number"), ("主订单编号",), required=True),
        Field("line_id", N_("line number"), ("子订单编号",), required=True),
        Field("product_name", N_("product name"), ("选购商品", "商品名称"), needed=True),
        Field("quantity", N_("quantity"), ("商品数量",), "amount", required=True),
        Field("item_id", N_("product number"), ("商品ID",), needed=True),
        Field("merchant_code", N_("merchant code"), ("商家编码", "货号")),
        Field("unit_price", N_("unit price"), ("商品单价", "商品金额"), "amount"),
        Field(
            "payable",
            N_("amount payable"),
            spelled("订单应付金额", "订单应付金额(元)"),
            "amount",
            required=True,
        ),
        Field("shipping", N_("shipping"), spelled("运费", "运费(元)"), "amount"),
        Field("platform_share", N_("platform discount"), ("平台实际承担优惠金额",), "amount"),
        Field("influencer_share", N_("influencer discount"), ("达人实际承担优惠金额",), "amount"),
        Field("customer_name", N_("customer name"), ("收件人", "收货人"), personal=True),
        Field("phone", N_("phone"), ("收件人手机号", "收货人手机号"), personal=True),
        Field("province", N_("region"), ("省", "省份")),
        Field("ordered_at", N_("order time"), ("订单提交时间",), "instant", required=True),
        Field("paid_at", N_("payment time"), ("支付完成时间",)),
        Field("order_status", N_("order status"), ("订单状态",), needed=True),
        Field("after_sales", N_("after-sales status"), ("售后状态",)),
        Field("refund", N_("amount refunded"), spelled("退款金额", "退款金额(元)")),
        Field("traffic_source", N_("channel"), ("流量来源",)),
        Field("influencer", N_("influencer"), ("达人昵称",)),
    ),
    relation=lines(ROWS, "row_no"),
    checks=(("misread", "bad_number:refund"), *CHECKS),
    columns={**COLUMNS, "channel": f"coalesce({said('traffic_source')}, {said('influencer')})"},
    identity=("order_id", "line_key", "part"),
    contact={"customer_id": "buyer_phone", "name": "customer_name", "phone": "buyer_phone"},
    remarks=(
        (
            f"count(*) FILTER ({IN_PART} AND coalesce(refund, '') IN ('', '-', '0', '0.00'))",
            N_(
                "{count} orders were refunded in part, but the file does not say how much: they count without a refund."
            ),
        ),
    ),
)

DOUYIN = ShopSystem("douyin", N_("Douyin order export"), ORDERS)
