"""Order lines in our own CSV: `orders.csv`.

Money is known by the line (`paid_amount`, or quantity and unit price), or by the order (`order_paid`, `order_refund`,
`order_shipping`): many systems write an order's amount on each of its rows, and added up as lines it would multiply the
shop's sales. An order's own amounts are spread over its lines to the cent; its shipping becomes a line of its own.
"""

from __future__ import annotations

from brain.facts.sources import negative_rows
from brain.facts.sources.base import Field, Form, Plainest
from brain.facts.sources.spreading import shared
from brain.facts.sources.values.cells import literal, region
from brain.kernel.i18n import N_

# How shops write it -> how we store it. Only words whose meaning is certain.
STATUSES = {
    "paid": (
        "paid", "completed", "complete", "shipped", "delivered", "fulfilled", "payment received",
        "已付款", "已支付", "已完成", "交易成功", "已发货", "交易完成", "订单完成", "已成交", "已收款", "已结账",
        "付款成功", "支付成功", "买家已付款", "已签收", "已收货", "已妥投", "完成", "已付",
    ),
    "unpaid": (
        "unpaid", "pending", "pending payment", "awaiting payment",
        "待付款", "未付款", "等待买家付款", "待支付", "未支付", "等待付款", "待收款", "未收款", "未结账", "未付",
    ),
    "cancelled": (
        "cancelled", "canceled", "voided", "void",
        "已取消", "交易关闭", "已作废", "作废", "订单取消", "订单关闭", "已关闭", "交易取消", "已撤销", "已撤单", "取消", "关闭",
    ),
    "refunded": (
        "refunded", "fully refunded",
        "已退款", "退款成功", "退款完成", "全额退款", "已全额退款", "已退货", "已退货退款", "退货退款", "已退单",
    ),
}  # fmt: skip
# The order lives, but whether it was paid (or is to be paid on delivery) the word does not say: the money tells.
UNDER_WAY = (
    "processing", "confirmed", "partially shipped", "已审核", "待审核", "待发货", "待出库", "待配货", "配货中", "已配货",
    "拣货中", "已打单", "已打印", "待收货", "部分发货", "已出库", "发货中", "处理中",
)  # fmt: skip
# Needs its amount: how much of it was given back the word does not say.
PARTLY_REFUNDED = ("partially refunded", "partially_refunded", "partial refund", "部分退款", "部分退货")


# One look into a dictionary for each row. (A list of words after IN becomes a join of its own, of which there were seven.)
_WORDS = (*(word for words in STATUSES.values() for word in words), *UNDER_WAY, *PARTLY_REFUNDED)
_WORD = f"enum_code(try_cast(lower(told_status) AS ENUM({', '.join(map(literal, _WORDS))})))"


def _among(words: tuple[str, ...]) -> str:
    first = _WORDS.index(words[0])
    return f"coalesce({_WORD} BETWEEN {first} AND {first + len(words) - 1}, false)"


_WHENS = " ".join(f"WHEN {_among(words)} THEN '{status}'" for status, words in STATUSES.items())
_MONEY_TELLS = "paid_at IS NOT NULL OR told_paid > 0 THEN 'paid'"
# The order's word stands on each of its rows; what was given back, on the row of what came back.
_IN_PART = f"""(coalesce(store, ''), order_id) IN (
    SELECT coalesce(store, ''), order_id FROM named
    WHERE lower(status) IN ({", ".join(map(literal, PARTLY_REFUNDED))}) AND regexp_matches(refund_amount, '[1-9]'))"""
_OWN_WHENS = f"""{_WHENS}
    WHEN {_among(UNDER_WAY)} THEN CASE WHEN {_MONEY_TELLS} WHEN told_paid = 0 THEN 'unpaid' ELSE 'undecided' END
    WHEN told_status IS NOT NULL THEN 'unknown'
    WHEN {_MONEY_TELLS} WHEN told_paid = 0 THEN 'unpaid'"""
