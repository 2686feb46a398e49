"""What tables and columns are called when their rows are shown to an owner, and a file's place in words."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from brain.facts.lineage.base import TracedRow
from brain.facts.lineage.places import Place
from brain.kernel.formats import format_exact_money, format_number
from brain.kernel.i18n import N_, t

TABLE_WORDS: dict[str, str] = {
    "order_line": N_("Order lists"),
    "product": N_("Products"),
    "customer": N_("Customers"),
    "event": N_("Visits and carts"),
    "stock": N_("Stock"),
    "review": N_("Reviews"),
    "promotion": N_("Promotions"),
    "market_price": N_("Market prices"),
    "post": N_("Past posts"),
}

COLUMN_WORDS: dict[str, str] = {
    "order_id": N_("order number"),
    "ordered_on": N_("order day"),
    "happened_on": N_("day of the visit"),
    "posted_on": N_("day of the post"),
    "snapshot_on": N_("snapshot day"),
    "product_name": N_("product name"),
    "name": N_("name"),
    "type": N_("type"),
    "quantity": N_("quantity"),
    "paid_amount": N_("amount paid"),
    "refund_amount": N_("amount refunded"),
    "status": N_("status"),
    "line_type": N_("line type"),
    "line_no": N_("line number"),
    "product_id": N_("product number"),
    "sku": N_("SKU"),
    "category": N_("category"),
    "unit_price": N_("unit price"),
    "discount_amount": N_("discount"),
    "region": N_("region"),
    "channel": N_("channel"),
    "group_name": N_("group"),
    "coupon": N_("coupon"),
    "promotion_id": N_("promotion number"),
    "store": N_("store"),
    "brand": N_("brand"),
    "price": N_("price"),
    "cost": N_("cost"),
    "tags": N_("tags"),
    "listed_on": N_("listed since"),
    "consent": N_("consent"),
    "joined_on": N_("customer since"),
    "event_id": N_("event number"),
    "on_hand": N_("stock"),
    "incoming": N_("on its way"),
    "lead_time_days": N_("lead time"),
    "kind": N_("kind"),
    "discount_rate": N_("discount rate"),
    "seller": N_("seller"),
    "review_id": N_("review number"),
    "rating": N_("rating"),
    "text": N_("words"),
    "post_id": N_("post number"),
    "voice": N_("voice"),
    "reached": N_("people reached"),
    "clicks": N_("clicks"),
    "orders": N_("orders brought"),
    "observed_at": N_("time"),
    "reviewed_at": N_("time"),
    "starts_at": N_("start"),
    "ends_at": N_("end"),
}
"""In the order in which they are shown: what tells a row apart and what it is worth first, for narrow screens. What is not
here (keys, the same instant a second time) is not shown to a person."""

VALUE_WORDS: dict[str, dict[str, str]] = {
    "status": {
        "paid": N_("paid"),
        "unpaid": N_("unpaid"),
        "cancelled": N_("order cancelled"),
        "refunded": N_("refunded"),
        "return": N_("return"),
    },
    "line_type": {
        "product": N_("product"),
        "shipping": N_("shipping"),
        "fee": N_("fee"),
        "adjustment": N_("adjustment"),
    },
    "type": {
        "view": N_("view"),
        "click": N_("click"),
        "cart": N_("put into the cart"),
        "favourite": N_("favourite"),
        "share": N_("share"),
    },
}
"""Our own words among the cells, as a person says them."""


MONEY = ("unit_price", "discount_amount", "paid_amount", "refund_amount", "price", "cost")
"""The columns whose numbers are money in the shop's currency."""


def value_words(name: str, value: Any, currency: str, lang: str) -> str:
    """What stands in a column, as the reader writes it: money to the cent, our own words translated; empty for None."""
    if value is None:
        return ""
    if isinstance(value, Decimal):
        if name in MONEY:
            return format_exact_money(value, currency, lang)
        return format_number(value, lang, decimals=3)
    if isinstance(value, datetime):
        return value.isoformat(sep=" ", timespec="minutes")
    if isinstance(value, date):
        return value.isoformat()
    words = VALUE_WORDS.get(name, {}).get(str(value))
    return str(value) if words is None else t(lang, words)


def place_words(place: Place, lang: str) -> str:
    """`row 12`, `sheet 春季, line 14`: where to look in the file."""
    if place.sheet is not None and place.line is not None:
        return t(lang, "sheet {sheet}, line {line}", sheet=place.sheet, line=str(place.line))
    if place.in_companion:
        return t(lang, "row {row} of the second file", row=str(place.row))
    return t(lang, "row {row}", row=str(place.row))


def shown_columns(rows: tuple[TracedRow, ...] | list[TracedRow]) -> list[str]:
    """The columns worth showing of rows of one table: those in which anything stands."""
    return [name for name in COLUMN_WORDS if any(row.values.get(name) is not None for row in rows)]
