"""Pinduoduo order exports: one row an order, each order one product.

What the shop sells for is 商家实收金额: goods and postage less the shop's own discount. What Pinduoduo takes off
(平台优惠折扣, 多多支付立减) lowers what the buyer pays, but Pinduoduo pays it to the shop, so it is the shop's money.

The list has no refund amount: 退款成功 counts as refunded whole, unless there is a column 退款金额 that says less. An order
marked as refunded in part, without such a column, counts without a refund, and the owner is told how many there are.
Groups that did not come about count as cancelled. Unpaid orders have no time in the list: their number begins with the
day. The header is made from public programs that read the export; no real file was at hand.
"""

from __future__ import annotations

from brain.facts.sources.base import Field, Form
from brain.facts.sources.order_rows import (
    CHECKS,
    COLUMNS,
    ShopSystem,
    lines,
    own_phone,
    said,
    spelled,
    state_of,
)
from brain.facts.sources.values import cells
from brain.kernel.i18n import N_

STATES = {
    "unpaid": ("待支付", "待付款", "未支付", "未付款"),
    "paid": (
        "待发货", "部分发货", "待成团", "待分享", "已发货", "已发货，待签收", "已发货，待收货", "待收货", "已签收", "已收货",
        "交易成功", "已评价", "未发货，退款成功", "已发货，退款成功", "已签收，退款成功", "已收货，退款成功", "已取消，退款成功",
        "退款成功",
    ),
    "cancelled": (
        "已取消", "交易关闭", "已关闭", "拼单未成功", "未成交", "未成团", "未成交，退款成功", "未成团，退款成功",
        "拼单未成功，退款成功", "拼单未成功，已退款",
    ),
}  # fmt: skip
REFUNDED = "contains(concat_ws('', order_status, after_sales), '退款成功')"
IN_PART = "contains(concat_ws('', order_status, after_sales), '部分退款')"
NUMBERED_DAY = r"regexp_replace(order_id, '^(\d\d)(\d\d)(\d\d)-\d+$', '20\1-\2-\3')"
TOLD = cells.amount(said("refund"))
ROWS = f"""
    SELECT * REPLACE (coalesce(paid_at, ordered_at, CASE WHEN word <> 'paid' THEN {cells.instant(NUMBERED_DAY, cells.PLAIN)} END)
                          AS ordered_at),
           word AS state, CASE WHEN word = 'paid' THEN merchant_receipt ELSE 0 END AS received,
           CASE WHEN word <> 'paid' THEN 0 WHEN {TOLD} > 0 THEN {TOLD}
                WHEN {REFUNDED} AND NOT {IN_PART} THEN merchant_receipt ELSE 0 END AS given_back,
           greatest(coalesce(goods_total, 0), 0) AS gross, 0 AS claim, 'order' AS line_key,
           try_cast(goods_total / nullif(quantity, 0) AS DECIMAL(18,4)) AS unit_price, {cells.region("province")} AS region,
           coalesce(item_code, item_id, product_name) AS product_id,
           coalesce(spec_code, spec_id) AS sku,
           {own_phone("phone")} AS buyer_phone, {said("refund")} IS NOT NULL AND {TOLD} IS NULL AS misread
    FROM (SELECT *, {state_of("order_status", STATES)} AS word FROM typed)"""

ORDERS = Form(
    table="order_line",
    fields=(
        Field("product_name", N_("product name"), ("商品", "商品名称", "商品标题"), needed=True),
        Field("order_id", N_("order number"), ("订单号", "订单编号"), required=True),
        Field("order_status", N_("order status"), ("订单状态",), needed=True),
        Field(
            "goods_total",
            N_("list value of the goods"),
            spelled("商品总价(元)", "商品总价"),
            "amount",
            needed=True,
        ),
        Field("shipping", N_("shipping"), spelled("邮费(元)", "邮费"), "amount"),
        Field(
            "merchant_receipt",
            N_("amount received by the shop"),
            spelled("商家实收金额(元)", "商家实收金额", "商家实收(元)"),
            "amount",
            required=True,
        ),
        Field("quantity", N_("quantity"), spelled("商品数量(件)", "商品数量"), "amount", required=True),
        Field("customer_name", N_("customer name"), ("收货人", "收件人"), personal=True),
        Field("phone", N_("phone"), ("手机", "收货人手机", "手机号"), personal=True),
        Field("province", N_("region"), ("省", "省份")),
        Field("paid_at", N_("payment time"), ("支付时间",), "instant"),
        Field("ordered_at", N_("order time"), ("订单成交时间", "成交时间", "订单创建时间"), "instant"),
        Field("item_id", N_("product number"), ("商品id", "商品编号")),
        Field("spec_id", N_("SKU code"), ("样式ID",)),
        Field("spec_code", N_("SKU code"), ("商家编码-规格维度", "商家编码")),
        Field("item_code", N_("merchant code"), ("商家编码-商品维度",)),
        Field("after_sales", N_("after-sales status"), ("售后状态",)),
        Field("refund", N_("amount refunded"), spelled("退款金额(元)", "退款金额")),
    ),
    relation=lines(ROWS, "row_no"),
    checks=(("misread", "bad_number:refund"), *CHECKS),
    columns=COLUMNS,
    identity=("order_id", "CASE WHEN part = 1 THEN 'shipping' ELSE 'order' END"),
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

PINDUODUO = ShopSystem("pinduoduo", N_("Pinduoduo order export"), ORDERS)