# Without a status column the payment time tells, where there is one, and else the money.
_STATUS = f"""CASE
    WHEN {_among(PARTLY_REFUNDED)} THEN CASE WHEN told_refund > 0 OR {_IN_PART} THEN 'paid' ELSE 'partly' END
    {_OWN_WHENS}
    ELSE CASE WHEN (SELECT count(paid_at) > 0 FROM named) THEN 'unpaid' ELSE 'paid' END END"""
# The same for a row that need not look at others, and which rows do.
_OWN_STATUS = f"CASE {_OWN_WHENS} END"
_LOOKS_AROUND = f"""coalesce({_among(PARTLY_REFUNDED).replace("told_status", "status")}, false)
    OR (status IS NULL AND paid_at IS NULL AND paid_amount IS NULL)"""

# A return that its status calls refunded says the same twice: what moved is its own amount.
_STATE = f"""CASE WHEN sense <> 'sale' AND ({_among(STATUSES["refunded"])} OR {_among(PARTLY_REFUNDED)}) THEN 'paid'
    ELSE {_STATUS} END"""

_BY_PRICE = "try_cast(quantity * unit_price - coalesce(discount, 0) AS DECIMAL(18,4))"
# What a row means by its signs; the amounts of returns stand without their sign from here on.
_REFUND_WORDS = tuple(word.casefold() for word in (*STATUSES["refunded"], *PARTLY_REFUNDED))
_ENTRIES = negative_rows.entries(_REFUND_WORDS)
_RECEIVED = f"""CASE WHEN whole_paid IS NOT NULL OR NOT standing THEN 0 WHEN paid_amount IS NOT NULL THEN paid_amount
    WHEN state IN ('unpaid', 'cancelled') THEN 0 ELSE {_BY_PRICE} END"""
# A refunded line without an amount was refunded whole.
_BACK = "CASE WHEN state = 'refunded' AND raw_refund_amount IS NULL THEN received ELSE coalesce(refund_amount, 0) END"

_ORDER = "PARTITION BY coalesce(store, ''), order_id"
_OF_ORDER = ("paid", "refund", "shipping")
_SAYS_ITS_OWN = " OR ".join(f"raw_order_{name} IS NOT NULL" for name in _OF_ORDER)
# Which lines get the cents left over must not hang on the order of the rows, where anything else tells lines apart.
_STEADY = "part, line_no, product_id, sku, product_name, quantity, unit_price, row_no"

_OWN = f"""
    SELECT DISTINCT coalesce(store, '') AS own_store, order_id AS own_order FROM entries
    WHERE order_id IS NOT NULL AND ({_SAYS_ITS_OWN})"""

# Most orders are told line by line. (NULL columns: the same names as of the others.)
_TOLD_BY_LINE = """
    SELECT *, true AS standing, false AS whole_order, raw_status AS told_status, paid_amount AS told_paid,
           refund_amount AS told_refund, CAST(NULL AS BIGINT) AS head_row,
           CAST(NULL AS DECIMAL(18,4)) AS whole_paid, CAST(NULL AS DECIMAL(18,4)) AS whole_refund,
           CAST(NULL AS DECIMAL(18,4)) AS whole_shipping, false AS differing"""
_BY_LINE = (
    f"{_TOLD_BY_LINE} FROM entries ANTI JOIN own ON coalesce(store, '') = own_store AND order_id = own_order"
)

# A row that comes twice must not draw a share twice: of equal rows the first stands, of one line number the last, as
# later among all rows of a file.
_COPIES = """
    SELECT entries.*, CASE WHEN line_no IS NULL
               THEN row_no = min(row_no) OVER (PARTITION BY coalesce(store, ''), order_id, line_no, content)
               ELSE row_no = max(row_no) OVER (PARTITION BY coalesce(store, ''), order_id, line_no) END AS standing
    FROM entries SEMI JOIN own ON coalesce(store, '') = own_store AND order_id = own_order
    JOIN (SELECT row_no, hash(*COLUMNS(* EXCLUDE (row_no))) AS content FROM raw) USING (row_no)"""

