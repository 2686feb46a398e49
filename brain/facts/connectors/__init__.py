"""Every shop system that can be connected, one file each."""

from __future__ import annotations

from brain.facts.connectors.base import MakeConnector
from brain.facts.connectors.shopify_admin import ShopifyMaker
from brain.facts.connectors.webhooks_only import WebhooksOnly

CONNECTORS: dict[str, MakeConnector] = {
    "shopify": ShopifyMaker(),
    "woocommerce": WebhooksOnly("woocommerce"),
}
