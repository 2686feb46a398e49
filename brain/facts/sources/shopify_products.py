"""Shopify product lists, by the old headers (Handle, Variant SKU) and the new ones (URL handle, SKU).

A product takes several rows: one a variant, and one a further picture. Its own fields (title, vendor, type) stand on
its first row only. Each variant becomes a product of ours, because that is what order lines name: by its SKU, or
without one by the line's name, which is the title, followed by the options where there are any ("Shirt - Red / M").
So cost, category and brand join to the lines sold. Rows with a picture only carry on their product.
The old headers were checked against real files, the new ones come from the published template.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from brain.facts.sources.base import Field, Form, Match, ShopGuess, match_form
from brain.kernel.i18n import N_

_OPTIONS = """concat_ws(' / ', option_1, option_2, option_3)"""
# The product's own fields wherever its first row stands; a file has a product once.
_FILLED = ", ".join(
    f"coalesce({name}, max({name}) OVER product) AS {name}"
    for name in ("title", "vendor", "type", "taxonomy", "tags", "published", "status")
)

PRODUCTS = Form(
    table="product",
    fields=(
        Field("handle", N_("product number"), ("Handle", "URL handle"), required=True),
        Field("title", N_("product name"), ("Title",), needed=True),
        Field("vendor", N_("brand"), ("Vendor",), needed=True),
        Field("type", N_("category"), ("Type",)),
        Field("taxonomy", N_("category"), ("Product Category", "Standard Product Type", "Product Type")),
        Field("tags", N_("tags"), ("Tags",)),
        Field("published", N_("status"), ("Published", "Published on online store"), "flag"),
        Field("status", N_("status"), ("Status",)),
        Field("option_1", N_("variant"), ("Option1 Value",), needed=True),
        Field("option_2", N_("variant"), ("Option2 Value",)),
        Field("option_3", N_("variant"), ("Option3 Value",)),
        Field("sku", N_("SKU"), ("Variant SKU", "SKU"), needed=True),
        Field("price", N_("price"), ("Variant Price", "Price"), "amount", needed=True),
        Field("cost", N_("cost"), ("Cost per item",), "amount"),
    ),
    relation=f"""
        SELECT *, CASE WHEN {_OPTIONS} IN ('', 'Default Title') THEN title ELSE concat(title, ' - ', {_OPTIONS}) END AS name,
               0 AS part
        FROM (SELECT * REPLACE ({_FILLED}), price IS NULL AND sku IS NULL AND option_1 IS NULL AND raw_title IS NULL AS picture
              FROM typed WINDOW product AS (PARTITION BY handle))""",
    checks=(
        ("picture", "continuation"),
        ("title IS NULL", "missing:title"),
        ("least(price, cost) < 0", "negative_amount"),
    ),
    columns={
        "product_id": "coalesce(sku, name)",
        "sku": "sku",
        "name": "name",
        # The shop's own word goes before the standard taxonomy, of which the last part is the category.
        "category": "coalesce(type, trim(regexp_extract(taxonomy, '[^>]*$')))",
        "brand": "vendor",
        "price": "price",
        "cost": "cost",
        "tags": "tags",
        "status": "coalesce(lower(status), CASE WHEN published THEN 'active' WHEN NOT published THEN 'draft' END)",
    },
    identity=("coalesce(sku, name)",),
    family="shopify",
)


class ShopifyProducts:
    """Recognised by its handle, vendor, options and variant price."""

    name = "shopify_products"
    label = N_("Shopify product list")
    forms: Mapping[str, Form] = {"products": PRODUCTS}

    def recognise(self, header: Sequence[str], kind: str | None = None) -> Match | None:
        """Match by header names; pictures, weights and search fields, which are not read, do not count against it."""
        match = match_form(PRODUCTS, header, "products") if kind in (None, "products") else None
        return Match(match.kind, (1.0, match.score[1]), match.mapping) if match else None

    def guess(self, header: Sequence[str], rows: Sequence[Sequence[str]]) -> ShopGuess | None:
        """Nothing in it tells of zone or currency."""
        return None


SHOPIFY_PRODUCTS = ShopifyProducts()