# An order's amount stands on each of its rows, or on one of them and nothing (or 0) on the others.
_WHOLE = ", ".join(f"max(order_{name}) FILTER (standing) AS whole_{name}" for name in _OF_ORDER)
_DIFFERING = " OR ".join(
    f"coalesce(max(order_{name}) FILTER (standing) > min(order_{name}) FILTER (standing AND order_{name} <> 0), false)"
    for name in _OF_ORDER
)
_TOLD = f"""
    SELECT coalesce(store, '') AS told_store, order_id AS told_order, min(row_no) FILTER (standing) AS head_row, {_WHOLE},
           {_DIFFERING} AS differing, {negative_rows.sense_of_order(_BY_PRICE)} AS order_sense, max(paid_at) AS any_paid_at, min(raw_status) FILTER (standing) AS any_status
    FROM copies GROUP BY ALL"""
# A discount as a row is part of the order's own amount already.
_TAKEN_OFF = "(whole_paid IS NOT NULL AND names_discount)"
_ROWS_SENSE = f"CASE WHEN {_TAKEN_OFF} THEN 'taken_off' ELSE coalesce(order_sense, sense) END"
_BY_ORDER = f"""
    SELECT * EXCLUDE (told_store, told_order, any_paid_at, any_status, order_sense)
           REPLACE (coalesce(paid_at, any_paid_at) AS paid_at, {_ROWS_SENSE} AS sense, standing AND NOT {_TAKEN_OFF} AS standing),
           true AS whole_order, coalesce(raw_status, any_status) AS told_status,
           coalesce(whole_paid, paid_amount) AS told_paid, coalesce(whole_refund, refund_amount) AS told_refund
    FROM copies JOIN told_of_orders ON coalesce(store, '') = told_store AND order_id = told_order"""

# What is left of the order's amount after its shipping, by what the lines say of themselves.
_GOODS = (
    "round((coalesce(whole_paid, 0) - least(coalesce(whole_shipping, 0), coalesce(whole_paid, 0))) * 100)"
)
_WEIGHT = f"greatest(coalesce(paid_amount, {_BY_PRICE}, 0), 0)"
_SHARED_PAID = shared("standing_lines", "share", _GOODS, _WEIGHT, _ORDER, _STEADY)
_CARRIAGE = "CASE WHEN whole_paid IS NOT NULL THEN least(coalesce(whole_shipping, 0), whole_paid) WHEN state IN ('paid', 'refunded') THEN whole_shipping END"
_WITH_SHIPPING = f"""
    SELECT * REPLACE (CASE WHEN whole_paid IS NOT NULL THEN share ELSE received END AS received) FROM shared_paid
    UNION ALL BY NAME
    SELECT * REPLACE (1 AS part, NULL AS line_no, NULL AS product_id, NULL AS sku, NULL AS category,
                      'Shipping' AS product_name, 1 AS quantity, {_CARRIAGE} AS unit_price, 0 AS discount,
                      NULL AS refund_amount, NULL AS raw_refund_amount, {_CARRIAGE} AS received)
    FROM shared_paid WHERE row_no = head_row AND {_CARRIAGE} > 0"""
_REFUND_WEIGHT = f"greatest(CASE WHEN sum(refund_amount) OVER ({_ORDER}) > 0 THEN coalesce(refund_amount, 0) ELSE coalesce(received, 0) END, 0)"
# A sum over a window cannot stand within another window: the weight goes in as a column.
_SHARED_BACK = shared(
    f"(SELECT *, {_REFUND_WEIGHT} AS refund_weight FROM with_shipping)",
    "share_back",
    "round(coalesce(whole_refund, 0) * 100)",
    "refund_weight",
    _ORDER,
    _STEADY,
)
_SPREAD = f"""
    SELECT * EXCLUDE (share, share_back, refund_weight),
           CASE WHEN whole_refund IS NOT NULL THEN share_back ELSE {_BACK} END AS given_back
    FROM ({_SHARED_BACK})"""

