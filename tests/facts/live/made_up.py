"""One made-up order of a shop system, written twice: as the system's API has it, and as its own export file has it.

The two are written from the systems' documentation, each by itself: neither from the other, and not by the code under test.
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

ZONE = "Asia/Shanghai"


@dataclass(frozen=True)
class Item:
    """One item of an order."""

    name: str
    quantity: int
    price: Decimal
    sku: str = ""
    discount: Decimal = Decimal(0)


@dataclass(frozen=True)
class Back:
    """Money given back."""

    id: int
    amount: Decimal
    at: datetime
    pending: bool = False


@dataclass(frozen=True)
class ShopifyOrder:
    """An order of a Shopify shop in China; amounts in yuan."""

    id: int
    name: str
    created: datetime
    updated: datetime
    items: tuple[Item, ...]
    shipping: Decimal = Decimal(0)
    tax: Decimal = Decimal(0)
    off: Decimal = Decimal(0)
    status: str = "paid"
    email: str | None = "an@example.com"
    phone: str | None = None
    refunds: tuple[Back, ...] = ()
    cancelled: datetime | None = None
    outstanding: Decimal = Decimal(0)
    codes: tuple[str, ...] = ()
    extra: dict[str, Any] = field(default_factory=dict)

    @property
    def subtotal(self) -> Decimal:
        return sum((i.quantity * i.price - i.discount for i in self.items), Decimal(0)) - self.off

    @property
    def total(self) -> Decimal:
        return self.subtotal + self.shipping + self.tax

    @property
    def refunded(self) -> Decimal:
        return sum((one.amount for one in self.refunds if not one.pending), Decimal(0))

    def payload(self) -> dict[str, Any]:
        """The Order resource, with much of what we do not read."""
        return {
            "id": self.id,
            "admin_graphql_api_id": f"gid://shopify/Order/{self.id}",
            "name": self.name,
            "order_number": int(self.name.strip("#")),
            "created_at": self.created.isoformat(),
            "updated_at": self.updated.isoformat(),
            "cancelled_at": self.cancelled.isoformat() if self.cancelled else None,
            "currency": "CNY",
            "email": self.email,
            "phone": self.phone,
            "financial_status": self.status,
            "subtotal_price": str(self.subtotal),
            "total_price": str(self.total),
            "total_tax": str(self.tax),
            "total_discounts": str(self.off),
            "total_outstanding": str(self.outstanding),
            "source_name": "web",
            "taxes_included": False,
            "test": False,
            "discount_codes": [
                {"code": code, "amount": "1.00", "type": "fixed_amount"} for code in self.codes
            ],
            "billing_address": {"name": "安 李", "phone": None},
            "shipping_address": {"province_code": "ZJ", "country_code": "CN", "province": "Zhejiang"},
            "customer": {"id": 9, "email": self.email},
            "shipping_lines": [
                {"title": "Standard", "price": str(self.shipping), "discounted_price": str(self.shipping)}
            ]
            if self.shipping
            else [],
            "line_items": [
                {
                    "id": number,
                    "title": item.name,
                    "name": item.name,
                    "quantity": item.quantity,
                    "price": str(item.price),
                    "sku": item.sku or None,
                    "total_discount": str(item.discount),
                    "vendor": "Deer",
                    "properties": [],
                }
                for number, item in enumerate(self.items, start=1)
            ],
            "refunds": [self.refund(one) for one in self.refunds],
            **self.extra,
        }

    def refund(self, back: Back) -> dict[str, Any]:
        """The Refund resource, as `refunds/create` sends it."""
        return {
            "id": back.id,
            "order_id": self.id,
            "created_at": back.at.isoformat(),
            "note": "",
            "refund_line_items": [],
            "order_adjustments": [],
            "transactions": [
                {
                    "id": back.id * 10,
                    "kind": "refund",
                    "status": "pending" if back.pending else "success",
                    "amount": str(back.amount),
                    "currency": "CNY",
                },
                {"id": back.id * 10 + 1, "kind": "sale", "status": "success", "amount": "999.00"},
            ],
        }


SHOPIFY_HEADER = (
    "Name,Email,Financial Status,Paid at,Fulfillment Status,Accepts Marketing,Currency,Subtotal,Shipping,Taxes,Total,"
    "Discount Code,Discount Amount,Created at,Lineitem quantity,Lineitem name,Lineitem price,Lineitem sku,Billing Name,"
    "Shipping Province,Shipping Country,Cancelled at,Refunded Amount,Vendor,Outstanding Balance,Id,Source,"
    "Lineitem discount,Phone"
)


def shopify_csv(*orders: ShopifyOrder) -> str:
    """The order export: an order's own fields on its first row only, times on the shop's clock."""
    out = io.StringIO()
    writer = csv.DictWriter(out, SHOPIFY_HEADER.split(","), restval="")
    writer.writeheader()
    for order in orders:
        for number, item in enumerate(order.items):
            row: dict[str, object] = {
                "Name": order.name,
                "Email": order.email or "",
                "Created at": _written(order.created),
                "Lineitem quantity": item.quantity,
                "Lineitem name": item.name,
                "Lineitem price": f"{item.price:.2f}",
                "Lineitem sku": item.sku,
                "Lineitem discount": f"{item.discount:.2f}",
                "Vendor": "Deer",
            }
            if number == 0:
                row |= {
                    "Financial Status": order.status,
                    "Currency": "CNY",
                    "Subtotal": f"{order.subtotal:.2f}",
                    "Shipping": f"{order.shipping:.2f}",
                    "Taxes": f"{order.tax:.2f}",
                    "Total": f"{order.total:.2f}",
                    "Discount Code": ", ".join(order.codes),
                    "Discount Amount": f"{order.off:.2f}",
                    "Billing Name": "安 李",
                    "Shipping Province": "ZJ",
                    "Shipping Country": "CN",
                    "Cancelled at": _written(order.cancelled) if order.cancelled else "",
                    "Refunded Amount": f"{order.refunded:.2f}",
                    "Outstanding Balance": f"{order.outstanding:.2f}",
                    "Id": order.id,
                    "Source": "web",
                    "Phone": order.phone or "",
                }
            writer.writerow(row)
    return out.getvalue()


def _written(at: datetime) -> str:
    return at.astimezone(ZoneInfo(ZONE)).strftime("%Y-%m-%d %H:%M:%S %z")


@dataclass(frozen=True)
class WooOrder:
    """An order of a WooCommerce shop in China; amounts in yuan, prices without tax."""

    id: int
    number: str
    created: datetime
    updated: datetime
    items: tuple[Item, ...]
    shipping: Decimal = Decimal(0)
    shipping_tax: Decimal = Decimal(0)
    tax: Decimal = Decimal(0)
    fee: Decimal = Decimal(0)
    status: str = "processing"
    email: str = "An@Example.com"
    customer: int = 3
    refunds: tuple[Back, ...] = ()
    codes: tuple[str, ...] = ()

    @property
    def total(self) -> Decimal:
        goods = sum((i.quantity * i.price - i.discount for i in self.items), Decimal(0))
        return goods + self.tax + self.shipping + self.shipping_tax + self.fee

    @property
    def refunded(self) -> Decimal:
        return sum((one.amount for one in self.refunds), Decimal(0))

    def payload(self) -> dict[str, Any]:
        """The order of the REST API, wc/v3; all tax stands on the first item."""
        zero = "0.00"
        return {
            "id": self.id,
            "parent_id": 0,
            "number": self.number,
            "status": self.status,
            "currency": "CNY",
            "date_created": _wall(self.created),
            "date_created_gmt": self.created.strftime("%Y-%m-%dT%H:%M:%S"),
            "date_modified": _wall(self.updated),
            "date_modified_gmt": self.updated.strftime("%Y-%m-%dT%H:%M:%S"),
            "discount_total": str(sum((i.discount for i in self.items), Decimal(0))),
            "shipping_total": str(self.shipping),
            "shipping_tax": str(self.shipping_tax),
            "total": str(self.total),
            "total_tax": str(self.tax + self.shipping_tax),
            "prices_include_tax": False,
            "customer_id": self.customer,
            "payment_method": "alipay",
            "billing": {
                "first_name": "安", "last_name": "李", "email": self.email, "phone": "13800000000",
                "state": "CN30", "country": "CN",
            },
            "shipping": {"state": "CN30", "country": "CN", "phone": ""},
            "line_items": [
                {
                    "id": number,
                    "name": item.name,
                    "product_id": 40 + number,
                    "variation_id": 0,
                    "quantity": item.quantity,
                    "subtotal": str(item.quantity * item.price),
                    "subtotal_tax": str(self.tax) if number == 1 else zero,
                    "total": str(item.quantity * item.price - item.discount),
                    "total_tax": str(self.tax) if number == 1 else zero,
                    "sku": item.sku,
                    "price": 1.1,
                }
                for number, item in enumerate(self.items, start=1)
            ],
            "shipping_lines": [{"method_title": "SF", "total": str(self.shipping)}],
            "fee_lines": [{"name": "Wrapping", "total": str(self.fee), "total_tax": zero}] if self.fee else [],
            "coupon_lines": [{"code": code, "discount": "1"} for code in self.codes],
            "refunds": [{"id": one.id, "reason": "", "total": f"-{one.amount}"} for one in self.refunds],
        }  # fmt: skip


WOO_HEADER = (
    "order_id,order_number,date,status,shipping_total,shipping_tax_total,fee_total,tax_total,discount_total,order_total,"
    "refunded_total,order_currency,payment_method,customer_id,billing_first_name,billing_last_name,billing_email,"
    "billing_phone,shipping_state,shipping_country,item_id,item_product_id,item_name,item_sku,item_quantity,item_subtotal,"
    "item_subtotal_tax,item_total,item_total_tax,coupon_items"
)


def woo_csv(*orders: WooOrder) -> str:
    """The order export, one row an item with the order's fields on each; times on the shop's clock without offset."""
    out = io.StringIO()
    writer = csv.DictWriter(out, WOO_HEADER.split(","), restval="")
    writer.writeheader()
    for order in orders:
        for number, item in enumerate(order.items, start=1):
            tax = order.tax if number == 1 else Decimal(0)
            writer.writerow(
                {
                    "order_id": order.id,
                    "order_number": order.number,
                    "date": order.created.astimezone(ZoneInfo(ZONE)).strftime("%Y-%m-%d %H:%M:%S"),
                    "status": order.status,
                    "shipping_total": f"{order.shipping:.2f}",
                    "shipping_tax_total": f"{order.shipping_tax:.2f}",
                    "fee_total": f"{order.fee:.2f}",
                    "tax_total": f"{order.tax + order.shipping_tax:.2f}",
                    "order_total": f"{order.total:.2f}",
                    "refunded_total": f"{order.refunded:.2f}",
                    "order_currency": "CNY",
                    "payment_method": "alipay",
                    "customer_id": order.customer,
                    "billing_first_name": "安",
                    "billing_last_name": "李",
                    "billing_email": order.email,
                    "billing_phone": "13800000000",
                    "shipping_state": "CN30",
                    "shipping_country": "CN",
                    "item_id": number,
                    "item_product_id": 40 + number,
                    "item_name": item.name,
                    "item_sku": item.sku,
                    "item_quantity": item.quantity,
                    "item_subtotal": f"{item.quantity * item.price:.2f}",
                    "item_subtotal_tax": f"{tax:.2f}",
                    "item_total": f"{item.quantity * item.price - item.discount:.2f}",
                    "item_total_tax": f"{tax:.2f}",
                    "coupon_items": ";".join(f"code:{code}|amount:1.00" for code in order.codes),
                }
            )
    return out.getvalue()


def _wall(at: datetime) -> str:
    return at.astimezone(ZoneInfo(ZONE)).strftime("%Y-%m-%dT%H:%M:%S")
