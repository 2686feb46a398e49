"""WooCommerce order exports: one row an item, or one row an order with all items in one cell.

WooCommerce itself exports no orders with their goods; three extensions do nearly everywhere. "Order/Customer/Coupon
Export" writes order_number, status, order_total, item_name ... (one row an item), or the same with a cell `line_items`
(name:..|sku:..|quantity:..;name:.. or JSON). "Order Export & Order Import" writes the same columns, a row an item or
each item in a cell line_item_1, line_item_2 ... "Advanced Order Export" writes Order Number, Order Status, Item Name
..., the order's own fields on each row or on the first only. The headers and what they hold come from the published
code and documentation of the extensions; no real file was at hand.

What the customer was charged (`order_total`, taxes, fees and shipping inside, before refunds) is spread over the items
by their own totals; shipping with its tax is a line of its own. Every amount adds up to the order's to the cent.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from brain.facts.sources.base import Field, Form, Match, ShopGuess, folded, match_form
from brain.facts.sources.copies import told_apart
from brain.facts.sources.settling import SHIPPING, keyed, settled
from brain.facts.sources.spreading import ORDER
from brain.facts.sources.values import zones
from brain.facts.sources.values.cells import literal
from brain.kernel.i18n import N_

FAMILY = "woocommerce"
# A shop in another language shows its statuses translated, and "Advanced Order Export" writes what is shown.
SPELLED = {
    "pending": ("待付款", "等待付款", "zahlung ausstehend", "en attente de paiement", "pendiente de pago"),
    "processing": ("正在处理", "处理中", "in bearbeitung", "en cours", "procesando"),
    "on-hold": ("保留", "in wartestellung", "en attente", "en espera"),
    "completed": ("已完成", "abgeschlossen", "fertiggestellt", "terminée", "completado"),
    "cancelled": ("已取消", "storniert", "annulée", "cancelado"),
    "refunded": ("已退款", "rückerstattet", "remboursée", "reembolsado"),
    "failed": ("失败", "fehlgeschlagen", "échouée", "fallido"),
}
_WHENS = " ".join(
    f"WHEN lower(status) IN ({', '.join(map(literal, words))}) THEN '{state}'"
    for state, words in SPELLED.items()
)
# The status as the system stores it, whichever way it is shown: "wc-on-hold", "On hold", "on-hold".
STATE = f"CASE {_WHENS} ELSE regexp_replace(regexp_replace(lower(status), '^wc-', ''), '[ _]+', '-', 'g') END"
RECEIVED = "('processing', 'completed', 'refunded')"
UNPAID = "('pending', 'pending-payment', 'on-hold', 'failed', 'checkout-draft', 'draft')"
CANCELLED = "('cancelled', 'canceled', 'trash')"

_SHIPPED_TO = ("shipping_country", "Country Code (Shipping)")

ORDER_FIELDS = (
    Field("order_number", N_("order number"), ("order_number", "Order Number"), needed=True),
    Field("shown_number", N_("order number"), ("order_number_formatted",)),
    Field("post_id", N_("order number"), ("order_id", "Order ID")),
    Field("status", N_("payment status"), ("status", "order_status", "Order Status"), needed=True),
    Field("ordered_at", N_("order time"), ("date", "order_date", "Order Date"), "instant", needed=True),
    Field("total", N_("order total"), ("order_total", "Order Total Amount"), "amount", needed=True),
    Field("shipping", N_("shipping"), ("shipping_total", "Order Shipping Amount"), "amount"),
    Field("shipping_tax", N_("tax on shipping"), ("shipping_tax_total", "Order Shipping Tax Amount"), "amount"),
    Field("refunded", N_("amount refunded"), ("refunded_total", "Order Refund Amount"), "amount"),
    Field("refunds", N_("amount refunded"), ("refunds", "refund_items")),
    Field("currency", N_("currency"), ("order_currency", "Order Currency", "Currency")),
    Field("customer_id", N_("customer number"), ("customer_id", "Customer User ID"), personal=True),
    Field("email", N_("email"), ("billing_email", "Email (Billing)"), personal=True),
    Field("phone", N_("phone"), ("billing_phone", "Phone (Billing)"), personal=True),
    Field("first_name", N_("customer name"), ("billing_first_name", "First Name (Billing)"), personal=True),
    Field("last_name", N_("customer name"), ("billing_last_name", "Last Name (Billing)"), personal=True),
    Field("state", N_("region"), ("shipping_state", "State Code (Shipping)", "State Name (Shipping)")),
    Field("country", N_("country"), (*_SHIPPED_TO, "Country Name (Shipping)")),
    Field("coupon", N_("coupon"), ("coupon_items", "coupons", "Coupons Used", "Coupon Code")),
)  # fmt: skip
ITEM_FIELDS = (
    Field(
        "product_name", N_("product name"), ("item_name", "Item Name", "Product Name", "Name"), needed=True
    ),
    Field("sku", N_("SKU"), ("item_sku", "SKU")),
    Field("quantity", N_("quantity"), ("item_quantity", "Quantity"), "amount"),
    Field("quantity_kept", N_("quantity"), ("Quantity (- Refund)",), "amount"),
    Field("item_price", N_("unit price"), ("item_price", "Item Cost"), "amount"),
    Field("item_subtotal", N_("subtotal"), ("item_subtotal",), "amount"),
    Field("item_total", N_("line total"), ("item_total", "Order Line (w/o tax)"), "amount"),
    Field("item_tax", N_("tax"), ("item_total_tax", "item_tax", "Order Line Tax"), "amount"),
    Field("line_total", N_("line total"), ("Order Line Total",), "amount"),
    Field("item_refunded", N_("amount refunded"), ("item_refunded", "Order Line Total Refunded"), "amount"),
)
# All items in one cell, or each in a cell of its own. A file with more such cells is not read: units would be missing.
MOST_CELLS = 100
LINE_ITEMS = Field("line_items", N_("item list"), ("line_items",))
LINE_ITEM = tuple(
    Field(f"line_item_{n}", N_("item list"), (f"line_item_{n}",)) for n in range(1, MOST_CELLS + 1)
)

# Where the order's fields stand on its first row only, the others take them from there.
_FILLED = ", ".join(
    f"coalesce({name}, max({name}) OVER same) AS {name}, coalesce(raw_{name}, max(raw_{name}) OVER same) AS raw_{name}"
    for name in (
        "status", "ordered_at", "total", "shipping", "shipping_tax", "refunded", "refunds", "customer_id", "email", "phone",
        "first_name", "last_name", "state", "country", "coupon",
    )
)  # fmt: skip
HEAD = ("status", "total", "refunded", "refunds", "ordered_at")


def _apart(rows: str, said: Sequence[str]) -> str:
    """`rows` (a relation) with order_id, the order's fields on every row, and copies of an order told apart."""
    named = f"SELECT *, coalesce(shown_number, order_number, post_id) AS order_id FROM {rows}"
    filled = f"SELECT * REPLACE ({_FILLED}) FROM ({named}) WINDOW same AS (PARTITION BY order_id)"
    return told_apart(f"({filled})", [*(one.name for one in ORDER_FIELDS), *said], HEAD)


