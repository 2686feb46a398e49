"""WeChat shop (微信小店, formerly 视频号小店) order exports: one row a product, the order's amounts repeated on each row.

What the shop receives is 订单实际收款金额, which holds the platform's coupons too; older lists have only 订单实际支付金额, what
the buyer paid. It is laid on the lines by what was paid for each (商品实际价格(总共) and 商品平台券优惠). Refunds are given a
product (商品已退款金额); where one is more than its line, it gave back freight as well. The header is made from public
programs that read the export; no real file was at hand.
"""

from __future__ import annotations

from brain.facts.sources.base import Field, Form
from brain.facts.sources.copies import told_apart
from brain.facts.sources.order_rows import (
    CHECKS,
    COLUMNS,
    LINE_KEY,
    PASTED,
    ShopSystem,
    gross,
    lines,
    own_phone,
    said,
    spelled,
    state_of,
)
from brain.facts.sources.spreading import ORDER
from brain.facts.sources.values import cells
from brain.kernel.i18n import N_

STATES = {
    "unpaid": ("待付款", "待支付", "未付款"),
    "paid": (
        "待发货", "部分发货", "已发货", "待收货", "部分收货", "已收货", "已完成", "完成", "交易完成", "交易成功", "礼物待收下",
    ),
    "closed": ("已取消", "取消", "订单取消", "交易关闭", "已关闭"),
}  # fmt: skip
IN_PART = "contains(coalesce(after_sales, ''), '部分')"
ALL_BACK = (
    f"(regexp_matches(coalesce(after_sales, ''), '全额退款|退款完成|退款成功|已退款') AND NOT {IN_PART})"
)
TOLD = cells.amount(said("refund"))
PAID_FOR = f"greatest(coalesce(actual + coalesce(platform_coupon, 0), {gross()}), 0)"
FIELDS: tuple[Field, ...] = (
    Field("order_id", N_("order number"), ("订单号",), required=True),
    Field("ordered_at", N_("order time"), ("订单下单时间", "下单时间"), "instant", required=True),
    Field("order_status", N_("order status"), ("订单状态",), needed=True),
    Field("receipt", N_("amount received by the shop"), ("订单实际收款金额",), "amount"),
    Field("buyer_paid", N_("amount paid"), ("订单实际支付金额",), "amount", needed=True),
    Field("shipping", N_("shipping"), ("订单运费", "运费"), "amount"),
    Field("paid_at", N_("payment time"), ("支付时间",)),
    Field("product_name", N_("product name"), ("商品名称",), needed=True),
    Field("item_id", N_("product number"), spelled("商品编码(平台)"), needed=True),
    Field("own_code", N_("merchant code"), spelled("商品编码(自定义)")),
    Field("sku_code", N_("SKU code"), spelled("SKU编码(自定义)", "SKU编码")),
    Field("variant", N_("variant"), ("商品属性",)),
    Field("unit_price", N_("unit price"), spelled("商品价格(单件)", "商品价格"), "amount"),
    Field("actual", N_("paid for the line"), spelled("商品实际价格(总共)"), "amount"),
    Field("platform_coupon", N_("platform discount"), ("商品平台券优惠",), "amount"),
    Field("quantity", N_("quantity"), ("商品数量",), "amount", required=True),
    Field("after_sales", N_("after-sales status"), ("商品售后",)),
    Field("refund", N_("amount refunded"), ("商品已退款金额",)),
    Field("seller", N_("channel"), ("带货账号昵称", "带货人昵称")),
    Field("customer_name", N_("customer name"), ("收件人姓名",), personal=True),
    Field("phone", N_("phone"), ("收件人手机",), personal=True),
    Field("province", N_("region"), ("省",)),
    Field("address", N_("region"), ("收件人地址",), personal=True),
)
ROWS = f"""
    SELECT *, CASE WHEN state = 'paid' THEN coalesce(receipt, buyer_paid) ELSE 0 END AS received,
           CASE WHEN state <> 'paid' THEN 0
                WHEN word = 'closed' AND sum(claim) OVER ({ORDER}) = 0 THEN coalesce(receipt, buyer_paid)
                ELSE sum(claim) OVER ({ORDER}) END AS given_back
    FROM (
        SELECT *, CASE WHEN word <> 'closed' THEN word
                       WHEN bool_or({said("paid_at")} IS NOT NULL) OVER ({ORDER}) OR sum(claim) OVER ({ORDER}) > 0 THEN 'paid'
                       ELSE 'cancelled' END AS state
        FROM (
            SELECT *,
                   {state_of("order_status", STATES)} AS word, {gross()} AS gross, {PAID_FOR} AS paid_for,
                   CASE WHEN {TOLD} <> 0 THEN {TOLD} WHEN {ALL_BACK} THEN {PAID_FOR} ELSE 0 END AS claim,
                   coalesce({cells.region("province")}, {cells.province("address")}) AS region,
                   coalesce(own_code, item_id, product_name) AS product_id,
                   coalesce(sku_code, own_code) AS sku,
                   concat_ws('/', coalesce(item_id, own_code, product_name), coalesce(sku_code, variant))
                       AS line_key,
                   {own_phone("phone")} AS buyer_phone, {said("refund")} IS NOT NULL AND {TOLD} IS NULL AS misread
            FROM ({told_apart("typed", [one.name for one in FIELDS], ["order_status"])})))"""

ORDERS = Form(
    table="order_line",
    fields=FIELDS,
    relation=lines(ROWS, weight="paid_for"),
    checks=(PASTED, ("misread", "bad_number:refund"), *CHECKS),
    columns={**COLUMNS, "channel": said("seller")},
    identity=("order_id", LINE_KEY),
    whole=True,
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

WECHAT_SHOP = ShopSystem("wechat_shop", N_("WeChat shop order export"), ORDERS)
