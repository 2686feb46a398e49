"""Youzan (有赞) exports: the list of orders, and the list of their goods.

The list of goods has what was paid for each line and what was given back of it. With order times and the shop's name in it
(归属店铺) it stands alone; without, it needs the list of orders beside it, whose amounts are then laid on the lines. The list
of orders alone gives one line an order and makes way for the goods. What the shop receives is 订单实收金额 where the list
has it, else 订单实付金额. A paid order that was closed without a refund amount counts as refunded whole.

Both lists must name the shop: chains export several shops into one file, and an order is known by its number and shop.
Headers are made from public programs that read these exports; no real file was at hand.
"""

from __future__ import annotations

from collections.abc import Sequence

from brain.facts.sources.base import Companion, Field, Form, Match
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
    state_of,
)
from brain.facts.sources.spreading import ORDER
from brain.facts.sources.values import cells
from brain.kernel.i18n import N_

STATES = {
    "unpaid": ("待付款", "待支付", "等待买家付款", "等待付款"),
    "paid": (
        "待接单", "待成团", "待发货", "部分发货", "已发货", "待收货", "待提货", "待核销", "部分核销", "交易完成", "交易成功", "已完成",
        "订单完成", "已收货", "已支付", "等待商家发货", "商家已发货",
    ),
    "closed": ("交易关闭", "已关闭", "订单关闭", "已取消", "订单取消"),
}  # fmt: skip
CONTACT = {"customer_id": "buyer_phone", "name": "customer_name", "phone": "buyer_phone"}

ORDER_ID = Field("order_id", N_("order number"), ("订单号", "订单编号"), required=True)
STORE = Field("store", N_("store"), ("归属店铺", "店铺", "店铺名称"), needed=True)
CREATED = Field("ordered_at", N_("order time"), ("订单创建时间", "下单时间"), "instant", required=True)
PAID_AT = Field("paid_at", N_("payment time"), ("买家付款时间", "付款时间"))
SHIPPING = Field("shipping", N_("shipping"), ("运费",), "amount")
BUYER = (
    Field("customer_name", N_("customer name"), ("收货人/提货人", "收货人", "买家姓名"), personal=True),
    Field(
        "buyer_mobile",
        N_("phone"),
        ("买家手机号", "收货人手机号/提货人手机号", "收货人手机号", "买家手机"),
        personal=True,
    ),
    Field("province", N_("region"), ("收货人省份", "省份", "省")),
)
PERSON = f"{own_phone('buyer_mobile')} AS buyer_phone, {cells.region('province')} AS region"


def _state(word: str) -> str:
    """A closed order had been paid if it has a payment time."""
    return f"CASE WHEN {word} <> 'closed' THEN {word} WHEN {said('paid_at')} IS NULL THEN 'cancelled' ELSE 'paid' END"


def _order_rows(relation: str) -> str:
    """What a row of the list of orders means, in the file itself or in the second file."""
    return f"""
    SELECT *, CASE WHEN state <> 'paid' THEN 0 WHEN word = 'closed' AND coalesce(refund, 0) = 0 THEN received
                   ELSE coalesce(refund, 0) END AS given_back
    FROM (
        SELECT *, CASE WHEN state = 'paid' THEN coalesce(receipt, buyer_paid) ELSE 0 END AS received
        FROM (
            SELECT *, {_state("word")} AS state, 0 AS claim, {PERSON}, 'order' AS line_key,
                   greatest(coalesce(goods_total, 0), 0) AS gross, CAST(NULL AS DECIMAL(18,4)) AS quantity,
                   CAST(NULL AS DECIMAL(18,4)) AS unit_price, CAST(NULL AS VARCHAR) AS sku,
                   CASE WHEN kinds = 1 THEN product_name END AS product_id
            FROM (SELECT *, {state_of("order_status", STATES)} AS word FROM {relation})))"""


ORDERS = Form(
    table="order_line",
    fields=(
        ORDER_ID,
        STORE,
        Field("order_status", N_("order status"), ("订单状态",), needed=True),
        CREATED,
        PAID_AT,
        SHIPPING,
        Field("goods_total", N_("list value of the goods"), ("商品金额合计",), "amount"),
        Field("buyer_paid", N_("amount paid"), ("订单实付金额",), "amount", needed=True),
        Field("receipt", N_("amount received by the shop"), ("订单实收金额",), "amount"),
        Field("refund", N_("amount refunded"), ("订单已退款金额",), "amount"),
        Field("product_name", N_("product name"), ("全部商品名称", "全部商品"), needed=True),
        Field("kinds", N_("kinds of goods"), ("商品种类数",), "integer"),
        Field("channel", N_("channel"), ("订单来源", "销售渠道")),
        *BUYER,
    ),
    relation=lines(_order_rows("typed"), "row_no"),
    checks=CHECKS,
    columns={**COLUMNS, "store": said("store"), "channel": said("channel")},
    identity=("order_id", "CASE WHEN part = 1 THEN 'shipping' ELSE 'order' END"),
    family="youzan",
    gives_way=True,
    contact=CONTACT,
)

