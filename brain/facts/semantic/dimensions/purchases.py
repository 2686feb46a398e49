"""What an order was like: how large, and what brought its price down."""

from __future__ import annotations

from brain.facts.semantic.base import Dimension, words
from brain.facts.semantic.dimensions.goods import LINES, banded, of
from brain.facts.semantic.dimensions.places import ONE_ORDER
from brain.kernel.i18n import N_

# A credit note is no order, though it may carry the number of one. Numbers of two systems, or of two stores, may be alike.
_ORDER = "CASE WHEN l.status <> 'return' THEN COALESCE(r.label, l.order_id) END"

PURCHASES: tuple[Dimension, ...] = (
    Dimension(
        name="order",
        label=N_("Order number"),
        noun=N_("order number"),
        kind="name",
        value="text",
        sql={"line": _ORDER},
        joins={"line": ("order_name",)},
        synonyms=words("订单号|订单编号|单号", "order number|order id|invoice number"),
        ids={"line": "l.order_key"},
        fixed_for=ONE_ORDER,
    ),
    Dimension(
        name="coupon",
        label=N_("Coupon"),
        noun=N_("coupon"),
        kind="name",
        value="text",
        sql=of(LINES, "{t}.coupon"),
        synonyms=words(
            "优惠券|优惠码|券|代金券|折扣码", "coupon|coupon code|voucher|discount code|promo code"
        ),
        needs="coupon",
    ),
    Dimension(
        name="promotion",
        label=N_("Promotion"),
        noun=N_("promotion"),
        kind="name",
        value="text",
        sql=of(LINES, "COALESCE(m.label, {t}.promotion_id)"),
        joins=dict.fromkeys(LINES, ("promotion_name",)),
        synonyms=words("促销|促销活动|营销活动|活动名称", "promotion|promo|campaign"),
        needs="promotion",
        ids=of(LINES, "{t}.promotion_id"),
    ),
    Dimension(
        name="order_value",
        label=N_("Order value"),
        noun=N_("order value"),
        kind="band",
        value="number",
        # The whole order's, whatever part of it is looked at: "orders above 500" is said of orders, not of their lines.
        sql={"line": "b.value"},
        joins={"line": ("basket",)},
        synonyms=words("每单实付金额|单笔金额|订单实付", "order value|value of an order"),
        fixed_for=ONE_ORDER,
    ),
    Dimension(
        name="order_value_band",
        label=N_("Order value band"),
        noun=N_("order value band"),
        kind="band",
        value="integer",
        sql={"line": banded("b.value")},
        joins={"line": ("basket",)},
        synonyms=words(
            "订单金额段|订单金额区间|客单价段|客单价区间|客单价分布", "order value band|order value range"
        ),
        fixed_for=ONE_ORDER,
    ),
    Dimension(
        name="order_size",
        label=N_("Pieces in the order"),
        noun=N_("pieces in the order"),
        kind="band",
        value="integer",
        sql={"line": "b.pieces"},
        joins={"line": ("basket",)},
        synonyms=words(
            "每单商品件数|订单件数|一单件数", "order size|pieces in an order|number of items in an order"
        ),
        needs="product",
        fixed_for=ONE_ORDER,
    ),
)
