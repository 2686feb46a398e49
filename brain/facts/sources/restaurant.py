"""A restaurant's till: a list of orders, and a list of the dishes of each order (the textbook files of August 2016).

The list of orders has the money that was taken and when; the list of dishes what was eaten. Together they are order
lines; the list of orders alone is one line an order, without dishes. `emp_id` is the textbook's name for the guest's
number. 订单状态: 0 not settled, 1 settled, 2 locked (the table's bill is being changed): only settled orders were paid.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from brain.facts.sources.base import Companion, Field, Form, Match, ShopGuess, match_form
from brain.facts.sources.spreading import shared
from brain.kernel.i18n import N_

HEADS = (
    Field("order_id", N_("order number"), ("order_id", "info_id"), required=True),
    Field("ordered_at", N_("order time"), ("use_start_time",), "instant", required=True),
    Field("total", N_("order total"), ("expenditure",), "amount", required=True),
    Field("payable", N_("amount paid"), ("accounts_payable",), "amount", needed=True),
    Field("order_status", N_("payment status"), ("order_status",), required=True),
    Field("dishes_count", N_("number of dishes"), ("dishes_count",), needed=True),
    Field("customer_id", N_("customer number"), ("emp_id",), personal=True),
    Field("customer_name", N_("customer name"), ("name",), personal=True),
    Field("customer_phone", N_("phone"), ("phone",), personal=True),
    Field("branch", N_("channel"), ("org_id",)),
)
# The till writes NA for what it does not know.
KNOWN = "nullif({0}, 'NA')"
STATUS = "CASE order_status WHEN '1' THEN 'paid' WHEN '0' THEN 'unpaid' WHEN '2' THEN 'unpaid' END"
TAKEN = "CASE WHEN order_status = '1' THEN coalesce(payable, total) ELSE 0 END"
CONTACT = {
    "customer_id": KNOWN.format("customer_id"),
    "name": KNOWN.format("customer_name"),
    "phone": KNOWN.format("customer_phone"),
}
CHECKS = (
    ("order_status NOT IN ('0', '1', '2')", "unknown_status"),
    ("least(total, payable) < 0", "negative_amount"),
)

ORDERS = Form(
    table="order_line",
    fields=HEADS,
    relation=f"SELECT *, {TAKEN} AS taken, 0 AS part FROM typed",
    checks=CHECKS,
    columns={
        "order_id": "order_id",
        "ordered_at": "ordered_at",
        "status": STATUS,
        "line_type": "'product'",
        "discount_amount": "CASE WHEN order_status = '1' THEN greatest(total - taken, 0) ELSE 0 END",
        "paid_amount": "taken",
        "refund_amount": "0",
        "channel": KNOWN.format("branch"),
    },
    identity=("order_id",),
    contact=CONTACT,
    family="restaurant",
    gives_way=True,
)

# What the order took is spread over its dishes by their prices; where the bill and the dishes differ, the bill counts.
# An order without dishes is a line of its own.
JOINED = """
    SELECT d.row_no, d.order_id, d.detail_id, d.dishes_id, d.dish, d.counts, d.price, coalesce(d.reason, h.reason) AS reason,
           h.order_id AS head, h.* EXCLUDE (row_no, order_id, reason)
    FROM typed d LEFT JOIN companion h USING (order_id)
    UNION ALL BY NAME
    SELECT h.row_no, h.order_id, h.order_id AS head, h.reason, h.* EXCLUDE (row_no, order_id, reason)
    FROM companion h ANTI JOIN typed d USING (order_id)"""
PRICED = f"""
    SELECT *, 0 AS part, 1 AS copy, greatest(coalesce(try_cast(counts * price AS DECIMAL(18,4)), 0), 0) AS gross,
           coalesce({TAKEN}, 0) AS taken, bool_or(reason IS NOT NULL) OVER (PARTITION BY order_id) AS spoilt
    FROM joined"""

DISHES = Form(
    table="order_line",
    fields=(
        Field("detail_id", N_("line number"), ("detail_id",), required=True),
        Field("order_id", N_("order number"), ("order_id",), required=True),
        Field("dishes_id", N_("product number"), ("dishes_id",), required=True),
        Field("dish", N_("product name"), ("dishes_name",), required=True),
        Field("counts", N_("quantity"), ("counts",), "amount", required=True),
        Field("price", N_("unit price"), ("amounts",), "amount", required=True),
    ),
    companion=Companion(
        HEADS,
        N_(
            "This is the list of dishes; what was paid stands in the list of orders (columns order_id, expenditure, order_status)."
        ),
    ),
    relation=f"WITH joined AS ({JOINED}), priced AS ({PRICED}) {shared('priced', 'line_paid', 'round(taken * 100)', 'gross')}",
    checks=(
        ("head IS NULL", "not_in_companion"),
        ("spoilt", "order_incomplete"),
        *CHECKS,
        ("least(counts, price) < 0", "negative_amount"),
    ),
    columns={
        "order_id": "order_id",
        "line_no": "detail_id",
        "ordered_at": "ordered_at",
        "status": STATUS,
        "line_type": "'product'",
        "product_id": "dishes_id",
        "product_name": "regexp_replace(dish, '\\s+', ' ', 'g')",
        "quantity": "counts",
        "unit_price": "price",
        "discount_amount": "CASE WHEN order_status = '1' THEN greatest(gross - line_paid, 0) ELSE 0 END",
        "paid_amount": "line_paid",
        "refund_amount": "0",
        "channel": KNOWN.format("branch"),
    },
    # A line's number comes twice in the file, for two lines of different orders.
    identity=("order_id", "detail_id", "dishes_id"),
    contact=CONTACT,
    family="restaurant",
    whole=True,
)


class Restaurant:
    """Recognised by its headers; a restaurant in China. The list of dishes is a kind of order list of its own."""

    name = "restaurant"
    label = N_("restaurant till")
    forms: Mapping[str, Form] = {"orders": ORDERS, "order_goods": DISHES}

    def recognise(self, header: Sequence[str], kind: str | None = None) -> Match | None:
        """Match by header names."""
        if kind not in (None, "orders"):
            return None
        found = [match for name, form in self.forms.items() if (match := match_form(form, header, name))]
        return max(found, key=lambda match: match.score, default=None)

    def guess(self, header: Sequence[str], rows: Sequence[Sequence[str]]) -> ShopGuess | None:
        """A restaurant in China."""
        return ShopGuess("Asia/Shanghai", "CNY", "zh")


RESTAURANT = Restaurant()
