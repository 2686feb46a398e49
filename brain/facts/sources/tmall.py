"""Tmall order reports: one row an order, no products and no customers; two headers end in a blank.

In this report 买家实际支付金额 is what is left after refunds: on every refunded order it and 退款金额 add up to 总金额.
So what the customer paid is the sum of both. A file that shows the other custom (payment and refund together exceed
总金额) is read with the payment as it stands.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from brain.facts.sources.base import Field, Form, Match, ShopGuess, match_form
from brain.facts.sources.values import cells
from brain.kernel.i18n import N_

ORDERS = Form(
    table="order_line",
    fields=(
        Field("order_id", N_("order number"), ("订单编号",), required=True),
        Field("total_amount", N_("order total"), ("总金额",), "amount", required=True),
        Field("kept_amount", N_("amount paid"), ("买家实际支付金额",), "amount", required=True),
        Field("address", N_("region"), ("收货地址",), personal=True),
        Field("ordered_at", N_("order time"), ("订单创建时间",), "instant", required=True),
        Field("paid_at", N_("payment time"), ("订单付款时间",), "instant", needed=True),
        Field("refund_amount", N_("amount refunded"), ("退款金额",), "amount", needed=True),
        Field("customer_id", N_("customer number"), ("买家会员名",), personal=True),
        Field("customer_name", N_("customer name"), ("收货人姓名",), personal=True),
        Field("customer_phone", N_("phone"), ("联系手机",), personal=True),
    ),
    relation="""
        SELECT * REPLACE (regexp_replace(order_id, '^="?|"$', '', 'g') AS order_id,
                          coalesce(refund_amount, 0) AS refund_amount,
                          ltrim(customer_phone, '''') AS customer_phone),
               CASE WHEN (SELECT bool_or(refund_amount > 0 AND kept_amount + refund_amount > total_amount + 0.005) FROM typed)
                    THEN kept_amount ELSE kept_amount + coalesce(refund_amount, 0) END AS received, 0 AS part
        FROM typed""",
    checks=(
        ("kept_amount < 0 OR refund_amount < 0 OR total_amount < 0", "negative_amount"),
        ("refund_amount > received", "refund_above_payment"),
    ),
    columns={
        "order_id": "order_id",
        "ordered_at": "ordered_at",
        "status": "CASE WHEN received = 0 THEN 'unpaid' WHEN refund_amount >= received THEN 'refunded' ELSE 'paid' END",
        "line_type": "'product'",
        "discount_amount": "CASE WHEN received > 0 THEN greatest(total_amount - received, 0) ELSE 0 END",
        "paid_amount": "received",
        "refund_amount": "refund_amount",
        "region": cells.province("address"),
    },
    identity=("order_id",),
    contact={"customer_id": "customer_id", "name": "customer_name", "phone": "customer_phone"},
    remarks=(
        (
            "count(*) FILTER (try_cast(refund_amount AS DOUBLE) > try_cast(kept_amount AS DOUBLE))",
            N_(
                "{count} orders show a refund larger than the payment: the payment column is what was left after refunds, so both are added up."
            ),
        ),
    ),
)


class Tmall:
    """Recognised by its headers; a shop in China."""

    name = "tmall"
    label = N_("Tmall order report")
    forms: Mapping[str, Form] = {"orders": ORDERS}

    def recognise(self, header: Sequence[str], kind: str | None = None) -> Match | None:
        """Match by header names."""
        return match_form(ORDERS, header, "orders") if kind in (None, "orders") else None

    def guess(self, header: Sequence[str], rows: Sequence[Sequence[str]]) -> ShopGuess | None:
        """Tmall sells in yuan on Beijing time."""
        return ShopGuess("Asia/Shanghai", "CNY", "zh")


TMALL = Tmall()