# The cell's items are cut at each unescaped semicolon; what was escaped in a name comes back at the end.
_MASKED = r"""replace(replace(replace(line_items, '\|', chr(27)), '\;', chr(28)), '\:', chr(29))"""
_FROM_JSON = """list_transform(CAST(json(line_items) AS JSON[]), lambda item: concat_ws('|', concat('name:', replace(item->>'name', '|', chr(27))),
    concat('sku:', item->>'sku'), concat('quantity:', item->>'quantity'), concat('subtotal:', item->>'subtotal'),
    concat('total:', item->>'total'), concat('total_tax:', item->>'total_tax'), concat('refunded:', item->>'refunded')))"""
_CELLS = ", ".join(one.name for one in LINE_ITEM)
_ITEMS = f"""CASE WHEN json_valid(line_items) AND starts_with(line_items, '[') THEN {_FROM_JSON}
    WHEN line_items IS NOT NULL THEN string_split({_MASKED}, ';')
    WHEN line_item_1 IS NOT NULL THEN list_filter([{_CELLS}], lambda item: item IS NOT NULL) ELSE [''] END"""


def _piece(name: str) -> str:
    found = rf"nullif(regexp_extract(item, '(^|\|){name}:([^|]*)', 2), '')"
    return f"replace(replace(replace({found}, chr(27), '|'), chr(28), ';'), chr(29), ':')"