# An order with a row that cannot be used waits as a whole: its lines would no longer add up to its amount.
_CHECKS = (
    ("state = 'unknown'", "unknown_status"),
    ("state = 'partly'", "refund_unknown"),
    ("state = 'undecided'", "payment_unknown"),
    *negative_rows.CHECKS,
    ("received IS NULL", "no_amount"),
    (
        "least(quantity, unit_price, discount, received, given_back, order_paid, order_refund, order_shipping) < 0",
        "negative_amount",
    ),
    ("line_no NOT BETWEEN 0 AND 1000000", "out_of_range"),
    ("differing", "order_amounts_differ"),
    ("state = 'unpaid' AND received > 0", "unpaid_with_money"),
    ("whole_refund > whole_paid OR given_back > received", "refund_above_payment"),
    ("state = 'cancelled' AND received > given_back", "cancelled_with_money"),
)
_FAULTY = " OR ".join(f"coalesce({condition}, false)" for condition, _ in _CHECKS)

_RELATION = f"""
    WITH entries AS ({_ENTRIES}), own AS ({_OWN}), copies AS ({_COPIES}), told_of_orders AS ({_TOLD}),
    told AS ({_BY_LINE} UNION ALL BY NAME {_BY_ORDER}),
    lines AS (SELECT *, {_RECEIVED} AS received, 0 AS part FROM (SELECT *, {_STATE} AS state FROM told)),
    standing_lines AS (SELECT * FROM lines WHERE whole_order AND standing),
    shared_paid AS ({_SHARED_PAID}),
    with_shipping AS ({_WITH_SHIPPING}),
    spread AS ({_SPREAD})
    SELECT *, {_BACK} AS given_back, false AS spoilt FROM lines WHERE NOT (whole_order AND standing)
    UNION ALL BY NAME
    SELECT *, bool_or(reason IS NOT NULL OR {_FAULTY}) OVER ({_ORDER}) AS spoilt FROM spread"""

# Where no column tells of whole orders, nothing needs to be looked at twice: the big files are of this sort.
_WHOLE_ORDER_FIELDS = frozenset(f"order_{name}" for name in _OF_ORDER)


def by_line(typed: str) -> str:
    """The relation of rows that each tell their own amounts, from the relation `typed`."""
    entries = negative_rows.entries(_REFUND_WORDS, typed)
    return f"""
        SELECT *, {_BACK} AS given_back, false AS spoilt
        FROM (SELECT *, {_RECEIVED} AS received, 0 AS part
              FROM (SELECT *, {_STATE} AS state FROM ({_TOLD_BY_LINE} FROM ({entries}))))"""


# The biggest files: each row says all of itself, and all are sales.
_EACH_ALONE = f"""
    SELECT *, {_BACK} AS given_back, false AS spoilt
    FROM (SELECT *, {_RECEIVED} AS received, 0 AS part
          FROM (SELECT *, {_OWN_STATUS} AS state FROM ({_TOLD_BY_LINE} FROM ({negative_rows.no_entry_is_negative()}))))"""

# Without a discount of its own, a line of an order whose amount is known was reduced by what it lacks to its price.
_REDUCED = """coalesce(discount, CASE WHEN whole_paid IS NOT NULL AND received > 0
    THEN greatest(try_cast(quantity * unit_price - received AS DECIMAL(18,4)), 0) END, 0)"""

_BACK_KEY = "CASE WHEN sense <> 'sale' THEN concat_ws(chr(31), 'back', ordered_at, quantity, unit_price, paid_amount, '') END"

