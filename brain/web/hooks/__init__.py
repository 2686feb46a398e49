"""Every sender that `POST /webhooks/{source}` takes deliveries from, one file a scheme."""

from __future__ import annotations

from brain.web.hooks.base import Hook
from brain.web.hooks.canonical import CanonicalHook
from brain.web.hooks.canonical_records import CUSTOMERS, EVENTS, ORDERS
from brain.web.hooks.shopify import ShopifyHook
from brain.web.hooks.woocommerce import WooCommerceHook

HOOKS: dict[str, Hook] = {
    "orders": CanonicalHook("orders", ORDERS),
    "customers": CanonicalHook("customers", CUSTOMERS),
    "events": CanonicalHook("events", EVENTS),
    "shopify": ShopifyHook(),
    "woocommerce": WooCommerceHook(),
}
