"""JD (京东商家后台) order exports: one row a product, the order's amounts repeated on each row.

What the shop receives is 结算金额 (the goods after the shop's own discounts) and 运费金额: JD's own coupons and the buyer's
balance are paid to the shop by JD. Where the list has no 结算金额, 应付金额 and 余额支付 together count (both include the
freight). Orders that JD marks (删除) were taken back before delivery or split into others, which have rows of their own:
they count as cancelled. Cash on delivery is received when the order is finished. Refunds after that are not in this
list. The header is made from public programs that read the export; no real file was at hand.
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
    unmasked,
)
from brain.facts.sources.values import cells
from brain.kernel.i18n import N_

STATES = {
    "unpaid": ("等待付款", "等待付款确认", "待付款", "未付款", "延迟付款确认"),
    "paid": (
        "等待出库", "待出库", "等待发货", "待发货", "等待打印", "正在出库", "部分出库", "已出库", "等待确认收货", "待收货",
        "待确认收货", "配送中", "已发货", "完成", "已完成", "锁定", "已锁定", "暂停", "已暂停",
    ),
    "cancelled": ("删除", "已删除", "取消", "已取消"),
}  # fmt: skip
MARK = r"^[(（](删除|锁定|暂停)[)）]\s*"
FINISHED = "regexp_matches(order_status, '^(已?完成)$')"
STATE = f"""CASE WHEN regexp_matches(order_status, '^[(（]删除[)）]') THEN 'cancelled'
    WHEN payment_method = '货到付款' AND NOT {FINISHED} AND word = 'paid' THEN 'unpaid' ELSE word END"""
FIELDS: tuple[Field, ...] = (
    Field("order_id", N_("order number"), ("订单号", "订单编号"), required=True),
    Field("item_id", N_("product number"), ("商品ID", "商品编号", "商品编码"), needed=True),
    Field("product_name", N_("product name"), ("商品名称",), needed=True),
    Field("quantity", N_("quantity"), ("订购数量", "商品数量"), "amount", required=True),
    Field("payment_method", N_("payment method"), ("支付方式",)),
    Field("ordered_at", N_("order time"), ("下单时间",), "instant", required=True),
    Field("unit_price", N_("unit price"), ("京东价",), "amount", required=True),
    Field("settlement", N_("amount settled"), ("结算金额",), "amount"),
    Field("balance", N_("paid from balance"), ("余额支付",), "amount"),
    Field("payable", N_("amount payable"), ("应付金额",), "amount", needed=True),
    Field("order_status", N_("order status"), ("订单状态",), needed=True),
    Field("shipping", N_("shipping"), spelled("运费金额", "运费", "运费(元)"), "amount"),
    Field("merchant_code", N_("merchant code"), ("货号", "商家编码", "商家SKUID", "商家SKU")),
    Field("channel", N_("channel"), ("订单来源", "订单渠道")),
    Field("buyer_account", N_("customer number"), ("下单帐号", "下单账号"), personal=True),
    Field("customer_name", N_("customer name"), ("客户姓名", "收货人姓名"), personal=True),
    Field("phone", N_("phone"), ("联系电话", "收货人电话"), personal=True),
    Field("address", N_("region"), ("客户地址", "收货地址"), personal=True),
)
ROWS = f"""
    SELECT * EXCLUDE (word, own_state), own_state AS state, 0 AS given_back, 0 AS claim, {gross()} AS gross,
           CASE WHEN own_state <> 'paid' THEN 0
                ELSE coalesce(settlement + coalesce(shipping, 0), payable + coalesce(balance, 0)) END AS received,
           {cells.province("address")} AS region, coalesce(item_id, merchant_code, product_name) AS product_id,
           merchant_code AS sku, coalesce(item_id, product_name) AS line_key,
           {unmasked("buyer_account")} AS buyer, {own_phone("phone")} AS buyer_phone
    FROM (SELECT *, {STATE} AS own_state
          FROM (SELECT *, {state_of(f"regexp_replace(order_status, '{MARK}', '')", STATES)} AS word
                FROM ({told_apart("typed", [one.name for one in FIELDS], ["order_status"])})))"""

ORDERS = Form(
    table="order_line",
    fields=FIELDS,
    relation=lines(ROWS),
    checks=(PASTED, *CHECKS),
    columns={**COLUMNS, "channel": said("channel")},
    identity=("order_id", LINE_KEY),
    whole=True,
    contact={"customer_id": "coalesce(buyer, buyer_phone)", "name": "customer_name", "phone": "buyer_phone"},
)

JD = ShopSystem("jd", N_("JD order export"), ORDERS)
