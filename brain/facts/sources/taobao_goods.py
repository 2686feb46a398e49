"""Taobao and Tmall lists of goods (ExportOrderDetailList, ExportItemlList, 宝贝报表): one row a product of an order.

Two kinds. The older has neither payments nor times: it needs the order list beside it, whose amounts are laid on the
lines by price; goods closed in an order that goes on take the order's refund first, and without a refund column count as
cancelled. The newer has payment, refund and times of each line (子订单编号) and stands alone; postage is not in it.

Headers are made from public programs that read these exports; no real file was at hand.
"""

from __future__ import annotations

from collections.abc import Sequence

from brain.facts.sources.base import Companion, Field, Form, Match
from brain.facts.sources.copies import told_apart
from brain.facts.sources.order_rows import CHECKS, COLUMNS, LINE_KEY, ShopSystem, gross, lines
from brain.facts.sources.taobao_list import (
    BUYER,
    CONTACT,
    CREATED,
    KEPT,
    ORDER_DUE,
    ORDER_FIELDS,
    PAID_AT,
    REFUND,
    STATUS,
    settled,
)
from brain.facts.sources.values import cells
from brain.kernel.i18n import N_

GOODS_FIELDS: tuple[Field, ...] = (
    Field("order_id", N_("order number"), ("主订单编号", "订单编号"), required=True),
    Field("title", N_("product name"), ("标题", "商品标题", "宝贝标题"), needed=True),
    Field("unit_price", N_("unit price"), ("价格", "商品价格"), "amount"),
    Field("quantity", N_("quantity"), ("购买数量",), "amount", required=True),
    Field("outer_code", N_("SKU code"), ("外部系统编号",)),
    Field("merchant_code", N_("merchant code"), ("商家编码",)),
    Field("item_id", N_("product number"), ("商品ID", "商品id", "宝贝ID")),
)
LINE_ID = Field("line_id", N_("line number"), ("子订单编号",))
ATTRIBUTES = Field("attributes", N_("variant"), ("商品属性",))
PRODUCT = """coalesce(merchant_code, item_id, title) AS product_id, title AS product_name,
    coalesce(outer_code, merchant_code) AS sku"""

# The last row of an order counts, should the order list have it twice.
ORDERS_BESIDE = f"""
    SELECT *, {cells.province("address")} AS region, {BUYER} FROM ({settled("companion", ORDER_DUE)})
    QUALIFY row_number() OVER (PARTITION BY order_id ORDER BY row_no DESC) = 1"""
READ = [*(one.name for one in GOODS_FIELDS), "attributes", "line_id"]
CLOSED = "starts_with(coalesce(goods.order_status, ''), '交易关闭')"
# In an order that goes on, closed goods are no part of what was kept; they are where its refund belongs.
DROPPED = f"""(o.state = 'paid' AND NOT o.closed AND o.given_back = 0 AND {CLOSED}
    AND NOT bool_and({CLOSED}) OVER (PARTITION BY goods.order_id, goods.copy))"""
JOINED_ROWS = f"""
    SELECT goods.* EXCLUDE (order_status),
           CASE WHEN o.order_id IS NULL THEN NULL WHEN {DROPPED} AND o.received > 0 THEN 'cancelled' ELSE o.state END AS line_state,
           coalesce(o.state, 'paid') AS state, o.order_id IS NULL AS alone,
           coalesce(o.misread OR o.reason IS NOT NULL, false) AS spoilt_beside,
           o.received, o.shipping, o.given_back, o.ordered_at, o.region, o.buyer, o.buyer_phone, o.customer_name,
           CASE WHEN {DROPPED} THEN 0 ELSE {gross("goods.quantity", "goods.unit_price")} END AS gross,
           CASE WHEN {CLOSED} AND NOT o.closed THEN o.given_back ELSE 0 END AS claim, {PRODUCT},
           coalesce(line_id, concat_ws('/', coalesce(merchant_code, outer_code, item_id, title), attributes)) AS line_key
    FROM ({told_apart("typed", READ, ["order_id"])}) AS goods
    LEFT JOIN ({ORDERS_BESIDE}) AS o ON goods.order_id = o.order_id"""

GOODS = Form(
    table="order_line",
    fields=(*GOODS_FIELDS, ATTRIBUTES, LINE_ID, STATUS),
    relation=lines(JOINED_ROWS),
    checks=(("alone", "not_in_companion"), ("spoilt_beside", "order_incomplete"), *CHECKS),
    columns={
        **COLUMNS,
        "status": f"CASE WHEN part = 0 AND line_state = 'cancelled' THEN 'cancelled' ELSE {COLUMNS['status']} END",
    },
    identity=("order_id", LINE_KEY),
    family="taobao",
    whole=True,
    contact=CONTACT,
    companion=Companion(
        fields=ORDER_FIELDS,
        missing=N_(
            "This list of goods says nothing about payments: it needs the order list (ExportOrderList) of the same orders beside it."
        ),
    ),
)

OWN_ROWS = f"""
    SELECT *, 0 AS shipping, {gross()} AS gross, 0 AS claim, {PRODUCT},
           line_id AS line_key, {cells.province("address")} AS region, {BUYER}
    FROM ({settled("typed", "total_amount")})"""

SUB_ORDERS = Form(
    table="order_line",
    fields=(
        *GOODS_FIELDS,
        Field("line_id", N_("line number"), ("子订单编号",), required=True),
        STATUS,
        KEPT,
        Field("total_amount", N_("amount due for goods"), ("买家应付货款",), "amount"),
        CREATED,
        PAID_AT,
        REFUND,
        *(one for one in ORDER_FIELDS if one.personal),
    ),
    relation=lines(OWN_ROWS, "row_no"),
    checks=(("misread", "bad_number:refund"), *CHECKS),
    columns=COLUMNS,
    identity=("order_id", "line_key"),
    family="taobao",
    whole=True,
    contact=CONTACT,
)


class TaobaoGoods(ShopSystem):
    """The list of goods that needs the order list; one that has everything is read by `TAOBAO_SUB_ORDERS`."""

    def recognise(self, header: Sequence[str], kind: str | None = None) -> Match | None:
        """Match by header names, unless each line has its own payment."""
        return None if TAOBAO_SUB_ORDERS.recognise(header, kind) else super().recognise(header, kind)


TAOBAO_SUB_ORDERS = ShopSystem("taobao_sub_orders", N_("Taobao list of goods with payments"), SUB_ORDERS)
TAOBAO_GOODS = TaobaoGoods("taobao_goods", N_("Taobao list of goods"), GOODS)