LINE_FIELDS: tuple[Field, ...] = (
    ORDER_ID,
    Field("line_status", N_("order status"), ("订单商品状态", "订单状态"), needed=True),
    Field("product_name", N_("product name"), ("商品名称",), needed=True),
    Field("variant", N_("variant"), ("商品规格", "规格")),
    Field("spec_code", N_("SKU code"), ("规格编码",)),
    Field("item_code", N_("merchant code"), ("商品编码",)),
    Field("unit_price", N_("unit price"), ("商品单价", "单价"), "amount"),
    Field("quantity", N_("quantity"), ("商品数量", "数量"), "amount", required=True),
    Field(
        "own_paid",
        N_("paid for the line"),
        ("商品实际成交金额", "商品实付金额", "商品金额小计", "商品小计"),
        "amount",
        required=True,
    ),
    Field("own_refund", N_("amount refunded"), ("商品已退款金额", "退款金额"), "amount"),
)
LINE = f"""coalesce(item_code, product_name) AS product_id, coalesce(spec_code, item_code) AS sku,
    {gross()} AS gross, concat_ws('/', coalesce(item_code, product_name), coalesce(spec_code, variant)) AS line_key"""
LINE_CLAIM = (
    "CASE WHEN word = 'closed' AND coalesce(own_refund, 0) = 0 THEN own_paid ELSE coalesce(own_refund, 0) END"
)

ALONE_FIELDS: tuple[Field, ...] = (
    *LINE_FIELDS,
    STORE,
    CREATED,
    PAID_AT,
    SHIPPING,
    Field("order_paid", N_("order total"), ("订单实收金额", "订单实付金额"), "amount"),
    *BUYER,
)
ALONE_ROWS = f"""
    SELECT * EXCLUDE (order_paid), CASE WHEN state = 'paid' THEN coalesce(order_paid, own_sum + coalesce(shipping, 0)) ELSE 0 END AS received,
           CASE WHEN state = 'paid' THEN sum(claim) OVER ({ORDER}) ELSE 0 END AS given_back
    FROM (
        SELECT *, {_state("word")} AS state, {LINE_CLAIM} AS claim, sum(own_paid) OVER ({ORDER}) AS own_sum, {LINE}, {PERSON}
        FROM (SELECT *, {state_of("line_status", STATES)} AS word
              FROM ({told_apart("typed", [one.name for one in ALONE_FIELDS], ["order_id"])})))"""

GOODS_ALONE = Form(
    table="order_line",
    fields=ALONE_FIELDS,
    relation=lines(ALONE_ROWS, weight="greatest(coalesce(own_paid, 0), 0)"),
    checks=(PASTED, *CHECKS),
    columns={**COLUMNS, "store": said("store")},
    identity=("order_id", LINE_KEY),
    family="youzan",
    whole=True,
    contact=CONTACT,
)

# The last row of an order counts, should the list of orders have it twice.
BESIDE = f"""SELECT * FROM ({_order_rows("companion")})
    QUALIFY row_number() OVER (PARTITION BY order_id ORDER BY row_no DESC) = 1"""
BESIDE_ROWS = f"""
    SELECT l.*, o.order_id IS NULL AS alone, coalesce(o.reason IS NOT NULL, false) AS spoilt_beside, coalesce(o.state, 'paid') AS state, o.received, o.shipping, o.given_back, o.ordered_at,
           o.store, o.channel, o.customer_name, o.buyer_phone, o.region,
           CASE WHEN o.word = 'closed' THEN 0 ELSE {LINE_CLAIM.replace("word", "l.word")} END AS claim
    FROM (SELECT *, {state_of("line_status", STATES)} AS word, {LINE}
          FROM ({told_apart("typed", [one.name for one in LINE_FIELDS], ["order_id"])})) AS l
    LEFT JOIN ({BESIDE}) AS o ON l.order_id = o.order_id"""

GOODS = Form(
    table="order_line",
    fields=LINE_FIELDS,
    relation=lines(BESIDE_ROWS, weight="greatest(coalesce(own_paid, 0), 0)"),
    checks=(("alone", "not_in_companion"), ("spoilt_beside", "order_incomplete"), *CHECKS),
    columns={**COLUMNS, "store": said("store"), "channel": said("channel")},
    identity=("order_id", LINE_KEY),
    family="youzan",
    whole=True,
    contact=CONTACT,
    companion=Companion(
        fields=ORDERS.fields,
        missing=N_(
            "This list of goods lacks order times or the shop: it needs the list of orders of the same period beside it."
        ),
    ),
)


class YouzanGoods(ShopSystem):
    """The list of goods that needs the list of orders; one that has everything is read by `YOUZAN`."""

    def recognise(self, header: Sequence[str], kind: str | None = None) -> Match | None:
        """Match by header names, unless the list stands alone."""
        return None if YOUZAN.recognise(header, kind) else super().recognise(header, kind)


YOUZAN = ShopSystem("youzan", N_("Youzan list of goods with times"), GOODS_ALONE)
YOUZAN_ORDERS = ShopSystem("youzan_orders", N_("Youzan list of orders"), ORDERS)
YOUZAN_GOODS = YouzanGoods("youzan_goods", N_("Youzan list of goods"), GOODS)
