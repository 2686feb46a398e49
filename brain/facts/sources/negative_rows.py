"""What a negative row of an order list means: goods given back, a discount as a row of its own, or a contradiction.

Tills and ERPs write a return as a row with a negative quantity and amount, on the sale's number or on one of its own. Such
a row is read by its signs and by quantity x price; where these do not agree it is left out under a name, never guessed.
"""

from __future__ import annotations

from collections.abc import Sequence

from brain.facts.sources.values.cells import literal

# A row that is called so and takes money off is no product given back. 优惠装 and "Discount Store Bag" are products.
DISCOUNT_NAMES = (
    r"(整单|订单|会员|店铺|平台|商家|活动|促销|商品|现金|手工|新客|满减|积分|系统)?"
    r"(优惠|折扣|折让|抹零|满减|立减|减免|红包|代金券|优惠券|抵扣|让利|抵用券)(金额|券|活动|减免|抵扣|优惠|折扣)?([\s:：(（【\[\d-].*)?"
    r"|((order|cart|member|loyalty|store|staff|employee|promo|promotion|line|item)\s)?"
    r"(discounts?|coupons?|vouchers?|promo|promotion|markdown)(\s(code|applied|amount))?([\s:(#\d-].*)?"
    r"|.*\s(discount|coupon|voucher)"
)
_NAMES_DISCOUNT = f"coalesce(regexp_full_match(lower(trim(coalesce(product_name, product_id, sku))), {literal(DISCOUNT_NAMES)}), false)"
SIGNED = frozenset(("quantity", "unit_price", "paid_amount"))
_LINE_MINUS = "coalesce(least(quantity, unit_price, paid_amount) < 0, false)"
_ORDER_MINUS = "coalesce(order_paid < 0, false)"
# Amounts may have been rounded, or in a till to ten cents a row.
_SLACK = "0.011 * greatest(1, abs(quantity))"
_FITS = f"""coalesce(abs(abs(CAST(quantity AS DOUBLE) * unit_price) - abs(coalesce(discount, 0)) - abs(paid_amount)) <= {_SLACK},
    false)"""
_ONE_MINUS = "(coalesce(quantity < 0, false) <> coalesce(unit_price < 0, false))"
_UNPRICED = "(quantity IS NULL OR unit_price IS NULL)"
# The amount decides where it has the sign; where only quantity or price has, all three must multiply.
_LINE_SENSE = f"""CASE
    WHEN coalesce(paid_amount, quantity * unit_price) = 0 THEN 'nothing'
    WHEN paid_amount < 0 THEN CASE WHEN {_ONE_MINUS} OR {_UNPRICED} OR {_FITS} THEN 'return' ELSE 'contradiction' END
    WHEN paid_amount > 0 THEN CASE WHEN {_ONE_MINUS} AND {_FITS} THEN 'return' ELSE 'contradiction' END
    WHEN {_UNPRICED} OR {_ONE_MINUS} AND coalesce(discount, 0) <= 0 THEN 'return' ELSE 'contradiction' END"""
_AMOUNTS = ("quantity", "unit_price", "discount", "paid_amount", "order_paid", "order_shipping")


def entries(refunded: Sequence[str], typed: str = "typed") -> str:
    """`typed` with what each row means; amounts of negative rows without their sign.

    Adds `sense` ('sale', 'return', 'discount', or why the row cannot be used: 'contradiction', 'nothing', 'told_twice'),
    `line_minus`, `order_minus` (whether the row's own amounts, or the order's, are negative) and `names_discount`.
    `refunded`: the words of status (folded) that say an order's money was given back. A file that says so of a sale, in
    a column or by such a word, may have the same return once more as a negative row.
    """
    words = ", ".join(map(literal, refunded))
    told = f"""(SELECT count(*) > 0 FROM {typed} WHERE refund_amount <> 0 OR order_refund <> 0
        OR (lower(status) IN ({words}) AND NOT {_LINE_MINUS} AND NOT {_ORDER_MINUS}))"""
    plain = ", ".join(
        f"CASE WHEN line_minus OR order_minus THEN abs({name}) ELSE {name} END AS {name}" for name in _AMOUNTS
    )
    return f"""
        SELECT * EXCLUDE (line_sense) REPLACE ({plain}),
               CASE WHEN NOT line_minus THEN 'sale' WHEN {told} THEN 'told_twice'
                    WHEN line_sense = 'return' AND names_discount THEN 'discount' ELSE line_sense END AS sense,
               order_minus AND {told} AS order_told_twice
        FROM (SELECT *, {_LINE_MINUS} AS line_minus, {_ORDER_MINUS} AS order_minus,
                     CASE WHEN {_LINE_MINUS} THEN {_NAMES_DISCOUNT} ELSE false END AS names_discount,
                     CASE WHEN {_LINE_MINUS} THEN {_LINE_SENSE} END AS line_sense
              FROM {typed})"""


def no_entry_is_negative(typed: str = "typed") -> str:
    """`typed` with what `entries` adds, for rows none of which has a negative amount in a field of `SIGNED`."""
    return f"""SELECT *, 'sale' AS sense, false AS line_minus, false AS order_minus, false AS names_discount,
                      false AS order_told_twice FROM {typed}"""


def sense_of_order(price: str) -> str:
    """Aggregate over the rows of an order that tells its own amount: what the order as a whole means.

    The rows have `standing` and what `entries` adds; `price` is a row's amount by quantity and price. NULL where the order
    gives no amount for the whole: then each row means what it says.
    """
    goods = "standing AND NOT names_discount"
    whole = "max(order_paid) FILTER (standing)"
    made = f"sum({price}) FILTER ({goods})"
    carriage = "coalesce(max(order_shipping) FILTER (standing), 0)"
    near = f"(abs({made} - {whole}) <= 0.011 * count(*) OR abs({made} + {carriage} - {whole}) <= 0.011 * count(*))"
    return f"""CASE
        WHEN {whole} IS NULL THEN NULL
        WHEN bool_or(order_told_twice OR sense = 'told_twice') THEN 'told_twice'
        WHEN NOT coalesce(bool_or(line_minus) FILTER ({goods}), false) AND NOT bool_or(order_minus) THEN 'sale'
        WHEN bool_or(order_minus) AND bool_or(NOT order_minus AND order_paid > 0) THEN 'contradiction'
        WHEN bool_or(line_minus) FILTER ({goods}) AND bool_or(NOT line_minus) FILTER ({goods}) THEN 'mixed'
        WHEN bool_or(order_minus) AND (bool_or(line_minus) FILTER ({goods}) OR bool_or({price} IS NULL) FILTER ({goods}))
            THEN 'return'
        WHEN {near} THEN 'return' ELSE 'contradiction' END"""


# Whose reasons say what is the matter; 'mixed' and 'taken_off' are of orders with one amount for all their rows.
CHECKS = (
    ("sense = 'told_twice'", "returned_twice"),
    ("sense = 'contradiction'", "signs_contradict"),
    ("sense = 'mixed'", "sold_and_returned"),
    ("sense = 'taken_off'", "already_taken_off"),
    ("sense = 'nothing'", "no_money_moved"),
    ("sense <> 'sale' AND state IN ('unpaid', 'cancelled')", "negative_amount"),
)
