"""Orders and customers as Shopify's webhooks and its REST Admin API give them, as rows of its own order export.

The Order, Refund and Customer resources are those of shopify.dev/docs/api/admin-rest (2026-07); webhooks carry the same
objects. The columns are those of the order export (help.shopify.com, "Exporting orders"): an order's own fields stand
on its first row. So an order that comes both ways has the same keys and replaces itself.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from brain.facts.live.news import About, Brought, Refunded, Removed
from brain.facts.live.payloads import moment, money, needed, part, parts, plain, word

SOURCE = "shopify"
SUBSCRIBED = "subscribed"


def order_news(order: Mapping[str, Any]) -> Brought:
    """An order as it stands. Raises Unreadable for what is no order of Shopify's."""
    return Brought(
        about=About("order", needed(order, "id"), moment(order, "updated_at")),
        called=needed(order, "name"),
        kind="orders",
        source=SOURCE,
        records=order_records(order),
        refunds=tuple(needed(refund, "id") for refund in parts(order, "refunds")),
    )


def order_records(order: Mapping[str, Any]) -> tuple[dict[str, str], ...]:
    """The rows that the order export has for this order; none when it has no items."""
    lines = [_line(item) for item in parts(order, "line_items")]
    if not lines:
        return ()
    every = {
        "Name": needed(order, "name"),
        "Email": word(order, "email"),
        "Created at": word(order, "created_at"),
    }
    first = {**every, **_head(order), **lines[0]}
    return (first, *({**every, **line} for line in lines[1:]))


def refund_news(refund: Mapping[str, Any]) -> Refunded:
    """A refund by itself, as `refunds/create` sends it: the order's id, and what its transactions gave back."""
    return Refunded(
        about=About("order", needed(refund, "order_id"), moment(refund, "created_at")),
        refund=needed(refund, "id"),
        amount=_given_back([refund]),
    )


def customer_news(customer: Mapping[str, Any]) -> Brought | None:
    """A customer as they stand; None for one without email and phone, by which the orders know customers."""
    own_id = word(customer, "email") or word(customer, "phone")
    if not own_id:
        return None
    return Brought(
        about=About("customer", needed(customer, "id"), moment(customer, "updated_at")),
        called=own_id,
        kind="customers",
        source="canonical",
        records=(_customer(customer, own_id),),
    )


def removed(kind: str, payload: Mapping[str, Any], at: datetime) -> Removed:
    """What `orders/delete` and `customers/delete` say: only an id, so the time is that of the message."""
    return Removed(About("order" if kind == "orders" else "customer", needed(payload, "id"), at))


def _head(order: Mapping[str, Any]) -> dict[str, str]:
    shipping_to = part(order, "shipping_address")
    return {
        "Financial Status": word(order, "financial_status"),
        "Currency": word(order, "currency"),
        "Subtotal": word(order, "subtotal_price"),
        "Shipping": plain(_shipping(order)),
        "Total": word(order, "total_price"),
        "Discount Code": ", ".join(code for one in parts(order, "discount_codes") if (code := word(one, "code"))),
        "Discount Amount": word(order, "total_discounts"),
        "Billing Name": word(part(order, "billing_address"), "name"),
        "Phone": word(order, "phone"),
        "Shipping Province": word(shipping_to, "province_code"),
        "Shipping Country": word(shipping_to, "country_code"),
        "Cancelled at": word(order, "cancelled_at"),
        "Refunded Amount": plain(_given_back(parts(order, "refunds"))),
        "Outstanding Balance": word(order, "total_outstanding"),
        "Source": word(order, "source_name"),
    }  # fmt: skip


def _line(item: Mapping[str, Any]) -> dict[str, str]:
    return {
        "Lineitem quantity": word(item, "quantity"),
        "Lineitem name": word(item, "name") or word(item, "title"),
        "Lineitem price": word(item, "price"),
        "Lineitem sku": word(item, "sku"),
        "Lineitem discount": word(item, "total_discount"),
    }


def _shipping(order: Mapping[str, Any]) -> Decimal:
    """What shipping cost after its own discounts, which is what the order's total has in it."""
    return sum(
        (
            money(line, "discounted_price" if word(line, "discounted_price") else "price")
            for line in parts(order, "shipping_lines")
            if line.get("is_removed") is not True
        ),
        Decimal(0),
    )


def _given_back(refunds: Sequence[Mapping[str, Any]]) -> Decimal:
    """Money that went back: refunds whose transaction succeeded. A refund that is pending has given nothing yet."""
    return sum(
        (
            money(transaction, "amount")
            for refund in refunds
            for transaction in parts(refund, "transactions")
            if (word(transaction, "kind"), word(transaction, "status")) == ("refund", "success")
        ),
        Decimal(0),
    )


def _customer(customer: Mapping[str, Any], own_id: str) -> dict[str, str]:
    address = part(customer, "default_address")
    return {
        "customer_id": own_id,
        "name": " ".join(filter(None, (word(customer, "first_name"), word(customer, "last_name")))),
        "phone": word(customer, "phone"),
        "email": word(customer, "email"),
        "region": word(address, "province_code") or word(address, "country_code"),
        "consent": _consent(customer),
        "joined_at": word(customer, "created_at")[:10],
    }


def _consent(customer: Mapping[str, Any]) -> str:
    """Whether the customer may be written to, empty where nothing is said. Older versions had a plain flag."""
    state = word(part(customer, "email_marketing_consent"), "state")
    agreed = state == SUBSCRIBED if state else word(customer, "accepts_marketing") == "true"
    return ("yes" if agreed else "no") if state or word(customer, "accepts_marketing") else ""