def _money(name: str) -> str:
    return f"try_cast({_piece(name)} AS DECIMAL(18,4))"


# The many cells are one list before anything else: they would be carried through every step.
_DROPPED = ", ".join(f"{one.name}, raw_{one.name}" for one in (LINE_ITEMS, *LINE_ITEM))
_LISTED = f"""(SELECT * EXCLUDE ({_DROPPED}), {_ITEMS} AS items, concat_ws(chr(29), line_items, {_CELLS}) AS raw_items FROM typed)"""

ITEM_ROWS = f"SELECT *, 0 AS part FROM ({_apart('typed', [one.name for one in ITEM_FIELDS])})"
UNPACKED = f"""
    SELECT * EXCLUDE (items, item), {_piece("name")} AS product_name, {_piece("sku")} AS sku,
           {_money("quantity")} AS quantity, NULL AS quantity_kept, NULL AS item_price,
           {_money("(?:subtotal|sub_total)")} AS item_subtotal, {_money("total")} AS item_total,
           {_money("(?:total_tax|tax)")} AS item_tax, NULL AS line_total, {_money("refunded")} AS item_refunded
    FROM (SELECT *, unnest(items) AS item, generate_subscripts(items, 1) - 1 AS part FROM ({_apart(_LISTED, ["items"])}))"""

# Where no sum of the refunds is given, the list of them is added up.
_REFUNDS = r"""list_sum(list_transform(regexp_extract_all(refunds, '(?:(?:^|[;|])amount:|"amount":\s*"?)-?(\d+(?:\.\d+)?)', 1),
    lambda amount: CAST(amount AS DECIMAL(18,4))))"""
# A line's own total is without tax and after discounts; what was given back for it is without tax as well.
_PRICED = f"""
    SELECT *, coalesce(item_subtotal / nullif(quantity, 0), item_price) AS unit_price,
           greatest(coalesce(item_total + coalesce(item_tax, 0), line_total, quantity * item_price, 0), 0) AS weight,
           greatest(coalesce(item_subtotal - item_total, 0), 0) AS discount,
           abs(item_refunded) * coalesce((item_total + item_tax) / nullif(item_total, 0), 1) AS refund_known,
           bool_or(reason IS NOT NULL OR total IS NULL OR ordered_at IS NULL) OVER ({ORDER}) AS spoilt,
           state_of IN {RECEIVED} AS received
    FROM (SELECT * REPLACE (coalesce(quantity, quantity_kept) AS quantity, coalesce(abs(refunded), {_REFUNDS}) AS refunded),
                 {STATE} AS state_of
          FROM %s)"""
_CHARGED = """
    SELECT *, CASE WHEN received THEN coalesce(total, 0) ELSE 0 END AS charged,
           CASE WHEN received THEN coalesce(shipping, 0) + coalesce(shipping_tax, 0) ELSE 0 END AS shipping_charged,
           CASE WHEN NOT received THEN 0 WHEN state_of = 'refunded' AND coalesce(refunded, 0) = 0 THEN coalesce(total, 0)
                ELSE coalesce(refunded, 0) END AS given_back
    FROM (%s)"""


def relation(items: str) -> str:
    """The SQL from rows with one item each (`items`, a query) to settled lines."""
    key = keyed("coalesce(sku, product_name, '')")
    charged = _CHARGED % (_PRICED % f"({items})")
    return settled(f"(SELECT *, {key} AS line_key FROM ({charged}))")