ORDERS = Form(
    table="order_line",
    fields=(
        Field("order_id", N_("order number"), ("order_id",), required=True),
        Field("line_no", N_("line number"), ("line_no",), "integer"),
        Field("ordered_at", N_("order time"), ("ordered_at",), "instant", required=True),
        Field("ordered_time", N_("time of day"), ("ordered_time",)),
        Field("paid_at", N_("payment time"), ("paid_at",), "instant"),
        Field("status", N_("payment status"), ("status",)),
        Field("product_id", N_("product number"), ("product_id",)),
        Field("product_name", N_("product name"), ("product_name",)),
        Field("sku", N_("SKU"), ("sku",)),
        Field("category", N_("category"), ("category",)),
        Field("quantity", N_("quantity"), ("quantity",), "amount"),
        Field("unit_price", N_("unit price"), ("unit_price",), "amount"),
        Field("discount", N_("discount"), ("discount",), "amount"),
        Field("paid_amount", N_("amount paid"), ("paid_amount",), "amount"),
        Field("refund_amount", N_("amount refunded"), ("refund_amount",), "amount"),
        Field("refunded_at", N_("refund time"), ("refunded_at",), "instant"),
        Field("customer_id", N_("customer number"), ("customer_id",), personal=True),
        Field("customer_name", N_("customer name"), ("customer_name",), personal=True),
        Field("region", N_("region"), ("region",)),
        Field("channel", N_("channel"), ("channel",)),
        Field("group_name", N_("group"), ("group",)),
        Field("coupon", N_("coupon"), ("coupon",)),
        Field("promotion_id", N_("promotion number"), ("promotion_id",)),
        Field("store", N_("store"), ("store",)),
        Field("order_paid", N_("amount paid for the whole order"), ("order_paid",), "amount"),
        Field("order_refund", N_("amount refunded for the whole order"), ("order_refund",), "amount"),
        Field("order_shipping", N_("shipping of the whole order"), ("order_shipping",), "amount"),
    ),
    relation=_RELATION,
    plainer=(_WHOLE_ORDER_FIELDS, by_line("typed")),
    plainest=Plainest(negative_rows.SIGNED, _LOOKS_AROUND, _EACH_ALONE),
    checks=(*_CHECKS, ("spoilt", "order_incomplete")),
    columns={
        "order_id": "order_id",
        "line_no": "line_no",
        "ordered_at": "ordered_at",
        "status": "CASE WHEN sense <> 'sale' THEN 'return' WHEN received > 0 AND given_back >= received THEN 'refunded' WHEN state = 'refunded' AND received > 0 THEN 'paid' ELSE state END",
        "line_type": "CASE WHEN part = 1 THEN 'shipping' WHEN sense = 'discount' THEN 'adjustment' ELSE 'product' END",
        "product_id": "CASE WHEN part = 0 AND sense <> 'discount' THEN coalesce(product_id, sku, product_name) END",
        "product_name": "product_name",
        "sku": "sku",
        "category": "category",
        "quantity": "CASE WHEN sense = 'sale' THEN quantity ELSE -quantity END",
        "unit_price": "unit_price",
        "discount_amount": f"CASE WHEN sense = 'sale' THEN {_REDUCED} ELSE 0 END",
        "paid_amount": "CASE WHEN sense = 'sale' THEN received ELSE 0 END",
        "refund_amount": "CASE WHEN sense = 'sale' THEN given_back ELSE received END",
        "region": region("region"),
        "channel": "channel",
        "group_name": "group_name",
        "coupon": "coupon",
        "promotion_id": "promotion_id",
        "store": "store",
    },
    # With line numbers a line keeps its key whatever else changes; without, equal products of an order are counted. A
    # return may have the number and the line number of its sale: it is known by all that it says, and replaces nothing.
    identity=(
        "order_id",
        f"concat({_BACK_KEY}, CASE WHEN part = 1 THEN 'shipping' WHEN line_no IS NOT NULL THEN CAST(line_no AS VARCHAR)"
        " ELSE concat('p', coalesce(product_id, sku, product_name)) END)",
    ),
    numbered="(line_no IS NULL OR sense <> 'sale') AND part = 0",
    contact={"customer_id": "customer_id", "name": "customer_name"},
)
