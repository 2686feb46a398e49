"""What the rows of Taobao's and Tmall's lists say about money: the order list, and the list of goods that has payments.

Where the list has a refund column, the payment column is what is left after refunds: payment and refund add up to what
was due (so in every refunded order of a real Tmall report). A file in which most refunded rows exceed that sum shows
payments as they were made, and is read so. Where there is no refund column at all, a partial refund cannot be seen:
the payment column is taken as it stands, and only a closed order that had been paid counts as refunded, whole.
"""

from __future__ import annotations

from brain.facts.sources.base import Field
from brain.facts.sources.order_rows import own_phone, said, state_of, unmasked
from brain.facts.sources.values import cells
from brain.kernel.i18n import N_

STATES = {
    "unpaid": ("等待买家付款", "等待付款", "付款确认中", "拍下未付款"),
    "paid": (
        "买家已付款，等待卖家发货",
        "卖家部分发货",
        "买家已付款，卖家部分发货",
        "卖家已发货，等待买家确认",
        "卖家已发货，等待买家确认收货",
        "买家已签收",
        "交易成功",
    ),
    "closed": ("交易关闭",),
}

STATUS = Field("order_status", N_("order status"), ("订单状态",), needed=True)
CREATED = Field("ordered_at", N_("order time"), ("订单创建时间",), "instant", required=True)
# Text: lists write "null" or "-" where there is no time.
PAID_AT = Field("paid_at", N_("payment time"), ("订单付款时间",))
KEPT = Field("kept_amount", N_("amount paid"), ("买家实际支付金额", "买家实付金额"), "amount", required=True)
REFUND = Field("refund", N_("amount refunded"), ("退款金额",))

# The order list itself; the list of goods reads it as its second file.
ORDER_FIELDS: tuple[Field, ...] = (
    Field("order_id", N_("order number"), ("订单编号",), required=True),
    STATUS,
    KEPT,
    Field("total_amount", N_("order total"), ("总金额",), "amount"),
    Field("goods_due", N_("amount due for goods"), ("买家应付货款",), "amount"),
    Field("shipping", N_("shipping"), ("买家应付邮费",), "amount"),
    CREATED,
    PAID_AT,
    REFUND,
    Field("payout", N_("paid out to the shop"), ("打款商家金额", "确认收货打款金额")),
    Field("product_name", N_("product name"), ("宝贝标题", "商品标题")),
    Field("kinds", N_("kinds of goods"), ("宝贝种类",), "integer"),
    Field("quantity", N_("quantity"), ("宝贝总数量",), "amount"),
    Field("address", N_("region"), ("收货地址",), personal=True),
    Field("customer_id", N_("customer number"), ("买家会员名", "买家昵称"), personal=True),
    Field("customer_name", N_("customer name"), ("收货人姓名",), personal=True),
    Field("customer_phone", N_("phone"), ("联系手机", "联系电话"), personal=True),
)

CONTACT = {"customer_id": "buyer", "name": "customer_name", "phone": "buyer_phone"}
BUYER = f"{unmasked('customer_id')} AS buyer, {own_phone('customer_phone')} AS buyer_phone"
# Older lists give the total, the newest only its two parts.
ORDER_DUE = "coalesce(total_amount, goods_due + coalesce(shipping, 0))"


def settled(relation: str, due: str) -> str:
    """`relation` with state, received, given_back and `misread` (a refund cell that is no amount).

    It has order_status, kept_amount, refund and paid_at (as written). `due`: what was to be paid, NULL where the list
    does not say.
    """
    refund = cells.amount(said("refund"))
    # Sums of ones: a count with FILTER over the whole file takes time by the square of its rows.
    return f"""
        SELECT *, CASE WHEN state <> 'paid' THEN 0 WHEN closed AND refunded = 0 THEN received ELSE refunded END AS given_back
        FROM (
            SELECT *, CASE WHEN state <> 'paid' THEN 0
                           WHEN refunded > 0 AND net AND coalesce(kept_amount + refunded <= due + 0.005, refunded > kept_amount)
                               THEN kept_amount + refunded
                           WHEN closed AND kept_amount = 0 AND refunded = 0 THEN coalesce(due, 0)
                           ELSE kept_amount END AS received
            FROM (
                SELECT *, CASE WHEN word <> 'closed' THEN word WHEN NOT was_paid THEN 'cancelled'
                               WHEN tells_refunds AND kept_amount = 0 AND refunded = 0 THEN 'cancelled'
                               ELSE 'paid' END AS state, word = 'closed' AS closed
                FROM (
                    SELECT *, coalesce(told, 0) AS refunded, bool_or(told IS NOT NULL) OVER () AS tells_refunds,
                           sum(CASE WHEN told > 0 AND kept_amount + told > due + 0.005 THEN 1 ELSE 0 END) OVER ()
                           <= sum(CASE WHEN told > 0 AND abs(kept_amount + told - due) <= 0.005 THEN 1 ELSE 0 END) OVER () AS net
                    FROM (
                        SELECT *, {state_of("order_status", STATES)} AS word, {said("paid_at")} IS NOT NULL AS was_paid,
                               {refund} AS told, {said("refund")} IS NOT NULL AND {refund} IS NULL AS misread,
                               {due} AS due
                        FROM {relation}))))"""
