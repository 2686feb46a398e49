"""The orders report of WooCommerce's own analytics: one row an order, without goods; refunds are rows of their own.

`N. Revenue (formatted)` is the order's total as the shop shows it, struck through and followed by what is left when
something was refunded ("$50.00 $40.00"), with a note on taxes at the end; `Net Sales` is without taxes and shipping.
So the total is read from the former: what the customer was charged. Columns and their making come from WooCommerce's
published code; no real file was at hand. The report has no currency column: amounts are taken in the shop's currency.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from brain.facts.sources.base import Field, Form, Match, ShopGuess, match_form
from brain.facts.sources.values import zones
from brain.facts.sources.woocommerce import CANCELLED, FAMILY, RECEIVED, STATE, UNPAID
from brain.kernel.i18n import N_

# A blank stands between thousands only before three digits: where no sign is shown, it parts two amounts.
_ONE = r"\d{1,3}(?:[ \x{00A0}’'']\d{3})+(?:[.,]\d{2})?|\d[\d.,]*\d|\d"
_AMOUNTS = rf"regexp_extract_all(regexp_replace(raw_revenue, '\(.*$', ''), '{_ONE}')"


def _money(text: str) -> str:
    """An amount with its last two digits behind the last separator as cents; any other separator is for thousands."""
    digits = f"regexp_replace({text}, '[^0-9]', '', 'g')"
    cents = rf"CASE WHEN regexp_matches({text}, '[.,]\d{{2}}$') THEN 100 ELSE 1 END"
    return f"CAST(try_cast({digits} AS DECIMAL(18,4)) / {cents} AS DECIMAL(18,4))"


ORDERS = Form(
    table="order_line",
    fields=(
        Field("order_id", N_("order number"), ("Order #",), required=True),
        Field("ordered_at", N_("order time"), ("Date",), "instant", required=True),
        Field("revenue", N_("order total"), ("N. Revenue (formatted)",), required=True),
        Field("status", N_("payment status"), ("Status",), required=True),
        Field("customer_type", N_("customer type"), ("Customer type",), needed=True),
        Field("quantity", N_("quantity"), ("Items sold",), "amount"),
        Field("coupon", N_("coupon"), ("Coupon(s)",)),
        Field("net_sales", N_("net sales"), ("Net Sales", "N. Revenue"), "amount", needed=True),
        Field("channel", N_("channel"), ("Attribution",)),
    ),
    relation=f"""
        SELECT *, state_of IN {RECEIVED} AS received, {_money("amounts[1]")} AS total,
               CASE WHEN len(amounts) > 1 THEN {_money("amounts[1]")} - {_money("amounts[2]")}
                    WHEN state_of = 'refunded' THEN {_money("amounts[1]")} ELSE 0 END AS given_back, 0 AS part
        FROM (SELECT *, {_AMOUNTS} AS amounts, {STATE} AS state_of FROM typed)""",
    checks=(
        # The refund's own row: its order's row shows what is left of the total.
        ("net_sales < 0", "continuation"),
        ("total IS NULL", "bad_number:revenue"),
        (f"state_of NOT IN {RECEIVED} AND state_of NOT IN {UNPAID} AND state_of NOT IN {CANCELLED}", "unknown_status"),
        ("given_back < 0", "negative_amount"),
    ),
    columns={
        "order_id": "order_id",
        "ordered_at": "ordered_at",
        "status": f"""CASE WHEN state_of IN {CANCELLED} THEN 'cancelled' WHEN NOT received THEN 'unpaid'
                      WHEN total > 0 AND given_back >= total THEN 'refunded' ELSE 'paid' END""",
        "line_type": "'product'",
        "quantity": "quantity",
        "discount_amount": "0",
        "paid_amount": "CASE WHEN received THEN total ELSE 0 END",
        "refund_amount": "CASE WHEN received THEN given_back ELSE 0 END",
        "channel": "channel",
        "coupon": "coupon",
    },
    identity=("order_id", "'whole'"),
    family=FAMILY,
    gives_way=True,
)  # fmt: skip


class WooCommerceReport:
    """Recognised by its formatted revenue and its customer type."""

    name = "woocommerce_report"
    label = N_("WooCommerce analytics, orders report")
    forms: Mapping[str, Form] = {"orders": ORDERS}

    def recognise(self, header: Sequence[str], kind: str | None = None) -> Match | None:
        """Match by header names."""
        return match_form(ORDERS, header, "orders") if kind in (None, "orders") else None

    def guess(self, header: Sequence[str], rows: Sequence[Sequence[str]]) -> ShopGuess | None:
        """By the sign that the totals carry; the times are the shop's own wall clock."""
        currency = zones.currency_by_sign(zones.column(header, rows, "N. Revenue (formatted)"))
        return zones.guess([currency] if currency else [])


WOOCOMMERCE_REPORT = WooCommerceReport()