def _form(fields: tuple[Field, ...], items: str) -> Form:
    return Form(
        table="order_line",
        fields=fields,
        relation=relation(items),
        checks=(
            ("order_id IS NULL", "missing:order_number"),
            ("outdated", "replaced_in_file"),
            ("status IS NULL", "missing:status"),
            ("total IS NULL", "missing:total"),
            ("ordered_at IS NULL", "missing:ordered_at"),
            ("refunds IS NOT NULL AND refunded IS NULL", "bad_number:refunds"),
            ("spoilt", "order_incomplete"),
            (f"state_of NOT IN {RECEIVED} AND state_of NOT IN {UNPAID} AND state_of NOT IN {CANCELLED}", "unknown_status"),
            ("least(total, shipping, shipping_tax) < 0", "negative_amount"),
            (f"min(quantity) OVER ({ORDER}) < 0", "negative_amount"),
            ("given_back > charged", "refund_above_payment"),
        ),
        columns={
            "order_id": "order_id",
            "ordered_at": "ordered_at",
            "status": f"""CASE WHEN state_of IN {CANCELLED} THEN 'cancelled' WHEN NOT received THEN 'unpaid'
                          WHEN charged > 0 AND given_back >= charged THEN 'refunded' ELSE 'paid' END""",
            "line_type": f"CASE WHEN {SHIPPING} THEN 'shipping' ELSE 'product' END",
            "product_id": f"CASE WHEN NOT {SHIPPING} THEN coalesce(sku, product_name) END",
            "product_name": "product_name",
            "sku": "sku",
            "quantity": "quantity",
            "unit_price": "unit_price",
            "discount_amount": "discount",
            "paid_amount": "line_paid",
            "refund_amount": "line_refund",
            "region": "coalesce(state, country)",
            "coupon": r"coalesce(nullif(regexp_extract(coupon, '(^|\|)code:([^|]*)', 2), ''), coupon)",
        },
        identity=("order_id", "line_key"),
        family=FAMILY,
        whole=True,
        contact={
            "customer_id": "coalesce(lower(email), phone, nullif(customer_id, '0'))",
            "name": "nullif(concat_ws(' ', first_name, last_name), '')",
            "phone": "phone",
            "email": "email",
        },
    )  # fmt: skip


ITEMS_FORM = _form((*ORDER_FIELDS, *ITEM_FIELDS), ITEM_ROWS)
CELL_FORM = _form((*ORDER_FIELDS, LINE_ITEMS, *LINE_ITEM), UNPACKED)


class WooCommerce:
    """Recognised by an order's status and total beside its item's name, or beside cells with its items."""

    name = "woocommerce"
    label = N_("WooCommerce order export")

    def __init__(self, name: str, form: Form) -> None:
        self.name = name
        self.forms: Mapping[str, Form] = {"orders": form}

    def recognise(self, header: Sequence[str], kind: str | None = None) -> Match | None:
        """Match by header names; the many columns that are not read do not count against it."""
        match = match_form(self.forms["orders"], header, "orders") if kind in (None, "orders") else None
        cells = [name for name in header if re.fullmatch(r"line_item_\d+", folded(name))]
        if match is None or len(cells) > MOST_CELLS:
            return None
        if not {"product_name", "line_items", "line_item_1"} & set(match.mapping.values()):
            return None
        return Match(match.kind, (1.0, match.score[1]), match.mapping)

    def guess(self, header: Sequence[str], rows: Sequence[Sequence[str]]) -> ShopGuess | None:
        """By the currency column, else by where most customers are; times are the shop's own wall clock."""
        currencies = zones.column(header, rows, "order_currency", "Order Currency", "Currency")
        billed = zones.column(header, rows, "billing_country", "Country Code (Billing)")
        countries = billed or zones.column(header, rows, *_SHIPPED_TO)
        return zones.guess(currencies) or zones.guess_by_country(countries)


WOOCOMMERCE = WooCommerce("woocommerce", ITEMS_FORM)
WOOCOMMERCE_CELL = WooCommerce("woocommerce_cell", CELL_FORM)
