"""UCI "Online Retail" exports: one row an order line, credit notes as invoices of their own.

The first edition writes dates as in the United States; "Online Retail II" has other column names and ISO or British
dates. How a file writes them is decided from its whole column.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from brain.facts.sources.base import Field, Form, Match, ShopGuess, match_form
from brain.facts.sources.values.cells import one_of
from brain.kernel.i18n import N_

SHIPPING = ("POST", "DOT", "C2")
# What the shop pays others (marketplace, bank, charity), booked as invoices in the same ledger: no customer's money.
FEES = ("BANK CHARGES", "AMAZONFEE", "CRUK")
# Money without a product behind it: hand-keyed amounts, discounts, samples.
ADJUSTMENTS = ("M", "D", "S", "ADJUST", "ADJUST2")

# Numbers as the file's first edition writes them (6 and 18.0), so that a workbook, which has 18, names the same row.
_QUANTITY = "CASE WHEN quantity = floor(quantity) THEN CAST(CAST(quantity AS BIGINT) AS VARCHAR) ELSE raw_quantity END"
_PRICE = "CAST(CAST(unit_price AS DOUBLE) AS VARCHAR)"

LINE_TYPE = (
    f"CASE WHEN {one_of('product_code', SHIPPING)} THEN 'shipping' WHEN {one_of('product_code', FEES)} THEN 'fee'"
    f" WHEN {one_of('product_code', ADJUSTMENTS)} THEN 'adjustment' ELSE 'product' END"
)

ORDERS = Form(
    table="order_line",
    fields=(
        Field("order_id", N_("order number"), ("InvoiceNo", "Invoice"), required=True),
        Field("product_code", N_("product number"), ("StockCode",), required=True),
        Field("product_name", N_("product name"), ("Description",), needed=True),
        Field("quantity", N_("quantity"), ("Quantity",), "amount", required=True),
        Field("ordered_at", N_("order time"), ("InvoiceDate",), "instant", required=True, day_order="mdy"),
        Field("unit_price", N_("unit price"), ("UnitPrice", "Price"), "amount", required=True),
        Field(
            "customer_id", N_("customer number"), ("CustomerID", "Customer ID"), personal=True, needed=True
        ),
        Field("country", N_("region"), ("Country",), needed=True),
    ),
    relation="""
        SELECT * REPLACE (upper(product_code) AS product_code, CASE WHEN suffix(customer_id, '.0') THEN left(customer_id, -2) ELSE customer_id END AS customer_id),
               starts_with(upper(order_id), 'C') AS is_credit, starts_with(upper(order_id), 'A') AS is_adjustment,
               try_cast(quantity * unit_price AS DECIMAL(18,4)) AS amount, 0 AS part
        FROM typed""",
    checks=(
        ("regexp_full_match(product_code, 'TEST\\d*')", "test_order"),
        ("unit_price < 0 OR is_adjustment", "accounting_adjustment"),
        ("quantity < 0 AND NOT is_credit", "stock_write_off"),
        ("unit_price = 0 OR quantity = 0", "no_money_moved"),
        ("is_credit AND quantity > 0", "credit_not_negative"),
        ("amount IS NULL", "out_of_range"),
    ),
    columns={
        "order_id": "order_id",
        "ordered_at": "ordered_at",
        "status": "CASE WHEN is_credit THEN 'return' ELSE 'paid' END",
        "line_type": LINE_TYPE,
        "product_id": f"CASE WHEN {LINE_TYPE} = 'product' THEN product_code END",
        "product_name": "product_name",
        "quantity": "quantity",
        "unit_price": "unit_price",
        "discount_amount": "0",
        "paid_amount": "CASE WHEN is_credit THEN 0 ELSE amount END",
        "refund_amount": "CASE WHEN is_credit THEN abs(amount) ELSE 0 END",
        "region": "CASE WHEN country <> 'Unspecified' THEN country END",
    },
    # No row is ever sent again in a newer version (a correction is a credit note of its own), so a row is known by all
    # that it says; counting rows with one key instead would depend on how the file is cut and sorted.
    identity=(
        "order_id",
        "product_code",
        _QUANTITY,
        _PRICE,
        "md5_number_lower(concat_ws(chr(31), raw_ordered_at, product_name, country))",
    ),
    contact={"customer_id": "customer_id"},
)


class OnlineRetail:
    """Recognised by its eight headers; a British shop."""

    name = "online_retail"
    label = N_("Online Retail order lines")
    forms: Mapping[str, Form] = {"orders": ORDERS}

    def recognise(self, header: Sequence[str], kind: str | None = None) -> Match | None:
        """Match by header names."""
        return match_form(ORDERS, header, "orders") if kind in (None, "orders") else None

    def guess(self, header: Sequence[str], rows: Sequence[Sequence[str]]) -> ShopGuess | None:
        """The file is one known shop's."""
        return ShopGuess("Europe/London", "GBP", "en")


ONLINE_RETAIL = OnlineRetail()
