"""Orders and customers as WooCommerce's webhooks give them, as rows of the usual order export, one row an item.

Orders and customers are those of its REST API (woocommerce-rest-api-docs, wc/v3). The columns are those of the
"Order/Customer/Coupon CSV Export", which `brain.facts.sources.woocommerce` reads: the order's own fields stand on every
row. Times without offset are taken from the `_gmt` fields.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from brain.facts.live.news import About, Brought, Removed
from brain.facts.live.payloads import moment, money, needed, part, parts, plain, word

SOURCE = "woocommerce"


def order_news(order: Mapping[str, Any], at_least: datetime | None = None) -> Brought:
    """An order as it stands; `at_least` is when it is known to have changed. Raises Unreadable for what is no order."""
    changed = moment(order, "date_modified_gmt", in_utc=True)
    return Brought(
        about=About("order", needed(order, "id"), max(changed, at_least or changed)),
        called=_number(order),
        kind="orders",
        source=SOURCE,
        records=order_records(order),
    )


def order_records(order: Mapping[str, Any]) -> tuple[dict[str, str], ...]:
    """The rows that the export has for this order; none when it has no items."""
    every = _order(order)
    return tuple({**every, **_item(item)} for item in parts(order, "line_items"))


def customer_news(customer: Mapping[str, Any]) -> Brought | None:
    """A customer as they stand; None for one without email, by which the orders know customers."""
    billing = part(customer, "billing")
    own_id = (word(customer, "email") or word(billing, "email")).lower()
    if not own_id:
        return None
    record = {
        "customer_id": own_id,
        "name": _name(customer) or _name(billing),
        "phone": word(billing, "phone"),
        "email": own_id,
        "region": word(billing, "state") or word(billing, "country"),
        "joined_at": word(customer, "date_created")[:10],
    }
    changed = "date_modified_gmt" if word(customer, "date_modified_gmt") else "date_created_gmt"
    about = About("customer", needed(customer, "id"), moment(customer, changed, in_utc=True))
    return Brought(about, own_id, "customers", "canonical", (record,))


def removed(kind: str, payload: Mapping[str, Any], at: datetime) -> Removed:
    """What `order.deleted` and `customer.deleted` say: only an id, so the time is that of the message."""
    return Removed(About("order" if kind == "order" else "customer", needed(payload, "id"), at))


def _order(order: Mapping[str, Any]) -> dict[str, str]:
    billing, shipping = part(order, "billing"), part(order, "shipping")
    return {
        "order_id": needed(order, "id"),
        "order_number": _number(order),
        "date": moment(order, "date_created_gmt", in_utc=True).isoformat(sep=" "),
        "status": word(order, "status"),
        "shipping_total": word(order, "shipping_total"),
        "shipping_tax_total": word(order, "shipping_tax"),
        "fee_total": plain(_sum(order, "fee_lines", "total")),
        "fee_tax_total": plain(_sum(order, "fee_lines", "total_tax")),
        "tax_total": word(order, "total_tax"),
        "discount_total": word(order, "discount_total"),
        "order_total": word(order, "total"),
        "refunded_total": plain(abs(_sum(order, "refunds", "total"))),
        "order_currency": word(order, "currency"),
        "payment_method": word(order, "payment_method"),
        "customer_id": word(order, "customer_id"),
        "billing_first_name": word(billing, "first_name"),
        "billing_last_name": word(billing, "last_name"),
        "billing_email": word(billing, "email"),
        "billing_phone": word(billing, "phone"),
        "billing_state": word(billing, "state"),
        "billing_country": word(billing, "country"),
        "shipping_state": word(shipping, "state"),
        "shipping_country": word(shipping, "country"),
        "coupon_items": ";".join(
            f"code:{code}|amount:{word(one, 'discount')}"
            for one in parts(order, "coupon_lines")
            if (code := word(one, "code"))
        ),
    }


def _item(item: Mapping[str, Any]) -> dict[str, str]:
    return {
        "item_id": word(item, "id"),
        "item_product_id": word(item, "product_id"),
        "item_name": word(item, "name"),
        "item_sku": word(item, "sku"),
        "item_quantity": word(item, "quantity"),
        "item_subtotal": word(item, "subtotal"),
        "item_subtotal_tax": word(item, "subtotal_tax"),
        "item_total": word(item, "total"),
        "item_total_tax": word(item, "total_tax"),
    }


def _number(order: Mapping[str, Any]) -> str:
    """What the shop calls the order: its id, unless an extension numbers orders in sequence."""
    return word(order, "number") or needed(order, "id")


def _sum(order: Mapping[str, Any], lines: str, name: str) -> Decimal:
    return sum((money(line, name) for line in parts(order, lines)), Decimal(0))


def _name(person: Mapping[str, Any]) -> str:
    return " ".join(filter(None, (word(person, "first_name"), word(person, "last_name"))))
